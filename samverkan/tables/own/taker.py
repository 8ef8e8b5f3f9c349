"""What every kind of table is taken with: things found by name or made, relations, one source of the file itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.schema import read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.foreign.translate import Report
from samverkan.tables.own.file_source import describe_source
from samverkan.tables.own.find_table import Line, Table
from samverkan.tables.values import WrongValueError
from samverkan.tables.workbook.cells import Raw, read_cell
from samverkan.tables.workbook.new_ids import make_id


@dataclass(frozen=True)
class Wanted:
    """What a recipe says beside the columns.

    `words` are things by their ids, `board` decides where nobody is named, `part_of` is where new posts belong;
    `hearings` tells whether who is heard first becomes a hearing, `when` which field a date of an action plan is;
    `about`, `basis` and `stated_on` are those of a list of stakeholders, `kind` what new stakeholders are.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    board: str | None = None
    part_of: str | None = None
    hearings: bool = False
    when: str | None = None
    about: str | None = None
    basis: str | None = None
    stated_on: str | None = None
    kind: str | None = None


class Taker:
    """A table on its way into a map."""

    def __init__(self, table: Table, roles: Mapping[str, str], wanted: Wanted, base: Map) -> None:
        """Begin with what the map has already."""
        self.table, self.roles, self.wanted, self.base = table, roles, wanted, base
        self.words = {fold(word): thing for word, thing in wanted.words.items()}
        self.report = Report(left_out=Counter(), hidden_rows=table.hidden)
        self.nodes: dict[str, Node] = {}
        self.relations: dict[tuple[str, str, str], Relation] = {}
        self.origins: dict[str, set[int]] = defaultdict(set)
        self.row = 0
        self.source = ""
        self.named: dict[tuple[str, str], str] = {}
        self.numbered: dict[str, str] = {}
        self.above: dict[str, str] = {}
        self.without_amount: Counter[str] = Counter()  # how many rows say the same beside an amount
        for node in base.nodes.values():
            self.named.setdefault((node.label, fold(node.name)), node.id)

    def say(self, line: Line, role: str) -> str:
        """Return what a row says in the column of a role."""
        return line.cells.get(self.roles.get(role, ""), "").strip()

    def put(self, node_id: str, label: str, name: str, **properties: Value | None) -> str:
        """Add a thing, or what is new of it."""
        kept = {key: value for key, value in properties.items() if value not in (None, "")}
        before = self.nodes.get(node_id) or self.base.nodes.get(node_id)
        known = dict(before.properties) if before is not None and before.label == label else {}
        self.nodes[node_id] = Node(node_id, label, {**({"name": name} if name else {}), **kept, **known})
        self.origins[node_id].add(self.row)
        if name:
            self.named.setdefault((label, fold(name)), node_id)
        return node_id

    def link(self, kind: str, start: str, end: str, **properties: Value) -> None:
        """Add a relation, once."""
        kept = {key: value for key, value in properties.items() if value}
        self.relations.setdefault((kind, start, end), Relation(kind, start, end, kept))

    def look_up(self, label: str, name: str) -> str | None:
        """Return the thing of a name: as the recipe says, else as the map or the table has it."""
        said = self.words.get(fold(name))
        if said is not None and (said in self.base.nodes or said in self.nodes):
            return said
        return self.named.get((label, fold(name)))

    def find(self, label: str, name: str, kind: str | None = None) -> str:
        """Return the thing of a name, a new one where nobody has it."""
        name = " ".join(name.split())
        known = self.look_up(label, name)
        if known is not None:
            return known
        self.report.ids_made += 1
        node_id = make_id(name, kind, {**self.base.nodes, **self.nodes})
        return self.put(node_id, label, name, **({"kind": kind} if kind else {}))

    def read(self, label: str, key: str, text: str) -> Value | None:
        """Return what a text says of a property; what cannot be read is told and left out."""
        try:
            return read_cell(read_schema().labels[label].properties[key], Raw(text or None), {})
        except WrongValueError:
            self.report.leave("wrong-value", text)
            return None

    def add_source(self, kind: str) -> None:
        """Make one source of the file itself, so that no claim lacks one."""
        node_id, said = describe_source(self.table.path, kind)
        name, day = said.pop("name"), said.pop("date", "")
        self.source = self.put(node_id, "Source", name, **said, date=self.read("Source", "date", day))

    def cite(self, node_id: str, locator: str = "") -> None:
        """Hang the file's source on a claim."""
        self.link("SOURCED_BY", node_id, self.source, locator=locator)

    def find_above(self, node_id: str) -> list[str]:
        """Return what a post is part of, in the map and in what was read so far."""
        new = [r.end for r in self.relations.values() if r.type == "PART_OF" and r.start == node_id]
        return [*(r.end for r in self.base.out(node_id, "PART_OF")), *new]

    def finish(self) -> tuple[Map, Report]:
        """Return what the table adds to the map, and the report."""
        if not any(self.source in (r.end, r.properties.get("source")) for r in self.relations.values()):
            self.nodes.pop(self.source, None)  # nothing that was taken is a claim
        known = {**self.base.nodes, **self.nodes}
        relations = [r for r in self.relations.values() if r.start in known and r.end in known]
        for node in (n for i, n in self.nodes.items() if self.base.nodes.get(i) != n):
            self.report.taken[node.label] += 1
        for relation in relations:
            self.report.taken[relation.type] += 1
        ends = {end for r in relations for end in (r.start, r.end)}
        borrowed = [self.base.nodes[i] for i in sorted(ends) if i in self.base.nodes and i not in self.nodes]
        return build_map([*self.nodes.values(), *borrowed], relations), self.report


def shorten(text: str, most: int = 200) -> str:
    """Return a text on one line, not too long for a name."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
