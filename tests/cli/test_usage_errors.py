"""What bad usage gets: exit code 2, a sentence in the user's language and what to do; never a traceback."""

from __future__ import annotations

import pytest
from command_line import HAVSAKRA, write_map

CASES = [
    (["planera"], "unknown-command", "Kommandot 'planera' finns inte. Närmast: plan."),
    (["plan"], "missing-argument", "INSATS saknas."),
    (["plan", "c1", "--fran", "x"], "unknown-option", "Valet --fran finns inte."),
    (["--store", "x.yaml", "plan", "c1"], "unknown-option", "Valet --store finns inte."),
    (["plan", "c1", "--store"], "option-needs-value", "Efter --store ska det stå ett värde."),
    (["plan", "c1", "--arguments=ja"], "option-takes-no-value", "--arguments tar inget värde."),
    (["show", "p-gatuchef", "tfn"], "extra-argument", "Det här är för mycket: tfn"),
    (["plan", "c1", "--format", "xml"], "not-a-choice", "'xml' går inte att använda för --format."),
    (["plan", "c1", "--as-of", "1/10"], "not-a-date", "'1/10' är inte ett datum."),
    (["plan", "c1", "--as-of", "2025-02-30"], "not-a-date", "'2025-02-30' är inte ett datum."),
    (["plan", "c1", "--as-of", "20251001"], "not-a-date", "'20251001' är inte ett datum."),
    (["plan", "c1", "--alternatives", "två"], "not-a-whole-number", "'två' är inte ett heltal (--alternatives)."),
    (["plan", "c1", "--set", "above"], "not-a-pair", "'above' är inte skrivet som namn=värde."),
    (
        ["mandates", "--matter", "d-ltf", "--amount", "mycket"],
        "not-an-amount",
        "'mycket' är inte ett belopp (--amount).",
    ),
    (["mandates", "--kind", "bestämma"], "unknown-kind", "'bestämma' är inget slag av mandat."),
    (["mandates", "tfn", "--matter", "d-ltf"], "search-or-actor", "Ange en aktör"),
    (["mandates", "--amount", "5"], "amount-needs-matter", "--area och --amount hör ihop med --matter."),
    (["show", "p-gatuchf"], "unknown-id", "Närmast: p-gatuchef (Gatuchef)"),
    (["plan", "sommartårg"], "unknown-id-of", "Kartan har ingen sak av slaget insats"),
    (["plan", "polis"], "wrong-label", "här behövs: insats."),
    (["records", "noticed"], "unknown-command", "Närmast: notice."),
    (["plan", "gatuchef"], "wrong-label", "'gatuchef' är av ett annat slag (aktör)"),
    (["plan", "c1", "--as-of", "imorse"], "not-a-date", "'imorse' är inte ett datum."),
    (["ask", "who-decides"], "questions.missing-parameter", "Frågan vem-beslutar behöver ärende."),
    (["ask", "who-decides", "d-ltf", "a=1"], "questions.unknown-parameter", "Den tar: ärende, område, slag, belopp."),
    (["ask", "who-decides", "d-ltf", "slag=x"], "questions.not-a-choice", "Välj bland: besluta, tillstyrka,"),
    (["view", "karta", "-o", "x.html"], "unknown-view", "Det finns ingen vy som heter 'karta'."),
    (["view", "interventions", "a1", "-o", "x.html"], "not-of-interventions", "varken en insatskedja eller en fråga"),
    (["view", "decision-path", "c1"], "output-needed", "Säg var sidan ska läggas"),
    (["view", "decision-path", "-o", "x.html"], "view-needs-subject", "behöver veta vad den ska visa"),
    (
        ["ask", "who-decides", "d-ltf", "tfn"],
        "questions.too-many-values",
        "tfn: inget mer i frågan vem-beslutar",
    ),
    (["ask", "who-decides", "matter=d-ltf", "matter=d-ltf"], "pair-twice", "matter står två gånger."),
    (["ask", "vem"], "questions.unknown", "Det finns ingen fråga som heter vem."),
    (["cypher", "MATCH (a) RETURN a.id", "x"], "not-a-pair", "inte skrivet som namn=värde"),
    (["check", "finns-inte.yaml"], "file-missing", "Filen finns-inte.yaml finns inte."),
    (["check", "."], "is-a-folder", ". är en mapp"),
    (["load", "finns-inte.yaml"], "file-missing", "Filen finns-inte.yaml finns inte."),
    (["save", "karta.txt"], "not-a-map-file", "en kartfil heter *.yaml eller *.json"),
]


@pytest.mark.parametrize(("arguments", "key", "sentence"), CASES, ids=lambda value: str(value)[:40])
def test_bad_usage_gets_two_and_a_sentence(run, arguments, key, sentence):
    said = run(*arguments, SAMVERKAN_STORE=str(HAVSAKRA))
    assert said.code == 2
    assert said.out == ""
    assert sentence in said.err
    assert "Traceback" not in said.err
    if arguments[-1] != "--store" and "--format" not in arguments:
        error = run(*arguments, "--format", "json", SAMVERKAN_STORE=str(HAVSAKRA)).error
        assert error["key"] == key
        assert sentence in error["message"]
        assert set(error) >= {"key", "message", "hint"}


@pytest.mark.parametrize("arguments", [case[0] for case in CASES], ids=" ".join)
def test_the_same_in_english_has_no_swedish_letters(run, arguments):
    done = run(*arguments, LANG="en_GB.UTF-8", SAMVERKAN_STORE=str(HAVSAKRA))
    assert done.code == 2
    own_words = done.err.splitlines()[0].split("Nearest:")[0].replace("två", "").replace("bestämma", "")
    assert not set("åäö") & set(own_words.replace("sommartårg", ""))


def test_an_unknown_command_of_a_group_points_at_the_help_of_the_group(run):
    assert run("records", "x").err.splitlines()[1] == "Se alla kommandon med: samverkan records --help"
    assert run("x").err.splitlines()[1] == "Se alla kommandon med: samverkan --help"


def test_an_option_gets_the_nearest_only_where_one_is_near(run):
    assert "Närmast" not in run("plan", "c1", "--utan", "x", on=HAVSAKRA).err
    assert "Närmast: --without." in run("plan", "c1", "--witout", "x", on=HAVSAKRA).err


def test_what_is_neither_family_nor_issue_gets_the_families_and_the_nearest(run):
    done = run("view", "interventions", "i1", "-o", "x.html", on=HAVSAKRA)
    assert done.code == 2 and "Närmast: i01 (" in done.err and "A-taxi" in done.err


def test_an_unknown_name_gets_the_nearest_three(run):
    done = run("plan", "sommar torg", "--format", "json", on=HAVSAKRA)
    nearest = done.error["message"].partition("Närmast: ")[2].split("), ")
    assert len(nearest) == 3
    assert nearest[0].startswith("c1 (Sommartorg")


def test_a_name_that_several_have_gets_the_candidates(run, folder):
    two = write_map(
        folder / "karta.yaml",
        "actors:\n  - {id: a, name: Rektor, kind: post}\n  - {id: b, name: rektor, kind: post}\n",
    )
    done = run("show", "REKTOR", on=two)
    assert done.code == 2
    assert "a (Rektor), b (rektor)" in done.err


def test_names_are_found_whatever_their_case_and_composition(run):
    import unicodedata

    assert run("show", "GATUCHEF", "--format", "json", on=HAVSAKRA).data["id"] == "p-gatuchef"
    apart = unicodedata.normalize("NFD", "Funktionsrätt Havsåkra")
    assert run("show", apart, "--format", "json", on=HAVSAKRA).data["id"] == "funktionsratt"


def test_letters_with_rings_and_dots_are_letters_of_their_own(run):
    assert run("find", "Havsakra", "--format", "json", on=HAVSAKRA).data == []
    assert run("find", "havsåkra", "--format", "json", on=HAVSAKRA).data != []


def test_no_store_says_how_to_make_one(run):
    done = run("plan", "c1")
    assert done.code == 2
    assert "samverkan demo" in done.err and "samverkan load" in done.err


def test_the_only_map_file_of_a_folder_is_the_default(run, folder):
    write_map(folder / "en.yaml", "actors:\n  - {id: a, name: Ann, kind: post}\n")
    (folder / "package.json").write_text('{"name": "annat"}')
    (folder / "annat.yaml").write_text("title: inte en karta\n")
    assert run("find", "ann", "--format", "json").data == [{"id": "a", "label": "Actor", "name": "Ann"}]
    write_map(folder / "två.yaml", "actors:\n  - {id: b, name: Bo, kind: post}\n")
    done = run("find", "ann")
    assert done.code == 2
    assert "en.yaml" in done.err and "två.yaml" in done.err and "--store" in done.err


def test_an_initiative_without_requirements_says_how_to_write_them(run, folder):
    plain = write_map(
        folder / "karta.yaml",
        "us: [a]\nactors:\n  - {id: a, name: Ann, kind: post}\ninitiatives:\n  - {id: x, name: Bänkar}\n",
    )
    # planner.md, second edition: everything else is told, a gap says how to write a tree, and that is no failure
    done = run("plan", "x", "--full", on=plain)
    assert (done.code, done.err) == (0, "")
    assert "requires: {all:" in done.out


@pytest.mark.parametrize(
    "address",
    [
        "neo4j://neo4j:hemligt@localhost",
        "bolt://x:hemligt@127.0.0.1:7687",
        "neo4j+s://u:he@mligt@host",
        "neo4j:/u:hemligt@host",
        "htp://u:hemligt@host/a.yaml",
        "u:hemligt@host",
    ],
)
@pytest.mark.parametrize("extra", [[], ["--debug"], ["--format", "json"]], ids=str)
def test_a_password_in_an_address_is_refused_and_not_repeated(run, address, extra):
    done = run("store", "info", "--store", address, *extra)
    assert done.code == 3
    assert "hemligt" not in done.err + done.out and "mligt" not in done.err
    assert "NEO4J_PASSWORD" in done.err


def test_a_store_of_no_known_kind_is_refused(run):
    done = run("store", "info", "--store", "karta.pdf")
    assert done.code == 2
    assert "*.samverkan" in done.err


def test_an_accident_is_one_sentence_without_a_traceback_unless_asked(run, monkeypatch):
    import samverkan.workflows.show as workflow

    def break_down(*_args, **_more):
        raise RuntimeError("inre")

    monkeypatch.setattr(workflow, "find_texts", break_down)
    done = run("find", "x")
    assert done.code == 3
    assert "Traceback" not in done.err and "--debug" in done.err
    assert "RuntimeError: inre" in run("find", "x", "--debug").err


def test_an_interrupt_is_quiet(run, monkeypatch):
    import samverkan.workflows.show as workflow

    def interrupt(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow, "find_texts", interrupt)
    done = run("find", "x")
    assert done.code == 2
    assert done.out.strip() == done.err.strip() == ""
