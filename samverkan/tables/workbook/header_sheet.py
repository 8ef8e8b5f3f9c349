"""Read the first sheet of a workbook: the header as a file would hold it, actors by id or by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from samverkan.model import Map
from samverkan.schema import Property, read_schema
from samverkan.tables.document import Branch, Entries, Findings, Sequence, Text
from samverkan.tables.workbook.cells import Raw, is_same, tidy, to_text
from samverkan.tables.workbook.find_sheets import Sheets
from samverkan.tables.workbook.header_rows import find_path, list_header_rows, list_header_values, nest
from samverkan.tables.workbook.places import Places
from samverkan.tables.workbook.references import References


def find_language(sheets: Sheets) -> str:
    """Return the language that a workbook without a baseline says it has; its headings are read in either."""
    if sheets.header is not None:
        for row in sheets.header.rows:
            if len(row) > 1 and find_path(str(tidy(row[0].value) or ""), 0) == "language":
                return "en" if str(tidy(row[1].value)) == "en" else "sv"
    return "sv"


def read_header_sheet(sheets: Sheets, baseline: Map | None, places: Places, findings: Findings) -> Entries:
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


def name_actors(root: Entries, references: References) -> None:
    """Put ids where the header names actors by a name that only one has; what nobody has is told by its reader."""
    known = read_schema().header
    us = root.fields.get("us")
    texts = us.items if isinstance(us, Sequence) else []
    for text in (*texts, *_list_actors(root, known)):
        if isinstance(text, Text):
            text.text = references.find(text.text, ("Actor",)) or text.text


def _list_actors(branch: Branch, known: Mapping[str, Property]) -> Iterator[Branch]:
    """Yield what stands in the fields that lead to an actor, in groups at any depth."""
    if isinstance(branch, Sequence):
        for part in branch.items:
            yield from _list_actors(part, known)
    elif isinstance(branch, Entries):
        for key, value in branch.fields.items():
            prop = known.get(key)
            if prop is not None and prop.actor:
                yield value
            elif prop is not None and prop.properties:
                yield from _list_actors(value, prop.properties)
