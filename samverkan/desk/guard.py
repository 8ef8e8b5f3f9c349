"""Who may ask: only this machine's browser that was let in by a link that works once, and only from our own pages."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest
from threading import Lock
from time import monotonic

from samverkan.desk.message import Answer, Request, see_other

LINK_SECONDS = 60
MOST_BYTES = 2 << 20
_FORMS = ("application/x-www-form-urlencoded", "application/json")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def _make_secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Guard:
    """Lets in and keeps out. `secret` is known to whoever may read the runtime folder; `cookie` to the browser."""

    port: int
    secret: str = field(default_factory=_make_secret)
    cookie: str = field(default_factory=_make_secret)
    clock: Callable[[], float] = monotonic
    _links: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def origin(self) -> str:
        """The address of the workspace."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookie_name(self) -> str:
        """The cookie's name; all ports of a machine share their cookies."""
        return f"samverkan-{self.port}"

    def make_link(self) -> str:
        """Return an address that lets a browser in once, within a minute."""
        token = _make_secret()
        with self._lock:
            self._links[token] = self.clock() + LINK_SECONDS
        return f"{self.origin}/enter?token={token}"

    def check(self, request: Request) -> Answer | None:
        """Return what to answer instead of the screen, or None where the request may pass."""
        if request.headers.get("host") not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            return Answer("desk.wrong-host", 421)
        if request.length > MOST_BYTES:
            return Answer("desk.too-large", 413)
        if request.path == "/link":
            return self._answer_program(request)
        if request.path == "/enter":
            return self._let_in(request)
        if not self._knows(request):
            return Answer("desk.not-let-in", 403)
        return self._check_reading(request) if request.is_read else self._check_writing(request)

    def _answer_program(self, request: Request) -> Answer:
        """Give a new link to a program that has read our secret: the second start."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if request.method != "POST" or not compare_digest(given.encode(), self.secret.encode()):
            return Answer("desk.not-let-in", 403)
        return Answer(self.make_link(), type="text/plain; charset=utf-8")

    def _let_in(self, request: Request) -> Answer:
        asked = request.method == "GET"  # a program that only asks whether the link is there uses nothing up
        with self._lock:
            until = self._links.pop(request.query.get("token", ""), None) if asked else None
        if until is None or until < self.clock():
            # A link that is loaded again by somebody who is in already does no harm.
            return see_other("/") if self._knows(request) else Answer("desk.link-used", 403)
        cookie = f"{self.cookie_name}={self.cookie}; HttpOnly; SameSite=Strict; Path=/"
        return see_other("/").having(set_cookie=cookie)

    def _knows(self, request: Request) -> bool:
        return compare_digest(request.cookie(self.cookie_name).encode(), self.cookie.encode())

    def _check_reading(self, request: Request) -> Answer | None:
        """Let other pages lead here, but take in no picture, script or frame: cookies go to every port of a machine."""
        site = request.headers.get("sec-fetch-site", "none")
        led = (
            request.headers.get("sec-fetch-mode") == "navigate" and request.headers.get("sec-fetch-dest") == "document"
        )
        return None if site in ("same-origin", "none") or led else Answer("desk.from-elsewhere", 403)

    def _check_writing(self, request: Request) -> Answer | None:
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        own = (self.origin, f"http://localhost:{self.port}")
        if not (site == "same-origin" if site is not None else origin in own):
            return Answer("desk.from-elsewhere", 403)
        # A page that sends no referrer sends its forms with the origin "null"; the site vouches for them.
        if origin is not None and origin not in (*own, *(("null",) if site == "same-origin" else ())):
            return Answer("desk.from-elsewhere", 403)
        kind = request.headers.get("content-type", _FORMS[0]).partition(";")[0].strip().lower()
        return None if kind in _FORMS else Answer("desk.wrong-type", 415)
