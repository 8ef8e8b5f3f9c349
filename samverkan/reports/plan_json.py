"""A plan as the JSON that others build on: keys may be added, none renamed."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from samverkan.decisions.answer import ActorNeed, BlockingPattern, Plan, RequirementNeed, Step
from samverkan.domain.positions import Stance
from samverkan.measures.foresight import Context
from samverkan.reports.plan_gaps import say_gap
from samverkan.reports.plan_why import tell_why
from samverkan.reports.plan_words import PlanWords


def to_plan_json(words: PlanWords) -> dict[str, Any]:
    """Return an answer as `plan --format json` promises it, with sentences in the language of the run."""
    answer = words.answer
    return {
        "initiative": {
            "id": answer.initiative,
            **{key: getattr(answer, key) for key in ("name", "status", "outcome", "lesson", "pilot_until", "analysis")},
        },
        "as_of": answer.as_of,
        "from": answer.start,
        "without": answer.without,
        "beside_today": None if words.beside is None else asdict(words.beside),
        "can_be_met": answer.can_be_met,
        "actors": [_actor(actor) for actor in answer.actors],
        "go_betweens": [_actor(actor) for actor in answer.go_betweens],
        "requirements": [_requirement(need) for need in answer.requirements],
        "blocking_sets": answer.blocking_sets,
        "blocking_sets_complete": answer.blocking_sets_complete,
        "blocking_patterns": [_pattern(pattern) for pattern in answer.blocking_patterns],
        "others": [asdict(other) for other in answer.others],
        "earlier": [asdict(precedent) for precedent in answer.earlier],
        "context": _context(answer.context),
        "brings": {board: [asdict(one) for one in bringers] for board, bringers in answer.brings.items()},
        "plan": None if answer.plan is None else _plan(answer.plan, words),
        "why": None if answer.plan is None else _why(answer.plan, words),
        "alternatives": [_plan(plan, words) for plan in answer.alternatives],
        "alternatives_complete": answer.alternatives_complete,
        "effects": answer.effects,
        "leverage": answer.leverage,
        "gaps": [{"kind": gap.kind, "id": gap.id, "text": say_gap(words, gap)} for gap in answer.gaps],
        "ask_first": [asdict(fact) for fact in answer.ask_first],
        "ask_first_complete": answer.ask_first_complete,
        "robustness": None if answer.robustness is None else asdict(answer.robustness),
        "settings": answer.settings,
        "sources": [_source(source, words) for source in answer.sources],
    }


def _fields(thing: Any, *left_out: str) -> dict[str, Any]:
    """Return the fields of a dataclass by name, without some."""
    return {field.name: getattr(thing, field.name) for field in fields(thing) if field.name not in left_out}


def _actor(actor: ActorNeed) -> dict[str, Any]:
    refuses = {"refuses_convince": actor.refuses_convince, "refuses_proven": actor.refuses_proven}
    return {**_fields(actor, "stance", "refuses_way"), **refuses, "position": _stance(actor.stance)}


def _requirement(need: RequirementNeed) -> dict[str, Any]:
    votes = {board: _rename(asdict(tally), "in_favour", "for") for board, tally in need.votes.items()}
    return {**_fields(need), "votes": votes}


def _pattern(pattern: BlockingPattern) -> dict[str, Any]:
    return _rename(asdict(pattern), "along_with", "and")


def _rename(known: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return a dict in the same order with one key renamed: `for` and `and` are no names in Python."""
    return {new if key == old else key: value for key, value in known.items()}


def _context(context: Context) -> dict[str, Any]:
    resources = [{"id": resource, "name": name} for resource, name in context.resources]
    return {"resources": resources, "commitments": [asdict(one) for one in context.commitments]}


def _plan(plan: Plan, words: PlanWords) -> dict[str, Any]:
    return {
        **_fields(plan),
        "proven": plan.proven,
        "contacts": [contact[:3] for contact in plan.contacts],
        "contact_kinds": [contact[3] for contact in plan.contacts],
        "steps": [_step(step, words) for step in plan.steps],
    }


def _why(plan: Plan, words: PlanWords) -> dict[str, Any]:
    """Return why the plan is this one; what the next best saves is None where there is none, or none is known."""
    best = words.answer.next_best
    return {
        "next_best": best and {**_fields(best, "steps", "contacts"), "proven": best.proven},
        "next_best_complete": words.answer.next_best_complete,
        "saves": best and best.effort - plan.effort,
        "rests_on": [asdict(condition) for condition in words.answer.rests_on],
        "text": list(tell_why(words)),
    }


def _step(step: Step, words: PlanWords) -> dict[str, Any]:
    return {
        **_fields(step, "convince", "ask", "reach"),
        "asks": [_fields(ask, "after") for ask in step.asks],
        "position": _stance(step.position),
        "effort": {"convince": step.convince, "ask": step.ask, "reach": step.reach},
        "arguments": [{**argument, "text": words.argument(argument)} for argument in step.arguments],
        "reason_text": words.reason(step),
    }


def _stance(stance: Stance | None) -> dict[str, Any] | None:
    return None if stance is None else {"id": stance.position, **_fields(stance, "position")}


def _source(source: str, words: PlanWords) -> dict[str, Any]:
    node = words.content.nodes.get(source)
    known = {} if node is None else node.properties
    return {"id": source, **{key: known.get(key) for key in ("name", "date", "reference")}}
