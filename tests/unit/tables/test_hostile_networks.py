"""Whatever stands in another program's file, reading it ends with a network or with a sentence, never a traceback."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from samverkan.errors import SamverkanError
from samverkan.tables.foreign.registry import find_format, look_into
from samverkan.tables.foreign.translate import Recipe, to_map

IMPORTS = Path(__file__).parents[2] / "imports"
OURS = ("options.json", "report.json", "export.json")
FILES = sorted(
    path
    for suffix in ("json", "jsonl", "csv", "gexf", "graphml")
    for path in IMPORTS.glob(f"*/*.{suffix}")
    if path.name not in OURS and path.name != "lista.csv"
)
STRANGE: tuple[Any, ...] = (None, 5, "", "ö", [], {}, [[]], {"id": {}}, True, 1e308)


def take(path: Path, form: str | None) -> None:
    """Read a file as an import does; a refusal in words is as good as a network."""
    try:
        to_map(find_format(form, [path]).read([path]), Recipe(undirected="leave_out", groups="leave_out"))
    except SamverkanError:
        return


def name_form(path: Path) -> str | None:
    """Return the format of files that do not say themselves what they are."""
    named = {"ktab": "ktab", "littlesis": "littlesis", "gephi": "gephi", "kumu-csv": "kumu", "apoc-csv": "apoc"}
    return named.get(path.parent.name)


def twist(data: Any) -> Iterator[Any]:
    """Yield a document with each of its parts in turn replaced by something that has no business there."""
    places: list[tuple[Any, ...]] = [()]
    for place in places:
        part = data
        for key in place:
            part = part[key]
        keys = part.keys() if isinstance(part, dict) else range(len(part[:2])) if isinstance(part, list) else ()
        places += [(*place, key) for key in keys]
    for number, place in enumerate(places[1:]):
        for strange in STRANGE[number % 3 :: 3]:  # every third: the next places get the rest
            twisted = copy.deepcopy(data)
            part = twisted
            for key in place[:-1]:
                part = part[key]
            part[place[-1]] = strange
            yield twisted


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".json"], ids=lambda path: path.parent.name)
def test_twisted_json_is_told_in_words(path: Path, tmp_path: Path) -> None:
    form = look_into([path])
    assert form is not None
    for twisted in twist(json.loads(path.read_text("utf-8"))):
        bad = tmp_path / "x.json"
        bad.write_text(json.dumps(twisted), "utf-8")
        take(bad, None)
        take(bad, form.name)


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix != ".json"], ids=lambda path: path.parent.name)
def test_a_file_that_is_cut_or_doubled_is_told_in_words(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    bad = tmp_path / path.name
    for end in range(0, len(data), max(1, len(data) // 20)):
        for text in (data[:end], data[end:], data[:end] + data, data[:end] + b'\x00"<' + data[end:]):
            bad.write_bytes(text)
            take(bad, name_form(path))


def test_a_cell_without_end_is_told_in_words(tmp_path: Path) -> None:
    bad = tmp_path / "lang.csv"
    bad.write_text(f"Source;Target\n{'x' * 200_000};b\n", "utf-8")
    with pytest.raises(SamverkanError):
        find_format("gephi", [bad]).read([bad])
