"""Why a plan is this one, told to somebody who has never heard of optimisation."""

from __future__ import annotations

import re

import pytest
from command_line import HAVSAKRA, write_map

MAP = """
us: [p]
sources: [{id: s, name: Anteckning, kind: minutes, date: 2025-09-01, reference: A1}]
actors:
  - {id: p, name: Samordnare, kind: post, tie: [{to: vän, strength: strong}, {to: b, strength: new}]}
  - {id: vän, name: Vännen, kind: post, tie: [{to: a, strength: strong}]}
  - {id: a, name: Anna, kind: post}
  - {id: b, name: Bo, kind: post}
matters: [{id: m, name: Bänk}]
mandates: [{id: m1, kind: decide, covers: m, held_by: [a, b], sourced_by: s}]
initiatives: [{id: x, name: Bänkar, requires: {decide: m}}]
positions:
  - {id: pa, taken_by: a, about: x, kind: stance, value: supports, basis: written, stated_on: 2025-09-20, sourced_by: s}
  - {id: pb, taken_by: b, about: x, kind: stance, value: neutral, basis: written, stated_on: 2025-09-20, sourced_by: s}
"""


@pytest.fixture
def two_ways(folder):
    return write_map(folder / "karta.yaml", MAP)


def test_it_says_what_the_plan_saves_and_what_it_rests_on(run, two_ways):
    found = run("plan", "x", "--format", "json", on=two_ways).data["why"]
    assert found["text"] == [
        "Den här vägen kräver 3 i möda. Den näst bästa kräver 7: Bo tillfrågas, men inte Anna. Ni sparar 4.",
        "Den bygger på att dessa står fast vid sitt ja: Anna (annars möda 7).",
        "Den bygger på att ni når fram genom: Vännen (annars möda 7).",
        "Svaret på en fråga kan ändra planen; den står under ”Fråga det här först”.",  # where Vännen stands
    ]
    assert (found["saves"], found["next_best"]["convince"], found["next_best"]["proven"]) == (4, ["b"], True)
    assert found["rests_on"] == [
        {"kind": "yes", "actor": "a", "otherwise": 7, "proven": True},
        {"kind": "contact", "actor": "vän", "otherwise": 7, "proven": True},
    ]
    told = run("plan", "x", "--full", "--full", on=two_ways).out
    assert all(f"• {sentence}" in told for sentence in found["text"])


def test_of_many_conditions_those_that_matter_most_are_told(run, folder):
    chain = "".join(
        f"  - {{id: k{n}, name: Kedja {n}, kind: post, tie: [{{to: k{n + 1}, strength: strong}}]}}\n" for n in range(9)
    )
    text = MAP.replace(
        "  - {id: vän, name: Vännen, kind: post, tie: [{to: a, strength: strong}]}\n",
        f"{chain}  - {{id: k9, name: Kedja 9, kind: post, tie: [{{to: a, strength: strong}}]}}\n",
    ).replace("to: vän", "to: k0")
    found = run(
        "plan",
        "x",
        "--set",
        "reach_cold=30",
        "--without",
        "b",
        "--format",
        "json",
        on=write_map(folder / "k.yaml", text),
    ).data
    line = next(text for text in found["why"]["text"] if text.startswith("Den bygger på att ni når fram genom"))
    assert line.count("annars") == 6 and line.endswith("; 4 till.")
    assert sum(condition["kind"] == "contact" for condition in found["why"]["rests_on"]) == 10


def test_a_way_that_is_as_easy_is_told_as_such(run, two_ways):
    told = run("plan", "x", "--full", "--set", "reach_tie_new=1", on=two_ways).out
    assert "Den här vägen kräver 3 i möda. En annan är lika lätt: " in told
    assert "Den bygger på" not in told


def test_where_everybody_is_needed_there_is_nothing_to_compare_with(run, two_ways):
    told = run("plan", "x", "--full", "--without", "b", on=two_ways).out
    assert "Det finns ingen annan uppsättning människor att fråga" in told
    assert "Anna (annars finns ingen väg)" in told


def test_an_unknown_position_in_the_plan_is_said_aloud(run, folder):
    known = (  # who is gone through could stop it by being against it; only Anna is left to ask about
        "  - {id: pv, taken_by: vän, about: x, kind: stance, value: supports, basis: written,"
        " stated_on: 2026-12-20, sourced_by: s}\n"
    )
    where = write_map(folder / "karta.yaml", MAP + known)
    told = run("plan", "x", "--full", "--as-of", "2027-01-01", on=where).out
    assert "Vi vet inte var Anna står; planen räknar med att det behövs ett samtal." in told
    assert "Inget enskilt svar på det vi inte vet skulle ändra vilka ni ska fråga." in told


def test_several_unknown_positions_take_a_verb_in_the_plural(run, two_ways):
    everybody = MAP.replace("{decide: m}", "{all: [{decide: m, directed_to: a}, {decide: m, directed_to: b}]}")
    where = write_map(two_ways.parent / "e.yaml", everybody)
    told = run("plan", "x", "--full", "--as-of", "2027-01-01", "--lang", "en", on=where).out
    assert "We do not know where Anna and Bo stand; the plan reckons with a talk with each." in told


def test_a_refusal_says_who_is_asked_then(run, two_ways):
    told = run("plan", "x", "--full", "--full", on=two_ways).out
    assert "Vid nej från Anna finns en annan väg, med 4 mer i möda (7 i allt): Bo tillfrågas i stället." in told
    found = run("plan", "x", "--format", "json", on=two_ways).data
    assert next(a for a in found["actors"] if a["id"] == "a")["refuses_convince"] == ["b"]


def test_what_there_was_no_time_for_is_said_in_words(run, two_ways):
    told = run("plan", "x", "--full", "--seconds", "0", "--alternatives", "1", on=two_ways).out
    assert "Vid nej från Anna finns en annan väg, men det fanns inte tid att räkna på den." in told
    assert "hann inte prövas" in told
    assert "Det fanns inte tid att leta efter" in told
    found = run("plan", "x", "--seconds", "0", "--format", "json", on=two_ways).data
    anna = next(a for a in found["actors"] if a["id"] == "a")
    assert (anna["refuses"], anna["refuses_proven"], found["alternatives_complete"]) == ("unknown", False, True)
    assert (found["why"]["next_best"], found["why"]["saves"]) == (None, None)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("initiative", ["c1", "t1", "a4"])
def test_no_word_of_the_trade_is_on_the_screen(run, initiative, lang):
    told = run(
        "plan", initiative, "--full", "--effort-table", "--lang", lang, "--robustness", "--alternatives", 2, on=HAVSAKRA
    ).out
    assert not re.search(r"\b(optim\w*|bound|gap|solver|arc|node|nod|kant|gräns\w*)\b", told, re.IGNORECASE)
    before_figures = told.split("Så räknas mödan" if lang == "sv" else "How effort is reckoned")[0]
    assert not re.search(r"\b(convince|reach|ask)_\w+", before_figures)
