"""A way told as steps: whom to talk with, through whom, what to ask, and what to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samverkan.decisions.answer import Ask, Plan, Step
from samverkan.decisions.arguments import find_arguments, find_side_effects
from samverkan.decisions.case import Case
from samverkan.decisions.graph import Arc
from samverkan.decisions.order import find_order, find_precedence
from samverkan.decisions.solutions import Way
from samverkan.domain.positions import Stance


def build_plan(case: Case, way: Way, needs: Mapping[str, str]) -> Plan:
    """Tell a way as a plan with its steps in order; its efforts add up to that of the way."""
    asked = {a: [case.asks[n].leaf for n in _asks_to(case, way, a)] for a in way.convince}
    routes = {actor: way.find_route(actor) for actor in way.convince}
    ordered = find_order(case, asked, routes, needs)
    unpaid = {str(arc.end): arc for arc in way.contacts if arc.kind != "unknown_authority"}
    steps = tuple(_build_step(case, way, actor, reason, unpaid) for actor, reason in ordered)
    return Plan(
        effort=way.effort,
        convinces=sum(arc.effort for arc in way.arcs if arc.kind in ("convince", "above")),
        asks=sum(arc.effort for arc in way.arcs if arc.kind == "ask"),
        reaches=sum(arc.effort for arc in way.contacts),
        bound=way.bound,
        convince=way.convince,
        contacts=tuple(_contact(case, arc) for arc in way.contacts),
        steps=steps,
    )


def _asks_to(case: Case, way: Way, actor: str) -> list[int]:
    return [number for number in way.asks if case.asks[number].actor == actor]


def _contact(case: Case, arc: Arc) -> tuple[str, str, int, str]:
    assert arc.start is not None
    if arc.ask is not None:
        return arc.start, f"?{case.asks[arc.ask].leaf}", arc.effort, arc.kind
    return arc.start, str(arc.end), arc.effort, arc.contact.kind if arc.contact else arc.kind


def _build_step(case: Case, way: Way, actor: str, reason: str, unpaid: dict[str, Arc]) -> Step:
    route = way.find_route(actor)
    reached = [unpaid.pop(person) for person in (*route, actor) if person in unpaid]
    stance = case.stances[actor]
    asks = tuple(_build_ask(case, way, number) for number in _asks_to(case, way, actor))
    numbers = {number for number in way.asks if case.asks[number].actor == actor}
    arguments = tuple(find_arguments(case, actor))
    mandates = [case.asks[number].mandate for number in numbers]
    sources = _sources(case, stance, [m for m in mandates if m], reached, arguments)
    return Step(
        actor=actor,
        through=tuple(route),
        asks=asks,
        position=stance,
        convince=sum(a.effort for a in way.arcs if a.end == actor and a.kind in ("convince", "above")),
        ask=sum(a.effort for a in way.arcs if a.ask in numbers),
        reach=sum(arc.effort for arc in reached),
        arguments=arguments,
        would_help=stance.would_help if stance else None,
        effects=tuple(find_side_effects(case, actor)),
        sources=sources,
        reason=reason,
    )


def _build_ask(case: Case, way: Way, number: int) -> Ask:
    ask = case.asks[number]
    leaf = case.leaves[ask.leaf]
    used = {case.asks[n].leaf for n in way.asks}
    mandate = case.today.nodes[ask.mandate] if ask.mandate else None
    matter = case.today.nodes[leaf.matter] if leaf.matter else None
    basis = (mandate.text("legal_basis") if mandate else None) or (matter.text("legal_basis") if matter else None)
    return Ask(
        requirement=leaf.id,
        form=leaf.form,
        matter=leaf.matter,
        mandate=ask.mandate,
        legal_basis=basis,
        above=ask.above,
        after=tuple(sorted(a for a, b in find_precedence(case, used) if b == leaf.id)),
    )


def _sources(
    case: Case,
    stance: Stance | None,
    mandates: list[str],
    reached: list[Arc],
    arguments: tuple[Mapping[str, Any], ...],
) -> tuple[str, ...]:
    found = set(stance.sources) if stance else set()
    found |= {r.end for m in mandates for r in case.today.out(m, "SOURCED_BY")}
    found |= {source for arc in reached if arc.contact for source in arc.contact.sources}
    found |= {source for argument in arguments for source in argument["sources"]}
    return tuple(sorted(found))
