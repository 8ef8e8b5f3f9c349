"""A plan from what it declares to read is the plan from the whole map: everything that is told, to the last gap."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from oracle.sketch import DAY, GOAL
from reading import read_part
from strategies.convincing_maps import make_question, many, seeds

from samverkan.decisions.effort import build_settings, find_reach
from samverkan.decisions.plan import build_answer
from samverkan.decisions.reads import find_plan_reads
from samverkan.decisions.supposed import Supposed
from samverkan.edits import find_changes
from samverkan.model import Map, Node, Relation, build_map

MANY = int(os.environ.get("SAMVERKAN_EXAMPLES", "10"))
REACH = find_reach(build_settings())


def surround(content: Map, rng: Random, most: int) -> Map:
    """Return the map with more posts around it, who hang on those there by ties, organisations and meetings."""
    actors = [n.id for n in content.labelled("Actor")]
    nodes, relations = list(content.nodes.values()), list(content.relations)
    nodes.append(Node("talk", "Interaction", {"kind": "call", "date": DAY}))
    for number in range(rng.randint(2, most)):
        actor = f"more{number}"
        kind, head = rng.choice([("post", False), ("post", False), ("post", True), ("department", False)])
        nodes.append(Node(actor, "Actor", {"name": actor, "kind": kind, **({"head": True} if head else {})}))
        for other in rng.sample(actors, min(len(actors), rng.choice([0, 1, 1, 2]))):
            strength = rng.choice(["strong", "strong", "established", "acquainted", "new"])
            relations.append(Relation("TIE", actor, other, {"strength": strength}))
        organisations = [n.id for n in nodes if n.properties.get("kind") == "department" and n.id != actor]
        if organisations and rng.random() < 0.5:
            relations.append(Relation("PART_OF", actor, rng.choice(organisations)))
        if rng.random() < 0.1:
            relations.append(Relation("TOOK_PART_IN", actor, "talk"))
        actors.append(actor)
    return build_map(nodes, relations, content)


@given(seeds)
@settings(many, max_examples=60)
def test_any_plan_is_the_same_from_what_it_reads(seed: int) -> None:
    question = make_question(seed)
    content = surround(question.content, Random(seed), 20)
    for reach in (REACH, None):
        part = read_part(content, find_plan_reads(GOAL, question.start, also=question.without, on=DAY, reach=reach))
        found, wanted = (
            build_answer(m, GOAL, on=DAY, start=question.start, without=question.without, alternatives=2, seconds=None)
            for m in (part, content)
        )
        assert found == wanted


def suppose(content: Map, rng: Random, start: tuple[str, ...]) -> tuple[Map, Supposed]:
    """Return the map with a contact, a mandate, another amount or a yes, and what of it is supposed."""
    kind, who = rng.choice(["contact", "mandate", "amount", "yes"]), rng.choice(content.labelled("Actor")).id
    us = next(iter(start), "") or next(iter(content.us))
    nodes, relations = list(content.nodes.values()), list(content.relations)
    leaves = [n for n in content.labelled("Requirement") if content.targets(n.id, "CONCERNS")]
    leaf = rng.choice(leaves) if leaves else None
    if kind == "contact" and who != us:
        relations = [r for r in relations if (r.type, r.start, r.end) != ("TIE", us, who)]
        relations.append(Relation("TIE", us, who, {"strength": "acquainted"}))
    elif kind == "mandate" and leaf:
        nodes.append(Node("supposed", "Mandate", {"name": "supposed", "kind": leaf.text("form") or "decide"}))
        relations += [Relation("HOLDS", who, "supposed")]
        relations += [Relation("COVERS", "supposed", m.id) for m in content.targets(leaf.id, "CONCERNS")]
    elif kind == "amount" and leaf:
        nodes = [replace(n, properties={**n.properties, "amount": 7}) if n is leaf else n for n in nodes]
    elif kind == "yes":
        nodes.append(Node("supposed", "Position", {"kind": "stance", "value": "supports", "stated_on": DAY}))
        relations += [Relation("TAKES", who, "supposed"), Relation("ABOUT", "supposed", GOAL)]
    new = build_map(nodes, relations, content)
    known, deciding = ((who,) if kind == one else () for one in ("contact", "mandate"))
    return new, Supposed(find_changes(content, new), known, deciding)


@given(seeds)
@settings(many, max_examples=MANY)
def test_a_plan_with_something_supposed_is_the_same_from_what_it_reads(seed: int) -> None:
    question, rng = make_question(seed), Random(seed)
    content = surround(question.content, rng, 20)
    wanted, supposed = suppose(content, rng, tuple(question.start))
    reach, without = REACH, question.without
    reads = find_plan_reads(GOAL, question.start, also=without, on=DAY, reach=reach, supposed=supposed)
    part = supposed.apply(read_part(content, reads))
    found, whole = (
        build_answer(m, GOAL, on=DAY, start=question.start, without=without, seconds=None) for m in (part, wanted)
    )
    assert found == whole


def test_what_lies_around_whom_one_would_know_and_who_would_decide_is_read() -> None:
    """A long row of acquaintances leads from whom we would know to the board that would decide, and its members."""
    people = [f"x{n}" for n in range(60)]
    nodes = [Node(i, "Actor", {"name": i, "kind": "post"}) for i in ("us", *people, "one", "two", "three")]
    nodes += [Node("board", "Actor", {"name": "board", "kind": "committee", "decides_by": "vote"})]
    nodes += [Node("m", "Matter", {"name": "m"}), Node("leaf", "Requirement", {"form": "decide"})]
    nodes += [Node(GOAL, "Initiative", {"name": "goal", "status": "idea"})]
    relations = [Relation("TIE", a, b, {"strength": "strong"}) for a, b in pairwise([*people, "one"])]
    relations += [Relation("MEMBER_OF", member, "board") for member in ("one", "two", "three")]
    relations += [Relation("REQUIRES", GOAL, "leaf"), Relation("CONCERNS", "leaf", "m")]
    content = build_map(nodes, relations, Map({}, (), us=("us",)))
    mandate = Node("supposed", "Mandate", {"name": "supposed", "kind": "decide"})
    more = [Relation("TIE", "us", "x0", {"strength": "acquainted"})]
    more += [Relation("HOLDS", "board", "supposed"), Relation("COVERS", "supposed", "m")]
    changes = find_changes(content, build_map([*nodes, mandate], [*relations, *more], content))
    for known, deciding in (((), ()), (("x0",), ()), ((), ("board",)), (("x0",), ("board",))):
        supposed = Supposed(changes, known, deciding)
        part = supposed.apply(read_part(content, find_plan_reads(GOAL, (), on=DAY, reach=REACH, supposed=supposed)))
        assert ("x2" in part.nodes) == bool(known)
        assert len(part.into("board", "MEMBER_OF")) == (3 if deciding else 0)
        assert part.nodes["supposed"] == mandate


def test_a_contact_that_is_supposed_to_be_closer_is_so_once_it_has_been_read() -> None:
    """We know x a little, and x decides: 3 in the stead of 5, though the tie is read after who decides."""
    nodes = [Node(i, "Actor", {"name": i, "kind": "post"}) for i in ("us", "x")]
    nodes += [Node("m", "Matter", {"name": "m"}), Node("leaf", "Requirement", {"form": "decide"})]
    nodes += [
        Node(GOAL, "Initiative", {"name": "goal", "status": "idea"}),
        Node("power", "Mandate", {"kind": "decide"}),
    ]
    relations = [Relation("HOLDS", "x", "power"), Relation("COVERS", "power", "m"), Relation("CONCERNS", "leaf", "m")]
    relations += [Relation("REQUIRES", GOAL, "leaf")]
    there, wanted = (
        build_map(nodes, [*relations, Relation("TIE", "us", "x", {"strength": s})], Map({}, (), us=("us",)))
        for s in ("new", "acquainted")
    )
    supposed = Supposed(find_changes(there, wanted), ("x",))
    part = supposed.apply(read_part(there, find_plan_reads(GOAL, (), on=DAY, reach=REACH, supposed=supposed)))
    found = build_answer(part, GOAL, on=DAY, start=("us",), seconds=None)
    assert found.plan is not None
    assert found.plan.reaches == 3
