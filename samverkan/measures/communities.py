"""Groups that hold together more than chance: communities by greedy modularity (Clauset, Newman and Moore 2004)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def find_communities(graph: nx.Graph) -> list[tuple[str, ...]]:
    """Find groups of actors, largest first, then by first id; an actor without relations is left out."""
    import networkx as nx

    joined = graph.subgraph([actor for actor, degree in graph.degree() if degree])
    if not joined.number_of_edges():
        return []
    groups = [tuple(sorted(group)) for group in nx.community.greedy_modularity_communities(joined)]
    return sorted(groups, key=lambda group: (-len(group), group))
