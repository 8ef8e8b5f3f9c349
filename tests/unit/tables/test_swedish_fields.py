"""A map file may call its sections and fields by their Swedish words, and means the same by them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from samverkan.cli.keeping import FieldCommand
from samverkan.errors import EditProblemsError
from samverkan.model import Map, Node
from samverkan.reports.fault_words import tell_in_words
from samverkan.schema import read_schema
from samverkan.tables.field_words import find_item_key
from samverkan.tables.item_fields import Field, put_fields, read_written
from samverkan.tables.map_file import read_map_file, to_yaml
from samverkan.tables.map_text import to_json
from samverkan.texts import Texts

ENGLISH = """
samverkan: 1
title: Lillby
language: sv
us: [sam]
register: {controller: KS, purpose: samordna, retention_months: {position: 12}}
areas: [{id: torg, name: Torget}]
actors:
  - {id: ks, name: Kommunstyrelsen, kind: board}
  - {id: sam, name: Samordnare, kind: post, part_of: ks, tie: {to: gata, strength: strong, basis: function}}
  - {id: gata, name: Gatuchef, kind: post, part_of: ks, member_of: {to: ks, seat: voting, votes: 2}}
matters: [{id: hinder, name: Hinder}]
initiatives:
  - id: bom
    name: Bommar
    requires:
      all:
        - {decide: hinder, in: torg, amount: 500, status: met, status_on: 2025-01-02, answered_by: gata}
        - at_least: {n: 1, of: [{consult: hinder, directed_to: gata}]}
"""
SWEDISH = """
samverkan: 1
titel: Lillby
språk: sv
vi: [sam]
register: {personuppgiftsansvarig: KS, ändamål: samordna, "gallringstid (månader)": {hållning: 12}}
områden: [{id: torg, namn: Torget}]
aktörer:
  - {id: ks, namn: Kommunstyrelsen, slag: nämnd}
  - id: sam
    Namn: Samordnare
    slag: befattning
    ingår_i: ks
    har relation till: {till: gata, styrka: stark, bärs av: funktion}
  - {id: gata, namn: Gatuchef, slag: befattning, ingår i: ks, sitter i: {till: ks, plats: röstande, röster: 2}}
ärendetyper: [{id: hinder, namn: Hinder}]
insatser:
  - id: bom
    namn: Bommar
    kräver:
      alla:
        - {besluta: hinder, i: torg, belopp: 500, läge: klar, läge sedan: 2025-01-02, besvarat av: gata}
        - minst: {antal: 1, av: [{yttra: hinder, riktas till: gata}]}
"""


def read(folder: Path, text: str) -> Map:
    path = folder / "map.yaml"
    path.write_text(text, "utf-8")
    content, problems = read_map_file(path)
    assert content is not None, problems
    return content


def test_swedish_words_mean_what_the_keys_mean(tmp_path: Path) -> None:
    assert read(tmp_path, SWEDISH) == read(tmp_path, ENGLISH)


def test_words_of_a_line_of_requirements(tmp_path: Path) -> None:
    line = (
        "'alla(besluta hinder i=torg belopp=500 läge=klar läge_sedan=2025-01-02 besvarat_av=gata,"
        " minst(1, yttra hinder riktas_till=gata))'"
    )
    swedish = SWEDISH[: SWEDISH.index("    kräver:")] + f"    kräver: {line}\n"
    assert read(tmp_path, swedish) == read(tmp_path, ENGLISH)


def test_a_field_in_two_languages_is_said_twice(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("samverkan: 1\nareas: [{id: a, name: A, namn: B}]\n", "utf-8")
    assert [p.key for p in read_map_file(path)[1]] == ["duplicate-key"]


def list_words(label: str, lang: str) -> list[tuple[str, str]]:
    """What every field of a label is called in a language, and its key."""
    schema = read_schema()
    words = [(prop.words[lang], name) for name, prop in schema.labels[label].properties.items()]
    return words + [(kind.words[lang][not out], key) for key, (kind, out) in schema.keys[label].items()]


@pytest.mark.parametrize("lang", read_schema().languages)
def test_each_word_of_a_label_means_one_key(lang: str) -> None:
    for label in read_schema().labels:
        for word, key in list_words(label, lang):
            for typed in (word, word.replace(" ", "_"), word.upper()):
                assert find_item_key(label, typed) == key, f"{typed} of {label}"


@pytest.mark.parametrize("lang", read_schema().languages)
def test_a_mistyped_word_is_answered_with_a_word_of_the_reader_s_language(lang: str) -> None:
    """Whatever field of whatever thing is meant, and whichever language it is typed in."""
    texts, asked = Texts(lang), 0
    for label in read_schema().labels:
        called = {word for word, _ in list_words(label, lang)} | {"id"}
        for other in read_schema().languages:
            for word, _ in list_words(label, other):
                with pytest.raises(EditProblemsError) as caught:
                    put_fields(Map({}, ()), Node("x", label), [Field("", f"{word}q", "y")], lambda text, labels: text)
                (problem,) = caught.value.problems
                said = problem.values["nearest"]
                told = tell_in_words(problem, caught.value.content, texts)
                if said is not None:
                    asked += 1
                    assert any(f" {known}?" in told for known in called), told
    assert asked > 500


def test_an_item_whose_id_is_refused_is_told_of_once(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(
        "samverkan: 1\nus: [-a]\nactors:\n  - {id: -a, name: A, kind: unit}\n"
        "  - {id: b, name: B, kind: unit, part_of: -a}\n"
        "matters: [{id: m, name: M}]\nmandates: [{id: x, kind: decide, covers: m, held_by: -a}]\n",
        "utf-8",
    )
    assert [(p.key, p.field) for p in read_map_file(path)[1] if p.severity == "error"] == [("malformed-id", "id")]


NUMBER_LIKE = st.from_regex(re.compile(r"[-+]?(0[bBoOxX])?[0-9a-fA-F_.:eE+-]{1,8}"), fullmatch=True)


@given(
    text=NUMBER_LIKE
    | st.sampled_from(["0b101", "0o17", "0B1", "-0b1", "1e3", "12:30", "Yes", "nUll", "=", "<<", ".inf"])
)
def test_other_readers_take_a_written_text_for_that_text(text: str) -> None:
    content = read_content(text)
    assert yaml.safe_load(to_yaml(content))["actors"][0]["name"] == text
    assert f'"name": "{text}"' in to_json(content)


def read_content(name: str) -> Map:
    from samverkan.model import Node, build_map

    return build_map([Node("a", "Actor", {"name": name, "kind": "unit"})], [])


@pytest.mark.parametrize(
    ("written", "number"), [("50 tkr", "50000"), ("500 000 kr", "500000"), ("1,5 mnkr", "1500000")]
)
def test_money_in_words_is_refused_with_what_to_write(tmp_path: Path, written: str, number: str) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(f"samverkan: 1\nindicators: [{{id: i, name: n, target: '{written}'}}]\n", "utf-8")
    (problem,) = read_map_file(path)[1]
    assert (problem.key, problem.values["number"]) == ("written-number", number)


@pytest.mark.parametrize(("word", "key"), [("känner", "tie"), ("Knows", "tie"), ("källa", "sourced_by")])
def test_what_people_call_a_relation_is_understood_where_it_can_stand(word: str, key: str) -> None:
    assert find_item_key("Actor", word) == key


def test_every_word_of_a_list_field_is_understood_with_plus_and_minus() -> None:
    labels = read_schema().labels
    for name, keys in read_schema().keys.items():
        words = {
            (key, w) for key, (kind, out) in keys.items() for w in (key, *(t[not out] for t in kind.words.values()))
        }
        words |= {(p.name, w) for p in labels[name].properties.values() for w in p.words.values() if p.type == "texts"}
        for key, word in words:
            for spelling in (word, word.replace(" ", "_")):
                typed = [FieldCommand._mark(f"{sign}{spelling}=x") for sign in "+-"]
                assert [(f.sign, f.name) for t in typed if (f := read_written(t))] == [("+", spelling), ("-", spelling)]
                assert find_item_key(name, spelling) == key
