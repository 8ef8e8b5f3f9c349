"""Hold one plan to the rules: its asks, its contacts, its figures, its order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import product
from typing import Any

from oracle.contacts import FIND_OUT, NOTHING, Cost, add
from oracle.least import Oracle
from oracle.order import Conversation, stages
from oracle.told import Json
from oracle.ways import Ask, Way


def read_way(plan: Json, oracle: Oracle) -> tuple[Way, dict[Ask, Json]] | None:
    """The asks of a plan, as a minimal way; None where they are none.

    A hearing of a leaf that is a hearing itself may be the leaf's own or by a condition: whichever makes a way.
    """
    rows = [(step["actor"], ask) for step in plan["steps"] for ask in step["asks"]]
    unknown = [Ask(to[1:], None) for _, to, _ in plan["contacts"] if to.startswith("?")]
    could_be = []
    for actor, ask in rows:
        leaf = oracle.ways.leaves[ask["requirement"]]
        beside = [False] if not ask["hearing"] else [False, True] if leaf.is_hearing else [True]
        could_be.append([Ask(leaf.id, actor, b) for b in beside])
    minimal, found = set(oracle.ways.minimal), []
    for asks in product(*could_be):
        way = frozenset([*asks, *unknown])
        if len(way) == len(asks) + len(unknown) and way in minimal:
            found.append((way, dict(zip(asks, (ask for _, ask in rows), strict=True))))
    return min(found, key=lambda read: misplaced(*read, oracle), default=None)


def misplaced(way: Way, asks: dict[Ask, Json], oracle: Oracle) -> int:
    """How many of a plan's asks stand at another stage, read in this way."""
    stage = stages(oracle.ways, way)
    return sum(row["stage"] != stage[ask] for ask, row in asks.items())


def plan_complaints(plan: Json, oracle: Oracle) -> Iterator[str]:
    read = read_way(plan, oracle)
    if read is None:
        asks = [(s["actor"], a["requirement"], a["form"], a["hearing"]) for s in plan["steps"] for a in s["asks"]]
        yield f"the plan is no minimal way: {asks}"
        return
    way, asks = read
    price = oracle.price(way)
    yield from differ("convinces, asks, reaches", (plan["convinces"], plan["asks"], plan["reaches"]), price.parts)
    yield from differ("effort", plan["effort"], sum(price.parts))
    yield from differ("convince", set(plan["convince"]), set(oracle.ways.bound(way)))
    yield from differ("cost of the contacts", contact_cost(plan, oracle), add(price.cost, minus(price.parts)))
    yield from contact_complaints(plan, oracle, way)
    yield from step_complaints(plan, oracle, way)
    for ask, row in asks.items():
        yield from ask_complaints(ask, row, oracle, way)
    through = {step["actor"]: step["through"] for step in plan["steps"]}
    yield from Conversation(oracle, way, through).complaints([step["actor"] for step in plan["steps"]])


def differ(what: str, told: Any, listed: Any) -> Iterator[str]:
    if told != listed:
        yield f"plan: {what}: told {told!r}, listed {listed!r}"


def minus(parts: tuple[int, int, int]) -> Cost:
    return (-parts[0] - parts[1], 0, 0, 0, 0)


def contact_cost(plan: Json, oracle: Oracle) -> Cost | None:
    """What the contacts told come to, as a tuple; None where one of them is no contact."""
    steps = [FIND_OUT if to.startswith("?") else oracle.contacts.step(one, to) for one, to, _ in plan["contacts"]]
    return None if None in steps else reduce(add, [s for s in steps if s is not None], NOTHING)


def contact_complaints(plan: Json, oracle: Oracle, way: Way) -> Iterator[str]:
    people = [(one, to, effort) for one, to, effort in plan["contacts"] if not to.startswith("?")]
    reached, us = [to for _, to, _ in people], set(oracle.us)
    if len(set(reached)) < len(reached) or set(reached) & us:
        yield f"plan: somebody is reached twice, or us: {reached}"
    inside = set(us)
    while more := {to for one, to, _ in people if one in inside} - inside:
        inside |= more
    if not oracle.ways.asked(way) <= inside or not set(reached) <= inside:
        yield f"plan: not everybody is reached from us: {people}"
    for one, to, effort in people:
        step = oracle.contacts.step(one, to)
        if step is None or step[0] != effort or not oracle.contacts.may_pass(one, oracle.stances, oracle.without):
            yield f"plan: {one} to {to} takes {step}, told {effort}, or {one} is no go-between"
    yield from through_complaints(plan, {to: one for one, to, _ in people}, us)


def through_complaints(plan: Json, before: dict[str, str], us: set[str]) -> Iterator[str]:
    for step in plan["steps"]:
        path, at = [], before.get(step["actor"])
        while at is not None and at not in us:
            path, at = [at, *path], before.get(at)
        yield from differ(f"through to {step['actor']}", step["through"], path)


def step_complaints(plan: Json, oracle: Oracle, way: Way) -> Iterator[str]:
    actors = [step["actor"] for step in plan["steps"]]
    yield from differ("one step an actor", sorted(actors), sorted(oracle.ways.asked(way)))
    for step in plan["steps"]:
        actor, effort = step["actor"], step["effort"]
        asks = [ask for ask in way if ask.actor == actor]
        above = any(map(oracle.is_above, asks))
        convince = (oracle.convincing(actor) if any(map(oracle.ways.binds, asks)) else 0) + 4 * above
        yield from differ(f"{actor} convince", effort["convince"], convince)
        yield from differ(f"{actor} ask", effort["ask"], sum(map(oracle.asking, asks)))
        counts = (step["position"] or {"counts": "unknown"})["counts"]
        yield from differ(f"position of {actor}", counts, oracle.stances[actor])
        if oracle.there.is_vacant(actor):
            yield f"plan: {actor} is vacant and asked"
    unknown = 10 * sum(ask.actor is None for ask in way)
    yield from differ("reach of the steps", sum(s["effort"]["reach"] for s in plan["steps"]) + unknown, plan["reaches"])


def ask_complaints(ask: Ask, row: Json, oracle: Oracle, way: Way) -> Iterator[str]:
    leaf, who = oracle.ways.leaves[ask.leaf], f"ask {ask}"
    yield from differ(f"{who} form", row["form"], "consult" if ask.beside else leaf.form)
    yield from differ(f"{who} matter", row["matter"], leaf.matter)
    yield from differ(f"{who} above", row["above"], oracle.is_above(ask))
    yield from differ(f"{who} hearing", row["hearing"], not oracle.ways.binds(ask))
    yield from differ(f"{who} stage", row["stage"], stages(oracle.ways, way)[ask])
    if row["mandate"] not in mandates_of(ask, oracle, way):
        yield f"{who}: under {row['mandate']}, expected one of {mandates_of(ask, oracle, way)}"
    if row["mandate"] is not None:
        conditions = oracle.there.get(row["mandate"], "conditions")
        yield from differ(f"{who} conditions", row["conditions"], conditions)


def mandates_of(ask: Ask, oracle: Oracle, way: Way) -> set[str | None]:
    """The mandates of the leaf by which this ask may be made in this way: those whose answers stand in it."""
    leaf = oracle.ways.leaves[ask.leaf]
    found: set[str | None] = set()
    for option in leaf.options:
        used = any(part <= way for part in oracle.ways.sets_of(leaf, option))
        who = option.heard if ask.beside else {v for a in option.answerers for v in voters(leaf, *a)}
        if used and ask.actor in who:
            found.add(option.mandate)
    return found


def voters(leaf: Any, actor: str, by_vote: bool) -> set[str]:
    return set(leaf.boards[actor].cast) if by_vote else {actor}
