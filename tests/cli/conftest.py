"""Each test of the command line stands in a folder of its own and speaks a known language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, run_program, write_map
from kept_map import MAP

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SAMVERKAN_STORE", "NEO4J_PASSWORD", "NEO4J_USERNAME")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the run stands in."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """What runs samverkan with some arguments."""
    return run_program


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    """A store with a small map in it."""
    path = tmp_path / "a.samverkan"
    assert run("load", write_map(tmp_path / "map.yaml", MAP), "--store", path).code == 0
    return path


@pytest.fixture
def do(run: Run, store: Path) -> Callable[..., Any]:
    """A function that runs a command on the store and returns the rows that it printed."""

    def go(*words: object, code: int = 0) -> Any:
        done = run(*words, "--store", store, "--format", "json")
        assert done.code == code, (done.out, done.err)
        return done.data if code == 0 else done.error

    return go
