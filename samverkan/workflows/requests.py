"""What persons concerned ask for: written into the header of the map, answered within a month, and then forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samverkan.domain.requests import find_answer_due, find_restricted, is_open
from samverkan.edits import Blank, Edit, Revision, find_changes
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.workflows.edits import Terms, Written, find_author
from samverkan.workflows.find_node import find_nodes
from samverkan.workflows.keeping import write_new_map
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.purge import Purged, purge
from samverkan.workflows.records import find_concerned

_GRANTED = ("granted", "bifallen", "bifalles", "bifall")
_PURGED = {"object": "objection", "erase": "erased"}


@dataclass(frozen=True)
class Received:
    """A request as it was typed."""

    actor: str
    kind: str
    received: date
    about: Sequence[str] = ()


def write_request(where: Where, asked: Received, terms: Terms) -> Written:
    """Write a request into the header, with the next number."""

    def make(content: Map) -> Map:
        actor = find_concerned(content, asked.actor)
        number = 1 + max((int(r["number"]) for r in content.requests), default=0)
        entry: dict[str, Any] = {"number": number, "actor": actor.id, "kind": asked.kind, "received": asked.received}
        about = find_nodes(content, asked.about)
        return replace(content, requests=(*content.requests, {**entry, **({"about": about} if about else {})}))

    return write_new_map(where, "records request", make, terms, about=(asked.actor, *asked.about))


@dataclass(frozen=True)
class Answered:
    """What became of a request: the revision, and what was purged for it (None: nothing had to be)."""

    request: Mapping[str, Any]
    revision: Revision | None
    purged: Purged | None = None


def answer_request(
    where: Where, number: int, outcome: str, on: date, rule: str | None, decision: str | None, terms: Terms
) -> Answered:
    """Answer a request: what it was about becomes a count, in the log too; a granted one purges that first."""
    with open_store(where) as store:
        request = _find(store.read_map(), number)
    about = tuple(request.get("about") or ())
    purged = None
    if outcome.casefold() in _GRANTED and request["kind"] in _PURGED and about:
        purged = purge(where, about, _PURGED[str(request["kind"])], decision, terms)
        if purged.revision is None:
            return Answered(request, None, purged)
    with open_store(where) as store:
        content = store.read_map()
        new = _close(content, number, {"outcome": outcome, "answered": on, **({"rule": rule} if rule else {})})
        edit = Edit(find_changes(content, new), "records answer", find_author(content, terms.by))
        revisions = store.read_revisions()
        lines = {(r.number, c.thing) for r in revisions for c in r.edit.changes if c.thing == "" and c.is_known}
        if request["kind"] == "rectify":  # the old value goes from the log
            lines |= {(r.number, c.thing) for r in revisions for c in r.edit.changes if c.thing in about}
        made = None if terms.dry_run else store.purge(edit, Blank(changes=frozenset(lines)))
    return Answered(request, made, purged)


def _find(content: Map, number: int) -> Mapping[str, Any]:
    request = next((r for r in content.requests if r["number"] == number), None)
    if request is None:
        raise UsageError("records.unknown-request", number=number)
    if not is_open(request):
        raise UsageError("records.answered-already", number=number, day=request["answered"])
    return request


def _close(content: Map, number: int, values: Mapping[str, Any]) -> Map:
    def close(request: Mapping[str, Any]) -> Mapping[str, Any]:
        if request["number"] != number:
            return request
        about = request.get("about")
        counted = {"about": len(about)} if isinstance(about, tuple) else {}
        return {**request, **counted, **values}

    return replace(content, requests=tuple(close(r) for r in content.requests))


def list_requests(where: Where) -> tuple[list[dict[str, Any]], Map]:
    """Return every request with the day on which it must be answered, and how many positions it restricts."""
    with open_store(where) as store:
        content = store.read_map()
    rows = []
    for request in content.requests:
        alone = replace(content, requests=(request,))
        due = find_answer_due(request["received"])
        rows.append({**request, "due": due, "restricted": len(find_restricted(alone))})
    return rows, content
