"""Sketch a small map in few words, for tests of what the planner makes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from samverkan.decisions.answer import Answer
from samverkan.decisions.plan import build_answer
from samverkan.model import Map, Node, Relation, build_map

DAY = date(2025, 6, 15)
US, GOAL = "us", "goal"
Tree = dict[str, Any]


class Sketch:
    """A map in the making: one initiative (`goal`), us (`us`, a post) and one matter (`m`) are there from the start."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.relations: list[Relation] = []
        self._leaves = 0
        self.add("Initiative", GOAL)
        self.add("Matter", "m")
        self.actor(US)

    def add(self, label: str, node: str, **properties: Any) -> str:
        given = {key: value for key, value in properties.items() if value is not None}
        self.nodes.append(Node(node, label, {"name": node.capitalize(), **given}))
        return node

    def link(self, kind: str, start: str, end: str, **properties: Any) -> None:
        given = {key: value for key, value in properties.items() if value is not None}
        self.relations.append(Relation(kind, start, end, given))

    def actor(self, *ids: str, kind: str = "post", part_of: str | None = None, **properties: Any) -> None:
        for actor in ids:
            self.add("Actor", actor, kind=kind, **properties)
            if part_of:
                self.link("PART_OF", actor, part_of)

    def body(self, actor: str, *members: str, seat: str = "voting", kind: str = "board", **properties: Any) -> None:
        """Add a board or forum with members that have seats in it."""
        self.actor(actor, kind=kind, **properties)
        for member in members:
            self.link("MEMBER_OF", member, actor, seat=seat)

    def mandate(
        self,
        mandate: str,
        *holders: str,
        kind: str = "decide",
        matter: str = "m",
        above: str | None = None,
        areas: tuple[str, ...] = (),
        hears: tuple[str, ...] = (),
        **properties: Any,
    ) -> None:
        """Add a mandate; `above` is the mandate that it is delegated from, `hears` who is to be heard first."""
        self.add("Mandate", mandate, kind=kind, **properties)
        self.link("COVERS", mandate, matter)
        for holder in holders:
            self.link("HOLDS", holder, mandate)
        for area in areas:
            self.link("IN_AREA", mandate, area)
        for actor in hears:
            self.link("AFTER_HEARING", mandate, actor)
        if above:
            self.link("DELEGATED_FROM", mandate, above)

    def stance(self, position: str, actor: str, value: str, stated_on: date = DAY, **properties: Any) -> None:
        about, kind = properties.pop("about", GOAL), properties.pop("kind", "stance")
        self.add("Position", position, kind=kind, value=value, stated_on=stated_on, **properties)
        self.link("TAKES", actor, position)
        self.link("ABOUT", position, about)

    def tie(self, one: str, other: str, strength: str = "strong", **properties: Any) -> None:
        self.link("TIE", one, other, strength=strength, **properties)

    def stand_in(self, actor: str, post: str, **properties: Any) -> None:
        self.link("STANDS_IN_FOR", actor, post, **properties)

    def meeting(self, interaction: str, day: date, *people: str, kind: str = "meeting") -> None:
        self.add("Interaction", interaction, date=day, kind=kind)
        for actor in people:
            self.link("TOOK_PART_IN", actor, interaction)

    def requires(self, tree: Tree) -> None:
        """Give the initiative its requirement tree."""
        self.link("REQUIRES", GOAL, self._grow(tree))

    def _grow(self, tree: Tree) -> str:
        if "of" not in tree:
            return self._leaf(**tree)
        node = f"n{len(self.nodes)}"
        self.add("Requirement", node, op=tree["op"], n=tree.get("n"))
        for step, child in enumerate(tree["of"], start=1):
            self.link("REQUIRES", node, self._grow(child), step=step)
        return node

    def _leaf(
        self,
        form: str = "decide",
        matter: str | None = "m",
        area: str | None = None,
        directed_to: str | None = None,
        answered_by: str | None = None,
        id: str | None = None,
        **properties: Any,
    ) -> str:
        self._leaves += 1
        leaf = self.add("Requirement", id or f"r{self._leaves}", op="leaf", form=form, **properties)
        ends = {"CONCERNS": matter, "IN_AREA": area, "DIRECTED_TO": directed_to, "ANSWERED_BY": answered_by}
        for kind, end in ends.items():
            if end:
                self.link(kind, leaf, end)
        return leaf

    def build(self) -> Map:
        return build_map(self.nodes, self.relations, Map({}, (), title="Sketch", us=(US,), as_of=DAY))


def leaf(form: str = "decide", **given: Any) -> Tree:
    return {"form": form, **given}


def all_of(*parts: Tree) -> Tree:
    return {"op": "all", "of": parts}


def any_of(*parts: Tree) -> Tree:
    return {"op": "any", "of": parts}


def at_least(n: int, *parts: Tree) -> Tree:
    return {"op": "at_least", "n": n, "of": parts}


def in_sequence(*parts: Tree) -> Tree:
    return {"op": "sequence", "of": parts}


def answer(sketch: Sketch, **given: Any) -> Answer:
    """Ask the planner about the sketched initiative, on the usual day and from us unless told otherwise."""
    return build_answer(sketch.build(), GOAL, **{"on": DAY, "start": [US], **given})
