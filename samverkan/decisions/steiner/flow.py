"""Cuts that a fractional solution violates, by maximum flows over the arcs that carry something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from samverkan.decisions.steiner.graph import Graph

WHOLE = 1_000_000  # a capacity of 1
SLACK = 2_000  # a violation below this is not worth a row


class Network:
    """Capacities of arcs in millionths; only arcs that carry something are looked at."""

    def __init__(self, graph: Graph, values: Sequence[float]) -> None:
        """Take the value of each arc as its capacity."""
        self.graph = graph
        self.capacity: dict[int, int] = {}
        self.into: dict[int, list[int]] = {}
        self.out: dict[int, list[int]] = {}
        for arc, value in enumerate(values):
            if value > 1e-7:
                self.open_arc(arc, min(WHOLE, round(value * WHOLE)))

    def open_arc(self, arc: int, capacity: int) -> None:
        """Give an arc a capacity."""
        if arc not in self.capacity:
            self.into.setdefault(self.graph.heads[arc], []).append(arc)
            self.out.setdefault(self.graph.tails[arc], []).append(arc)
        self.capacity[arc] = capacity

    def find_cuts(self, nodes: Iterable[int], target: int, *, most: int = 8) -> Iterator[set[int]]:
        """Find node sets around `nodes` that less than `target` enters; each is opened before the next is sought.

        An opened set stays open meanwhile, so that the sets share no arc; other nodes may find the same arcs again.
        """
        flow: dict[int, int] = {}
        sinks = sorted(set(nodes))
        sent = 0
        found = 0
        before: dict[int, int] = {}
        while sent < target - SLACK and found < most:
            path, seen = self._find_path(sinks, flow)
            if path:
                sent += self._send(path, flow)
                continue
            yield seen
            found += 1
            for arc in find_entering(self.graph, seen):
                before.setdefault(arc, self.capacity.get(arc, 0))
                self.open_arc(arc, WHOLE)
        self.capacity.update(before)

    def measure(self, nodes: Iterable[int], target: int) -> int:
        """Find how much can reach the nodes, up to `target`."""
        flow: dict[int, int] = {}
        sinks = sorted(set(nodes))
        sent = 0
        while sent < target:
            path, _ = self._find_path(sinks, flow)
            if not path:
                break
            sent += self._send(path, flow)
        return sent

    def _find_path(self, sinks: list[int], flow: dict[int, int]) -> tuple[list[tuple[int, bool]], set[int]]:
        """Search backward for the root: a path of (arc, forward), or else empty and every node that was seen."""
        root, tails, heads, capacity = self.graph.root, self.graph.tails, self.graph.heads, self.capacity
        after: dict[int, tuple[int, bool] | None] = dict.fromkeys(sinks)
        queue = list(sinks)
        for node in queue:
            for arc in self.into.get(node, ()):
                tail = tails[arc]
                if tail not in after and capacity[arc] > flow.get(arc, 0):
                    after[tail] = (arc, True)
                    if tail == root:
                        return self._walk(after), set()
                    queue.append(tail)
            for arc in self.out.get(node, ()):
                if heads[arc] not in after and flow.get(arc, 0) > 0:
                    after[heads[arc]] = (arc, False)
                    queue.append(heads[arc])
        return [], set(after)

    def _walk(self, after: dict[int, tuple[int, bool] | None]) -> list[tuple[int, bool]]:
        path = []
        step = after[self.graph.root]
        while step is not None:
            path.append(step)
            arc, forward = step
            step = after[self.graph.heads[arc] if forward else self.graph.tails[arc]]
        return path

    def _send(self, path: list[tuple[int, bool]], flow: dict[int, int]) -> int:
        room = min(self.capacity[arc] - flow.get(arc, 0) if forward else flow[arc] for arc, forward in path)
        for arc, forward in path:
            flow[arc] = flow.get(arc, 0) + (room if forward else -room)
        return room


def find_entering(graph: Graph, nodes: set[int]) -> list[int]:
    """Find the arcs that enter a node set."""
    return [arc for node in sorted(nodes) for arc in graph.into[node] if graph.tails[arc] not in nodes]
