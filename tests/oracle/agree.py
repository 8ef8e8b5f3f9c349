"""Hold what the planner tells to what the oracle lists: every difference as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from oracle.agree_plan import plan_complaints
from oracle.least import Oracle
from oracle.surroundings import Surroundings
from oracle.there import There
from oracle.told import Json, tell

from samverkan.model import Map

MOST = 50


def differ(what: str, told: Any, listed: Any) -> Iterator[str]:
    if told != listed:
        yield f"{what}: told {told!r}, listed {listed!r}"


def complaints(told: Json, oracle: Oracle) -> list[str]:
    """Everything in which the planner and the oracle do not agree."""
    before = Oracle(oracle.there, oracle.initiative, oracle.us)
    parts: list[Callable[[], Iterator[str]]] = [
        lambda: differ("can_be_met", told["can_be_met"], oracle.ways.can_be_met),
        lambda: differ("plan is null", told["plan"] is None, oracle.least is None),
        lambda: requirement_complaints(told["requirements"], before),
        lambda: need_complaints(told, oracle),
        lambda: blocking_complaints(told, oracle),
        lambda: least_complaints(told, oracle),
        lambda: refusal_complaints(told, oracle),
        lambda: surrounding_complaints(told, oracle),
    ]
    plans = [*([told["plan"]] if told["plan"] else []), *told["alternatives"]]
    parts += [lambda plan=plan: plan_complaints(plan, oracle) for plan in plans]  # type: ignore[misc]
    return [complaint for part in parts for complaint in heard_out(part)]


def differences(
    content: Map, initiative: str, day: date, start: Sequence[str], without: Sequence[str] = (), alternatives: int = 2
) -> list[str]:
    """Ask the planner and the oracle the same; nothing where the map is too large for listing."""
    oracle = Oracle(There(content, day), initiative, tuple(start), tuple(without))
    if oracle.is_too_large:
        return []
    return complaints(tell(content, initiative, day, start, without, alternatives), oracle)


def heard_out(part: Callable[[], Iterator[str]]) -> list[str]:
    found = []
    try:
        for complaint in part():
            found.append(complaint)
    except KeyError as missing:
        found.append(f"no such key: {missing}")
    return found


def requirement_complaints(told: list[Json], oracle: Oracle) -> Iterator[str]:
    yield from differ("requirements", sorted(r["id"] for r in told), sorted(oracle.ways.leaves))
    around = Surroundings(oracle)
    for row in told:
        leaf = oracle.ways.leaves[row["id"]]
        listed = {
            "form": leaf.form,
            "matter": leaf.matter,
            "need": row["need"] if oracle.is_too_large else oracle.ways.requirement_needs[leaf.id],
            "status": leaf.status,
            "hearing": leaf.is_hearing,
            "unknown_authority": not leaf.options,
            "ordinary": sorted(leaf.ordinary),
            "above": sorted(leaf.above),
            "vacant": sorted(leaf.vacant),
            "votes": around.votes(leaf.id),
        }
        for key, value in listed.items():
            found = row.get(key, "no such key")
            yield from differ(
                f"requirement {leaf.id} {key}", sorted(found) if isinstance(value, list) else found, value
            )


def need_complaints(told: Json, oracle: Oracle) -> Iterator[str]:
    needs = {a["id"]: a["need"] for a in told["actors"]}
    listed = oracle.ways.needs
    for actor in sorted(needs.keys() | listed.keys()):
        yield from differ(f"need of {actor}", needs.get(actor), listed.get(actor))
    for row in told["actors"]:
        beside = {
            ask.leaf for ways in oracle.ways.of_leaf.values() for way in ways for ask in way if ask.actor == row["id"]
        }
        wanted = oracle.ways.candidates.get(row["id"], set()) | beside
        yield from differ(f"requirements of {row['id']}", set(row["requirements"]), wanted)


def expand(pattern: Json) -> Iterator[tuple[str, ...]]:
    for some in combinations(sorted(pattern["of"]), pattern["at_least"]):
        yield tuple(sorted({*some, *pattern["and"]}))


def blocking_complaints(told: Json, oracle: Oracle) -> Iterator[str]:
    every, sets = oracle.ways.blocking_sets, [tuple(s) for s in told["blocking_sets"]]
    patterns = told["blocking_patterns"]
    said = [some for pattern in patterns for some in expand(pattern)]
    unlisted = [some for some in every if some not in set(said)]
    yield from differ("blocking_sets", sets, unlisted[:MOST])
    for some in set(said) - set(every):
        yield f"a pattern says {some}, which is no smallest blocking set"
    yield from differ("patterns say a set twice", len(said), len(set(said)))
    boards = {board.id: board for leaf in oracle.ways.leaves.values() for board in leaf.boards.values()}
    for pattern in patterns:
        if pattern["board"] not in boards or not set(pattern["of"]) <= set(boards[pattern["board"]].cast):
            yield f"the pattern {pattern} is of no board that votes"
    for board in boards.values():
        yield from unsaid_patterns(board.id, set(board.cast), sets)


def unsaid_patterns(board: str, members: set[str], sets: list[tuple[str, ...]]) -> Iterator[str]:
    """More than three sets that are "any k of these n" of a board must be a pattern."""
    groups: dict[tuple[frozenset[str], int], set[frozenset[str]]] = {}
    for some in map(frozenset, sets):
        groups.setdefault((some - members, len(some & members)), set()).add(some & members)
    for (rest, size), parts in groups.items():
        of: frozenset[str] = frozenset().union(*parts)
        if 1 <= size < len(of) and len(parts) > 3 and parts == set(map(frozenset, combinations(sorted(of), size))):
            yield f"any {size} of {sorted(of)} of {board} with {sorted(rest)} stands one by one"


def least_complaints(told: Json, oracle: Oracle) -> Iterator[str]:
    if told["plan"] is None or oracle.least is None:
        return
    yield from differ("effort", told["plan"]["effort"], oracle.least[0])
    yield from differ("bound", (told["plan"]["bound"], told["plan"]["proven"]), (oracle.least[0], True))
    listed = sorted(cost[0] for cost in oracle.by_people().values())
    efforts = [plan["effort"] for plan in [told["plan"], *told["alternatives"]]]
    yield from differ("efforts of the best plans", efforts, listed[: len(efforts)])
    people = [tuple(plan["convince"]) for plan in [told["plan"], *told["alternatives"]]]
    yield from differ("plans that convince the same", len(set(people)), len(people))


def refusal_complaints(told: Json, oracle: Oracle) -> Iterator[str]:
    plan = told["plan"]
    asks = {step["actor"]: step["asks"] for step in plan["steps"]} if plan else {}
    passed = {one for one, _, _ in plan["contacts"]} - set(oracle.us) if plan else set()
    for row in [*told["actors"], *told.get("go_betweens", [])]:
        actor = row["id"]
        if actor in asks and all(ask["hearing"] for ask in asks[actor]):
            expected: Any = "is only heard"
        elif actor in asks or actor in passed:
            least = oracle.if_refused(actor).least
            expected = "stops" if least is None else least[0]
        else:
            expected = "not in plan"
        yield from differ(f"if {actor} refuses", row["refuses"], expected)


def surrounding_complaints(told: Json, oracle: Oracle) -> Iterator[str]:
    around = Surroundings(oracle)
    asked = {step["actor"] for step in told["plan"]["steps"]} if told["plan"] else set()
    listed = around.others(asked)
    yield from differ("others", [(o["id"], o["why"]) for o in told["others"]], list(listed.items()))
    yield from differ("analysis", told["initiative"]["analysis"], around.analysis)
    earlier = {row["initiative"]: set(row["shares"]) for row in told["earlier"]}
    yield from differ("earlier", earlier, around.earlier())
    yield from differ("resources", ids(told["context"]["resources"]), around.resources)
    commitments = {c["id"]: c["overdue"] for c in told["context"]["commitments"]}
    yield from differ("commitments", commitments, around.commitments)
    boards = {board.id: board for leaf in oracle.ways.leaves.values() for board in leaf.boards.values()}
    for board, rows in told["brings"].items():
        for row in rows:
            votes = around.brings(boards[board], row["actor"])
            yield from differ(f"what {row['actor']} brings in {board}", row["votes"], votes)


def ids(rows: Iterable[Json]) -> set[str]:
    return {row["id"] for row in rows}
