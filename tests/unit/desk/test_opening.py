"""A workspace that nobody looks at stops by itself; one that somebody looks at does not."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from desk_requests import open_session

from samverkan.desk import opening


class Looks(Event):
    """Lets so many looks pass without waiting; at each something happens."""

    def __init__(self, at_each: list[bool], seen: object) -> None:
        super().__init__()
        self.at_each, self.seen, self.passed = at_each, seen, 0

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout == opening._LOOK_EVERY
        if self.passed == len(self.at_each):
            return True
        if self.at_each[self.passed]:
            self.seen.seen += 1.0  # type: ignore[attr-defined]
        self.passed += 1
        return False


ENOUGH = int(opening.IDLE_SECONDS / opening._LOOK_EVERY)


@pytest.mark.parametrize(
    ("looks", "stops_after"),
    [
        ([False] * (ENOUGH + 5), ENOUGH),  # half an hour in looks of a quarter of a minute
        ([False] * (ENOUGH - 1) + [True] + [False] * (ENOUGH - 1), None),  # somebody came back in time
        ([False] * (ENOUGH - 1) + [True] + [False] * ENOUGH, 2 * ENOUGH),  # and went again
        ([True] * 2 * ENOUGH, None),
    ],
)
def test_it_stops_after_half_an_hour_that_nobody_looks(
    tmp_path: Path, looks: list[bool], stops_after: int | None
) -> None:
    assert opening.IDLE_SECONDS == 1800
    session = open_session(tmp_path / "map.yaml")
    ended, stopped = Looks(looks, session), []
    session.stop = lambda: stopped.append(ended.passed)
    opening._watch_idle(session, ended)
    assert stopped == ([] if stops_after is None else [stops_after])
