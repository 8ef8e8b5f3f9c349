"""The requirement tree beside its rows: what branches, what spans, what is dashed."""

from __future__ import annotations

from samverkan.decisions.answer import RequirementNeed
from samverkan.model import Map, Node, Relation, build_map
from samverkan.views.gutter import MOST_LEVELS, Branch, Slot, build_rails, build_tree, count_levels, find_slots


def build(tree: object) -> Map:
    """Build a map from nested (op, [parts]) or leaf names."""
    nodes, relations = [Node("x", "Initiative", {"name": "x"})], []

    def add(part: object, parent: str, step: int) -> None:
        if isinstance(part, str):
            nodes.append(Node(part, "Requirement", {"op": "leaf", "form": "decide"}))
            relations.append(Relation("REQUIRES", parent, part, {"step": step}))
            return
        op, parts = part  # type: ignore[misc]
        key = f"q{len(nodes)}"
        properties = {"op": op.split()[0]} | ({"n": int(op.split()[1])} if " " in op else {})
        nodes.append(Node(key, "Requirement", properties))
        relations.append(Relation("REQUIRES", parent, key, {"step": step}))
        for number, below in enumerate(parts, 1):
            add(below, key, number)

    add(tree, "x", 1)
    return build_map(nodes, relations)


def need(leaf: str, *ordinary: str) -> RequirementNeed:
    return RequirementNeed(leaf, "decide", None, None, None, False, "must", not ordinary, ordinary, ())


def leaves(**holders: tuple[str, ...]) -> dict[str, RequirementNeed]:
    return {leaf: need(leaf, *actors) for leaf, actors in holders.items()}


def test_a_condition_with_one_part_is_left_out() -> None:
    tree = build_tree(build(("all", ["a", ("any", ["b"])])), "x", leaves(a=("p",), b=("q",)))
    assert tree == Branch("all", 2, (Slot("a", "p"), Slot("b", "q")))


def test_a_leaf_with_several_holders_is_one_of_them() -> None:
    tree = build_tree(build(("all", ["a", "b"])), "x", leaves(a=("p",), b=("q", "r")))
    assert [(s.leaf, s.holder, s.first) for s in find_slots(tree)] == [
        ("a", "p", True),
        ("b", "q", True),
        ("b", "r", False),
    ]
    assert count_levels(tree) == 2


def test_unknown_authority_has_a_row_of_its_own() -> None:
    tree = build_tree(build(("all", ["a", "b"])), "x", leaves(a=("p",), b=()))
    assert [s.holder for s in find_slots(tree)] == ["p", None]


def test_rails_span_their_rows_and_fill_the_gutter() -> None:
    tree = build_tree(
        build(("all", ["a", ("any", ["b", ("sequence", ["c", "d"])])])), "x", leaves(a="p", b="q", c="r", d="s")
    )
    rows = build_rails(tree, lambda branch: branch.op)
    assert [[(r.text, r.span, r.columns, r.place, r.loose, r.mark) for r in rails] for _, rails in rows] == [
        [("all", 4, 1, "root", False, ""), ("", 1, 3, "first", False, "")],
        [("any", 3, 1, "last", False, ""), ("", 1, 2, "first", True, "")],
        [("sequence", 2, 1, "last", True, ""), ("", 1, 1, "first", False, "1")],
        [("", 1, 1, "last", False, "2")],
    ]


def test_every_row_has_the_same_number_of_gutter_columns() -> None:
    tree = build_tree(
        build(("at_least 2", ["a", ("all", ["b", ("any", ["c", "d"])]), "e"])),
        "x",
        leaves(a="p", b="q", c="r", d="s", e="t"),
    )
    open_spans: list[int] = []
    for _, rails in build_rails(tree, lambda branch: branch.op):
        still_open = sum(1 for span in open_spans if span > 0)
        assert still_open + sum(r.columns for r in rails) == count_levels(tree) + 1
        open_spans = [s - 1 for s in open_spans] + [r.span - 1 for r in rails if r.text]


def test_what_lies_too_deep_is_told_as_a_path() -> None:
    tree: object = "z"
    holders = {"z": ("p",)}
    for number in range(MOST_LEVELS + 3):
        tree = ("any" if number % 2 else "all", [f"l{number}", tree])
        holders[f"l{number}"] = ("p",)
    drawn = build_tree(build(tree), "x", leaves(**holders))
    assert count_levels(drawn) == MOST_LEVELS
    assert next(s for s in find_slots(drawn) if s.leaf == "z").path
    assert len(list(find_slots(drawn))) == MOST_LEVELS + 4
