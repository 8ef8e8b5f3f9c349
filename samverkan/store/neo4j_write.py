"""Write what changes in a map to Neo4j: inside one transaction, in batches, with values only as parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samverkan.model import Map
from samverkan.store.merge import Change
from samverkan.store.neo4j_content import to_node_row, to_relation_row
from samverkan.store.neo4j_link import Work, in_batches
from samverkan.store.protocol import Progress

BATCH = 10_000


def write_changes(work: Work, old: Map, changes: Sequence[Change], progress: Progress | None) -> None:
    """Write changes to the old map, in an order in which every relation finds both its ends."""
    steps = _build_steps(old, changes)
    total = sum(len(rows) for rows in steps.values())
    done = 0
    for statement, rows in steps.items():
        for batch in in_batches(rows, BATCH):
            work.run(statement, rows=batch)
            done += len(batch)
            if progress:
                progress(done, total)


def _build_steps(old: Map, changes: Sequence[Change]) -> Mapping[str, list[dict[str, Any]]]:
    nodes = [c for c in changes if c.kind == "node"]
    relations = [c for c in changes if c.kind == "relation"]
    return {
        "delete_relations": [_key_row(c) for c in relations if c.action != "added"],
        "delete_nodes": [{"id": c.key} for c in nodes if c.node is None],
        "create_nodes": [to_node_row(c.node) for c in nodes if c.node and c.action == "added"],
        "update_nodes": [
            to_node_row(c.node, old.nodes[c.node.id].label) for c in nodes if c.node and c.action == "updated"
        ],
        "create_relations": [to_relation_row(r) for c in relations for r in c.relations],
    }


def _key_row(change: Change) -> dict[str, Any]:
    assert not isinstance(change.key, str)
    kind, start, end, began = change.key
    return {"type": kind, "start": start, "end": end, "began": began}
