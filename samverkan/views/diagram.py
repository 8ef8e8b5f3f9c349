"""A diagram of cards and arrows: things whose names must be read in full, where dots with names would not do.

Sizes are in px at scale 1. How wide a text is, is reckoned for a broad sans serif (DejaVu Sans), so that it has room
in every other; the page and a static picture then break lines at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_SIZES = {"main": 16.0, "plain": 14.0, "second": 14.0, "tag": 14.0, "loud": 14.0, "stale": 14.0}
_BOLD = frozenset({"main", "loud"})
_LINE = 1.28
PAD = (10.0, 9.0)
_NARROW, _BROAD, _ROUND = frozenset("iljtf.,:;'|!()[]·-–/ I1"), frozenset("mwMW@%—…"), frozenset("OÖØQGDNHU<>=+#")
MOST_LINES = 5
_MARK = 20.0  # what a mark takes of the first line
WHOLE = 12  # lines: more than a name takes that somebody has thought of


@dataclass(frozen=True, slots=True)
class CardText:
    """A text on a card; `look` is main, plain, second, tag, loud or stale, `most` how many lines it may take."""

    text: str
    look: str = "plain"
    most: int = MOST_LINES


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of a card as it is drawn: its baseline lies `y` below the card's top."""

    text: str
    look: str
    y: float


@dataclass(frozen=True, slots=True)
class Card:
    """A thing with its name and what matters of it; `look` names its outline, `mark` its number.

    Pressing it selects `id`. `label` is its whole name, also where the card has room for the beginning only; `least` is
    the width below which a word has to be parted.
    """

    id: str
    label: str
    kind: str
    lines: tuple[CardLine, ...]
    width: float
    height: float
    look: str = ""
    mark: str = ""
    x: float = 0.0
    y: float = 0.0
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two cards, from side to side: `leave` and `enter` are right, left, top or bottom.

    East and west are the sides too, but near the top.
    """

    start: str
    end: str
    kind: str
    text: str = ""
    leave: str = "right"
    enter: str = "left"


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the diagram with a heading at its left."""

    title: str
    y: float
    height: float
    look: str = ""


@dataclass(frozen=True, slots=True)
class StripMark:
    """A mark on a strip of time: tick, now, span or seen, from `x1` to `x2`; `title` is what hovering says."""

    kind: str
    x1: float
    x2: float
    y: float
    text: str
    look: str = ""
    ref: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of time above the cards, with what stands at its left."""

    height: float
    marks: tuple[StripMark, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """Cards at their places; `width` and `height` hold them all."""

    title: str
    width: float
    height: float
    cards: tuple[Card, ...]
    arrows: tuple[Arrow, ...] = ()
    bands: tuple[Band, ...] = field(default=())
    strip: Strip | None = None

    @property
    def is_cut(self) -> bool:
        """Whether a text of a card ends before its end."""
        return any(line.text.endswith("…") for card in self.cards for line in card.lines)


def build_card(
    node: str, label: str, kind: str, texts: Sequence[CardText], *, width: float, look: str = "", mark: str = ""
) -> Card:
    """Build a card, its texts broken into lines and its height what they need."""
    y = PAD[1]
    lines: list[CardLine] = []
    least = 0.0
    for text in texts:
        size, bold = _SIZES[text.look], text.look in _BOLD
        beside = 2 * PAD[0] + (_MARK if mark and not lines else 0) + (18 if text.look == "stale" else 0)
        least = max(least, beside + max(measure(word.rstrip(), size, bold=bold) for word in split_words(text.text)))
        for part in break_lines(text.text, width - beside, size, bold=bold, most=text.most):
            y += size * _LINE
            lines.append(CardLine(part, text.look, round(y - size * 0.28, 1)))
        y += 2
    return Card(node, label, kind, tuple(lines), width, round(y + PAD[1] - 2), look, mark, least=least)


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Reckon how wide a text is at most."""
    return sum(_width(sign) for sign in text) * size * (1.1 if bold else 1.0)


def _width(sign: str) -> float:
    if sign in _NARROW:
        return 0.38
    if sign in _BROAD or ord(sign) > 0x2E7F:
        return 1.02
    if sign in _ROUND:
        return 0.84
    return 0.7 if sign.isupper() else 0.63


def break_lines(text: str, width: float, size: float, *, bold: bool = False, most: int = MOST_LINES) -> list[str]:
    """Break a text where a word ends, a word that is too long anywhere; what has no room ends in an ellipsis."""
    lines = [""]
    for word in split_words(text):
        if lines[-1] and measure((lines[-1] + word).rstrip(), size, bold=bold) > width:
            lines.append("")
        for piece in cut_word(word, lambda piece: measure(piece, size, bold=bold) <= width):
            if lines[-1] and measure((lines[-1] + piece).rstrip(), size, bold=bold) > width:
                lines.append("")
            lines[-1] += piece
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shorten(lines[most - 1], width, size, bold)]


def split_words(text: str) -> list[str]:
    """Split a text where a line may end: after spaces, and after a hyphen or slash before a letter."""
    return re.findall(r"\S+?(?:[-/–](?=[^\W\d])|(?=\s)|$)\s*", text.strip()) or [text.strip()]


def cut_word(word: str, has_room: Callable[[str], bool]) -> list[str]:
    """Cut a word that has no room on a line into pieces that have, each of one sign at least."""
    if has_room(word.rstrip()):
        return [word]
    pieces = [""]
    for sign in word:
        if pieces[-1] and not has_room(pieces[-1] + sign):
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _shorten(line: str, width: float, size: float, bold: bool) -> str:
    while line and measure(line + "…", size, bold=bold) > width:
        line = line[:-1]
    return line.rstrip() + "…"
