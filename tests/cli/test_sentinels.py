"""What must not leave does not, in any form; what must be told is. One map of sentinels, every command that reads."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from command_line import Done, run_program
from neo4j_server import Server

from samverkan.cli import screen
from samverkan.queries import read_questions
from samverkan.store.protocol import Store
from samverkan.tables.foreign.registry import FORMATS
from samverkan.views.kinds import VIEWS

TODAY = date.today()
AGO = {days: TODAY - timedelta(days=days) for days in (10, 40, 200, 400, 1300)}
# An own assessment in force, and its source; one past its review; a position past its review, within its retention
# (its concern is silent); one past its retention; one that is objected to; a holder; a note that is nobody else's.
INSIDE = ("SENTOWN", "SENTSOURCE", "SENTPERSON")
GONE = ("SENTEXPIRED", "SENTOLD", "SENTBYGONE", "SENTSTALESOURCE", "SENTBARRED")
NOTE = ("SENTNOTE",)
TALK = ("SENTSUMMARY", "SENTARGUMENT", "SENTLIVE")
MAP = f"""\
samverkan: 1
title: Sentineler
profile: none
language: sv
us: [vi]
requests: [{{number: 1, actor: vakt, kind: object, received: {AGO[10]}}}]
persons_allowed: {{purpose: p, legal_basis: l, retention_months: 12}}
persons: [{{id: SENTPERSON, display: SPX, fills: chef}}]
areas: [{{id: o, name: Området, kind: district}}]
core_mandates: [{{id: k, name: Skola, core_mandate_of: n}}]
actors:
  - {{id: n, name: Nämnden, kind: board, in_area: o}}
  - {{id: vi, name: Samordnare, kind: post, part_of: n, tie: [{{to: chef, strength: strong, basis: function}}]}}
  - {{id: chef, name: Gatuchef, kind: post, part_of: n, note: SENTNOTE om chefen}}
  - {{id: tvi, name: Fritidschef, kind: post, part_of: n}}
  - {{id: vakt, name: Vaktmästare, kind: post, part_of: n}}
matters: [{{id: m, name: Hinder, delegable: true}}]
mandates: [{{id: md, kind: decide, covers: m, held_by: chef}}, {{id: md2, kind: concur, covers: m, held_by: tvi}}]
issues: [{{id: i, name: Torget, domain: safety, in_area: o, note: SENTNOTE om torget}}]
problem_pictures: [{{id: pp, name: Stökigt, of: i}}]
initiatives:
  - {{id: t, name: Insatsen, family: F, status: proposed, addresses: i, leads_to: e,
     involves: [{{to: vi, role: owner}}], requires: {{all: [{{decide: m}}, {{concur: m}}]}},
     serves: [{{to: k, direction: positive, argument: SENTARGUMENT}}]}}
effects: [{{id: e, name: Tryggt, intended: true}}]
sources: [{{id: s1, name: SENTSOURCE}}, {{id: s2, name: Protokollet}}, {{id: s3, name: SENTSTALESOURCE}}]
interactions:
  - {{id: x, name: Samtal, date: {AGO[40]}, kind: call, attended_by: [vi, chef], about: t, summary: SENTSUMMARY,
     feedback_due: {AGO[10]}}}
positions:
  - {{id: own, taken_by: chef, about: t, kind: stance, value: opposes, basis: own_assessment, stated_on: {AGO[10]},
     concern: SENTOWN, sourced_by: s1}}
  - {{id: expired, taken_by: vi, about: t, kind: stance, value: opposes, basis: own_assessment, stated_on: {AGO[200]},
     concern: SENTEXPIRED, sourced_by: s3}}
  - {{id: old, taken_by: n, about: t, kind: stance, value: hesitant, basis: minutes, stated_on: {AGO[400]},
     concern: SENTOLD, would_help: SENTOLD, sourced_by: s2}}
  - {{id: SENTBYGONE, taken_by: n, about: i, kind: priority, value: low, basis: minutes, stated_on: {AGO[1300]},
     sourced_by: s2}}
  - {{id: barred, taken_by: vakt, about: t, kind: stance, value: opposes, basis: minutes, stated_on: {AGO[40]},
     concern: SENTBARRED, sourced_by: s2}}
  - {{id: live, taken_by: tvi, about: t, kind: stance, value: hesitant, basis: minutes, stated_on: {AGO[40]},
     concern: SENTLIVE, sourced_by: s2}}
"""
SUBJECTS = {"decision-path": "t", "causes": "i", "interventions": "F", "delegation": "m", "influence": "t"}
SUBJECTS |= {"situation": "chef"}
VALUES = {"Initiative": "t", "Actor": "chef", "Issue": "i", "Area": "o", "Matter": "m", "CoreMandate": "k"}
READ = [
    *(["plan", "t", *more] for more in (["--full"], ["--format", "json"])),
    *(["show", "chef", "--format", form] for form in ("table", "json", "csv")),
    *(["show", thing] for thing in ("t", "i", "live", "x", "s1", "s3")),
    *(["find", word, "--format", "json"] for word in ("SENT", "own")),
    *(["brief", thing] for thing in ("chef", "t", "x")),
    ["mandates", "chef"],
    ["route", "vi", "chef"],
    ["check", "karta.yaml"],
    ["cypher", "MATCH (p:Position)-[:SOURCED_BY]->(s:Source) RETURN p.id, p.concern, p.would_help, s.name"],
    ["cypher", "MATCH (n:Actor) RETURN n.note, properties(n)"],
    ["cypher", "MATCH (n:Person) RETURN n.id"],
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sentinels")
    (folder / "karta.yaml").write_text(MAP, "utf-8")
    return folder


def run(place: Path, *arguments: str) -> Done:
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(place)
        return run_program(*arguments, on=place / "karta.yaml", LANG="sv_SE.UTF-8")


def read_all(path: Path) -> str:
    """Return the text of a file; of a document or workbook, of all its parts."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return path.read_text("utf-8", "replace")


def held(text: str, *sentinels: str) -> list[str]:
    plain = text.replace("\u00ad", "").replace("\u200b", "")
    return [sentinel for sentinel in sentinels if sentinel in plain]


def list_questions() -> Iterator[list[str]]:
    for name, question in read_questions().items():
        given = [f"{p.name}={VALUES[p.type]}" for p in question.parameters if p.required and p.type in VALUES]
        given += [f"since={AGO[1300]}"] if any(p.name == "since" and p.required for p in question.parameters) else []
        yield ["ask", name, *given]


def test_what_is_printed_through_a_pipe_holds_nothing_of_it(place: Path) -> None:
    for command in [*READ, *([*q, "--format", form] for q in list_questions() for form in ("json",))]:
        done = run(place, *command)
        assert done.code in (0, 1, 2), command
        out = done.out.replace('"SENT"', "")
        allowed = NOTE if command[0] == "show" else ()
        assert not held(out, *(s for s in (*INSIDE, *GONE, *NOTE) if s not in allowed)), (command, out)


def test_what_may_be_told_is_and_what_stays_inside_is_told_on_the_screen_alone(place: Path) -> None:
    assert held(run(place, "plan", "t", "--full").out, "SENTLIVE")
    assert held(run(place, "show", "chef").out, "SENTNOTE")
    assert held(run(place, "plan", "t", "--full", "--internal").out, "SENTOWN")
    with patch.object(screen, "is_terminal", lambda stream: stream is not None):
        assert held(run(place, "show", "own").out, "SENTOWN", "SENTSOURCE") == ["SENTOWN", "SENTSOURCE"]
        for command in READ[:8]:  # what has expired is not on the screen either
            assert not held(run(place, *command).out, *GONE), command


def test_no_file_that_is_written_holds_it(place: Path) -> None:
    for number, command in enumerate([["brief", "chef"], ["brief", "t"], ["brief", "i"], ["brief", "x"]]):
        for suffix in ("html", "docx"):
            path = place / f"brief-{number}.{suffix}"
            assert run(place, *command, "-o", str(path), "--force").code == 0
            assert not held(read_all(path), *INSIDE, *GONE, *NOTE), path
    for name in [f.name for f in FORMATS if f.writes]:
        path = place / f"out-{name}"
        done = run(place, "export", str(path), "--as", name)
        written = path.rglob("*") if path.is_dir() else [path] if path.exists() else []
        for file in written:
            assert not held(read_all(file), *INSIDE, *GONE, *NOTE), (name, file)
        assert done.code in (0, 2)
    path = place / "svar.xlsx"
    assert run(place, "show", "chef", "-o", str(path)).code == 0
    assert not held(read_all(path), *INSIDE, *GONE)


@pytest.mark.parametrize("meeting", [False, True])
def test_a_page_holds_what_its_readers_may_see(place: Path, meeting: bool) -> None:
    for kind in VIEWS:
        for suffix in ("html", "svg"):
            path = place / f"{kind}.{suffix}"
            subject = [SUBJECTS[kind]] if kind in SUBJECTS else []
            done = run(place, "view", kind, *subject, "-o", str(path), "--force", *(["--meeting"] if meeting else []))
            if done.code:
                continue  # an empty view is no page
            text = read_all(path)
            assert not held(text, *GONE, *NOTE, "SENTPERSON"), path
            if suffix == "svg" or meeting:
                assert not held(text, "SENTOWN", "SENTSOURCE"), path
            if meeting:
                assert not held(text, *TALK), path
            else:
                assert "innehåller hållningar" in text, path
    assert meeting or held(read_all(place / "decision-path.html"), "SENTOWN", "SENTLIVE") == ["SENTOWN", "SENTLIVE"]


@pytest.mark.parametrize("meeting", [False, True])
def test_slides_are_passed_on_and_hold_no_own_assessment(place: Path, meeting: bool) -> None:
    path = place / "bilder.pptx"
    more = ["--meeting"] if meeting else []
    assert run(place, "view", "decision-path", "t", "-o", str(path), "--force", *more).code == 0
    text = read_all(path)
    assert not held(text, *INSIDE, *GONE, *NOTE)
    assert held(text, "SENTLIVE") == ([] if meeting else ["SENTLIVE"])


def test_a_telephone_number_in_a_step_is_told_of(place: Path) -> None:
    (place / "steg.yaml").write_text("steps:\n  - {header: Ring, text: 070-174 06 58, lit: [chef]}\n", "utf-8")
    page = place / "steg.html"
    done = run(place, "view", "decision-path", "t", "-o", str(page), "--force", "--steps", "steg.yaml")
    assert done.code == 0 and page.exists() and "ett telefonnummer" in done.err


def test_a_copy_of_the_store_holds_all_and_what_is_read_from_it_does_not(place: Path, tmp_path: Path) -> None:
    for name in ("kopia.yaml", "kopia.samverkan"):
        path = tmp_path / name
        assert run(place, "store", "copy", str(path)).code == 0
        assert held(read_all(path), *INSIDE, *GONE, *NOTE, *TALK) == [*INSIDE, *GONE, *NOTE, *TALK]
    for command in READ[2:]:  # a plan of a store of files is one and the same
        if command[0] != "check":
            out = run_program(*command, on=path, LANG="sv_SE.UTF-8").out.replace('"SENT"', "")
            assert not held(out, *INSIDE, *GONE, *(() if command[0] == "show" else NOTE)), (command, out)


@pytest.mark.neo4j
def test_what_is_read_from_a_server_holds_nothing_of_it(
    place: Path,
    tmp_path: Path,
    open_server: Callable[[str], Store],
    neo4j_servers: Callable[[str], Server],
) -> None:
    """Every command that reads, on one server: what is printed, what is written, and what must hold all of it."""
    open_server("lts")
    address, environment = neo4j_servers("lts").address, neo4j_servers("lts").environment

    def run_there(*command: object, on: str = address) -> Done:
        return run_program(*command, "--store", on, LANG="sv_SE.UTF-8", **environment)

    def write_there(name: str, *command: object) -> str:
        done = run_there(*command, "-o", tmp_path / name)
        assert done.code in (0, 1), (command, done.err)  # an empty view is no page
        return read_all(tmp_path / name) if done.code == 0 else ""

    assert run_there("store", "copy", address, "--yes", on=str(place / "karta.yaml")).code == 0
    told = ""
    history = [["history", "own"], ["diff", str(place / "karta.yaml")], ["records", "requests"]]
    for command in [*READ, *([*asked, "--format", "json"] for asked in list_questions()), *history]:
        if command[0] == "check":
            continue
        done = run_there(*command)
        assert done.code in (0, 1, 2), (command, done.err)
        out = done.out.replace('"SENT"', "")
        assert not held(out, *INSIDE, *GONE, *(() if command[0] == "show" else NOTE)), (command, out)
        told += out
    assert held(told, "SENTLIVE", *NOTE) == ["SENTLIVE", *NOTE]

    for kind in VIEWS:
        page = write_there(f"{kind}.svg", "view", kind, *([SUBJECTS[kind]] if kind in SUBJECTS else []))
        assert not held(page, *INSIDE, *GONE, *NOTE), kind
    page = write_there("moten.html", "view", "decision-path", "t", "--meeting")
    assert page and not held(page, *INSIDE, *GONE, *NOTE, *TALK)
    page = write_there("sida.html", "view", "decision-path", "t")
    assert not held(page, *GONE, *NOTE, "SENTPERSON") and held(page, "SENTOWN") and "innehåller hållningar" in page
    for name, command in (("b.docx", ["brief", "t"]), ("b.html", ["brief", "chef"]), ("s.xlsx", ["show", "chef"])):
        assert not held(write_there(name, *command), *INSIDE, *GONE), name
    for name in ("ut.xlsx", "ut.yaml"):
        assert run_there("save", tmp_path / name, *(["--without-positions"] if name == "ut.yaml" else [])).code == 0
        assert not held(read_all(tmp_path / name), *INSIDE), name
    assert run_there("export", tmp_path / "ut.graphml", "--as", "graphml").code == 0
    assert not held(read_all(tmp_path / "ut.graphml"), *INSIDE, *GONE, *NOTE)

    # What must hold it does: a copy, and what the persons concerned are told.
    assert run_there("store", "copy", tmp_path / "kopia.yaml").code == 0
    assert held(read_all(tmp_path / "kopia.yaml"), *INSIDE, *GONE, *NOTE) == [*INSIDE, *GONE, *NOTE]
    assert held(run_there("records", "extract", "vakt").out, "SENTBARRED")
    assert held(run_there("records", "extract", "chef").out, "SENTOWN", "SENTNOTE") == ["SENTOWN", "SENTNOTE"]
    assert "SENTOWN" in run_there("plan", "t", "--full", "--internal").out


def test_a_workbook_and_the_copy_without_positions(place: Path) -> None:
    book, inside, bare = (place / name for name in ("a.xlsx", "b.xlsx", "c.yaml"))
    assert run(place, "save", str(book), "--force").code == 0
    assert run(place, "save", str(inside), "--internal", "--force").code == 0
    assert run(place, "save", str(bare), "--without-positions", "--force").code == 0
    assert not held(read_all(book), *INSIDE)
    assert held(read_all(inside), "SENTOWN", "SENTNOTE") == ["SENTOWN", "SENTNOTE"]
    assert not held(read_all(bare), "SENTOWN", "SENTPERSON", *GONE, *NOTE, *TALK)
    assert run(place, "check", str(bare)).code == 0 and not (place / "c.yaml.log").exists()


def test_history_and_differences_tell_of_no_own_assessment_through_a_pipe(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "karta.yaml"
    path.write_text(MAP, "utf-8")
    assert run_program("edit", "own", "concern=SENTOWN två", on=path).code == 0
    assert run_program("edit", "live", "concern=SENTLIVE två", on=path).code == 0
    done = run_program("history", "own", on=path, LANG="sv_SE.UTF-8")
    assert not held(done.out, "SENTOWN") and "utelämnad" in done.err
    assert held(run_program("history", "live", on=path).out, "SENTLIVE")
    done = run_program("diff", place / "karta.yaml", path, "--format", "json", on=path)
    assert not held(done.out, "SENTOWN") and held(done.out, "SENTLIVE")
    with patch.object(screen, "is_terminal", lambda stream: stream is not None):
        assert held(run_program("history", "own", on=path).out, "SENTOWN")


def test_nobody_is_searched_for_by_a_special_category(tmp_path: Path) -> None:
    path = tmp_path / "karta.yaml"
    path.write_text(MAP + "affected_groups: [{id: g, name: unga, special_category: true}]\n", "utf-8")
    statement = "MATCH (g:AffectedGroup) WHERE g.special_category = true RETURN g.name AS name"
    assert run_program("cypher", statement, "--format", "json", on=path).data == []
