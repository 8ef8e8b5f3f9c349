"""What a server sends for a command is a part of the map, and what is told is what the whole map tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import HAVSAKRA, Done, run_program
from hypothesis import given, settings
from neo4j_server import Server
from strategies.maps import maps

from samverkan.model import Map
from samverkan.store.embedded import open_map
from samverkan.store.protocol import Store
from samverkan.workflows.mandates import Search, find_mandates_in
from samverkan.workflows.show import show_in

pytestmark = pytest.mark.neo4j
editions = pytest.mark.parametrize("edition", ["lts", "newest"])
Run = Callable[..., Done]
_FETCHED = re.compile(r"^(\d+) rows were fetched from the server\.\n", re.MULTILINE)


@pytest.fixture
def run_on_server(
    edition: str,
    open_holding: Callable[[str, Map], Store],
    neo4j_servers: Callable[[str], Server],
    havsakra: Map,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Run:
    """A function that runs a command on the example as it lies in a server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    open_holding(edition, havsakra)
    server = neo4j_servers(edition)
    names = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password, "NEO4J_DATABASE": server.database or ""}

    def run(*arguments: object, **environ: str) -> Done:
        return run_program(*arguments, "--lang", "en", "--store", server.address, **names, **environ)

    return run


def count_rows(done: Done) -> int:
    return sum(map(int, _FETCHED.findall(done.err)))


def assert_same(run: Run, *arguments: object, most: int | None = None) -> Done:
    """Run a command on the server and on the map file, compare all that is told, and count what was fetched."""
    done, wanted = run(*arguments, "--debug"), run_program(*arguments, "--lang", "en", "--store", HAVSAKRA)
    told = _FETCHED.sub("", done.err)
    assert (done.code, done.out) == (wanted.code, wanted.out), done.err
    assert not wanted.err or wanted.err in told
    if most is not None:
        assert 0 < count_rows(done) <= most, done.err
    return done


@editions
def test_show_fetches_what_lies_around_one_thing(run_on_server: Run, havsakra: Map) -> None:
    largest = 0
    for label in {node.label for node in havsakra.nodes.values()}:
        for number, node in enumerate(havsakra.labelled(label)[:: max(len(havsakra.labelled(label)) // 3, 1)]):
            done = assert_same(run_on_server, "show", node.id, "--format", ("table", "json")[number % 2])
            largest = max(largest, count_rows(done))
    assert largest < len(havsakra.nodes) + len(havsakra.relations)
    assert count_rows(assert_same(run_on_server, "show", "a2")) < len(havsakra.nodes) / 2


@editions
@pytest.mark.parametrize("text", ["gatuchef", "GATUCHEF", "Grindar", "ingen sådan", "torg"])
def test_show_by_a_name_as_of_a_day_and_of_nothing(run_on_server: Run, text: str) -> None:
    assert_same(run_on_server, "show", text)
    assert_same(run_on_server, "show", text, "--as-of", "2022-06-01", "--format", "csv")


@editions
@pytest.mark.parametrize("text", ["torg", "ÅGATAN", "a2", "", "ingen sådan", "grind"])
def test_find_fetches_everything_once_where_there_are_own_assessments(
    run_on_server: Run, text: str, havsakra: Map
) -> None:
    """Which sources only own assessments rest on is told by all relations; a map without them needs few of these."""
    positions = len(havsakra.labelled("Position"))
    everything = len(havsakra.nodes) + len(havsakra.relations)
    # looking for the text, then two reads: each with the marker, the reads with two more rows
    assert_same(run_on_server, "find", text, most=everything + positions + 7)


@editions
@pytest.mark.parametrize(
    "search",
    [
        [],
        ["p-gatuchef"],
        ["Gatuchef", "--kind", "decide"],
        ["--matter", "d-ltf"],
        ["--matter", "d-fysisk", "--area", "norrbacken", "--amount", "1000"],
        ["a2"],
        ["ingen sådan"],
        ["--matter", "p-gatuchef"],
    ],
)
def test_mandates_fetch_no_contacts(run_on_server: Run, search: list[str]) -> None:
    for form in ("table", "json"):
        assert_same(run_on_server, "mandates", *search, "--format", form)


@editions
def test_mandates_and_things_of_any_map_are_the_same(edition: str, open_server: Callable[[str], Store]) -> None:
    store = open_server(edition)

    @given(maps(most=2))
    @settings(settings.get_profile("stores"), max_examples=6)
    def check(content: Map) -> None:
        store.write_map(content, "replace")
        whole = open_map(content, "m")
        actors = [Search(actor=node.id) for node in content.labelled("Actor")[:2]]
        matters = [Search(matter=node.id, amount=1000) for node in content.labelled("Matter")[:2]]
        for search in (Search(), *actors, *matters):
            found, wanted = (find_mandates_in(s, search, as_of=None) for s in (store, whole))
            assert (found.rows, found.beyond) == (wanted.rows, wanted.beyond)
        for node in list(content.nodes)[::4]:
            thing, told = (show_in(s, node, as_of=None, for_export=False) for s in (store, whole))
            assert (thing.node, thing.relations, thing.sources) == (told.node, told.relations, told.sources)

    check()


@editions
@pytest.mark.parametrize(
    "command",
    [
        ["ask", "who-to-convince", "initiative=c1"],
        ["ask", "changed-since", "since=2015-01-01"],
        ["ask", "who-decides"],
        ["cypher", "MATCH (p:Position) RETURN p.id AS id, p.value AS value ORDER BY id"],
        ["cypher", "MATCH (n) RETURN count(n) AS things"],
        ["plan", "c1"],
        ["plan", "d1"],
        ["plan", "t1", "--alternatives", "2"],
        ["plan", "c1", "--robustness"],
        ["route", "p-gatuchef"],
        ["route", "Rektor Norrbackaskolan", "p-lpo-chef"],
        ["route", "kf"],
    ],
)
def test_what_leaves_the_house_is_the_same(run_on_server: Run, command: list[str]) -> None:
    """An own assessment stays on the screen; a plan is made anew without them, from more than was fetched at first."""
    done = assert_same(run_on_server, *command, "--format", "csv")
    if command[:2] == ["plan", "d1"]:
        assert "own assessment" in done.err
        assert count_rows(done) > count_rows(run_on_server(*command, "--internal", "--debug"))


@editions
@pytest.mark.parametrize("initiative", ["c1", "Grindar", "ingen sådan"])
def test_the_page_of_a_plan_tells_the_same_of_everybody(run_on_server: Run, initiative: str, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "server.html", tmp_path / "file.html"
    done = run_on_server("view", "decision-path", initiative, "-o", ours, "--debug")
    wanted = run_program("view", "decision-path", initiative, "-o", theirs, "--lang", "en", "--store", HAVSAKRA)
    assert done.code == wanted.code, done.err
    if wanted.code == 0:
        assert ours.read_text("utf-8") == theirs.read_text("utf-8")
        run_on_server("plan", initiative, "--html", ours, "--force")
        run_program("plan", initiative, "--html", theirs, "--force", "--lang", "en", "--store", HAVSAKRA)
        assert ours.read_text("utf-8") == theirs.read_text("utf-8")


_MEETING = """
samverkan: 1
actors:
  - {id: p-ny, name: Ny platsledare, kind: post, part_of: trygghet, tie: [{to: p-gatuchef, strength: new}]}
positions:
  - {taken_by: p-ny, about: c1, kind: stance, value: supports, basis: written, stated_on: 2025-09-20}
  - {taken_by: p-kt-avtal, about: a4, kind: stance, value: supports, basis: stated_in_meeting, stated_on: 2021-05-10,
     concern: körtid, sourced_by: s-kt-2021}
initiatives:
  - {id: d1, name: Belysning eller kamera på parkeringarna, requires: {decide: d-offplats}}
"""
_STORE = re.compile(r'"store": "[^"]*"')
_WRONG = "samverkan: 1\nactors: [{id: p-ny, name: Ny, kind: post, part_of: trygghett}]\n"


@editions
def test_a_small_file_is_merged_into_the_part_that_it_speaks_of(
    run_on_server: Run, havsakra: Map, tmp_path: Path
) -> None:
    """A new post with a tie, what it says, a position that is there by its derived id, another tree, what is wrong."""
    small, wrong = tmp_path / "möte.yaml", tmp_path / "fel.yaml"
    small.write_text(_MEETING, "utf-8")
    wrong.write_text(_WRONG, "utf-8")
    file = tmp_path / "a.samverkan"
    assert run_program("load", HAVSAKRA, "--store", file).code == 0
    for command in (["--merge", "--dry-run"], ["--merge", "--yes"], ["--merge", "--yes"]):
        done = run_on_server("load", small, *command, "--format", "json", "--with-due", "--debug")
        wanted = run_program("load", small, *command, "--format", "json", "--with-due", "--store", file, "--lang", "en")
        told, expected = (_STORE.sub("", out) for out in (done.out, wanted.out))
        assert (done.code, told) == (wanted.code, expected), done.err
        assert 0 < count_rows(done) < (len(havsakra.nodes) + len(havsakra.relations)) / 2, done.err
    done = run_on_server("load", wrong, "--merge", "--yes")
    wanted = run_program("load", wrong, "--merge", "--yes", "--store", file, "--lang", "en")
    assert (done.code, done.err) == (wanted.code, wanted.err)
    assert "trygghet" in done.err
    run_on_server("save", tmp_path / "server.yaml")
    run_program("save", tmp_path / "file.yaml", "--store", file)
    assert (tmp_path / "server.yaml").read_bytes() == (tmp_path / "file.yaml").read_bytes()
