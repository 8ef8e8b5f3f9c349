"""How actors of a map on a day hang together, as a networkx graph."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from samverkan.model import Map

if TYPE_CHECKING:
    import networkx as nx

RELATIONS = ("MEMBER_OF", "PART_OF", "TIE")


def build_network(today: Map, types: Collection[str] = RELATIONS, actors: Collection[str] | None = None) -> nx.Graph:
    """Build the undirected simple graph of actors joined by relations of some types, nodes and edges in id order.

    `actors` limits it to some; a relation counts once however many stand between the same two.
    """
    import networkx as nx

    wanted = None if actors is None else set(actors)
    chosen = [n.id for n in today.labelled("Actor") if wanted is None or n.id in wanted]
    graph = nx.Graph()
    graph.add_nodes_from(chosen)
    known = set(chosen)
    joined = {
        (min(r.start, r.end), max(r.start, r.end))
        for r in today.relations
        if r.type in types and r.start != r.end and r.start in known and r.end in known
    }
    graph.add_edges_from(sorted(joined))
    return graph
