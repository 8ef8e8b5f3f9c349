"""The one door to HiGHS: silent models, filled by rows and columns, and what became of a run.

HiGHS 1.16 prints its licence as it is constructed, before any option can be set. Standard output belongs to what a
command prints, hence a model is constructed with the descriptor turned away.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

_STDOUT = 1
_TURNED_AWAY = Lock()

Terms = Sequence[tuple[int, float]]


def open_model(**options: float | int | str | bool) -> Any:
    """Open an empty model that is silent, uses one thread, and gives the same answer every time."""
    import highspy

    with _TURNED_AWAY, _no_stdout():
        model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    settings = {"output_flag": False, "log_to_console": False, "threads": 1, "random_seed": 1, **options}
    for name, value in settings.items():
        model.setOptionValue(name, value)
    return model


@contextmanager
def _no_stdout() -> Iterator[None]:
    """Turn the descriptor of standard output away; where there is none, nothing can be printed to it."""
    try:
        kept = os.dup(_STDOUT)
    except OSError:
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STDOUT)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, _STDOUT)
        os.close(kept)


def add_columns(
    model: Any,
    costs: Sequence[float],
    upper: float | Sequence[float],
    rows: Sequence[Terms] = (),
    *,
    whole: bool = False,
) -> int:
    """Add columns from 0 to `upper`, with their factors in some rows; the number of the first."""
    import numpy as np

    count, first = len(costs), int(model.getNumCol())
    if not count:
        return first
    entries = rows or [()] * count
    top = np.full(count, upper, dtype=float) if isinstance(upper, (int, float)) else np.array(upper, dtype=float)
    starts, index, value = _pack(entries)
    model.addCols(count, np.array(costs, dtype=float), np.zeros(count), top, len(index), starts, index, value)
    if whole:
        make_whole(model, range(first, first + count))
    return first


def add_rows(model: Any, lower: Sequence[float], rows: Sequence[Terms], upper: Sequence[float] | None = None) -> None:
    """Add rows: the sum of columns times factors is from `lower` to `upper` (None: anything above)."""
    import numpy as np

    if not rows:
        return
    starts, index, value = _pack(rows)
    top = np.full(len(rows), np.inf) if upper is None else np.array(upper, dtype=float)
    model.addRows(len(rows), np.array(lower, dtype=float), top, len(index), starts, index, value)


def make_whole(model: Any, columns: Sequence[int]) -> None:
    """Let columns take whole numbers only."""
    import highspy
    import numpy as np

    kinds = np.array([highspy.HighsVarType.kInteger] * len(columns))
    model.changeColsIntegrality(len(columns), np.array(columns, dtype=np.int32), kinds)


def run_model(model: Any, seconds: float | None) -> bool | None:
    """Solve a model within so many seconds more; True when solved, False when it has no solution, None when unknown.

    A process in which somebody else has run HiGHS with more threads has to let go of these first: from 1.16 on it
    refuses to run with another number.
    """
    import highspy

    left = math.inf if seconds is None else max(0.01, seconds)
    model.setOptionValue("time_limit", model.getRunTime() + left)
    if model.run() == highspy.HighsStatus.kError:
        model.resetGlobalScheduler(True)
        model.run()
    status = model.getModelStatus()
    known = {highspy.HighsModelStatus.kOptimal: True, highspy.HighsModelStatus.kInfeasible: False}
    return known.get(status)


def _pack(rows: Sequence[Terms]) -> tuple[Any, Any, Any]:
    """Pack terms as HiGHS takes them: where each row starts, columns, factors."""
    import numpy as np

    starts = np.cumsum([0, *(len(terms) for terms in rows[:-1])], dtype=np.int32)
    index = np.array([column for terms in rows for column, _ in terms], dtype=np.int32)
    value = np.array([factor for terms in rows for _, factor in terms], dtype=float)
    return starts, index, value
