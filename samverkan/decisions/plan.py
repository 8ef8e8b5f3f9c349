"""Who must be convinced for an initiative: the whole answer, from a map to the plan that asks least."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Any

from samverkan.decisions.alternatives import Alternatives, find_alternatives
from samverkan.decisions.answer import ActorNeed, Answer, Condition, Gap, Other, Plan
from samverkan.decisions.arguments import find_leverage
from samverkan.decisions.ask_first import find_ask_first
from samverkan.decisions.blocking import find_blocking_sets
from samverkan.decisions.case import Case, build_case
from samverkan.decisions.deadline import WHENEVER, Deadline, Listener, set_deadlines
from samverkan.decisions.earlier import Earlier
from samverkan.decisions.effort import build_settings
from samverkan.decisions.gaps import find_contact_gaps, find_gaps
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.inquiry import Inquiry
from samverkan.decisions.needs import can_be_met, find_actor_needs, find_requirement_needs
from samverkan.decisions.others import find_others
from samverkan.decisions.refusals import find_refusals
from samverkan.decisions.robustness import find_robustness
from samverkan.decisions.scenario import Scenario, build_scenario
from samverkan.decisions.solutions import Way
from samverkan.decisions.steps import Teller
from samverkan.decisions.tallies import find_bringers
from samverkan.domain.issues import find_analysis
from samverkan.measures.foresight import find_context, find_precedents
from samverkan.model import Map

Refusals = Mapping[str, Way | None]
_KEPT = 5  # telling may take this part of all of it
_PART = 3  # finding who can stop it may take this part of the time for the plan


def build_answer(
    content: Map,
    initiative: str,
    *,
    on: date,
    start: Sequence[str],
    without: Sequence[str] = (),
    alternatives: int = 0,
    settings: Mapping[str, int] | None = None,
    arguments: bool = False,
    robustness: bool = False,
    seconds: float | None = 20,
    listener: Listener | None = None,
    horizon: Horizon | None = None,
    earlier: Earlier | None = None,
) -> Answer:
    """Find who must be convinced for an initiative, and the proven cheapest plan from `start`.

    `content` is the whole map, not yet filtered by date. `without` are actors taken to refuse every leaf that is still
    open: needs, blocking sets and plan reckon with it, what is told of the requirements does not. `robustness` also
    varies the figures. `seconds` limits the whole answer; what is not proven by then is the best that was found, and
    says so. `listener` hears how far it has come. With a `horizon` the map holds no contacts beyond it: what may depend
    on these is not proven, and says so, too. What smaller parts of the map showed `earlier`, the plan is no worse than.
    """
    parts = ["plan", "refusals", "alternatives", "ask_first", *(["robustness"] if robustness else [])]
    deadlines = set_deadlines(seconds, parts, listener, horizon.rest if horizon else WHENEVER)
    began = monotonic()
    case = build_case(content, initiative, on, start, without)
    figures = dict(settings) if settings is not None else build_settings()
    scenario = build_scenario(case, figures, arguments=arguments, horizon=horizon)
    deadlines["plan"].tell()
    needs = find_actor_needs(case)
    told = _tell_case(scenario, needs, deadlines["plan"].share(_PART))
    deadlines = _keep_for_telling(deadlines, monotonic() - began, seconds)
    way = (earlier or Earlier()).find_way(scenario, deadlines["plan"])
    if way is not None:
        deadlines["plan"].tell(way.effort, way.bound)
    return told if way is None else _tell_way(told, scenario, way, needs, alternatives, deadlines)


def _keep_for_telling(deadlines: Mapping[str, Deadline], took: float, seconds: float | None) -> Mapping[str, Deadline]:
    """Return the deadlines of all parts but the plan so much earlier that there is time to tell of what is found.

    To tell goes over the same map as to build the case and what holds of it, which `took` so many seconds; it gets no
    more than a part of all of them.
    """
    if seconds is None:
        return deadlines
    kept = min(took, seconds / _KEPT)
    return {part: deadline if part == "plan" else deadline.advance(kept) for part, deadline in deadlines.items()}


def _tell_way(
    told: Answer,
    scenario: Scenario,
    way: Way,
    needs: Mapping[str, str],
    alternatives: int,
    deadlines: Mapping[str, Deadline],
) -> Answer:
    """Add to an answer what rests on its cheapest way: the plan, refusals, alternatives, what would change it."""
    case, inquiry = scenario.case, Inquiry(scenario.graph, scenario.without)
    way, refusals, others = _find_others(inquiry, way, max(1, alternatives), deadlines)
    ask_first, all_asked = find_ask_first(scenario, inquiry, way, refusals, deadlines["ask_first"])
    teller = Teller(case, needs)
    plan = teller.build(way)
    plans = [teller.build(other) for other in others.ways]
    passed = _build_go_betweens(teller, way, refusals)
    unasked = find_others(case, way.asked)
    return replace(
        told,
        actors=_build_actors(teller, way, refusals),
        plan=plan,
        alternatives=tuple(plans[:alternatives]),
        alternatives_complete=others.complete or len(plans) >= alternatives,
        next_best=plans[0] if plans else None,
        next_best_complete=others.complete or bool(plans),
        sources=_find_sources(case, [plan, *plans[:alternatives]], [*needs, *(a.id for a in passed)], unasked),
        go_betweens=passed,
        rests_on=tuple(_find_conditions(case, way, refusals)),
        ask_first=ask_first,
        ask_first_complete=all_asked,
        others=unasked,
        gaps=(*told.gaps, *find_contact_gaps(case, scenario.contacts, way, scenario.horizon), *_find_unread(scenario)),
        robustness=find_robustness(scenario, way, deadlines["robustness"]) if "robustness" in deadlines else None,
    )


def _find_unread(scenario: Scenario) -> Iterator[Gap]:
    """Yield that a cheaper way may lead over contacts that have not been read."""
    if scenario.horizon and scenario.horizon.crossed:
        yield Gap("contacts_not_read", scenario.case.initiative, {"effort": scenario.horizon.radius})


def _find_others(
    inquiry: Inquiry, way: Way, count: int, deadlines: Mapping[str, Deadline]
) -> tuple[Way, Refusals, Alternatives]:
    """Find the next best ways for refusals, and those with other people.

    Where a plan is not proven, a better one that is found among them takes its place.
    """
    while True:
        inquiry.note(way)
        refusals = find_refusals(inquiry, way, deadlines["refusals"])
        others = find_alternatives(inquiry, way, count, deadlines["alternatives"])
        best = min(inquiry.ways, key=lambda known: known.cost)
        if best.cost >= way.cost:
            return way, refusals, others
        way = replace(best, least=min(way.least, best.cost))


def _find_conditions(case: Case, way: Way, refusals: Refusals) -> list[Condition]:
    """Find the yeses and the contacts that the plan rests on: without them it would take more, or stop.

    Whoever there was no time for may be one of them, and is told as such.
    """
    asked = [actor for actor in way.convince if actor not in case.start]
    agreeing = [actor for actor in asked if case.counts(actor) in ("champions", "supports")]
    passed = sorted(way.passed - set(way.asked))
    found = [
        _to_condition(kind, actor, refusals)
        for kind, actors in (("yes", agreeing), ("contact", passed))
        for actor in actors
    ]
    return [condition for condition in found if condition.otherwise != way.effort]


def _to_condition(kind: str, actor: str, refusals: Refusals) -> Condition:
    other = refusals.get(actor)
    if other is None:
        return Condition(kind, actor, None, actor in refusals)
    return Condition(kind, actor, other.effort, other.proven)


def _tell_case(scenario: Scenario, needs: Mapping[str, str], deadline: Deadline) -> Answer:
    """Tell everything that holds of a case whatever way is taken; it is the whole answer where there is none."""
    case = scenario.case
    blocking = find_blocking_sets(case, deadline)
    unasked = find_others(case, ())
    return Answer(
        initiative=case.initiative,
        name=case.whole.nodes[case.initiative].name,
        as_of=case.day,
        start=case.start,
        without=tuple(sorted(set(scenario.without))),
        can_be_met=can_be_met(case),
        actors=_build_actors(Teller(case, needs), None, {}),
        requirements=find_requirement_needs(_before_refusals(case)),
        blocking_sets=blocking.sets,
        blocking_sets_complete=blocking.complete,
        blocking_patterns=blocking.patterns,
        plan=None,
        alternatives=(),
        gaps=find_gaps(case, needs),
        settings=scenario.settings,
        sources=_find_sources(case, (), needs, unasked),
        effects=tuple(n.id for n in case.today.targets(case.initiative, "LEADS_TO")),
        leverage=tuple(find_leverage(case, needs)),
        **_find_story(case),
        analysis=find_analysis(case.whole, case.initiative),
        others=unasked,
        earlier=find_precedents(case.whole, case.initiative, case.day),
        context=find_context(case.whole, case.today, case.initiative, case.day),
        brings=find_bringers(case),
    )


def _before_refusals(case: Case) -> Case:
    """Return the case as it is when nobody is taken to refuse: what is told of the requirements is told of them."""
    if not case.without:
        return case
    return build_case(case.whole, case.initiative, case.day, case.start, today=case.today)


def _find_story(case: Case) -> dict[str, Any]:
    """Return what the map says of the initiative itself."""
    node = case.whole.nodes[case.initiative]
    pilot = node.properties.get("pilot_until")
    texts = {key: node.text(key) for key in ("status", "outcome", "lesson")}
    return {**texts, "pilot_until": pilot if isinstance(pilot, date) else None}


def _build_actors(teller: Teller, way: Way | None, refusals: Refusals) -> tuple[ActorNeed, ...]:
    return tuple(_actor_need(teller, actor, way, refusals) for actor in teller.needs)


def _actor_need(teller: Teller, actor: str, way: Way | None, refusals: Refusals) -> ActorNeed:
    case, other = teller.case, refusals.get(actor)
    unknown = "not in plan" if way is None or actor not in way.actors else "unknown"
    if way is not None and actor in way.asked and actor not in way.convince:
        unknown = "is only heard"
    return ActorNeed(
        id=actor,
        name=case.today.nodes[actor].name,
        need=teller.needs.get(actor, "through"),
        requirements=_find_leaves(case, actor),
        refuses=other.effort if other else "stops" if actor in refusals else unknown,
        stance=case.stances[actor],
        refuses_bound=other.bound if other else None,
        refuses_way=teller.defer(other) if other else None,
    )


def _find_leaves(case: Case, actor: str) -> tuple[str, ...]:
    """Return the leaves that an actor may answer, and those before whose answer it is heard."""
    heard = (case.asks[number].leaf for number in case.hearings_of.get(actor, ()) if number in case.useful)
    return tuple(dict.fromkeys((*case.candidates_for.get(actor, ()), *heard)))


def _build_go_betweens(teller: Teller, way: Way, refusals: Refusals) -> tuple[ActorNeed, ...]:
    passed = sorted(way.actors - set(way.asked) - set(teller.needs))
    return tuple(_actor_need(teller, actor, way, refusals) for actor in passed)


def _find_sources(
    case: Case, plans: Iterable[Plan], actors: Iterable[str], unasked: Iterable[Other]
) -> tuple[str, ...]:
    """Collect the sources of everything that is told: mandates, the actors' positions, ties and arguments of plans.

    What is told of those who bear on it unasked has sources too.
    """
    found = {source for plan in plans for step in plan.steps for source in step.sources}
    found |= {source for other in unasked for source in other.sources}
    mandates = [mandate for candidates in case.candidates.values() for mandate in candidates.meeting]
    found |= {r.end for thing in (case.initiative, *mandates) for r in case.today.out(thing, "SOURCED_BY")}
    stances = [case.stances[actor] for actor in actors]
    return tuple(sorted(found | {source for s in stances if s for source in s.sources}))
