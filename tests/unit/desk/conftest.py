"""A workspace on a copy of the example."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk_requests import Desk, open_session

from samverkan.shipped import find_folder


@pytest.fixture
def havsakra_file(tmp_path: Path) -> Path:
    folder = tmp_path / "map"
    folder.mkdir()
    return Path(shutil.copy(find_folder("examples") / "havsakra" / "map.yaml", folder / "map.yaml"))


@pytest.fixture
def desk(havsakra_file: Path) -> Desk:
    return Desk(open_session(havsakra_file))
