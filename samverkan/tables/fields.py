"""One field of an item: its id, a property, or the relations under a key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from samverkan.model import Value
from samverkan.schema import Label, Property, RelationType, read_schema
from samverkan.tables.document import Branch, Entries, Findings, Sequence, Text
from samverkan.tables.field_words import list_relation_words, rename_keys
from samverkan.tables.nearest import find_nearest
from samverkan.tables.values import WrongValueError, find_words, read_value

ID = re.compile(r"[^\W_][\w.-]{0,63}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IN_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(\.000)+")  # how fifty thousand is written in Denmark and Germany: 50.000
_CHIEFS = ("chef", "chefen", "boss", "manager", "head")
_LONGEST_CUT = 3  # decimals or a group of thousands, which a comma has made a field of


@dataclass(slots=True, eq=False)
class Link:
    """A relation as one of its ends writes it; `other` is an id, or an item whose id is not yet known."""

    type: RelationType
    other: str | Item
    outward: bool
    properties: dict[str, Value]
    field: str
    line: int

    @property
    def other_id(self) -> str:
        """The id at the other end."""
        return self.other if isinstance(self.other, str) else self.other.id


@dataclass(slots=True, eq=False)
class Item:
    """One item of a section, or one node of a tree. `home` is what a problem calls it until it has an id.

    `silent` are fields with a problem of their own, about which nothing more is to be said; `refused` is an id that
    cannot be one, so that what leads to it is not told a second time.
    """

    label: Label
    given: str | None
    home: str
    line: int
    entries: Entries | None = None
    root: str = ""
    properties: dict[str, Value] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    refused: str = ""
    id: str = ""

    def line_of(self, key: str | None) -> int:
        """Return the line of a field, or of the item where it has no such field."""
        branch = self.entries.fields.get(key) if self.entries and key else None
        return branch.line if branch else self.line


def read_id(branch: Branch, item: Item, findings: Findings) -> str | None:
    """Return a well-formed id, or None after saying what is wrong with it."""
    if isinstance(branch, Text) and not branch.is_null and ID.fullmatch(branch.text):
        return branch.text
    item.silent.add("id")
    if not isinstance(branch, Text):
        findings.error("wrong-shape", branch.line, item.home, "id", expected="text", shape="list")
    elif branch.is_null or not branch.text:
        findings.error("missing-field", branch.line, item.home, "id")
    else:
        item.refused = branch.text
        findings.error("malformed-id", branch.line, item.home, "id", found=branch.text)
    return None


def read_property(prop: Property, branch: Branch, item: Item, findings: Findings) -> None:
    """Read a property into an item, or say what is wrong with its value."""
    if prop.enum_by and prop.enum_by not in item.properties:
        item.silent.add(prop.name)  # what it may be depends on a field that is missing or wrong
        return
    value = read_checked(prop, branch, item, item.properties, prop.name, findings)
    if value is not None:
        item.properties[prop.name] = value


def read_checked(
    prop: Property, branch: Branch, item: Item, siblings: Mapping[str, Value], place: str, findings: Findings
) -> Value | None:
    """Return a property's value, or None after saying what is wrong with it."""
    try:
        value = read_value(prop, branch, siblings)
        if prop.type == "number" and isinstance(branch, Text) and _IN_THOUSANDS.fullmatch(branch.text):
            whole = branch.text.replace(".", "")
            findings.warn(
                "thousands-or-decimals", branch.line, item.home, place, found=branch.text, short=value, whole=whole
            )
        return value
    except WrongValueError as error:
        item.silent.add(place)
        values = dict(error.values)
        if error.key == "unknown-token" and (dated := _split_date(prop, values["found"])):
            findings.error("token-with-date", branch.line, item.home, place, found=values["found"], **dated)
            return None
        if error.key == "unknown-token" and values["enum"] == "actor_kind" and is_chief(values["found"]):
            findings.error("chief-is-post", branch.line, item.home, place, found=values["found"])
            return None
        if error.key == "unknown-token":
            values["nearest"] = find_nearest(values["found"], find_words(read_schema(), values["enum"]))
        findings.error(error.key, branch.line, item.home, place, **values)
        return None


def is_chief(text: str) -> bool:
    """Tell whether a text says that somebody leads others: a post, and whether of its organisation is another field."""
    return text.strip().casefold() in _CHIEFS


def _split_date(prop: Property, text: str) -> dict[str, str] | None:
    """Return what to write instead of a word with a day after it, where the day has a field of its own."""
    word, _, day = text.strip().rpartition(" ")
    token = read_schema().find_token(prop.enum, word) if prop.enum else None
    if token is None or not _DAY.fullmatch(day):
        return None
    return {"name": prop.name, "word": word, "day": day} if f"{prop.name}_on" in _requirement_fields() else None


def _requirement_fields() -> Mapping[str, Property]:
    return read_schema().labels["Requirement"].properties


def read_links(
    relation: RelationType, outward: bool, key: str, branch: Branch, item: Item, findings: Findings
) -> Iterator[Link]:
    """Read the value of a relation key: an id, a mapping with `to`, or a list of these."""
    for part in branch.items if type(branch) is Sequence else (branch,):
        if type(part) is Text:
            if part.is_null:
                continue
            if part.text:
                yield Link(relation, part.text, outward, {}, key, part.line)
        elif type(part) is Entries:
            link = read_link(relation, outward, key, part, item, findings)
            if link:
                yield link
        else:
            item.silent.add(key)
            findings.error("wrong-shape", part.line, item.home, key, expected="relation", shape="list")


def read_link(
    relation: RelationType, outward: bool, key: str, entries: Entries, item: Item, findings: Findings
) -> Link | None:
    """Read `{to: id, property: …}`."""
    properties: dict[str, Value] = {}
    rename_keys(entries, relation.properties, list_relation_words(relation.name), findings)
    for name, branch in entries.fields.items():
        prop = relation.properties.get(name)
        if prop is not None:
            value = read_checked(prop, branch, item, properties, f"{key}.{name}", findings)
            if value is not None:
                properties[name] = value
        elif name != "to":
            known = {"to": "to"} | words_of(relation.properties)
            report_unknown_field(f"{key}.{name}", branch, item, known, findings)
    to = entries.fields.get("to")
    if isinstance(to, Text) and not to.is_null and to.text:
        return Link(relation, to.text, outward, properties, key, entries.line)
    item.silent.add(key)
    if to is None or isinstance(to, Text):
        findings.error("missing-to", entries.line, item.home, key)
    else:
        findings.error("wrong-shape", to.line, item.home, f"{key}.to", expected="text", shape="list")
    return None


def report_unknown_field(key: str, branch: Branch, item: Item, known: Mapping[str, str], findings: Findings) -> None:
    """Refuse a field that nobody knows, with the nearest word for one that exists, which is then not missed either."""
    name, line = key.rpartition(".")[2], branch.line
    if name.isdecimal() and len(name) <= _LONGEST_CUT:
        findings.error("number-cut", line, item.home, key, found=name)
        return
    if isinstance(branch, Text) and branch.plain and not branch.text:
        # What stands after a comma inside {…} and has no value was the rest of a text.
        findings.error("text-cut", line, item.home, key, found=name)
        return
    nearest = find_nearest(name, known)
    if nearest is not None:
        item.silent.add(known[nearest])
    findings.error("unknown-field", line, item.home, key, found=name, nearest=nearest)


def words_of(properties: Mapping[str, Property]) -> dict[str, str]:
    """Return the words that properties are called by, and their keys."""
    keys = {name: name for name in properties}  # first: of alike ones the key is told
    words = {word: name for name, prop in properties.items() for word in prop.words.values()}
    return keys | words | keys
