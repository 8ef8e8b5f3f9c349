"""What is typed to keep a map alive does the same on a server as in a file, and fetches only what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import HAVSAKRA, run_program
from neo4j_server import Server

from samverkan.model import Map
from samverkan.store.protocol import Store
from samverkan.tables.map_file import read_map_file

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("edit", "p-gatuchef", "level=strategic", "+tie=p-rektor"),
    ("edit", "gatuchef", "nivå=operativ", "--by", "p-strateg"),
    ("add", "actors", "name=Ny nämnd", "kind=board", "part_of=kommun"),
    ("add", "aktör", "name=NY NÄMND", "kind=board", "part_of=kommunen"),
    ("note", "gatuchefens", "c1", "--concern", "renhållning", "--basis", "stated_in_meeting", "--on", "2025-09-30"),
    ("note", "p-gatuchef", "c1", "--stance", "supports", "--basis", "stated_in_meeting", "--on", "2025-09-30"),
    ("note", "p-rektor", "--meeting", "x-torg-2025-09", "--promise", "städning dagen efter", "--due", "2025-11-01"),
    ("meeting", "meeting", "p-gatuchef", "p-rektor", "--about", "c1", "--on", "2025-09-29", "--feedback", "2025-11-02"),
    ("done", "städning dagen efter", "--on", "2025-10-05"),
    ("done", "c1-decide-d-offplats", "--answered-by", "p-lpo-chef"),
    ("undo",),
    ("undo", "2"),
    ("history",),
    ("history", "gatuchef"),
    ("remove", "p-falt", "--yes"),
    ("remove", "b1", "--yes"),
    ("undo", "--yes"),
    ("note", "Norrbackens IF", "c1", "--stance", "supports", "--on", "2025-09-30", "--by", "Norrbackens IF"),
    ("note", "ordförande", "c1", "--stance", "supports"),
    ("edit", "p-finns-inte", "level=strategic"),
    ("edit", "chef", "level=strategic"),
    ("note", "p-rektor", "c1", "--stance", "kanske"),
)
_TIME = re.compile(r"\d{2}:\d{2}")


@pytest.mark.neo4j
def test_each_command_does_on_a_server_what_it_does_in_a_file(
    open_server: Callable[[str], Store], neo4j_servers: Callable[[str], Server], havsakra: Map, tmp_path: Path
) -> None:
    opened, server = open_server("lts"), neo4j_servers("lts")
    names = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password, "NEO4J_DATABASE": server.database or ""}
    file, saved = tmp_path / "a.samverkan", tmp_path / "server.yaml"
    for address in (server.address, file):
        assert run_program("load", HAVSAKRA, "--store", address, **names).code == 0
    for command in COMMANDS:
        found, wanted = (
            run_program(*command, "--store", address, "--format", "json", "--lang", "en", **names)
            for address in (server.address, file)
        )
        assert found.code == wanted.code, (command, found.err, wanted.err)
        assert without_times(found.data if found.out else found.error) == without_times(
            wanted.data if wanted.out else wanted.error
        ), command
        if command[0] == "add":
            assert found.err == wanted.err, "what is called the same is told"
    for about in ("p-gatuchef", "c1-decide-d-offplats"):  # in words: what has no name by what it concerns
        told, wanted_words = (
            run_program("history", about, "--store", address, "--lang", "en", **names).out
            for address in (server.address, file)
        )
        assert _TIME.sub("", told) == _TIME.sub("", wanted_words)
    assert run_program("save", saved, "--store", server.address, **names).code == 0
    assert run_program("save", tmp_path / "file.yaml", "--store", file).code == 0
    assert read_map_file(saved)[0] == read_map_file(tmp_path / "file.yaml")[0]
    part = opened.read_to_edit(["p-gatuchef"])
    assert len(part.nodes) < len(havsakra.nodes) / 3, "no more is read than lies around it"


def without_times(rows: Any) -> Any:
    return [{k: v for k, v in row.items() if k != "at"} for row in rows] if isinstance(rows, list) else rows
