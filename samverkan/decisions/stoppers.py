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
        columns = _solve(model, len(actors), deadline)
        if columns is None:
            return found, _is_done(model)
        steps += max(0, model.getInfo().simplex_iteration_count)
        _forbid(model, columns)
        found.append(frozenset(actors[column] for column in columns))
    return found, False


def _build_model(actors: Sequence[str], first: Collection[str]) -> Any:
    """Start a model with a column an actor, that prefers few and then one of the first."""
    import highspy

    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_max_nodes": _MOST_NODES, "mip_rel_gap": 0.0}
    for name, value in options.items():
        model.setOptionValue(name, value)
    for _ in actors:
        _add_column(model, 2)
    preferred = [column for column, actor in enumerate(actors) if actor in first]
    if preferred:
        gain = _add_column(model, -1)
        model.addRow(0, highspy.kHighsInf, len(preferred) + 1, [*preferred, gain], [*[1] * len(preferred), -1])
    return model


def _add_column(model: Any, cost: int) -> int:
    import highspy

    column: int = model.getNumCol()
    model.addCol(cost, 0, 1, 0, [], [])
    model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    return column


def _add_part(model: Any, part: Formula, actor_of: Mapping[int, str | None], place: Mapping[str, int]) -> int | None:
    """Add what says that a part is blocked, and return its column; None where nobody can block it."""
    import highspy

    if isinstance(part, int):
        actor = actor_of[part]
        return None if actor is None else place[actor]
    below = [_add_part(model, inner, actor_of, place) for inner in part.parts]
    columns = [column for column in below if column is not None]
    needed = len(part.parts) - part.least + 1
    if part.least <= 0 or len(columns) < needed:
        return None
    blocked = _add_column(model, 0)
    model.addRow(0, highspy.kHighsInf, len(columns) + 1, [*columns, blocked], [*[1] * len(columns), -needed])
    return blocked


def _forbid(model: Any, columns: Sequence[int]) -> None:
    model.addRow(0, len(columns) - 1, len(columns), list(columns), [1] * len(columns))


def _solve(model: Any, count: int, deadline: Deadline) -> list[int] | None:
    """Find the cheapest refusals as columns, or None where there are none, or none is proven."""
    import highspy

    left = deadline.find_left()
    if left is not None:
        model.setOptionValue("time_limit", model.getRunTime() + max(0.01, left))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = model.getSolution().col_value
    return [column for column in range(count) if values[column] > 0.5]


def _is_done(model: Any) -> bool:
    import highspy

    return bool(model.getModelStatus() == highspy.HighsModelStatus.kInfeasible)
