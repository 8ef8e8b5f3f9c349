"""A report as blocks of a screen."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.cli.document import Blank, Block, Cell, Grid, Heading, Paragraph
from samverkan.reports import report
from samverkan.reports.report import Line, Part, Report, Table


def to_blocks(told: Report) -> Iterator[Block]:
    """Lay out a report: its title and lead together, each section after an empty line, then the foot."""
    yield Heading(told.title)
    yield from map(to_paragraph, told.lead)
    for section in told.sections:
        yield Blank()
        yield Heading(section.title)
        yield from map(_to_block, section.parts)
    if told.foot:
        yield Blank()
        yield from map(to_paragraph, told.foot)


def _to_block(part: Part) -> Block:
    return _to_grid(part) if isinstance(part, Table) else to_paragraph(part)


def to_paragraph(line: Line) -> Paragraph:
    """Lay out a line, with what stands before it."""
    text = f"{line.mark} {line.text}" if line.mark else line.text
    hang = len(line.mark) + 1 if line.mark else 2 if line.depth else 0
    return Paragraph(text, line.tone, indent=line.depth, hang=hang)


def _to_grid(table: Table) -> Grid:
    return Grid(table.headings, [[_to_cell(cell) for cell in row] for row in table.rows])


def _to_cell(cell: str | report.Cell) -> str | Cell:
    return cell if isinstance(cell, str) else Cell(cell.text, cell.tone)
