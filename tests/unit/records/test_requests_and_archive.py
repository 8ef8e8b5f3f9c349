"""A request restricts what is objected to, and is forgotten when it is answered; an archive is whole."""

from __future__ import annotations

import hashlib
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import Done, run_program

from samverkan.errors import SamverkanError, UsageError
from samverkan.texts import Texts
from samverkan.workflows.archive import write_archive
from samverkan.workflows.edits import Terms
from samverkan.workflows.files import load_map
from samverkan.workflows.open_store import Where, open_store, read_valid_map, read_whole_map
from samverkan.workflows.records import extract_actor, read_log
from samverkan.workflows.requests import Received, answer_request, list_requests, write_request

TODAY = date.today()
RECENT = TODAY - timedelta(days=9)
MAP = f"""\
samverkan: 1
title: Prov
profile: none
language: sv
us: [vi]
register: {{controller: KS, contact: vi, purpose: p, legal_basis: l, disposal_decision: KS 14}}
actors:
  - {{id: n, name: Nämnden, kind: board}}
  - {{id: vi, name: Samordnare, kind: post, part_of: n}}
  - {{id: chef, name: Gatuchef, kind: post, part_of: n}}
matters: [{{id: m, name: Hinder}}]
mandates: [{{id: md, kind: decide, covers: m, held_by: chef}}]
issues: [{{id: i, name: Torget}}]
initiatives: [{{id: t, name: Insatsen, status: proposed, addresses: i, requires: {{decide: m}}}}]
positions:
  - {{id: said-by-chef, taken_by: chef, about: t, kind: stance, value: hesitant, basis: minutes, stated_on: {RECENT},
     concern: SENTINELCONCERN}}
  - {{id: older, taken_by: chef, about: t, kind: stance, value: supports, basis: minutes,
     stated_on: {RECENT - timedelta(days=30)}}}
"""


@pytest.fixture(params=["karta.samverkan", "karta.yaml"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    file = tmp_path / "karta.yaml"
    file.write_text(MAP, "utf-8")
    place = Where(str(tmp_path / request.param), {}, tmp_path)
    if request.param.endswith(".samverkan"):
        load_map(file, place, "new", Terms())
        file.unlink()
    return place


def test_what_is_written_of_a_request_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "karta.yaml").write_text(MAP, "utf-8")
    request = ("records", "request", "chef", "--kind", "rectify", "--received", "2026-02-01", "--dry-run")
    said = run_program(*request, "--lang", "sv", on=tmp_path / "karta.yaml").out
    assert "nummer: 1, aktör: chef, slag: rättelse, inkom: 2026-02-01" in said
    said = run_program(*request, "--lang", "en", on=tmp_path / "karta.yaml").out
    assert "number: 1, actor: chef, kind: rectification, received: 2026-02-01" in said


def told(where: Where) -> str:
    store = Path(str(where.given))
    commands = (
        ["plan", "t", "--full"],
        ["show", "chef"],
        ["find", "SENTINEL"],
        ["brief", "chef"],
        ["ask", "who-to-convince", "t"],
    )
    printed = [run_program(*command, on=store, LANG="sv_SE.UTF-8").out for command in commands]
    page = store.parent / "sida.html"
    assert run_program("view", "decision-path", "t", "-o", page, "--force", on=store).code == 0
    return "".join([*printed, page.read_text("utf-8")]).replace('"SENTINEL"', "")


def test_while_an_objection_is_open_nothing_tells_of_it_but_the_extract(where: Where) -> None:
    assert "SENTINELCONCERN" in told(where)
    write_request(where, Received("chef", "object", RECENT, ["said-by-chef"]), Terms())
    assert "SENTINELCONCERN" not in told(where)
    assert "SENTINELCONCERN" in repr(extract_actor(where, "chef", (), Terms()).to_data())
    (row,) = list_requests(where)[0]
    assert (row["number"], row["restricted"]) == (1, 1) and row["due"] > RECENT + timedelta(days=27)
    answer_request(where, 1, "refused", TODAY, "OSL 18:1", None, Terms())
    assert "SENTINELCONCERN" in told(where)


def test_what_is_restricted_says_so_and_nobody_is_told_to_ask_again(where: Where) -> None:
    store = Path(str(where.given))
    write_request(where, Received("chef", "object", RECENT, ["said-by-chef"]), Terms())

    def run(*command: str) -> Done:
        return run_program(*command, "--lang", "en", on=store)

    for command in (["plan", "t"], ["plan", "t", "--full"], ["show", "chef"], ["brief", "chef"], ["brief", "t"]):
        done = run(*command)
        assert "an objection is examined" in done.out and "Ask." not in done.out, command
        assert "supports" not in done.out.split("has position")[0] or command[0] == "show", command
        assert "1 position must not be used" in done.err, command
    gaps = run("plan", "t", "--format", "json").data["gaps"]
    assert [g["kind"] for g in gaps if g["id"] == "chef"] == ["restricted_position"]
    # What it stood before somebody objected, what was changed, what differs: all are answers.
    before = ["--revision", str(read_log(where).revisions[-1].number - 1)] if store.suffix == ".samverkan" else []
    held = run("show", "chef", *before, "--format", "json").out
    assert "older" in held and "said-by-chef" not in held and "SENTINELCONCERN" not in held
    path = store.with_name("utan.yaml")
    path.write_text(MAP.split("positions:")[0], "utf-8")
    for command in (["history", "said-by-chef"], ["diff", str(path)]):
        assert "SENTINELCONCERN" not in run(*command).out, command


def test_an_objection_that_names_nothing_restricts_all_that_its_post_has_said(where: Where) -> None:
    write_request(where, Received("chef", "object", RECENT), Terms())
    asked = "MATCH (p:Position) RETURN p.id, p.concern"  # nothing here says whose they are
    done = run_program("cypher", asked, "--format", "json", "--lang", "en", on=Path(str(where.given)))
    assert done.data == [] and "2 positions must not be used" in done.err


def test_what_was_objected_to_does_not_let_an_older_stance_count_again(where: Where) -> None:
    write_request(where, Received("chef", "object", RECENT, ["said-by-chef"]), Terms())
    done = run_program("plan", "t", "--format", "json", on=Path(str(where.given)))
    (actor,) = [a for a in done.data["actors"] if a["id"] == "chef"]
    assert "supports" not in str(actor.get("stance")) and "supports" not in str(actor.get("value"))


def test_a_granted_objection_is_purged_and_what_it_was_about_becomes_a_count(where: Where) -> None:
    write_request(where, Received("chef", "object", RECENT, ["said-by-chef"]), Terms())
    done = answer_request(where, 1, "granted", TODAY, None, None, Terms())
    assert done.purged is not None and done.purged.revision is not None
    content = read_whole_map(where)
    assert "said-by-chef" not in content.nodes
    assert [r["about"] for r in content.requests] == [1] and content.requests[0]["outcome"] == "granted"
    left = b"".join(f.read_bytes() for f in Path(str(where.given)).parent.iterdir() if f.is_file())
    assert b"said-by-chef" not in left and b"SENTINELCONCERN" not in left
    with pytest.raises(UsageError) as error:
        answer_request(where, 1, "granted", TODAY, None, None, Terms())
    assert error.value.key == "records.answered-already"
    lines = [r.edit for r in read_log(where).revisions if r.edit.command.startswith("records")]
    assert [line.command for line in lines] == ["records request", "records answer"]  # one transaction, one line
    assert lines[-1].why == "KS 14; objection; Position: 1"


def test_without_consent_neither_the_purge_nor_the_answer_is_written(where: Where) -> None:
    write_request(where, Received("chef", "object", RECENT, ["said-by-chef"]), Terms())
    before = read_whole_map(where)
    with pytest.raises(UsageError):
        answer_request(where, 1, "granted", TODAY, None, None, Terms(agrees=lambda *_, **__: False))
    assert read_whole_map(where) == before


def test_a_granted_objection_that_names_nothing_takes_what_it_restricted(where: Where) -> None:
    write_request(where, Received("chef", "object", RECENT), Terms())
    assert list_requests(where)[0][0]["restricted"] == 2
    answer_request(where, 1, "granted", TODAY, None, None, Terms())
    content = read_whole_map(where)
    assert content.nodes.keys().isdisjoint({"said-by-chef", "older"}) and list_requests(where)[0][0]["restricted"] == 0


def test_an_archive_is_whole_has_its_checksums_and_reads_back(where: Where, tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    names = write_archive(where, folder, None, Terms(), Texts("sv"))
    assert sorted(f.name for f in folder.iterdir()) == sorted(names)
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert read_valid_map(folder / "karta.yaml") == read_whole_map(where)
    assert "SENTINELCONCERN" not in (folder / "registervard.csv").read_text("utf-8")
    with pytest.raises(UsageError):
        write_archive(where, folder, None, Terms(), Texts("sv"))


def test_what_is_due_stops_an_archive_unless_it_is_said_why(where: Where, tmp_path: Path) -> None:
    from samverkan.workflows.keeping import edit_thing

    edit_thing(where, "older", ["stated_on=2019-01-01"], Terms())
    with pytest.raises(SamverkanError) as error:
        write_archive(where, tmp_path / "a", None, Terms(), Texts("sv"))
    assert (error.value.key, error.value.exit_code) == ("records.archive-due", 1) and not (tmp_path / "a").exists()
    write_archive(where, tmp_path / "a", "leverans 2026", Terms(), Texts("sv"))
    with open_store(where) as store:
        assert "as is: leverans 2026" in str(store.read_revisions()[-1].edit.why)


@pytest.mark.parametrize("text", ["811218-9876 ringde", "till anna@example.org", "ring 070-174 06 58"])
def test_the_log_keeps_no_identity_number_address_or_telephone(where: Where, text: str) -> None:
    store = Path(str(where.given))
    write_request(where, Received("chef", "rectify", RECENT, ["older"]), Terms())
    before = read_log(where).revisions
    for command in (
        ["records", "disclose", "-o", store.with_name("kopia.html"), "--dnr", text],
        ["records", "archive", "-o", store.with_name("arkiv"), "--as-is", text],
        ["records", "purge", "older", "--reason", "erased", "--decision", text, "--yes"],
        ["records", "answer", "1", "--outcome", text, "--yes"],
        *([["edit", "chef", "name=Annan", "--why", text]] if "811218" in text else []),
    ):
        done = run_program(*command, on=store)
        assert done.code == 2 and "811218" not in done.err, command
    assert read_log(where).revisions == before and not store.with_name("kopia.html").exists()


def test_what_is_written_for_the_person_concerned_only_its_owner_may_read(where: Where, tmp_path: Path) -> None:
    for name in ("utdrag.html", "utdrag.csv", "utdrag.json"):
        assert run_program("records", "extract", "chef", "-o", tmp_path / name, on=Path(str(where.given))).code == 0
        assert (tmp_path / name).stat().st_mode & 0o077 == 0 or os.name != "posix", name
