"""What comes in and what goes out, as plain data: handlers know nothing else of the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """A request. Names of headers are in lower case; of values given twice in a form all are kept, in order.

    `stamp` is that of the map when the request came.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int = 0
    stamp: str = ""

    @property
    def is_read(self) -> bool:
        """Whether it only reads."""
        return self.method in ("GET", "HEAD")

    @property
    def wants_part(self) -> bool:
        """Whether the page that asks puts the answer into itself, so that no frame is wanted."""
        return self.headers.get("x-part") == "1"

    def cookie(self, name: str) -> str:
        """Return the value of a cookie, empty where there is none."""
        for part in self.headers.get("cookie", "").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, text or bytes, type, and further headers."""

    body: str | bytes = ""
    status: int = 200
    type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.body.encode() if isinstance(self.body, str) else self.body

    def having(self, **headers: str) -> Answer:
        """Return the answer with more headers; an underscore in a name stands for a dash."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **named})


def send_file(body: str | bytes, name: str, kind: str = HTML) -> Answer:
    """Send a file to keep; letters beyond ASCII in its name are told as browsers read them."""
    return Answer(body, type=kind).having(content_disposition=f"attachment; filename*=UTF-8''{quote(name, safe='')}")


def see_other(path: str) -> Answer:
    """Send the browser on to a screen of the workspace, by GET; any other address is the start."""
    own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and path.isascii()
    return Answer("", 303, headers={"location": path if own else "/"})
