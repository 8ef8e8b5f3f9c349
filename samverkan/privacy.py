"""What of a map may be seen: Map → Map, applied once, before anything reads it.

Nothing is filtered out of an answer afterwards: a row, a figure or a route need not show what it rests on. Each rule
returns a map in which what must not be seen is not there, with what only that rests on; never one thing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from samverkan.domain.days import find_months_before
from samverkan.domain.positions import OWN_ASSESSMENT, find_review_by
from samverkan.domain.requests import find_restricted
from samverkan.domain.retention import find_retention
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.schema import read_schema

LEAST_TOLD = 10
FEWER_THAN = "fewer_than"  # beside what was left out of a node: the names of the figures that are below ten
_FEWEST_AT_A_CONTACT = 3
_FIGURES = ("baseline", "target", "value")


def leave_out_own_assessments(content: Map) -> Map | None:
    """Return a map without own assessments, persons and the sources that only they rest on; None where it has none."""
    own = {n.id for label in ("Person", "Position") for n in content.labelled(label) if stays_inside(n)}
    return _leave_out(content, own) if own else None


def find_own_assessments(content: Map) -> set[str]:
    """Find the positions that rest on nothing but what somebody in the house believes."""
    return {n.id for n in content.labelled("Position") if is_own_assessment(n)}


def stays_inside(node: Node) -> bool:
    """Tell whether a thing never leaves the house in an answer, a page or an export: an own assessment, a person."""
    return node.label == "Person" or is_own_assessment(node)


def keep_for_page(content: Map) -> Map:
    """Return what a page for planning may hold: no holders of posts, and no notes."""
    persons = {n.id for n in content.labelled("Person")}
    schema = read_schema()
    private = {p.name for label in schema.labels.values() for p in label.properties.values() if p.private}
    noted = {n.id for n in content.nodes.values() if private & n.properties.keys()}
    return _change(_leave_out(content, persons) if persons else content, noted, lambda n: _without(n, *private))


def is_own_assessment(node: Node) -> bool:
    """Tell whether a thing is a position that rests on nothing but what somebody in the house believes."""
    return node.label == "Position" and node.properties.get("basis") == OWN_ASSESSMENT


def keep_what_counts(content: Map, day: date, today: date) -> Map:
    """Return the map as anybody may read it for a day: what has expired is gone, and figures below ten are.

    A map that says itself for which day it is read (an example, an archive) has that day for today.
    """
    return leave_out_small(leave_out_expired(leave_out_restricted(content), day, content.as_of or today))


def leave_out_restricted(content: Map) -> Map:
    """Leave out positions that somebody objects to, until that is answered; nothing older counts in their place.

    Of whom, of what and of what kind they are is kept, so that an answer can say that they are restricted.
    """
    restricted = find_restricted(content) if content.requests else set()
    if not restricted:
        return content
    silenced = _find_silenced(content, restricted)
    told = content.restricted | {(taker, about, kind) for taker, about, kind, _ in silenced - content.silenced}
    return replace(_leave_out(content, restricted), silenced=silenced, restricted=told)


def leave_out_expired(content: Map, day: date, today: date) -> Map:
    """Leave out what has expired, read for a day.

    An own assessment goes once its review has passed, as of that day or today if that is later. Another position
    loses its concern and what would help from then on, and goes when its retention after the review has ended, by
    today alone: `--as-of` brings nothing back. That it was said is kept apart, so that nothing older counts again.
    """
    now = max(day, today)
    months = find_retention(content, "position")
    late = [n for n in content.labelled("Position") if _is_dated(n) and find_review_by(n) < now]
    if not late:
        return content
    own = find_own_assessments(content)
    gone = {n.id for n in late if n.id in own or is_past_retention(n, months, today)}
    bare = {n.id for n in late if n.id not in gone and n.properties.keys() & {"concern", "would_help"}}
    kept = _change(content, bare, lambda node: _without(node, "concern", "would_help"))
    return replace(_leave_out(kept, gone), silenced=_find_silenced(content, gone)) if gone else kept


def _find_silenced(content: Map, gone: set[str]) -> frozenset[tuple[str, str, str, date]]:
    """Find who said something of what and when that is not seen any more."""
    found = set()
    for position in sorted(gone):
        said, kind = (content.nodes[position].properties[name] for name in ("stated_on", "kind"))
        takers, subjects = content.into(position, "TAKES"), content.out(position, "ABOUT")
        assert isinstance(said, date)
        found |= {(taker.start, subject.end, str(kind), said) for taker in takers for subject in subjects}
    return content.silenced | found


def is_past_retention(position: Node, months: int, today: date) -> bool:
    """Tell whether nobody may see a position any more: some months after its review, whatever day is asked for."""
    return find_months_before(find_review_by(position), -months) < today


def _is_dated(position: Node) -> bool:
    return isinstance(position.properties.get("stated_on"), date)


def leave_out_small(content: Map) -> Map:
    """Leave out figures below ten that count people of a special group, so that nobody can be picked out.

    What measures an effect on such a group, or an issue that affects it, counts people unless its unit says
    otherwise; a figure that is no whole number is a share, never a count. Where a text of the effect states a figure of
    its own, from which the one left out could be reckoned, all figures of the indicator go. What was left out is
    named in the property `fewer_than`.
    """
    subjects = _find_special_subjects(content)
    small: dict[str, tuple[str, ...]] = {}
    for indicator in sorted(_find_counting(content, subjects)):
        small |= _find_small(content, indicator, subjects)
    if not small:
        return content
    return _change(content, set(small), lambda node: _hide(node, small[node.id]))


def _find_special_subjects(content: Map) -> set[str]:
    """Find the effects and issues that affect a special group."""
    special = {n.id for n in content.labelled("AffectedGroup") if n.properties.get("special_category") is True}
    return {r.start for group in special for r in content.into(group, "AFFECTS")}


def _find_counting(content: Map, subjects: set[str]) -> set[str]:
    """Find the indicators that count people by some subjects."""
    measuring = (r.start for subject in subjects for r in content.into(subject, "MEASURES"))
    return {i for i in measuring if content.nodes[i].properties.get("unit", "count") == "count"}


def find_counted(content: Map) -> set[str]:
    """Find the indicators that count people of a special group, and their measurements."""
    indicators = _find_counting(content, _find_special_subjects(content))
    return indicators | {n.id for i in indicators for n in content.origins(i, "OF")}


def leave_out_small_values(properties: Mapping[str, Value]) -> dict[str, Value]:
    """Return some properties of what counts people of a special group, without figures below ten."""
    return {k: v for k, v in properties.items() if k not in _FIGURES or not _is_small(v)}


def find_hidden(node: Node) -> tuple[str, ...]:
    """Return the figures of a node that are known and not told, since they are below ten."""
    names = node.properties.get(FEWER_THAN, ())
    return names if isinstance(names, tuple) else ()


def _find_small(content: Map, indicator: str, subjects: set[str]) -> dict[str, tuple[str, ...]]:
    """Find the figures of an indicator that must not be told, by the node that holds them."""
    nodes = [content.nodes[indicator], *content.origins(indicator, "OF")]
    figures = {n.id: [name for name in _FIGURES if name in n.properties] for n in nodes}
    small = {n.id: tuple(f for f in figures[n.id] if _is_small(n.properties[f])) for n in nodes}
    if not any(small.values()):
        return {}
    measured = [n for n in content.targets(indicator, "MEASURES") if n.id in subjects]
    if any(_states_a_figure(n) for n in measured):
        return {i: tuple(names) for i, names in figures.items() if names}
    return {i: names for i, names in small.items() if names}


def _is_small(value: Value) -> bool:
    is_whole = isinstance(value, (int, float)) and not isinstance(value, bool) and float(value).is_integer()
    return is_whole and 0 <= float(str(value)) < LEAST_TOLD


def _states_a_figure(node: Node) -> bool:
    texts = (v for k, v in node.properties.items() if isinstance(v, str) and k != "name")
    return any(sign.isdigit() for text in texts for sign in text)


def _hide(node: Node, names: tuple[str, ...]) -> Node:
    return Node(node.id, node.label, {**_without(node, *names).properties, FEWER_THAN: names})


def leave_out_positions(content: Map) -> Map:
    """Return a map that may be kept in version control: without positions, persons and what only rests on them.

    Summaries of contacts, arguments, notes and what persons concerned have asked for are gone, too.
    """
    positions = {node.id for label in ("Person", "Position") for node in content.labelled(label)}
    kept = _leave_out(content, positions)
    nodes = [_without(node, "note", "summary") for node in kept.nodes.values()]
    relations = [
        Relation(r.type, r.start, r.end, {k: v for k, v in r.properties.items() if k != "argument"})
        for r in kept.relations
    ]
    return build_map(nodes, relations, replace(kept, requests=()))


def keep_for_meeting(content: Map) -> Map:
    """Return what a meeting may hold: no positions, ties or persons, and nothing that only rests on them.

    Free text about posts (summaries, arguments, notes) is gone, and so are contacts of fewer than three: what two have
    said to each other is between them. A group that took part counts as many.
    """
    schema = read_schema()
    lost = {i for i, n in content.nodes.items() if not schema.labels[n.label].meeting}
    lost |= {n.id for n in content.labelled("Interaction") if _count_parties(content, n.id) < _FEWEST_AT_A_CONTACT}
    lost |= {n.id for n in content.labelled("Commitment") if _is_only_about(content, n.id, lost)}
    kept = _leave_out(content, lost, also=lambda r: not schema.relations[r.type].meeting)
    nodes = [_keep_open(node) for node in kept.nodes.values()]
    relations = [_keep_open_relation(relation) for relation in kept.relations]
    header = replace(kept, requests=()) if getattr(kept, "requests", None) else kept
    return build_map(nodes, relations, header)


def _count_parties(content: Map, contact: str) -> int:
    parties = content.origins(contact, "TOOK_PART_IN")
    return _FEWEST_AT_A_CONTACT if any(n.label == "AffectedGroup" for n in parties) else len(parties)


def _is_only_about(content: Map, node: str, lost: set[str]) -> bool:
    about = {r.end for r in content.out(node, "ABOUT")}
    return bool(about) and about <= lost


def _keep_open(node: Node) -> Node:
    closed = [p.name for p in read_schema().labels[node.label].properties.values() if not p.meeting]
    return _without(node, *closed)


def _keep_open_relation(relation: Relation) -> Relation:
    properties = read_schema().relations[relation.type].properties
    closed = {p.name for p in properties.values() if not p.meeting}
    if not closed & relation.properties.keys():
        return relation
    kept = {k: v for k, v in relation.properties.items() if k not in closed}
    return Relation(relation.type, relation.start, relation.end, kept)


def _without(node: Node, *names: str) -> Node:
    if not node.properties.keys() & set(names):
        return node
    return Node(node.id, node.label, {k: v for k, v in node.properties.items() if k not in names})


def _change(content: Map, ids: set[str], change: Callable[[Node], Node]) -> Map:
    if not ids:
        return content
    nodes = {i: change(node) if i in ids else node for i, node in content.nodes.items()}
    return replace(content, nodes=nodes)


def _leave_out(content: Map, ids: set[str], also: Callable[[Relation], bool] = lambda relation: False) -> Map:
    """Leave out nodes, relations that touch them or that are meant, and the sources that only those rest on."""
    relations = [r for r in content.relations if not also(r) and r.start not in ids and r.end not in ids]
    # A source that nothing names is nobody's secret.
    lost = find_named_sources(content.relations) - find_named_sources(relations)
    nodes = [n for n in content.nodes.values() if n.id not in ids and n.id not in lost]
    return build_map(nodes, [r for r in relations if r.end not in lost], content)


def find_named_sources(relations: Iterable[Relation]) -> set[str]:
    """Find the sources that some relations name: as their end, or as what they rest on."""
    found = set()
    for relation in relations:
        if relation.type == "SOURCED_BY":
            found.add(relation.end)
        if "source" in relation.properties:
            found.add(str(relation.properties["source"]))
    return found
