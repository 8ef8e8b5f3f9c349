"""Who, of those that a plan does not ask, would open a cheaper plan by championing the initiative."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from samverkan.decisions.cost import Cost
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.graph import Arc, Graph
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way, find_way_within, to_way
from samverkan.decisions.steiner import Basis, Shrinking, find_useful
from samverkan.decisions.twins import Twins

_LARGE = 1000  # arcs from which on it is worth while to find those that bear on a cheaper plan


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
        while left and arcs:
            other = self._solve(arcs, left, least)
            used = left.intersection(other.convince) if other else set()
            if other is None or not used:
                break
            left, least = left - used, other.least
            found |= {a: other for a in used} if len(used) == 1 else self._find_alone(arcs, used, least)
        return found

    def _find_alone(self, arcs: Sequence[Arc], actors: Collection[str], floor: int) -> dict[str, Way]:
        """Find the plan that each of some opens alone, which asks at least as much as what they open together."""
        found = {}
        for actor in sorted(actors):
            other = self._solve(
                arcs, [actor], max(floor, self.way.least + find_change(self.scenario, actor, "champions"))
            )
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

    def _solve(self, arcs: Sequence[Arc], actors: Collection[str], floor: int) -> Way | None:
        """Find the best plan that is cheaper when these, and nobody else, champion the initiative."""
        if floor >= self.way.cost:
            return None
        if self.deadline.is_late():
            raise LateError
        self.deadline.tell()
        changed, most, without = self._change(arcs, actors), self.way.cost - 1, self.scenario.without
        found, bound = _find_cheap_way(changed, most, self.deadline, floor) or find_way_within(
            changed, most, refusing=without, excluded=(), deadline=self.deadline, floor=floor
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


def _find_cheap_way(graph: Graph, most: int, deadline: Deadline, floor: int) -> tuple[Way | None, int] | None:
    """Find the cheapest way of at most `most` in what of a large graph bears on it; None where that is of no use."""
    if len(graph.arcs) < _LARGE or graph.horizon is not None:
        return None
    shrinking = Shrinking(graph.build_instance(graph.arcs), most)
    useful = shrinking.find_useful(most)
    taken = shrinking.take(useful)
    if not taken:
        return None
    solution = Basis(*taken).solve((), floor=floor, known=(), most=most, deadline=deadline)
    if solution.value is not None and solution.value > most:
        return None, solution.bound
    return to_way(graph, [graph.arcs[place] for place in useful], solution), solution.bound


def find_change(scenario: Scenario, actor: str, value: str) -> int:
    """Find how much more (or less) convincing an actor costs, on the scale, if it had another stance."""
    change = scenario.suppose({actor: value}).find_convincing(actor) - scenario.find_convincing(actor)
    return change * scenario.scale.unit


def _convince(arc: Arc, scenario: Scenario) -> Arc:
    effort = scenario.find_convincing(str(arc.end))
    return replace(arc, effort=effort, cost=scenario.scale.encode(Cost(effort)))
