"""Positions: no overlaps, isolates in a row, the same every time, and still when a map grows."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st
from view_maps import build_synthetic

from samverkan.model import Map, Node, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.layout import Places, place_network, place_rings
from samverkan.views.spec import Page

CHAIN = [f"n{i:02}" for i in range(12)]
PAIRS = [*list(pairwise(CHAIN)), ("n00", "n05"), ("n02", "n09")]


@settings(max_examples=40, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=70))
def test_no_two_nodes_stand_in_each_others_room(pairs: set[tuple[int, int]]) -> None:
    ids = [f"n{i:02}" for i in range(30)]
    places = place_network(ids, [(ids[a], ids[b]) for a, b in sorted(pairs)])
    assert set(places) == set(ids)
    for one, other in combinations(places.values(), 2):
        assert hypot((one[0] - other[0]) / 86, (one[1] - other[1]) / 58) > 0.97


def test_those_without_relations_stand_in_a_row_below() -> None:
    places = place_network([*CHAIN, "alone-1", "alone-2"], PAIRS)
    assert places["alone-1"][1] == places["alone-2"][1]
    assert places["alone-1"][1] > max(places[i][1] for i in CHAIN)


def test_places_are_the_same_whatever_the_order_of_relations() -> None:
    assert place_network(CHAIN, PAIRS) == place_network(CHAIN, [(b, a) for a, b in reversed(PAIRS)])


def test_we_stand_to_the_left() -> None:
    for us in ("n00", "n11"):
        places = place_network(CHAIN, PAIRS, left=[us])
        assert places[us][0] < sum(x for x, _ in places.values()) / len(places)


def test_given_places_stay_when_ten_actors_are_added() -> None:
    before = place_network(CHAIN, PAIRS)
    new = [f"new{i}" for i in range(10)]
    added = [(one, CHAIN[number]) for number, one in enumerate(new[:8])]
    after = place_network([*CHAIN, *new], [*PAIRS, *added], given=before)
    assert {i: after[i] for i in CHAIN} == before
    for one, other in combinations(after.values(), 2):
        assert hypot((one[0] - other[0]) / 86, (one[1] - other[1]) / 58) > 0.97


def test_who_was_given_a_place_on_somebody_else_gets_one_of_its_own() -> None:
    given = {"a": (0.0, 0.0), "b": (500.0, 0.0), "c": (3.0, 2.0)}
    places = place_network(["a", "b", "c"], [("b", "c")], given=given)
    assert (places["a"], places["b"]) == ((0, 0), (500, 0))
    assert hypot((places["c"][0] - 500) / 86, places["c"][1] / 58) < 3


def draw(content: Map, positions: Places | None = None, around: str | None = None) -> Page:
    day = date(2025, 10, 1)
    return build_page("network", content, on=day, texts=Texts("sv"), positions=positions, around=around)[0]


def add_ten(content: Map) -> Map:
    new = [Node(f"new{n}", "Actor", {"name": f"Ny {n}", "kind": "post"}) for n in range(10)]
    ties = [Relation("TIE", f"new{n}", f"a{n * 7:05}") for n in range(10)]
    return build_map([*content.nodes.values(), *new], [*content.relations, *ties], content)


def find_places(page: Page) -> Places:
    pictures = [p for p in (page.picture, *page.inside.values()) if p]
    return {s.id: (s.x, s.y) for p in pictures for s in p.spots}


def test_a_page_stands_still_when_ten_actors_are_added() -> None:
    content = build_synthetic(120)
    before = find_places(draw(content))
    after = find_places(draw(add_ten(content), before))
    assert len(after) == 130
    assert {i: after[i] for i in before} == before


def test_the_groups_of_an_overview_stand_still_too() -> None:
    content = build_synthetic(900)
    first = draw(content)
    before = find_places(first)
    second = draw(add_ten(content), before)
    after = find_places(second)
    groups = {s.id for s in first.picture.spots} & {s.id for s in second.picture.spots}
    assert groups
    assert {i: after[i] for i in groups} == {i: before[i] for i in groups}
    assert find_places(draw(content, before)) == before


def test_rings_take_the_places_that_somebody_saved() -> None:
    content = build_synthetic(60)
    page = draw(content, {"a00000": (40.0, -30.0)}, around="a00000")
    assert find_places(page)["a00000"] == (40.0, -30.0)


def test_neighbours_stand_nearer_than_those_far_away() -> None:
    chain = CHAIN[:6]
    places = place_network(chain, list(pairwise(chain)))

    def apart(one: str, other: str) -> float:
        return hypot(places[one][0] - places[other][0], places[one][1] - places[other][1])

    assert apart("n00", "n01") < apart("n00", "n03") < apart("n00", "n05")


def test_rings_hold_their_nodes_at_their_distance() -> None:
    inner = [f"a{i}" for i in range(8)]
    outer = [f"b{i:02}" for i in range(22)]
    parents = dict.fromkeys(inner, "us") | {node: inner[number % 8] for number, node in enumerate(outer)}
    places, radii = place_rings("us", [inner, outer], parents)
    assert places["us"] == (0, 0)
    for ring, radius in zip((inner, outer), radii, strict=True):
        assert all(abs(hypot(places[i][0] / 1.5, places[i][1]) - radius) < 1.5 for i in ring)
        assert len({places[i] for i in ring}) == len(ring)
