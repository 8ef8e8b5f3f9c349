"""What the map knows of earlier initiatives, and what is open around one: precedents, resources, commitments.

Maps given as `today` are the map on one day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from samverkan.domain.commitments import Commitment, read_commitment
from samverkan.domain.issues import find_issues
from samverkan.domain.requirements import find_requirements
from samverkan.model import Map, Node

SHARED = ("family", "issue", "cause", "matter", "group")


@dataclass(frozen=True, slots=True)
class SeenEffect:
    """An effect that followed an initiative: after how many days, how severe, for whom, and what mitigated it."""

    id: str
    name: str
    lag_days: int | None
    severity: str | None
    affects: tuple[str, ...]
    mitigated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier initiative that shares something with another: family, issue, cause, matter or group."""

    initiative: str
    name: str
    status: str | None
    outcome: str | None
    lesson: str | None
    effects: tuple[SeenEffect, ...]
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What an initiative stands in: resources (id, name) that it needs and nobody offers, commitments not kept."""

    resources: tuple[tuple[str, str], ...] = ()
    commitments: tuple[Commitment, ...] = ()


def find_precedents(whole: Map, initiative: str, day: date) -> tuple[Precedent, ...]:
    """Find what was tried before on the same issue, cause, matter, affected group or in the same family.

    That is every other initiative that had begun by the day, or was rejected; those that share most first.
    """
    return find_alike(whole, find_marks(whole, initiative), day, without=initiative)


def find_alike(whole: Map, marks: Mapping[str, Collection[str]], day: date, without: str = "") -> tuple[Precedent, ...]:
    """Find what was tried before that shares any of some marks; those that share most first."""
    found = []
    for node in whole.labelled("Initiative"):
        theirs = find_marks(whole, node.id)
        shares = tuple(name for name in SHARED if theirs[name].intersection(marks.get(name, ())))
        if node.id != without and shares and has_begun(node, day):
            found.append(_describe(whole, node, shares, day))
    return tuple(sorted(found, key=lambda one: (-len(one.shares), one.initiative)))


def has_begun(initiative: Node, day: date) -> bool:
    """Tell whether an initiative had begun by a day, or was rejected; without a date its status tells."""
    properties = initiative.properties
    if properties.get("status") == "rejected":
        return True
    started, ended = properties.get("started_on"), properties.get("ended_on")
    if isinstance(started, date):
        return started <= day
    return properties.get("status") in ("under_way", "done") or (isinstance(ended, date) and ended <= day)


def find_marks(whole: Map, initiative: str) -> dict[str, set[str]]:
    """Find by what an initiative can be like another: ids, and the name of its family."""
    family = whole.nodes[initiative].text("family")
    issues = find_issues(whole, initiative)
    subjects = whole.reach([r.end for r in whole.out(initiative, "ADDRESSES")], "CONTRIBUTES_TO")
    effects = {r.end for r in whole.out(initiative, "LEADS_TO")}
    affected = (n for thing in issues | effects for n in whole.targets(thing, "AFFECTS"))
    return {
        "family": {family} if family else set(),
        "issue": issues,
        "cause": subjects - issues,
        "matter": {r.end for leaf in find_requirements(whole, initiative) for r in whole.out(leaf, "CONCERNS")},
        "group": {n.id for n in affected if n.label == "AffectedGroup"},
    }


def _describe(whole: Map, node: Node, shares: tuple[str, ...], day: date) -> Precedent:
    effects = [n for n in whole.targets(node.id, "LEADS_TO") if is_seen_side_effect(n, day)]
    ended = node.properties.get("ended_on")
    over = not isinstance(ended, date) or ended <= day
    return Precedent(
        initiative=node.id,
        name=node.name,
        status=node.text("status"),
        outcome=node.text("outcome") if over else None,
        lesson=node.text("lesson") if over else None,
        effects=tuple(_describe_effect(whole, effect) for effect in effects),
        shares=shares,
    )


def is_seen_side_effect(effect: Node, day: date) -> bool:
    """Tell whether something is a side effect that has been seen by a day."""
    seen = effect.properties.get("observed_on")
    if effect.label != "Effect" or effect.properties.get("intended") is True:
        return False
    return effect.properties.get("observed") is True and (not isinstance(seen, date) or seen <= day)


def _describe_effect(whole: Map, effect: Node) -> SeenEffect:
    lag = effect.properties.get("lag_days")
    return SeenEffect(
        id=effect.id,
        name=effect.name,
        lag_days=int(lag) if isinstance(lag, (int, float)) else None,
        severity=effect.text("severity"),
        affects=tuple(r.end for r in whole.out(effect.id, "AFFECTS")),
        mitigated_by=tuple(r.start for r in whole.into(effect.id, "MITIGATES")),
    )


def find_context(whole: Map, today: Map, initiative: str, day: date) -> Context:
    """Find the resources that an initiative needs and nobody offers, and what was undertaken and is not done."""
    missing = (n for n in today.targets(initiative, "NEEDS") if not today.into(n.id, "OFFERS"))
    return Context(tuple((n.id, n.name) for n in missing), find_open_commitments(whole, initiative, day))


def find_open_commitments(whole: Map, initiative: str, day: date) -> tuple[Commitment, ...]:
    """Find what was undertaken about an initiative, its issues, requirements and positions; the first due first."""
    about = {initiative, *find_issues(whole, initiative), *find_requirements(whole, initiative)}
    about |= {n.id for n in whole.origins(initiative, "ABOUT") if n.label == "Position"}
    nodes = {n.id: n for thing in about for n in whole.origins(thing, "ABOUT") if n.label == "Commitment"}
    still_open = (read_commitment(whole, nodes[i], day) for i in sorted(nodes))
    found = [one for one in still_open if one is not None]
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or day, one.id)))
