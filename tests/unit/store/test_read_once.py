"""A store file is read once for a command, also where own assessments decide what else may be told."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from strategies.small_maps import DAY, Sketch

from samverkan.store import embedded, kept_map
from samverkan.store.embedded import open_embedded
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import open_for_reading
from samverkan.workflows.show import find_texts


def make(folder: Path) -> Where:
    """Write a store file in which one source only rests on an own assessment that has expired."""
    sketch = Sketch().actors("post", "chief").node("fair", "Initiative", status="proposed").node("notes", "Source")
    sketch.position("old", "chief", "fair", "hesitant", DAY.replace(year=2020), basis="own_assessment")
    path = folder / "a.samverkan"
    with closing(open_embedded(path, create=True)) as store:
        store.write_map(sketch.link("old SOURCED_BY notes").to_map(), "new")
    return Where(str(path), {}, folder)


def test_find_and_free_cypher_read_a_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where, reads = make(tmp_path), []
    for module, name in ((kept_map, "read_all"), (embedded, "read_part")):
        whole = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given, whole=whole: (reads.append(1), whole(*given))[1])
    assert find_texts(where, "notes").nodes == ()
    assert len(reads) == 1
    with open_for_reading(where, None) as store:
        rows = store.run_cypher("MATCH (n) RETURN n.id AS id ORDER BY id", {})[1]
    assert [row["id"] for row in rows] == ["chief", "fair"]
    assert len(reads) == 2
