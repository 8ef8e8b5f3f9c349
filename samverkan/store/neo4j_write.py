"""Write what changes in a map to Neo4j: inside one transaction, in batches, with values only as parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from samverkan.model import Map, Relation
from samverkan.store.merge import Change
from samverkan.store.neo4j_content import to_node_row, to_relation_rows
from samverkan.store.neo4j_link import Work, in_batches
from samverkan.store.protocol import Progress

BATCH = 10_000


def write_changes(work: Work, old: Map, changes: Sequence[Change], progress: Progress | None) -> None:
    """Write changes to the old map, in an order in which every relation finds both its ends."""
    steps = _build_steps(old, changes)
    relations = [relation for change in changes for relation in change.relations]
    total = sum(map(len, steps.values())) + len(relations)
    done = 0
    keys: dict[str, str] = {}
    for statement, given in _in_order(work, steps, relations, keys):
        for row in work.run(statement, **given):
            keys[row["id"]] = row["key"]
        done += len(given["rows"])
        if progress:
            progress(done, total)


def _in_order(
    work: Work, steps: Mapping[str, list[dict[str, Any]]], relations: Sequence[Relation], keys: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each statement with its parameters; `keys` are the server's of the nodes that were written before."""
    for statement, rows in steps.items():
        yield from ((statement, {"rows": batch}) for batch in in_batches(rows, BATCH))
    others = sorted({end for r in relations for end in (r.start, r.end)} - keys.keys())
    found = {row["id"]: row["key"] for batch in in_batches(others, BATCH) for row in work.run("find_keys", rows=batch)}
    known = {**found, **keys}
    for part in in_batches(relations, BATCH):
        batch, shared = to_relation_rows(part, known)
        yield "create_relations", {"rows": batch, "properties": shared}


def _build_steps(old: Map, changes: Sequence[Change]) -> Mapping[str, list[dict[str, Any]]]:
    nodes = [c for c in changes if c.kind == "node"]
    gone = [c for c in changes if c.kind == "relation" and c.action != "added"]
    return {
        "delete_relations": [_key_row(c) for c in gone],
        "delete_nodes": [{"id": c.key} for c in nodes if c.node is None],
        "create_nodes": [to_node_row(c.node) for c in nodes if c.node and c.action == "added"],
        "update_nodes": [
            to_node_row(c.node, old.nodes[c.node.id].label) for c in nodes if c.node and c.action == "updated"
        ],
    }


def _key_row(change: Change) -> dict[str, Any]:
    assert not isinstance(change.key, str)
    kind, start, end, began = change.key
    return {"type": kind, "start": start, "end": end, "began": began}
