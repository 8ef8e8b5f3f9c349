"""Find or start real Neo4j servers for the tests.

The order: the address in NEO4J_URI → Docker, when its engine answers → Java and Maven → a skip that says what to
install. No database is ever emptied here that was not made here: one that NEO4J_URI names must say itself that it
is for tests, and hold nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

USER, PASSWORD = "neo4j", "only-for-tests"
TEST_SIGN = "samverkan_test_database"
HOW_TO_SAY_SO = f"CREATE INDEX {TEST_SIGN} FOR (n:SamverkanTest) ON (n.id)"
NO_SETTINGS: Mapping[str, str] = {}
# Between what a small map takes and what a very large one would, so that a test can ask for too much.
LITTLE_MEMORY = {"dbms.memory.transaction.total.max": "24m"}
CACHE = Path(os.environ.get("SAMVERKAN_TEST_CACHE", Path(__file__).parent / ".neo4j"))


class NoServerError(Exception):
    """Say why there is no server, and what to install or change."""


@dataclass(frozen=True)
class Edition:
    """One release of the server that the tests run against, and the Java it runs on."""

    name: str
    version: str
    main: str
    java: tuple[int, int]


LTS = Edition("lts", "5.26.12", "org.neo4j.server.CommunityEntryPoint", (17, 21))
NEWEST = Edition("newest", "2026.08.1", "org.neo4j.server.Neo4jCommunity", (21, 99))


@dataclass
class Server:
    """A running server.

    `kill` ends it at once, as a power cut would, and `restart` brings it back; None where that cannot be done.
    """

    address: str
    user: str = USER
    password: str = PASSWORD
    database: str | None = None
    stop: Callable[[], None] = field(default=lambda: None)
    kill: Callable[[], None] | None = None
    restart: Callable[[], None] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What lets a command in."""
        given = {"NEO4J_USERNAME": self.user, "NEO4J_PASSWORD": self.password, "NEO4J_DATABASE": self.database or ""}
        return {name: value for name, value in given.items() if value}

    def run(self, statement: str, database: str | None = None, **parameters: Any) -> list[dict[str, Any]]:
        """Run a statement past the store, to look at or prepare what lies in the database."""
        import neo4j

        with neo4j.GraphDatabase.driver(self.address, auth=(self.user, self.password)) as driver:
            records, _, _ = driver.execute_query(statement, parameters, database_=database or self.database)
            return [record.data() for record in records]


def start_server(edition: Edition, settings: Mapping[str, str] = NO_SETTINGS) -> Callable[[], Server]:
    """Begin to start a server; the function that is returned waits until it answers. A process is given settings."""
    if os.environ.get("NEO4J_URI"):
        return lambda: find_given(edition)
    if has_docker():
        return lambda: start_container(edition)
    return start_process(edition, settings)


def find_given(edition: Edition) -> Server:
    """Return the server of NEO4J_URI, which stands in for the LTS, unless it may hold somebody's data."""
    if edition is not LTS:
        raise NoServerError("NEO4J_URI names one server, and the tests of the LTS use it")
    environment = os.environ
    server = Server(
        environment["NEO4J_URI"],
        environment.get("NEO4J_USERNAME", USER),
        environment.get("NEO4J_PASSWORD", ""),
        environment.get("NEO4J_DATABASE"),
    )
    if not server.run("SHOW INDEXES YIELD name WHERE name = $name RETURN name", name=TEST_SIGN):
        raise NoServerError(
            f"the database of NEO4J_URI does not say that it is for tests; say so with: {HOW_TO_SAY_SO}"
        )
    if server.run("MATCH (n) RETURN n LIMIT 1"):
        raise NoServerError("the database of NEO4J_URI holds something; the tests use an empty one")
    return server


def has_docker() -> bool:
    """Tell whether a Docker engine answers, not only its client, and testcontainers is installed."""
    try:
        import testcontainers.core.container  # noqa: F401  (only to know that it is there)
    except ImportError:
        return False
    if not shutil.which("docker"):
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=10).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def start_container(edition: Edition) -> Server:
    """Start a server in a container, and wait until it answers."""
    from testcontainers.core.container import DockerContainer

    container = DockerContainer(f"neo4j:{edition.version}").with_exposed_ports(7687)
    container.with_env("NEO4J_AUTH", f"{USER}/{PASSWORD}").start()
    address = f"bolt://{container.get_container_host_ip()}:{container.get_exposed_port(7687)}"
    server = Server(address, stop=container.stop)
    _wait(lambda: server.run("RETURN 1"), lambda: None)
    return server


QUICKLY = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def start_process(
    edition: Edition, settings: Mapping[str, str] = NO_SETTINGS, memory: Sequence[str] = QUICKLY
) -> Callable[[], Server]:
    """Start a server from Maven's artifacts in a folder of its own; return the function that waits for it.

    `settings` are lines of `neo4j.conf` beyond what every server here has, `memory` what Java is told: as given, to
    start quickly.
    """
    java = find_java(*edition.java)
    if java is None:
        raise NoServerError(f"install Java {edition.java[0]} or newer (or a Docker engine) for Neo4j {edition.version}")
    home = Path(tempfile.mkdtemp(prefix="samverkan-neo4j-"))
    port = _find_port()
    _write_home(home, port, settings)
    process = _Process(_command(edition, java, find_library(edition), home, memory), home)
    address = f"bolt://127.0.0.1:{port}"
    server = Server(address, stop=process.remove, kill=process.kill)
    server.restart = lambda: process.start(lambda: server.run("RETURN 1"))

    def wait() -> Server:
        try:
            _wait(lambda: _set_password(address), process.died)
        except NoServerError:
            process.remove()
            raise
        return server

    return wait


class _Process:
    """A server's process. It is killed rather than stopped: that takes ten seconds, for data that is thrown away."""

    def __init__(self, command: list[str], home: Path) -> None:
        self._command, self._home = command, home
        self.start()

    def start(self, answers: Callable[[], object] | None = None) -> None:
        with (self._home / "console.log").open("wb") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, cwd=self._home)
        if answers:
            _wait(answers, self.died)

    def died(self) -> str | None:
        if self._process.poll() is None:
            return None
        return (self._home / "console.log").read_text("utf-8", "replace")[-2000:]

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(30)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)


def find_java(lowest: int, highest: int) -> Path | None:
    """Return the `java` of the lowest release that lies between the two, both included."""
    found = [(release, java) for java in _javas() if lowest <= (release := _release_of(java)) <= highest]
    return min(found)[1] if found else None


def _javas() -> list[Path]:
    on_path = shutil.which("java")
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += [Path(on_path).resolve().parent.parent] if on_path else []
    for folder, pattern in (
        ("/usr/lib/jvm", "*"),
        ("/opt", "jdk*"),
        ("/opt/java", "*"),
        ("/Library/Java/JavaVirtualMachines", "*/Contents/Home"),
        ("C:/Program Files/Java", "*"),
        ("C:/Program Files/Eclipse Adoptium", "*"),
    ):
        homes += sorted(Path(folder).glob(pattern))
    names = ("bin/java", "bin/java.exe")
    return [home / name for home in homes for name in names if (home / name).is_file()]


def _release_of(java: Path) -> int:
    """Return the feature release that stands in the file beside `bin/`; 0 where it does not say."""
    try:
        text = (java.parent.parent / "release").read_text("utf-8", "replace")
    except OSError:
        return 0
    match = re.search(r'^JAVA_VERSION="(\d+)', text, re.MULTILINE)
    return int(match[1]) if match else 0


def find_library(edition: Edition) -> Path:
    """Return the folder with the server's jars, fetched with Maven the first time and kept in the cache.

    Of several test processes that begin at once one fetches; the others wait for it.
    """
    library = CACHE / edition.version / "lib"
    if library.is_dir():
        return library
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError("install Maven (or a Docker engine) to test against a real Neo4j")
    CACHE.mkdir(parents=True, exist_ok=True)
    with one_process_at_a_time(CACHE / "lock"):
        if not library.is_dir():
            _fetch(maven, edition, library)
    return library


@contextlib.contextmanager
def one_process_at_a_time(lock: Path) -> Iterator[None]:
    """Hold a lock that ends with its process, however that ends: SQLite's, which every system has."""
    with contextlib.closing(sqlite3.connect(lock, timeout=900, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield


def _fetch(maven: str, edition: Edition, library: Path) -> None:
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        (Path(scratch) / "pom.xml").write_text(_pom(edition.version), "utf-8")
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=lib"]
        done = subprocess.run([maven, "-q", "-B", *goal], cwd=scratch, capture_output=True, text=True, timeout=600)
        if done.returncode:
            raise NoServerError(f"Maven could not fetch Neo4j {edition.version}: {done.stdout[-500:]}")
        library.parent.mkdir(exist_ok=True)
        (Path(scratch) / "lib").rename(library)


def _pom(version: str) -> str:
    def dependency(group: str, artifact: str) -> str:
        inside = f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
        return f"<dependency>{inside}</dependency>"

    both = dependency("org.neo4j.app", "neo4j-server") + dependency("org.neo4j", "neo4j")
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>samverkan</groupId><artifactId>test-server</artifactId><version>1</version>"
        f"<packaging>pom</packaging><dependencies>{both}</dependencies></project>"
    )


def _write_home(home: Path, port: int, more: Mapping[str, str]) -> None:
    for folder in ("conf", "data", "logs", "plugins", "import", "run"):
        (home / folder).mkdir()
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": "64m",
        "db.tx_log.preallocate": "false",
    }
    lines = [f"{key}={value}" for key, value in (settings | more).items()]
    (home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", "utf-8")


def _command(edition: Edition, java: Path, library: Path, home: Path, memory: Sequence[str]) -> list[str]:
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
    places = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    return [str(java), *memory, "-cp", str(library / "*"), *opened, edition.main, *places]


def _find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _set_password(address: str) -> None:
    """Change the password that every new server has; it lets nobody do anything else before."""
    import neo4j
    import neo4j.exceptions

    statement = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    try:
        with neo4j.GraphDatabase.driver(address, auth=(USER, "neo4j"), max_transaction_retry_time=0) as driver:
            driver.execute_query(statement, {"old": "neo4j", "new": PASSWORD}, database_="system")
    except neo4j.exceptions.AuthError:  # a try before this one changed it, and its answer came too late
        with neo4j.GraphDatabase.driver(address, auth=(USER, PASSWORD)) as driver:
            driver.verify_connectivity()


def _wait(attempt: Callable[[], object], died: Callable[[], str | None], seconds: float = 600) -> None:
    """Try until it works; a server that has died, or takes too long, is a NoServerError."""
    import neo4j.exceptions

    end = time.monotonic() + seconds
    while True:
        if (words := died()) is not None:
            raise NoServerError(f"the server stopped while it started: {words}")
        try:
            attempt()
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, OSError) as error:
            if time.monotonic() > end:
                raise NoServerError(f"the server did not answer within {seconds:.0f} s: {error}") from error
            time.sleep(0.2)
        else:
            return
