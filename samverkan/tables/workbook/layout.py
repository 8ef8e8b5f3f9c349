"""Which sheets and columns a workbook has, from the vocabulary alone.

A section is a sheet. A relation is a column of the sheet of one of its ends; one with properties of its own is a sheet
of rows, and a plain one that says more than its ends (validity, source, …) is a row of the sheet of other relations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from samverkan.schema import Label, Property, RelationType, read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.map_text import list_keys, reads_best_at_end
from samverkan.texts import Texts

MAP_TABLE = "map"
OTHER_TABLE = "other_relations"
ID, NAME, TREE, REFERENCE, REFERENCES, VALUE, REMOVE = (
    "id",
    "name",
    "tree",
    "reference",
    "references",
    "value",
    "remove",
)

# The order in which a map is filled in; sheets of relations stand after the section where they begin.
_ORDER = (
    *("areas", "actors", "persons", "affected_groups", "core_mandates", "issues", "problem_pictures", "causes"),
    *("initiatives", "matters", "requirements", "mandates", "positions", "effects", "indicators", "measurements"),
    *("resources", "agreements", "interactions", "commitments", "sources"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what its cells hold, and the property or the relation key that they stand for.

    `labels` are those that a reference may lead to; `required` cells may not be empty in a row that is filled.
    """

    key: str
    heading: str
    holds: str
    prop: Property | None = None
    relation: RelationType | None = None
    outward: bool = True
    labels: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: the name of its table (the same in every language), its own name, its columns, what its rows are."""

    table: str
    title: str
    columns: tuple[Column, ...]
    label: Label | None = None
    relation: RelationType | None = None

    def find(self, heading: str) -> Column | None:
        """Return the column that a heading in either language, or a key, means."""
        return _headings(self.table).get(fold(heading))


@cache
def _headings(table: str) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for lang in read_schema().languages:
        for column in find_layout(table, lang).columns:
            found.setdefault(fold(column.heading), column)
            found.setdefault(fold(column.key), column)
    return found


@cache
def list_layouts(lang: str) -> tuple[Layout, ...]:
    """Return every sheet that a workbook can have, in order; the header of the map is none of them."""
    schema, found = read_schema(), list[Layout]()
    for section in _ORDER:
        label = schema.sections[section]
        found.append(_lay_out_section(label, lang))
        starts = [r for r in schema.relations.values() if r.sheet and label.name == min(s for s, _ in r.ends)]
        found += [_lay_out_relation(relation, lang) for relation in starts]
    found.append(_lay_out_others(lang))
    return tuple(found)


@cache
def find_layout(table: str, lang: str) -> Layout:
    """Return the sheet whose table is called so."""
    return next(layout for layout in list_layouts(lang) if layout.table == table)


def _lay_out_section(label: Label, lang: str) -> Layout:
    say = Texts(lang)
    columns = [Column("id", say("workbook.id"), ID)]
    relations = list(_relation_columns(label, lang))
    own = [_column_of(p, lang, p.required or (p.name == "name" and label.name_required)) for p in _plain(label)]
    first = [c for c in own if c.key == "name" or c.required]
    rest = [c for c in own if c not in first]
    columns += [*relations, *first, *rest] if label.derived_id else [*first, *relations, *rest]
    last = [c for c in columns if c.key == "sourced_by"]
    columns = [c for c in columns if c.key != "sourced_by"] + last
    columns.append(Column("remove", say("workbook.remove"), REMOVE))
    return Layout(label.section, _capital(label.words[lang][1]), tuple(columns), label=label)


def _plain(label: Label) -> Iterator[Property]:
    yield from label.properties.values()


def _column_of(prop: Property, lang: str, required: bool) -> Column:
    if prop.is_source:
        return Column(prop.name, _capital(prop.words[lang]), REFERENCE, prop, labels=("Source",))
    return Column(prop.name, _capital(prop.words[lang]), VALUE, prop, required=required)


def _relation_columns(label: Label, lang: str) -> Iterator[Column]:
    for relation, outward in list_keys(label.name):
        others = _find_others(relation, label.name, outward)
        if relation.sheet or not others:
            continue
        key = relation.key if outward else relation.inverse
        heading = _capital(relation.words[lang][not outward])
        if relation.name == "REQUIRES":
            if label.name == "Initiative":
                yield Column(key, heading, TREE, relation=relation, labels=others)
            continue
        yield Column(key, heading, REFERENCES, None, relation, outward, others, key in label.needs)


def _find_others(relation: RelationType, label: str, outward: bool) -> tuple[str, ...]:
    """Return the labels at the other end of those relations that are columns of this label's sheet."""
    found = []
    for start, end in sorted(relation.ends):
        at_end = reads_best_at_end(relation.name, start, end)
        if outward and start == label and not at_end:
            found.append(end)
        elif not outward and end == label and at_end:
            found.append(start)
    return tuple(found)


def _lay_out_relation(relation: RelationType, lang: str) -> Layout:
    say = Texts(lang)
    title, start, end = relation.sheet[lang]
    starts, ends = sorted({s for s, _ in relation.ends}), sorted({e for _, e in relation.ends})
    columns = [
        Column("from", start, REFERENCE, labels=tuple(starts), required=True),
        Column("to", end, REFERENCE, labels=tuple(ends), required=True),
        *(_column_of(prop, lang, prop.required) for prop in relation.properties.values()),
        Column("remove", say("workbook.remove"), REMOVE),
    ]
    return Layout(relation.key, title, tuple(columns), relation=relation)


def _lay_out_others(lang: str) -> Layout:
    """Return the sheet of the plain relations that say more than their ends."""
    schema, say = read_schema(), Texts(lang)
    labels = tuple(schema.labels)
    properties: dict[str, Property] = {}
    for relation in schema.relations.values():
        if not relation.sheet:
            properties |= relation.properties
    columns = [
        Column("from", say("workbook.from"), REFERENCE, labels=labels, required=True),
        Column("relation", say("workbook.relation"), NAME, required=True),
        Column("to", say("workbook.to"), REFERENCE, labels=labels, required=True),
        *(_column_of(prop, lang, False) for prop in properties.values()),
        Column("remove", say("workbook.remove"), REMOVE),
    ]
    return Layout(OTHER_TABLE, say("workbook.other-relations"), tuple(columns))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@cache
def list_relation_names() -> dict[str, RelationType]:
    """Return the folded words that a plain relation may be called by in the sheet of other relations."""
    found: dict[str, RelationType] = {}
    for relation in read_schema().relations.values():
        if not relation.sheet:
            for word in (relation.key, *(words[0] for words in relation.words.values())):
                found.setdefault(fold(word), relation)
    return found
