"""In which order to talk: what must come first, then what could fail or unlock most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from samverkan.decisions.case import Case

_RISK = {"opposes": 5, "hesitant": 4, "unknown": 3, "neutral": 2, "supports": 1, "champions": 0}
_NEED = {"must": 3, "must_unless_above": 2, "one_of": 1, "above": 0, "not_needed": 0}


def find_precedence(case: Case, leaves: Collection[str]) -> set[tuple[str, str]]:
    """Find (earlier leaf, later leaf) among some leaves: SEQUENCE, and preparing a matter before deciding it."""
    used = set(leaves)
    pairs = {(a, b) for a, b in case.order if a in used and b in used}
    prepared = [case.leaves[i] for i in used if case.leaves[i].form == "prepare"]
    decided = [case.leaves[i] for i in used if case.leaves[i].form == "decide"]
    return pairs | {(p.id, d.id) for p in prepared for d in decided if p.matter is not None and p.matter == d.matter}


def find_order(
    case: Case,
    asked: Mapping[str, Collection[str]],
    routes: Mapping[str, Sequence[str]],
    needs: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Order the actors asked, each with the reason of its place: sequence, route, may_fail, unlocks or by_id.

    `asked` are the leaves put to each actor, `routes` whom each is reached through. An actor that must both
    come before and after another (it answers twice in a sequence) stands where its first answer is due.
    """
    rank = {leaf: number for number, leaf in enumerate(case.leaves)}
    first = {actor: min(rank[leaf] for leaf in group) for actor, group in asked.items()}
    pairs = _find_strong(case, asked)
    strong = {(a, b) for a, b in pairs if (b, a) not in pairs or (first[a], a) < (first[b], b)}
    weak = {(a, b) for b in asked for a in routes[b] if a in asked and (b, a) not in strong}
    ranks = {a: (-_risk(case, a), -_NEED[needs[a]], -len(asked[a]), a) for a in asked}
    places = _Places(_group(strong), _group(weak), first, ranks)
    ordered: list[tuple[str, str]] = []
    left = set(asked)
    while left:
        actor = _pick_next(places, left)
        ordered.append((actor, _find_reason(case, places, actor, left, len(asked[actor]))))
        left.remove(actor)
    return ordered


@dataclass(frozen=True, slots=True)
class _Places:
    """Who comes after whom: surely, and where that is possible; and otherwise by first leaf, or by rank."""

    strong: Mapping[str, Collection[str]]
    weak: Mapping[str, Collection[str]]
    first: Mapping[str, int]
    ranks: Mapping[str, tuple[int, int, int, str]]

    def list_after(self, actor: str) -> set[str]:
        """List who comes after an actor."""
        return {*self.strong.get(actor, ()), *self.weak.get(actor, ())}


def _find_strong(case: Case, asked: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
    """Find who must come before whom: the one answers a leaf that goes before a leaf of the other."""
    answering: dict[str, list[str]] = {}
    for actor, group in asked.items():
        for leaf in group:
            answering.setdefault(leaf, []).append(actor)
    before = find_precedence(case, answering)
    return {(a, b) for one, other in before for a in answering[one] for b in answering[other] if a != b}


def _group(pairs: set[tuple[str, str]]) -> Mapping[str, Collection[str]]:
    groups: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        groups.setdefault(one, []).append(other)
    return groups


def _pick_next(places: _Places, left: set[str]) -> str:
    """Pick the next actor: whoever is due first by itself or through somebody who waits for it."""
    allowed = left.difference(*(places.strong[a] for a in left if a in places.strong))
    if not allowed:
        return min(left, key=lambda a: (places.first[a], a))
    free = allowed.difference(*(places.weak[a] for a in left if a in places.weak)) or allowed
    due = {a: min(places.ranks[b] for b in _find_waiting(places, a, left)) for a in free}
    return min(free, key=lambda a: (due[a], places.ranks[a]))


def _find_waiting(places: _Places, actor: str, left: set[str]) -> set[str]:
    """Find an actor and all who can only come after it."""
    found = {actor}
    waiting = [actor]
    while waiting:
        further = (places.list_after(waiting.pop()) & left) - found
        found |= further
        waiting.extend(further)
    return found


def _find_reason(case: Case, places: _Places, actor: str, left: set[str], leaves: int) -> str:
    """Find the reason of an actor's place: nobody who must come before it is left, unless each waits for another."""
    waits = any(actor in places.strong.get(other, ()) for other in left)
    if waits or not left.isdisjoint(places.strong.get(actor, ())):
        return "sequence"
    if not left.isdisjoint(places.weak.get(actor, ())):
        return "route"
    if _risk(case, actor) >= _RISK["unknown"]:
        return "may_fail"
    return "unlocks" if leaves > 1 else "by_id"


def _risk(case: Case, actor: str) -> int:
    return 0 if actor in case.start else _RISK[case.counts(actor)]
