"""Everything about one thing, and names that hold a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samverkan.domain.reads import Follow, Pick, Read
from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation
from samverkan.privacy import leave_out_own_assessments, stays_inside
from samverkan.schema import read_schema
from samverkan.workflows.find_node import find_day, find_likely, find_node, fold
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import open_for_reading

if TYPE_CHECKING:
    from samverkan.store.protocol import Readable


_NOT_SEARCHED = ("name", "note")


@dataclass(frozen=True)
class Thing:
    """A node with every relation that touches it; `sources` are ids. `left_out` counts own assessments.

    `around` holds besides what is needed to tell it in short, on a `day`.
    """

    node: Node
    relations: tuple[Relation, ...]
    sources: tuple[str, ...]
    content: Map
    around: Map
    day: date
    left_out: int = 0


@dataclass(frozen=True)
class Found:
    """The nodes whose names hold a text, then those whose texts do, with the property.

    Where there are none, the nearest of those that it may have been meant for.
    """

    nodes: tuple[Node, ...]
    nearest: tuple[Node, ...]
    said: tuple[tuple[Node, str], ...] = ()


def show_thing(where: Where, text: str, *, as_of: date | None, for_export: bool) -> Thing:
    """Return everything that the map holds about one thing, of all times or as of a day.

    An export leaves out own assessments, and the relations to them.
    """
    with open_for_reading(where, as_of, of_all_times=True) as store:
        return show_in(store, text, as_of=as_of, for_export=for_export)


def show_in(store: Readable, text: str, *, as_of: date | None, for_export: bool) -> Thing:
    """Return everything about one thing, from what an open store needs to send for it."""
    content, node = _read_around(store, text, as_of)
    touching = [r for r in content.relations if node.id in (r.start, r.end)]
    kept = [r for r in touching if not (for_export and _is_own_assessment(content, r))]
    is_inside = stays_inside(node) or _rests_under_own_assessments(store, content, node)
    shown = Node(node.id, node.label) if for_export and is_inside else node
    sources = sorted({source for relation in kept for source in find_sources(relation, node.id)})
    around = _on(store.read(build_reads(node.id)), as_of) if store.rows_fetched is not None else content
    around = (leave_out_own_assessments(around) or around) if for_export else around
    day = find_day(content, as_of)
    left_out = len(touching) - len(kept) + (shown is not node)
    return Thing(shown, tuple(kept), tuple(sources), content, around, day, left_out)


def build_reads(node: str) -> tuple[Read, ...]:
    """Declare what tells a thing in short: all that touches it, and who takes, holds or undertakes that."""
    return (
        Pick((node,), "it"),
        Follow(("it",), to="near"),
        Follow(("it",), to="near", inward=True),
        Follow(("it", "near"), ("ABOUT", "COVERS", "AGREED_AT", "STATED_AT", "PART_OF")),
        Follow(("it", "near"), ("TAKES", "HOLDS", "COMMITTED_TO"), inward=True),
        Follow(("it",), ("REQUIRES",), inward=True, depth=None),
        Follow(("near",), ("OF",), inward=True),
        Follow(("it",), ("PART_OF",), "parts", inward=True, depth=None),
        Follow(("parts",), ("TOOK_PART_IN", "COMMITTED_TO"), "theirs"),
        Follow(("theirs",), ("AGREED_AT",)),
    )


def _read_around(store: Readable, text: str, as_of: date | None) -> tuple[Map, Node]:
    """Return what is known around the thing that a text means, and the thing; an id is found without the names."""
    content = _on(store.read_around([text]), as_of)
    if text not in content.nodes:
        meant = find_node(_on(store.read_names(read_schema().labels), as_of), text).id
        content = _on(store.read_around([meant]), as_of)
        if meant not in content.nodes:  # it is there, but nobody may see it any more
            raise UsageError("unknown-id", text=text, label="", nearest=())
        return content, content.nodes[meant]
    return content, content.nodes[text]


def _on(content: Map, day: date | None) -> Map:
    return content.on(day) if day else content


def _rests_under_own_assessments(store: Readable, content: Map, node: Node) -> bool:
    """Tell whether a thing is a source that only own assessments rest on: its name says what somebody noted."""
    resting = content.origins(node.id, "SOURCED_BY") if node.label == "Source" else ()
    if not resting or not all(stays_inside(claim) for claim in resting):
        return False
    kept = leave_out_own_assessments(store.read_map())  # a relation may name it too, wherever it is
    return kept is not None and node.id not in kept.nodes


def _is_own_assessment(content: Map, relation: Relation) -> bool:
    return any(stays_inside(content.nodes[end]) for end in (relation.start, relation.end))


def find_sources(relation: Relation, node_id: str) -> list[str]:
    """Return the ids of the sources that a relation of a node names."""
    found = [relation.end] if relation.type == "SOURCED_BY" and relation.start == node_id else []
    claimed = relation.properties.get("source")
    return [*found, *([str(claimed)] if claimed else [])]


def find_texts(where: Where, text: str, *, for_export: bool = False) -> Found:
    """Return the things whose names hold a text, those that begin with it first, then those whose texts do.

    Before them stands the one whose id it is. Notes are not looked into, nor own assessments for an export.
    """
    with open_for_reading(where, None, of_all_times=True) as store:
        content = _read_hits(store, text, for_export)
    if for_export:  # a source that only an own assessment rests on goes with it
        content = leave_out_own_assessments(content) or content
    wanted = fold(text)
    order = list(read_schema().labels)
    named = [(fold(n.name), n) for n in content.nodes.values() if "name" in n.properties]
    hits = [(not name.startswith(wanted), order.index(n.label), name, n.id, n) for name, n in named if wanted in name]
    nodes = [hit[-1] for hit in sorted(hits, key=lambda hit: hit[:-1])]
    meant = content.nodes.get(text)
    if meant and meant not in nodes:
        nodes = [meant, *nodes]
    known = {node.id for node in nodes}
    others = (n for n in content.nodes.values() if n.id not in known)
    said = tuple((n, key) for n in others if (key := _find_in_texts(n, wanted)) is not None)
    likely = () if nodes else tuple(find_likely(content, text))
    return Found(tuple(nodes), likely, said)


def _read_hits(store: Readable, text: str, for_export: bool) -> Map:
    """Return at least the things that have a text, with what lies around them; all of them where none is named so."""
    hits = store.find_texts(text)
    if hits:
        content = store.read_around(hits)
        if text in content.nodes or any(
            "name" in n.properties and fold(text) in fold(n.name) for n in content.nodes.values()
        ):
            return content
    return store.read_part(read_schema().labels, read_schema().relations if for_export else ())


def _find_in_texts(node: Node, wanted: str) -> str | None:
    """Return the first property whose text holds what is wanted; a note is nobody else's."""
    properties = read_schema().labels[node.label].properties
    return next(
        (
            name
            for name, value in node.properties.items()
            if name not in _NOT_SEARCHED and name in properties and properties[name].type in ("text", "texts")
            if wanted in fold("\n".join(value) if isinstance(value, tuple) else str(value))
        ),
        None,
    )
