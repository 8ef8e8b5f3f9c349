"""What is done for large maps only, made to happen on small ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from samverkan.decisions.steiner import basis
from samverkan.decisions.steiner.instance import Solution

LIMITS = {
    "samverkan.decisions.inquiry._LARGE": 0,  # refusals are sought in a part of the graph first, and ways mended
    "samverkan.decisions.welcome._LARGE": 0,  # so is who would open a cheaper plan
    "samverkan.decisions.welcome._SMALL": 0,  # all of these together from one basis, however little is left
    "samverkan.decisions.steiner.basis.LABELS": 0,  # no search is brief enough: all cheap solutions are found at once
    "samverkan.decisions.twins.MANY": 0,  # those whom nothing sets apart stand for each other
}


@contextmanager
def as_if_large() -> Iterator[None]:
    """Treat every map as a large one."""
    with ExitStack() as held:
        for name, limit in LIMITS.items():
            held.enter_context(patch(name, limit))
        yield


@contextmanager
def with_tables() -> Iterator[list[int]]:
    """Find all cheap solutions before the first question, and read every question off them; the list grows by a table.

    Bounds settle most questions about a small map, so that otherwise few are read off.
    """
    solve, built = basis.Basis.solve, list[int]()

    def solve_by_table(self: Any, gone: Any, *, most: int, **given: Any) -> Solution:
        if not self._atlas_sought:
            self._atlas_sought, self._atlas = True, basis.build_atlas(self._problem, most)
            built.extend([most] if self._atlas else [])
        return solve(self, gone, most=most, **given)

    with as_if_large(), patch.object(basis.Basis, "solve", solve_by_table):
        yield built
