"""What opens below a row of a decision path: what to say, what would help and what else there is, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import RequirementNeed, Step
from samverkan.domain.votes import find_board
from samverkan.views.facts import find_sources, to_source_notes
from samverkan.views.path_panel import say_asks
from samverkan.views.path_rows import say_refusal, say_requirement, say_where_to_look
from samverkan.views.path_subject import Subject
from samverkan.views.seats import Seats, build_seats
from samverkan.views.spec import Line

Opening = tuple[tuple[tuple[str, tuple[Line, ...]], ...], ...]
_COLUMNS = (("opens-say",), ("opens-help", "opens-order", "opens-else", "opens-no"), ("opens-rests",))
_AGAINST = ("negative",)
_ON_PAPER = 1  # arguments that are printed where rows are many; the rest are counted


def build_opening(subject: Subject, leaf: RequirementNeed, holder: str | None, others: tuple[Line, ...]) -> Opening:
    """Build the three columns that open in place below a requirement; `others` are all who may answer instead."""
    step = _find_step(subject, leaf, holder)
    blocks = {
        "opens-say": tuple(_tell_say(subject, leaf, step)),
        "opens-help": tuple(_tell_help(subject, leaf, step, holder)),
        "opens-order": tuple(_tell_order(subject, step)),
        "opens-else": others,
        "opens-no": tuple(say_refusal(subject, holder))[1:] if holder else (),
        "opens-rests": tuple(_tell_grounds(subject, leaf, holder, step)),
    }
    columns = (
        tuple((subject.words.texts(f"views_path.{key}"), blocks[key]) for key in column if blocks[key])
        for column in _COLUMNS
    )
    return tuple(column for column in columns if column)


def _find_step(subject: Subject, leaf: RequirementNeed, holder: str | None) -> Step | None:
    """Return the step in which a requirement is asked for: of the holder, or the first of its members."""
    asked = [i for i in (holder, *leaf.members.get(holder or "", ())) if i in subject.steps]
    numbered = [subject.steps[i] for i in asked if i]
    return min(numbered, key=lambda one: one[0])[1] if numbered else None


def _tell_say(subject: Subject, leaf: RequirementNeed, step: Step | None) -> Iterator[Line]:
    if step is None:
        yield Line(say_requirement(subject, leaf), "second")
        return
    for number, argument in enumerate(step.arguments):
        spare = "spare" if number >= _ON_PAPER else ""
        sign, tone = ("–", "against") if argument.get("direction") in _AGAINST else ("+", "for")
        yield Line(subject.plan.argument(argument), "argument", tone, mark=sign, hint=spare)
    if len(step.arguments) > _ON_PAPER:
        more = len(step.arguments) - _ON_PAPER
        yield Line(subject.words.texts("views_path.paper-more", n=more), "paper-more")
    for effect in step.effects:
        yield Line(subject.plan.say("will-ask", effect=subject.name(effect)), "second")
    for line in say_asks(subject, step):
        yield Line(line.text, "second")


def _tell_help(subject: Subject, leaf: RequirementNeed, step: Step | None, holder: str | None) -> Iterator[Line]:
    stance = subject.stance_of(holder) if holder else None
    helps = (step.would_help if step else None) or (stance.would_help if stance else None)
    if helps:
        yield Line(helps)
    if holder is None:
        yield from (Line(text) for text in say_where_to_look(subject, leaf))


def _tell_order(subject: Subject, step: Step | None) -> Iterator[Line]:
    if step is not None:
        yield Line(subject.plan.reason(step))
        parts = subject.say("step-effort", convince=step.convince, ask=step.ask, reach=step.reach)
        yield Line(parts, "second")


def _tell_grounds(subject: Subject, leaf: RequirementNeed, holder: str | None, step: Step | None) -> Iterator[Line]:
    """Say the mandate and its paragraph, what the stance rests on, and the sources with their dates."""
    mandate = subject.content.nodes.get(leaf.mandates.get(holder or "", ""))
    stance = subject.stance_of(holder) if holder else None
    said = [mandate.text("legal_basis") if mandate else None]
    said += [f"{subject.plan.basis(stance)} {stance.stated_on.isoformat()}"] if stance else []
    text = ", ".join(part for part in said if part)
    if text:
        yield Line(text)
    ids = [*(step.sources if step else ()), *(find_sources(subject.content, [mandate.id]) if mandate else ())]
    for note in to_source_notes(subject.content, list(dict.fromkeys(ids))):
        reference = f" · {note.reference}" if note.reference and not note.href else ""
        yield Line(f"{note.name}, {note.date or subject.words.say('undated')}{reference}", "second")


def find_seats(subject: Subject, leaf: RequirementNeed, holder: str | None) -> Seats | None:
    """Return the votes of a board that a requirement is put to."""
    if holder is None or not leaf.members.get(holder):
        return None
    board = find_board(subject.content, holder)
    return build_seats(subject.content, board, subject.value_of, subject.words) if board else None
