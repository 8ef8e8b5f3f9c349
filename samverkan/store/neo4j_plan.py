"""Fetch from Neo4j what a plan may need, and prove that nothing more can matter.

What is about the initiative (its tree, the matters, the mandates with their chains and holders, positions,
effects) is followed relation by relation. The contact graph is fetched in rings around us and the deciders.

How far the rings must go: take a cheapest tree of contacts from us and an actor v in it that is neither us nor
asked, and let x grow from 0. Within effort x of v, as long as nobody asked and none of us lies there, the tree
leads out in N(x) ≥ 2 directions, so that what it spends there, C(x), grows by N(x). Taking all of that away and
reaching the N(x) − 1 parts that are cut off with a cold contact each costs cold · (N(x) − 1); as the tree is a
cheapest one, C(x) is at most that. Every direction ends with somebody asked, or us, so N(x) ≤ k + 1 for k asked.
Together x ≤ cold · (1/2 + 1/3 + … + 1/(k + 1)): nobody further than that from us and all deciders can be of use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import floor
from typing import Any

from samverkan.model import Node, Relation
from samverkan.store.neo4j_content import to_nodes, to_relations
from samverkan.store.neo4j_link import Work, in_batches
from samverkan.store.neo4j_rings import Rings

_LEVERAGE_STEPS = 7
_BATCH = 10_000


class Picked:
    """What has been fetched so far: relations, each once by the server's key for it, and the ids of nodes.

    `joined` are the actors whose contacts with each other are all there.
    """

    def __init__(self, work: Work) -> None:
        """Begin with nothing."""
        self._work = work
        self._keys: set[str] = set()
        self._nodes: dict[str, Node] = {}
        self.relations: list[Relation] = []
        self.ids: set[str] = set()
        self.joined: set[str] = set()

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep relations, and the ids of both their ends."""
        for row in rows:
            if row["key"] not in self._keys:
                self._keys.add(row["key"])
                self.relations += to_relations([row])
                self.ids.update((row["start"], row["end"]))

    def follow(self, ids: Iterable[str], *types: str) -> set[str]:
        """Fetch the relations of some types out of some nodes; return where they lead."""
        return {row["end"] for row in self._pick("pick_relations_out", ids, types)}

    def follow_back(self, ids: Iterable[str], *types: str) -> set[str]:
        """Fetch the relations of some types into some nodes; return where they come from."""
        return {row["start"] for row in self._pick("pick_relations_in", ids, types)}

    def climb(self, ids: Iterable[str], relation_type: str) -> set[str]:
        """Follow a relation type to its end, and return everything on the way, the start included."""
        found = set(ids)
        front = found
        while front:
            front = self.follow(front, relation_type) - found
            found = found | front
        return found

    def _pick(self, name: str, ids: Iterable[str], types: Sequence[str]) -> list[Mapping[str, Any]]:
        wanted = sorted(set(ids))
        if not wanted:
            return []
        rows = self._work.run(name, ids=wanted, types=list(types))
        self.add(rows)
        return rows

    def find_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Fetch nodes with their properties; an id that is not there is left out."""
        wanted = sorted(set(ids) - self._nodes.keys())
        for batch in in_batches(wanted, _BATCH):
            self._nodes |= {n.id: n for n in to_nodes(self._work.run("pick_nodes", ids=list(batch)))}
        return {i: self._nodes[i] for i in ids if i in self._nodes}


def collect_for_plan(
    work: Work, subjects: Sequence[str], us: Sequence[str], on: date, reach: Mapping[str, int] | None
) -> tuple[list[Node], list[Relation]] | None:
    """Return what a plan of the first subject, an initiative, may need, with the other subjects in it.

    None where a subject or one of us is not there.
    """
    initiative = subjects[0]
    picked = Picked(work)
    picked.ids |= {*subjects, *us}
    if picked.find_nodes(picked.ids).keys() != picked.ids:
        return None
    tree = _pick_tree(picked, initiative)
    deciders, asked, others = _pick_authority(picked, work, tree)
    involved = _pick_content(picked, initiative)
    core = picked.climb({*us, *deciders, *others, *involved}, "PART_OF")
    _pick_standpoints(picked, work, initiative, core)
    _pick_contacts(picked, work, set(us), deciders, asked, on, reach)
    _pick_sources(picked, initiative)
    nodes = picked.find_nodes(picked.ids)
    return list(nodes.values()), [r for r in picked.relations if r.start in nodes and r.end in nodes]


def _pick_tree(picked: Picked, initiative: str) -> set[str]:
    tree = picked.climb([initiative], "REQUIRES") - {initiative}
    picked.follow(tree, "CONCERNS", "IN_AREA", "DIRECTED_TO")
    return tree


def _pick_authority(picked: Picked, work: Work, tree: set[str]) -> tuple[set[str], int, set[str]]:
    """Fetch matters, mandates and holders; return who may be asked, how many at most in one plan, and others.

    The others hold mandates in matters with the same legal basis: where to look when nobody is known.
    """
    relations = picked.relations
    matters = {r.end for r in relations if r.type == "CONCERNS"}
    directed = {r.end for r in relations if r.type == "DIRECTED_TO"}
    picked.climb({r.end for r in relations if r.type == "IN_AREA"}, "PART_OF")
    mandates = picked.climb(picked.follow_back(matters, "COVERS"), "DELEGATED_FROM")
    deciders = picked.follow_back(mandates, "HOLDS") | directed
    mandates |= picked.follow(directed, "HOLDS")
    near = {row["id"] for row in work.run("pick_matters", ids=sorted(matters))}
    picked.ids |= near
    near_mandates = picked.climb(picked.follow_back(near - matters, "COVERS"), "DELEGATED_FROM")
    others = picked.follow_back(mandates | near_mandates, "HOLDS")
    picked.follow(mandates | near_mandates, "IN_AREA", "COVERS", "DELEGATED_FROM")
    picked.follow_back(deciders, "MEMBER_OF")
    boards = {i for i, n in picked.find_nodes(deciders).items() if n.properties.get("decides_by") == "vote"}
    seats = [r for r in picked.relations if r.type == "MEMBER_OF" and r.end in boards]
    largest = max([sum(r.end == board for r in seats) for board in boards], default=0)
    leaves = tree - {r.start for r in relations if r.type == "REQUIRES"}
    return deciders | {r.start for r in seats}, len(leaves) * max(1, largest // 2 + 1), others


def _pick_content(picked: Picked, initiative: str) -> set[str]:
    """Fetch what the initiative addresses, serves and leads to; return the actors involved."""
    aims = picked.follow([initiative], "ADDRESSES", "SERVES", "LEADS_TO", "MITIGATES", "NEEDS", "IN_AREA")
    picked.follow(aims, "AFFECTS", "LEADS_TO", "OF")
    picked.follow_back(aims, "OF")
    return picked.follow_back({initiative, *aims}, "INVOLVED_IN")


def _pick_standpoints(picked: Picked, work: Work, initiative: str, core: set[str]) -> None:
    """Fetch everybody's positions on the initiative, and those of the core actors on what it is about."""
    subjects = {r.end for r in picked.relations if r.start == initiative and r.type == "ADDRESSES"}
    subjects |= {r.start for r in picked.relations if r.type == "OF"}
    picked.add(work.run("pick_positions", ids=[initiative], actors=[]))
    picked.add(work.run("pick_positions", ids=sorted(subjects), actors=sorted(core)))
    picked.follow(core, "HAS_CORE_MANDATE")
    seen: set[str] = set()
    front = core
    for _ in range(_LEVERAGE_STEPS):
        seen |= front
        front = picked.follow(front, "HAS_LEVERAGE_OVER") - seen


def _pick_contacts(
    picked: Picked,
    work: Work,
    us: set[str],
    deciders: set[str],
    asked: int,
    on: date,
    reach: Mapping[str, int] | None,
) -> None:
    """Fetch the contact graph as far as it can matter."""
    rings = Rings(work, picked, us, deciders, reach)
    if reach is None:
        rings.grow(None)
    else:
        rings.grow(find_radius(reach["cold"], asked))
        _pick_contacts_among(picked, work)
        rings.connect(on, lambda: _find_opposing(picked))
    picked.add(work.run("pick_vague_ties"))
    _pick_contacts_among(picked, work)


def _pick_contacts_among(picked: Picked, work: Work) -> None:
    """Fetch the contacts between everybody who is there, unless nobody has come since that was done."""
    actors = {i for i, n in picked.find_nodes(picked.ids).items() if n.label == "Actor"}
    if not actors <= picked.joined:
        picked.add(work.run("pick_contacts_among", ids=sorted(actors)))
        picked.joined = actors


def find_radius(cold: int, asked: int) -> int:
    """Return how far from us and the deciders an actor can be and still be of use (see the module's proof)."""
    return floor(cold * sum(1 / n for n in range(2, asked + 2)) + 1e-9)


def _find_opposing(picked: Picked) -> set[str]:
    """Return who may oppose, at any time: who has said so, and what is directly part of them."""
    relations = picked.relations
    positions = picked.find_nodes({r.end for r in relations if r.type == "TAKES"})
    against = {i for i, n in positions.items() if n.properties.get("value") == "opposes"}
    said = {r.start for r in relations if r.type == "TAKES" and r.end in against}
    return said | {r.start for r in relations if r.type == "PART_OF" and r.end in said}


def _pick_sources(picked: Picked, initiative: str) -> None:
    relations = picked.relations
    claims = {r.end for r in relations if r.type in ("TAKES", "HOLDS", "SERVES", "LEADS_TO", "REQUIRES", "CONCERNS")}
    picked.follow({initiative, *claims}, "SOURCED_BY")
    picked.ids |= {str(r.properties["source"]) for r in relations if "source" in r.properties}
