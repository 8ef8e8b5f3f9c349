"""Draw a diagram as SVG: text in the places that `diagram` gave it, colours by the names of tokens.

The same drawing stands in a page, where cards can be chosen, and alone as a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from samverkan.views.diagram import PAD, Arrow, Band, Card, CardLine, Diagram
from samverkan.views.diagram_strip import draw_strip

UNSEEN = "unseen"  # an arrow that the place of its cards tells already
_HEAD = 9.0
_BENT = 0.5
_MARK = 22.0
_LEVEL = 40.0  # how far below a card's top its sides east and west are, so that arrows between equal tops are level


def to_svg(diagram: Diagram, *, style: str = "") -> str:
    """Return the SVG element; `style` makes it a picture of its own, and leaves out what only a page can do."""
    if not style:
        return _wrap(diagram, _draw(diagram, alone=False), 'role="group"')
    title = f"<title>{escape(diagram.title)}</title><style>{style}</style>"
    return _wrap(diagram, [title, *_draw(diagram, alone=True)], 'role="img"', (diagram.width, diagram.height))


def to_sheet(diagram: Diagram, size: tuple[float, float]) -> str:
    """Return the SVG element of a size in px for paper, where nothing is pressed."""
    return _wrap(diagram, _draw(diagram, alone=True), 'role="img"', size)


def _wrap(diagram: Diagram, parts: Iterable[str], role: str, size: tuple[float, float] | None = None) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" class="diagram-svg"'
    sized = f' width="{_number(size[0])}" height="{_number(size[1])}"' if size else ""
    box = f'viewBox="0 0 {_number(diagram.width)} {_number(diagram.height)}"'
    return "\n".join([f'{head} {box}{sized} {role} aria-label="{escape(diagram.title)}">', *parts, "</svg>"])


def _draw(diagram: Diagram, *, alone: bool) -> Iterator[str]:
    if diagram.strip:
        yield from draw_strip(diagram.strip, diagram.width, alone=alone)
    yield from (_band(band, diagram.width) for band in diagram.bands)
    places = {card.id: card for card in diagram.cards}
    yield from (_arrow(arrow, places) for arrow in diagram.arrows if arrow.kind != UNSEEN)
    yield from (_card(card, alone) for card in diagram.cards)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _band(band: Band, width: float) -> str:
    box = f'<rect x="0" y="{_number(band.y)}" width="{_number(width)}" height="{_number(band.height)}" rx="8"/>'
    words = [
        f'<text x="14" y="{_number(band.y + 24 + 19 * i)}">{escape(line)}</text>'
        for i, line in enumerate(band.title.split("\n"))
    ]
    return f'<g class="band {band.look}">{box}{"".join(words)}</g>'


def _card(card: Card, alone: bool) -> str:
    inside = "".join(_card_parts(card))
    acts = "" if alone else f' tabindex="0" role="button" data-ref="{escape(card.id)}"'
    place = f'transform="translate({_number(card.x)} {_number(card.y)})"'
    return f'<g class="card {card.look}" {place}{acts}>{inside}</g>'


def _card_parts(card: Card) -> Iterator[str]:
    if any(line.text.endswith("…") for line in card.lines):
        yield f"<title>{escape(card.label)}</title>"
    yield f'<rect class="box" width="{_number(card.width)}" height="{_number(card.height)}" rx="8"/>'
    if card.mark:
        x = card.width - _MARK - 6
        yield f'<rect class="mark-box" x="{_number(x)}" y="6" width="{_MARK:.0f}" height="{_MARK:.0f}" rx="4"/>'
        at = f'x="{_number(x + _MARK / 2)}" y="{6 + _MARK * 0.72:.1f}"'
        yield f'<text class="mark" aria-hidden="true" {at}>{escape(card.mark)}</text>'
    for number, line in enumerate(card.lines):
        yield _line(line, first=not number or card.lines[number - 1].look != line.look)


def _line(line: CardLine, first: bool) -> str:
    x, clock = PAD[0], ""
    if line.look == "stale":
        x += 18.0
        y = line.y - 4.5
        hands = f'<path d="M18.5 {_number(y - 4)}V{_number(y)}H22"/>'
        clock = f'<g class="clock-sign"><circle cx="18.5" cy="{_number(y)}" r="6"/>{hands}</g>' if first else ""
    return f'{clock}<text class="{line.look}" x="{_number(x)}" y="{_number(line.y)}">{escape(line.text)}</text>'


def _side(card: Card, side: str) -> tuple[float, float]:
    if side in ("east", "west"):
        return card.x + (card.width if side == "east" else 0), card.y + _LEVEL
    if side in ("right", "left"):
        return card.x + (card.width if side == "right" else 0), card.y + card.height / 2
    return card.x + card.width / 2, card.y + (card.height if side == "bottom" else 0)


_WAYS = {"right": (1, 0), "left": (-1, 0), "top": (0, -1), "bottom": (0, 1), "east": (1, 0), "west": (-1, 0)}


def _arrow(arrow: Arrow, places: dict[str, Card]) -> str:
    """Draw a curve from side to side that leaves and enters straight, and its head."""
    (x1, y1), (x2, y2) = _side(places[arrow.start], arrow.leave), _side(places[arrow.end], arrow.enter)
    (ax, ay), (bx, by) = _WAYS[arrow.leave], _WAYS[arrow.enter]
    tx, ty = x2 + bx * _HEAD, y2 + by * _HEAD
    across, down = abs(tx - x1), abs(ty - y1)
    reach = max(14.0, _BENT * (min(across, down) if abs(ax) != abs(bx) else across if ax else down))
    points = [(x1, y1), (x1 + ax * reach, y1 + ay * reach), (tx + bx * reach, ty + by * reach), (tx, ty)]
    a, b, c, d = (f"{_number(x)} {_number(y)}" for x, y in points)
    wing = [(x2, y2), (tx - by * 5.5, ty - bx * 5.5), (tx + by * 5.5, ty + bx * 5.5)]
    head = "L".join(f"{_number(x)} {_number(y)}" for x, y in wing)
    words = ""
    if arrow.text:
        beside = abs(ax) < 1 and abs(x1 - x2) < 1  # a line straight down leaves no room but beside it
        x, y = (x1 + 7, (y1 + y2) / 2 + 5) if beside else ((x1 + x2) / 2, (y1 + y2) / 2 - 5)
        look = ' class="beside"' if beside else ""
        words = f'<text{look} x="{_number(x)}" y="{_number(y)}">{escape(arrow.text)}</text>'
    ends = f'data-from="{escape(arrow.start)}" data-to="{escape(arrow.end)}"'
    return (
        f'<g class="arrow {arrow.kind}" {ends}><path d="M{a}C{b} {c} {d}"/><path class="head" d="M{head}Z"/>{words}</g>'
    )
