"""Read a workbook: what it was made of, and what its cells say now.

A cell that still says what was written into it keeps the value that it was written from, to the last digit; only what
differs is read. A sheet, column or row that is not there says nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from samverkan.edits import find_new_problems, merge_maps, rename_things
from samverkan.errors import Problem, UsageError
from samverkan.model import Map, build_map, without_collecting
from samverkan.schema import read_schema
from samverkan.tables.derived_ids import assign_ids
from samverkan.tables.document import Entries, Findings, RefusedError
from samverkan.tables.fields import Item
from samverkan.tables.header import read_header
from samverkan.tables.json_text import read_json
from samverkan.tables.linking import build_nodes, build_relations, find_refused, place_problems, to_nodes
from samverkan.tables.workbook.cells import tidy
from samverkan.tables.workbook.collected import Collected
from samverkan.tables.workbook.find_sheets import Sheets, find_sheets
from samverkan.tables.workbook.header_sheet import find_language, name_actors, read_header_sheet
from samverkan.tables.workbook.items import collect_items
from samverkan.tables.workbook.layout import find_layout
from samverkan.tables.workbook.open import Grid, open_workbook
from samverkan.tables.workbook.places import Places
from samverkan.tables.workbook.write import FORMAT
from samverkan.validate import find_problems

_NO_THINGS = (
    "found",
    "old",
    "nearest",
    "enum",
    "token",
    "label",
    "field",
    "expected",
    "topic",
    "shape",
)  # values that are words


@dataclass(frozen=True)
class Workbook:
    """A workbook that was read.

    `baseline` is the map that it was made of (None where it has lost it or never had one), `content` what it says now
    (None when there are errors); `stubs` are things that both only name. `missing` are rows that are gone and stay,
    `emptied` cells that were emptied, `new_ids` ids that new rows were given, `renamed` rows that have only got another
    id (old → new), `passed_over` sheets and columns of the user's own. `items` say where in it each thing stands, by
    numbers of its `places`.
    """

    path: Path
    content: Map | None
    problems: list[Problem]
    baseline: Map | None = None
    stubs: frozenset[str] = frozenset()
    about: dict[str, str] = field(default_factory=dict)
    grids: list[Grid] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    new_ids: tuple[tuple[str, str], ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()
    places: Places = field(default_factory=Places)
    items: Sequence[Item] = ()


def read_workbook(
    path: Path,
    on: date | None = None,
    *,
    around: Map | None = None,
    remove_missing: bool = False,
    renaming: bool = False,
) -> Workbook:
    """Read a workbook with everything that is wrong or doubtful in it.

    `around` is a store's map, whose things may be named by a workbook that has no baseline. With `remove_missing` the
    rows that are gone are taken out of the map; with `renaming` a thing gets the id that its row has been given, which
    is otherwise an error. Raises UsageError when the file is no workbook that can be opened.
    """
    with without_collecting():
        return _read(path, on, around, remove_missing=remove_missing, renaming=renaming)


def _read(path: Path, on: date | None, around: Map | None, *, remove_missing: bool, renaming: bool) -> Workbook:
    findings, places = Findings(path), Places()
    grids = open_workbook(path)
    sheets = find_sheets(grids, findings)
    baseline = _read_baseline(sheets, path)
    stubs = frozenset(sheets.about.get("stubs", "").split()) if baseline is not None else frozenset()
    lang = baseline.language if baseline is not None else find_language(sheets)
    root = read_header_sheet(sheets, baseline, places, findings)
    _name_headings(sheets, places)
    how = {"remove_missing": remove_missing, "renaming": renaming}
    collected = collect_items(sheets, baseline, stubs, lang, around, places, findings, **how)
    name_actors(root, collected.references)
    content = _link(collected, read_header(root, findings), root, stubs, around, findings, on)
    content = rename_things(content, collected.renamed) if renaming else content
    told = _name_things(map(places.tell, findings.problems), collected, lang)
    problems = sorted(told, key=lambda p: p.severity != "error")
    failed = any(problem.severity == "error" for problem in problems)
    return Workbook(
        path,
        None if failed else content,
        problems,
        baseline,
        stubs,
        sheets.about,
        grids,
        tuple(collected.missing),
        tuple(collected.emptied),
        tuple(sorted(collected.removed)),
        tuple(collected.new_ids),
        dict(collected.renamed),
        (*sheets.own_sheets, *sheets.own_columns),
        places,
        collected.items,
    )


def _name_headings(sheets: Sheets, places: Places) -> None:
    """Note what the columns are called in this very workbook."""
    for found in sheets.found:
        for place, column in found.columns.items():
            places.name(found.grid.title, place, str(tidy(found.grid.cell(found.first, place).value)), column.key)


def _name_things(problems: Iterable[Problem], collected: Collected, lang: str) -> Iterator[Problem]:
    """Yield problems that speak of things as their rows do: by name, without ids that nobody has typed."""
    shown = collected.references.shown
    made = {item.id for item in collected.items if item.given is None} | {node_id for _, node_id in collected.new_ids}
    for problem in problems:
        values = {
            key: shown.get(value, value) if isinstance(value, str) and not key.endswith(_NO_THINGS) else value
            for key, value in problem.values.items()
        }
        name = shown.get(problem.item or "", "") if problem.item in made else problem.item
        heading = problem.heading
        if problem.item is None and problem.field in read_schema().sections:
            heading = find_layout(problem.field, lang).title
        yield replace(problem, values=values, name=name, heading=heading)


def _read_baseline(sheets: Sheets, path: Path) -> Map | None:
    """Return the map that a workbook was made of; one of a later format is refused, a damaged one is none."""
    form = sheets.about.get("format", str(FORMAT))
    if form != str(FORMAT):
        raise UsageError("workbook-format", path=path, found=form, known=FORMAT)
    if not sheets.baseline:
        return None
    if hashlib.sha256(sheets.baseline.encode()).hexdigest() != sheets.about.get("fingerprint"):
        return None
    return read_plain_map(sheets.baseline, path)


def read_plain_map(text: str, path: Path) -> Map | None:
    """Return the map of a JSON text that was a map before, without looking for problems in it; None of another."""
    from samverkan.tables.items import read_sections
    from samverkan.tables.map_file import find_sections

    findings = Findings(path)
    try:
        root = read_json(text, findings)
    except RefusedError:
        return None
    if not isinstance(root, Entries):
        return None
    header = read_header(root, findings)
    items = read_sections(find_sections(root, findings), findings)
    assign_ids(items)
    known = build_nodes(items, findings)
    content = build_map(to_nodes(known), build_relations(items, known, findings), header)
    return None if any(p.key in ("unknown-id", "duplicate-id") for p in findings.problems) else content


def _link(
    collected: Collected,
    header: Map,
    root: Entries,
    stubs: frozenset[str],
    around: Map | None,
    findings: Findings,
    on: date | None,
) -> Map:
    """Return the map of the items, and tell what is wrong with it as a whole."""
    items = collected.items
    assign_ids(items)
    known = build_nodes(items, findings)
    relations = build_relations(items, known, findings, around.nodes if around else ())
    content = build_map(to_nodes(known), relations, header)
    if around is None:
        told = find_problems(content, on or header.as_of or date.today())
    else:
        told = find_new_problems(around, merge_maps(around, content), on)
    told = [problem for problem in told if problem.item not in stubs]
    place_problems(told, known, root, findings, find_refused(items))
    return content
