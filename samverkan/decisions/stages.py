"""The formal order of a plan's asks: SEQUENCE, who prepares before who decides, hearings before what they belong to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from samverkan.decisions.case import Case

Pairs = set[tuple[str, str]]


def find_precedence(case: Case, leaves: Collection[str]) -> Pairs:
    """Find (earlier leaf, later leaf) among some leaves: SEQUENCE, and preparing a matter before deciding it.

    Where the two contradict each other, SEQUENCE counts.
    """
    after, _ = _find_formal_order(case)
    return {(one, other) for one in leaves for other in _find_after(after, one) if other in leaves}


def find_contradictions(case: Case) -> Pairs:
    """Find (prepare, decide) where SEQUENCE wants it the other way round."""
    return _find_formal_order(case)[1]


def _find_formal_order(case: Case) -> tuple[Mapping[str, Collection[str]], Pairs]:
    """Find which leaves come directly after each, and who should prepare but comes later.

    Pairs that make a circle only together are taken in order of their ids, as long as there is none.
    """
    after: dict[str, set[str]] = {}
    for one, other in case.order:
        after.setdefault(one, set()).add(other)
    against: Pairs = set()
    for one, other in sorted(_find_prepared(case)):
        if one in _find_after(after, other):
            against.add((one, other))
        else:
            after.setdefault(one, set()).add(other)
    return after, against


def _find_prepared(case: Case) -> Pairs:
    leaves = [leaf for leaf in case.leaves.values() if leaf.matter is not None]
    decided = [leaf for leaf in leaves if leaf.form == "decide"]
    return {(p.id, d.id) for p in leaves if p.form == "prepare" for d in decided if p.matter == d.matter}


def _find_after(after: Mapping[str, Collection[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        more = set(after.get(waiting.pop(), ())) - found
        found |= more
        waiting.extend(more)
    return found


def find_stages(case: Case, asks: Collection[int]) -> dict[int, int]:
    """Find the stage of each ask of a plan, from 1: one more than the latest that must come before it.

    Of a leaf the hearings that conditions call for come first, then the answers.
    """
    leaves = {case.asks[number].leaf for number in asks}
    before: dict[str, set[str]] = {leaf: set() for leaf in leaves}
    for one, other in find_precedence(case, leaves):
        before[other].add(one)
    beside = {case.asks[number].leaf for number in asks if case.asks[number].beside}
    last: dict[str, int] = {}
    for leaf in leaves:
        _find_last(leaf, before, beside, last)
    return {number: last[case.asks[number].leaf] - case.asks[number].beside for number in asks}


def _find_last(leaf: str, before: Mapping[str, set[str]], beside: Collection[str], last: dict[str, int]) -> int:
    """Find the stage of a leaf's answers: behind all before it, and behind the hearings of its own."""
    if leaf not in last:
        earlier = max((_find_last(one, before, beside, last) for one in before[leaf]), default=0)
        last[leaf] = earlier + 1 + (leaf in beside)
    return last[leaf]
