"""Run a free statement in a process of its own, with limited memory and time.

An engine can be brought down or kept busy by a statement that only reads; then the child goes, not the program.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from samverkan import errors
from samverkan.errors import SamverkanError, StoreError
from samverkan.store.protocol import Cell, Row
from samverkan.store.rows import to_cell

SECONDS = 20
MOST_ROWS = 10_000
MOST_BYTES = 64 << 20
# The engine's 1 GiB of addresses, its pool, the interpreter and the map.
MEMORY = 3 << 30

_ROOT = str(Path(__file__).resolve().parents[2])
# -P: a file in the working directory never stands in for a module.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from samverkan.store.sandbox import main; main()"


Fetched = tuple[list[str], list[list[Any]], bool]


def run_apart(
    fetch: Callable[..., Fetched], *given: Any, seconds: float = SECONDS
) -> tuple[list[str], list[Row], bool]:
    """Return (columns, rows, cut) of what a function fetches; what goes wrong in the child is a StoreError here.

    The function is called in the child with what is given and the keyword `limit`, the most rows to fetch.
    """
    task = pickle.dumps((fetch, given))
    command = [sys.executable, "-P", "-c", _START, _ROOT]
    try:
        child = subprocess.run(command, input=task, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise StoreError("store.too-slow", seconds=int(seconds)) from error
    try:
        answer = json.loads(child.stdout)
    except ValueError as error:
        raise _say_why_it_died(child) from error
    if "key" in answer:
        raise getattr(errors, answer["error"])(answer["key"], **answer["values"])
    columns = answer["columns"]
    rows = [dict(zip(columns, map(_from_json, row), strict=True)) for row in answer["rows"]]
    return columns, rows, answer["cut"]


def _say_why_it_died(child: subprocess.CompletedProcess[bytes]) -> StoreError:
    """Return what to say of a child without an answer: stopped from outside, or the last line that it wrote."""
    last = child.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    if child.returncode < 0 or "MemoryError" in last or "bad_alloc" in last:
        return StoreError("store.too-large")
    return StoreError("store.child-died", reason=last or str(child.returncode))


def main() -> None:
    """Answer one task from standard input on standard output (the child's side)."""
    _limit_memory()
    answer: dict[str, Any]
    try:
        fetch, given = pickle.loads(sys.stdin.buffer.read())
        columns, rows, cut = fetch(*given, limit=MOST_ROWS)
        names = _name_apart(columns)
        answer = {"columns": names, "rows": [[_to_json(to_cell(v)) for v in row] for row in rows], "cut": cut}
        text = json.dumps(answer)
        if len(text) > MOST_BYTES:
            raise StoreError("store.too-large")
    except MemoryError:
        text = json.dumps({"error": "StoreError", "key": "store.too-large", "values": {}})
    except SamverkanError as error:
        values = {name: str(value) for name, value in error.values.items()}
        text = json.dumps({"error": type(error).__name__, "key": error.key, "values": values})
    sys.stdout.buffer.write(text.encode())


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _name_apart(columns: list[str]) -> list[str]:
    """Return the column names, numbered where one stands twice."""
    seen: dict[str, int] = {}
    names = []
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def _to_json(cell: Cell) -> Any:
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    return [_to_json(item) for item in cell] if isinstance(cell, list) else cell


def _from_json(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return [_from_json(item) for item in value] if isinstance(value, list) else value
