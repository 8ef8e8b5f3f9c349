"""What a meeting page must not hold is gone from the map and the answer before a page is built."""

from __future__ import annotations

from dataclasses import asdict

from view_maps import SECRETS, build_hostile, find_answer, plant_secrets

from samverkan.model import Map, Node, Relation, build_map
from samverkan.privacy import keep_for_meeting
from samverkan.views.meeting import leave_out_of_answer


def test_positions_ties_persons_and_their_sources_are_gone(havsakra: Map) -> None:
    left = keep_for_meeting(plant_secrets(havsakra))
    assert not {n.label for n in left.nodes.values()} & {"Position", "Person"}
    assert not {r.type for r in left.relations} & {"TIE", "TAKES", "FILLS"}
    assert [secret for secret in SECRETS if secret in repr(left)] == []


def test_a_source_that_something_else_rests_on_too_stays() -> None:
    nodes = [
        Node("a", "Actor", {"name": "A", "kind": "post"}),
        Node("b", "Actor", {"name": "B", "kind": "post"}),
        Node("both", "Source", {"name": "båda"}),
        Node("tie", "Source", {"name": "bandet"}),
        Node("loose", "Source", {"name": "ingens"}),
    ]
    relations = [
        Relation("TIE", "a", "b", {"source": "tie"}),
        Relation("TIE", "b", "a", {"source": "both"}),
        Relation("PART_OF", "a", "b", {"source": "both"}),
    ]
    assert set(keep_for_meeting(build_map(nodes, relations)).nodes) == {"a", "b", "both", "loose"}


def test_an_answer_keeps_needs_and_nothing_that_rests_on_stances_or_ties() -> None:
    answer = leave_out_of_answer(find_answer(build_hostile(), "x1"))
    assert answer.plan is None and not answer.alternatives and not answer.settings and not answer.go_betweens
    assert {a.need for a in answer.actors} >= {"must"}
    assert all(a.stance is None and a.refuses == "" for a in answer.actors)
    assert "effort" not in str({k: v for k, v in asdict(answer).items() if v})
    assert {g.kind for g in answer.gaps} <= {"unknown_authority", "unsourced_mandate"}
