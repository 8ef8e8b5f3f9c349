"""The contact graph in rings around us and the deciders, nearest first, each actor asked for once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from samverkan.model import Relation, is_valid_on
from samverkan.store.neo4j_link import Work

if TYPE_CHECKING:
    from samverkan.store.neo4j_plan import Picked

_KINDS = ("strong", "established", "acquainted", "new", "body", "line")
_SMALL = 1000
_ANY = dict.fromkeys(_KINDS, 1)


class Rings:
    """Fetches contacts outwards. What an actor that has been asked for fully is in contact with is all there."""

    def __init__(
        self, work: Work, picked: Picked, us: set[str], deciders: set[str], reach: Mapping[str, int] | None
    ) -> None:
        """Start at us and the deciders; `reach` is the effort of a step by kind (None: each counts as one)."""
        self._work = work
        self._picked = picked
        self._us = us
        self._deciders = deciders
        self._reach = dict(reach or _ANY)
        self._settled: dict[str, int] = {}
        self._full: set[str] = set()
        self._bodies: set[str] = set()

    def grow(self, radius: int | None) -> None:
        """Fetch everybody within an effort of us or a decider (None: whatever it takes), with their contacts.

        Us and the deciders are asked for all their contacts, as who could introduce us may lie further off.
        """
        enough = max(_SMALL, self._work.run("count_actors")[0]["number"] // 3)
        distances = dict.fromkeys(self._us | self._deciders, 0)
        while distances:
            if len(self._settled) + len(distances) > enough:
                return self._fetch_all()
            nearest = min(distances.values())
            front = {actor for actor, distance in distances.items() if distance == nearest}
            for actor in front:
                self._settled[actor] = distances.pop(actor)
            left = -1 if radius is None or nearest == 0 else radius - nearest
            steps = self._fetch(front, left)
            for actor, effort in steps.items():
                distance = nearest + effort
                if actor not in self._settled and (radius is None or distance <= radius):
                    distances[actor] = min(distance, distances.get(actor, distance))

    def _fetch(self, front: Iterable[str], left: int) -> dict[str, int]:
        """Fetch the contacts of actors as far as `left` reaches (-1: all); return the effort to whom they lead to."""
        ids = sorted(front)
        if 0 <= left < min(self._reach[kind] for kind in _KINDS):
            return {}
        rows = [{"id": actor, "left": left} for actor in ids]
        steps = self._work.run("pick_contacts", rows=rows, reach=self._reach)
        seats = (
            self._work.run("pick_seats", ids=ids, known=sorted(self._bodies))
            if left < 0 or left >= self._reach["body"]
            else []
        )
        self._bodies.update(row["end"] for row in seats)
        self._picked.add([*steps, *seats])
        if left < 0:
            self._full.update(ids)
        found: dict[str, int] = {}
        for row in steps:
            kind = "line" if row["type"] == "PART_OF" else str(row["properties"].get("strength", "new"))
            for end in (row["start"], row["end"]):
                found[end] = min(self._reach[kind], found.get(end, self._reach[kind]))
        for row in seats:
            found[row["start"]] = min(self._reach["body"], found.get(row["start"], self._reach["body"]))
        return found

    def _fetch_all(self) -> None:
        """Fetch all contacts at once: where most of them can matter, that is quicker than ring by ring."""
        self._picked.add(self._work.run("pick_all_contacts"))
        self._picked.joined |= self._picked.ids
        self._full |= self._picked.ids

    def connect(self, on: date, find_opposing: Callable[[], Collection[str]]) -> None:
        """Fetch on until every decider is known to be in contact with us, or known not to be.

        A decider is connected when a chain of contacts that holds on the day, over nobody who may oppose, leads
        to it; it is not when all contacts of its side, or of ours, are there and none leads across.
        """
        while True:
            reached = _reach_from(self._us, self._find_contacts_on(on), find_opposing())
            everything = _to_graph(self._contacts, self._contacts)
            ours = _reach_from(self._us, everything, ()) - self._full
            lost = sorted(self._deciders - reached)
            theirs = {actor for decider in lost for actor in _reach_from({decider}, everything, ())} - self._full
            if not ours or not theirs:
                return
            self._fetch(ours if len(ours) <= len(theirs) else theirs, -1)

    @property
    def _contacts(self) -> list[Relation]:
        return [r for r in self._picked.relations if r.type in ("TIE", "PART_OF", "MEMBER_OF")]

    def _find_contacts_on(self, on: date) -> Mapping[str, set[str]]:
        """Return who surely is in contact with whom on a day, by what is fetched: rather too little than too much."""
        valid = [r for r in self._contacts if is_valid_on(r.properties, on)]
        nodes = self._picked.find_nodes({end for r in valid for end in (r.start, r.end)})
        there = {i for i, n in nodes.items() if is_valid_on(n.properties, on)}
        no_line = {i for i, n in nodes.items() if n.properties.get("kind") in ("forum", "post")}
        valid = [r for r in valid if r.start in there and r.end in there]
        lines = [r for r in valid if r.type != "PART_OF" or r.end not in no_line]
        return _to_graph(lines, valid)


def _to_graph(pairs: Iterable[Relation], seats: Iterable[Relation]) -> Mapping[str, set[str]]:
    """Return who is in contact with whom by ties and lines, and by seats in the same body."""
    graph: dict[str, set[str]] = defaultdict(set)
    bodies: dict[str, set[str]] = defaultdict(set)
    for relation in pairs:
        if relation.type != "MEMBER_OF":
            graph[relation.start].add(relation.end)
            graph[relation.end].add(relation.start)
    for relation in seats:
        if relation.type == "MEMBER_OF":
            bodies[relation.end].add(relation.start)
    for members in bodies.values():
        for member in members:
            graph[member] |= members - {member}
    return graph


def _reach_from(start: Collection[str], graph: Mapping[str, set[str]], closed: Collection[str]) -> set[str]:
    """Return everybody that can be reached; nobody in `closed` but the start passes a contact on."""
    found: set[str] = set()
    waiting = set(start)
    while waiting:
        actor = waiting.pop()
        found.add(actor)
        if actor not in closed or actor in start:
            waiting |= graph.get(actor, set()) - found
    return found
