"""Find what a map of functions must not hold: personal identity numbers, and words about persons.

A personal identity number has six digits of a date and four more, with the century or not, the last of them a check
digit (Luhn); a coordination number has 60 added to its day. Skatteverket, SKV 704.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.errors import Problem
from samverkan.model import Map, Value
from samverkan.schema import Property, read_schema
from samverkan.validate.problem import to_error, to_relation_error, to_relation_warning, to_warning

PERSONAL_NUMBER = re.compile(r"(?<![0-9])([0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})[-+]?([0-9]{4})(?![0-9])")

_FILE = Path(__file__).with_name("private_words.toml")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\w.:/-])(?:\+[0-9]{1,3}[ -]?(?:\(0\))?|0)[1-9](?:[ -]?[0-9]){6,10}(?![\w/-])")
_CENTURIES = (18, 19, 20)


def find_personal_number(text: str) -> re.Match[str] | None:
    """Return the first Swedish personal identity or coordination number in a text, or None."""
    for match in PERSONAL_NUMBER.finditer(text):
        century, year, month, day, last = match.groups()
        if _is_possible(century, int(year), int(month), int(day)) and _has_check_digit(year + month + day + last):
            return match
    return None


def _is_possible(century: str | None, year: int, month: int, day: int) -> bool:
    day -= 60 if day > 60 else 0
    centuries = _CENTURIES if century is None else (int(century),)
    if not 1 <= month <= 12 or centuries[0] not in _CENTURIES:
        return False
    return any(1 <= day <= monthrange(100 * c + year, month)[1] for c in centuries)


def _has_check_digit(digits: str) -> bool:
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits)]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def find_personal_numbers(content: Map) -> Iterator[Problem]:
    """Find personal identity numbers in every text of a map: header, ids and properties."""
    header = {key: tuple(_texts(getattr(content, key))) for key in read_schema().header}
    for field in _find_fields(header):
        yield to_error("personal-number", None, field)
    for node in content.nodes.values():
        for field in (*_find_fields({"id": node.id}), *_find_fields(node.properties)):
            yield to_error("personal-number", node.id, field)
    for relation in content.relations:
        for field in _find_fields(relation.properties):
            yield to_relation_error("personal-number", relation, field)


def _find_fields(properties: Mapping[str, Value]) -> list[str]:
    return [field for field, value in properties.items() if _holds_number(value)]


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a value of the header, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, Mapping)):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _holds_number(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) >= 10 and find_personal_number(value) is not None
    return isinstance(value, tuple) and any(find_personal_number(text) for text in value)


@cache
def _read_words() -> tuple[frozenset[str], Mapping[str, Mapping[str, re.Pattern[str]]]]:
    """Return (fields that are not searched, a pattern for each topic of each language)."""
    raw = tomllib.loads(_FILE.read_text("utf-8"))
    patterns = {
        lang: {topic: _to_pattern(words) for topic, words in raw[lang].items()} for lang in read_schema().languages
    }
    return frozenset(raw["not_searched"]), patterns


def _to_pattern(words: list[str]) -> re.Pattern[str]:
    parts = (re.escape(w.removesuffix("~")) + (r"\w*" if w.endswith("~") else "") for w in words)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def find_private_texts(content: Map) -> Iterator[Problem]:
    """Find e-mail addresses, telephone numbers and words about persons' beliefs, health or origin in free texts."""
    schema = read_schema()
    for node in content.nodes.values():
        known = schema.labels[node.label].properties if node.label in schema.labels else {}
        for field, topic, word in _search(node.properties, known, node.label, content.language):
            yield to_warning("private-text", node.id, field, topic=topic, word=word)
    for relation in content.relations:
        if relation.properties and relation.type in schema.relations:
            known = schema.relations[relation.type].properties
            for field, topic, word in _search(relation.properties, known, relation.type, content.language):
                yield to_relation_warning("private-text", relation, field, topic=topic, word=word)


def _search(
    properties: Mapping[str, Value], known: Mapping[str, Property], owner: str, language: str
) -> Iterator[tuple[str, str, str]]:
    """Yield (field, topic, word found) of the free texts among some properties."""
    skipped, patterns = _read_words()
    for field, value in properties.items():
        prop = known.get(field)
        if prop is None or prop.is_source or prop.type not in ("text", "texts"):
            continue
        if field in skipped or f"{owner}.{field}" in skipped:
            continue
        text = value if isinstance(value, str) else " ; ".join(value) if isinstance(value, tuple) else ""
        for topic, pattern in _topics(patterns.get(language, {})):
            if found := pattern.search(text):
                yield field, topic, found[0]


def _topics(patterns: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    yield "email", _EMAIL
    yield "telephone", _TELEPHONE
    yield from patterns.items()
