"""The oracle: the formal order of a plan's asks, and the order of conversation of its steps (planner.md, 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from oracle.least import Oracle
from oracle.ways import Ask, Way, Ways

Pair = tuple[Ask, Ask]  # the earlier, the later


def written_order(ways: Ways, node: str) -> Iterator[tuple[str, str]]:
    """(earlier, later) leaves by every SEQUENCE below a node."""
    children = ways.children(node)
    for place, child in enumerate(children):
        yield from written_order(ways, child)
        if ways.op(node) == "sequence":
            later = (leaf for other in children[place + 1 :] for leaf in ways.leaves_below(other))
            yield from ((a, b) for b in later for a in ways.leaves_below(child))


def leaf_order(ways: Ways) -> set[tuple[str, str]]:
    """By SEQUENCE, and whoever prepares a matter before its decision, where the two do not contradict."""
    written = set(written_order(ways, ways.initiative))
    leaves = ways.leaves.values()
    prepared = {
        (a.id, b.id)
        for a in leaves
        for b in leaves
        if (a.form, b.form) == ("prepare", "decide") and a.matter == b.matter and a.matter is not None
    }
    return written | {(a, b) for a, b in prepared if (b, a) not in closure(written)}


def closure(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def formal_order(ways: Ways, way: Way) -> set[Pair]:
    """Which of a way's asks come before which: the leaves' order, and a hearing before the ask it belongs to."""
    leaves = closure(leaf_order(ways))
    beside = {(a, b) for a in way for b in way if a.leaf == b.leaf and a.beside and not b.beside}
    return beside | {(a, b) for a in way for b in way if (a.leaf, b.leaf) in leaves}


def stages(ways: Ways, way: Way) -> dict[Ask, int]:
    """The place of each ask in the formal order, counted from 1: one more than the latest before it."""
    pairs = formal_order(ways, way)
    found: dict[Ask, int] = {}
    while len(found) < len(way):
        free = {x for x in way if x not in found and all(a in found for a, b in pairs if b == x)}
        assert free, "a circle"
        found |= {x: 1 + max((found[a] for a, b in pairs if b == x), default=0) for x in free}
    return found


CHAMPION, MAY_FAIL, ELSE, SUPPORTS, HEARD = range(5)


@dataclass(frozen=True)
class Conversation:
    """The order in which one talks to those whom a plan asks."""

    oracle: Oracle
    way: Way
    through: Mapping[str, Sequence[str]]  # the go-betweens to each actor asked

    @cached_property
    def stage(self) -> dict[str, int]:
        """An actor's first ask counts."""
        stage = stages(self.oracle.ways, self.way)
        return {a: min(stage[x] for x in self.way if x.actor == a) for a in self.oracle.ways.asked(self.way)}

    def rank(self, actor: str) -> int:
        stance, ways = self.oracle.stances[actor], self.oracle.ways
        if actor not in ways.bound(self.way):
            return HEARD
        if stance == "champions":
            return CHAMPION
        if (actor,) in ways.blocking_sets and stance in ("opposes", "hesitant", "unknown"):
            return MAY_FAIL
        return SUPPORTS if stance == "supports" else ELSE

    def key(self, actor: str) -> tuple[int, int, str]:
        return self.rank(actor), self.stage[actor], actor

    def leads(self, one: str, other: str) -> bool:
        """Whether one is on the way to the other; an actor that is passed is on the way of whoever comes after."""
        return one in self.through[other]

    @cached_property
    def nobody_leads(self) -> bool:
        everybody = self.oracle.ways.asked(self.way)
        return not any(self.leads(a, b) for a in everybody for b in everybody)

    @cached_property
    def expected(self) -> list[str] | None:
        """The whole order, where nobody asked leads to anybody asked; None elsewhere, and where us is asked."""
        if not self.nobody_leads or set(self.oracle.us) & self.oracle.ways.asked(self.way):
            return None
        order = sorted(self.oracle.ways.bound(self.way), key=self.key)
        heard = sorted(a for a in self.stage if self.rank(a) == HEARD)
        if len(heard) > 1 or any(self._belongs(a) and self._first_of(self._belongs(a), order) is None for a in heard):
            return None  # hearings among themselves, and of hearings, stand where the others leave room
        for actor in heard:
            order.insert(self._place(actor, order), actor)
        return order

    def _belongs(self, heard: str) -> set[str]:
        return {ask.leaf for ask in self.way if ask.actor == heard and ask.beside}

    def _first_of(self, leaves: set[str], order: list[str]) -> int | None:
        return next((i for i, a in enumerate(order) if any(Ask(leaf, a) in self.way for leaf in leaves)), None)

    def _place(self, heard: str, order: list[str]) -> int:
        """Right before the first ask that the hearing belongs to; one of its own before the first step of a later
        stage, else last."""
        before = self._first_of(self._belongs(heard), order)
        if before is not None:
            return before
        return next((i for i, a in enumerate(order) if self.stage[a] > self.stage[heard]), len(order))

    def complaints(self, told: Sequence[str]) -> Iterator[str]:
        """What is wrong with an order."""
        if self.expected is not None and list(told) != self.expected:
            yield f"steps stand {list(told)}, expected {self.expected}"
        place = {actor: number for number, actor in enumerate(told)}
        for one in told:
            for other in told:
                if self.leads(one, other) and place[one] > place[other]:
                    yield f"{one} leads to {other} and stands after it"
        yield from self._hearings(told) if self.nobody_leads else ()
        yield from self._ranks(told, place)

    def _ranks(self, told: Sequence[str], place: Mapping[str, int]) -> Iterator[str]:
        binding = [a for a in told if self.rank(a) != HEARD and a not in self.oracle.us]
        for number, early in enumerate(binding):
            for late in binding[number + 1 :]:
                if self.key(early) > self.key(late) and not self._excused(early, late, place):
                    yield f"{early} {self.key(early)} stands before {late} {self.key(late)} though it leads to nobody"

    def _hearings(self, told: Sequence[str]) -> Iterator[str]:
        """Between who is only heard and the first ask that the hearing belongs to stand at most others only heard."""
        binding = [a for a in told if self.rank(a) != HEARD]
        for number, actor in enumerate(told):
            belongs = self._belongs(actor) if self.rank(actor) == HEARD else set()
            first = self._first_of(belongs, binding)
            own = any(ask.actor == actor and not ask.beside for ask in self.way)
            after = next((a for a in told[number + 1 :] if self.rank(a) != HEARD), None)
            if first is not None and not own and after != binding[first]:
                yield f"{actor} is heard before {after}, and belongs to {binding[first]}"

    def _excused(self, early: str, late: str, place: Mapping[str, int]) -> bool:
        """An earlier step of a later kind leads to one that is due, or the other waits for who leads to it."""
        leads = any(self.leads(early, x) and self.key(x) <= self.key(late) for x in place)
        waits = any(self.leads(x, late) and place[x] >= place[early] for x in place)
        return leads or waits or any(self.leads(early, x) and self.rank(x) == HEARD for x in place)
