"""The first sheet of a printed decision path: who does what next, with room for who answers for it and when."""

from __future__ import annotations

from samverkan.decisions.answer import Step
from samverkan.views.encode import SIGNS
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Cell, Column, Line, Row, Table

_ROOMY = 9  # steps that are not printed closer


def build_paper(subject: Subject) -> Table | None:
    """Build the summary of a plan; none where there is no plan to carry out."""
    if not subject.steps:
        return None
    say = subject.words.texts
    keys = ("column-actor", "column-ask", "column-stance", "column-through")
    titles = [subject.say(key) for key in keys]
    titles += [say("views_path.paper-responsible"), say("views_path.paper-done")]
    looks = ("", "", "", "", "empty", "empty")
    return Table(
        id="next",
        title=say("views_path.paper-title"),
        columns=(Column("", look="place"), *(Column(t, look=look) for t, look in zip(titles, looks, strict=True))),
        rows=tuple(_row(subject, number, step) for number, step in subject.steps.values()),
        look="on-paper-only many" if len(subject.steps) > _ROOMY else "on-paper-only",
        ordered=True,
        key=tuple(_tell_first(subject)),
    )


def _row(subject: Subject, number: int, step: Step) -> Row:
    whole = subject.content.targets(step.actor, "PART_OF") if step.actor in subject.content.nodes else ()
    asks = [Line(subject.plan.shortest_ask(ask)) for ask in step.asks]
    asks += [Line(subject.plan.argument(argument), "second") for argument in step.arguments[:1]]
    value = subject.value_of(step.actor)
    stance = [Line(f"{SIGNS[value]} {subject.words.token('stance', value)}")]
    if step.position is not None:
        stance.append(Line(step.position.stated_on.isoformat(), "second"))
        stance += [Line(step.position.concern, "second")] if step.position.concern else []
    cells = (
        Cell((Line(str(number)),)),
        Cell((Line(subject.name(step.actor), "main"), *(Line(one.name, "second") for one in whole[:1])), header=True),
        Cell(tuple(asks)),
        Cell(tuple(stance)),
        Cell(tuple(Line(subject.name(actor)) for actor in step.through)),
        Cell(),
        Cell(),
    )
    return Row(cells)


def _tell_first(subject: Subject) -> list[Line]:
    """Say whom to ask before anything else, those whose answer would change the plan; and what is not proven."""
    first = [subject.name(one.id) for one in subject.answer.ask_first if one.kind == "position"]
    say, plan = subject.words.texts, subject.answer.plan
    lines = [Line(say("views_path.paper-first", names=subject.plan.join(first)))] if first else []
    if plan is not None and not plan.proven:
        lines.append(Line(subject.say("not-proven", bound=plan.bound)))
    if not subject.answer.ask_first_complete:
        lines.append(Line(subject.say("ask-first-incomplete")))
    return lines
