"""A plan as the JSON that others build on: keys may be added, none renamed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from samverkan.cli.plan_words import PlanWords
from samverkan.decisions.answer import ActorNeed, Plan, RequirementNeed, Stance, Step


def to_plan_json(words: PlanWords) -> dict[str, Any]:
    """Return an answer as `plan --format json` promises it, with sentences in the language of the run."""
    answer = words.answer
    return {
        "initiative": {"id": answer.initiative, "name": answer.name},
        "as_of": answer.as_of,
        "from": answer.start,
        "without": answer.without,
        "can_be_met": answer.can_be_met,
        "actors": [_actor(actor) for actor in answer.actors],
        "go_betweens": [_actor(actor) for actor in answer.go_betweens],
        "requirements": [_requirement(need) for need in answer.requirements],
        "blocking_sets": answer.blocking_sets,
        "blocking_sets_complete": answer.blocking_sets_complete,
        "plan": None if answer.plan is None else _plan(answer.plan, words),
        "alternatives": [_plan(plan, words) for plan in answer.alternatives],
        "effects": answer.effects,
        "leverage": answer.leverage,
        "gaps": [{"kind": gap.kind, "id": gap.id, "text": words.gap(gap)} for gap in answer.gaps],
        "ask_first": [asdict(fact) for fact in answer.ask_first],
        "robustness": None if answer.robustness is None else asdict(answer.robustness),
        "settings": answer.settings,
        "sources": [_source(source, words) for source in answer.sources],
    }


def _actor(actor: ActorNeed) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "need": actor.need,
        "requirements": actor.requirements,
        "refuses": actor.refuses,
        "position": _stance(actor.stance),
    }


def _requirement(need: RequirementNeed) -> dict[str, Any]:
    return {
        "id": need.id,
        "form": need.form,
        "matter": need.matter,
        "area": need.area,
        "amount": need.amount,
        "veto": need.veto,
        "need": need.need,
        "unknown_authority": need.unknown_authority,
        "ordinary": need.ordinary,
        "above": need.above,
        "mandates": need.mandates,
        "members": need.members,
    }


def _plan(plan: Plan, words: PlanWords) -> dict[str, Any]:
    return {
        "effort": plan.effort,
        "convinces": plan.convinces,
        "asks": plan.asks,
        "reaches": plan.reaches,
        "bound": plan.bound,
        "proven": plan.proven,
        "convince": plan.convince,
        "contacts": [contact[:3] for contact in plan.contacts],
        "contact_kinds": [contact[3] for contact in plan.contacts],
        "steps": [_step(step, words) for step in plan.steps],
    }


def _step(step: Step, words: PlanWords) -> dict[str, Any]:
    return {
        "actor": step.actor,
        "through": step.through,
        "asks": [
            {
                "requirement": ask.requirement,
                "form": ask.form,
                "matter": ask.matter,
                "mandate": ask.mandate,
                "legal_basis": ask.legal_basis,
                "above": ask.above,
            }
            for ask in step.asks
        ],
        "position": _stance(step.position),
        "effort": {"convince": step.convince, "ask": step.ask, "reach": step.reach},
        "arguments": [{**argument, "text": words.argument(argument)} for argument in step.arguments],
        "would_help": step.would_help,
        "effects": step.effects,
        "sources": step.sources,
        "reason": step.reason,
    }


def _stance(stance: Stance | None) -> dict[str, Any] | None:
    if stance is None:
        return None
    return {
        "id": stance.position,
        "value": stance.value,
        "counts": stance.counts,
        "basis": stance.basis,
        "stated_on": stance.stated_on,
        "review_by": stance.review_by,
        "stale": stance.stale,
        "concern": stance.concern,
        "would_help": stance.would_help,
        "inherited_from": stance.inherited_from,
        "sources": stance.sources,
    }


def _source(source: str, words: PlanWords) -> dict[str, Any]:
    node = words.content.nodes.get(source)
    known = {} if node is None else node.properties
    return {
        "id": source,
        "name": known.get("name"),
        "date": known.get("date"),
        "reference": known.get("reference"),
    }
