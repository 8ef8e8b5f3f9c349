"""The best ways to somebody: against all simple ways on small maps, and by hand where a rule decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from samverkan.decisions.effort import build_settings
from samverkan.decisions.route_rows import find_contact_reads, find_contact_route
from samverkan.decisions.routes import Route, find_routes
from samverkan.domain.picking import pick_part
from samverkan.domain.reads import Read
from samverkan.model import Map, Node, Relation, build_map
from samverkan.workflows import route

DAY = date(2026, 3, 1)
EFFORTS = {"strong": 1, "established": 2, "acquainted": 3, "new": 5}


def post(actor: str, **properties: object) -> Node:
    return Node(actor, "Actor", {"name": actor.upper(), "kind": "post", **properties})  # type: ignore[dict-item]


def tie(one: str, other: str, strength: str = "strong", **properties: object) -> Relation:
    return Relation("TIE", one, other, {"strength": strength, **properties})  # type: ignore[dict-item]


def find(content: Map, start: tuple[str, ...] = ("u",), goal: str = "z", count: int = 3) -> tuple[Route, ...]:
    return find_routes(content, start, goal, on=DAY, settings=build_settings(), count=count)


def stops(route: Route) -> str:
    return "".join([route.steps[0].start, *(step.end for step in route.steps)])


def test_three_best_first_with_the_cold_contact_among_them():
    # u-a-z 1+1 = 2, u-b-z 2+5 = 7, cold 8, u-c-z 5+5 = 10
    ties = [tie("u", "a"), tie("a", "z"), tie("u", "b", "established"), tie("b", "z", "new"), tie("u", "c", "new")]
    content = build_map([*map(post, "uabcz")], [*ties, tie("c", "z", "new")])
    assert [(stops(r), r.effort, r.cold) for r in find(content)] == [
        ("uaz", 2, False),
        ("ubz", 7, False),
        ("uz", 8, True),
    ]
    assert [stops(r) for r in find(content, count=4)] == ["uaz", "ubz", "uz", "ucz"]


def test_between_equal_efforts_what_hangs_on_a_person_comes_after():
    ties = [tie("u", "a"), tie("a", "z", basis="person"), tie("u", "b"), tie("b", "z", basis="function")]
    best, second, _ = find(build_map([*map(post, "uabz")], ties))
    assert (stops(best), stops(second)) == ("ubz", "uaz")
    assert second.steps[1].hangs_on_person and not best.steps[1].hangs_on_person


def test_who_is_vacant_passes_nothing_on_but_can_be_reached():
    content = build_map([post("u"), post("a", vacant=True), post("z")], [tie("u", "a"), tie("a", "z")])
    assert [r.cold for r in find(content)] == [True]
    assert stops(find(content, goal="a")[0]) == "ua"


def test_last_contact_is_the_latest_common_one_by_the_day():
    met = [Node(f"x{n}", "Interaction", {"kind": "meeting", "date": day}) for n, day in enumerate(DAYS)]
    took = [Relation("TOOK_PART_IN", actor, f"x{n}") for n in range(3) for actor in "uz"]
    content = build_map([post("u"), post("z"), *met], [tie("u", "z"), *took])
    assert find(content)[0].steps[0].last_contact == date(2026, 2, 1)


DAYS = (date(2025, 1, 1), date(2026, 2, 1), date(2026, 4, 1))


def test_nobody_leads_there_only_the_cold_contact_is_left():
    assert [(r.cold, r.effort) for r in find(build_map([*map(post, "uz")], []))] == [(True, 8)]


@given(
    st.lists(
        st.tuples(st.sampled_from("uabcz"), st.sampled_from("uabcz"), st.sampled_from(sorted(EFFORTS))), max_size=9
    ),
    st.sampled_from(["u", "ua"]),
)
def test_efforts_are_those_of_the_best_simple_ways(ties, start):
    known: dict[frozenset[str], int] = {}
    for one, other, strength in ties:
        pair = frozenset((one, other))
        if len(pair) == 2:
            known[pair] = min(known.get(pair, 9), EFFORTS[strength])
    relations = [tie(one, other, strength) for one, other, strength in ties if one != other]
    unique = {(r.start, r.end): r for r in sorted(relations, key=lambda r: -EFFORTS[str(r.properties["strength"])])}
    found = find(build_map([*map(post, "uabcz")], unique.values()), tuple(start), count=4)
    expected = sorted([8, *(sum(known[frozenset(pair)] for pair in pairwise(way)) for way in all_ways(known, start))])
    assert [route.effort for route in found] == expected[:4]


def all_ways(known, start):
    waiting = [(actor,) for actor in start]
    while waiting:
        way = waiting.pop()
        if way[-1] == "z":
            yield way
            continue
        waiting += [(*way, o) for o in "uabcz" if o not in way and o not in start and frozenset((way[-1], o)) in known]


class _Server:
    """A store that sends no more than what is read."""

    def __init__(self, content: Map) -> None:
        self.content, self.rows_fetched = content, 0

    def read(self, reads: Sequence[Read]) -> Map:
        return pick_part(self.content, reads)


def read_near(content: Map, *ends: str) -> route.Routes:
    server: Any = _Server(content)
    return route._find_near(server, ends, DAY, for_export=False)


def test_a_long_way_is_found_on_a_server_too():
    # u-a-b-c-z takes 4 * 5 = 20; the cold contact 8
    steps = [tie(one, other, "new") for one, other in pairwise("uabcz")]
    found = read_near(build_map([*map(post, "uabcz")], steps), "u", "z")
    assert [(stops(r), r.effort) for r in found.routes] == [("uz", 8), ("uabcz", 20)]


def test_an_end_whose_contacts_are_all_there_needs_no_more_of_a_server():
    # z is known to y alone; u's own contacts lead on and on, and none of them there
    steps = [*(tie(one, other, "new") for one, other in pairwise("uabc")), tie("y", "z")]
    found = read_near(build_map([*map(post, "uabcyz")], steps), "u", "z")
    assert [(r.effort, r.cold) for r in found.routes] == [(8, True)]
    assert found.content.nodes.keys() == {"u", "z"}  # nobody who lies on no way is fetched


def test_a_map_that_is_one_long_chain_is_sought_to_its_end():
    # nobody can tell that there is no third way from c000 to c001 before all 400 are known, 1,995 away
    chain = [f"c{number:03}" for number in range(400)]
    found = read_near(build_map([*map(post, chain)], [tie(a, b, "new") for a, b in pairwise(chain)]), "c000", "c001")
    assert [(r.effort, r.cold) for r in found.routes] == [(5, False), (8, True)]


def test_one_of_us_who_is_there_no_longer_keeps_nobody_from_looking_further():
    # u-a-b-c-z takes 4 * 5 = 20; v, the other of us, ended before the day
    ended = post("v", valid_to=date(2025, 1, 1))
    steps = [tie(one, other, "new") for one, other in pairwise("uabcz")]
    content = build_map([*map(post, "uabcz"), ended], steps, Map({}, (), us=("u", "v")))
    values = {"us": None, "actor": "z"}
    part = pick_part(content, find_contact_reads(DAY, values))
    rows = list(find_contact_route(part, DAY, values))
    assert rows == list(find_contact_route(content, DAY, values))
    assert [(row["way"], row["effort"]) for row in rows] == [(1, 8), *[(2, 20)] * 4]


def test_for_one_of_us_no_way_is_looked_for_further_and_further():
    chain = "uabcdefghijk"
    content = build_map([*map(post, chain)], [tie(a, b) for a, b in pairwise(chain)], Map({}, (), us=("u",)))
    assert "k" not in pick_part(content, find_contact_reads(DAY, {"us": None, "actor": "u"})).nodes


ACTORS = [*"uvabcdefz"]


@st.composite
def towns(draw: st.DrawFn) -> Map:
    """Draw posts that know each other, sit in a forum, are part of two offices of a town, and have met."""
    pairs = st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS))
    ties = draw(st.lists(st.tuples(pairs, st.sampled_from(sorted(EFFORTS))), max_size=8))
    made = {(one, other): tie(one, other, strength) for (one, other), strength in ties if one != other}
    parts = draw(st.dictionaries(st.sampled_from(ACTORS), st.sampled_from(["o", "p"]), max_size=5))
    seats = draw(st.sets(st.sampled_from(ACTORS), max_size=3))
    met = draw(st.sets(st.sampled_from(ACTORS), max_size=3))
    heads = draw(st.sets(st.sampled_from(ACTORS), max_size=2))
    bodies = [Node(i, "Actor", {"name": i, "kind": k}) for i, k in (("o", "department"), ("p", "department"))]
    bodies += [Node("m", "Actor", {"name": "m", "kind": "municipality"}), Node("r", "Actor", {"kind": "forum"})]
    meeting = Node("x", "Interaction", {"kind": "meeting", "date": date(2026, 2, 1)})
    return build_map(
        [*(post(a, **({"head": True} if a in heads else {})) for a in ACTORS), *bodies, meeting],
        [
            *made.values(),
            *(Relation("PART_OF", a, office) for a, office in parts.items()),
            *(Relation("PART_OF", office, "m") for office in "op"),
            *(Relation("MEMBER_OF", a, "r") for a in seats),
            *(Relation("TOOK_PART_IN", a, "x") for a in met),
        ],
    )


@given(towns(), st.sampled_from(["u", "m", "a"]))
def test_a_part_of_a_map_has_the_same_ways_as_the_whole(content, start):
    whole = find(content, (start,))
    assert [r.effort for r in read_near(content, start, "z").routes] == [r.effort for r in whole]
    assert read_near(content, start, "z").routes == whole
