"""What follows from a refusal: the next best way when somebody in a plan says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.inquiry import Inquiry
from samverkan.decisions.solutions import Way

_TURNS = 2  # how often a refusal that is not settled yet gets its share of the time


def find_refusals(inquiry: Inquiry, way: Way, deadline: Deadline) -> Mapping[str, Way | None]:
    """Find, for everybody in a plan who is not only heard, the next best way if it refuses; None where that stops it.

    Left out is whoever there was no time for. All have the same share of the time first; those whose refusal is harder
    then share what the others have left over.
    """
    actors = sorted({*way.convince, *way.passed} - (set(way.asked) - set(way.convince)))
    found: dict[str, Way | None] = {}
    for _ in range(_TURNS):
        open_ones = [actor for actor in actors if not _is_settled(actor, found)]
        for number, actor in enumerate(open_ones, start=len(actors) - len(open_ones)):
            deadline.tell(done=number, total=len(actors))
            other = _find_refusal(inquiry, way, actor, found, deadline.share(len(actors) - number))
            if other is not None or inquiry.is_stopped([actor]):
                found[actor] = other
    return found


def _is_settled(actor: str, found: Mapping[str, Way | None]) -> bool:
    """Tell whether what follows from a refusal is certain."""
    other = found.get(actor)
    return actor in found and (other is None or other.settled)


def _learn_from_twins(inquiry: Inquiry, way: Way, actor: str, found: Mapping[str, Way | None]) -> bool:
    """Note what follows from the plan, or from a refusal, of one whom nothing sets apart; tell whether any does."""
    for twin in inquiry.twins.find(actor):
        if twin not in way.actors:
            inquiry.ways.append(replace(way, arcs=inquiry.twins.trade(way.arcs, actor, twin)))
            return True
        other = found.get(twin)
        if other is not None:
            other = replace(other, arcs=inquiry.twins.trade(other.arcs, actor, twin))
            inquiry.note(other, [actor], inquiry.graph.case.asks_of[actor])
            return True
    return False


def _find_refusal(
    inquiry: Inquiry, way: Way, actor: str, found: Mapping[str, Way | None], deadline: Deadline
) -> Way | None:
    """Find the next best way if somebody in a plan refuses.

    Whoever is asked is first left unasked, but still passed through: mostly the best way then does without it
    altogether, and what it takes is needed for the next best plan anyhow.
    """
    if actor in way.convince and not _learn_from_twins(inquiry, way, actor, found):
        inquiry.find_way(deadline, excluded=inquiry.graph.case.asks_of[actor])
    return inquiry.find_way(deadline, refusing=[actor])
