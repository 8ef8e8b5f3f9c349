"""How the plan of a draft differs from today's: its effort, and who is asked in one of them alone."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.decisions.answer import Answer


@dataclass(frozen=True, slots=True)
class Difference:
    """How a plan differs from today's: its effort then and now (None: there is no plan), who comes and who goes.

    An effort that is not proven is the best that there was time to find; where none was found, that may be the reason.
    """

    before: int | None
    after: int | None
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    before_proven: bool = True
    after_proven: bool = True


def compare(today: Answer, then: Answer) -> Difference:
    """Return how a plan with assumptions differs from the one without."""
    before, after = (_find_asked(answer) for answer in (today, then))
    return Difference(
        today.plan.effort if today.plan else None,
        then.plan.effort if then.plan else None,
        tuple(actor for actor in after if actor not in before),
        tuple(actor for actor in before if actor not in after),
        _is_proven(today),
        _is_proven(then),
    )


def _find_asked(answer: Answer) -> list[str]:
    return [step.actor for step in answer.plan.steps] if answer.plan else []


def _is_proven(answer: Answer) -> bool:
    """Tell whether no plan can ask less; where there is none, whether that is certain."""
    return answer.plan.proven if answer.plan else not answer.can_be_met
