"""Fetch from Neo4j the part of a map that an answer needs: what has some labels, or what lies around some things."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from samverkan.model import Node, Relation
from samverkan.schema import WHOSE, read_schema
from samverkan.store.neo4j_content import to_many_relations, to_nodes, to_relations
from samverkan.store.neo4j_link import Work
from samverkan.store.neo4j_picked import Picked

_MOST_HITS = 300
Content = tuple[list[Node], list[Relation]]


def collect_labelled(work: Work, labels: Collection[str], types: Collection[str]) -> Content:
    """Return the nodes of some labels, and the relations of some types between them."""
    nodes = to_nodes(work.run_grouped("pick_labelled", labels=sorted(labels)))
    known = {node.id for node in nodes}
    names = {"types": "|".join(sorted(types))}
    relations = to_many_relations(work.run_grouped("pick_typed", names)) if types else []
    return nodes, [r for r in relations if r.start in known and r.end in known]


def collect_among(work: Work, ids: Collection[str]) -> Content:
    """Return some things and the relations between them; ids that are not there are left out."""
    wanted = sorted(ids)
    nodes = to_nodes(work.run("pick_nodes", ids=wanted))
    return nodes, to_relations(work.run("pick_relations_among", ids=wanted))


def find_by_text(work: Work, text: str) -> list[str] | None:
    """Return the ids of what has a text, in whatever case, in its name or texts; None where these are too many."""
    properties = [p for label in read_schema().labels.values() for p in label.properties.values() if p.name != "note"]
    names = {kind: sorted({p.name for p in properties if p.type == kind}) for kind in ("text", "texts")}
    word = unicodedata.normalize("NFC", text).strip().casefold()
    words = sorted({word, word.replace("ss", "ß")})  # the server takes letters one by one
    if not word:
        return None
    sought = {"texts": names["text"], "lists": names["texts"]}
    rows = work.run("find_texts", words=words, text=text, most=_MOST_HITS, **sought)  # type: ignore[arg-type]
    return None if len(rows) == _MOST_HITS else sorted(str(row["id"]) for row in rows)


def find_ids(values: Iterable[Any]) -> set[str]:
    """Return the ids among what a statement returned: texts, and the texts of lists."""
    found: set[str] = set()
    for value in values:
        found |= find_ids(value) if isinstance(value, list) else {value} if isinstance(value, str) else set()
    return found


def collect_around(work: Work, ids: Collection[str]) -> Content:
    """Return some things, every relation that touches them, and what is at its other end, with the sources named.

    What has no name is told by whose it is and what it concerns, so that this is fetched too. Ids that are not there
    are left out.
    """
    picked = Picked(work)
    picked.ids |= set(ids)
    picked.add(work.run("pick_touching", ids=sorted(ids)))
    nameless = {node.id for node in picked.find_nodes(picked.ids).values() if "name" not in node.properties}
    picked.follow(nameless, *read_schema().relations)
    picked.follow_back(nameless, *WHOSE)
    picked.ids |= {str(r.properties["source"]) for r in picked.relations if "source" in r.properties}
    return list(picked.find_nodes(picked.ids).values()), picked.relations
