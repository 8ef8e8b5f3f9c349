"""Write small maps in a few words, and ask questions on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.queries import find_question
from samverkan.question_values import read_parameters
from samverkan.store.embedded import open_map
from samverkan.store.protocol import Row
from samverkan.workflows.ask import answer_question

DAY = date(2025, 10, 1)


class Sketch:
    """A map being written. `node("tfn", "Actor", kind="board")`, `link("chef PART_OF tfn")`."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.relations: list[Relation] = []
        self.header = Map({}, ())

    def head(self, **header: Any) -> Sketch:
        """Write the map's header: `us`, `profile`, …"""
        self.header = replace(self.header, **header)
        return self

    def node(self, node_id: str, label: str, **properties: Value) -> Sketch:
        named = {"name": node_id.upper(), **properties}
        self.nodes.append(Node(node_id, label, named))
        return self

    def actors(self, kind: str, *ids: str) -> Sketch:
        for node_id in ids:
            self.node(node_id, "Actor", kind=kind)
        return self

    def link(self, triple: str, **properties: Value) -> Sketch:
        start, kind, end = triple.split()
        self.relations.append(Relation(kind, start, end, properties))
        return self

    def mandate(self, node_id: str, holder: str, kind: str, matter: str, **properties: Value) -> Sketch:
        self.node(node_id, "Mandate", kind=kind, **properties)
        return self.link(f"{holder} HOLDS {node_id}").link(f"{node_id} COVERS {matter}")

    def position(self, node_id: str, actor: str, about: str, value: str, stated_on: date, **more: Value) -> Sketch:
        more = {"kind": "stance", **more}
        self.node(node_id, "Position", value=value, stated_on=stated_on, **more)
        return self.link(f"{actor} TAKES {node_id}").link(f"{node_id} ABOUT {about}")

    def leaf(self, node_id: str, above: str, form: str, matter: str | None, **properties: Value) -> Sketch:
        self.node(node_id, "Requirement", op="leaf", form=form, **properties).link(
            f"{above} REQUIRES {node_id}", step=1
        )
        return self.link(f"{node_id} CONCERNS {matter}") if matter else self

    def to_map(self) -> Map:
        return build_map(self.nodes, self.relations, self.header)

    def ask(self, question: str, on: date = DAY, **given: str) -> list[Row]:
        """Return a question's rows."""
        asked = find_question(question)
        return answer_question(open_map(self.to_map(), "sketch"), asked, read_parameters(asked, given, as_of=on), on)

    def ask_for(self, columns: str, question: str, on: date = DAY, **given: str) -> list[tuple[Any, ...]]:
        """Return some columns of a question's rows."""
        return [tuple(row[name] for name in columns.split()) for row in self.ask(question, on, **given)]
