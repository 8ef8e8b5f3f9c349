"""An answer in words: names for ids, what an empty cell means, what stands below and what comes of it."""

from __future__ import annotations

from pathlib import Path

from samverkan.measures.sentences import Sentence
from samverkan.queries import Question, read_question
from samverkan.reports.question import build_question_report, say_sentence
from samverkan.texts import Texts

FILE = """\
// title.sv = "Vilka?"
// title.en = "Who?"
// cannot_see.sv = "Allt."
// cannot_see.en = "All."
// nothing.sv = "Ingen är införd: samverkan add actor."
// nothing.en = "Nobody is entered: samverkan add actor."
// answer = "find_powers"
// [columns]
// actor = {sv = "aktör", en = "actor", thing = true}
// actor_name = {sv = "namn", en = "name"}
// areas = {sv = "i", en = "in", thing = true, empty = "everywhere", null = "not_applicable"}
// others = {sv = "andra", en = "others"}
// since = {sv = "sedan", en = "since", empty = "undated", empty_where.level.none = "not_applicable"}
// level = {sv = "nivå", en = "level", enum = "level"}
// concern = {sv = "farhåga", en = "concern", place = "below"}
// note = {sv = "mer", en = "more", place = "data"}
"""


def read(folder: Path) -> Question:
    path = folder / "own" / "who.cypher"
    path.parent.mkdir()
    path.write_text(FILE, "utf-8")
    return read_question(path)


def test_a_table_speaks_in_names_and_an_empty_cell_says_what_it_means(tmp_path: Path) -> None:
    question = read(tmp_path)
    assert [c.name for c in question.given_columns] == [
        *("actor", "actor_name", "areas", "areas_name", "others", "since", "level", "concern", "note")
    ]
    nobody = {"actor": None, "actor_name": None, "areas": None, "areas_name": None, "others": [], "since": None}
    rows = [
        {**nobody, "actor": "a", "actor_name": "Ann", "areas": ["x"], "areas_name": ["Square"], "level": "strategic"},
        {**nobody, "actor": "b", "actor_name": "Bo", "areas": [], "areas_name": [], "level": None, "concern": "cold"},
        nobody,
    ]
    told = build_question_report(question, rows, (), Texts("sv"))
    assert told.headings == ("aktör", "i", "andra", "sedan", "nivå")
    assert told.rows == (
        ("Ann", "Square", "ingen", "utan datum", "strategisk"),
        ("Bo", "överallt", "ingen", "gäller inte", "vi vet inte"),
        ("vi vet inte", "gäller inte", "ingen", "gäller inte", "vi vet inte"),
    )
    assert told.lines == ("Bo – farhåga: cold",)
    twice = build_question_report(question, [rows[1] | {"others": ["x", "y", "x"]}, rows[1]], (), Texts("sv"))
    assert twice.rows[0][2] == "x (2), y" and twice.lines == told.lines
    assert build_question_report(question, [], (), Texts("en")).nothing == "Nobody is entered: samverkan add actor."


def test_a_verdict_joins_its_parts_and_says_numbers_as_the_language_does() -> None:
    part = Sentence("empty-none")
    assert say_sentence(part, Texts("en")) == "none"
