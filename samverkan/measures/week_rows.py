"""My week as the rows of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.measures.week import Entry, Week, find_week
from samverkan.model import Map

Values = Mapping[str, Any]
_LAW = ("situation_picture", "action_plan", "collaboration")


def find_week_rows(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield what a post has on its table one by one, then how much else there is of each kind."""
    if values["us"] in content.on(day).nodes:
        week = find_week(content, day, values["us"], values["area"])
        yield from (_to_row(week, entry) for entry in (*week.entries, *week.rest))


def _to_row(week: Week, entry: Entry) -> Values:
    return {
        "whose": entry.whose,
        "state": entry.state,
        "kind": entry.kind,
        "due": entry.due,
        "days": (entry.due - week.day).days if entry.due else None,
        "thing": entry.thing,
        "thing_name": _find_name(week.whole, entry),
        "who": list(entry.who),
        "about": list(entry.about),
        "count": entry.count,
        "basis": entry.basis,
        **find_sources(week.whole, [entry.thing]),
    }


def _find_name(whole: Map, entry: Entry) -> str | None:
    """Return what a thing is called; a position or a contact without a name is called what it is about."""
    if entry.thing is None:
        return None
    named = [entry.thing] if "name" in whole.nodes[entry.thing].properties else entry.about
    return ", ".join(whole.nodes[i].name for i in named) or None


def judge_week(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say how much is late and soon due of what is mine, then what the law asks and is late or missing."""
    mine = Counter(row["state"] for row in rows if row["whose"] in ("mine", "both"))
    if rows:
        yield Sentence("week-mine", {"late": mine["overdue"], "soon": mine["soon"]})
    asked = [row for row in rows if row["kind"] in _LAW and row["state"] in ("missing", "overdue")]
    if asked:
        yield Sentence("week-law", {"what": tuple(Sentence(f"week-{row['kind']}-{row['state']}") for row in asked)})
