"""A plan from what it declares to read is the plan from the whole map: everything that is told, to the last gap."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from oracle.sketch import DAY, GOAL
from reading import read_part
from strategies.convincing_maps import make_question, many, seeds

from samverkan.decisions.effort import build_settings, find_reach
from samverkan.decisions.plan import build_answer
from samverkan.decisions.reads import find_plan_reads
from samverkan.model import Map, Node, Relation, build_map

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
