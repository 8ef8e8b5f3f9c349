"""check, load, save and store: consent, overwriting, and what is told."""

from __future__ import annotations

import json
import os

import pytest
from command_line import HAVSAKRA, write_map

SMALL = "actors:\n  - {id: a, name: Ann, kind: post}\n"
OTHER = "actors:\n  - {id: b, name: Bo, kind: post}\n"


@pytest.fixture
def small(folder):
    return write_map(folder / "liten.yaml", SMALL)


@pytest.fixture
def other(folder):
    return write_map(folder / "annan.yaml", OTHER)


def names(run, store):
    return [row["name"] for row in run("find", "", "--format", "json", "--store", store).data]


def test_check_of_a_sound_map_is_fine(run, folder):
    sound = write_map(folder / "karta.yaml", "areas:\n  - {id: a, name: Torget}\n")
    done = run("check", sound)
    assert (done.code, done.err) == (0, "")
    assert "Inga fel" in done.out
    assert run("check", sound, "--format", "json").data == []


def test_check_tells_errors_before_warnings_with_their_place(run, folder):
    bad = write_map(
        folder / "fel.yaml",
        "initiatives:\n  - {id: x, name: Bänkar}\nactors:\n  - {id: a, name: Ann, kind: präst, part_of: ingen}\n",
    )
    done = run("check", bad, "--format", "json")
    assert done.code == 1
    assert [p["severity"] for p in done.data] == sorted(
        (p["severity"] for p in done.data), key=["error", "warning"].index
    )
    first = done.data[0]
    assert set(first) == {"severity", "file", "line", "cell", "item", "field", "message"}
    assert (first["file"], first["line"], first["cell"], first["item"]) == (str(bad), 9, None, "a")
    told = run("check", bad).out
    assert told.splitlines()[0].endswith("fel")
    assert f"{bad}:9: a: kind: " in told


def test_check_with_warnings_only_is_fine(run, folder):
    doubtful = write_map(folder / "karta.yaml", "initiatives:\n  - {id: x, name: Bänkar}\n")
    done = run("check", doubtful, "--format", "json")
    assert done.code == 0
    assert {p["severity"] for p in done.data} == {"warning"}
    assert "1 varning" in run("check", doubtful).out


def test_a_map_with_problems_stops_other_commands_with_one(run, folder):
    bad = write_map(folder / "fel.yaml", "actors:\n" + "".join(f"  - {{id: a{i}, name: A}}\n" for i in range(60)))
    done = run("find", "x", "--store", bad)
    assert (done.code, done.out) == (1, "")
    assert done.err.count(f"{bad}:") == 50 and "10 till" in done.err
    error = run("find", "x", "--store", bad, "--format", "json").error
    assert error["key"] == "map-has-problems" and len(error["problems"]) == 60


def test_load_and_save_keep_the_map(run, small, folder):
    assert run("load", small).code == 0
    assert run("save", "ut.yaml").code == 0
    assert run("save", "igen.yaml", "--store", "ut.yaml").code == 0
    assert (folder / "ut.yaml").read_bytes() == (folder / "igen.yaml").read_bytes()
    assert "Ann" in (folder / "ut.yaml").read_text("utf-8")


def test_loading_into_a_store_that_holds_a_map_needs_to_be_told_how(run, small, other):
    run("load", small)
    done = run("load", other)
    assert done.code == 2
    assert "--replace" in done.err and "--merge" in done.err
    assert names(run, "samverkan.samverkan") == ["Ann"]


@pytest.mark.parametrize(("mode", "left"), [("--replace", ["Bo"]), ("--merge", ["Ann", "Bo"])])
def test_without_a_terminal_only_yes_is_a_yes(run, small, other, mode, left):
    run("load", small)
    done = run("load", other, mode)
    assert done.code == 2 and "--yes" in done.err
    assert names(run, "samverkan.samverkan") == ["Ann"]
    assert run("load", other, mode, "--yes").code == 0
    assert names(run, "samverkan.samverkan") == left


def test_replace_and_merge_are_not_both(run, small):
    assert run("load", small, "--replace", "--merge").code == 2


def test_nothing_is_asked_for_an_empty_store(run, small):
    assert run("load", small, "--replace").code == 0


def test_load_into_a_map_file_is_refused(run, small, other):
    before = other.read_bytes()
    done = run("load", small, "--store", other)
    assert done.code == 2 and other.read_bytes() == before


def test_a_broken_map_leaves_the_store_alone(run, small, folder):
    run("load", small)
    bad = write_map(folder / "fel.yaml", "actors:\n  - {id: a}\n")
    assert run("load", bad, "--replace", "--yes").code == 1
    assert names(run, "samverkan.samverkan") == ["Ann"]


def test_save_does_not_overwrite_unless_told(run, small, other):
    before = other.read_bytes()
    done = run("save", other, "--store", small)
    assert done.code == 2 and "--force" in done.err and other.read_bytes() == before
    assert run("save", other, "--store", small, "--force").code == 0
    assert names(run, other) == ["Ann"]


def test_save_says_when_comments_are_lost(run, small, other):
    other.write_text(other.read_text("utf-8") + "# viktigt\n", "utf-8")
    assert "kommentarer" not in run("save", other, "--store", small, "--force").err
    assert "Ann" in other.read_text("utf-8") and "# viktigt" in other.read_text("utf-8")
    without = ("--force", "--without-positions")  # a comment may say what is left out
    assert "kommentarer" in run("save", other, "--store", small, *without).err
    assert "# viktigt" not in other.read_text("utf-8")
    assert "kommentarer" not in run("save", other, "--store", small, *without).err


def test_copy_and_wipe_ask_first(run, small, other):
    run("load", small)
    run("load", other, "--store", "annat.samverkan")
    assert run("store", "copy", "annat.samverkan").code == 2
    assert names(run, "annat.samverkan") == ["Bo"]
    assert run("store", "copy", "annat.samverkan", "--yes").code == 0
    assert names(run, "annat.samverkan") == ["Ann"]
    assert run("store", "wipe").code == 2
    assert names(run, "samverkan.samverkan") == ["Ann"]
    assert run("store", "wipe", "--yes").code == 0
    assert run("find", "Ann", "--store", "samverkan.samverkan").code == 3


def test_a_store_that_holds_nothing_says_so_and_takes_a_map(run, small, other, folder):
    run("load", small)
    run("store", "wipe", "--yes")
    told = run("store", "info", "--format", "json")
    assert (told.code, told.data["title"], told.data["nodes"], told.data["relations"]) == (0, "", {}, {})
    assert run("load", other).code == 0
    assert names(run, "samverkan.samverkan") == ["Bo"]
    (folder / "ny.samverkan").touch()
    assert run("load", small, "--store", "ny.samverkan").code == 0
    assert names(run, "ny.samverkan") == ["Ann"]


def test_a_map_without_title_and_content_gives_way_to_any_map(run, small, folder):
    (folder / "tom.yaml").write_text("samverkan: 1\n", "utf-8")
    assert run("load", "tom.yaml").code == 0
    assert run("load", small).code == 0
    assert names(run, "samverkan.samverkan") == ["Ann"]


def test_copy_to_a_new_store_or_map_file_asks_nothing(run, small, folder):
    assert run("store", "copy", "ny.samverkan", "--store", small).code == 0
    assert run("store", "copy", "ny.json", "--store", "ny.samverkan").code == 0
    assert json.loads((folder / "ny.json").read_text("utf-8"))["samverkan"] == 1
    done = run("store", "copy", "ny.json", "--store", "ny.samverkan")
    assert done.code == 2


def test_a_map_file_is_never_wiped(run, small):
    assert run("store", "wipe", "--yes", "--store", small).code == 2
    assert run("store", "wipe", "--yes").code == 2
    assert small.exists()


def test_store_info_tells_its_details_in_words(run):
    run("load", HAVSAKRA)
    told = run("store", "info").out
    assert "fil: " in told and "antal ändringar: " in told and "senast ändrat: " in told
    assert run("store", "info", "--format", "json").data["details"].keys() == {"file", "changes", "changed"}


def test_store_info_counts(run):
    found = run("store", "info", "--format", "json", on=HAVSAKRA).data
    assert found["title"] == "Havsåkra kommun" and found["format"] == 1
    assert found["nodes"]["Initiative"] == 11 and found["nodes"]["Mandate"] == 29
    assert found["relations"]["HOLDS"] == 30


def test_a_damaged_store_gets_three(run, folder):
    (folder / "trasig.samverkan").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    done = run("store", "info", "--store", "trasig.samverkan")
    assert done.code == 3 and "Traceback" not in done.err


def test_output_files_are_not_overwritten_unless_told(run, folder):
    path = folder / "svar.csv"
    assert run("find", "norrbacka", "-o", path, on=HAVSAKRA).code == 0
    first = path.read_text("utf-8")
    assert first.startswith("\ufeffid;label;name;")
    assert run("find", "tunnel", "-o", path, on=HAVSAKRA).code == 2
    assert path.read_text("utf-8") == first
    assert run("find", "tunnel", "-o", path, "--force", on=HAVSAKRA).code == 0
    assert path.read_text("utf-8") != first


def test_the_form_follows_the_name_of_the_file(run, folder):
    run("find", "norrbacka", "-o", "svar.json", on=HAVSAKRA)
    assert isinstance(json.loads((folder / "svar.json").read_text("utf-8")), list)
    run("find", "norrbacka", "-o", "svar.txt", on=HAVSAKRA)
    assert "slag" in (folder / "svar.txt").read_text("utf-8")


def test_a_folder_that_is_not_there_is_a_usage_error(run):
    assert run("find", "norrbacka", "-o", "ingen/svar.csv", on=HAVSAKRA).code == 2


def test_check_can_be_asked_as_of_another_day(run, folder):
    dated = write_map(
        folder / "karta.yaml",
        "actors: [{id: a, name: Ann, kind: unit}]\nissues: [{id: i, name: Fråga}]\n"
        "sources: [{id: s, name: Brev, kind: report, date: 2025-09-01}]\npositions:\n"
        "  - {id: p, taken_by: a, about: i, kind: priority, value: high, basis: written, stated_on: 2025-09-20,\n"
        "     sourced_by: s}\n",
    )
    text = dated.read_text("utf-8").replace("profile: none", "profile: se")
    dated.write_text(text, "utf-8")
    now = run("check", dated, "--format", "json").data
    later = run("check", dated, "--as-of", "2027-01-01", "--format", "json").data
    assert {p["field"] for p in later} - {p["field"] for p in now} == {"review_by"}
    # what the map as a whole lacks (its register) stands on no line
    assert all(p["file"] == str(dated) and (p["line"] or p["item"] is None) for p in later)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('samverkan: "1"\n', 'Formatversionen "1"'),
        ("indicators: [{id: i, name: n, target: .nan}]\n", ".nan är inte ett tal"),
    ],
)
def test_what_only_looks_like_a_number_is_told_as_it_stands(run, folder, line, told):
    text = line if line.startswith("samverkan") else f"samverkan: 1\n{line}"
    (folder / "fel.yaml").write_text(text, "utf-8")
    done = run("check", "fel.yaml")
    assert done.code == 1 and told in done.out


@pytest.mark.parametrize("name", ["plan.XLS", "plan.ods", "plan.docx", "plan.pdf", "plan.png", "plan.jpg"])
def test_an_answer_is_not_written_into_what_another_program_cannot_open(run, folder, name):
    done = run("plan", "c1", "-o", name, on=HAVSAKRA)
    assert (done.code, list(folder.iterdir())) == (2, [])
    assert "Låt filens namn sluta på .xlsx eller .csv (öppnas i Excel), .json eller .txt." in done.err


def _age(path, seconds):
    at = path.stat().st_mtime + seconds
    os.utime(path, (at, at))


def test_a_map_file_newer_than_the_store_of_the_folder_is_told(run, small, folder):
    run("load", small)
    _age(small, -60)
    assert run("find", "Ann").err == ""
    _age(small, 120)
    done = run("find", "Ann", "--format", "json")
    told = "Läser samverkan.samverkan, men liten.yaml är nyare. Läs in den med: samverkan load liten.yaml --replace"
    assert done.err == f"{told}\n"
    assert isinstance(done.data, list)
    assert "nyare" not in run("find", "Ann", "--store", "samverkan.samverkan").err
    assert "nyare" not in run("load", small, "--replace", "--yes").err


def test_what_has_just_been_saved_is_no_newer_map(run, small, folder):
    run("load", small)
    small.unlink()
    assert (run("save", "ny.yaml").code, run("find", "Ann").err) == (0, "")
    (folder / "lista.json").write_text("[]", "utf-8")  # newer, and no map
    assert run("find", "Ann").err == ""


def test_a_file_changed_after_the_store_is_kept_when_the_store_is_saved_over_it(run, small, folder):
    run("load", small)
    changed = small.read_bytes() + b"# later\n"
    small.write_bytes(changed)
    _age(small, 60)
    done = run("save", small, "--force")
    copy = small.with_name(f"{small.name}.bak")
    assert (done.code, copy.read_bytes()) == (0, changed)
    assert done.err.startswith(f"{small} har ändrats efter lagret. Den sparas först som {copy}.\n")
    copy.unlink()
    assert "efter lagret" not in run("save", small, "--force").err and not copy.exists()
