"""A small file is merged into the part of a map that it speaks of, unless only the whole tells what it means."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import cast

import pytest

from samverkan.model import Map, Node, build_map
from samverkan.store.protocol import Store
from samverkan.tables.map_file import read_map_file
from samverkan.workflows.load_part import read_spoken_of

THERE = [Node("p-a", "Actor", {"name": "Anna"}), Node("p-b", "Actor", {"name": "Bo"})]


class Part:
    """What a server sends of a map: the things that are asked for."""

    rows_fetched = 0

    def __init__(self, content: Map) -> None:
        self.content = content

    def read_to_edit(self, ids: Collection[str]) -> Map:
        return self.content.among(ids)

    def read_among(self, ids: Collection[str]) -> Map:
        return self.content.among(ids)


@pytest.mark.parametrize(
    ("title", "by", "found"),
    [
        ("T", None, []),
        ("T", "p-b", ["p-b"]),
        ("T", "p-ny", []),
        ("T", "Bo", None),  # a name may mean anybody of the map
        ("", None, None),  # with neither a thing nor a title it would be taken for no map, and lose its header
        ("", "p-b", ["p-b"]),
    ],
)
def test_the_whole_map_is_read_where_a_part_would_mean_something_else(
    tmp_path: Path, title: str, by: str | None, found: list[str] | None
) -> None:
    file = tmp_path / "liten.yaml"
    file.write_text("samverkan: 1\nactors: [{id: p-ny, name: Ny, kind: post}]\n", "utf-8")
    store = Part(build_map(THERE, [], Map({}, (), title=title, profile="se", language="sv")))
    part = read_spoken_of(cast(Store, store), file, lambda base: read_map_file(file, base=base)[0], by)
    assert (None if part is None else list(part.nodes)) == found
