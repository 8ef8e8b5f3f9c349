"""The kinds of view. A new one is a module with its KIND, its words, a test, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from samverkan.views import (
    causes,
    decision_path,
    delegation,
    influence,
    interventions,
    network,
    readiness,
    situation,
)
from samverkan.views.request import Kind

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
