"""Which feedback we owe, to whom, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.feedback import is_owed
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


def find_owed(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the contacts after which feedback was promised by a day and has not been given."""
    today = content.on(day)
    lies_in = build_area_test(today, values["area"])
    for node in today.labelled("Interaction"):
        parties = today.origins(node.id, "TOOK_PART_IN")
        took_part = not values["actor"] or any(n.id == values["actor"] for n in parties)
        if is_owed(node, day) and took_part and lies_in(node.id):
            yield _to_row(today, day, node, parties)


def _to_row(today: Map, day: date, node: Node, parties: Sequence[Node]) -> Values:
    due = node.properties["feedback_due"]
    assert isinstance(due, date)
    return {
        "interaction": node.id,
        "state": "overdue" if due < day else "due",
        "kind": node.text("kind"),
        "held_on": node.properties.get("date"),
        "summary": node.text("summary"),
        "feedback_due": due,
        "overdue": due < day,
        "subjects": [r.end for r in today.out(node.id, "ABOUT")],
        "actors": [n.id for n in parties if n.label == "Actor"],
        "owed_to": [n.id for n in parties if n.label == "AffectedGroup"],
        **find_sources(today, [node.id]),
    }


def judge_owed(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say how much is overdue of what is owed."""
    yield Sentence("owed", {"overdue": sum(row["overdue"] for row in rows)}, len(rows))
