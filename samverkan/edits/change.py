"""A change, an edit of several, and a revision: an edit that is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

from samverkan.errors import SamverkanError
from samverkan.model import ALWAYS_FROM, Map, Relation, RelationKey, relation_key

Key = str | RelationKey
Fields = Mapping[str, Any]
Group = tuple[Fields, ...]

HEADER = ""
HEADER_LABEL = "Map"
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one thing. Nothing `before` is a new thing, nothing `after` one that goes.

    `key` is the id of a node; type, start, end and beginning of a relation; or "" for the header of the map. A node
    and the header have the fields that change (all of them, where the thing comes or goes) as a mapping; equal
    relations with one key are a list of such mappings. Both are None where no values are kept: then `past` says what
    happened, and the key is "*" where `number` things of the label came or went together. The key is None where it
    was blanked: then `past` says it too, and of an update the fields are there without their values.
    """

    key: Key | None
    label: str
    before: Fields | Group | None = None
    after: Fields | Group | None = None
    past: str = ""
    number: int = 1

    @property
    def is_known(self) -> bool:
        """Whether the values are known."""
        return self.key is not None and (self.before is not None or self.after is not None)

    @property
    def action(self) -> str:
        """Added, updated or removed."""
        if not self.is_known:
            return self.past
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "updated"

    @property
    def thing(self) -> str:
        """The id, or type, start, end and beginning of a relation in one line; empty for the header."""
        return to_thing(self.key)


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes that belong together, who makes them and why; `undoes` is the revision that they take back.

    `command` is the name of a command, never its words.
    """

    changes: tuple[Change, ...]
    command: str = ""
    by: str | None = None
    why: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """An edit as it was stored: with a number and a time (aware of its zone)."""

    number: int
    at: datetime
    edit: Edit

    @property
    def counts(self) -> dict[str, int]:
        """How many things were added, updated and removed."""
        found: Counter[str] = Counter()
        for change in self.edit.changes:
            found[change.action] += change.number
        return {action: found[action] for action in ("added", "updated", "removed")}

    @property
    def is_known(self) -> bool:
        """Whether all its values are known, so that it can be taken back."""
        return bool(self.edit.changes) and all(change.is_known for change in self.edit.changes)

    @property
    def is_first(self) -> bool:
        """Whether it filled an empty store: it has counts and no values."""
        return any(change.key == EVERYTHING and change.past == "added" for change in self.edit.changes)

    @property
    def day(self) -> date:
        """The day it was stored, where we are."""
        return self.at.astimezone().date()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else has changed: what the writer saw, wants, and what is there (None: nothing).

    The field is empty where the thing as a whole has come or gone.
    """

    change: Change
    field: str
    base: Any
    mine: Any
    theirs: Any


class ConflictError(SamverkanError):
    """Refuse an edit: what it would change has been changed by somebody else (exit 3). Nothing is written."""

    exit_code = 3

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("edit-conflict", count=len(self.conflicts))


def to_thing(key: Key | None) -> str:
    """Return a key as one line: an id, or `TYPE start end valid_from` (an undated relation ends after `end`)."""
    if key is None or isinstance(key, str):
        return key or HEADER
    kind, start, end, began = key
    return f"{kind} {start} {end}" if began == ALWAYS_FROM else f"{kind} {start} {end} {began.isoformat()}"


def key_of_thing(thing: str) -> Key:
    """Return the key that a line stands for: ids hold no space."""
    parts = thing.split(" ")
    if len(parts) == 1:
        return thing
    began = date.fromisoformat(parts[3]) if len(parts) > 3 else ALWAYS_FROM
    return parts[0], parts[1], parts[2], began


@cache
def _header_defaults() -> Fields:
    empty = Map({}, ())
    return {f.name: getattr(empty, f.name) for f in fields(Map) if f.name not in ("nodes", "relations")}


def header_of(content: Map) -> dict[str, Any]:
    """Return the header of a map as fields; what is as in an empty map is left out."""
    return {name: value for name, default in _header_defaults().items() if (value := getattr(content, name)) != default}


def to_header_values(header: Fields) -> dict[str, Any]:
    """Return what a map's header is built from, with the defaults of what is left out."""
    return {**_header_defaults(), **header}


def group_relations(relations: Iterable[Relation]) -> dict[RelationKey, tuple[Relation, ...]]:
    """Return relations by what makes them the same one; mostly one each."""
    groups: dict[RelationKey, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(relation_key(relation), []).append(relation)
    return {key: tuple(group) for key, group in groups.items()}


def pick_relations(content: Map, keys: Sequence[RelationKey]) -> Iterator[Relation]:
    """Yield the relations of a map that have one of some keys."""
    if len(keys) > len(content.relations) / 4:
        wanted = set(keys)
        yield from (r for r in content.relations if relation_key(r) in wanted)
        return
    for key in keys:
        yield from (r for r in content.out(key[1], key[0]) if relation_key(r) == key)


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values, or mappings or lists of them, are the same to the type: 1, 1.0 and true differ."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    return type(one) is type(other) and bool(one == other)
