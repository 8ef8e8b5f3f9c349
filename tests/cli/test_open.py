"""`open`: it starts, a second start finds it, and it stops."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Event
from urllib.parse import urlsplit

import pytest
from command_line import HAVSAKRA, Run

from samverkan.cli.browser import open_browser

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


@pytest.mark.parametrize(
    ("environ", "there", "address", "shown"),
    [
        ({"WSL_DISTRO_NAME": "Ubuntu"}, ("wslview", "rundll32.exe"), "http://x", ["wslview", "http://x"]),
        (
            {"WSL_DISTRO_NAME": "Ubuntu"},
            ("rundll32.exe",),
            "http://x",
            ["rundll32.exe", "url.dll,FileProtocolHandler", "http://x"],
        ),
        ({"WSL_DISTRO_NAME": "Ubuntu"}, (), "http://x", ["http://x"]),  # what this Linux has
        ({"WSL_DISTRO_NAME": "Ubuntu"}, ("wslview",), "file:///x", ["file:///x"]),
        ({}, ("wslview",), "http://x", ["http://x"]),
    ],
)
def test_a_linux_in_windows_shows_the_workspace_in_the_browser_of_windows(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], there: tuple[str, ...], address: str, shown: list[str]
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr("shutil.which", lambda name: name if name in there else None)
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: seen.append([*command]))
    monkeypatch.setattr("webbrowser.open", lambda text: seen.append([text]))
    open_browser(address, environ)
    assert seen == [shown]


def test_where_windows_may_not_be_called_this_linux_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def refuse(*_: object, **_how: object) -> None:
        raise OSError("Exec format error")

    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr("subprocess.Popen", refuse)
    monkeypatch.setattr("webbrowser.open", seen.append)
    open_browser("http://x", {"WSL_DISTRO_NAME": "Ubuntu"})
    assert seen == ["http://x"]


def test_the_first_page_waits_for_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> None:
    """Python waits for some browsers until they end, and they wait for the page."""
    served, waited = Event(), Queue[bool]()

    def serve(desk: object, tell: Callable[[str, bool], None], port: int) -> None:
        tell("http://x", True)
        served.set()

    (tmp_path / "map.yaml").write_bytes(HAVSAKRA.read_bytes())
    monkeypatch.setattr("samverkan.desk.opening.open_workspace", serve)
    monkeypatch.setattr("samverkan.cli.open.may_open_browser", lambda *_, **how: True)
    monkeypatch.setattr("samverkan.cli.open.open_browser", lambda *_: waited.put(served.wait(60)))
    assert run("open", str(tmp_path / "map.yaml")).code == 0
    assert waited.get(timeout=60), "the page is served while the browser is waited for"
