"""List all sets of actors that block a formula, part by part, where they are few enough.

A formula "at least k of n" is blocked when n - k + 1 of its parts are. A set of actors is a whole number with one bit
an actor, the first id highest: of two sets of one size the larger number then comes first by id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from samverkan.decisions.formula import Formula

_MOST_LISTED = 20_000
_MOST_COMPARED = 3_000  # comparing more sets with each other takes longer than it saves


def list_blocking_sets(
    formula: Formula,
    actor_of: Mapping[int, str | None],
    actors: Sequence[str],
    first: Collection[str],
    most: int,
) -> tuple[tuple[str, ...], ...] | None:
    """List the minimal blocking sets: smallest first, those with an actor in `first` first, then by id.

    `actors` are in id order; asks to nobody known cannot be blocked. No more than `most` are returned; None when
    there are too many to go through.
    """
    bits = {actor: 1 << place for place, actor in enumerate(reversed(actors))}
    blocks = _find_blocks(formula, {ask: bits[actor] for ask, actor in actor_of.items() if actor is not None})
    if blocks is None:
        return None
    minimal = _pick_minimal(blocks, sum(bits[actor] for actor in first), most)
    return tuple(tuple(actor for actor in actors if bits[actor] & block) for block in minimal)


def _find_blocks(formula: Formula, bit_of: Mapping[int, int]) -> set[int] | None:
    """Find sets that block a formula, every minimal one among them; None when they are too many."""
    if isinstance(formula, int):
        return {bit_of[formula]} if formula in bit_of else set()
    count = max(0, len(formula.parts) - formula.least + 1)
    chosen: list[set[int]] = [{0}, *(set() for _ in range(count))]
    for part in formula.parts if count else ():
        blocks = _find_blocks(part, bit_of)
        if blocks is None:
            return None
        for number in range(count, 0, -1):
            if len(chosen[number - 1]) * len(blocks) > _MOST_LISTED:
                blocks, chosen[number - 1] = _leave_out_larger(blocks), _leave_out_larger(chosen[number - 1])
            if len(chosen[number - 1]) * len(blocks) > _MOST_LISTED:
                return None
            chosen[number] |= {one | other for one in chosen[number - 1] for other in blocks}
    return chosen[count]


def _leave_out_larger(blocks: set[int]) -> set[int]:
    """Leave out sets that hold another: they would multiply from part to part, and none of them is minimal."""
    return set(_pick_minimal(blocks, 0, len(blocks))) if len(blocks) <= _MOST_COMPARED else blocks


def _pick_minimal(blocks: Iterable[int], first: int, most: int) -> list[int]:
    """Pick the sets that hold no smaller one, in order; a smaller one always comes before."""
    found: list[int] = []
    for block in sorted(blocks, key=lambda b: (b.bit_count(), not b & first, -b)):
        if len(found) == most:
            break
        if not any(other & block == other for other in found):
            found.append(block)
    return found
