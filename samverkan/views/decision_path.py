"""The decision path: who must be convinced for an initiative, said so that two lines are enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samverkan.decisions.answer import Answer, Step
from samverkan.model import Map
from samverkan.reports import report
from samverkan.reports.plan_context import tell_earlier, tell_first, tell_others
from samverkan.reports.plan_gaps import say_gap
from samverkan.reports.plan_head import find_board, say_against, say_begin, say_status, say_tally, tell_stances
from samverkan.reports.plan_rest import say_alone
from samverkan.reports.plan_votes import tell_votes
from samverkan.views.facts import find_sources, to_source_notes
from samverkan.views.meeting import leave_out_of_answer
from samverkan.views.path_list import build_bands, build_list
from samverkan.views.path_meeting import build_meeting_list, find_formal_order
from samverkan.views.path_panel import build_things, say_asks
from samverkan.views.path_paper import build_paper
from samverkan.views.path_rows import NEED_ORDER, say_refusal
from samverkan.views.path_subject import Subject
from samverkan.views.path_way import build_way
from samverkan.views.request import Kind, Request
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Page, Picture, Row, Stop, Table
from samverkan.views.words import Words

_NEEDED = ("must", "must_unless_above", "one_of")


def build_decision_path(content: Map, answer: Answer, words: Words, *, on: date, meeting: bool) -> Page:
    """Build the page of an initiative from the map on the day (for a meeting: what is left of it)."""
    subject = Subject(content, leave_out_of_answer(answer) if meeting else answer, words, meeting)
    way = build_way(subject)
    shown = _find_shown(subject, way)
    table = build_meeting_list(subject) if meeting else build_list(subject, way)
    return Page(
        kind="decision-path",
        title=answer.name,
        question=words.texts("views_path.meeting-question") if meeting else subject.say("question"),
        on=on,
        language=words.lang,
        findings=tuple(_findings(subject)),
        aside=_effort(subject),
        picture=way,
        canvas=False,
        bands=() if meeting else tuple(build_bands(subject)),
        paper=None if meeting else build_paper(subject),
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
    """Say the answer: status and who is against, whom to begin with, what is unknown, who must, who hesitates."""
    if not subject.meeting:
        yield _say_status(subject)
        yield Finding("", say_begin(subject.plan))
    unknown = [leaf for leaf in subject.leaves.values() if leaf.unknown_authority]
    if unknown:
        about = subject.requirement(unknown[0])
        key = "about-more" if len(unknown) > 1 else "about-what"
        said = subject.say(key, name=about, n=len(unknown) - 1)
        yield Finding(subject.say("who-decides"), said, "loud", unknown[0].id)
    counts = {need: sum(a.need == need for a in subject.answer.actors) for need in ("must", "must_unless_above")}
    if find_board(subject.plan) and not any(counts.values()):
        yield Finding("", say_tally(subject.plan))
    else:
        yield _say_needed(subject, **counts)
        yield from _choices(subject)
    yield from (_stopping(subject) if subject.meeting else _resistance(subject))
    if not subject.meeting and not subject.answer.against:
        yield Finding("", say_against(subject.plan))
    plan = subject.answer.plan
    if plan is not None and not plan.proven:
        yield Finding("", subject.say("not-proven", bound=plan.bound), "unproven")


def _say_status(subject: Subject) -> Finding:
    status = say_status(subject.plan)
    against = bool(subject.answer.against)
    said = say_against(subject.plan) if against else ""
    return Finding(f"{status[:1].upper()}{status[1:]}", said, "opposes" if against else "")


def _say_needed(subject: Subject, must: int, must_unless_above: int) -> Finding:
    """Say how many are needed: from those that nobody can go around to those that only somebody above can."""
    if not must_unless_above:
        return Finding(str(must), subject.say("finding-must" if must else "finding-must-none"))
    if not must:
        return Finding(str(must_unless_above), subject.say("finding-must-all"))
    return Finding(f"{must}–{must + must_unless_above}", subject.say("finding-must"))


def _choices(subject: Subject) -> Iterator[Finding]:
    choices = [leaf for leaf in subject.leaves.values() if len(leaf.ordinary) > 1]
    if len(choices) == 1:
        leaf = choices[0]
        strong = subject.say("finding-choice", n=len(leaf.ordinary))
        yield Finding(strong, subject.say("finding-enough", form=subject.plan.form(leaf.form)), ref=leaf.id)
    elif choices:
        yield Finding(str(len(choices)), subject.say("finding-choices"))


def _resistance(subject: Subject) -> Iterator[Finding]:
    """Say who of those needed is against or hesitates, who is taken to refuse, and whose stance is not known."""
    for line in tell_stances(subject.plan):
        actor = line.ids[0]
        refused = actor in subject.answer.without
        yield Finding("", line.text, "opposes" if refused else subject.value_of(actor), actor)


def _stopping(subject: Subject) -> Iterator[Finding]:
    alone = say_alone(subject.plan)
    if alone:
        yield Finding(*alone)


def _effort(subject: Subject) -> Finding | None:
    """Say what the plan asks in all, whether that is proven, and what the next best way asks."""
    plan, other = subject.answer.plan, subject.answer.next_best
    if subject.meeting:
        return None
    if plan is None:
        return Finding(subject.say("no-way"), subject.say("no-way-why"), "loud")
    if not plan.proven:
        return Finding(str(plan.effort), subject.say("effort-bound", bound=plan.bound))
    if other is not None:
        key = "plan.effort-next" if other.proven else "unproven.aside-next"
        return Finding(str(plan.effort), subject.words.texts(key, effort=other.effort))
    return Finding(str(plan.effort), subject.say("effort-proven"))


def _further_tables(subject: Subject) -> Iterator[Table]:
    if not subject.meeting:
        yield from _told_tables(subject)
    if subject.steps:
        yield _step_table(subject)
    yield from _leverage_table(subject)
    yield from _others_table(subject)


def _told_tables(subject: Subject) -> Iterator[Table]:
    """Say what bears on the initiative though nobody is asked, and the votes, as the other tellings do."""
    told = {
        "know-first": tell_first(subject.plan),
        "votes": tell_votes(subject.plan),
        "around": tell_others(subject.plan),
        "earlier": tell_earlier(subject.plan),
    }
    titles = {"around": "others"}
    for key, lines in told.items():
        rows = tuple(_told_row(subject, line) for line in lines)
        title = subject.say(titles.get(key, key))
        if rows:
            yield Table(key, title, (Column(title),), rows, fold=True)


def _told_row(subject: Subject, line: report.Line) -> Row:
    ref = next((i for i in line.ids if i in subject.passed or i in subject.leaves), "")
    return Row((Cell((Line(line.text, "second" if line.depth else "plain", ref=ref),)),))


def _step_table(subject: Subject) -> Table:
    titles = ("column-step", "column-actor", "column-through", "column-ask", "column-argument", "column-effort")
    rows = [_step_row(subject, number, step) for number, step in subject.steps.values()]
    start = [Line(subject.name(i), "main", ref=i) for i in subject.answer.start]
    us = Row(
        (
            Cell((Line("0"),)),
            Cell(tuple(start), header=True),
            Cell((Line(subject.say("us-start"), "second"),)),
            *[Cell()] * 3,
        )
    )
    return Table(
        "steps", subject.say("table-steps"), tuple(Column(subject.say(t)) for t in titles), (us, *rows), fold=True
    )


def _step_row(subject: Subject, number: int, step: Step) -> Row:
    plan = subject.plan
    arguments = [Line(plan.argument(a)) for a in step.arguments]
    help_line = [Line(plan.say("would-help", text=step.would_help))] if step.would_help else []
    refusal = [Line(line.text, "second") for line in say_refusal(subject, step.actor)[:1]]
    effort = step.convince + step.ask + step.reach
    parts = plan.say("step-effort", convince=step.convince, ask=step.ask, reach=step.reach)
    cells = (
        Cell((Line(str(number)),), sort=number),
        Cell((Line(subject.name(step.actor), "main", ref=step.actor),), header=True),
        Cell(tuple(Line(subject.name(i), ref=i) for i in step.through)),
        Cell(tuple(Line(line.text, "plain") for line in say_asks(subject, step))),
        Cell((*arguments, *help_line)),
        Cell((Line(str(effort)), Line(parts, "second"), *refusal), sort=effort),
    )
    return Row(cells, step.actor, (step.actor, *step.through))


def _leverage_table(subject: Subject) -> Iterator[Table]:
    """Say whose behaviour those asked can change in turn: leverage is not authority, but it is what works."""
    paths = subject.answer.leverage
    if paths:
        rows = [Row((Cell((Line(" → ".join(subject.name(i) for i in path)),), header=True),)) for path in paths]
        columns = (Column(subject.say("column-leverage")),)
        yield Table("leverage", subject.say("table-leverage"), columns, tuple(rows), fold=True)


def _others_table(subject: Subject) -> Iterator[Table]:
    others = [a for a in subject.answer.actors if a.need in ("not_needed", "above")]
    if others:
        rows = [
            Row(
                (
                    Cell((Line(a.name, "main", ref=a.id),), header=True),
                    Cell((Line(subject.say(f"pill-{a.need}"), "pill", a.need),)),
                    Cell((Line(subject.say(f"why-{a.need}"), "second"),)),
                ),
                a.id,
                (a.id,),
            )
            for a in others
        ]
        columns = tuple(Column(subject.say(f"column-{name}")) for name in ("actor", "need", "why"))
        yield Table("others", subject.say("table-others"), columns, tuple(rows), fold=True)


def _stops(subject: Subject) -> Iterator[Stop]:
    """Yield the steps of the plan, or in a meeting the requirements in the formal order."""
    for number, step in subject.steps.values():
        asks = subject.plan.join([line.text for line in say_asks(subject, step)])
        yield Stop(subject.name(step.actor), f"{number} · {subject.name(step.actor)} · {asks}", step.actor)
    if subject.meeting:
        for leaf in find_formal_order(subject):
            yield Stop(subject.requirement(leaf), subject.requirement(leaf), leaf.id)


def _legend(subject: Subject, way: Picture) -> Iterator[LegendRow]:
    """Say what the signs mean that are on this page, and no others."""
    words = subject.words
    actors = subject.answer.actors
    for need in NEED_ORDER:
        ids = tuple(a.id for a in actors if a.need == need)
        if ids:
            yield LegendRow("need", need, subject.say(f"why-{need}"), len(ids), subject.say(f"pill-{need}"), ids)
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
        ref = gap.id if gap.id in subject.needs or gap.id in subject.leaves else ""
        yield Line(say_gap(subject.plan, gap), ref=ref)


def _build(request: Request) -> Page:
    assert request.answer is not None
    return build_decision_path(request.content, request.answer, request.words, on=request.on, meeting=request.meeting)


KIND = Kind(("Initiative",), _build, planned=True)
