"""Open a map in the browser: find a workspace that has it open already, or start one and serve until it is stopped."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread, Timer, current_thread, main_thread

from samverkan.desk.guard import Guard
from samverkan.desk.message import HTML, Answer, Request
from samverkan.desk.running import Running, announced, find_link
from samverkan.desk.session import Session
from samverkan.model import without_collecting
from samverkan.workflows.watch import find_address

IDLE_SECONDS = 30 * 60
_LOOK_EVERY = 15.0
_FOR_BUTTON, _FOR_SIGNAL = 30.0, 1.0  # seconds in which what is being answered may end
_TURN = 0.001  # seconds that a plan computes before others may go on: five times as often as by default
_FIRST = 2.0  # seconds that the first page may take until it is asked for itself
_PAUSE = 0.2  # what the first page asks for comes first


def open_workspace(session: Session, tell: Callable[[str, bool], None], *, port: int = 0) -> None:
    """Serve a map until it is stopped, or until nobody has looked for half an hour.

    `tell(link, started)` hears the link that lets a browser in; not started where a workspace has the map open already:
    then this returns at once.
    """
    address = _name_address(session)
    link = find_link(address)
    if link is not None:
        tell(link, False)
        return
    serve(session, address, tell, port)


def serve(session: Session, address: str, tell: Callable[[str, bool], None], port: int = 0) -> None:
    """Serve a map; stopped by `session.stop`, by an interrupt, or when nobody looks."""
    from samverkan.desk.server import Server

    sys.setswitchinterval(_TURN)
    until_first_page = ExitStack()
    until_first_page.enter_context(without_collecting())
    answers: list[Callable[[Request], Answer]] = []
    server = Server(lambda request: answers[0](request), port)
    guard = Guard(server.port)
    ended = Event()

    def stop(patience: float = _FOR_BUTTON) -> None:
        ended.set()
        server.stop(0.3, patience)

    session.stop = stop
    first = Thread(target=_make_first_page, args=(session,), daemon=True)
    answers.append(_then_warm(_build(session, guard), first, until_first_page.close))
    Thread(target=_watch_idle, args=(session, ended), daemon=True).start()
    with (
        until_first_page,
        announced(address, Running(os.getpid(), server.port, guard.secret)),
        _stopped_by_signals(lambda: stop(_FOR_SIGNAL)),
    ):
        tell(guard.make_link(), True)
        first.start()
        try:
            server.run()
        finally:
            ended.set()


@contextmanager
def _stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C, and whoever asks the process to end, stop the workspace; a Ctrl-C that is ignored stays so."""
    if current_thread() is not main_thread():
        yield
        return
    wanted = [s for s in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(s) is not signal.SIG_IGN]
    before = {s: signal.signal(s, lambda *_: stop()) for s in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _build(session: Session, guard: Guard) -> Callable[[Request], Answer]:
    from samverkan.desk.routes import build_app

    return build_app(session, guard)


def _watch_idle(session: Session, ended: Event) -> None:
    """Stop where nobody asked in so many looks: the hours that a machine sleeps are none."""
    seen, looks = session.seen, 0
    while not ended.wait(_LOOK_EVERY):
        seen, looks = (seen, looks + 1) if session.seen == seen else (session.seen, 0)
        if looks * _LOOK_EVERY >= IDLE_SECONDS:
            session.stop()
            return


def _make_first_page(session: Session) -> None:
    """Make the first page while the browser starts: all that it rests on is then there, of the map as it is."""
    from samverkan.desk.routes import answer_request

    answer_request(session, Request("GET", "/"))


def _then_warm(
    answer: Callable[[Request], Answer], first: Thread, sent: Callable[[], None]
) -> Callable[[Request], Answer]:
    """Return what answers and, once the first page has been made, says so and loads what the next ones need.

    What is made already by a `first` thread is waited for, and not made beside it.
    """
    cold = [True]

    def answer_then_warm(request: Request) -> Answer:
        if cold and request.path == "/" and first.is_alive():
            first.join(_FIRST)
        found = answer(request)
        if found.type == HTML and found.status != 303 and cold:
            cold.clear()
            sent()
            timer = Timer(_PAUSE, _warm)
            timer.daemon = True
            timer.start()
        return found

    return answer_then_warm


def _warm() -> None:
    """Load what a plan and a page need while nobody waits for it."""
    import samverkan.decisions.plan
    import samverkan.views.build
    import samverkan.views.html  # noqa: F401
    from samverkan.desk.screen import read_asset
    from samverkan.views.page_data import load

    read_asset("page.js")
    load()


def _name_address(session: Session) -> str:
    """Return what a later start finds this workspace by: one that is opened to be read is another."""
    address = find_address(session.where)
    named = address if "://" in address else os.path.realpath(address)
    return named if session.lasting else f"{named} (read only)"
