"""Load, save, copy and wipe with a server, as they are typed: the same bytes each way, consent, and no password."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import HAVSAKRA, Done, run_program
from neo4j_server import Server

from samverkan.model import Map
from samverkan.store.protocol import Store

editions = pytest.mark.parametrize("edition", ["lts", "newest"])
SECRET = "sesam-öppna-dig"
LONGEST = 60  # seconds: in time means that nobody waits for ever, also on a slow machine
KEPT = ("--with-due",)  # the example holds what has been kept long enough


@pytest.fixture
def address(
    edition: str,
    open_server: Callable[[str], Store],
    neo4j_servers: Callable[[str], Server],
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The address of an empty database that the environment lets us into."""
    open_server(edition)
    server = neo4j_servers(edition)
    monkeypatch.setenv("NEO4J_USERNAME", server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    if server.database:
        monkeypatch.setenv("NEO4J_DATABASE", server.database)
    return server.address


def run(*arguments: object, code: int = 0) -> Done:
    done = run_program(*arguments, "--lang", "en")
    assert done.code == code, done.err
    return done


@pytest.mark.neo4j
@editions
def test_copies_in_every_direction_are_the_same_to_the_byte(address: str, tmp_path: Path) -> None:
    file, other, back = tmp_path / "a.samverkan", tmp_path / "b.samverkan", tmp_path / "back.yaml"
    run("load", HAVSAKRA, "--store", file)
    run("save", tmp_path / "from-file.yaml", "--store", file)
    run("store", "copy", address, "--store", file)
    run("save", tmp_path / "from-server.yaml", "--store", address)
    run("store", "copy", other, "--store", address)
    run("save", tmp_path / "from-other.yaml", "--store", other)
    run("store", "copy", back, "--store", address)
    run("store", "copy", address, "--store", back, "--yes")
    run("save", tmp_path / "from-back.yaml", "--store", address)
    run("load", HAVSAKRA, "--replace", "--with-due", "--yes", "--store", address)
    run("save", tmp_path / "loaded.yaml", "--store", address)
    names = ("from-file", "from-server", "from-other", "from-back", "loaded", "back")
    assert len({(tmp_path / f"{name}.yaml").read_bytes() for name in names}) == 1
    run("load", HAVSAKRA, "--merge", "--with-due", "--yes", "--store", address)
    run("save", tmp_path / "merged.json", "--store", address)
    run("save", tmp_path / "from-file.json", "--store", file)
    assert (tmp_path / "merged.json").read_bytes() == (tmp_path / "from-file.json").read_bytes()


@pytest.mark.neo4j
@editions
def test_what_is_there_goes_only_with_a_mode_and_consent(address: str, havsakra: Map) -> None:
    run("load", HAVSAKRA, "--store", address)
    assert "--replace" in run("load", HAVSAKRA, "--store", address, code=2).err
    for command in (["load", HAVSAKRA, "--replace", *KEPT], ["load", HAVSAKRA, "--merge", *KEPT], ["store", "wipe"]):
        assert "--yes" in run(*command, "--store", address, code=2).err
    info = run("store", "info", "--store", address, "--format", "json").data
    assert (info["title"], sum(info["nodes"].values())) == (havsakra.title, len(havsakra.nodes))
    assert sum(info["relations"].values()) == len(havsakra.relations)
    run("store", "wipe", "--yes", "--store", address)
    assert run("store", "info", "--store", address, "--format", "json").data["nodes"] == {}
    assert "load" in run("find", "x", "--store", address, code=3).err


@pytest.mark.neo4j
@editions
@pytest.mark.parametrize("extra", [[], ["--debug"], ["--format", "json"]], ids=str)
def test_a_wrong_password_is_said_and_never_shown(
    address: str,
    extra: list[str],
    neo4j_servers: Callable[[str], Server],
    edition: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    done = run("show", "a2", "--store", address, *extra, code=3)
    assert SECRET not in done.out + done.err
    assert "NEO4J_PASSWORD" in done.err
    neo4j_servers(edition).run("RETURN 1")  # the right one in between, so that wrong ones do not add up


@pytest.mark.parametrize("command", [["plan", "c1"], ["find", "x"], ["load", HAVSAKRA], ["store", "info"]], ids=str)
def test_a_server_that_is_not_there_is_said_in_time(command: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    began = time.monotonic()
    done = run(*command, "--store", "neo4j://127.0.0.1:1", "--debug", code=3)
    assert time.monotonic() - began < LONGEST
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize("address", ["neo4j://", "neo4j://host:port", f"bolt://neo4j:{SECRET}"])
def test_what_is_no_address_says_how_to_write_one(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    done = run("store", "info", "--store", address, "--debug", code=2)
    assert "neo4j://host" in done.err
    assert SECRET not in done.err
