"""Who holds groups together.

Betweenness is the share of the shortest paths between all other pairs of actors that pass an actor (Freeman 1977,
computed as Brandes 2001), from 0 to 1. A cut point is an actor without whom its part of the network falls apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

MOST_ACTORS = 800


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor's betweenness (0 to 1), and into how many parts its neighbours fall without it (1: no cut point)."""

    actor: str
    betweenness: float
    parts: int


def rank_brokers(graph: nx.Graph) -> list[Broker]:
    """Rank the actors that stand between others: highest betweenness first, then by id.

    Above 800 actors nothing is ranked, since such a network is read by groups first and the figure takes minutes.
    """
    import networkx as nx

    if len(graph) > MOST_ACTORS:
        return []
    cut_points = set(nx.articulation_points(graph))
    found = [
        Broker(actor, round(share, 6), _count_parts(graph, actor) if actor in cut_points else 1)
        for actor, share in nx.betweenness_centrality(graph).items()
        if share > 0
    ]
    return sorted(found, key=lambda broker: (-broker.betweenness, broker.actor))


def _count_parts(graph: nx.Graph, actor: str) -> int:
    import networkx as nx

    around = nx.node_connected_component(graph, actor) - {actor}
    return sum(1 for _ in nx.connected_components(graph.subgraph(around)))
