"""The real server, asked as a browser never would: half a body, too much of everything, another protocol."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from samverkan.desk.message import Answer
from samverkan.desk.server import Server, _read_pairs

_SECONDS = 20


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = Server(lambda request: Answer(f"{request.method} {request.path} {request.length}"))
    serving = Thread(target=found.run, daemon=True)
    serving.start()
    yield found
    found.stop()
    serving.join(_SECONDS)
    assert not serving.is_alive()


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=_SECONDS)


def ask(server: Server, text: bytes) -> bytes:
    with connect(server) as found:
        found.sendall(text)
        return read_all(found)


def read_all(found: socket.socket) -> bytes:
    parts = []
    try:
        while part := found.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def test_half_a_body_keeps_nobody_waiting(server: Server) -> None:
    slow = [connect(server) for _ in range(8)]  # twice as many as there are threads
    for one in slow:
        one.sendall(b"POST /note HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nwho=")
    assert b"GET /thing 0" in ask(server, b"GET /thing HTTP/1.0\r\n\r\n")
    for one in slow:
        one.close()


def test_too_long_headers_and_bodies_are_refused(server: Server) -> None:
    long = ask(server, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 300_000 + b"\r\n\r\n")
    assert not long or b" 431 " in long.splitlines()[0]
    large = ask(server, b"POST /note HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n")
    assert b" 413 " in large.splitlines()[0]


def test_a_websocket_is_not_opened(server: Server) -> None:
    asked = (
        b"GET /stamp HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with connect(server) as found:
        found.sendall(asked)
        first = found.recv(65536)
    assert first.startswith(b"HTTP/1.1 200") and b"101" not in first.splitlines()[0]


def test_only_the_head_of_an_answer_is_sent_where_no_more_is_asked_for(server: Server) -> None:
    head = ask(server, b"HEAD /thing HTTP/1.0\r\n\r\n")
    assert b"content-length: 13" in head.lower() and head.endswith(b"\r\n\r\n")


def test_an_address_is_read_as_it_was_written(server: Server) -> None:
    assert "GET /thing/å.1 0".encode() in ask(server, b"GET /thing/%C3%A5.1 HTTP/1.0\r\n\r\n")


def test_a_form_may_ask_about_each_name_of_a_table() -> None:
    answers = "&".join(f"answer+new+Actor+Bolaget+{n}=company" for n in range(600))
    assert len(_read_pairs(answers)) == 600
