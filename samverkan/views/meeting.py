"""Leave out of an answer what a meeting page must not hold: what rests on positions, ties, persons.

The page is built from what is left (and from a map that privacy has cleared for a meeting), so that nothing can be
hidden in it by mistake.
"""

from __future__ import annotations

from samverkan.decisions.answer import ActorNeed, Answer

# Gaps that rest on the mandates alone; all others tell of a position, a tie or the plan.
_OPEN_GAPS = frozenset(
    {
        "unknown_authority",
        "no_mandate_registered",
        "board_without_voters",
        "vacant_post",
        "addressee_not_valid",
        "forum_asked",
        "unsourced_mandate",
        "not_delegable",
        "delegation_ended",
    }
)


def leave_out_of_answer(answer: Answer) -> Answer:
    """Return what an answer says by the mandates alone: no stance, plan, effort, refusal or contact.

    What may stay is named here, field by field: whatever is added to an answer later is left out.
    """
    return Answer(
        initiative=answer.initiative,
        name=answer.name,
        as_of=answer.as_of,
        start=(),
        without=(),
        can_be_met=answer.can_be_met,
        actors=tuple(ActorNeed(a.id, a.name, a.need, a.requirements, refuses="") for a in answer.actors),
        requirements=answer.requirements,
        blocking_sets=answer.blocking_sets,
        blocking_sets_complete=answer.blocking_sets_complete,
        plan=None,
        alternatives=(),
        gaps=tuple(g for g in answer.gaps if g.kind in _OPEN_GAPS),
        settings={},
        sources=(),
        effects=answer.effects,
        leverage=answer.leverage,
    )
