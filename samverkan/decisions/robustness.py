"""What would change the plan: a single unknown fact, or a figure of the effort that is set otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from samverkan.decisions.answer import AskFirst, Robustness, SettingRange
from samverkan.decisions.case import Case
from samverkan.decisions.contacts import ContactGraph, build_contacts
from samverkan.decisions.effort import read_settings
from samverkan.decisions.graph import Graph, build_graph
from samverkan.decisions.solutions import Way, find_way

_STOPS = 10**9


@dataclass(frozen=True)
class Question:
    """A solved case with all that it was solved under, so that it can be solved again with something changed."""

    case: Case
    contacts: ContactGraph
    settings: Mapping[str, int]
    arguments: bool
    without: Collection[str]
    seconds: float | None

    def build_graph(self) -> Graph:
        """Return the graph of the case under these settings."""
        return build_graph(self.case, self.contacts, self.settings, arguments=self.arguments)

    def find_way(self, excluded: Collection[int] = ()) -> Way | None:
        """Solve the case under these settings."""
        return find_way(self.build_graph(), refusing=self.without, excluded=excluded, seconds=self.seconds)


def find_ask_first(question: Question, way: Way) -> tuple[AskFirst, ...]:
    """Find the unknown positions and authorities whose answer would change whom the plan asks.

    The most welcome answer of a position is that it champions, the least that it opposes; of an authority that
    it is us who may decide, and that nobody may. In order of how much the answer moves the effort.
    """
    found = [*_unknown_positions(question, way), *_unknown_authorities(question, way)]
    return tuple(sorted(found, key=lambda fact: (-_spread(fact), fact.kind, fact.id)))


def _spread(fact: AskFirst) -> int:
    return (_STOPS if fact.worst is None else fact.worst) - (_STOPS if fact.best is None else fact.best)


def _unknown_positions(question: Question, way: Way) -> Iterator[AskFirst]:
    case = question.case
    for actor in case.asks_of:
        if actor in case.start or actor in question.without or case.counts(actor) != "unknown":
            continue
        ways = [
            replace(question, case=replace(case, supposed={**case.supposed, actor: value})).find_way()
            for value in ("champions", "opposes")
        ]
        yield from _fact("position", actor, way, *ways)


def _unknown_authorities(question: Question, way: Way) -> Iterator[AskFirst]:
    for number, ask in enumerate(question.case.asks):
        if ask.actor is None:
            settings = {**question.settings, "unknown_authority": 0}
            known = replace(question, settings=settings).find_way()
            yield from _fact("authority", ask.leaf, way, known, question.find_way(excluded=[number]))


def _fact(kind: str, of: str, way: Way, best: Way | None, worst: Way | None) -> Iterator[AskFirst]:
    now = set(way.convince)
    changes = {actor for other in (best, worst) if other for actor in now ^ set(other.convince)}
    if changes or best is None or worst is None:
        efforts = [other.effort if other else None for other in (best, worst)]
        yield AskFirst(kind, of, efforts[0], efforts[1], tuple(sorted(changes)))


def find_robustness(question: Question, way: Way) -> Robustness:
    """Vary each figure that bears on the case, one at a time through its stated range, and see what stays.

    The plan stays the cheapest from the lowest to the highest figure, around the one set, at which no other
    plan asks less.
    """
    used = {name for name in question.settings if _bears_on(question, name)}
    staying = set(way.convince)
    others: set[str] = set()
    ranges = []
    for name in sorted(used):
        setting = read_settings()[name]
        value = question.settings[name]
        low, high = min(setting.low, value), max(setting.high, value)
        optimal = {value}
        for figure in (f for f in range(low, high + 1) if f != value):
            changed = _with(question, name, figure)
            best = changed.find_way()
            if best is None:
                continue
            staying &= set(best.convince)
            others |= set(best.convince)
            if _effort_of(way, changed) <= best.effort:
                optimal.add(figure)
        ranges.append(SettingRange(name, value, (low, high), _around(value, optimal)))
    return Robustness(tuple(sorted(staying)), tuple(sorted((set(way.convince) | others) - staying)), tuple(ranges))


def _bears_on(question: Question, name: str) -> bool:
    """Tell whether some arc of the case costs otherwise when a figure is higher."""
    higher = _with(question, name, question.settings[name] + 1).build_graph()
    return any(a.effort != b.effort for a, b in zip(question.build_graph().arcs, higher.arcs, strict=True))


def _with(question: Question, name: str, figure: int) -> Question:
    settings = {**question.settings, name: figure}
    contacts = build_contacts(question.case.today, settings) if name.startswith("reach_") else question.contacts
    return replace(question, settings=settings, contacts=contacts)


def _effort_of(way: Way, question: Question) -> int:
    """Return what a way costs under other figures, by the cheapest step between the same two each time."""
    efforts: dict[tuple[int, int], int] = {}
    for arc in question.build_graph().arcs:
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
