"""A workspace killed while it saves and takes back: what it said is so; log and map agree, nothing half is left."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_requests import Desk, open_session
from killing import Tell, kill_in_the_middle

from samverkan.desk.history import read_log
from samverkan.store.embedded import open_address
from samverkan.store.registry import Access
from samverkan.workflows.open_store import Where, open_store, read_valid_map

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the workspace is a fork of the tests")
ROUNDS = int(os.environ.get("SAMVERKAN_KILLS", "2"))
MAP = "samverkan: 1\ntitle: Ekby\nactors:\n  - id: a\n    name: N0\n    kind: post\n"


def write_file(folder: Path) -> str:
    (folder / "map.yaml").write_text(MAP, "utf-8")
    return str(folder / "map.yaml")


def write_sqlite(folder: Path) -> str:
    content = read_valid_map(Path(write_file(folder)))
    store = open_address(str(folder / "map.samverkan"), Access({}), create=True)
    store.write_map(content, "new")
    store.close()
    return str(folder / "map.samverkan")


def save_on_and_on(address: str, number: int) -> Callable[[Tell], None]:
    """Return the work of a workspace in which somebody saves a name, takes it back, saves it again, and so on.

    It tells what was done and the number of the name that then stands.
    """

    def work(tell: Tell) -> None:
        desk, at = Desk(open_session(address)), number

        def save() -> bool:
            return desk.post("/change/a", field="name", value=f"N{at + 1}", seen=f"N{at}").status == 303

        while save():
            tell(f"saved {at + 1}")
            if desk.post(f"/undo/{len(read_log(desk.session))}").status != 303:
                return
            tell(f"undone {at}")
            if not save():
                return
            at += 1
            tell(f"again {at}")

    return work


NEXT = {"saved": -1, "undone": 1, "again": 1}  # what the one that was being done makes of the number


@pytest.mark.parametrize("write", [write_file, write_sqlite])
def test_what_was_said_to_be_saved_is_there(tmp_path: Path, write: Callable[[Path], str]) -> None:
    address, number = write(tmp_path), 0
    for step in range(ROUNDS):
        told = kill_in_the_middle(save_on_and_on(address, number), lines=1 + step % 3, pause=step * 0.004)
        with open_store(Where(address, {}, tmp_path)) as store:
            name = store.read_map().nodes["a"].name
            last = store.read_revisions()[-1].edit.changes[-1].after
        done, stands = told[-1].split()
        assert name in (f"N{stands}", f"N{int(stands) + NEXT[done]}")  # the one that was being done may have got there
        assert isinstance(last, dict) and last["name"] == name
        number = int(name.removeprefix("N"))
    assert Desk(open_session(address)).post("/change/a", field="name", value="slut", seen=f"N{number}").status == 303
    assert not [file.name for file in tmp_path.iterdir() if file.name.endswith(".tmp")]
