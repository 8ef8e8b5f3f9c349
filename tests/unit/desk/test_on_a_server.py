"""The workspace on a real server: the same screens, edits and conflicts as on a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk_requests import PATIENCE, Desk
from neo4j_server import Server

from samverkan.desk.session import Session
from samverkan.model import Map
from samverkan.store.protocol import Store
from samverkan.texts import Texts
from samverkan.workflows.open_store import Where

pytestmark = pytest.mark.neo4j


def test_a_map_on_a_server_is_opened_changed_and_undone(
    havsakra: Map, open_server: Callable[[str], Store], neo4j_servers: Callable[[str], Server], tmp_path: Path
) -> None:
    open_server("lts").write_map(havsakra, "new")
    server = neo4j_servers("lts")
    environ = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password, "NEO4J_DATABASE": server.database}
    where = Where(server.address, environ, tmp_path)
    one, other = (Desk(Session(where, Texts("sv"), patience=PATIENCE)) for _ in range(2))
    assert "Sommartorg" in one.read("/") and "På ditt bord" in one.read("/waits")
    assert "Gatuchef" in one.read("/plan/c1")
    old = havsakra.nodes["c1"].name
    before = other.read("/stamp")
    assert one.post("/change/c1", field="name", value="Höst-torg", seen=old).status == 303
    other.session._asked = -1.0  # as a second later
    assert other.read("/stamp") != before
    assert other.post("/change/c1", field="name", value="Vintertorg", seen=old).status == 409
    assert one.post("/note", who="Gatuchef", about="c1", stance="supports", on="2025-09-30").status == 303
    assert "Höst-torg" in one.read("/history")
    assert one.post("/undo/2").status == 303
    assert old in one.read("/thing/c1")
