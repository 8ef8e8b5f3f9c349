"""Draw the strip of time above a diagram as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from samverkan.views.diagram import Strip, StripMark


def draw_strip(strip: Strip, width: float, *, alone: bool) -> Iterator[str]:
    """Yield the parts of a strip: its title, years, the day, bars with their numbers, and what was seen."""
    yield f'<g class="time-strip"><rect class="strip-ground" width="{width:.0f}" height="{strip.height:.0f}" rx="8"/>'
    for number, word in enumerate(strip.words):
        yield f'<text class="strip-title" x="14" y="{22 + 18 * number}">{escape(word)}</text>'
    for mark in strip.marks:
        yield _DRAW[mark.kind](mark, strip, alone)
    yield "</g>"


def _tick(mark: StripMark, strip: Strip, _alone: bool) -> str:
    line = f'<path class="strip-tick" d="M{mark.x1:.1f} 6V{strip.height - 4:.1f}"/>'
    return f'{line}<text class="strip-year" x="{mark.x1 + 5:.1f}" y="18">{escape(mark.text)}</text>'


def _now(mark: StripMark, strip: Strip, _alone: bool) -> str:
    line = f'<path class="strip-now" d="M{mark.x1:.1f} 4V{strip.height - 2:.1f}"/>'
    return f"<g><title>{escape(mark.text)}</title>{line}</g>"


def _span(mark: StripMark, _strip: Strip, alone: bool) -> str:
    box = f'x="{mark.x1:.1f}" y="{mark.y:.1f}" width="{mark.x2 - mark.x1:.1f}" height="12" rx="2"'
    bar = f'<rect class="strip-bar" {box}/>'
    number = f'<text class="strip-number" x="{mark.x2 + 4:.1f}" y="{mark.y + 11:.1f}">{escape(mark.text)}</text>'
    acts = "" if alone else f' data-ref="{escape(mark.ref)}"'
    return f'<g class="strip-span {mark.look}"{acts}><title>{escape(mark.title)}</title>{bar}{number}</g>'


def _seen(mark: StripMark, _strip: Strip, _alone: bool) -> str:
    x, y = mark.x1, mark.y
    corners = f"M{x:.1f} {y - 7:.1f}L{x + 7:.1f} {y:.1f}L{x:.1f} {y + 7:.1f}L{x - 7:.1f} {y:.1f}Z"
    shape = f'<path class="strip-seen" d="{corners}"/>'
    return f"<g><title>{escape(mark.title)}</title>{shape}</g>"


_DRAW = {"tick": _tick, "now": _now, "span": _span, "seen": _seen}
