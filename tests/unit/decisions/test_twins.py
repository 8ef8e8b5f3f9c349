"""Actors whom nothing sets apart: what one refusal comes to is what the other does, and is solved once."""

from __future__ import annotations

import pytest
from benchmarks.boards import make_levels
from oracle.sketch import DAY, GOAL, US, Sketch, leaf

from samverkan.decisions import inquiry, twins
from samverkan.decisions.case import build_case
from samverkan.decisions.cost import Cost
from samverkan.decisions.deadline import WHENEVER
from samverkan.decisions.effort import build_settings
from samverkan.decisions.inquiry import Inquiry
from samverkan.decisions.refusals import find_refusals
from samverkan.decisions.scenario import Scenario, build_scenario
from samverkan.decisions.twins import Twins


def build(sketch: Sketch) -> Scenario:
    return build_scenario(build_case(sketch.build(), GOAL, DAY, [US]), build_settings())


def find_all(scenario: Scenario) -> dict[str, tuple[Cost, bool] | None]:
    """Find what each refusal comes to; every way holds together, without whoever refuses."""
    asked = Inquiry(scenario.graph, scenario.without)
    way = scenario.find_way(WHENEVER)
    assert way is not None
    asked.note(way)
    refusals = find_refusals(asked, way, WHENEVER)
    for actor, other in refusals.items():
        assert other is None or (actor not in other.actors and sum(arc.cost for arc in other.arcs) == other.cost)
    return {a: (scenario.scale.decode(o.cost), o.settled) if o else None for a, o in refusals.items()}


@pytest.mark.parametrize("seed", [0, 2])
def test_refusals_come_to_the_same_whether_twins_are_known_or_not(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = build(make_levels((21,), 0.4, seed))
    named = find_all(scenario)
    monkeypatch.setattr(twins, "MANY", 0)
    assert find_all(scenario) == named


def test_refusals_come_to_the_same_where_a_way_is_mended_first(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = build(make_levels((15,), 0.4, 3))
    alone = find_all(scenario)
    monkeypatch.setattr(inquiry, "_LARGE", 0)
    assert find_all(scenario) == alone


def test_twins_have_the_same_contacts_stance_and_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MANY", 0)
    sketch = Sketch()
    members = [f"v{number}" for number in range(10)]
    sketch.actor(*members, "e", "f")
    sketch.body("board", *members, decides_by="vote")
    sketch.body("other", "v7", "e", "f", decides_by="vote")
    sketch.mandate("m", "board")
    sketch.stance("p", "v8", "supports")
    sketch.tie("v9", US, "strong")
    sketch.requires(leaf())
    found = Twins(build(sketch).graph, frozenset({"v0"}))
    # v0 is taken to refuse, v7 sits in another body, too, v8 has said yes, v9 knows us; e and f are asked nothing.
    assert found.find("v1") == ["v2", "v3", "v4", "v5", "v6"]
    assert not any(found.find(actor) for actor in ("v0", "v7", "v8", "v9", "e", "f"))
