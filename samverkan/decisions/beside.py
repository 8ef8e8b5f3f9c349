"""How the plan of a draft differs from today's: its effort, and who is asked in one of them alone."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.decisions.answer import Answer


@dataclass(frozen=True, slots=True)
class Difference:
    """How a plan differs from today's: its effort then and now (None: there is no plan), who comes and who goes."""

    before: int | None
    after: int | None
    comes: tuple[str, ...]
    goes: tuple[str, ...]


def compare(today: Answer, then: Answer) -> Difference:
    """Return how a plan with assumptions differs from the one without."""
    before, after = (_find_asked(answer) for answer in (today, then))
    return Difference(
        today.plan.effort if today.plan else None,
        then.plan.effort if then.plan else None,
        tuple(actor for actor in after if actor not in before),
        tuple(actor for actor in before if actor not in after),
    )


def _find_asked(answer: Answer) -> list[str]:
    return [step.actor for step in answer.plan.steps] if answer.plan else []
