"""The fields that a reader may colour, size and shape the nodes of a network by, and widen its edges by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverkan.domain.organisations import find_top
from samverkan.model import Map, Node, Relation
from samverkan.views.encode import ORDERED
from samverkan.views.spec import Link, Page, Spot
from samverkan.views.words import Words

Groups = dict[str, tuple[str, str]]
_CONTACTS = (0, 1, 3, 6, 11)


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its values as (key, word), most common first; `ordered` where they go from less to more."""

    key: str
    title: str
    values: tuple[tuple[str, str], ...]
    ordered: bool


def find_node_groups(content: Map, node: Node, words: Words, contacts: int) -> Groups:
    """Find the values of a node: its level, its organisation and how many it has contact with."""
    groups: Groups = {}
    level = node.text("level")
    if level:
        groups["level"] = (level, words.token("level", level))
    top = find_top(content, node.id)
    if top != node.id or content.into(node.id, "PART_OF"):
        groups["organisation"] = (top, content.nodes[top].name)
    place = sum(contacts >= least for least in _CONTACTS) - 1
    groups["contacts"] = (str(_CONTACTS[place]), _say_range(place))
    return groups


def _say_range(place: int) -> str:
    least = _CONTACTS[place]
    if place == len(_CONTACTS) - 1:
        return f"{least}+"
    most = _CONTACTS[place + 1] - 1
    return str(least) if most == least else f"{least}–{most}"


def find_link_groups(relation: Relation, words: Words) -> Groups:
    """Find the values of an edge: what a tie says of itself."""
    if relation.type != "TIE":
        return {}
    said = {key: relation.properties.get(key) for key in ("strength", "basis")}
    return {key: (str(token), words.token(f"tie_{key}", str(token))) for key, token in said.items() if token}


def find_fields(page: Page, words: Words) -> tuple[list[Field], list[Field]]:
    """Find the fields of a network's nodes and of its edges: those with more than one value here."""
    if page.kind != "network" or page.picture is None:
        return [], []
    pictures = (page.picture, *page.inside.values())
    spots = [spot for picture in pictures for spot in picture.spots]
    kinds = [(spot.kind, word) for spot in spots if (word := say_kind(spot.kind, words))]
    nodes = [("kind", kinds), *_collect(spots)]
    edges = _collect(link for picture in pictures for link in picture.links)
    return [f for f in _to_fields(nodes, words)], [f for f in _to_fields(edges, words)]


def say_kind(kind: str, words: Words) -> str:
    """Return the word for a kind of node; nothing for what is no actor."""
    if kind == "group":
        return words.label("AffectedGroup")
    return words.token("actor_kind", kind) if kind in words.schema.enums["actor_kind"] else ""


def _collect(things: Iterable[Spot | Link]) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for thing in things:
        for field, value in thing.groups.items():
            found.setdefault(field, []).append(value)
    return sorted(found.items())


def _to_fields(found: Iterable[tuple[str, list[tuple[str, str]]]], words: Words) -> Iterable[Field]:
    for key, values in found:
        counts = Counter(values)
        if len(counts) > 1:
            order = ORDERED.get(key, ())
            ranked = sorted(counts, key=lambda v: (order.index(v[0]) if v[0] in order else -counts[v], v[1], v[0]))
            yield Field(key, words.say(f"field-{key}"), tuple(ranked), bool(order))


def to_plain(groups: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the values of a thing by their keys; the page knows their words from the fields."""
    return {field: key for field, (key, _) in groups.items()}
