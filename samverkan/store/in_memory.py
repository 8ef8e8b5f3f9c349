"""A map in memory as a store: questions are answered by an engine that is filled when one is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.store.part import Part, find_part
from samverkan.store.protocol import Cell, Progress, Row, Store, StoreInfo, WriteMode

if TYPE_CHECKING:
    from samverkan.domain.reads import Read
    from samverkan.edits import Blank, Edit, Revision
    from samverkan.queries import Question


def open_map(content: Map, address: str) -> Store:
    """Open a map that was read from a file, as a store that cannot be written."""
    return MapStore(content, address)


class InMemory:
    """Answer questions with an engine that is filled with the part of a map that they touch."""

    rows_fetched: int | None = None

    def _read_part(self, part: Part) -> Map:
        raise NotImplementedError

    def ask(self, question: Question, parameters: Mapping[str, Cell]) -> list[Row]:
        """Return a question's rows, keyed by its declared columns, in its declared order."""
        from samverkan.store.engine import run_statement
        from samverkan.store.rows import to_rows

        statement = question.statement_for("embedded")
        part = find_part(statement, checked=True)
        _, rows, _ = run_statement(self._read_part(part), part, statement, parameters)
        return to_rows(question, rows)

    def run_cypher(self, statement: str, parameters: Mapping[str, Cell]) -> tuple[list[str], list[Row], bool]:
        """Return (columns, rows, cut) of a free statement, run in a process of its own."""
        from samverkan.store.differences import check_differences, compare_by_type
        from samverkan.store.engine import run_statement
        from samverkan.store.guard import check_statement, check_values
        from samverkan.store.sandbox import run_apart

        check_statement(statement)
        check_values(statement, parameters)
        check_differences(statement)
        part = find_part(statement)
        checked = compare_by_type(statement, parameters)
        return run_apart(run_statement, self._read_part(part), part, checked, dict(parameters))


class MapStore(InMemory):
    """A map in memory that answers questions and cannot be written."""

    kind = "map"

    def __init__(self, content: Map, address: str) -> None:
        """Hold a map under the address that it came from."""
        self.address = address
        self._content = content

    def read_map(self) -> Map:
        """Return the whole map."""
        return self._content

    def read_names(self, labels: Collection[str]) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def read_part(self, labels: Collection[str], types: Collection[str]) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def read_around(self, ids: Collection[str]) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def read_among(self, ids: Collection[str]) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def find_texts(self, text: str) -> list[str] | None:
        """Return nothing: the map is at hand."""
        return None

    def read_for_question(self, question: Question, parameters: Mapping[str, Cell]) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def read(self, reads: Sequence[Read]) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def read_to_edit(self, ids: Collection[str]) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def read_touched(self, edit: Edit) -> Map:
        """Return the whole map: it is at hand."""
        return self._content

    def write_map(
        self, content: Map, mode: WriteMode, progress: Progress | None = None, *, edit: Edit | None = None
    ) -> Revision | None:
        """Refuse: what is in memory is written by nobody."""
        raise UsageError("store.map-file", path=self.address)

    def commit(self, edit: Edit, progress: Progress | None = None) -> Revision | None:
        """Refuse: what is in memory is written by nobody."""
        raise UsageError("store.map-file", path=self.address)

    def purge(self, edit: Edit, blank: Blank) -> Revision | None:
        """Refuse: what is in memory is written by nobody."""
        raise UsageError("store.map-file", path=self.address)

    def log(self, edit: Edit) -> Revision:
        """Refuse: what is in memory has no log."""
        raise UsageError("store.map-file", path=self.address)

    def read_revisions(self) -> tuple[Revision, ...]:
        """Return nothing: there is no log."""
        return ()

    def count(self, label: str) -> int:
        """Return how many things of a label the map holds."""
        return len(self._content.labelled(label))

    def read_info(self) -> StoreInfo:
        """Return counts of what the map holds."""
        labels = Counter(node.label for node in self._content.nodes.values())
        types = Counter(relation.type for relation in self._content.relations)
        details = {"file": self.address}
        return StoreInfo(
            self.kind, self._content.title, read_schema().format, in_order(labels), in_order(types), details
        )

    def wipe(self, progress: Progress | None = None) -> None:
        """Refuse: a map file is deleted by its owner."""
        raise UsageError("store.map-file", path=self.address)

    def close(self) -> None:
        """Nothing is held open."""

    def _read_part(self, part: Part) -> Map:
        return self._content


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts in order of their names."""
    return {name: counts[name] for name in sorted(counts)}
