"""A map as it lies in Neo4j, and back: nodes, relations, and the marker that says whose database it is.

Every node has the label `Samverkan` beside its own. What carries validity always has both ends of it, so that
questions need no test for null; ends that the map does not state are taken away again when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from samverkan.errors import StoreError
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node, Relation, Value, to_exact
from samverkan.schema import read_schema
from samverkan.store.header_text import from_group_text, to_group_text

OWN_LABEL = "Samverkan"
_OPEN_ENDS: Mapping[str, date] = {"valid_from": ALWAYS_FROM, "valid_to": ALWAYS_TO}
_PERSONS = "persons_allowed."


def to_node_row(node: Node, former: str | None = None) -> dict[str, Any]:
    """Return what a node is written from; `former` is the label it had before."""
    label = read_schema().labels[node.label]
    properties = {"id": node.id, **(_OPEN_ENDS if label.timed else {}), **_to_stored(node.properties)}
    return {"id": node.id, "label": label.name, "former": former or label.name, "properties": properties}


def group_by_label(nodes: Iterable[Node]) -> dict[str, list[dict[str, Any]]]:
    """Return what new nodes are written from, by label: a server makes those of one label twice as fast."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        groups.setdefault(node.label, []).append(to_node_row(node)["properties"])
    return groups


def to_relation_rows(
    relations: Iterable[Relation], keys: Mapping[str, str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what relations are written from: rows, and the properties that these name by their place.

    `keys` are the server's own of the nodes at their ends.
    """
    places: dict[tuple[Any, ...], int] = {}
    rows: list[dict[str, Any]] = []
    shared: list[dict[str, Any]] = []
    for relation in relations:
        kind = read_schema().relations[relation.type]
        place = places.setdefault(to_exact(relation), len(shared))
        if place == len(shared):
            shared.append({**(_OPEN_ENDS if kind.timed else {}), **_to_stored(relation.properties)})
        ends = {"start": keys[relation.start], "end": keys[relation.end]}
        rows.append({"type": kind.name, "properties": place, **ends})
    return rows, shared


def _to_stored(properties: Mapping[str, Value]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in properties.items()}


def to_nodes(rows: Iterable[Mapping[str, Any]]) -> list[Node]:
    """Return the nodes of rows with `labels` and `properties`, or the `things` that have them; else it is damage."""
    schema = read_schema()
    found = []
    for row in rows:
        known = [label for label in row["labels"] if label in schema.labels]
        for thing in row["things"] if "things" in row else (row["properties"],):
            properties = dict(thing)
            node_id = properties.pop("id", None)
            if len(known) != 1 or not isinstance(node_id, str):
                raise StoreError("neo4j.damaged", reason=f"{node_id}: {', '.join(row['labels'])}")
            found.append(Node(node_id, known[0], to_known(properties, schema.labels[known[0]].timed)))
    return found


def to_relations(rows: Iterable[Mapping[str, Any]]) -> list[Relation]:
    """Return the relations of rows with `type`, `start`, `end` and `properties`; foreign types are left out."""
    types = read_schema().relations
    return [
        Relation(row["type"], row["start"], row["end"], to_known(row["properties"], types[row["type"]].timed))
        for row in rows
        if row["type"] in types
    ]


def to_many_relations(rows: Iterable[Mapping[str, Any]]) -> list[Relation]:
    """Return the relations of rows with `type`, `properties`, and the `starts` and `ends` of all that have these.

    They share their properties; foreign types are left out.
    """
    types = read_schema().relations
    found: list[Relation] = []
    for row in rows:
        if (kind := row["type"]) in types:
            known = to_known(row["properties"], types[kind].timed)
            found += [Relation(kind, start, end, known) for start, end in zip(row["starts"], row["ends"], strict=True)]
    return found


def to_known(properties: Mapping[str, Any], timed: bool) -> dict[str, Value]:
    """Return properties as a map has them: what is not known, and an end that is always open, is not there."""
    given = ((key, value) for key, value in properties.items() if value is not None)
    values = {key: value if type(value) is str else _to_value(value) for key, value in given}
    if timed:
        for key, end in _OPEN_ENDS.items():
            if key in values and values[key] == end:
                del values[key]
    return values


def _to_value(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(value)
    return value.to_native() if hasattr(value, "to_native") else value  # type: ignore[no-any-return]


def to_marker(content: Map, revision: int) -> dict[str, Any]:
    """Return the marker's properties: what stands at the head of a map, its format, and the revision."""
    allowed = content.persons_allowed
    marker = {
        "key": "map",
        "format": read_schema().format,
        "revision": revision,
        "title": content.title,
        "profile": content.profile,
        "language": content.language,
        "us": list(content.us),
        "as_of": content.as_of,
        "persons": allowed is not None,
        "register": to_group_text(content.register),
        "requests": to_group_text(content.requests or None),
    }
    return marker | {f"{_PERSONS}{key}": value for key, value in _to_stored(allowed or {}).items()}


def to_header(marker: Mapping[str, Any]) -> Map:
    """Return an empty map under the header that a marker holds."""
    values = {key: _to_value(value) for key, value in marker.items()}
    allowed = {k.removeprefix(_PERSONS): v for k, v in values.items() if k.startswith(_PERSONS)}
    as_of, us = values.get("as_of"), values.get("us", ())
    return Map(
        {},
        (),
        title=str(values.get("title", "")),
        profile=str(values.get("profile", "none")),
        language=str(values.get("language", "sv")),
        us=us if isinstance(us, tuple) else (),
        as_of=as_of if isinstance(as_of, date) else None,
        persons_allowed=allowed if values.get("persons") else None,
        register=from_group_text(values.get("register")),
        requests=from_group_text(values.get("requests")) or (),
    )
