"""The second oracle of the planner, part one: what is there on a day, and who answers for whom.

The oracle's modules are written from planner.md and model.md, slow and obvious, and import nothing of
`samverkan.decisions` or `samverkan.domain`, so that agreement means something. Only for small maps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from samverkan.model import Map, Node, Relation

BODIES = {"forum", "board", "assembly", "committee", "party_group"}


@dataclass(frozen=True)
class There:
    """A map on a day."""

    content: Map
    day: date
    _seen: dict[str, list[Relation]] = field(default_factory=dict, repr=False, compare=False)

    def is_there(self, thing: Node | Relation) -> bool:
        """Half-open validity: on the first day it is there, on the last no longer."""
        begins, ends = thing.properties.get("valid_from"), thing.properties.get("valid_to")
        assert begins is None or isinstance(begins, date)
        assert ends is None or isinstance(ends, date)
        return (begins is None or begins <= self.day) and (ends is None or self.day < ends)

    @cached_property
    def actors(self) -> list[str]:
        return sorted(n.id for n in self.content.nodes.values() if n.label == "Actor" and self.is_there(n))

    def relations(self, kind: str) -> list[Relation]:
        """The relations of a kind that are there, both of whose ends are there."""
        if kind not in self._seen:
            self._seen[kind] = [r for r in self.all_relations(kind) if self.is_there(r) and self._ends_are_there(r)]
        return self._seen[kind]

    def all_relations(self, kind: str) -> Iterator[Relation]:
        return (r for r in self.content.relations if r.type == kind)

    def _ends_are_there(self, relation: Relation) -> bool:
        return all(self.is_there(self.content.nodes[end]) for end in (relation.start, relation.end))

    def get(self, node: str, key: str, otherwise: object = None) -> object:
        return self.content.nodes[node].properties.get(key, otherwise)

    def kind(self, actor: str) -> str:
        return str(self.get(actor, "kind"))

    def is_post(self, actor: str) -> bool:
        return self.kind(actor) == "post"

    def is_vacant(self, actor: str) -> bool:
        """Only a post can be vacant."""
        return self.is_post(actor) and bool(self.get(actor, "vacant"))

    # Stand-ins

    def stand_in(self, post: str) -> str | None:
        """Who answers instead of a post: neither vacant nor a forum, of several the first by id."""
        able = [
            r.start
            for r in self.relations("STANDS_IN_FOR")
            if r.end == post and not self.is_vacant(r.start) and self.kind(r.start) != "forum"
        ]
        return min(able, default=None)

    def answerer(self, actor: str) -> str | None:
        """Who answers where this actor is asked; nobody for a vacant post without a stand-in."""
        instead = self.stand_in(actor) if self.is_post(actor) else None
        if instead is not None:
            return instead
        return None if self.is_vacant(actor) else actor

    # Areas and issues

    def areas_around(self, area: str | None) -> set[str]:
        """The area itself and every area that it lies inside."""
        found = set() if area is None else {area}
        while more := {r.end for r in self.relations("PART_OF") if r.start in found} - found:
            found |= more
        return found

    def addressed(self, initiative: str) -> set[str]:
        """The issues and causes that an initiative addresses, and whatever those causes contribute to."""
        found = {r.end for r in self.relations("ADDRESSES") if r.start == initiative}
        while more := {r.end for r in self.relations("CONTRIBUTES_TO") if r.start in found} - found:
            found |= more
        return found

    def issues_of(self, initiative: str) -> set[str]:
        return {i for i in self.addressed(initiative) if self.content.nodes[i].label == "Issue"}
