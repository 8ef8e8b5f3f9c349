"""The map file, format 1: one YAML or JSON file is a whole map, read as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from samverkan.edits import HEADER, find_changes, find_new_problems, merge_maps
from samverkan.errors import Problem
from samverkan.files import write_file
from samverkan.model import Map, build_map, without_collecting
from samverkan.schema import read_schema
from samverkan.tables.derived_ids import assign_ids
from samverkan.tables.document import Branch, Entries, Findings, RefusedError, Sequence, Text, read_text
from samverkan.tables.field_words import list_section_words, rename_keys
from samverkan.tables.fields import Item
from samverkan.tables.header import list_header_keys, read_header
from samverkan.tables.item_places import Place, place_items
from samverkan.tables.items import find_section_words, read_sections
from samverkan.tables.linking import build_nodes, build_relations, find_refused, place_problems, to_nodes
from samverkan.tables.map_formats.form import find_map_format
from samverkan.tables.map_text import to_json, to_yaml
from samverkan.tables.nearest import find_meaning
from samverkan.tables.personal_numbers import report_other_numbers
from samverkan.validate import find_errors, find_problems

__all__ = ["read_map_file", "to_json", "to_yaml", "write_map_file"]

Judge = Callable[[Map], list[Problem]]


def read_map_file(path: Path, on: date | None = None, *, base: Map | None = None) -> tuple[Map | None, list[Problem]]:
    """Read a map and everything that is wrong or doubtful in it, errors first.

    The map is None when there is an error: a map is never half read. Warnings are those of a day: `on`, else the
    map's own `as_of`, else today. With a `base` the file is an addition to that map: it may refer to what that holds,
    and what is wrong is what the base gets wrong by it. Raises UsageError when the file is missing or cannot be opened.
    """
    form = find_map_format(path)
    if form.read is not None:
        return form.read(path, on, base)
    findings = Findings(path)
    try:
        text = read_text(path, findings)
    except RefusedError:
        return None, findings.problems
    content = _read_checked(text, findings, lambda found: _find_problems(found, on, base), base.nodes if base else ())
    problems = sorted(findings.problems, key=lambda p: (p.severity != "error", p.line or 0))
    return (None if any(p.severity == "error" for p in problems) else content), problems


_KEPT: dict[tuple[str, Path], Map | None] = {}
_MOST_KEPT = 3  # before and after an edit, and the one that the log begins with


def read_map_text(text: str, path: Path) -> Map | None:
    """Read a map from the text of a file; None where there is an error in it. The same text is read once.

    What is only worth a second look is not looked for: nobody is told of it.
    """
    if (text, path) in _KEPT:
        with suppress(KeyError):  # another thread may put something else in its place
            return _keep(text, path, _KEPT[text, path])
    findings = Findings(path)
    content = _read_checked(text, findings, find_errors)
    return _keep(text, path, None if any(p.severity == "error" for p in findings.problems) else content)


def says(text: str, path: Path, content: Map) -> bool:
    """Tell whether the text of a file says a map; to read that text again gives that very map, of the same things."""
    found = read_map_text(text, path)
    if found is None or found != content:
        return False
    if not find_changes(found, content):  # 1 and 1.0 are equal, and not the same
        _keep(text, path, content)
    return True


def _keep(text: str, path: Path, content: Map | None) -> Map | None:
    """Keep what was read of a text as the last one that is forgotten."""
    _KEPT.pop((text, path), None)
    _KEPT[text, path] = content
    for oldest in list(_KEPT)[:-_MOST_KEPT]:
        _KEPT.pop(oldest, None)
    return content


def _read_checked(text: str, findings: Findings, judge: Judge, others: Collection[str] = ()) -> Map | None:
    with without_collecting():
        try:
            root = _read_root(findings.file, text, findings)
        except RefusedError:
            return None
        content = _read_map(root, findings, judge, others)
        place = find_map_format(findings.file).place
        if place is not None and findings.problems:
            place(findings, text)
        report_other_numbers(text, findings)
    return content


def read_items(text: str, path: Path) -> tuple[list[tuple[str, list[Item]]], list[Item]]:
    """Return the items of each section of a map file that can be read, by label in the file's order; and all of them.

    All of them are also those of the trees that stand inside others.
    """
    findings = Findings(path)
    return _read_items(_read_root(path, text, findings), findings)


def _read_items(root: Entries, findings: Findings) -> tuple[list[tuple[str, list[Item]]], list[Item]]:
    rename_keys(root, dict.fromkeys((*list_header_keys(), *read_schema().sections)), list_section_words(), findings)
    sections = find_sections(root, findings)
    items = read_sections(sections, findings)
    assign_ids(items)
    own = {id(item.entries): item for item in items if item.entries is not None}
    found = []
    for name, branch in sections.items():
        if isinstance(branch, Sequence):
            in_order = [own[id(entry)] for entry in branch.items]
            found.append((read_schema().sections[name].name, in_order))
    return found, items


def list_texts(path: Path) -> frozenset[str] | None:
    """Return all that stands as a value in a map file, ids among it; None of one that is no text, or cannot be read."""
    form, findings = find_map_format(path), Findings(path)
    if form.read_root is None:
        return None
    try:
        root = _read_root(path, read_text(path, findings), findings)
    except RefusedError:
        return None
    return frozenset(_walk_texts(root))


def _walk_texts(branch: Branch) -> Iterator[str]:
    if isinstance(branch, Text):
        yield branch.text
    else:
        for below in branch.fields.values() if isinstance(branch, Entries) else branch.items:
            yield from _walk_texts(below)


def find_places(path: Path) -> dict[Place, int]:
    """Return the lines at which a map file that can be read says its things, their fields and relations.

    The keys of the header are fields of the thing without an id. A file that is no text has no lines.
    """
    form, findings = find_map_format(path), Findings(path)
    if form.read_root is None:
        return {}
    text = read_text(path, findings)
    root = _read_root(path, text, findings)
    found = place_items(_read_items(root, findings)[1])
    found |= {(HEADER, key): branch.line for key, branch in root.fields.items() if key in list_header_keys()}
    if form.lines is None:
        return found
    lines = form.lines(text)
    return {place: lines[number] for place, number in found.items() if number < len(lines)}


def write_map_file(content: Map, path: Path, *, replace: bool) -> None:
    """Write a map in the one canonical form of the format that its name says."""
    write_file(path, find_map_format(path).to_bytes(content), replace=replace, private=True)


def _read_root(path: Path, text: str, findings: Findings) -> Entries:
    form = find_map_format(path)
    assert form.read_root is not None
    root = form.read_root(text, findings)
    if not isinstance(root, Entries):
        findings.error("not-a-map", None if form.place else root.line)
        raise RefusedError
    return root


def _read_map(root: Entries, findings: Findings, judge: Judge, others: Collection[str]) -> Map:
    rename_keys(root, dict.fromkeys((*list_header_keys(), *read_schema().sections)), list_section_words(), findings)
    header = read_header(root, findings)
    items = read_sections(find_sections(root, findings), findings)
    assign_ids(items)
    known = build_nodes(items, findings)
    relations = build_relations(items, known, findings, others)
    content = build_map(to_nodes(known), relations, header)
    place_problems(judge(content), known, root, findings, find_refused(items))
    return content


def _find_problems(content: Map, on: date | None, base: Map | None) -> list[Problem]:
    if base is None:
        return find_problems(content, on or content.as_of or date.today())
    return find_new_problems(base, merge_maps(base, content), on)


def find_sections(root: Entries, findings: Findings) -> dict[str, Branch]:
    """Return the sections of a file; a key that is neither one nor the header's is refused."""
    schema, found, header = read_schema(), {}, list_header_keys()
    for key, branch in root.fields.items():
        if key in schema.sections:
            found[key] = branch
        elif key not in header:
            known = find_section_words(schema) | {name: name for name in header}
            findings.error("unknown-section", branch.line, None, key, found=key, nearest=find_meaning(key, known))
    return found
