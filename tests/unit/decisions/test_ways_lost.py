"""Whom a new holder cuts off is the same as when each post is looked at by itself."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from strategies.small_maps import DAY, Sketch

from samverkan.decisions.contacts import build_contacts, find_route
from samverkan.decisions.effort import build_settings
from samverkan.decisions.succession import hand_over
from samverkan.decisions.ways_lost import WaysLost
from samverkan.domain.answering import is_vacant
from samverkan.model import Map


def find_one_by_one(today: Map, us: tuple[str, ...], post: str) -> list[str]:
    """Find whom a way leads to before and none after, by looking for every way."""
    closed = {n.id for n in today.labelled("Actor") if is_vacant(n)} - set(us)
    graphs = [build_contacts(m, build_settings(), DAY) for m in (today, hand_over(today, post, DAY))]
    others = [n.id for n in today.labelled("Actor") if n.id not in us]
    reached = [{o for o in others if find_route(today, graph, us, o, closed)} for graph in graphs]
    return sorted(reached[0] - reached[1])


def make_map(seed: int) -> Map:
    """Make a map in which most contacts hang on persons, some on meetings and bodies, and some posts are vacant."""
    random = Random(seed)
    sketch, actors = Sketch(), [f"a{n:02}" for n in range(random.randrange(4, 22))]
    for actor in actors:
        sketch.node(actor, "Actor", kind="post", **({"vacant": True} if random.random() < 0.15 else {}))
    for _ in range(random.randrange(2, 24)):
        one, other = random.sample(actors, 2)
        sketch.link(f"{one} TIE {other}", basis=random.choice(["person", "person", "function"]))
    for number in range(random.randrange(3)):
        sketch.node(f"f{number}", "Actor", kind="forum")
        for member in random.sample(actors, min(len(actors), random.choice([2, 3, 12]))):
            sketch.link(f"{member} MEMBER_OF f{number}")
    for number in range(random.randrange(4)):
        held: date = DAY - timedelta(days=random.choice([0, 30, 900]))
        sketch.node(f"x{number}", "Interaction", kind="meeting", date=held)
        for present in random.sample(actors, min(len(actors), random.choice([2, 3, 12]))):
            sketch.link(f"{present} TOOK_PART_IN x{number}")
    return sketch.to_map()


@pytest.mark.parametrize("seed", range(40))
def test_whom_a_new_holder_cuts_off(seed: int) -> None:
    today = make_map(seed)
    us = tuple(sorted(n.id for n in today.labelled("Actor"))[: 1 + seed % 2])
    ways = WaysLost(today, DAY, us, build_settings())
    for post in [n.id for n in today.labelled("Actor") if n.properties["kind"] == "post"]:
        assert ways.find(post) == find_one_by_one(today, us, post), post
