"""A small edit of a map that is known: what is changed and judged anew comes to the same as doing all of it again."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies.maps import maps
from strategies.random_edits import TREE_WAYS, WAYS

from samverkan import validate
from samverkan.edits import Edit, find_changes
from samverkan.edits.applying import apply_changes
from samverkan.errors import Problem
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema
from samverkan.validate import find_errors, find_problems, piecewise
from samverkan.workflows.open_store import read_valid_map

EXAMPLE = Path(__file__).parents[3] / "examples" / "havsakra" / "map.yaml"
SEQUENCES = int(os.environ.get("SAMVERKAN_EXAMPLES", "4"))
LONG = 12
DAY = date(2026, 3, 1)
PARTS = ("_out", "_into", "_by_label")


def break_a_text(content: Map, rng: Random) -> Map:
    node = rng.choice(list(content.nodes.values()))
    text = rng.choice(["ring 070-174 06 05", "19811218-9876", "anna@example.org", "han är muslim"])
    return put(content, replace(node, properties={**node.properties, "name": text, "oanad": "x"}))


def break_a_date(content: Map, rng: Random) -> Map:
    dated = {label.name for label in read_schema().labels.values() if "valid_from" in label.properties}
    node = rng.choice([n for n in content.nodes.values() if n.label in dated])
    began = rng.choice(["igår", date(2030, 1, 1), 7])
    return put(content, replace(node, properties={**node.properties, "valid_from": began, "valid_to": DAY}))


def mend(content: Map, rng: Random) -> Map:
    wrong = [n for n in content.nodes.values() if {"oanad", "valid_from"} & n.properties.keys()]
    if not wrong:
        return content
    node = rng.choice(wrong)
    return put(content, Node(node.id, node.label, {"name": "Lagad"}))


def lead_astray(content: Map, rng: Random) -> Map:
    ids = [*content.nodes, "ingen"]
    kind = rng.choice(["PART_OF", "DELEGATED_FROM", "SOURCED_BY", "TIE", "ABOUT"])
    told = {"source": rng.choice(ids), "note": "19811218-9876"} if rng.random() < 0.5 else {}
    new = Relation(kind, rng.choice(ids), rng.choice(ids), told)
    return build_map(content.nodes.values(), (*content.relations, new), content)


def turn_into_another(content: Map, rng: Random) -> Map:
    node = rng.choice(list(content.nodes.values()))
    kept = {key: value for key, value in node.properties.items() if not key.startswith("valid_")}
    return put(content, Node(node.id, rng.choice(["Source", "Area", "Actor"]), kept))


def put(content: Map, node: Node) -> Map:
    return build_map([node if n.id == node.id else n for n in content.nodes.values()], content.relations, content)


BREAKING = (break_a_text, break_a_date, mend, mend, lead_astray, turn_into_another)


def copy_of(content: Map) -> Map:
    """The same map, of things that nothing has met before."""
    nodes = [Node(n.id, n.label, dict(n.properties)) for n in content.nodes.values()]
    relations = [Relation(r.type, r.start, r.end, dict(r.properties)) for r in content.relations]
    return build_map(nodes, relations, replace(content, nodes={}, relations=()))


def judge_anew(content: Map) -> list[Problem]:
    """Return the problems of a map as if none had been judged before."""
    parts = (validate._LATEST, validate._JUDGED)
    latest = [list(part) for part in parts]
    for part in parts:
        part.clear()
    found = find_problems(copy_of(content), DAY)
    assert find_errors(copy_of(content)) == [p for p in found if p.severity == "error"]
    for part, known in zip(parts, latest, strict=True):
        part.clear()
        part.extend(known)
    return found


def follow(content: Map, seed: int, ways: tuple[Callable[[Map, Random], Map], ...]) -> int:
    """Make random edits one after the other, and compare after each; return how many changed something."""
    rng, made = Random(seed), 0
    find_problems(content, DAY)
    for _ in range(LONG):
        try:
            wanted = rng.choice(ways)(content, rng)
        except IndexError:  # nothing in this map that could be changed so
            continue
        changes = find_changes(content, wanted)
        assert changes == find_changes(copy_of(content), copy_of(wanted)), "what both share need not be compared"
        edit = Edit(changes)
        changed, _effect = apply_changes(content, edit)
        assert apply_changes(content, edit)[0] is changed, "what a preview has made is written"
        assert changed == wanted
        assert list(changed.nodes) == list(wanted.nodes)
        assert [list(n.properties.items()) for n in changed.nodes.values()] == [
            list(n.properties.items()) for n in wanted.nodes.values()
        ]
        assert changed.relations == wanted.relations
        anew = copy_of(wanted)
        for part in PARTS:
            assert getattr(changed, part) == getattr(anew, part), part
        assert find_problems(changed, DAY) == judge_anew(wanted)
        made += changed != content
        content = changed
    return made


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_edits_of_the_example_come_to_what_all_of_it_anew_comes_to(seed: int) -> None:
    ways = (*WAYS, *TREE_WAYS, *BREAKING)
    assert follow(copy_of(read_valid_map(EXAMPLE)), seed, ways) > LONG / 3


@given(maps(most=2), st.integers(0, 10**6))
@settings(
    max_examples=SEQUENCES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_edits_of_any_map_come_to_what_all_of_it_anew_comes_to(content: Map, seed: int) -> None:
    follow(content, seed, (*WAYS, *BREAKING))


def test_another_map_may_be_judged_while_one_is_compared_with_those_before(monkeypatch: pytest.MonkeyPatch) -> None:
    maps_of_one = [build_map([Node(i, "Actor", {"name": i, "kind": "municipality"})], []) for i in "abc"]
    monkeypatch.setattr(validate, "_JUDGED", deque(maxlen=4))
    find_errors(maps_of_one[0])
    compare = piecewise._find_touched

    def compare_slowly(before: piecewise.Judged, content: Map) -> piecewise._Touched | None:
        if content is maps_of_one[2]:
            monkeypatch.setattr(piecewise, "_find_touched", compare)
            find_errors(maps_of_one[1])  # as another thread does
            return None
        return compare(before, content)

    monkeypatch.setattr(piecewise, "_find_touched", compare_slowly)
    find_errors(maps_of_one[1])
    assert find_errors(maps_of_one[2]) == []
