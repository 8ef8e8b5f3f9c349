"""The map that a store file was read as is kept only as long as nobody has written the file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from strategies.random_edits import edit_randomly

from samverkan.edits import Change, ConflictError, Edit, find_changes, invert
from samverkan.model import Map, build_map
from samverkan.store import embedded, kept_map
from samverkan.store.embedded import EmbeddedStore, open_embedded
from samverkan.workflows.open_store import read_valid_map

EXAMPLE = Path(__file__).parents[3] / "examples" / "havsakra" / "map.yaml"


@pytest.fixture(scope="module")
def example() -> Map:
    return read_valid_map(EXAMPLE)


@pytest.fixture
def path(tmp_path: Path, example: Map, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_map, "_LARGE", 0)
    monkeypatch.setattr(kept_map, "_kept", None)
    path = tmp_path / "karta.samverkan"
    open_embedded(path, create=True).write_map(example, "new")
    return path


def read_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> Map:
    with monkeypatch.context() as patch:
        patch.setattr(kept_map, "_kept", None)
        return EmbeddedStore(path).read_map()


def to_text(content: Map) -> str:
    """All of a map with the type and the order of everything."""
    return repr(content)


def rename(name: str, seen: str) -> Edit:
    return Edit((Change("c1", "Initiative", {"name": seen}, {"name": name}),), "edit")


def test_what_is_kept_after_an_edit_is_what_the_file_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, rng = EmbeddedStore(path), Random(5)
    for number in range(12):
        content = store.read_map()
        wanted = edit_randomly(content, rng)
        if number == 6:  # the header, too
            wanted = replace(wanted, as_of=date(2026, 3, 1), us=wanted.us[:1])
        made = store.commit(Edit(find_changes(content, wanted), "edit"))
        assert made is not None
        assert store.read_map() is store.read_map()
        assert to_text(store.read_map()) == to_text(read_anew(path, monkeypatch)) == to_text(wanted)
        if number % 4 == 3:
            store.commit(invert(made))
            assert to_text(store.read_map()) == to_text(read_anew(path, monkeypatch)) == to_text(content)


def test_what_another_has_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = EmbeddedStore(path)
    seen = mine.read_map().nodes["c1"].name
    kept = kept_map._kept
    EmbeddedStore(path).commit(rename("Den andras", seen))
    monkeypatch.setattr(kept_map, "_kept", kept)  # the other one was another program
    assert mine.read_map().nodes["c1"].name == "Den andras"
    monkeypatch.setattr(kept_map, "_kept", kept)
    with pytest.raises(ConflictError):
        mine.commit(rename("Min", seen))
    assert mine.read_map().nodes["c1"].name == "Den andras"


def test_a_file_in_the_place_of_another_is_read(path: Path, example: Map) -> None:
    other = path.with_name("annan.samverkan")
    nodes = [n for n in example.nodes.values() if n.label == "Source"]
    open_embedded(other, create=True).write_map(build_map(nodes, [], replace(example, us=())), "new")
    store = EmbeddedStore(path)
    assert len(store.read_map().nodes) == len(example.nodes)
    shutil.move(other, path)
    assert len(store.read_map().nodes) == len(nodes)


def test_an_edit_stands_though_its_file_is_gone_before_it_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EmbeddedStore(path)
    seen = store.read_map().nodes["c1"].name
    write = kept_map.keep_written

    def keep_too_late(path: Path, *what: Any) -> None:
        write(path.with_name("borta"), *what)  # as where a network share goes away

    monkeypatch.setattr(embedded, "keep_written", keep_too_late)
    assert store.commit(rename("Ny", seen)) is not None
    assert store.read_map().nodes["c1"].name == "Ny"
