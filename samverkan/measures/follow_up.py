"""What was measured of an effect: the first and the latest figure beside the target.

Figures on a group at risk (`special_category`) are never told below ten, so that nobody can be picked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samverkan.model import Map, Node

LEAST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an indicator on a day; the baseline and target are None where nobody wrote them."""

    indicator: str
    latest: float
    baseline: float | None
    target: float | None


def find_figures(content: Map, effect: Node, on: date) -> list[Figures]:
    """Find the figures of each indicator of an effect, in id order; one without a measurement has none."""
    sensitive = any(n.properties.get("special_category") is True for n in content.targets(effect.id, "AFFECTS"))
    found = [_find_of(content, indicator, on) for indicator in content.origins(effect.id, "MEASURES")]
    return [figures for figures in found if figures is not None and not (sensitive and _is_small(figures))]


def _is_small(figures: Figures) -> bool:
    known = (figures.baseline, figures.latest, figures.target)
    return any(figure is not None and figure < LEAST_SHOWN for figure in known)


def _find_of(content: Map, indicator: Node, on: date) -> Figures | None:
    latest = _find_latest(content, indicator, on)
    if latest is None:
        return None
    return Figures(indicator.id, latest, _number(indicator, "baseline"), _number(indicator, "target"))


def _number(indicator: Node, name: str) -> float | None:
    value = indicator.properties.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def _find_latest(content: Map, indicator: Node, on: date) -> float | None:
    """Find the latest figure by a day; registers that disagree about the same day give none."""
    found = [n.properties for n in content.origins(indicator.id, "OF") if _day(n) <= on]
    last = max((p["date"] for p in found if isinstance(p["date"], date)), default=None)
    values = {p["value"] for p in found if p["date"] == last}
    value = values.pop() if len(values) == 1 else None
    return float(value) if isinstance(value, (int, float)) else None


def _day(measurement: Node) -> date:
    day = measurement.properties.get("date")
    return day if isinstance(day, date) else date.max
