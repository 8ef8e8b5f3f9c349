"""A copy of a map to be handed out: what somebody has decided to mask is not in it, in no form and under no id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from samverkan.edits.change import header_of
from samverkan.measures.extract import Withheld
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.schema import Property, read_schema

_NO_DAY = date(1900, 1, 1)
_OPENED = ("Position", "Interaction", "Commitment", "Mandate", "Requirement")


@dataclass(frozen=True)
class Masked:
    """A masked map that is valid by the rules of a file, and the words that stand for what was masked, by place.

    `shown` are the (thing, field) whose value a reader is told is masked; in the map itself a token or date that must
    be there has a neutral value.
    """

    content: Map
    shown: Mapping[tuple[str, str], str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def pick_part(content: Map, thing: str) -> Map:
    """Return a thing with all that touches it, and what hangs on that; the header goes with it."""
    near = {thing, *_neighbours(content, {thing})}
    opened = {i for i in near if content.nodes[i].label in _OPENED}
    contact = str((content.register or {}).get("contact", ""))  # who answers for it is told with every part
    kept = content.among(near | _neighbours(content, opened) | {contact})
    return replace(kept, us=tuple(us for us in content.us if us in kept.nodes), requests=())


def _neighbours(content: Map, ids: set[str]) -> set[str]:
    touching = [r for r in content.relations if r.start in ids or r.end in ids]
    claimed = {str(r.properties["source"]) for r in touching if "source" in r.properties}
    return {end for r in touching for end in (r.start, r.end)} | claimed


def mask_map(content: Map, masks: Withheld, word: str) -> Masked:
    """Return a map with some things and values masked; `word` has a gap for the provision."""
    names = {old: f"{word.format(rule='').strip('[]: ')}-{n}" for n, old in enumerate(sorted(masks.things), 1)}
    shown: dict[tuple[str, str], str] = {}
    nodes = [_mask_node(node, masks, word, shown) for node in content.nodes.values()]
    renamed = [_rename_node(node, names) for node in nodes]
    relations = [_mask_relation(r, masks, names) for r in content.relations]
    header = {key: _rename(value, names) for key, value in header_of(content).items()}
    told = {(_rename(thing, names), name): text for (thing, name), text in shown.items()}
    return Masked(build_map(renamed, relations, replace(content, **header)), told, masks.count())


def _mask_node(node: Node, masks: Withheld, word: str, shown: dict[tuple[str, str], str]) -> Node:
    known = read_schema().labels[node.label].properties
    rule = masks.things.get(node.id)
    fields = {name: masks.fields[node.id, name] for name in node.properties if (node.id, name) in masks.fields}
    if rule is not None:
        fields = dict.fromkeys(node.properties, rule) | ({"name": rule} if "name" in known else {})
    if not fields:
        return node
    kept: dict[str, Value] = {k: v for k, v in node.properties.items() if k not in fields}
    for name, code in fields.items():
        shown[node.id, name] = word.format(rule=code)
        value = _neutral(known.get(name), name, word.format(rule=code), node)
        if value is not None:
            kept[name] = value
    return replace(node, properties=kept)


def _neutral(prop: Property | None, name: str, masked: str, node: Node) -> Value | None:
    """Return what stands for a masked value: words for a text, and something that says nothing where one must be."""
    if prop is None or prop.type == "text":
        return None if prop is not None and prop.longest else masked
    if prop.type == "texts":
        return (masked,)
    if not prop.required:
        return None
    if prop.type == "date":
        return _NO_DAY
    if prop.type == "token":
        enum = read_schema().enum_of(prop, node.properties)
        tokens = list(read_schema().enums.get(enum or "", {}))
        return next((t for t in ("unknown", "other") if t in tokens), tokens[-1] if tokens else masked)
    return 0


def _rename_node(node: Node, names: Mapping[str, str]) -> Node:
    return Node(_rename(node.id, names), node.label, {k: _rename(v, names) for k, v in node.properties.items()})


def _mask_relation(relation: Relation, masks: Withheld, names: Mapping[str, str]) -> Relation:
    """Return a relation by its new ids; of one that touches a masked thing only the dates and the source are left."""
    touched = relation.start in masks.things or relation.end in masks.things
    kept = ("valid_from", "valid_to", "step", "source")
    properties = {k: _rename(v, names) for k, v in relation.properties.items() if not touched or k in kept}
    return Relation(relation.type, _rename(relation.start, names), _rename(relation.end, names), properties)


def _rename(value: Any, names: Mapping[str, str]) -> Any:
    """Return a value in which no masked id stands, not even as a part of another."""
    if isinstance(value, str):
        for old, new in sorted(names.items(), key=lambda pair: -len(pair[0])):
            value = value.replace(old, new)
        return value
    if isinstance(value, tuple):
        return tuple(_rename(part, names) for part in value)
    if isinstance(value, Mapping):
        return {key: _rename(part, names) for key, part in value.items()}
    return value


def to_rows(masked: Masked) -> Iterator[dict[str, Any]]:
    """Yield a row for each value and each relation of a masked map."""
    for node in masked.content.nodes.values():
        names = dict.fromkeys((*node.properties, *(n for thing, n in masked.shown if thing == node.id)))
        yield {"thing": node.id, "label": node.label, "field": "id", "value": node.id}
        for name in names:
            value = masked.shown.get((node.id, name), node.properties.get(name))
            yield {"thing": node.id, "label": node.label, "field": name, "value": value}
    for relation in masked.content.relations:
        row = {"thing": relation.start, "label": relation.type, "field": "", "value": relation.end}
        yield row
        for name, value in relation.properties.items():
            yield {**row, "field": name, "value": value}
