"""Which server the tests take: the one that is named, else Docker, else Java and Maven, else none, with a reason."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import neo4j_server
import pytest
from neo4j_server import HOW_TO_SAY_SO, LTS, NEWEST, NoServerError, Server

NAMED, DOCKER, PROCESS = Server("named"), Server("docker"), Server("process")


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool, bool], None]:
    """A function that says which of NEO4J_URI and Docker are there; a process can always be started."""

    def offer(named: bool, docker: bool) -> None:
        monkeypatch.setenv("NEO4J_URI", "bolt://host" if named else "")
        monkeypatch.setattr(neo4j_server, "has_docker", lambda: docker)
        monkeypatch.setattr(neo4j_server, "find_given", lambda edition: NAMED)
        monkeypatch.setattr(neo4j_server, "start_container", lambda edition: DOCKER)
        monkeypatch.setattr(neo4j_server, "start_process", lambda edition, settings: lambda: PROCESS)

    return offer


@pytest.mark.parametrize(
    ("named", "docker", "wanted"),
    [(True, True, NAMED), (True, False, NAMED), (False, True, DOCKER), (False, False, PROCESS)],
)
def test_the_order(ways: Callable[[bool, bool], None], named: bool, docker: bool, wanted: Server) -> None:
    ways(named, docker)
    assert neo4j_server.start_server(LTS)() is wanted


@pytest.mark.parametrize(
    ("package", "client", "engine", "wanted"),
    [
        (True, True, 0, True),
        (False, True, 0, False),
        (True, False, 0, False),
        (True, True, 1, False),
        (True, True, None, False),
    ],
)
def test_docker_is_there_when_its_engine_answers(
    monkeypatch: pytest.MonkeyPatch, package: bool, client: bool, engine: int | None, wanted: bool
) -> None:
    for name in ("testcontainers", "testcontainers.core", "testcontainers.core.container"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name) if package else None)
    monkeypatch.setattr("shutil.which", lambda name: "/bin/docker" if client else None)

    def answer(*_given: object, **_more: object) -> subprocess.CompletedProcess[str]:
        if engine is None:
            raise subprocess.TimeoutExpired("docker", 10)
        return subprocess.CompletedProcess("docker", engine)

    monkeypatch.setattr("subprocess.run", answer)
    assert neo4j_server.has_docker() is wanted


def test_a_container_is_of_the_edition_and_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    class Container:
        def __init__(self, image: str) -> None:
            told.append(image)

        def with_exposed_ports(self, *ports: int) -> Container:
            told.extend(ports)
            return self

        def with_env(self, name: str, value: str) -> Container:
            told.append((name, value))
            return self

        def start(self) -> None:
            told.append("started")

        def stop(self) -> None:
            told.append("stopped")

        def get_container_host_ip(self) -> str:
            return "127.0.0.1"

        def get_exposed_port(self, port: int) -> str:
            return f"4{port}"

    module = types.ModuleType("testcontainers.core.container")
    module.DockerContainer = Container  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "testcontainers.core.container", module)
    monkeypatch.setattr(Server, "run", lambda self, statement: told.append((self.address, statement)))
    server = neo4j_server.start_container(NEWEST)
    server.stop()
    assert told[:3] == [f"neo4j:{NEWEST.version}", 7687, ("NEO4J_AUTH", "neo4j/only-for-tests")]
    assert told[3:] == ["started", ("bolt://127.0.0.1:47687", "RETURN 1"), "stopped"]
    assert (server.kill, server.restart) == (None, None)


@pytest.mark.parametrize(
    ("says_so", "holds", "reason"), [(False, False, HOW_TO_SAY_SO), (True, True, "holds something")]
)
def test_a_named_database_that_may_be_somebodys_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, says_so: bool, holds: bool, reason: str
) -> None:
    asked: list[str] = []

    def run(self: Server, statement: str, database: str | None = None, **parameters: object) -> list[dict[str, object]]:
        asked.append(statement)
        there = says_so if statement.startswith("SHOW INDEXES") else holds
        return [{"name": "x"}] if there else []

    monkeypatch.setenv("NEO4J_URI", "bolt://host")
    monkeypatch.setattr(Server, "run", run)
    with pytest.raises(NoServerError, match=reason.split("(")[0].replace("[", "")):
        neo4j_server.find_given(LTS)
    assert not any(word in statement for statement in asked for word in ("DELETE", "CREATE", "MERGE"))
    with pytest.raises(NoServerError, match="LTS"):
        neo4j_server.find_given(NEWEST)


def test_without_java_or_maven_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(neo4j_server, "find_java", lambda lowest, highest: None)
    with pytest.raises(NoServerError, match="install Java 17"):
        neo4j_server.start_process(LTS)
    monkeypatch.setattr(neo4j_server, "CACHE", tmp_path)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(NoServerError, match="install Maven"):
        neo4j_server.find_library(LTS)


SLOW_MAVEN = """#!{python}
import pathlib, sys, time
time.sleep(0.5)
pathlib.Path("lib").mkdir()
pathlib.Path("lib", "server.jar").write_text("jar")
with open({log!r}, "a") as log:
    log.write("fetched\\n")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for Maven")
def test_processes_that_begin_at_once_fetch_the_server_once(tmp_path: Path) -> None:
    maven, log, cache = tmp_path / "bin" / "mvn", tmp_path / "log", tmp_path / "cache"
    maven.parent.mkdir()
    maven.write_text(SLOW_MAVEN.format(python=sys.executable, log=str(log)), "utf-8")
    maven.chmod(0o755)
    find = "import neo4j_server; print(neo4j_server.find_library(neo4j_server.LTS))"
    path = f"{maven.parent}{os.pathsep}{os.environ['PATH']}"
    given = os.environ | {
        "PATH": path,
        "SAMVERKAN_TEST_CACHE": str(cache),
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    begun = [subprocess.Popen([sys.executable, "-c", find], env=given, stdout=subprocess.PIPE) for _ in range(3)]
    found = {process.communicate(timeout=60)[0].decode().strip() for process in begun}
    assert found == {str(cache / LTS.version / "lib")}
    assert (cache / LTS.version / "lib" / "server.jar").is_file()
    assert log.read_text("utf-8").split() == ["fetched"]
