"""Options of a need that are solved one by one: boards of which any may decide, and that share their members.

A council that may decide in the place of its executive leaves the rows of a linear model weak: half a yes from each
counts there as one. A single board does not, so that each takes little time alone, and less once another is known.
"""

from __future__ import annotations

from dataclasses import replace
from math import prod

from samverkan.decisions.formula import Formula, Threshold

MOST = 64  # ways to choose a board for each leaf: where there are more, a need is solved whole


def list_options(need: Formula) -> list[Formula]:
    """List needs of which one is met whenever this one is, and which meet it each; only itself where it has none.

    The first choice among boards is taken apart; those that are left are for the next time.
    """
    parts = need.parts if isinstance(need, Threshold) and need.needs_all else (need,)
    choices = [_take_apart(part) for part in parts]
    place = next((place for place, choice in enumerate(choices) if len(choice) > 1), None)
    if place is None or prod(map(len, choices)) > MOST:
        return [need]
    if not isinstance(need, Threshold) or not need.needs_all:
        return choices[place]
    return [replace(need, parts=(*parts[:place], option, *parts[place + 1 :])) for option in choices[place]]


def _take_apart(part: Formula) -> list[Formula]:
    """Take a part apart where any of what it holds is enough, and boards that vote are among that."""
    if not isinstance(part, Threshold) or not part.needs_any:
        return [part]
    others = tuple(inner for inner in part.parts if not _votes(inner))
    boards = [inner for inner in part.parts if _votes(inner)]
    return [*([Threshold(1, others)] if others else []), *boards] if boards else [part]


def _votes(part: Formula) -> bool:
    return isinstance(part, Threshold) and not part.needs_all and not part.needs_any
