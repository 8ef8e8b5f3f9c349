"""Ask a workspace without a socket: requests as its own pages make them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from samverkan.desk.guard import Guard
from samverkan.desk.message import Answer, Request
from samverkan.desk.routes import answer_request
from samverkan.desk.session import Session
from samverkan.texts import Texts
from samverkan.workflows.open_store import Where

PORT = 4711
PATIENCE = 600.0  # a slow machine is not a slow plan


def open_session(
    store: Path | str, lang: str = "sv", environ: Mapping[str, str] = MappingProxyType({}), **settings: object
) -> Session:
    """Open a workspace on a map, without a server of its own."""
    where = Where(str(store), environ, Path(str(store)).parent if "://" not in str(store) else Path())
    settings = {"patience": PATIENCE, **settings}
    return Session(where, Texts(lang), **settings)  # type: ignore[arg-type]


@dataclass
class Desk:
    """A workspace that is asked as a browser asks it, redirects followed by hand."""

    session: Session

    def get(self, address: str) -> Answer:
        """Ask for a screen."""
        parts = urlsplit(address)
        return answer_request(self.session, Request("GET", parts.path, dict(parse_qsl(parts.query))))

    def post(self, address: str, **form: str) -> Answer:
        """Send a form."""
        parts = urlsplit(address)
        return answer_request(self.session, Request("POST", parts.path, dict(parse_qsl(parts.query)), form))

    def read(self, address: str) -> str:
        """Return the words of a screen that must be there."""
        answer = self.get(address)
        assert answer.status == 200, (answer.status, to_words(answer))
        return to_words(answer)


def to_words(answer: Answer) -> str:
    """Return what a screen says, without markup and with single spaces."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def build_headers(guard: Guard, **more: str) -> dict[str, str]:
    """Return the headers that our own page in a browser that was let in would send."""
    headers = {"host": f"127.0.0.1:{guard.port}", "cookie": f"{guard.cookie_name}={guard.cookie}"}
    return {**headers, **{name.replace("_", "-"): value for name, value in more.items()}}
