"""Each way in which a server can fail to help says what it is, within 15 seconds, and never a password."""

from __future__ import annotations

import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from neo4j_server import Server

from samverkan.edits import Change, Edit
from samverkan.errors import SamverkanError
from samverkan.model import Map
from samverkan.reports.faults import say_error
from samverkan.store.neo4j import Neo4jStore, open_neo4j
from samverkan.store.neo4j_link import Work
from samverkan.store.neo4j_marker import lock_marker
from samverkan.store.protocol import Store
from samverkan.texts import LANGUAGES, Texts

SECRET = "sesam-öppna-dig"
SLOW = "UNWIND range(1, 2000) AS a UNWIND range(1, 2000) AS b WITH a * b AS c WHERE c < 0 RETURN count(c) AS number"
LONGEST = 60  # seconds: in time means that nobody waits for ever, also on a slow machine


@contextmanager
def fake_server(answer: bytes | None) -> Iterator[str]:
    """Listen on a port of this machine and answer every caller alike (None: never)."""
    callers: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    caller, _ = listener.accept()
                except OSError:
                    return
                callers.append(caller)
                if answer is not None:
                    caller.recv(1000)
                    caller.sendall(answer)
                    caller.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    for caller in callers:
        caller.close()


def refusal_of(attempt: Callable[[], object], code: int = 3) -> SamverkanError:
    """Return the error of an attempt, after looking at its time, its words and its exit code."""
    began = time.monotonic()
    with pytest.raises(SamverkanError) as caught:
        attempt()
    error = caught.value
    assert time.monotonic() - began < LONGEST
    said = [Texts(lang)(error.key, **error.values) for lang in LANGUAGES]
    hints = [say_error(error, Texts(lang)).hint or "" for lang in LANGUAGES]
    assert all(hints)
    everything = "".join([*said, *hints, repr(error), *traceback.format_exception(error)])
    assert SECRET not in everything
    assert error.exit_code == code
    return error


def key_of(address: str, database: str | None = None, user: str = "neo4j", password: str | None = SECRET) -> str:
    return refusal_of(lambda: open_neo4j(address, user=user, password=password, database=database)).key


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_nobody_listens(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert key_of(f"{scheme}://127.0.0.1:{port}") == "neo4j.nothing-listens"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "neo4j+s"])
def test_a_name_that_nobody_knows(scheme: str) -> None:
    assert key_of(f"{scheme}://there-is-no-such-host.invalid") == "neo4j.unknown-host"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_somebody_listens_and_never_answers(scheme: str) -> None:
    with fake_server(None) as place:
        assert key_of(f"{scheme}://{place}") == "neo4j.no-answer"


def test_a_web_server_listens() -> None:
    with fake_server(b"HTTP/1.1 400 Bad Request\r\n\r\n") as place:
        assert key_of(f"bolt://{place}") == "neo4j.not-bolt"


@pytest.mark.parametrize("answer", [bytes([0, 0, 0, 0]), bytes([0, 0, 0, 3])])
def test_a_server_that_only_speaks_old_versions_of_the_protocol(answer: bytes) -> None:
    with fake_server(answer) as place:
        assert key_of(f"bolt://{place}") == "neo4j.too-old"


@pytest.mark.parametrize(
    "address",
    [
        f"neo4j://neo4j:{SECRET}@host",
        f"bolt://neo4j:{SECRET}@host:7687",
        f"neo4j://neo4j:{SECRET}@@host",
        f"neo4j:/neo4j:{SECRET}@host",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(address: str) -> None:
    assert key_of(address) == "neo4j.password-in-address"


@pytest.mark.parametrize(
    "address",
    [
        *("neo4j://", "neo4j://host:abc", "neo4j://host/movies", "http://host", "bolt//host", "neo4j://host:99999"),
        f"neo4j://neo4j:{SECRET}",
        "neo4j://host?policy",
    ],
)
def test_what_is_no_address(address: str) -> None:
    error = refusal_of(lambda: open_neo4j(address, user="neo4j", password=SECRET, database=None), code=2)
    assert error.key == "neo4j.bad-address"


@pytest.mark.neo4j
@pytest.mark.parametrize("edition", ["lts", "newest"])
class TestARealServer:
    @pytest.fixture
    def server(self, edition: str, neo4j_servers: Callable[[str], Server]) -> Server:
        return neo4j_servers(edition)

    def test_a_wrong_password(self, server: Server) -> None:
        assert key_of(server.address) == "neo4j.wrong-password"
        server.run("RETURN 1")  # the right one in between, so that wrong ones do not add up

    def test_no_password(self, server: Server) -> None:
        assert key_of(server.address, password=None) == "neo4j.no-password"

    @pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc"])
    def test_encryption_that_the_server_does_not_know(self, server: Server, scheme: str) -> None:
        assert key_of(server.address.replace("bolt", scheme)) == "neo4j.tls-mismatch"

    @pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
    def test_a_database_that_is_not_there(self, server: Server, scheme: str) -> None:
        address = server.address.replace("bolt", scheme)
        attempt = refusal_of(lambda: open_neo4j(address, user=server.user, password=server.password, database="kartor"))
        assert attempt.key == "neo4j.no-database"
        assert attempt.values["database"] == "kartor"

    def test_the_servers_own_database(self, server: Server) -> None:
        assert key_of(server.address, "system", password=server.password) == "neo4j.no-database"

    def test_a_routing_address_and_a_named_database_work(self, server: Server, havsakra: Map) -> None:
        address = server.address.replace("bolt", "neo4j")
        store = open_neo4j(address, user=server.user, password=server.password, database="neo4j")
        store.write_map(havsakra, "replace")
        assert store.read_map() == havsakra
        store.wipe()
        store.close()

    def test_a_server_that_is_too_old(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("samverkan.store.neo4j_link.LOWEST_VERSION", (9999, 1))
        assert key_of(server.address, password=server.password) == "neo4j.too-old"

    def test_who_waits_for_another_writer_says_that_the_store_is_busy_and_leaves_no_trace(
        self, edition: str, open_server: Callable[[str], Store], havsakra: Map
    ) -> None:
        first, second = (cast(Neo4jStore, open_server(edition)) for _ in range(2))
        first.write_map(havsakra, "new")
        late = Edit((Change("p-late", "Actor", None, {"name": "Sen", "kind": "post"}),), "edit")
        waiting: tuple[Callable[[], object], ...] = (
            lambda: second.commit(late),
            lambda: second.log(late),
            lambda: second.write_map(havsakra, "replace"),
            second.wipe,
        )
        second._link.patience = 0.5

        def hold(work: Work) -> None:
            lock_marker(work)
            for write in waiting:
                began = time.monotonic()
                assert refusal_of(write).key == "neo4j.busy"
                assert time.monotonic() - began >= 0.5

        first._link.write(hold)
        assert second.read_map() == havsakra
        assert len(second.read_revisions()) == 1
        assert second.commit(late) is not None

    def test_a_server_that_only_takes_its_time_is_not_busy(
        self, edition: str, open_server: Callable[[str], Store], havsakra: Map, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = cast(Neo4jStore, open_server(edition))
        store.write_map(havsakra, "new")
        asked: list[bool] = []
        end_blocked = store._link._end_blocked
        monkeypatch.setattr(store._link, "_end_blocked", lambda sign: asked.append(end_blocked(sign)) or asked[-1])
        store._link.patience = 0.05

        def write_slowly(work: Work) -> int:
            return int(work._alone(lambda: work.fetch(SLOW, {})[1])[0]["number"])

        assert store._link.write(write_slowly) == 0
        assert asked and not any(asked)
