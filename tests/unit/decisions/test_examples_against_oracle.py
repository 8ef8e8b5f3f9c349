"""Every initiative of the examples, and of the stories, as the oracle lists it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from oracle.agree import differences

from samverkan.model import Map
from samverkan.shipped import find_folder
from samverkan.tables.map_file import read_map_file

STORIES = Path(__file__).parents[2] / "stories"
FILES = [*sorted(find_folder("examples").glob("*/map.yaml")), *sorted(STORIES.glob("*.yaml"))]


def read(path: Path) -> tuple[Map, date]:
    content = read_map_file(path)[0]
    assert content.as_of is not None
    return content, content.as_of


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_initiative_is_told_as_listed(path: Path) -> None:
    content, day = read(path)
    found = {node.id: differences(content, node.id, day, content.us) for node in content.labelled("Initiative")}
    assert not {initiative: complaints for initiative, complaints in found.items() if complaints}
