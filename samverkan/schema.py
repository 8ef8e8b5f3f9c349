"""Read the vocabulary of `schema.yaml` into dataclasses that everything else asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from samverkan.errors import Spoken

_FILE = Path(__file__).with_name("schema.yaml")

WHOSE = ("TAKES", "HOLDS")  # the relations that lead to what has no name from whom it is of


@dataclass(frozen=True, slots=True)
class Property:
    """A property: `type` is text, texts, token, number, int, bool or date; in the header also group and groups.

    A token's words stand in `Schema.enums[enum]`; `enum_by` names the property whose value names the enum. `private`
    keeps it out of pages, exports, answers and Cypher, `asked=False` out of Cypher alone, `meeting=False` out of what
    is made for a meeting. `least` and `most` bound a number, `longest` the letters of a text; `actor` marks a text that
    is an actor's id (of a kind, or any); `properties` are those of a group.
    """

    name: str
    type: str
    words: Mapping[str, str]
    required: bool = False
    enum: str | None = None
    enum_by: str | None = None
    is_source: bool = False
    meeting: bool = True
    private: bool = False
    asked: bool = True
    least: int | None = None
    most: int | None = None
    longest: int | None = None
    actor: str | None = None
    choices: tuple[str, ...] = ()
    properties: Mapping[str, Property] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of node, with its section in the map file."""

    name: str
    section: str
    words: Mapping[str, tuple[str, str]]
    properties: Mapping[str, Property]
    name_required: bool
    timed: bool
    derived_id: bool
    needs: tuple[str, ...]
    meeting: bool


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation: `key` is written on its start, `inverse` on its end; `ends` are the label pairs allowed.

    `end_kinds` limits the kind of actor at the end (empty: any); `words` are (out, in) a language. `sheet` is what its
    own sheet in a workbook is called, with the headings of both ends; most have none and are columns.
    """

    name: str
    key: str
    inverse: str
    ends: frozenset[tuple[str, str]]
    words: Mapping[str, tuple[str, str]]
    properties: Mapping[str, Property]
    timed: bool
    acyclic: bool
    meeting: bool
    end_kinds: tuple[str, ...]
    sheet: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Schema:
    """The whole vocabulary. `enums[enum][token][lang]` are the words of a token, the first of them shown."""

    format: int
    profiles: tuple[str, ...]
    languages: tuple[str, ...]
    header: Mapping[str, Property]
    labels: Mapping[str, Label]
    relations: Mapping[str, RelationType]
    enums: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]

    @cached_property
    def sections(self) -> Mapping[str, Label]:
        """The labels by their section in the map file."""
        return {label.section: label for label in self.labels.values()}

    @cached_property
    def keys(self) -> Mapping[str, Mapping[str, tuple[RelationType, bool]]]:
        """For each label, its relation keys: the relation type, and whether the item stands at its start."""
        found: dict[str, dict[str, tuple[RelationType, bool]]] = {name: {} for name in self.labels}
        for relation in self.relations.values():
            for start, end in sorted(relation.ends):
                found[start][relation.key] = (relation, True)
                found[end][relation.inverse] = (relation, False)
        return found

    def word(self, enum: str, token: str, lang: str) -> str:
        """Return the word that is shown for a token; a token that is not in the enum is shown as it stands."""
        words = self.enums.get(enum, {}).get(token)
        return words[lang][0] if words else token

    def speak_tokens(self, enum: str) -> tuple[Spoken, ...]:
        """Return the words of an enum's tokens, in either language."""
        return tuple(Spoken(self.word(enum, token, "sv"), self.word(enum, token, "en")) for token in self.enums[enum])

    def find_token(self, enum: str, text: str) -> str | None:
        """Return the token that a user's word in any language means, or None."""
        words = self._tokens[enum]
        return words.get(text) or words.get(text.strip().casefold())

    @cached_property
    def _tokens(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for enum, tokens in self.enums.items():
            words = {w.casefold(): token for token, langs in tokens.items() for ws in langs.values() for w in ws}
            found[enum] = words | {token: token for token in tokens}
        return found

    def enum_of(self, prop: Property, values: Mapping[str, Any]) -> str | None:
        """Return the name of the enum of a token property, given the item's other values."""
        return prop.enum or (str(values.get(prop.enum_by, "")) if prop.enum_by else None)


@cache
def read_schema() -> Schema:
    """Read the vocabulary, once a process."""
    import yaml

    raw = yaml.load(_FILE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    timed = _properties(raw["timed_properties"])
    claim = _properties(raw["relation_properties"])
    labels = {
        name: _label(name, entry, _properties(_shared(raw["shared_properties"], name)), timed)
        for name, entry in raw["labels"].items()
    }
    return Schema(
        format=raw["format"],
        profiles=tuple(raw["profiles"]),
        languages=tuple(raw["languages"]),
        header=_properties({key: _with_choices(entry, raw) for key, entry in raw["header"].items()}),
        labels=labels,
        relations={n: _relation(n, e, tuple(labels), timed, claim) for n, e in raw["relations"].items()},
        enums={
            enum: {t: {lang: tuple(w) for lang, w in words.items()} for t, words in tokens.items()}
            for enum, tokens in raw["enums"].items()
        },
    )


def _shared(entries: Mapping[str, Any], label: str) -> dict[str, Any]:
    return {name: entry for name, entry in entries.items() if label not in entry.get("not_on", ())}


def _with_choices(entry: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of a header's property with the list that its `choices` names in place of the name."""
    return {**entry, "choices": raw[entry["choices"]]} if "choices" in entry else dict(entry)


def _properties(entries: Mapping[str, Any]) -> dict[str, Property]:
    return {
        name: Property(
            name=name,
            type=entry["type"],
            words={"sv": entry["sv"], "en": entry["en"]},
            required=entry.get("required", False),
            enum=entry.get("enum"),
            enum_by=entry.get("enum_by"),
            is_source=entry.get("source", False),
            meeting=entry.get("meeting", True),
            private=entry.get("private", False),
            asked=entry.get("asked", True),
            least=entry.get("least"),
            most=entry.get("most"),
            longest=entry.get("longest"),
            actor=entry.get("actor"),
            choices=tuple(entry.get("choices", ())),
            properties=_properties(entry.get("properties", {})),
        )
        for name, entry in entries.items()
    }


def _label(name: str, entry: Mapping[str, Any], shared: dict[str, Property], timed: dict[str, Property]) -> Label:
    own = _properties(entry.get("properties", {}))
    return Label(
        name=name,
        section=entry["section"],
        words={lang: (entry[lang][0], entry[lang][1]) for lang in ("sv", "en")},
        properties={"name": shared["name"]} | own | (timed if entry.get("timed") else {}) | shared,
        name_required=entry.get("name", "required") == "required",
        timed=entry.get("timed", False),
        derived_id=entry.get("derived_id", False),
        needs=tuple(entry.get("needs", ())),
        meeting=entry.get("meeting", True),
    )


def _relation(
    name: str,
    entry: Mapping[str, Any],
    labels: tuple[str, ...],
    timed: dict[str, Property],
    claim: dict[str, Property],
) -> RelationType:
    own = _properties(entry.get("properties", {}))
    return RelationType(
        name=name,
        key=name.lower(),
        inverse=entry["inverse"],
        ends=frozenset(pair for text in entry["ends"] for pair in _ends(text, labels)),
        words={lang: (entry[lang][0], entry[lang][1]) for lang in ("sv", "en")},
        properties=own | (timed if entry.get("timed") else {}) | (claim if entry.get("claim", True) else {}),
        timed=entry.get("timed", False),
        acyclic=entry.get("acyclic", False),
        meeting=entry.get("meeting", True),
        end_kinds=tuple(entry.get("end_kinds", ())),
        sheet={lang: (words[0], words[1], words[2]) for lang, words in entry.get("sheet", {}).items()},
    )


def _ends(text: str, labels: tuple[str, ...]) -> list[tuple[str, str]]:
    starts, ends = (labels if side.strip() == "*" else side.strip().split("|") for side in text.split(">"))
    return [(start, end) for start in starts for end in ends]
