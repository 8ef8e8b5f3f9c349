"""Read a workbook: what it was made of, and what its cells say now.

A cell that still says what was written into it keeps the value that it was written from, to the last digit; only what
differs is read. A sheet, column or row that is not there says nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from samverkan.edits import find_new_problems, merge_maps
from samverkan.errors import Problem, UsageError
from samverkan.model import Map, build_map
from samverkan.tables.derived_ids import assign_ids
from samverkan.tables.document import Entries, Findings, RefusedError, Sequence, Text
from samverkan.tables.header import read_header
from samverkan.tables.json_text import read_json
from samverkan.tables.linking import build_nodes, build_relations, find_refused, place_problems, to_nodes
from samverkan.tables.workbook.cells import Raw, is_same, tidy, to_text
from samverkan.tables.workbook.collected import Collected
from samverkan.tables.workbook.find_sheets import Sheets, find_sheets
from samverkan.tables.workbook.header_rows import find_path, list_header_rows, list_header_values, nest
from samverkan.tables.workbook.items import collect_items
from samverkan.tables.workbook.open import Grid, open_workbook
from samverkan.tables.workbook.places import Places
from samverkan.tables.workbook.write import FORMAT
from samverkan.validate import find_problems

MAP_SHEET = "map"


@dataclass(frozen=True)
class Workbook:
    """A workbook that was read.

    `baseline` is the map that it was made of (None where it has lost it or never had one), `content` what it says now
    (None when there are errors); `stubs` are things that both only name. `missing` are rows that are gone and stay,
    `emptied` cells that were emptied, `new_ids` ids that new rows were given, `passed_over` sheets and columns of the
    user's own.
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
    passed_over: tuple[str, ...] = ()


def read_workbook(
    path: Path, on: date | None = None, *, around: Map | None = None, remove_missing: bool = False
) -> Workbook:
    """Read a workbook with everything that is wrong or doubtful in it.

    `around` is a store's map, whose things may be named by a workbook that has no baseline. With `remove_missing` the
    rows that are gone are taken out of the map. Raises UsageError when the file is no workbook that can be opened.
    """
    findings, places = Findings(path), Places()
    grids = open_workbook(path)
    sheets = find_sheets(grids, findings)
    baseline = _read_baseline(sheets, path)
    stubs = frozenset(sheets.about.get("stubs", "").split()) if baseline is not None else frozenset()
    lang = baseline.language if baseline is not None else _find_language(sheets)
    root = _read_header_sheet(sheets, baseline, places, findings)
    header = read_header(root, findings)
    collected = collect_items(sheets, baseline, stubs, lang, around, places, findings, remove_missing=remove_missing)
    content = _link(collected, header, root, stubs, around, findings, on)
    problems = sorted(map(places.tell, findings.problems), key=lambda p: p.severity != "error")
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
        (*sheets.own_sheets, *sheets.own_columns),
    )


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


def _find_language(sheets: Sheets) -> str:
    """Return the language that a workbook without a baseline says it has; its headings are read in either."""
    if sheets.header is not None:
        for row in sheets.header.rows:
            if len(row) > 1 and find_path(str(tidy(row[0].value) or ""), 0) == "language":
                return "en" if str(tidy(row[1].value)) == "en" else "sv"
    return "sv"


def _read_header_sheet(sheets: Sheets, baseline: Map | None, places: Places, findings: Findings) -> Entries:
    """Return the header as a file would hold it: the baseline's values, and those of the cells that differ."""
    expected = {path: value for path, _, value in list_header_rows(baseline or Map({}, ()), "sv")}
    values: dict[str, Any] = {}
    if baseline is not None:
        values = {path: _to_exact(value) for path, value in list_header_values(baseline).items()}
    grid = sheets.header
    for number, row in enumerate(grid.rows if grid is not None else ()):
        words = tidy(row[0].value) if row else None
        path = find_path(str(words)) if words is not None else None
        raw = row[1] if len(row) > 1 else Raw()
        if path is None or grid is None or (path in expected and is_same(expected[path], raw.value, "sv")):
            continue
        place = places.note(grid.title, number, 1)
        if raw.wrong:
            findings.error("cell-error", place, None, path, found=raw.wrong)
        elif tidy(raw.value) is None:
            values.pop(path, None)
        else:
            values[path] = _to_branch(path, raw, place)
    values["samverkan"] = Text("1", 0, True)
    entries = _to_entries(nest(values))
    assert isinstance(entries, Entries)
    return entries


def _to_exact(value: Any) -> Text | Sequence:
    """Return a value of the header as a file would hold it, to the letter."""
    if isinstance(value, tuple):
        found = Sequence(0)
        found.items.extend(Text(part, 0, False) for part in value)
        return found
    return Text(str(value), 0, not isinstance(value, str))


def _to_branch(path: str, raw: Raw, place: int) -> Text | Sequence:
    text = to_text(tidy(raw.value))
    if path.split(".")[-1] in ("us", "recipients") or (path.endswith(".about") and not text.isdigit()):
        found = Sequence(place)
        found.items.extend(Text(_strip_name(part), place, False) for part in text.split("|") if part.strip())
        return found
    return Text(_strip_name(text) if path.endswith((".contact", ".actor")) else text, place, True)


def _strip_name(text: str) -> str:
    """Return the id of `Name [id]`, any other text as it is."""
    text = text.strip()
    return text[text.rindex("[") + 1 : -1].strip() if text.endswith("]") and "[" in text else text


def _to_entries(values: Any) -> Any:
    if isinstance(values, dict):
        entries = Entries(0)
        entries.fields = {key: _to_entries(value) for key, value in values.items()}
        return entries
    if isinstance(values, list):
        sequence = Sequence(0)
        sequence.items = [_to_entries(value) for value in values]
        return sequence
    return values


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
