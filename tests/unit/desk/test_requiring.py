"""What an initiative requires is filled in row by row, and what is named and not there is added on the way."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from desk_requests import Desk, open_session, to_words

from samverkan.desk.message import Answer
from samverkan.desk.requiring import _say_line
from samverkan.tables.map_text import find_trees
from samverkan.tables.trees import to_line

POSTED = {"place": "Ekby", "organisation": "Ekby kommun", "kind": "municipality", "post": "Samordnare"}
ROW = {
    "rows": "3",
    "seen": "",
    "op": "any",
    "form 0": "decide",
    "matter 0": "Belysning i tunneln",
    "amount 0": "60 000 kr",
}

HEAD = "samverkan: 1\ntitle: Ekby\nus: [a]\nactors:\n- {id: a, name: Vi, kind: post}\n"
NAMED = f"""{HEAD}matters:
- {{id: m1, name: Ett}}
- {{id: m2, name: Två}}
- {{id: m3, name: Tre}}
initiatives:
- id: i
  name: Ljus
  requires:
    all:
    - {{decide: m1, id: first}}
    - {{fund: m2, amount: 500, id: second}}
commitments:
- {{id: promise, name: Vi hör av oss, committed_by: a, about: [first, second], due: 2027-01-01}}
"""


def begin(tmp_path: Path) -> Desk:
    """Begin a map with one initiative that requires nothing yet."""
    desk = Desk(open_session(tmp_path / "samverkan.samverkan"))
    assert desk.post("/begin", **POSTED, initiative="Ljus").status == 303
    return desk


def tell_tree(desk: Desk, initiative: str) -> str:
    content = desk.session.content
    return to_line(content, find_trees(content)[initiative][0])


@pytest.mark.parametrize("issue", ["Belysning i tunneln", "Belysning i tunneln saknas"])
def test_a_matter_is_added_from_the_form_though_an_issue_is_called_so(tmp_path: Path, issue: str) -> None:
    desk = begin(tmp_path)
    assert desk.post("/add", section="issues", name=issue).status == 303
    refused = desk.post("/requires/ljus", **ROW).content.decode()
    assert 'href="/add?section=matters&amp;name=Belysning%20i%20tunneln" data-drawer data-add' in refused


def test_a_first_initiative_leads_to_its_requirements_and_they_to_a_plan(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    plan = desk.get("/plan/ljus")
    assert plan.status == 422 and 'href="/requires/ljus" data-drawer' in plan.content.decode()
    assert "kartfilen" not in to_words(plan) and "d-ltf" not in to_words(plan)
    refused = desk.post("/requires/ljus", **ROW)
    told = refused.content.decode()
    assert refused.status == 422 and 'name="matter 0" value="Belysning i tunneln"' in told
    assert 'href="/add?section=matters&amp;name=Belysning%20i%20tunneln" data-drawer data-add' in told
    answer = desk.post("/add", section="matters", name="Belysning i tunneln", back="/requires/ljus?back=/")
    assert answer.headers["location"] == "/requires/ljus?back=/"
    assert desk.post("/requires/ljus", **ROW).headers["location"] == "/plan/ljus"
    assert tell_tree(desk, "ljus") == "decide belysning-i-tunneln amount=60000"
    assert desk.get("/plan/ljus").status == 200
    more = {**ROW, "seen": tell_tree(desk, "ljus"), "form 2": "fund", "matter 2": "belysning i tunneln"}
    assert desk.post("/requires/ljus", **more).status == 303
    line = "any(decide belysning-i-tunneln amount=60000, fund belysning-i-tunneln)"
    assert tell_tree(desk, "ljus") == line
    again = desk.get("/requires/ljus").content.decode()  # it stands there as it was filled in
    assert again.count('value="Belysning i tunneln"') == 2 and 'value="any" checked' in again
    least = {**more, "seen": line, "op": "at_least"}
    for wrong in ("", "3", "två"):
        answer = desk.post("/requires/ljus", **least, n=wrong)
        assert answer.status == 422 and 'aria-describedby="w-n"' in answer.content.decode()
    assert desk.post("/requires/ljus", **least, n="1").status == 303
    assert tell_tree(desk, "ljus") == line.replace("any(", "at_least(1, ")
    again = desk.get("/requires/ljus").content.decode()
    assert 'value="at_least" checked' in again and 'name="n" value="1"' in again


def test_half_a_row_nothing_and_what_somebody_else_changed_are_refused(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    desk.post("/add", section="matters", name="Belysning i tunneln")

    def post(**given: str) -> Answer:
        return desk.post("/requires/ljus", **{**ROW, **given})

    for given in ({"form 0": ""}, {"matter 0": ""}, {"form 0": "", "matter 0": "", "amount 0": ""}):
        assert post(**given).status == 422
    assert post(**{"amount 0": "mycket"}).status == 422
    assert not desk.session.content.labelled("Requirement")
    assert post(seen="decide x").status == 409
    assert post().status == 303 and post().status == 409  # a second time it is no longer empty
    now = tell_tree(desk, "ljus")
    assert post(seen=now, **{"amount 0": "60.500 kr"}).status == 303
    assert tell_tree(desk, "ljus").endswith("amount=60500"), "before a unit a point parts thousands"


def ask_rows(desk: Desk) -> dict[str, str]:
    """Return what a form of rows would send as it is shown."""
    shown = desk.get("/requires/i").content.decode()
    fields = re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', shown)
    chosen = re.findall(r'name="(form [0-9]+)">(?:(?!</select>).)*value="([^"]+)" selected', shown)
    return {key: html.unescape(text) for key, text in (*fields, *chosen)} | {"op": "all"}


def test_a_row_keeps_the_requirement_that_others_speak_of(tmp_path: Path) -> None:
    """Two requirements have ids of their own, and what is promised is about both; a third comes before them."""
    file = tmp_path / "map.yaml"
    file.write_text(NAMED, "utf-8")
    desk = Desk(open_session(file))
    form = ask_rows(desk)
    moved = {"form 2": "decide", "matter 2": "Tre"}
    assert desk.post("/requires/i", **{**form, **moved}).status == 303
    assert tell_tree(desk, "i") == "all(decide m1 id=first, fund m2 amount=500 id=second, decide m3)"
    about = [r.end for r in desk.session.content.out("promise", "ABOUT")]
    assert about == ["first", "second"]


def test_more_requirements_than_rows_are_one_line(tmp_path: Path) -> None:
    matters = "".join(f"- {{id: m{n}, name: Ärende {n}}}\n" for n in range(41))
    leaves = "".join(f"    - {{decide: m{n}}}\n" for n in range(41))
    file = tmp_path / "map.yaml"
    file.write_text(
        f"{HEAD}matters:\n{matters}initiatives:\n- id: i\n  name: Ljus\n  requires:\n    all:\n{leaves}", "utf-8"
    )
    shown = Desk(open_session(file)).get("/requires/i").content.decode()
    assert 'name="line"' in shown and 'name="rows"' not in shown and "decide m40" in shown


def test_what_somebody_else_required_meanwhile_is_shown_before_it_is_overwritten(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    for name in ("Belysning i tunneln", "Trygg väg"):
        desk.post("/add", section="matters", name=name)
    assert desk.post("/requires/ljus", **{**ROW, "matter 0": "Trygg väg", "amount 0": "7"}).status == 303
    refused = desk.post("/requires/ljus", **ROW)
    told = refused.content.decode()
    assert refused.status == 409 and "Nu i kartan besluta Trygg väg 7" in to_words(refused)
    assert 'name="matter 0" value="Belysning i tunneln"' in told  # what was typed stands
    seen = re.findall(r'name="seen" value="([^"]*)"', told)
    assert html.unescape(seen[0]) == tell_tree(desk, "ljus")
    assert desk.post("/requires/ljus", **{**ROW, "seen": html.unescape(seen[0])}).status == 303
    assert tell_tree(desk, "ljus") == "decide belysning-i-tunneln amount=60000"


def test_a_tree_that_says_more_is_one_line(desk: Desk) -> None:
    before = tell_tree(desk, "c1")
    shown = desk.get("/requires/c1").content.decode()
    assert 'name="line"' in shown and 'name="rows"' not in shown
    broken = desk.post("/requires/c1", seen=before, line="alla(besluta d-ltf")
    assert broken.status == 422 and "parenteserna" in to_words(broken)
    assert (
        desk.post("/requires/c1", seen=before, line="alla(besluta d-ltf, finansiera d-medel-liten belopp=5)").status
        == 303
    )
    assert tell_tree(desk, "c1") == "all(decide d-ltf, fund d-medel-liten amount=5)"
    assert desk.post("/undo/1").status == 303
    assert tell_tree(desk, "c1") == before


def test_who_is_named_and_not_there_is_added_from_the_form(desk: Desk) -> None:
    refused = desk.post("/note", who="Ny Chef", about="Sommartorg", stance="supports").content.decode()
    assert refused.count("data-add") == 1 and "Lägg till ”Ny Chef”" in refused
    assert desk.post("/add", section="actors", name="Ny Chef").status == 422  # what kind of actor nobody has said
    answer = desk.post("/add", section="actors", name="Ny Chef", kind="post", back="/note?who=")
    assert answer.headers["location"] == "/note?who="


def test_the_example_is_one_of_the_language(tmp_path: Path) -> None:
    desk = Desk(open_session(tmp_path / "samverkan.samverkan", "en"))
    assert "Harbourside" in desk.read("/")
    assert desk.post("/begin/example").status == 303
    said = desk.read("/")
    assert "Harbourside" in said and "values were not kept" not in said


KNOWN = f"""{HEAD}matters:
- {{id: m1, name: Ett}}
- {{id: m2, name: Två bord}}
areas:
- {{id: o, name: Tunneln}}
sources:
- {{id: s, name: Delegationsordning, kind: delegation_order}}
initiatives:
- id: i
  name: Ljus
  requires:
    id: top
    all:
    - {{decide: m1, veto: true, in: o, status: met, status_on: 2026-05-01, sourced_by: s}}
    - {{fund: m2, amount: 500, sourced_by: s}}
commitments:
- {{id: promise, name: Vi hör av oss, committed_by: a, about: [i-fund-m2, i], due: 2027-01-01}}
"""
DECIDED = "decide m1 in=o veto=true status=met status_on=2026-05-01"


def test_what_is_known_of_a_requirement_stands_beside_its_row_and_stays(tmp_path: Path) -> None:
    """Veto, area, status and sources have no field of their own; the root has an id, and another op keeps it."""
    file = tmp_path / "map.yaml"
    file.write_text(KNOWN, "utf-8")
    desk = Desk(open_session(file))
    form, words = ask_rows(desk), desk.read("/requires/i")
    assert "gäller område Tunneln · veto · läge klar · läge sedan 2026-05-01" in words and "Delegationsordning" in words
    assert desk.post("/requires/i", **{**form, "op": "any", "amount 1": "700"}).status == 303
    assert tell_tree(desk, "i") == f"any(id=top, {DECIDED}, fund m2 amount=700)"
    content = desk.session.content
    assert {(r.start, r.end) for r in content.relations if r.type == "SOURCED_BY"} == {
        ("i-decide-m1-o", "s"),
        ("i-fund-m2", "s"),
    }
    other = {**ask_rows(desk), "matter 0": "Två bord", "agreed": ""}
    told = desk.post("/requires/i", **other).content.decode()  # what was settled of one matter is not of another
    agreed = re.findall(r'name="agreed" value="([^"]+)"', told)
    assert desk.post("/requires/i", **{**other, "agreed": agreed[0]}).status == 303
    assert tell_tree(desk, "i") == "all(id=top, decide m2 in=o veto=true, fund m2 amount=700)"


def test_what_goes_with_a_requirement_is_shown_before_it_goes(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(KNOWN, "utf-8")
    desk = Desk(open_session(file))
    without = {**ask_rows(desk), "form 1": "", "matter 1": "", "amount 1": ""}
    before = file.read_bytes()
    asked = desk.post("/requires/i", **without)
    assert asked.status == 422 and file.read_bytes() == before
    assert "Vi hör av oss handlar om beslutskrav: Två bord" in to_words(asked) and "Spara ändå" in to_words(asked)
    assert "Tunneln" not in to_words(asked).partition("försvinner")[2].partition("Någon måste")[0]  # that row stays
    agreed = re.findall(r'name="agreed" value="([^"]+)"', asked.content.decode())[0]
    assert desk.post("/requires/i", **{**without, "form 0": "", "matter 0": "", "agreed": agreed}).status == 422
    assert desk.post("/requires/i", **{**without, "agreed": agreed}).status == 303
    assert tell_tree(desk, "i") == f"all(id=top, {DECIDED})"
    assert [r.end for r in desk.session.content.out("promise", "ABOUT")] == ["i"]


def test_all_requirements_are_taken_away_once_they_have_been_seen(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(KNOWN, "utf-8")
    desk, before = Desk(open_session(file)), file.read_bytes()
    rows, tree = ask_rows(desk), tell_tree(desk, "i")
    emptied = {key: "" if key.startswith(("form ", "matter ", "amount ")) else text for key, text in rows.items()}
    asked = desk.post("/requires/i", **emptied)
    assert asked.status == 422 and file.read_bytes() == before
    assert all(matter in to_words(asked).partition("försvinner")[2] for matter in ("Ett", "Två bord"))
    agreed = re.findall(r'name="agreed" value="([^"]+)"', asked.content.decode())[0]
    assert desk.post("/requires/i", **{**emptied, "agreed": agreed}).status == 303
    assert not desk.session.content.labelled("Requirement") and desk.get("/requires/i").status == 200
    assert desk.post("/undo/1").status == 303 and tell_tree(desk, "i") == tree


def test_a_row_that_nobody_touched_keeps_its_matter_though_another_is_called_the_same(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(KNOWN.replace("name: Två bord", "name: Ett"), "utf-8")
    desk = Desk(open_session(file))
    assert desk.post("/requires/i", **{**ask_rows(desk), "amount 1": "700"}).status == 303
    assert tell_tree(desk, "i") == f"all(id=top, {DECIDED}, fund m2 amount=700)"
    other = desk.post("/requires/i", **{**ask_rows(desk), "form 2": "decide", "matter 2": "Ett"})
    assert other.status == 422 and "m1 (Ett)" in to_words(other)  # a new one must say which


def test_a_text_of_a_requirement_keeps_its_spaces_in_a_tree_in_words(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    tree = "{any: [{all: [{decide: m1}, {fund: m2}]}, {decide: m2, note: 'a  b'}]}"
    file.write_text(
        NAMED.partition("initiatives:")[0] + f"initiatives: [{{id: i, name: I, requires: {tree}}}]\n", "utf-8"
    )
    desk = Desk(open_session(file))
    before = tell_tree(desk, "i")
    assert 'note="a  b"' in before
    assert desk.post("/requires/i", seen=before, line=_say_line(desk.session, "i")).status == 303
    assert tell_tree(desk, "i") == before


def test_a_tree_in_words_is_the_same_tree(desk: Desk) -> None:
    """Every tree of the example, told in both languages by names, is read back as it was, sources and all."""
    for lang in ("sv", "en"):
        own = Desk(open_session(desk.session.where.given, lang))
        for initiative in sorted(find_trees(own.session.content)):
            content, before = own.session.content, tell_tree(own, initiative)
            line = _say_line(own.session, initiative)
            assert own.post(f"/requires/{initiative}", seen=before, line=line).status == 303, line
            assert tell_tree(own, initiative) == before
            assert own.session.content == content
    said = _say_line(desk.session, "c1")
    assert said.startswith("alla(\n  besluta ") and "decide" not in said and "d-offplats" not in said
