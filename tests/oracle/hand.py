"""Short questions to the oracle about a sketched map."""

from __future__ import annotations

from typing import Any

from oracle.agree import differences
from oracle.authority import Leaf
from oracle.contacts import Cost
from oracle.least import Oracle
from oracle.sketch import DAY, GOAL, US, Sketch, Tree, leaf
from oracle.there import There


def listed(sketch: Sketch, **given: Any) -> Oracle:
    """List everything about the sketched initiative, on the usual day and from us unless told otherwise.

    The planner is asked the same and must agree, so that what is reckoned by hand holds for both.
    """
    oracle = Oracle(There(sketch.build(), DAY), GOAL, **{"us": (US,), **given})
    assert differences(oracle.there.content, GOAL, DAY, oracle.us, oracle.without) == []
    return oracle


def the_leaf(sketch: Sketch, tree: Tree | None = None) -> Leaf:
    """Give the initiative a single leaf and return it."""
    sketch.requires(tree or leaf())
    return next(iter(listed(sketch).ways.leaves.values()))


def least(sketch: Sketch, **given: Any) -> Cost:
    found = listed(sketch, **given).least
    assert found is not None
    return found


def asked(oracle: Oracle) -> set[str]:
    """Everybody whom the least plan asks."""
    return set(oracle.ways.asked(oracle.plans[0].way))
