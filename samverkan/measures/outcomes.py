"""How it turned out: what was measured of what an initiative that has begun can have caused.

A figure is held to its baseline and its target: reached, not yet, not reached (its day has passed), worse than before.
Only measurements since the initiative began count. Figures of one day that differ are told each with its source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from samverkan.domain.issues import find_issues
from samverkan.measures.foresight import has_begun, is_seen_side_effect
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node
from samverkan.privacy import find_hidden

Values = Mapping[str, Any]
FEWER = "fewer_than_ten"
VERDICTS = ("worse", "not_reached", "overdue", "disagree", "not_yet", "reached", "cannot", "untold", "not_begun")


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of an initiative: its figures (a number, `FEWER`, or None), and the latest measurements."""

    indicator: Node
    baseline: float | str | None
    target: float | str | None
    due: date | None
    latest: tuple[Node, ...]

    @property
    def values(self) -> tuple[float | str | None, ...]:
        """What was measured last, each different figure once."""
        return tuple(dict.fromkeys(_read(node, "value") for node in self.latest))

    def judge(self, day: date) -> str:
        """Return the verdict of `VERDICTS` on a day."""
        late = self.due is not None and self.due < day
        if self.baseline is None or self.target is None:
            return "cannot"
        if len(self.values) > 1:
            return "disagree"
        if not self.values:
            return "overdue" if late else "not_yet"
        return _compare(self.baseline, self.target, self.values[0], late=late)


def _compare(baseline: float | str, target: float | str, latest: float | str | None, *, late: bool) -> str:
    """Return what three figures come to; one below ten that is not told counts where it comes to the same anyhow."""
    ranges = [(0.0, 9.0) if figure == FEWER else (figure, figure) for figure in (baseline, target, latest)]
    found = {_compare_known(*corner, late=late) for corner in product(*ranges)}
    return found.pop() if len(found) == 1 else "untold"


def _compare_known(baseline: Any, target: Any, latest: Any, *, late: bool) -> str:
    wanted, done = target - baseline, latest - baseline
    if (wanted > 0 and done >= wanted) or (wanted < 0 and done <= wanted) or wanted == done == 0:
        return "reached"
    if wanted * done < 0:
        return "worse"
    return "not_reached" if late or wanted == 0 else "not_yet"


def find_outcomes(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield for each initiative that has begun what is measured of it; one row where nothing is."""
    today = content.on(day)
    for initiative in today.labelled("Initiative"):
        if values["initiative"] not in ("", initiative.id):
            continue
        if _can_have_caused(initiative, day):
            yield from _find_rows(today, day, initiative)
        elif values["initiative"]:
            yield _to_row(today, initiative, "not_begun")


def _can_have_caused(initiative: Node, day: date) -> bool:
    if initiative.properties.get("status") == "rejected":
        return isinstance(initiative.properties.get("started_on"), date)
    return has_begun(initiative, day)


def find_measured(today: Map, initiative: Node) -> list[Measured]:
    """Find the indicators of an initiative's effects and issues, with what was measured since it began."""
    subjects = {r.end for r in today.out(initiative.id, "LEADS_TO")} | find_issues(today, initiative.id)
    found = {r.start for subject in subjects for r in today.into(subject, "MEASURES")}
    return [_read_measured(today, today.nodes[i], initiative) for i in sorted(found)]


def _read_measured(today: Map, indicator: Node, initiative: Node) -> Measured:
    began = initiative.properties.get("started_on")
    since = began if isinstance(began, date) else date.min
    days = {n.id: day for n in today.origins(indicator.id, "OF") if isinstance(day := n.properties.get("date"), date)}
    last = max((day for day in days.values() if day >= since), default=None)
    latest = tuple(today.nodes[i] for i, day in sorted(days.items()) if day == last)
    due = indicator.properties.get("due")
    figures = _read(indicator, "baseline"), _read(indicator, "target")
    return Measured(indicator, *figures, due if isinstance(due, date) else None, latest)


def _read(node: Node, name: str) -> float | str | None:
    if name in find_hidden(node):
        return FEWER
    value = node.properties.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def _find_rows(today: Map, day: date, initiative: Node) -> Iterator[Values]:
    measured = find_measured(today, initiative)
    if not measured:
        yield _to_row(today, initiative, "cannot") | {"lacks": ["indicator"]}
    for one in measured:
        # Each different figure with its sources; where all agree, one row with all of them.
        for value in one.values or (None,):
            nodes = [n for n in one.latest if _read(n, "value") == value]
            yield _to_row(today, initiative, one.judge(day)) | _to_figures(today, day, initiative, one, nodes)


def _to_figures(today: Map, day: date, initiative: Node, one: Measured, nodes: Sequence[Node]) -> dict[str, Any]:
    subjects = {r.end for r in today.out(initiative.id, "LEADS_TO")} | find_issues(today, initiative.id)
    return {
        "indicator": one.indicator.id,
        "indicator_name": one.indicator.name,
        "measured": [r.end for r in today.out(one.indicator.id, "MEASURES") if r.end in subjects],
        "baseline": one.baseline,
        "target": one.target,
        "latest": _read(nodes[0], "value") if nodes else None,
        "latest_on": nodes[0].properties.get("date") if nodes else None,
        "due": one.due,
        "overdue": not nodes and one.due is not None and one.due < day,
        "lacks": [name for name in ("baseline", "target") if getattr(one, name) is None],
        **find_sources(today, [one.indicator.id, *(n.id for n in nodes)]),
    }


def _to_row(today: Map, initiative: Node, verdict: str) -> dict[str, Any]:
    effects = [n for n in today.targets(initiative.id, "LEADS_TO") if n.properties.get("observed") is True]
    good = [n.id for n in effects if _find_direction(n) == "positive"]
    bad = [n.id for n in effects if _find_direction(n) == "negative"]
    return {
        "initiative": initiative.id,
        "initiative_name": initiative.name,
        "verdict": verdict,
        "lacks": [],
        "measured": [],
        "good_effects": good,
        "bad_effects": bad,
        "side_effects": [n.id for n in effects if is_seen_side_effect(n, date.max)],
        **find_sources(today),
    }


def _find_direction(effect: Node) -> str:
    """Return which way an effect goes; what was meant is good where nothing says."""
    return effect.text("direction") or ("positive" if effect.properties.get("intended") is True else "unknown")


def judge_outcomes(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say how many figures came to what, and the balance of good and bad effects."""
    verdicts = {(row["initiative"], row["indicator"]): row["verdict"] for row in rows}
    counted = Counter(verdicts.values())
    parts = tuple(Sentence(f"outcome-{name}", count=counted[name]) for name in VERDICTS if counted[name])
    yield Sentence("outcome", {"parts": parts})
    good, bad = ({i for row in rows for i in row[name]} for name in ("good_effects", "bad_effects"))
    yield Sentence("outcome-balance", {"good": len(good), "bad": len(bad)})
