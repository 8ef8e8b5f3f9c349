"""What a data protection officer would ask of a map: who answers for it, who has been told, what is too old to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from samverkan.domain.days import find_days_after, find_months_before
from samverkan.domain.organisations import find_organisations, is_post
from samverkan.domain.positions import is_an_earlier_holders, is_past_review
from samverkan.domain.requests import find_answer_due
from samverkan.errors import Problem
from samverkan.model import Map, Node
from samverkan.validate.problem import to_warning

REGISTER_FIELDS = ("controller", "contact", "purpose", "legal_basis")
_MOST_DAYS_AS_OF = 90
_FIGURE = re.compile(r"(?<![\w.,:/§-])[1-9](?![\w:/-]|[.,][0-9])")


def find_record_doubts(content: Map, today: Map, on: date) -> Iterator[Problem]:
    """Find what the register of a map lacks and what lies over, as of a day; `today` is the map on that day."""
    yield from _find_missing_register(content)
    if content.profile == "se" or content.register:
        yield from _find_not_informed(content, today, on)
    yield from _find_left_behind(content, today, on)
    yield from _find_named_persons(content)
    yield from _find_late_requests(content, on)
    yield from _find_small_groups(content)


def find_missing_fields(content: Map) -> list[str]:
    """Return the fields of the register that tell who answers for a map, and why, and are not there."""
    register = content.register or {}
    return [field for field in REGISTER_FIELDS if not register.get(field)]


def _find_missing_register(content: Map) -> Iterator[Problem]:
    missing = find_missing_fields(content)
    holds = content.labelled("Position") or content.labelled("Interaction")
    if content.profile == "se" and holds and missing:
        yield to_warning("register-missing", None, "register", register_fields=missing)


def find_frozen(content: Map, today: date) -> Iterator[Problem]:
    """Find a map with positions that is read for a day long past, by the calendar on the wall."""
    if content.as_of and content.labelled("Position") and find_days_after(content.as_of, _MOST_DAYS_AS_OF) < today:
        yield to_warning("as-of-long-past", None, "as_of", day=content.as_of)


def find_stated_later(content: Map, today: date) -> Iterator[Problem]:
    """Find the positions that are stated after the day that a map is read for, or after today; none counts yet."""
    day = min(content.as_of or today, today)
    for position in content.labelled("Position"):
        stated = position.properties.get("stated_on")
        if isinstance(stated, date) and stated > day:
            yield to_warning("stated-later", position.id, "stated_on", stated=stated, day=day)


def find_first_dated(content: Map, post: str) -> date | None:
    """Return the day of the first dated thing that is said of a post: a position, a contact, the beginning of a tie."""
    days = [n.properties.get("stated_on") for n in content.targets(post, "TAKES")]
    days += [n.properties.get("date") for n in content.targets(post, "TOOK_PART_IN")]
    ties = (*content.out(post, "TIE"), *content.into(post, "TIE"))
    days += [r.properties.get("valid_from") for r in ties]
    return min((day for day in days if isinstance(day, date)), default=None)


def find_not_informed(content: Map, on: date) -> list[Node]:
    """Return the posts of whom something dated is kept by a day, and who have not been told, in id order."""
    posts = (n for n in content.labelled("Actor") if is_post(n) and "informed_on" not in n.properties)
    return [n for n in posts if (first := find_first_dated(content, n.id)) and first <= on]


def _find_not_informed(content: Map, today: Map, on: date) -> Iterator[Problem]:
    """Find who should have been told within a month: posts outside our organisation (GDPR art. 14.3 a)."""
    ours = {o for us in content.us if us in today.nodes for o in find_organisations(today, us)}
    late = [n.id for n in find_not_informed(content, on) if _is_late(content, n, on) and _is_outside(today, n, ours)]
    if late:
        item = late[0] if len(late) == 1 else None
        yield to_warning("not-informed", item, "informed_on", posts=", ".join(late), count=len(late))


def _is_late(content: Map, post: Node, on: date) -> bool:
    first = find_first_dated(content, post.id)
    return first is not None and find_months_before(first, -1) < on


def _is_outside(today: Map, post: Node, ours: set[str]) -> bool:
    return post.id in today.nodes and ours.isdisjoint(find_organisations(today, post.id))


def _find_left_behind(content: Map, today: Map, on: date) -> Iterator[Problem]:
    """Find positions that an earlier holder of a post has stated, and those of a post that nobody has."""
    for post in (n for n in content.labelled("Actor") if is_post(n) and content.out(n.id, "TAKES")):
        held = [p for p in content.targets(post.id, "TAKES") if isinstance(p.properties.get("stated_on"), date)]
        for position in held:
            if is_an_earlier_holders(post, position, on):
                yield to_warning("position-of-earlier-holder", position.id, "stated_on", post=post.id)
        gone = post.properties.get("vacant") is True or _has_ended(post, on)
        live = [p.id for p in held if not is_past_review(p, on) and not is_an_earlier_holders(post, p, on)]
        if gone and live:
            yield to_warning("position-of-empty-post", live[0], None, post=post.id)


def _has_ended(post: Node, on: date) -> bool:
    end = post.properties.get("valid_to")
    return isinstance(end, date) and end <= on


def _find_named_persons(content: Map) -> Iterator[Problem]:
    for person in content.labelled("Person"):
        if "name" in person.properties:
            yield to_warning("person-named", person.id, "name")


def _find_late_requests(content: Map, on: date) -> Iterator[Problem]:
    for request in content.requests:
        received = request.get("received")
        if request.get("answered") or not isinstance(received, date):
            continue
        if find_answer_due(received) < on:
            yield to_warning("request-late", None, "requests", number=request["number"], day=find_answer_due(received))


def _find_small_groups(content: Map) -> Iterator[Problem]:
    """Find what may single out people of a special group: a small figure in a text, a group tied to one place."""
    special = [n.id for n in content.labelled("AffectedGroup") if n.properties.get("special_category") is True]
    subjects = dict.fromkeys(r.start for group in special for r in content.into(group, "AFFECTS"))
    for subject in subjects:
        node = content.nodes[subject]
        for field, value in node.properties.items():
            if isinstance(value, str) and (found := _FIGURE.search(value)):
                yield to_warning("small-figure-in-text", subject, field, word=found[0])
        areas = (*content.targets(subject, "IN_AREA"), *content.targets(subject, "AFFECTS"))
        for place in areas:
            if place.label == "Area" and place.properties.get("kind") == "place":
                yield to_warning("special-group-at-place", subject, None, place=place.id)
