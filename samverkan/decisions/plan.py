"""Who must be convinced for an initiative: the whole answer, from a map to the plan that asks least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from samverkan.decisions.answer import ActorNeed, Answer, Plan
from samverkan.decisions.arguments import find_leverage
from samverkan.decisions.blocking import find_blocking_sets
from samverkan.decisions.case import Case, build_case
from samverkan.decisions.contacts import build_contacts
from samverkan.decisions.deadline import set_deadlines
from samverkan.decisions.effort import build_settings
from samverkan.decisions.formula import is_met
from samverkan.decisions.gaps import find_gaps
from samverkan.decisions.needs import find_actor_needs, find_requirement_needs
from samverkan.decisions.robustness import Scenario, find_ask_first, find_robustness
from samverkan.decisions.solutions import Way, find_alternatives, find_refusals
from samverkan.decisions.steps import build_plan
from samverkan.model import Map


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
) -> Answer:
    """Find who must be convinced for an initiative, and the proven cheapest plan from `start`.

    `content` is the whole map, not yet filtered by date. `without` are actors taken to refuse; needs and
    blocking sets are told of the initiative as such, as if nobody had refused. `robustness` also varies the
    figures (dozens of solvings). `seconds` limits the whole answer; what is not
    proven by then is the best that was found.
    """
    case = build_case(content, initiative, on, start)
    figures = dict(settings) if settings is not None else build_settings()
    first, whole = set_deadlines(seconds)
    scenario = Scenario(case, build_contacts(case.today, figures), figures, arguments, tuple(without), first)
    needs = find_actor_needs(case)
    told = _tell_case(scenario, needs)
    way = scenario.find_way()
    return (
        told
        if way is None
        else _tell_way(told, replace(scenario, deadline=whole), way, needs, alternatives, robustness)
    )


def _tell_way(
    told: Answer, scenario: Scenario, way: Way, needs: Mapping[str, str], alternatives: int, robustness: bool
) -> Answer:
    """Add to an answer what rests on its cheapest way: the plan, refusals, alternatives, what would change it."""
    case, graph, without, deadline = scenario.case, scenario.build_graph(), scenario.without, scenario.deadline
    others = find_alternatives(graph, way, alternatives, without, deadline) if alternatives else []
    refusing = find_refusals(graph, way, without, deadline)
    refusals = {actor: "stops" if other is None else other.effort for actor, other in refusing.items()}
    plan = build_plan(case, way, needs)
    return replace(
        told,
        actors=_build_actors(case, needs, refusals),
        plan=plan,
        alternatives=tuple(build_plan(case, other, needs) for other in others),
        sources=_find_sources(case, plan, needs),
        go_betweens=_build_go_betweens(case, way, needs, refusals),
        ask_first=find_ask_first(scenario, way, refusing),
        robustness=find_robustness(scenario, way) if robustness else None,
    )


def _tell_case(scenario: Scenario, needs: Mapping[str, str]) -> Answer:
    """Tell everything that holds of a case whatever way is taken; it is the whole answer where there is none."""
    case = scenario.case
    blocking_sets, complete = find_blocking_sets(case)
    return Answer(
        initiative=case.initiative,
        name=case.whole.nodes[case.initiative].name,
        as_of=case.day,
        start=case.start,
        without=tuple(sorted(set(scenario.without))),
        can_be_met=is_met(case.formula, case.pick(unknown=False, without=scenario.without)),
        actors=_build_actors(case, needs, {}),
        requirements=find_requirement_needs(case),
        blocking_sets=blocking_sets,
        blocking_sets_complete=complete,
        plan=None,
        alternatives=(),
        gaps=find_gaps(case, needs, scenario.contacts),
        settings=scenario.settings,
        sources=_find_sources(case, None, needs),
        effects=tuple(n.id for n in case.today.targets(case.initiative, "LEADS_TO")),
        leverage=tuple(find_leverage(case, needs)),
    )


def _build_actors(case: Case, needs: Mapping[str, str], refusals: Mapping[str, str | int]) -> tuple[ActorNeed, ...]:
    return tuple(_actor_need(case, actor, need, refusals) for actor, need in needs.items())


def _actor_need(case: Case, actor: str, need: str, refusals: Mapping[str, str | int]) -> ActorNeed:
    return ActorNeed(
        id=actor,
        name=case.today.nodes[actor].name,
        need=need,
        requirements=tuple(case.asks[number].leaf for number in case.asks_of.get(actor, ())),
        refuses=refusals.get(actor, "not in plan"),
        stance=case.stances[actor],
    )


def _build_go_betweens(
    case: Case, way: Way | None, needs: Mapping[str, str], refusals: Mapping[str, str | int]
) -> tuple[ActorNeed, ...]:
    passed = sorted(way.actors - set(way.convince) - set(needs)) if way else []
    return tuple(_actor_need(case, actor, "through", refusals) for actor in passed)


def _find_sources(case: Case, plan: Plan | None, needs: Mapping[str, str]) -> tuple[str, ...]:
    """Collect the sources of everything that is told: mandates, positions, ties and arguments of the plan."""
    found = {source for step in (plan.steps if plan else ()) for source in step.sources}
    mandates = [mandate for candidates in case.candidates.values() for mandate in candidates.meeting]
    found |= {r.end for thing in (case.initiative, *mandates) for r in case.today.out(thing, "SOURCED_BY")}
    stances = [case.stances[actor] for actor in needs]
    return tuple(sorted(found | {source for s in stances if s for source in s.sources}))
