"""load --merge: adds and updates by id, and refuses an outcome that would be no valid map."""

from __future__ import annotations

from command_line import write_map

FIRST = """
us: [a]
actors: [{id: a, name: Norr, kind: unit}, {id: b, name: Syd, kind: unit, part_of: a}]
"""
TURNED = """
actors: [{id: a, name: Norr, kind: unit, part_of: b}, {id: b, name: Syd, kind: unit}]
"""
GROWN = """
actors: [{id: b, name: Söder, kind: unit}, {id: c, name: Väst, kind: unit}]
"""


def test_what_is_merged_is_added_and_updated_and_nothing_is_lost(run, folder):
    assert run("load", write_map(folder / "first.yaml", FIRST)).code == 0
    assert run("load", write_map(folder / "grown.yaml", GROWN), "--merge", "--yes").code == 0
    names = {row["id"]: row["name"] for row in run("find", "", "--format", "json").data}
    assert names == {"a": "Norr", "b": "Söder", "c": "Väst"}
    assert run("show", "b", "--format", "json").data["relations"][0]["other"] == "a"


def test_a_merge_that_would_make_a_circle_is_refused_and_changes_nothing(run, folder):
    assert run("load", write_map(folder / "first.yaml", FIRST)).code == 0
    before = (folder / "samverkan.samverkan").read_bytes()
    done = run("load", write_map(folder / "turned.yaml", TURNED), "--merge", "--yes", "--lang", "en")
    assert done.code == 1
    assert "part_of" in done.err
    assert (folder / "samverkan.samverkan").read_bytes() == before


def test_no_answer_is_written_over_the_map_it_comes_from(run, folder):
    file = write_map(folder / "first.yaml", FIRST)
    before = file.read_bytes()
    for command in (["view", "network"], ["find", "Norr"]):
        done = run(*command, "--store", file, "-o", file, "--force", "--lang", "en")
        assert (done.code, file.read_bytes()) == (2, before)
        assert "is a map or a store" in done.err


def test_a_map_file_is_filled_by_load_as_any_store_is(run, folder):
    first, grown = write_map(folder / "first.yaml", FIRST), write_map(folder / "grown.yaml", GROWN)
    kept = folder / "kept.yaml"
    assert run("load", first, "--store", kept).code == 0
    kept.write_text(kept.read_text("utf-8").replace("actors:", "# i norr\nactors:"), "utf-8")
    assert run("load", grown, "--store", kept).code == 2
    assert run("load", grown, "--store", kept, "--merge", "--yes").code == 0
    assert "# i norr" in kept.read_text("utf-8")
    history = run("history", "--store", kept, "--format", "json").data
    assert [(line["revision"], line["command"], line["counts"]["added"]) for line in history] == [
        (1, "load", 3),
        (2, "load", 1),
    ]
    assert run("load", kept, "--store", kept, "--replace", "--yes").code == 2
