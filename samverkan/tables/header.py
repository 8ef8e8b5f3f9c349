"""What a map file says of itself, before its sections; what may stand there is data (`header` of the schema)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samverkan.model import Map
from samverkan.schema import Property, read_schema
from samverkan.tables.document import Branch, Entries, Findings, Sequence, Text
from samverkan.tables.field_words import list_property_words, rename_keys
from samverkan.tables.fields import words_of
from samverkan.tables.nearest import find_nearest
from samverkan.tables.values import WrongValueError, find_words, read_int, read_value

VERSION = "samverkan"


def list_header_keys() -> tuple[str, ...]:
    """Return the keys that may stand at the head of a map file, the format version first."""
    return (VERSION, *read_schema().header)


def read_header(root: Entries, findings: Findings) -> Map:
    """Return an empty map with what the file says of itself."""
    _check_version(root, findings)
    found: dict[str, Any] = {}
    for key, prop in read_schema().header.items():
        branch = root.fields.get(key)
        if branch is not None and not (isinstance(branch, Text) and branch.is_null):
            found[key] = _read(prop, branch, key, {}, findings)
    return Map({}, (), **{key: value for key, value in found.items() if value not in (None, {})})


def _check_version(root: Entries, findings: Findings) -> None:
    known = read_schema().format
    branch = root.fields.get(VERSION)
    if branch is None:
        findings.error("no-version", None, None, VERSION, known=known)
    elif not isinstance(branch, Text) or not branch.plain or branch.text != str(known):
        findings.error("unknown-version", branch.line, None, VERSION, found=_quote(branch), known=known)


def _quote(branch: Branch) -> str:
    """Return what stands in the file, with the quotes that make a text of a number."""
    if not isinstance(branch, Text):
        return "…"
    return branch.text if branch.plain else f'"{branch.text}"'


def _read(prop: Property, branch: Branch, place: str, siblings: Mapping[str, Any], findings: Findings) -> Any:
    """Return the value of a property of the header, None after saying what is wrong with it."""
    if prop.type == "group":
        return _read_group(prop, branch, place, findings)
    if prop.type == "groups":
        return _read_groups(prop, branch, place, findings)
    try:
        value = _read_plain(prop, branch, siblings)
    except WrongValueError as error:
        values = dict(error.values)
        if error.key == "unknown-token":
            values["nearest"] = find_nearest(values["found"], find_words(read_schema(), values["enum"]))
        findings.error(error.key, branch.line, None, place, **values)
        return None
    if prop.choices and value is not None and value not in prop.choices:
        nearest = find_nearest(str(value), prop.choices)
        findings.error(
            f"unknown-{prop.name}", branch.line, None, place, found=value, known=list(prop.choices), nearest=nearest
        )
        return None
    return value


def _read_plain(prop: Property, branch: Branch, siblings: Mapping[str, Any]) -> Any:
    if prop.type == "texts_or_count":
        if isinstance(branch, Text) and branch.plain and branch.text.isdigit():
            return read_int(branch)
        return read_value(Property(prop.name, "texts", prop.words), branch, siblings)
    value = read_value(prop, branch, siblings)
    return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else value


def _read_groups(prop: Property, branch: Branch, place: str, findings: Findings) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(branch, Sequence):
        findings.error("section-not-list", branch.line, None, place)
        return ()
    read = (_read_group(prop, part, f"{place}[{n}]", findings) for n, part in enumerate(branch.items, 1))
    return tuple(group for group in read if group is not None)


def _report_missing(prop: Property, branch: Entries, place: str, found: Mapping[str, Any], findings: Findings) -> None:
    missing = [name for name, known in prop.properties.items() if known.required and name not in branch.fields]
    if place == "persons_allowed":
        if any(known.required and found.get(name) is None for name, known in prop.properties.items()):
            findings.error("persons-allowed", branch.line, None, place)
        return
    for name in missing:
        findings.error("missing-field", branch.line, None, f"{place}.{name}")


def _read_group(prop: Property, branch: Branch, place: str, findings: Findings) -> dict[str, Any] | None:
    """Read a mapping of the header; its keys in the schema's order."""
    if not isinstance(branch, Entries):
        if place == "persons_allowed":
            findings.error("persons-allowed", branch.line, None, place)
        else:
            findings.error("group-not-mapping", branch.line, None, place, fields=", ".join(prop.properties))
        return None
    found: dict[str, Any] = {}
    rename_keys(branch, prop.properties, list_property_words(prop.properties), findings)
    for name, part in branch.fields.items():
        known = prop.properties.get(name)
        if known is None:
            nearest = find_nearest(name, words_of(prop.properties))
            findings.error("unknown-field", part.line, None, f"{place}.{name}", found=name, nearest=nearest)
        elif not (isinstance(part, Text) and part.is_null):
            found[name] = _read(known, part, f"{place}.{name}", found, findings)
    _report_missing(prop, branch, place, found, findings)
    return {name: found[name] for name in prop.properties if found.get(name) is not None}
