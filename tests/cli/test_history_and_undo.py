"""What was changed, by whom and why; taking it back; and the map as it stood."""

from __future__ import annotations

from kept_map import changes


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
