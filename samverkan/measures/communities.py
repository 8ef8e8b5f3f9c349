"""Groups that hold together more than chance: communities by modularity (Louvain: Blondel and others 2008)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def find_communities(graph: nx.Graph) -> list[tuple[str, ...]]:
    """Find groups of actors, largest first, then by first id; an actor without relations is left out."""
    import networkx as nx

    joined = [actor for actor, degree in graph.degree() if degree]
    number = {actor: n for n, actor in enumerate(joined)}
    plain = nx.Graph()
    plain.add_nodes_from(range(len(joined)))
    plain.add_edges_from((number[one], number[other]) for one, other in graph.edges())
    if not joined:
        return []
    found = nx.community.louvain_communities(plain, seed=1)
    groups = [tuple(sorted(joined[n] for n in numbers)) for numbers in found]
    return sorted(groups, key=lambda group: (-len(group), group))
