"""From the words of a foreign network to a map: by the vocabulary, by a recipe, and never by a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.schema import Property, RelationType, read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.fields import ID
from samverkan.tables.foreign.network import Line, Network, Thing
from samverkan.tables.values import WrongValueError
from samverkan.tables.workbook.cells import Raw, read_cell
from samverkan.tables.workbook.new_ids import make_id

LEAVE_OUT = "leave_out"
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-00)?)?")


@dataclass(frozen=True)
class Recipe:
    """What was answered once: words for kinds and relations, what an undirected line and a group are."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    undirected: str | None = None
    groups: str | None = None
    partial_dates: str | None = None


@dataclass
class Report:
    """What an import took and left: by label and relation type, by reason, and the ids that it made.

    `hidden_rows` are the numbers of rows that were read though nobody sees them.
    """

    taken: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    ids_made: int = 0
    hidden_rows: tuple[int, ...] = ()

    def leave(self, reason: str, example: str, number: int = 1) -> None:
        """Note something that was left out, and the first example of it."""
        self.left_out[reason] += number
        self.examples.setdefault(reason, example[:60])


class UnknownWordsError(UsageError):
    """Say that a network has words that nobody can know; `unknown` counts them by part of a recipe."""

    def __init__(self, words: str, unknown: Mapping[str, Mapping[str, int]]) -> None:
        """Hold the words."""
        super().__init__("import-unknown-words", words=words)
        self.unknown = unknown


def to_map(network: Network, recipe: Recipe) -> tuple[Map, Report]:
    """Return a network as a map, with a report; words that nobody can know are a UsageError that lists them."""
    return _Translator(network, recipe).translate()


class _Translator:
    def __init__(self, network: Network, recipe: Recipe) -> None:
        self.network, self.recipe = network, recipe
        self.report = Report(left_out=Counter(network.left_out))
        self.kinds = {fold(word): meaning for word, meaning in recipe.kinds.items()}
        self.relations = {fold(word): meaning for word, meaning in recipe.relations.items()}
        self.unknown: dict[str, Counter[str]] = {"kinds": Counter(), "relations": Counter(), "undirected": Counter()}
        self.unknown["groups"] = Counter()
        self.nodes: dict[str, Node] = {}
        self.ids: dict[str, str] = {}
        self.found: dict[tuple[Any, ...], Relation] = {}

    def translate(self) -> tuple[Map, Report]:
        for thing in self.network.things:
            self.take_thing(thing)
        for line in self.network.lines:
            self.take_line(line)
        for inner, outer in self.network.groups:
            self.take_group(inner, outer)
        if any(self.unknown.values()):
            raise UnknownWordsError(self.list_unknown(), self.unknown)
        self.drop_incomplete()
        for node in self.nodes.values():
            self.report.taken[node.label] += 1
        for relation in self.found.values():
            self.report.taken[relation.type] += 1
        return build_map(self.nodes.values(), self.found.values()), self.report

    def drop_incomplete(self) -> None:
        """Leave out what lacks something that a map cannot do without, until nothing does."""
        while True:
            ends = {end for r in self.found.values() for end in ((r.type, r.start, True), (r.type, r.end, False))}
            lacking = [node for node in self.nodes.values() if lacks_something(node, ends)]
            if not lacking:
                return
            for node in lacking:
                self.report.leave("incomplete", node.name)
                del self.nodes[node.id]
            known = self.nodes
            self.found = {k: r for k, r in self.found.items() if r.start in known and r.end in known}

    def list_unknown(self) -> str:
        """Return the words that a recipe must say, each with how often it stands."""
        found = []
        for part, words in self.unknown.items():
            if words:
                listed = ", ".join(f"{word or '?'} ({number})" for word, number in sorted(words.items()))
                found.append(f"{part}: {listed}")
        return "; ".join(found)

    def take_thing(self, thing: Thing) -> None:
        meaning = self.kinds.get(fold(thing.word)) or find_kind(thing.word)
        if meaning is None:
            self.unknown["kinds"][thing.word] += 1
            return
        if meaning == LEAVE_OUT:
            self.report.leave("told-to", thing.name)
            return
        label, kind = split_kind(meaning)
        if label == "Person":
            self.report.leave("person", "")
            return
        properties = self.read_fields(thing.fields, read_schema().labels[label].properties)
        if kind:
            properties["kind"] = kind
        properties["name"] = " ".join(thing.name.split()) or thing.id
        own = self.choose_id(thing, kind)
        self.nodes[own] = Node(own, label, properties)

    def choose_id(self, thing: Thing, kind: str | None) -> str:
        """Keep an id that can be one, else make one of the name."""
        own = thing.id or thing.name
        if own in self.ids:
            self.report.leave("same-twice", thing.name)
        elif thing.id and ID.fullmatch(thing.id):
            self.ids[own] = thing.id
        else:
            self.report.ids_made += 1
            self.ids[own] = make_id(thing.name or thing.id, kind, self.nodes)
        return self.ids[own]

    def read_fields(self, fields: Mapping[str, Any], known: Mapping[str, Property]) -> dict[str, Value]:
        """Return the fields that the vocabulary knows; a field that it does not know, or cannot read, is told."""
        found: dict[str, Value] = {}
        names = {fold(word): name for name, prop in known.items() for word in (name, *prop.words.values())}
        ordered = sorted(fields.items(), key=lambda pair: bool((p := known.get(pair[0])) and p.enum_by))
        for word, raw in ordered:
            name = names.get(fold(str(word)))
            if name in (None, "name") or raw in (None, "", []):
                if name is None and raw not in (None, "", []):
                    self.report.leave("no-field", f"{word}: {raw}")
                continue
            if known[str(name)].type == "date" and _PARTIAL.fullmatch(str(raw)):
                raw = self.read_partial(str(raw))
                if raw is None:
                    continue
            try:
                text = " | ".join(map(str, raw)) if isinstance(raw, (list, tuple)) else raw
                value = read_cell(known[str(name)], Raw(text), found)
                if value is not None:
                    found[str(name)] = value
            except WrongValueError:
                self.report.leave("wrong-value", f"{word}: {raw}")
        return found

    def read_partial(self, text: str) -> str | None:
        """Return the first day of a date without one (`1964`, `2018-12-00`) where that is wanted; else it is told."""
        if self.recipe.partial_dates != "first":
            self.report.leave("partial-date", text)
            return None
        year, month, _ = (*text.split("-"), "", "")[:3]
        return f"{year}-{month if month not in ('', '00') else '01'}-01"

    def take_line(self, line: Line) -> None:
        start, end = self.ids.get(line.start), self.ids.get(line.end)
        if start not in self.nodes or end not in self.nodes or start is None or end is None:
            self.report.leave("dangling", f"{line.start} – {line.end}")
            return
        found = self.find_relation(line)
        if found is None:
            return
        kind, outward = found
        ends = (start, end) if outward else (end, start)
        pairs = [ends] if line.directed else [ends, ends[::-1]]
        for pair in pairs:
            labels = self.nodes[pair[0]].label, self.nodes[pair[1]].label
            if labels not in kind.ends:
                self.report.leave("wrong-ends", f"{pair[0]} {kind.key} {pair[1]}")
                continue
            properties = self.read_fields(line.fields, kind.properties)
            began = properties.get("valid_from", date.min)
            self.found[kind.name, *pair, began] = Relation(kind.name, *pair, properties)

    def take_group(self, inner: str, outer: str) -> None:
        """Let what is drawn in a group be a part of it where the recipe says so; else nobody can know."""
        if self.recipe.groups == "part_of":
            self.take_line(Line(inner, outer, "PART_OF"))
        elif self.recipe.groups == LEAVE_OUT:
            self.report.leave("group", f"{inner} – {outer}")
        else:
            self.unknown["groups"]["part_of | leave_out"] += 1

    def find_relation(self, line: Line) -> tuple[RelationType, bool] | None:
        """Return what a line's word means; an undirected line is a tie only where its type or the recipe says so."""
        meaning = self.relations.get(fold(line.word))
        if meaning == LEAVE_OUT:
            self.report.leave("told-to", line.word)
            return None
        found = find_relation(meaning or line.word)
        if not line.directed and (found is None or found[0].name != "TIE"):
            if self.recipe.undirected == "tie":
                return read_schema().relations["TIE"], True
            if self.recipe.undirected == LEAVE_OUT:
                self.report.leave("undirected", line.word)
            elif found is None:
                self.unknown["undirected"][line.word] += 1
            else:
                return found
            return None
        if found is None:
            self.unknown["relations"][line.word] += 1
        return found


def lacks_something(node: Node, ends: Collection[tuple[str, str, bool]]) -> bool:
    """Tell whether a thing lacks a field or a relation that a map cannot do without."""
    label, keys = read_schema().labels[node.label], read_schema().keys[node.label]
    if any(prop.required and name not in node.properties for name, prop in label.properties.items()):
        return True
    if node.label == "Requirement" and "op" not in node.properties:
        return True
    return any((keys[need][0].name, node.id, keys[need][1]) not in ends for need in label.needs)


@cache
def _kinds() -> Mapping[str, str]:
    """Return the folded words for labels and kinds, and what they mean: `Area`, or `Actor:board`."""
    schema, found = read_schema(), dict[str, str]()
    for token, langs in schema.enums["area_kind"].items():
        for word in (token, *(w for words in langs.values() for w in words)):
            found[fold(word)] = f"Area:{token}"
    for name, label in schema.labels.items():
        for word in (name, label.section, *(w for pair in label.words.values() for w in pair)):
            found[fold(word)] = name
    for token, langs in schema.enums["actor_kind"].items():
        for word in (token, *(w for words in langs.values() for w in words)):
            found[fold(word)] = f"Actor:{token}"
    return found | {"person": "Person", "people": "Person", "individual": "Person"}


def find_kind(word: str) -> str | None:
    """Return what a word for a thing means by the vocabulary, None where nobody can know."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word)
    return _kinds().get(fold(word)) or _kinds().get(fold(spaced))


def split_kind(meaning: str) -> tuple[str, str | None]:
    """Return the label and the kind that a meaning or a recipe's word has."""
    known = meaning if ":" in meaning or meaning in read_schema().labels else find_kind(meaning)
    if known is None:
        raise UsageError("import-recipe-word", found=meaning)
    label, _, kind = known.partition(":")
    return label, kind or None


@cache
def _relations() -> Mapping[str, tuple[RelationType, bool]]:
    found: dict[str, tuple[RelationType, bool]] = {}
    for relation in read_schema().relations.values():
        for words in relation.words.values():
            found.setdefault(fold(words[1]), (relation, False))
        found[fold(relation.inverse)] = (relation, False)
    for relation in read_schema().relations.values():
        for word in (relation.name, *(words[0] for words in relation.words.values())):
            found[fold(word)] = (relation, True)
    return found


def find_relation(word: str) -> tuple[RelationType, bool] | None:
    """Return the relation type that a word means, and whether it is told from its start."""
    return _relations().get(fold(word))
