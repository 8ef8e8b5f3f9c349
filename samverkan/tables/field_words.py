"""What the keys of a map file may be called: the English key, or its word in Swedish or English.

`namn`, `ingår i` and `ingår_i` are understood where `name` and `part_of` stand in a file that is written anew. No two
keys of a label share a word; one that did would mean neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from samverkan.schema import Property, RelationType, read_schema
from samverkan.tables.document import Branch, Entries, Findings

# What people call a field beside its words in the schema.
_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "tie": ("känner", "har kontakt med", "knows"),
    "tie_from": ("är känd av", "is known by"),
    "domain": ("domän",),
    "limit": ("gräns", "belopp"),
    "jointly": ("gemensamt",),
    "sourced_by": ("källa", "källor", "source", "sources"),
    "addresses": ("hanterar",),
    "addressed_by": ("hanteras av",),
}
# What people call a thing beside the words of its label: an initiative is a measure, tried or proposed.
_LABELS_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {"Initiative": ("åtgärd", "åtgärder", "measure", "measures")}
TO_WORDS: Mapping[str, str] = {"till": "to", "to": "to"}


def fold(word: str) -> str:
    """Return a word as it is compared: case, underscores and doubled spaces make no difference."""
    return " ".join(word.replace("_", " ").casefold().split())


@cache
def list_item_words(label: str) -> Mapping[str, str]:
    """Return the folded words that the keys of a label's items may be called by, and the keys."""
    schema = read_schema()
    keys: list[tuple[str, Iterable[str]]] = [("id", ("id",))]
    for name, prop in schema.labels[label].properties.items():
        keys.append((name, [*prop.words.values(), *_ALSO_CALLED.get(name, ())]))
    for key, (relation, outward) in schema.keys[label].items():
        words = [words[not outward] for words in relation.words.values()]
        keys.append((key, [*words, *_ALSO_CALLED.get(key, ())]))
    return _unique(keys)


@cache
def list_relation_words(name: str) -> Mapping[str, str]:
    """Return the folded words of the fields of a relation that is written as a mapping, and the fields."""
    relation = read_schema().relations[name]
    return _unique((key, prop.words.values()) for key, prop in relation.properties.items()) | dict(TO_WORDS)


@cache
def list_section_words() -> Mapping[str, str]:
    """Return the folded words of the sections and of the header's keys, and what they stand for."""
    schema = read_schema()
    sections = (
        (label.section, [*(pair[1] for pair in label.words.values()), *_LABELS_ALSO_CALLED.get(name, ())])
        for name, label in schema.labels.items()
    )
    return _unique([*sections, *((key, prop.words.values()) for key, prop in schema.header.items())])


def list_property_words(properties: Mapping[str, Property]) -> Mapping[str, str]:
    """Return the folded words of some properties, and their keys."""
    return _unique((key, prop.words.values()) for key, prop in properties.items())


def _unique(keys: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return folded word → key, without the words that two keys share; a key itself always means itself."""
    meanings: dict[str, set[str]] = {}
    own: dict[str, str] = {}
    for key, words in keys:
        own[fold(key)] = key
        for word in words:
            meanings.setdefault(fold(word), set()).add(key)
    return {word: next(iter(found)) for word, found in meanings.items() if len(found) == 1} | own


def find_item_key(label: str, word: str) -> str | None:
    """Return the key that a word stands for on an item of a label, None where it is none."""
    return list_item_words(label).get(fold(word))


def rename_keys(entries: Entries, known: Mapping[str, object], words: Mapping[str, str], findings: Findings) -> None:
    """Put the keys in place of the words that they are called by; a key that is said twice is refused.

    `known` are the keys as they are; most mappings hold nothing else, and stay as they stand.
    """
    if all(key in known for key in entries.fields):
        return
    found: dict[str, Branch] = {}
    for word, branch in entries.fields.items():
        key = word if word in known else words.get(fold(word), word)
        if key in found:
            findings.error("duplicate-key", branch.line, found=word)
        else:
            found[key] = branch
    entries.fields = found


def find_relation(label: str, word: str) -> tuple[RelationType, bool] | None:
    """Return the relation type that a word stands for on an item of a label, and whether the item is its start."""
    key = find_item_key(label, word)
    return read_schema().keys[label].get(key) if key else None
