"""Who must be convinced for an initiative: the whole answer, from a map to the plan that asks least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from samverkan.decisions.answer import ActorNeed, Answer, Plan
from samverkan.decisions.arguments import find_leverage
from samverkan.decisions.blocking import find_blocking_sets
from samverkan.decisions.case import Case, build_case
from samverkan.decisions.contacts import build_contacts
from samverkan.decisions.effort import build_settings
from samverkan.decisions.formula import is_met
from samverkan.decisions.gaps import find_gaps
from samverkan.decisions.needs import find_actor_needs, find_requirement_needs
from samverkan.decisions.robustness import Question, find_ask_first, find_robustness
from samverkan.decisions.solutions import Way, find_alternatives, find_refusals, find_way
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
    figures (dozens of solvings). `seconds` limits each solving.
    """
    case = build_case(content, initiative, on, start)
    figures = dict(settings) if settings is not None else build_settings()
    contacts = build_contacts(case.today, figures)
    question = Question(case, contacts, figures, arguments, without, seconds)
    graph = question.build_graph()
    needs = find_actor_needs(case)
    blocking_sets, complete = find_blocking_sets(case)
    way = find_way(graph, refusing=without, seconds=seconds)
    refusals = find_refusals(graph, way, without, seconds) if way else {}
    others = find_alternatives(graph, way, alternatives, without, seconds) if way and alternatives else []
    plan = build_plan(case, way, needs) if way else None
    gaps = find_gaps(case, needs, contacts)
    return Answer(
        initiative=initiative,
        name=content.nodes[initiative].name,
        as_of=on,
        start=case.start,
        without=tuple(sorted(set(without))),
        can_be_met=is_met(case.formula, case.pick(unknown=False, without=without)),
        actors=_build_actors(case, needs, refusals),
        requirements=find_requirement_needs(case),
        blocking_sets=blocking_sets,
        blocking_sets_complete=complete,
        plan=plan,
        alternatives=tuple(build_plan(case, other, needs) for other in others),
        gaps=gaps,
        settings=figures,
        sources=_find_sources(case, plan, needs),
        go_betweens=_build_go_betweens(case, way, needs, refusals),
        effects=tuple(n.id for n in case.today.targets(initiative, "LEADS_TO")),
        leverage=tuple(find_leverage(case, needs)),
        ask_first=find_ask_first(question, way) if way else (),
        robustness=find_robustness(question, way) if way and robustness else None,
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
