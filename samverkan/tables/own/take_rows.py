"""From the rows of a table of one's own to a map: what each kind of table makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.tables.field_words import fold
from samverkan.tables.foreign.translate import Report
from samverkan.tables.own.find_table import SECTION, Line, Table
from samverkan.tables.own.roles import is_private
from samverkan.tables.values import WrongValueError
from samverkan.tables.workbook.cells import Raw, read_cell
from samverkan.tables.workbook.new_ids import make_id
from samverkan.validate import find_personal_number

_LETTER = re.compile(r"(?:^|(?<=\s))([a-zåäö])\)\s*")
_AMOUNT = re.compile(
    r"(?:högst|upp till|maximalt|max|under|t\.o\.m\.|intill)\s+([0-9][0-9 \u00a0.]*)\s*(tkr|kr|kronor|mnkr|mkr)\b", re.I
)
_BASE = re.compile(r"(?:högst|upp till|maximalt)\s+[\wåäö,]+\s+(?:pris)?basbelopp", re.IGNORECASE)
_HEARING = re.compile(r"(?:i|efter) samråd med [^.;\n]+", re.IGNORECASE)
_UNITS = {"tkr": 1000, "mnkr": 10**6, "mkr": 10**6}
_DAY = re.compile(r"(20[0-9]{2})[-_]?(0[1-9]|1[0-2])[-_]?([0-3][0-9])")


@dataclass(frozen=True)
class Wanted:
    """What a recipe says beside the columns: words for things by their ids, who decides where nobody is named."""

    words: Mapping[str, str] = field(default_factory=dict)
    board: str | None = None
    part_of: str | None = None


def take_table(table: Table, kind: str, roles: Mapping[str, str], wanted: Wanted, base: Map) -> tuple[Map, Report]:
    """Return what a table adds to a map, with a report; a personal identity number anywhere stops it."""
    for line in table.lines:
        for heading, text in line.cells.items():
            if find_personal_number(text):
                raise UsageError("own-personal-number", path=table.path, row=line.number, column=heading)
    work = _Taker(table, roles, wanted, base)
    takers: Mapping[str, Callable[[Line], None]] = {
        "delegation": work.take_delegation,
        "contacts": work.take_contact,
        "action_plan": work.take_measure,
    }
    work.add_source("delegation_order" if kind == "delegation" else "action_plan" if kind == "action_plan" else "other")
    for line in table.lines:
        takers[kind](line)
    for heading in table.headings:
        if heading not in roles.values() and heading != SECTION:
            work.report.leave("private-column" if is_private(heading) else "column", heading)
    return work.finish()


class _Taker:
    def __init__(self, table: Table, roles: Mapping[str, str], wanted: Wanted, base: Map) -> None:
        self.table, self.roles, self.wanted, self.base = table, roles, wanted, base
        self.words = {fold(word): thing for word, thing in wanted.words.items()}
        self.report = Report(left_out=Counter())
        self.nodes: dict[str, Node] = {}
        self.relations: dict[tuple[str, str, str], Relation] = {}
        self.source = ""
        self.named: dict[tuple[str, str], str] = {}
        for node in base.nodes.values():
            self.named.setdefault((node.label, fold(node.name)), node.id)

    def say(self, line: Line, role: str) -> str:
        return line.cells.get(self.roles.get(role, ""), "").strip()

    def put(self, node_id: str, label: str, name: str, **properties: Value) -> str:
        """Add a thing, or what is new of it."""
        kept = {key: value for key, value in properties.items() if value not in (None, "")}
        before = self.nodes.get(node_id) or self.base.nodes.get(node_id)
        known = dict(before.properties) if before is not None and before.label == label else {}
        self.nodes[node_id] = Node(node_id, label, {**({"name": name} if name else {}), **kept, **known})
        if name:
            self.named.setdefault((label, fold(name)), node_id)
        return node_id

    def link(self, kind: str, start: str, end: str, **properties: Value) -> None:
        kept = {key: value for key, value in properties.items() if value}
        self.relations.setdefault((kind, start, end), Relation(kind, start, end, kept))

    def find(self, label: str, name: str, kind: str | None = None) -> str:
        """Return the thing of a name: as the recipe says, as the map has it, else a new one."""
        name = " ".join(name.split())
        said = self.words.get(fold(name))
        if said is not None and (said in self.base.nodes or said in self.nodes):
            return said
        known = self.named.get((label, fold(name)))
        if known is not None:
            return known
        self.report.ids_made += 1
        node_id = make_id(name, kind, {**self.base.nodes, **self.nodes})
        return self.put(node_id, label, name, **({"kind": kind} if kind else {}))

    def add_source(self, kind: str) -> None:
        """Make one source of the file itself, so that no claim lacks one."""
        stem = self.table.path.stem
        found = _DAY.search(stem)
        day = "-".join(found.groups()) if found else ""
        from samverkan.schema import read_schema

        prop = read_schema().labels["Source"].properties["date"]
        node_id = f"s-{make_id(stem, None, ())}"
        properties: dict[str, Value] = {"kind": kind, "reference": self.table.path.name}
        try:
            if day and (value := read_cell(prop, Raw(day), {})) is not None:
                properties["date"] = value
        except WrongValueError:
            pass
        self.source = self.put(node_id, "Source", stem, **properties)

    def cite(self, node_id: str, locator: str = "") -> None:
        self.link("SOURCED_BY", node_id, self.source, locator=locator)

    def take_delegation(self, line: Line) -> None:
        """Make a matter of a row, or of each letter in it, and a mandate for each that may decide it."""
        section = self.say(line, "section") or line.cells.get(SECTION, "")
        for letter, matter, delegate in pair_letters(self.say(line, "matter"), self.say(line, "delegate")):
            if not matter:
                self.report.leave("no-matter", f"rad {line.number}")
                continue
            place = f"{section} {letter})".strip(" )") if letter else section
            matter_id = self.find("Matter", _shorten(matter))
            self.put(matter_id, "Matter", _shorten(matter), legal_basis=self.say(line, "law"))
            holders = [self.find("Actor", name, "post") for name in split_names(delegate)]
            if not holders and self.wanted.board:
                holders = [self.wanted.board]
            if not holders:
                self.report.leave("no-delegate", _shorten(matter))
            for holder in holders:
                self.add_mandate(matter_id, holder, matter, place, line)

    def add_mandate(self, matter_id: str, holder: str, matter: str, place: str, line: Line) -> None:
        remark = self.say(line, "remark")
        told = [text[0] for text in (_BASE.search(matter), _HEARING.search(f"{matter} {remark}")) if text]
        conditions = "; ".join(dict.fromkeys([*told, *([remark] if remark and remark not in told else [])]))
        mandate = f"md-{matter_id}-{holder}"[:64].rstrip("-")
        basis = " ".join(part for part in (self.table.path.stem, place) if part)
        said: dict[str, Value] = {"kind": "decide", "legal_basis": basis, "conditions": conditions}
        limit = find_amount(matter)
        if limit is not None:
            said["limit"] = limit
        self.put(mandate, "Mandate", "", **said)
        self.link("COVERS", mandate, matter_id)
        self.link("HOLDS", holder, mandate)
        self.cite(mandate, place)
        if self.wanted.part_of and holder in self.nodes:
            self.link("PART_OF", holder, self.wanted.part_of)

    def take_contact(self, line: Line) -> None:
        """Make a post and its organisation of a row; who holds it is nobody's business here."""
        post, organisation = self.say(line, "post"), self.say(line, "organisation")
        if not post:
            self.report.leave("no-post", f"rad {line.number}")
            return
        place = self.find("Actor", organisation, "unit") if organisation else None
        known = self.named.get(("Actor", fold(post)))
        above = self.find_above(known) if known is not None else []
        # The same title somewhere else is another post.
        name = f"{post} {organisation}" if place is not None and above and place not in above else post
        node_id = self.find("Actor", name, "post")
        if place is not None:
            self.link("PART_OF", node_id, place)
        if area := self.say(line, "area"):
            self.link("IN_AREA", node_id, self.find("Area", area))

    def find_above(self, node_id: str) -> list[str]:
        """Return what a post is part of, in the map and in what was read so far."""
        new = [r.end for r in self.relations.values() if r.type == "PART_OF" and r.start == node_id]
        return [*(r.end for r in self.base.out(node_id, "PART_OF")), *new]

    def take_measure(self, line: Line) -> None:
        """Make a cause and a measure that addresses it of a row of an action plan."""
        measure = self.say(line, "measure")
        if not measure:
            self.report.leave("no-measure", f"rad {line.number}")
            return
        initiative = self.find("Initiative", _shorten(_without_number(measure)))
        said = {"outcome": self.say(line, "follow_up"), "status": "proposed"}
        self.put(initiative, "Initiative", "", **said)
        self.cite(initiative)
        if cause := self.say(line, "cause"):
            cause_id = self.find("Cause", _shorten(_without_number(cause)))
            self.link("ADDRESSES", initiative, cause_id)
            self.cite(cause_id)
        for name in split_names(self.say(line, "who")):
            self.link("INVOLVED_IN", self.find("Actor", name, "post"), initiative, role="owner", source=self.source)
        if when := self.say(line, "when"):
            self.report.leave("when", when)

    def finish(self) -> tuple[Map, Report]:
        known = {**self.base.nodes, **self.nodes}
        relations = [r for r in self.relations.values() if r.start in known and r.end in known]
        new = [n for i, n in self.nodes.items() if self.base.nodes.get(i) != n]
        for node in new:
            self.report.taken[node.label] += 1
        for relation in relations:
            self.report.taken[relation.type] += 1
        ends = {end for r in relations for end in (r.start, r.end)}
        borrowed = [self.base.nodes[i] for i in sorted(ends) if i in self.base.nodes and i not in self.nodes]
        return build_map([*self.nodes.values(), *borrowed], relations), self.report


def pair_letters(matter: str, delegate: str) -> list[tuple[str, str, str]]:
    """Return (letter, matter, delegate) of a row: lettered parts of both cells belong together."""
    parts, delegates = _LETTER.split(matter), _LETTER.split(delegate)
    if len(parts) < 3:
        return [("", matter, delegate)]
    intro = parts[0].strip().rstrip(":")
    by_letter = dict(zip(delegates[1::2], delegates[2::2], strict=True)) if len(delegates) > 2 else {}
    found = []
    for letter, text in zip(parts[1::2], parts[2::2], strict=True):
        said = f"{intro}: {text.strip()}" if intro else text.strip()
        found.append((letter, said, by_letter.get(letter, "" if by_letter else delegate).strip()))
    return found


def split_names(text: str) -> list[str]:
    """Return those who may decide each on their own: parted by a stroke, a line break or a semicolon."""
    parts = (part.strip(" *,.") for part in re.split(r"/|\n|;", text))
    return list(dict.fromkeys(part for part in parts if part and part not in ("-", "–")))


def find_amount(text: str) -> int | None:
    """Return the limit in kronor that a text names; base amounts change every year and are none."""
    match = _AMOUNT.search(text)
    if match is None:
        return None
    return int(re.sub(r"[ \u00a0.]", "", match[1])) * _UNITS.get(match[2].casefold(), 1)


def _without_number(text: str) -> str:
    return re.sub(r"^[0-9]+[.)]?\s+", "", text)


def _shorten(text: str, most: int = 200) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
