"""A few lines that are merged into a store, the lines that ask for a change, and a map file that is kept alive."""

from __future__ import annotations

from command_line import write_map
from kept_map import MAP


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
