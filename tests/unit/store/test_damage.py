"""Damaged files, and disks without room: clear words in both languages, nothing half written, the old map stays."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from samverkan import files
from samverkan.edits import Change, Edit, invert
from samverkan.errors import SamverkanError, StoreError
from samverkan.reports.faults import say_error
from samverkan.store.protocol import Store
from samverkan.store.registry import Access
from samverkan.tables import map_store
from samverkan.tables.map_file import read_map_text
from samverkan.texts import Texts

MANY = int(os.environ.get("SAMVERKAN_DAMAGE", "30"))
MAP = """\
samverkan: 1
title: Prov  # bara på prov
profile: none
us: [a]
actors:
  - {id: a, name: A0, kind: unit}
  - {id: b, name: B0, kind: unit}  # den andra
"""


def rename(old: str, new: str) -> Edit:
    return Edit((Change("a", "Actor", {"name": old}, {"name": new}),), "edit", "a", "därför")


@pytest.fixture(params=["embedded", "map file"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store with a map and three revisions; one of a file of text has them in a log beside it."""
    content = read_map_text(MAP, Path("karta.yaml"))
    assert content is not None
    path = tmp_path / ("karta.yaml" if request.param == "map file" else "karta.samverkan")
    if request.param == "map file":
        path.write_text(MAP, "utf-8")
    else:
        open_it(path, create=True).write_map(content, "new")
    store = open_it(path)
    for number in range(2):
        store.commit(rename(f"A{number}", f"A{number + 1}"))
    made = store.commit(rename("A2", "A3"))
    assert made is not None and store.commit(invert(made)) is not None
    return path


def open_it(path: Path, *, create: bool = False) -> Store:
    from samverkan.store.embedded import open_address

    opens = map_store.open_address if path.suffix == ".yaml" else open_address
    return opens(str(path), Access({}), create=create)


def harm(data: bytes, rng: Random) -> bytes:
    """Return what may have become of a file: cut off, some bytes turned, a part blanked, something else in it."""
    place = rng.randrange(len(data))
    ways: list[Callable[[], bytes]] = [
        lambda: data[:place],
        lambda: data[:place] + bytes([data[place] ^ (1 << rng.randrange(8))]) + data[place + 1 :],
        lambda: data[:place] + bytes(min(100, len(data) - place)) + data[place + 100 :],
        lambda: data[:place] + rng.randbytes(20) + data[place + 20 :],
        lambda: data[:place] + data[place // 2 :],
        lambda: data + rng.randbytes(50),
        lambda: rng.randbytes(len(data)),
        lambda: b"<html><body>Logga in</body></html>" * 50,
        lambda: b"",
    ]
    return rng.choice(ways)()


def try_it(work: Callable[[], object]) -> SamverkanError | None:
    """Do something with a damaged store: it works, or is refused in words of both languages."""
    try:
        work()
    except SamverkanError as error:
        for lang in ("sv", "en"):
            said = say_error(error, Texts(lang)).message
            assert said and error.key not in said
        return error
    return None


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_damage_is_told_and_what_is_refused_changes_nothing(path: Path) -> None:
    rng, whole = Random(11), read_all(path.parent)
    refused = 0
    for _ in range(MANY):
        for left in path.parent.iterdir():
            left.unlink()
        target = rng.choice(sorted(whole))
        for name, data in whole.items():
            path.with_name(name).write_bytes(harm(data, rng) if name == target else data)
        there = read_all(path.parent)
        for read in (lambda: open_it(path).read_map(), lambda: open_it(path).read_revisions()):
            refused += try_it(read) is not None
            assert read_all(path.parent) == there, "to read changes nothing"
        if try_it(lambda: open_it(path).commit(rename("A2", "A9"))) is not None:
            now = read_all(path.parent)
            assert now.get(path.name) == there.get(path.name), "what is refused leaves the map as it was"
            assert sorted(now) == sorted(there), "nothing is left over"
    assert refused > MANY // 4


_LIMITED = pytest.mark.skipif(sys.platform == "win32", reason="limits the size of a file as POSIX does")


def commit_with_room(path: Path, edit: Edit, most: int) -> str:
    """Commit an edit in a child that can write files of so many bytes at most; return what it told."""
    import resource
    import signal
    import warnings

    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of the test runner: the child needs none of them
        child = os.fork()
    if child == 0:
        told = "broken"
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            store = open_it(path)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            told = "done" if store.commit(edit) is not None else "nothing"
        except SamverkanError as error:
            told = error.key
        finally:
            os.write(writing, told.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        found = pipe.read()
    os.waitpid(child, 0)
    return found


@_LIMITED
def test_without_room_at_any_place_of_the_log_the_edit_is_done_or_was_never_made(tmp_path: Path) -> None:
    """The log ends at every length in turn: in its first line, in the edit's, in the closing one."""
    path, log = tmp_path / "karta.yaml", tmp_path / "karta.yaml.log"
    path.write_text(MAP, "utf-8")
    open_it(path).commit(rename("A0", "A1"))
    before, text = log.read_bytes(), path.read_text("utf-8")
    open_it(path).commit(rename("A1", "A2"))
    whole = log.read_bytes()
    found = set()
    for most in sorted({*range(len(before), len(whole), 37), *range(len(whole) - 40, len(whole) + 1)}):
        log.write_bytes(before)
        path.write_text(text, "utf-8")
        told = commit_with_room(path, rename("A1", "A2"), most)
        found.add(told)
        assert told in ("done", "store.no-room")
        name = open_it(path).read_map().nodes["a"].name
        assert name == ("A2" if told == "done" else "A1")
        assert [r.number for r in open_it(path).read_revisions()] == ([1, 2] if told == "done" else [1])
        assert log.read_bytes().endswith(b"\n"), "no half line is left"
        made = open_it(path).commit(rename(name, "A7"))
        assert made is not None and made.number == (3 if told == "done" else 2)
    assert found == {"done", "store.no-room"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["karta.yaml", "karta.yaml.log"]


def test_without_room_for_the_map_file_the_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "karta.yaml"
    path.write_text(MAP, "utf-8")

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    real = files._write_beside
    monkeypatch.setattr(files, "_write_beside", no_room)
    with pytest.raises(StoreError, match="no-room"):
        open_it(path).commit(rename("A0", "A1"))
    new = tmp_path / "ny.yaml"
    content = read_map_text(MAP, path)
    assert content is not None
    with pytest.raises(StoreError, match="no-room"):
        open_it(new, create=True).write_map(content, "new")
    assert not new.exists() and not new.with_name("ny.yaml.log").exists()
    assert path.read_text("utf-8") == MAP and open_it(path).read_revisions() == ()
    monkeypatch.setattr(files, "_write_beside", real)
    assert open_it(path).commit(rename("A0", "A1")) is not None
    assert [r.number for r in open_it(path).read_revisions()] == [1]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["karta.yaml", "karta.yaml.log"]


@pytest.mark.parametrize("name", ["karta.yaml", "karta.samverkan"])
def test_a_folder_that_went_away_is_told_and_nothing_is_written_elsewhere(tmp_path: Path, name: str) -> None:
    """A network share that is gone between reading and writing; once it is back, the edit can be made."""
    share = tmp_path / "share"
    share.mkdir()
    path = share / name
    content = read_map_text(MAP, Path("karta.yaml"))
    assert content is not None
    open_it(path, create=True).write_map(content, "new")
    store = open_it(path)
    share.rename(tmp_path / "away")
    with pytest.raises(SamverkanError) as caught:
        store.commit(rename("A0", "A1"))
    assert caught.value.key in ("store.log-not-opened", "store.no-folder")
    assert [left.name for left in tmp_path.iterdir()] == ["away"]
    (tmp_path / "away").rename(share)
    assert store.commit(rename("A0", "A1")) is not None
    assert open_it(path).read_map().nodes["a"].name == "A1"
