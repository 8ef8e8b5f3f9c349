"""Everything that the map holds of one thing, in words: its properties, each relation, and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samverkan.model import Map, Node, Relation, Value
from samverkan.privacy import FEWER_THAN, find_hidden
from samverkan.reports.thing import ThingWords, say_age
from samverkan.reports.vocabulary import say_label, say_property, say_value
from samverkan.schema import WHOSE, Property, read_schema
from samverkan.texts import Texts

_NOT_CONCERNED = ("AFTER_HEARING", "ANSWERED_BY", "DELEGATED_FROM", "IN_AREA", "SOURCED_BY", "STATED_AT")


def tell_facts(node: Node, texts: Texts) -> list[tuple[str, str]]:
    """Return what is said of a thing itself, each property and its value in words."""
    properties = read_schema().labels[node.label].properties
    said = {
        key: say_property(properties[key], value, node.properties, texts)
        for key, value in node.properties.items()
        if key not in ("name", FEWER_THAN)
    }
    said |= dict.fromkeys(find_hidden(node), texts("thing.fewer-than-ten"))
    return [(properties[key].words[texts.lang], text) for key, text in said.items()]


def find_other(node: Node, relation: Relation) -> str:
    """Return the id at a relation's other end."""
    return relation.end if relation.start == node.id else relation.start


def tell_relation(node: Node, relation: Relation, content: Map, words: ThingWords) -> tuple[str, str, str, str]:
    """Return what a relation is called, the name at its other end, what is said of it, and why it is not of today.

    The last is empty where it holds.
    """
    texts = words.texts
    kind = read_schema().relations[relation.type]
    other = content.nodes[find_other(node, relation)]
    details = [
        f"{kind.properties[key].words[texts.lang]}: {_say_named(content, kind.properties[key], value, texts)}"
        for key, value in relation.properties.items()
    ]
    if "name" not in other.properties:  # a position, a mandate, a measurement: what it says is all there is to it
        details = [f"{word}: {said}" for word, said in tell_facts(other, texts)] + details
    called = kind.words[texts.lang][0 if relation.start == node.id else 1]
    age = say_age(words, relation.properties, other) or say_age(words, other.properties, other)
    return called, describe(content, other, texts), ", ".join(details), age


def _say_named(content: Map, prop: Property, value: Value, texts: Texts) -> str:
    """Return a property of a relation in words: a source by its name."""
    source = content.nodes.get(str(value)) if prop.is_source else None
    return source.name if source else say_property(prop, value, {}, texts)


def describe(content: Map, node: Node, texts: Texts) -> str:
    """Return a name, or for what has none its label, whose it is and what it concerns."""
    if "name" in node.properties:
        return node.name
    types = sorted({kind.name for kind, outward in read_schema().keys[node.label].values() if outward})
    whose = [other for kind in WHOSE for other in content.origins(node.id, kind)]
    concerned = [other for kind in types if kind not in _NOT_CONCERNED for other in content.targets(node.id, kind)]
    named = [[other.name for other in others if "name" in other.properties] for others in (whose, concerned)]
    parts = [", ".join(names) for names in named]
    names = " \N{EN DASH} ".join(part for part in parts if part)
    return f"{say_label(node.label, texts)}: {names}" if names else say_label(node.label, texts)


def say_source(source: str, content: Map, texts: Texts) -> str:
    """Return a source with its day and reference; one that is not in the map is told by its id."""
    node = content.nodes.get(source)
    parts = [source] if node is None else [source, node.name, *_known(node.properties, ("date", "reference"), texts)]
    return " · ".join(parts)


def _known(properties: Mapping[str, Any], names: tuple[str, ...], texts: Texts) -> list[str]:
    return [say_value(properties[name], texts) for name in names if name in properties]
