"""Which ties hang on a person, and what is lost when the post changes hands: rows of a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.decisions.routes import find_last_contact
from samverkan.decisions.succession import Successions
from samverkan.domain.answering import is_vacant
from samverkan.domain.organisations import is_post
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Relation

Values = Mapping[str, Any]
_MOST_THINGS = 1000
_MOST_PLANS = 150


def find_personal_ties(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the ties that no function carries, or of which nobody knows, with what is lost where a person does.

    Plans that take more are told where there are few to reckon, or an actor is given; else they are None.
    """
    today, asked = content.on(day), values["actor"]
    ties = [r for r in today.relations if _is_personal(r) and asked in ("", r.start, r.end)]
    ends = {i for tie in ties if _hangs_on_a_person(tie) for i in (tie.start, tie.end) if asked in ("", i)}
    posts = sorted(i for i in ends if is_post(today.nodes[i]))
    planned = bool(asked) or _is_quick(today, len(posts))
    changes = Successions(content, day)
    lost = {post: changes.find(post, plans=planned) for post in posts}
    for tie in ties:
        yield _to_row(content, today, day, tie) | _to_losses(tie, lost, planned=planned)


def _is_quick(today: Map, posts: int) -> bool:
    """Tell whether every plan may be reckoned anew for so many posts while somebody waits, whatever the machine."""
    return len(today.nodes) <= _MOST_THINGS and posts * len(today.labelled("Initiative")) <= _MOST_PLANS


def _hangs_on_a_person(tie: Relation) -> bool:
    return tie.properties.get("basis") == "person"


def _is_personal(relation: Relation) -> bool:
    own = relation.start == relation.end
    return relation.type == "TIE" and not own and relation.properties.get("basis") != "function"


def _to_row(content: Map, today: Map, day: date, tie: Relation) -> dict[str, Any]:
    one, other = today.nodes[tie.start], today.nodes[tie.end]
    bodies = {r.end for r in today.out(one.id, "MEMBER_OF")} & {r.end for r in today.out(other.id, "MEMBER_OF")}
    return {
        "actor": one.id,
        "actor_name": one.name,
        "other": other.id,
        "other_name": other.name,
        "strength": tie.properties.get("strength"),
        "carried_by": tie.properties.get("basis"),
        "vacant": is_vacant(one) or is_vacant(other),
        "also_meet_in": sorted(bodies),
        "last_contact": find_last_contact(content, one.id, other.id, day),
        **find_sources(today, (), [tie]),
    }


def _to_losses(tie: Relation, lost: Mapping[str, Mapping[str, list[str]]], *, planned: bool) -> dict[str, Any]:
    """Return what is lost with either end; nothing is known to hang on a tie that no person is said to carry."""
    if not _hangs_on_a_person(tie):
        return {"ways_end": None, "ask_again": None, "plans": None}
    ends = [lost[i] for i in (tie.start, tie.end) if i in lost]
    return {
        "ways_end": sorted({i for end in ends for i in end["way_ends"]}),
        "ask_again": sorted({i for end in ends for i in end["position"]}),
        "plans": sorted({i for end in ends for i in end["plan"]}) if planned else None,
    }
