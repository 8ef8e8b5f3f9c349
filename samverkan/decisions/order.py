"""In which order to talk: what must come first, then what could fail or unlock most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from samverkan.decisions.case import Case

_RISK = {"opposes": 5, "hesitant": 4, "unknown": 3, "neutral": 2, "supports": 1, "champions": 0}
_NEED = {"must": 3, "must_unless_above": 2, "one_of": 1, "above": 0, "not_needed": 0}


def find_precedence(case: Case, leaves: Collection[str]) -> set[tuple[str, str]]:
    """Find (earlier leaf, later leaf) among some leaves: SEQUENCE, and preparing a matter before deciding it."""
    used = set(leaves)
    pairs = {(a, b) for a, b in case.order if a in used and b in used}
    prepared = [case.leaves[i] for i in used if case.leaves[i].form == "prepare"]
    decided = [case.leaves[i] for i in used if case.leaves[i].form == "decide"]
    return pairs | {(p.id, d.id) for p in prepared for d in decided if p.matter is not None and p.matter == d.matter}


def find_order(
    case: Case,
    asked: Mapping[str, Collection[str]],
    routes: Mapping[str, Sequence[str]],
    needs: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Order the actors asked, each with the reason of its place: sequence, route, may_fail, unlocks or by_id.

    `asked` are the leaves put to each actor, `routes` whom each is reached through. An actor that must both
    come before and after another (it answers twice in a sequence) stands where its first answer is due.
    """
    leaves = {leaf for group in asked.values() for leaf in group}
    before = find_precedence(case, leaves)
    strong = {(a, b) for a in asked for b in asked if a != b and _comes_before(asked[a], asked[b], before)}
    rank = {leaf: number for number, leaf in enumerate(case.leaves)}
    first = {actor: min(rank[leaf] for leaf in group) for actor, group in asked.items()}
    strong = {(a, b) for a, b in strong if (b, a) not in strong or (first[a], a) < (first[b], b)}
    weak = {(a, b) for b in asked for a in routes[b] if a in asked and (b, a) not in strong}
    ordered: list[tuple[str, str]] = []
    left = set(asked)
    while left:
        actor, reason = _pick_next(case, left, strong, weak, first, asked, needs)
        ordered.append((actor, reason))
        left.remove(actor)
    return ordered


def _comes_before(ones: Collection[str], others: Collection[str], before: set[tuple[str, str]]) -> bool:
    return any((one, other) in before for one in ones for other in others)


def _pick_next(
    case: Case,
    left: set[str],
    strong: set[tuple[str, str]],
    weak: set[tuple[str, str]],
    first: Mapping[str, int],
    asked: Mapping[str, Collection[str]],
    needs: Mapping[str, str],
) -> tuple[str, str]:
    """Pick the next actor: whoever is due first by itself or through somebody who waits for it."""
    allowed = {a for a in left if not any((b, a) in strong for b in left)}
    if not allowed:
        return min(left, key=lambda a: (first[a], a)), "sequence"
    free = {a for a in allowed if not any((b, a) in weak for b in left)} or allowed
    own = {a: (-_risk(case, a), -_NEED[needs[a]], -len(asked[a]), a) for a in left}
    due = {a: min(own[b] for b in _find_waiting(a, left, strong | weak)) for a in free}
    actor = min(free, key=lambda a: (due[a], own[a]))
    return actor, _reason(case, actor, left, strong, weak, asked)


def _find_waiting(actor: str, left: set[str], before: set[tuple[str, str]]) -> set[str]:
    """Find an actor and all who can only come after it."""
    found = {actor}
    waiting = [actor]
    while waiting:
        current = waiting.pop()
        further = {b for a, b in before if a == current and b in left} - found
        found |= further
        waiting.extend(further)
    return found


def _reason(
    case: Case,
    actor: str,
    left: set[str],
    strong: set[tuple[str, str]],
    weak: set[tuple[str, str]],
    asked: Mapping[str, Collection[str]],
) -> str:
    if any((actor, other) in strong for other in left):
        return "sequence"
    if any((actor, other) in weak for other in left):
        return "route"
    if _risk(case, actor) >= _RISK["unknown"]:
        return "may_fail"
    return "unlocks" if len(asked[actor]) > 1 else "by_id"


def _risk(case: Case, actor: str) -> int:
    return 0 if actor in case.start else _RISK[case.counts(actor)]
