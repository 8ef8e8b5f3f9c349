"""Who, of those that a plan does not ask, would open a cheaper plan by championing the initiative."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from samverkan.decisions.cost import Cost
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.graph import Arc, Graph
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way, find_way_within
from samverkan.decisions.steiner import Basis, Shrinking, find_useful
from samverkan.decisions.twins import Twins

_LARGE = 1000  # arcs from which on it is worth while to find those that bear on a cheaper plan
_SMALL = 100  # arcs of these up to which each question about them is solved on its own


class LateError(Exception):
    """There is no time left for what would have to be solved."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """A solved scenario, its best way, until when there is time to find what is cheaper, and who are twins in it."""

    scenario: Scenario
    way: Way
    deadline: Deadline
    twins: Twins

    def find(self, actors: Collection[str]) -> dict[str, Way]:
        """Find who of some that are not asked would open a cheaper plan, each with that plan.

        Tried are all of them at once: where many open none together, none of them does alone, and a plan that asks one
        of them only is what that one opens alone. Fewer champions make no plan cheaper, so that only what bears on a
        cheaper plan with all of them can bear on one with some. Of those whom nothing sets apart one is tried.
        """
        first = self._find_first(actors)
        found = self._find_among(set(first.values()))
        return {
            actor: replace(found[one], arcs=self.twins.trade(found[one].arcs, one, actor))
            if one != actor
            else found[one]
            for actor, one in first.items()
            if one in found
        }

    def _find_first(self, actors: Collection[str]) -> dict[str, str]:
        """Find for each of some the first of them whom nothing sets apart from it."""
        first: dict[str, str] = {}
        for actor in sorted(actors):
            first[actor] = next((first[twin] for twin in self.twins.find(actor) if twin in first), actor)
        return first

    def _find_among(self, actors: Collection[str]) -> dict[str, Way]:
        left, least, found = set(actors), 0, dict[str, Way]()
        arcs = self._trim(left) if left else ()
        choice = self._offer(arcs, left)
        while left and arcs:
            other = self._solve(arcs, choice, left, least)
            used = left.intersection(other.convince) if other else set()
            if other is None or not used:
                break
            left, least = left - used, other.least
            found |= {a: other for a in used} if len(used) == 1 else self._find_alone(arcs, choice, used, least)
        return found

    def _find_alone(
        self, arcs: Sequence[Arc], choice: Choice | None, actors: Collection[str], floor: int
    ) -> dict[str, Way]:
        """Find the plan that each of some opens alone, which asks at least as much as what they open together."""
        found = {}
        for actor in sorted(actors):
            least = max(floor, self.way.least + find_change(self.scenario, actor, "champions"))
            other = self._solve(arcs, choice, [actor], least)
            if other is not None:
                found[actor] = other
        return found

    def _trim(self, actors: Collection[str]) -> tuple[Arc, ...]:
        """Return the arcs that bear on a plan that is cheaper when all these champion the initiative."""
        changed = self._change(self.scenario.graph.pick(self.scenario.without), actors)
        if len(changed.arcs) < _LARGE:
            return changed.arcs
        useful = find_useful(changed.build_instance(changed.arcs), self.way.cost - 1)
        return tuple(changed.arcs[number] for number in useful)

    def _offer(self, arcs: Sequence[Arc], actors: Collection[str]) -> Choice | None:
        """Let each of some be a champion or not in a graph of some arcs; None where that is of no use."""
        graph = self.scenario.graph.refuse(self.scenario.without)
        if len(arcs) < _SMALL or graph.horizon is not None:
            return None
        champions = {str(arc.end): arc for arc in self._change(arcs, actors).arcs if arc.kind == "convince"}
        plain = self._change(arcs, ()).arcs
        return offer_choice(graph, plain, [champions[actor] for actor in actors if actor in champions], self.way.cost)

    def _solve(self, arcs: Sequence[Arc], choice: Choice | None, actors: Collection[str], floor: int) -> Way | None:
        """Find the best plan that is cheaper when these, and nobody else, champion the initiative."""
        if floor >= self.way.cost:
            return None
        if self.deadline.is_late():
            raise LateError
        self.deadline.tell()
        most, without = self.way.cost - 1, self.scenario.without
        found, bound = (
            choice.find_way(actors, most, self.deadline, floor)
            if choice
            else find_way_within(
                self._change(arcs, actors), most, refusing=without, excluded=(), deadline=self.deadline, floor=floor
            )
        )
        if found is None and bound <= most:
            raise LateError
        return found

    def _change(self, arcs: Sequence[Arc], actors: Collection[str]) -> Graph:
        """Return the graph of some arcs when some champion the initiative, who neither did nor opposed it."""
        scenario, graph = self.scenario, self.scenario.graph.refuse(self.scenario.without)
        supposed = scenario.suppose(dict.fromkeys(sorted(actors), "champions"))
        changed = [_convince(arc, supposed) if arc.kind == "convince" else arc for arc in arcs]
        return replace(graph, arcs=tuple(changed))


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of a graph in which each of some may be a champion: all questions of who is start from one basis.

    Whoever may be has an arc of its own, by way of a node of its own, at what convincing a champion takes; it is gone
    where the actor is none. `arcs` are those of the graph for each arc of the instance, None for the way on from there.
    """

    graph: Graph
    arcs: Sequence[Arc | None]
    champions: Mapping[str, int]
    basis: Basis

    def find_way(self, actors: Collection[str], most: int, deadline: Deadline, floor: int) -> tuple[Way | None, int]:
        """Find the best way of at most `most` when these champion it; None where there is none. And what is proven."""
        gone = [place for actor, place in self.champions.items() if actor not in actors]
        solution = self.basis.solve(gone, floor=floor, known=(), most=most, deadline=deadline)
        if solution.value is None or solution.value > most:
            return None, solution.bound
        arcs = [arc for place in solution.arcs if (arc := self.arcs[place])]
        return Way(self.graph.name(arcs), solution.value, solution.bound, self.graph.scale), solution.bound


def offer_choice(graph: Graph, plain: Sequence[Arc], champions: Sequence[Arc], cost: int) -> Choice | None:
    """Let an arc of each champion stand beside the plain ones, where only ways that cost less than `cost` count."""
    first = graph.size
    own = [replace(arc, head=first + number) for number, arc in enumerate(champions)]
    on = [replace(arc, tail=first + number, effort=0, cost=0) for number, arc in enumerate(champions)]
    instance = replace(graph.build_instance((*plain, *own, *on)), size=first + len(own))
    shrinking = Shrinking(instance, cost - 1)
    useful = shrinking.find_useful(cost - 1)
    taken = shrinking.take(useful)
    if not taken:
        return None
    named: list[Arc | None] = [*plain, *champions, *([None] * len(on))]
    place_of = {place: number for number, place in enumerate(useful)}
    places = {str(arc.end): place_of.get(len(plain) + number) for number, arc in enumerate(champions)}
    known = {actor: place for actor, place in places.items() if place is not None}
    return Choice(graph, [named[place] for place in useful], known, Basis(*taken))


def find_change(scenario: Scenario, actor: str, value: str) -> int:
    """Find how much more (or less) convincing an actor costs, on the scale, if it had another stance."""
    change = scenario.suppose({actor: value}).find_convincing(actor) - scenario.find_convincing(actor)
    return change * scenario.scale.unit


def _convince(arc: Arc, scenario: Scenario) -> Arc:
    effort = scenario.find_convincing(str(arc.end))
    return replace(arc, effort=effort, cost=scenario.scale.encode(Cost(effort)))
