"""The frame of a screen: its head with the ways to every other one, and how templates are filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from samverkan import __version__
from samverkan.desk.message import Answer, Request
from samverkan.desk.part import read_head
from samverkan.desk.session import Session

_SCRIPTS = ("desk.js",)
_NAVIGATION = (
    ("start", "/"),
    ("initiatives", "/initiatives"),
    ("views", "/views"),
    ("review", "/review"),
    ("history", "/history"),
)


def show(session: Session, request: Request, template: str, status: int = 200, **values: Any) -> Answer:
    """Fill a template; within the frame, or alone where another screen takes it in."""
    frame = "part.html.j2" if request.wants_part else "frame.html.j2"
    given = {"frame": frame, "path": request.path, **build_frame(session, request), **values}
    return Answer(fill(template, given), status)


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Fill a template; what stands in the map is text in it."""
    return str(_environment().get_template(template).render(values))


def build_frame(session: Session, request: Request) -> dict[str, Any]:
    """Return what every screen needs."""
    return {
        "say": session.say,
        "count": session.count,
        "lang": session.texts.lang,
        "map_title": _find_title(session),
        "lasting": session.lasting,
        "stood": session.stood,
        "base": session.base,
        "left_out": session.left_out,
        "now": find_now(request),
        "download": "",
        "brief": "",
        "navigation": [(session.say(f"to-{key}"), path) for key, path in _NAVIGATION],
        "version": __version__,
        "stamp": request.stamp or "-",
        "style": link_asset("desk.css"),
        "look": link_asset("look.css"),
        "scripts": [link_asset(name) for name in _SCRIPTS],
        "link": to_path,
    }


def find_now(request: Request) -> str:
    """Return the address of a screen as the map is today."""
    return quote(f"/{request.path.lstrip('/')}") + (f"?{urlencode(request.query)}" if request.query else "")


def _find_title(session: Session) -> str:
    try:
        return read_head(session).title or session.say("no-title")
    except Exception:  # it cannot be read, and the screen says why
        return session.say("broken-title")


def to_path(*parts: str) -> str:
    """Return the path of a screen; what stands in an id is made safe."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("samverkan.desk", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["begun"] = _begin
    return made


def _begin(text: str) -> str:
    """Return a text that begins with a capital, as a heading or a line does."""
    return f"{text[:1].upper()}{text[1:]}"


def link_asset(name: str) -> str:
    """Return the address of a script or style; it changes with what stands in it, so that no tab mixes versions."""
    return f"/assets/{sha256(read_asset(name)).hexdigest()[:16]}/{name}"


@cache
def read_asset(name: str) -> bytes:
    """Read a script or style of the workspace, or of the pages that it shows."""
    from samverkan.views import scripts

    made: dict[str, Callable[[], str]] = {
        "look.css": scripts.read_style,
        "network.css": lambda: scripts.read_style("network"),
        "page.js": scripts.read_opener,
        "network.js": lambda: scripts.read_opener("network"),
        "vis.js": scripts.read_vis,
    }
    if name in made:
        return made[name]().encode()
    if name not in ("desk.css", *_SCRIPTS):
        raise KeyError(name)
    return files("samverkan.desk").joinpath("assets", name).read_bytes()
