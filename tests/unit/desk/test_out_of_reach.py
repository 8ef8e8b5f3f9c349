"""Trouble while a form is open: no room, only to be read, held by somebody, gone. Nothing that was typed is lost."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk_requests import Desk, open_session

from samverkan.store import sqlite_file
from samverkan.store.embedded import open_address
from samverkan.store.registry import Access
from samverkan.tables import map_log
from samverkan.workflows.open_store import read_valid_map

MAP = """samverkan: 1
title: Ekby
us: [a]
actors:
  - {id: a, name: Samordnare, kind: post}
  - {id: b, name: Gatuchef, kind: post}
initiatives:
  - {id: v, name: Väg, status: proposed}
matters:
  - {id: m, name: Belysning}
"""
Trouble = Callable[[Path, pytest.MonkeyPatch], Any]
TYPED = "det som skrevs för hand " * 200 + "till slut"  # more than a page of a store file has room for
FORMS: dict[str, dict[str, str]] = {
    "/note": {"who": "Gatuchef", "about": "Väg", "stance": "opposes", "concern": TYPED, "on": "2025-09-30"},
    "/contact": {"kind": "meeting", "who": "Gatuchef", "on": "2025-09-30", "summary": TYPED},
    "/change/v": {"field": "lesson", "value": TYPED, "seen": ""},
    "/add": {"section": "initiatives", "name": TYPED, "status": "idea"},
    "/requires/v": {
        "rows": "3",
        "seen": "",
        "back": "",
        "op": "all",
        "form 0": "decide",
        "matter 0": "Belysning",
        "amount 0": "4 711",
        "why": TYPED,
    },
}


def write_file(folder: Path) -> Path:
    (folder / "map.yaml").write_text(MAP, "utf-8")
    return folder / "map.yaml"


def write_store(folder: Path) -> Path:
    store = open_address(str(folder / "map.samverkan"), Access({}), create=True)
    store.write_map(read_valid_map(write_file(folder)), "new")
    store.close()
    return folder / "map.samverkan"


@contextmanager
def full(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing more be written."""
    real = sqlite3.connect

    def connect(*args: Any, **options: Any) -> sqlite3.Connection:
        connection = real(*args, **options)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        patch.setattr(sqlite3, "connect", connect)
        yield


@contextmanager
def only_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let files be opened to be read alone."""
    real = os.open

    def refuse(name: Any, flags: int, *rest: Any, **options: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(name, flags, *rest, **options)

    path.chmod(0o444)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        yield
    path.chmod(0o644)


@contextmanager
def held(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let somebody else be writing."""
    monkeypatch.setattr(sqlite_file, "SECONDS_TO_WAIT", 0.05)
    monkeypatch.setattr(map_log, "SECONDS_TO_WAIT", 0.05)
    if path.suffix == ".yaml":
        with map_log.MapLog(path).locked():
            yield
        return
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


@contextmanager
def away(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the folder be gone, as a share is."""
    folder = path.parent.rename(path.parent.with_name("away"))
    yield
    folder.rename(path.parent)


TROUBLES = {
    full: "plats",
    only_read: "skriva|läsas",
    held: "upptaget",
    away: "finns inte längre där den låg",
}


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("write", [write_file, write_store])
def test_what_was_typed_outlives_the_trouble_and_is_saved_after_it(
    tmp_path: Path, write: Callable[[Path], Path], trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share").mkdir()
    path = write(tmp_path / "share")
    desk = Desk(open_session(path))
    opened = [desk.get(form + ("?field=lesson" if "change" in form else "")).status for form in FORMS]
    assert {*opened} == {200}
    before = path.read_bytes()
    with trouble(path, monkeypatch):
        for form, typed in FORMS.items():
            answer = desk.post(form, **typed)
            assert answer.status in (422, 503), form
            wrong = re.search(r'class="desk-wrong".*?</div>', answer.content.decode(), re.DOTALL)
            assert wrong and re.search(TROUBLES[trouble], wrong[0]), form
            assert ("4 711" if "requires" in form else "till slut") in answer.content.decode(), form
    assert path.read_bytes() == before
    for form, typed in FORMS.items():
        assert desk.post(form, **typed).status == 303, form
    assert "till slut" in desk.read("/thing/v") and "4711" in desk.get("/requires/v").content.decode()
