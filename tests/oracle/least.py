"""The oracle: the least plan, by every minimal way and a tree of contacts for each (Dreyfus and Wagner, directed)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush

from oracle.contacts import FIND_OUT, NOTHING, Contacts, Cost, add
from oracle.stances import Stances
from oracle.there import There
from oracle.votes import TooManyWaysError
from oracle.ways import Ask, Way, Ways

CONVINCING = {"champions": 0, "supports": 0, "neutral": 1, "unknown": 2, "hesitant": 2, "opposes": 4}
ASKING = {
    "concur": 0, "consult": 0, "prepare": 0, "coordinate": 0, "champion": 0,
    "decide": 1, "contract": 1, "execute": 1, "supervise": 1, "fund": 2,
}  # fmt: skip
ABOVE = 4
ROOT = "us, all of us"


@dataclass(frozen=True)
class Reaching:
    """The least trees of contacts, with some who refuse to go between."""

    contacts: Contacts
    stances: Stances
    refusing: frozenset[str]

    @cached_property
    def steps(self) -> dict[str, list[tuple[str, Cost]]]:
        """The steps towards each actor: from whom, at what cost; us is one."""
        us, others = self.contacts.us, [a for a in self.contacts.there.actors if a not in self.contacts.us]
        passing = [a for a in others if self.contacts.may_pass(a, self.stances, self.refusing)]
        found = {}
        for to in others:
            known = [(one, self.contacts.step(one, to)) for one in passing if one != to]
            from_us = [cost for one in us if (cost := self.contacts.step(one, to)) is not None]
            found[to] = [(one, cost) for one, cost in known if cost is not None] + [(ROOT, min(from_us))]
        return found

    @cached_property
    def _trees(self) -> dict[frozenset[str], dict[str, Cost]]:
        return {}

    def _from_everywhere(self, people: frozenset[str]) -> dict[str, Cost]:
        """The least tree from each actor to all these people."""
        if people not in self._trees:
            first, *rest = sorted(people)
            found = {first: NOTHING} if not rest else {}
            for part in parts_with(first, rest):
                one, other = self._from_everywhere(part), self._from_everywhere(people - part)
                for node in one.keys() & other.keys():
                    found[node] = min(found.get(node, (999,)), add(one[node], other[node]))  # type: ignore[type-var]
            self._trees[people] = self._spread(found)
        return self._trees[people]

    def _spread(self, found: dict[str, Cost]) -> dict[str, Cost]:
        """Let the trees begin further back: Dijkstra against the steps."""
        waiting = [(cost, node) for node, cost in found.items()]
        heapify(waiting)
        while waiting:
            cost, node = heappop(waiting)
            if cost > found[node]:
                continue
            for before, step in self.steps.get(node, []):
                longer = add(cost, step)
                if before not in found or longer < found[before]:
                    found[before] = longer
                    heappush(waiting, (longer, before))
        return found

    def least(self, people: frozenset[str]) -> Cost:
        wanted = people - set(self.contacts.us)
        return self._from_everywhere(wanted)[ROOT] if wanted else NOTHING


def parts_with(first: str, rest: list[str]) -> Iterator[frozenset[str]]:
    """Every proper part that holds the first: each division in two, once."""
    for number in range(2 ** len(rest) - 1):
        yield frozenset([first, *(who for place, who in enumerate(rest) if number >> place & 1)])


@dataclass(frozen=True)
class Planned:
    """What a way costs: (convincing, asking, reaching) and the whole tuple by which plans compare."""

    way: Way
    parts: tuple[int, int, int]
    cost: Cost


@dataclass(frozen=True)
class Oracle:
    """The answer to one initiative on one day, from one start, by listing everything."""

    there: There
    initiative: str
    us: tuple[str, ...]
    without: tuple[str, ...] = ()
    supposed: Mapping[str, str] = field(default_factory=dict)
    found_out: frozenset[str] = frozenset()  # leaves that nobody was known to answer, and that we may answer ourselves

    @cached_property
    def ways(self) -> Ways:
        return Ways(self.there, self.initiative, self.without)

    @cached_property
    def stances(self) -> Stances:
        return Stances(self.there, self.initiative, self.supposed)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self.there, self.us)

    @cached_property
    def reaching(self) -> Reaching:
        return Reaching(self.contacts, self.stances, frozenset(self.without))

    @property
    def is_too_large(self) -> bool:
        """Whether there are more ways than can be listed."""
        try:
            return len(self.ways.minimal) < 0
        except TooManyWaysError:
            return True

    def is_above(self, ask: Ask) -> bool:
        return self.ways.is_above(ask)

    def convincing(self, actor: str) -> int:
        return 0 if actor in self.us else CONVINCING[self.stances[actor]]

    def asking(self, ask: Ask) -> int:
        form = "consult" if ask.beside else self.ways.leaves[ask.leaf].form
        return ASKING[form] if ask.actor is not None or ask.leaf in self.found_out else 0

    def price(self, way: Way) -> Planned:
        """Convincing (with the 4 for "above", once per actor), asking, and reaching (with finding out who decides)."""
        above = {ask.actor for ask in way if self.is_above(ask)}
        convincing = sum(map(self.convincing, self.ways.bound(way))) + 4 * len(above)
        asking = sum(map(self.asking, way))
        unknown = [FIND_OUT for ask in way if ask.actor is None and ask.leaf not in self.found_out]
        reach = add(NOTHING, self.reaching.least(self.ways.asked(way)), *unknown)
        return Planned(way, (convincing, asking, reach[0]), add(reach, (convincing + asking, 0, 0, 0, 0)))

    @cached_property
    def plans(self) -> list[Planned]:
        """Every minimal way with what it costs, the least first."""
        return sorted(map(self.price, self.ways.minimal), key=lambda plan: plan.cost)

    @property
    def least(self) -> Cost | None:
        return self.plans[0].cost if self.plans else None

    def if_refused(self, *who: str) -> Oracle:
        """The same, when these say no as well."""
        without = tuple(sorted({*self.without, *who}))
        return Oracle(self.there, self.initiative, self.us, without, self.supposed, self.found_out)

    def by_people(self) -> dict[frozenset[str], Cost]:
        """For each set of people who could be convinced, the least cost."""
        found: dict[frozenset[str], Cost] = {}
        for plan in reversed(self.plans):
            found[self.ways.bound(plan.way)] = plan.cost
        return found
