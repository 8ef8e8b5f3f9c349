"""A log of revisions as rows of text: the same for every store that keeps one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from samverkan.edits import Change, Edit, Revision, key_of_thing
from samverkan.edits.change import EVERYTHING, HEADER
from samverkan.model import Map
from samverkan.store.header_text import decode_group, encode_group

Row = tuple[str, str, str | None, str | None, str | None, int]


def to_rows(changes: Iterable[Change]) -> list[Row]:
    """Return changes as rows of action, kind, thing, before, after, number of things."""
    return [
        (c.action, c.label, None if c.key is None else c.thing, _to_text(c.before), _to_text(c.after), c.number)
        for c in changes
    ]


def to_change(row: Sequence[Any]) -> Change:
    """Return the change of a row."""
    action, kind, thing, before, after, number = row
    key = None if thing is None else HEADER if thing == HEADER else key_of_thing(thing)
    past = action if key is None or (before is None and after is None) else ""
    return Change(key, kind, _from_text(before), _from_text(after), past, number)


def to_revision(head: Sequence[Any], changes: Sequence[Change]) -> Revision:
    """Return a revision of a row of number, at, by, why, command, undoes."""
    number, at, by, why, command, undoes = head
    return Revision(int(number), datetime.fromisoformat(at), Edit(tuple(changes), command, by, why, undoes))


def count_everything(content: Map, action: str) -> tuple[Change, ...]:
    """Return what came or went as a whole, as counts without values."""
    labels = Counter(node.label for node in content.nodes.values())
    types = Counter(relation.type for relation in content.relations)
    counts = {**dict(sorted(labels.items())), **dict(sorted(types.items()))} or {"Map": 1}
    return tuple(Change(EVERYTHING, label, past=action, number=number) for label, number in counts.items())


def _to_text(value: Any) -> str | None:
    return None if value is None else json.dumps(encode_group(value), ensure_ascii=False)


def _from_text(text: str | None) -> Any:
    return None if text is None else decode_group(json.loads(text))
