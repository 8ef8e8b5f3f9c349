"""The strip of time above the measures: a bar for when each went on, and when side effects were seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samverkan.measures.timeline import Span, find_observed, find_span
from samverkan.views.diagram import Strip, StripMark, measure
from samverkan.views.interventions_chain import Chain

_HEAD, _ROW, _SIZE = 20.0, 20.0, 14.0
_TICK_ROOM = 64.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to places: the first and last day, and the left and right side."""

    first: date
    last: date
    left: float
    right: float

    def __call__(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + share * (self.right - self.left)


def build_strip(chain: Chain, left: float, right: float) -> Strip | None:
    """Build the strip; none where nothing has a date."""
    on = chain.request.on
    spans = [find_span(m) for m in chain.measures]
    dated = [(n, span) for n, span in enumerate(spans, chain.first) if span.is_dated]
    if not dated:
        return None
    seen = [(e.name, day) for m in chain.measures for e in chain.side(m.id) if (day := find_observed(e)) is not None]
    days = [on, *(d for _, s in dated for d in (s.first, s.last(on))), *(day for _, day in seen)]
    first = date(min(days).year, 1, 1)
    last = max(days)
    scale = _Scale(first, date(last.year, 12, 31), left, right - 4)
    marks, rows = _place_spans(chain, dated, scale, on)
    ticks = tuple(_ticks(scale))
    dots = [
        StripMark("seen", scale(day), scale(day), _HEAD + rows * _ROW + 8, "", title=f"{name} · {day.isoformat()}")
        for name, day in seen
    ]
    height = _HEAD + rows * _ROW + (16 if dots else 0) + 6
    now = StripMark("now", scale(on), scale(on), height, chain.say("now"))
    undated = [str(n) for n, span in enumerate(spans, chain.first) if not span.is_dated]
    words = [chain.say("strip-title")]
    if undated:
        words.append(chain.say("strip-undated", numbers=", ".join(undated)))
    return Strip(height, (*ticks, now, *marks, *dots), tuple(words))


def _ticks(scale: _Scale) -> Iterator[StripMark]:
    """Yield a tick at the beginning of years, as many as have room for their figures."""
    years = range(scale.first.year, scale.last.year + 1)
    each = (scale.right - scale.left) / len(years)
    step = next((n for n in (1, 2, 5, 10, 20, 50, 100, 500) if each * n >= _TICK_ROOM), 1000)
    for year in years:
        if not (year - scale.first.year) % step:
            yield StripMark("tick", scale(date(year, 1, 1)), 0, 0, str(year))


def _place_spans(chain: Chain, dated: list[tuple[int, Span]], scale: _Scale, on: date) -> tuple[list[StripMark], int]:
    """Place each bar in the first row where it and its number touch no other."""
    ends: list[float] = []
    marks: list[StripMark] = []
    nodes = {m.id: m for m in chain.measures}
    for number, span in dated:
        x1 = scale(span.first)
        x2 = max(x1 + 4, scale(span.last(on)))
        taken = max(x2, x1 + 22) + measure(str(number), _SIZE, bold=True) + 10
        row = next((n for n, end in enumerate(ends) if end < x1), len(ends))
        ends[row : row + 1] = [taken]
        node = nodes[span.node]
        look = "open" if span.open else node.text("status") or ""
        title = f"{node.name} · {chain.say_when(node)}"
        marks.append(StripMark("span", x1, x2, _HEAD + row * _ROW + 8, str(number), look, span.node, title))
    return marks, len(ends)
