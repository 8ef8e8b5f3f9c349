"""Build a view of any kind: the one door to the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.decisions.answer import Answer
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.privacy import keep_for_meeting, keep_for_page
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.harmless import show_controls
from samverkan.views.kinds import COMPARED, VIEWS
from samverkan.views.request import Request
from samverkan.views.spec import Page
from samverkan.views.words import Words


def build_view(kind: str, content: Map, **wanted: Any) -> str:
    """Return a view as an HTML page. `wanted` is what build_page takes."""
    from samverkan.views.html import to_html

    page, words = build_page(kind, content, **wanted)
    return to_html(page, words)


def build_svg(kind: str, content: Map, **wanted: Any) -> str:
    """Return a view as a static SVG, without a browser. `wanted` is what build_page takes."""
    from samverkan.views.svg import to_svg

    page, words = build_page(kind, content, **wanted)
    return to_svg(page, words)


def build_page(
    kind: str,
    content: Map,
    *,
    on: date,
    texts: Texts,
    subject: str | None = None,
    answer: Answer | None = None,
    meeting: bool = False,
    positions: Mapping[str, tuple[float, float]] | None = None,
    places: Mapping[str, tuple[int, int]] | None = None,
    also: date | Answer | None = None,
    **filters: str | None,
) -> tuple[Page, Words]:
    """Build what a view says, and the words it says it in. `content` is the whole map, at any time.

    A subject of the wrong kind is a UsageError, a view that would be empty an EmptyAnswerError. Signs in the map
    that would turn the text around them are visible ones.
    """
    content = show_controls(keep_for_page(content))
    whole = keep_for_meeting(content) if meeting else content
    today = keep_for_meeting(content.on(on)) if meeting else content.on(on)
    words = Words(texts, read_schema(), content.profile)
    chosen = {key: value for key, value in filters.items() if value is not None}
    request = Request(today, whole, words, on, meeting, subject, answer, positions or {}, chosen, places or {}, also)
    if kind not in VIEWS:
        raise UsageError("unknown-view", text=kind, choices=tuple(VIEWS))
    if also is not None and kind not in COMPARED:
        raise UsageError("view-takes-no-and", kind=kind, choices=tuple(COMPARED))
    build = COMPARED[kind] if also is not None else VIEWS[kind].build
    if meeting and kind == "network" and also is None:
        request = _stand_as_planned(request, content, on)
    return replace(build(request), map_language=content.language), words


def _stand_as_planned(request: Request, content: Map, on: date) -> Request:
    """Let everybody stand in a meeting where they stand in planning; of a picture in rings the boxes alone.

    Places tell nothing of what a meeting must not hold.
    """
    planned = VIEWS["network"].build(replace(request, content=content.on(on), whole=content, meeting=False))
    spots = planned.picture.spots if planned.picture else ()
    stood = {} if not planned.picture or planned.picture.rings else {spot.id: (spot.x, spot.y) for spot in spots}
    boxes = {spot.box: (spot.column, spot.order) for spot in spots if spot.box}
    return replace(request, positions=stood | {**request.positions}, places=boxes | {**request.places})
