"""Fetch from Neo4j what an edit touches, with all that the rules of a map need to judge it; and before it is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from samverkan.edits import Change, Edit
from samverkan.edits.change import HEADER
from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.store.neo4j_link import Work
from samverkan.store.neo4j_picked import Picked

_MOST = 500
# Many things lead to these, and no rule asks for all of them.
_HUBS = ("Actor", "Area", "Source", "AffectedGroup")


def collect_touched(work: Work, edit: Edit, header: Map) -> Map | None:
    """Return the part of a map that an edit touches; None where it is better to read all of it.

    Of what is touched, all relations out of it are there, and those into it but for what many things lead to (and
    stays); and of what has no circles, everything above. So a rule that is broken by the edit is broken in this part,
    and what only seems so, since something is not there, seems so before the edit too.
    """
    if len(edit.changes) > _MOST or any(change.key in (None, HEADER) for change in edit.changes):
        return None
    picked = Picked(work)
    ids = {node_id for change in edit.changes for node_id in _find_ids(change)}
    picked.ids |= ids
    leaving = {change.key for change in edit.changes if change.after is None}
    nodes = picked.find_nodes(ids)
    hubs = {node_id for node_id, node in nodes.items() if node.label in _HUBS and node_id not in leaving}
    if nodes.keys() - hubs:
        picked.add(work.run("pick_touching", ids=sorted(nodes.keys() - hubs)))
    picked.follow(hubs, *read_schema().relations)
    _climb(picked, set(nodes))
    return picked.build(header)


def _climb(picked: Picked, front: set[str]) -> None:
    """Fetch everything above some things, in what has no circles."""
    acyclic = [name for name, kind in read_schema().relations.items() if kind.acyclic]
    picked.follow_all(front, *acyclic)


def collect_to_edit(work: Work, ids: Collection[str], header: Map) -> Map:
    """Return some things with what is needed to change them, or to say something of them.

    What has no name is told by what it concerns, and who says it; of an initiative its whole tree is there.
    """
    picked = Picked(work)
    picked.ids |= {*ids, *header.us}
    nodes = picked.find_nodes(picked.ids)
    tree, front = set[str](), {i for i, n in nodes.items() if n.label in ("Initiative", "Requirement")}
    while front:
        tree |= front
        front = picked.follow(front, "REQUIRES") - tree
    held = {i for i, n in nodes.items() if n.label == "Interaction"}
    near = picked.follow(held, "ABOUT") if held else set()
    picked.add(work.run("pick_touching", ids=sorted({*nodes, *tree, *near})))
    nameless = {i for i, n in picked.find_nodes(picked.ids).items() if "name" not in n.properties}
    picked.follow(nameless, *read_schema().relations)
    picked.follow_back(nameless, "TAKES", "COMMITTED_TO")
    _climb(picked, set(nodes))
    picked.ids |= {str(r.properties["source"]) for r in picked.relations if "source" in r.properties}
    return picked.build(header)


def _find_ids(change: Change) -> set[str]:
    """Return the ids that a change speaks of: a thing, or the ends of a relation and the sources that it names."""
    if isinstance(change.key, str):
        return {change.key}
    assert change.key is not None
    sides = [side for group in (change.before, change.after) if isinstance(group, tuple) for side in group]
    sources = {str(side["source"]) for side in sides if isinstance(side, Mapping) and "source" in side}
    return {change.key[1], change.key[2]} | sources
