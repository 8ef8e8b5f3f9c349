"""Who is how near: contacts by tie and by shared seat, steps from somebody, who has none, and contacts between wholes.

A shared seat (the same forum, board or committee) is a contact, as a tie is. Lines and leverage are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from samverkan.domain.organisations import find_parts, is_forum, is_post
from samverkan.model import Map

STRENGTHS = ("new", "acquainted", "established", "strong")
Around = Mapping[str, Mapping[str, int]]


def find_ties(today: Map, ids: Collection[str]) -> dict[tuple[str, str], int]:
    """Find the pairs with a tie among some actors, each with its strength from 1 (new, or unknown) to 4 (strong)."""
    found: dict[tuple[str, str], int] = {}
    known = set(ids)
    for relation in today.relations:
        if relation.type == "TIE" and relation.start != relation.end and {relation.start, relation.end} <= known:
            pair = min(relation.start, relation.end), max(relation.start, relation.end)
            strength = relation.properties.get("strength")
            found[pair] = max(found.get(pair, 0), STRENGTHS.index(str(strength)) + 1 if strength in STRENGTHS else 1)
    return dict(sorted(found.items()))


def find_seats(today: Map, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Find the bodies in which actors sit, each with those of some that do, in id order."""
    found: dict[str, set[str]] = {}
    for relation in today.relations:
        if relation.type == "MEMBER_OF" and relation.start in ids:
            found.setdefault(relation.end, set()).add(relation.start)
    return {body: tuple(sorted(members)) for body, members in sorted(found.items())}


def find_around(today: Map, ids: Collection[str]) -> dict[str, dict[str, int]]:
    """Find everybody's contacts: the strength of a tie (1 to 4), 0 where they only sit together."""
    known = set(ids)
    around: dict[str, dict[str, int]] = {i: {} for i in ids}
    for members in find_seats(today, known).values():
        for one in members:
            for other in members:
                if one != other:
                    around[one].setdefault(other, 0)
    for (one, other), strength in find_ties(today, known).items():
        around[one][other] = around[other][one] = strength
    return around


def count_steps(around: Around, start: Iterable[str]) -> dict[str, int]:
    """Count how many contacts away everybody is that can be reached."""
    edge = [i for i in start if i in around]
    steps = dict.fromkeys(edge, 0)
    away = 0
    while edge:
        away += 1
        edge = sorted({other for one in edge for other in around[one]} - steps.keys())
        steps |= dict.fromkeys(edge, away)
    return steps


def find_nearness(today: Map, steps: Mapping[str, int], us: Collection[str]) -> dict[str, int]:
    """Find how near everybody is; a body is as near as the nearest in it, those who are us left out."""
    found = {i: n for i, n in steps.items() if n}
    bodies = [a.id for a in today.labelled("Actor") if not is_post(a) and not is_forum(a)]
    for body in bodies:
        inside = [steps[i] for i in find_parts(today, body) if steps.get(i) and i not in us]
        if inside:
            found[body] = min(inside)
    return found | dict.fromkeys((i for i in us if i in today.nodes), 0)


def find_isolated(today: Map, tops: Iterable[str]) -> list[str]:
    """Find the wholes in which nobody has a tie, a seat or leverage."""
    touched = {end for r in today.relations if r.type in ("TIE", "HAS_LEVERAGE_OVER") for end in (r.start, r.end)}
    touched |= {r.start for r in today.relations if r.type == "MEMBER_OF"}
    return [top for top in tops if touched.isdisjoint(find_parts(today, top))]


def count_between(ties: Iterable[tuple[str, str]], home: Mapping[str, str]) -> list[tuple[tuple[str, str], int]]:
    """Count the ties between wholes, most first."""
    pairs = Counter(
        (min(home[one], home[other]), max(home[one], home[other]))
        for one, other in ties
        if one in home and other in home and home[one] != home[other]
    )
    return sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
