"""Dates are true: what of a map may be told as of a day, as one rule from Map to Map.

Nothing that began, was seen, measured, met or said after the day is there; what was foreseen is told as foreseen.
Validity (`valid_from`, `valid_to`) is another matter: `Map.on` leaves out what does not hold on a day. What has no date
stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samverkan.domain.initiatives import CLOSED
from samverkan.model import Map, Node, Relation, Value, build_map

_DATED = {"Position": "stated_on", "Measurement": "date", "Source": "date", "Agreement": "valid_from"}
# What is known of a thing only from a day on, by the property that holds the day.
_KNOWN_FROM: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Interaction": {"feedback_given": ("feedback_given",)},
    "Commitment": {"done_on": ("done_on",), "dropped_on": ("dropped_on",)},
    "Requirement": {"status_on": ("status", "status_on")},
    "Actor": {"holder_since": ("holder_since",), "informed_on": ("informed_on",)},
}
_BEGUN = ("under_way", "done")


def tell_as_of(content: Map, day: date, *, ahead: bool = False) -> Map:
    """Return what of a map may be told as of a day.

    `ahead` keeps meetings that are still to come, without what was said there.
    """
    return _Telling(content, day, ahead).tell()


def is_after(node: Node, name: str, day: date) -> bool:
    """Tell whether a property of a thing is a date that lies after a day."""
    value = node.properties.get(name)
    return isinstance(value, date) and value > day


@dataclass(frozen=True, slots=True)
class _Telling:
    content: Map
    day: date
    ahead: bool

    def tell(self) -> Map:
        """Leave out what came later, and put back what changed later; a map of which all holds is returned as it is."""
        told = {node.id: self._tell(node) for label in _TOLD for node in self.content.labelled(label)}
        gone = {i for i, node in told.items() if node is None}
        gone |= {i for i in self._find_promised() if i not in gone}
        changed = {i: n for i, n in told.items() if n is not None and i not in gone and n is not self.content.nodes[i]}
        if not gone and not changed:
            return self.content
        nodes = [changed.get(i, n) for i, n in self.content.nodes.items() if i not in gone]
        return build_map(nodes, self._find_relations(gone, changed), self.content)

    def _find_relations(self, gone: set[str], changed: Mapping[str, Node]) -> Iterator[Relation]:
        for relation in self.content.relations:
            if relation.start in gone or relation.end in gone:
                continue
            if relation.type == "ANSWERED_BY" and relation.start in changed:
                continue
            if relation.properties.get("source") in gone:
                rest = {k: v for k, v in relation.properties.items() if k != "source"}
                relation = Relation(relation.type, relation.start, relation.end, rest)
            yield relation

    def _tell(self, node: Node) -> Node | None:
        """Return a thing as it was, None where it was not there."""
        match node.label:
            case "Initiative":
                return self._tell_initiative(node)
            case "Effect":
                return self._tell_effect(node)
            case "Interaction" if is_after(node, "date", self.day):
                return _without(node, "summary", "feedback_given") if self.ahead else None
        if node.label in _DATED and is_after(node, _DATED[node.label], self.day):
            return None
        lost = [
            name
            for since, names in _KNOWN_FROM.get(node.label, {}).items()
            if is_after(node, since, self.day)
            for name in names
        ]
        return _without(node, *lost)

    def _find_promised(self) -> Iterator[str]:
        """Yield what was undertaken at a meeting that was still to come."""
        for node in self.content.labelled("Commitment"):
            if any(is_after(met, "date", self.day) for met in self.content.targets(node.id, "AGREED_AT")):
                yield node.id

    def _tell_initiative(self, node: Node) -> Node:
        """Tell what is done as under way before it ended, and as proposed before it began.

        Its outcome and lesson are known from its end on. A planned day stays where nothing has happened yet.
        """
        status = node.properties.get("status")
        is_ahead, is_open = is_after(node, "started_on", self.day), is_after(node, "ended_on", self.day)
        if not is_ahead and not is_open:
            return node
        lost = ["outcome", "lesson"]
        lost += ["started_on"] if is_ahead and status in _BEGUN else []
        lost += ["ended_on"] if is_open and status in CLOSED else []
        kept = _without(node, *lost)
        told = _find_status(status, is_ahead=is_ahead, is_open=is_open, was_begun="started_on" in node.properties)
        return kept if told == status else _with(kept, status=told)

    def _tell_effect(self, node: Node) -> Node | None:
        """Tell what was seen later as expected where it was expected, else not at all."""
        seen = node.properties.get("observed") is True or "observed_on" in node.properties
        if not seen or not (is_after(node, "observed_on", self.day) or self._is_of_later(node)):
            return node
        if node.properties.get("expected") is not True:
            return None
        return _with(_without(node, "observed_on"), observed=False)

    def _is_of_later(self, effect: Node) -> bool:
        """Tell whether all initiatives that an undated effect follows from began later."""
        causes = [n for n in self.content.origins(effect.id, "LEADS_TO") if n.label == "Initiative"]
        undated = "observed_on" not in effect.properties
        return undated and bool(causes) and all(is_after(n, "started_on", self.day) for n in causes)


_TOLD = ("Initiative", "Effect", "Interaction", *_DATED, *(x for x in _KNOWN_FROM if x != "Interaction"))


def _find_status(status: Value | None, *, is_ahead: bool, is_open: bool, was_begun: bool) -> Value | None:
    if status in _BEGUN and is_ahead:
        return "proposed"
    if status == "done" and is_open:
        return "under_way"
    if status == "rejected" and is_open:
        return "under_way" if was_begun and not is_ahead else "proposed"
    return status


def _without(node: Node, *names: str) -> Node:
    if not node.properties.keys() & set(names):
        return node
    return Node(node.id, node.label, {k: v for k, v in node.properties.items() if k not in names})


def _with(node: Node, **values: Value | None) -> Node:
    return Node(node.id, node.label, {**node.properties, **{k: v for k, v in values.items() if v is not None}})
