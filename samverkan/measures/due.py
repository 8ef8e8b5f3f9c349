"""What of a map and its log has been kept long enough, by the calendar on the wall, and what a purge takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.domain.days import find_days_after
from samverkan.domain.positions import OWN_ASSESSMENT
from samverkan.domain.retention import Kept, find_all_kept, find_kept, find_kept_tie
from samverkan.edits import Blank, Change, Revision
from samverkan.edits.change import to_thing
from samverkan.model import Map, Node, Relation, build_map, relation_key
from samverkan.privacy import find_named_sources

SOON_DAYS = 30
_OWN_DAYS = 90
_LOGGED = ("Position", "Interaction", "Person", "TIE")


@dataclass(frozen=True, slots=True)
class Due:
    """A thing whose time is up, or soon will be: its last day, and by which rule.

    `thing` is an id, or a relation as one line; `revision` is set where only a value in the log is meant. A source
    that only such things rest on goes with them, by the rule `source`.
    """

    thing: str
    label: str
    until: date
    rule: str
    revision: int | None = None


def find_due(content: Map, revisions: Sequence[Revision], today: date, soon: int = 0) -> list[Due]:
    """Find what is past its last day on a day, or will be within some days: in the map, then in the log."""
    last = find_days_after(today, soon)
    in_map = [
        Due(_to_thing(what), what.label if isinstance(what, Node) else what.type, kept.until, kept.rule)
        for what, kept in find_all_kept(content)
        if kept.until < last
    ]
    gone = {due.thing for due in in_map if due.until < today}
    orphans = [Due(source, "Source", today, "source") for source in find_orphans(content, gone)]
    in_log = [due for due in _find_in_log(content, revisions) if due.until < last]
    return [*in_map, *orphans, *in_log]


def _to_thing(what: Node | Relation) -> str:
    return what.id if isinstance(what, Node) else to_thing(relation_key(what))


def find_orphans(content: Map, gone: Collection[str]) -> list[str]:
    """Find the sources that only things rest on which go, in id order."""
    kept = [r for r in content.relations if not _goes(r, gone)]
    return sorted(find_named_sources(content.relations) - find_named_sources(kept) - set(gone))


def _goes(relation: Relation, gone: Collection[str]) -> bool:
    return relation.start in gone or relation.end in gone or to_thing(relation_key(relation)) in gone


def leave_out(content: Map, gone: Collection[str]) -> Map:
    """Return a map without some things, their relations, and the sources that only they rest on."""
    lost = {*gone, *find_orphans(content, gone)}
    nodes = [n for n in content.nodes.values() if n.id not in lost]
    return build_map(nodes, [r for r in content.relations if not _goes(r, lost)], content)


def _find_in_log(content: Map, revisions: Sequence[Revision]) -> Iterator[Due]:
    """Find values that the log keeps longer than they may be, by the dates that their thing had before."""
    state: dict[str, Mapping[str, Any] | None] = {}
    found: list[Due] = []
    for revision in reversed(revisions):
        for change in reversed(revision.edit.changes):
            if change.label in _LOGGED and change.is_known and change.key:
                before = _find_before(content, state, change)
                due = _to_due(content, revision, change, before)
                found += [due] if due else []
                state[change.thing] = before
    yield from reversed(found)


def _find_before(content: Map, state: Mapping[str, Any], change: Change) -> Mapping[str, Any] | None:
    """Return what a thing was before a change, from what it is after it."""
    before = _single(change.before)
    if change.action != "updated":
        return before
    node = content.nodes.get(change.thing)
    after = state.get(change.thing, node.properties if node else {})
    fields = dict.fromkeys((*(before or {}), *(_single(change.after) or {})))
    kept = {name: value for name, value in (after or {}).items() if name not in fields}
    return {**kept, **(before or {})}


def _single(side: Any) -> Mapping[str, Any] | None:
    side = side[0] if isinstance(side, tuple) and side else side
    return side if isinstance(side, Mapping) else None


def _to_due(content: Map, revision: Revision, change: Change, before: Mapping[str, Any] | None) -> Due | None:
    values = before if before is not None else _single(change.after)
    kept = _find_kept(content, change, values or {})
    return Due(change.thing, change.label, kept.until, "log", revision.number) if kept else None


def _find_kept(content: Map, change: Change, values: Mapping[str, Any]) -> Kept | None:
    if isinstance(change.key, tuple):
        return find_kept_tie(content, Relation(change.key[0], change.key[1], change.key[2], values))
    node = Node(change.thing, change.label, values)
    stated = values.get("stated_on")
    if values.get("basis") == OWN_ASSESSMENT and isinstance(stated, date):
        return Kept(find_days_after(stated, _OWN_DAYS), "log")
    return find_kept(content, node)


def find_blank(content: Map, left: Map, picked: Sequence[Due]) -> Blank:
    """Return what of the log goes with a purge: all that speaks of what is gone, and the values that are due."""
    gone = {i for i in content.nodes if i not in left.nodes}
    gone |= {due.thing for due in picked if due.revision is None}
    gone |= {due.thing for due in picked if due.revision is not None and " " not in due.thing} - left.nodes.keys()
    changes = {(due.revision, due.thing) for due in picked if due.revision is not None and due.thing not in gone}
    return Blank(frozenset(gone), frozenset(changes))


def count_due(picked: Sequence[Due]) -> dict[tuple[str, str], int]:
    """Count what is due by rule and kind of thing."""
    return dict(sorted(Counter((due.rule, due.label) for due in picked).items()))
