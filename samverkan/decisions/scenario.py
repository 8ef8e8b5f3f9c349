"""A case with all that it is solved under, so that it can be solved again with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from samverkan.decisions.case import Case
from samverkan.decisions.contacts import ContactGraph, build_contacts
from samverkan.decisions.cost import Scale, build_scale
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.effort import read_settings
from samverkan.decisions.formula import count_most
from samverkan.decisions.graph import Graph, build_graph, find_convincing
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.solutions import Way, find_way


@dataclass(frozen=True)
class Scenario:
    """A case, its contacts, the figures of the effort, and the scale on which its costs stand."""

    case: Case
    contacts: ContactGraph
    settings: Mapping[str, int]
    arguments: bool
    scale: Scale
    horizon: Horizon | None = None

    @cached_property
    def graph(self) -> Graph:
        """The graph of the case under these settings."""
        case, contacts, settings, scale = self.case, self.contacts, self.settings, self.scale
        return build_graph(case, contacts, settings, scale, arguments=self.arguments, horizon=self.horizon)

    @property
    def without(self) -> frozenset[str]:
        """Who is taken to refuse."""
        return self.case.without

    def find_convincing(self, actor: str) -> int:
        """Return what convincing an actor costs under these settings."""
        return find_convincing(self.case, actor, self.settings, self.arguments)

    def suppose(self, stances: Mapping[str, str]) -> Scenario:
        """Return the same with some actors taken to have other stances."""
        return replace(self, case=replace(self.case, supposed={**self.case.supposed, **stances}))

    def set(self, name: str, figure: int) -> Scenario:
        """Return the same with one figure of the effort set otherwise."""
        settings = {**self.settings, name: figure}
        contacts = (
            build_contacts(self.case.today, settings, self.case.day) if name.startswith("reach_") else self.contacts
        )
        return replace(self, settings=settings, contacts=contacts)

    def find_way(self, deadline: Deadline, *, floor: int = 0, known: Way | None = None) -> Way | None:
        """Solve the case under these settings; `floor` and `known` are what holds of it already."""
        return find_way(self.graph, refusing=self.without, deadline=deadline, floor=floor, known=known)


def build_scenario(
    case: Case, settings: Mapping[str, int], *, arguments: bool = False, horizon: Horizon | None = None
) -> Scenario:
    """Build the scenario of a case; its scale holds for every figure within the range in which it is tried."""
    ranges = read_settings()
    reaching = [name for name in settings if name.startswith("reach_")]
    widest = {name: min(settings[name], ranges[name].low) for name in reaching}
    widest["reach_cold"] = max(settings["reach_cold"], ranges["reach_cold"].high)
    unknown = sum(case.asks[number].actor is None for number in case.live)
    scale = build_scale(len(case.today.labelled("Actor")), count_most(case.formula), unknown, widest)
    return Scenario(case, build_contacts(case.today, settings, case.day), settings, arguments, scale, horizon)
