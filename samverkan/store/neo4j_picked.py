"""What has been fetched so far from Neo4j: each relation and each node once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from samverkan.model import Map, Node, Relation, build_map
from samverkan.store.neo4j_content import to_many_relations, to_nodes, to_relations
from samverkan.store.neo4j_link import Work, in_batches

_BATCH = 10_000


class Picked:
    """Relations, each once by the server's key for it, and the ids of nodes.

    `joined` are those whose relations among each other are all there, a label and types at a time.
    """

    def __init__(self, work: Work) -> None:
        """Begin with nothing."""
        self.work = work
        self._keys: set[str] = set()
        self._nodes: dict[str, Node] = {}
        self.relations: list[Relation] = []
        self.ids: set[str] = set()
        self.joined: dict[object, set[str]] = {}
        self.whole: dict[str, set[str]] = {}

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep relations, and the ids of both their ends."""
        for row in rows:
            if row["key"] not in self._keys and not self._is_whole(row["type"], row["start"], row["end"]):
                self._keys.add(row["key"])
                self.relations += to_relations([row])
                self.ids.update((row["start"], row["end"]))

    def add_all(self, rows: Iterable[Mapping[str, Any]], label: str, types: Collection[str]) -> None:
        """Keep all relations of some types between things of a label, in the stead of those of them that are there."""
        relations = to_many_relations(rows)
        ends = {r.start for r in relations} | {r.end for r in relations}
        self.whole = {**self.whole, **dict.fromkeys(types, ends)}
        self.relations = [r for r in self.relations if not self._is_whole(r.type, r.start, r.end)] + relations
        self.ids |= ends
        self.joined[label, frozenset(types)] = set(self.ids)

    def _is_whole(self, kind: str, start: str, end: str) -> bool:
        """Tell whether a relation is one of those that came all at once."""
        ends = self.whole.get(kind)
        return ends is not None and start in ends and end in ends

    def follow(self, ids: Iterable[str], *types: str) -> set[str]:
        """Fetch the relations of some types out of some nodes; return where they lead."""
        return {row["end"] for row in self._pick("pick_relations_out", ids, types)}

    def follow_all(self, ids: Iterable[str], *types: str) -> set[str]:
        """Fetch the relations of some types out of some nodes and of all that they lead to; return where they lead."""
        return {row["end"] for row in self._pick("pick_relations_on", ids, types)}

    def follow_back(self, ids: Iterable[str], *types: str) -> set[str]:
        """Fetch the relations of some types into some nodes; return where they come from."""
        return {row["start"] for row in self._pick("pick_relations_in", ids, types)}

    def follow_all_back(self, ids: Iterable[str], *types: str) -> set[str]:
        """Fetch the relations of some types into some nodes and all that lead there; return where they come from."""
        return {row["start"] for row in self._pick("pick_relations_back", ids, types)}

    def _pick(self, name: str, ids: Iterable[str], types: Sequence[str]) -> list[Mapping[str, Any]]:
        wanted = sorted(set(ids))
        if not wanted:
            return []
        # One step takes its types as a parameter, a path of any length must name them in its statement.
        rows = self.work.run(name, {"types": "|".join(types)}, types=list(types), ids=wanted)
        self.add(rows)
        return rows

    def find_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Fetch nodes with their properties; an id that is not there is left out."""
        wanted = sorted(set(ids) - self._nodes.keys())
        for batch in in_batches(wanted, _BATCH):
            self._nodes |= {n.id: n for n in to_nodes(self.work.run("pick_nodes", ids=list(batch)))}
        return {i: self._nodes[i] for i in ids if i in self._nodes}

    def build(self, header: Map) -> Map:
        """Return everything fetched as a map; what was asked for and is not there is left out."""
        nodes = self.find_nodes(self.ids)
        return build_map(nodes.values(), (r for r in self.relations if r.start in nodes and r.end in nodes), header)
