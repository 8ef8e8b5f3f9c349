"""What persons concerned have asked for, and what must not be used while an objection is examined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.domain.days import find_months_before
from samverkan.model import Map

KINDS = ("access", "rectify", "object", "erase")


def is_open(request: Mapping[str, Any]) -> bool:
    """Tell whether a request has not been answered."""
    return not request.get("answered")


def find_answer_due(received: date) -> date:
    """Return the last day on which a request is answered in time: a month on (GDPR art. 12.3)."""
    return find_months_before(received, -1)


def find_restricted(content: Map) -> set[str]:
    """Find the positions that an open objection names (GDPR art. 18.1 d): all of its actor's, where it names none."""
    return {i for request in content.requests for i in find_named(content, request) if request.get("kind") == "object"}


def find_objected(content: Map) -> set[str]:
    """Find the ids that an open objection names, of what a map lacks too: its log or a later map may hold it."""
    found = find_restricted(content) if content.requests else set()
    for request in content.requests:
        about = request.get("about")
        if request.get("kind") == "object" and is_open(request) and isinstance(about, tuple):
            found |= {str(thing) for thing in about}
    return found


def find_objecting(content: Map) -> set[str]:
    """Find the actors with an open objection that names no position: it is about all that they have said."""
    objections = (r for r in content.requests if r.get("kind") == "object" and is_open(r) and not r.get("about"))
    return {str(request.get("actor")) for request in objections}


def find_named(content: Map, request: Mapping[str, Any]) -> Iterator[str]:
    """Yield the positions that an open request is about."""
    if not is_open(request):
        return
    about = request.get("about")
    named = about if isinstance(about, tuple) and about else None
    taken = [r.end for r in content.out(str(request.get("actor", "")), "TAKES")]
    for node_id in taken if named is None else named:
        if node_id in content.nodes and content.nodes[node_id].label == "Position":
            yield node_id
