"""A map file as a store: written under a lock with a log beside it, changed outside, killed in the middle."""

from __future__ import annotations

import os
import random
import sys
from functools import partial
from pathlib import Path
from random import Random

import pytest
from killing import Tell, edit_on_and_on, kill_in_the_middle
from strategies.random_edits import edit_randomly

from samverkan.edits import Change, ConflictError, Edit, find_changes, fold_back, invert
from samverkan.errors import MapProblemsError, StoreError, UsageError
from samverkan.model import ALWAYS_FROM, Map
from samverkan.shipped import find_folder
from samverkan.store.protocol import Store
from samverkan.store.registry import Access
from samverkan.tables import map_log
from samverkan.tables.map_file import read_map_text, to_yaml
from samverkan.tables.map_store import open_address

MAP = """\
samverkan: 1
title: Prov  # bara på prov
profile: none
us: [a]
actors:
  - {id: a, name: A, kind: unit}
  - {id: b, name: B, kind: unit}  # den andra
"""
ROUNDS = int(os.environ.get("SAMVERKAN_ROUNDS", "8"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "karta.yaml"
    path.write_text(MAP, "utf-8")
    return path


def open_it(path: Path) -> Store:
    return open_address(str(path), Access({}))


def change(path: Path, old: str, new: str) -> Edit:
    """The edit that a person makes of the text."""
    text = path.read_text("utf-8")
    content, wanted = (read_map_text(one, path) for one in (text, text.replace(old, new)))
    assert content is not None and wanted is not None
    return Edit(find_changes(content, wanted), "edit", "a")


def test_an_edit_is_spliced_and_logged_beside_the_file(path: Path) -> None:
    made = open_it(path).commit(change(path, "name: B", "name: Bo"))
    assert made is not None and made.number == 1
    assert path.read_text("utf-8") == MAP.replace("name: B", "name: Bo")
    assert open_it(path).read_revisions() == (made,)
    assert sorted(p.name for p in path.parent.iterdir()) == ["karta.yaml", "karta.yaml.log"]
    assert (path.parent / "karta.yaml.log").stat().st_mode & 0o777 == 0o600
    assert open_it(path).commit(invert(made)) is not None
    assert path.read_text("utf-8") == MAP, "the undo gives the bytes back"


def test_reading_makes_no_log_and_neither_does_what_is_refused(path: Path) -> None:
    assert open_it(path).read_revisions() == ()
    with pytest.raises(MapProblemsError):
        open_it(path).commit(Edit((Change(("PART_OF", "b", "b", ALWAYS_FROM), "PART_OF", None, ({},)),), "edit"))
    assert [p.name for p in path.parent.iterdir()] == ["karta.yaml"]
    assert path.read_text("utf-8") == MAP


def test_what_was_changed_outside_is_a_revision_of_its_own(path: Path) -> None:
    store = open_it(path)
    store.commit(change(path, "name: B", "name: Bo"))
    path.write_text(path.read_text("utf-8").replace("title: Prov", "title: Utifrån"), "utf-8")
    outside = open_it(path).read_revisions()[-1]
    assert (outside.number, outside.edit.by, outside.edit.command) == (2, None, "changed outside")
    assert [(c.before, c.after) for c in outside.edit.changes] == [({"title": "Prov"}, {"title": "Utifrån"})]
    store.commit(change(path, "name: A", "name: Aa"))  # the store was opened before
    assert [r.number for r in open_it(path).read_revisions()] == [1, 2, 3]
    assert "Utifrån" in path.read_text("utf-8") and "# bara på prov" in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8") + "# bara en kommentar\n", "utf-8")
    assert len(open_it(path).read_revisions()) == 3, "a comment changes no map"


def test_two_writers_on_two_fields_both_stand_and_on_one_field_one_is_told(path: Path) -> None:
    one, other = change(path, "name: A", "name: Aa"), change(path, "name: B", "name: Bo")
    same = change(path, "name: A,", "name: Annan,")
    first, second = open_it(path), open_it(path)
    first.commit(one)
    second.commit(other)
    assert path.read_text("utf-8") == MAP.replace("name: A", "name: Aa").replace("name: B", "name: Bo")
    with pytest.raises(ConflictError):
        second.commit(same)
    assert len(first.read_revisions()) == 2


def test_a_busy_log_is_waited_for_and_then_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_log, "SECONDS_TO_WAIT", 0.1)
    edit = change(path, "name: B", "name: Bo")
    with map_log.MapLog(path).locked(), pytest.raises(StoreError, match="busy"):
        open_it(path).commit(edit)
    assert open_it(path).commit(edit) is not None


def test_an_edit_that_was_not_carried_out_is_dropped_and_one_that_was_is_closed(path: Path) -> None:
    """As after a crash: before the file was renamed, or after it and before the log was closed."""
    store, log = open_it(path), path.parent / "karta.yaml.log"
    store.commit(change(path, "name: A", "name: Aa"))
    whole, text = log.read_bytes(), path.read_text("utf-8")
    store.commit(change(path, "name: B", "name: Bo"))
    written, later = log.read_bytes(), path.read_text("utf-8")
    begun = written[: written.rstrip(b"\n").rfind(b"\n") + 1]
    assert begun.startswith(whole) and len(begun) > len(whole)
    log.write_bytes(begun)
    assert [r.number for r in open_it(path).read_revisions()] == [1, 2], "the file is what the line says"
    path.write_text(text, "utf-8")
    assert [r.number for r in open_it(path).read_revisions()] == [1], "the file is what was before"
    again = open_it(path).commit(change(path, "name: B", "name: Bertil"))
    assert again is not None and again.number == 2
    assert b'Bo\\"' not in log.read_bytes(), "what was never carried out is gone from the log"
    log.write_bytes(log.read_bytes() + b'{"kind": "ed')
    assert [r.number for r in open_it(path).read_revisions()] == [1, 2], "half a line is none"
    log.write_bytes(begun)
    path.write_text(later, "utf-8")
    assert open_it(path).commit(change(path, "name: Bo", "name: Bosse")).number == 3  # type: ignore[union-attr]


def test_any_edits_taken_back_in_reverse_give_the_canonical_file(tmp_path: Path) -> None:
    path = tmp_path / "karta.yaml"
    path.write_bytes((find_folder("examples") / "harbourside" / "map.yaml").read_bytes())
    rng, store, snapshots = Random(7), open_it(path), list[Map]()
    for _ in range(4):
        snapshots.append(store.read_map())
        assert store.commit(Edit(find_changes(store.read_map(), edit_randomly(store.read_map(), rng)), "edit"))
    revisions = store.read_revisions()
    for number, snapshot in enumerate(snapshots):
        assert fold_back(store.read_map(), revisions, number) == (snapshot, 0)
    for revision in reversed(revisions):
        store.commit(invert(revision))
    assert to_yaml(open_it(path).read_map()) == to_yaml(snapshots[0])


def test_a_read_only_folder_is_said(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("an administrator may write anywhere")
    edit = change(path, "name: B", "name: Bo")
    path.parent.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="log-not-opened"):
            open_it(path).commit(edit)
    finally:
        path.parent.chmod(0o700)
    assert path.read_text("utf-8") == MAP


def rename_on_and_on(path: Path, number: int, tell: Tell) -> None:
    """Give an actor one name after the other, and take every third back and forth."""
    store = open_it(path)

    def make(turn: int) -> Edit:
        return change(path, f"name: B{turn - 1}", f"name: B{turn}")

    edit_on_and_on(store, make, number, tell)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_every_edit_that_was_acknowledged_is_there_after_a_kill(path: Path) -> None:
    path.write_text(MAP.replace("name: B", "name: B0"), "utf-8")
    chance, number, revisions = random.Random(3), 1, 0
    for _ in range(ROUNDS):
        told = kill_in_the_middle(
            partial(rename_on_and_on, path, number), lines=chance.randrange(4), pause=chance.random() * 0.05
        )
        content, log = open_it(path).read_map(), open_it(path).read_revisions()
        assert len(log) - revisions - len(told) in (0, 1), "what was acknowledged is there, and at most one more"
        revisions, name = len(log), content.nodes["b"].properties["name"]
        assert not log or log[-1].edit.changes[0].after == {"name": name}, "the log is the map"
        assert fold_back(content, log, 0)[0].nodes["b"].name == "B0"
        number = int(str(name)[1:]) + 1
    open_it(path).commit(change(path, "name: A", "name: Aa"))
    assert sorted(p.name for p in path.parent.iterdir()) == ["karta.yaml", "karta.yaml.log"], "nothing is left over"


def test_a_file_that_is_not_there_is_made_with_a_log_of_counts_and_emptied_again(tmp_path: Path) -> None:
    path = tmp_path / "ny.yaml"
    content = read_map_text(MAP, path)
    assert content is not None
    store = open_address(str(path), Access({}), create=True)
    made = store.write_map(content, "new", edit=Edit((), "load", "a"))
    assert made is not None and made.is_first and made.counts == {"added": 2, "updated": 0, "removed": 0}
    assert path.read_text("utf-8") == to_yaml(content)
    path.write_text(path.read_text("utf-8").replace("title: Prov", "title: Utifrån"), "utf-8")
    outside = open_it(path).read_revisions()[-1]
    assert [(c.before, c.after) for c in outside.edit.changes] == [({"title": "Prov"}, {"title": "Utifrån"})]
    empty = Edit(find_changes(open_it(path).read_map(), Map({}, ())), "undo", undoes=1)
    assert open_it(path).commit(empty) is not None
    assert open_it(path).read_map() == Map({}, ())
    assert "Prov" not in (tmp_path / "ny.yaml.log").read_text("utf-8").splitlines()[0]
    assert store.write_map(content, "new") is not None
    assert open_it(path).read_map() == content
    with pytest.raises(UsageError, match="has-map"):
        store.write_map(content, "new")
