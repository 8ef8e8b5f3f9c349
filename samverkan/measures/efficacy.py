"""Collective efficacy of an area: how people hold together there, and what there is to build on.

Collective efficacy is cohesion among neighbours together with their willingness to intervene for the common good
(Sampson, Raudenbush & Earls 1997). A map holds its signs: figures over time, meeting places, goodwill, dialogues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.feedback import is_owed
from samverkan.measures.promised import find_state
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]
# Issues in these fields are about how people live together; a figure on crime or traffic is none on cohesion.
_DOMAINS = ("social", "collaboration")
_GOODWILL = ("engagement", "knowledge")


def find_efficacy(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield an area's figures over time, meeting places, goodwill that is used or not, and dialogues with feedback."""
    today = content.on(day)
    lies_in = build_area_test(today, values["area"])
    for indicator in today.labelled("Indicator"):
        if _is_about_people(today, indicator) and lies_in(indicator.id):
            yield from _tell_figures(today, indicator)
    for resource in today.labelled("Resource"):
        if lies_in(resource.id):
            yield from _tell_resource(today, resource)
    for contact in today.labelled("Interaction"):
        if contact.properties.get("kind") == "dialogue" and lies_in(contact.id):
            yield _tell_dialogue(today, contact, day)


def _is_about_people(today: Map, indicator: Node) -> bool:
    """Tell whether a figure is of an area itself, of an issue on living together, or of an effect on such a one."""
    measured = today.targets(indicator.id, "MEASURES")
    if any(n.label == "Area" for n in measured):
        return True
    initiatives = (r.start for n in measured if n.label == "Effect" for r in today.into(n.id, "LEADS_TO"))
    addressed = {r.end for i in initiatives for r in today.out(i, "ADDRESSES")}
    issues = {n.id for n in measured if n.label == "Issue"} | addressed
    return any(today.nodes[i].properties.get("domain") in _DOMAINS for i in issues)


def _tell_figures(today: Map, indicator: Node) -> Iterator[Values]:
    """Yield each figure of an indicator, the first first; one row without a figure where none is measured."""
    figures = sorted(today.origins(indicator.id, "OF"), key=lambda n: (str(n.properties.get("date")), n.id))
    goal = {key: indicator.properties.get(key) for key in ("baseline", "target", "unit")}
    for figure in figures or (None,):
        yield {
            **_thing(indicator, "indicator"),
            **goal,
            "dated": figure.properties.get("date") if figure else None,
            "value": figure.properties.get("value") if figure else None,
            "state": "measured" if figure else "not_measured",
            "about": [r.end for r in today.out(indicator.id, "MEASURES")],
            **find_sources(today, [indicator.id, figure.id if figure else None]),
        }


def _tell_resource(today: Map, resource: Node) -> Iterator[Values]:
    kind = resource.properties.get("kind")
    about = "meeting_place" if kind == "premises" else "goodwill" if kind in _GOODWILL else None
    if about is None:
        return
    used = [r.start for r in today.into(resource.id, "USES")]
    needed = [r.start for r in today.into(resource.id, "NEEDS")]
    yield {
        **_thing(resource, about),
        "state": "used" if used else "needed" if needed else "unused",
        "who": [r.start for r in today.into(resource.id, "OFFERS")],
        "about": [*used, *needed],
        **find_sources(today, [resource.id]),
    }


def _tell_dialogue(today: Map, contact: Node, day: date) -> Values:
    due = contact.properties.get("feedback_due")
    settled = "answered" if contact.properties.get("feedback_given") else "not_promised"
    owed = due if isinstance(due, date) and is_owed(contact, day) else None
    return {
        **_thing(contact, "dialogue"),
        "dated": contact.properties.get("date"),
        "state": find_state(owed, day) if owed else settled,
        "due": due,
        "who": [r.start for r in today.into(contact.id, "TOOK_PART_IN")],
        "about": [r.end for r in today.out(contact.id, "ABOUT")],
        **find_sources(today, [contact.id]),
    }


def _thing(node: Node, what: str) -> dict[str, Any]:
    return {"what": what, "thing": node.id, "thing_name": node.text("name")}


def judge_efficacy(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say what there is to build on, and what is not used or not answered."""
    if rows:
        things = {(row["what"], row["thing"], row["state"]) for row in rows}
        yield Sentence(
            "efficacy",
            {
                "figures": len({thing for what, thing, state in things if what == "indicator" and state == "measured"}),
                "places": sum(what == "meeting_place" for what, _, _ in things),
                "goodwill": sum(what == "goodwill" for what, _, _ in things),
                "unused": sum(what == "goodwill" and state == "unused" for what, _, state in things),
                "late": sum(what == "dialogue" and state == "overdue" for what, _, state in things),
            },
        )
