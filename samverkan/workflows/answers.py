"""Which function makes the rows of a question that needs rules, and how they become an answer.

A question's file names its function; the statement brings what the function needs from a server, a map at hand is
given to it whole. A further one is one more line here; only the one that is asked is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from samverkan.domain.telling import tell_as_of
from samverkan.queries import QuestionError
from samverkan.store.rows import to_rows

if TYPE_CHECKING:
    from samverkan.domain.reads import Read
    from samverkan.measures.sentences import Sentence
    from samverkan.model import Map
    from samverkan.queries import Question
    from samverkan.store.protocol import Readable, Row

Values = Mapping[str, Any]
WHOLE = "the whole map"


@dataclass(frozen=True, slots=True)
class Place:
    """In which module of samverkan a function stands, with the names of what goes with it there.

    `reads` declares what is read of a store, where no statement can say it (`WHOLE`: everything; "": the question's
    statement does). `verdict` says in a sentence what the rows come to. With `ahead` the map holds meetings to come.
    A `near` one rests on contacts: of a server's large map it is answered from those around us and the deciders.
    """

    module: str
    reads: str = ""
    verdict: str = ""
    ahead: bool = False
    near: bool = False


ANSWERS: Mapping[str, Place] = {
    "find_agreement": Place("measures.agreement", reads=WHOLE, verdict="judge_agreement"),
    "find_convincing": Place("decisions.convincing_rows"),
    "find_ways": Place("decisions.way_rows", reads="find_way_reads", verdict="judge_ways", near=True),
    "find_changes": Place("measures.changes"),
    "find_contact_route": Place("decisions.route_rows", reads="find_contact_reads", verdict="judge_route"),
    "find_deciders": Place("measures.powers"),
    "find_efficacy": Place("measures.efficacy", verdict="judge_efficacy"),
    "find_foreseen": Place("measures.side_effects"),
    "find_landed": Place("measures.landing"),
    "find_leverage": Place("measures.leverage"),
    "find_losses": Place("decisions.succession", reads=WHOLE, verdict="judge_losses"),
    "find_outcomes": Place("measures.outcomes", verdict="judge_outcomes"),
    "find_owed": Place("measures.owed", verdict="judge_owed"),
    "find_personal_ties": Place("decisions.personal_ties", reads=WHOLE),
    "find_pictures": Place("measures.pictures", verdict="judge_pictures"),
    "find_powers": Place("measures.powers"),
    "find_priorities": Place("measures.priorities"),
    "find_promised": Place("measures.promised", verdict="judge_promised"),
    "find_seats": Place("measures.seats", reads="find_seat_reads", verdict="judge_seats"),
    "find_shared": Place("measures.sharing"),
    "find_side_effects": Place("measures.side_effects"),
    "find_stuck": Place("measures.stuck", verdict="judge_stuck"),
    "find_tree": Place("measures.cause_tree"),
    "find_tried": Place("measures.tried"),
    "find_unanalysed": Place("measures.analyses"),
    "find_unmet": Place("measures.unmet", reads=WHOLE, verdict="judge_unmet"),
    "find_unused": Place("measures.sharing"),
    "find_votes": Place("decisions.votes_of_a_board", reads="find_vote_reads", verdict="judge_votes"),
    "find_week_rows": Place("measures.week_rows", reads=WHOLE, verdict="judge_week", ahead=True),
    "find_whom_to_meet": Place("decisions.whom_to_meet", reads=WHOLE, verdict="judge_meetings"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What makes a question's rows of a map and a day, by the columns' names; a column that is left out is empty.

    The map holds nothing that came after the day, so that no function asks for dates again.
    """

    find_rows: Callable[..., Iterable[Values]]  # of map, day and parameters; a near one's of a horizon, too
    find_reads: Callable[..., Sequence[Read]] | None = None
    find_verdict: Callable[[Sequence[Values]], Iterable[Sentence]] | None = None
    ahead: bool = False
    near: bool = False


def find_answer(question: Question) -> Answer:
    """Return the function of a question that has one."""
    place = ANSWERS.get(question.answer)
    if place is None:
        raise QuestionError("questions.unknown-answer", file=f"{question.name}.cypher", name=question.answer)
    module = import_module(f"samverkan.{place.module}")
    return Answer(
        getattr(module, question.answer),
        _read_everything if place.reads == WHOLE else getattr(module, place.reads) if place.reads else None,
        getattr(module, place.verdict) if place.verdict else None,
        place.ahead,
        place.near,
    )


def _read_everything(_day: date, _values: Values) -> Sequence[Read]:
    """Declare the whole map, for what any part of it bears on."""
    from samverkan.domain.reads import Everything

    return (Everything(),)


def read_for_answer(store: Readable, question: Question, day: date, values: Values) -> Map:
    """Read what a question's function needs."""
    find_reads = find_answer(question).find_reads
    return store.read(find_reads(day, values)) if find_reads else store.read_for_question(question, values)


def build_rows(question: Question, content: Map, day: date, values: Values, **near: Any) -> list[Row]:
    """Return the rows that a question's function makes of a map, under its columns, in its order.

    `near` is what the function of a near one is told beside: how far the contacts were read, how long it may take.
    """
    names = [column.name for column in question.columns]
    answer = find_answer(question)
    rows = answer.find_rows(tell_as_of(content, day, ahead=answer.ahead), day, values, **near)
    return to_rows(question, [[row.get(name) for name in names] for row in rows])
