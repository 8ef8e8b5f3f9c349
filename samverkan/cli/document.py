"""A small model of what a command says on a screen: headings, paragraphs, tables, signs; and its layout.

With a width, text wraps at spaces and a table that cannot fit is told row by row; without one (a pipe, a file)
nothing is cut or wrapped. Every text passes `plain.to_line`, so no content of a map can steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from samverkan.cli.plain import to_line, width_of

_GAP = 2
_NARROWEST = 8
_STYLES = {"strong": "1", "dim": "2", "good": "32", "warn": "33", "bad": "31;1", "accent": "36;1"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with a style; colour is never the only sign of anything."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; `indent` shifts all lines, `hang` those after the first (a mark such as `1.` stands before)."""

    text: str
    style: str = ""
    indent: int = 0
    hang: int = 0


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `indent` shifts it; numbers stand to the right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str | Cell]]
    indent: int = 0
    right: frozenset[int] = field(default_factory=frozenset)


def to_grid(headings: Sequence[str], rows: Sequence[Sequence[str | Cell]]) -> Grid:
    """Return a table without the columns in which no row has anything."""
    used = [place for place in range(len(headings)) if any(_text_of(row[place]) for row in rows)]
    return Grid([headings[place] for place in used], [[row[place] for place in used] for row in rows])


def _text_of(cell: str | Cell) -> str:
    return cell.text if isinstance(cell, Cell) else cell


Block = Heading | Paragraph | Blank | Grid


def to_text(blocks: Iterable[Block], *, width: int | None = None, colour: bool = False) -> str:
    """Lay blocks out as lines of text, ended by a line feed."""
    lines: list[str] = []
    for block in blocks:
        lines.extend(_lay_out(block, width, colour))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lay_out(block: Block, width: int | None, colour: bool) -> Iterator[str]:
    match block:
        case Blank():
            yield ""
        case Heading(text):
            for line in _wrap(to_line(text), width):
                yield _paint(line, "strong", colour)
        case Paragraph(text, style, indent, hang):
            yield from _lay_out_paragraph(to_line(text), style, indent, hang, width, colour)
        case Grid():
            yield from _lay_out_grid(block, width, colour)


def _lay_out_paragraph(text: str, style: str, indent: int, hang: int, width: int | None, colour: bool) -> Iterator[str]:
    room = None if width is None else max(_NARROWEST, width - indent - hang)
    first, *rest = _wrap(text, room, None if room is None else room + hang)
    yield " " * indent + _paint(first, style, colour)
    for line in rest:
        yield " " * (indent + hang) + _paint(line, style, colour)


def _wrap(text: str, width: int | None, first: int | None = None) -> list[str]:
    """Break a line at spaces; a word longer than a line is broken where it must be. The first line may be longer."""
    if width is None:
        return [text]
    lines = [""]
    for word in text.split(" "):
        room = first or width if len(lines) == 1 else width
        if lines[-1] and width_of(lines[-1]) + 1 + width_of(word) <= room:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines.append("")
        lines[-1:] = _break(word, room if len(lines) == 1 else width, width)
    return lines


def _break(word: str, first: int, width: int) -> list[str]:
    """Return the pieces of a word, the first no longer than `first`, the rest than `width`."""
    pieces = []
    room = first
    while width_of(word) > room:
        pieces.append(_take(word, room))
        word, room = word[len(pieces[-1]) :], width
    return [*pieces, word]


def _take(word: str, width: int) -> str:
    """Return the longest beginning of a word that fits, at least one character."""
    end = len(word)
    while end > 1 and width_of(word[:end]) > width:
        end -= 1
    return word[:end]


def _lay_out_grid(grid: Grid, width: int | None, colour: bool) -> Iterator[str]:
    headings = [to_line(h) for h in grid.headings]
    rows = [[Cell(to_line(c.text), c.style) if isinstance(c, Cell) else Cell(to_line(c)) for c in r] for r in grid.rows]
    natural = [max([width_of(h), *(width_of(r[i].text) for r in rows)]) for i, h in enumerate(headings)]
    room = None if width is None else width - grid.indent
    widths = natural if room is None else _fit(natural, headings, rows, room)
    margin = " " * grid.indent
    if widths is None:
        for line in _tell_rows(headings, rows, room or _NARROWEST, colour):
            yield margin + line
        return
    for line in _lay_out_row([Cell(h, "strong") for h in headings], widths, grid.right, colour):
        yield margin + line
    yield margin + _paint((" " * _GAP).join("─" * w for w in widths), "dim", colour)
    for row in rows:
        for line in _lay_out_row(row, widths, grid.right, colour):
            yield margin + line


def _fit(natural: list[int], headings: list[str], rows: list[list[Cell]], room: int) -> list[int] | None:
    """Narrow the widest columns until the table fits; None where words would have to be broken for it."""
    least = [
        min(natural[i], max(_NARROWEST, *(_longest_word(text) for text in (h, *(r[i].text for r in rows)))))
        for i, h in enumerate(headings)
    ]
    widths, room = list(natural), room - _GAP * (len(natural) - 1)
    while sum(widths) > room:
        widest = max((i for i in range(len(widths)) if widths[i] > least[i]), key=lambda i: widths[i], default=None)
        if widest is None:
            return None
        widths[widest] -= 1
    return widths


def _longest_word(text: str) -> int:
    return max((width_of(word) for word in text.split(" ")), default=0)


def _lay_out_row(cells: Sequence[Cell], widths: list[int], right: frozenset[int], colour: bool) -> Iterator[str]:
    columns = [_wrap(cell.text, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max((len(column) for column in columns), default=0)):
        parts = []
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            text = column[line] if line < len(column) else ""
            fill = " " * (width - width_of(text))
            painted = _paint(text, cells[place].style, colour)
            parts.append(fill + painted if place in right else painted + fill)
        yield (" " * _GAP).join(parts)


def _tell_rows(headings: list[str], rows: list[list[Cell]], room: int, colour: bool) -> Iterator[str]:
    """Tell each row as lines `heading: value`, for a table wider than the screen."""
    for number, row in enumerate(rows):
        if number:
            yield ""
        for heading, cell in zip(headings, row, strict=True):
            if cell.text:
                yield from _lay_out_paragraph(f"{heading}: {cell.text}", cell.style, 0, 2, room, colour)


def _paint(text: str, style: str, colour: bool) -> str:
    code = _STYLES.get(style)
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text
