"""Time from the start of the program to its first page, beside Fava's in the same run, in turns.

Fava shows a ledger of as many entries as the example has things. It is no dependency: install it in a venv of its own.
"Cold" begins without any compiled module (and without a ledger that was read before), "warm" with all of them.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parents[2]
_TIMES = 9
_SECONDS = 120
Start = Callable[[dict[str, str]], tuple[subprocess.Popen[str], str, str]]


def print_beside(fava: Path, example: Path, things: int, folder: Path) -> None:
    """Print the start of both, cold and warm: the middle one of some runs, by the clock and of it the processor."""
    ledger = _write_ledger(folder / "ledger.beancount", things)
    starts = {"samverkan": _open_workspace(example, folder), "fava": _open_fava(fava, ledger)}
    compiled = folder / "compiled"
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environ |= {"PYTHONPYCACHEPREFIX": str(compiled), "CI": "1", "XDG_RUNTIME_DIR": str(folder)}
    print(f"start to first page, {things} things beside {things} entries | s | of it CPU s")
    for state, times in (("cold", 3), ("warm", _TIMES)):
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in starts}
        for _ in range(times):
            for name, start in starts.items():
                if state == "cold":
                    shutil.rmtree(compiled, ignore_errors=True)
                    for kept in ledger.parent.glob(".*cache*"):
                        kept.unlink()
                found[name].append(_time_start(start, environ))
        for name, figures in found.items():
            wall, processor = (median(figure[place] for figure in figures) for place in (0, 1))
            print(f"{name}, {state} | {wall:.2f} | {processor:.2f}", flush=True)


def _write_ledger(path: Path, entries: int) -> Path:
    accounts = [f"Expenses:Matter{n}" for n in range(10)]
    lines = [f"2020-01-01 open {account} SEK" for account in ("Assets:Bank", *accounts)]
    for n in range(entries - len(lines)):
        day = f"20{21 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}"
        lines.append(
            f'{day} * "Somebody {n % 40}" "For something"\n  {accounts[n % 10]}  {n + 1}.00 SEK\n  Assets:Bank\n'
        )
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _open_workspace(example: Path, folder: Path) -> Start:
    command = [sys.executable, "-m", "samverkan", "open", str(example), "--no-browser", "--lang", "en"]

    def start(environ: dict[str, str]) -> tuple[subprocess.Popen[str], str, str]:
        process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**environ, "PYTHONPATH": str(ROOT)}, cwd=folder
        )
        assert process.stderr is not None
        found = re.search(r"http\S+", process.stderr.readline())
        assert found
        return process, found[0], "Sommartorg"

    return start


def _open_fava(fava: Path, ledger: Path) -> Start:
    def start(environ: dict[str, str]) -> tuple[subprocess.Popen[str], str, str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [str(fava), "--port", str(port), str(ledger)]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environ, cwd=ledger.parent
        )
        return process, f"http://127.0.0.1:{port}/", "<html"

    return start


def _time_start(start: Start, environ: dict[str, str]) -> tuple[float, float]:
    began = perf_counter()
    process, address, says = start(environ)
    try:
        _read_page(address, says)
        return perf_counter() - began, _read_processor(process.pid)
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def _read_page(address: str, says: str) -> None:
    """Ask until the first page is there, following where it leads; what it says must stand in it."""
    cookie, until = "", perf_counter() + _SECONDS
    while perf_counter() < until:
        parts = urlsplit(address)
        connection = HTTPConnection("127.0.0.1", parts.port or 0, timeout=_SECONDS)
        with suppress(ConnectionError, HTTPException):
            connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers={"Cookie": cookie})
            answer = connection.getresponse()
            text = answer.read().decode()
            connection.close()
            if answer.status == 200:
                assert says in text
                return
            address = urljoin(address, answer.headers["Location"])
            cookie = (answer.headers.get("Set-Cookie") or cookie).partition(";")[0]
            continue
        sleep(0.005)
    raise SystemExit(f"{address}: no page")


def _read_processor(process: int) -> float:
    status = Path(f"/proc/{process}/stat")
    parts = status.read_text().rpartition(")")[2].split() if status.exists() else ()
    return sum(map(int, parts[11:13])) / os.sysconf("SC_CLK_TCK") if parts else 0.0
