"""How much each actor and each requirement is needed, without any weights."""

from __future__ import annotations

from datetime import date

from samverkan.decisions.answer import RequirementNeed
from samverkan.decisions.case import Case
from samverkan.decisions.formula import Tally, find_minimal_asks, find_needed_leaves, is_met
from samverkan.decisions.tallies import count_votes
from samverkan.domain.issues import find_issues


def find_actor_needs(case: Case) -> dict[str, str]:
    """Find the need of everybody that is listed, in id order: the candidates, who is heard, and those involved.

    Whoever is not in the result is not part of the matter at all.
    """
    needs = dict.fromkeys([*find_involved(case), *case.candidates_for], "not_needed")
    everything, ordinary = case.pick(), case.pick(above=False)
    if not is_met(case.formula, everything):
        return dict(sorted(needs.items()))
    in_ordinary_way = find_minimal_asks(case.formula, ordinary)
    in_any_way = find_minimal_asks(case.formula, everything)
    needs |= {actor: "heard" for actor, asks in case.hearings_of.items() if in_any_way.intersection(asks)}
    in_all, in_ordinary = Tally(case.formula, everything), Tally(case.formula, ordinary)
    for actor, asks in case.asks_of.items():
        if not in_any_way.intersection(asks):
            continue
        if not in_all.is_met_without(asks):
            needs[actor] = "must"
        elif not in_ordinary.is_met_without(asks):
            needs[actor] = "must_unless_above"
        else:
            needs[actor] = "one_of" if in_ordinary_way.intersection(asks) else "above"
    return dict(sorted(needs.items()))


def find_involved(case: Case) -> set[str]:
    """Find the actors involved in the initiative or in an issue that it addresses, through causes too."""
    things = (case.initiative, *find_issues(case.today, case.initiative))
    return {n.id for thing in things for n in case.today.origins(thing, "INVOLVED_IN")}


def can_be_met(case: Case) -> bool:
    """Tell whether there is a way that needs no unknown authority."""
    return is_met(case.formula, case.pick(unknown=False))


def find_requirement_needs(case: Case) -> tuple[RequirementNeed, ...]:
    """Describe every leaf in the order of the tree: who may meet it, and whether some way needs it, or every one."""
    some, every = find_needed_leaves(case.formula, case.pick())
    return tuple(
        _describe(case, leaf, "must" if leaf in every else "one_of" if leaf in some else "not_needed")
        for leaf in case.leaves
    )


def _describe(case: Case, leaf_id: str, need: str) -> RequirementNeed:
    leaf, candidates = case.leaves[leaf_id], case.candidates[leaf_id]
    holders = (*candidates.ordinary, *candidates.above)
    every = [holder for option in candidates.options for holder in option.holders]
    boards = {h.actor: h.board for h in sorted(every, key=lambda h: h.actor) if h.board is not None}
    since = case.whole.nodes[leaf_id].properties.get("status_on")
    return RequirementNeed(
        id=leaf.id,
        form=leaf.form,
        matter=leaf.matter,
        area=leaf.area,
        amount=leaf.amount,
        veto=leaf.veto,
        need=need,
        unknown_authority=candidates.unknown,
        ordinary=tuple(h.actor for h in candidates.ordinary),
        above=tuple(h.actor for h in candidates.above),
        mandates={h.actor: h.mandate for h in holders if h.mandate is not None},
        members={actor: board.voters for actor, board in boards.items()},
        status=leaf.status,
        status_on=since if isinstance(since, date) and since <= case.day else None,
        answered_by=leaf.answered_by if leaf.status != "open" else None,
        hearing=leaf.is_hearing,
        vacant=candidates.vacant,
        votes={actor: count_votes(case, board) for actor, board in boards.items()},
        jointly=tuple(tuple(h.actor for h in o.holders) for o in candidates.options if len(o.holders) > 1),
        stands_for={h.actor: h.stands_for for h in holders if h.stands_for is not None},
    )
