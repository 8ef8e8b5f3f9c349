"""Requirement trees: as a file holds them, on one line, and as nodes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from strategies.maps import maps

from samverkan.model import Map
from samverkan.tables.document import Branch, Entries, Sequence
from samverkan.tables.map_file import read_map_file
from samverkan.tables.tree_line import MalformedTreeError, read_line
from samverkan.tables.trees import find_tree, line_of_tree, to_line, to_tree

LINE = "all(contract d1, decide d2, any(fund d3 amount=60000, decide d4 in=norr))"


def to_plain(branch: Branch) -> Any:
    """Return a branch as a file would hold it, numbers as they are written."""
    if isinstance(branch, Entries):
        return {key: to_plain(value) for key, value in branch.fields.items()}
    if isinstance(branch, Sequence):
        return [to_plain(part) for part in branch.items]
    return branch.text == "true" if branch.plain and branch.text in ("true", "false") else branch.text


def read_tree(tmp_path: Path, requires: str) -> Map:
    path = tmp_path / "map.yaml"
    matters = ", ".join(f"{{id: {i}, name: n}}" for i in ("d1", "d2", "d3", "d4", "veto", "true"))
    path.write_text(
        f"samverkan: 1\nmatters: [{matters}]\nareas: [{{id: norr, name: n}}]\n"
        "actors: [{id: a, name: n, kind: unit}]\n"
        f"initiatives:\n  - id: i\n    name: n\n    requires: {requires}\n"
    )
    content, problems = read_map_file(path)
    assert content is not None, problems
    return content


def test_the_line_and_the_tree_are_the_same_requirements(tmp_path: Path) -> None:
    tree = "{all: [{contract: d1}, {decide: d2}, {any: [{fund: d3, amount: 60000}, {decide: d4, in: norr}]}]}"
    assert read_tree(tmp_path, LINE) == read_tree(tmp_path, tree)


def test_nodes_of_a_tree(tmp_path: Path) -> None:
    content = read_tree(
        tmp_path, "{sequence: [{at_least: {n: 1, of: [{decide: d1, veto: true}, avtala d2]}}, {fund: d3}]}"
    )
    nodes = {n.id: dict(n.properties) for n in content.labelled("Requirement")}
    assert nodes == {
        "i-sequence": {"op": "sequence"},
        "i-at_least": {"op": "at_least", "n": 1},
        "i-decide-d1": {"op": "leaf", "form": "decide", "veto": True},
        "i-contract-d2": {"op": "leaf", "form": "contract"},
        "i-fund-d3": {"op": "leaf", "form": "fund"},
    }
    steps = {(r.start, r.end): r.properties.get("step") for r in content.relations if r.type == "REQUIRES"}
    assert steps == {
        ("i", "i-sequence"): None,
        ("i-sequence", "i-at_least"): 1,
        ("i-sequence", "i-fund-d3"): 2,
        ("i-at_least", "i-decide-d1"): 1,
        ("i-at_least", "i-contract-d2"): 2,
    }


def test_equal_leaves_are_two_requirements(tmp_path: Path) -> None:
    content = read_tree(tmp_path, "all(decide d1, decide d1)")
    assert {n.id for n in content.labelled("Requirement")} == {"i-all", "i-decide-d1", "i-decide-d1-2"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("decide d1", {"decide": "d1"}),
        (" besluta  d1  in = norr ", {"besluta": "d1", "in": "norr"}),
        ("decide d1 veto", {"decide": "d1", "veto": True}),
        ("decide veto", {"decide": "veto"}),
        ("champion directed_to=a", {"champion": True, "directed_to": "a"}),
        ('decide "true" name="a, (b)"', {"decide": "true", "name": "a, (b)"}),
        ("en av(decide d1, alla(fund d2))", {"any": [{"decide": "d1"}, {"all": [{"fund": "d2"}]}]}),
        ("at_least(2, decide d1, fund d2)", {"at_least": {"n": "2", "of": [{"decide": "d1"}, {"fund": "d2"}]}}),
        ("minst 2 av (decide d1, fund d2)", {"at_least": {"n": "2", "of": [{"decide": "d1"}, {"fund": "d2"}]}}),
        ("yttra sig d1 i norr veto", {"yttra sig": "d1", "in": "norr", "veto": True}),
        ("fund Ljus i Norra stråket belopp 450 000 kr", {"fund": "Ljus", "in": "Norra stråket", "amount": "450000"}),
        ("fund Drift av gata belopp=1.500 kr veto", {"fund": "Drift av gata", "belopp": "1500", "veto": True}),
        ("at_least(n=1, id=x, decide d1)", {"id": "x", "at_least": {"n": "1", "of": [{"decide": "d1"}]}}),
    ],
)  # fmt: skip
def test_lines_that_are_read(line: str, expected: dict[str, Any]) -> None:
    assert to_plain(read_line(line)) == expected


@pytest.mark.parametrize(
    "line",
    ["", "(", "all()", "all(decide d1,)", "all(decide d1))", "decide d1, fund d2", "decide d1 in=", "decide =x", "x=y",
     "decide d1 in=a in=b", 'decide "d1', "all(decide d1", "leaf(decide d1)", "at_least(2, n=2, decide d1)",
     "decide d1 veto veto", "decide d1 i a in=b", "decide d1 belopp 5 amount=6", 'decide "d1" d2',
     "minst 2 (decide d1"],
)  # fmt: skip
def test_lines_that_are_refused(line: str) -> None:
    with pytest.raises(MalformedTreeError):
        read_line(line)


def test_line_of_a_requirement(tmp_path: Path) -> None:
    assert to_line(read_tree(tmp_path, LINE), "i-all") == LINE
    text = 'at_least(1, id=x, decide "veto" veto=true id=y, champion directed_to=a)'
    content = read_tree(tmp_path, f"'{text}'")
    assert to_line(content, "x") == text
    assert to_line(content, "y") == 'decide "veto" veto=true id=y'


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(content=maps(most=1, persons=False))
def test_tree_to_line_and_back_loses_nothing(content: Map) -> None:
    for initiative in content.labelled("Initiative"):
        for relation in content.out(initiative.id, "REQUIRES"):
            if find_tree(content, relation.end) is None:
                continue
            tree = without_sources(to_tree(content, relation.end, initiative.id))
            assert to_plain(read_line(line_of_tree(tree))) == tree


def without_sources(tree: Any) -> Any:
    """Return a tree without what has no place in a line, its numbers as they are written."""
    if isinstance(tree, dict):
        return {key: without_sources(value) for key, value in tree.items() if key != "sourced_by"}
    if isinstance(tree, list):
        return [without_sources(part) for part in tree]
    return tree if isinstance(tree, bool) else str(tree)
