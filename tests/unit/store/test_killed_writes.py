"""A writer that is killed at any moment leaves the old map or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from killing import Tell, edit_on_and_on, kill_in_the_middle, rename_area

from samverkan.edits import Change, Edit, fold_back
from samverkan.model import Map, Node, Relation, build_map
from samverkan.store.embedded import open_embedded

_SIZE = 3000
ROUNDS = int(os.environ.get("SAMVERKAN_ROUNDS", "8"))
_WRITER = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[2], str(Path(sys.argv[2]).parents[1])]
from test_killed_writes import make_map
from samverkan.store.embedded import open_embedded
store = open_embedded(Path(sys.argv[1]), create=True)
content = make_map(sys.argv[3])
print("ready", flush=True)
store.write_map(content, "replace")
print("done", flush=True)
"""


def make_map(name: str) -> Map:
    nodes = [Node(f"{name}{i}", "Area", {"name": f"{name} {i} " + "x" * 100}) for i in range(_SIZE)]
    relations = [Relation("PART_OF", f"{name}{i}", f"{name}{i + 1}", {}) for i in range(_SIZE - 1)]
    return build_map(nodes, relations, Map({}, (), title=name))


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_old_or_new_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "a.samverkan"
    maps = {name: make_map(name) for name in ("old", "new")}
    open_embedded(path, create=True).write_map(maps["old"], "new")
    now, seen, chance = "old", [], random.Random(4)
    for _ in range(12):
        other = "new" if now == "old" else "old"
        command = [sys.executable, "-c", _WRITER, str(path), str(Path(__file__).parent), other]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout and child.stdout.readline() == "ready\n"
            time.sleep(chance.random() * 0.5)
            child.send_signal(signal.SIGKILL)
        content = open_embedded(path).read_map()
        assert content == maps[content.title]
        seen.append(content.title != now)
        now = content.title
    assert not all(seen), "no writer was killed before it was done: wait for a shorter time"


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_first_write_that_is_killed_leaves_an_empty_store(tmp_path: Path) -> None:
    path = tmp_path / "a.samverkan"
    command = [sys.executable, "-c", _WRITER, str(path), str(Path(__file__).parent), "old"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout and child.stdout.readline() == "ready\n"
        time.sleep(0.03)
        child.send_signal(signal.SIGKILL)
    store = open_embedded(path, create=True)
    store.write_map(make_map("new"), "replace")
    assert store.read_map() == make_map("new")


def rename_on_and_on(path: Path, number: int, tell: Tell) -> None:
    """Give a thing one name after the other, and take every third back and forth."""
    store = open_embedded(path)
    edit_on_and_on(store, rename_area, number, tell)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_every_edit_that_was_acknowledged_is_there_and_the_log_is_the_map(tmp_path: Path) -> None:
    """The first of them also brings the file up from the first format: it is old or new, never between."""
    path = tmp_path / "a.samverkan"
    store = open_embedded(path, create=True)
    store.write_map(build_map([Node("a", "Area", {"name": "N0"})], [], Map({}, (), title="T")), "new")
    raw = sqlite3.connect(path)
    raw.executescript(_FIRST_FORMAT)
    raw.close()
    chance, number, revisions = random.Random(5), 1, 1
    for _ in range(ROUNDS):
        told = kill_in_the_middle(
            partial(rename_on_and_on, path, number), lines=chance.randrange(4), pause=chance.random() * 0.03
        )
        content, log = store.read_map(), store.read_revisions()
        assert len(log) - revisions - len(told) in (0, 1), "what was acknowledged is there, and at most one more"
        revisions = len(log)
        assert [r.number for r in log] == list(range(1, revisions + 1))
        name = content.nodes["a"].properties["name"]
        assert revisions == 1 or log[-1].edit.changes[0].after == {"name": name}, "the log is the map"
        assert fold_back(content, log, 1)[0].nodes["a"].name == "N0"
        number = int(str(name)[1:]) + 1
    assert number > 1
    store.commit(Edit((Change("a", "Area", {"name": f"N{number - 1}"}, {"name": "N"}),), "edit"))
    assert [p.name for p in tmp_path.iterdir()] == ["a.samverkan"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_an_upgrade_that_is_killed_is_whole_or_was_not_begun(tmp_path: Path) -> None:
    path = tmp_path / "a.samverkan"
    store = open_embedded(path, create=True)
    store.write_map(build_map([Node("a", "Area", {"name": "N0"})], [], Map({}, (), title="T")), "new")
    chance, number = random.Random(8), 1
    for _ in range(ROUNDS):
        raw = sqlite3.connect(path)
        raw.executescript(_FIRST_FORMAT)
        raw.close()
        told = kill_in_the_middle(partial(rename_on_and_on, path, number), lines=0, pause=chance.random() * 0.02)
        name, log = str(store.read_map().nodes["a"].name), store.read_revisions()
        assert len(log) - 1 - len(told) in (0, 1), "the line of the first format, what was acknowledged, one more"
        assert len(log) > 1 or name == f"N{number - 1}", "nothing was written without the log"
        assert len(log) == 1 or log[-1].edit.changes[0].after == {"name": name}
        number = int(name[1:]) + 1


_FIRST_FORMAT = """
DROP TABLE IF EXISTS changes;
DROP TABLE IF EXISTS revisions;
CREATE TABLE changes(
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, command TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL,
    thing TEXT NOT NULL
);
INSERT INTO changes VALUES (1, '2026-01-02T03:04:05+00:00', 'new', 'added', 'node', 'a');
PRAGMA user_version = 1;
"""
