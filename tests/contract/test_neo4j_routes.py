"""The ways between two actors are the same from what a server sends of them, whatever kinds of contact they take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from samverkan.decisions.effort import build_settings
from samverkan.decisions.route_reads import MOST, find_enough
from samverkan.decisions.routes import find_routes, find_way_by_people
from samverkan.model import Map, Node, Relation, build_map
from samverkan.store.neo4j import Neo4jStore
from samverkan.store.protocol import Store

DAY = date(2026, 3, 1)
editions = pytest.mark.parametrize("edition", ["lts", "newest"])


def make_ladder() -> Map:
    """From u to z by every kind of contact: met, boss, a boss one step up, a seat, the line, a tie; beside a crowd."""
    posts = {"u": {}, "a": {}, "h": {"head": True}, "g": {"head": True}, "s": {}, "z": {}}
    nodes = [Node(i, "Actor", {"name": i, "kind": "post", **p}) for i, p in posts.items()]  # type: ignore[dict-item]
    nodes += [Node(i, "Actor", {"name": i, "kind": "department"}) for i in ("office", "above", "beside")]
    nodes += [Node("r", "Actor", {"kind": "forum"}), Node("x", "Interaction", {"kind": "call", "date": DAY})]
    parts = {"a": "office", "h": "office", "office": "above", "g": "above", "s": "beside"}
    relations = [
        *(Relation("TOOK_PART_IN", i, "x") for i in "ua"),
        *(Relation("PART_OF", one, other) for one, other in parts.items()),
        *(Relation("MEMBER_OF", i, "r") for i in "gs"),
        Relation("TIE", "beside", "z", {"strength": "new"}),
    ]
    for number in range(60):
        nodes.append(Node(f"far{number}", "Actor", {"kind": "post"}))
        relations.append(Relation("TIE", "u" if number < 30 else "z", f"far{number}", {"strength": "strong"}))
    return build_map(nodes, relations, Map({}, (), us=("u",)))


def make_crowd(rng: Random) -> Map:
    """Draw a few dozen posts with ties, offices with heads, and forums."""
    posts = [f"p{n}" for n in range(40)]
    nodes = [Node(p, "Actor", {"kind": "post", "head": rng.random() < 0.2}) for p in posts]
    nodes += [Node(f"o{n}", "Actor", {"kind": "department"}) for n in range(5)]
    nodes += [Node(f"r{n}", "Actor", {"kind": "forum"}) for n in range(2)]
    strengths = ("strong", "established", "acquainted", "new")
    ties = {tuple(rng.sample(posts, 2)): rng.choice(strengths) for _ in range(40)}
    return build_map(
        nodes,
        [
            *(Relation("TIE", one, other, {"strength": strength}) for (one, other), strength in ties.items()),
            *(Relation("PART_OF", p, f"o{rng.randrange(5)}") for p in posts if rng.random() < 0.7),
            *(Relation("PART_OF", f"o{n}", f"o{n // 2}") for n in range(1, 5)),
            *(Relation("MEMBER_OF", p, f"r{rng.randrange(2)}") for p in posts if rng.random() < 0.2),
        ],
        Map({}, (), us=("p0",)),
    )


def compare(store: Store, content: Map, start: str, goal: str) -> tuple[str, ...]:
    """See that the ways are those of the whole map; return how the best by people steps."""
    store.write_map(content, "replace")
    part = store.read(find_enough((start, goal), DAY, build_settings()))
    found, wanted = (
        find_routes(m, (start,), goal, on=DAY, settings=build_settings(), count=MOST) for m in (part, content)
    )
    assert found == wanted
    best = find_way_by_people(found)
    return tuple(step.kind for step in best.steps) if best else ()


@pytest.mark.neo4j
@editions
def test_ways_of_every_kind_are_those_of_the_whole_map(edition: str, open_server: Callable[[str], Store]) -> None:
    store = open_server(edition)
    assert isinstance(store, Neo4jStore)
    # u met a (3), whose boss is h (3), whose boss is g (3), in a forum with s (3), whose line leads to z's tie (3 + 5)
    kinds = compare(store, make_ladder(), "u", "z")
    assert kinds == ("met", "boss", "boss", "body", "line", "tie")
    for seed in range(3):
        rng = Random(seed)
        compare(store, make_crowd(rng), "p0", f"p{rng.randrange(1, 40)}")
