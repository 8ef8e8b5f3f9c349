"""What somebody promised and has not done yet: the rows of a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.domain.commitments import Commitment, find_subjects, read_commitment
from samverkan.domain.days import find_days_after
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]
SOON_DAYS = 30


def find_promised(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield every promise that stands open on a day, by one actor where one is given; overdue ones say so."""
    today, actor = content.on(day), values["actor"]
    for node in today.labelled("Commitment"):
        found = read_commitment(today, node, day)
        if found is not None and (not actor or actor in found.by):
            yield _to_row(today, found, day)


def find_state(due: date | None, day: date) -> str:
    """Tell how near a day is that something is due: overdue, soon (within 30 days), later or undated."""
    if due is None:
        return "undated"
    if due < day:
        return "overdue"
    return "soon" if due <= find_days_after(day, SOON_DAYS) else "later"


def _to_row(today: Map, found: Commitment, day: date) -> Values:
    agreed = today.targets(found.id, "AGREED_AT")
    return {
        "state": find_state(found.due, day),
        "due": found.due,
        "days": (found.due - day).days if found.due else None,
        "by": list(found.by),
        "commitment": found.id,
        "commitment_name": found.name,
        "about": list(find_subjects(today, found.id)),
        "agreed_at": [n.id for n in agreed],
        "agreed_on": min((d for n in agreed if isinstance(d := n.properties.get("date"), date)), default=None),
        **find_sources(today, [found.id, *(n.id for n in agreed)]),
    }


def judge_promised(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say how much stands open, and how much of it is late."""
    if rows:
        yield Sentence("promised", {"late": sum(row["state"] == "overdue" for row in rows)}, len(rows))
