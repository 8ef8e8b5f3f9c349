"""Build a view of any kind: the one door to the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.decisions.answer import Answer
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.causes import build_causes
from samverkan.views.decision_path import build_decision_path
from samverkan.views.delegation import build_delegation
from samverkan.views.influence import build_influence
from samverkan.views.interventions import build_interventions
from samverkan.views.meeting import leave_out
from samverkan.views.network import build_network_page
from samverkan.views.readiness import build_readiness
from samverkan.views.request import Request
from samverkan.views.situation import build_situation
from samverkan.views.spec import Page
from samverkan.views.words import Words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of view: the labels its subject may have (empty: it takes none), and what builds it."""

    labels: tuple[str, ...]
    build: Callable[[Request], Page]
    needs_subject: bool = True


def _decision_path(request: Request) -> Page:
    assert request.answer is not None
    content, words = request.content, request.words
    return build_decision_path(content, request.answer, words, on=request.on, meeting=request.meeting)


VIEWS: Mapping[str, Kind] = {
    "decision-path": Kind(("Initiative",), _decision_path),
    "causes": Kind(("Issue",), build_causes),
    "influence": Kind(("Initiative",), build_influence),
    "interventions": Kind(("Issue",), build_interventions),
    "delegation": Kind(("Matter",), build_delegation),
    "situation": Kind(("Actor",), build_situation),
    "readiness": Kind((), build_readiness, needs_subject=False),
    "network": Kind(("Actor", "Area", "Issue"), build_network_page, needs_subject=False),
}


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
    **filters: str | None,
) -> tuple[Page, Words]:
    """Build what a view says, and the words it says it in. `content` is the whole map, at any time.

    A subject of the wrong kind is a UsageError, a view that would be empty an EmptyAnswerError.
    """
    whole = leave_out(content) if meeting else content
    today = leave_out(content.on(on)) if meeting else content.on(on)
    words = Words(texts, read_schema(), content.profile)
    chosen = {key: value for key, value in filters.items() if value is not None}
    request = Request(today, whole, words, on, meeting, subject, answer, positions or {}, chosen)
    if kind not in VIEWS:
        raise UsageError("unknown-view", text=kind, choices=tuple(VIEWS))
    return VIEWS[kind].build(request), words
