"""Every form of map file loses nothing, and is found by one line in a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from samverkan.shipped import find_folder
from samverkan.store.address import MAP_FORMATS
from samverkan.store.registry import find_kind
from samverkan.tables.map_file import find_places, read_map_file, write_map_file
from samverkan.tables.map_formats.form import find_map_format


@pytest.mark.parametrize("suffix", sorted(MAP_FORMATS))
def test_a_form_gives_back_what_it_was_given(suffix: str, tmp_path: Path) -> None:
    content, _ = read_map_file(find_folder("examples") / "harbourside" / "map.yaml")
    assert content is not None
    path = tmp_path / f"map{suffix}"
    write_map_file(content, path, replace=False)
    found, problems = read_map_file(path)
    assert found == content, problems
    assert find_map_format(path).to_bytes(content) == path.read_bytes()
    assert find_kind(str(path)).is_map_file  # and is a store that commands read
    assert bool(find_places(path)) == (find_map_format(path).read_root is not None)


def test_a_new_form_is_a_module_and_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.other"
    path.write_text('{"samverkan": 1, "issues": [{"id": "a", "name": "A"}]}', "utf-8")
    monkeypatch.setitem(MAP_FORMATS, ".other", "json")
    content, problems = read_map_file(path)
    assert content is not None and list(content.nodes) == ["a"], problems
