"""A page as it is exported, as a screen: the same body, with the workspace's head above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.desk.message import Answer, Request
from samverkan.desk.screen import build_frame, fill, link_asset, to_path
from samverkan.desk.session import Session
from samverkan.model import Map

if TYPE_CHECKING:
    from samverkan.views.spec import Page
    from samverkan.views.words import Words

_WORDS = (
    "says-no",
    "says-yes",
    "if-contact",
    "other-amount",
    "if-may",
    "note-stance",
    "new-contact",
    "new-tie",
    "about-it",
    "edit",
)


def show_page(
    session: Session, request: Request, built: Page, words: Words, content: Map, view: str = "", **values: Any
) -> Answer:
    """Show a page; what can be done with a thing that is chosen on it is offered in its panel.

    `view` is its body, where that has been drawn already.
    """
    from markupsafe import Markup

    from samverkan.views.html import is_drawn, to_view
    from samverkan.views.page_data import to_json

    given: dict[str, Any] = {"initiative": None, "band": None, **values}
    parts = request.path.split("/")  # /plan/ID, /view/KIND or /view/KIND/SUBJECT
    given["download"] = to_path("download", built.kind, *(parts[2:] if parts[1] == "plan" else parts[3:]))
    given["brief"] = to_path("brief", given["initiative"]) if given["initiative"] and not session.is_large else ""
    offers = {
        "labels": {i: content.nodes[i].label for i in sorted(find_offered(built)) if i in content.nodes},
        "us": bool(content.us),
        "initiative": given["initiative"],
        "assumed": request.query.get("a", ""),
        "lasting": session.lasting,
        "words": {key: session.say(key) for key in _WORDS},
    }
    drawn, network = is_drawn(built), built.kind == "network"
    scripts = [*([link_asset("vis.js")] if drawn else []), link_asset("network.js" if network else "page.js")]
    frame = build_frame(session, request)
    if network:
        frame["look"] = link_asset("network.css")
    frame |= {"page": built, "view": Markup(view or to_view(built, words)), "offers": Markup(to_json(offers))}
    return Answer(fill("page.html.j2", {**frame, **given, "page_scripts": scripts, "path": request.path}))


def find_offered(built: Page) -> frozenset[str]:
    """Return the ids of what a page shows or names."""
    from samverkan.views.steps import find_ids, find_refs

    return find_ids(built) | find_refs(built)
