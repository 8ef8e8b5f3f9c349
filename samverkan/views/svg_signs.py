"""The signs of a picture that stands alone, once for its cells and its legend: discs of stance and boxes of state."""

from __future__ import annotations

from html import escape

from samverkan.views.encode import SIGN_TONES, SIGNS

Tones = dict[str, str]


def draw_disc(stance: str, radius: float, tones: Tones) -> str:
    """Draw the disc of a stance around 0,0: its sign on its colour, an empty dashed one where nobody knows."""
    if stance == "unknown":
        look = f'fill="{tones["paper"]}" stroke="{tones["ink"]}" stroke-dasharray="3 2"'
        return f'<circle r="{radius:.3g}" {look}/>' + write_sign(SIGNS[stance], 0, tones["ink"])
    disc = f'<circle r="{radius:.3g}" fill="{tones[SIGN_TONES[stance]]}"/>'
    return disc + write_sign(SIGNS[stance], 0, tones["sign-ink"])


def write_sign(text: str, x: float, tone: str) -> str:
    """Write a short text in the middle of what is drawn around 0,0."""
    look = f'font-size="12" font-weight="700" text-anchor="middle" fill="{tone}"'
    return f'<text x="{x:.0f}" y="4.5" {look}>{escape(text)}</text>'


def draw_box(state: str, side: float, tones: Tones) -> str:
    """Draw the box of a state around 0,0: full, half, struck out, or empty and dashed where nobody knows."""
    half = side / 2
    tone = tones["red" if state in ("no", "unknown") else "accent"]
    fill, dash = tones["accent" if state == "yes" else "paper"], ' stroke-dasharray="3 2"' if state == "unknown" else ""
    extra = {
        "partly": f'<rect x="-{half:.3g}" width="{side:.3g}" height="{half:.3g}" fill="{tones["accent"]}"/>',
        "no": f'<path d="M-{half:.3g} {half:.3g}L{half:.3g} -{half:.3g}" stroke="{tone}" stroke-width="2"/>',
    }.get(state, "")
    place = f'x="-{half:.3g}" y="-{half:.3g}" width="{side:.3g}" height="{side:.3g}"'
    return f'<rect {place} fill="{fill}" stroke="{tone}"{dash}/>{extra}'
