"""A plan or the steps of a network as SVG, by the same signs, tints and widths as the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from math import sqrt

from samverkan.views.encode import SHAPE_PATHS, to_shape
from samverkan.views.street_picture.layout import (
    LINE,
    PILL_PAD,
    SEAT,
    SIGN,
    SIZE,
    SMALL,
    Hand,
    Layout,
    Placed,
    Standing,
    lay_out,
)
from samverkan.views.street_picture.lines import Laid, lay_wires
from samverkan.views.street_picture.wrap import measure_text
from samverkan.views.streets import Entry, Streets, Wire

_WIDTHS: Mapping[int, float] = {1: 1.3, 2: 1.2, 3: 2.2, 4: 4.0}
_CHANGED: Mapping[str, tuple[str, float]] = {"new": ("green", 3.4), "ended": ("red", 2.6)}
MARKS: Mapping[str, tuple[str, str]] = {"new": ("+", "green"), "ended": ("×", "red"), "moved": ("→", "amber")}
_ARROW = "M0 0L-8 -4L-8 4Z"


@dataclass(frozen=True)
class Pen:
    """What a drawing needs to know: the colours by name, and how names are written."""

    tones: Mapping[str, str]
    hand: Hand

    def text(self, x: float, y: float, text: str, size: float = SIZE, tone: str = "ink", weight: int = 400) -> str:
        """Write a text; a weight of 400 goes without saying."""
        bold = f' font-weight="{weight}"' if weight > 400 else ""
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{self.tones[tone]}"{bold}>{escape(text)}</text>'
        )

    def sign(self, kind: str, near: int, x: float, y: float, size: float = SIGN) -> str:
        """Draw the shape of a kind around a point, filled by how near it is."""
        fill = self.tones[{1: "accent", 2: "near-2"}.get(near, "paper")]
        line = self.tones["second-ink" if near == -1 else "accent"]
        dash = ' stroke-dasharray="4.5 3"' if near == -1 else ""
        return (
            f'<path d="{SHAPE_PATHS[to_shape(kind)]}" transform="translate({x:.1f} {y:.1f}) scale({size / 24:.3f})" '
            f'fill="{fill}" stroke="{line}" stroke-width="2.6"{dash}/>'
        )

    def seat(self, letter: str, x: float, middle: float, tone: str = "ink") -> str:
        """Draw a letter in a small box whose left side is at x."""
        line = self.tones[tone]
        box = (
            f'<rect x="{x + 0.75:.1f}" y="{middle - 8:.1f}" width="{SEAT - 1.5:.1f}" height="16" rx="4" '
            f'fill="{self.tones["paper"]}" stroke="{line}" stroke-width="1.5"/>'
        )
        return box + (
            f'<text x="{x + SEAT / 2:.1f}" y="{middle + 4.3:.1f}" font-size="12" font-weight="700" '
            f'text-anchor="middle" fill="{line}">{escape(letter)}</text>'
        )

    def pill(self, text: str, x: float, middle: float, *, ground: str = "paper", ink: str = "ink") -> str:
        """Draw a word in a pill whose left side is at x."""
        width = measure_text(text, SMALL, bold=True) + PILL_PAD
        line = f' stroke="{self.tones["ink"]}"' if ground == "paper" else ""
        return (
            f'<rect x="{x:.1f}" y="{middle - 8:.1f}" width="{width:.1f}" height="16" rx="8" '
            f'fill="{self.tones[ground]}"{line}/>'
            f'<text x="{x + width / 2:.1f}" y="{middle + 4.3:.1f}" font-size="12" font-weight="700" '
            f'text-anchor="middle" fill="{self.tones[ink]}">{escape(text)}</text>'
        )


def draw_streets(
    streets: Streets, pen: Pen, corner: tuple[float, float], width: float, *, steps: bool
) -> tuple[list[str], float]:
    """Return the drawing of a plan or of steps, and its height."""
    layout = lay_out(streets, pen.hand, corner, width, steps=steps)
    laid = lay_wires(streets.wires, layout.ends, layout.lanes)
    parts = list(_draw_ground(layout, pen))
    parts += [pen.text(x, y, text, 13, "second-ink", 600) for text, x, y in layout.heads]
    for line in sorted(laid, key=lambda one: one.wire.ours):
        parts += _draw_line(line, pen)
    for column in layout.columns:
        for box in column:
            parts += _draw_box(box, pen)
    if layout.more:
        text, x, y = layout.more
        parts.append(pen.text(x, y, text, SMALL, "second-ink"))
    return parts, layout.height


def _draw_ground(layout: Layout, pen: Pen) -> Iterator[str]:
    if layout.ground and layout.ground_head:
        x, y, width, height = layout.ground
        yield (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="10" '
            f'fill="{pen.tones["ground"]}"/>'
        )
        yield from _draw_row(layout.ground_head, pen)


def _draw_box(standing: Standing, pen: Pen) -> Iterator[str]:
    box = standing.box
    line, width, dash = "box", "1", ""
    if box.isolated:
        line, dash = "red", ' stroke-dasharray="4 3"'
    elif box.ours:
        line, width = "accent", "2"
    ground = pen.tones[f"tint-{box.tint}" if box.tint else "paper"]
    yield (
        f'<rect x="{standing.left + 0.5:.1f}" y="{standing.top + 0.5:.1f}" width="{standing.width - 1:.1f}" '
        f'height="{standing.height - 1:.1f}" rx="6" fill="{ground}" stroke="{pen.tones[line]}" '
        f'stroke-width="{width}"{dash}/>'
    )
    for row in standing.rows:
        yield from _draw_row(row, pen)
    for text, x, y in standing.small:
        yield pen.text(x, y, text, SMALL, "second-ink")


def _draw_row(row: Placed, pen: Pen) -> Iterator[str]:
    entry, middle = row.entry, row.top + LINE / 2
    us = entry.look == "us"
    if us:
        yield (
            f'<rect x="{row.left + 4:.1f}" y="{row.top:.1f}" width="{row.right - row.left:.1f}" '
            f'height="{row.height:.1f}" rx="4" fill="{pen.tones["accent"]}"/>'
        )
        width = pen.hand.us_width
        yield pen.pill(pen.hand.us, row.name_x - 6 - width, middle, ground="accent-ink", ink="accent")
    else:
        yield pen.sign(entry.kind, entry.near, row.name_x - 6 - SIGN / 2, middle)
    tone = "accent-ink" if us else "second-ink" if entry.look == "body" else "ink"
    weight = {"head": 700, "us": 700, "body": 600, "named": 600}.get(entry.look, 400)
    for number, line in enumerate(row.lines):
        yield _strike(pen.text(row.name_x, middle + LINE * number + 4.7, line, SIZE, tone, weight), entry)
    if row.note:
        at = middle + LINE * row.note[1] + 4.5
        yield pen.text(row.note[0], at, entry.note, SMALL, "accent-ink" if us else "second-ink")
    yield from _draw_ends(row, pen, middle + LINE * row.ends_line)


def _strike(text: str, entry: Entry) -> str:
    return text.replace("<text ", '<text text-decoration="line-through" ', 1) if entry.change == "ended" else text


def _draw_ends(row: Placed, pen: Pen, middle: float) -> Iterator[str]:
    """Draw what stands at the right of a row, from the right: letters, bridge, count, and what has happened to it."""
    entry, x = row.entry, row.right
    for letter in reversed(entry.badges):
        x -= SEAT
        yield pen.seat(letter, x, middle)
        x -= 3
    if entry.broker:
        said = pen.hand.bridge.format(n=entry.broker)
        x -= measure_text(said, SMALL, bold=True) + PILL_PAD
        yield pen.pill(said, x, middle)
        x -= 3
    if entry.tail:
        x -= measure_text(entry.tail, SIZE, bold=True)
        yield pen.text(x, middle + 4.7, entry.tail, SIZE, "accent-ink" if entry.look == "us" else "second-ink", 600)
        x -= 3
    if entry.change:
        mark, tone = MARKS[entry.change]
        yield pen.seat(mark, x - SEAT, middle, tone)


def _draw_line(line: Laid, pen: Pen) -> Iterator[str]:
    wire = line.wire
    path = "".join(
        f"M{a[0]:.1f} {a[1]:.1f}C{b[0]:.1f} {b[1]:.1f} {c[0]:.1f} {c[1]:.1f} {d[0]:.1f} {d[1]:.1f}"
        for a, b, c, d in line.curves
    )
    tone, width, dash = _look_of(wire)
    yield _stroke(path, pen.tones[tone], width, dash)
    if wire.kind == "leverage":
        if not wire.change:
            yield _stroke(path, pen.tones["paper"], 1.5)
        (x, y), before = line.curves[-1][3], line.curves[-1][2][0]
        turned = " rotate(180)" if before > x else ""
        yield f'<path d="{_ARROW}" transform="translate({x:.1f} {y:.1f}){turned}" fill="{pen.tones[tone]}"/>'
    if wire.kind == "bundle":
        yield from _draw_count(line, pen)


def _stroke(path: str, tone: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{tone}" stroke-width="{width:.2g}"{dashed}/>'


def _look_of(wire: Wire) -> tuple[str, float, str]:
    """Return the colour, width and dash of a line."""
    if wire.change:
        tone, width = _CHANGED.get(wire.change, ("line-strong", 1.4))
        return tone, width, "6 4" if wire.change == "ended" else ""
    if wire.kind == "leverage":
        return "leverage", 3.2, ""
    tone = "accent" if wire.ours else "wire-strong" if wire.kind == "tie" and wire.weight > 3 else "wire"
    if wire.kind == "bundle":
        return tone, 1.2 + 1.5 * sqrt(wire.weight), ""
    if wire.kind == "seat":
        return tone, 1.6, "2 3"
    return tone, _WIDTHS.get(wire.weight, 1.2), "4 3" if wire.weight == 1 else ""


def _draw_count(line: Laid, pen: Pen) -> Iterator[str]:
    a, b, c, d = line.curves[len(line.curves) // 2]
    x, y = ((a[k] + 3 * b[k] + 3 * c[k] + d[k]) / 8 for k in (0, 1))
    width = 12 + 7.5 * len(line.wire.text)
    yield (
        f'<rect x="{x - width / 2:.1f}" y="{y - 9:.1f}" width="{width:.1f}" height="18" rx="9" '
        f'fill="{pen.tones["paper"]}" stroke="{pen.tones["wire"]}"/>'
        f'<text x="{x:.1f}" y="{y + 4.3:.1f}" font-size="12" font-weight="700" text-anchor="middle" '
        f'fill="{pen.tones["ink"]}">{escape(line.wire.text)}</text>'
    )
