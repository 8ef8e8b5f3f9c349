"""A post changes hands: what was the earlier holder's ends, what is the post's stays; persons can be done without."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from samverkan.errors import SamverkanError, UsageError
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.privacy import keep_for_page, leave_out_own_assessments
from samverkan.reports.notice import tell_notice
from samverkan.texts import Texts
from samverkan.validate import find_problems
from samverkan.workflows.edits import Terms
from samverkan.workflows.open_store import Where, read_whole_map
from samverkan.workflows.records import read_log, read_notice
from samverkan.workflows.succession import change_holder, do_without_persons, follow_holder

DAY = date(2025, 6, 1)
BEFORE = DAY - timedelta(days=30)


def said(node_id: str, basis: str, stated: date = BEFORE, **more: Value) -> Node:
    return Node(
        node_id, "Position", {"kind": "stance", "value": "opposes", "basis": basis, "stated_on": stated, **more}
    )


def held() -> Map:
    nodes = [
        Node("chef", "Actor", {"name": "Chef", "kind": "post"}),
        Node("vi", "Actor", {"name": "Vi", "kind": "post"}),
        Node("who", "Person", {"display": "AB"}),
        said("spoken", "stated_in_meeting"),
        said("own", "own_assessment"),
        said("minutes", "minutes"),
        said("written", "written"),
        said("after", "stated_in_meeting", DAY),
        said("early", "stated_in_meeting", review_by=DAY - timedelta(days=9)),
    ]
    takes = [Relation("TAKES", "chef", n.id) for n in nodes if n.label == "Position"]
    ties = [
        Relation("TIE", "vi", "chef", {"basis": "person", "strength": "strong"}),
        Relation("TIE", "chef", "vi", {"basis": "both", "strength": "strong"}),
        Relation("TIE", "vi", "chef", {"basis": "function", "strength": "strong", "valid_from": date(2020, 1, 1)}),
    ]
    return build_map(nodes, [*takes, *ties, Relation("FILLS", "who", "chef", {"valid_from": date(2020, 1, 1)})])


def test_what_was_the_earlier_holder_s_ends_and_what_is_the_post_s_stays() -> None:
    new = change_holder(held(), "chef", DAY)
    reviews = {i: n.properties.get("review_by") for i, n in new.nodes.items() if n.label == "Position"}
    early = DAY - timedelta(days=9)  # ended before already
    assert reviews == {"spoken": DAY, "own": DAY, "minutes": None, "written": None, "after": None, "early": early}
    assert new.nodes["chef"].properties["holder_since"] == DAY
    assert [r.properties.get("valid_to") for r in new.relations if r.type == "FILLS"] == [DAY]
    ties = {str(r.properties["basis"]): r.properties for r in new.relations if r.type == "TIE"}
    assert ties["person"]["valid_to"] == DAY and ties["person"]["strength"] == "strong"
    assert ties["both"]["strength"] == "new" and "valid_to" not in ties["both"]
    assert ties["function"]["strength"] == "strong" and "valid_to" not in ties["function"]
    assert change_holder(new, "chef", DAY) == new


def test_a_position_older_than_the_holder_is_told_whatever_its_review_says() -> None:
    def find_doubts(content: Map) -> set[str | None]:
        return {p.item for p in find_problems(content, DAY) if p.key == "position-of-earlier-holder"}

    content = held()
    chef = Node("chef", "Actor", {**content.nodes["chef"].properties, "holder_since": DAY})
    by_hand = build_map([*(n for n in content.nodes.values() if n.id != "chef"), chef], content.relations, content)
    assert {"own", "spoken"} <= find_doubts(by_hand)
    assert find_doubts(change_holder(content, "chef", DAY)) == find_doubts(by_hand)


YAML = """\
samverkan: 1
title: Prov
profile: none
us: [vi]
persons_allowed: {purpose: p, legal_basis: l, retention_months: 12}
actors: [{id: n, name: Nämnden, kind: board}, {id: vi, name: Vi, kind: post, part_of: n},
 {id: chef, name: Chef, kind: post, part_of: n, holder_since: 2025-01-01}]
persons: [{id: secret-person, display: SEN, fills: chef}]
"""


def where(folder: Path, more: str = "") -> Where:
    path = folder / "karta.yaml"
    path.write_text(YAML + more, "utf-8")
    return Where(str(path), {}, folder)


@pytest.mark.parametrize(
    ("who", "day", "key"),
    [
        ("chef", date(2024, 12, 31), "before-the-last"),
        ("chef", date.today() + timedelta(days=367), "too-far-ahead"),
        ("n", DAY, "not-a-post"),
    ],
)
def test_a_day_before_the_last_or_far_ahead_is_refused(tmp_path: Path, who: str, day: date, key: str) -> None:
    with pytest.raises(UsageError) as error:
        follow_holder(where(tmp_path), who, day, Terms())
    assert error.value.key == f"records.{key}"


def test_a_succession_is_one_line_of_the_log(tmp_path: Path) -> None:
    place = where(tmp_path)
    follow_holder(place, "chef", DAY, Terms())
    assert [(r.edit.command, r.edit.by) for r in read_log(place).revisions] == [("records succession", "vi")]


def test_persons_are_in_no_export_and_no_page_and_can_be_purged(tmp_path: Path) -> None:
    kept = leave_out_own_assessments(held())
    assert kept is not None and not {"who", "own"} & kept.nodes.keys()
    assert "who" not in keep_for_page(held()).nodes
    place = where(tmp_path)
    count, made = do_without_persons(place, Terms())
    assert count == 1 and made is not None and made.edit.why == "persons off; Person: 1"
    content = read_whole_map(place)
    assert content.persons_allowed is None and content.labelled("Person") == ()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"secret-person" not in left and b"SEN" not in left
    assert do_without_persons(place, Terms()) == (0, None)


REGISTER = "register: {controller: KS, contact: vi, purpose: samordna, legal_basis: art 6.1 e}\n"
CONTACT = "interactions: [{date: 2025-02-01, kind: call, attended_by: [vi, chef]}]\n"


def test_a_notice_names_who_has_not_been_told_and_who_answers(tmp_path: Path) -> None:
    with pytest.raises(SamverkanError) as error:
        read_notice(where(tmp_path, CONTACT), ())
    assert (error.value.exit_code, error.value.values["fields"]) == (1, "controller, contact, purpose, legal_basis")
    found = read_notice(where(tmp_path, REGISTER + CONTACT), ())
    assert [post.id for post in found.posts] == ["chef", "vi"]
    assert [post.id for post in read_notice(where(tmp_path, REGISTER + CONTACT), ["chef"]).posts] == ["chef"]
    told = repr(tell_notice(found.content, found.posts, DAY, Texts("en")))
    assert "KS" in told and "samordna" in told and "art 6.1 e" in told and "You can read all of it" not in told
