"""A plan from what is fetched for it is the plan from the whole map, however much more the map holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from itertools import pairwise, product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, leaf
from strategies.approval_maps import make_question, seeds

from samverkan.decisions import near
from samverkan.decisions.answer import Answer
from samverkan.decisions.effort import build_settings, find_reach
from samverkan.decisions.plan import build_answer
from samverkan.decisions.reads import find_plan_reads, find_radius
from samverkan.domain.reads import Follow, Pick
from samverkan.model import Map, Node, Relation, build_map
from samverkan.store.neo4j import Neo4jStore
from samverkan.store.protocol import Store
from samverkan.workflows import plan
from samverkan.workflows.open_store import Where
from samverkan.workflows.plan import Wishes

# What a plan fetches it asks for in the same statements of either edition, so that the second is given the first few.
MAPS = {"lts": 25, "newest": 8}
REACH = find_reach(build_settings())
editions = pytest.mark.parametrize("edition", ["lts", "newest"])


def surround(content: Map, rng: Random, most: int) -> Map:
    """Return the map with more actors around it, in chains and clumps that hang on those who are there."""
    actors = [n.id for n in content.labelled("Actor")]
    nodes, relations = list(content.nodes.values()), list(content.relations)
    for number in range(rng.randint(2, most)):
        actor = f"more{number}"
        nodes.append(Node(actor, "Actor", {"name": actor, "kind": "post"}))
        for other in rng.sample(actors, min(len(actors), rng.choice([0, 1, 1, 2]))):
            strength = rng.choice(["strong", "strong", "established", "acquainted", "new"])
            relations.append(Relation("TIE", actor, other, {"strength": strength}))
        actors.append(actor)
    return build_map(nodes, relations, content)


@pytest.mark.neo4j
@editions
def test_any_plan_is_the_same_from_what_is_fetched(edition: str, open_server: Callable[[str], Store]) -> None:
    store = open_server(edition)

    @given(seeds)
    @settings(settings.get_profile("stores"), max_examples=MAPS[edition])
    def check(seed: int) -> None:
        question = make_question(seed)
        content = surround(question.content, Random(seed), 30)
        store.write_map(content, "replace")
        for reach in (REACH, None):
            part = store.read(find_plan_reads(GOAL, question.start, also=question.without, on=DAY, reach=reach))
            found, wanted = (
                build_answer(m, GOAL, on=DAY, start=question.start, without=question.without, alternatives=2)
                for m in (part, content)
            )
            assert found == wanted

    check()


@pytest.mark.neo4j
@editions
@pytest.mark.parametrize("example", ["havsakra", "harbourside"])
def test_every_plan_of_the_examples_is_the_same_from_what_is_fetched(
    edition: str, example: str, open_server: Callable[[str], Store], request: pytest.FixtureRequest
) -> None:
    content: Map = request.getfixturevalue(example)
    store = open_server(edition)
    store.write_map(content, "new")
    day = content.as_of
    assert day is not None
    planned = 0
    for initiative in content.labelled("Initiative"):
        if content.out(initiative.id, "REQUIRES"):
            part = store.read(find_plan_reads(initiative.id, (), reach=REACH))
            assert _plan(part, initiative.id, content.us) == _plan(content, initiative.id, content.us)
            planned += 1
    assert planned


def _plan(content: Map, initiative: str, start: tuple[str, ...]) -> Answer:
    assert content.as_of is not None
    return build_answer(content, initiative, on=content.as_of, start=start, arguments=True)


@pytest.mark.neo4j
@editions
def test_a_connector_far_from_us_between_two_deciders_is_fetched_and_a_distant_crowd_is_not(
    edition: str, open_server: Callable[[str], Store]
) -> None:
    sketch = Sketch()
    sketch.actor("x", "y", "between")
    sketch.tie("x", "between", "strong")
    sketch.tie("between", "y", "strong")
    sketch.add("Matter", "m2")
    sketch.mandate("dx", "x")
    sketch.mandate("dy", "y", matter="m2")
    sketch.requires(all_of(leaf("decide"), leaf("decide", matter="m2")))
    crowd = [f"far{n}" for n in range(300)]
    sketch.actor(*crowd)
    for one, other in zip(["y", *crowd], crowd, strict=False):
        sketch.tie(one, other, "established")
    content = sketch.build()
    store = open_server(edition)
    assert isinstance(store, Neo4jStore)
    store.write_map(content, "new")
    part = store.read(find_plan_reads(GOAL, [US], on=DAY, reach=REACH))
    assert "between" in part.nodes
    assert store.rows_fetched < len(content.nodes) / 3
    found, wanted = (build_answer(m, GOAL, on=DAY, start=[US]) for m in (part, content))
    assert found.plan is not None and [c[:2] for c in found.plan.contacts] in (
        [("between", "y"), ("us", "x"), ("x", "between")],
        [("us", "x"), ("x", "between"), ("between", "y")],
    )
    assert found == wanted


@pytest.mark.neo4j
@editions
def test_a_decider_at_the_end_of_a_long_chain_is_not_called_cold(
    edition: str, open_server: Callable[[str], Store]
) -> None:
    sketch = Sketch()
    chain = [f"link{n}" for n in range(40)]
    sketch.actor("x", *chain)
    for one, other in zip([US, *chain], [*chain, "x"], strict=True):
        sketch.tie(one, other, "established")
    sketch.mandate("dx", "x")
    sketch.requires(leaf("decide"))
    content = sketch.build()
    store = open_server(edition)
    store.write_map(content, "new")
    part = store.read(find_plan_reads(GOAL, [US], on=DAY, reach=REACH))
    found, wanted = (build_answer(m, GOAL, on=DAY, start=[US]) for m in (part, content))
    assert found == wanted


@pytest.mark.neo4j
@pytest.mark.parametrize("edition", ["lts"])
def test_of_a_large_map_contacts_are_read_further_and_further_until_that_is_enough(
    edition: str, open_server: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stranger in the middle stands at 6 of us and all deciders; a crowd behind him, at 9 and more, is not read.

    With all ties of 3, from us by him it takes 6 + 6 · 5 = 36, cold contacts 8 · 5 = 40.
    """
    sketch = Sketch()
    sketch.actor("stranger", "of us", *(f"far{n}" for n in range(40)))
    sketch.tie(US, "of us", "acquainted")
    sketch.tie("of us", "stranger", "acquainted")
    for one, other in pairwise(["stranger", *(f"far{n}" for n in range(40))]):
        sketch.tie(one, other, "acquainted")
    for n in range(5):
        sketch.actor(f"d{n}", f"of d{n}")
        sketch.tie(f"d{n}", f"of d{n}", "acquainted")
        sketch.tie(f"of d{n}", "stranger", "acquainted")
        sketch.tie(f"of d{n}", "of us", "new")
        sketch.add("Matter", f"m{n}")
        sketch.mandate(f"p{n}", f"d{n}", matter=f"m{n}")
    sketch.requires(all_of(*(leaf("decide", matter=f"m{n}") for n in range(5))))
    content = sketch.build()
    store = open_server(edition)
    store.write_map(content, "new")
    monkeypatch.setattr(plan, "open_for_reading", lambda *_: nullcontext(store))
    monkeypatch.setattr(near, "FEW", 10)
    first = plan.plan_initiative(Where("", {}, Path()), GOAL.upper(), Wishes(seconds=None), as_of=DAY)
    assert first.within == 5  # what is read next would be more than a twentieth of the map, and than ten
    assert first.answer.plan is not None and (first.answer.plan.reaches, first.answer.plan.proven) == (40, False)
    monkeypatch.setattr(near, "FEW", 40)
    told = plan.plan_initiative(Where("", {}, Path()), GOAL.upper(), Wishes(seconds=None), as_of=DAY)
    assert told.within == 6
    assert "far0" not in told.content.nodes
    assert told.answer == build_answer(content, GOAL, on=DAY, start=[US], seconds=None)


@pytest.mark.neo4j
@editions
@pytest.mark.parametrize("inward", [False, True])
def test_a_line_that_many_share_is_sent_once(edition: str, inward: bool, open_server: Callable[[str], Store]) -> None:
    """Ten below a line of three, and one below itself: of 10 + 2 + 2 lines each comes once, from wherever it is sought.

    With them come 15 things in two goes, the marker three times, and the ten (or the top) that are asked for.
    """
    sketch = Sketch()
    low = [f"low{n}" for n in range(10)]
    sketch.actor("top", "middle", "bottom", "ring", *low)
    lines = [*((one, "bottom") for one in low), ("bottom", "middle"), ("middle", "top"), ("ring", "low0")]
    for one, other in lines:
        sketch.link("PART_OF", one, other)
    store = open_server(edition)
    assert isinstance(store, Neo4jStore)
    store.write_map(sketch.build(), "new")
    start = ("top", "middle") if inward else ("ring", *low)
    reads = (Pick(start, "start"), Follow(("start",), ("PART_OF",), "found", inward=inward, depth=None))
    store.rows_fetched = 0
    part = store.read(reads)
    assert {(r.start, r.end) for r in part.relations} == set(lines)
    assert store.rows_fetched == 3 + len(lines) + len(part.nodes)


@pytest.mark.neo4j
@editions
def test_an_id_that_is_not_there_gives_the_whole_map_to_look_in(
    edition: str, open_server: Callable[[str], Store], harbourside: Map
) -> None:
    store = open_server(edition)
    store.write_map(harbourside, "new")
    assert store.read(find_plan_reads("no-such-thing", (), reach=REACH)) == harbourside
    some = harbourside.labelled("Initiative")[0].id
    assert store.read(find_plan_reads(some, ["nobody"], reach=REACH)) == harbourside


@pytest.mark.parametrize(
    ("cold", "asked", "radius"), [(8, 1, 4), (8, 2, 6), (8, 5, 11), (8, 12, 17), (0, 3, 0), (6, 2, 5)]
)
def test_the_radius_is_that_of_the_proof(cold: int, asked: int, radius: int) -> None:
    assert find_radius(cold, asked) == radius


def test_no_cheapest_tree_leads_further_than_the_radius() -> None:
    """A star is the tree whose middle lies furthest off; every star that is worth its while stays within."""
    for asked, cold in product(range(2, 12), (6, 8, 12)):
        longest = max(arm for arm in range(1, 40) if arm * (asked + 1) <= cold * asked)
        assert longest <= find_radius(cold, asked)
