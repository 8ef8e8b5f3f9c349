"""Fetch a whole map from Neo4j.

The relations of a large one come in parts, over links of their own, while what has come already is made into things:
the server and this side work at once. What was written to meanwhile is told, and read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.errors import StoreError
from samverkan.model import ALWAYS_FROM, Map, Relation, Value, build_map
from samverkan.schema import read_schema
from samverkan.store.neo4j_content import to_known, to_nodes
from samverkan.store.neo4j_link import Link, Work
from samverkan.store.neo4j_marker import find_marker, to_state

MANY = 20_000  # things; of fewer, beginning another transaction takes longer than it saves
PARTS = 8
Rows = list[Mapping[str, Any]]


class MovedError(StoreError):
    """A map was written to while it was read."""

    def __init__(self) -> None:
        super().__init__("neo4j.changing")


def read_whole(work: Work, header: Map, link: Link | None = None, state: object = None) -> Map:
    """Return the whole map under its header; with a link, a large one in parts, each in the state of its marker."""
    if link is None or work.run("count_nodes")[0]["ours"] <= MANY:
        return _build(header, work.run_grouped("read_nodes"), [work.run_grouped("read_relations", parts=1, part=0)])
    with _fetch_parts(link, state) as parts:
        return _build(header, work.run_grouped("read_nodes"), _count(parts, work))


@contextmanager
def _fetch_parts(link: Link, state: object) -> Iterator[Iterator[tuple[Rows, int]]]:
    """Fetch the relations part by part beside whatever else is done; yield the rows of each, and how many these are."""

    def fetch(part: int) -> tuple[Rows, int]:
        def read(work: Work) -> tuple[Rows, int]:
            before = to_state(find_marker(work))
            rows = work.run_grouped("read_relations", parts=PARTS, part=part)
            if {before, to_state(find_marker(work))} != {state}:
                raise MovedError
            return rows, work.rows

        return link.read(read)

    pool = ThreadPoolExecutor(1)
    try:
        yield pool.map(fetch, range(PARTS))
    finally:
        pool.shutdown(cancel_futures=True)


def _count(parts: Iterable[tuple[Rows, int]], work: Work) -> Iterator[Rows]:
    for rows, number in parts:
        work.rows += number
        yield rows


def _build(header: Map, things: Rows, parts: Iterable[Rows]) -> Map:
    """Return what `build_map` makes of all that was sent; relations name their ends by the server's numbers."""
    nodes = to_nodes(things)
    numbers = [number for row in things for number in row["numbers"]]
    content = build_map(nodes, (), header)
    places = {node_id: place for place, node_id in enumerate(content.nodes)}
    ends = {number: places[node.id] for number, node in zip(numbers, nodes, strict=True)}
    found = _Found([*content.nodes], ends)
    for rows in parts:
        found.add(rows)
    return replace(content, relations=tuple(found.list_in_order()))


class _Found:
    """Relations by type and by what they say: an end is a place among the ids, both ends are one number."""

    def __init__(self, ids: list[str], ends: Mapping[int, int]) -> None:
        self.ids, self.ends = ids, ends
        self.groups: dict[str, list[tuple[date, dict[str, Value], list[int]]]] = {}

    def add(self, rows: Rows) -> None:
        types, ends, size = read_schema().relations, self.ends, len(self.ids)
        for row in rows:
            if (kind := row["type"]) not in types:
                continue
            known = dict(sorted(to_known(row["properties"], types[kind].timed).items()))
            began = known.get("valid_from", ALWAYS_FROM)
            assert isinstance(began, date)
            try:
                pairs = [ends[s] * size + ends[e] for s, e in zip(row["starts"], row["ends"], strict=True)]
            except KeyError:
                raise MovedError from None  # an end has come since the things were read
            self.groups.setdefault(kind, []).append((began, known, pairs))

    def list_in_order(self) -> Iterator[Relation]:
        """Yield them in order of type, start, end, and when they began."""
        ids, size = self.ids, len(self.ids)
        for kind, unordered in sorted(self.groups.items()):
            groups = sorted(unordered, key=lambda group: group[0])
            says, many = [known for _, known, _ in groups], len(groups)
            for packed in sorted(pair * many + place for place, (_, _, pairs) in enumerate(groups) for pair in pairs):
                pair, place = divmod(packed, many)
                start, end = divmod(pair, size)
                yield Relation(kind, ids[start], ids[end], says[place])
