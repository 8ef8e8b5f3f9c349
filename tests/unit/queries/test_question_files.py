"""The questions that come along, and what is wrong with a file that breaks the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samverkan.errors import UsageError
from samverkan.queries import QuestionError, find_question, read_question, read_questions
from samverkan.schema import read_schema
from samverkan.shipped import find_folder
from samverkan.texts import Texts

HEADER = """\
// title.sv = "Vilka?"
// title.en = "Who?"
// cannot_see.sv = "Inget."
// cannot_see.en = "Nothing."
// order = ["actor"]
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
// [columns]
// actor = {sv = "aktör", en = "actor"}
"""
STATEMENT = """\
MATCH (a:Actor)-[:IN_AREA]->(w:Area)
WHERE a.valid_from <= $as_of AND ($area = '' OR w.id = $area)
RETURN a.id AS actor
"""


def write(folder: Path, text: str, name: str = "who") -> Path:
    path = folder / "people" / f"{name}.cypher"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    question = read_question(write(tmp_path, HEADER + STATEMENT))
    assert (question.name, question.topic, question.statement) == ("who", "people", STATEMENT.strip())
    assert question.to_json("sv") == {
        "name": "who",
        "name_sv": "who",
        "topic": "people",
        "title": "Vilka?",
        "parameters": [
            {
                "name": "area",
                "name_sv": "område",
                "type": "Area",
                "required": False,
                "default": "",
                "choices": None,
                "title": "område",
            }
        ],
        "columns": ["actor"],
        "cannot_see": "Inget.",
    }


@pytest.mark.parametrize(
    ("old", "new", "key", "names"),
    [
        ('// title.sv = "Vilka?"\n', "", "bad-header", "sv"),
        ("// [columns]", "// [columns", "bad-header", ""),
        ('type = "Area"', 'type = "Place"', "bad-header", "Place"),
        ('type = "Area"', 'type = "text", enum = "nothing"', "bad-header", "nothing"),
        ('type = "Area"', 'type = "date"', "bad-header", "area"),
        ('order = ["actor"]', 'order = ["-name"]', "bad-header", "-name"),
        ('en = "actor"}', 'en = "actor", empty_where.actor.none = "gone"}', "bad-header", "empty"),
        ('en = "actor"}', 'en = "actor", empty_where.other.none = "none"}', "bad-header", "other"),
        ('en = "actor"}', 'en = "actor", empty_where = "none"}', "bad-header", "items"),
        ("(a:Actor)", "(a:Aktor)", "unknown-label", "Aktor"),
        ("[:IN_AREA]", "[:INAREA]", "unknown-type", "INAREA"),
        ("a.valid_from", "a.validfrom", "unknown-property", "validfrom"),
        ("w:Area)", "w:Area {nmae: ''})", "unknown-property", "nmae"),
        ("w.id = $area", "w.id = $aera", "undeclared-parameter", "aera"),
        ("($area = '' OR w.id = $area)", "true", "unused-parameter", "area"),
        ("a.valid_from <= $as_of AND ", "", "unused-parameter", "as_of"),
        ("w.id = $area", "w.id = 'norrbacken'", "pasted-value", "'norrbacken'"),
        ("RETURN a.id AS actor", "RETURN a.id AS actors", "other-columns", "actors"),
        ("RETURN a.id AS actor", "RETURN a.id AS actor, w.id AS area", "other-columns", "actor, area"),
        ("RETURN a.id AS actor", "RETURN a.id AS actor;", "several-statements", ";"),
        ("RETURN a.id", "SET a.name = ''\nRETURN a.id", "writes", "SET"),
        ("MATCH (a", "CALL db.labels()\nMATCH (a", "writes", "CALL"),
        ("(w:Area)", "(w)", "no-label", "w"),
        ("[:IN_AREA]", "[]", "no-type", "[]"),
        ("(a:Actor)", "(a:Actor)-[:TAKES]->(:Position), (a)", "no-basis", "basis"),
        ("a.id AS actor", "a.id AS order", "reserved-word", "order"),
        ("a.id AS actor", "a.id AS a", "alias-is-variable", "a"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, old: str, new: str, key: str, names: str) -> None:
    assert old in HEADER + STATEMENT
    with pytest.raises(QuestionError) as caught:
        read_question(write(tmp_path, (HEADER + STATEMENT).replace(old, new)))
    assert caught.value.key == f"questions.{key}"
    for lang in ("sv", "en"):
        sentence = Texts(lang)(caught.value.key, **caught.value.values)
        assert "who.cypher" in sentence and names in sentence


def test_two_questions_of_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path, HEADER + STATEMENT)
    other = tmp_path / "other"
    other.mkdir()
    (other / "who.cypher").write_text(HEADER + STATEMENT, "utf-8")
    with pytest.raises(QuestionError, match="name-twice"):
        read_questions(tmp_path)


def test_a_dialect_has_its_own_statement(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + STATEMENT)
    write(tmp_path, STATEMENT.replace("a.id AS", "trim(a.id) AS"), "who.neo4j")
    question = read_question(path)
    assert "trim" in question.statement_for("neo4j")
    assert "trim" not in question.statement_for("embedded")
    assert list(read_questions(tmp_path)) == ["who"]


def test_the_questions_of_the_field_are_there() -> None:
    assert set(read_questions()) == {
        "who-to-convince",
        "which-path",
        "who-decides",
        "core-mandate",
        "why-stuck",
        "shared-picture",
        "who-prioritises",
        "right-people",
        "who-has-leverage",
        "contact-route",
        "person-borne-ties",
        "what-was-tried",
        "side-effects",
        "foresight",
        "missing-cause-analysis",
        "cause-tree",
        "how-did-it-go",
        "who-shares-what",
        "unused-assets",
        "feedback-owed",
        "lands-on-us",
        "changed-since",
        "not-met",
        "my-week",
        "changes-hands",
        "who-brings-votes",
        "whom-to-meet",
        "promised",
        "do-we-agree",
        "collective-efficacy",
    }


@pytest.mark.parametrize("question", read_questions().values(), ids=lambda q: q.name)
def test_every_question_says_its_sources_and_never_filters_on_a_sensitive_group(question: object) -> None:
    from samverkan.queries import Question

    assert isinstance(question, Question)
    assert "sources" in {column.name for column in question.columns}
    # a function refuses such a group itself (who-has-leverage: test_network_answers)
    if any(p.type == "AffectedGroup" for p in question.parameters) and not question.answer:
        assert question.statement.count("special_category") == question.statement.count("UNION ALL") + 1
    assert not re.search(r"count\([^)]*\b[gG]roup", question.statement)


def test_the_example_in_the_readme_is_a_question(tmp_path: Path) -> None:
    text = (find_folder("queries") / "README.md").read_text("utf-8")
    example = re.search(r"```cypher\n(.*?)```", text, re.DOTALL)
    assert example
    assert read_question(write(tmp_path, example[1])).order == ("name",)


@pytest.mark.parametrize("name", ["who-decides", "who_decides", "Who Decides", "Who decides on a matter in an area?"])
def test_a_question_is_found_by_its_name_or_title(name: str) -> None:
    assert find_question(name).name == "who-decides"


def test_an_unknown_question_gets_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        find_question("who-decide")
    assert caught.value.key == "questions.unknown"
    assert "who-decides" in map(str, caught.value.values["nearest"])
    assert len(caught.value.values["nearest"]) == 3
    with pytest.raises(UsageError) as caught:
        find_question("qqq")
    assert caught.value.values["nearest"] == ()


def test_words_for_tokens_stand_in_both_languages() -> None:
    enums = read_schema().enums
    for question in read_questions().values():
        for column in question.columns:
            assert set(column.words) == {"sv", "en"}
            for token in column.tokens:
                assert column.word(token, "sv", {}) and column.word(token, "en", {})
            assert not column.enum or set(enums[column.enum]) <= set(column.tokens)


def test_a_value_is_shown_by_the_enums_that_another_column_chooses() -> None:
    value = next(column for column in find_question("changed-since").columns if column.name == "value")
    assert value.word("delegation_order", "sv", {"about": "source"}) == "delegationsordning"
    assert value.word("does_not_share", "sv", {"about": "position"}) == "delar inte"
    assert value.word("report", "sv", {"about": "leverage"}) == "report"


@pytest.mark.parametrize("line", ['// actor.by = "whom"', '// actor.enums.x = ["nothing"]'])
def test_enums_and_the_column_that_chooses_them_must_be_known(tmp_path: Path, line: str) -> None:
    plain = '// actor = {sv = "aktör", en = "actor"}\n'
    own = f'// actor.sv = "aktör"\n// actor.en = "actor"\n{line}\n'
    with pytest.raises(QuestionError) as caught:
        read_question(write(tmp_path, HEADER.replace(plain, own) + STATEMENT))
    assert caught.value.key == "questions.bad-header"
