"""What is due goes from map, log and bytes, whatever a header says; what is not due stays."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from killing import Tell, kill_in_the_middle

from samverkan.domain.days import find_months_before
from samverkan.edits import Change, Edit, Revision
from samverkan.errors import SamverkanError, UsageError
from samverkan.measures.due import find_due
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.workflows.edits import Terms
from samverkan.workflows.files import load_map
from samverkan.workflows.open_store import Where, open_store, read_whole_map
from samverkan.workflows.purge import list_due, purge
from samverkan.workflows.records import read_log

TODAY = date.today()
REGISTER = {"controller": "KS", "disposal_decision": "KS § 14"}
ROUNDS = int(os.environ.get("SAMVERKAN_KILL_ROUNDS", "4"))


def position(stated: date, basis: str = "minutes", **more: Value) -> Node:
    said = {"kind": "stance", "value": "opposes", "basis": basis, "stated_on": stated}
    return Node("p", "Position", {**said, **more})


def due_of(*nodes: Node, on: date, relations: tuple[Relation, ...] = (), header: Map | None = None) -> list[str]:
    return [d.thing for d in find_due(build_map(nodes, relations, header), (), on) if d.until < on]


@pytest.mark.parametrize(
    ("node", "last"),
    [
        # review 12 months on, and 12 months kept after that
        (position(date(2024, 3, 1)), date(2026, 3, 1)),
        # at most 24 months until the review, whatever is written
        (position(date(2024, 3, 1), review_by=date(2030, 1, 1)), date(2027, 3, 1)),
        # an own assessment: its review, 90 days at most, and none after that
        (position(date(2024, 3, 1), "own_assessment"), date(2024, 5, 30)),
        (position(date(2024, 3, 1), "own_assessment", review_by=date(2024, 3, 9)), date(2024, 3, 9)),
        (Node("p", "Interaction", {"date": date(2024, 2, 29), "kind": "call"}), date(2025, 2, 28)),
    ],
)
@pytest.mark.parametrize("as_of", [None, date(2020, 1, 1)])
def test_the_last_day_is_kept_and_the_day_after_is_due_whatever_the_header_says(
    node: Node, last: date, as_of: date | None
) -> None:
    header = Map({}, (), as_of=as_of)
    assert due_of(node, on=last, header=header) == []
    assert due_of(node, on=last + timedelta(days=1), header=header) == ["p"]


def test_a_register_says_for_how_long() -> None:
    header = Map({}, (), register={"retention_months": {"position": 0, "contact": 2}})
    assert due_of(position(date(2024, 3, 1)), on=date(2025, 3, 2), header=header) == ["p"]
    contact = Node("x", "Interaction", {"date": date(2024, 3, 1), "kind": "call"})
    assert due_of(contact, on=date(2024, 5, 2), header=header) == ["x"]


def test_a_tie_carried_by_a_person_ends_with_the_holder_and_another_a_year_after_its_end() -> None:
    posts = [Node(i, "Actor", {"name": i, "kind": "post"}) for i in "ab"]
    new = Node("c", "Actor", {"name": "c", "kind": "post", "holder_since": date(2025, 1, 1)})
    person = Relation("TIE", "a", "c", {"basis": "person"})
    ended = Relation("TIE", "a", "b", {"basis": "function", "valid_to": date(2024, 1, 1)})
    relations = (person, ended, Relation("TIE", "b", "c", {"basis": "function"}))
    assert due_of(*posts, new, on=date(2025, 1, 1), relations=relations) == ["TIE a c"]
    assert due_of(*posts, new, on=date(2025, 1, 2), relations=relations) == ["TIE a b", "TIE a c"]


def test_values_in_the_log_go_by_the_dates_their_thing_had_then() -> None:
    # Said in 2020, and said anew in 2026: what was changed is due, what stands is not.
    now = position(date(2026, 1, 1), concern="nu")
    change = Change("p", "Position", {"stated_on": date(2020, 1, 1), "concern": "då"}, dict(now.properties))
    first = Change("p", "Position", after={**position(date(2020, 1, 1)).properties, "concern": "då"})
    at = datetime(2026, 1, 1, tzinfo=UTC)
    log = [Revision(n, at, Edit((c,), "edit")) for n, c in ((1, first), (2, change))]
    found = find_due(build_map([now], []), log, date(2026, 6, 1))
    assert [(d.thing, d.revision) for d in found] == [("p", 1), ("p", 2)]


OLD, NEW = find_months_before(TODAY, 40), TODAY - timedelta(days=20)
TEXTS = ("SENTINEL-farhåga", "SENTINEL-source-name", "SENTINEL-summary", "due-position-id", "due-contact-id")
YAML = f"""\
samverkan: 1
title: Prov
profile: none
language: sv
us: [vi]
REGISTER
actors:
  - {{id: n, name: Nämnden, kind: board}}
  - {{id: vi, name: Samordnare, kind: post, part_of: n}}
  - {{id: chef, name: Gatuchef, kind: post, part_of: n}}
initiatives: [{{id: i, name: Torget}}]
sources: [{{id: gone-source, name: SENTINEL-source-name}}, {{id: kept-source, name: Protokoll}}]
positions:
  - {{id: due-position-id, taken_by: chef, about: i, kind: stance, value: opposes, basis: minutes, stated_on: {OLD},
     concern: SENTINEL-farhåga, sourced_by: [gone-source, kept-source]}}
  - {{id: kept-position, taken_by: vi, about: i, kind: stance, value: supports, basis: minutes, stated_on: {NEW},
     concern: kvar finns detta, sourced_by: kept-source}}
interactions:
  - {{id: due-contact-id, date: {OLD}, kind: call, attended_by: [vi, chef], about: i, summary: SENTINEL-summary}}
"""
WITH = 'register: {controller: KS, disposal_decision: "KS § 14"}'


def where(address: Path) -> Where:
    return Where(str(address), {}, address.parent)


@pytest.fixture(params=["karta.samverkan", "karta.yaml"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return make_store(tmp_path, request.param)


def make_store(folder: Path, name: str, register: str = WITH) -> Path:
    file = folder / "karta.yaml"
    file.write_text(YAML.replace("REGISTER", register), "utf-8")
    if name.endswith(".yaml"):
        return file
    load_map(file, where(folder / name), "new", Terms(), "with")
    file.unlink()
    return folder / name


def scan(path: Path) -> list[str]:
    """Read the bytes of a file, its log and journal, by no code of ours."""
    files = [path, path.with_name(f"{path.name}.log"), path.with_name(f"{path.name}-journal")]
    data = b"".join(f.read_bytes() for f in files if f.exists())
    return [t for t in TEXTS if t.encode() in data or json.dumps(t)[1:-1].encode() in data]


def test_purge_takes_what_is_due_out_of_map_log_and_bytes(store: Path) -> None:
    assert scan(store) != []
    with open_store(where(store)) as opened:  # an edit, so that the log holds values, and a reason
        change = Change(
            "due-position-id", "Position", {"concern": "SENTINEL-farhåga"}, {"concern": "SENTINEL-farhåga 2"}
        )
        opened.commit(Edit((change,), "edit", "vi", "SENTINEL-farhåga som skäl"))
    done = purge(where(store), (), "retention", None, Terms())
    assert {d.thing for d in done.picked if d.revision is None} == {"due-position-id", "due-contact-id", "gone-source"}
    assert scan(store) == []
    assert done.found == () and done.searched >= 5 and done.journal == ""
    kept = read_whole_map(where(store))
    assert {"kept-position", "kept-source", "chef"} <= kept.nodes.keys() and not {"gone-source"} & kept.nodes.keys()
    assert list_due(where(store), None).due == ()
    lines = [r for r in read_log(where(store)).revisions if r.edit.command == "records purge"]
    assert [r.edit.why for r in lines] == ["KS § 14; retention; Interaction: 1; Position: 2; Source: 1"]
    assert all(change.key is None for r in lines for change in r.edit.changes)
    assert purge(where(store), (), "retention", None, Terms()).picked == ()  # a second time there is nothing


def test_without_a_register_or_a_decision_nothing_goes(tmp_path: Path) -> None:
    for number, register in enumerate(("# none", "register: {controller: KS}")):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = make_store(folder, "karta.samverkan", register)
        before = path.read_bytes()
        done = purge(where(path), (), "retention", None, Terms())
        assert done.missing == (("register",), ("register.disposal_decision",))[number]
        assert len(done.picked) == 3 and path.read_bytes() == before


def test_only_what_is_due_can_be_purged_for_its_age_and_anything_for_another_reason(store: Path) -> None:
    with pytest.raises(UsageError) as error:
        purge(where(store), ["kept-position"], "retention", None, Terms())
    assert error.value.key == "records.not-due"
    purge(where(store), ["kept-position"], "erased", None, Terms())
    kept = read_whole_map(where(store)).nodes
    assert "kept-position" not in kept and "due-position-id" in kept


def test_copies_that_still_hold_it_are_named(tmp_path: Path) -> None:
    path = make_store(tmp_path, "karta.samverkan")
    (tmp_path / "gammal.yaml.bak").write_text("# SENTINEL-summary\n", "utf-8")
    (tmp_path / "other.yaml").write_text("title: x\n", "utf-8")
    done = purge(where(path), (), "retention", None, Terms())
    assert [(t.path.name, t.hits, t.line) for t in done.beside] == [("gammal.yaml.bak", 1, 1)]


def test_an_old_file_does_not_bring_it_back_unseen(store: Path, tmp_path: Path) -> None:
    path = store
    purge(where(path), (), "retention", None, Terms())
    old = tmp_path / "old.yaml"
    old.write_text(YAML.replace("REGISTER", WITH), "utf-8")
    with pytest.raises(SamverkanError) as error:
        load_map(old, where(path), "merge", Terms())
    assert (error.value.key, error.value.exit_code, error.value.values["count"]) == ("records.load-due", 1, 2)
    assert load_map(old, where(path), "merge", Terms(), "without").due == 2
    assert scan(path) == []
    loaded = load_map(old, where(path), "merge", Terms(), "with")
    assert loaded.revision and loaded.revision.edit.why == "with due: 2"
    assert "due-position-id" in read_whole_map(where(path)).nodes


def test_an_example_goes_into_an_empty_store_and_is_told_the_count(tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(YAML.replace("REGISTER", f"as_of: {OLD}"), "utf-8")
    assert load_map(file, where(tmp_path / "a.samverkan"), "new", Terms()).due == 2


@pytest.mark.parametrize("name", ["karta.samverkan", "karta.yaml"])
def test_kill_in_the_middle_is_all_or_nothing(tmp_path: Path, name: str) -> None:
    """A purge is killed at moments spread over the time that one takes, and a little after."""
    lasts = 0.0
    for number in range(ROUNDS + 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = make_store(folder, name)
        if not number:  # how long one takes here
            began = time.perf_counter()
            purge(where(path), (), "retention", None, Terms())
            lasts = time.perf_counter() - began
            continue

        def work(tell: Tell, at: Path = path) -> None:
            tell("ready")
            purge(where(at), (), "retention", None, Terms())

        kill_in_the_middle(work, lines=1, pause=1.2 * lasts * (number - 0.5) / ROUNDS)
        nodes = read_whole_map(where(path)).nodes
        gone = [i not in nodes for i in ("due-position-id", "due-contact-id", "gone-source")]
        assert gone in ([True] * 3, [False] * 3)
        purged = [r for r in read_log(where(path)).revisions if r.edit.command == "records purge"]
        assert len(purged) == gone[0], "the line of the log stands with what it tells of"
        assert scan(path) == ([] if gone[0] else list(TEXTS))
        if name.endswith(".samverkan"):
            with sqlite3.connect(path) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            connection.close()
        purge(where(path), (), "retention", None, Terms())
        assert scan(path) == []
