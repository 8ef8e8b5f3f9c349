"""How the texts of a slide to edit break: by the widths of the widest common font, so that every other has room too.

A text is kept as it is written and flows in its shape; only what no program breaks well is broken by hand: a word that
is wider than its shape, and before a date that would else be torn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from samverkan.views.diagram import cut_word
from samverkan.views.street_picture.wrap import measure_text

BREAK = "\v"  # a line that ends, within a paragraph
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|kr\b)|(?<=\d) (?=§)")
_SPACE = re.compile(r"[\n\t]")  # as on a screen, where a line of the map is no line of the slide
_KEPT = "\ue000"  # stands for a space at which no line may end
_DATE = re.compile(rf"\d{{4}}-\d\d-\d\d|\d{{1,3}}{_KEPT}")
_JOINTS = re.compile(r".+?(?:[-/–](?=[^\W\d])|$)")
_SOFT = "\u00ad"


@dataclass(frozen=True, slots=True)
class Pen:
    """What a text is written with: its size in px, whether bold, how wide it may be, and where its words part."""

    size: float
    width: float
    bold: bool = False
    hyphens: Mapping[str, str] = field(default_factory=dict)

    def has_room(self, text: str) -> bool:
        """Tell whether a text has room on one line."""
        return measure_text(text.replace(_KEPT, " ").strip(), self.size, bold=self.bold) <= self.width


def break_text(text: str, pen: Pen) -> list[str]:
    """Return the lines of a text, each with the space or break that ends it: joined they are the text to write."""
    lines = [""]
    for word in _THOUSANDS.sub(_KEPT, text.replace(_SOFT, "")).split(" "):
        if not pen.has_room(lines[-1] + word) and lines[-1].strip():
            if _DATE.match(word):
                lines[-1] += BREAK
            lines.append("")
        pieces = [word] if pen.has_room(word) else list(_part(word, pen))
        lines[-1] += pieces[0]
        lines += pieces[1:]
        lines[-1] += " "
    lines[-1] = lines[-1][:-1]
    return lines


def _part(word: str, pen: Pen) -> Iterator[str]:
    """Yield the lines of a word wider than its shape: parted at its joints, as its language parts it, or anywhere."""
    line = ""
    for piece, hyphen in _find_pieces(word, pen):
        if line and not pen.has_room(line + piece + hyphen):
            yield f"{line}{BREAK}"
            line = ""
        line = f"{line.removesuffix(_SOFT)}{piece}{_SOFT if hyphen else ''}"
    yield line


def _find_pieces(word: str, pen: Pen) -> Iterator[tuple[str, str]]:
    """Yield the pieces that a word may be parted into, each with the hyphen that it then has."""
    for joint in _JOINTS.findall(word):
        parts = _hyphenate(joint, pen)
        for n, part in enumerate(parts, 1):
            cut = cut_word(part, pen.has_room)
            yield from ((piece, "") for piece in cut[:-1])
            yield cut[-1], "-" if n < len(parts) else ""


def _hyphenate(joint: str, pen: Pen) -> list[str]:
    if pen.has_room(joint):
        return [joint]
    return re.sub(r"[^\W\d_]+", lambda hit: pen.hyphens.get(hit[0], hit[0]).replace("-", _SOFT), joint).split(_SOFT)


def write_lines(lines: list[str]) -> str:
    """Join lines to the text that is written, with a hyphen where a word goes on at the next."""
    return "".join(lines).replace(_SOFT, "-").replace(_KEPT, " ")


def cut_text(text: str, pen: Pen, most: int) -> list[str]:
    """Return the lines of a text, at most so many: what has no room ends in an ellipsis."""
    text = _SPACE.sub(" ", text)
    lines = break_text(text, pen)
    if len(lines) <= most:
        return lines
    near = "".join(lines[: most + 1])  # what is further on need not be tried
    words = text.split(" ")[: near.count(" ") + near.count(_KEPT) + 1]
    while len(lines) > most and len(words) > 1:
        words.pop()
        lines = break_text(" ".join(words) + " …", pen)
    word = words[0][: len(near)]
    while len(lines) > most and len(word) > 1:
        word = word[:-1]
        lines = break_text(f"{word}…", pen)
    return lines
