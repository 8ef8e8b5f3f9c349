"""Edits from the prompt: one thing at a time, names as people say them, what was said, contacts, what is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from kept_map import changes


def test_a_field_by_its_name_in_either_language_and_the_thing_by_a_part_of_its_name(do):
    wanted = [("updated", "p-gatuchef", "level", "tactical", "strategic")]
    assert changes(do("edit", "gatuch", "nivå=strategisk")) == wanted
    assert do("edit", "p-gatuchef", "level=strategic") == []
    assert changes(do("edit", "p-gatuchef", "level=")) == [("updated", "p-gatuchef", "level", "strategic", None)]


def test_relations_are_put_added_and_taken_away(do):
    rows = do("edit", "p-gatuchef", "+tie=Samordnare", "tie.vi.strength=stark", "tie.vi.basis=person")
    assert changes(rows) == [("added", "TIE p-gatuchef vi", "", None, {"basis": "person", "strength": "strong"})]
    rows = do("edit", "p-parkchef", "tie.p-gatuchef.strength=strong")
    assert changes(rows) == [("updated", "TIE p-parkchef p-gatuchef", "strength", "new", "strong")]
    assert changes(do("edit", "p-gatuchef", "-tie=vi"))[0][:2] == ("removed", "TIE p-gatuchef vi")
    assert changes(do("edit", "p-parkchef", "part_of="))[0][:2] == ("removed", "PART_OF p-parkchef tff")


def test_an_initiative_is_a_measure_that_handles_an_issue(do):
    rows = do("add", "åtgärd", "namn=Belysning", "hanterar=i")
    assert [c[:2] for c in changes(rows)] == [("added", "belysning"), ("added", "ADDRESSES belysning i")]


def test_feedback_that_is_due_before_the_contact_is_doubted(run, store):
    told = run(
        "meeting",
        "möte",
        "Gatuchef",
        "--about",
        "i",
        "--on",
        "2025-10-02",
        "--feedback",
        "2025-10-01",
        "--store",
        store,
    )
    assert "återkoppling senast: Det är före kontakten själv (2025-10-02)" in told.out + told.err


def test_contacts_that_are_replaced_are_told(run, store, do):
    told = run("edit", "p-parkchef", "känner=vi", "--store", store).out
    assert "Utan + byts det ut som stod i fältet ”har relation till”: 1 är borta." in told
    assert "Utan +" not in run("edit", "p-parkchef", "+känner=p-gatuchef", "--store", store).out
    assert "Utan +" not in run("edit", "p-parkchef", "ingår i=vi", "--store", store, "--dry-run").out


def test_a_tree_is_put_in_place_of_the_old_one(do):
    rows = do("edit", "torg", "requires=any(decide m amount=500, fund m)")
    gone = {r["thing"] for r in rows if r["label"] == "Requirement" and r["action"] == "removed"}
    assert gone == {"torg-all", "torg-champion-vi"}
    assert ("updated", "torg-decide-m", "amount", None, 500) in changes(rows)


def test_a_tree_that_is_typed_keeps_the_sources_of_what_comes_again(do):
    do("edit", "torg-decide-m", "källa=s")
    rows = do("edit", "torg", "kräver=alla(besluta m belopp=500, finansiera m)")
    assert not [r for r in rows if "SOURCED_BY" in r["thing"]]
    rows = do("edit", "torg", "requires=fund m")
    assert ("removed", "SOURCED_BY torg-decide-m s") in [c[:2] for c in changes(rows)], "it does not come again"


def test_what_is_named_is_told_where_it_can_stand(run, store, do):
    do("add", "område", "torget", "namn=Stortorget")
    told = run("edit", "p-gatuchef", "ingår i=Stortorget", "--store", store).err.splitlines()
    assert told[0] == "'Stortorget' är av ett annat slag (område); i det här fältet ska det stå: aktör."
    assert told[1] == "Det kan stå under: gäller område."
    told = run("edit", "p-gatuchef", "har relation till.vi.styrka=stark", "--store", store).err.splitlines()
    assert told == [
        "Gatuchef har ingen relation ”har relation till” till vi.",
        'Lägg till den först: "+har relation till=vi"',
    ]
    assert do("edit", "p-gatuchef", "part_of=Upplåtelse", code=2)["key"] == "wrong-label", "it can stand nowhere here"


def test_amounts_and_truths_are_typed_as_people_write_them(do, run, store):
    assert changes(do("edit", "md", "belopp=12 000 kr"))[0][2:] == ("limit", None, 12000)
    assert changes(do("edit", "md", "belopp=15.000 kr"))[0][2:] == ("limit", 12000, 15000)
    assert changes(do("edit", "torg-decide-m", "amount=1,5 mnkr"))[0][2:] == ("amount", None, 1500000)
    told = run("edit", "md", "gemensamt=kanske", "--store", store).err
    assert "kanske är inte ja eller nej; skriv ja eller nej här." in told


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (["edit", "p-gatuchef"], 2, "edits.no-field"),
        (["edit", "p-gatuchef", "nivå"], 2, "edits.not-a-field"),
        (["edit", "borgmästaren", "nivå=strategisk"], 2, "unknown-id"),
        (["edit", "chef", "level=strategic"], 2, "ambiguous-part"),
        (["edit", "p-gatuchef", "nivåer=strategisk"], 1, "edit-has-problems"),
        (["edit", "p-gatuchef", "level=hög"], 1, "edit-has-problems"),
        (["edit", "p-gatuchef", "slag=chef"], 1, "edit-has-problems"),
        (["add", "chef", "namn=X"], 2, "edits.chief-is-post"),
        (["edit", "p-gatuchef", "tie.vi.strength=strong"], 2, "edits.no-relation"),
        (["edit", "tff", "part_of=p-gatuchef"], 1, "edit-has-problems"),
        (["add", "saker", "namn=X"], 2, "edits.unknown-section"),
        (["add", "aktör", "p-gatuchef", "namn=X", "slag=befattning"], 2, "edits.id-taken"),
        (["add", "aktör", "slag=befattning"], 2, "edits.name-needed"),
        (["remove", "p-gatuchef", "--yes"], 1, "removal-has-problems"),
        (["note", "Gatuchef"], 2, "edits.about-what"),
        (["note", "Gatuchef", "tveksam"], 2, "edits.note-stance"),
        (["note", "Gatuchef", "torg", "tveksam"], 2, "edits.note-extra"),
        (["note", "torg", "Gatuchef"], 2, "edits.note-order"),
        (["note", "Gatuchef", "torg", "--stance", "kanske"], 1, "note-has-problems"),
        (["note", "Gatuchef", "torg", "--due", "2026-01-01"], 2, "edits.due-without-promise"),
        (["edit", "p-gatuchef-stance-torg-2025-09-01", "review_by=2027-09-02"], 1, "edit-has-problems"),
        (["done", "torg"], 2, "wrong-label"),
        (["undo", "7"], 2, "edits.unknown-revision"),
    ],
)
def test_what_cannot_be_done_says_so_and_changes_nothing(do, words, code, text):
    assert do(*words, code=code)["key"] == text
    assert len(do("history")) == 1


def test_what_is_wrong_with_an_edit_is_told_by_names_and_in_the_words_of_the_reader(run, store):
    told = run("edit", "p-gatuchef", "level=hög", "--store", store).err.splitlines()
    assert told[1] == "Gatuchef (p-gatuchef), nivå: hög får inte stå här; välj operativ, taktisk eller strategisk."
    told = run("edit", "tff", "part_of=p-gatuchef", "--store", store, "--lang", "en").err.splitlines()
    assert told[1].partition(":")[0].endswith("(p-gatuchef), is part of") or "(tff), is part of" in told[1]
    told = run("note", "Gatuchef", "torg", "--basis", "skriftligt", "--on", "2025-10-01", "--store", store).out
    assert "sourced_by" not in told and "har källa: Ingen källa är angiven" in told
    told = run("add", "aktör", "namn=Ny", "--store", store).err
    assert "slag: Fältet saknas; välj kommun, " in told
    told = run("remove", "p-gatuchef", "--yes", "--store", store).err
    assert told.startswith("p-gatuchef går inte att ta bort")
    assert "taken_by" not in told and "intas av: Fältet saknas" in told
    assert "hållning: Gatuchef" in told, "whose it is, as long as it is there"


def test_a_new_thing_gets_an_id_of_its_name_and_shows_it(run, store, do):
    assert changes(do("add", "fråga", "namn=Mörka gångvägar", "domain=trygghet")) == [
        ("added", "mörka-gångvägar", "", None, {"domain": "safety", "name": "Mörka gångvägar"})
    ]
    rows = do("add", "actors", "name=Mörka gångvägar", "kind=forum")
    assert rows[0]["thing"] == "mörka-gångvägar-2"
    told = run("add", "issue", "x9", "name=Ljus", "--store", store, "--lang", "en")
    assert told.out.splitlines()[-1] == "Saved as x9 (change 4). Take it back: samverkan undo"


def test_what_is_written_is_confirmed_on_a_line_for_each_thing(run, store):
    said = ["--about", "torg", "--on", "2025-09-29", "--summary", "Städning", "--feedback", "2025-10-20"]
    told = run("meeting", "möte", "gatuchefen", *said, "--store", store).out.splitlines()
    assert told == [
        "+ kontakt: Sommartorg (meeting-2025-09-29-torg): datum 2025-09-29, slag möte, sammanfattning Städning,"
        " återkoppling senast 2025-10-20; hade deltagare Gatuchef och Samordnare",
        "Sparat som meeting-2025-09-29-torg (ändring 2). Ångra: samverkan undo",
    ]
    told = run("add", "befattning", "namn=Ny", "ingår i=tff", "+tie=vi", "tie.vi.styrka=stark", "--store", store).out
    assert told.splitlines()[0] == (
        "+ aktör Ny (ny): slag befattning; ingår i Tekniska förvaltningen; har relation till Samordnare (styrka stark)"
    )
    assert run("undo", "--store", store).out.startswith("− aktör Ny (ny): slag befattning; ingår i Tekniska")
    promised = ["--promise", "Städlag", "--due", "2025-11-01", "--meeting", "meeting-2025-09-29-torg"]
    told = run("note", "gatuchef", "--stance", "för", *promised, "--store", store).out.splitlines()
    assert [line.split()[1] for line in told[:-1]] == ["hållning:", "åtagande"]
    assert "värde stöder" in told[0] and told[0].endswith("; uttalad vid kontakt: Sommartorg")
    about = "handlar om hållning: Gatuchef – Sommartorg; överenskommet vid kontakt: Sommartorg"
    assert told[1].endswith(f"{about}; utlovat av Samordnare")


def test_who_took_part_is_told_though_the_summary_names_them_or_the_name_is_a_part_of_another(run, store, do):
    do("add", "aktör", "namn=Torg", "slag=förening")
    said = ["--about", "torg", "--on", "2025-09-28", "--summary", "Gatuchef, Parkchef lovar städning"]
    told = run("meeting", "möte", "Gatuchef", "Parkchef", "Torg", *said, "--store", store).out.splitlines()[0]
    assert told.partition("hade deltagare ")[2] == "Gatuchef, Parkchef, Torg och Samordnare"


def test_days_may_be_words(do):
    rows = do("meeting", "möte", "Gatuchef", "--about", "torg", "--on", "i går", "--feedback", "imorgon")
    held, due = (date.fromisoformat(rows[0]["after"][key]) for key in ("date", "feedback_due"))
    assert due - held == timedelta(days=2) and held < date.today()


def test_a_second_thing_of_a_name_is_told_with_the_one_that_is_there(run, store, do):
    told = run("add", "aktör", "namn=gatuchef", "slag=befattning", "--store", store)
    assert told.code == 0 and "Sparat som gatuchef" in told.out
    assert "p-gatuchef (Gatuchef) fanns redan och heter likadant." in told.err
    assert "samverkan edit p-gatuchef fält=värde" in told.err
    run("undo", "--store", store)
    tried = run("add", "aktör", "namn=GATUCHEF", "slag=befattning", "--dry-run", "--format", "json", "--store", store)
    assert "finns redan" in tried.err and "undo" not in tried.err and len(tried.data) == 1
    assert not run("add", "område", "namn=Gatuchef", "--store", store).err, "something else may be called the same"
    assert not run("edit", "p-parkchef", "namn=Gatuchef", "--store", store).err


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("gatuchefen", "p-gatuchef"),
        ("Gatuchefens", "p-gatuchef"),
        ("the parkchef's", "p-parkchef"),
        ("sommar-torget", None),
        ("tekniska förvaltningens", "tff"),
        ("chefen", None),
        ("den", None),
    ],
)
def test_a_name_is_understood_in_the_forms_in_which_people_speak_of_it(run, store, text, meant):
    found = run("show", text, "--format", "json", "--store", store)
    assert (found.data["id"] if found.code == 0 else None) == meant, found.err


def test_a_form_that_several_names_have_is_told_with_these(do):
    do("add", "aktör", "namn=Gatuchef söder", "slag=befattning")
    told = do("edit", "gatuchefens söder", "nivå=taktisk")
    assert told[0]["thing"] == "gatuchef-söder"
    assert do("add", "fråga", "namn=Cykelgata – torget")[0]["thing"] == "cykelgata-torget"
    assert do("edit", "cykelgatan torget", "domän=trafik")[0]["thing"] == "cykelgata-torget"
    do("add", "fråga", "namn=Cykelgata – parken")
    assert do("edit", "cykelgatan", "domän=trafik", code=2)["key"] == "ambiguous-part"


def test_a_note_without_more_is_an_own_assessment_with_the_stance_that_counts(do):
    (position, *_) = do("note", "Gatuchef", "Sommartorg", "--concern", "renhållning")
    assert position["thing"] == "p-gatuchef-stance-torg-2025-10-01", "the day is the map's own"
    assert position["after"] == {
        "basis": "own_assessment",
        "concern": "renhållning",
        "kind": "stance",
        "stated_on": "2025-10-01",
        "value": "hesitant",
    }
    (unknown, *_) = do("note", "Parkchef", "torg")
    assert unknown["after"]["value"] == "unknown"


def test_a_note_of_a_meeting_takes_its_day_basis_and_source_and_hangs_on_it(do):
    rows = do(
        "note", "Gatuchef", "--meeting", "k1", "--stance", "stöder", "--promise", "städning", "--due", "2026-05-01"
    )
    things = {r["thing"]: r["after"] for r in rows}
    position = "p-gatuchef-stance-torg-2025-09-20"
    assert things[position]["basis"] == "stated_in_meeting" and things[position]["value"] == "supports"
    assert things["städning"] == {"due": "2026-05-01", "name": "städning"}
    relations = {thing for thing in things if " " in thing}
    assert relations == {
        f"TAKES p-gatuchef {position}",
        f"ABOUT {position} torg",
        f"STATED_AT {position} k1",
        f"SOURCED_BY {position} s",
        "COMMITTED_TO vi städning",
        f"ABOUT städning {position}",
        "AGREED_AT städning k1",
    }


def test_a_contact_is_written_down_with_us_in_it(do):
    rows = do("meeting", "samtal", "Parkchef", "--about", "torg", "--on", "igår", "--feedback", "2026-01-01")
    day = (date.today() - timedelta(days=1)).isoformat()
    assert rows[0]["thing"] == f"call-{day}-torg"
    assert rows[0]["after"] == {"date": day, "feedback_due": "2026-01-01", "kind": "call"}
    taking_part = [r["thing"].split()[1] for r in rows if r["label"] == "TOOK_PART_IN"]
    assert taking_part == ["p-parkchef", "vi"]


def test_what_is_done_is_marked_with_its_day(do):
    do("note", "Gatuchef", "torg", "--promise", "städning")
    assert changes(do("done", "städning", "--on", "2025-11-01")) == [
        ("updated", "städning", "done_on", None, "2025-11-01")
    ]
    rows = do("done", "torg-decide-m", "--answered-by", "Gatuchef", "--on", "2025-11-02")
    assert changes(rows) == [
        ("updated", "torg-decide-m", "status", None, "met"),
        ("updated", "torg-decide-m", "status_on", None, "2025-11-02"),
        ("added", "ANSWERED_BY torg-decide-m p-gatuchef", "", None, {}),
    ]
    assert changes(do("done", "k1")) == [("updated", "k1", "feedback_given", None, "2025-10-01")]


def test_removing_lists_what_goes_and_asks(run, store, do):
    done = run("remove", "p-parkchef", "--store", store)
    assert done.code == 2
    assert "Parkchef (p-parkchef) ingår i Tekniska förvaltningen (tff)" in done.err
    rows = do("remove", "p-parkchef", "--yes")
    assert {r["thing"] for r in rows} == {
        "p-parkchef",
        "PART_OF p-parkchef tff",
        "TIE p-parkchef p-gatuchef",
    }
    assert changes(do("undo"))[0][:2] == ("added", "p-parkchef"), "one thing with its relations comes back unasked"


def test_trying_writes_nothing(do):
    assert len(do("edit", "p-gatuchef", "level=strategic", "--dry-run")) == 1
    assert len(do("history")) == 1


def test_a_kind_of_actor_is_added_by_its_word_and_said_in_the_words_people_use(do, run, store):
    assert changes(do("add", "nämnd", "namn=Tekniska nämnden"))[0][4] == {"kind": "board", "name": "Tekniska nämnden"}
    made = do("note", "p-gatuchef", "torg", "--stance", "stödjer", "--basis", "uttalat i möte", "--on", "2025-09-21")
    assert next(row for row in made if row["label"] == "Position")["after"]["value"] == "supports"
    made = do("meeting", "telefon", "p-gatuchef", "--about", "torg")
    assert next(row for row in made if row["label"] == "Interaction")["after"]["kind"] == "call"
    assert run("diff", store, store, "--lang", "sv").out == "Ingenting skiljer.\n"
    refused = run("add", "saker", "namn=X", "--store", store, "--lang", "sv")
    assert "aktörer (actors), " in refused.err
