"""What every foreign format is read into: things and lines with the words that the file has for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from samverkan.model import Map, Node, Relation
from samverkan.schema import read_schema


@dataclass
class Thing:
    """A node of a file: its own id (empty: none), its name, the word for what it is, and its other fields."""

    id: str
    name: str
    word: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass
class Line:
    """An edge of a file between two ids; `directed` is False of an undirected one."""

    start: str
    end: str
    word: str
    directed: bool = True
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass
class Network:
    """A file's things and lines; `left_out` counts what the format's reader passed over, by reason.

    `certain` tells that the words are the program's own categories, which nobody has to be asked about; `groups` are
    pairs of a thing and the one that it is drawn in.
    """

    things: list[Thing] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    certain: bool = False
    groups: list[tuple[str, str]] = field(default_factory=list)


def list_fields(node: Node) -> Iterator[tuple[str, Any]]:
    """Yield what a thing says beside its name, by the schema's names; lists stay lists, private texts stay here."""
    for key, prop in read_schema().labels[node.label].properties.items():
        if key in node.properties and key != "name" and not prop.private:
            value = node.properties[key]
            yield key, list(value) if isinstance(value, tuple) else value


def say_kind(node: Node, lang: str) -> str:
    """Return the word for what a thing is: of an actor or area its kind, of anything else its label."""
    schema, kind = read_schema(), node.text("kind")
    if node.label == "Actor" and kind:
        return schema.word("actor_kind", kind, lang)
    return schema.labels[node.label].words[lang][0]


def leave_out_people(content: Map) -> tuple[list[Node], list[Relation], int]:
    """Return a map's things and relations without persons, and how many these are."""
    nodes = [node for node in content.nodes.values() if node.label != "Person"]
    known = {node.id for node in nodes}
    relations = [r for r in content.relations if r.start in known and r.end in known]
    return nodes, relations, len(content.nodes) - len(nodes)


def to_plain(value: Any) -> str:
    """Return a value as a text, several parted by |."""
    return " | ".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)


def take_word(fields: dict[str, Any], *keys: str) -> str:
    """Take out of a thing's fields the word for what it is: a label of ours goes before any other program's type."""
    label = str(fields.get("label", ""))
    if label in read_schema().labels:
        del fields["label"]
        return label
    for key in (*keys, "label"):
        if fields.get(key):
            return str(fields.pop(key))
    return ""


def find_types(*, of_relations: bool = False) -> dict[str, str]:
    """Return the type of each property by its name; one that is not the same everywhere is a text."""
    schema = read_schema()
    kinds = schema.relations.values() if of_relations else schema.labels.values()
    found: dict[str, str] = {}
    for name, prop in ((n, p) for kind in kinds for n, p in kind.properties.items() if not p.private):
        found[name] = prop.type if found.get(name, prop.type) == prop.type else "text"
    return found
