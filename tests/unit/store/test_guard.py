"""Free Cypher is hostile until checked: attempts to write, read files, call out or crash, and what must pass."""

from __future__ import annotations

import pytest

from samverkan.errors import UsageError
from samverkan.store.guard import check_statement, check_values, find_parameters

ATTACKS = [
    # writing
    "CREATE (:Actor {id: 'x'})",
    "MATCH (a) SET a.name = 'x'",
    "MATCH (a) set a.name = 'x' RETURN a",
    "MATCH (a)\nSeT\na.name = 1",
    "MATCH (a) DELETE a",
    "MATCH (a) DETACH DELETE a",
    "MATCH (a) REMOVE a.name",
    "MERGE (a:Actor {id: 'x'}) RETURN a",
    "MATCH (a) MERGE (b:Actor) RETURN b",
    "MATCH (a) FOREACH (x IN [1] | SET a.n = x)",
    "OPTIONAL MATCH (a) INSERT (:Actor)",
    "WITH 1 AS x CREATE (:Actor {id: 'x'})",
    "WITH 1.SET a.name = 'x'",
    "WITH 1 .SET a.name = 'x'",
    "MATCH (a) WITH a, 2.CREATE (:Actor)",
    "MATCH (a) WHERE $p.DELETE a",
    "DROP TABLE Actor",
    "ALTER TABLE Actor ADD x INT64",
    "MATCH (a) \u017fET a.name = 'x'",
    "MATCH (a) \uff33\uff25\uff34 a.name = 'x'",
    # files, network, settings
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "LOAD FROM '/etc/passwd' RETURN *",
    "MATCH (a) LOAD CSV FROM 'https://example.org' AS l RETURN l",
    "WITH 1 AS x LOAD FROM 'a.csv' RETURN *",
    "COPY (MATCH (a) RETURN a.id) TO '/tmp/x.csv'",
    "MATCH (a) COPY Actor FROM 'x.csv'",
    "EXPORT DATABASE '/tmp/x'",
    "IMPORT DATABASE '/tmp/x'",
    "ATTACH '/tmp/x.db' AS x (dbtype duckdb)",
    "MATCH (a) ATTACH '/tmp/x' AS x",
    "INSTALL httpfs",
    "LOAD EXTENSION httpfs",
    "USE system MATCH (a) RETURN a",
    "MATCH (a) USE neo4j RETURN a",
    "SHOW DATABASES",
    "WITH 1 AS x SHOW USERS",
    "RETURN nextval('s')",
    # calls
    "CALL dbms.listConfig()",
    "CALL show_tables() RETURN *",
    "CALL current_setting('threads') RETURN *",
    "MATCH (a) CALL apoc.load.json('https://example.org') YIELD value RETURN value",
    "MATCH (a) CALL { MATCH (b) RETURN b } RETURN a",
    "CALL { CREATE (:Actor) } IN TRANSACTIONS",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {})",
    "RETURN apoc . text . join(['a'], 'b')",
    "RETURN genai.vector.encode('x', 'OpenAI', {})",
    "RETURN db.nameFromElementId('x')",
    "RETURN `apoc`.`load`.`json`('x')",
    # several statements, comments, escapes
    "RETURN 1; CREATE (:Actor)",
    "RETURN 1;",
    "MATCH (a) RETURN a // comment",
    "MATCH (a) /* hidden */ RETURN a",
    "MATCH (a) /* ' */ CREATE (:Actor) /* ' */ RETURN a",
    "RETURN 'a' // '\nCREATE (:Actor) //'",
    "RETURN '\\' SET x",
    "RETURN 'a\\' + CREATE (:Actor) + \\''",
    "RETURN '\\u0027 CREATE (:Actor {id: \\u0027x\\u0027})",
    "MATCH (a) \\u0053ET a.x = 1",
    "MATCH (a) RETURN \\U00000041",
    "RETURN 'open",
    'RETURN "open',
    "RETURN `open",
    "RETURN 'a'' ' CREATE (:Actor) RETURN '",
    "RETURN 1\x00",
    "RETURN 1\u200b",
    "RETURN 1\u202e",
    "RETURN 1\ud800",
    # other beginnings
    "",
    "   ",
    "EXPLAIN MATCH (a) RETURN a",
    "PROFILE MATCH (a) RETURN a",
    "CYPHER 25 MATCH (a) RETURN a",
    "BEGIN TRANSACTION",
    "COMMIT",
    "CHECKPOINT",
    "PRAGMA x",
    "(a)",
    "'MATCH' RETURN 1",
    "`MATCH` (a) RETURN a",
    "MATCHCREATE (a)",
    "TERMINATE TRANSACTION 'x'",
    # size and depth
    "RETURN 1 + " + "1 + " * 1000 + "1",
    "RETURN " + "(" * 13 + "1" + ")" * 13,
    "RETURN " + "[" * 500 + "]" * 500,
    "RETURN " + "{a: " * 13 + "1" + "}" * 13,
    "RETURN " + "CASE WHEN true THEN " * 13 + "1" + " END" * 13,
    "MATCH (x) RETURN " + "(x.end + " * 13 + "1" + ")" * 13,
    "MATCH (a) WHERE " + "EXISTS { MATCH (a) WHERE " * 13 + "true" + "}" * 13 + " RETURN a",
    "RETURN " + "(" * 30,
]

HARMLESS = [
    "MATCH (a:Actor) RETURN a.id AS id",
    "match (a:Actor)-[r:TIE]->(b) where a.kind = 'post' return a.id, r.strength, b.id order by a.id limit 5",
    "OPTIONAL MATCH (a:Actor {id: $actor}) RETURN a.name",
    "UNWIND [1, 2] AS x RETURN x",
    "WITH 1 AS x RETURN x",
    "RETURN 'LOAD CSV; CREATE // it' AS text",
    'RETURN "DROP /* x */" AS text',
    "MATCH (a) RETURN a.`set` AS x",
    "MATCH (a) WHERE a.delete = 1 RETURN a.create AS y, a.set",
    "MATCH (a) RETURN CASE WHEN a.head THEN 1 ELSE 2 END AS x, CASE WHEN a.end = 1 THEN 2 END AS y",
    "MATCH (a) RETURN a.name AS settings, a.id AS useful, a.kind AS called",
    "MATCH (a) WHERE a.valid_from > date('2020-01-01') RETURN date.truncate('month', a.valid_from) AS m",
    "MATCH (a) RETURN duration.between(a.valid_from, a.valid_to) AS d",
    "MATCH (a) RETURN 'å\u2028ä 🙂' AS x",
    "MATCH (a)\n\t WHERE a.id = $set RETURN a.id",
    "RETURN " + "(" * 12 + "1" + ")" * 12,
    "RETURN " + " + ".join("CASE WHEN true THEN 1 END" for _ in range(20)),
    "RETURN " + "1 + " * 900 + "1",
]


@pytest.mark.parametrize("statement", ATTACKS)
def test_attacks_are_refused(statement: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_statement(statement)
    assert caught.value.key.startswith("store.cypher-")


def test_there_are_many_attacks() -> None:
    assert len(set(ATTACKS)) >= 80


@pytest.mark.parametrize("statement", HARMLESS)
def test_questions_pass(statement: str) -> None:
    check_statement(statement)


def test_a_refusal_names_what_is_in_the_way() -> None:
    with pytest.raises(UsageError) as caught:
        check_statement("MATCH (a) SET a.x = 1")
    assert caught.value.values == {"what": "SET"}
    with pytest.raises(UsageError) as caught:
        check_statement("DROP TABLE Actor")
    assert caught.value.values["first"] == "DROP"


def test_values_are_exactly_what_the_statement_uses() -> None:
    statement = "MATCH (a {id: $id}) WHERE a.x = '$no' AND a.`$neither` = $id RETURN $other"
    assert find_parameters(statement) == ["id", "other"]
    check_values(statement, {"id": 1, "other": 2})
    for given, key in (({"id": 1}, "store.missing-value"), ({"id": 1, "other": 2, "no": 3}, "store.unused-value")):
        with pytest.raises(UsageError) as caught:
            check_values(statement, given)
        assert caught.value.key == key


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (c:SamverkanChange) RETURN c.before",
        "MATCH (c:`SamverkanChange`) RETURN c.before",
        "MATCH (n) WHERE n:samverkanrevision RETURN n.why",
        "MATCH (m:SamverkanMap) RETURN m.title",
        "MATCH (n:Samverkan) RETURN n.id",
        "MATCH (n:\uff33amverkanChange) RETURN n.before",
    ],
)
def test_the_labels_of_the_log_are_named_by_nobody(statement: str) -> None:
    with pytest.raises(UsageError):
        check_statement(statement)


def test_a_text_may_say_samverkan() -> None:
    check_statement("MATCH (a:Actor) WHERE a.name = 'Samverkan' RETURN a.id")
