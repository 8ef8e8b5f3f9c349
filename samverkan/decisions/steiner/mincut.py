"""Cuts that a fractional solution violates, many at once: smallest cuts near both ends, and nested ones (scipy)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samverkan.decisions.steiner.flow import SLACK, WHOLE
from samverkan.decisions.steiner.graph import Graph

NESTED = 5  # times that cuts are opened to find others beyond them


class Separator:
    """The arcs of a graph as a matrix with a place for the way back of each, made once for many solutions."""

    def __init__(self, graph: Graph) -> None:
        """Take the graph; no two of its arcs join the same nodes in the same direction."""
        import numpy as np
        from scipy.sparse import csr_matrix

        self.graph = graph
        self.tails = np.array(graph.tails, dtype=np.int64)
        self.heads = np.array(graph.heads, dtype=np.int64)
        size = graph.size
        keys = np.unique(np.concatenate([self.tails * size + self.heads, self.heads * size + self.tails]))
        rows, columns = np.divmod(keys, size)
        starts = np.searchsorted(rows, np.arange(size + 1)).astype(np.int32)
        self.matrix = csr_matrix((np.ones(len(keys), dtype=np.int32), columns.astype(np.int32), starts), (size, size))
        self.place = np.searchsorted(keys, self.tails * size + self.heads)
        self.back = np.searchsorted(keys, columns * size + rows)

    def find_cuts(self, values: Sequence[float], sink: int, target: int) -> list[frozenset[int]]:
        """Find node sets around a node that less than `target` millionths enter; each time all found are opened.

        Every place gets a little more than it has, so that of equal cuts those of few arcs are found.
        """
        import numpy as np
        from scipy.sparse.csgraph import maximum_flow

        capacity = np.ones(len(self.back), dtype=np.int32)
        capacity[self.place] += np.minimum(np.round(np.asarray(values) * WHOLE), WHOLE).astype(np.int32)
        found: dict[frozenset[int], None] = {}
        for _ in range(NESTED):
            self.matrix.data = capacity
            flow = maximum_flow(self.matrix, self.graph.root, sink)
            if flow.flow_value >= target - SLACK:
                break
            free = capacity > flow.flow.data
            for inside in (self._reach(free[self.back], sink), ~self._reach(free, self.graph.root)):
                found[frozenset(np.flatnonzero(inside).tolist())] = None
                capacity[self.place[inside[self.heads] & ~inside[self.tails]]] = WHOLE
        return list(found)

    def _reach(self, free: Any, node: int) -> Any:
        """Mark what a node reaches over free places."""
        import numpy as np
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import breadth_first_order

        starts = np.concatenate([[0], np.cumsum(free)])[self.matrix.indptr].astype(np.int32)
        columns = self.matrix.indices[free]
        matrix = csr_matrix((np.ones(len(columns), dtype=np.int8), columns, starts), self.matrix.shape)
        seen = np.zeros(self.graph.size, dtype=bool)
        seen[breadth_first_order(matrix, node, return_predecessors=False)] = True
        return seen
