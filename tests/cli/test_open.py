"""`open`: it starts, a second start finds it, and it stops."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from command_line import HAVSAKRA

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stops by a signal as POSIX does")


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "CI": "1", "XDG_RUNTIME_DIR": str(folder)}
    command = [sys.executable, "-m", "samverkan", "open", *arguments, "--no-browser", "--lang", "en"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ)


def read_link(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/enter\?token=\S+", line)
    assert found, line
    return found[0]


def get(link: str, path: str = "", cookie: str = "") -> tuple[int, str]:
    parts = urlsplit(link)
    with closing(HTTPConnection("127.0.0.1", parts.port or 0, timeout=10)) as connection:
        connection.request("GET", path or f"{parts.path}?{parts.query}", headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Set-Cookie") or ""


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_opens_once_lets_in_twice_and_stops(tmp_path: Path, ending: signal.Signals) -> None:
    if signal.getsignal(ending) is signal.SIG_IGN:
        pytest.skip("the tests run where Ctrl-C is ignored, and what they start ignores it too")
    file = tmp_path / "map.yaml"
    file.write_bytes(HAVSAKRA.read_bytes())
    with start(tmp_path, str(file)) as first:
        try:
            link = read_link(first)
            status, cookie = get(link)
            assert status == 303 and get(link)[0] == 403
            assert get(link, "/", cookie.partition(";")[0])[0] == 200
            kept = next((tmp_path / "samverkan").iterdir())
            assert kept.stat().st_mode & 0o077 == 0
            with start(tmp_path, str(file)) as second:
                try:
                    again = read_link(second)
                    assert second.wait(60) == 0
                finally:
                    second.kill()
            assert urlsplit(again).port == urlsplit(link).port and get(again)[0] == 303
            first.send_signal(ending)
            assert first.wait(60) == 0
            assert first.stderr is not None and "Traceback" not in first.stderr.read()
        finally:
            first.kill()
    assert not list((tmp_path / "samverkan").iterdir())


def test_after_a_crash_it_opens_anew_and_its_button_stops_it(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_bytes(HAVSAKRA.read_bytes())
    with start(tmp_path, str(file)) as crashed:
        read_link(crashed)
        crashed.kill()
    assert list((tmp_path / "samverkan").iterdir())  # what it was found by lies there still
    with start(tmp_path, str(file)) as again:
        try:
            link = read_link(again)
            cookie = get(link)[1].partition(";")[0]
            with closing(HTTPConnection("127.0.0.1", urlsplit(link).port or 0, timeout=60)) as connection:
                connection.request("POST", "/stop", headers={"Cookie": cookie, "Sec-Fetch-Site": "same-origin"})
                answer = connection.getresponse()
                assert answer.status == 200 and "samverkan open" in answer.read().decode()
            assert again.wait(60) == 0
        finally:
            again.kill()
    assert not list((tmp_path / "samverkan").iterdir())


def test_what_cannot_be_opened_is_said(run, folder) -> None:
    assert run("open", "missing.yaml").code == 2
    assert run("open", "map.txt").code == 2
    done = run("open", "-o", "x.html")
    assert done.code == 2


def test_a_port_that_is_taken_is_said(run, folder) -> None:
    import socket

    (folder / "map.yaml").write_bytes(HAVSAKRA.read_bytes())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("open", "map.yaml", "--port", str(taken.getsockname()[1]), "--lang", "en")
    assert done.code == 3 and "is taken" in done.err
