"""A real Firefox, driven over WebDriver BiDi: one window in one process, with the few functions that a test needs."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_KEYS = {"PageDown": "\ue00f", "PageUp": "\ue00e", "Escape": "\ue00c", "Enter": "\ue007"}
_KEYS |= {"ArrowRight": "\ue014", "ArrowDown": "\ue015", "Tab": "\ue004"}
_EVENTS = ["log.entryAdded", "network.beforeRequestSent"]
_SECONDS = 300  # a machine that is busy is not a browser that is broken
_QUIET = (
    "browser.shell.checkDefaultBrowser",
    "browser.startup.page",
    "datareporting.policy.dataSubmissionEnabled",
    "browser.aboutwelcome.enabled",
)


class FirefoxError(Exception):
    """What Firefox answered instead of what it was asked for."""


class Firefox:
    """A window of a Firefox of its own: opens pages, evaluates, presses keys, and hears what they complain of."""

    def __init__(self, program: str) -> None:
        from websockets.sync.client import connect

        self._open = ExitStack()
        self._folder = TemporaryDirectory(prefix="samverkan-firefox-")
        lines = "".join(f'user_pref("{name}", {"0" if name.endswith("page") else "false"});\n' for name in _QUIET)
        Path(self._folder.name, "user.js").write_text(lines, "utf-8")
        arguments = ["--headless", "--no-remote", "--profile", self._folder.name, "--remote-debugging-port", "0"]
        self._process = subprocess.Popen([program, *arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self._numbers = itertools.count(1)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._own = ""
        try:
            address = f"{self._find_address()}/session"
            self._socket = self._open.enter_context(connect(address, max_size=None, open_timeout=_SECONDS, proxy=None))
            self.ask("session.new", capabilities={})
            self.ask("session.subscribe", events=_EVENTS)
            self._window = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self.close()
            raise

    def _find_address(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if found := _ADDRESS.search(line.decode("utf-8", "replace")):
                return found[1]
        raise FirefoxError("Firefox ended before it said where it listens")

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command, and return its answer; events that come before it are kept."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=_SECONDS))
            if message.get("id") == number:
                break
            self._hear(message)
        if message["type"] == "error":
            raise FirefoxError(f"{method}: {message['error']}: {message['message']}")
        return dict(message["result"])

    def _hear(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        if message.get("method") == "log.entryAdded":
            self.complaints.append(str(told.get("text")))
        elif message.get("method") == "network.beforeRequestSent":
            url = told["request"]["url"]
            if url.split("#")[0] != self._own and not url.startswith("data:"):  # Firefox's own, which ask nobody
                self.requests.append(url)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.ask("browsingContext.setViewport", context=self._window, viewport={"width": width, "height": height})

    def open(self, path: Path, width: int, height: int, address: str = "") -> None:
        """Show a page in a window of a size; what was heard before is forgotten."""
        self._own = path.as_uri()
        self.resize(width, height)
        self.requests.clear()
        self.complaints.clear()
        self.ask("browsingContext.navigate", context=self._window, url=self._own + address, wait="complete")

    def go(self, address: str) -> None:
        """Show what a server of our own answers; what was heard before is forgotten."""
        self._own = address
        self.requests.clear()
        self.complaints.clear()
        self.ask("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def see(self, function: str) -> Any:
        """Return what a function in the page comes to, through JSON."""
        answer = self.ask(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify(await ({function})())",
            awaitPromise=True,
            target={"context": self._window},
        )
        if answer["type"] == "exception":
            raise FirefoxError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def press(self, key: str, times: int = 1) -> None:
        """Press and release a key."""
        value = _KEYS.get(key, key)
        actions = [{"type": step, "value": value} for step in ("keyDown", "keyUp")] * times
        self.ask(
            "input.performActions", context=self._window, actions=[{"type": "key", "id": "keys", "actions": actions}]
        )

    def click(self, x: int, y: int) -> None:
        """Press and release the mouse at a place of the window."""
        actions: list[dict[str, object]] = [{"type": "pointerMove", "x": x, "y": y}]
        actions += [{"type": step, "button": 0} for step in ("pointerDown", "pointerUp")]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self.ask("input.performActions", context=self._window, actions=[mouse])

    def close(self) -> None:
        """End this Firefox, and leave nothing of it."""
        self._open.close()
        self._process.terminate()
        self._process.wait(_SECONDS)
        if self._process.stderr is not None:
            self._process.stderr.close()
        self._folder.cleanup()
