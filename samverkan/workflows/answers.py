"""Which function makes the rows of a question that needs rules, and how they become an answer.

A question's file names its function; the statement brings what the function needs from a server, a map at hand is
given to it whole. A further one is one more line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.decisions.succession import find_losses
from samverkan.decisions.votes_of_a_board import find_vote_reads, find_votes
from samverkan.decisions.whom_to_meet import find_whom_to_meet
from samverkan.domain.reads import Everything
from samverkan.domain.telling import tell_as_of
from samverkan.measures.agreement import find_agreement
from samverkan.measures.cause_tree import find_tree
from samverkan.measures.changes import find_changes
from samverkan.measures.convincing import count_ways, find_answers
from samverkan.measures.efficacy import find_efficacy
from samverkan.measures.landing import find_landed
from samverkan.measures.pictures import find_pictures, judge_pictures
from samverkan.measures.powers import find_deciders, find_powers
from samverkan.measures.priorities import find_priorities
from samverkan.measures.promised import find_promised
from samverkan.measures.seats import find_seats
from samverkan.measures.sentences import Sentence
from samverkan.measures.stuck import find_stuck, judge_stuck
from samverkan.measures.unmet import find_unmet
from samverkan.measures.week_rows import find_week_rows
from samverkan.queries import QuestionError
from samverkan.store.rows import to_rows

if TYPE_CHECKING:
    from samverkan.domain.reads import Read
    from samverkan.model import Map
    from samverkan.queries import Question
    from samverkan.store.protocol import Readable, Row

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What makes a question's rows of a map and a day, by the columns' names; a column that is left out is empty.

    The map holds nothing that came after the day, so that no function asks for dates again; with `ahead` it holds
    meetings to come. `find_verdict` says in a sentence what the rows come to. `find_reads` declares what is read of a
    store, where no statement can say it (None: the question's statement does).
    """

    find_rows: Callable[[Map, date, Values], Iterable[Values]]
    find_reads: Callable[[date, Values], Sequence[Read]] | None = None
    ahead: bool = False
    find_verdict: Callable[[Sequence[Values]], Iterable[Sentence]] | None = None


def _read_everything(_day: date, _values: Values) -> Sequence[Read]:
    """Declare the whole map, for what any part of it bears on."""
    return (Everything(),)


ANSWERS: Mapping[str, Answer] = {
    "count_ways": Answer(count_ways),
    "find_agreement": Answer(find_agreement, _read_everything),
    "find_answers": Answer(find_answers),
    "find_changes": Answer(find_changes),
    "find_deciders": Answer(find_deciders),
    "find_efficacy": Answer(find_efficacy, _read_everything),
    "find_landed": Answer(find_landed),
    "find_losses": Answer(find_losses, _read_everything),
    "find_pictures": Answer(find_pictures, find_verdict=judge_pictures),
    "find_powers": Answer(find_powers),
    "find_priorities": Answer(find_priorities),
    "find_promised": Answer(find_promised),
    "find_seats": Answer(find_seats),
    "find_stuck": Answer(find_stuck, find_verdict=judge_stuck),
    "find_tree": Answer(find_tree),
    "find_unmet": Answer(find_unmet, _read_everything),
    "find_votes": Answer(find_votes, find_vote_reads),
    "find_week_rows": Answer(find_week_rows, _read_everything, ahead=True),
    "find_whom_to_meet": Answer(find_whom_to_meet, _read_everything),
}


def find_answer(question: Question) -> Answer:
    """Return the function of a question that has one."""
    answer = ANSWERS.get(question.answer)
    if answer is None:
        raise QuestionError("questions.unknown-answer", file=f"{question.name}.cypher", name=question.answer)
    return answer


def read_for_answer(store: Readable, question: Question, day: date, values: Values) -> Map:
    """Read what a question's function needs."""
    find_reads = find_answer(question).find_reads
    return store.read(find_reads(day, values)) if find_reads else store.read_for_question(question, values)


def build_rows(question: Question, content: Map, day: date, values: Values) -> list[Row]:
    """Return the rows that a question's function makes of a map, under its columns, in its order."""
    names = [column.name for column in question.columns]
    answer = find_answer(question)
    rows = answer.find_rows(tell_as_of(content, day, ahead=answer.ahead), day, values)
    return to_rows(question, [[row.get(name) for name in names] for row in rows])
