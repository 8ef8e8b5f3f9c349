"""The link to a Neo4j server: connect, read, write, and turn what goes wrong into words.

The only place that knows the driver.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from samverkan.errors import SamverkanError, StoreError
from samverkan.schema import read_schema
from samverkan.store.address import check_address
from samverkan.store.neo4j_errors import to_error
from samverkan.store.neo4j_wait import SECONDS_TO_WAIT, run_unless_blocked

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")

LOWEST_VERSION = (5, 26)
SECONDS_TO_CONNECT = 5.0
SECONDS_TO_RETRY = 6.0
_NO_NAMES: Mapping[str, str] = {}
# The columns of what a statement returns as one list, by what it is called there.
_LISTED = {"relations": ["key", "type", "start", "end", "properties"], "nodes": ["labels", "properties"]}
_STATEMENTS = Path(__file__).with_name("statements")


@cache
def read_statement(name: str) -> str:
    """Read one of the store's own statements."""
    return (_STATEMENTS / f"{name}.cypher").read_text("utf-8")


def _check_names(text: str) -> str:
    """Return names of the schema, joined by |, and nothing else."""
    schema = read_schema()
    unknown = {name for name in text.split("|") if name not in schema.labels and name not in schema.relations}
    if unknown:
        raise ValueError(f"no names of the schema: {sorted(unknown)}")
    return text


@dataclass(frozen=True, slots=True)
class Credentials:
    """Where a database is and how to be let in; a password never shows when this is printed."""

    address: str
    user: str | None
    password: str | None = field(repr=False)
    database: str | None


class Work:
    """What runs inside one transaction; `rows` counts what it has fetched."""

    def __init__(
        self,
        transaction: neo4j.ManagedTransaction | neo4j.Transaction,
        alone: Callable[[Callable[[], Any]], Any] | None = None,
    ) -> None:
        """Work inside an open transaction; `alone` runs what waits for other writers, but not for ever."""
        self._transaction = transaction
        self._alone = alone or (lambda run: run())
        self.rows = 0

    def run(self, name: str, /, names: Mapping[str, str] = _NO_NAMES, **parameters: Any) -> list[Mapping[str, Any]]:
        """Run one of the store's own statements and return its rows.

        `names` are those of labels and relation types, which no parameter can hold: only the schema's are let in. What
        comes as one list counts as its rows: a driver takes ten times as long for many rows as for one of them all.
        """
        statement = read_statement(name)
        for place, text in names.items():
            statement = statement.replace(f"<{place}>", _check_names(text))
        columns, rows, _ = self.fetch(statement, parameters)
        if listed := _LISTED.get(" ".join(columns)):
            self.rows += sum(len(row[0]) for row in rows) - len(rows)
            return [dict(zip(listed, one, strict=True)) for row in rows for one in row[0]]
        return [dict(zip(columns, row, strict=True)) for row in rows]  # a record looks each key up

    def run_alone(self, name: str, /, **parameters: Any) -> list[Mapping[str, Any]]:
        """Run a statement that waits until nobody else writes; a StoreError where that takes more than a moment."""
        rows: list[Mapping[str, Any]] = self._alone(lambda: self.run(name, **parameters))
        return rows

    def run_grouped(self, name: str, /, names: Mapping[str, str] = _NO_NAMES, **given: Any) -> list[Mapping[str, Any]]:
        """Run a statement whose rows each tell of many things or relations (`starts`); each of these counts."""
        rows = self.run(name, names, **given)
        self.rows += sum(len(row["things"] if "things" in row else row["starts"]) for row in rows) - len(rows)
        return rows

    def fetch(
        self, statement: str, parameters: Mapping[str, Any], limit: int | None = None
    ) -> tuple[list[str], list[neo4j.Record], bool]:
        """Return (columns, rows, cut) of any statement, at most `limit` rows of it."""
        result = self._transaction.run(statement, dict(parameters))
        columns = list(result.keys())
        rows = list(result) if limit is None else result.fetch(limit + 1)
        self.rows += len(rows)
        return columns, rows[:limit], limit is not None and len(rows) > limit


class Link:
    """An open link to one database of a server. Every method raises StoreError when the server cannot do it."""

    def __init__(self, credentials: Credentials) -> None:
        """Connect, and see that the server is one to work with."""
        check_address(credentials.address, credentials.database)
        import neo4j

        # Without a handler of its own, Python would print the driver's log on the user's terminal.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        self.credentials = credentials
        self.address = credentials.address
        self.database = credentials.database
        self.version = ""
        self.patience = SECONDS_TO_WAIT  # for another writer, in seconds
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        password = credentials.password
        with self._translated():
            self._driver = neo4j.GraphDatabase.driver(
                self.address,
                auth=None if password is None else (credentials.user or "neo4j", password),
                connection_timeout=SECONDS_TO_CONNECT,
                connection_acquisition_timeout=2 * SECONDS_TO_CONNECT,
                max_transaction_retry_time=SECONDS_TO_RETRY,
                notifications_min_severity="OFF",
                user_agent="samverkan",
            )
        try:
            self.version = self._find_version()
        except BaseException:
            self.close()
            raise

    def _find_version(self) -> str:
        """Return the server's version; one that is too old, or no Neo4j, is refused."""
        with self._translated(), self._open_session("READ") as session:
            agent = session.run("RETURN 1").consume().server.agent
        version = agent.partition("/")[2]
        parts = tuple(int(part) for part in version.split("-")[0].split(".")[:2] if part.isdigit())
        if len(parts) < 2 or parts < LOWEST_VERSION:
            raise StoreError("neo4j.too-old", address=self.address, reason=agent)
        return version

    def read(self, work: Callable[[Work], T], *, seconds: float | None = None) -> T:
        """Run reading work in read access mode: the server refuses a write, a passing fault is tried again."""
        import neo4j

        bounded = neo4j.unit_of_work(timeout=seconds)(self._once_out_of_memory(work))
        with self._translated(), self._open_session("READ") as session:
            return session.execute_read(bounded)

    def write(self, work: Callable[[Work], T]) -> T:
        """Run writing work in one transaction: all of it stands, or nothing."""
        import neo4j

        sign = secrets.token_hex(8)  # by which the server tells this transaction from others
        signed = neo4j.unit_of_work(metadata={"samverkan": sign})(self._once_out_of_memory(work, sign))
        with self._translated(), self._open_session("WRITE") as session:
            return session.execute_write(signed)

    def _once_out_of_memory(self, work: Callable[[Work], T], sign: str = "") -> Callable[[neo4j.ManagedTransaction], T]:
        """Return work that is not tried again for want of memory, which the driver takes for a passing fault."""
        import neo4j.exceptions

        def run(transaction: neo4j.ManagedTransaction) -> T:
            try:
                return work(Work(transaction, lambda waiting: self._run_alone(waiting, sign)))
            except neo4j.exceptions.TransientError as error:
                if "OutOfMemory" in (error.code or ""):
                    raise self._to_error(error) from error
                raise

        return run

    def _run_alone(self, run: Callable[[], T], sign: str) -> T:
        """Run what takes a lock; where another has it for longer than a moment, end it and say so."""
        try:
            return run_unless_blocked(run, lambda: self._end_blocked(sign), after=self.patience)
        except TimeoutError as error:
            raise StoreError("neo4j.busy", address=self.address) from error

    def _end_blocked(self, sign: str) -> bool:
        """End our transaction if it waits for a lock, and tell whether it did; a server that cannot tell says no."""
        import neo4j.exceptions

        try:
            with self._driver.session(database=self.database, default_access_mode="READ") as session:
                return bool(session.run(read_statement("end_blocked"), sign=sign).data())
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, OSError):
            return False

    def define(self, statements: Sequence[str]) -> None:
        """Run statements that change the schema: they need a transaction of their own, and one is enough for all."""

        def run(transaction: neo4j.ManagedTransaction) -> None:
            for statement in statements:
                transaction.run(statement).consume()

        if statements:
            with self._translated(), self._open_session("WRITE") as session:
                session.execute_write(run)

    def close(self) -> None:
        """Let go of all connections."""
        self._driver.close()

    def _open_session(self, mode: str) -> neo4j.Session:
        return self._driver.session(
            database=self.database, default_access_mode=mode, bookmark_manager=self._bookmarks, fetch_size=5000
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what the driver says into words for a user; a password is never among them."""
        import neo4j.exceptions

        try:
            yield
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, OSError, OverflowError) as error:
            raise self._to_error(error) from error

    def _to_error(self, error: Exception) -> SamverkanError:
        return to_error(
            error,
            address=self.address,
            database=self.database or "",
            password=self.credentials.password is not None,
            connected=bool(self.version),
        )


def fetch_free(
    credentials: Credentials, statement: str, parameters: Mapping[str, Any], seconds: float, *, limit: int
) -> tuple[list[str], list[list[Any]], bool]:
    """Return (columns, rows, cut) of a statement that the server runs in read mode, for a limited time."""

    def answer(work: Work) -> tuple[list[str], list[list[Any]], bool]:
        columns, records, cut = work.fetch(statement, parameters, limit)
        return columns, [list(record.values()) for record in records], cut

    link = Link(credentials)
    try:
        return link.read(answer, seconds=seconds)
    finally:
        link.close()


def in_batches(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the rows in parts of at most `size`."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
