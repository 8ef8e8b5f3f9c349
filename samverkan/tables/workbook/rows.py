"""A map as the rows of a workbook's sheets, each with what makes it the same row when it comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samverkan.model import Map, Node, Relation
from samverkan.schema import Property, RelationType, read_schema
from samverkan.tables.map_text import find_trees, reads_best_at_end
from samverkan.tables.trees import to_line
from samverkan.tables.workbook.cells import SEPARATOR, Plain, to_cell
from samverkan.tables.workbook.layout import (
    ID,
    OTHER_TABLE,
    REFERENCES,
    REMOVE,
    TREE,
    VALUE,
    Column,
    Layout,
    list_layouts,
)

RowKey = tuple[str, str, str, date | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the id of a thing or the key of a relation, its cells by column, and the relation that it stands for."""

    key: str | RowKey
    cells: Mapping[str, Plain]
    relation: Relation | None = None


@dataclass(frozen=True)
class Contents:
    """What a workbook says of a map: the rows of each table, the relations behind each cell, the trees in cells.

    `columns` holds the plain relations by (id of the row, key of the column); `trees` the ids of the requirements that
    an initiative's cell holds, its root first.
    """

    rows: Mapping[str, tuple[Row, ...]]
    columns: Mapping[tuple[str, str], tuple[Relation, ...]]
    trees: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def to_contents(content: Map, lang: str, stubs: Collection[str] = ()) -> Contents:
    """Return the rows of a map; things that are only named (`stubs`) have none."""
    return _Filler(content, lang, frozenset(stubs)).fill()


def to_reference(node: Node) -> str:
    """Return a thing as a cell names it: readable, and exact."""
    name = " ".join(node.name.replace("|", "/").split())
    return f"[{node.id}]" if name == node.id else f"{name} [{node.id}]"


class _Filler:
    def __init__(self, content: Map, lang: str, stubs: frozenset[str]) -> None:
        self.content, self.lang, self.stubs = content, lang, stubs
        self.trees = {i: tuple(ids) for i, (_, ids) in find_trees(content).items() if self.is_line(ids)}
        self.inline = {node_id for ids in self.trees.values() for node_id in ids}
        self.columns: dict[tuple[str, str], list[Relation]] = {}
        self.rows: dict[str, list[Relation]] = {}

    def is_line(self, ids: list[str]) -> bool:
        """Tell whether a tree can stand in a cell: what a line cannot hold is its sources."""
        return not any(self.content.out(node_id, "SOURCED_BY") for node_id in ids)

    def fill(self) -> Contents:
        for relation in self.content.relations:
            self.place(relation)
        rows = {layout.table: tuple(self.fill_sheet(layout)) for layout in list_layouts(self.lang)}
        columns = {key: tuple(found) for key, found in self.columns.items()}
        return Contents(rows, columns, self.trees)

    def place(self, relation: Relation) -> None:
        """Note where a relation stands: in a cell, as a row, or inside a tree."""
        kind = read_schema().relations[relation.type]
        if relation.start in self.inline:
            return
        if kind.sheet:
            self.rows.setdefault(kind.key, []).append(relation)
            return
        at_end = reads_best_at_end(relation.type, self.label(relation.start), self.label(relation.end))
        owner = relation.end if at_end else relation.start
        by_itself = kind.name == "REQUIRES" and self.label(relation.start) == "Requirement"
        if relation.properties or owner in self.stubs or by_itself:
            self.rows.setdefault(OTHER_TABLE, []).append(relation)
        else:
            self.columns.setdefault((owner, kind.inverse if at_end else kind.key), []).append(relation)

    def label(self, node_id: str) -> str:
        return self.content.nodes[node_id].label

    def fill_sheet(self, layout: Layout) -> Iterator[Row]:
        if layout.label is not None:
            for node in self.content.labelled(layout.label.name):
                if node.id not in self.inline and node.id not in self.stubs:
                    yield Row(node.id, dict(self.node_cells(layout, node)))
            return
        for relation in self.rows.get(layout.table, ()):
            yield Row(key_of(relation), dict(self.relation_cells(layout, relation)), relation)

    def node_cells(self, layout: Layout, node: Node) -> Iterator[tuple[str, Plain]]:
        for column in layout.columns:
            if column.holds == ID:
                yield column.key, node.id
            elif column.holds == VALUE and column.prop is not None:
                yield column.key, to_cell(column.prop, node.properties.get(column.key), node.properties, self.lang)
            elif column.holds == REFERENCES:
                yield column.key, self.references(column, node)
            elif column.holds == TREE:
                yield column.key, self.tree(node)

    def references(self, column: Column, node: Node) -> Plain:
        found = self.columns.get((node.id, column.key), ())
        ends = [relation.end if column.outward else relation.start for relation in found]
        return SEPARATOR.join(to_reference(self.content.nodes[end]) for end in ends) or None

    def tree(self, node: Node) -> Plain:
        if node.id in self.trees:
            return to_line(self.content, self.trees[node.id][0])
        found = self.columns.get((node.id, "requires"), ())
        return SEPARATOR.join(to_reference(self.content.nodes[r.end]) for r in found) or None

    def relation_cells(self, layout: Layout, relation: Relation) -> Iterator[tuple[str, Plain]]:
        kind = read_schema().relations[relation.type]
        yield "from", to_reference(self.content.nodes[relation.start])
        if layout.table == OTHER_TABLE:
            yield "relation", kind.words[self.lang][0]
        yield "to", to_reference(self.content.nodes[relation.end])
        for column in layout.columns:
            if column.prop is not None and column.holds not in (ID, REMOVE):
                yield column.key, self.relation_value(kind, column.prop, relation.properties)

    def relation_value(self, kind: RelationType, prop: Property, properties: Mapping[str, Any]) -> Plain:
        value = properties.get(prop.name)
        if value is None or prop.name not in kind.properties:
            return None
        if prop.is_source and str(value) in self.content.nodes:
            return to_reference(self.content.nodes[str(value)])
        return to_cell(kind.properties[prop.name], value, properties, self.lang)


def key_of(relation: Relation) -> RowKey:
    """Return what makes a row of a relation the same one: type, ends, and when it began."""
    began = relation.properties.get("valid_from")
    return relation.type, relation.start, relation.end, began if isinstance(began, date) else None
