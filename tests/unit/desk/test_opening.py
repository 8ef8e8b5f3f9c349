"""A workspace that nobody looks at stops by itself; one that somebody looks at does not."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from threading import Event

import pytest
from desk_requests import open_session

from samverkan.desk import opening, running


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


@pytest.mark.parametrize("windows", [False, True])
def test_a_workspace_is_found_by_a_file_in_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: bool
) -> None:
    """The first that is named and can be made, and that nobody else may look into; Windows knows no users by number."""
    if windows:
        monkeypatch.delattr(os, "getuid", raising=False)
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "open" / "samverkan").mkdir(parents=True)
    (tmp_path / "open" / "samverkan").chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert running.find_runtime_folder() == tmp_path / "own" / "samverkan"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "file"))  # as the one of another user: it cannot be made
    assert running.find_runtime_folder() == tmp_path / "local" / "samverkan"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "open"))
    found = running.find_runtime_folder()
    assert (found == tmp_path / "open" / "samverkan") == windows
    assert windows or found.name.startswith("samverkan-")
