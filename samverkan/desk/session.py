"""What an open workspace holds: the map as it was last read, what is assumed, and who works in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock, RLock
from time import monotonic
from typing import TYPE_CHECKING, Any

from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.model import Map
from samverkan.reports.faults import Said, say_error
from samverkan.schema import read_schema
from samverkan.store.registry import find_kind
from samverkan.texts import Texts
from samverkan.workflows.edits import Terms
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.watch import find_address, is_there, read_stamp

if TYPE_CHECKING:
    from samverkan.desk.assumptions import Assumption
    from samverkan.desk.jobs import Jobs
    from samverkan.desk.sheet import Upload
    from samverkan.store.protocol import Store


MOST_THINGS = 50_000  # of a map on a server that is held in memory whole
MOST_IN_FILE = 200_000  # of one in a file: some 700 MB
_MOST_PARTS = 20  # of a map that is not: with each letter that is typed another one is read
_SECOND = 1.0
_PATIENCE = 0.7  # seconds that a plan may take before the screen tells how far it is


@dataclass
class _Made:
    """What is made of the map once, by whoever asks first; others who ask for the same wait, and nobody else does."""

    lock: Lock = field(default_factory=Lock)
    values: list[Any] = field(default_factory=list)


@dataclass
class Session:
    """An open workspace. `lasting` tells whether a change is kept (else it is opened to be read only).

    `stood` says of a map as it stood when that was, `base` begins its addresses, and `left_out` how many values
    have been purged of it since; `past` holds the workspaces of such maps. A plan is waited for with `patience`.
    """

    where: Where
    texts: Texts
    as_of: date | None = None
    by: str | None = None
    lasting: bool = True
    stop: Callable[[], None] = lambda: None
    patience: float = _PATIENCE
    seen: float = field(default_factory=monotonic)
    assumptions: list[Assumption] = field(default_factory=list)
    uploads: dict[int, Upload] = field(default_factory=dict)
    stood: str = ""
    base: str = ""
    left_out: int = 0
    past: dict[int | date, Session] = field(default_factory=dict)
    past_lock: RLock = field(default_factory=RLock)
    _cache: dict[str, _Made] = field(default_factory=dict)
    _stamp: tuple[str, date] | None = None
    _last_stamp: str = ""
    _asked: float = -_SECOND
    _content: Map | None = None
    _was_there: bool = False
    _lock: RLock = field(default_factory=RLock)
    _writing: RLock = field(default_factory=RLock)

    def say(self, key: str, /, **values: Any) -> str:
        """Return a sentence of `desk.toml`."""
        return self.texts(f"desk.{key}", **values)

    def count(self, key: str, number: int, /, **values: Any) -> str:
        """Return the sentence for one or for many."""
        return self.texts.count(f"desk.{key}", number, **values)

    def say_error(self, error: SamverkanError) -> Said:
        """Return an error in words; no hint names a command: nobody here sits at a prompt."""
        return say_error(error, self.texts, at_prompt=False)

    def hear_left_out(self, number: int) -> None:
        """Hear how many values are missing of the map as it stood, since they have been purged."""
        self.left_out = number

    @cached_property
    def is_file(self) -> bool:
        """Whether the map lies in a file, and not on a server."""
        return find_kind(find_address(self.where)).is_file

    @cached_property
    def jobs(self) -> Jobs:
        """The plans that are being reckoned; those of a map that has changed are given up."""
        from samverkan.desk.jobs import Jobs

        return Jobs(self.texts)

    def read_stamp(self) -> str:
        """Return what differs once the map has been changed; a server is asked once a second."""
        now = monotonic()
        if self.is_file or now - self._asked > _SECOND:
            self._last_stamp = read_stamp(self.where) if is_there(self.where) else ""
            self._asked = now
        return self._last_stamp

    def read(self) -> Where:
        """Return where to read: the map in memory, read anew where it has changed; a large one where it lies."""
        return self.where if self.is_large else replace(self.where, held=self.content)

    @property
    def content(self) -> Map:
        """The whole map as it is now; where nothing lies yet an empty one. A map of a nation is too large."""
        with self._lock:
            self.refresh()
            if self._content is None:
                self._content = self._read_map(self._stamp[0] if self._stamp else "")
            return self._content

    def require_whole(self) -> None:
        """Refuse what needs the whole map, of one that is too large for that."""
        if self.is_large:
            refuse_too_many(self.where)

    def refresh(self) -> None:
        """Let go of the map, and of what was made of it, where it has changed."""
        with self._lock:
            stamp = self.read_stamp(), date.today()  # what waits and what is old differ with the day, too
            if stamp != self._stamp:
                self._content, self._cache, self._stamp = None, {}, stamp
                self.jobs.give_up_all()

    @property
    def is_large(self) -> bool:
        """Whether the map lies on a server and is too large to be read whole: then a screen reads what it needs.

        It is counted anew where it has changed.
        """
        return not self.is_file and bool(self.remember("is large", self._count_is_large))

    def _count_is_large(self) -> bool:
        with open_store(self.where) as store:
            return _has_more(store, MOST_THINGS)

    def _read_map(self, stamp: str) -> Map:
        if not stamp and self._was_there:
            raise StoreError("desk.map-gone", path=find_address(self.where))
        if not stamp:
            return Map({}, (), language=self.texts.lang)
        self._was_there = True
        if self.where.revision is not None:
            refuse_too_many(self.where)
        with open_store(self.where) as store:
            _refuse_too_many(store)
            there = any(store.read_info().nodes.values())
            return store.read_map() if there else Map({}, (), language=self.texts.lang)

    @property
    def day(self) -> date:
        """The day that the map is read for."""
        from samverkan.desk.part import read_head

        return self.as_of or read_head(self).as_of or date.today()

    def remember(self, key: str, make: Callable[[], Any]) -> Any:
        """Return what was made of the map as it is, made once until it changes."""
        with self._lock:
            self.refresh()
            made = self._cache.setdefault(key, _Made())
            for old in [other for other in self._cache if other.startswith("part ")][:-_MOST_PARTS]:
                del self._cache[old]
        with made.lock:  # while a plan is made, other screens answer
            if not made.values:
                made.values.append(make())
            return made.values[0]

    def recall(self, key: str) -> Any:
        """Return what was made of the map as it is, or None where nobody has asked for it yet."""
        with self._lock:
            self.refresh()
            made = self._cache.get(key)
        return made.values[0] if made and made.values else None

    def build_terms(self, why: str | None = None) -> Terms:
        """Return how an edit is made here: everything has been asked on the screen before."""
        if not self.lasting:
            raise UsageError("desk.read-only")
        return Terms(self.by, why or None)

    @contextmanager
    def writing(self) -> Iterator[Where]:
        """Return where to write, one at a time; afterwards the map is read anew, written or not."""
        if not self.lasting:
            raise UsageError("desk.read-only")
        with self._writing:
            if self._was_there and not is_there(self.where):
                raise StoreError("desk.map-gone", path=find_address(self.where))
            try:
                yield self.where
            finally:
                with self._lock:
                    self._asked = -_SECOND
                    self._stamp = None
                    self._content = None


def refuse_too_many(where: Where) -> None:
    """Refuse a map that is too large to be held in memory whole."""
    with open_store(replace(where, revision=None)) as store:
        _refuse_too_many(store)


def _refuse_too_many(store: Store) -> None:
    things, in_file = _count(store), store.rows_fetched is None
    most = MOST_IN_FILE if in_file else MOST_THINGS
    if things > most:
        raise UsageError("desk.too-many-things" if in_file else "desk.needs-whole", things=things, most=most)


def _count(store: Store) -> int:
    return sum(store.read_info().nodes.values())


def _has_more(store: Store, most: int) -> bool:
    """Tell whether a server has more than so many things: label by label, which it knows without looking."""
    things = 0
    for label in read_schema().labels:
        things += store.count(label)
        if things > most:
            return True
    return False
