"""What would change the plan: a single unknown fact, or a figure of the effort that is set otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samverkan.decisions.answer import AskFirst, Robustness, SettingRange
from samverkan.decisions.case import Case
from samverkan.decisions.contacts import ContactGraph, build_contacts
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.effort import read_settings
from samverkan.decisions.graph import Graph, build_graph, find_convincing
from samverkan.decisions.solutions import Way, find_way

_STOPS = 10**9


@dataclass(frozen=True)
class Scenario:
    """A solved case with all that it was solved under, so that it can be solved again with something changed."""

    case: Case
    contacts: ContactGraph
    settings: Mapping[str, int]
    arguments: bool
    without: Collection[str]
    deadline: Deadline

    def build_graph(self) -> Graph:
        """Return the graph of the case under these settings."""
        return build_graph(self.case, self.contacts, self.settings, arguments=self.arguments)

    def find_convincing(self, actor: str) -> int:
        """Return what convincing an actor costs under these settings."""
        return find_convincing(self.case, actor, self.settings, self.arguments)

    def suppose(self, stances: Mapping[str, str]) -> Scenario:
        """Return the same with some actors taken to have other stances."""
        return replace(self, case=replace(self.case, supposed={**self.case.supposed, **stances}))

    def find_way(self, excluded: Collection[int] = ()) -> Way | None:
        """Solve the case under these settings."""
        return find_way(self.build_graph(), refusing=self.without, excluded=excluded, deadline=self.deadline)


def find_ask_first(scenario: Scenario, way: Way, refusing: Mapping[str, Way | None]) -> tuple[AskFirst, ...]:
    """Find the unknown positions and authorities whose answer would change whom the plan asks.

    The most welcome answer of a position is that it champions, the least that it opposes; of an authority that
    it is us who may decide, and that nobody may. In order of how much the answer moves the effort. `refusing` are the
    next best ways when each of those in the plan refuses.
    """
    found = [*_unknown_positions(scenario, way, refusing), *_unknown_authorities(scenario, way)]
    return tuple(sorted(found, key=lambda fact: (-_spread(fact), fact.kind, fact.id)))


def _spread(fact: AskFirst) -> int:
    return (_STOPS if fact.worst is None else fact.worst) - (_STOPS if fact.best is None else fact.best)


def _unknown_positions(scenario: Scenario, way: Way, refusing: Mapping[str, Way | None]) -> Iterator[AskFirst]:
    case = scenario.case
    asked = set(way.convince)
    settled = {*case.start, *scenario.without}
    unknown = [actor for actor in case.asks_of if actor not in settled and case.counts(actor) == "unknown"]
    better = _find_welcome(scenario, way, [actor for actor in unknown if actor not in asked])
    for actor in unknown:
        best = _suppose_asked_champions(scenario, way, actor) if actor in asked else better.get(actor, way)
        yield from _fact("position", actor, way, best, _suppose_opposed(scenario, way, actor, refusing))


def _find_welcome(scenario: Scenario, way: Way, actors: Sequence[str]) -> dict[str, Way]:
    """Find who of those not asked would open a cheaper plan by championing it, each with that plan.

    Tried are all of them at once: where many open none together, none of them does alone, and a plan that asks one
    of them only is what that one opens alone.
    """
    found: dict[str, Way] = {}
    left = set(actors)
    while left:
        other = scenario.suppose(dict.fromkeys(sorted(left), "champions")).find_way()
        used = left.intersection(other.convince) if other is not None and other.effort < way.effort else set()
        if other is None or not used:
            break
        left -= used
        found |= {actor: other for actor in used} if len(used) == 1 else _find_welcome_alone(scenario, way, used)
    return found


def _find_welcome_alone(scenario: Scenario, way: Way, actors: Collection[str]) -> dict[str, Way]:
    ways = {actor: scenario.suppose({actor: "champions"}).find_way() for actor in sorted(actors)}
    return {actor: other for actor, other in ways.items() if other is not None and other.effort < way.effort}


def _suppose_asked_champions(scenario: Scenario, way: Way, actor: str) -> Way | None:
    """Find the best way if somebody asked championed it: the same, unless that is set to cost more."""
    change = _find_change(scenario, actor, "champions")
    same = _with_effort(way, change)
    return same if change <= 0 else _keep(same, scenario.suppose({actor: "champions"}).find_way())


def _suppose_opposed(scenario: Scenario, way: Way, actor: str, refusing: Mapping[str, Way | None]) -> Way | None:
    """Find the best way if an actor opposed: to convince it at a higher effort, or else to do without it."""
    change = _find_change(scenario, actor, "opposes")
    if actor not in way.actors and change >= 0:
        return way
    passes = any(arc.kind == "contact" and arc.start == actor for arc in way.arcs)
    if passes or actor not in way.actors:
        return scenario.suppose({actor: "opposes"}).find_way()
    return _keep(_with_effort(way, change), refusing[actor])


def _find_change(scenario: Scenario, actor: str, value: str) -> int:
    """Find how much more (or less) convincing an actor costs if it had another stance."""
    return scenario.suppose({actor: value}).find_convincing(actor) - scenario.find_convincing(actor)


def _unknown_authorities(scenario: Scenario, way: Way) -> Iterator[AskFirst]:
    for number, ask in enumerate(scenario.case.asks):
        if ask.actor is None:
            known = _suppose_known(scenario, way, number)
            worst = scenario.find_way(excluded=[number]) if number in way.asks else way
            yield from _fact("authority", ask.leaf, way, known, worst)


def _suppose_known(scenario: Scenario, way: Way, number: int) -> Way | None:
    """Find the best way if it were us who may answer one ask that nobody is known to: only asking costs then."""
    effort = scenario.settings[f"ask_{scenario.case.leaves[scenario.case.asks[number].leaf].form}"]
    change = effort - scenario.settings["unknown_authority"]
    same = _with_effort(way, change if number in way.asks else 0)
    if change <= 0 if number in way.asks else change >= 0:
        return same
    graph = scenario.build_graph()
    arcs = tuple(replace(arc, effort=effort) if arc.ask == number else arc for arc in graph.arcs)
    return _keep(same, find_way(replace(graph, arcs=arcs), refusing=scenario.without, deadline=scenario.deadline))


def _with_effort(way: Way, change: int) -> Way:
    return replace(way, effort=way.effort + change, bound=way.bound + change)


def _keep(same: Way, other: Way | None) -> Way:
    """Return the plan at hand unless another asks less."""
    return same if other is None or same.effort <= other.effort else other


def _fact(kind: str, of: str, way: Way, best: Way | None, worst: Way | None) -> Iterator[AskFirst]:
    now = set(way.convince)
    changes = {actor for other in (best, worst) if other for actor in now ^ set(other.convince)}
    if changes or best is None or worst is None:
        efforts = [other.effort if other else None for other in (best, worst)]
        yield AskFirst(kind, of, efforts[0], efforts[1], tuple(sorted(changes)))


def find_robustness(scenario: Scenario, way: Way) -> Robustness:
    """Vary each figure that bears on the case, one at a time through its stated range, and see what stays.

    The plan stays the cheapest from the lowest to the highest figure, around the one set, at which no other
    plan asks less.
    """
    used = {name for name in scenario.settings if _bears_on(scenario, name)}
    staying = set(way.convince)
    others: set[str] = set()
    ranges = []
    for name in sorted(used):
        setting = read_settings()[name]
        value = scenario.settings[name]
        low, high = min(setting.low, value), max(setting.high, value)
        optimal = {value}
        for figure in (f for f in range(low, high + 1) if f != value):
            changed = _with(scenario, name, figure)
            best = changed.find_way()
            if best is None:
                continue
            staying &= set(best.convince)
            others |= set(best.convince)
            if _effort_of(way, changed) <= best.effort:
                optimal.add(figure)
        ranges.append(SettingRange(name, value, (low, high), _around(value, optimal)))
    return Robustness(tuple(sorted(staying)), tuple(sorted((set(way.convince) | others) - staying)), tuple(ranges))


def _bears_on(scenario: Scenario, name: str) -> bool:
    """Tell whether some arc of the case costs otherwise when a figure is higher."""
    higher = _with(scenario, name, scenario.settings[name] + 1).build_graph()
    return any(a.effort != b.effort for a, b in zip(scenario.build_graph().arcs, higher.arcs, strict=True))


def _with(scenario: Scenario, name: str, figure: int) -> Scenario:
    settings = {**scenario.settings, name: figure}
    contacts = build_contacts(scenario.case.today, settings) if name.startswith("reach_") else scenario.contacts
    return replace(scenario, settings=settings, contacts=contacts)


def _effort_of(way: Way, scenario: Scenario) -> int:
    """Return what a way costs under other figures, by the cheapest step between the same two each time."""
    efforts: dict[tuple[int, int], int] = {}
    for arc in scenario.build_graph().arcs:
        ends = (arc.tail, arc.head)
        efforts[ends] = min(arc.effort, efforts.get(ends, arc.effort))
    return sum(efforts[arc.tail, arc.head] for arc in way.arcs)


def _around(value: int, optimal: Collection[int]) -> tuple[int, int]:
    low = high = value
    while low - 1 in optimal:
        low -= 1
    while high + 1 in optimal:
        high += 1
    return low, high
