"""Changes in words, and as the rows that `diff`, `history` and a preview have as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.edits import Change, Conflict, Key, Revision
from samverkan.edits.change import EVERYTHING, HEADER_LABEL
from samverkan.model import Map, Node
from samverkan.reports.report import Line
from samverkan.reports.thing_facts import describe
from samverkan.reports.vocabulary import find_property, join_names, say_field, say_property, say_value
from samverkan.schema import Property, read_schema
from samverkan.texts import Texts

COLUMNS = ("thing", "label", "action", "field", "before", "after", "revision", "at", "by", "why", "where")
_ADDED_TO = ("TIE", "MEMBER_OF", "SOURCED_BY", "INVOLVED_IN")  # of these a thing mostly has several
_ON_A_LINE = 12  # relations of a thing that are told on its own line
_SIGNS = {"added": "+", "updated": "~", "removed": "−"}


def to_rows(
    changes: Iterable[Change], revision: Revision | None = None, where: Mapping[object, str] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield a row for each field that changes; a thing that comes or goes is one row, its properties an object."""
    head: dict[str, Any] = {"revision": None, "at": None, "by": None, "why": None}
    if revision is not None:
        at = revision.at.astimezone().isoformat()
        head = {"revision": revision.number, "at": at, "by": revision.edit.by, "why": revision.edit.why}
    for change in changes:
        places = where or {}
        for field, before, after in _to_fields(change):
            row = {"thing": None if change.key in (None, EVERYTHING) else change.thing, "label": change.label}
            place = places.get((change.key, field)) or places.get(change.key)
            values = {"field": field, "before": to_plain(before), "after": to_plain(after)}
            yield {**row, "action": change.action, **values, **head, "where": place}


def _to_fields(change: Change) -> Iterator[tuple[str, Any, Any]]:
    """Yield (field, before, after); the field is empty for a whole thing, or a list of equal relations."""
    before, after = (_single(side) for side in (change.before, change.after))
    if change.action == "updated" and isinstance(before, Mapping) and isinstance(after, Mapping):
        for field in dict.fromkeys((*before, *after)):
            yield field, before.get(field), after.get(field)
    else:
        yield "", before, after


def _say_parts(value: Any, prop: Property | None, texts: Texts) -> str:
    """Return what stands in the header below a key, however deep it lies, as one line."""
    if isinstance(value, Mapping):
        inside = prop.properties if prop else {}
        return ", ".join(_say_part(key, part, inside.get(key), texts) for key, part in value.items())
    if isinstance(value, (tuple, list)):
        joint = "; " if any(isinstance(part, Mapping) for part in value) else ", "
        return joint.join(_say_parts(part, prop, texts) for part in value)
    if prop is not None and prop.type == "token" and prop.enum:
        return read_schema().word(prop.enum, str(value), texts.lang)
    return str(to_plain(value))


def _say_part(key: str, part: Any, prop: Property | None, texts: Texts) -> str:
    return f"{prop.words[texts.lang] if prop else key}: {_say_parts(part, prop, texts)}"


def _single(side: Any) -> Any:
    return side[0] if isinstance(side, tuple) and len(side) == 1 else side


def to_plain(value: Any) -> Any:
    """Return a value as JSON holds it: days as texts, tuples as lists, whatever lies inside too."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(part) for key, part in value.items()}
    return [to_plain(part) for part in value] if isinstance(value, (tuple, list)) else value


def count_sections(changes: Iterable[Change], texts: Texts) -> Iterator[Line]:
    """Yield a line for each kind of thing: how many are added, updated and removed."""
    counts: dict[str, Counter[str]] = {}
    for change in changes:
        counts.setdefault(change.label, Counter())[change.action] += change.number
    for label in (HEADER_LABEL, *read_schema().labels, *read_schema().relations):
        if label in counts:
            found = counts[label]
            parts = [texts.count(f"edits.count-{a}", found[a]) for a in ("added", "updated", "removed") if found[a]]
            yield Line(f"{_say_section(label, texts)}: {', '.join(parts)}")


def _say_section(label: str, texts: Texts) -> str:
    schema = read_schema()
    if label in schema.labels:
        return schema.labels[label].words[texts.lang][1]
    if label in schema.relations:
        return texts("edits.relations-of", kind=schema.relations[label].words[texts.lang][0])
    return texts("edits.the-map")


def tell_changes(
    changes: Iterable[Change], old: Map, new: Map, texts: Texts, *, with_ids: bool = True
) -> Iterator[Line]:
    """Yield a line for each change of a field, and for each thing that comes or goes.

    Without ids a thing is called by its name, and one that has none by what it concerns.
    """
    for change in changes:
        told = (_Teller if with_ids else _NameTeller)(change, old, new, texts)
        for field, before, after in _to_fields(change):
            yield Line(told.tell(field, before, after), mark=_SIGNS[change.action], ids=told.ids)


def tell_written(
    changes: Iterable[Change], old: Map, new: Map, texts: Texts, *, short: Collection[str] = ("added", "removed")
) -> Iterator[Line]:
    """Yield the lines of changes, in short: relations that come or go with a thing stand on its line.

    `short` says of which actions that holds; whoever agrees to a removal is shown each relation that goes.
    """
    changes = tuple(changes)
    whole = {c.key: c.action for c in changes if isinstance(c.key, str) and c.is_known and c.action in short}
    parts: dict[Key | None, list[Change]] = {}
    for change in changes:
        parts.setdefault(_find_owner(change, whole), []).append(change)
    for change in parts.pop(None, []):
        own = parts.pop(change.key, [])
        together = own if len(own) <= _ON_A_LINE else []
        for line in tell_changes([change], old, new, texts):
            said = _Teller(change, old, new, texts).describe(change.key) if isinstance(change.key, str) else None
            told = "; ".join(_tell_relations(change.key, together, said or "", old, new, texts))
            yield replace(line, text=f"{line.text}{'; ' if ': ' in line.text else ': '}{told}" if told else line.text)
        yield from tell_changes(own[len(together) :], old, new, texts)


def _find_owner(change: Change, whole: Mapping[str, str]) -> str | None:
    """Return the thing that a relation comes or goes with."""
    ends = change.key[1:3] if isinstance(change.key, tuple) else ()
    return next((end for end in ends if whole.get(end) == change.action), None)


def _tell_relations(
    thing: Key | None, relations: Iterable[Change], said: str, old: Map, new: Map, texts: Texts
) -> Iterator[str]:
    """Yield what a thing is related to, a kind at a time; what is `said` of one without a name is left out."""
    named: dict[str, list[str]] = {}
    for change in relations:
        assert isinstance(change.key, tuple)
        kind, start, end, _ = change.key
        told = _NameTeller(change, old, new, texts)
        word = read_schema().relations[kind].words[texts.lang][start != thing]
        name, values = told.say_name(end if start == thing else start), _single(change.after or change.before)
        more = told.say_properties(values) if isinstance(values, Mapping) else texts("edits.something")
        if more or not _is_named(said, name):
            named.setdefault(word, []).append(f"{name} ({more})" if more else name)
    for word, names in named.items():
        yield f"{word} {join_names(names, texts('plan.and'))}"


def _is_named(said: str, name: str) -> bool:
    """Tell whether what is said of a thing without a name holds a name whole: `position: Mayor – Market, Park`."""
    return re.search(rf"(?<=: |, |\N{{EN DASH}} ){re.escape(name)}(?=$|, | \N{{EN DASH}})", said) is not None


def tell_replaced(changes: Iterable[Change], texts: Texts) -> Iterator[Line]:
    """Yield a line for each field of several ties whose contents others have taken the place of: perhaps a slip."""
    counts: dict[str, Counter[tuple[str, str]]] = {"added": Counter(), "removed": Counter()}
    for change in changes:
        if isinstance(change.key, tuple) and change.key[0] in _ADDED_TO and change.action in counts:
            counts[change.action][change.key[:2]] += 1
    for (kind, start), number in sorted(counts["removed"].items()):
        if counts["added"][kind, start]:
            field = read_schema().relations[kind].words[texts.lang][0]
            yield Line(texts.count("edits.replaced", number, field=field))


def tell_conflict(conflict: Conflict, content: Map, texts: Texts) -> str:
    """Return a conflict as a sentence: what was there, what is wanted, and what is there now."""
    told = _Teller(conflict.change, content, content, texts)
    base, mine, theirs = (
        told.say_value(conflict.field, value) if conflict.field else _say_whole(told, value)
        for value in (conflict.base, conflict.mine, conflict.theirs)
    )
    thing = told.say_thing() + (f", {told.say_field(conflict.field)}" if conflict.field else "")
    if conflict.field and conflict.change.after is None:
        return texts("edits.conflict-removal", thing=thing, base=base, theirs=theirs)
    return texts("edits.conflict-line", thing=thing, base=base, mine=mine, theirs=theirs)


def _say_whole(told: _Teller, value: Any) -> str:
    value = _single(value)
    if value is None:
        return told.texts("edits.nothing")
    return told.say_properties(value) if isinstance(value, Mapping) else told.texts("edits.something")


class _Teller:
    """The words of one change."""

    def __init__(self, change: Change, old: Map, new: Map, texts: Texts) -> None:
        self.change, self.old, self.new, self.texts = change, old, new, texts
        key = change.key
        self.ids = (key[1], key[2]) if isinstance(key, tuple) else (key,) if key and key != EVERYTHING else ()

    def tell(self, field: str, before: Any, after: Any) -> str:
        if not self.change.is_known:
            key = "edits.no-values" if self.change.key is not None else "edits.blanked"
            return f"{self.say_thing()}: {self.texts(key)}"
        if field:
            values = (self.say_value(field, before), self.say_value(field, after))
            return f"{self.say_thing()}, {self.say_field(field)}: {' → '.join(values)}"
        if isinstance(before, Mapping) or isinstance(after, Mapping):
            properties = self.say_properties(after if after is not None else before)
            return f"{self.say_thing(whole=True)}{': ' if properties else ''}{properties}"
        return self.say_thing(whole=True)

    def say_thing(self, *, whole: bool = False) -> str:
        key, schema = self.change.key, read_schema()
        if isinstance(key, tuple):
            words = schema.relations[key[0]].words[self.texts.lang][0] if key[0] in schema.relations else key[0]
            return f"{self.say_end(key[1], '')} {words} {self.say_end(key[2], words)}"
        if self.change.label == HEADER_LABEL:
            return self.texts("edits.the-map")
        label = schema.labels[self.change.label].words[self.texts.lang][0] if self.change.label in schema.labels else ""
        if key is None or key == EVERYTHING:
            return f"{self.change.number} × {label or self.change.label}"
        named = self.describe(key)
        if named is not None and named != label:
            return f"{named} ({key})"
        return f"{label} {self.say_name(key)}" if whole else self.say_name(key)

    def say_end(self, node_id: str, words: str) -> str:
        """Return an end of a relation; what has no name is not called what the relation calls it already."""
        named = self.describe(node_id)
        if named is None:
            return self.say_name(node_id)
        called, _, rest = named.partition(": ")
        if not rest:
            return node_id
        return f"{rest if called.casefold() in words.casefold() else named} ({node_id})"

    def describe(self, node_id: str) -> str | None:
        """Return what is said of a thing that has no name; None where it has one, or nobody knows it."""
        for content in (self.new, self.old):
            node = content.nodes.get(node_id)
            if node is not None:
                return describe(content, node, self.texts) if node.name == node_id else None
        return None

    def say_name(self, node_id: str) -> str:
        for content in (self.new, self.old):
            node = content.nodes.get(node_id)
            if node is not None and node.name != node_id:
                return f"{node.name} ({node_id})"
        values = self.change.after or self.change.before
        if node_id == self.change.key and isinstance(values, Mapping) and "name" in values:
            return f"{values['name']} ({node_id})"
        return node_id

    def say_field(self, field: str) -> str:
        return say_field(field, self.change.label, self.texts.lang)

    def say_value(self, field: str, value: Any) -> str:
        prop = find_property(field, self.change.label)
        if value is None:
            return self.texts("edits.nothing")
        if isinstance(value, Mapping) or (isinstance(value, tuple) and any(isinstance(v, Mapping) for v in value)):
            return _say_parts(value, prop, self.texts)
        if prop is None:
            return say_value(value, self.texts)
        return say_property(prop, value, self.find_siblings(), self.texts)

    def find_siblings(self) -> Mapping[str, Any]:
        """Return the other values of the thing: they tell which tokens some values are."""
        key = self.change.key
        for content in (self.new, self.old):
            if isinstance(key, str) and key in content.nodes:
                return content.nodes[key].properties
        values = _single(self.change.after or self.change.before)
        return values if isinstance(values, Mapping) else {}

    def say_properties(self, values: Mapping[str, Any]) -> str:
        """Return values in the order of the vocabulary; a kind that the thing is called by anyway is not told."""
        schema, label = read_schema(), self.change.label
        order = schema.labels[label].properties if label in schema.labels else {}
        called = schema.labels[label].words[self.texts.lang][0] if label in schema.labels else ""
        places = {field: place for place, field in enumerate(order)}
        fields = sorted((f for f in values if f != "name"), key=lambda f: places.get(f, len(places)))
        told = ((f, self.say_value(f, values[f])) for f in fields)
        return ", ".join(f"{self.say_field(f)} {said}" for f, said in told if (f, said) != ("kind", called))


class _NameTeller(_Teller):
    """The words of one change, without ids."""

    def say_thing(self, *, whole: bool = False) -> str:
        key = self.change.key
        nameless = isinstance(key, str) and (node := self._find(key)) is not None and "name" not in node.properties
        return super().say_thing(whole=whole and not nameless)

    def say_name(self, node_id: str) -> str:
        values, label = self.change.after or self.change.before, read_schema().labels.get(self.change.label)
        if node_id == self.change.key and isinstance(values, Mapping) and "name" in values:
            return str(values["name"])
        for content in (self.new, self.old):
            if node_id in content.nodes:
                return describe(content, content.nodes[node_id], self.texts)
        return label.words[self.texts.lang][0] if label and node_id == self.change.key else node_id

    def say_end(self, node_id: str, words: str) -> str:
        return self.say_name(node_id)

    def describe(self, node_id: str) -> str | None:
        return None

    def _find(self, node_id: str) -> Node | None:
        return self.new.nodes.get(node_id) or self.old.nodes.get(node_id)
