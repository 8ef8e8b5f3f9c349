"""plan: told to a person, as JSON that others build on, and what never leaves the house."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from command_line import HARBOURSIDE, HAVSAKRA, write_map
from golden_files import check_golden

OWN = """
us: [p]
sources: [{id: s, name: Anteckning, kind: minutes, date: 2025-09-01, reference: A1}]
actors:
  - {id: p, name: Samordnare, kind: post, tie: [{to: q, strength: strong, source: s}, {to: r, strength: strong}]}
  - {id: q, name: Chefen, kind: post}
  - {id: r, name: Grannen, kind: post}
matters: [{id: m, name: Bänk}]
mandates:
  - {id: m1, kind: decide, covers: m, held_by: q, sourced_by: s, legal_basis: "§ 1"}
  - {id: m2, kind: fund, covers: m, held_by: r, sourced_by: s}
initiatives: [{id: x, name: Bänkar, requires: {all: [{decide: m}, {fund: m}]}}]
positions:
  - {id: pq, taken_by: q, about: x, kind: stance, value: hesitant, concern: hemlig farhåga, would_help: hemlig hjälp,
     basis: own_assessment, stated_on: 2025-09-20}
  - {id: pr, taken_by: r, about: x, kind: stance, value: supports, concern: öppen farhåga, basis: written,
     stated_on: 2025-09-20, sourced_by: s}
"""

_KEYS = {
    "answer": "initiative as_of from can_be_met actors requirements blocking_sets plan alternatives gaps settings "
    "sources blocking_patterns others earlier context brings",
    "requirement": "id form matter area amount need status hearing unknown_authority ordinary above vacant votes",
    "ask": "requirement form matter mandate legal_basis conditions above hearing stage",
    "plan": "effort convinces asks reaches bound proven convince contacts steps",
    "step": "actor through asks position effort arguments would_help effects sources",
}
PROMISED = {what: set(keys.split()) for what, keys in _KEYS.items()}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("initiative", ["c1", "t1", "a4"])
def test_told_plan_reads_as_written_down(run, initiative, lang):
    wishes = ("--full", "--effort-table", "--alternatives", 1)
    done = run("plan", initiative, "--lang", lang, *wishes, on=HAVSAKRA)
    assert (done.code, done.err) == (0, "")
    check_golden(f"plan/{initiative}.{lang}.txt", done.out)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("initiative", ["h2", "h3", "h4"])
def test_the_other_example_s_plans_read_as_written_down(run, initiative, lang):
    for wishes, short in (((), ".short"), (("--full", "--alternatives", 1), "")):
        done = run("plan", initiative, "--lang", lang, *wishes, on=HARBOURSIDE)
        assert (done.code, done.err) == (0, "")
        check_golden(f"plan/{initiative}{short}.{lang}.txt", done.out)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("initiative", ["c1", "t1", "a4"])
def test_short_answer_reads_as_written_down_and_fits_a_screen(run, initiative, lang):
    done = run("plan", initiative, "--lang", lang, on=HAVSAKRA)
    check_golden(f"plan/{initiative}.short.{lang}.txt", done.out)
    assert len(done.out.splitlines()) <= 30


def test_first_line_has_the_status_and_who_is_against_and_the_second_whom_to_begin_with(run, folder):
    where = write_map(folder / "karta.yaml", OWN.replace("value: hesitant", "value: opposes"))
    for more in ((), ("--full",)):
        first, second = run("plan", "x", "--internal", *more, on=where).out.splitlines()[:2]
        assert first == "Bänkar. 1 är emot: Chefen."
        assert second.startswith("2 måste med. Börja med Chefen: be dem besluta om Bänk; ni har kontakt direkt.")
    first = run("plan", "x", on=write_map(folder / "s.yaml", OWN.replace("name: Bänkar", "name: Bänkar, status: idea")))
    assert first.out.splitlines()[0] == "Bänkar: idé. Vi vet ingen som är emot."


def test_effort_table_comes_only_when_asked_for(run):
    table = "(convince_champions)"
    assert table not in run("plan", "c1", on=HAVSAKRA).out
    assert table not in run("plan", "c1", "--full", on=HAVSAKRA).out
    assert table in run("plan", "c1", "--effort-table", on=HAVSAKRA).out


@pytest.mark.parametrize("initiative", ["c1", "t1", "a4"])
def test_plan_as_json_is_as_written_down(run, initiative):
    done = run("plan", initiative, "--lang", "en", "--alternatives", 1, "--format", "json", on=HAVSAKRA)
    check_golden(f"plan/{initiative}.json", done.out)


def test_json_holds_what_was_promised(run):
    found = run("plan", "c1", "--alternatives", 1, "--format", "json", on=HAVSAKRA).data
    assert PROMISED["answer"] <= set(found)
    assert (found["initiative"]["id"], found["initiative"]["name"]) == ("c1", "Sommartorg – mötesplats varje torsdag")
    assert {"status", "outcome", "lesson", "pilot_until", "analysis"} <= set(found["initiative"])
    assert {"resources", "commitments"} == set(found["context"])
    assert (found["as_of"], found["from"], found["can_be_met"]) == ("2025-10-01", ["p-samordnare"], True)
    assert {"id", "name", "need", "requirements", "refuses"} <= set(found["actors"][0])
    leaf = found["requirements"][0]
    assert PROMISED["requirement"] <= set(leaf)
    for plan in (found["plan"], *found["alternatives"]):
        assert PROMISED["plan"] <= set(plan)
        assert plan["effort"] == plan["convinces"] + plan["asks"] + plan["reaches"]
        assert all(len(contact) == 3 for contact in plan["contacts"])
        assert plan["effort"] == sum(sum(step["effort"].values()) for step in plan["steps"])
    step = found["plan"]["steps"][0]
    assert PROMISED["step"] <= set(step)
    assert PROMISED["ask"] <= set(step["asks"][0])
    assert set(found["gaps"][0]) == {"kind", "id", "text"}
    assert {"id", "date", "reference"} <= set(found["sources"][0])
    assert {"convince_unknown", "reach_cold", "ask_fund"} <= set(found["settings"])


def test_everybody_in_the_plan_has_an_answer_to_a_refusal(run):
    found = run("plan", "c1", "--format", "json", on=HAVSAKRA).data
    refuses = {actor["id"]: actor["refuses"] for actor in found["actors"]}
    for actor in found["plan"]["convince"]:
        assert refuses[actor] == "stops" or refuses[actor] >= found["plan"]["effort"]
    assert refuses["polis"] == "stops"


def test_without_takes_names_and_changes_the_plan(run):
    before = run("plan", "c1", "--format", "json", on=HAVSAKRA).data
    after = run(
        "plan", "Sommartorg – mötesplats varje torsdag", "--without", "GATUCHEF", "--format", "json", on=HAVSAKRA
    )
    assert "p-gatuchef" in before["plan"]["convince"] and "p-gatuchef" not in after.data["plan"]["convince"]
    told = run("plan", "c1", "--without", "p-gatuchef", on=HAVSAKRA).out
    assert "Räknat med nej från Gatuchef." in told
    proven = {"before_proven": True, "after_proven": True}
    wanted = {"before": 18, "after": 27, "comes": ["tfn"], "goes": ["p-gatuchef"], **proven}
    assert (after.data["beside_today"], before["beside_today"]) == (wanted, None)
    assert (before["plan"]["effort"], after.data["plan"]["effort"]) == (18, 27)
    assert "Möda 27 i stället för 18 idag. Kommer in: Teknik- och fritidsnämnden." in told
    assert "Tveksamma, utan att besluta" not in told  # whose no is assumed is not said to hesitate


def test_from_may_be_somebody_else(run):
    found = run("plan", "c1", "--from", "p-strateg", "--from", "polis", "--format", "json", on=HAVSAKRA).data
    assert found["from"] == ["p-strateg", "polis"]


def test_a_figure_can_be_set_and_is_printed(run):
    found = run("plan", "c1", "--set", "reach_body=0", "--format", "json", on=HAVSAKRA).data
    assert found["settings"]["reach_body"] == 0
    assert run("plan", "c1", "--set", "reach_bodi=0", on=HAVSAKRA).code == 2
    assert run("plan", "c1", "--set", "reach_body=-1", on=HAVSAKRA).code == 2


def test_unknown_authority_is_loud_and_says_where_to_look(run):
    told = run("plan", "t1", "--full", on=HAVSAKRA).out
    assert "?? Vi vet inte vem som" in told
    assert "Fråga hos " in told


def test_csv_has_a_row_for_each_ask(run):
    plan = run("plan", "c1", "--format", "json", on=HAVSAKRA).data["plan"]
    lines = run("plan", "c1", "--format", "csv", on=HAVSAKRA).out.splitlines()
    assert lines[0].startswith("step,actor,actor_name,through,requirement")
    assert len(lines) - 1 == sum(len(step["asks"]) for step in plan["steps"])


def test_the_screen_shows_own_assessments(run, folder):
    own = write_map(folder / "karta.yaml", OWN)
    assert "hemlig farhåga" in run("plan", "x", "--full", "--internal", on=own).out
    assert "hemlig hjälp" in run("plan", "x", "--format", "json", "--internal", on=own).out


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_what_is_no_screen_never_gets_own_assessments(run, folder, form):
    own = write_map(folder / "karta.yaml", OWN)
    piped = run("plan", "x", "--full", "--format", form, on=own)
    assert piped.code == 0 and "En egen bedömning" in piped.err
    assert not [secret for secret in ("hemlig", "pq", '"hesitant"', ",hesitant", "tveksam") if secret in piped.out]


@pytest.mark.parametrize("name", ["plan.txt", "plan.json", "plan.csv"])
def test_a_file_never_holds_own_assessments(run, folder, name):
    own = write_map(folder / "karta.yaml", OWN)
    done = run("plan", "x", "--full", "-o", name, on=own)
    written = (folder / name).read_text("utf-8")
    assert done.code == 0
    for secret in ("hemlig", "pq", '"hesitant"', ",hesitant", "! tveksam", "är tveksam"):
        assert secret not in written
    assert "En egen bedömning" in done.err
    if name != "plan.csv":
        assert "öppen farhåga" in written
    if name == "plan.json":
        step = next(s for s in json.loads(written)["plan"]["steps"] if s["actor"] == "q")
        assert step["position"] is None and step["would_help"] is None


def test_no_figure_and_no_source_of_a_file_tells_of_an_own_assessment(run, folder):
    told = {
        "med": OWN.replace("value: hesitant", "value: opposes").replace("taken_by: q,", "taken_by: q, sourced_by: s2,"),
        "utan": OWN[: OWN.index("  - {id: pq")] + OWN[OWN.index("  - {id: pr") :],
    }
    for name, text in told.items():
        sources = text.replace("sources: [", "sources: [{id: s2, name: Dagbok, kind: observation, date: 2025-09-20}, ")
        write_map(folder / f"{name}.yaml", sources)
        assert run("plan", "x", "-o", f"{name}.json", on=folder / f"{name}.yaml").code == 0
    assert (folder / "med.json").read_bytes() == (folder / "utan.json").read_bytes()
    steps = json.loads((folder / "med.json").read_text("utf-8"))["plan"]["steps"]
    assert next(step for step in steps if step["actor"] == "q")["effort"]["convince"] == 2


def test_a_refusal_that_leaves_no_way_is_told_and_exits_with_zero(run):
    done = run("plan", "c1", "--without", "polis", on=HAVSAKRA)
    assert done.code == 0
    assert "Ingen väg är öppen" in done.out and "Ingen väg är kvar" in done.out
    assert run("plan", "c1", "--without", "polis", "--format", "json", on=HAVSAKRA).data["plan"] is None


def test_the_date_is_asked_for_or_the_maps_or_today(run, folder):
    assert run("plan", "c1", "--as-of", "2025-11-01", "--format", "json", on=HAVSAKRA).data["as_of"] == "2025-11-01"
    today = folder / "karta.yaml"
    today.write_text(
        write_map(folder / "mall.yaml", OWN).read_text("utf-8").replace("as_of: 2025-10-01\n", ""), "utf-8"
    )

    assert run("plan", "x", "--format", "json", on=today).data["as_of"] == date.today().isoformat()


def test_who_is_taken_to_refuse_is_told_so_and_never_offered_instead(run):
    one = run("plan", "c1", "--without", "p-gatuchef", on=HAVSAKRA).out.splitlines()
    assert "Räknat med nej från Gatuchef." in one
    assert not any("tveksam" in line for line in one[:5])
    assert not any(line[:1].isdigit() and "Gatuchef (" in line for line in one), "nobody asks who has refused"
    both = run("plan", "c1", "--full", "--without", "p-gatuchef", "--without", "tfn", on=HAVSAKRA).out
    assert "Räknat med nej från Gatuchef och Teknik- och fritidsnämnden.\n" in both
    assert "Teknik- och fritidsnämnden kan ta över" not in both
    assert "Ingen väg är kvar" in both


def test_finding_out_who_decides_is_a_part_of_the_effort_of_its_own(run, folder):
    where = write_map(folder / "karta.yaml", OWN.replace("{fund: m}", "{prepare: m}"))
    asked = run("plan", "x", "--full", on=where)
    plan = run("plan", "x", "--format", "json", on=where).data["plan"]
    assert plan["contact_kinds"].count("unknown_authority") == 1
    assert f"nå fram {plan['reaches'] - 10} + ta reda på vem som beslutar 10." in asked.out
    assert "Så långt kartan vet kräver ingen väg mindre; det är bevisat." in asked.out


@pytest.mark.parametrize(("asked", "told"), [(0, False), (1, False), (40, True)])
def test_where_there_are_no_more_plans_it_is_said(run, asked, told):
    out = run("plan", "c1", "--alternatives", asked, on=HAVSAKRA).out
    assert ("Det finns inga fler planer, med andra människor." in out) is told


def test_where_there_is_no_other_plan_it_is_said(run, folder):
    where = write_map(folder / "karta.yaml", OWN)
    assert "Det finns ingen annan plan, med andra människor." in run("plan", "x", "--alternatives", 2, on=where).out
    assert "ingen annan plan" not in run("plan", "x", on=where).out


def test_a_table_tells_the_formal_place_of_each_ask_and_whether_it_only_is_a_hearing(run, folder):
    heard = OWN.replace("{all: [{decide: m}, {fund: m}]}", "{sequence: [{consult: m, directed_to: r}, {decide: m}]}")
    done = run("plan", "x", "--format", "csv", "--internal", on=write_map(folder / "karta.yaml", heard))
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {(row["actor"], row["form"]): (row["hearing"], row["stage"]) for row in rows} == {
        ("r", "consult"): ("true", "1"),
        ("q", "decide"): ("false", "2"),
    }


def test_check_says_what_is_stated_after_the_day_that_a_map_is_read_for(run, folder):
    later = OWN.replace("stated_on: 2025-09-20, sourced_by: s", "stated_on: 2025-10-16, sourced_by: s")
    where = write_map(folder / "karta.yaml", later)
    found = " ".join(run("check", where, "--lang", "sv").out.split())
    assert "Hållningen är daterad 2025-10-16, efter den 2025-10-01 som kartan läses för" in found
    assert "Hållningen är daterad" not in run("check", write_map(folder / "nu.yaml", OWN)).out
