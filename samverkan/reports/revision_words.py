"""What a revision did, in one line: for a list of many, at the prompt and in the workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from samverkan.edits import Change
from samverkan.edits.change import EVERYTHING, HEADER_LABEL
from samverkan.model import Map
from samverkan.reports.vocabulary import join_names
from samverkan.schema import read_schema
from samverkan.texts import Texts

_MOST = 3


def tell_revision(changes: Sequence[Change], content: Map, texts: Texts) -> str:
    """Return what some changes do as a line; a relation of a thing that changes too is a part of it.

    One thing is called by its name, where it has one that may stand anywhere; nothing tells what was said.
    """
    nodes = {c.key for c in changes if isinstance(c.key, str) and c.key not in ("", EVERYTHING)}
    own = [c for c in changes if not (isinstance(c.key, tuple) and nodes & {c.key[1], c.key[2]})]
    whole = any(c.key == EVERYTHING for c in own)  # of what filled a store only the things count
    told = []
    for action in ("added", "updated", "removed"):
        by_label: dict[str, list[Change]] = defaultdict(list)
        for change in own:
            if change.action == action and not (whole and change.label in read_schema().relations):
                by_label[change.label].append(change)
        if by_label:
            told.append(texts(f"edits.did-{action}", things=_say_things(by_label, content, texts)))
    return "; ".join(told)


def _say_things(by_label: Mapping[str, list[Change]], content: Map, texts: Texts) -> str:
    if len(by_label) > _MOST:
        return texts("edits.things-many", n=sum(c.number for group in by_label.values() for c in group))
    order = {
        label: place for place, label in enumerate((HEADER_LABEL, *read_schema().labels, *read_schema().relations))
    }
    labels = sorted(by_label, key=lambda label: (order.get(label, len(order)), label))
    return join_names([_say_group(label, by_label[label], content, texts) for label in labels], texts("plan.and"))


def _say_group(label: str, changes: Sequence[Change], content: Map, texts: Texts) -> str:
    schema, number = read_schema(), sum(change.number for change in changes)
    if label in schema.relations:
        kind = schema.relations[label].words[texts.lang][0]
        return texts("edits.relations-of", kind=kind) if number == 1 else texts("edits.relations-many", n=number)
    if label not in schema.labels:
        return texts("edits.the-map")
    one, many = schema.labels[label].words[texts.lang]
    if number > 1:
        return f"{number} {many}"
    fields = ", ".join(_find_fields(changes[0], texts))
    return " ".join(filter(None, (one, _find_name(changes[0], content), f"({fields})" if fields else "")))


def _find_name(change: Change, content: Map) -> str:
    """Return the name of a thing that may be named in a list that leaves: not what somebody said, did or promised."""
    if change.label not in _NAMED:
        return ""
    for values in (change.after, change.before):
        if isinstance(values, Mapping) and "name" in values:
            return str(values["name"])
    node = content.nodes.get(str(change.key))
    return node.name if node is not None else ""


def _find_fields(change: Change, texts: Texts) -> Iterator[str]:
    if change.action != "updated":
        return
    properties, sides = read_schema().labels[change.label].properties, (change.before, change.after)
    for field in dict.fromkeys(field for side in sides if isinstance(side, Mapping) for field in side):
        yield properties[field].words[texts.lang] if field in properties else field


_NAMED = frozenset({"Actor", "Area", "Issue", "Initiative", "Matter", "Source", "Cause", "Indicator", "Requirement"})
