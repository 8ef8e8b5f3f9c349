"""Hold what answers who may meet a requirement to each other: the plan, two questions, the mandates and the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from oracle.sketch import DAY, GOAL, US
from strategies.convincing_maps import make_question

from samverkan.decisions.answer import RequirementNeed
from samverkan.decisions.case import build_case
from samverkan.decisions.needs import find_requirement_needs
from samverkan.decisions.reads import find_plan_reads
from samverkan.model import Map, Node, Relation, build_map
from samverkan.queries import find_question
from samverkan.question_values import read_parameters
from samverkan.store.protocol import Row, Store
from samverkan.validate import find_problems
from samverkan.workflows.ask import answer_question
from samverkan.workflows.mandates import Search, find_mandates_in

DEPTH = 8
Who = tuple[set[str], set[str]]  # the ordinary holders, and those above


def make_map(seed: int) -> Map:
    """Make a map of a seed whose areas lie eight deep in each other, with an agreement that does not bind about all."""
    content = make_question(seed).content
    areas = {n.id for n in content.labelled("Area")}
    nodes, relations = list(content.nodes.values()), list[Relation]()
    for relation in content.relations:
        if relation.type != "PART_OF" or relation.start not in areas:
            relations.append(relation)
            continue
        between = [f"{relation.start}-{number}" for number in range(1, DEPTH)]
        nodes += [Node(area, "Area", {"name": area}) for area in between]
        ways = zip([relation.start, *between], [*between, relation.end], strict=True)
        relations += [Relation("PART_OF", start, end) for start, end in ways]
    nodes += [
        Node("talk", "Agreement", {"name": "Talk", "kind": "other"}),
        Node("thing", "Resource", {"name": "Thing"}),
    ]
    relations += [Relation("COVERS", "talk", "thing"), Relation("NEEDS", GOAL, "thing")]
    return replace(build_map(nodes, relations, content), profile="se")


def find_disagreements(store: Store, content: Map) -> Iterator[str]:
    """Yield every leaf of which the plan and something else do not say the same."""
    part = store.read(find_plan_reads(GOAL, (US,), on=DAY))
    needs = find_requirement_needs(build_case(part, GOAL, DAY, (US,)))
    rows = ask(store, "who-to-convince", initiative=GOAL)
    for need in needs:
        planned = set(need.ordinary), set(need.above)
        yield from differ(
            "who-to-convince", need, planned, read_answers(r for r in rows if r["requirement"] == need.id)
        )
        # who looks a kind of mandate up says nothing of a veto, which makes the answer to a hearing binding
        if not is_directed(content, need.id) and need.hearing == (need.form == "consult"):
            yield from differ("mandates", need, planned, find_mandate_holders(store, need))
            yield from differ("who-decides", need, planned, ask_who_decides(store, need) or planned)
    warned = {p.item for p in find_problems(content, DAY) if p.key == "only-agreement-not-binding"}
    unmet = {need.id for need in needs if need.unknown_authority and not is_directed(content, need.id)}
    if warned != unmet:
        yield f"check warns of {sorted(map(str, warned))}, nobody is known for {sorted(unmet)}"


def differ(where: str, need: RequirementNeed, planned: Who, found: Who) -> Iterator[str]:
    if found != planned:
        yield f"{need.id}: the plan says {planned}, {where} says {found}"


def is_directed(content: Map, leaf: str) -> bool:
    return bool(content.out(leaf, "DIRECTED_TO"))


def ask(store: Store, name: str, **given: str) -> list[Row]:
    question = find_question(name)
    return answer_question(store, question, read_parameters(question, given, as_of=DAY), DAY)


def read_answers(rows: Iterator[Row]) -> Who:
    found: dict[object, set[str]] = {"ordinary": set(), "above": set(), "unknown": set()}
    for row in rows:
        found[row["answers"]].add(str(row["actor"]))
    assert found["unknown"] in (set(), {"None"})
    return found["ordinary"], found["above"]


def find_mandate_holders(store: Store, need: RequirementNeed) -> Who:
    search = Search(matter=need.matter, area=need.area, amount=need.amount, kind=need.form)
    found = find_mandates_in(store, search, as_of=DAY).rows
    # where no area is asked for, mandates that hold in some area only are told beside those that meet the requirement
    rows = [row for row in found if not row.vacant and (need.area or not row.areas)]
    ordinary = {row.actor for row in rows if row.ordinary}
    return ordinary, {row.actor for row in rows} - ordinary


def ask_who_decides(store: Store, need: RequirementNeed) -> Who | None:
    """Ask the question; None where no amount is given."""
    if not need.amount:
        return None
    given = {"matter": str(need.matter), "area": need.area or "", "kind": need.form, "amount": str(need.amount)}
    rows = [row for row in ask(store, "who-decides", **given) if row["actor"] is not None and not row["vacant"]]
    rows = [row for row in rows if need.area or not row["areas"]]
    ordinary = {str(row["actor"]) for row in rows if row["lowest"]}
    return ordinary, {str(row["actor"]) for row in rows} - ordinary
