"""From items to nodes and relations: ids looked up, both ends of a relation brought together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from samverkan.errors import Problem
from samverkan.model import Node, Relation, Value
from samverkan.schema import read_schema
from samverkan.tables.document import Branch, Entries, Findings, Sequence
from samverkan.tables.fields import Item, Link
from samverkan.tables.nearest import find_nearest

_MOST_SUGGESTIONS = 100  # a wrong file has thousands of unknown ids, and nobody reads them all

Ends = tuple[str, str, str]
Written = tuple[Link, Item]


def build_nodes(items: Iterable[Item], findings: Findings) -> dict[str, Item]:
    """Return the items by id; a second one with the same id is refused."""
    known: dict[str, Item] = {}
    for item in items:
        if not item.id:
            continue
        first = known.setdefault(item.id, item)
        if first is not item:
            findings.error("duplicate-id", item.line_of("id"), item.id, "id", first=first.line)
    return known


def to_nodes(known: Mapping[str, Item]) -> list[Node]:
    """Return the node of each item."""
    return [Node(item_id, item.label.name, item.properties) for item_id, item in known.items()]


def find_refused(items: Collection[Item]) -> frozenset[str]:
    """Return the ids that were refused as such: whatever leads to them has been told of once."""
    return frozenset(item.refused for item in items if item.refused)


def build_relations(
    items: Collection[Item], known: Mapping[str, Item], findings: Findings, others: Collection[str] = ()
) -> list[Relation]:
    """Return the relations that the items' links stand for, each of them once.

    `others` are ids that are known elsewhere: the map that the file is an addition to.
    """
    written: dict[Ends, list[Written]] = defaultdict(list)
    lookup = _Lookup(known, find_refused(items), findings, others)
    for item in items:
        for link in item.links:
            if lookup.is_known(link, item) and known.get(item.id) is item:
                written[ends_of(link, item)].append((link, item))
    relations = []
    for (name, start, end), links in written.items():
        for group in [links] if len(links) == 1 else _split_by_start(links):
            relations.append(Relation(name, start, end, _merge(group, findings)))
    return relations


def ends_of(link: Link, item: Item) -> Ends:
    """Return the type, start and end of a link's relation."""
    if link.outward:
        return link.type.name, item.id, link.other_id
    return link.type.name, link.other_id, item.id


class _Lookup:
    """Tell known ids from unknown ones, and what an unknown one was meant to be."""

    def __init__(
        self, known: Mapping[str, Item], refused: Collection[str], findings: Findings, others: Collection[str]
    ) -> None:
        self.known, self.refused, self.findings, self.suggested = known, refused, findings, 0
        self.others = others

    def is_known(self, link: Link, item: Item) -> bool:
        """Whether both the other end and the source of a link exist; says so when they do not."""
        source = link.properties.get("source")
        if source is not None:
            self.check_source(str(source), link, item)
        if not isinstance(link.other, str):
            return self.known.get(link.other.id) is link.other
        if link.other in self.known or link.other in self.others:
            return True
        item.silent.update((link.field, "directed_to") if item.label.name == "Requirement" else (link.field,))
        ends = link.type.ends if link.outward else {(end, start) for start, end in link.type.ends}
        labels = {other for own, other in ends if own == item.label.name}
        self.report(link.other, labels, link, item, link.field)
        return False

    def check_source(self, source: str, link: Link, item: Item) -> None:
        """Refuse a `source` that does not exist."""
        if source not in self.known and source not in self.others:
            item.silent.add(f"{link.field}.source {link.other_id}")
            self.report(source, {"Source"}, link, item, f"{link.field}.source")

    def report(self, found: str, labels: set[str], link: Link, item: Item, field: str) -> None:
        """Refuse an unknown id, with the nearest one of a label that may stand there, or where it would be added."""
        if found in self.refused:
            return
        nearest = None
        if self.suggested < _MOST_SUGGESTIONS:
            self.suggested += 1
            nearest = find_nearest(found, (i for i, other in self.known.items() if other.label.name in labels))
        sections = sorted(read_schema().labels[label].section for label in labels)
        values = {"found": found, "nearest": nearest, "sections": None if nearest else sections}
        self.findings.error("unknown-id", link.line, item.home, field, **values)


def _split_by_start(links: list[Written]) -> list[list[Written]]:
    """Tell apart the relations between the same two things by when they began.

    What one end says without a date belongs to the only dated one that the other end speaks of.
    """
    groups: dict[Value | None, list[Written]] = defaultdict(list)
    for link, item in links:
        groups[link.properties.get("valid_from")].append((link, item))
    undated = groups.get(None, [])
    if undated and len(groups) == 2:
        dated = next(group for began, group in groups.items() if began is not None)
        sides = {link.outward for link, _ in undated}, {link.outward for link, _ in dated}
        if sides[0].isdisjoint(sides[1]):
            return [dated + undated]
    return list(groups.values())


def _merge(links: list[Written], findings: Findings) -> dict[str, Value]:
    properties: dict[str, Value] = {}
    for link, item in links:
        for key, value in link.properties.items():
            before = properties.setdefault(key, value)
            if before != value:
                place = (link.line, item.home, f"{link.field}.{key}")
                findings.error("conflicting-values", *place, first=before, second=value, other=link.other_id)
    return properties


def place_problems(
    problems: Iterable[Problem],
    known: Mapping[str, Item],
    header: Entries,
    findings: Findings,
    refused: Collection[str] = (),
) -> None:
    """Add problems of the finished map, each with the place in the file that it speaks of.

    Those about a field that has a problem already are left out: they would only repeat it.
    """
    problems = [p for p in problems if not (p.key == "unknown-id" and p.values["found"] in refused)]
    if not problems:
        return
    wanted = {p.values["relation"] for p in problems if "relation" in p.values}
    links: dict[Ends, Written] = {}
    for item in known.values() if wanted else ():
        for link in item.links:
            ends = ends_of(link, item)
            if ends in wanted:
                links.setdefault(ends, (link, item))
    for problem in problems:
        placed = _place(problem, known, header, links)
        if placed is not None:
            findings.problems.append(replace(placed, file=findings.file))


def _find_in_header(header: Entries, place: str) -> Branch | None:
    """Return what stands at a place like `register.contact` or `requests[2].actor`, or what holds it."""
    branch: Branch | None = None
    level: Branch = header
    for part in re.findall(r"\w+", place):
        if isinstance(level, Entries) and part in level.fields:
            level = branch = level.fields[part]
        elif isinstance(level, Sequence) and part.isdigit() and 1 <= int(part) <= len(level.items):
            level = branch = level.items[int(part) - 1]
    return branch


def _place(
    problem: Problem, known: Mapping[str, Item], header: Entries, links: Mapping[Ends, Written]
) -> Problem | None:
    written = links.get(problem.values.get("relation", ("", "", "")))
    if written is not None:
        link, item = written
        values = dict(problem.values)
        if "other" in values:
            values["other"] = link.other_id
        tail = f".{problem.field.partition('.')[2]}" if problem.field and "." in problem.field else ""
        if f"{link.field}{tail} {link.other_id}" in item.silent:
            return None
        return replace(problem, item=item.id, field=link.field + tail, line=link.line, values=values)
    owner = known.get(problem.item) if problem.item else None
    if owner is None:
        branch = _find_in_header(header, problem.field or "")
        values = dict(problem.values)
        if problem.key == "unknown-id":
            actors = (i for i, item in known.items() if item.label.name == "Actor")
            values["nearest"] = find_nearest(values["found"], actors)
        return replace(problem, line=branch.line if branch else None, values=values)
    if problem.field in owner.silent:
        return None
    return replace(problem, line=owner.line_of(problem.field))
