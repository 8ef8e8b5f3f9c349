"""What is allowed in a map, and still worth a second look wherever it is used.

A claim, here, is what others could dispute and a plan rests on: a mandate, a position, and leverage. Ties, seats and
roles are the map's own observations; they may carry a source, and are not asked for one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from samverkan.domain.issues import find_issues
from samverkan.domain.organisations import is_forum, is_post
from samverkan.domain.positions import find_bound, find_usual_review, is_within_bound
from samverkan.domain.requirements import is_hearing
from samverkan.domain.votes import decides_by_vote
from samverkan.errors import Problem
from samverkan.model import Map, Node
from samverkan.validate.problem import to_relation_warning, to_warning

_HEARING = re.compile(r"\b(?:samråd\w*|yttrand\w*|höra[sn]?|hörand\w*|consult\w*|hearings?)\b", re.IGNORECASE)
_JOINTLY = re.compile(r"\b(?:i förening|gemensamt|jointly)\b", re.IGNORECASE)


def find_doubts(content: Map, today: Map, on: date) -> Iterator[Problem]:
    """Find what deserves a second look, as of a day; `today` is the map on that day."""
    yield from _find_unsourced_nodes(content, today)
    yield from _find_unsourced_relations(today)
    yield from _find_loose_posts(today)
    yield from _find_loose_initiatives(content)
    yield from _find_weak_mandates(content, today, on)
    yield from _find_leaves_directed_to_forums(content)
    yield from _find_wordy_conditions(content, today)
    yield from _find_seats_without_vote(today)
    yield from _find_negative_limits(content)
    yield from _find_rival_positions(content)
    yield from _find_early_feedback(content)
    for position in content.labelled("Position"):
        if "basis" not in position.properties:
            yield to_warning("position-without-basis", position.id, "basis", enum="position_basis")
        if not is_within_bound(position):
            yield to_warning("review-beyond-bound", position.id, "review_by", day=find_bound(position))
        elif usual := find_usual_review(position):
            yield to_warning("review-far-off", position.id, "review_by", day=usual)


def _find_early_feedback(content: Map) -> Iterator[Problem]:
    """Find contacts that are to be told of before they take place."""
    for contact in content.labelled("Interaction"):
        held, due = contact.properties.get("date"), contact.properties.get("feedback_due")
        if isinstance(held, date) and isinstance(due, date) and due < held:
            yield to_warning("feedback-before-contact", contact.id, "feedback_due", day=held)


def _find_unsourced_nodes(content: Map, today: Map) -> Iterator[Problem]:
    for label in ("Mandate", "Position"):
        for node in today.labelled(label):
            told = today.out(node.id, "SOURCED_BY") or content.out(node.id, "STATED_AT")  # a contact is its own source
            if not told and not has_no_ground(content, node):
                yield to_warning("claim-without-source", node.id, "sourced_by")


def has_no_ground(content: Map, node: Node) -> bool:
    """Tell whether the Swedish profile has more to say of a mandate without source: to decide on no legal basis."""
    return (
        content.profile == "se"
        and node.label == "Mandate"
        and node.properties.get("kind") == "decide"
        and "legal_basis" not in node.properties
        and not content.out(node.id, "SOURCED_BY")
    )


def _find_unsourced_relations(today: Map) -> Iterator[Problem]:
    for relation in today.relations:
        if relation.type == "HAS_LEVERAGE_OVER" and "source" not in relation.properties:
            yield to_relation_warning("relation-without-source", relation, other=relation.end)


def _find_loose_posts(today: Map) -> Iterator[Problem]:
    for actor in today.labelled("Actor"):
        if is_post(actor) and not today.out(actor.id, "PART_OF"):
            yield to_warning("post-without-organisation", actor.id, "part_of")


def _find_loose_initiatives(content: Map) -> Iterator[Problem]:
    for initiative in content.labelled("Initiative"):
        if not find_issues(content, initiative.id):
            yield to_warning("initiative-without-issue", initiative.id, "addresses")


def _find_weak_mandates(content: Map, today: Map, on: date) -> Iterator[Problem]:
    for mandate in today.labelled("Mandate"):
        holders = [n for n in content.origins(mandate.id, "HOLDS") if n.label == "Actor"]
        for forum in holders:
            if is_forum(forum):
                yield to_warning("mandate-of-forum", mandate.id, "held_by", holder=forum.id)
        if holders and not any(h.id in today.nodes for h in holders):
            yield to_warning("mandate-without-holder", mandate.id, "held_by", holder=holders[0].id, day=on)


def _find_wordy_conditions(content: Map, today: Map) -> Iterator[Problem]:
    """Find conditions in words that say what the program could reckon with, were it written so that it is read."""
    for mandate in today.labelled("Mandate"):
        conditions = mandate.text("conditions") or ""
        if (found := _HEARING.search(conditions)) and not content.out(mandate.id, "AFTER_HEARING"):
            yield to_warning("condition-of-hearing", mandate.id, "conditions", word=found[0])
        if (found := _JOINTLY.search(conditions)) and mandate.properties.get("jointly") is not True:
            yield to_warning("condition-of-jointly", mandate.id, "conditions", word=found[0])


def _find_seats_without_vote(today: Map) -> Iterator[Problem]:
    for board in (n for n in today.labelled("Actor") if decides_by_vote(n)):
        for seat in today.into(board.id, "MEMBER_OF"):
            if seat.properties.get("seat", "ordinary") == "ordinary":
                yield to_relation_warning("seat-without-vote", seat, "seat", board=board.id)


def _find_negative_limits(content: Map) -> Iterator[Problem]:
    for mandate in content.labelled("Mandate"):
        limit = mandate.properties.get("limit")
        if isinstance(limit, (int, float)) and limit < 0:
            yield to_warning("negative-limit", mandate.id, "limit", limit=limit)


def _find_leaves_directed_to_forums(content: Map) -> Iterator[Problem]:
    for leaf in (n for n in content.labelled("Requirement") if not is_hearing(n)):
        for actor in content.targets(leaf.id, "DIRECTED_TO"):
            if is_forum(actor):
                yield to_warning("directed-to-forum", leaf.id, "directed_to", forum=actor.id)


def _find_rival_positions(content: Map) -> Iterator[Problem]:
    said: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for position in content.labelled("Position"):
        kind, day = position.properties.get("kind"), position.properties.get("stated_on")
        for taker in content.into(position.id, "TAKES"):
            for subject in content.out(position.id, "ABOUT"):
                said[taker.start, subject.end, kind, day].append(position)
    for positions in said.values():
        last = positions[-1]
        for rival in positions[:-1]:
            if rival.properties.get("value") != last.properties.get("value"):
                yield to_warning("rival-positions", last.id, "stated_on", other=rival.id)
