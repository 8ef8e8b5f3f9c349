"""A plan as a report: the short answer of one screen, and all of it."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import Step
from samverkan.reports.plan_context import tell_against, tell_context, tell_earlier, tell_first, tell_hurt, tell_others
from samverkan.reports.plan_head import say_title, say_way, tell_lead
from samverkan.reports.plan_rest import (
    say_question,
    tell_alternatives,
    tell_blocking,
    tell_rest,
    tell_robustness,
    tell_settings,
)
from samverkan.reports.plan_steps import tell_steps
from samverkan.reports.plan_votes import tell_votes
from samverkan.reports.plan_who import say_refusal, tell_actors, tell_requirements
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Line, Part, Report, build_section, to_item

_STEPS, _STOPPERS, _QUESTIONS = 12, 4, 3


def build_full_report(words: PlanWords, *, table: bool = False) -> Report:
    """Build the whole answer: the finding first, then who, what is required, the steps, and what is not known."""
    sections = (
        *build_section("context", words.say("context"), tell_context(words)),
        *build_section("earlier", words.say("earlier"), tell_earlier(words)),
        *build_section("who", words.say("who"), tell_actors(words)),
        *build_section("required", words.say("required"), tell_requirements(words)),
        *build_section("votes", words.say("votes"), tell_votes(words)),
        *build_section("others", words.say("others"), tell_others(words)),
        *build_section("plan", words.say("plan"), tell_steps(words)),
        *tell_rest(words, table=table),
    )
    return Report(say_title(words), words.texts.lang, tuple(tell_lead(words)), sections)


def build_short_report(words: PlanWords, command: str, *, table: bool = False) -> Report:
    """Build the answer of one screen; `command` is what tells the rest."""
    wanted = words.alternatives_asked > 0
    parts = (
        *build_section("know-first", words.say("know-first"), (*tell_first(words), *tell_hurt(words))),
        *build_section("plan", _say_steps_title(words), _tell_steps(words)),
        *build_section("votes", words.say("votes"), tell_votes(words)),
        *build_section("can-stop", words.say("short-stops"), _cut(words, tell_blocking(words, short=True), _STOPPERS)),
        *build_section("ask-first", words.say("ask-first"), _tell_questions(words)),
        *(build_section("alternatives", words.say("alternatives"), tell_alternatives(words)) if wanted else ()),
        *build_section("robustness", words.say("robustness"), tell_robustness(words)),
        *(build_section("settings", words.say("settings"), tell_settings(words)) if table else ()),
    )
    lead = (*tell_lead(words), *tell_against(words))
    return Report(say_title(words), words.texts.lang, lead, parts, tuple(_tell_foot(words, command)))


def _say_steps_title(words: PlanWords) -> str:
    plan = words.answer.plan
    if plan is None or not plan.steps:
        return words.say("short-steps")
    key = "short-steps-bound" if not plan.proven else "short-steps-known" if plan.finds else "short-steps-effort"
    return words.say(key, effort=plan.effort, bound=plan.bound)


def _tell_steps(words: PlanWords) -> Iterator[Part]:
    plan = words.answer.plan
    if plan is None:
        yield Line(words.say("no-plan" if words.answer.requirements else "no-tree"), "bad")
        return
    for contact in plan.contacts:
        if contact[3] == "unknown_authority":
            need = words.leaves[contact[1].removeprefix("?")]
            yield Line(words.say("short-find-out", what=words.do(need.form, need.matter)), "bad", "??", ids=(need.id,))
    for number, step in enumerate(plan.steps[:_STEPS], start=1):
        yield Line(_say_step(words, step), "", f"{number}.", ids=(step.actor,))
    if len(plan.steps) > _STEPS:
        yield Line(words.say("short-more", n=len(plan.steps) - _STEPS), "dim")


def _say_step(words: PlanWords, step: Step) -> str:
    """Return a step in a line: who, what to ask, through whom, where they stand, and what a no would mean."""
    asks = words.join([words.asked(ask) for ask in step.asks])
    us = words.is_us(step.actor)
    stance = "" if us else words.short_stance(step.position, step.actor)
    need = words.actors.get(step.actor)
    no = words.say("short-no", refusal=say_refusal(words, need)) if need is not None and not us else ""
    said = words.say("short-step", who=words.who(step.actor), asks=asks, way=say_way(words, step), stance=stance)
    notes = dict.fromkeys(note for ask in step.asks for note in words.conditions(ask))
    return " ".join(part for part in (f"{said.strip()}." if stance else said.strip(), *notes, no) if part)


def _cut(words: PlanWords, parts: Iterator[Part], most: int) -> Iterator[Part]:
    """Yield the first few parts, and how many more there are."""
    found = list(parts)
    yield from found[:most]
    if len(found) > most:
        yield to_item(words.say("short-more", n=len(found) - most), "dim")


def _tell_questions(words: PlanWords) -> Iterator[Part]:
    for fact in words.answer.ask_first[:_QUESTIONS]:
        yield to_item(say_question(words, fact), ids=(fact.id,))
    if not words.answer.ask_first_complete:
        yield to_item(words.say("ask-first-incomplete"), "dim")


def _tell_foot(words: PlanWords, command: str) -> Iterator[Line]:
    if words.answer.gaps:
        yield Line(words.count("short-gaps", len(words.answer.gaps)), "dim")
    yield Line(words.say("short-rest", command=command), "dim")
