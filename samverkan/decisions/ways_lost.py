"""Whom nobody of us reaches any more when a post changes hands: for every post of a map, reckoned at once.

Only the post's own steps are lost: ties that hang on its holder, and meetings that the holder was in. So the contacts
of the map are built twice, with all such steps and with none, and the ways are looked for once; for a post on which
none of them hangs, that is all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from samverkan.decisions.contacts import ContactGraph, build_contacts
from samverkan.domain.answering import is_vacant
from samverkan.model import Map, Relation


@dataclass(frozen=True)
class WaysLost:
    """The ways by people from `us` on a day; `today` is the map of that day."""

    today: Map
    day: date
    us: tuple[str, ...]
    settings: Mapping[str, int]

    @cached_property
    def graph(self) -> ContactGraph:
        """The contacts as they are."""
        return build_contacts(self.today, self.settings, self.day)

    @cached_property
    def kept(self) -> ContactGraph:
        """The contacts that no holder takes along: without the ties of persons, and without earlier meetings."""
        earlier = {n.id for n in self.today.labelled("Interaction") if n.properties.get("date") != self.day}
        nodes = {i: node for i, node in self.today.nodes.items() if i not in earlier}
        stays = tuple(r for r in self.today.relations if not _is_of_holder(r) and not {r.start, r.end} & earlier)
        return build_contacts(replace(self.today, nodes=nodes, relations=stays), self.settings, self.day)

    @cached_property
    def closed(self) -> frozenset[str]:
        """Who passes no contact on: vacant posts."""
        return frozenset(n.id for n in self.today.labelled("Actor") if is_vacant(n)) - set(self.us)

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Of everybody whom a way leads to, one from whom the last step of one may come; of us, ourselves."""
        return self._spread("", frozenset())

    @cached_property
    def children(self) -> Mapping[str, Sequence[str]]:
        """Whom each leads on to by such ways."""
        found: dict[str, list[str]] = {}
        for actor, before in self.parents.items():
            if actor != before:
                found.setdefault(before, []).append(actor)
        return found

    def find(self, post: str) -> list[str]:
        """Return whom no way leads to any more when a post has a new holder."""
        if post not in self.parents or not (lost := self._find_lost(post)):
            return []
        cut = (x for x in self.children.get(post, ()) if x in lost)
        if self._is_reached(post, lost) and all(self._has_other_way(x, post, lost) for x in cut):
            return []
        found = self._spread(post, lost)
        return sorted(self.parents.keys() - found.keys() - set(self.us))

    def _find_lost(self, post: str) -> frozenset[str]:
        return frozenset(_find_near(self.graph, post)) - frozenset(_find_near(self.kept, post))

    def _is_reached(self, post: str, lost: Collection[str]) -> bool:
        """Tell whether a post is reached by a step that it keeps, from somebody whose own way does without it."""
        if self.parents[post] not in lost:
            return True
        near = (x for x in _find_near(self.kept, post) if x in self.parents and x not in self.closed)
        return any(post not in self._climb(x) for x in near)

    def _has_other_way(self, actor: str, post: str, lost: Collection[str]) -> bool:
        """Tell whether somebody beyond a lost step is in contact with somebody whom another way leads to."""
        beyond = [actor]
        for one in beyond:
            beyond += self.children.get(one, ())
            if one in self.closed and one != actor:
                continue
            for other in _find_near(self.graph, one):
                if other in self.parents and other not in self.closed and self._is_safe(other, post, lost):
                    return True
        return False

    def _is_safe(self, actor: str, post: str, lost: Collection[str]) -> bool:
        """Tell whether the way to an actor takes no lost step of a post, and does not end in it."""
        way = self._climb(actor)
        return actor != post and (post not in way or way[way.index(post) - 1] not in lost)

    def _climb(self, actor: str) -> list[str]:
        way = [actor]
        while self.parents[way[-1]] != way[-1]:
            way.append(self.parents[way[-1]])
        return way

    def _spread(self, post: str, lost: Collection[str]) -> dict[str, str]:
        """Find everybody whom a way leads to, without the steps between a post and those whom it loses."""
        parents = {actor: actor for actor in self.us}
        edge, entered = list(self.us), set[str]()
        while edge:
            beyond: list[str] = []
            for actor in edge:
                if actor in self.closed:
                    continue
                near = dict.fromkeys(self.graph.near.get(actor, ()))
                for circle in self.graph.circles_of.get(actor, ()):
                    if circle.through not in entered or post in circle.members:
                        near |= dict.fromkeys(circle.members)
                        entered.add(circle.through)
                for other in near:
                    cut = (actor == post and other in lost) or (other == post and actor in lost)
                    if other not in parents and not cut:
                        parents[other] = actor
                        beyond.append(other)
            edge = beyond
        return parents


def _find_near(graph: ContactGraph, actor: str) -> dict[str, None]:
    circles = (member for circle in graph.circles_of.get(actor, ()) for member in circle.members)
    return dict.fromkeys(i for i in (*graph.near.get(actor, ()), *circles) if i != actor)


def _is_of_holder(relation: Relation) -> bool:
    return relation.type == "TIE" and relation.properties.get("basis") == "person"
