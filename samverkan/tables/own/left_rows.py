"""The rows that an import could not take, as a workbook beside the file: the same headings, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samverkan.tables.answer_sheet import to_answer_bytes
from samverkan.tables.own.find_table import Table


def to_left_rows(table: Table, reasons: Mapping[int, Sequence[str]], heading: str) -> bytes:
    """Return the rows of a table that have a reason, with the reasons in a last column."""
    rows = [{**line.cells, heading: "\n".join(reasons[line.number])} for line in table.lines if line.number in reasons]
    return to_answer_bytes((*table.headings, heading), rows)
