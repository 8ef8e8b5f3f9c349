"""What varied figures and unknown facts would do to the plan, held to solving everything anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, answer, leaf
from strategies.approval_maps import Question, make_question, many, seeds

from samverkan.decisions import twins, welcome
from samverkan.decisions.answer import Robustness
from samverkan.decisions.case import build_case
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.effort import build_settings, read_settings
from samverkan.decisions.robustness import find_robustness
from samverkan.decisions.scenario import Scenario, build_scenario
from samverkan.decisions.solutions import Way
from samverkan.decisions.twins import Twins
from samverkan.decisions.welcome import Welcome


def to_scenario(question: Question) -> Scenario:
    return build_scenario(build_case(question.content, GOAL, DAY, question.start, question.without), build_settings())


def cost_under(way: Way, scenario: Scenario) -> int:
    least: dict[tuple[int, int], int] = {}
    for arc in scenario.graph.arcs:
        least[arc.tail, arc.head] = min(arc.cost, least.get((arc.tail, arc.head), arc.cost))
    return sum(least[arc.tail, arc.head] for arc in way.arcs)


def find_range(scenario: Scenario, way: Way, name: str) -> tuple[int, int]:
    """Solve at every figure, and say from where to where the plan is as cheap as any."""
    value, (low, high) = scenario.settings[name], (read_settings()[name].low, read_settings()[name].high)
    holds = {value}
    for figure in range(min(low, value), max(high, value) + 1):
        changed = scenario.set(name, figure)
        best = changed.find_way(Deadline())
        assert best is not None
        if cost_under(way, changed) == best.cost:
            holds.add(figure)
    while low not in holds or any(figure not in holds for figure in range(low, value)):
        low += 1
    while high not in holds or any(figure not in holds for figure in range(value, high)):
        high -= 1
    return low, high


@given(seeds)
@settings(many, max_examples=40)
def test_each_range_is_what_solving_at_every_figure_gives(seed: int) -> None:
    scenario = to_scenario(make_question(seed))
    way = scenario.find_way(Deadline())
    if way is None:
        return
    found = find_robustness(scenario, way, Deadline())
    assert all(figure.proven for figure in found.ranges)
    assert {figure.name: figure.stays for figure in found.ranges} == {
        figure.name: find_range(scenario, way, figure.name) for figure in found.ranges
    }
    assert set(found.stay) <= set(way.convince)
    assert not set(found.stay) & set(found.may_go)


def robustness(sketch: Sketch, **given: int) -> Robustness:
    found = answer(sketch, robustness=True, settings=build_settings(given)).robustness
    assert found is not None
    return found


def sketch_neutral_or_unknown() -> Sketch:
    """Sketch two who may decide, both a strong tie away: one neutral (1 to convince), one unknown (2)."""
    sketch = Sketch()
    sketch.actor("neutral", "unknown")
    sketch.mandate("d", "neutral", "unknown")
    sketch.stance("p", "neutral", "neutral")
    sketch.tie(US, "neutral")
    sketch.tie(US, "unknown")
    sketch.requires(leaf())
    return sketch


def test_a_plan_holds_as_long_as_its_figure_is_no_higher_than_the_others() -> None:
    found = robustness(sketch_neutral_or_unknown())
    ranges = {figure.name: (figure.value, figure.tried, figure.stays) for figure in found.ranges}
    assert ranges["convince_neutral"] == (1, (1, 2), (1, 2))
    assert ranges["convince_unknown"] == (2, (0, 4), (1, 4))
    assert (found.stay, found.may_go) == ((), ("neutral", "unknown"))


def test_a_figure_that_is_set_outside_its_range_is_tried_from_there() -> None:
    ranges = {figure.name: figure for figure in robustness(sketch_neutral_or_unknown(), convince_unknown=6).ranges}
    assert (ranges["convince_unknown"].tried, ranges["convince_unknown"].stays) == ((0, 6), (1, 6))


def test_a_figure_that_nothing_rests_on_is_not_told() -> None:
    assert "ask_fund" not in {figure.name for figure in robustness(sketch_neutral_or_unknown()).ranges}


def test_what_moves_the_effort_most_is_asked_first() -> None:
    sketch = Sketch()
    sketch.actor("a", "b", "c", "d")
    sketch.add("Matter", "m2")
    for actor in ("a", "b", "c", "d"):
        sketch.tie(US, actor)
    sketch.mandate("d1", "a", "b")
    sketch.mandate("d2", "c", "d", matter="m2", kind="fund")
    sketch.stance("p", "b", "neutral")
    sketch.stance("q", "d", "hesitant")
    sketch.requires(all_of(leaf(), leaf("fund", matter="m2")))
    told = answer(sketch)
    # `c` for: 2 less; against: `d` is as easy. `a` for: 1 less than the neutral `b`; against: nothing changes.
    assert told.plan is not None and told.plan.convince == ("b", "c")
    assert [(fact.id, fact.best, fact.worst, fact.changes) for fact in told.ask_first] == [
        ("c", told.plan.effort - 2, told.plan.effort, ("c", "d")),
        ("a", told.plan.effort - 1, told.plan.effort, ("a", "b")),
    ]


def test_several_refusals_at_once_leave_what_is_left() -> None:
    sketch = Sketch()
    sketch.actor("a", "b", "c")
    sketch.mandate("d", "a", "b", "c")
    sketch.tie(US, "a")
    sketch.tie("a", "b", "strong")
    sketch.requires(leaf())
    told = answer(sketch, without=["a", "b"])
    assert told.plan is not None
    assert (told.plan.convince, told.plan.effort) == (("c",), 8 + 2 + 1)
    assert answer(sketch, without=["a", "b", "c"]).plan is None
    # Whoever refuses introduces nobody: b is then reached cold, like c.
    alone = answer(sketch, without=["a"]).plan
    assert alone is not None and alone.effort == 11


def test_who_would_open_a_cheaper_plan_is_whom_solving_anew_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each that is unknown and not asked, alone: the part of the graph in which they are sought loses nobody."""
    monkeypatch.setattr(welcome, "_LARGE", 0)
    monkeypatch.setattr(welcome, "_SMALL", 0)
    monkeypatch.setattr(twins, "MANY", 0)
    opening = several = 0
    for seed in range(300):
        scenario = to_scenario(make_question(seed))
        way = scenario.find_way(Deadline())
        if way is None:
            continue
        unasked = [actor for actor in scenario.case.asks_of if actor not in {*way.convince, *scenario.case.start}]
        unknown = [actor for actor in unasked if scenario.case.counts(actor) == "unknown"]
        sought = Welcome(scenario, way, Deadline(), Twins(scenario.graph, scenario.without))
        found = {actor: best.cost for actor, best in sought.find(unknown).items()}
        anew = {actor: scenario.suppose({actor: "champions"}).find_way(Deadline()) for actor in unknown}
        assert found == {actor: best.cost for actor, best in anew.items() if best and best.cost < way.cost}, seed
        opening, several = opening + bool(found), several + (len(unknown) > 1)
    assert opening > 10 and several > 20
