"""What every store can do; `workflows` knows no other way to a map that lies somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from samverkan.domain.reads import Read
    from samverkan.edits import Blank, Edit, Revision
    from samverkan.model import Map
    from samverkan.queries import Question

Cell = str | int | float | bool | date | None | list["Cell"]
Row = dict[str, Cell]
Progress = Callable[[int, int], None]
WriteMode = Literal["new", "replace", "merge"]


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What `store info` tells: counts a label and a relation type, and what the store keeps for itself."""

    kind: str
    title: str
    format: int
    nodes: Mapping[str, int]
    relations: Mapping[str, int]
    details: Mapping[str, str]


class Readable(Protocol):
    """What can be read and asked of a place that holds a map. Every method raises StoreError when it cannot be done.

    `rows_fetched` counts what a server has sent since it was opened; None where there is none.
    """

    @property
    def address(self) -> str:
        """Where the map lies."""

    @property
    def rows_fetched(self) -> int | None:
        """How many rows a server has sent since it was opened; None where there is none."""

    def read_map(self) -> Map:
        """Return the whole map; an empty store is a StoreError `store-empty`."""

    def read_names(self, labels: Collection[str]) -> Map:
        """Return at least the header of the map, and of the nodes of some labels the names and the validity.

        That is enough to find what a name means.
        """

    def read_part(self, labels: Collection[str], types: Collection[str]) -> Map:
        """Return at least the header of the map, the nodes of some labels, and the relations of some types between."""

    def read_around(self, ids: Collection[str]) -> Map:
        """Return at least the header of the map, some things, and what is needed to tell everything about them.

        That is every relation that touches one, what stands at its other end, and the sources that are named; and
        what a nameless thing among these leads to. Ids that are not there are left out.
        """

    def find_texts(self, text: str) -> list[str] | None:
        """Return at least the ids of what has a text in its name or texts; None where one had better look oneself."""

    def read_for_question(self, question: Question, parameters: Mapping[str, Cell]) -> Map:
        """Return at least the header of the map, the things that a question's statement names, and what joins them.

        That is for a question whose rows are made by an `answer`; a store that has the map at hand runs nothing.
        """

    def read(self, reads: Sequence[Read]) -> Map:
        """Return at least the part of the map that some reads find, under its header; often the whole map."""

    def ask(self, question: Question, parameters: Mapping[str, Cell]) -> list[Row]:
        """Return a question's rows, keyed by its declared columns, in its declared order."""

    def run_cypher(self, statement: str, parameters: Mapping[str, Cell]) -> tuple[list[str], list[Row], bool]:
        """Return (columns, rows, cut) of a checked, read-only statement."""

    def count(self, label: str) -> int:
        """Return how many things of a label there are."""

    def read_info(self) -> StoreInfo:
        """Return what is in the store."""


class Store(Readable, Protocol):
    """A place that holds at most one map, and how it is written."""

    kind: str

    def read_among(self, ids: Collection[str]) -> Map:
        """Return at least the header of the map, some things, and the relations between them.

        Ids that are not there are left out.
        """

    def read_to_edit(self, ids: Collection[str]) -> Map:
        """Return at least the header of the map, some things, and what is needed to change them or hang new ones on.

        That is all that touches them, what these things say and who says it, and all of a tree of requirements. Ids
        that are not there are left out.
        """

    def read_touched(self, edit: Edit) -> Map:
        """Return at least the part of the map that an edit touches, as the rules judge it."""

    def write_map(
        self, content: Map, mode: WriteMode, progress: Progress | None = None, *, edit: Edit | None = None
    ) -> Revision | None:
        """Write a map as one edit in one transaction; `new` refuses a store that holds one (`store-has-map`).

        `edit` says by whom, why and with which command. Into an empty store it is logged as counts, without values.
        """

    def commit(self, edit: Edit, progress: Progress | None = None) -> Revision | None:
        """Apply an edit to what is there now, check it by the rules, write it and log it, all in one transaction.

        None where there is nothing to do. A ConflictError or MapProblemsError leaves no trace.
        """

    def purge(self, edit: Edit, blank: Blank) -> Revision | None:
        """Apply an edit that cannot be taken back, and take values out of the log, all in one transaction.

        Its revision counts what it changed, without ids and values; what it took is in no byte of the store's files
        afterwards. None where there is nothing to do.
        """

    def log(self, edit: Edit) -> Revision:
        """Log what is no change: a revision that has a command and a reason, and no changes."""

    def read_revisions(self) -> tuple[Revision, ...]:
        """Return all revisions, oldest first."""

    def wipe(self, progress: Progress | None = None) -> None:
        """Delete the map, and nothing that is not samverkan's."""

    def close(self) -> None:
        """Let go of files and connections."""
