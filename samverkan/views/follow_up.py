"""What was measured of an effect, in words."""

from __future__ import annotations

from datetime import date

from samverkan.measures.follow_up import FEWER, Figure, Figures, find_figures
from samverkan.model import Map, Node
from samverkan.views.words import Words


def say_measured(content: Map, effect: Node, words: Words, on: date) -> list[str]:
    """Say the figures of each indicator of an effect, in id order."""
    return [_say(figures, words) for figures in find_figures(content, effect, on)]


def _say(figures: Figures, words: Words) -> str:
    latest = _say_figure(figures.latest, words)
    said = latest if figures.baseline is None else f"{_say_figure(figures.baseline, words)} → {latest}"
    target = "" if figures.target is None else _say_figure(figures.target, words)
    key = "measured-target" if target else "measured-only"
    return words.texts(f"views_interventions.{key}", figures=said, target=target)


def _say_figure(figure: Figure, words: Words) -> str:
    return words.texts("thing.fewer-than-ten") if figure == FEWER else words.number(figure)
