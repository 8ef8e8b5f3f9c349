"""Which single unknown fact would change the plan: a position, or who decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from samverkan.decisions.answer import AskFirst
from samverkan.decisions.cost import Cost
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.graph import find_asking
from samverkan.decisions.inquiry import Inquiry
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way, find_way, find_way_within
from samverkan.decisions.welcome import LateError, Welcome, find_change
from samverkan.domain.positions import is_restricted

_STOPS = 10**9


@dataclass(frozen=True, slots=True)
class _Search:
    """A solved scenario, the next best ways when somebody in it refuses, and until when there is time."""

    scenario: Scenario
    inquiry: Inquiry
    way: Way
    refusing: Mapping[str, Way | None]
    deadline: Deadline

    def solve(
        self, scenario: Scenario, *, floor: int = 0, known: Way | None = None, less: int | None = None
    ) -> Way | None:
        """Solve a changed scenario; what holds of it already makes that shorter.

        `less` is by how much a way may cost less than before the change (None: nobody knows): what matters then is
        in a part of the graph.
        """
        if known and known.cost <= floor:
            return known
        if self.deadline.is_late():
            raise LateError
        self.deadline.tell()
        if known and less is not None:
            limits = [limit for limit in self.inquiry.list_limits() if limit >= known.cost - 1 + less]
            if limits:
                return self._solve_part(scenario, limits[0], floor, known)
        return scenario.find_way(self.deadline, floor=floor, known=known)

    def _solve_part(self, scenario: Scenario, limit: int, floor: int, known: Way) -> Way:
        ends = {(arc.tail, arc.head) for arc in self.inquiry.find_part(limit).arcs}
        arcs = tuple(arc for arc in scenario.graph.arcs if (arc.tail, arc.head) in ends)
        way, bound = find_way_within(
            replace(scenario.graph, arcs=arcs),
            known.cost - 1,
            refusing=scenario.without,
            excluded=(),
            deadline=self.deadline,
            floor=floor,
        )
        return way or replace(known, least=min(max(floor, bound), known.cost))


def find_ask_first(
    scenario: Scenario, inquiry: Inquiry, way: Way, refusing: Mapping[str, Way | None], deadline: Deadline
) -> tuple[tuple[AskFirst, ...], bool]:
    """Find the unknown positions and authorities whose answer would change whom the plan asks; and whether all of them.

    The most welcome answer of a position is that it champions, the least that it opposes; of an authority that
    it is us who may decide, and that nobody may. In order of how much the answer moves the effort. `refusing` are the
    next best ways when each of those in the plan refuses.
    """
    search = _Search(scenario, inquiry, way, refusing, deadline)
    found: list[AskFirst] = []
    complete = True
    try:
        for fact in chain(_unknown_authorities(search), _unknown_positions(search)):
            if fact.changes or None in (fact.best, fact.worst):
                found.append(fact)
            else:
                complete &= fact.proven
    except LateError:
        complete = False
    return tuple(sorted(found, key=lambda fact: (-_spread(fact), fact.kind, fact.id))), complete


def _spread(fact: AskFirst) -> int:
    return (_STOPS if fact.worst is None else fact.worst) - (_STOPS if fact.best is None else fact.best)


def _unknown_positions(search: _Search) -> Iterator[AskFirst]:
    case, way = search.scenario.case, search.way
    asked = set(way.convince)
    settled = {*case.start, *search.scenario.without}
    concerned = dict.fromkeys([*case.asks_of, *sorted(way.passed)])
    unknown = [a for a in concerned if a not in settled and case.counts(a) == "unknown"]
    unknown = [a for a in unknown if not is_restricted(case.today, a, case.initiative, case.day)]  # nobody may ask
    for actor in (a for a in unknown if a in asked):
        best = _suppose_asked_champions(search, actor)
        yield from _fact("position", actor, way, best, _suppose_opposed(search, actor))
    others = [actor for actor in unknown if actor not in asked]
    cheaper = [a for a in others if a in case.asks_of and find_change(search.scenario, a, "champions") < 0]
    better = Welcome(search.scenario, way, search.deadline, search.inquiry.twins).find(cheaper)
    for actor in others:
        yield from _fact("position", actor, way, better.get(actor, way), _suppose_opposed(search, actor))


def _suppose_asked_champions(search: _Search, actor: str) -> Way | None:
    """Find the best way if somebody asked championed it: the same, unless that is set to cost more."""
    change = find_change(search.scenario, actor, "champions")
    same = _with_cost(search.way, change)
    if change <= 0:
        return same
    return _keep(same, search.solve(search.scenario.suppose({actor: "champions"}), floor=search.way.least))


def _suppose_opposed(search: _Search, actor: str) -> Way | None:
    """Find the best way if an actor opposed: to convince it at a higher effort, or else to do without it.

    Who opposes is no go-between, as who refuses; but where a board refuses its members answer nothing there either.
    """
    way, change = search.way, find_change(search.scenario, actor, "opposes")
    asked, passes = actor in way.convince, actor in way.passed
    if not asked and not passes and change >= 0:
        return way
    is_board = actor in search.scenario.case.boards
    if actor in search.refusing and not is_board and actor not in search.scenario.case.asks_of:
        return search.refusing[actor]
    if passes or not asked or is_board:
        floor, less = (way.least, 0) if change >= 0 else (0, None)
        opposing = search.scenario.suppose({actor: "opposes"})
        return search.solve(opposing, floor=floor, known=search.refusing.get(actor), less=less)
    if actor not in search.refusing:
        raise LateError
    return _keep(_with_cost(way, change), search.refusing[actor])


def _unknown_authorities(search: _Search) -> Iterator[AskFirst]:
    way = search.way
    case = search.scenario.case
    for number, ask in enumerate(case.asks):
        if ask.actor is None and number in case.live:
            known = _suppose_known(search, number)
            worst = _suppose_nobody(search, number) if number in way.asks else way
            yield from _fact("authority", ask.leaf, way, known, worst)


def _suppose_nobody(search: _Search, number: int) -> Way | None:
    """Find the best way if nobody may answer one ask."""
    other = search.inquiry.find_way(search.deadline, excluded=[number])
    if other is None and not search.inquiry.is_stopped(excluded=[number]):
        raise LateError
    return other


def _suppose_known(search: _Search, number: int) -> Way | None:
    """Find the best way if it were us who may answer one ask that nobody is known to: only asking costs then."""
    scenario, way = search.scenario, search.way
    effort = find_asking(scenario.case, number, scenario.settings)
    cost = scenario.scale.encode(Cost(effort))
    change = cost - scenario.scale.encode(Cost(scenario.settings["unknown_authority"], contacts=1))
    same = _with_cost(way, change if number in way.asks else 0)
    if change <= 0 if number in way.asks else change >= 0:
        return same
    if search.deadline.is_late():
        raise LateError
    arcs = tuple(replace(arc, effort=effort, cost=cost) if arc.ask == number else arc for arc in scenario.graph.arcs)
    changed = replace(scenario.graph, arcs=arcs)
    floor = way.least + min(change, 0)
    return _keep(same, find_way(changed, refusing=scenario.without, deadline=search.deadline, floor=floor, known=way))


def _with_cost(way: Way, change: int) -> Way:
    return replace(way, cost=way.cost + change, least=way.least + change)


def _keep(same: Way, other: Way | None) -> Way:
    """Return the plan at hand unless another asks less."""
    if other is None:
        return same
    best = same if same.cost <= other.cost else other
    return replace(best, least=min(same.least, other.least, best.cost))


def _fact(kind: str, of: str, way: Way, best: Way | None, worst: Way | None) -> Iterator[AskFirst]:
    """Yield a fact that would change whom the plan asks, or of which it is not certain that it would not."""
    now = set(way.convince)
    changes = {actor for other in (best, worst) if other for actor in now ^ set(other.convince)}
    proven = all(other.proven for other in (best, worst) if other)
    if changes or best is None or worst is None or not proven:
        efforts = [other.effort if other else None for other in (best, worst)]
        yield AskFirst(kind, of, efforts[0], efforts[1], tuple(sorted(changes)), proven)
