"""A writer that is killed at any moment leaves the old map or the new one, whole."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samverkan.model import Map, Node, Relation, build_map
from samverkan.store.embedded import open_embedded

_SIZE = 3000
_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
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
