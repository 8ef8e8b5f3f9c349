"""Make a page and put it where it was asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.errors import UsageError
from samverkan.files import write_file
from samverkan.workflows.find_node import find_day, find_node
from samverkan.workflows.open_store import Where, read_whole_map

if TYPE_CHECKING:
    from samverkan.decisions.answer import Answer
    from samverkan.model import Map
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
    """Make a page of the map that is meant; nothing is written where it would be empty."""
    from samverkan.views import VIEWS, build_view

    if page.kind not in VIEWS:
        raise UsageError("unknown-view", text=page.kind, choices=tuple(VIEWS))
    content = read_whole_map(where)
    kind = VIEWS[page.kind]
    subject = find_subject(content, page, kind.labels, needed=kind.needs_subject)
    filters = {k: find_node(content, v, {_FILTER_LABELS[k]}).id for k, v in page.filters.items()}
    on = find_day(content, as_of)
    html = build_view(
        page.kind,
        content,
        on=on,
        texts=texts,
        subject=subject,
        answer=_answer(content, page.kind, subject, on),
        meeting=page.meeting,
        positions=read_positions(page.positions) if page.positions else None,
        **filters,
    )
    write_page(path, html, replace=replace)
    return path


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
    """Read where nodes were put: a JSON object of id to [x, y]."""
    import json

    from samverkan.workflows.open_store import require_file

    require_file(path)
    try:
        raw = json.loads(path.read_text("utf-8"))
        found = raw.get("positions", raw)
        return {str(key): (float(x), float(y)) for key, (x, y) in found.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError("positions-file", path=path) from error
