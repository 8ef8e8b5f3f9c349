"""The steps of a plan: whom to talk with in order, how to get there, what to ask and what to say."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import Plan, Step
from samverkan.reports.plan_head import say_way
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Line, Part


def tell_steps(words: PlanWords) -> Iterator[Part]:
    """Yield the steps with all that belongs to each, what to find out, and the effort in all."""
    plan = words.answer.plan
    if plan is None:
        yield Line(words.say("no-plan" if words.answer.requirements else "no-tree"), "bad")
        return
    for number, step in enumerate(plan.steps, start=1):
        yield Line(words.who(step.actor), "strong", f"{number}.", ids=(step.actor,))
        yield from (Line(text, depth=3) for text in say_step(words, step))
    for contact in plan.contacts:
        if contact[3] == "unknown_authority":
            need = words.leaves[contact[1].removeprefix("?")]
            what = words.do(need.form, need.matter)
            yield Line(words.say("find-out", what=what, effort=contact[2]), "bad", ids=(need.id,))
    yield Line(say_effort(words, plan), "strong")


def say_effort(words: PlanWords, plan: Plan) -> str:
    """Return the parts of the effort, and whether it is the least; finding out who decides is a part of its own."""
    key = "effort-with-finding" if plan.finds else "effort"
    parts = {"convinces": plan.convinces, "asks": plan.asks, "reaches": plan.reaches - plan.finds, "finds": plan.finds}
    said = words.say(key, effort=plan.effort, **parts)
    if not plan.proven:
        return f"{said} {words.say('not-proven', bound=plan.bound)}"
    return f"{said} {words.say('proven-known' if plan.finds else 'proven')}"


def say_step(words: PlanWords, step: Step) -> Iterator[str]:
    """Yield one step: the way, what to ask, where they stand, what to say, what they will ask, what it takes."""
    us = words.is_us(step.actor)
    yield say_way(words, step, "way")
    for ask in step.asks:
        yield words.ask(ask, us=us)
    if not us:
        yield words.say("stands", stance=words.stance(step.position, step.actor).text)
    if step.position and step.position.concern:
        yield words.say("concern", text=step.position.concern)
    for argument in step.arguments:
        yield words.argument(argument)
    if step.would_help:
        yield words.say("would-help", text=step.would_help)
    for effect in step.effects:
        yield words.say("will-ask", effect=words.name(effect))
    yield words.reason(step)
    yield words.say("step-effort", convince=step.convince, ask=step.ask, reach=step.reach)
    if step.sources:
        yield words.say("step-sources", sources=", ".join(step.sources))
