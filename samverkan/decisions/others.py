"""Who bears on an initiative though nobody asks them: what they said, what it does to them, whom they can press."""

from __future__ import annotations

from collections.abc import Collection

from samverkan.decisions.answer import Other
from samverkan.decisions.case import Case
from samverkan.model import Relation

_ORDER = ("opposes", "hesitant", "champions", "supports", "neutral")
_TOUCHED = ("negative", "positive")


def find_others(case: Case, asked: Collection[str]) -> tuple[Other, ...]:
    """Find every actor but us outside a plan's asks that bears on the initiative, those against first.

    That is who has stated a stance of its own that still counts, whose core mandate it goes against or serves, and who
    has leverage over somebody who is asked.
    """
    outside = (a.id for a in case.today.labelled("Actor") if a.id not in asked and a.id not in case.start)
    found = [other for actor in outside if (other := _describe(case, actor, asked))]
    return tuple(sorted(found, key=lambda other: (_rank(other), other.id)))


def _rank(other: Other) -> int:
    return _ORDER.index(other.stance) if other.stance in _ORDER else len(_ORDER)


def _describe(case: Case, actor: str, asked: Collection[str]) -> Other | None:
    """Describe how an actor bears on the initiative; None where it does not."""
    stance = case.stances[actor]
    own = stance if stance and not stance.inherited_from and stance.counts in _ORDER else None
    touched = _find_touched(case, actor)
    levers = [r for r in case.today.out(actor, "HAS_LEVERAGE_OVER") if r.end in asked]
    reasons = {"position": own is not None, "core_mandate": bool(touched), "leverage": bool(levers)}
    if not any(reasons.values()):
        return None
    directions = {str(r.properties["direction"]) for r in touched}
    sources = {str(r.properties["source"]) for r in (*touched, *levers) if "source" in r.properties}
    return Other(
        id=actor,
        name=case.today.nodes[actor].name,
        why=tuple(reason for reason, holds in reasons.items() if holds),
        stance=own.counts if own else None,
        stated_on=own.stated_on if own else None,
        basis=own.basis if own else None,
        concern=own.concern if own else None,
        would_help=own.would_help if own else None,
        direction=next((direction for direction in _TOUCHED if direction in directions), None),
        sources=tuple(sorted(sources | set(own.sources if own else ()))),
        touches=tuple(_to_touch(relation) for relation in touched),
        over=tuple(sorted({r.end for r in levers})),
    )


def _to_touch(served: Relation) -> dict[str, str | None]:
    given = {key: served.properties.get(key) for key in ("direction", "argument")}
    return {"core_mandate": served.end, **{key: None if value is None else str(value) for key, value in given.items()}}


def _find_touched(case: Case, actor: str) -> list[Relation]:
    """Find what the initiative does for, or to, the core mandates of an actor."""
    own = {r.end for r in case.today.out(actor, "HAS_CORE_MANDATE")}
    served = (r for r in case.today.out(case.initiative, "SERVES") if r.end in own)
    touched = [r for r in served if r.properties.get("direction") in _TOUCHED]
    return sorted(touched, key=lambda r: (_TOUCHED.index(str(r.properties["direction"])), r.end))
