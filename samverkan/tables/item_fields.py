"""Fields of one thing as they are typed: `field=value`, read by the rules of a map file and put into a map.

`field=` empties it, `+field=` adds to a list, `-field=` takes away; `tie.p-b.strength=strong` is a property of a
relation. Field names are those of the map file, in either language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samverkan.domain.days import read_iso_day
from samverkan.errors import EditProblemsError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import Label, Property, RelationType, read_schema
from samverkan.tables.derived_ids import assign_ids
from samverkan.tables.document import Entries, Findings, Text
from samverkan.tables.document import Sequence as List
from samverkan.tables.field_words import find_item_key, list_relation_words
from samverkan.tables.field_words import fold as fold_word
from samverkan.tables.fields import Item, read_checked, report_unknown_field, words_of
from samverkan.tables.items import list_known_words, read_fields, read_item
from samverkan.tables.linking import build_nodes, build_relations, to_nodes
from samverkan.tables.values import to_amount_text

_WRITTEN = re.compile(r"([+\-\u2212]?)([^=]+?)=(.*)", re.DOTALL)
_DAYS_AGO = {
    **dict.fromkeys(("idag", "i dag", "today"), 0),
    **dict.fromkeys(("igår", "i går", "yesterday"), 1),
    **dict.fromkeys(("imorgon", "i morgon", "tomorrow"), -1),
}
_TRUTHS = {"ja": "true", "yes": "true", "nej": "false", "no": "false"}

Resolve = Callable[[str, frozenset[str]], str]


@dataclass(frozen=True, slots=True)
class Field:
    """One typed field: `sign` is empty, + or -."""

    sign: str
    name: str
    value: str


def read_written(text: str) -> Field | None:
    """Return the field that a typed word is; None for any other word."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    return Field("-" if found[1] == "\u2212" else found[1], found[2].strip(), found[3].strip())


def put_fields(base: Map, node: Node, fields: Sequence[Field], resolve: Resolve) -> Map:
    """Return a map in which a node (there already, or new) has the fields that were typed.

    `resolve(text, labels)` returns the id of a thing of some labels that a text means. A field that is unknown, or
    whose value cannot stand there, is an EditProblemsError.
    """
    work = _Fields(base, node, resolve)
    for field in fields:
        work.put(field)
    return work.build()


class _Fields:
    def __init__(self, base: Map, node: Node, resolve: Resolve) -> None:
        self.base, self.node, self.resolve = base, node, resolve
        self.label: Label = read_schema().labels[node.label]
        self.findings = Findings(Path())
        self.item = Item(self.label, node.id, node.id, 0)
        self.entries = Entries(0)
        self.properties: dict[str, Any] = dict(node.properties)
        self.relations = list(base.relations)
        self.gone: set[str] = set()
        self.details: list[tuple[RelationType, bool, str, str, Field]] = []

    def put(self, field: Field) -> None:
        """Put one field in its place; what a relation key or a property says is read when all are there."""
        first, _, rest = field.name.partition(".")
        key = find_item_key(self.label.name, field.name) or (find_item_key(self.label.name, first) if rest else None)
        meaning = read_fields(self.label.name).get(key or "")
        if meaning is None or key is None:
            known = list_known_words(self.label.name)
            report_unknown_field(field.name, Text(field.value, 0, True), self.item, known, self.findings)
        elif isinstance(meaning, Property):
            self.put_property(meaning, field)
        elif rest and find_item_key(self.label.name, field.name) is None:
            other, _, name = rest.rpartition(".")
            self.details.append((*meaning, other, name, field))
        else:
            self.put_relation(*meaning, key, field)

    def put_property(self, prop: Property, field: Field) -> None:
        if prop.type == "texts" and field.sign:
            there = [text for text in self.properties.get(prop.name, ()) if text != field.value]
            self.entries.fields[prop.name] = List(0)
            texts = [*there, field.value] if field.sign == "+" else there
            self.entries.fields[prop.name].items.extend(Text(text, 0, False) for text in texts)  # type: ignore[union-attr]
        elif field.value and field.sign != "-":
            self.entries.fields[prop.name] = to_text(prop, field.value)
        self.properties.pop(prop.name, None)

    def put_relation(self, kind: RelationType, outward: bool, key: str, field: Field) -> None:
        labels = frozenset(e if outward else s for s, e in kind.ends if (s if outward else e) == self.label.name)
        is_tree = kind.name == "REQUIRES" and outward and re.search(r"[\s(]", field.value) is not None
        parts = [field.value] if is_tree else [part.strip() for part in field.value.split(",") if part.strip()]
        ids = parts if is_tree or not labels else [self.find_other(part, labels) for part in parts]
        if field.sign == "-":
            self.drop(kind, outward, lambda other: other in ids)
            return
        if not field.sign:
            self.drop(kind, outward, lambda other: other not in ids)
        known = {self.other(r, outward) for r in self.relations if self.touches(r, kind, outward)}
        branch = self.entries.fields.setdefault(key, List(0))
        assert isinstance(branch, List)
        branch.items.extend(Text(part, 0, False) for part in ids if part not in known)

    def find_other(self, text: str, labels: frozenset[str]) -> str:
        """Return the id of what a text means; of what stands under other fields of this thing, say under which."""
        try:
            return self.resolve(text, labels)
        except UsageError as error:
            try:
                meant = self.base.nodes[self.resolve(text, frozenset())].label
            except (UsageError, KeyError):
                raise error from None
            if meant in labels:
                raise
            there = [
                f"{self.label.name}.{key}"
                for key, (kind, outward) in read_schema().keys[self.label.name].items()
                if ((self.label.name, meant) if outward else (meant, self.label.name)) in kind.ends
            ]
            if not there:
                raise UsageError("wrong-label", text=text, is_a=meant, label=min(labels)) from error
            values = {"text": text, "is_a": meant, "label": min(labels), "keys_of": tuple(there)}
            raise UsageError("edits.other-field", **values) from error

    def touches(self, relation: Relation, kind: RelationType, outward: bool) -> bool:
        return relation.type == kind.name and self.node.id == (relation.start if outward else relation.end)

    @staticmethod
    def other(relation: Relation, outward: bool) -> str:
        return relation.end if outward else relation.start

    def drop(self, kind: RelationType, outward: bool, unwanted: Callable[[str], bool]) -> None:
        """Take relations away; of a requirement, the tree that hangs on it goes too."""
        gone = [r for r in self.relations if self.touches(r, kind, outward) and unwanted(self.other(r, outward))]
        self.relations = [r for r in self.relations if not any(r is one for one in gone)]
        if kind.name == "REQUIRES" and outward:
            self.gone |= self.base.reach([r.end for r in gone], "REQUIRES")

    def build(self) -> Map:
        """Return the map, after reading all that was put."""
        for name in ("kind", "op"):  # what some values may be depends on it
            value = self.node.properties.get(name)
            if value is not None and name in self.label.properties:
                self.entries.fields.setdefault(name, Text(str(value), 0, True))
        self.entries.fields = {"id": Text(self.node.id, 0, False), **self.entries.fields}
        items = list(read_item(self.label, self.entries, self.node.id, self.findings))
        self.refuse()
        assign_ids(items)
        known = build_nodes(items, self.findings)
        others = self.base.nodes.keys() - self.gone
        relations = build_relations(items, known, self.findings, others)
        self.refuse()
        nodes = {n.id: n for n in self.base.nodes.values() if n.id not in self.gone} | {
            n.id: n for n in to_nodes(known)
        }
        nodes[self.node.id] = replace(self.node, properties={**self.properties, **items[0].properties})
        told = {r.start for r in relations if r.type == "SOURCED_BY"}
        self.relations = [*(r for r in self.relations if self.stays(r, nodes, told)), *relations]
        self.put_details()
        self.refuse()
        return build_map(nodes.values(), self.relations, self.base)

    def stays(self, relation: Relation, nodes: Mapping[str, Node], told: Collection[str]) -> bool:
        """Tell whether a relation is kept: of a tree that goes, what speaks of a requirement that comes again.

        So are that requirement's sources, which have no place in a line, unless it is `told` which they are.
        """
        comes_again = relation.type == "SOURCED_BY" and relation.start in nodes and relation.start not in told
        return (relation.start not in self.gone or comes_again) and relation.end in nodes

    def put_details(self) -> None:
        """Set properties of relations, those that have just been added too."""
        for kind, outward, text, word, field in self.details:
            labels = frozenset(e if outward else s for s, e in kind.ends)
            other = self.resolve(text, labels)
            name = list_relation_words(kind.name).get(fold_word(word), word)
            prop = kind.properties.get(name)
            places = [
                place
                for place, r in enumerate(self.relations)
                if self.touches(r, kind, outward) and self.other(r, outward) == other
            ]
            if prop is None:
                key, known = (kind.key if outward else kind.inverse), words_of(kind.properties)
                report_unknown_field(f"{key}.{word}", Text(field.value, 0, True), self.item, known, self.findings)
            elif not places:
                key = f"{self.label.name}.{kind.key if outward else kind.inverse}"
                raise UsageError("edits.no-relation", thing=self.node.name, other=other, key_of=key)
            else:
                self.put_detail(places[-1], prop, field)

    def put_detail(self, place: int, prop: Property, field: Field) -> None:
        relation = self.relations[place]
        values = {key: value for key, value in relation.properties.items() if key != prop.name}
        if field.value:
            text = self.resolve(field.value, frozenset({"Source"})) if prop.is_source else field.value
            value = read_checked(
                prop, to_text(prop, text), self.item, values, f"{relation.type.lower()}.{prop.name}", self.findings
            )
            if value is not None:
                values[prop.name] = value
        self.relations[place] = replace(relation, properties=values)

    def refuse(self) -> None:
        """Refuse what is wrong, without the place in a file that there is not."""
        if any(problem.severity == "error" for problem in self.findings.problems):
            item = self.node.id if self.node.id in self.base.nodes else self.label.section
            found = [replace(p, item=item, file=None, line=None) for p in self.findings.problems]
            raise EditProblemsError(found, self.base)


def read_day(text: str) -> date | None:
    """Return a day as it was typed: YYYY-MM-DD, or a word for today or the day beside it; else None."""
    days = _DAYS_AGO.get(text.casefold().strip())
    return read_iso_day(text) if days is None else date.today() - timedelta(days=days)


def read_given_day(text: str) -> date:
    """Return a day as it was typed; anything else is a UsageError."""
    found = read_day(text)
    if found is None:
        raise UsageError("not-a-date", text=text)
    return found


def to_text(prop: Property, value: str) -> Text:
    """Return a typed value as a file would hold it.

    Days and truths may be words, an amount may be written as people write it (12 000 kr), and `null` is a text.
    """
    folded = value.casefold()
    if prop.type in ("int", "number"):
        value = read_amount(value)
    if prop.type == "date" and (day := read_day(folded)):
        value = day.isoformat()
    if prop.type == "bool" and folded in _TRUTHS:
        value = _TRUTHS[folded]
    text = Text(value, 0, True)
    return Text(value, 0, False) if text.is_null else text


def read_amount(text: str) -> str:
    """Return an amount as a file would hold it; what is none stays as it is. Before a unit a point parts thousands."""
    return to_amount_text(text) or text


def make_id(name: str, taken: Iterable[str]) -> str:
    """Return a readable id made of a name, and told apart from those that are taken."""
    taken = set(taken)
    base = re.sub(r"[^\w.]+", "-", name.casefold()).strip("-_.")[:58].rstrip("-_.") or "x"
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
