"""How much each actor and each requirement is needed, without any weights."""

from __future__ import annotations

from samverkan.decisions.answer import RequirementNeed
from samverkan.decisions.case import Case
from samverkan.decisions.formula import find_minimal_asks, find_needed_leaves, is_met
from samverkan.domain.issues import find_issues


def find_actor_needs(case: Case) -> dict[str, str]:
    """Find the need of everybody that is listed, in id order: the candidates, and those involved without a say.

    Whoever is not in the result is not part of the matter at all.
    """
    everything, ordinary = case.pick(), case.pick(above=False)
    in_ordinary_way = find_minimal_asks(case.formula, ordinary)
    in_any_way = find_minimal_asks(case.formula, everything)
    needs = dict.fromkeys(find_involved(case), "not_needed")
    for actor, asks in case.asks_of.items():
        if not is_met(case.formula, everything.difference(asks)):
            needs[actor] = "must"
        elif not is_met(case.formula, ordinary.difference(asks)):
            needs[actor] = "must_unless_above"
        elif in_ordinary_way.intersection(asks):
            needs[actor] = "one_of"
        else:
            needs[actor] = "above" if in_any_way.intersection(asks) else "not_needed"
    return dict(sorted(needs.items()))


def find_involved(case: Case) -> set[str]:
    """Find the actors involved in the initiative or in an issue that it addresses, through causes too."""
    issues = find_issues(case.today, case.initiative)
    return {n.id for thing in (case.initiative, *issues) for n in case.today.origins(thing, "INVOLVED_IN")}


def can_be_met(case: Case) -> bool:
    """Tell whether there is a way that needs no unknown authority."""
    return is_met(case.formula, case.pick(unknown=False))


def find_requirement_needs(case: Case) -> tuple[RequirementNeed, ...]:
    """Describe every leaf in the order of the tree: who may meet it, and whether every way needs it."""
    needed = find_needed_leaves(case.formula, case.pick())
    return tuple(_describe(case, leaf, "must" if leaf in needed else "one_of") for leaf in case.leaves)


def _describe(case: Case, leaf_id: str, need: str) -> RequirementNeed:
    leaf, candidates = case.leaves[leaf_id], case.candidates[leaf_id]
    holders = (*candidates.ordinary, *candidates.above)
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
        members={h.actor: h.voters for h in holders if h.voters},
    )
