"""The shared store: one map in one Neo4j database (5.26 LTS or newer, on premises, in a cluster or in Aura).

A marker node says that the database is samverkan's. A database that holds anything else is never written to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from samverkan.domain.reads import Read
from samverkan.edits import Blank, Change, Edit, Revision, check_edit, count_purged, find_changes, merge_maps
from samverkan.edits.applying import apply_changes
from samverkan.edits.change import header_of
from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.model import Map, build_map, without_collecting
from samverkan.queries import Question
from samverkan.schema import read_schema
from samverkan.store.guard import check_statement, check_values
from samverkan.store.log_text import count_everything
from samverkan.store.neo4j_content import OWN_LABEL, to_header, to_marker, to_nodes
from samverkan.store.neo4j_link import Credentials, Link, Work, fetch_free, read_statement
from samverkan.store.neo4j_load import is_large, load_in_parts
from samverkan.store.neo4j_marker import Held, find_foreign, find_marker, lock_marker, refuse_foreign, to_state
from samverkan.store.neo4j_part import Content, collect_among, collect_around, collect_labelled, find_by_text, find_ids
from samverkan.store.neo4j_reads import collect_reads
from samverkan.store.neo4j_touched import collect_to_edit, collect_touched
from samverkan.store.neo4j_whole import MovedError, read_whole
from samverkan.store.neo4j_write import blank_log, read_revisions, write_changes, write_revision
from samverkan.store.protocol import Cell, Progress, Row, StoreInfo, WriteMode
from samverkan.store.registry import Access
from samverkan.store.rows import to_rows
from samverkan.store.sandbox import SECONDS, run_apart

T = TypeVar("T")

SECONDS_FOR_A_QUESTION = 60.0
SECONDS_TO_END = 10.0
TRIES = 3
_WIPE_AT_ONCE = 10_000


def open_address(address: str, access: Access, *, create: bool = False) -> Neo4jStore:
    """Open the database that an address and the environment name; a password that is missing is asked for."""
    user, password = access.environ.get("NEO4J_USERNAME"), access.environ.get("NEO4J_PASSWORD")
    password = access.ask_password() if password is None else password
    user = user or (None if password is None else "neo4j")
    return open_neo4j(address, user=user, password=password, database=access.environ.get("NEO4J_DATABASE") or None)


def open_neo4j(address: str, *, user: str | None, password: str | None, database: str | None) -> Neo4jStore:
    """Open a database as a store, and see that its server answers; nothing is written."""
    return Neo4jStore(Link(Credentials(address, user, password, database)))


class Neo4jStore:
    """A map in a Neo4j database. `rows_fetched` counts what has been fetched since it was opened."""

    kind = "neo4j"

    def __init__(self, link: Link) -> None:
        """Hold an open link."""
        self.address = link.address
        self.rows_fetched: int | None = 0
        self._link = link
        self._held = Held()

    def read_map(self) -> Map:
        """Return the whole map; an empty database is a StoreError."""
        return self._read(self._read_map)

    def read_names(self, labels: Collection[str]) -> Map:
        """Return the header of the map, and of the nodes of some labels their ids, names and validity."""

        def read(work: Work) -> Map:
            header = to_header(self._require_map(work))
            return build_map(to_nodes(work.run_grouped("pick_names", labels=sorted(labels))), [], header)

        return self._read_once(read)

    def read_part(self, labels: Collection[str], types: Collection[str]) -> Map:
        """Return the header of the map, the nodes of some labels, and the relations of some types between them."""
        return self._read_content(lambda work: collect_labelled(work, labels, types))

    def read_around(self, ids: Collection[str]) -> Map:
        """Return the header of the map, some things, and what is needed to tell everything about them."""
        return self._read_content(lambda work: collect_around(work, ids))

    def read_among(self, ids: Collection[str]) -> Map:
        """Return the header of the map, some things, and the relations between them."""
        return self._read_content(lambda work: collect_among(work, ids))

    def read_to_edit(self, ids: Collection[str]) -> Map:
        """Return the header of the map, some things, and what is needed to change them."""
        return self._read(lambda work: collect_to_edit(work, ids, to_header(self._require_map(work))))

    def read_touched(self, edit: Edit) -> Map:
        """Return the part of the map that an edit touches; the whole of it where that is better."""
        return self._read(lambda work: _read_touched(work, edit, self._require_map(work), self._held))

    def find_texts(self, text: str) -> list[str] | None:
        """Return the ids of what has a text in its name or texts; None where that is much of the map."""
        return self._read_once(lambda work: find_by_text(work, text) if self._require_map(work) else None)

    def read_for_question(self, question: Question, parameters: Mapping[str, Cell]) -> Map:
        """Return the header of the map, the things that a question's statement names, and the relations between."""
        statement = question.statement_for("neo4j")

        def collect(work: Work) -> Content:
            _, records, _ = work.fetch(statement, parameters)
            return collect_among(work, find_ids(value for record in records for value in record.values()))

        return self._read_content(collect, SECONDS_FOR_A_QUESTION)

    def _read_map(self, work: Work) -> Map:
        return _read_content(work, find_marker(work), self._held, self._link)

    def _read_content(self, collect: Callable[[Work], Content], seconds: float | None = None) -> Map:
        def read(work: Work) -> Map:
            with without_collecting():
                return build_map(*collect(work), to_header(self._require_map(work)))

        return self._read(read, seconds)

    def read(self, reads: Sequence[Read]) -> Map:
        """Return the part of the map that some reads find."""

        def read(work: Work) -> Map:
            header = to_header(self._require_map(work))
            with without_collecting():
                found = collect_reads(work, reads, header)
                return self._read_map(work) if found is None else found

        return self._read(read)

    def write_map(
        self, content: Map, mode: WriteMode, progress: Progress | None = None, *, edit: Edit | None = None
    ) -> Revision | None:
        """Write a map in one transaction, in batches; a database that holds anything else is refused.

        A large one goes into an empty database in many transactions: nobody reads it before it is whole.
        """

        def write(work: Work) -> Revision | None:
            return self._write(work, content, mode, progress, edit or Edit((), "load"))

        self._link.read(lambda work: refuse_foreign(work, self.address))
        self._make_constraints()
        marker = self._link.read(find_marker)
        if "format" not in marker and (is_large(content) or "loading" in marker):
            with without_collecting():
                return load_in_parts(self._link, content, edit or Edit((), "load"), progress)
        return self._write_out(write)

    def _write_out(self, write: Callable[[Work], T]) -> T:
        """Write in one transaction, without walking what grows meanwhile; say which map is another by then."""
        try:
            with without_collecting():
                return self._link.write(write)
        except MovedError as error:
            error.values.setdefault("address", self.address)
            raise

    def _write(
        self, work: Work, content: Map, mode: WriteMode, progress: Progress | None, edit: Edit
    ) -> Revision | None:
        refuse_foreign(work, self.address)
        marker = lock_marker(work)
        self._check_format(marker)
        old = _read_content(work, marker, self._held) if "format" in marker else Map({}, ())
        if not old.nodes and not old.title:
            changes = find_changes(old, content)
            return _store(work, marker, (old, content), changes, edit, progress, count_everything(content, "added"))
        if mode == "new":
            raise UsageError("store.has-map", path=self.address)
        new = merge_maps(old, content) if mode == "merge" else content
        if mode == "merge":
            check_edit(old, new)
        return _store(work, marker, (old, new), find_changes(old, new), edit, progress)

    def commit(self, edit: Edit, progress: Progress | None = None) -> Revision | None:
        """Apply an edit to what is there, check it, write it and log it, in one transaction."""

        def write(work: Work) -> Revision | None:
            marker = self._lock_map(work)
            old = _read_touched(work, edit, marker, self._held)
            new, changes = apply_changes(old, edit)
            if not new.nodes and not header_of(new):
                return _store(work, marker, (old, new), changes, edit, progress, count_everything(old, "removed"))
            check_edit(old, new)
            return _store(work, marker, (old, new), changes, edit, progress)

        return self._write_out(write)

    def _lock_map(self, work: Work) -> Mapping[str, Any]:
        """Wait for the marker, and return it; without a map, and beside what is not ours, nothing is changed."""
        marker = lock_marker(work)
        refuse_foreign(work, self.address)
        if "format" not in marker:
            raise StoreError("neo4j.empty", address=self.address)
        self._check_format(marker)
        return marker

    def purge(self, edit: Edit, blank: Blank) -> Revision | None:
        """Apply an edit that cannot be taken back, and take values out of the log, in one transaction."""

        def write(work: Work) -> Revision | None:
            marker = self._lock_map(work)
            old = _read_touched(work, edit, marker, self._held)
            new, changes = apply_changes(old, edit)
            check_edit(old, new)
            blanked = blank_log(work, blank)
            if not changes and not blanked:
                work.run("write_marker", marker={**marker, "revision": marker["revision"] - 1})
                return None
            write_changes(work, old, new, changes, None)
            work.run("write_marker", marker=to_marker(new, marker["revision"]))
            return write_revision(work, marker["revision"], edit, count_purged(changes))

        return self._write_out(write)

    def log(self, edit: Edit) -> Revision:
        """Log what is no change."""
        return self._write_out(lambda work: write_revision(work, self._lock_map(work)["revision"], edit, ()))

    def read_revisions(self) -> tuple[Revision, ...]:
        """Return all revisions, oldest first."""
        return self._read_once(read_revisions)

    def ask(self, question: Question, parameters: Mapping[str, Cell]) -> list[Row]:
        """Return a question's rows, keyed by its declared columns, in its declared order."""
        statement = question.statement_for("neo4j")

        def answer(work: Work) -> list[Row]:
            self._require_map(work)
            _, records, _ = work.fetch(statement, parameters)
            return to_rows(question, [tuple(record.values()) for record in records])

        return self._read_once(answer, SECONDS_FOR_A_QUESTION)

    def run_cypher(self, statement: str, parameters: Mapping[str, Cell]) -> tuple[list[str], list[Row], bool]:
        """Return (columns, rows, cut) of a checked statement, run in a process of its own over a link of its own."""
        check_statement(statement)
        check_values(statement, parameters)
        self._read_once(self._require_map)
        return run_apart(
            fetch_free, self._link.credentials, statement, dict(parameters), SECONDS, seconds=SECONDS + SECONDS_TO_END
        )

    def read_stamp(self) -> str:
        """Return what is another after each write, and after a wipe."""
        return " ".join(str(part or 0) for part in self._read_once(lambda work: to_state(find_marker(work))))

    def count(self, label: str) -> int:
        """Return how many things of a label there are."""
        return self._read_once(lambda work: int(work.run("count_labelled", {"label": label})[0]["number"]))

    def read_info(self) -> StoreInfo:
        """Return counts, the server's version and the constraints; an empty database counts nothing."""
        return self._read_once(self._read_info)

    def _read_info(self, work: Work) -> StoreInfo:
        marker = find_marker(work)
        self._check_format(marker)
        counts: dict[str, dict[str, int]] = {
            # What is being loaded is no map yet.
            name: {} if "loading" in marker else {row["name"]: row["number"] for row in work.run(name)}
            for name in ("count_labels", "count_types")
        }
        foreign = find_foreign(work)
        details = {
            "address": self.address,
            "server": f"Neo4j {self._link.version}",
            "database": self._link.database or "",
            "constraints": ", ".join(row["name"] for row in work.run("show_constraints")),
        }
        return StoreInfo(
            kind=self.kind,
            title=str(marker.get("title", "")),
            format=int(marker.get("format", read_schema().format)),
            nodes=dict(sorted(counts["count_labels"].items())),
            relations=dict(sorted(counts["count_types"].items())),
            details=details | ({"foreign": foreign} if foreign else {}),
        )

    def wipe(self, progress: Progress | None = None) -> None:
        """Delete the map in batches, the marker last; what is not samverkan's stays."""
        total = self._link.read(lambda work: int(work.run("count_nodes")[0]["ours"]))
        done = 0
        while deleted := self._link.write(
            lambda work: int(work.run_alone("delete_batch", number=_WIPE_AT_ONCE)[0]["deleted"])
        ):
            done += deleted
            if progress:
                progress(done, max(total, done))
        while self._link.write(lambda work: int(work.run("delete_log_batch", number=_WIPE_AT_ONCE)[0]["deleted"])):
            pass
        self._link.write(lambda work: work.run("delete_marker"))

    def close(self) -> None:
        """Let go of all connections."""
        self._link.close()

    def _read(self, read: Callable[[Work], Map], seconds: float | None = None) -> Map:
        """Read a map in several statements; one that was written to meanwhile is read again."""
        for _ in range(TRIES):
            content = self._read_once(lambda work: self._read_between(work, read), seconds)
            if content is not None:
                return content
        raise StoreError("neo4j.changing", address=self.address)

    def _read_between(self, work: Work, read: Callable[[Work], Map]) -> Map | None:
        before = self._require_map(work)
        try:
            content = read(work)
        except MovedError:
            return None
        except SamverkanError as error:
            error.values.setdefault("address", self.address)
            raise
        return content if to_state(find_marker(work)) == to_state(before) else None

    def _read_once(self, read: Callable[[Work], T], seconds: float | None = None) -> T:
        def counted(work: Work) -> T:
            result = read(work)
            self.rows_fetched = (self.rows_fetched or 0) + work.rows
            return result

        return self._link.read(counted, seconds=seconds)

    def _require_map(self, work: Work) -> Mapping[str, Any]:
        marker = find_marker(work)
        if "format" not in marker:
            if "loading" in marker:
                raise StoreError("neo4j.unfinished", address=self.address)
            refuse_foreign(work, self.address)
            raise StoreError("neo4j.empty", address=self.address)
        self._check_format(marker)
        return marker

    def _check_format(self, marker: Mapping[str, Any]) -> None:
        known = read_schema().format
        if marker.get("format", known) > known:
            raise StoreError("store.newer", path=self.address, found=marker["format"], known=known)

    def _make_constraints(self) -> None:
        """Create the uniqueness constraints that are not there yet; each comes with an index for the questions."""
        there = self._link.read(lambda work: {row["name"] for row in work.run("show_constraints")})
        wanted = {f"samverkan_{label.lower()}": (label, "id") for label in (OWN_LABEL, *read_schema().labels)}
        wanted["samverkan_marker"] = ("SamverkanMap", "key")
        wanted["samverkan_revision"] = ("SamverkanRevision", "number")
        template = read_statement("create_constraint")
        missing = {name: pair for name, pair in wanted.items() if name not in there}
        self._link.define([template.format(name=n, label=label, key=key) for n, (label, key) in missing.items()])


def _store(
    work: Work,
    marker: Mapping[str, Any],
    maps: tuple[Map, Map],
    changes: Sequence[Change],
    edit: Edit,
    progress: Progress | None,
    told: Sequence[Change] | None = None,
) -> Revision | None:
    """Write what changes between two maps and log it (or what is `told` instead); nothing where nothing changes."""
    old, new = maps
    if not changes:
        there = marker if "format" in marker else to_marker(new, marker["revision"])
        work.run("write_marker", marker={**there, "revision": marker["revision"] - 1})
        return None
    write_changes(work, old, new, changes, progress)
    work.run("write_marker", marker=to_marker(new, marker["revision"]))
    return write_revision(work, marker["revision"], edit, changes if told is None else told)


def _read_touched(work: Work, edit: Edit, marker: Mapping[str, Any], held: Held) -> Map:
    part = collect_touched(work, edit, to_header(marker))
    return _read_content(work, marker, held) if part is None else part


def _read_content(work: Work, marker: Mapping[str, Any], held: Held, link: Link | None = None) -> Map:
    if (known := held.find(marker)) is not None:
        return known
    with without_collecting():
        content = read_whole(work, to_header(marker), link, to_state(marker))
    held.keep(marker, content)
    return content
