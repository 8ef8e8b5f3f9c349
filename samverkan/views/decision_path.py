"""The decision path: who must be convinced for an initiative, said so that two lines are enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samverkan.decisions.answer import Answer, Gap, Step
from samverkan.model import Map
from samverkan.views.facts import find_sources, to_source_notes
from samverkan.views.meeting import leave_out_of_answer
from samverkan.views.path_panel import build_things, say_argument, say_asks
from samverkan.views.path_rows import build_requirement_table, say_refusal
from samverkan.views.path_subject import Subject
from samverkan.views.path_way import build_way
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Page, Picture, Row, Stop, Table
from samverkan.views.words import Words

_NEEDED = ("must", "must_unless_above", "one_of")


def build_decision_path(content: Map, answer: Answer, words: Words, *, on: date, meeting: bool) -> Page:
    """Build the page of an initiative from the map on the day (for a meeting: what is left of it)."""
    subject = Subject(content, leave_out_of_answer(answer) if meeting else answer, words, meeting)
    way = build_way(subject)
    shown = _find_shown(subject, way)
    table = build_requirement_table(subject)
    return Page(
        kind="decision-path",
        title=answer.name,
        question=words.say("question-decision-path"),
        on=on,
        language=words.lang,
        findings=tuple(_findings(subject)),
        aside=_effort(subject),
        picture=way,
        tables=(table, *_further_tables(subject)),
        things=build_things(subject, shown),
        stops=tuple(_stops(subject)),
        legend=tuple(_legend(subject, way)),
        sources=to_source_notes(content, _sources(subject)),
        gaps=tuple(_gap_lines(subject)),
        shown=len(table.rows),
        total=len(table.rows),
        counted=words.say("counted-answers"),
        meeting=meeting,
        map_title=content.title,
    )


def _find_shown(subject: Subject, way: Picture) -> list[str]:
    leaves = subject.leaves.values()
    boards = [i for leaf in leaves for i in (*leaf.ordinary, *leaf.above)]
    return list(dict.fromkeys([*(s.id for s in way.spots), *boards, *subject.needs]))


def _findings(subject: Subject) -> Iterator[Finding]:
    """Say the answer: what is unknown first, who must, where one of several is enough, who says no."""
    words = subject.words
    unknown = [leaf for leaf in subject.leaves.values() if leaf.unknown_authority]
    if unknown:
        about = subject.requirement(unknown[0])
        more = words.say("and-more", n=len(unknown) - 1) if len(unknown) > 1 else ""
        yield Finding(words.say("who-decides"), words.say("about", name=about) + more, "loud", unknown[0].id)
    counts = {need: sum(a.need == need for a in subject.answer.actors) for need in ("must", "must_unless_above")}
    yield _say_needed(words, **counts)
    yield from _choices(subject)
    yield from (_stopping(subject) if subject.meeting else _resistance(subject))


def _say_needed(words: Words, must: int, must_unless_above: int) -> Finding:
    """Say how many are needed: from those that nobody can go around to those that only somebody above can."""
    if not must_unless_above:
        return Finding(str(must), words.say("finding-must" if must else "finding-must-none"))
    if not must:
        return Finding(str(must_unless_above), words.say("finding-must-all"))
    return Finding(f"{must}–{must + must_unless_above}", words.say("finding-must"))


def _choices(subject: Subject) -> Iterator[Finding]:
    words = subject.words
    choices = [leaf for leaf in subject.leaves.values() if len(leaf.ordinary) > 1]
    if len(choices) == 1:
        leaf = choices[0]
        strong = words.say("one-of-n", n=len(leaf.ordinary))
        form = words.token("mandate_kind", leaf.form)
        yield Finding(strong, words.say("enough-to", form=form), ref=leaf.id)
    elif choices:
        yield Finding(str(len(choices)), words.say("finding-choices"))


def _resistance(subject: Subject) -> Iterator[Finding]:
    words = subject.words
    refused = subject.answer.without
    for actor in (a for a in subject.answer.actors if a.need in (*_NEEDED, "above") and a.id in refused):
        around = _way_around(subject, actor.id) if actor.need in _NEEDED else ""
        text = ", ".join([words.say("finding-refused"), *([around] if around else [])])
        yield Finding(actor.name, text, "opposes", actor.id)
    spoken = {*subject.answer.start, *refused}
    needed = [a for a in subject.answer.actors if a.need in _NEEDED and a.id not in spoken]
    for value in ("opposes", "hesitant"):
        found = [a for a in needed if subject.value_of(a.id) == value]
        if len(found) == 1:
            text = words.say(f"finding-{value}")
            yield Finding(found[0].name, text + _way_around(subject, found[0].id), value, found[0].id)
        elif found:
            yield Finding(str(len(found)), words.say(f"finding-{value}-many"), value)
    unknown = [a for a in needed if subject.value_of(a.id) == "unknown"]
    if unknown:
        yield Finding(str(len(unknown)), words.count("finding-unknown", len(unknown)), "unknown", unknown[0].id)


def _way_around(subject: Subject, actor: str) -> str:
    words, need = subject.words, subject.needs[actor].need
    if need == "must":
        return words.say("no-way-around")
    own = [leaf for leaf in subject.leaves.values() if actor in leaf.ordinary]
    refused = {*subject.answer.without, actor}
    if need == "one_of":
        anybody = any({*leaf.ordinary, *leaf.above} - refused for leaf in own)
        return words.say("somebody-else-may") if anybody or not subject.answer.without else ""
    above = [other for leaf in own for other in leaf.above if other not in refused]
    if above:
        return words.say("may-go-above", name=subject.name(above[0]))
    return words.say("no-way-around") if any(leaf.above for leaf in own) else ""


def _stopping(subject: Subject) -> Iterator[Finding]:
    alone = [s for s in subject.answer.blocking_sets if len(s) == 1]
    if alone:
        yield Finding(str(len(alone)), subject.words.count("finding-stops", len(alone)))


def _effort(subject: Subject) -> Finding | None:
    """Say what the plan asks in all, whether that is proven, and what the next best way asks."""
    words, plan, other = subject.words, subject.answer.plan, subject.answer.next_best
    if subject.meeting:
        return None
    if plan is None:
        return Finding(words.say("no-plan"), words.say("no-plan-why"), "loud")
    if plan.proven and other and other.proven:
        return Finding(str(plan.effort), words.say("effort-next", effort=other.effort))
    if plan.proven:
        return Finding(str(plan.effort), words.say("effort-proven"))
    return Finding(str(plan.effort), words.say("effort-bound", bound=plan.bound))


def _further_tables(subject: Subject) -> Iterator[Table]:
    if subject.steps:
        yield _step_table(subject)
    yield from _leverage_table(subject)
    yield from _others_table(subject)


def _step_table(subject: Subject) -> Table:
    words = subject.words
    titles = ("column-step", "column-who", "column-through", "column-ask", "column-argument", "column-effort")
    rows = [_step_row(subject, number, step) for number, step in subject.steps.values()]
    start = [Line(subject.name(i), "main", ref=i) for i in subject.answer.start]
    us = Row(
        (
            Cell((Line("0"),)),
            Cell(tuple(start), header=True),
            Cell((Line(words.say("us-start"), "second"),)),
            *[Cell()] * 3,
        )
    )
    return Table("steps", words.say("table-steps"), tuple(Column(words.say(t)) for t in titles), (us, *rows), fold=True)


def _step_row(subject: Subject, number: int, step: Step) -> Row:
    words = subject.words
    arguments = [Line(say_argument(subject, a)) for a in step.arguments]
    help_line = [Line(words.say("would-help", text=step.would_help))] if step.would_help else []
    refusal = [Line(line.text, "second") for line in say_refusal(subject, step.actor)[:1]]
    effort = step.convince + step.ask + step.reach
    parts = words.say("effort-parts", convince=step.convince, ask=step.ask, reach=step.reach)
    cells = (
        Cell((Line(str(number)),), sort=number),
        Cell((Line(subject.name(step.actor), "main", ref=step.actor),), header=True),
        Cell(tuple(Line(subject.name(i), ref=i) for i in step.through)),
        Cell(tuple(Line(line.text, "plain") for line in say_asks(subject, step))),
        Cell((*arguments, *help_line)),
        Cell((Line(words.say("effort", n=effort)), Line(parts, "second"), *refusal), sort=effort),
    )
    return Row(cells, step.actor, (step.actor, *step.through))


def _leverage_table(subject: Subject) -> Iterator[Table]:
    """Say whose behaviour those asked can change in turn: leverage is not authority, but it is what works."""
    words, paths = subject.words, subject.answer.leverage
    if paths:
        rows = [Row((Cell((Line(" → ".join(subject.name(i) for i in path)),), header=True),)) for path in paths]
        columns = (Column(words.say("column-leverage")),)
        yield Table("leverage", words.say("table-leverage"), columns, tuple(rows), fold=True)


def _others_table(subject: Subject) -> Iterator[Table]:
    words = subject.words
    others = [a for a in subject.answer.actors if a.need in ("not_needed", "above")]
    if others:
        rows = [
            Row(
                (
                    Cell((Line(a.name, "main", ref=a.id),), header=True),
                    Cell((Line(words.say(f"need-{a.need}"), "pill", a.need),)),
                    Cell((Line(words.say(f"need-{a.need}-why"), "second"),)),
                ),
                a.id,
                (a.id,),
            )
            for a in others
        ]
        columns = (
            Column(words.say("column-who")),
            Column(words.say("column-need")),
            Column(words.say("column-why")),
        )
        yield Table("others", words.say("table-others"), columns, tuple(rows), fold=True)


def _stops(subject: Subject) -> Iterator[Stop]:
    """Yield the steps of the plan, or in a meeting the requirements in the order of the tree."""
    words = subject.words
    for number, step in subject.steps.values():
        asks = words.listing([line.text for line in say_asks(subject, step)])
        yield Stop(subject.name(step.actor), f"{number} · {subject.name(step.actor)} · {asks}", step.actor)
    if subject.meeting:
        for leaf in subject.leaves.values():
            yield Stop(subject.requirement(leaf), subject.requirement(leaf), leaf.id)


def _legend(subject: Subject, way: Picture) -> Iterator[LegendRow]:
    """Say what the signs mean that are on this page, and no others."""
    words = subject.words
    actors = subject.answer.actors
    for need in ("must", "must_unless_above", "one_of", "above", "not_needed"):
        ids = tuple(a.id for a in actors if a.need == need)
        if ids:
            yield LegendRow("need", need, words.say(f"need-{need}-why"), len(ids), words.say(f"need-{need}"), ids)
    for value in () if subject.meeting else words.schema.enums["stance"]:
        ids = tuple(a.id for a in actors if a.need in (*_NEEDED, "above") and subject.value_of(a.id) == value)
        if ids:
            yield LegendRow("stance", value, words.token("stance", value), len(ids), ids=ids)
    for kind in dict.fromkeys(s.kind for s in way.spots if s.kind != "unknown"):
        ids = tuple(s.id for s in way.spots if s.kind == kind)
        yield LegendRow("shape", kind, words.token("actor_kind", kind), len(ids), ids=ids)


def _sources(subject: Subject) -> list[str]:
    answer, content = subject.answer, subject.content
    mandates = [m for leaf in answer.requirements for m in leaf.mandates.values()]
    matters = [leaf.matter for leaf in answer.requirements if leaf.matter]
    return [*answer.sources, *find_sources(content, [answer.initiative, *mandates, *matters])]


def _gap_lines(subject: Subject) -> Iterator[Line]:
    for gap in subject.answer.gaps:
        yield Line(_say_gap(subject, gap), ref=gap.id if gap.id in subject.needs or gap.id in subject.leaves else "")


def _say_gap(subject: Subject, gap: Gap) -> str:
    words = subject.words
    leaf = subject.leaves.get(gap.id)
    name = subject.requirement(leaf) if leaf else _name_of_gap(subject, gap)
    values = {key: _say_value(subject, value) for key, value in gap.values.items()}
    said = words.texts.find(f"views.gap-{gap.kind}", **{"name": name, "other": "", "introducer": "", **values})
    return said or words.say("gap-other", name=name, kind=gap.kind.replace("_", " "))


def _name_of_gap(subject: Subject, gap: Gap) -> str:
    """Name what a gap concerns; a mandate is named by who holds it."""
    actors = gap.values.get("actors")
    if actors:
        return subject.names(tuple(actors))
    return subject.name(gap.id)


def _say_value(subject: Subject, value: object) -> str:
    if isinstance(value, tuple):
        return subject.words.listing([subject.name(str(v)) for v in value], "or")
    return "" if value is None else subject.name(str(value))
