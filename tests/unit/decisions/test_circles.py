"""Bodies and meetings of many: everybody reaches everybody, as in small ones, but no pair is written out."""

from __future__ import annotations

import pytest
from oracle.agree import differences
from oracle.asking import plan
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, leaf
from strategies.convincing_maps import make_question

from samverkan.decisions import contacts
from samverkan.decisions.case import build_case
from samverkan.decisions.effort import build_settings
from samverkan.decisions.routes import find_routes
from samverkan.decisions.scenario import build_scenario

MANY = 40


def sketch_forum(members: int, *, kind: str = "post") -> Sketch:
    """Sketch a forum of which we know the first member and must ask the last two; the first but one opposes."""
    sketch = Sketch()
    names = [f"m{number:04}" for number in range(members)]
    sketch.actor(*names, kind=kind)
    sketch.body("forum", *names, kind="forum")
    sketch.tie(US, names[0], "established")
    sketch.tie(US, names[1], "strong")
    sketch.stance("no", names[1], "opposes")
    sketch.mandate("d1", names[-1])
    sketch.mandate("d2", names[-2], kind="fund")
    sketch.requires(all_of(leaf(), leaf("fund")))
    return sketch


def test_a_circle_is_entered_once_by_whoever_passes_on() -> None:
    told = plan(sketch_forum(MANY))  # 2 to the first, not 1 to the second, who opposes; then 3 to each of the two
    assert told.contacts == (
        (US, "m0000", 2, "tie"),
        ("m0000", "m0038", 3, "body"),
        ("m0000", "m0039", 3, "body"),
    )
    assert [step.through for step in told.steps] == [("m0000",), ("m0000",)]


def test_a_post_introduces_rather_than_an_organisation() -> None:
    sketch = sketch_forum(MANY, kind="department")
    sketch.actor("post")
    sketch.link("MEMBER_OF", "post", "forum", seat="ordinary")
    sketch.tie(US, "post", "established")  # as near as the first department, which has no telephone
    assert {contact[0] for contact in plan(sketch).contacts} == {US, "post"}


def test_a_tie_within_a_circle_is_told_where_it_takes_as_little() -> None:
    sketch = sketch_forum(MANY)
    sketch.tie("m0000", "m0039", "acquainted")
    sketch.tie("m0000", "m0038", "new")
    assert [contact[2:] for contact in plan(sketch).contacts[1:]] == [(3, "body"), (3, "tie")]


def test_who_refuses_is_no_way_into_a_circle() -> None:
    told = plan(sketch_forum(MANY), without=("m0000",))
    assert told.contacts[0][1:] in {("m0038", 8, "cold"), ("m0039", 8, "cold")}  # one cold, the other through it


def test_routes_through_a_circle_are_those_of_its_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    sketch = sketch_forum(12)
    sketch.tie("m0003", "m0011", "strong")
    routes = [find_routes(sketch.build(), [US], "m0011", on=DAY, settings=build_settings(), count=5)]
    monkeypatch.setattr(contacts, "_FEW", 100)
    routes.append(find_routes(sketch.build(), [US], "m0011", on=DAY, settings=build_settings(), count=5))
    assert routes[0] == routes[1]
    # from m0001 at 1 or m0000 at 2: by the forum 4 and 5, past m0003 (3 and 1) 5 and 6, past anybody else 1 + 3 + 3
    assert [route.effort for route in routes[0]] == [4, 5, 5, 6, 7]


def test_a_body_of_thousands_has_no_arc_from_each_to_each() -> None:
    case = build_case(sketch_forum(3_000).build(), GOAL, DAY, [US])
    arcs = len(build_scenario(case, build_settings()).graph.arcs)
    assert arcs < 5 * 3_000  # cold, into a middle, out of both


@pytest.mark.parametrize("first", [0, 20])
def test_circles_of_any_size_answer_as_the_oracle_does(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "_FEW", 0)
    monkeypatch.setattr("samverkan.decisions.steiner.peel.MANY", 0)  # and whatever every plan pays is taken out
    for seed in range(first, first + 20):
        question = make_question(seed)
        assert not differences(question.content, GOAL, DAY, question.start, question.without), seed
