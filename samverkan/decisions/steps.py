"""A way told as steps: whom to talk with, through whom, what to ask, and what to say."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from samverkan.decisions.answer import Ask, Plan, Step, Untold
from samverkan.decisions.arguments import find_arguments, find_side_effects
from samverkan.decisions.case import Case
from samverkan.decisions.formula import find_asks, is_met
from samverkan.decisions.graph import Arc
from samverkan.decisions.order import find_order
from samverkan.decisions.solutions import Way
from samverkan.decisions.stages import find_precedence, find_stages
from samverkan.domain.positions import Stance


@dataclass(frozen=True)
class Teller:
    """What tells the ways of a case as plans; what is the same of somebody in each of them is found once.

    All ways have the same efforts: of two steps to the same actor, by the same people, with the same asks, one is told.
    """

    case: Case
    needs: Mapping[str, str]
    steps: dict[Hashable, Step] = field(default_factory=dict)
    _sayings: dict[str, tuple[tuple[Mapping[str, Any], ...], tuple[str, ...]]] = field(default_factory=dict)

    def build(self, way: Way) -> Plan:
        """Tell a way as a plan with its steps in order; its efforts add up to that of the way."""
        return _build_plan(self, _Telling(self.case, way), way)

    def defer(self, way: Way) -> Untold:
        """Tell of a way whom it asks, and the rest when somebody wants to know."""
        found_out = (
            self.case.asks[arc.ask].leaf for arc in way.arcs if arc.kind == "unknown_authority" and arc.ask is not None
        )
        return Untold(way.convince, frozenset(found_out), partial(self.build, way))

    def find_sayings(self, actor: str) -> tuple[tuple[Mapping[str, Any], ...], tuple[str, ...]]:
        """Return the arguments for an actor, and the side effects that it will ask about."""
        if actor not in self._sayings:
            self._sayings[actor] = tuple(find_arguments(self.case, actor)), tuple(find_side_effects(self.case, actor))
        return self._sayings[actor]


def _build_plan(teller: Teller, telling: _Telling, way: Way) -> Plan:
    case, needs = teller.case, teller.needs
    routes = {actor: way.find_route(actor) for actor in way.asked}
    ordered = find_order(case, telling.asked, telling.stages, routes, needs)
    unpaid = {str(arc.end): arc for arc in way.contacts if arc.kind != "unknown_authority"}
    return Plan(
        effort=way.effort,
        convinces=sum(arc.effort for arc in way.arcs if arc.kind in ("convince", "above")),
        asks=sum(arc.effort for arc in way.arcs if arc.kind == "ask"),
        reaches=sum(arc.effort for arc in way.contacts),
        bound=way.bound,
        convince=way.convince,
        contacts=tuple(_contact(case, arc) for arc in way.contacts),
        steps=tuple(_build_step(teller, telling, routes[actor], actor, reason, unpaid) for actor, reason in ordered),
    )


@dataclass(frozen=True)
class _Telling:
    """A way of a case while it is told: what it puts to each actor, in the formal order."""

    case: Case
    way: Way

    @cached_property
    def stages(self) -> Mapping[int, int]:
        """The place of each ask in the formal order."""
        return find_stages(self.case, self.way.asks)

    @cached_property
    def asked(self) -> Mapping[str, Sequence[int]]:
        """The asks put to each actor, in the formal order."""
        groups: dict[str, list[int]] = {}
        for number in sorted(self.way.asks, key=lambda n: (self.stages[n], n)):
            actor = self.case.asks[number].actor
            if actor is not None:
                groups.setdefault(actor, []).append(number)
        return groups

    @cached_property
    def arcs_of(self) -> Mapping[str | None, Sequence[Arc]]:
        """The arcs that end at each actor."""
        groups: dict[str | None, list[Arc]] = {}
        for arc in self.way.arcs:
            groups.setdefault(arc.end, []).append(arc)
        return groups

    @cached_property
    def after(self) -> Mapping[str, tuple[str, ...]]:
        """The leaves that come before each leaf."""
        found: dict[str, list[str]] = {}
        for one, other in sorted(find_precedence(self.case, {self.case.asks[n].leaf for n in self.way.asks})):
            found.setdefault(other, []).append(one)
        return {leaf: tuple(before) for leaf, before in found.items()}

    def find_place(self, number: int) -> tuple[int, tuple[str, ...]]:
        """Return the place of an ask in the formal order, and the leaves that come before it."""
        return self.stages[number], self.after.get(self.case.asks[number].leaf, ())

    @cached_property
    def mandates(self) -> Mapping[int, str | None]:
        """The mandate of each ask: of the first option of its leaf that the way meets, else the first that it has."""
        found = {number: self.case.asks[number].mandate for number in self.way.asks}
        for leaf in {self.case.asks[number].leaf for number in self.way.asks}:
            for option, formula in reversed(self.case.ways.get(leaf, ())):
                if is_met(formula, self.way.ask_set):
                    found |= dict.fromkeys(self.way.ask_set.intersection(find_asks(formula)), option.mandate)
        return found


def _contact(case: Case, arc: Arc) -> tuple[str, str, int, str]:
    assert arc.start is not None
    if arc.ask is not None:
        return arc.start, f"?{case.asks[arc.ask].leaf}", arc.effort, arc.kind
    return arc.start, str(arc.end), arc.effort, arc.contact.kind if arc.contact else arc.kind


def _build_step(
    teller: Teller, telling: _Telling, route: Sequence[str], actor: str, reason: str, unpaid: dict[str, Arc]
) -> Step:
    reached = tuple(unpaid.pop(person) for person in (*route, actor) if person in unpaid)
    asks = tuple((number, telling.mandates[number], *telling.find_place(number)) for number in telling.asked[actor])
    key = (actor, tuple(route), reached, asks, reason)
    if key not in teller.steps:
        teller.steps[key] = _tell_step(teller, telling, route, actor, reason, reached)
    return teller.steps[key]


def _tell_step(
    teller: Teller, telling: _Telling, route: Sequence[str], actor: str, reason: str, reached: Sequence[Arc]
) -> Step:
    case = telling.case
    stance = case.stances[actor]
    numbers = telling.asked[actor]
    asks = tuple(_build_ask(telling, number) for number in numbers)
    arguments, effects = teller.find_sayings(actor)
    sources = _sources(case, stance, [ask.mandate for ask in asks if ask.mandate], reached, arguments)
    return Step(
        actor=actor,
        through=tuple(route),
        asks=asks,
        position=stance,
        convince=sum(a.effort for a in telling.arcs_of[actor] if a.kind in ("convince", "above")),
        ask=sum(a.effort for a in telling.arcs_of[actor] if a.ask in numbers),
        reach=sum(arc.effort for arc in reached),
        arguments=arguments,
        would_help=stance.would_help if stance else None,
        effects=effects,
        sources=sources,
        reason=reason,
    )


def _build_ask(telling: _Telling, number: int) -> Ask:
    case, ask = telling.case, telling.case.asks[number]
    leaf, used = case.leaves[ask.leaf], telling.mandates[number]
    stage, after = telling.find_place(number)
    mandate = case.today.nodes[used] if used else None
    matter = case.today.nodes[leaf.matter] if leaf.matter else None
    basis = (mandate.text("legal_basis") if mandate else None) or (matter.text("legal_basis") if matter else None)
    return Ask(
        requirement=leaf.id,
        form="consult" if ask.beside else leaf.form,
        matter=leaf.matter,
        mandate=used,
        legal_basis=basis,
        above=ask.above,
        after=after,
        conditions=mandate.text("conditions") if mandate else None,
        hearing=ask.hearing,
        stage=stage,
        stands_for=ask.stands_for,
    )


def _sources(
    case: Case,
    stance: Stance | None,
    mandates: list[str],
    reached: Sequence[Arc],
    arguments: tuple[Mapping[str, Any], ...],
) -> tuple[str, ...]:
    found = set(stance.sources) if stance else set()
    found |= {r.end for m in mandates for r in case.today.out(m, "SOURCED_BY")}
    found |= {source for arc in reached if arc.contact for source in arc.contact.sources}
    found |= {source for argument in arguments for source in argument["sources"]}
    return tuple(sorted(found))
