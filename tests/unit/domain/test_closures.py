"""Closures over relations, and the rules that are closures, on maps small enough to follow with a finger."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from samverkan.domain.areas import find_areas_around, find_areas_inside, lie_together
from samverkan.domain.issues import find_analysis, find_causes, find_initiatives, find_issues
from samverkan.domain.organisations import find_heads, find_organisation, find_organisations, find_top
from samverkan.domain.requirements import find_leaves, find_requirements
from samverkan.model import Map, Node, Relation, build_map


def build(labels: dict[str, str], *relations: tuple[str, str, str]) -> Map:
    return build_map([Node(i, label) for i, label in labels.items()], [Relation(*r) for r in relations])


def parts(*pairs: str) -> Map:
    return build({i: "Area" for pair in pairs for i in pair}, *(("PART_OF", p[0], p[1]) for p in pairs))


def test_a_walk_goes_to_what_is_near_before_what_is_far() -> None:
    # d stands one step from a, and two by way of b
    content = parts("ab", "bc", "ad", "bd", "ce")
    assert content.walk("a", "PART_OF") == ("a", "b", "d", "c", "e")
    assert content.walk("e", "PART_OF", backwards=True) == ("e", "c", "b", "a")
    assert content.climb("a", "PART_OF") == ("a", "b", "c", "e")


def test_a_walk_follows_only_the_types_that_it_is_given_and_ends_in_a_circle() -> None:
    content = build(dict.fromkeys("abcd", "Area"), ("PART_OF", "a", "b"), ("PART_OF", "b", "a"), ("TIE", "b", "c"))
    assert content.reach("a", "PART_OF") == {"a", "b"}
    assert content.reach("a", "PART_OF", "TIE") == {"a", "b", "c"}
    assert content.climb("a", "PART_OF") == ("a", "b")
    assert content.reach((), "PART_OF") == set()


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.integers(0, 7))
def test_what_is_reached_is_what_steps_one_by_one_reach(pairs: set[tuple[int, int]], start: int) -> None:
    content = build({str(i): "Area" for i in range(8)}, *(("PART_OF", str(a), str(b)) for a, b in pairs))
    expected = {start}
    for _ in range(8):
        expected |= {b for a, b in pairs if a in expected}
    assert content.reach([str(start)], "PART_OF") == {str(i) for i in expected}
    back = {i for i in range(8) if str(start) in content.reach([str(i)], "PART_OF")}
    assert content.reach([str(start)], "PART_OF", backwards=True) == {str(i) for i in back}


def test_areas_nested_eight_deep_lie_in_each_other() -> None:
    content = parts("ab", "bc", "cd", "de", "ef", "fg", "gh", "xh")
    assert find_areas_around(content, "a") == set("abcdefgh")
    assert find_areas_around(content, None) == set()
    assert find_areas_inside(content, "h") == set("abcdefghx")
    assert lie_together(content, "a", "h") and lie_together(content, "h", "a")
    assert not lie_together(content, "a", "x")


def actors(kinds: dict[str, str], *relations: tuple[str, str, str], heads: str = "") -> Map:
    nodes = [Node(i, "Actor", {"kind": k} | ({"head": True} if i in heads else {})) for i, k in kinds.items()]
    return build_map(nodes, [Relation(*r) for r in relations])


def test_a_post_belongs_to_its_first_organisation_and_an_organisation_to_itself() -> None:
    content = actors(
        {"p": "post", "q": "post", "b": "board", "c": "department", "m": "municipality"},
        ("PART_OF", "p", "b"),
        ("PART_OF", "p", "c"),
        ("PART_OF", "b", "m"),
    )
    assert [find_organisation(content, i) for i in "pqb"] == ["b", "q", "b"]
    assert find_top(content, "p") == "m"


def test_nothing_is_an_organisation_of_somebody_through_a_forum() -> None:
    content = actors({"p": "post", "f": "forum", "m": "municipality"}, ("PART_OF", "p", "f"), ("PART_OF", "f", "m"))
    assert find_organisations(content, "p") == ["p"]
    assert find_organisations(content, "f") == []


def test_only_a_post_heads_an_organisation() -> None:
    pairs = [("PART_OF", i, "o") for i in "pqu"]
    content = actors({"p": "post", "q": "post", "u": "unit", "o": "department"}, *pairs, heads="qu")
    assert find_heads(content, "o") == ["q"]


def causes(*addressed: str, reason: str | None = None) -> Map:
    """x addresses what is given; c contributes to b, b to i and to j; k has no cause."""
    nodes = [*(Node(i, "Issue") for i in "ijk"), *(Node(i, "Cause") for i in "bc")]
    nodes.append(Node("x", "Initiative", {} if reason is None else {"skipped_analysis_reason": reason}))
    tree = [Relation("CONTRIBUTES_TO", *pair) for pair in ("cb", "bi", "bj")]
    return build_map(nodes, [*tree, *(Relation("ADDRESSES", "x", i) for i in addressed)])


def test_an_initiative_addresses_the_issues_of_its_causes() -> None:
    assert find_issues(causes("c"), "x") == {"i", "j"}
    assert find_issues(causes("c", "k"), "x") == {"i", "j", "k"}
    assert find_issues(causes(), "x") == set()
    assert find_causes(causes(), "i") == {"b", "c"}
    assert find_initiatives(causes("c"), "j") == ["x"]
    assert find_initiatives(causes("c"), "k") == []


def test_causes_are_analysed_skipped_with_a_reason_or_missing() -> None:
    assert find_analysis(causes("c"), "x") == "done"
    assert find_analysis(causes("i"), "x") == "done"
    assert find_analysis(causes("k"), "x") == "missing"
    assert find_analysis(causes("k", reason="urgent"), "x") == "skipped"
    assert find_analysis(causes("i", reason="urgent"), "x") == "done"


def test_leaves_stand_in_the_order_of_their_steps() -> None:
    ops = {"r": "all", "s": "any", "a": "leaf", "b": "leaf", "c": "leaf"}
    nodes = [Node("x", "Initiative"), *(Node(i, "Requirement", {"op": op}) for i, op in ops.items())]
    steps = [("r", "s", 2), ("r", "a", 1), ("s", "c", 1), ("s", "b", 2)]
    tree = [Relation("REQUIRES", a, b, {"step": n}) for a, b, n in steps]
    content = build_map(nodes, [Relation("REQUIRES", "x", "r"), *tree])
    assert find_leaves(content, "x") == ["a", "c", "b"]
    assert set(find_requirements(content, "x")) == set("rsabc")
    assert find_leaves(build_map(nodes, tree), "x") == []


def test_a_circle_of_requirements_has_an_end() -> None:
    nodes = [Node("x", "Initiative"), *(Node(i, "Requirement", {"op": "all"}) for i in "ab")]
    pairs = [("x", "a"), ("a", "b"), ("b", "a")]
    assert find_leaves(build_map(nodes, [Relation("REQUIRES", *p) for p in pairs]), "x") == []


def test_the_map_on_a_day_is_found_once_and_another_day_is_another() -> None:
    nodes = [Node("a", "Actor"), Node("b", "Actor", {"valid_to": date(2026, 2, 1)})]
    content = build_map(nodes, [Relation("TIE", "a", "b")])
    before, after = date(2026, 1, 31), date(2026, 2, 1)
    for _ in range(2):  # whichever day was asked for last
        assert content.on(before) is content
        assert list(content.on(after).nodes) == ["a"] and not content.on(after).relations
        assert content.on(after) is content.on(after)
