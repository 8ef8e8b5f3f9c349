"""One map on two days as one plan: everybody of either in the same places; what is new, ended, moved; sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from samverkan.measures.nearness import STRENGTHS, find_ties
from samverkan.model import Map, Relation, build_map, relation_key
from samverkan.views.spec import Finding
from samverkan.views.streets import Box, Reply, Said, Streets, Wire
from samverkan.views.words import Words

SIGNS = {"new": "+", "ended": "×", "moved": "→"}
_MOST = 12


@dataclass(frozen=True)
class Comparison:
    """A map on a first and on a second day."""

    first: Map
    second: Map
    words: Words

    @cached_property
    def union(self) -> Map:
        """Everything of either day; who has moved stands where it is on the second."""
        nodes = {**self.first.nodes, **self.second.nodes}
        later = {relation_key(r) for r in self.second.relations}
        kept = [r for r in self.first.relations if relation_key(r) not in later and not self._is_left(r)]
        return build_map(nodes.values(), [*self.second.relations, *kept], self.second)

    def _is_left(self, relation: Relation) -> bool:
        return relation.type == "PART_OF" and relation.start in self.moved

    def _ids(self, content: Map) -> set[str]:
        return {actor.id for actor in content.labelled("Actor")}

    @cached_property
    def new(self) -> frozenset[str]:
        """Who is there on the second day alone."""
        return frozenset(self._ids(self.second) - self._ids(self.first))

    @cached_property
    def ended(self) -> frozenset[str]:
        """Who is there on the first day alone."""
        return frozenset(self._ids(self.first) - self._ids(self.second))

    @cached_property
    def moved(self) -> Mapping[str, tuple[str, str]]:
        """Who lies elsewhere on the second day: from where, and to where."""
        found = {}
        for actor in sorted(self._ids(self.first) & self._ids(self.second)):
            before, after = self._whole(self.first, actor), self._whole(self.second, actor)
            if before != after:
                found[actor] = before, after
        return found

    def _whole(self, content: Map, actor: str) -> str:
        return next((r.end for r in content.out(actor, "PART_OF")), "")

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the comparison."""
        return self.words.texts(f"views_network.compare-{key}", **values)

    def name(self, actor: str) -> str:
        """Return the name of an actor of either day."""
        return say_short_of(self.union, actor)

    def change_of(self, actor: str) -> str:
        """Return what has happened to an actor: new, ended, moved, or nothing."""
        if actor in self.new:
            return "new"
        return "ended" if actor in self.ended else "moved" if actor in self.moved else ""

    @cached_property
    def ties(self) -> Mapping[tuple[str, str], tuple[str, int]]:
        """The ties of either day: new, ended or neither, and the strength."""
        before, after = (find_ties(content, self._ids(content)) for content in (self.first, self.second))
        return {
            pair: (
                "" if pair in before and pair in after else "new" if pair in after else "ended",
                after.get(pair, before.get(pair, 1)),
            )
            for pair in sorted({*before, *after})
        }

    @cached_property
    def leverage(self) -> Mapping[tuple[str, str], str]:
        """The leverage of either day: new, ended or neither."""
        before, after = (
            {(r.start, r.end) for r in content.relations if r.type == "HAS_LEVERAGE_OVER"}
            for content in (self.first, self.second)
        )
        return {
            pair: "" if pair in before and pair in after else "new" if pair in after else "ended"
            for pair in sorted({*before, *after})
        }


def say_short_of(content: Map, actor: str) -> str:
    """Say the short name of an actor, or its id where the map has none."""
    node = content.nodes.get(actor)
    return (node.text("short") or node.name) if node else actor


def mark_plan(plan: Streets, found: Comparison) -> Streets:
    """Return a plan whose rows and lines say what has happened to them; nobody is marked as isolated."""
    columns = tuple(tuple(_mark_box(box, found) for box in column) for column in plan.columns)
    return replace(plan, columns=columns, wires=tuple(_mark_wire(wire, found) for wire in plan.wires))


def _mark_box(box: Box, found: Comparison) -> Box:
    rows = tuple(replace(row, change=found.change_of(row.id), broker=0) for row in box.rows)
    return replace(box, rows=rows, isolated=False)


def _mark_wire(wire: Wire, found: Comparison) -> Wire:
    if wire.kind == "leverage":
        return replace(wire, change=found.leverage.get((wire.start, wire.end), "") or "same")
    pair = min(wire.start, wire.end), max(wire.start, wire.end)
    return replace(wire, change=found.ties.get(pair, ("", 0))[0] or "same")


def build_change_findings(found: Comparison, *, meeting: bool) -> Iterator[Finding]:
    """Say how much has changed."""
    counts = {"new": len(found.new), "ended": len(found.ended), "moved": len(found.moved)}
    for key, number in counts.items():
        if number:
            yield Finding(f"{SIGNS[key]} {number}", found.say(f"count-{key}"), f"change-{key}")
    if not meeting:
        for key in ("new", "ended"):
            number = sum(change == key for change, _ in found.ties.values())
            if number:
                yield Finding(str(number), found.words.texts.count(f"views_network.compare-ties-{key}", number))
    same = not any(counts.values()) and not any(change for change, _ in found.ties.values())
    yield Finding("", found.say("nothing" if same else "rest"))


def build_change_replies(found: Comparison, *, meeting: bool) -> tuple[Reply, ...]:
    """Say every change as a sentence."""
    told = {"actors": tuple(_tell_actors(found)), "leverage": tuple(_tell_leverage(found))}
    if not meeting:
        told["ties"] = tuple(_tell_ties(found))
    order = ("actors", "ties", "leverage")
    return tuple(Reply(found.say(f"reply-{key}"), _cut(found, told[key])) for key in order if told.get(key))


def _cut(found: Comparison, parts: Sequence[Said]) -> tuple[Said, ...]:
    more = len(parts) - _MOST
    rest = [Said(found.words.texts("views_network.and-more", n=more))] if more > 0 else []
    return (*parts[:_MOST], *rest)


def _tell_actors(found: Comparison) -> Iterator[Said]:
    for key, actors in (("new", found.new), ("ended", found.ended)):
        for actor in sorted(actors, key=lambda i: (found.name(i), i)):
            yield Said(found.name(actor), actor, before=SIGNS[key], after=found.say(key))
    for actor, (before, after) in found.moved.items():
        where = {"before": found.name(before), "after": found.name(after)}
        key = "moved" if before and after else "moved-out" if before else "moved-in"
        yield Said(found.name(actor), actor, before=SIGNS["moved"], after=found.say(key, **where))


def _tell_ties(found: Comparison) -> Iterator[Said]:
    us = found.union.us
    for (one, other), (change, strength) in found.ties.items():
        if change:
            first, second = (other, one) if other in us and one not in us else (one, other)
            names = [found.words.texts("views_network.us") if i in us else found.name(i) for i in (first, second)]
            word = found.words.token("tie_strength", STRENGTHS[strength - 1])
            yield Said("–".join(names), second, before=SIGNS[change], after=f"({word})")


def _tell_leverage(found: Comparison) -> Iterator[Said]:
    for (one, other), change in found.leverage.items():
        if change:
            yield Said(f"{found.name(one)} → {found.name(other)}", other, before=SIGNS[change])
