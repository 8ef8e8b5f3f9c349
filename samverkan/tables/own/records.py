"""From the rows of a table to records: filled down, matrices melted, lettered parts paired, several in a cell split.

In plain Python: every record keeps the number of its row, which problems and previews name, and to import what makes
frames would take longer than all of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import SECTION, Line, Table
from samverkan.tables.own.parts import pair_letters, split_at
from samverkan.tables.own.recipe import Reading

ROW, COLUMN, CELL, LETTER = "row", "column", "cell", "letter"
LEAVE = "leave_out"


@dataclass(frozen=True)
class Record:
    """What one thing or set of things is made of: the number of its row, and its texts by folded heading."""

    number: int
    cells: Mapping[str, str]

    def say(self, heading: str) -> str:
        """Return what stands under a heading."""
        return self.cells.get(fold(heading), "")


def list_records(table: Table, reading: Reading) -> list[Record]:
    """Return the records of a table in the order of its rows."""
    records = [Record(line.number, {fold(k): v for k, v in line.cells.items()}) for line in _fill(table, reading)]
    if reading.matrix:
        records = [found for record in records for found in _melt(record, table, reading)]
    if reading.letters:
        records = [found for record in records for found in _pair(record, reading)]
    for heading, signs in reading.split.items():
        records = [found for record in records for found in _split(record, heading, signs)]
    return records


def _fill(table: Table, reading: Reading) -> Iterator[Line]:
    """Give empty cells of some columns what stands above them, until a new section begins."""
    above: dict[str, str] = {}
    section = ""
    for line in table.lines:
        if line.cells.get(SECTION, "") != section and SECTION not in table.headings:
            section, above = line.cells.get(SECTION, ""), {}
        cells = dict(line.cells)
        for heading in reading.fill_down:
            if heading in cells:
                cells[heading] = above[heading] = cells[heading] or above.get(heading, "")
        yield replace(line, cells=cells)


def _melt(record: Record, table: Table, reading: Reading) -> Iterator[Record]:
    """Make a record of every filled cell of a matrix: what its row and its column are called, and what it says.

    Columns that stand `beside` the matrix are none of it; a row without what it `needs` of them says nothing.
    """
    first = str(reading.matrix.get("first") or table.headings[0])
    passed = {fold(first), *(fold(str(heading)) for heading in reading.matrix.get("beside") or ())}
    words = {fold(str(k)): str(v) for k, v in (reading.matrix.get("cells") or {}).items()}
    if not all(record.say(str(heading)) for heading in reading.matrix.get("needs") or ()):
        return
    for heading in table.headings:
        said = record.say(heading)
        if fold(heading) in passed or not said or not record.say(first):
            continue
        meaning = words.get(fold(said), said)
        if meaning == LEAVE:
            continue
        more = {ROW: record.say(first), COLUMN: heading, CELL: meaning}
        yield replace(record, cells={**record.cells, **more})


def count_left(table: Table, reading: Reading) -> int:
    """Return how many cells of a matrix say nothing that the recipe takes."""
    words = {fold(str(k)) for k, v in (reading.matrix.get("cells") or {}).items() if str(v) == LEAVE}
    first = fold(str(reading.matrix.get("first") or table.headings[0]))
    cells = ((heading, text) for line in table.lines for heading, text in line.cells.items())
    return sum(fold(text) in words for heading, text in cells if fold(heading) != first)


def _pair(record: Record, reading: Reading) -> Iterator[Record]:
    first, *others = reading.letters
    found: dict[str, dict[str, str]] = {}
    texts: dict[str, str] = {}
    for other in others or [""]:
        for letter, text, paired in pair_letters(record.say(first), record.say(other) if other else ""):
            texts.setdefault(letter, text)
            found.setdefault(letter, {})[fold(other)] = paired
    for letter, text in texts.items():
        yield replace(record, cells={**record.cells, **found[letter], fold(first): text, LETTER: letter})


def _split(record: Record, heading: str, signs: str) -> Iterator[Record]:
    parts = split_at(record.say(heading), signs) or [""]
    for part in parts:
        yield replace(record, cells={**record.cells, fold(heading): part})
