"""What was measured of an effect: the first and the latest figure beside the target.

A figure that privacy has left out of the map, since it counts fewer than ten people of a group at risk, is `FEWER`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from samverkan.model import Map, Node
from samverkan.privacy import find_hidden

FEWER: Final = "fewer"
Figure = float | Literal["fewer"]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an indicator on a day; the baseline and target are None where nobody wrote them."""

    indicator: str
    latest: Figure
    baseline: Figure | None
    target: Figure | None


def find_figures(content: Map, effect: Node, on: date) -> list[Figures]:
    """Find the figures of each indicator of an effect, in id order; one without a measurement has none."""
    found = [_find_of(content, indicator, on) for indicator in content.origins(effect.id, "MEASURES")]
    return [figures for figures in found if figures is not None]


def _find_of(content: Map, indicator: Node, on: date) -> Figures | None:
    latest = _find_latest(content, indicator, on)
    if latest is None:
        return None
    return Figures(indicator.id, latest, _number(indicator, "baseline"), _number(indicator, "target"))


def _number(node: Node, name: str) -> Figure | None:
    value = node.properties.get(name)
    if name in find_hidden(node):
        return FEWER
    return float(value) if isinstance(value, (int, float)) else None


def _find_latest(content: Map, indicator: Node, on: date) -> Figure | None:
    """Find the latest figure by a day; registers that disagree about the same day give none."""
    found = [n for n in content.origins(indicator.id, "OF") if _day(n) <= on]
    last = max((_day(n) for n in found), default=None)
    values = {_number(n, "value") for n in found if _day(n) == last}
    return values.pop() if len(values) == 1 else None


def _day(measurement: Node) -> date:
    day = measurement.properties.get("date")
    return day if isinstance(day, date) else date.max
