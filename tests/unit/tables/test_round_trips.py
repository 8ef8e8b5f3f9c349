"""Whatever a valid map holds comes back from its file, and is written the same way again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies.maps import maps

from samverkan.model import Map
from samverkan.shipped import find_folder
from samverkan.tables.map_file import read_map_file, to_json, to_yaml, write_map_file


def read_back(content: Map, path: Path) -> Map:
    write_map_file(content, path, replace=True)
    again, problems = read_map_file(path)
    assert again is not None, [p for p in problems if p.severity == "error"]
    return again


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(content=maps())
@pytest.mark.parametrize("name", ["map.yaml", "map.json"])
def test_read_what_was_written(tmp_path_factory: pytest.TempPathFactory, name: str, content: Map) -> None:
    path = tmp_path_factory.mktemp("maps") / name
    again = read_back(content, path)
    assert again == content
    assert to_yaml(again) == to_yaml(content)
    assert to_json(again) == to_json(content)


@pytest.mark.parametrize("example", ["havsakra", "harbourside"])
@pytest.mark.parametrize("name", ["map.yaml", "map.json"])
def test_examples_survive_being_saved(tmp_path: Path, example: str, name: str) -> None:
    content, _ = read_map_file(find_folder("examples") / example / "map.yaml")
    assert content is not None
    assert read_back(content, tmp_path / name) == content


@pytest.mark.parametrize("levels", [29, 30, 31, 99])
def test_deep_trees_come_back(tmp_path: Path, levels: int) -> None:
    path = tmp_path / "map.yaml"
    line = "minst(1, " * levels + "decide d" + ")" * levels
    path.write_text(
        "samverkan: 1\nmatters: [{id: d, name: D}]\n"
        f"initiatives: [{{id: i, name: n, skipped_analysis_reason: r, requires: '{line}'}}]\n"
    )
    content, problems = read_map_file(path)
    assert content is not None, problems
    assert read_back(content, tmp_path / "again.yaml") == content
    assert read_back(content, tmp_path / "again.json") == content
