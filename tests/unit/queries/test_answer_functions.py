"""Questions whose rows a function makes: its statement brings all that it needs, and it is found by its name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from one_brain import make_map
from reading import read_part
from strategies.maps import maps

from samverkan.measures.seats import find_seat_reads
from samverkan.model import Map, Node, Relation, build_map
from samverkan.queries import Question, QuestionError, find_question, read_question, read_questions
from samverkan.question_values import read_parameters
from samverkan.store.engine import run_statement
from samverkan.store.in_memory import open_map
from samverkan.store.part import find_part
from samverkan.workflows.answers import ANSWERS, build_rows, find_answer
from samverkan.workflows.ask import answer_question

DAY = date(2025, 10, 1)
EXAMPLES = int(os.environ.get("SAMVERKAN_EXAMPLES", "1"))  # of each question; more when somebody looks for faults
ANSWERED = [name for name, question in read_questions().items() if question.answer and question.statement]


def test_every_function_is_named_by_a_question_and_every_name_is_known() -> None:
    answered = [question for question in read_questions().values() if question.answer]
    assert {question.answer for question in answered} == ANSWERS.keys()
    assert all(callable(find_answer(question).find_rows) for question in answered)


def ask_all(question: Question, content: Map, most: int = 3) -> Iterator[dict[str, str]]:
    """Yield arguments of a question: what it requires, and everything, for some ids of each label."""
    plain = {"date": "2021-01-01", "text": "A-taxi"}
    values = {
        p.name: [*p.choices]
        if p.choices
        else [n.id for n in content.labelled(p.type)]
        if p.is_thing
        else [plain.get(p.type, "70000")]
        for p in question.parameters
    }
    for place in range(most):
        full = {name: found[place % len(found)] for name, found in values.items() if found}
        for given_values in (
            full,
            {p.name: full[p.name] for p in question.parameters if p.required and p.name in full},
        ):
            if all(p.name in given_values for p in question.parameters if p.required):
                yield given_values


def fetch(question: Question, content: Map, values: dict[str, object]) -> Map:
    """Return the part of a map that a question's statement brings."""
    part = find_part(question.statement, checked=True)
    _, rows, _ = run_statement(content, part, question.statement, values)
    return content.among({value for row in rows for value in row if value is not None})


def compare(question: Question, content: Map, most: int = 3) -> int:
    """Hold what a function makes of a part to what it makes of the whole; return how many rows there were."""
    found = 0
    for arguments in ask_all(question, content, most):
        group = content.nodes.get(arguments.get("affected", ""))
        if group and group.properties.get("special_category") is True:
            continue
        values = read_parameters(question, arguments, as_of=DAY)
        whole = build_rows(question, content, DAY, values)
        assert build_rows(question, fetch(question, content, dict(values)), DAY, values) == whole, arguments
        found += len(whole)
    return found


@pytest.mark.parametrize("name", ANSWERED)
def test_a_statement_brings_all_that_its_function_needs_of_the_example(name: str, havsakra: Map) -> None:
    assert compare(find_question(name), havsakra)


@pytest.mark.parametrize("name", ANSWERED)
def test_a_statement_brings_all_that_its_function_needs_of_any_map(name: str) -> None:
    @given(maps(most=2))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    def check(content: Map) -> None:
        compare(find_question(name), content, 2)

    check()


HEADER = """\
// title.sv = "Vilka är vi?"
// title.en = "Who are we?"
// name.sv = "vilka-är-vi"
// cannot_see.sv = "Mycket."
// cannot_see.en = "Much."
// {answer}
// [parameters]
// kind = {{type = "text", sv = "slag", en = "kind"}}
// [columns]
// actor = {{sv = "aktör", en = "actor"}}
"""
PLAIN = "MATCH (a:Actor) WHERE a.valid_to > $as_of AND ($kind = '' OR a.kind = $kind) RETURN a.id AS actor"


def write(folder: Path, answer: str, statement: str) -> Question:
    path = folder / "own" / "who-are-we.cypher"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADER.format(answer=answer) + statement, "utf-8")
    return read_question(path)


def test_a_question_of_one_s_own_needs_no_python(tmp_path: Path, havsakra: Map) -> None:
    question = write(tmp_path, "order = ['actor']", PLAIN)
    values = read_parameters(question, {"slag": "forum"}, as_of=DAY)
    rows = answer_question(open_map(havsakra, "m"), question, values, DAY)
    assert [row["actor"] for row in rows] == sorted(
        n.id for n in havsakra.labelled("Actor") if n.properties["kind"] == "forum"
    )


def test_an_unknown_function_is_said_with_the_file(tmp_path: Path, havsakra: Map) -> None:
    question = write(tmp_path, 'answer = "guess"', "MATCH (a:Actor) RETURN a.id AS id")
    with pytest.raises(QuestionError, match="unknown-answer") as caught:
        answer_question(open_map(havsakra, "m"), question, {}, DAY)
    assert caught.value.values == {"file": "who-are-we.cypher", "name": "guess"}


def test_only_a_question_with_a_function_may_use_other_columns_or_no_statement(tmp_path: Path) -> None:
    assert write(tmp_path, 'answer = "find_powers"', "").statement == ""
    assert write(tmp_path, 'answer = "find_powers"', "MATCH (a:Actor) RETURN a.id AS id").answer == "find_powers"
    for statement in ("", "MATCH (a:Actor) RETURN a.id AS id"):
        with pytest.raises(QuestionError):
            write(tmp_path, "order = ['actor']", statement)


def test_no_engine_is_started_for_a_function(havsakra: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samverkan.store.engine.run_statement", None)
    question = find_question("vem-beslutar")
    values = read_parameters(question, {}, unnamed=["d-ltf"], as_of=DAY)
    rows = answer_question(open_map(havsakra, "m"), question, values, DAY)
    assert [row["actor"] for row in rows] == ["p-trafiking", "p-tf-chef", "tfn"]


SWEDISH = {
    "who-to-convince": "vem-måste-övertygas",
    "which-path": "vilken-väg",
    "who-decides": "vem-beslutar",
    "core-mandate": "kärnuppdrag",
    "right-people": "rätt-personer",
    "why-stuck": "varför-står-det-still",
    "shared-picture": "gemensam-bild",
    "who-prioritises": "vem-prioriterar",
    "who-has-leverage": "vem-kan-påverka",
    "contact-route": "kontaktväg",
    "person-borne-ties": "personburna-kontakter",
    "what-was-tried": "vad-har-prövats",
    "side-effects": "följdeffekter",
    "foresight": "framsyn",
    "missing-cause-analysis": "saknar-orsaksanalys",
    "cause-tree": "orsaksträd",
    "how-did-it-go": "hur-gick-det",
    "who-shares-what": "vem-delar-vad",
    "unused-assets": "oanvända-krafter",
    "feedback-owed": "skyldig-återkoppling",
    "lands-on-us": "landar-hos-oss",
    "changed-since": "ändrat-sedan",
    "not-met": "inte-träffat",
    "my-week": "min-vecka",
    "changes-hands": "byter-innehavare",
    "who-brings-votes": "vem-ger-röster",
    "whom-to-meet": "vem-ska-vi-träffa",
    "promised": "utlovat",
    "do-we-agree": "är-vi-överens",
    "collective-efficacy": "kollektiv-förmåga",
}


@pytest.mark.parametrize(("name", "swedish"), SWEDISH.items())
def test_a_question_has_a_swedish_name(name: str, swedish: str) -> None:
    assert find_question(name).name_sv == swedish
    for text in (swedish, swedish.replace("-", " ").upper(), swedish.replace("-", "_")):
        assert find_question(text).name == name


def test_no_question_goes_without_a_swedish_name() -> None:
    assert {name: question.name_sv for name, question in read_questions().items()} == SWEDISH


@pytest.mark.parametrize("seed", range(0, 24, 3))
def test_a_statement_brings_stand_ins_boards_and_chains(seed: int) -> None:
    content = make_map(seed)
    for name in ("who-to-convince", "who-decides"):
        compare(find_question(name), content, 2)


def compare_seats(content: Map) -> None:
    """Hold the rows of every forum to those of what is read for it, alone and with each initiative."""
    forums = [n.id for n in content.labelled("Actor") if n.properties.get("kind") == "forum"]
    for forum in forums[:3]:
        for initiative in ("", *(n.id for n in content.labelled("Initiative")[:4])):
            values = {"forum": forum, "initiative": initiative}
            part = read_part(content, find_seat_reads(DAY, values))
            found, wanted = (build_rows(find_question("right-people"), m, DAY, values) for m in (part, content))
            assert found == wanted, values


def test_who_is_needed_in_a_forum_is_told_from_what_is_read(havsakra: Map, harbourside: Map) -> None:
    compare_seats(havsakra)
    compare_seats(harbourside)
    for seed in range(0, 6):
        content = make_map(seed)
        nodes = [*content.nodes.values(), Node("hall", "Actor", {"kind": "forum", "name": "Hall"})]
        members = [n.id for n in content.labelled("Actor")[:4]]
        joined = [Relation("MEMBER_OF", member, "hall") for member in members]
        involved = [Relation("INVOLVED_IN", "hall", n.id, {"role": "support"}) for n in content.labelled("Issue")]
        compare_seats(build_map(nodes, [*content.relations, *joined, *involved], content))
