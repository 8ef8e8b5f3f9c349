"""How things look, by named rules: shape, outline, size, width and sign. Colours are names of tokens (tokens.css).

The same rules feed the page and the static SVG, and the legend is written from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SHAPES: Mapping[str, str] = {
    "post": "circle",
    "forum": "diamond",
    "assembly": "hexagon",
    "board": "hexagon",
    "committee": "hexagon",
    "company": "square",
    "municipal_company": "square",
    "association": "triangle",
    "group": "dots",
    "issue": "flag",
    "cluster": "stack",
}
_ORGANISATION = "rounded"

# The shapes as SVG paths around 0,0 with a radius of about 10.
SHAPE_PATHS: Mapping[str, str] = {
    "circle": "M-9 0A9 9 0 1 1 9 0A9 9 0 1 1 -9 0Z",
    "rounded": "M-5 -9H5Q9 -9 9 -5V5Q9 9 5 9H-5Q-9 9 -9 5V-5Q-9 -9 -5 -9Z",
    "square": "M-8 -8H8V8H-8Z",
    "hexagon": "M-10 0L-5 -8.7H5L10 0L5 8.7H-5Z",
    "diamond": "M0 -10L10 0L0 10L-10 0Z",
    "triangle": "M0 -9L10 8H-10Z",
    "dots": "M-6 3a3 3 0 1 0 .1 0ZM6 3a3 3 0 1 0 .1 0ZM0 -8a3 3 0 1 0 .1 0Z",
    "flag": "M-9 -7H5L10 0L5 7H-9Z",
    "stack": "M-9 -4H4V9H-9ZM-4 -4V-9H9V4H4",
}

SIGNS: Mapping[str, str] = {
    "champions": "++",
    "supports": "+",
    "neutral": "0",
    "hesitant": "!",
    "opposes": "–",
    "unknown": "?",
}
SIGN_TONES: Mapping[str, str] = {
    "champions": "green",
    "supports": "green",
    "neutral": "second",
    "hesitant": "amber",
    "opposes": "red",
    "unknown": "second",
}

_SIZES: Mapping[str, float] = {"us": 18, "cluster": 20, "issue": 16, "focus": 17, "through": 10}
_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class Outline:
    """How a node's edge is drawn: width in px, dash (solid, dashed, dotted), and the tokens of line and fill."""

    width: float
    dash: str
    tone: str
    fill: str = "paper"


OUTLINES: Mapping[str, Outline] = {
    "us": Outline(2, "solid", "accent", "accent"),
    "must": Outline(3.5, "solid", "accent"),
    "must_unless_above": Outline(3.5, "solid", "accent"),
    "one_of": Outline(2.5, "dashed", "accent"),
    "above": Outline(1.25, "solid", "accent"),
    "heard": Outline(1.25, "solid", "second"),
    "not_needed": Outline(1.25, "solid", "line"),
    "focus": Outline(3.5, "solid", "accent", "accent-wash"),
    "through": Outline(2, "solid", "second"),
    "unknown_authority": Outline(2.5, "dotted", "red"),
    "": Outline(2, "solid", "accent"),
}


# What a node looks like when nothing else is said of it; a page is told only what differs.
USUAL: Mapping[str, str | float] = {
    "size": _SIZE,
    "color": "accent",
    "fill": "paper",
    "border": 2,
    "dash": "solid",
    "rank": 5,
    "shape": "circle",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """How an edge is drawn; `double` leaves a light stripe in the middle, `head` is none, solid or hollow."""

    width: float
    tone: str
    dash: str = "solid"
    double: bool = False
    head: str = "none"


_STROKES: Mapping[str, Stroke] = {
    "line": Stroke(1, "line-strong"),
    "member": Stroke(1, "line-strong", dash="dashed"),
    "leverage": Stroke(5, "accent", double=True, head="solid"),
    "delegation": Stroke(1.5, "second", head="hollow"),
    "involved": Stroke(1.5, "second"),
    "cold": Stroke(2.5, "accent", dash="dotted"),
    "unknown": Stroke(2.5, "red", dash="dotted"),
    "other": Stroke(1, "line-strong"),
    "cause": Stroke(2, "second", head="solid"),
    "leads": Stroke(2, "accent", head="solid"),
    "side": Stroke(2.5, "amber", dash="dashed", head="solid"),
    "mitigates": Stroke(1.5, "green", dash="dotted", head="solid"),
}


def to_shape(kind: str) -> str:
    """Name the shape of a kind of actor or thing."""
    return SHAPES.get(kind, _ORGANISATION)


def to_size(kind: str, need: str) -> float:
    """Return the radius of a node in units of the picture."""
    return _SIZES.get(need, _SIZES.get(kind, _SIZE))


def to_outline(need: str) -> Outline:
    """Return the outline that tells how much somebody is needed."""
    return OUTLINES.get(need, OUTLINES[""])


def to_stroke(kind: str, weight: int) -> Stroke:
    """Return how an edge is drawn; ties and steps of the way are as wide as their weight."""
    if kind == "tie":
        return Stroke(weight, "tie")
    if kind == "between":
        return Stroke(weight, "line-strong")
    if kind == "way":
        return Stroke(2 + weight / 2, "accent")
    return _STROKES.get(kind, _STROKES["other"])


# The fields whose values go from less to more, and may so be told by size.
ORDERED: Mapping[str, tuple[str, ...]] = {
    "level": ("operative", "tactical", "strategic"),
    "contacts": ("0", "1", "3", "6", "11"),
    "between": ("0", "1", "2", "3"),
    "distance": ("0", "1", "2"),
    "strength": ("new", "acquainted", "established", "strong"),
    "basis": ("person", "both", "function"),
}

# What tells values of a field apart, in this order.
OTHER_SHAPES = ("circle", "rounded", "triangle", "diamond", "hexagon", "square", "flag", "dots")
LEAST_AND_MOST: Mapping[str, tuple[float, float]] = {"sizes": (9, 22), "widths": (1, 5)}


def to_looks() -> dict[str, object]:
    """Return these rules as the scripts of a page read them."""
    return {
        "usual": dict(USUAL),
        "shapes": dict(SHAPE_PATHS),
        "signTones": dict(SIGN_TONES),
        "otherShapes": list(OTHER_SHAPES),
        **{key: list(value) for key, value in LEAST_AND_MOST.items()},
    }
