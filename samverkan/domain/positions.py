"""Which position of an actor counts on a day, and until when: one rule for checks, planner, questions and pages.

Every map given here is the map on one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samverkan.domain.days import find_days_after, find_months_before
from samverkan.domain.organisations import is_forum, is_post
from samverkan.model import Map, Node

OWN_ASSESSMENT = "own_assessment"
RESTRICTED = "restricted"  # told in the place of a value that must not be used while an objection is examined
_REVIEW_MONTHS = 12
_BOUND_MONTHS = 24
_OWN_ASSESSMENT_DAYS = 90
_OF_THE_POST = ("minutes", "written")


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of an actor that counts on a day, or that counted until its review date.

    `counts` is what the effort was reckoned with: the value, or `unknown` when it is `stale` (past its review date, or
    said by an earlier holder of the post). `inherited_from` is the party group or organisation whose stance a post
    takes when it has stated none itself.
    """

    position: str
    value: str
    counts: str
    basis: str | None
    stated_on: date
    review_by: date
    stale: bool
    concern: str | None = None
    would_help: str | None = None
    inherited_from: str | None = None
    sources: tuple[str, ...] = ()


def find_review_by(position: Node) -> date:
    """Return the last day a position counts: as written, but no later than its bound, else 12 months on.

    An own assessment counts for 90 days where nothing is written.
    """
    written, bound = position.properties.get("review_by"), find_bound(position)
    if isinstance(written, date):
        return min(written, bound)
    stated = position.properties["stated_on"]
    assert isinstance(stated, date)
    return min(find_months_before(stated, -_REVIEW_MONTHS), bound)


def find_bound(position: Node) -> date:
    """Return the last day that a position may count, whatever is written: 24 months on, an own assessment 90 days."""
    stated = position.properties["stated_on"]
    assert isinstance(stated, date)
    if position.properties.get("basis") == OWN_ASSESSMENT:
        return find_days_after(stated, _OWN_ASSESSMENT_DAYS)
    return find_months_before(stated, -_BOUND_MONTHS)


def is_within_bound(position: Node) -> bool:
    """Tell whether a position is to be reviewed no later than it may count."""
    written, stated = position.properties.get("review_by"), position.properties.get("stated_on")
    return not isinstance(written, date) or not isinstance(stated, date) or written <= find_bound(position)


def find_usual_review(position: Node) -> date | None:
    """Return the day 12 months on, where a position is to be reviewed later than that; None where it is not."""
    written, stated = position.properties.get("review_by"), position.properties.get("stated_on")
    if not isinstance(written, date) or not isinstance(stated, date):
        return None
    usual = find_months_before(stated, -_REVIEW_MONTHS)
    return usual if written > usual else None


def is_past_review(position: Node, day: date) -> bool:
    """Tell whether a position no longer counts on a day; on its review date it still does."""
    return find_review_by(position) < day


def is_an_earlier_holders(actor: Node, position: Node, day: date) -> bool:
    """Tell whether an earlier holder of a post has said something; what stands in minutes or writing is the post's."""
    since, stated = actor.properties.get("holder_since"), position.properties["stated_on"]
    if not is_post(actor) or not isinstance(since, date) or since > day:
        return False
    assert isinstance(stated, date)
    return stated < since and position.properties.get("basis") not in _OF_THE_POST


def is_stale(actor: Node, position: Node, day: date) -> bool:
    """Tell whether what an actor has said counts as unknown on a day."""
    return is_past_review(position, day) or is_an_earlier_holders(actor, position, day)


def find_position(today: Map, actor: str, about: str, kind: str, day: date) -> Node | None:
    """Find the latest position of a kind that an actor has stated on something by a day (later id on a tie).

    None where the latest is one that nobody may see any more: an older one does not count again.
    """
    stated = [p for p in today.targets(actor, "TAKES") if _is_stated(today, p, about, kind, day)]
    latest = max(stated, key=lambda p: (p.properties["stated_on"], p.id), default=None)
    silenced = _find_silenced(today, actor, about, kind, day)
    if latest is None or silenced is None:
        return latest
    said = latest.properties["stated_on"]
    assert isinstance(said, date)
    return latest if said >= silenced else None


def _find_silenced(today: Map, actor: str, about: str, kind: str, day: date) -> date | None:
    """Find the latest day by which an actor said of something what nobody may see any more."""
    wanted = (actor, about, kind)
    return max((said for *what, said in today.silenced if tuple(what) == wanted and said <= day), default=None)


def find_rivals(today: Map, position: Node, actor: str, about: str, day: date) -> list[str]:
    """Find other positions of the same kind, actor, subject and day that say something else."""
    props = position.properties
    others = [p for p in today.targets(actor, "TAKES") if _is_stated(today, p, about, str(props["kind"]), day)]
    same_day = [p for p in others if p.properties["stated_on"] == props["stated_on"] and p.id != position.id]
    return [p.id for p in same_day if p.properties.get("value") != props.get("value")]


def _is_stated(today: Map, position: Node, about: str, kind: str, day: date) -> bool:
    stated = position.properties.get("stated_on")
    return (
        position.properties.get("kind") == kind
        and isinstance(stated, date)
        and stated <= day
        and any(r.end == about for r in today.out(position.id, "ABOUT"))
    )


def find_stance(today: Map, actor: str, initiative: str, day: date) -> Stance | None:
    """Find the stance of an actor that counts on a day; None when it has stated none.

    A post that has stated none takes the stance of the party group that it is a member of, else of the organisation (no
    forum) it is directly part of; of several, the first by id that has stated one. Past its review date a stance
    counts as unknown, even when an older one would still be within its own.
    """
    for taker in (actor, *_find_speakers(today, actor)):
        position = find_position(today, taker, initiative, "stance", day)
        if position is not None:
            return _stance(today, taker, position, day, None if taker == actor else taker)
        if _find_silenced(today, taker, initiative, "stance", day) is not None:
            return None
    return None


def is_silenced(today: Map, actor: str, about: str, position: Node, day: date) -> bool:
    """Tell whether an actor has said something later, which nobody may see any more: then an older one counts not."""
    silenced = _find_silenced(today, actor, about, str(position.properties.get("kind")), day)
    stated = position.properties.get("stated_on")
    return silenced is not None and isinstance(stated, date) and stated < silenced


def is_restricted(today: Map, actor: str, initiative: str, day: date) -> bool:
    """Tell whether no stance of an actor counts since the one that would must not be used: an objection is examined."""
    for taker in (actor, *_find_speakers(today, actor)):
        if find_position(today, taker, initiative, "stance", day) is not None:
            return False
        if _find_silenced(today, taker, initiative, "stance", day) is not None:
            return (taker, initiative, "stance") in today.restricted
    return False


def is_position_restricted(today: Map, actor: str, about: str, kind: str, day: date) -> bool:
    """Tell whether what an actor itself said last of something must not be used: an objection is examined."""
    said = find_position(today, actor, about, kind, day)
    silenced = _find_silenced(today, actor, about, kind, day)
    return said is None and silenced is not None and (actor, about, kind) in today.restricted


def find_restricted_takers(today: Map, about: str, kind: str) -> set[str]:
    """Find who said something of a kind about a thing that must not be used while an objection is examined."""
    found = {taker for taker, subject, what in today.restricted if (subject, what) == (about, kind)}
    return found & today.nodes.keys()


def tell_stance(today: Map, actor: str, initiative: str, day: date) -> str:
    """Return the stance of an actor that counts, as it is told: `unknown` where none does, or `restricted`."""
    stance = find_stance(today, actor, initiative, day)
    if stance is None and is_restricted(today, actor, initiative, day):
        return RESTRICTED
    return stance.counts if stance else "unknown"


def tell_value(today: Map, actor: str, about: str, kind: str, day: date) -> str:
    """Return what an actor itself said last of something, as it is told: `unknown` if none counts, or `restricted`."""
    position = find_position(today, actor, about, kind, day)
    if position is None:
        return RESTRICTED if is_position_restricted(today, actor, about, kind, day) else "unknown"
    return "unknown" if is_stale(today.nodes[actor], position, day) else str(position.properties["value"])


def _find_speakers(today: Map, post: str) -> list[str]:
    """Find whose stance a post takes when it has stated none, in order: its party groups, then its organisations."""
    if not is_post(today.nodes[post]):
        return []
    groups = [n.id for n in today.targets(post, "MEMBER_OF") if n.properties.get("kind") == "party_group"]
    return groups + [n.id for n in today.targets(post, "PART_OF") if not is_forum(n) and not is_post(n)]


def _stance(today: Map, taker: str, position: Node, day: date, inherited_from: str | None) -> Stance:
    review_by = find_review_by(position)
    stated = position.properties["stated_on"]
    assert isinstance(stated, date)
    value = str(position.properties["value"])
    stale = is_stale(today.nodes[taker], position, day)
    return Stance(
        position=position.id,
        value=value,
        counts="unknown" if stale else value,
        basis=position.text("basis"),
        stated_on=stated,
        review_by=review_by,
        stale=stale,
        concern=position.text("concern"),
        would_help=position.text("would_help"),
        inherited_from=inherited_from,
        sources=tuple(r.end for r in today.out(position.id, "SOURCED_BY")),
    )
