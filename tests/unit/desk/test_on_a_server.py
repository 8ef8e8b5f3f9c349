"""The workspace on a real server: the same screens, edits and conflicts as on a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk_requests import Desk, open_session, to_words
from neo4j_server import Server

from samverkan.desk import session
from samverkan.model import Map
from samverkan.store.neo4j import Neo4jStore
from samverkan.store.protocol import Store

pytestmark = pytest.mark.neo4j


def read_it(desk: Desk, address: str) -> str:
    """Return what a screen says, but for the brief: that is made of a map that is held whole."""
    said = desk.read(address)
    for key in ("download-brief-meeting", "download-brief", "brief"):
        said = said.replace(f" {desk.session.say(key)}", "")
    return said


def open_desk(server: Server) -> Desk:
    return Desk(open_session(server.address, environ=server.environment))


def test_a_map_on_a_server_is_opened_changed_and_undone(
    havsakra: Map, open_server: Callable[[str], Store], neo4j_servers: Callable[[str], Server]
) -> None:
    open_server("lts").write_map(havsakra, "new")
    server = neo4j_servers("lts")
    one, other = (open_desk(server) for _ in range(2))
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


def take_for_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any map be too large to be read whole, and fail where it is."""
    monkeypatch.setattr(session, "MOST_THINGS", 10)
    monkeypatch.setattr(Neo4jStore, "read_map", lambda self: pytest.fail("the whole map was read"))


def test_what_is_assumed_of_a_map_too_large_to_be_read_whole_is_as_of_one_that_is_not(
    havsakra: Map,
    open_server: Callable[[str], Store],
    neo4j_servers: Callable[[str], Server],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A yes, a contact, another amount and a mandate, each alone and all at once; and all of them saved as one."""
    open_server("lts").write_map(havsakra, "new")
    server = neo4j_servers("lts")
    leaf = next(n.id for n in havsakra.labelled("Requirement") if "amount" in n.properties)
    initiative = next(i.id for i in havsakra.labelled("Initiative") if leaf in havsakra.reach([i.id], "REQUIRES"))
    forms = (
        {"kind": "yes", "who": "Gatuchef"},
        {"kind": "contact", "who": "Fritidschef"},
        {"kind": "amount", "requirement": leaf, "value": "9 000 000"},
        {"kind": "mandate", "requirement": leaf, "who": "Trygghetssamordnare"},
    )

    def assume_all(desk: Desk) -> tuple[str, list[str]]:
        told, numbers = [], ""
        for form in forms:
            alone = desk.post(f"/assume/{initiative}", **form).headers["location"]
            told.append(read_it(desk, alone))
            numbers = desk.post(f"/assume/{initiative}", **form, a=numbers).headers["location"].rpartition("=")[2]
        return numbers, [*told, read_it(desk, f"/plan/{initiative}?a={numbers}")]

    whole = assume_all(open_desk(server))
    take_for_large(monkeypatch)
    desk = open_desk(server)
    numbers, told = assume_all(desk)
    assert told == whole[1] and len({*told}) == len(told)
    asked = desk.post(f"/assume/{initiative}/save?a={numbers}").headers["location"]
    assert "assumed=yes" in asked  # what nobody has said is asked for; the rest is in the map
    assert "9000000" in desk.read(f"/change/{leaf}?field=amount") or "9 000 000" in desk.read(f"/thing/{leaf}")


def test_of_a_map_too_large_to_be_read_whole_each_screen_reads_what_it_needs(
    havsakra: Map,
    open_server: Callable[[str], Store],
    neo4j_servers: Callable[[str], Server],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_server("lts").write_map(havsakra, "new")
    server = neo4j_servers("lts")
    small = open_desk(server)
    plan, about = read_it(small, "/plan/c1"), read_it(small, "/thing/p-gatuchef")
    without = read_it(small, small.post("/assume/c1", kind="no", who="Gatuchef").headers["location"])
    take_for_large(monkeypatch)
    desk = open_desk(server)
    assert "Sommartorg" in desk.read("/") and "På ditt bord" in desk.read("/waits")
    assert "Räddningschef" in desk.read("/find?q=räddn")
    assert "Gatuchef" in desk.get("/names?of=Actor&q=gatuc").content.decode()
    assert "Inget i kartan" in desk.read("/find?q=zebra")
    assert read_it(desk, "/thing/p-gatuchef") == about and desk.get("/thing/nobody").status == 404
    assert read_it(desk, "/plan/c1") == plan
    assert read_it(desk, desk.post("/assume/c1", kind="no", who="Gatuchef").headers["location"]) == without
    assert desk.post("/note", who="Gatuchef", about="c1", stance="supports", on="2025-09-30").status == 303
    assert desk.post("/tie", **{"from": "Trygghetssamordnare", "to": "Gatuchef", "strength": "strong"}).status == 303
    old = havsakra.nodes["c1"].name
    assert old in desk.read("/change/c1?field=name")
    assert desk.post("/change/c1", field="name", value="Höst-torg", seen=old).status == 303
    assert desk.post("/change/c1", field="name", value="Vintertorg", seen=old).status == 409
    assert "Höst-torg" in desk.read("/history/c1") and "Höst-torg" in desk.read("/thing/c1")
    assert desk.post("/undo/4").status == 303 and old in desk.read("/thing/c1")
    for screen in ("/views", "/view/network", "/download/network", "/review", "/sheet", "/workbook", "/stood/1/"):
        answer = desk.get(screen)
        assert answer.status == 422 and "hela kartan" in to_words(answer), screen
