"""A brief of an initiative: the short plan as a page to hand on, with room for who does what."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import Step
from samverkan.reports.brief_actor import say_foot
from samverkan.reports.brief_words import BriefWords
from samverkan.reports.plan_context import end_sentence, tell_against, tell_first
from samverkan.reports.plan_gaps import say_gap
from samverkan.reports.plan_head import say_title, say_way, tell_lead
from samverkan.reports.plan_rest import tell_ask_first, tell_blocking
from samverkan.reports.plan_votes import tell_votes
from samverkan.reports.plan_who import tell_requirements
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Cell, Line, Part, Report, Section, Table, build_section, to_item

_COLUMNS = ("number", "who", "ask", "stance", "through", "responsible", "done")


def build_initiative_brief(words: BriefWords, plan: PlanWords) -> Report:
    """Build the brief of an initiative from its plan; in a meeting what is required and who decides."""
    if words.meeting:
        return _build_for_meeting(words, plan)
    sections = (
        Section("next-steps", words.say("next-steps"), (*_tell_unknown(plan), *_tell_steps(words, plan))),
        *build_section("know-first", plan.say("know-first"), tell_first(plan)),
        *build_section("votes", plan.say("votes"), tell_votes(plan)),
        *build_section("can-stop", plan.say("short-stops"), tell_blocking(plan)),
        *build_section("ask-first", plan.say("ask-first"), tell_ask_first(plan)),
        *build_section("gaps", words.say("gaps"), (to_item(say_gap(plan, gap)) for gap in plan.answer.gaps)),
        Section("notes", words.say("notes"), ()),
    )
    lead = (*tell_lead(plan), *tell_against(plan))
    return Report(say_title(plan), words.texts.lang, lead, sections, say_foot(words))


def _build_for_meeting(words: BriefWords, plan: PlanWords) -> Report:
    sections = (
        *build_section("required", plan.say("required"), tell_requirements(plan)),
        Section("notes", words.say("decided-today"), ()),
    )
    lead = (Line(words.say("holds-for", day=words.desk.day), "dim"),)
    return Report(plan.answer.name, words.texts.lang, lead, sections)


def _tell_unknown(plan: PlanWords) -> Iterator[Line]:
    """Yield for which requirements somebody must first find out who decides."""
    for contact in plan.answer.plan.contacts if plan.answer.plan else ():
        if contact[3] == "unknown_authority":
            need = plan.leaves[contact[1].removeprefix("?")]
            yield Line(plan.say("short-find-out", what=plan.do(need.form, need.matter)), "bad", "??", ids=(need.id,))


def _tell_steps(words: BriefWords, plan: PlanWords) -> Iterator[Part]:
    """Yield the steps as a table with two empty columns, to be filled in by hand."""
    if plan.answer.plan is None:
        yield Line(plan.say("no-plan" if plan.answer.requirements else "no-tree"), "bad")
        return
    if not plan.answer.plan.proven:
        yield Line(plan.say("not-proven", bound=plan.answer.plan.bound), "warn")
    rows = [_to_row(plan, number, step) for number, step in enumerate(plan.answer.plan.steps, 1)]
    if rows:
        yield Table(tuple(words.say(f"column-{name}") for name in _COLUMNS), tuple(rows))


def _to_row(plan: PlanWords, number: int, step: Step) -> tuple[str | Cell, ...]:
    us = plan.is_us(step.actor)
    asks = "; ".join(plan.short_ask(ask) for ask in step.asks)
    reasons = " ".join(end_sentence(plan.argument(argument)) for argument in step.arguments)
    stance = plan.say("stance-us") if us else plan.short_stance(step.position, step.actor)
    concern = step.position.concern if step.position else None
    return (
        str(number),
        Cell(plan.who(step.actor), "strong", ids=(step.actor,)),
        f"{asks}. {reasons}" if reasons else asks,
        Cell(f"{stance} – {concern}" if concern else stance, sign=step.position.counts if step.position else "unknown"),
        say_way(plan, step),
        "",
        "",
    )
