"""Who is in a network: all, an issue's, an area's, the nearest; and what happens when there are too many."""

from __future__ import annotations

import pytest
from view_maps import build_synthetic, draw

from samverkan.errors import EmptyAnswerError, SamverkanError
from samverkan.measures.groups import find_groups
from samverkan.model import Map, Node, Relation, build_map
from samverkan.views.selection import (
    find_neighbours,
    select_all,
    select_area,
    select_issue,
    select_rings,
)


def actor(key: str, kind: str = "post") -> Node:
    return Node(key, "Actor", {"name": key.upper(), "kind": kind})


def test_all_actors_and_the_groups_under_leverage_are_shown(havsakra: Map) -> None:
    content = havsakra.on(havsakra.as_of)  # type: ignore[arg-type]
    shown = set(select_all(content).ids)
    assert {a.id for a in content.labelled("Actor")} <= shown
    assert "g-forare" in shown and "g-lek" not in shown


def test_an_issue_shows_who_has_leverage_in_any_number_of_steps(havsakra: Map) -> None:
    content = havsakra.on(havsakra.as_of)  # type: ignore[arg-type]
    selection = select_issue(content, "i01")
    assert {"kusttrafiken", "kommun", "region"} <= set(selection.ids)
    assert selection.roles["kusttrafiken"] == "owner"


def test_an_area_shows_those_inside_it_and_those_whose_area_holds_it() -> None:
    nodes = [
        *(Node(a, "Area", {"name": a}) for a in ("town", "part", "square", "elsewhere")),
        *map(actor, ("of-town", "of-part", "of-square", "of-elsewhere")),
    ]
    inside = [
        Relation("PART_OF", "square", "part"),
        Relation("PART_OF", "part", "town"),
        Relation("PART_OF", "elsewhere", "town"),
    ]
    places = [Relation("IN_AREA", f"of-{a}", a) for a in ("town", "part", "square", "elsewhere")]
    selection = select_area(build_map(nodes, inside + places), "part")
    assert selection.ids == ("of-part", "of-square", "of-town")


def test_rings_show_eight_and_twenty_two_and_count_the_rest() -> None:
    near = [f"n{i:02}" for i in range(12)]
    far = [f"f{i:02}" for i in range(40)]
    ties = [Relation("TIE", "me", n, {"strength": "strong" if n in near[4:] else "new"}) for n in near]
    ties += [Relation("TIE", near[4 + i % 8], f) for i, f in enumerate(far)]
    selection = select_rings(build_map([actor("me"), *map(actor, near + far)], ties), "me")
    assert [len(ring) for ring in selection.rings] == [8, 22]
    assert selection.reached == (12, 40)
    assert set(selection.rings[0]) == set(near[4:])
    assert selection.total == 53
    assert all(selection.parents[f] in selection.rings[0] for f in selection.rings[1])


def test_rings_in_a_meeting_follow_no_tie(havsakra: Map) -> None:
    from samverkan.privacy import keep_for_meeting as leave_out

    content = leave_out(havsakra.on(havsakra.as_of))  # type: ignore[arg-type]
    around = find_neighbours(content, content.nodes)
    for ring in select_rings(content, "p-samordnare").rings[:1]:
        assert set(ring) <= set(around["p-samordnare"])


def test_groups_follow_organisations_and_hold_everybody_once() -> None:
    organisations = [actor(f"o{i}", "department") for i in range(4)]
    posts = [actor(f"p{i:03}") for i in range(200)]
    lines = [Relation("PART_OF", p.id, f"o{i % 4}") for i, p in enumerate(posts)]
    content = build_map([*organisations, *posts], lines)
    ids = list(content.nodes)
    groups = find_groups(content, ids, find_neighbours(content, ids))
    assert [g.head for g in groups] == ["o0", "o1", "o2", "o3"]
    assert sorted(i for g in groups for i in g.members) == ids


def test_groups_without_organisations_follow_ties() -> None:
    content = build_synthetic(900)
    ids = list(content.nodes)
    groups = find_groups(content, ids, find_neighbours(content, ids))
    assert sorted(i for g in groups for i in g.members) == ids
    assert max(len(g.members) for g in groups) <= 800
    assert 1 < len(groups) < 60
    assert len({g.id for g in groups}) == len(groups)


@pytest.mark.parametrize(
    ("filters", "key"),
    [
        ({"issue": "i"}, "views.empty-issue"),
        ({"area": "a"}, "views.empty-area"),
        ({"around": "me"}, "views.empty-actor"),
    ],
)
def test_an_empty_network_says_what_is_missing(filters: dict[str, str], key: str) -> None:
    nodes = [actor("me"), Node("i", "Issue", {"name": "I"}), Node("a", "Area", {"name": "A"})]
    with pytest.raises(EmptyAnswerError) as caught:
        draw(build_map(nodes, []), "network", **filters)
    assert caught.value.key == key


def test_an_id_of_the_wrong_kind_is_a_usage_error() -> None:
    content = build_map([actor("me"), Node("m", "Matter", {"name": "M"})], [])
    with pytest.raises(SamverkanError) as caught:
        draw(content, "network", "m")
    assert caught.value.exit_code == 2


def test_a_map_without_actors_gives_no_page() -> None:
    with pytest.raises(EmptyAnswerError):
        draw(build_map([Node("i", "Issue", {"name": "I"})], []), "network")
