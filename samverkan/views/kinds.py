"""The kinds of view. A new one is a module with its KIND, its words, a test, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samverkan.views import (
    causes,
    compare_days,
    compare_initiatives,
    decision_path,
    delegation,
    influence,
    interventions,
    network,
    readiness,
    situation,
)
from samverkan.views.request import Kind, Request
from samverkan.views.spec import Page

VIEWS: Mapping[str, Kind] = {
    "decision-path": decision_path.KIND,
    "causes": causes.KIND,
    "influence": influence.KIND,
    "interventions": interventions.KIND,
    "delegation": delegation.KIND,
    "situation": situation.KIND,
    "readiness": readiness.KIND,
    "network": network.KIND,
}

# The kinds that can be compared: a network with another day, what is planned with another initiative.
COMPARED: Mapping[str, Callable[[Request], Page]] = {
    "network": compare_days.build_days,
    "decision-path": compare_initiatives.build_initiatives,
    "influence": compare_initiatives.build_initiatives,
}
