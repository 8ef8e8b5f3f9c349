"""Each test of the command line stands in a folder of its own and speaks a known language."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run, run_program

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
