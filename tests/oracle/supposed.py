"""Which single unknown fact would change the plan: what the oracle finds when each is supposed to be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from oracle.least import Oracle
from oracle.told import Json

Outcome = Mapping[frozenset[str], int]  # the least effort for each set of people who could be convinced
Fact = tuple[str, str]


def ask_first_complaints(told: Json, oracle: Oracle) -> Iterator[str]:
    """Every fact told has its two efforts; of none that is not told could an answer make the plan a dearer one."""
    facts = {(fact["kind"], fact["id"]): (fact["best"], fact["worst"]) for fact in told["ask_first"]}
    if told["plan"] is None:
        yield from (f"ask first: {fact}, and there is no plan" for fact in facts)
        return
    now = frozenset(told["plan"]["convince"])
    passed = {one for one, _, _ in told["plan"]["contacts"]}
    supposed = suppose_positions(oracle, passed) | suppose_authorities(oracle)
    yield from (f"ask first: {fact} is not unknown" for fact in facts.keys() - supposed.keys())
    for fact, outcomes in supposed.items():
        efforts = tuple(min(outcome.values(), default=None) for outcome in outcomes)
        if fact in facts and facts[fact] != efforts:
            yield f"ask first: {fact}: told {facts[fact]}, listed {efforts}"
        same = all(outcome.get(now) == effort for outcome, effort in zip(outcomes, efforts, strict=True))
        if fact not in facts and not same:
            yield f"ask first: {fact} is not told, and changes the plan: {efforts}"


def suppose_positions(oracle: Oracle, passed: set[str]) -> dict[Fact, tuple[Outcome, Outcome]]:
    """Suppose that somebody who is asked, or through whom somebody is reached, champions it, and that it opposes it."""
    found = {}
    binding = {a.actor for leaf in oracle.ways.of_leaf.values() for way in leaf for a in way if oracle.ways.binds(a)}
    for actor in {*passed, *map(str, binding)} - {*oracle.us, *oracle.without}:
        if oracle.stances[actor] == "unknown":
            best, worst = (replace(oracle, supposed={actor: value}) for value in ("champions", "opposes"))
            found["position", actor] = (find_outcome(best), find_outcome(worst))
    return found


def suppose_authorities(oracle: Oracle) -> dict[Fact, tuple[Outcome, Outcome]]:
    unknown = {a.leaf for ways in oracle.ways.of_leaf.values() for way in ways for a in way if a.actor is None}
    return {
        ("authority", leaf): (find_outcome(replace(oracle, found_out=frozenset({leaf}))), find_outcome(oracle, leaf))
        for leaf in unknown
    }


def find_outcome(oracle: Oracle, without_leaf: str | None = None) -> Outcome:
    found: dict[frozenset[str], int] = {}
    for plan in reversed(oracle.plans):
        if without_leaf not in {ask.leaf for ask in plan.way}:
            found[oracle.ways.bound(plan.way)] = plan.cost[0]
    return found
