"""The items of a map file's sections, before their ids are known to each other.

An item is what becomes a node; its links are what become relations, from whichever end they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from samverkan.schema import Label, Property, RelationType, Schema, read_schema
from samverkan.tables.document import Branch, Entries, Findings, Sequence, Text
from samverkan.tables.field_words import list_item_words, rename_keys
from samverkan.tables.fields import Item, read_id, read_links, read_property, report_unknown_field, words_of
from samverkan.tables.tree_items import read_requires


@cache
def read_fields(label: str) -> Mapping[str, Property | tuple[RelationType, bool]]:
    """Return what each key of an item of a label means (beside `id`)."""
    schema = read_schema()
    fields: dict[str, Property | tuple[RelationType, bool]] = dict(schema.keys[label])
    return fields | dict(schema.labels[label].properties)


def read_sections(sections: Mapping[str, Branch], findings: Findings) -> list[Item]:
    """Read the items of all sections, and the trees inside them, in the file's order."""
    schema, items = read_schema(), list[Item]()
    for section, branch in sections.items():
        label = schema.sections[section]
        if isinstance(branch, Text) and branch.is_null:
            continue
        if not isinstance(branch, Sequence):
            findings.error("section-not-list", branch.line, None, section)
            continue
        for number, entry in enumerate(branch.items, 1):
            if isinstance(entry, Entries):
                items.extend(read_item(label, entry, f"{section}[{number}]", findings))
            else:
                findings.error("item-not-mapping", entry.line, f"{section}[{number}]")
    return items


def read_item(label: Label, entries: Entries, home: str, findings: Findings) -> Iterator[Item]:
    """Read an item, and yield it with the items of the tree that it may hold."""
    fields = read_fields(label.name)
    rename_keys(entries, fields, list_item_words(label.name), findings)
    item = Item(label, None, home, entries.line, entries)
    _read_own_id(item, entries, findings)
    yield item
    later = []
    for key, branch in entries.fields.items():
        meaning = fields.get(key)
        if isinstance(meaning, tuple):
            yield from _read_relation(*meaning, key, branch, item, findings)
        elif meaning is None:
            if key != "id":
                report_unknown_field(key, branch, item, list_known_words(label.name), findings)
        elif meaning.enum_by:
            later.append((meaning, branch))
        else:
            read_property(meaning, branch, item, findings)
    for prop, branch in later:
        read_property(prop, branch, item, findings)


def _read_own_id(item: Item, entries: Entries, findings: Findings) -> None:
    if "id" in entries.fields:
        item.given = read_id(entries.fields["id"], item, findings)
        item.home = item.given or item.home
    elif not item.label.derived_id:
        findings.error("missing-field", item.line, item.home, "id")
    item.root = item.given or ""


def _read_relation(
    relation: RelationType, outward: bool, key: str, branch: Branch, item: Item, findings: Findings
) -> Iterator[Item]:
    """Read a relation key into the item's links, and return the items of the tree that it may hold."""
    if relation.name == "REQUIRES" and outward:
        yield from read_requires(relation, branch, item, findings)
    else:
        item.links.extend(read_links(relation, outward, key, branch, item, findings))


@cache
def list_known_words(label: str) -> Mapping[str, str]:
    """Return the words that a user may have meant as a key: the keys themselves, and what they are called."""
    fields = read_fields(label)
    properties = {k: p for k, p in fields.items() if isinstance(p, Property)}
    called = {
        words[not outward]: key
        for key, (relation, outward) in read_schema().keys[label].items()
        for words in relation.words.values()
    }
    keys = {key: key for key in ("id", *fields)}  # first: of alike ones the key is told
    return keys | called | words_of(properties) | keys


def find_section_words(schema: Schema) -> dict[str, str]:
    """Return the words that a user may have meant as a section or a key of the header, and what to write for them."""
    words = {w: pair[1] for label in schema.sections.values() for pair in label.words.values() for w in pair}
    words |= {word: word for prop in schema.header.values() for word in prop.words.values()}
    return words | {name: name for name in (*schema.header, *schema.sections)}
