"""Questions that need the planner answer from what is near, as plan does, and tell the same as the whole map."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from oracle.sketch import DAY, GOAL, US, Sketch, leaf
from strategies.convincing_maps import make_question

from samverkan.decisions import near, succession, way_rows
from samverkan.decisions.plan import build_answer
from samverkan.decisions.scenario import Scenario, build_scenario
from samverkan.decisions.succession import find_losses
from samverkan.decisions.way_rows import find_ways
from samverkan.domain.picking import pick_part
from samverkan.domain.reads import Read
from samverkan.model import Map, Node, Relation, build_map
from samverkan.queries import find_question
from samverkan.workflows import answer_rows, plan
from samverkan.workflows.answer_rows import Asking
from samverkan.workflows.answers import build_rows
from samverkan.workflows.open_store import Where
from samverkan.workflows.plan import Wishes


@dataclass
class Server:
    """A store that sends parts of a map, and counts what it sent."""

    content: Map
    rows_fetched: int = 0

    def count(self, label: str) -> int:
        return len(self.content.labelled(label))

    def read(self, reads: list[Read]) -> Map:
        part = pick_part(self.content, reads)
        self.rows_fetched += len(part.nodes) + len(part.relations)
        return part


def sketch_chain() -> Map:
    """A chain of 60 hangs on x, who decides; a person of us knows x, and we know y, who does; each step takes 1."""
    sketch = Sketch()
    sketch.actor("x", "y", *(f"far{n}" for n in range(60)))
    sketch.tie(US, "y")
    sketch.tie("y", "x")
    sketch.link("TIE", US, "x", strength="strong", basis="person")
    sketch.mandate("d", "x")
    sketch.requires(leaf("decide"))
    for one, other in pairwise(["x", *(f"far{n}" for n in range(60))]):
        sketch.tie(one, other)
    return replace(sketch.build(), us=(US,))


def surround(content: Map, rng: Random) -> Map:
    """Return the map with others around it, tied to it and to each other."""
    nodes, relations = list(content.nodes.values()), list(content.relations)
    actors = [n.id for n in content.labelled("Actor")]
    for number in range(20):
        nodes.append(Node(f"more{number}", "Actor", {"name": f"More {number}", "kind": "post"}))
        strength = {"strength": rng.choice(["strong", "acquainted", "new"])}
        relations.append(Relation("TIE", f"more{number}", rng.choice(actors), strength))
        actors.append(f"more{number}")
    return build_map(nodes, relations, content)


def test_the_ways_of_a_large_map_are_found_near_us(monkeypatch: pytest.MonkeyPatch) -> None:
    content, sizes = sketch_chain(), list[int]()
    wanted = list(find_ways(content, DAY, {"initiative": GOAL}, seconds=None))

    def answer_and_note(part: Map, *args: Any, **given: Any) -> Any:
        sizes.append(len(part.labelled("Actor")))
        return build_answer(part, *args, **given)

    monkeypatch.setattr(near, "FEW", 20)
    monkeypatch.setattr(way_rows, "build_answer", answer_and_note)
    assert list(find_ways(content, DAY, {"initiative": GOAL}, seconds=None)) == wanted
    assert [row["asked"] for row in wanted] == [["x"]]
    assert sizes == [8]  # us, x, y, and the chain as far as 5 from x


def test_what_a_new_holder_costs_is_reckoned_near_us(monkeypatch: pytest.MonkeyPatch) -> None:
    content, sizes = sketch_chain(), list[int]()
    monkeypatch.setattr(succession, "_SECONDS", None)
    wanted = list(find_losses(content, DAY, {"actor": "x"}))
    [plan] = [row for row in wanted if row["about"] == "plan"]
    assert plan["effort_after"] - plan["effort_before"] == 1  # by y it is one step more

    def build_and_note(case: Any, *args: Any, **given: Any) -> Scenario:
        sizes.append(len(case.whole.labelled("Actor")))
        return build_scenario(case, *args, **given)

    monkeypatch.setattr(near, "FEW", 20)
    monkeypatch.setattr(succession, "build_scenario", build_and_note)
    assert list(find_losses(content, DAY, {"actor": "x"})) == wanted
    assert sizes == [8, 8]


@pytest.mark.parametrize("seed", range(12))
def test_a_server_is_asked_for_what_a_plan_asks_for(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = make_question(seed)
    content = replace(surround(asked.content, Random(seed)), us=asked.start)
    question, values = find_question("which-path"), {"initiative": GOAL}
    whole = build_rows(question, content, DAY, values, seconds=None)
    few, server, planned_by = Server(content), Server(content), Server(content)
    assert list(Asking(cast(Any, few), question, DAY, values).make().rows) == whole
    monkeypatch.setattr(near, "FEW", 10)
    monkeypatch.setattr(answer_rows, "_SECONDS", None)
    made = Asking(cast(Any, server), question, DAY, values).make()
    monkeypatch.setattr(plan, "open_for_reading", lambda *_: nullcontext(planned_by))
    planned = plan.plan_initiative(Where("", {}, Path()), GOAL, Wishes(seconds=None, alternatives=9), as_of=DAY)
    ways = [planned.answer.plan, *planned.answer.alternatives]
    assert [(row["effort"], row["asked"]) for row in made.rows] == [(w.effort, list(w.convince)) for w in ways if w]
    assert made.within == planned.within == 5
    if all(row["proven"] for row in made.rows):
        assert [row["effort"] for row in made.rows] == [row["effort"] for row in whole]


@pytest.mark.parametrize("seed", range(12))
def test_the_routes_of_a_part_are_those_of_the_whole(seed: int) -> None:
    rng = Random(seed)
    asked = make_question(seed)
    content = replace(surround(asked.content, rng), us=asked.start)
    question = find_question("contact-route")
    for actor in rng.sample([n.id for n in content.labelled("Actor")], 4):
        for us in ("", rng.choice(sorted(n.id for n in content.labelled("Actor")))):
            values = {"actor": actor, "us": us}
            made = Asking(cast(Any, Server(content)), question, DAY, values).make()
            assert list(made.rows) == build_rows(question, content, DAY, values)


def test_a_route_is_read_from_around_its_ends() -> None:
    server = Server(sketch_chain())
    rows = Asking(cast(Any, server), find_question("contact-route"), DAY, {"actor": "x", "us": ""}).make().rows
    assert [(row["way"], row["to_actor"], row["cold"]) for row in rows] == [
        (1, "x", False),
        (2, "y", False),
        (2, "x", False),
        (3, "x", True),
    ]
    assert server.rows_fetched < 30  # of 65 things and 66 relations
