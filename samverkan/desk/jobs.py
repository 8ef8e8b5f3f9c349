"""Plans that take their time: reckoned in a thread of their own, told how far they are, and given up when asked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, RLock, Thread
from time import monotonic
from typing import Any

from samverkan.decisions.deadline import Listener, Stage
from samverkan.reports.plan_progress import Follower
from samverkan.texts import Texts

Make = Callable[[Listener], Any]
_KEPT = 40  # plans that are there: an hour of asking what if must not fill the memory


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
    """A plan that is being reckoned. One that lies `aside` was asked for by no user, but by a list that tells it."""

    make: Make
    follower: Follower
    aside: bool
    given_up: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    found: Any = None
    error: Exception | None = None

    def start(self) -> None:
        """Reckon in a thread of its own, which ends with the program."""
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self.found = self.make(self._hear)
        except Exception as error:  # whoever asks for the plan hears of it
            self.error = error
        finally:
            self.ended.set()

    def _hear(self, stage: Stage) -> None:
        if self.given_up.is_set():
            raise _GivenUpError
        self.follower.hear(stage)


@dataclass
class Jobs:
    """The plans that are being reckoned, and those that are done, each by its name."""

    texts: Texts
    _known: dict[str, Job] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def find(self, name: str, make: Make, *, patience: float, aside: bool = False) -> Any:
        """Return a plan, reckoned once; where it takes longer than the patience, a StillReckoningError says how far."""
        until = monotonic() + patience
        job, before = self._begin(name, make, aside)
        while before is not None and before.ended.wait(max(0.0, until - monotonic())):
            job, before = self._begin(name, make, aside)
        if before is not None or not job.ended.wait(max(0.0, until - monotonic())):
            raise StillReckoningError(job.follower.say())
        if job.error is not None:
            self._forget(name, job)
            if isinstance(job.error, _GivenUpError):
                raise StillReckoningError("")
            raise job.error
        return job.found

    def give_up(self, name: str) -> None:
        """Let go of a plan that is being reckoned; asked for again, it begins anew."""
        with self._lock:
            job = self._known.get(name)
            if job is not None and not job.ended.is_set():
                self._drop(name, job)

    def give_up_all(self) -> None:
        """Let go of all plans: the map is another."""
        with self._lock:
            for name, job in list(self._known.items()):
                self._drop(name, job)

    def _begin(self, name: str, make: Make, aside: bool) -> tuple[Job, Job | None]:
        """Return the job of a name, begun where its turn has come; else with the one that it waits for.

        What a user asks for goes before what lies aside, of which one is reckoned at a time.
        """
        with self._lock:
            job = self._known.get(name)
            if job is not None:
                job.aside = job.aside and aside
                return job, None
            job = Job(make, Follower(self.texts, patience=0.0), aside)
            others = [(key, other) for key, other in self._known.items() if not other.ended.is_set()]
            if aside and others:
                return job, others[0][1]
            for key, other in others:
                if other.aside:
                    self._drop(key, other)
            done = [key for key, other in self._known.items() if other.ended.is_set()]
            for key in done[: max(0, len(done) - _KEPT + 1)]:
                del self._known[key]
            self._known[name] = job
            job.start()
            return job, None

    def _drop(self, name: str, job: Job) -> None:
        job.given_up.set()
        self._forget(name, job)

    def _forget(self, name: str, job: Job) -> None:
        with self._lock:
            if self._known.get(name) is job:
                del self._known[name]
