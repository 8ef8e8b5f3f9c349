"""A large network in groups: by organisation where the map has them, else by who hangs together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samverkan.measures.communities import find_communities
from samverkan.model import Map

_LARGEST, _MOST_GROUPS = 400, 120


@dataclass(frozen=True, slots=True)
class Group:
    """Actors shown as one: an organisation with everybody in it, or a community around its best known member."""

    id: str
    members: tuple[str, ...]
    head: str
    kind: str


def find_groups(content: Map, ids: Sequence[str], around: Mapping[str, Mapping[str, int]]) -> list[Group]:
    """Divide actors into groups small enough to be drawn, largest first."""
    by_organisation = _divide_by_organisation(content, ids)
    single = sum(1 for g in by_organisation if len(g.members) == 1)
    if len(by_organisation) <= _MOST_GROUPS and single <= len(by_organisation) // 2:
        groups = by_organisation
    else:
        groups = _divide_by_ties(ids, around)
    cut = [piece for group in groups for piece in _cut(group, around)]
    return sorted(cut, key=lambda g: (-len(g.members), g.id))


def _divide_by_organisation(content: Map, ids: Sequence[str]) -> list[Group]:
    """Group by the topmost organisation; one that is too large gives way to its parts."""
    known = set(ids)
    below: dict[str, list[str]] = defaultdict(list)
    roots: list[str] = []
    for node in ids:
        whole = next((r.end for r in content.out(node, "PART_OF") if r.end in known), None)
        (below[whole] if whole else roots).append(node)
    return [group for root in roots for group in _split(root, below)]


def _split(root: str, below: Mapping[str, list[str]]) -> list[Group]:
    members = _find_all(root, below)
    parts = below.get(root, [])
    if len(members) <= _LARGEST or not any(below.get(p) for p in parts):
        return [Group(f"group:{root}", tuple(sorted(members)), root, "organisation")]
    own = [root, *(p for p in parts if not below.get(p))]
    split = [group for part in parts if below.get(part) for group in _split(part, below)]
    return [Group(f"group:{root}", tuple(sorted(own)), root, "organisation"), *split]


def _find_all(root: str, below: Mapping[str, list[str]]) -> list[str]:
    found, edge = [root], [root]
    while edge:
        edge = [child for one in edge for child in below.get(one, ())]
        found += edge
    return found


def _divide_by_ties(ids: Sequence[str], around: Mapping[str, Mapping[str, int]]) -> list[Group]:
    """Group by communities; those without relations are a group of their own."""
    import networkx as nx

    joined = [i for i in ids if around.get(i)]
    known = set(joined)
    graph = nx.Graph()
    graph.add_nodes_from(joined)
    graph.add_edges_from(sorted((i, o) for i in joined for o in around[i] if o in known and i < o))
    found = find_communities(graph)
    alone = tuple(sorted(set(ids) - {member for group in found for member in group}))
    groups = [_to_group(members, around) for members in found]
    return [*groups, *([Group("group:", alone, "", "alone")] if alone else [])]


def _to_group(members: Sequence[str], around: Mapping[str, Mapping[str, int]]) -> Group:
    head = min(members, key=lambda i: (-len(around.get(i, {})), i))
    return Group(f"group:{head}", tuple(sorted(members)), head, "community")


def _cut(group: Group, around: Mapping[str, Mapping[str, int]]) -> list[Group]:
    """Cut a group that cannot be drawn: by ties if they divide it, else simply in pieces."""
    if len(group.members) <= 2 * _LARGEST:
        return [group]
    members = set(group.members)
    inner = {i: {o: w for o, w in around.get(i, {}).items() if o in members} for i in group.members}
    parts = _divide_by_ties(group.members, inner) if group.kind == "organisation" else []
    if len(parts) > 1:
        return [piece for part in parts for piece in _cut(part, inner)]
    size = _LARGEST
    pieces = [group.members[i : i + size] for i in range(0, len(group.members), size)]
    return [Group(f"{group.id}/{n}", piece, group.head, group.kind) for n, piece in enumerate(pieces, 1)]
