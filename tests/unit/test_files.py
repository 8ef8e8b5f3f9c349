import errno
import os
import stat
from pathlib import Path

import pytest

from samverkan.errors import StoreError, UsageError
from samverkan.files import write_file


def test_new_file_is_written_with_the_usual_mode(tmp_path: Path) -> None:
    target = tmp_path / "karta.yaml"
    write_file(target, "å\n", replace=False)
    assert target.read_bytes() == "å\n".encode()
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask
    assert [p.name for p in tmp_path.iterdir()] == ["karta.yaml"]


def test_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "karta.yaml"
    target.write_text("old")
    with pytest.raises(UsageError) as caught:
        write_file(target, "new", replace=False)
    assert caught.value.key == "file-exists"
    assert target.read_text() == "old"


def test_replaced_file_keeps_its_mode_and_link(tmp_path: Path) -> None:
    target, link = tmp_path / "karta.yaml", tmp_path / "link.yaml"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_file(link, b"new", replace=True)
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("step", "code", "error", "key"),
    [
        ("fsync", errno.ENOSPC, StoreError, "files.no-room"),
        ("fsync", errno.EIO, UsageError, "files.not-writable"),
    ],
)
def test_failure_leaves_the_old_content_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, error: type[Exception], key: str
) -> None:
    target = tmp_path / "karta.yaml"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(error) as caught:
        write_file(target, "new", replace=True)
    assert caught.value.key == key  # type: ignore[attr-defined]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_missing_folder_and_folder_as_target(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_file(tmp_path / "no" / "karta.yaml", "x", replace=False)
    assert caught.value.key == "files.no-folder"
    with pytest.raises(UsageError) as caught:
        write_file(tmp_path, "x", replace=True)
    assert caught.value.key == "files.not-writable"


def test_what_is_private_is_new_for_its_owner_alone_and_keeps_the_mode_it_has(tmp_path: Path) -> None:
    target = tmp_path / "karta.yaml"
    write_file(target, "one", replace=False, private=True)
    assert target.stat().st_mode & 0o777 == 0o600
    target.chmod(0o640)
    write_file(target, "two", replace=True, private=True)
    assert target.stat().st_mode & 0o777 == 0o640
