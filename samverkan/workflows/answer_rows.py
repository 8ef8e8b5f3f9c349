"""The rows of a question whose function makes them: of the map at hand, or of as much as a server has to send.

An answer that rests on contacts is read from a large map in a server as a plan is: around us and the deciders first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.privacy import leave_out_own_assessments
from samverkan.workflows.answers import build_rows, find_answer, read_for_answer

if TYPE_CHECKING:
    from samverkan.decisions.horizon import Horizon
    from samverkan.domain.reads import Read
    from samverkan.model import Map
    from samverkan.queries import Question
    from samverkan.store.protocol import Readable, Row

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Made:
    """Rows with the map that they were made of.

    `within` is the effort of us and the deciders within which a server sent the contacts (None: all that can matter).
    """

    rows: tuple[Row, ...]
    content: Map
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on a day, with its values, as an open store is asked it."""

    store: Readable
    question: Question
    day: date
    values: Mapping[str, Any]

    def make(self) -> Made:
        """Read what the question's function needs, and return what it makes of that."""
        if self._is_on_server and self.store.count("Actor") > _find_few():
            return self._make_near()
        content = read_for_answer(self.store, self.question, self.day, self.values)
        return Made(self._build(content), content)

    def make_for_export(self, made: Made) -> Made:
        """Make the rows anew of what may leave the house; they are the same where nothing is held back.

        Without an objection the cheapest way may lead over what a server did not send for the first answer.
        """
        house = leave_out_own_assessments(made.content)
        if house is None:
            return made
        if self._is_on_server and made.within is None:
            from samverkan.domain.reads import Everything

            house = leave_out_own_assessments(self.store.read((Everything(),))) or house
        near = {} if made.within is None else {"horizon": _set_horizon(made.within)}
        return Made(self._build(house, **near), house, made.within)

    @property
    def _is_on_server(self) -> bool:
        """Whether the answer rests on contacts that a server has."""
        return find_answer(self.question).near and self.store.rows_fetched is not None

    def _make_near(self) -> Made:
        from samverkan.decisions.deadline import set_deadline
        from samverkan.decisions.earlier import Earlier
        from samverkan.decisions.near import answer_on_server

        def read(radius: int) -> Map:
            return self.store.read(self._find_reads(self.day, self.values, radius))

        earlier = Earlier()

        def answer(part: Map, horizon: Horizon | None, left: float | None) -> Made:
            rows = self._build(part, horizon=horizon, seconds=left, earlier=earlier)
            return Made(rows, part, None if horizon is None else horizon.radius)

        actors, deadline = self.store.count("Actor"), set_deadline(_SECONDS)
        found = answer_on_server(actors, read, answer, seconds=_SECONDS, deadline=deadline)
        assert found is not None
        return found[0]

    @property
    def _find_reads(self) -> Callable[..., Sequence[Read]]:
        find_reads = find_answer(self.question).find_reads
        assert find_reads is not None
        return find_reads

    def _build(self, content: Map, **near: Any) -> tuple[Row, ...]:
        return tuple(build_rows(self.question, content, self.day, self.values, **near))


def _find_few() -> int:
    from samverkan.decisions import near

    return near.FEW


def _set_horizon(radius: int) -> Horizon:
    from samverkan.decisions.horizon import Horizon

    return Horizon(radius)
