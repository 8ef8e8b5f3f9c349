"""What takes its time: made in a thread of its own, told how far it is, and given up when nobody wants it any more.

Mostly it is a plan, sometimes a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from threading import Event, RLock, Thread
from time import monotonic
from typing import Any

from samverkan.decisions.deadline import Listener, Stage
from samverkan.reports.plan_progress import Follower
from samverkan.texts import Texts

Make = Callable[[Listener], Any]
# What is kept once it is there, by its kind: an hour of asking what if must not fill the memory.
KEPT = {"plan": 40, "own map": 4, "page": 2}
_UNASKED = 75.0  # seconds in which a screen that waits has asked again: browsers let hidden tabs do so once a minute
_LEFT = 3.0  # the same once a screen has said that it waits no more: another one may
_MOST_WAITING = 2  # requests of lists that wait: the server has few threads, and others ask, too


class StillReckoningError(Exception):
    """A plan is not there yet: whoever asks again gets it, or hears how far it is."""

    def __init__(self, told: str) -> None:
        """Say how far it is."""
        super().__init__(told)
        self.told = told


class _GivenUpError(Exception):
    """Nobody wants the plan any more."""


@dataclass
class Job:
    """A plan that is being reckoned. One that lies `aside` was asked for by no user, but by a list that tells it.

    Of each `kind` only so many are kept. It holds as long as what it is made of does: its `basis`.
    """

    make: Make
    follower: Follower
    aside: bool
    kind: str = "plan"
    basis: object = None
    waiting: int = 0
    wanted_until: float = inf
    left: float = -inf
    given_up: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    found: Any = None
    error: Exception | None = None

    def start(self) -> None:
        """Reckon in a thread of its own, which ends with the program."""
        Thread(target=self._run, daemon=True).start()

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for it, or is about to ask again."""
        return not self.given_up.is_set() and (self.waiting > 0 or monotonic() < self.wanted_until)

    def _run(self) -> None:
        try:
            self.found = self.make(self._hear)
        except Exception as error:  # whoever asks for the plan hears of it
            self.error = error
        finally:
            self.ended.set()

    def _hear(self, stage: Stage) -> None:
        if not self.is_wanted:
            raise _GivenUpError
        self.follower.hear(stage)


@dataclass
class Jobs:
    """The plans that are being reckoned, and those that are done, each by its name; what was asked for last is last.

    One that nobody has asked for in some seconds (`unasked`) is given up.
    """

    texts: Texts
    unasked: float = _UNASKED
    _waiting: int = 0
    _known: dict[str, Job] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def find(
        self,
        name: str,
        make: Make,
        *,
        patience: float,
        aside: bool = False,
        kind: str = "plan",
        basis: object = None,
    ) -> Any:
        """Return a plan, reckoned once; where it takes longer than the patience, a StillReckoningError says how far."""
        new = Job(make, Follower(self.texts, patience=0.0), aside, kind, basis)
        with self._queue(aside) as has_room:
            job = self._wait(name, new, patience * has_room)
        if job.error is not None:
            self._forget(name, job)
            if isinstance(job.error, _GivenUpError):
                raise StillReckoningError("")
            raise job.error
        return job.found

    @contextmanager
    def _queue(self, aside: bool) -> Iterator[bool]:
        """Tell whether there is room to wait: lists take only so much of it, and ask again."""
        with self._lock:
            self._waiting += aside
            has_room = not aside or self._waiting <= _MOST_WAITING
        try:
            yield has_room
        finally:
            with self._lock:
                self._waiting -= aside

    def _wait(self, name: str, new: Job, patience: float) -> Job:
        until = monotonic() + patience
        job, before = self._begin(name, new)
        while before is not None and before.ended.wait(max(0.0, until - monotonic())):
            job, before = self._begin(name, new)
        if before is not None or not self._wait_for(job, until):
            raise StillReckoningError(job.follower.say())
        return job

    def _wait_for(self, job: Job, until: float) -> bool:
        """Wait for a job that is wanted meanwhile, and for a while after; tell whether it has ended."""
        with self._lock:
            job.waiting += 1
        began = monotonic()
        try:
            return job.ended.wait(max(0.0, until - began))
        finally:
            with self._lock:
                job.waiting -= 1
                job.wanted_until = monotonic() + (_LEFT if job.left >= began else self.unasked)

    def give_up(self, name: str) -> None:
        """Let go of a plan that is being reckoned; asked for again, it begins anew."""
        with self._lock:
            job = self._known.get(name)
            if job is not None and not job.ended.is_set():
                self._drop(name, job)

    def leave(self, name: str) -> None:
        """Hear that a screen no longer waits for a plan: it is given up unless another one soon asks for it."""
        with self._lock:
            job = self._known.get(name)
            if job is not None:
                job.left = monotonic()
                job.wanted_until = min(job.wanted_until, job.left + _LEFT)

    def give_up_all(self) -> None:
        """Let go of all plans: the map is another."""
        with self._lock:
            for name, job in list(self._known.items()):
                self._drop(name, job)

    def _begin(self, name: str, new: Job) -> tuple[Job, Job | None]:
        """Return the job of a name, or the new one begun where its turn has come; else with the one that it waits for.

        What a user asks for goes before what lies aside, of which one is reckoned at a time.
        """
        with self._lock:
            job = self._known.get(name)
            if job is not None and job.basis is new.basis:
                job.aside = job.aside and new.aside
                self._known[name] = self._known.pop(name)
                return job, None
            if job is not None:
                self._drop(name, job)
            others = [(key, other) for key, other in self._known.items() if not other.ended.is_set()]
            if new.aside and others:
                return new, others[0][1]
            for key, other in others:
                if other.aside:
                    self._drop(key, other)
            self._known[name] = new
            self._forget_oldest()
            new.start()
            return new, None

    def _forget_oldest(self) -> None:
        for kind, most in KEPT.items():
            done = [(key, job) for key, job in self._known.items() if job.kind == kind and job.ended.is_set()]
            for key, job in done[: max(0, len(done) - most + 1)]:
                self._forget(key, job)

    def _drop(self, name: str, job: Job) -> None:
        job.given_up.set()
        self._forget(name, job)

    def _forget(self, name: str, job: Job) -> None:
        with self._lock:
            if self._known.get(name) is job:
                del self._known[name]
