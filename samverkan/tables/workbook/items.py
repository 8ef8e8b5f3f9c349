"""From the rows of a workbook to items: the baseline's, changed where a cell differs, and those of new rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samverkan.model import Map, Relation, Value
from samverkan.schema import Label, Property, read_schema
from samverkan.tables.document import Entries, Findings, Text
from samverkan.tables.fields import ID as ID_PATTERN
from samverkan.tables.fields import Item, Link
from samverkan.tables.nearest import find_nearest
from samverkan.tables.tree_items import read_requires
from samverkan.tables.values import WrongValueError, find_words
from samverkan.tables.workbook.cells import EMPTY, Raw, is_same, read_cell, tidy, to_text
from samverkan.tables.workbook.collected import Cells, Collected, Made, is_twin, says_yes, text_of
from samverkan.tables.workbook.find_sheets import Found, Sheets
from samverkan.tables.workbook.layout import OTHER_TABLE, REFERENCES, TREE, VALUE, Column, list_relation_names
from samverkan.tables.workbook.new_ids import make_id
from samverkan.tables.workbook.places import Places
from samverkan.tables.workbook.rows import Contents, Row, to_contents


def collect_items(
    sheets: Sheets,
    baseline: Map | None,
    stubs: frozenset[str],
    lang: str,
    around: Map | None,
    places: Places,
    findings: Findings,
    *,
    remove_missing: bool,
    renaming: bool = False,
) -> Collected:
    """Return the items of a workbook's rows upon those of its baseline; with `renaming` rows may get other ids."""
    work = _Collector(sheets, baseline or Map({}, ()), stubs, lang, places, findings)
    work.around, work.renaming = around, renaming
    if around is not None:
        work.references.add_all(around.nodes.values())
    work.collect(remove_missing=remove_missing)
    return work.done


class _Collector:
    def __init__(
        self, sheets: Sheets, baseline: Map, stubs: frozenset[str], lang: str, places: Places, findings: Findings
    ) -> None:
        self.sheets, self.base, self.stubs, self.lang = sheets, baseline, stubs, lang
        self.places, self.findings = places, findings
        self.contents: Contents = to_contents(baseline, lang, stubs)
        self.rows = {row.key: row for rows in self.contents.rows.values() for row in rows if isinstance(row.key, str)}
        self.done = Collected()
        self.around: Map | None = None
        self.renaming = False
        self.references = self.done.references
        self.references.add_all(baseline.nodes.values())
        self.items: dict[str, Item] = {}
        self.fresh: list[Item] = []
        self.changed: set[tuple[str, str]] = set()
        self.inline = {node_id: owner for owner, tree in self.contents.trees.items() for node_id in tree}
        self.gone: set[str] = set()

    def collect(self, *, remove_missing: bool) -> None:
        """Read every sheet; sections first, so that rows of relations may name their new rows."""
        for node in self.base.nodes.values():
            label = read_schema().labels[node.label]
            self.items[node.id] = Item(label, node.id, node.id, 0, Entries(0), node.id, dict(node.properties))
        sections = [found for found in self.sheets.found if found.layout.label is not None]
        named = [(found, list(self.name_rows(found))) for found in sections]
        self.find_missing_things(named, remove_missing=remove_missing)
        for found, rows in named:
            for number, cells, item in rows:
                self.read_row(found, number, cells, item)
        relations = self.read_relation_sheets(remove_missing=remove_missing)
        self.keep_untouched()
        self.drop_removed()
        self.done.items = [*self.items.values(), *self.fresh]
        self.link(relations)

    def name_rows(self, found: Found) -> Iterator[tuple[int, Cells, Item]]:
        """Yield each row of a section with its item, new ones with an id: other rows may name them."""
        label = found.layout.label
        assert label is not None
        seen: dict[str, int] = {}
        for number, cells in found.rows():
            place, raw = cells.get("id", (0, EMPTY))
            given = tidy(raw.value)
            node_id = None if given is None else to_text(given)
            line = self.places.note(found.grid.title, number, place)
            if node_id is not None and node_id in seen:
                self.findings.error("duplicate-row", line, node_id, "id", first=seen[node_id] + 1)
                continue
            if node_id is not None:
                seen[node_id] = number
            item = self.find_item(found, label, cells, node_id, line)
            if item is not None:
                yield number, cells, item

    def find_item(self, found: Found, label: Label, cells: Cells, node_id: str | None, line: int) -> Item | None:
        known = self.items.get(node_id) if node_id is not None else None
        if known is not None and known.label is label and node_id not in self.stubs:
            known.line = line
            assert known.entries is not None
            known.entries.line = line
            return known
        if says_yes(cells.get("remove", (0, EMPTY))[1]):
            return None
        if node_id is not None and not ID_PATTERN.fullmatch(node_id):
            self.findings.error("malformed-id", line, node_id, "id", found=node_id)
            return None
        if known is not None:
            self.findings.error("duplicate-id", line, node_id, "id", first=known.label.words[self.lang][1])
            return None
        return self.make_item(label, cells, node_id, line)

    def make_item(self, label: Label, cells: Cells, node_id: str | None, line: int) -> Item:
        """Return the item of a new row."""
        name, kind = text_of(cells, "name"), text_of(cells, "kind")
        if node_id is None and not label.derived_id:
            prop = label.properties.get("kind")
            token = read_schema().find_token(prop.enum, kind) if prop and prop.enum and kind else None
            node_id = make_id(name or label.name, token, self.references.labels.keys())
            self.done.new_ids.append((name or "", node_id))
        item = Item(label, node_id, node_id or name or label.words[self.lang][0], line, Entries(line), node_id or "")
        self.fresh.append(item)
        if node_id is not None:
            self.references.add(node_id, label.name, name)
        return item

    def find_missing_things(self, named: list[tuple[Found, list[Any]]], *, remove_missing: bool) -> None:
        """Tell the rows that are gone; one whose every other cell is in a new row was only given another id."""
        for found, rows in named:
            label = found.layout.label
            assert label is not None
            there = {item.given for _, _, item in rows if item.given}
            lost = [row for row in self.contents.rows[found.layout.table] if row.key not in there]
            for row in lost:
                twins = (n for n, r in enumerate(rows) if r[2] in self.fresh and is_twin(found, r[1], row, self.lang))
                twin = next(twins, None)
                if twin is not None:
                    self.take_twin(rows, twin, str(row.key))
                elif remove_missing:
                    self.gone.add(str(row.key))
                else:
                    self.done.missing.append(str(row.key))

    def take_twin(self, rows: list[Any], place: int, old: str) -> None:
        """Let a row that has got another id be what it was; where that is not agreed upon, tell its cell."""
        number, cells, item = rows[place]
        new = item.given
        if new is not None:
            self.done.renamed[old] = new
        if new is None or not self.renaming:
            self.findings.error("cell-other-id", item.line, old, "id", old=old)
            return
        known = self.items[old]
        known.line = item.line
        assert known.entries is not None
        known.entries.line = item.line
        self.fresh.remove(item)
        self.done.new_ids = [(name, made) for name, made in self.done.new_ids if made != new]
        self.references.rename(old, new)
        rows[place] = (number, cells, known)

    def read_row(self, found: Found, number: int, cells: Cells, item: Item) -> None:
        """Put what the cells of a row say into its item."""
        row = self.rows.get(item.given or "") if item.given in self.items else None
        if says_yes(cells.get("remove", (0, EMPTY))[1]):
            if row is not None:
                self.gone.add(str(row.key))
            return
        columns = sorted(found.columns.values(), key=lambda c: bool(c.prop and c.prop.enum_by))
        for column in columns:
            place, raw = cells[column.key]
            if column.holds not in (VALUE, REFERENCES, TREE):
                continue
            expected = row.cells.get(column.key) if row is not None else None
            assert item.entries is not None
            line = self.places.note(found.grid.title, number, place)
            item.entries.fields[column.key] = Text(str(raw.value), line, True)
            if not raw.wrong and is_same(expected, raw.value, self.lang):
                continue
            if row is not None and not raw.wrong and tidy(raw.value) is None:
                self.done.emptied.append(f"{item.given}: {column.heading.lower()}")
            self.read_changed(column, raw, item, line)

    def read_changed(self, column: Column, raw: Raw, item: Item, line: int) -> None:
        if column.holds == VALUE and column.prop is not None:
            item.properties.pop(column.key, None)
            self.put_value(column.prop, raw, item.properties, item, line, column.key)
            return
        if item.given is not None:
            self.changed.add((item.given, column.key))
        if raw.wrong:
            self.tell(
                WrongValueError("cell-error" if raw.wrong[0] == "#" else "cell-formula", found=raw.wrong),
                item,
                line,
                column.key,
            )
        elif tidy(raw.value) is not None:
            self.read_ends(column, str(tidy(raw.value)), item, line)

    def read_ends(self, column: Column, text: str, item: Item, line: int) -> None:
        assert column.relation is not None
        if column.holds == TREE and not (self.is_reference(text, column)):
            text = self.references.put_ids(text, ("Matter", "Area", "Actor"))
            self.fresh.extend(read_requires(column.relation, Text(text, line, True), item, self.findings))
            return
        for part in self.references.split(text, column.labels):
            try:
                other = self.references.resolve(part, column.labels)
                item.links.append(Link(column.relation, other, column.outward, {}, column.key, line))
            except WrongValueError as error:
                self.tell(error, item, line, column.key)

    def is_reference(self, text: str, column: Column) -> bool:
        return all(self.references.find(part, column.labels) for part in self.references.split(text, column.labels))

    def put_value(self, prop: Property, raw: Raw, into: dict[str, Value], item: Item, line: int, place: str) -> None:
        """Read a cell into some properties, or tell what is wrong with it."""
        try:
            value = read_cell(prop, raw, into)
        except WrongValueError as error:
            self.tell(error, item, line, place)
            return
        if value is not None:
            into[prop.name] = value

    def tell(self, error: WrongValueError, item: Item, line: int, place: str) -> None:
        item.silent.add(place)
        values = dict(error.values)
        if error.key == "unknown-token":
            values["nearest"] = find_nearest(values["found"], find_words(read_schema(), values["enum"]))
        self.findings.error(error.key, line, item.home, place, **values)

    def keep_untouched(self) -> None:
        """Hang the relations of the cells that were not changed, and of trees that stay, on their items again."""
        for (owner, key), relations in self.contents.columns.items():
            if (owner, key) not in self.changed:
                for relation in relations:
                    self.hang(relation, owner, key, self.items[owner].line_of(key))
        replaced = [tree for owner, tree in self.contents.trees.items() if (owner, "requires") in self.changed]
        for node_id in (node_id for tree in replaced for node_id in tree):
            self.items.pop(node_id, None)
        for relation in self.base.relations:
            if relation.start in self.inline and relation.start in self.items:
                line = self.items[self.inline[relation.start]].line_of("requires")
                self.hang(relation, relation.start, relation.type.lower(), line)

    def hang(self, relation: Relation, owner: str, key: str, line: int) -> None:
        """Put a relation of the baseline on the item of one of its ends, as it was."""
        outward = relation.start == owner
        other = relation.end if outward else relation.start
        kind = read_schema().relations[relation.type]
        self.items[owner].links.append(Link(kind, other, outward, dict(relation.properties), key, line))

    def drop_removed(self) -> None:
        """Take away the things that are to go, their trees, and every relation with them."""
        gone = self.gone | {i for i, owner in self.inline.items() if owner in self.gone}
        self.done.removed |= self.gone
        for node_id in gone:
            self.items.pop(node_id, None)
        for item in (*self.items.values(), *self.fresh):
            item.links = [link for link in item.links if not (isinstance(link.other, str) and link.other in gone)]
        self.gone = gone

    def read_relation_sheets(self, *, remove_missing: bool) -> list[Made]:
        """Return the relations that are rows of their own, each with the number of its cell and its field."""
        found: list[Made] = []
        sheets = {sheet.layout.table: sheet for sheet in self.sheets.found if sheet.layout.label is None}
        for table, rows in self.contents.rows.items():
            if table not in sheets:
                found += [(row.relation, 0, "") for row in rows if row.relation is not None]
        for table, sheet in sheets.items():
            found += self.read_relation_sheet(sheet, self.contents.rows[table], remove_missing=remove_missing)
        return found

    def read_relation_sheet(self, sheet: Found, rows: tuple[Row, ...], *, remove_missing: bool) -> Iterator[Made]:
        waiting: dict[Any, list[Row]] = {}
        for row in rows:
            waiting.setdefault(tuple(row.key[:3]), []).append(row)
        for number, cells in sheet.rows():
            made = self.read_relation_row(sheet, number, cells, waiting)
            if made is not None:
                yield made
        for row in (row for left in waiting.values() for row in left):
            if row.relation is not None and not remove_missing:
                self.done.missing.append(" ".join(str(part) for part in row.key[:3]))
                yield row.relation, 0, ""

    def read_relation_row(self, sheet: Found, number: int, cells: Cells, waiting: dict[Any, list[Row]]) -> Made | None:
        line = self.places.note(sheet.grid.title, number, 0)
        stand_in = Item(read_schema().labels["Actor"], None, sheet.grid.title, line)
        ends = self.read_pair(sheet, number, cells, stand_in)
        if ends is None:
            return None
        kind, start, end = ends
        columns = {c.key: c for c in sheet.columns.values() if c.prop is not None and c.key in kind.properties}
        properties: dict[str, Value] = {}
        stand_in.home = start
        row = self.match(waiting, kind.name, start, end, cells)
        for key, column in columns.items():
            place, raw = cells[key]
            expected = row.cells.get(key) if row is not None else None
            if (
                row is not None
                and row.relation is not None
                and not raw.wrong
                and is_same(expected, raw.value, self.lang)
            ):
                if key in row.relation.properties:
                    properties[key] = row.relation.properties[key]
                continue
            self.read_relation_value(kind.properties[key], column, raw, properties, stand_in, sheet, number, place)
        if row is not None and row.relation is not None:
            kept = {k: v for k, v in row.relation.properties.items() if k not in columns}
            properties = {**kept, **properties}
        if says_yes(cells.get("remove", (0, EMPTY))[1]):
            self.done.removed.add(f"{kind.name} {start} {end}")
            return None
        return Relation(kind.name, start, end, properties), line, kind.key

    def read_relation_value(
        self,
        prop: Property,
        column: Column,
        raw: Raw,
        into: dict[str, Value],
        item: Item,
        sheet: Found,
        number: int,
        place: int,
    ) -> None:
        line = self.places.note(sheet.grid.title, number, place)
        if not prop.is_source or tidy(raw.value) is None:
            self.put_value(prop, raw, into, item, line, prop.name)
            return
        try:
            into[prop.name] = self.references.resolve(str(tidy(raw.value)), column.labels)
        except WrongValueError as error:
            self.tell(error, item, line, prop.name)

    def read_pair(self, sheet: Found, number: int, cells: Cells, item: Item) -> tuple[Any, str, str] | None:
        """Return the relation type and both ends of a row, None after telling what is missing."""
        kind = sheet.layout.relation
        if sheet.layout.table == OTHER_TABLE:
            place, raw = cells.get("relation", (0, EMPTY))
            word = " ".join(str(tidy(raw.value) or "").replace("_", " ").casefold().split())
            kind = list_relation_names().get(word)
            if kind is None:
                line = self.places.note(sheet.grid.title, number, place)
                nearest = find_nearest(word, list_relation_names())
                self.findings.error("cell-relation", line, None, "relation", found=word, nearest=nearest)
                return None
        assert kind is not None
        found = []
        for key, side in (("from", 0), ("to", 1)):
            place, raw = cells.get(key, (0, EMPTY))
            line = self.places.note(sheet.grid.title, number, place)
            if tidy(raw.value) is None:
                self.findings.error("missing-field", line, None, key)
                continue
            try:
                labels = sorted({pair[side] for pair in kind.ends})
                found.append(self.references.resolve(str(tidy(raw.value)), labels))
            except WrongValueError as error:
                self.tell(error, item, line, key)
        return (kind, found[0], found[1]) if len(found) == 2 else None

    def match(self, waiting: dict[Any, list[Row]], kind: str, start: str, end: str, cells: Cells) -> Row | None:
        """Return the baseline's row of a relation: the one that began on the day, else the only one of these ends."""
        began = tidy(cells["valid_from"][1].value) if "valid_from" in cells else None
        rows = waiting.get((kind, start, end), [])
        for place, row in enumerate(rows):
            if is_same(row.cells.get("valid_from"), began, self.lang):
                return rows.pop(place)
        return None

    def borrow(self, node_id: str, there: dict[str, Item]) -> Item | None:
        """Return the item of a thing that only the store holds, as it is there."""
        node = self.around.nodes.get(node_id) if self.around is not None and node_id not in self.gone else None
        if node is None:
            return None
        label = read_schema().labels[node.label]
        there[node_id] = Item(label, node_id, node_id, 0, Entries(0), "", dict(node.properties))
        self.done.items.append(there[node_id])
        return there[node_id]

    def link(self, relations: list[Made]) -> None:
        """Hang the relations that are rows on the items where they start."""
        there = {item.given: item for item in self.done.items if item.given}
        for relation, line, key in relations:
            start = there.get(relation.start) or self.borrow(relation.start, there)
            if start is None or relation.end in self.gone:
                continue
            kind = read_schema().relations[relation.type]
            start.links.append(Link(kind, relation.end, True, dict(relation.properties), key or kind.key, line))
