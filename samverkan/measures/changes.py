"""What changed between two days, read from the dates that stand in a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.measures.sources import find_sources
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node, Relation

Values = Mapping[str, Any]
_TURNS = (("began", "valid_from"), ("ended", "valid_to"))
_TIMED_NODES = {"Actor": "actor", "Agreement": "agreement", "Mandate": "mandate"}
_TIMED_RELATIONS = {
    "HAS_LEVERAGE_OVER": ("leverage", "instrument"),
    "INVOLVED_IN": ("involved", "role"),
    "MEMBER_OF": ("member_of", "seat"),
    "PART_OF": ("part_of", None),
    "STANDS_IN_FOR": ("stands_in", None),
    "TIE": ("tie", "strength"),
}
# By label: what it is called, and for each date what it tells.
_DATED = {
    "Commitment": ("commitment", (("kept", "done_on"), ("dropped", "dropped_on"))),
    "Effect": ("effect", (("seen", "observed_on"),)),
    "Initiative": ("initiative", (("began", "started_on"), ("ended", "ended_on"))),
    "Interaction": ("interaction", (("happened", "date"), ("answered", "feedback_given"))),
    "Requirement": ("requirement", (("settled", "status_on"),)),
    "Source": ("source", (("published", "date"),)),
}
_VALUES = {"Initiative": "status", "Requirement": "status", "Effect": "severity"}


def find_changes(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield everything that began, ended, was said, met, seen, settled or measured from one day to another."""
    changes = _Changes(content, values["since"], day)
    yield from changes.find_turned()
    yield from changes.find_turned_relations()
    yield from changes.find_dated()
    yield from changes.find_stated()
    yield from changes.find_measured()


@dataclass(frozen=True, slots=True)
class _Changes:
    content: Map
    since: date
    until: date

    def _is_between(self, day: object) -> bool:
        return isinstance(day, date) and day not in (ALWAYS_FROM, ALWAYS_TO) and self.since <= day <= self.until

    def find_turned(self) -> Iterator[Values]:
        """Yield the things that began or ceased to hold."""
        for label, about in _TIMED_NODES.items():
            for node in self.content.labelled(label):
                for change, name in _TURNS:
                    if self._is_between(node.properties.get(name)):
                        yield self._to_row(node.properties[name], change, about, node) | {"value": node.text("kind")}

    def find_turned_relations(self) -> Iterator[Values]:
        """Yield the relations that began or ceased to hold."""
        for relation in self.content.relations:
            if relation.type in _TIMED_RELATIONS:
                for change, name in _TURNS:
                    if self._is_between(relation.properties.get(name)):
                        yield self._to_relation(relation, change, relation.properties[name])

    def _to_relation(self, relation: Relation, change: str, day: object) -> Values:
        about, value = _TIMED_RELATIONS[relation.type]
        row = self._to_row(day, change, about, self.content.nodes[relation.start])
        other = self.content.nodes[relation.end]
        said = {"other": other.id, "other_name": other.name, "value": relation.properties.get(value or "")}
        return row | said | find_sources(self.content, (), [relation])

    def find_dated(self) -> Iterator[Values]:
        """Yield what has a day of its own."""
        for label, (about, days) in _DATED.items():
            for node in self.content.labelled(label):
                for change, name in days:
                    if self._is_between(node.properties.get(name)):
                        value = node.text(_VALUES.get(label, "kind"))
                        row = self._to_row(node.properties[name], change, about, node)
                        named = {"thing_name": node.text("summary") or node.name} if label == "Interaction" else {}
                        own = {"sources": [node.id]} if label == "Source" else {}
                        yield row | {"value": value} | named | own

    def find_stated(self) -> Iterator[Values]:
        """Yield what was said, by whom, of what."""
        for node in self.content.labelled("Position"):
            if self._is_between(node.properties.get("stated_on")):
                for taker in self.content.origins(node.id, "TAKES"):
                    for subject in self.content.targets(node.id, "ABOUT"):
                        row = self._to_row(node.properties["stated_on"], "stated", "position", taker)
                        said = {"other": subject.id, "other_name": subject.name, "value": node.text("value")}
                        basis = {"basis": node.text("basis")}
                        yield row | said | basis | find_sources(self.content, [node.id])

    def find_measured(self) -> Iterator[Values]:
        """Yield what was measured, of which indicator."""
        for node in self.content.labelled("Measurement"):
            if self._is_between(node.properties.get("date")):
                for indicator in self.content.targets(node.id, "OF"):
                    row = self._to_row(node.properties["date"], "measured", "measurement", node)
                    said = {"thing_name": indicator.name, "other": indicator.id, "other_name": indicator.name}
                    yield row | said | {"value": node.properties.get("value")}

    def _to_row(self, day: object, change: str, about: str, node: Node) -> dict[str, Any]:
        return {
            "changed_on": day,
            "change": change,
            "about": about,
            "thing": node.id,
            "thing_name": node.name,
            **find_sources(self.content, [node.id]),
        }
