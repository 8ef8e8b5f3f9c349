"""What passes the guard runs apart from the program, reads only, and is stopped by time, memory and rows."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.store import sandbox
from samverkan.store.embedded import open_map
from samverkan.store.engine import run_statement
from samverkan.store.sandbox import run_apart


@pytest.fixture(scope="module")
def content() -> Map:
    nodes = [
        Node("a", "Actor", {"name": "Å", "kind": "board", "valid_from": date(2020, 1, 2)}),
        Node("b", "Actor", {"name": "B", "kind": "post", "head": True}),
        Node("m", "Mandate", {"kind": "decide", "limit": 100000}),
    ]
    relations = [Relation("PART_OF", "b", "a", {}), Relation("HOLDS", "a", "m", {})]
    return build_map(nodes, relations)


def test_columns_rows_and_values(content: Map) -> None:
    columns, rows, cut = open_map(content, "x").run_cypher(
        "MATCH (p:Actor)-[r:PART_OF]->(q:Actor) WHERE q.name = $name"
        " RETURN q.valid_from AS day, q.valid_to AS open, p.head AS head, p, r, [q.id, p.id] AS ids, 0.5 AS half",
        {"name": "Å"},
    )
    assert columns == ["day", "open", "head", "p", "r", "ids", "half"]
    assert rows == [
        {"day": date(2020, 1, 2), "open": None, "head": True, "p": "b", "r": "PART_OF", "ids": ["a", "b"], "half": 0.5}
    ]
    assert not cut


def test_a_pattern_without_names_sees_the_whole_map(content: Map) -> None:
    _, rows, _ = open_map(content, "x").run_cypher("MATCH (a)-[r]->(b) RETURN a.id AS a1, b.id AS b1", {})
    assert sorted(row["a1"] for row in rows) == ["a", "b"]  # type: ignore[type-var]
    _, rows, _ = open_map(content, "x").run_cypher(
        "MATCH (x:Actor) WITH count(x) AS n MATCH (x) RETURN n, x.id AS i", {}
    )
    assert [row["i"] for row in rows] == ["a", "b", "m"]


def test_many_rows_are_cut_and_said_to_be(content: Map) -> None:
    _, rows, cut = open_map(content, "x").run_cypher("UNWIND range(1, 10001) AS x RETURN x", {})
    assert (len(rows), cut) == (10_000, True)
    _, rows, cut = open_map(content, "x").run_cypher("UNWIND range(1, 10000) AS x RETURN x", {})
    assert (len(rows), cut) == (10_000, False)
    _, rows, cut = open_map(content, "x").run_cypher(
        "MATCH (a:Actor) RETURN a.id AS i UNION ALL MATCH (m:Mandate) RETURN m.id AS i", {}
    )
    assert [row["i"] for row in rows] == ["a", "b", "m"]


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (a:Nowhere) RETURN a",
        "MATCH (a:Actor) RETURN a.nothing AS x",
        "RETURN foo",
        "MATCH (a:Actor RETURN a",
        "RETURN 1 AS x UNION ALL RETURN 2 AS y",
        "RETURN size(1, 2, 3) AS x",
        "RETURN CAST('x' AS INT64) AS x",
    ],
)
def test_what_the_engine_does_not_understand_is_a_usage_error(content: Map, statement: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_map(content, "x").run_cypher(statement, {})
    assert caught.value.exit_code == 2


def test_values_must_fit_the_statement(content: Map) -> None:
    with pytest.raises(UsageError, match="missing-value"):
        open_map(content, "x").run_cypher("RETURN $x AS x", {})
    with pytest.raises(UsageError, match="unused-value"):
        open_map(content, "x").run_cypher("RETURN 1 AS x", {"x": 1})


def test_a_statement_that_never_ends_is_stopped(content: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.monotonic()
    unwinds = " ".join(f"UNWIND range(1, 100000) AS x{i}" for i in range(5))
    task = (content, sandbox_part(), f"{unwinds} RETURN sum(x0 * x1 % 7 + x2 * x3 % 5 + x4) AS n", {})
    with pytest.raises(StoreError) as caught:
        run_apart(run_statement, *task, seconds=2)
    assert caught.value.key in ("store.too-slow", "store.too-large")
    assert time.monotonic() - started < 60


def sandbox_part() -> object:
    from samverkan.store.part import find_part

    return find_part("RETURN 1")


@pytest.mark.parametrize(
    "statement",
    [
        "WITH range(1, 2000000000) AS l RETURN size(l) AS n",
        "UNWIND range(1, 300000) AS x RETURN collect(x) AS l",
        "RETURN " + "NOT " * 900 + "true AS x",
        "RETURN " + "- " * 1900 + "1 AS x",
        "RETURN " + "1 + " * 990 + "1 AS x",
        "RETURN " + "[" * 12 + "1" + "]" * 12 + " AS x",
        "RETURN repeat('x', 2000000000) AS x",
        "MATCH p = (a)-[*1..30]-(b) RETURN count(p) AS n",
        "RETURN sum(9223372036854775807 + 1) AS x",
        "RETURN 1 / 0 AS x",
        "RETURN 0.0 / 0.0 AS x",
    ],
)
def test_what_weighs_much_or_crashes_does_not_take_the_program_along(content: Map, statement: str) -> None:
    try:
        columns, rows, _ = open_map(content, "x").run_cypher(statement, {})
        assert rows[0].keys() == set(columns)
    except SamverkanError as error:
        assert error.key.startswith("store.")


def crash(*, limit: int) -> object:
    import os

    os.abort()


def hog(*, limit: int) -> object:
    return ["x"], [[len(bytearray(8 << 30))]], False


def forget(*, limit: int) -> object:
    raise ModuleNotFoundError("No module named 'gone'")


def test_a_child_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with pytest.raises(StoreError) as caught:
        run_apart(_find("forget"))
    assert caught.value.key == "store.child-died"
    assert caught.value.values["reason"] == "ModuleNotFoundError: No module named 'gone'"


def test_a_crash_in_the_child_is_a_store_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with pytest.raises(StoreError):
        run_apart(_find("crash"))


def test_memory_is_limited_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource", reason="limits memory as POSIX does")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with pytest.raises(StoreError, match="too-large"):
        run_apart(_find("hog"))


def _find(name: str) -> object:
    """Return a function of this file under a name that the child can import it by."""
    import importlib
    import sys

    sys.path.insert(0, str(Path(__file__).parent))
    try:
        return getattr(importlib.import_module("test_free_cypher"), name)
    finally:
        sys.path.pop(0)


def test_the_child_writes_no_file(content: Map, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource", reason="limits files as POSIX does")
    target = tmp_path / "x.csv"
    part = sandbox_part()
    with pytest.raises(SamverkanError):
        run_apart(run_statement, content, part, f"COPY (UNWIND range(1, 9) AS x RETURN x) TO '{target}'", {})
    assert not target.exists() or target.stat().st_size == 0


def test_what_a_working_directory_holds_is_not_imported(
    content: Map, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "samverkan.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    assert open_map(content, "x").run_cypher("RETURN 1 AS x", {})[1] == [{"x": 1}]
    assert sandbox.SECONDS <= 20
