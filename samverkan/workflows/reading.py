"""A store as a command that only reads sees it: what privacy hides is not there, whichever way it is asked for.

Nor is what came after the day that is asked for (`domain/telling.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.domain.requests import find_named, find_restricted, is_open
from samverkan.domain.telling import tell_as_of
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.privacy import find_own_assessments, keep_what_counts
from samverkan.schema import read_schema
from samverkan.workflows.find_node import find_day
from samverkan.workflows.open_store import Where, open_store

if TYPE_CHECKING:
    from samverkan.domain.reads import Read
    from samverkan.queries import Question
    from samverkan.store.part import Part
    from samverkan.store.protocol import Cell, Row, Store, StoreInfo

# What privacy may change in a thing of these kinds shows in any answer about them.
_TOUCHED = frozenset({"Position", "Person", "Indicator", "Measurement", "AffectedGroup"})
# What tells whether a figure counts people of a special group.
_COUNTED = ("AffectedGroup", "Effect", "Indicator", "Issue", "Measurement")
_COUNTING = ("AFFECTS", "MEASURES", "OF")
_MOST_THINGS = 100_000
_PATTERN_VARIABLE = re.compile(r"[(\[]\s*([^\W\d]\w*)\s*(?=[:)\]{*]|WHERE\b)", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:properties|keys)\s*\(|\{\s*\.\s*\*", re.IGNORECASE)


@contextmanager
def open_for_reading(where: Where, as_of: date | None, *, of_all_times: bool = False) -> Iterator[Reader]:
    """Open the store that is meant, to read it for a day (None: the map's own, else today).

    `of_all_times` keeps what is dated later, where no day is asked for.
    """
    with open_store(where) as store:
        reader = Reader(store, as_of, of_all_times=of_all_times)
        yield reader
        if reader.restricted:
            where.restricted(len(reader.restricted))


def read_to_tell(where: Where, as_of: date | None) -> Map:
    """Return the whole map that is meant, as it may be read for a day."""
    with open_for_reading(where, as_of) as reader:
        return reader.read_map()


class Reader:
    """Reads a store; every map that it returns has been through privacy, and so has what questions are asked of."""

    def __init__(self, store: Store, as_of: date | None, *, of_all_times: bool = False) -> None:
        """Read an open store for a day."""
        self.store = store
        self._as_of = as_of
        self._tells_all = of_all_times and as_of is None
        self.restricted: set[str] = set()  # what was left out of what was read, since an objection is examined
        self._requests: tuple[Mapping[str, Any], ...] | None = None

    @property
    def address(self) -> str:
        """Where the store lies."""
        return self.store.address

    @property
    def rows_fetched(self) -> int | None:
        """How many rows a server has sent; None where there is no server."""
        return self.store.rows_fetched

    def read_map(self) -> Map:
        """Return the whole map."""
        return self._keep(self.store.read_map())

    def read_names(self, labels: Collection[str]) -> Map:
        """Return at least the names of some labels; a server sends little more, what has expired among them."""
        content = self.store.read_names(labels)
        if self.rows_fetched is None:
            return self._keep(content)
        if self._tells_all:
            return content
        day = find_day(content, self._as_of)
        told = tell_as_of(content, day, ahead=True)
        return self._without_promised_later(told, day) if "Commitment" in labels else told

    def _without_promised_later(self, content: Map, day: date) -> Map:
        """Leave out what was undertaken at a meeting after the day: names alone do not tell it."""
        met = self.store.read_part(("Commitment", "Interaction"), ("AGREED_AT",))
        gone = met.nodes.keys() - tell_as_of(met, day, ahead=True).nodes.keys()
        return replace(content, nodes={i: node for i, node in content.nodes.items() if i not in gone})

    def read_part(self, labels: Collection[str], types: Collection[str]) -> Map:
        """Return at least the things of some labels, and the relations of some types between them."""
        wanted, along = set(labels), set(types)
        if wanted & {"Indicator", "Measurement"}:
            wanted, along = wanted | set(_COUNTED), along | set(_COUNTING)
        if {"Position", "Source"} <= wanted:
            # A source goes with the last thing that rests on it; a file is read whole, once, a server asked for less.
            if self.rows_fetched is None:
                return self.read_map()
            if self._has_own_assessments():
                wanted, along = set(read_schema().labels), set(read_schema().relations)
        return self._keep(self.store.read_part(sorted(wanted), sorted(along)))

    def _has_own_assessments(self) -> bool:
        return bool(find_own_assessments(self.store.read_part(("Position",), ())))

    def read_around(self, ids: Collection[str]) -> Map:
        """Return at least some things, and what is needed to tell everything about them."""
        content = self.store.read_around(ids)
        figures = [n.id for n in content.nodes.values() if n.label in ("Indicator", "Measurement")]
        if figures and self.rows_fetched is not None:
            return self._keep_as(content, self.read_part(_COUNTED, _COUNTING))
        return self._keep(content)

    def find_texts(self, text: str) -> list[str] | None:
        """Return at least the ids of what has a text in its name or texts; None: look for it in a part."""
        return self.store.find_texts(text)

    def read_for_question(self, question: Question, parameters: Mapping[str, Cell]) -> Map:
        """Return at least the things that a question's statement names, and what joins them."""
        return self._keep(self.store.read_for_question(question, parameters))

    def read(self, reads: Sequence[Read]) -> Map:
        """Return at least the part of the map that some reads find."""
        return self._keep(self.store.read(reads))

    def ask(self, question: Question, parameters: Mapping[str, Cell]) -> list[Row]:
        """Return the rows of a question that is plain retrieval."""
        from samverkan.store.part import find_part

        statement = question.statement_for("embedded")
        part = find_part(statement, checked=True)
        if _is_open(part, statement):
            return self.store.ask(question, parameters)
        return self._open(part).ask(question, parameters)

    def run_cypher(self, statement: str, parameters: Mapping[str, Cell]) -> tuple[list[str], list[Row], bool]:
        """Return (columns, rows, cut) of a free statement.

        A server answers it only where nothing that it touches is anybody's secret; else the map in memory does.
        """
        from samverkan.store.guard import check_statement, check_values
        from samverkan.store.part import find_part

        check_statement(statement)
        check_values(statement, parameters)
        part = find_part(statement)
        if self.rows_fetched is not None and _is_open(part, statement):
            return self.store.run_cypher(statement, parameters)
        return self.open_part(statement).run_cypher(statement, parameters)

    def open_part(self, statement: str) -> Store:
        """Return what a statement touches, through privacy, as a store to be asked in its stead."""
        from samverkan.store.part import find_part

        return self._open(find_part(statement))

    def count(self, label: str) -> int:
        """Return how many things of a label there are, those that privacy hides among them."""
        return self.store.count(label)

    def read_info(self) -> StoreInfo:
        """Return what is in the store."""
        return self.store.read_info()

    def _open(self, part: Part) -> Store:
        from samverkan.store.in_memory import open_map

        if self.rows_fetched is not None and set(part.labels) == set(read_schema().labels):
            things = sum(self.store.read_info().nodes.values())
            if things > _MOST_THINGS:
                raise UsageError("store.name-a-label", things=things, most=_MOST_THINGS)
        return open_map(self.read_part(part.labels, part.types), self.address)

    def _keep(self, content: Map) -> Map:
        day = find_day(content, self._as_of)
        if content.requests:
            content = replace(content, requests=self._name_what_is_meant(content))
            self.restricted |= find_restricted(content)
        kept = keep_what_counts(content, day, date.today())
        return kept if self._tells_all else tell_as_of(kept, day, ahead=True)

    def _name_what_is_meant(self, content: Map) -> tuple[Mapping[str, Any], ...]:
        """Return the requests with what each is about: a part may lack who took a position."""
        if self._requests is None:
            open_ones = [r for r in content.requests if is_open(r) and not r.get("about")]
            actors = {str(r.get("actor")) for r in open_ones}
            whole = self.store.read_around(sorted(actors)) if actors else content
            self._requests = tuple(
                {**r, "about": tuple(find_named(whole, r)) or None} if r in open_ones else r for r in content.requests
            )
        return self._requests

    def _keep_as(self, content: Map, counted: Map) -> Map:
        """Return a part through privacy, its figures as in a part that holds all that figures hang on."""
        kept = self._keep(content)
        nodes = {i: counted.nodes.get(i, n) if n.label in _COUNTED else n for i, n in kept.nodes.items()}
        return replace(kept, nodes=nodes)


def _is_open(part: Part, statement: str) -> bool:
    """Tell whether nothing that a statement touches is such as privacy changes.

    To name a private property, or to return a whole thing or its properties, is to touch what is private.
    """
    if _TOUCHED & set(part.labels):
        return False
    schema = read_schema()
    private = {
        p.name for label in part.labels for p in schema.labels[label].properties.values() if p.private or not p.asked
    }
    words = {word.casefold() for word in re.findall(r"\w+", statement)}
    return not private & words and not _names_a_whole_thing(statement)


def _names_a_whole_thing(statement: str) -> bool:
    """Tell whether a thing is used other than by its properties, in patterns, or counted; in doubt it is."""
    from samverkan.store.guard import blank_out

    text = blank_out(statement)
    if _WHOLE.search(text):
        return True
    for name in set(_PATTERN_VARIABLE.findall(text)):
        rest = re.sub(rf"[(\[]\s*{name}\s*(?=[:)\]{{*]|WHERE\b)", "", text, flags=re.IGNORECASE)
        rest = re.sub(rf"\b{name}\s*(?:\.|IS\b|=|<>)", "", rest)
        rest = re.sub(rf"\b(?:WITH|WITH\s+DISTINCT)\b[^.]*?\b{name}\b(?=\s*(?:,|MATCH|OPTIONAL|WHERE))", "", rest)
        if re.search(rf"\b{name}\b", rest):
            return True
    return False
