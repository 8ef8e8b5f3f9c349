"""What figures of the effort that are set otherwise do to the plan, one at a time through the range of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from samverkan.decisions.answer import Robustness, SettingRange
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.effort import read_settings
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way


def find_robustness(scenario: Scenario, way: Way, deadline: Deadline) -> Robustness:
    """Vary each figure that bears on the case, one at a time through its stated range, and see what stays.

    The plan stays the cheapest from the lowest to the highest figure, around the one set, at which no other
    plan asks less.
    """
    staying, others = set(way.convince), set(way.convince)
    ranges = []
    names = sorted(name for name in scenario.settings if _bears_on(scenario, name))
    for number, name in enumerate(names):
        deadline.tell(done=number, total=len(names))
        trial = _Trial(scenario, name, way, deadline.share(len(names) - number))
        trial.try_range()
        for best in trial.best.values():
            staying &= set(best.convince)
            others |= set(best.convince)
        ranges.append(trial.to_range())
    return Robustness(tuple(sorted(staying)), tuple(sorted(others - staying)), tuple(ranges))


def _bears_on(scenario: Scenario, name: str) -> bool:
    """Tell whether some arc of the case costs otherwise when a figure is higher."""
    higher = scenario.set(name, scenario.settings[name] + 1)
    return any(a.cost != b.cost for a, b in zip(scenario.graph.arcs, higher.graph.arcs, strict=True))


@dataclass
class _Trial:
    """One figure through its range: the best way at each value, and the bound that holds there."""

    scenario: Scenario
    name: str
    way: Way
    deadline: Deadline
    best: dict[int, Way] = field(default_factory=dict)
    complete: bool = True

    @property
    def value(self) -> int:
        """The figure as it is set."""
        return self.scenario.settings[self.name]

    @property
    def tried(self) -> tuple[int, int]:
        """The range that is tried: the stated one, and the figure as it is set."""
        setting = read_settings()[self.name]
        return min(setting.low, self.value), max(setting.high, self.value)

    def try_range(self) -> None:
        """Find the best way at each figure: at the ends first, since what holds there bounds what lies between."""
        low, high = self.tried
        self.best[self.value] = self.way
        for figure in dict.fromkeys((high, low, *range(low, high + 1))):
            if figure not in self.best:
                self._try(figure)

    def _try(self, figure: int) -> None:
        changed = self.scenario.set(self.name, figure)
        costs = _find_costs(changed)
        known = [_with_costs(way, costs) for way in (self.way, *self._list_ways())]
        least = min(known, key=lambda way: way.cost)  # of equally cheap ones the plan itself
        floor = self._find_floor(figure)
        if least.cost <= floor:
            self.best[figure] = replace(least, least=least.cost)
            return
        if self.deadline.is_late():
            self.complete = False
            return
        found = changed.find_way(self.deadline, floor=floor, known=least)
        assert found is not None
        self.complete &= found.proven
        self.best[figure] = replace(known[0], least=found.least) if known[0].cost <= found.cost else found

    def _list_ways(self) -> list[Way]:
        return [way for figure, way in sorted(self.best.items()) if figure != self.value]

    def _find_floor(self, figure: int) -> int:
        """Bound the least cost at a figure by what is proven at others.

        No way asks less when a figure is higher. Where a way's cost is a sum of figures, the least cost is a
        concave function of each, so that it lies above the line between any two points of it.
        """
        bounds = {at: way.least for at, way in self.best.items()}
        floors = [bound for at, bound in bounds.items() if at <= figure] if self._only_adds() else []
        if not self.scenario.arguments and self._only_adds():
            for one, low in bounds.items():
                for other, high in bounds.items():
                    if one < figure < other:
                        floors.append(-(-(low * (other - figure) + high * (figure - one)) // (other - one)))
        return max(floors, default=0)

    def _only_adds(self) -> bool:
        return not self.name.startswith("argument_")

    def to_range(self) -> SettingRange:
        """Return from where to where the plan stays the cheapest."""
        stays = {figure for figure, way in self.best.items() if way.arcs == self.way.arcs} | {self.value}
        return SettingRange(self.name, self.value, self.tried, _around(self.value, stays), self.complete)


def _find_costs(scenario: Scenario) -> Mapping[tuple[int, int], int]:
    """Return the cost of the cheapest step between the same two each time."""
    costs: dict[tuple[int, int], int] = {}
    for arc in scenario.graph.arcs:
        ends = (arc.tail, arc.head)
        costs[ends] = min(arc.cost, costs.get(ends, arc.cost))
    return costs


def _with_costs(way: Way, costs: Mapping[tuple[int, int], int]) -> Way:
    return replace(way, cost=sum(costs[arc.tail, arc.head] for arc in way.arcs), least=0)


def _around(value: int, optimal: Collection[int]) -> tuple[int, int]:
    low = high = value
    while low - 1 in optimal:
        low -= 1
    while high + 1 in optimal:
        high += 1
    return low, high
