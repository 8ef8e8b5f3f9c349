"""The cells of a table as SVG: lines broken as their language parts words, each sign drawn as its legend has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from samverkan.views.diagram import split_words
from samverkan.views.encode import SIGN_TONES
from samverkan.views.path_list import BETWEEN
from samverkan.views.spec import Cell, Line
from samverkan.views.street_picture.wrap import find_pieces, measure_text, wrap
from samverkan.views.svg_signs import draw_box, draw_disc

PAD = 8.0
_SIZES = {"main": 16.0, "second": 13.0, "stale": 13.0, "step": 13.0, "owners": 13.0, "concern": 13.0}
_BOLD = frozenset({"pill", "loud", "stance", "refuses", "tagged", "gaps", "wording", "letter"})
_BOXES = frozenset({"known", "state", "mark"})
_DISCS = frozenset({"stance", "voter", "stand"})
_INDENT = 20.0  # what a sign before a line takes


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text as it stands in its cell: `tone` names its colour, `x` and `y` are from the cell's corner.

    `sign` is the look of the sign that stands before it, with its state or stance.
    """

    text: str
    size: float
    tone: str
    bold: bool
    x: float
    y: float
    sign: tuple[str, str] = ("", "")


def write_cell(cell: Cell, width: float, hyphens: Mapping[str, str]) -> list[Written]:
    """Break a cell's lines; what goes on below stands where its line begins, after the sign."""
    found: list[Written] = []
    y = 4.0
    for line in _lines(cell):
        size, bold, sign = _look(line, header=cell.header), _is_bold(line, cell), _sign(line)
        indent = _INDENT if sign[0] else 0.0
        y += 3 if sign[0] and found else 0
        for n, part in enumerate(wrap(_say(line), width - 2 * PAD - indent, size, bold=bold, hyphens=hyphens)):
            y += size * 1.3
            found.append(Written(part, size, _tone(line), bold, PAD + indent, y, ("", "") if n else sign))
    return found


def find_room(cell: Cell, hyphens: Mapping[str, str]) -> tuple[float, float]:
    """Return how wide a cell must be for its longest piece of a word, and how long its text is in all."""
    least, length = 0.0, 0.0
    for line in _lines(cell):
        size, bold = _look(line, header=cell.header), _is_bold(line, cell)
        indent = _INDENT if _sign(line)[0] else 0.0
        for word in split_words(_say(line)):
            wide = max(measure_text(piece, size, bold=bold) for piece in find_pieces(word, hyphens))
            least = max(least, wide + indent)
        length += measure_text(_say(line), size, bold=bold) + indent
    return least + 2 * PAD, length + 2 * PAD


def draw_lines(lines: list[Written], x: float, y: float, tones: dict[str, str]) -> list[str]:
    """Draw what was written, from the corner of its cell."""
    return [part for line in lines for part in _draw(line, x, y, tones)]


def _draw(line: Written, x: float, y: float, tones: dict[str, str]) -> Iterator[str]:
    look, which = line.sign
    if look:
        drawn = draw_box(which, 12, tones) if look == "box" else draw_disc(which, 8, tones)
        middle = y + line.y - line.size * 0.35
        yield f'<g class="{look} {which}" transform="translate({x + PAD + 8:.1f} {middle:.1f})">{drawn}</g>'
    weight = ' font-weight="700"' if line.bold else ""
    place = f'x="{x + line.x:.1f}" y="{y + line.y:.1f}" font-size="{line.size:.0f}"'
    yield f'<text {place} fill="{tones[line.tone]}"{weight}>{escape(line.text)}</text>'


def _lines(cell: Cell) -> list[Line]:
    return [line for line in cell.lines if line.look != "hidden"]


def _look(line: Line, *, header: bool) -> float:
    return 15.0 if header and line.look == "main" else _SIZES.get(line.look, 14.0)


def _is_bold(line: Line, cell: Cell) -> bool:
    return line.look in _BOLD or (line.look == "main" and not cell.header)


def _sign(line: Line) -> tuple[str, str]:
    if line.look in _BOXES and line.tone in ("yes", "partly", "no", "unknown"):
        return "box", line.tone
    return ("disc", line.tone) if line.look in _DISCS and line.tone in SIGN_TONES else ("", "")


def _say(line: Line) -> str:
    if line.parts:
        return line.said
    if line.look == "route":
        return _say_route(line.text.split(BETWEEN))
    if line.look == "else":
        return " ".join(line.text.split())
    mark = f"[{line.mark}]" if line.mark else ""
    return " ".join(part for part in (mark, line.text) if part)


def _say_route(parts: list[str]) -> str:
    """Say a way on one line: how we know each other stands before a dash, whom it leads to after an arrow."""
    hops, stops = parts[1::2], parts[2::2]
    led = [
        (f" \N{EN DASH} {hop}" if hop else "") + (f" \N{RIGHTWARDS ARROW} {stop}" if stop else "")
        for hop, stop in zip_longest(hops, stops)
    ]
    return parts[0] + "".join(led)


def _tone(line: Line) -> str:
    if line.look in ("loud", "asked", "gaps") or line.tone in ("unknown_authority", "halts"):
        return "red"
    if line.look == "stance":
        return SIGN_TONES.get(line.tone, "ink")
    if line.look == "pill":
        return "accent"
    return "second" if line.look in ("second", "stale", "step", "owners") else "ink"
