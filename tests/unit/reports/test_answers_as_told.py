"""Questions on both examples in both languages, as a user reads the answers: kept to be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from golden_files import check_golden

from samverkan.model import Map
from samverkan.queries import Question, find_question
from samverkan.reports.question import build_question_report
from samverkan.store.in_memory import open_map
from samverkan.texts import Texts
from samverkan.workflows.ask import Answered, ask_store

MOST_ROWS = 3
ASKED = (
    *("who-to-convince", "which-path", "who-decides", "core-mandate", "why-stuck", "shared-picture", "who-prioritises"),
    *("right-people", "who-has-leverage", "contact-route", "person-borne-ties", "what-was-tried", "side-effects"),
    *("foresight", "missing-cause-analysis", "cause-tree", "how-did-it-go", "who-shares-what", "unused-assets"),
    *("feedback-owed", "lands-on-us", "changed-since"),
)
# What is asked by name where the first of a label would tell little.
GIVEN = {
    "havsakra": {"Initiative": "t1", "Issue": "i04", "Actor": "p-gatuchef", "Matter": "d-ltf", "Area": "ostervang"},
    "harbourside": {},
}


def find_arguments(question: Question, content: Map, example: str) -> dict[str, str]:
    """Return what a question requires: a forum or a post where it asks for one, else a thing of the label."""
    found: dict[str, str] = {}
    for parameter in (p for p in question.parameters if p.required):
        if parameter.type == "date":
            found[parameter.name] = "2025-01-01"
            continue
        kinds = {"forum": ("forum",), "board": ("board", "assembly", "committee")}.get(parameter.name, ("post",))
        nodes = [n.id for n in content.labelled(parameter.type)]
        if parameter.type == "Actor":
            nodes = [n.id for n in content.labelled("Actor") if n.properties["kind"] in kinds]
        given = GIVEN[example].get(parameter.type)
        found[parameter.name] = given if given in nodes else nodes[0]
    return found


def tell(answered: Answered, given: dict[str, str], lang: str) -> Iterator[str]:
    report = build_question_report(answered.question, answered.rows, answered.verdict, Texts(lang))
    yield f"# {report.title}  {' '.join(given.values())}"
    yield from report.verdict
    for row in report.rows[:MOST_ROWS]:
        yield "- " + " | ".join(f"{heading}: {cell}" for heading, cell in zip(report.headings, row, strict=True))
    if len(report.rows) > MOST_ROWS:
        yield f"  … {len(report.rows)}"
    yield from report.lines[:MOST_ROWS]
    yield from [report.nothing] if report.nothing else []
    yield ""


@pytest.mark.parametrize("example", ["havsakra", "harbourside"])
def test_every_answer_is_as_it_was_read(example: str, havsakra: Map, harbourside: Map) -> None:
    content = havsakra if example == "havsakra" else harbourside
    asked = []
    for question in map(find_question, ASKED):
        given = find_arguments(question, content, example)
        asked.append((ask_store(open_map(content, "m"), question.name, given, as_of=content.as_of), given))
    for lang in ("sv", "en"):
        lines = [line for answered, given in asked for line in tell(answered, given, lang)]
        check_golden(f"questions/{example}.{lang}.txt", "\n".join(lines))
