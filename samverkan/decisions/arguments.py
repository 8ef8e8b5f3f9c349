"""What speaks for an initiative in somebody's eyes, which side effects they will ask about, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from samverkan.decisions.case import Case
from samverkan.domain.issues import find_issues
from samverkan.domain.organisations import find_organisations
from samverkan.domain.positions import find_position, is_past_review
from samverkan.model import Map, Relation


def find_arguments(case: Case, actor: str) -> Iterator[Mapping[str, Any]]:
    """Yield what speaks for (or against) the initiative in this actor's eyes, each as kind, values and sources.

    `serves`: what it does for a core mandate of the actor or of the nearest organisation that has one ·
    `priority`: a priority given to an issue that it addresses · `shares`: a shared problem picture of it.
    """
    yield from _mandate_arguments(case, actor)
    issues = sorted(find_issues(case.today, case.initiative))
    organisations = find_organisations(case.today, actor)[:2]
    for issue in issues:
        yield from _position_arguments(case, organisations, issue, issue, "priority", ("high", "medium"))
        for picture in case.today.origins(issue, "OF"):
            yield from _position_arguments(case, organisations, picture.id, issue, "problem_picture", ("shares",))


def _mandate_arguments(case: Case, actor: str) -> Iterator[Mapping[str, Any]]:
    served: dict[str, Relation] = {r.end: r for r in case.today.out(case.initiative, "SERVES")}
    for organisation in find_organisations(case.today, actor):
        own = [r.end for r in case.today.out(organisation, "HAS_CORE_MANDATE")]
        for mandate in (m for m in own if m in served):
            properties = served[mandate].properties
            source = properties.get("source")
            yield {
                "kind": "serves",
                "actor": organisation,
                "core_mandate": mandate,
                "direction": properties.get("direction"),
                "argument": properties.get("argument"),
                "sources": () if source is None else (str(source),),
            }
        if own:
            return


def _position_arguments(
    case: Case, organisations: list[str], about: str, issue: str, kind: str, values: tuple[str, ...]
) -> Iterator[Mapping[str, Any]]:
    for organisation in organisations:
        position = find_position(case.today, organisation, about, kind, case.day)
        if position is None:
            continue
        if not is_past_review(position, case.day) and position.properties.get("value") in values:
            yield {
                "kind": "priority" if kind == "priority" else "shares",
                "actor": organisation,
                "issue": issue,
                "about": about,
                "value": position.properties["value"],
                "position": position.id,
                "basis": position.text("basis"),
                "sources": tuple(r.end for r in case.today.out(position.id, "SOURCED_BY")),
            }
        return


def find_side_effects(case: Case, actor: str) -> list[str]:
    """Find the side effects of the initiative that bear on an actor, its organisation or its core mandate."""
    near = set(find_organisations(case.today, actor)[:2])
    near |= {r.end for organisation in sorted(near) for r in case.today.out(organisation, "HAS_CORE_MANDATE")}
    effects = [n for n in case.today.targets(case.initiative, "LEADS_TO") if n.properties.get("intended") is not True]
    return [e.id for e in effects if any(r.end in near for r in case.today.out(e.id, "AFFECTS"))]


def find_leverage(case: Case, needs: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Find whose behaviour the ordinary holders, or their organisations, can change, as paths of ids.

    A path counts when its holder is asked to act under a contract or to supervise, or when it leads to somebody
    that the matter touches. It tells what can follow from a yes; it never stands for a decision.
    """
    touched = _find_touched(case)
    paths: set[tuple[str, ...]] = set()
    for actor in (a for a in case.asks_of if needs[a] in _ORDINARY):
        acts = any(case.leaves[case.asks[ask].leaf].form in ("contract", "supervise") for ask in case.asks_of[actor])
        for start in find_organisations(case.today, actor)[:2]:
            paths |= {p for p in _leverage_paths(case.today, start) if p[1:] and (acts or touched & {*p[1:]})}
    return sorted(paths)


_MOST_LINKS, _MOST_WAYS = 6, 3
_ORDINARY = ("must", "must_unless_above", "one_of")


def _find_touched(case: Case) -> set[str]:
    """Find who is involved in, or affected by, the initiative, its effects and the issues that it addresses."""
    today = case.today
    issues = sorted(find_issues(today, case.initiative))
    effects = [n.id for n in today.targets(case.initiative, "LEADS_TO")]
    involved = {n.id for thing in (case.initiative, *issues) for n in today.origins(thing, "INVOLVED_IN")}
    return involved | {n.id for thing in (*issues, *effects) for n in today.targets(thing, "AFFECTS")}


def _leverage_paths(today: Map, start: str) -> list[tuple[str, ...]]:
    """Follow leverage over at most six links, by the shortest ways to each one reached; a way on tells the way."""
    found: dict[str, list[tuple[str, ...]]] = {start: [(start,)]}
    latest = dict(found)
    for _ in range(_MOST_LINKS):
        reached: dict[str, list[tuple[str, ...]]] = {}
        for way in (way for ways in latest.values() for way in ways):
            for relation in today.out(way[-1], "HAS_LEVERAGE_OVER"):
                if relation.end not in found and len(reached.setdefault(relation.end, [])) < _MOST_WAYS:
                    reached[relation.end].append((*way, relation.end))
        found |= reached
        latest = reached
    every = [way for ways in found.values() for way in ways]
    passed = {way[:-1] for way in every}
    return [way for way in every if way not in passed]


def find_adjustment(case: Case, actor: str, settings: Mapping[str, int]) -> int:
    """Return what the arguments add to (or take off) the convincing of an actor, each kind counted once."""
    arguments = list(find_arguments(case, actor))
    kinds = {a["kind"] for a in arguments if a["kind"] != "serves"}
    directions = {a["direction"] for a in arguments if a["kind"] == "serves"}
    change = -settings["argument_priority"] * ("priority" in kinds) - settings["argument_shares"] * ("shares" in kinds)
    change -= settings["argument_serves"] * ("positive" in directions)
    return change + settings["argument_threatens"] * ("negative" in directions)
