from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from strategies.maps import maps

from samverkan.errors import StoreError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema
from samverkan.store.engine import run_statement, split_branches
from samverkan.store.part import Part, find_part

EVERYTHING = (tuple(read_schema().labels), tuple(read_schema().relations))


def part_of(statement: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    part = find_part(statement)
    return part.labels, part.types


def test_only_what_is_named_is_filled() -> None:
    assert part_of("MATCH (a:Actor)-[:TIE]->(b:Actor) RETURN a.id") == (("Actor",), ("TIE",))
    assert part_of("MATCH (a:Area) RETURN 'Actor'") == (("Area",), ())
    assert part_of("match (a:`Actor`)-[r:tie]->(b:actor) return a") == (("Actor",), ("TIE",))


def test_a_pattern_without_a_name_fills_everything() -> None:
    for statement in (
        "MATCH (a) RETURN a",
        "MATCH () RETURN 1",
        "MATCH (a {id: 'x'}) RETURN a",
        "MATCH (a:Actor)-[r:TIE]->(b) RETURN b",
        "MATCH (a:Actor) RETURN a.id UNION MATCH (a) RETURN a.id",
        "MATCH (a:Actor) WITH count(a) AS n MATCH (a) RETURN n",
    ):
        assert part_of(statement)[0] == EVERYTHING[0], statement
    for statement in ("MATCH (a:Actor)-[r]->(b:Actor) RETURN r", "MATCH (a:Actor)--(b:Actor) RETURN a"):
        assert part_of(statement)[1] == EVERYTHING[1], statement


def test_what_a_path_may_lead_through_is_filled() -> None:
    labels, types = part_of("MATCH (i:Initiative)-[:REQUIRES*1..6]->(x:Matter) RETURN x")
    assert (labels, types) == (("Initiative", "Requirement", "Matter"), ("REQUIRES",))


def test_properties_that_nothing_has_keep_their_type() -> None:
    nodes = [Node("a", "Actor", {"name": "A", "kind": "post"}), Node("b", "Actor", {"name": "B", "kind": "post"})]
    content = build_map(nodes, [Relation("TIE", "a", "b", {})])
    statement = (
        "MATCH (a:Actor)-[r:TIE]->(b:Actor) WHERE a.head IS NULL AND r.strength IS NULL"
        " AND r.valid_from <= $day AND r.valid_to > $day"
        " RETURN a.valid_from AS x, r.valid_to AS y, coalesce(a.head, false) AS z"
    )
    _, rows, _ = run_statement(content, find_part(statement), statement, {"day": date(2025, 1, 1)})
    assert rows == [[date(1, 1, 1), date(9999, 12, 31), False]]


def test_every_label_and_relation_can_be_filled() -> None:
    schema = read_schema()
    values = {
        "text": "t",
        "token": "x",
        "texts": ("a", "b"),
        "number": 1.5,
        "int": 2,
        "bool": True,
        "date": date(2020, 1, 1),
    }
    nodes = [
        Node(f"{name}{i}", name, {p.name: values[p.type] for p in label.properties.values()} if i else {})
        for name, label in schema.labels.items()
        for i in (0, 1)
    ]
    relations = [
        Relation(kind.name, f"{start}0", f"{end}1", {p.name: values[p.type] for p in kind.properties.values()})
        for kind in schema.relations.values()
        for start, end in sorted(kind.ends)
    ]
    content = build_map(nodes, relations)
    _, rows, _ = run_statement(content, Part(*EVERYTHING), "MATCH (a) RETURN count(a)", {})
    assert rows == [[len(nodes)]]
    _, rows, _ = run_statement(content, Part(*EVERYTHING), "MATCH (a)-[r]->(b) RETURN count(r)", {})
    assert rows == [[len(relations)]]


@given(maps(most=2))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_value_arrives_as_it_was(content: Map) -> None:
    for label in {node.label for node in content.nodes.values()}:
        properties = {k: p for k, p in read_schema().labels[label].properties.items() if not p.private}
        names = ", ".join(f"a.`{name}`" for name in properties)
        statement = f"MATCH (a:{label}) RETURN a.id, {names}"
        _, rows, _ = run_statement(content, find_part(statement), statement, {})
        found = {row[0]: dict(zip(properties, row[1:], strict=True)) for row in rows}
        for node in content.labelled(label):
            for name, value in node.properties.items():
                if name not in properties:
                    continue
                wanted = list(value) if isinstance(value, tuple) else value
                # What must not be searched for is there and empty.
                assert found[node.id][name] == (wanted if properties[name].asked else None)
            unknown = properties.keys() - node.properties.keys() - {"valid_from", "valid_to"}
            assert all(found[node.id][name] is None for name in unknown)
        assert found.keys() == {node.id for node in content.labelled(label)}


NASTY = ["", " ", "\x1c\x1d\x1e\x1f", "\n\t", "true", "0001-01-01", "null", "\ue000", "'\\\"`", "å🙂", ",", "[a]"]


def test_texts_that_look_like_the_signs_in_between() -> None:
    nodes = [Node(f"a{i}", "Agreement", {"name": text, "purposes": (text or "x", "y")}) for i, text in enumerate(NASTY)]
    links = [Relation("SOURCED_BY", f"a{i}", "s", {"locator": text}) for i, text in enumerate(NASTY)]
    content = build_map([*nodes, Node("s", "Source", {"name": "S"})], links)
    statement = "MATCH (a:Agreement)-[r:SOURCED_BY]->(s:Source) RETURN a.id, a.name, a.purposes, r.locator"
    _, rows, _ = run_statement(content, find_part(statement), statement, {})
    assert sorted(rows) == sorted([f"a{i}", text, [text or "x", "y"], text] for i, text in enumerate(NASTY))


@pytest.mark.parametrize("number", [1, 2, 3, 50, 2049])
@pytest.mark.parametrize("every", [1, 2, 1000])
def test_what_some_have_and_others_lack_is_told_apart(number: int, every: int) -> None:
    nodes = [
        Node(f"r{i}", "Requirement", {"op": "leaf"} | ({"n": i, "veto": True, "form": "fund"} if i % every else {}))
        for i in range(number + 1)
    ]
    links = [Relation("REQUIRES", "r0", f"r{i}", {} if i % every else {"step": i}) for i in range(1, number + 1)]
    statement = "MATCH (a:Requirement)-[r:REQUIRES]->(b:Requirement) RETURN b.id, r.step, b.n, b.veto, b.form"
    _, rows, _ = run_statement(build_map(nodes, links), find_part(statement, checked=True), statement, {})
    keys = ("n", "veto", "form")
    wanted = [
        [n.id, r.properties.get("step"), *map(n.properties.get, keys)] for n, r in zip(nodes[1:], links, strict=True)
    ]
    assert sorted(rows) == sorted(wanted)


def test_a_question_needs_no_property_that_it_does_not_name() -> None:
    part = find_part("MATCH (a:Actor) WHERE a.kind = $kind RETURN a.name AS x", checked=True)
    assert [p.name for p in part.pick(read_schema().labels["Actor"].properties)] == ["name", "kind"]
    free = find_part("MATCH (a:Actor) RETURN a")
    known = read_schema().labels["Actor"].properties
    assert [p.name for p in free.pick(known)] == [name for name in known if name != "note"]


def test_an_empty_map_can_be_asked() -> None:
    statement = "MATCH (a:Actor)-[:TIE]->(b:Actor) RETURN a.id AS x"
    assert run_statement(Map({}, ()), find_part(statement), statement, {}) == (["x"], [], False)


def test_a_number_that_no_engine_holds_is_said() -> None:
    content = build_map([Node("e", "Effect", {"name": "E", "lag_days": 10**30})], [])
    with pytest.raises(StoreError, match="not-filled"):
        run_statement(content, find_part("MATCH (e:Effect) RETURN e.id"), "MATCH (e:Effect) RETURN e.id", {})


def test_union_all_is_taken_apart_at_the_top_only() -> None:
    assert split_branches("RETURN 1 AS x union  ALL RETURN 'UNION ALL' AS x") == [
        "RETURN 1 AS x ",
        " RETURN 'UNION ALL' AS x",
    ]
    nested = "RETURN COUNT { MATCH (a) RETURN a UNION ALL MATCH (b) RETURN b } AS n"
    assert split_branches(nested) == [nested]


def test_branches_keep_their_columns_apart() -> None:
    # The engine's own UNION ALL returned other columns' values here.
    content = build_map([Node("a", "Actor", {"name": "A", "kind": "post"})], [])
    statement = (
        "MATCH (a:Actor) RETURN a.id AS x, a.id AS y, a.name AS z UNION ALL MATCH (a:Actor)"
        " RETURN a.name AS x, a.id AS y, NULL AS z"
    )
    _, rows, _ = run_statement(content, find_part(statement), statement, {})
    assert rows == [["a", "a", "A"], ["A", "a", None]]


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    content = build_map([Node("a", "Actor", {"name": "A", "kind": "post"})], [])
    run_statement(content, find_part("MATCH (a:Actor) RETURN a"), "MATCH (a:Actor) RETURN a.id AS x", {})
    assert capfd.readouterr() == ("", "")
