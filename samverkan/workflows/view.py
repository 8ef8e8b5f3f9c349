"""Make a page and put it where it was asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from samverkan.errors import UsageError
from samverkan.files import write_file
from samverkan.workflows.find_node import find_day, find_node
from samverkan.workflows.open_store import Where, open_store, require_file

if TYPE_CHECKING:
    from samverkan.decisions.answer import Answer
    from samverkan.model import Map
    from samverkan.store.protocol import Store
    from samverkan.texts import Texts
    from samverkan.workflows.plan import Planned

_GENERATED = b'<meta name="generator" content="samverkan'
_HEAD = 65536
_FILTER_LABELS = {"issue": "Issue", "area": "Area", "around": "Actor"}


@dataclass(frozen=True)
class Page:
    """Which page is asked for: its kind, what it shows, and for whom. `filters` hold ids or names."""

    kind: str
    subject: str | None = None
    meeting: bool = False
    positions: Path | None = None
    filters: Mapping[str, str] = field(default_factory=dict)


def write_view(where: Where, page: Page, path: Path, *, as_of: date | None, texts: Texts, replace: bool) -> Path:
    """Make a page of the map that is meant; nothing is written where it would be empty.

    Where a store can, it keeps where the nodes of a network stood, so that they stand there the next time too.
    """
    from samverkan.views import VIEWS

    if page.kind not in VIEWS:
        raise UsageError("unknown-view", text=page.kind, choices=tuple(VIEWS))
    with open_store(where) as store:
        html, stood = _build(store, page, as_of, texts, static=path.suffix.lower() == ".svg")
        write_page(path, html, replace=replace)
        if isinstance(store, KeepsPositions) and stood and page.positions is None:
            store.write_positions(_name_of(page), stood)
    return path


def _build(
    store: Store, page: Page, as_of: date | None, texts: Texts, *, static: bool
) -> tuple[str, dict[str, tuple[float, float]]]:
    """Return a page as HTML (static: as SVG), and where its nodes stand when a layout placed them."""
    from samverkan.views import VIEWS
    from samverkan.views.build import build_page
    from samverkan.views.html import to_html
    from samverkan.views.svg import to_svg

    content, kind = store.read_map(), VIEWS[page.kind]
    subject = find_subject(content, page, kind.labels, needed=kind.needs_subject)
    on = find_day(content, as_of)
    built, words = build_page(
        page.kind,
        content,
        on=on,
        texts=texts,
        subject=subject,
        answer=_answer(content, page.kind, subject, on),
        meeting=page.meeting,
        positions=_find_positions(store, page),
        **{name: find_node(content, text, {_FILTER_LABELS[name]}).id for name, text in page.filters.items()},
    )
    placed = page.kind == "network" and built.picture is not None and not built.picture.rings
    spots = built.picture.spots if placed and built.picture else ()
    drawn = to_svg(built, words) if static else to_html(built, words)
    return drawn, {spot.id: (spot.x, spot.y) for spot in spots}


@runtime_checkable
class KeepsPositions(Protocol):
    """A store that remembers where the nodes of a page stood."""

    def read_positions(self, view: str) -> dict[str, tuple[float, float]]:
        """Return where they stood; nothing where that is not known."""

    def write_positions(self, view: str, positions: Mapping[str, tuple[float, float]]) -> bool:
        """Keep where they stand; tell whether that worked."""


def _find_positions(store: Store, page: Page) -> dict[str, tuple[float, float]] | None:
    if page.positions:
        return read_positions(page.positions)
    return store.read_positions(_name_of(page)) if isinstance(store, KeepsPositions) else None


def _name_of(page: Page) -> str:
    """Return the name under which a page's positions are kept: what it shows, not for whom."""
    return " ".join([page.kind, page.subject or "", *(f"{k}={v}" for k, v in sorted(page.filters.items()))]).strip()


def write_plan_page(planned: Planned, path: Path, *, texts: Texts, replace: bool) -> None:
    """Make the page of a plan that has been made already."""
    from samverkan.views import build_view

    answer = planned.answer
    html = build_view(
        "decision-path", planned.content, on=answer.as_of, texts=texts, subject=answer.initiative, answer=answer
    )
    write_page(path, html, replace=replace)


def write_page(path: Path, html: str, *, replace: bool) -> None:
    """Write a page; one that samverkan made is replaced without being asked."""
    write_file(path, html, replace=replace or is_own_page(path))


def is_own_page(path: Path) -> bool:
    """Tell whether a file is a page that samverkan made."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _GENERATED in file.read(_HEAD)


def find_subject(content: Map, page: Page, labels: Collection[str], *, needed: bool) -> str | None:
    """Return the id of what a page shows; a kind that needs one, or takes none, says so."""
    if page.subject is None:
        if needed and labels:
            raise UsageError("view-needs-subject", kind=page.kind)
        return None
    if not labels:
        raise UsageError("view-takes-no-subject", kind=page.kind)
    if page.kind == "interventions" and page.subject in _families(content):
        return page.subject
    return find_node(content, page.subject, set(labels)).id


def _families(content: Map) -> set[str]:
    return {str(node.properties.get("family")) for node in content.labelled("Initiative")}


def _answer(content: Map, kind: str, subject: str | None, on: date) -> Answer | None:
    """Return the plan that a page tells, for the kinds that tell one."""
    if kind not in ("decision-path", "influence") or subject is None:
        return None
    from samverkan.workflows.plan import Wishes, plan_in

    return plan_in(content, subject, Wishes(), as_of=on).answer


def read_positions(path: Path) -> dict[str, tuple[float, float]]:
    """Read where nodes were put: a JSON object of id to [x, y] or {x, y}, or that under `positions`."""
    import json

    require_file(path)
    try:
        raw = json.loads(path.read_text("utf-8"))
        found = raw.get("positions", raw).items()
        pairs = {key: (place["x"], place["y"]) if isinstance(place, dict) else tuple(place) for key, place in found}
        return {key: (float(x), float(y)) for key, (x, y) in pairs.items()}
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise UsageError("positions-file", path=path) from error
