"""Find what a map of functions must not hold: personal identity numbers; and what is worth a second look in a text.

Words are searched in both languages, whichever a map says that it speaks; addresses and numbers in every text.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.errors import Problem
from samverkan.model import Map, Node, Relation, Value, to_exact
from samverkan.schema import Property, read_schema
from samverkan.validate.identity_numbers import DIGIT, FEWEST_DIGITS, find_half_numbers, find_personal_number
from samverkan.validate.problem import to_error, to_relation_error, to_relation_warning, to_warning

_FILE = Path(__file__).with_name("private_words.toml")
_EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\)|\{at\}|\(snabel-a\))\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\(punkt\))\s?[\w-]+)+",
    re.IGNORECASE,
)
_GAP = r"[ \u00a0\u2009\u202f.\-\u2010-\u2015/]"
_TELEPHONE = re.compile(
    rf"(?<![\w.:/\-\u2013])(?:(?:\+|00)[1-9][0-9]{{0,2}}{_GAP}?(?:\(0\){_GAP}?)?|\(?0)[1-9][0-9]{{0,3}}\)?{_GAP}{{0,3}}"
    rf"(?:[0-9]{_GAP}?){{5,9}}(?<=[0-9])(?![\w/]|-[0-9])"
)
_STREET = r"(?:gatan|gata|vägen|väg|gränd|stigen|stig|allén|torget|backen|plan|road|street|lane|avenue|close|crescent)"
_ADDRESS = re.compile(
    rf"\b[A-ZÅÄÖ][\w-]*{_STREET}\s[0-9]{{1,3}}\s?[A-Za-z]?\b(?!\s?(?:kr|km|m|procent|%|§))"
    rf"|\b[0-9]{{1,4}}[a-z]?\s(?:[A-Z]\w+\s){{1,2}}(?:Road|Street|Lane|Avenue|Close|Crescent|Rd|St)\b"
    rf"|\b[0-9]{{3}}\s[0-9]{{2}}\s+[A-ZÅÄÖ][a-zåäö]{{2,}}\b(?<!kr)"
)
_MARKS = {"email": _EMAIL, "telephone": _TELEPHONE, "address": _ADDRESS}
_FEWEST_SIGNS = 6
_NONE = frozenset[str]()
_MOST_SHARED = 10_000
_DIGIT = re.compile(r"\d")
_ANY_AGE_WRITTEN = "NN"  # in the lists: the age of somebody


def find_numbers_in_header(content: Map) -> Iterator[Problem]:
    """Find personal identity numbers in what a map says of itself."""
    for key in read_schema().header:
        if any(_holds_number(value) for value in _values_of(getattr(content, key))):
            yield to_error("personal-number", None, key)


def find_numbers_in_nodes(content: Map, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Find personal identity numbers in every text and number of some things: ids and properties.

    One that is split over two texts of a thing, in the order of its fields, is found at the first of the two.
    """
    labels = read_schema().labels
    for node in nodes:
        if not _may_hold_number(node):
            continue
        order = labels[node.label].properties if node.label in labels else {}
        for field in (*_find_fields({"id": node.id}, {}), *_find_fields(node.properties, order)):
            yield to_error("personal-number", node.id, field)


def _may_hold_number(node: Node) -> bool:
    """Tell whether all that a thing says has as many digits as a number, in its texts, or in a value of its own."""
    values = node.properties.values()
    texts = [node.id, *(value for value in values if isinstance(value, str))]
    if len(texts) <= len(values) and any(isinstance(value, (int, float, tuple)) for value in values):
        return True
    return len(DIGIT.findall(" ".join(texts))) >= FEWEST_DIGITS


def find_numbers_in_relations(content: Map, relations: Iterable[Relation]) -> Iterator[Problem]:
    """Find numbers in some relations; most of a large map are equal, and looked at once."""
    types, sound = read_schema().relations, set[object]()
    shared = set[object]()  # many have the very same properties
    for relation in relations:
        known = relation.type, id(relation.properties)
        if not relation.properties or known in shared:
            continue
        if (exactly := to_exact(relation)) not in sound:
            order = types[relation.type].properties if relation.type in types else {}
            fields = _find_fields(relation.properties, order)
            yield from (to_relation_error("personal-number", relation, field) for field in fields)
            if fields:
                continue
            sound.add(exactly)
        if len(shared) < _MOST_SHARED:
            shared.add(known)


def _find_fields(properties: Mapping[str, Value], order: Mapping[str, Property]) -> list[str]:
    found = [field for field, value in properties.items() if _holds_number(value)]
    return found or _find_split(properties, order)


def _find_split(properties: Mapping[str, Value], order: Mapping[str, Property]) -> list[str]:
    texts = {field: text for field in order if isinstance(text := properties.get(field), str)}
    texts = {field: text for field, text in texts.items() if _DIGIT.search(text)}
    fields = list(texts)
    pairs = itertools.pairwise(fields)
    return [one for one, two in pairs if find_personal_number(f"{texts[one]} {texts[two]}")][:1]


def _values_of(value: Any) -> Iterator[Value]:
    """Yield every value of the header, however deep it lies."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            yield from _values_of(part)
    elif value is not None:
        yield value


def _holds_number(value: Value) -> bool:
    if isinstance(value, str):
        return find_personal_number(value) is not None
    if isinstance(value, tuple):
        return any(find_personal_number(text) for text in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return float(value).is_integer() and find_personal_number(str(int(value))) is not None


@cache
def _read_words() -> tuple[frozenset[str], Mapping[str, re.Pattern[str]]]:
    """Return (fields in which no words are searched, a pattern for each topic, of all languages)."""
    raw = tomllib.loads(_FILE.read_text("utf-8"))
    languages = [raw[lang] for lang in read_schema().languages]
    topics = dict.fromkeys(topic for words in languages for topic in words)
    patterns = {topic: _to_pattern([w for words in languages for w in words.get(topic, ())]) for topic in topics}
    return frozenset(raw["not_searched"]), patterns


def _to_pattern(words: Iterable[str]) -> re.Pattern[str]:
    parts = sorted({_to_part(word) for word in words})
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _to_part(word: str) -> str:
    stem = re.escape(word.removesuffix("~")).replace(_ANY_AGE_WRITTEN, "[0-9]{1,2}")
    return stem + (r"\w*" if word.endswith("~") else "")


def find_texts_in_nodes(content: Map, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Find addresses, telephone numbers and halves of identity numbers in texts, and words about persons in free ones.

    Such words tell of belief, party, health, origin, sex life, crime, age or character.
    """
    labels = read_schema().labels
    for node in nodes:
        known = labels[node.label].properties if node.label in labels else {}
        for field, topic, word in _search(node.properties, known, node.label):
            yield to_warning("private-text", node.id, field, topic=topic, word=word)


def find_texts_in_relations(content: Map, relations: Iterable[Relation]) -> Iterator[Problem]:
    """Find in the texts of some relations what is looked for in those of things."""
    types = read_schema().relations
    texts = {name: {p.name for p in kind.properties.values() if _is_searched(p)} for name, kind in types.items()}
    for relation in relations:
        if relation.properties and not texts.get(relation.type, _NONE).isdisjoint(relation.properties):
            known = types[relation.type].properties
            for field, topic, word in _search(relation.properties, known, relation.type):
                yield _warn_of_relation(relation, field, topic, word)


def find_private_texts(content: Map) -> Iterator[Problem]:
    """Find in all texts of a map what none should hold, and words about persons."""
    yield from find_texts_in_header(content)
    yield from find_texts_in_nodes(content, content.nodes.values())
    yield from find_texts_in_relations(content, content.relations)


def _warn_of_relation(relation: Relation, field: str, topic: str, word: str) -> Problem:
    return to_relation_warning("private-text", relation, field, topic=topic, word=word)


def find_texts_in_header(content: Map) -> Iterator[Problem]:
    """Find in what a map says of itself what no text of it should hold."""
    for key in read_schema().header:
        texts = [value for value in _values_of(getattr(content, key)) if isinstance(value, str)]
        for topic, word in (found for text in texts for found in find_marks(text)):
            yield to_warning("private-text", None, key, topic=topic, word=word)


def find_marks(text: str) -> Iterator[tuple[str, str]]:
    """Yield (topic, what was found) of what no text of a map should hold: addresses, telephones, halves of numbers."""
    if len(text) < _FEWEST_SIGNS:
        return
    for topic, pattern in _MARKS.items():
        if found := pattern.search(text):
            yield topic, found[0].strip()
    for half in find_half_numbers(text):
        yield "identity", half


def _is_searched(prop: Property) -> bool:
    return not prop.is_source and prop.type in ("text", "texts")


def _search(
    properties: Mapping[str, Value], known: Mapping[str, Property], owner: str
) -> Iterator[tuple[str, str, str]]:
    """Yield (field, topic, word found) of the texts among some properties."""
    skipped, patterns = _read_words()
    for field, value in properties.items():
        prop = known.get(field)
        if prop is None or not _is_searched(prop):
            continue
        text = value if isinstance(value, str) else " ; ".join(value) if isinstance(value, tuple) else ""
        for topic, word in find_marks(text):
            yield field, topic, word
        if field in skipped or f"{owner}.{field}" in skipped:
            continue
        for topic, pattern in patterns.items():
            if found := pattern.search(text):
                yield field, topic, found[0]
