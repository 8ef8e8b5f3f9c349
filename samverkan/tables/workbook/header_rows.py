"""The first sheet of a workbook: what the map says of itself, a field a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.model import Map
from samverkan.schema import Property, read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.workbook.cells import SEPARATOR, Plain

_NUMBERED = re.compile(r"requests\[(\d+)\]")


def list_header_rows(content: Map, lang: str) -> list[tuple[str, str, Plain]]:
    """Return (path, words, value) of every field of the header, those that say nothing too."""
    return [(path, words, _to_cell(value)) for path, words, value in _walk(content, lang)]


def list_header_values(content: Map) -> dict[str, Any]:
    """Return what the header says by the paths of its fields, values as the map holds them."""
    return {path: value for path, _, value in _walk(content, "sv") if value not in (None, (), "")}


def _walk(content: Map, lang: str) -> Iterator[tuple[str, str, Any]]:
    for key, prop in read_schema().header.items():
        value = getattr(content, key)
        if prop.type == "groups":
            for number, part in enumerate(value, 1):
                words = f"{_capital(prop.words[lang])} {number}"
                yield from _walk_group(prop, part, f"{key}[{number}]", words, lang)
        elif prop.type == "group":
            yield from _walk_group(prop, value or {}, key, _capital(prop.words[lang]), lang)
        else:
            yield key, _capital(prop.words[lang]), value


def _walk_group(
    group: Property, values: Mapping[str, Any], path: str, words: str, lang: str
) -> Iterator[tuple[str, str, Any]]:
    for name, prop in group.properties.items():
        place, said = f"{path}.{name}", f"{words} – {prop.words[lang]}"
        if prop.type == "group":
            yield from _walk_group(prop, values.get(name) or {}, place, said, lang)
        else:
            yield place, said, values.get(name)


def _to_cell(value: Any) -> Plain:
    if value in (None, (), ""):
        return None
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    return value if isinstance(value, (int, date)) else str(value)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def find_path(words: str, most: int = 99) -> str | None:
    """Return the path of the field that the words of a row, in either language, or a path itself mean."""
    number = re.search(r"(\d+)", words)
    count = min(int(number[1]), most) if number else 0
    frame = Map({}, (), requests=({},) * count)
    for lang in read_schema().languages:
        for path, said, _ in _walk(frame, lang):
            if fold(words) in (fold(said), fold(path)):
                return path
    return None


def nest(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by their paths as a file's header holds them: groups as mappings, requests as a list."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        numbered = _NUMBERED.match(path)
        parts = path.split(".")
        if numbered:
            requests = found.setdefault("requests", {})
            level = requests.setdefault(int(numbered[1]), {})
            parts = parts[1:]
        else:
            level = found
        for part in parts[:-1]:
            level = level.setdefault(part, {})
        level[parts[-1]] = value
    if "requests" in found:
        found["requests"] = [found["requests"][number] for number in sorted(found["requests"])]
    return found
