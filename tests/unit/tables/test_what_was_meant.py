"""What a wrong key or id was probably meant to be, in the words of either language."""

from __future__ import annotations

from pathlib import Path

import pytest

from samverkan.errors import Problem
from samverkan.schema import read_schema
from samverkan.tables.items import list_known_words
from samverkan.tables.map_file import read_map_file
from samverkan.tables.nearest import find_meaning, is_near
from samverkan.tables.sentences import to_message
from samverkan.texts import Texts

TOWN = """
samverkan: 1
us: [bord]
actors: [{id: board, name: Board, kind: board}]
matters: [{id: bench, name: Bench}]
initiatives:
  - {id: walk, name: Walk, requires: {all: [{besluta: night-walk, beloppp: 5}, {decide: benhc, riktas_tll: board}]}}
"""


def read_problems(folder: Path) -> dict[str, Problem]:
    path = folder / "town.yaml"
    path.write_text(TOWN, "utf-8")
    return {str(problem.values["found"]): problem for problem in read_map_file(path)[1] if "found" in problem.values}


@pytest.mark.parametrize(
    ("label", "word", "key"),
    [
        ("Actor", "ingår_i", "part_of"),
        ("Actor", "omfattar", "has_part"),
        ("Actor", "innehar", "holds"),
        ("Mandate", "innehas_av", "held_by"),
        ("Mandate", "omfattar", "covers"),
        ("Initiative", "tar_sig_an", "addresses"),
        ("Initiative", "kräver", "requires"),
        ("Position", "intas_av", "taken_by"),
        ("Position", "handlar_om", "about"),
        ("Actor", "namn", "name"),
        ("Issue", "område", "in_area"),  # a word of one, though another looks more like it (sakområde)
        ("Actor", "ingår", "part_of"),
    ],
)
def test_a_relation_may_be_called_by_its_words(label: str, word: str, key: str) -> None:
    assert find_meaning(word, list_known_words(label)) == key


def test_every_relation_is_found_by_its_words_from_both_ends() -> None:
    schema = read_schema()
    for label, keys in schema.keys.items():
        words = list_known_words(label)
        for key, (relation, outward) in keys.items():
            for lang in schema.languages:
                same = {
                    k for k, (r, out) in keys.items() if r.words[lang][not out] == relation.words[lang][not outward]
                }
                assert words[relation.words[lang][not outward]] in {key, *same, *schema.labels[label].properties}


def test_a_field_of_a_requirement_may_be_called_by_its_word(tmp_path: Path) -> None:
    problems = read_problems(tmp_path)
    assert problems["beloppp"].values["nearest"] == "belopp", "a word is answered with a word of its language"
    assert problems["riktas_tll"].values["nearest"] == "riktas till"


def test_only_what_may_stand_there_is_suggested_for_an_id(tmp_path: Path) -> None:
    problems = read_problems(tmp_path)
    assert problems["benhc"].values["nearest"] == "bench"
    assert problems["bord"].values["nearest"] == "board"
    assert problems["night-walk"].values["nearest"] is None
    assert "matters" in to_message(problems["night-walk"], Texts("sv"))


@pytest.mark.parametrize(("word", "known", "near"), [("--utan", "--lang", False), ("--witout", "--without", True)])
def test_dashes_make_no_two_options_alike(word: str, known: str, near: bool) -> None:
    assert is_near(word, known) == near
