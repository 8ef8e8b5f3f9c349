"""Wait for whoever else writes to a database, a moment and no longer; for a server that is slow as long as it takes.

From here the two look alike: a statement does not come back. Which of them it is only the server can tell.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")

SECONDS_TO_WAIT = 5.0
_AGAIN = 1.0


def run_unless_blocked(run: Callable[[], T], end_blocked: Callable[[], bool], *, after: float) -> T:
    """Return what `run` returns; a TimeoutError where it was ended because it was blocked.

    `end_blocked` ends what waits for a lock, and tells whether there was that to end. It is asked once `run` has taken
    `after` seconds, and then again and again.
    """
    done, ended = Event(), Event()

    def watch() -> None:
        wait = after
        while not done.wait(wait) and not ended.is_set():
            wait = _AGAIN
            if end_blocked():
                ended.set()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return run()
    except Exception as error:
        done.set()
        watcher.join()
        if ended.is_set():
            raise TimeoutError from error
        raise
    finally:
        done.set()
        watcher.join()
