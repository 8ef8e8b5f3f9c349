"""The exact optimiser: the cheapest arborescence that meets a monotone need, and a bound that certifies it."""

from samverkan.decisions.steiner.basis import Basis
from samverkan.decisions.steiner.counting import Counting, count_instance
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.mend import mend
from samverkan.decisions.steiner.peel import has_quorum
from samverkan.decisions.steiner.shrink import Shrinking, find_useful
from samverkan.decisions.steiner.solve import Progress, solve

__all__ = [
    "Basis",
    "Counting",
    "Instance",
    "Progress",
    "Shrinking",
    "Solution",
    "count_instance",
    "find_useful",
    "has_quorum",
    "mend",
    "solve",
]
