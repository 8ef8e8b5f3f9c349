"""Make a page and put it where it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from samverkan.errors import Problem, UsageError
from samverkan.files import require_file, write_file
from samverkan.privacy import find_own_assessments, leave_out_own_assessments
from samverkan.workflows.find_node import find_day, find_node
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.reading import Reader, read_to_tell

if TYPE_CHECKING:
    from samverkan.decisions.answer import Answer
    from samverkan.model import Map
    from samverkan.store.protocol import Store
    from samverkan.texts import Texts
    from samverkan.views.request import Kind
    from samverkan.views.spec import Page as Built
    from samverkan.views.steps import Untold
    from samverkan.views.words import Words
    from samverkan.workflows.plan import Planned

Positions = Mapping[str, tuple[float, float]]
Places = dict[str, tuple[float, float]]
Stood = tuple[Positions | None, Mapping[str, tuple[int, int]]]
SLIDES = ".pptx"
_PASSED_ON = (".svg", SLIDES)
_BOXES = " boxes"  # after the name of a page, under which the places of its plan's boxes are kept
_GENERATED = b'<meta name="generator" content="samverkan'
_HEAD = 65536
_NAMED_FAMILIES = 8
_FILTER_LABELS = {"issue": "Issue", "area": "Area", "around": "Actor"}


@dataclass(frozen=True)
class Page:
    """Which page is asked for: its kind, what it shows, and for whom. `filters` hold ids or names.

    `also` is what it is compared with: a day, or the id or name of another initiative.
    """

    kind: str
    subject: str | None = None
    meeting: bool = False
    positions: Path | None = None
    steps: Path | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    also: str | None = None


@dataclass(frozen=True)
class Made:
    """A page ready to be written: where its nodes stand when a layout placed them, and what no step can light.

    `boxes` are the column and order of the boxes of a plan. `own` is how many own assessments it holds, `doubts` what
    the texts of its steps hold that none should.
    """

    text: str | bytes
    stood: Mapping[str, tuple[float, float]]
    untold: tuple[Untold, ...]
    own: int = 0
    boxes: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    doubts: tuple[Problem, ...] = ()


def write_view(where: Where, page: Page, path: Path, *, as_of: date | None, texts: Texts, replace: bool) -> Made:
    """Make a page of the map that is meant, and return it with what its steps could not light.

    Nothing is written where it would be empty. Where a store can, it keeps where the nodes of a network stood, so
    that they stand there the next time too.
    """
    from samverkan.views.kinds import VIEWS

    if page.kind not in VIEWS:
        raise UsageError("unknown-view", text=page.kind, choices=tuple(VIEWS))
    form = path.suffix.lower()
    if form == ".svg" and page.steps:
        raise UsageError("steps-need-page")
    with open_store(where) as store:
        made = _make(store, page, as_of, texts, form)
        _write(path, made.text, replace=replace, meeting=page.meeting)
        if isinstance(store, KeepsPositions) and made.stood and page.positions is None:
            store.write_positions(_name_of(page), made.stood)
        if isinstance(store, KeepsPositions) and made.boxes and page.positions is None:
            store.write_positions(_name_of(page) + _BOXES, made.boxes)
    return made


def _write(path: Path, made: str | bytes, *, replace: bool, meeting: bool) -> None:
    if isinstance(made, bytes):
        write_file(path, made, replace=replace, private=not meeting)
    else:
        write_page(path, made, replace=replace, meeting=meeting)


def _make(store: Store, page: Page, as_of: date | None, texts: Texts, form: str) -> Made:
    content, stood = _read(store, page, as_of)
    built, words, own = _build(content, page, find_day(content, as_of), texts, stood)
    if form in _PASSED_ON and own:  # a picture that is passed on holds no own assessment
        content = leave_out_own_assessments(content) or content
        built, words, _ = _build(content, page, find_day(content, as_of), texts, stood)
    untold: tuple[Untold, ...] = ()
    doubts: tuple[Problem, ...] = ()
    if page.steps:
        built, untold, doubts = _add_steps(content, built, page.steps, words)
    places, boxes = _keep_others(content, stood, _find_places(built), _find_stood(built))
    return Made(_render(built, words, form), places, untold, own, boxes, doubts)


def _keep_others(content: Map, stood: Stood, places: Places, boxes: Places) -> tuple[Places, Places]:
    """Add who stands on the page of another day, or of planning; boxes that all stood before keep their numbers."""
    others = {i: place for i, place in (stood[0] or {}).items() if i in content.nodes}
    kept = {i: (float(column), float(order)) for i, (column, order) in stood[1].items() if i in content.nodes}
    known = kept if boxes.keys() <= kept.keys() else {**kept, **boxes}
    return ({**others, **places} if places else places), (known if boxes else boxes)


def build_for_screen(
    where: Where, page: Page, *, as_of: date | None, texts: Texts, answer: Answer | None = None
) -> tuple[Built, Words, int]:
    """Build a page that is shown and not written, with its words and how many own assessments it tells of.

    `answer` is the plan that it tells, where that has been made already.
    """
    with open_store(where) as store:
        content, stood = _read(store, page, as_of)
    return _build(content, page, find_day(content, as_of), texts, stood, answer)


def _read(store: Store, page: Page, as_of: date | None) -> tuple[Map, Stood]:
    """Return the map as it may be told, and where the nodes and boxes of a page stood."""
    return Reader(store, as_of).read_map(), (_find_positions(store, page), _find_boxes(store, page))


def _render(built: Built, words: Words, form: str) -> str | bytes:
    """Return a page in the form that the name of its file says: a page, a picture, or slides."""
    if form == SLIDES:
        from samverkan.views.slides_document import to_slides_document

        return to_slides_document(built, words)
    if form == ".svg":
        from samverkan.views.svg import to_svg

        return to_svg(built, words)
    from samverkan.views.html import to_html

    return to_html(built, words)


def _build(
    content: Map, page: Page, on: date, texts: Texts, stood: Stood, answer: Answer | None = None
) -> tuple[Built, Words, int]:
    from samverkan.views.build import build_page
    from samverkan.views.kinds import VIEWS

    kind = VIEWS[page.kind]
    _refuse_filters(page, kind)
    subject = find_subject(content, page, kind)
    if kind.planned and answer is None:
        answer = _answer(content, subject, on)
    elif answer is not None:
        _check_tree(answer)
    built, words = build_page(
        page.kind,
        content,
        on=on,
        texts=texts,
        subject=subject,
        answer=answer,
        meeting=page.meeting,
        positions=stood[0],
        places=stood[1],
        also=_find_also(content, page, on) if page.also is not None else None,
        **{name: find_node(content, text, {_FILTER_LABELS[name]}).id for name, text in page.filters.items()},
    )
    return built, words, 0 if page.meeting else _count_own(content, built, answer)


def _refuse_filters(page: Page, kind: Kind) -> None:
    """Refuse an option that a kind of page could only pass over."""
    for name in sorted(page.filters.keys() - set(kind.filters)):
        from samverkan.views.kinds import VIEWS

        able = tuple(key for key, other in VIEWS.items() if name in other.filters)
        raise UsageError("view-takes-no-filter", kind=page.kind, option=f"--{name}", choices=able)


def _find_also(content: Map, page: Page, on: date) -> date | Answer:
    """Return what a page is compared with: another day for a network, else the plan of another initiative."""
    text = page.also or ""
    if page.kind == "network":
        return _read_day(text)
    found = _answer(content, find_node(content, text, {"Initiative"}).id, on)
    assert found is not None
    return found


def _read_day(text: str) -> date:
    from samverkan.tables.item_fields import read_day

    day = read_day(text)
    if day is None:
        raise UsageError("view-and-needs-day", text=text)
    return day


def _count_own(content: Map, built: Built, answer: Answer | None) -> int:
    """Count the own assessments that a page tells of: those it names, and those that its plan rests on."""
    from samverkan.views.steps import find_ids, find_refs
    from samverkan.workflows.plan import find_own

    own = find_own_assessments(content)
    return len(own & (find_ids(built) | find_refs(built) | (find_own(answer) if answer else set()))) if own else 0


def _add_steps(
    content: Map, built: Built, path: Path, words: Words
) -> tuple[Built, tuple[Untold, ...], tuple[Problem, ...]]:
    """Put written steps on a page; an id that neither the map nor the page has is an error of the file."""
    from samverkan.tables.steps_file import read_steps
    from samverkan.views.spec import Stop
    from samverkan.views.steps import add_steps, find_ids

    require_file(path)
    known = {i: i for i in find_ids(built)} | {node.id: node.name for node in content.nodes.values()}
    steps = read_steps(path, known)
    stops = [Stop(s.header, s.text, lights=tuple(i for i, _ in s.lit)) for s in steps]
    return (*add_steps(built, stops, words), tuple(doubt for step in steps for doubt in step.doubts))


def _find_places(built: Built) -> Places:
    """Find where the nodes of a network stand, its groups and those inside them too; rings are always placed anew."""
    if built.kind != "network" or built.picture is None or built.picture.rings:
        return {}
    pictures = (built.picture, *(built.inside.values() if built.canvas else ()))
    return {spot.id: (spot.x, spot.y) for picture in pictures for spot in picture.spots}


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


def _find_boxes(store: Store, page: Page) -> dict[str, tuple[int, int]]:
    """Find where the boxes of a plan stood: their column and order."""
    if page.positions:
        return read_boxes(page.positions)
    kept = store.read_positions(_name_of(page) + _BOXES) if isinstance(store, KeepsPositions) else {}
    return {box: (int(column), int(order)) for box, (column, order) in kept.items()}


def _find_stood(built: Built) -> Places:
    spots = built.picture.spots if built.picture else ()
    return {spot.box: (float(spot.column), float(spot.order)) for spot in spots if spot.box}


def _name_of(page: Page) -> str:
    """Return the name under which a page's positions are kept: what it shows, not for whom."""
    return " ".join([page.kind, page.subject or "", *(f"{k}={v}" for k, v in sorted(page.filters.items()))]).strip()


def write_plan_page(planned: Planned, path: Path, *, texts: Texts, replace: bool, where: Where | None = None) -> int:
    """Make the page of a plan that has been made already; return how many own assessments it tells of.

    It tells more of everybody than the plan rests on, so that a server is asked for the whole map (`where`).
    """
    from samverkan.views.build import build_page
    from samverkan.views.html import to_html

    answer, content = planned.answer, planned.content
    _check_tree(answer)
    if where is not None and planned.rows_fetched is not None:
        content = read_to_tell(where, answer.as_of)
    built, words = build_page(
        "decision-path", content, on=answer.as_of, texts=texts, subject=answer.initiative, answer=answer
    )
    write_page(path, to_html(built, words), replace=replace)
    return _count_own(content, built, answer)


def write_page(path: Path, html: str, *, replace: bool, meeting: bool = False) -> None:
    """Write a page; one that samverkan made is replaced unasked. Only one for a meeting is for everybody to read."""
    write_file(path, html, replace=replace or is_own_page(path), private=not meeting)


def is_own_page(path: Path) -> bool:
    """Tell whether a file is a page that samverkan made."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _GENERATED in file.read(_HEAD)


def find_subject(content: Map, page: Page, kind: Kind) -> str | None:
    """Return the id of what a page shows; a kind that needs one, or takes none, says so."""
    if page.subject is None:
        if kind.needs_subject and kind.labels:
            raise UsageError("view-needs-subject", kind=page.kind)
        return None
    if not kind.labels:
        raise UsageError("view-takes-no-subject", kind=page.kind)
    names = sorted(kind.names(content)) if kind.names else []
    if page.subject in names:
        return page.subject
    try:
        return find_node(content, page.subject, set(kind.labels)).id
    except UsageError as error:
        if kind.names is None or error.key == "ambiguous-name":
            raise
        near = error.values.get("nearest", ())
        families = names[:_NAMED_FAMILIES]
        raise UsageError(f"not-of-{page.kind}", text=page.subject, families=families, nearest=near) from error


def _answer(content: Map, subject: str | None, on: date) -> Answer | None:
    """Return the plan that a page tells."""
    if subject is None:
        return None
    from samverkan.workflows.plan import Wishes, plan_in

    answer = plan_in(content, subject, Wishes(), as_of=on).answer
    _check_tree(answer)
    return answer


def _check_tree(answer: Answer) -> None:
    """Refuse an initiative that says nothing of what it requires: its page would be empty."""
    if not answer.requirements:
        raise UsageError("plan.no-requirements", initiative=answer.initiative, name=answer.name)


def read_positions(path: Path) -> dict[str, tuple[float, float]]:
    """Read where nodes were put: a JSON object of id to [x, y] or {x, y, …}, or that under `positions`."""
    found = _read_places(path)
    try:
        plain = {key: (p["x"], p["y"]) if isinstance(p, dict) else tuple(p) for key, p in found if _has_point(p)}
        return {key: (_to_number(x), _to_number(y)) for key, (x, y) in plain.items()}
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        raise UsageError("positions-file", path=path) from error


def _has_point(place: Any) -> bool:
    return not isinstance(place, dict) or "x" in place or "box" not in place


def read_boxes(path: Path) -> dict[str, tuple[int, int]]:
    """Read where the boxes of a plan were put: the column and order that a node tells of its box."""
    places = [place for _, place in _read_places(path) if isinstance(place, dict) and "box" in place]
    try:
        return {str(p["box"]): (_to_place(p["column"], 3), _to_place(p["order"], 9999)) for p in places}
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise UsageError("positions-file", path=path) from error


def _to_place(value: Any, most: int) -> int:
    number = int(_to_number(value))
    if number != value or not 0 <= number <= most:
        raise ValueError(value)
    return number


def _read_places(path: Path) -> list[tuple[str, Any]]:
    import json

    require_file(path)
    try:
        raw = json.loads(path.read_text("utf-8"))
        return list(raw.get("positions", raw).items())
    except (ValueError, AttributeError) as error:
        raise UsageError("positions-file", path=path) from error


def _to_number(value: Any) -> float:
    """Return a coordinate; what has no place on paper, such as NaN, is a ValueError."""
    from math import isfinite

    number = float(value)
    if not isfinite(number):
        raise ValueError(value)
    return number
