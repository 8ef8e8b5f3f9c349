"""Carry requests over HTTP on this machine; the only module that knows waitress."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from threading import Timer
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qsl

from samverkan.desk.guard import MOST_BYTES
from samverkan.desk.message import Answer, Request
from samverkan.errors import StoreError

HOST = "127.0.0.1"
_THREADS = 4
_LOOK_EVERY = 0.02
_MOST_FIELDS = 5000  # of a form: a table may ask about each of its names
_REASONS = {
    200: "OK",
    202: "Accepted",
    303: "See Other",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Too Large",
}


class Server:
    """A server that answers by a function. It listens when it is made; `run` returns when it is stopped."""

    def __init__(self, answer: Callable[[Request], Answer], port: int = 0) -> None:
        """Listen on a port of this machine alone; 0 takes a free one. A port that is taken is a StoreError."""
        from waitress.server import create_server

        logging.getLogger("waitress").setLevel(logging.CRITICAL)  # what the user must know is said on a screen
        listening = _listen(port)
        self.port: int = listening.getsockname()[1]
        self._server: Any = create_server(
            lambda environ, start: _answer_wsgi(answer, environ, start),
            sockets=[listening],
            threads=_THREADS,
            ident=None,
            max_request_body_size=MOST_BYTES,
            channel_timeout=30,
            connection_limit=100,
            clear_untrusted_proxy_headers=True,
        )

    def run(self) -> None:
        """Serve until stopped, or until the process is interrupted."""
        try:
            self._server.run()
        except OSError:  # the sockets went while they were being listened to
            pass
        finally:
            self._server.task_dispatcher.shutdown(timeout=1)
            self._server.close()

    def stop(self, after: float = 0.0, patience: float = 0.0) -> None:
        """Stop soon: what is being answered is answered first, as far as the patience goes."""
        timer = Timer(after, self._stop, [monotonic() + after + patience])
        timer.daemon = True
        timer.start()

    def _stop(self, until: float) -> None:
        while monotonic() < until and any(_is_busy(c) for c in list(self._server.active_channels.values())):
            sleep(_LOOK_EVERY)
        self._server.trigger.pull_trigger(self._close)

    def _close(self) -> None:
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server.close()


def _is_busy(channel: Any) -> bool:
    """Tell whether something is still to be answered."""
    return bool(channel.requests or channel.total_outbufs_len)


def _listen(port: int) -> socket.socket:
    # Without the protocol named, each answer waits some 40 ms for an acknowledgement.
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.bind((HOST, port))
    except OSError as error:
        found.close()
        raise StoreError("desk.port-taken", port=port) from error
    return found


def _answer_wsgi(answer: Callable[[Request], Answer], environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    found = answer(_read_request(environ))
    content = found.content
    headers = {"content-type": found.type, "content-length": str(len(content)), **found.headers}
    start(f"{found.status} {_REASONS.get(found.status, 'Answer')}", list(headers.items()))
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else content]


def _read_request(environ: dict[str, Any]) -> Request:
    headers = {k[5:].replace("_", "-").lower(): str(v) for k, v in environ.items() if k.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(min(length, MOST_BYTES)) if length else b""
    path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
    return Request(
        environ["REQUEST_METHOD"],
        path or "/",
        _read_pairs(environ.get("QUERY_STRING", "")),
        _read_pairs(body.decode("utf-8", "replace")),
        headers,
        length,
    )


def _read_pairs(text: str) -> dict[str, str]:
    """Return the values of a query or form; of one that is given more than once, all on one line."""
    found: dict[str, str] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    for key, value in pairs:
        found[key] = f"{found[key]}, {value}" if found.get(key) and value else value or found.get(key, "")
    return found
