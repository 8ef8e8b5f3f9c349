"""From the records of a table to the items of a map, by what a recipe makes of each row.

What comes out is what a map file would hold, and is read by the same rules: an unknown word, a reference that leads
nowhere and a number with a unit are told with the cell that they stand in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samverkan.model import Map
from samverkan.schema import Label, read_schema
from samverkan.tables.document import Branch, Entries, Text
from samverkan.tables.document import Sequence as List
from samverkan.tables.field_words import find_item_key, fold
from samverkan.tables.own.find_table import SECTION, Table
from samverkan.tables.own.parts import find_amount, find_heard
from samverkan.tables.own.recipe import Make, TableRecipe
from samverkan.tables.own.records import LEAVE, LETTER, Record
from samverkan.tables.own.roles import KINDS
from samverkan.tables.workbook.new_ids import make_id, make_slug
from samverkan.tables.workbook.places import Places

_HOLE = re.compile(r"\{([^{}]+)\}")
_SECTIONS = (SECTION, *KINDS["delegation"]["section"])
_OWN = ("find", "missing", "id")  # what a make says beside the fields of its thing

Ask = Callable[[str], str | None]


@dataclass
class Made:
    """The items that were made, by section and id, with the rows that made each; and what nobody could know.

    `unknown_cells` holds (row, name, number of the cell); `locators` the paragraph that a thing was read from.
    """

    items: dict[str, dict[str, Entries]] = field(default_factory=lambda: defaultdict(dict))
    origins: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    unknown: Counter[str] = field(default_factory=Counter)
    unknown_cells: list[tuple[int, str, int]] = field(default_factory=list)
    locators: dict[str, str] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    ids_made: int = 0


def make_items(
    table: Table, records: Iterable[Record], recipe: TableRecipe, base: Map, places: Places, ask: Ask | None = None
) -> Made:
    """Return what a recipe makes of records; `ask` is put what an unknown name is, where somebody can answer."""
    work = _Maker(table, recipe, base, places, ask)
    for record in records:
        work.take(record)
    return work.made


class _Maker:
    def __init__(self, table: Table, recipe: TableRecipe, base: Map, places: Places, ask: Ask | None) -> None:
        self.table, self.recipe, self.base, self.places, self.ask = table, recipe, base, places, ask
        self.made = Made()
        self.columns = {fold(heading): place for place, heading in enumerate(table.headings)}
        self.labels = {node.id: node.label for node in base.nodes.values()}
        self.names: dict[tuple[str, str], str] = {}
        self.answers: dict[str, str] = {}
        for node in base.nodes.values():
            self.names.setdefault((node.label, fold(node.name)), node.id)

    def take(self, record: Record) -> None:
        """Make the things of a record; what the row makes may name what it has made before."""
        row: dict[str, str] = {}
        for make in self.recipe.makes:
            label = read_schema().sections[make.section]
            found = self.find(make, label, record) if "find" in make.fields else self.build(make, label, record, row)
            if found:
                row[make.section] = found
            else:
                row.pop(make.section, None)

    def find(self, make: Make, label: Label, record: Record) -> str:
        """Return the thing that a cell names: as the recipe says, as the map has it, a new one, or nothing."""
        name = " ".join(self.fill(str(make.fields["find"]), record).split())
        if not name:
            return ""
        known = self.look_up(name, {label.name}) or self.answers.get(fold(name))
        if known is not None:
            return "" if known == LEAVE else known
        if str(make.fields.get("missing", "ask")) != "make" and not self.agrees_to_make(
            name, make.fields["find"], record
        ):
            return self.answers.get(fold(name), "").replace(LEAVE, "")
        fields = {**make.fields, "name": name}
        return self.build(Make(make.section, fields), label, record, {})

    def agrees_to_make(self, name: str, template: Any, record: Record) -> bool:
        """Ask what an unknown name is: an id, nothing, or a new thing; where nobody answers it is noted as unknown."""
        answer = self.ask(name) if self.ask is not None else None
        if answer == "":
            return True
        if answer is not None and (answer in self.labels or answer == LEAVE):
            self.answers[fold(name)] = answer
        else:
            self.made.unknown[name] += 1
            self.made.unknown_cells.append((record.number, name, self.find_line(str(template), record)))
        return False

    def look_up(self, text: str, labels: set[str]) -> str | None:
        """Return the id that a text is, or the thing of some labels that is called so."""
        if self.labels.get(text) in labels:
            return text
        return next((found for label in sorted(labels) if (found := self.names.get((label, fold(text))))), None)

    def fill(self, template: str, record: Record) -> str:
        """Return a template with the record's texts in its holes, as the recipe's words say them."""
        return _HOLE.sub(lambda hole: self.say(hole[1], record), template).strip()

    def say(self, heading: str, record: Record) -> str:
        text, key = record.say(heading).strip(), fold(heading)
        if not text:
            return self.recipe.empty.get(key, "")
        return self.recipe.words.get(key, {}).get(fold(text), text)

    def build(self, make: Make, label: Label, record: Record, row: Mapping[str, str]) -> str:
        """Make a thing, or put more into one that was made before; nothing where the row says nothing of it."""
        fields: dict[str, list[Branch]] = {}
        for word, value in make.fields.items():
            if word not in _OWN:
                key = find_item_key(label.name, str(word)) or str(word)
                fields[key] = self.read(key, value, label, record, row)
        fields = {key: texts for key, texts in fields.items() if texts}
        name = _say(fields, "name")
        if "id" not in make.fields and not name and not self.is_whole(label, fields):
            return ""
        if self.is_own_delegation(label, fields):
            return ""
        node_id = self.choose_id(make, label, name, fields, record)
        if not node_id:
            return ""
        self.put(node_id, label, fields, record)
        return node_id

    def is_whole(self, label: Label, fields: Mapping[str, Any]) -> bool:
        """Tell whether a thing without a name has the relations that it cannot do without."""
        return all(need in fields for need in label.needs)

    def is_own_delegation(self, label: Label, fields: Mapping[str, Sequence[Branch]]) -> bool:
        """Tell whether a mandate would be delegated to whoever holds it: where no delegate stands, that is all."""
        if label.name != "Mandate" or not fields.get("delegated_from"):
            return False
        origin = _say(fields, "delegated_from")
        entries = self.made.items["mandates"].get(origin)
        held = entries.fields.get("held_by") if entries is not None else None
        if isinstance(held, List):
            holders = set(map(_to_end, held.items))
        else:
            holders = {relation.start for relation in self.base.into(origin, "HOLDS")}
        return bool(holders) and holders == set(map(_to_end, fields.get("held_by", [])))

    def choose_id(
        self, make: Make, label: Label, name: str, fields: Mapping[str, Sequence[Branch]], record: Record
    ) -> str:
        """Return the id of a thing: the template's, that of the one called so, or one made of what it says."""
        if "id" in make.fields:
            text = self.fill(str(make.fields["id"]), record)
            return text if self.labels.get(text) == label.name else make_slug(text) if text else ""
        known = self.look_up(name, {label.name}) if name else None
        if known is not None:
            return known
        self.made.ids_made += 1
        kind = _find_token(label, _say(fields, "kind"))
        if name:
            return make_id(name, kind, self.labels.keys())
        said = [_to_end(branch) for key in (*label.needs, "stated_on", "date") for branch in fields.get(key, ())]
        kinds = [kind] if kind else []
        if label.derived_id:
            return make_slug("-".join([*said[:1], *kinds, *said[1:]]))
        return make_slug("-".join([{"Mandate": "md"}.get(label.name, label.section), *said, *kinds]))

    def read(self, key: str, value: Any, label: Label, record: Record, row: Mapping[str, str]) -> list[Branch]:
        """Return what a field of a make says of a record, with the numbers of its cells."""
        if isinstance(value, list):
            return [text for part in value for text in self.read(key, part, label, record, row)]
        if isinstance(value, Mapping):
            return self.read_mapping(key, value, label, record, row)
        template = str(value)
        line = self.find_line(template, record)
        meaning = read_schema().keys[label.name].get(key)
        if meaning is None:
            text = self.fill(template, record)
            text = " ".join(text.split()) if key == "name" else text
            return [Text(text, line, not _is_text(label, key))] if text else []
        if template in read_schema().sections:
            return [Text(row[template], line, False)] if template in row else []
        text = self.fill(template, record)
        if not text:
            return []
        relation, outward = meaning
        labels = {end if outward else start for start, end in relation.ends if label.name in (start, end)}
        found = self.look_up(text, labels)
        return [Text(found or (make_slug(text) if _HOLE.search(template) else text), line, False)]

    def read_mapping(
        self, key: str, value: Mapping[str, Any], label: Label, record: Record, row: Mapping[str, str]
    ) -> list[Branch]:
        """Return an amount (`amount:`), those who are heard first (`heard:`), or a relation that says more (`to:`)."""
        if "amount" in value:
            return list(self.read_amount(value, record))
        if "heard" in value:
            return list(self.read_heard(str(value["heard"]), record))
        found: list[Branch] = []
        for end in self.read(key, value.get("to", ""), label, record, row):
            entries = Entries(end.line)
            entries.fields = {"to": end}
            for word, template in value.items():
                if word != "to" and (text := self.fill(str(template), record)):
                    entries.fields[str(word)] = Text(text, self.find_line(str(template), record), True)
            found.append(entries)
        return found

    def read_heard(self, template: str, record: Record) -> list[Text]:
        """Return those whom a text wants heard first and whom somebody knows; the others are told."""
        found = []
        for name in find_heard(self.fill(template, record)):
            known = self.look_up(name, {"Actor"})
            if known is None:
                self.made.unheard.append(name)
            else:
                found.append(Text(known, self.find_line(template, record), False))
        return found

    def read_amount(self, value: Mapping[str, Any], record: Record) -> list[Text]:
        """Return the amount that a text names (`{amount: "{Ärende}"}`), nothing where it names none."""
        template = str(value.get("amount", ""))
        amount = find_amount(self.fill(template, record), alone=True)
        return [Text(str(amount), self.find_line(template, record), True)] if amount is not None else []

    def find_line(self, template: str, record: Record) -> int:
        """Return the number of the cell that a template takes its text from; of a constant, the row's first."""
        hole = next((fold(heading) for heading in _HOLE.findall(template) if fold(heading) in self.columns), None)
        place = self.columns[hole] if hole is not None else 0
        return self.places.note(self.table.sheet, record.number - 1, place)

    def put(self, node_id: str, label: Label, fields: Mapping[str, Sequence[Branch]], record: Record) -> None:
        """Put the fields of a record into a thing: relations are added, of two values the first stands."""
        line = self.places.note(self.table.sheet, record.number - 1, 0)
        entries = self.made.items[label.section].setdefault(node_id, Entries(line))
        entries.fields.setdefault("id", Text(node_id, line, False))
        self.labels.setdefault(node_id, label.name)
        self.made.origins[node_id].add(record.number)
        self.made.locators.setdefault(node_id, self.find_locator(record))
        for key, said in fields.items():
            if key in read_schema().keys[label.name]:
                known = entries.fields.setdefault(key, List(line))
                assert isinstance(known, List)
                there = set(map(_to_end, known.items))
                known.items.extend(branch for branch in said if _to_end(branch) not in there)
                continue
            first = entries.fields.setdefault(key, said[0])
            if _to_end(first) != _to_end(said[0]):
                self.made.doubled.append(f"{node_id}: {key}: {_to_end(said[0])}")
            if key == "name":
                self.names.setdefault((label.name, fold(_to_end(said[0]))), node_id)

    def find_locator(self, record: Record) -> str:
        """Return the paragraph that a record stands under, with the letter of its part."""
        text = next((record.say(word) for word in _SECTIONS if record.say(word)), "")
        letter = record.say(LETTER)
        return f"{text} {letter})".strip() if letter else text


def _to_end(branch: Branch) -> str:
    """Return what a value says: of a relation that says more, where it leads."""
    end = branch.fields["to"] if isinstance(branch, Entries) else branch
    return end.text if isinstance(end, Text) else ""


def _say(fields: Mapping[str, Sequence[Branch]], key: str) -> str:
    return _to_end(fields[key][0]) if fields.get(key) else ""


def _find_token(label: Label, word: str) -> str | None:
    prop = label.properties.get("kind")
    return read_schema().find_token(prop.enum, word) if word and prop is not None and prop.enum else None


def _is_text(label: Label, key: str) -> bool:
    prop = label.properties.get(key)
    return prop is not None and prop.type in ("text", "texts")


def list_holes(value: Any) -> list[str]:
    """Return the headings that a template, or several, take their texts from."""
    if isinstance(value, Mapping):
        return [hole for part in value.values() for hole in list_holes(part)]
    if isinstance(value, list):
        return [hole for part in value for hole in list_holes(part)]
    return [hole for hole in _HOLE.findall(str(value)) if hole != LETTER]
