"""A network as SVG: shapes, edges and names where the page's canvas would draw them."""

from __future__ import annotations

import re
from html import escape
from math import atan2, cos, degrees, sin

from samverkan.views.diagram import break_lines, measure
from samverkan.views.encode import SHAPE_PATHS, SIGN_TONES, SIGNS, to_outline, to_shape, to_size, to_stroke
from samverkan.views.spec import Link, Picture, Spot

Box = tuple[float, float, float, float]
_SIDE, _ABOVE, _SIZE, _NAME = 210.0, 60.0, 16.0, 196.0
_DASHES = {"dashed": "6 5", "dotted": "1.5 5"}


def draw_picture(
    picture: Picture, corner: tuple[float, float], width: float, tones: dict[str, str]
) -> tuple[list[str], float]:
    """Return the drawing of a picture and its height, as large as the width lets it be."""
    xs, ys = [s.x for s in picture.spots], [s.y for s in picture.spots]
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    scale = min(1.0, (width - 2 * _SIDE) / max(1.0, across))
    left = corner[0] + _SIDE + (width - 2 * _SIDE - across * scale) / 2
    places = {
        s.id: (left + (s.x - min(xs)) * scale, corner[1] + _ABOVE + (s.y - min(ys)) * scale) for s in picture.spots
    }
    middle = (left - min(xs) * scale, corner[1] + _ABOVE - min(ys) * scale)
    rings = [_draw_ring(middle, radius * scale, tones) for radius in picture.rings]
    links = [_draw_link(link, picture, places, scale, tones) for link in picture.links]
    spots = [_draw_spot(s, places[s.id], scale, tones) for s in picture.spots]
    names = _draw_names(picture, places, (corner[0], corner[0] + width), scale, tones)
    return [*rings, *links, *spots, *names], down * scale + 2 * _ABOVE + 24


def _draw_ring(middle: tuple[float, float], radius: float, tones: dict[str, str]) -> str:
    x, y = middle
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{1.5 * radius:.1f}" ry="{radius:.1f}" '
        f'fill="none" stroke="{tones["line"]}"/>'
    )


def _draw_link(
    link: Link, picture: Picture, places: dict[str, tuple[float, float]], scale: float, tones: dict[str, str]
) -> str:
    """Draw an edge; a double line is a broad one with a light stripe, a head is drawn at the other's edge."""
    stroke = to_stroke(link.kind, link.weight)
    (x1, y1), (x2, y2) = places[link.start], places[link.end]
    path = f'd="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"'
    dash = f' stroke-dasharray="{_DASHES[stroke.dash]}"' if stroke.dash in _DASHES else ""
    said = f"<title>{escape(link.text)}</title>" if link.text else ""
    tone = tones[stroke.tone]
    drawn = f'<path {path} stroke="{tone}" stroke-width="{stroke.width}"{dash}>{said}</path>'
    if stroke.double:
        drawn += f'<path {path} stroke="{tones["paper"]}" stroke-width="2"/>'
    if stroke.head != "none":
        size = next((to_size(s.kind, s.need) for s in picture.spots if s.id == link.end), 13.0)
        angle = atan2(y2 - y1, x2 - x1)
        r = size * scale + 3
        fill = tone if stroke.head == "solid" else tones["paper"]
        drawn += (
            f'<path d="M0 0L-11 -6V6Z" fill="{fill}" stroke="{tone}" transform="translate({x2 - cos(angle) * r:.1f} '
            f'{y2 - sin(angle) * r:.1f}) rotate({degrees(angle):.1f})"/>'
        )
    return drawn


def _draw_spot(spot: Spot, place: tuple[float, float], scale: float, tones: dict[str, str]) -> str:
    outline, size = to_outline(spot.need), to_size(spot.kind, spot.need) * max(scale, 0.6)
    dash = f' stroke-dasharray="{_DASHES[outline.dash]}"' if outline.dash in _DASHES else ""
    grown = size / 10
    shape = (
        f'<path d="{SHAPE_PATHS[to_shape(spot.kind)]}" transform="scale({grown:.3f})" fill="{tones[outline.fill]}" '
        f'stroke="{tones[outline.tone]}" stroke-width="{outline.width / grown:.2f}"{dash}/>'
    )
    sign = ""
    if spot.stance:
        tone = "accent-ink" if outline.fill == "accent" else SIGN_TONES.get(spot.stance, "ink")
        sign = (
            f'<text y="5" text-anchor="middle" font-size="14" font-weight="700" fill="{tones[tone]}">'
            f"{escape(SIGNS.get(spot.stance, spot.stance))}</text>"
        )
    x, y = place
    return f'<g transform="translate({x:.1f} {y:.1f})"><title>{escape(spot.label)}</title>{shape}{sign}</g>'


def _draw_names(
    picture: Picture,
    places: dict[str, tuple[float, float]],
    sides: tuple[float, float],
    scale: float,
    tones: dict[str, str],
) -> list[str]:
    """Write the names that find room, the most important first; one that finds none is left out whole."""
    radii = {s.id: to_size(s.kind, s.need) * scale + 3 for s in picture.spots}
    taken = [(x - radii[i], y - radii[i], 2 * radii[i], 2 * radii[i]) for i, (x, y) in places.items()]
    names = []
    for spot in sorted(picture.spots, key=lambda s: s.rank):
        text = f"{spot.mark}. {spot.label}" if spot.mark else spot.label
        lines = break_lines(text, _NAME, _SIZE, most=99)
        whole = len(lines) <= 3 and all(measure(word, _SIZE) <= _NAME for word in re.split(r"[\s/-]+", text))
        box = _find_room(lines, places[spot.id], radii[spot.id], taken, sides) if whole else None
        if box is not None:
            taken.append(box)
            names += _write(lines, box, places[spot.id], tones)
    return names


def _find_room(
    lines: list[str], place: tuple[float, float], radius: float, taken: list[Box], sides: tuple[float, float]
) -> Box | None:
    x, y = place
    w, h = max(measure(line, _SIZE) for line in lines), len(lines) * 19.0
    corners = (
        (x - w / 2, y + radius + 2),
        (x + radius + 4, y - h / 2),
        (x - radius - 4 - w, y - h / 2),
        (x - w / 2, y - radius - 2 - h),
    )
    for left, top in corners:
        box = (left, top, w, h)
        if left >= sides[0] and left + w <= sides[1] and not any(_meet(box, other) for other in taken):
            return box
    return None


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _write(lines: list[str], box: Box, place: tuple[float, float], tones: dict[str, str]) -> list[str]:
    left, top, w, _ = box
    anchor, x = "middle", left + w / 2
    if left > place[0]:
        anchor, x = "start", left
    elif left + w < place[0]:
        anchor, x = "end", left + w
    style = f'font-size="{_SIZE:.0f}" text-anchor="{anchor}" fill="{tones["ink"]}"'
    halo = f'stroke="{tones["paper"]}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return [
        f'<text x="{x:.1f}" y="{top + 15 + 19 * number:.1f}" {style} {halo}>{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
