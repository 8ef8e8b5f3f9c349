"""Write what changes in a map to Neo4j: inside one transaction, in batches, with values only as parameters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from samverkan.edits import Blank, Change, Edit, Revision, blank_revisions
from samverkan.edits.change import HEADER, pick_relations
from samverkan.model import Map, Relation, RelationKey
from samverkan.store.log_text import to_change, to_revision, to_rows
from samverkan.store.neo4j_content import group_by_label, to_node_row, to_relation_rows
from samverkan.store.neo4j_link import Work, in_batches
from samverkan.store.protocol import Progress

BATCH = 10_000
_Step = tuple[str, Mapping[str, str], list[dict[str, Any]]]  # a statement, the names in it, and its rows


def write_changes(work: Work, old: Map, new: Map, changes: Sequence[Change], progress: Progress | None) -> None:
    """Write changes from the old map to the new one, in an order in which every relation finds both its ends.

    Both maps may be parts: they hold at least what changes.
    """
    steps = _build_steps(old, new, changes)
    relations = list(pick_relations(new, [c.key for c in changes if isinstance(c.key, tuple)]))
    total = sum(len(rows) for _, _, rows in steps) + len(relations)
    done = 0
    keys: dict[str, str] = {}
    for statement, names, given in _in_order(work, steps, relations, keys):
        for row in work.run(statement, names, **given):
            keys[row["id"]] = row["key"]
        done += len(given["rows"])
        if progress:
            progress(done, total)


def create_nodes(work: Work, label: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Write new nodes of a label; return the server's keys of them by their ids."""
    return {row["id"]: row["key"] for row in work.run("create_nodes", {"label": label}, rows=rows)}


def write_revision(work: Work, number: int, edit: Edit, changes: Sequence[Change]) -> Revision:
    """Log an edit with the changes that it really made."""
    at = datetime.now(UTC).replace(microsecond=0)
    head = {"by": edit.by, "why": edit.why, "command": edit.command, "undoes": edit.undoes}
    work.run("create_revision", revision={"number": number, "at": at.isoformat(), **head})
    _create_changes(work, number, changes)
    return Revision(number, at, Edit(tuple(changes), edit.command, edit.by, edit.why, edit.undoes))


def _create_changes(work: Work, number: int, changes: Sequence[Change]) -> None:
    names = ("action", "kind", "thing", "before", "after", "number")
    rows = [{"place": place, **dict(zip(names, row, strict=True))} for place, row in enumerate(to_rows(changes))]
    for batch in in_batches(rows, BATCH):
        work.run("create_changes", number=number, rows=batch)


def blank_log(work: Work, blank: Blank) -> int:
    """Take values out of the log; return how many revisions lost some."""
    found = blank_revisions(read_revisions(work), blank)
    for number, revision in found.items():
        work.run("blank_revision", number=number)
        _create_changes(work, number, revision.edit.changes)
    return len(found)


def read_revisions(work: Work) -> tuple[Revision, ...]:
    """Return all revisions, oldest first."""
    changes: dict[int, list[Change]] = defaultdict(list)
    for row in work.run("read_changes"):
        names = ("action", "kind", "thing", "before", "after", "number")
        changes[row["revision"]].append(to_change([row[name] for name in names]))
    heads = work.run("read_revisions")
    names = ("number", "at", "by", "why", "command", "undoes")
    return tuple(to_revision([head[name] for name in names], changes[head["number"]]) for head in heads)


def _in_order(
    work: Work, steps: Sequence[_Step], relations: Sequence[Relation], keys: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, str], dict[str, Any]]]:
    """Yield each statement with names and parameters; `keys` are the server's of the nodes written before."""
    for statement, names, rows in steps:
        yield from ((statement, names, {"rows": batch}) for batch in in_batches(rows, BATCH))
    others = sorted({end for r in relations for end in (r.start, r.end)} - keys.keys())
    found = {row["id"]: row["key"] for batch in in_batches(others, BATCH) for row in work.run("find_keys", rows=batch)}
    known = {**found, **keys}
    for part in in_batches(relations, BATCH):
        batch, shared = to_relation_rows(part, known)
        yield "create_relations", {}, {"rows": batch, "properties": shared}


def _build_steps(old: Map, new: Map, changes: Sequence[Change]) -> list[_Step]:
    touched = sorted({c.key for c in changes if isinstance(c.key, str) and c.key != HEADER})
    there = [new.nodes[node_id] for node_id in touched if node_id in new.nodes]
    fresh = group_by_label(node for node in there if node.id not in old.nodes)
    gone = [_key_row(c.key) for c in changes if isinstance(c.key, tuple) and c.before is not None]
    return [
        ("delete_relations", {}, gone),
        ("delete_nodes", {}, [{"id": node_id} for node_id in touched if node_id not in new.nodes]),
        *(("create_nodes", {"label": label}, rows) for label, rows in fresh.items()),
        ("update_nodes", {}, [to_node_row(node, old.nodes[node.id].label) for node in there if node.id in old.nodes]),
    ]


def _key_row(key: RelationKey) -> dict[str, Any]:
    kind, start, end, began = key
    return {"type": kind, "start": start, "end": end, "began": began}
