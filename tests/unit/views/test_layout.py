"""Positions: no overlaps, isolates in a row, the same every time, and still when a map grows."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.views.layout import place_network, place_rings

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
