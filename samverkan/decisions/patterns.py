"""Tell kinds of blocking sets: "any k of these n" of a board once, everything else set by set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, combinations, groupby, islice, product
from math import comb, prod

from samverkan.decisions.answer import BlockingPattern

_FEW = 3  # a pattern of so many sets is listed as these sets
_MOST_ALONG = 12  # ways to choose what comes along with a pattern that are told as a pattern each
_MOST_EXPANDED = 5_000

Members = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Some:
    """Any `count` of some actors, together with all of some others."""

    count: int
    of: Members
    along: Members


def split_patterns(
    classes: Sequence[tuple[str, ...]],
    kinds: Sequence[tuple[int, ...]],
    boards: Mapping[str, Members],
    complete: bool = True,
) -> tuple[list[BlockingPattern], list[tuple[int, ...]]]:
    """Split kinds of sets into patterns of boards, smallest first, and the kinds that are told set by set.

    `boards` have the members who vote. What is "any k of these" and "any k - 1 of these together with that one" is any
    k of all of them. Where the kinds are not `complete`, only who is exchangeable makes a pattern.
    """
    told = _find_complete(classes, kinds, boards) if complete else {}
    known = {kind for merged in told.values() for kind in merged}
    left = [kind for kind in kinds if kind not in known]
    single: dict[_Some, list[tuple[int, ...]]] = {}
    for kind in left:
        some = _to_some(classes, kind)
        if some is not None and _find_board(some.of, boards):
            single[some] = [kind]
    _merge(single, {frozenset(_list_all(classes, kind)): kind for kind in left if _is_whole(classes, kind)})
    patterns, gone = [], set()
    for some, merged in (*told.items(), *single.items()):
        if comb(len(some.of), some.count) > _FEW and (board := _find_board(some.of, boards)):
            gone.update(merged)
            patterns.append(BlockingPattern(board, some.count, tuple(sorted(some.of)), tuple(sorted(some.along))))
    patterns.sort(key=lambda p: (p.at_least + len(p.along_with), p.board, p.of, p.along_with))
    return patterns, [kind for kind in kinds if kind not in gone]


def _find_complete(
    classes: Sequence[tuple[str, ...]], kinds: Sequence[tuple[int, ...]], boards: Mapping[str, Members]
) -> dict[_Some, list[tuple[int, ...]]]:
    """Find the kinds that together are "any k" of some classes of a board: all ways to make up k of them.

    What comes along may be some of a class too: then it is as many patterns as there are ways to choose those.
    """
    groups: list[tuple[list[_Some], list[tuple[int, ...]]]] = []
    for inside in _list_inside(classes, boards):
        for (outside, count), group in _group_by_rest(kinds, inside).items():
            used = [number for number in inside if any(kind[number] for kind in group)]
            of = frozenset(a for n in used for a in classes[n])
            is_complete = len(group) == _count_ways([len(classes[number]) for number in used], count)
            if count and is_complete and comb(len(of), count) > _FEW and _count_sets(classes, outside) <= _MOST_ALONG:
                groups.append(([_Some(count, of, along) for along in _list_sets(classes, outside)], group))
    found: dict[_Some, list[tuple[int, ...]]] = {}
    left = set(kinds)
    for told, group in sorted(groups, key=lambda g: (-comb(len(g[0][0].of), g[0][0].count), *_order(g[0][0]))):
        if left.issuperset(group):
            found |= dict.fromkeys(told, group)
            left.difference_update(group)
    return found


def _list_inside(classes: Sequence[tuple[str, ...]], boards: Mapping[str, Members]) -> list[tuple[int, ...]]:
    """List the classes of each board together, and each of them alone: the rest may sit on a second board, too."""
    together = [tuple(n for n, group in enumerate(classes) if members.issuperset(group)) for members in boards.values()]
    return list(dict.fromkeys([*together, *((number,) for inside in together for number in inside)]))


def _group_by_rest(
    kinds: Sequence[tuple[int, ...]], inside: Collection[int]
) -> dict[tuple[tuple[int, ...], int], list[tuple[int, ...]]]:
    """Group kinds by what they take of the classes outside a board, and how many of those inside."""
    groups: dict[tuple[tuple[int, ...], int], list[tuple[int, ...]]] = {}
    for kind in kinds:
        outside = tuple(0 if number in inside else count for number, count in enumerate(kind))
        groups.setdefault((outside, sum(kind) - sum(outside)), []).append(kind)
    return groups


def _count_sets(classes: Sequence[tuple[str, ...]], kind: tuple[int, ...]) -> int:
    return prod(comb(len(group), count) for count, group in zip(kind, classes, strict=True))


def _list_sets(classes: Sequence[tuple[str, ...]], kind: tuple[int, ...]) -> Iterator[Members]:
    """Yield every set of a kind, in the order of the classes."""
    choices = [combinations(group, count) for count, group in zip(kind, classes, strict=True)]
    for choice in product(*choices):
        yield frozenset(chain.from_iterable(choice))


def _count_ways(sizes: Sequence[int], count: int) -> int:
    """Count the ways to take so many in all out of groups of these sizes, when only the number of each matters."""
    ways = [1, *[0] * count]
    for size in sizes:
        ways = [sum(ways[total - taken] for taken in range(min(size, total) + 1)) for total in range(count + 1)]
    return ways[count]


def _to_some(classes: Sequence[tuple[str, ...]], kind: tuple[int, ...]) -> _Some | None:
    """Return a kind as a pattern, where it takes a part of one class only."""
    parts = [number for number, count in enumerate(kind) if 0 < count < len(classes[number])]
    if len(parts) != 1:
        return None
    along = (a for number, count in enumerate(kind) if count == len(classes[number]) for a in classes[number])
    return _Some(kind[parts[0]], frozenset(classes[parts[0]]), frozenset(along))


def _is_whole(classes: Sequence[tuple[str, ...]], kind: tuple[int, ...]) -> bool:
    return all(count in (0, len(group)) for count, group in zip(kind, classes, strict=True))


def _list_all(classes: Sequence[tuple[str, ...]], kind: tuple[int, ...]) -> Iterator[str]:
    return chain.from_iterable(group for count, group in zip(kind, classes, strict=True) if count)


def _find_board(of: Members, boards: Mapping[str, Members]) -> str | None:
    return next((board for board, members in sorted(boards.items()) if of <= members), None)


def _merge(told: dict[_Some, list[tuple[int, ...]]], whole: dict[Members, tuple[int, ...]]) -> None:
    """Merge "any k of S" with "any k - 1 of S and c" into "any k of S and c", as long as there is such a pair."""
    while True:
        pairs = ((some, pair) for some in sorted(told, key=_order) if (pair := _find_pair(told, whole, some)))
        some, pair = next(pairs, (None, None))
        if some is None or pair is None:
            return
        other, merged = pair
        kinds = told.pop(some)
        told[merged] = kinds + (told.pop(other) if isinstance(other, _Some) else [whole.pop(other)])


def _find_pair(
    told: Collection[_Some], whole: Collection[Members], some: _Some
) -> tuple[_Some | Members, _Some] | None:
    """Find what makes a pair with a pattern, and what both say together."""
    for one in sorted(some.along):
        merged = _Some(some.count + 1, some.of | {one}, some.along - {one})
        wider = _Some(some.count + 1, some.of, merged.along)
        if wider in told:
            return wider, merged
        if wider.count == len(some.of) and some.of | merged.along in whole:
            return some.of | merged.along, merged
    if some.count == 1:
        for other in sorted(whole, key=sorted):
            if len(other) == len(some.along) + 1 and some.along < other:
                return other, _Some(1, some.of | other - some.along, some.along)
    return None


def _order(some: _Some) -> tuple[int, list[str], list[str]]:
    return some.count, sorted(some.of), sorted(some.along)


def list_sets(
    classes: Sequence[tuple[str, ...]], kinds: Sequence[tuple[int, ...]], first: Members, most: int
) -> list[tuple[str, ...]]:
    """List kinds set by set, at most so many: smallest first, those with an actor in `first` first, then by id."""
    found: list[tuple[str, ...]] = []
    for _, group in groupby(sorted(kinds, key=sum), key=sum):
        if len(found) >= most:
            break
        sets = merge(*(_expand(classes, kind) for kind in group))
        found += sorted(islice(sets, _MOST_EXPANDED), key=lambda some: (first.isdisjoint(some), some))
    return found[:most]


def _expand(classes: Sequence[tuple[str, ...]], kind: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """Expand a kind in the order of ids, one set after the other: there may be millions."""
    used = [number for number, count in enumerate(kind) if count]
    members = sorted((actor, number) for number in used for actor in classes[number])
    index = {number: at for at, number in enumerate(used)}
    after = [[0] * len(used)]  # how many of each class come later
    for _, number in reversed(members):
        after.append([count + (at == index[number]) for at, count in enumerate(after[-1])])
    after.reverse()
    stack: list[tuple[int, tuple[str, ...], tuple[int, ...]]] = [(0, (), tuple(kind[number] for number in used))]
    while stack:
        place, chosen, left = stack.pop()
        if not any(left):
            yield chosen
            continue
        actor, number = members[place]
        at = index[number]
        if after[place + 1][at] >= left[at]:
            stack.append((place + 1, chosen, left))
        if left[at]:
            stack.append((place + 1, (*chosen, actor), (*left[:at], left[at] - 1, *left[at + 1 :])))
