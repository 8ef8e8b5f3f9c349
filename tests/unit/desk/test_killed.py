"""A workspace killed while it saves and takes back: what it said is so; log and map agree, nothing half is left."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_requests import Desk, open_session
from killing import Tell, kill_in_the_middle, wait_until_nobody_writes
from neo4j_server import Server

from samverkan.desk.history import read_log
from samverkan.edits import Revision
from samverkan.store.embedded import open_address
from samverkan.store.neo4j import Neo4jStore
from samverkan.store.protocol import Store
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


def save_on_and_on(open_desk: Callable[[], Desk], number: int) -> Callable[[Tell], None]:
    """Return the work of a workspace in which somebody saves a name, takes it back, saves it again, and so on.

    It tells what was done and the number of the name that then stands.
    """

    def work(tell: Tell) -> None:
        desk, at = open_desk(), number

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


def kill_again_and_again(open_desk: Callable[[], Desk], read: Callable[[], tuple[str, Revision]]) -> None:
    """Kill what saves and takes back, round after round: what it told stands, and the log says what the map says."""
    number = 0
    for step in range(ROUNDS):
        told = kill_in_the_middle(save_on_and_on(open_desk, number), lines=1 + step % 3, pause=step * 0.004)
        name, revision = read()
        last = revision.edit.changes[-1].after
        done, stands = told[-1].split()
        assert name in (f"N{stands}", f"N{int(stands) + NEXT[done]}")  # the one that was being done may have got there
        assert isinstance(last, dict) and last["name"] == name
        number = int(name.removeprefix("N"))
    assert open_desk().post("/change/a", field="name", value="slut", seen=f"N{number}").status == 303


@pytest.mark.parametrize("write", [write_file, write_sqlite])
def test_what_was_said_to_be_saved_is_there(tmp_path: Path, write: Callable[[Path], str]) -> None:
    address = write(tmp_path)

    def read() -> tuple[str, Revision]:
        with open_store(Where(address, {}, tmp_path)) as store:
            return store.read_map().nodes["a"].name, store.read_revisions()[-1]

    kill_again_and_again(lambda: Desk(open_session(address)), read)
    assert not [file.name for file in tmp_path.iterdir() if file.name.endswith(".tmp")]


@pytest.mark.neo4j
def test_what_was_said_to_be_saved_is_there_on_a_server(
    open_server: Callable[[str], Store], neo4j_servers: Callable[[str], Server], tmp_path: Path
) -> None:
    store, server = open_server("lts"), neo4j_servers("lts")
    assert isinstance(store, Neo4jStore)
    store.write_map(read_valid_map(Path(write_file(tmp_path))), "new")

    def read() -> tuple[str, Revision]:
        wait_until_nobody_writes(store)
        return store.read_map().nodes["a"].name, store.read_revisions()[-1]

    kill_again_and_again(lambda: Desk(open_session(server.address, environ=server.environment)), read)
