"""What a map file says of itself, before its sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from samverkan.model import Map, Value
from samverkan.schema import Property, read_schema
from samverkan.tables.document import Branch, Entries, Findings, Sequence, Text
from samverkan.tables.fields import read_text_field
from samverkan.tables.nearest import find_nearest
from samverkan.tables.values import WrongValueError, read_value

HEADER = ("samverkan", "title", "profile", "language", "us", "as_of", "persons_allowed")
PERSONS_ALLOWED: Mapping[str, str] = {"purpose": "text", "legal_basis": "text", "retention_months": "int"}


def read_header(root: Entries, findings: Findings) -> Map:
    """Return an empty map with the file's title, profile, language, us, as_of and persons_allowed."""
    _check_version(root, findings)
    found: dict[str, object] = {}
    for key, read in _READERS.items():
        branch = root.fields.get(key)
        if branch is not None and not (isinstance(branch, Text) and branch.is_null):
            found[key] = read(branch, key, findings)
    return Map({}, (), **{key: value for key, value in found.items() if value is not None})  # type: ignore[arg-type]


def _check_version(root: Entries, findings: Findings) -> None:
    known = read_schema().format
    branch = root.fields.get("samverkan")
    if branch is None:
        findings.error("no-version", None, None, "samverkan", known=known)
    elif not isinstance(branch, Text) or not branch.plain or branch.text != str(known):
        findings.error("unknown-version", branch.line, None, "samverkan", found=_quote(branch), known=known)


def _quote(branch: Branch) -> str:
    """Return what stands in the file, with the quotes that make a text of a number."""
    if not isinstance(branch, Text):
        return "…"
    return branch.text if branch.plain else f'"{branch.text}"'


def _read_text(branch: Branch, key: str, findings: Findings) -> str | None:
    return read_text_field(branch, key, findings)


def _read_word(branch: Branch, key: str, findings: Findings) -> str | None:
    schema = read_schema()
    known = schema.profiles if key == "profile" else schema.languages
    text = read_text_field(branch, key, findings)
    if text is None or text in known:
        return text
    findings.error(
        f"unknown-{key}", branch.line, None, key, found=text, known=list(known), nearest=find_nearest(text, known)
    )
    return None


def _read_us(branch: Branch, key: str, findings: Findings) -> tuple[str, ...] | None:
    parts = branch.items if isinstance(branch, Sequence) else [branch]
    texts = [read_text_field(part, key, findings) for part in parts]
    return tuple(dict.fromkeys(text for text in texts if text)) or None


def _read_as_of(branch: Branch, key: str, findings: Findings) -> date | None:
    value = _read_property("date", branch, key, findings)
    return value if isinstance(value, date) else None


def _read_persons_allowed(branch: Branch, key: str, findings: Findings) -> dict[str, Value] | None:
    if not isinstance(branch, Entries):
        findings.error("persons-allowed", branch.line, None, key)
        return None
    found: dict[str, Value] = {}
    for name, part in branch.fields.items():
        if name not in PERSONS_ALLOWED:
            place = (part.line, None, f"{key}.{name}")
            findings.error("unknown-field", *place, found=name, nearest=find_nearest(name, PERSONS_ALLOWED))
        elif (value := _read_property(PERSONS_ALLOWED[name], part, f"{key}.{name}", findings)) is not None:
            found[name] = value
    if found.keys() != PERSONS_ALLOWED.keys():
        findings.error("persons-allowed", branch.line, None, key)
    return {name: found[name] for name in PERSONS_ALLOWED if name in found}


def _read_property(kind: str, branch: Branch, place: str, findings: Findings) -> Value | None:
    try:
        return read_value(Property(place, kind, {}), branch, {})
    except WrongValueError as error:
        findings.error(error.key, branch.line, None, place, **error.values)
        return None


_READERS: Mapping[str, Callable[[Branch, str, Findings], object]] = {
    "title": _read_text,
    "profile": _read_word,
    "language": _read_word,
    "us": _read_us,
    "as_of": _read_as_of,
    "persons_allowed": _read_persons_allowed,
}
