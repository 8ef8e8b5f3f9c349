"""Find blocking sets by integer programming, where they are neither few enough to list nor soon found in order.

Whether an actor refuses and whether a part is blocked are variables of 0 or 1; a part "at least k of n" is blocked
only when n - k + 1 of its own parts are. The fewest refusals that block the whole are a minimal set; what has been
found is forbidden, with all that holds it, and the next fewest are sought.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.formula import Formula
from samverkan.decisions.highs import add_columns, add_rows, open_model, run_model

_MOST_NODES = 200  # branches of one search
_MOST_STEPS = 20_000  # of the simplex method in all: what a second or two is enough for


def find_fewest(
    formula: Formula,
    actor_of: Mapping[int, str | None],
    actors: Sequence[str],
    first: Collection[str],
    known: Collection[frozenset[str]],
    most: int,
    deadline: Deadline = WHENEVER,
) -> tuple[list[frozenset[str]], bool]:
    """Find minimal blocking sets beside the known ones: smallest first, and whether there are no more.

    Among those of a size, those with an actor in `first` come first. At most `most` are found, by the `deadline`.
    """
    model = _build_model(actors, first)
    root = _add_part(model, formula, actor_of, {actor: column for column, actor in enumerate(actors)})
    if root is None:
        return [], True
    model.changeColBounds(root, 1, 1)
    for refusing in known:
        _forbid(model, [actors.index(actor) for actor in sorted(refusing)])
    found: list[frozenset[str]] = []
    steps = 0
    while len(found) < most and steps < _MOST_STEPS:
        solved = run_model(model, deadline.find_left())
        if not solved:
            return found, solved is False
        values = model.getSolution().col_value
        columns = [column for column in range(len(actors)) if values[column] > 0.5]
        steps += max(0, model.getInfo().simplex_iteration_count)
        _forbid(model, columns)
        found.append(frozenset(actors[column] for column in columns))
    return found, False


def _build_model(actors: Sequence[str], first: Collection[str]) -> Any:
    """Start a model with a column an actor, that prefers few and then one of the first."""
    model = open_model(mip_max_nodes=_MOST_NODES, mip_rel_gap=0.0)
    add_columns(model, [2] * len(actors), 1, whole=True)
    preferred = [column for column, actor in enumerate(actors) if actor in first]
    if preferred:
        gain = add_columns(model, [-1], 1, whole=True)
        add_rows(model, [0], [[*((column, 1.0) for column in preferred), (gain, -1.0)]])
    return model


def _add_part(model: Any, part: Formula, actor_of: Mapping[int, str | None], place: Mapping[str, int]) -> int | None:
    """Add what says that a part is blocked, and return its column; None where nobody can block it."""
    if isinstance(part, int):
        actor = actor_of[part]
        return None if actor is None else place[actor]
    weights: dict[int, int] = {}
    for inner, weight in part.pair():
        column = _add_part(model, inner, actor_of, place)
        if column is not None:
            weights[column] = weights.get(column, 0) + weight
    needed = part.total - part.least + 1
    if part.least <= 0 or sum(weights.values()) < needed:
        return None
    blocked = add_columns(model, [0], 1, whole=True)
    pairs = [(column, float(weight)) for column, weight in weights.items()]
    add_rows(model, [0], [[*pairs, (blocked, -float(needed))]])
    return blocked


def _forbid(model: Any, columns: Sequence[int]) -> None:
    add_rows(model, [0], [[(column, 1.0) for column in columns]], [len(columns) - 1])
