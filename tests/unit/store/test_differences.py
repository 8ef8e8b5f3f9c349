"""Forms that the embedded engine answers wrongly without a word are refused; all others are let through.

Each refused one was answered otherwise by a Neo4j server on the example.
"""

from __future__ import annotations

import pytest

from samverkan.errors import UsageError
from samverkan.model import Map, Node, build_map
from samverkan.store.differences import check_differences
from samverkan.store.in_memory import open_map
from samverkan.workflows.ask import read_value

REFUSED = {
    "MATCH (p:Position) WITH p.stated_on AS d ORDER BY d DESC LIMIT 2 RETURN max(d) AS latest": "order",
    "MATCH (p:Position) WITH DISTINCT p.value AS v ORDER BY v SKIP 1 WITH collect(v) AS all_of RETURN all_of": "order",
    "MATCH (a:Actor) WITH a ORDER BY a.name LIMIT 5 RETURN count(*) AS n": "order",
    "MATCH (x:Issue) MATCH (x:Initiative) RETURN count(*) AS n": "labels",
    "MATCH (x:Issue) WITH x MATCH (x:Initiative) RETURN count(*) AS n": "labels",
    "MATCH (x:Actor:Issue) RETURN count(*) AS n": "labels",
    "MATCH (a:Actor)-[:TIE]-(b:Actor)-[:TIE]-(c:Actor) RETURN count(*) AS n": "edges",
    "MATCH (a:Actor)-[:TIE]->(b:Actor)<-[:TIE]-(c:Actor) RETURN count(*) AS n": "edges",
    "MATCH (a:Actor)-[:MEMBER_OF]->(f:Actor), (b:Actor)-[:MEMBER_OF]->(f) RETURN count(*) AS n": "edges",
    "RETURN [1, 2, 3][1..2] AS x": "subscript",
    "WITH [1, 2] AS found RETURN found[1] AS x": "subscript",
    "RETURN 1 = '1' AS x": "number",
    "RETURN '1' <> 1 AS x": "number",
    "MATCH (a:Actor) WHERE a.name = 117 RETURN a.id AS id": "number",
    "MATCH (a:Actor) WHERE 117 = a.name RETURN a.id AS id": "number",
    "MATCH (a:Actor {kind: 1}) RETURN a.id AS id": "number",
}
ALIKE = [
    "MATCH (a:Actor) RETURN a.kind AS kind, count(*) AS n ORDER BY n DESC LIMIT 3",
    "MATCH (a:Actor) WITH a ORDER BY a.id LIMIT 3 RETURN a.id AS id",
    "MATCH (a:Actor) WITH a.kind AS kind, count(*) AS n ORDER BY n RETURN kind, n",
    "MATCH (x:Issue) WITH count(x) AS n MATCH (x:Initiative) RETURN n, x.id AS id",
    "MATCH (x:Issue) RETURN x.id AS id UNION ALL MATCH (x:Initiative) RETURN x.id AS id",
    "MATCH (a:Actor)-[:TIE]->(b:Actor)-[:TIE]->(c:Actor) RETURN count(*) AS n",
    "MATCH (a:Actor)-[r:TIE]->(b:Actor)<-[s:TIE]-(c:Actor) WHERE r <> s RETURN count(*) AS n",
    "MATCH (a:Actor)-[:TIE]->(b:Actor) MATCH (b)<-[:TIE]-(c:Actor) RETURN count(*) AS n",
    "MATCH (a:Actor)-[:HOLDS]->(m:Mandate)-[:COVERS]->(t:Matter) WHERE a.id IN ['x', 'y'] RETURN a.id AS id",
    "MATCH (a:Actor) WHERE a.name = 'ORDER BY x LIMIT 1 [0]' RETURN count(*) AS n",
    "UNWIND [1, 2] AS x RETURN x AS x1",
    "MATCH (m:Mandate) WHERE m.limit = 100000 AND m.kind = 'decide' RETURN m.id AS id",
    "MATCH (m:Mandate {limit: 5, kind: 'decide'}) WHERE 2 = 2 AND '1' = '1' AND m.limit >= 1 RETURN m.id AS id",
    "MATCH (a:Actor) WHERE a.name = '1 = 1' RETURN a.id AS a1",
]


@pytest.mark.parametrize(("statement", "kind"), REFUSED.items())
def test_what_would_be_answered_wrongly_is_refused_with_what_to_write(statement: str, kind: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_differences(statement)
    assert refused.value.key == f"store.differs-{kind}"
    with pytest.raises(UsageError):
        open_map(build_map([], []), "x").run_cypher(statement, {})


@pytest.mark.parametrize("statement", ALIKE)
def test_what_is_answered_alike_passes(statement: str) -> None:
    check_differences(statement)


def test_a_number_is_no_text_and_quotes_make_it_one() -> None:
    named = {"a": "117", "b": "Sektion 117"}
    content: Map = build_map([Node(i, "Actor", {"name": name, "kind": "unit"}) for i, name in named.items()], [])
    statement = "MATCH (a:Actor) WHERE a.name = $x RETURN a.id AS id"
    assert read_value("117") == 117
    assert open_map(content, "x").run_cypher(statement, {"x": 117})[1] == []
    other = "MATCH (a:Actor) WHERE a.name <> $x RETURN count(*) AS n"
    assert open_map(content, "x").run_cypher(other, {"x": 117})[1] == [{"n": 2}]
    assert open_map(content, "x").run_cypher(statement, {"x": read_value('"117"')})[1] == [{"id": "a"}]


@pytest.mark.parametrize("text", ["9223372036854775808", "-9999999999999999999"])
def test_a_whole_number_that_no_engine_holds_is_refused_in_words(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_value(text)
    assert refused.value.key == "questions.too-large"
    assert read_value("9223372036854775807") == 9223372036854775807
