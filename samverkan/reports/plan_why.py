"""Why a plan is this one: what it saves against the next best, what it rests on, and what it does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from samverkan.decisions.answer import Condition, Plan, RequirementNeed, Untold
from samverkan.reports.plan_words import PlanWords

_SHOWN = 6  # conditions told in words, those that matter most; JSON has all
_NEVER = 10**9
_UNKNOWNS = ("unknown_authority", "unknown_position", "stale_position", "restricted_position")


def tell_why(words: PlanWords) -> Iterator[str]:
    """Yield the reasons as sentences, for somebody who asks why it should be done this way."""
    plan = words.answer.plan
    if plan is not None:
        if plan.steps or words.answer.next_best:
            yield _tell_next_best(words, plan)
        yield from _tell_conditions(words)
        yield from _tell_unknown(words, plan)


def tell_difference(words: PlanWords, plan: Plan, other: Plan | Untold, refusing: str | None = None) -> str:
    """Say who is asked in another plan and not in this one, the other way round, and what must be found out then."""
    more = sorted(set(other.convince) - set(plan.convince))
    less = sorted(set(plan.convince) - set(other.convince) - {refusing})
    finds = words.join([words.do(leaf.form, leaf.matter) for leaf in _find_unknown(words, plan, other)])
    names = {"more": words.names(more), "less": words.names(less)}
    if finds and not more and not less:
        return words.say("differs-finds", what=finds)
    said = words.say(_choose_difference(more, less, refused=refusing in plan.convince), **names)
    return words.say("differs-finds-too", difference=said, what=finds) if finds else said


def _choose_difference(more: Collection[str], less: Collection[str], *, refused: bool) -> str:
    if more and less:
        return "differs-swap"
    if more:
        return "differs-instead" if refused else "differs-also"
    if less:
        return "differs-less"
    return "differs-rest" if refused else "differs-contacts"


def _find_unknown(words: PlanWords, plan: Plan, other: Plan | Untold) -> list[RequirementNeed]:
    """Find the requirements of which another plan finds out who decides, and this one does not."""
    return [words.leaves[leaf] for leaf in sorted(other.found_out - plan.found_out)]


def _tell_next_best(words: PlanWords, plan: Plan) -> str:
    best = words.answer.next_best
    if best is None:
        return words.say("why-only" if words.answer.next_best_complete else "why-no-time")
    difference = tell_difference(words, plan, best)
    key = "why-same" if best.effort == plan.effort else "why-saves"
    key = key if best.proven and plan.proven else "why-found"
    return words.say(key, effort=plan.effort, other=best.effort, saves=best.effort - plan.effort, difference=difference)


def _tell_conditions(words: PlanWords) -> Iterator[str]:
    for kind in ("yes", "contact"):
        found = [condition for condition in words.answer.rests_on if condition.kind == kind]
        found.sort(key=lambda c: -_NEVER if c.otherwise is None else -c.otherwise)
        told = [_say_condition(words, condition) for condition in found[:_SHOWN]]
        if len(found) > _SHOWN:
            told.append(words.say("rests-more", n=len(found) - _SHOWN))
        if told:
            yield words.say(f"rests-on-{kind}", names="; ".join(told))


def _say_condition(words: PlanWords, condition: Condition) -> str:
    stops = condition.otherwise is None
    if condition.proven:
        key = "plan.rests-stops" if stops else "plan.rests-otherwise"
    else:
        key = "unproven.rests-unknown" if stops else "unproven.rests-found"
    return words.texts(key, name=words.name(condition.actor), effort=condition.otherwise)


def _tell_unknown(words: PlanWords, plan: Plan) -> Iterator[str]:
    """Tell what the plan does not know, and whether any of that could change it."""
    answer = words.answer
    talked = (s.actor for s in plan.steps if s.actor in plan.convince and s.actor not in answer.start)
    unknown = [actor for actor in talked if _is_unknown(words, actor)]
    restricted = [actor for actor in unknown if words.is_restricted(actor)]
    unknown = [actor for actor in unknown if actor not in restricted]
    for key, found in (("why-unknown", unknown), ("why-restricted", restricted)):
        if found:
            yield words.count(key, len(found), names=words.names(found))
    if any(kind == "unknown_authority" for *_, kind in plan.contacts):
        yield words.say("why-nobody-known")
    if answer.ask_first:
        yield words.count("why-ask-first", len(answer.ask_first))
    elif not answer.ask_first_complete:
        yield words.say("ask-first-incomplete")
    elif any(gap.kind in _UNKNOWNS for gap in answer.gaps):
        yield words.say("why-nothing-changes")


def _is_unknown(words: PlanWords, actor: str) -> bool:
    stance = next((need.stance for need in words.answer.actors if need.id == actor), None)
    return stance is None or stance.counts == "unknown"
