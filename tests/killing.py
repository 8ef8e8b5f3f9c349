"""Work in a child that is killed at any moment, and what it had told by then."""

from __future__ import annotations

import contextlib
import os
import signal
import time
import warnings
from collections.abc import Callable

from samverkan.edits import Change, Edit, invert
from samverkan.store.neo4j import Neo4jStore
from samverkan.store.neo4j_link import Work
from samverkan.store.neo4j_marker import lock_marker
from samverkan.store.protocol import Store

Tell = Callable[[object], object]


def edit_on_and_on(store: Store, make: Callable[[int], Edit], number: int, tell: Tell) -> None:
    """Make one edit after the other, and take every third back and forth; what is told was acknowledged."""
    while True:
        made = store.commit(make(number))
        tell(number)
        if number % 3 == 0:
            assert made is not None
            undone = store.commit(invert(made))
            tell("undo")
            assert undone is not None
            store.commit(invert(undone))
            tell("redo")
        number += 1


def rename_area(number: int) -> Edit:
    """Return the edit that gives the area `a` its next name: N1 after N0."""
    return Edit((Change("a", "Area", {"name": f"N{number - 1}"}, {"name": f"N{number}"}),), "edit")


def kill_in_the_middle(work: Callable[[Tell], None], *, lines: int, pause: float) -> list[str]:
    """Run work in a child until it has told some lines and a pause is over; return all that it told.

    The child is a fork: what is imported here need not be imported again, so that a round takes milliseconds.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of the test runner: the child needs none of them
        child = os.fork()
    if child == 0:
        try:
            work(lambda line: os.write(writing, f"{line}\n".encode()))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        found = [told.readline() for _ in range(lines)]
        time.sleep(pause)
        os.kill(child, signal.SIGKILL)
        found += told.readlines()
    os.waitpid(child, 0)
    assert all(found), "the work ended by itself"
    return [line.strip() for line in found if line.endswith("\n")]


class _TakenBackError(Exception):
    """Ends a transaction of which nothing is to stand."""


def wait_until_nobody_writes(store: Neo4jStore) -> None:
    """Take the lock and let it go with nothing written: by then the server has noticed that a killed client is gone."""

    def lock_and_take_back(work: Work) -> None:
        lock_marker(work)
        raise _TakenBackError

    store._link.patience = 60
    with contextlib.suppress(_TakenBackError):
        store._link.write(lock_and_take_back)
