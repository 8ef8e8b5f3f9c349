"""Edits from the prompt: one thing at a time, what was said, contacts, what is done; history and undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from command_line import write_map

MAP = """
us: [vi]
actors:
  - {id: tff, name: Tekniska förvaltningen, kind: department}
  - {id: vi, name: Samordnare, kind: post, part_of: tff}
  - {id: p-gatuchef, name: Gatuchef, kind: post, level: tactical, part_of: tff}
  - {id: p-parkchef, name: Parkchef, kind: post, part_of: tff, tie: [{to: p-gatuchef, strength: new, basis: function}]}
issues: [{id: i, name: Torget}]
sources: [{id: s, name: Protokoll}]
matters: [{id: m, name: Upplåtelse}]
mandates: [{id: md, kind: decide, covers: m, held_by: p-gatuchef}]
initiatives:
  - {id: torg, name: Sommartorg, addresses: i, requires: {all: [{decide: m}, {champion: true, directed_to: vi}]}}
positions:
  - {taken_by: p-gatuchef, about: torg, kind: stance, value: hesitant, basis: written, stated_on: 2025-09-01}
interactions:
  - {id: k1, date: 2025-09-20, kind: meeting, about: torg, attended_by: [vi, p-gatuchef], sourced_by: s}
"""


@pytest.fixture
def store(run, tmp_path):
    """A store with a small map in it."""
    path = tmp_path / "a.samverkan"
    assert run("load", write_map(tmp_path / "map.yaml", MAP), "--store", path).code == 0
    return path


@pytest.fixture
def do(run, store):
    """A function that runs a command on the store and returns the rows that it printed."""

    def go(*words, code=0):
        done = run(*words, "--store", store, "--format", "json")
        assert done.code == code, (done.out, done.err)
        return done.data if code == 0 else done.error

    return go


def changes(rows):
    return [(r["action"], r["thing"], r["field"], r["before"], r["after"]) for r in rows]


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
        "+ kontakt: Sommartorg (meeting-2025-09-29-torg): datum 2025-09-29, återkoppling senast 2025-10-20, slag möte,"
        " sammanfattning Städning; hade deltagare Gatuchef och Samordnare",
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


def test_history_says_who_when_and_why(do, run, store):
    do("edit", "p-gatuchef", "level=strategic", "--by", "Parkchef", "--why", "nämndens beslut")
    do("undo")
    heads = do("history")
    assert [(h["revision"], h["command"], h["by"], h["why"], h["undoes"]) for h in heads] == [
        (1, "load", "vi", None, None),
        (2, "edit", "p-parkchef", "nämndens beslut", None),
        (3, "undo", "vi", None, 2),
    ]
    assert heads[1]["counts"] == {"added": 0, "updated": 1, "removed": 0}
    rows = do("history", "Gatuchef")
    assert [(r["revision"], r["by"], r["before"], r["after"]) for r in rows] == [
        (2, "p-parkchef", "tactical", "strategic"),
        (3, "vi", "strategic", "tactical"),
    ]
    assert do("history", "--since", "idag") == heads
    assert do("history", "--since", "2999-01-01") == []
    assert "nämndens beslut" in run("history", "--store", store).out


def test_undo_goes_further_back_each_time_and_can_be_taken_back(do):
    do("edit", "p-gatuchef", "level=strategic")
    do("edit", "p-gatuchef", "head=ja")
    assert changes(do("undo")) == [("updated", "p-gatuchef", "head", True, None)]
    assert changes(do("undo")) == [("updated", "p-gatuchef", "level", "strategic", "tactical")]
    assert changes(do("undo", "4")) == [("updated", "p-gatuchef", "head", None, True)]
    assert do("undo", "2", code=2)["key"] == "edits.undone-already"


def test_undo_tells_a_conflict_with_what_by_whom_and_when(run, store, do):
    do("edit", "p-gatuchef", "level=strategic")
    do("edit", "p-gatuchef", "level=operative", "--by", "Parkchef")
    done = run("undo", "2", "--store", store, "--lang", "en")
    assert done.code == 3
    assert "Gatuchef (p-gatuchef), level: was strategic, you want tactical, now there is operative." in done.err
    assert "Changed by Parkchef" in done.err and "(change 3)" in done.err
    assert len(do("history")) == 3


def test_an_undo_that_would_remove_what_has_changed_since_says_so(run, store, do):
    do("note", "Gatuchef", "torg", "--promise", "städning")
    do("done", "städning", "--on", "2025-11-01")
    told = run("undo", "2", "--store", store).err
    assert "städning (städning), gjort: var inget, nu står där 2025-11-01; därför tas det inte bort." in told


def test_the_undo_of_the_first_load_asks_and_empties_the_store(run, store, do):
    assert run("undo", "--store", store).code == 2
    do("undo", "--yes")
    assert run("store", "info", "--store", store, "--format", "json").data["nodes"] == {}
    assert do("undo", code=2)["key"] == "edits.nothing-to-undo"


def test_a_meeting_s_ten_lines_are_merged_into_what_the_store_holds(run, store, do, tmp_path):
    mote = write_map(
        tmp_path / "mote.yaml",
        "positions:\n  - {taken_by: p-parkchef, about: torg, kind: stance, value: supports, basis: written,"
        " stated_on: 2025-10-01, sourced_by: s}\n",
    )
    tried = do("load", mote, "--merge", "--dry-run")
    assert [r["action"] for r in tried] == ["added"] * 4
    done = do("load", mote, "--merge", "--yes")
    assert (done["nodes"], done["revision"]) == (15, 2), "what is told is what the store holds"
    wrong = write_map(
        tmp_path / "fel.yaml",
        "positions: [{taken_by: ingen, about: torg, kind: stance, value: supports, stated_on: 2025-10-01}]",
    )
    assert do("load", wrong, "--merge", "--yes", code=1)["problems"][0]["field"] == "taken_by"


def test_a_tree_that_a_merge_brings_takes_the_place_of_the_old_one(run, store, do, tmp_path):
    part = write_map(tmp_path / "b.yaml", "initiatives: [{id: torg, requires: {all: [{decide: m}, {fund: m}]}}]")
    do("load", part, "--merge", "--yes")
    assert {n["id"] for n in do("find", "torg") if n["label"] == "Initiative"} == {"torg"}
    tree = {r["other"] for r in do("show", "torg-all")["relations"] if r["direction"] == "out"}
    assert tree == {"torg-decide-m", "torg-fund-m"}


def test_a_store_is_checked_like_a_file(run, store):
    done = run("check", store, "--format", "json")
    assert done.code == 0
    assert {row["severity"] for row in done.data} == {"warning"}


def test_what_differs_between_files_the_store_and_what_it_held(run, store, do, tmp_path):
    do("edit", "p-gatuchef", "level=strategic")
    do("edit", "p-gatuchef", "name=Chefen")
    level = ("updated", "p-gatuchef", "level", "strategic", "tactical")
    name = ("updated", "p-gatuchef", "name", "Chefen", "Gatuchef")
    assert changes(do("diff", "1")) == [level, name]
    assert changes(do("diff", "1", "2")) == [("updated", "p-gatuchef", "level", "tactical", "strategic")]
    assert changes(do("diff", "2", "idag")) == [("updated", "p-gatuchef", "name", "Gatuchef", "Chefen")]
    rows = do("diff", tmp_path / "map.yaml")
    assert changes(rows) == [level, name]
    assert {r["where"] for r in rows} == {f"{tmp_path / 'map.yaml'}:11"}, "the line of the item"
    assert do("diff", tmp_path / "map.yaml", "1") == []
    assert "level: strategic → tactical" in run("diff", "1", "--store", store, "--lang", "en").out


def test_a_preview_says_which_line_asks_for_each_change(run, store, do, tmp_path):
    """Lines as they are counted from 1: the key of an update, the item of what is new, the end of a relation."""
    more = write_map(
        tmp_path / "mer.yaml",
        """
us: [vi]
actors:
  - id: p-gatuchef
    name: Gatuchef
    kind: post
    level: strategic
    tie:
      - p-parkchef
  - {id: ny, name: Ny, kind: post, part_of: tff}
initiatives:
  - {id: torg, name: Sommartorg, requires: {all: [{decide: m, status: met}, {champion: true, directed_to: vi}]}}
""",
    )
    numbers = {line.strip(): n for n, line in enumerate(more.read_text("utf-8").splitlines(), 1)}
    rows = do("load", more, "--merge", "--dry-run")
    found = {(r["thing"], r["field"]): r["where"] for r in rows}
    wanted = {
        ("p-gatuchef", "level"): "level: strategic",
        ("ny", ""): "- {id: ny, name: Ny, kind: post, part_of: tff}",
        ("TIE p-gatuchef p-parkchef", ""): "- p-parkchef",
        ("PART_OF ny tff", ""): "- {id: ny, name: Ny, kind: post, part_of: tff}",
    }
    torg = next(n for text, n in numbers.items() if text.startswith("- {id: torg,"))
    lines = {key: numbers[text] for key, text in wanted.items()} | {("torg-decide-m", "status"): torg}
    assert {key: found[key] for key in lines} == {key: f"{more}:{line}" for key, line in lines.items()}
    as_json = tmp_path / "mer.json"
    as_json.write_text(
        '{"samverkan": 1, "title": "Kartan",\n"actors": [\n {"id": "tff", "name": "Tekniska", "kind": "department"},\n'
        ' {"id": "p-gatuchef", "name": "Gatuchef",\n  "kind": "post", "level": "strategic"}]}',
        "utf-8",
    )
    rows = do("load", as_json, "--merge", "--dry-run")
    assert {(r["thing"], r["where"]) for r in rows if r["field"] in ("name", "level")} == {
        ("tff", f"{as_json}:3"),
        ("p-gatuchef", f"{as_json}:4"),
    }


def test_what_the_map_said_then_and_what_held_then_are_two_questions(do):
    do("note", "Gatuchef", "torg", "--stance", "supports", "--basis", "written", "--on", "2025-09-20")

    def stance(*asked):
        actors = {a["id"]: a for a in do("plan", "torg", *asked)["actors"]}
        said = actors["p-gatuchef"]["position"]
        return said["value"] if said else "unknown"

    # As of a day what was said by then counts, of what the map says now or said after a change.
    assert stance("--as-of", "2025-09-25") == "supports"
    assert stance("--as-of", "2025-09-10") == "hesitant"
    assert stance("--as-of", "2025-08-01") == "unknown"
    assert stance("--revision", "1", "--as-of", "2025-09-25") == "hesitant", "nobody had written it down"
    assert stance("--revision", "2", "--as-of", "2025-09-25") == "supports"
    assert stance("--revision", "2", "--as-of", "2025-09-10") == "hesitant"
    assert stance("--revision", "idag", "--as-of", "2025-09-25") == "supports"


def test_the_map_as_it_stood_is_shown_planned_drawn_and_saved(run, store, do, tmp_path):
    do("edit", "p-gatuchef", "name=Chefen")
    do("edit", "torg", "requires=champion directed_to=p-parkchef")
    assert do("show", "p-gatuchef", "--revision", "1")["properties"]["name"] == "Gatuchef"
    assert do("show", "p-gatuchef")["properties"]["name"] == "Chefen"
    assert {a["id"] for a in do("plan", "torg", "--revision", "2")["actors"]} >= {"p-gatuchef"}
    assert {a["id"] for a in do("plan", "torg")["actors"]} == {"p-parkchef"}
    saved = tmp_path / "da.yaml"
    do("save", saved, "--revision", "idag")
    assert do("diff", saved) == []
    do("save", saved, "--revision", "1", "--force")
    assert do("diff", saved, tmp_path / "map.yaml") == []
    page = tmp_path / "n.html"
    assert run("view", "network", "-o", page, "--store", store, "--revision", "1").code == 0
    assert "Chefen" not in page.read_text("utf-8")
    assert do("show", "p-gatuchef", "--revision", "2020-01-01", code=2)["key"] == "edits.nothing-stood"
    assert do("show", "p-gatuchef", "--revision", "9", code=2)["key"] == "edits.unknown-revision"


def test_a_map_file_is_kept_alive_in_place_with_its_comments(run, tmp_path):
    path = write_map(tmp_path / "karta.yaml", MAP.replace("us: [vi]", "us: [vi]  # vi själva"))
    before = path.read_text("utf-8")
    assert run("edit", "p-gatuchef", "nivå=strategisk", "--store", path).code == 0
    assert path.read_text("utf-8") == before.replace("level: tactical", "level: strategic")
    assert run("note", "Gatuchef", "torg", "--stance", "stöder", "--store", path).code == 0
    assert run("history", "--store", path, "--format", "json").data[1]["command"] == "note"
    assert run("undo", "--store", path).code == run("undo", "--store", path).code == 0
    assert path.read_text("utf-8") == before


def test_saving_over_a_map_file_keeps_its_comments_and_words(run, store, do, tmp_path):
    path = write_map(tmp_path / "karta.yaml", MAP.replace("us: [vi]", "us: [vi]  # vi själva"))
    before = path.read_text("utf-8")
    do("edit", "p-gatuchef", "level=strategic")
    assert run("save", path, "--store", store).code == 2
    assert run("save", path, "--force", "--store", store).code == 0
    assert path.read_text("utf-8") == before.replace("level: tactical", "level: strategic")


def test_a_copy_without_positions_holds_none_and_nothing_that_only_rests_on_them(run, store, do, tmp_path):
    do("add", "källa", "s2", "namn=HEMLIG källa")
    do("note", "Gatuchef", "torg", "--concern", "HEMLIG farhåga", "--promise", "städning")
    position = do("history", "--since", "idag") and "p-gatuchef-stance-torg-2025-10-01"
    do("edit", position, "sourced_by=s2")
    do("edit", "k1", "summary=HEMLIG sammanfattning", "note=HEMLIG anteckning")
    saved = write_map(tmp_path / "git.yaml", "# HEMLIG kommentar\n")
    assert run("save", saved, "--without-positions", "--force", "--store", store).code == 0
    text = saved.read_text("utf-8")
    assert "HEMLIG" not in text and "positions" not in text and "städning" in text
    assert run("check", saved).code == 0
    assert not (tmp_path / "git.yaml.log").exists()


def test_a_kind_of_actor_is_added_by_its_word_and_said_in_the_words_people_use(do, run, store):
    assert changes(do("add", "nämnd", "namn=Tekniska nämnden"))[0][4] == {"kind": "board", "name": "Tekniska nämnden"}
    made = do("note", "p-gatuchef", "torg", "--stance", "stödjer", "--basis", "uttalat i möte", "--on", "2025-09-21")
    assert next(row for row in made if row["label"] == "Position")["after"]["value"] == "supports"
    made = do("meeting", "telefon", "p-gatuchef", "--about", "torg")
    assert next(row for row in made if row["label"] == "Interaction")["after"]["kind"] == "call"
    assert run("diff", store, store, "--lang", "sv").out == "Ingenting skiljer.\n"
    refused = run("add", "saker", "namn=X", "--store", store, "--lang", "sv")
    assert "aktörer (actors), " in refused.err
