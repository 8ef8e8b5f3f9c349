"""The exact optimiser: the cheapest arborescence that meets a monotone need, and a bound that certifies it."""

from samverkan.decisions.steiner.instance import Instance, Need, Solution, find_named, is_met
from samverkan.decisions.steiner.shrink import find_useful
from samverkan.decisions.steiner.solve import solve

__all__ = ["Instance", "Need", "Solution", "find_named", "find_useful", "is_met", "solve"]
