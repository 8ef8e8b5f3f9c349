"""What was measured of an effect: the first and the latest figure beside the target.

Figures on a group at risk (`special_category`) are never shown below ten, so that nobody can be picked out.
"""

from __future__ import annotations

from datetime import date

from samverkan.model import Map, Node
from samverkan.views.words import Words

LEAST_SHOWN = 10


def say_measured(content: Map, effect: Node, words: Words, on: date) -> list[str]:
    """Say the figures of each indicator of an effect, in id order; one without a measurement says nothing."""
    sensitive = any(n.properties.get("special_category") is True for n in content.targets(effect.id, "AFFECTS"))
    said = [_say_indicator(content, i, words, on, sensitive) for i in content.origins(effect.id, "MEASURES")]
    return [text for text in said if text]


def _say_indicator(content: Map, indicator: Node, words: Words, on: date, sensitive: bool) -> str:
    latest = _find_latest(content, indicator, on)
    if latest is None:
        return ""
    figures = [indicator.properties.get("baseline"), latest, indicator.properties.get("target")]
    if sensitive and any(isinstance(f, (int, float)) and f < LEAST_SHOWN for f in figures):
        return ""
    baseline, _, target = (words.number(f) if isinstance(f, (int, float)) else "" for f in figures)
    key = "measured-target" if target else "measured-only"
    said = words.number(latest) if not baseline else f"{baseline} → {words.number(latest)}"
    return words.texts(f"views_interventions.{key}", figures=said, target=target)


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
