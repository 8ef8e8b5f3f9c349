"""Who can stop an initiative: the smallest sets of actors whose refusal leaves no way.

Where they are few enough to list, they are listed (see `listing`). Else the sets of a given size are searched in id
order; a branch is cut as soon as a lower bound says that no set of that size is left in it. The bound spreads an
actor that stands in several places evenly over them, so that it never counts an actor more than once. What takes too
many tries is left to an integer program (see `stoppers`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from samverkan.decisions.answer import BlockingPattern
from samverkan.decisions.case import Case
from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.formula import Formula, Threshold, find_asks, find_boards, is_met
from samverkan.decisions.listing import Kinds
from samverkan.decisions.patterns import list_sets, split_patterns
from samverkan.decisions.stoppers import find_fewest

MOST_SETS = 50
_MOST_TRIES = 50_000
_MOST_STEPS = 4_000_000  # tries times asks: a try looks at the whole formula
_NEVER = 10**30
_PAUSE = 256  # tries from one look at the clock to the next


@dataclass(frozen=True, slots=True)
class Blocking:
    """The minimal blocking sets, those that are told as patterns of a board, and whether these are all."""

    sets: tuple[tuple[str, ...], ...] = ()
    patterns: tuple[BlockingPattern, ...] = ()
    complete: bool = True


@dataclass
class _Search:
    formula: Threshold
    actor_of: Mapping[int, str | None]
    actors: tuple[str, ...]
    costs: Mapping[str, int]
    unit: int
    vetoes: frozenset[str]
    most_tries: int
    deadline: Deadline
    found: list[frozenset[str]] = field(default_factory=list)
    tries: int = 0

    def try_one(self) -> bool:
        """Count a try; tell whether there is one, and the time for it."""
        self.tries += 1
        if self.tries % _PAUSE == 0 and self.deadline.is_late():
            self.tries = self.most_tries
        return self.tries < self.most_tries


def find_blocking_sets(case: Case, deadline: Deadline = WHENEVER) -> Blocking:
    """Find the minimal blocking sets, and whether these are all of them.

    At most 50 are returned: smallest first, among equal ones those with an actor who can veto first, then by
    id. Unknown authorities are taken to say yes. Where there are too many to search through, or when it is late, they
    are the best that was found. What a pattern says is not listed.
    """
    if not is_met(case.formula, case.live) or is_met(case.formula, ()):
        return Blocking()
    actor_of = {number: actor for actor, asks in case.asks_of.items() for number in asks}
    vetoes = frozenset(
        actor for actor, leaves in case.candidates_for.items() if any(case.leaves[leaf].veto for leaf in leaves)
    )
    known = Kinds(case.formula, actor_of, deadline)
    found = known.find_minimal()
    if found is None:
        return _search(case, actor_of, vetoes, deadline)
    kinds, complete = found
    patterns, single = split_patterns(known.classes, kinds, _find_members(case), complete)
    sets = list_sets(known.classes, single, vetoes, MOST_SETS + 1)
    complete &= len(sets) <= MOST_SETS and len(patterns) <= MOST_SETS
    return Blocking(tuple(sets[:MOST_SETS]), tuple(patterns[:MOST_SETS]), complete)


def _find_members(case: Case) -> dict[str, frozenset[str]]:
    """Find who can vote on each board; on one that votes in several leaves, in any of them."""
    members: dict[str, frozenset[str]] = {}
    for board in find_boards(case.formula):
        asked = frozenset(str(case.asks[ask].actor) for ask in find_asks(board))
        members[str(board.board)] = members.get(str(board.board), frozenset()) | asked
    return members


def _search(case: Case, actor_of: Mapping[int, str], vetoes: frozenset[str], deadline: Deadline) -> Blocking:
    """Search for the sets size by size; what takes too many tries is left to an integer program."""
    places = Counter(actor_of[ask] for ask in find_asks(case.formula) if ask in actor_of)
    unit = lcm(*places.values())
    costs = {actor: unit // count for actor, count in places.items()}
    most_tries = min(_MOST_TRIES, _MOST_STEPS // max(1, len(actor_of)))
    of_all = {number: actor_of.get(number) for number in case.live}
    search = _Search(case.formula, of_all, tuple(case.asks_of), costs, unit, vetoes, most_tries, deadline)
    size = 0
    largest = min(len(search.actors), _most_needed(search.formula))
    while size < largest and len(search.found) <= MOST_SETS and search.tries < search.most_tries:
        size += 1
        _find_sets_of(search, size)
    complete = len(search.found) <= MOST_SETS and search.tries < search.most_tries
    if not complete and len(search.found) <= MOST_SETS and not deadline.is_late():
        complete = _find_rest(search)
    return Blocking(tuple(tuple(sorted(s)) for s in search.found[:MOST_SETS]), (), complete)


def _find_rest(search: _Search) -> bool:
    """Add what the search had no tries left for, and tell whether that is all; of many of a size, it may be any."""
    most = MOST_SETS + 1 - len(search.found)
    found, complete = find_fewest(
        search.formula, search.actor_of, search.actors, search.vetoes, search.found, most, search.deadline
    )
    search.found += found
    search.found.sort(key=lambda some: (len(some), not some & search.vetoes, sorted(some)))
    return complete


def _most_needed(formula: Formula) -> int:
    """Return how many actors a minimal blocking set has at the most."""
    if isinstance(formula, int):
        return 1
    each = sorted(map(_most_needed, formula.parts), reverse=True)
    return sum(each if formula.weights else each[: max(0, formula.total - formula.least + 1)])


def _find_sets_of(search: _Search, size: int) -> None:
    """Add all minimal sets of one size (one more than fits at most), those with a veto first."""
    known = tuple(search.found)
    for with_veto in (True, False):
        for found in _extend(search, frozenset(), 0, size, with_veto, known):
            search.found.append(found)
            if len(search.found) > MOST_SETS:
                return


def _extend(
    search: _Search,
    chosen: frozenset[str],
    place: int,
    size: int,
    with_veto: bool,
    known: tuple[frozenset[str], ...],
) -> Iterator[frozenset[str]]:
    """Yield the minimal blocking sets of a size that hold `chosen` and else only actors from `place` on."""
    if not search.try_one() or any(smaller <= chosen for smaller in known):
        return
    if len(chosen) == size:
        if bool(chosen & search.vetoes) == with_veto and _is_minimal_block(search, chosen):
            yield chosen
        return
    left = [n for n in range(place, len(search.actors)) if with_veto or search.actors[n] not in search.vetoes]
    if not _can_block(search, chosen, frozenset(search.actors[n] for n in left), size, with_veto):
        return
    for number in left:
        yield from _extend(search, chosen | {search.actors[number]}, number + 1, size, with_veto, known)


def _can_block(search: _Search, chosen: frozenset[str], left: frozenset[str], size: int, with_veto: bool) -> bool:
    if with_veto and search.vetoes.isdisjoint(chosen | left):
        return False
    return _least_more(search, search.formula, chosen, left) <= (size - len(chosen)) * search.unit


def _least_more(search: _Search, formula: Formula, chosen: frozenset[str], left: frozenset[str]) -> int:
    """Return a lower bound, in units, on how many more actors from `left` it takes to block the formula."""
    if isinstance(formula, int):
        actor = search.actor_of[formula]
        if actor in chosen:
            return 0
        return _NEVER if actor is None or actor not in left else search.costs[actor]
    count = formula.total - formula.least + 1
    if count <= 0:
        return 0
    if formula.least <= 0:
        return _NEVER
    if formula.weights is None:
        return sum(sorted(_least_more(search, part, chosen, left) for part in formula.parts)[:count])
    return _find_least([(_least_more(search, part, chosen, left), weight) for part, weight in formula.pair()], count)


def _find_least(each: Iterable[tuple[int, int]], count: int) -> int:
    """Return a lower bound on what it takes to have parts (bound, weight) that weigh so much: parts of parts count."""
    total = 0
    for bound, weight in sorted((e for e in each if e[1]), key=lambda e: Fraction(e[0], e[1])):
        if weight >= count:
            return min(_NEVER, total + -(-bound * count // weight))
        total += bound
        count -= weight
    return _NEVER


def _is_minimal_block(search: _Search, chosen: frozenset[str]) -> bool:
    return _blocks(search, chosen) and not any(_blocks(search, chosen - {actor}) for actor in chosen)


def _blocks(search: _Search, refusing: frozenset[str]) -> bool:
    available = {ask for ask, actor in search.actor_of.items() if actor not in refusing}
    return not is_met(search.formula, available)
