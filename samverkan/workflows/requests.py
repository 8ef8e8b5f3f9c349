"""What persons concerned ask for: written into the header of the map, answered within a month, and then forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samverkan.domain.requests import find_answer_due, find_named, find_restricted, is_open
from samverkan.edits import Blank, Edit, Revision, find_changes
from samverkan.edits.change import HEADER
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.workflows.edits import Terms, Written, find_author
from samverkan.workflows.find_node import find_nodes
from samverkan.workflows.keeping import write_new_map
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.purge import Along, Purged, purge
from samverkan.workflows.reasons import refuse_private
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
    """Answer a request: what it was about becomes a count, in the log too; a granted one purges that with it."""
    refuse_private(outcome, rule)
    with open_store(where) as store:
        content = store.read_map()
    request = _find(content, number)
    closed = {"outcome": outcome, "answered": on, **({"rule": rule} if rule else {})}
    along = Along("records answer", lambda was: _close(was, number, closed), lambda log: _find_lines(log, request))
    granted = outcome.casefold() in _GRANTED and request["kind"] in _PURGED
    about = _find_purged(content, request) if granted else ()
    if about:
        done = purge(where, about, _PURGED[str(request["kind"])], decision, terms, along)
        return Answered(request, done.revision, done)
    return Answered(request, _write_answer(where, along, terms))


def _write_answer(where: Where, along: Along, terms: Terms) -> Revision | None:
    with open_store(where) as store:
        content = store.read_map()
        edit = Edit(find_changes(content, along.change(content)), along.command, find_author(content, terms.by))
        lines = along.find_lines(store.read_revisions())
        return None if terms.dry_run else store.purge(edit, Blank(changes=lines))


def _find_purged(content: Map, request: Mapping[str, Any]) -> tuple[str, ...]:
    """Find what goes when a request is granted: what it names and is still there, else all positions of its actor."""
    about = request.get("about") or tuple(find_named(content, request))
    return tuple(thing for thing in about if thing in content.nodes)


def _find_lines(revisions: Sequence[Revision], request: Mapping[str, Any]) -> frozenset[tuple[int, str]]:
    """Find what of the log says what a request was about; of what was rectified, its old value too."""
    about = request.get("about") or () if request["kind"] == "rectify" else ()
    known = ((r.number, c.thing) for r in revisions for c in r.edit.changes if c.is_known)
    return frozenset((number, thing) for number, thing in known if thing == HEADER or thing in about)


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
