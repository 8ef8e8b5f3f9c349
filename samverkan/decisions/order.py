"""In which order to talk: a champion's yes first, then what could fail, those who support already last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from samverkan.decisions.case import Case

_CHAMPION, _MAY_FAIL, _ELSE, _SUPPORTS, _HEARD = range(5)
_REASONS = ("champion", "may_fail", "by_stage", "supports", "hearing")
_DOUBTFUL = ("opposes", "hesitant", "unknown")

Rank = tuple[int, int, str]


def find_order(
    case: Case,
    asked: Mapping[str, Collection[int]],
    stages: Mapping[int, int],
    routes: Mapping[str, Sequence[str]],
    needs: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Order the actors asked for conversation, each with the reason of its place.

    `asked` are the asks put to each actor, `stages` the formal place of each, `routes` whom each is reached through.
    Whoever leads to a later step stands before it; then champions, then who alone can stop it and may, everybody else,
    and last those who support it; within these by stage, then id. Who is only heard stands right before what the
    hearing belongs to; a hearing of its own before the first step of a later stage.
    """
    first = {actor: min(stages[number] for number in numbers) for actor, numbers in asked.items()}
    ranks = {actor: (_rank(case, actor, numbers, needs), first[actor], actor) for actor, numbers in asked.items()}
    leads = {(b, a) for a in asked for b in routes[a] if b in asked}
    # A hearing cannot stand before what leads to whom it is put to: it comes after that, which keeps its own place.
    before = {(a, b) for a, b in _find_before(case, asked, stages, first, ranks) if b not in routes[a]}
    places = _Places(_group(leads | before), _group(leads), ranks)
    leading = {one for one, _ in leads}
    ordered: list[tuple[str, str]] = []
    left = set(asked)
    for actor in places.list_all(asked):
        left.remove(actor)
        waits = actor in leading and any(other in left for other in places.leads[actor])
        ordered.append((actor, "route" if waits and ranks[actor][0] != _CHAMPION else _REASONS[ranks[actor][0]]))
    return ordered


def _rank(case: Case, actor: str, numbers: Collection[int], needs: Mapping[str, str]) -> int:
    """Return the class of an actor's place; we convince nobody of ourselves, so that our yes cannot fail."""
    if not any(case.asks[number].binds for number in numbers):
        return _HEARD
    stance = case.counts(actor)
    if stance == "champions":
        return _CHAMPION
    if stance in _DOUBTFUL and needs.get(actor) == "must" and actor not in case.start:
        return _MAY_FAIL
    return _SUPPORTS if stance == "supports" else _ELSE


def _find_before(
    case: Case,
    asked: Mapping[str, Collection[int]],
    stages: Mapping[int, int],
    first: Mapping[str, int],
    ranks: Mapping[str, Rank],
) -> Iterator[tuple[str, str]]:
    """Yield (heard, step): what a hearing by a condition belongs to; what is of a later stage than one of its own."""
    answering: dict[str, set[str]] = {}
    for actor, numbers in asked.items():
        for number in numbers:
            if not case.asks[number].beside:
                answering.setdefault(case.asks[number].leaf, set()).add(actor)
    for actor in (a for a in asked if ranks[a][0] == _HEARD):
        beside = [case.asks[n].leaf for n in asked[actor] if case.asks[n].beside]
        own = [stages[n] for n in asked[actor] if not case.asks[n].beside]
        for leaf in beside:
            yield from ((actor, other) for other in sorted(answering.get(leaf, ())) if other != actor)
        if own and not beside:
            yield from ((actor, other) for other in asked if other != actor and first[other] > min(own))


def _group(pairs: set[tuple[str, str]]) -> Mapping[str, Collection[str]]:
    groups: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        groups.setdefault(one, []).append(other)
    return groups


@dataclass(frozen=True, slots=True)
class _Places:
    """Who comes before whom (of these, who leads to whom), and otherwise by rank."""

    after: Mapping[str, Collection[str]]
    leads: Mapping[str, Collection[str]]
    ranks: Mapping[str, Rank]

    def list_all(self, actors: Collection[str]) -> Iterator[str]:
        """Yield all in order; who is due when stays as it is as long as nobody waits in a circle."""
        left, waits_for = set(actors), Counter(b for others in self.after.values() for b in others)
        heap = [self._find_due(actor, left) for actor in actors if not waits_for[actor]]
        heapify(heap)
        while heap:
            actor = heappop(heap)[-1]
            yield actor
            left.remove(actor)
            for other in self.after.get(actor, ()):
                waits_for[other] -= 1
                if not waits_for[other]:
                    heappush(heap, self._find_due(other, left))
        while left:
            actor = self._pick_next(left)
            yield actor
            left.remove(actor)

    def _find_due(self, actor: str, left: set[str]) -> tuple[Rank, Rank, str]:
        due = min(self.ranks[b] for b in self._find_waiting(actor, left))
        return due, self.ranks[actor], actor

    def _pick_next(self, left: set[str]) -> str:
        """Pick the next actor: whoever is due first by itself or through somebody who waits for it.

        Where hearings wait for each other in a circle, or for whom they lead to, only who leads to whom counts.
        """
        free = left.difference(*(self.after.get(actor, ()) for actor in left))
        free = free or left.difference(*(self.leads.get(actor, ()) for actor in left))
        return min(self._find_due(actor, left) for actor in free)[-1]

    def _find_waiting(self, actor: str, left: set[str]) -> set[str]:
        """Find an actor and all who can only come after it."""
        found = {actor}
        waiting = [actor]
        while waiting:
            further = (set(self.after.get(waiting.pop(), ())) & left) - found
            found |= further
            waiting.extend(further)
        return found
