"""Figures on networks small enough to work out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.measures.brokers import MOST_ACTORS, Broker, rank_brokers
from samverkan.measures.cohesion import find_cohesion
from samverkan.measures.communities import find_communities
from samverkan.model import Map, Node, Relation, build_map
from samverkan.network import build_network


def actor(name: str, kind: str = "post") -> Node:
    return Node(name, "Actor", {"name": name, "kind": kind})


def ties(*pairs: str) -> list[Relation]:
    return [Relation("TIE", pair[0], pair[1]) for pair in pairs]


def path_of_three() -> Map:
    return build_map([actor(n) for n in "abcd"], ties("ab", "bc"))


def test_a_network_has_every_actor_and_each_pair_once() -> None:
    content = build_map([actor(n) for n in "abc"], [*ties("ab", "ba"), Relation("PART_OF", "a", "b")])
    graph = build_network(content)
    assert list(graph.nodes) == ["a", "b", "c"]
    assert list(graph.edges) == [("a", "b")]


def test_a_network_holds_only_the_types_and_actors_asked_for() -> None:
    content = build_map([actor(n) for n in "abc"], [*ties("ab"), Relation("PART_OF", "b", "c")])
    assert list(build_network(content, ["PART_OF"]).edges) == [("b", "c")]
    assert list(build_network(content, actors={"a", "b"}).edges) == [("a", "b")]


def test_the_middle_of_a_path_is_the_only_broker_and_cuts_it_in_two() -> None:
    # Of the 3 pairs without b among a, c, d only a-c is joined, and passes b: 1 / 3.
    assert rank_brokers(build_network(path_of_three())) == [Broker("b", pytest.approx(1 / 3, abs=1e-6), 2)]


def test_a_ring_has_brokers_but_no_cut_point() -> None:
    content = build_map([actor(n) for n in "abcd"], ties("ab", "bc", "cd", "da"))
    assert {(b.actor, b.parts) for b in rank_brokers(build_network(content))} == {(n, 1) for n in "abcd"}


def test_a_network_too_large_to_read_is_not_ranked() -> None:
    content = build_map([actor(f"a{n}") for n in range(MOST_ACTORS + 1)], ties())
    assert rank_brokers(build_network(content)) == []


def test_cohesion_counts_pairs_of_organisations_and_names_those_without_a_tie() -> None:
    content = build_map(
        [
            Node("i", "Issue", {"name": "i"}),
            actor("police", "state_agency"),
            actor("school", "school"),
            actor("company", "company"),
            actor("group", "forum"),
            actor("officer"),
            actor("head"),
        ],
        [
            Relation("PART_OF", "officer", "police"),
            Relation("PART_OF", "head", "school"),
            Relation("TIE", "head", "officer"),
            *(Relation("INVOLVED_IN", a, "i") for a in ("police", "head", "company", "group")),
        ],
    )
    (cohesion,) = find_cohesion(content.on(date(2025, 1, 1)))
    assert cohesion.organisations == ("company", "police", "school")
    assert cohesion.tied == 1
    assert cohesion.gaps == (("company", "police"), ("company", "school"))
    assert cohesion.share == pytest.approx(1 / 3)


def test_a_tie_between_two_units_joins_the_organisations_they_are_part_of() -> None:
    content = build_map(
        [Node("i", "Issue", {}), *(actor(n, "unit") for n in ("town", "office", "police", "district", "club"))],
        [
            Relation("PART_OF", "office", "town"),
            Relation("PART_OF", "district", "police"),
            Relation("TIE", "office", "district"),
            *(Relation("INVOLVED_IN", a, "i") for a in ("town", "office", "police", "club")),
        ],
    )
    (cohesion,) = find_cohesion(content)
    assert cohesion.gaps == (("club", "office"), ("club", "police"), ("club", "town"))
    assert cohesion.tied == 3


def test_an_issue_with_one_organisation_has_no_cohesion_to_speak_of() -> None:
    content = build_map([Node("i", "Issue", {}), actor("a")], [Relation("INVOLVED_IN", "a", "i")])
    assert find_cohesion(content)[0].share is None


def test_two_triangles_joined_by_one_tie_are_two_communities() -> None:
    content = build_map([actor(n) for n in "abcdefg"], ties("ab", "bc", "ca", "de", "ef", "fd", "cd"))
    assert find_communities(build_network(content)) == [("a", "b", "c"), ("d", "e", "f")]
