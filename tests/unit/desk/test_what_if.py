"""What is assumed stands beside today's plan, is kept in the address, and is saved or thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_requests import Desk, open_session, to_words

from samverkan.workflows.open_store import read_valid_map
from samverkan.workflows.plan import Wishes, plan_in


def assume(desk: Desk, **form: str) -> str:
    answer = desk.post("/assume/c1", **form)
    assert answer.status == 303, to_words(answer)
    return answer.headers["location"]


def test_a_no_is_the_plan_without_that_actor(desk: Desk, havsakra_file: Path) -> None:
    content = read_valid_map(havsakra_file)
    today = plan_in(content, "c1", Wishes(), as_of=None).answer
    then = plan_in(content, "c1", Wishes(without=("p-gatuchef",)), as_of=None).answer
    assert today.plan and then.plan and today.plan.effort != then.plan.effort
    address = assume(desk, kind="no", who="p-gatuchef")
    assert address == "/plan/c1?a=1"  # a number: the address tells nobody who says what
    said = desk.read(address)
    assert "Gatuchef säger nej" in said
    assert f"Möda {then.plan.effort} i stället för {today.plan.effort} idag." in said


def test_yes_takes_the_place_of_no_and_others_stay(desk: Desk) -> None:
    first = assume(desk, kind="no", who="p-gatuchef").rpartition("=")[2]
    both = assume(desk, kind="yes", who="p-fritidschef", a=first).rpartition("=")[2]
    assert both.split(",") == ["1", "2"]
    instead = assume(desk, kind="yes", who="p-gatuchef", a=both).rpartition("=")[2]
    said = desk.read(f"/plan/c1?a={instead}")
    assert "Gatuchef säger ja" in said and "Fritidschef säger ja" in said and "Gatuchef säger nej" not in said


def test_a_contact_an_amount_and_a_mandate(desk: Desk) -> None:
    content = desk.session.content
    leaf = next(n for n in content.labelled("Requirement") if "amount" in n.properties)
    initiative = next(i.id for i in content.labelled("Initiative") if leaf.id in content.reach([i.id], "REQUIRES"))
    for form in (
        {"kind": "contact", "who": "p-fritidschef"},
        {"kind": "amount", "requirement": leaf.id, "value": "10 000 kr"},
        {"kind": "mandate", "requirement": leaf.id, "who": "p-samordnare"},
    ):
        answer = desk.post(f"/assume/{initiative}", **form)
        assert answer.status == 303, to_words(answer)
        said = desk.read(answer.headers["location"])
        assert ("Antaget:" in said and "Möda" in said) or "möda" in said
    refused = desk.post(f"/assume/{initiative}", kind="amount", requirement=leaf.id, value="mycket")
    assert refused.status == 422 and "mycket" in to_words(refused)


def test_what_is_thrown_away_is_nowhere_and_what_is_saved_is_an_edit(desk: Desk, havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    address = assume(desk, kind="contact", who="p-fritidschef")
    desk.read(address)
    assert havsakra_file.read_bytes() == before
    number = address.rpartition("=")[2]
    answer = desk.post(f"/assume/c1/save?a={number}")
    assert answer.status == 303 and answer.headers["location"] == "/plan/c1"
    assert havsakra_file.read_bytes() != before
    said = desk.read("/history")
    assert "Fritidschef" in said and "Antagande som sparades" in said
    assert desk.post("/undo/1").status == 303
    assert havsakra_file.read_bytes() == before


def test_all_that_was_assumed_is_saved_as_one_edit(desk: Desk, havsakra_file: Path) -> None:
    """Two are known, two may decide: one line of history, and one undo takes all of it back."""
    before, content = havsakra_file.read_bytes(), desk.session.content
    leaf = next(i for i in content.reach(["c1"], "REQUIRES") if content.targets(i, "CONCERNS"))
    numbers = ""
    for form in (
        {"kind": "contact", "who": "p-fritidschef"},
        {"kind": "contact", "who": "p-bu-chef"},
        {"kind": "mandate", "requirement": leaf, "who": "p-samordnare"},
        {"kind": "mandate", "requirement": leaf, "who": "p-fritidschef"},
    ):
        numbers = assume(desk, **form, a=numbers).rpartition("=")[2]
    assert desk.post(f"/assume/c1/save?a={numbers}").status == 303
    new = read_valid_map(havsakra_file)
    assert len(new.labelled("Mandate")) == len(content.labelled("Mandate")) + 2
    assert {"p-fritidschef", "p-bu-chef"} <= {r.end for r in new.out(content.us[0], "TIE")}
    assert desk.post("/undo/1").status == 303
    assert havsakra_file.read_bytes() == before


def test_nothing_is_saved_that_nobody_has_said(desk: Desk, havsakra_file: Path) -> None:
    """A no and a yes are asked about one by one, with stance, day and ground empty; a fact beside them is saved."""
    before = havsakra_file.read_bytes()
    numbers = ""
    for kind, who in (("no", "p-gatuchef"), ("yes", "p-fritidschef")):
        numbers = assume(desk, kind=kind, who=who, a=numbers).rpartition("=")[2]
    asked = desk.post(f"/assume/c1/save?a={numbers}").headers["location"]
    assert havsakra_file.read_bytes() == before
    form = desk.get(asked).content.decode().partition('action="/note"')[2]
    assert 'value="Gatuchef"' in form and "checked" not in form and "selected" in form
    assert 'name="on" value=""' in form and '<option value="" selected>' in form
    given = {"who": "Gatuchef", "about": "c1", "assumed": "no", "back": "/plan/c1?a=2"}
    for told in ({}, {"stance": "opposes", "on": "2026-11-02"}, {"basis": "meeting", "on": "2026-11-02"}):
        refused = desk.post("/note", **given, **told)
        assert refused.status == 422 and "bara antaget" in to_words(refused)
        assert 'name="assumed" value="no"' in refused.content.decode()
    assert havsakra_file.read_bytes() == before
    said = {"stance": "opposes", "on": "2026-11-02", "basis": "own_assessment"}
    written = desk.post("/note", **given, **said)
    assert written.status == 303 and written.headers["location"] == "/plan/c1?a=2"
    new = read_valid_map(havsakra_file)
    stances = [
        n.properties["value"]
        for n in new.targets("p-gatuchef", "TAKES")
        if str(n.properties["stated_on"]) == "2026-11-02"
    ]
    assert stances == ["opposes"]
    assert "who=p-fritidschef" in desk.post("/assume/c1/save?a=2").headers["location"]


@pytest.mark.parametrize("text", ["0", "7", "x", "1,2,3", "-1", "9" * 30, ""])
def test_an_address_with_numbers_that_nobody_knows_is_todays_plan(desk: Desk, text: str) -> None:
    assert "Antaget" not in desk.read(f"/plan/c1?a={text}")


def test_who_only_reads_may_assume_and_not_save(havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    desk = Desk(open_session(havsakra_file, lasting=False))
    address = assume(desk, kind="yes", who="p-fritidschef")
    assert "Antaget" in desk.read(address)
    for path, form in (
        ("/assume/c1/save?a=1", {}),
        ("/note", {"who": "Gatuchef", "about": "c1", "stance": "opposes"}),
        ("/change/c1", {"field": "name", "value": "x", "seen": desk.session.content.nodes["c1"].name}),
        ("/undo/1", {}),
        ("/done/c1", {}),
    ):
        assert desk.post(path, **form).status == 422, path
    assert havsakra_file.read_bytes() == before
