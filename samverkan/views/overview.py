"""A network too large to read at once: its groups first, each of which opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from samverkan.measures.groups import Group, find_groups
from samverkan.model import Map
from samverkan.views.layout import place_network
from samverkan.views.request import Request
from samverkan.views.selection import (
    NETWORK_KINDS,
    NETWORK_RELATIONS,
    Selection,
    find_neighbours,
    sort_by_degree,
    to_weight,
)
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Link, Page, Picture, Row, Spot, Table, Thing
from samverkan.views.words import Words


def build_overview(request: Request, selection: Selection, title: str, question: str) -> Page:
    """Build the groups of a large network, and what is inside each."""
    content, words = request.content, request.words
    around = find_neighbours(content, selection.ids)
    groups = find_groups(content, selection.ids, around)
    names = {g.id: _name(g, content, words) for g in groups}
    spots, links = _build_groups(groups, names, around, request.positions)
    return Page(
        kind="network",
        title=title,
        question=question,
        on=request.on,
        language=words.lang,
        findings=(
            Finding(words.number(len(selection.ids)), words.say("finding-in-groups", n=len(groups))),
            Finding(names[groups[0].id], words.say("finding-largest", n=words.number(len(groups[0].members)))),
        ),
        picture=Picture(words.say("overview-title"), spots, links),
        tables=(_build_table(groups, names, links, words),),
        things=tuple(_thing(g, names[g.id], words) for g in groups),
        legend=(
            LegendRow("text", "cluster", words.say("legend-cluster"), len(groups)),
            *([LegendRow("edge", "between", words.say("edge-between"), len(links))] if links else []),
        ),
        shown=len(groups),
        total=len(groups),
        counted=words.say("counted-groups"),
        meeting=request.meeting,
        map_title=content.title,
        inside={g.id: _build_inside(request, g, names[g.id], around) for g in groups},
    )


def _name(group: Group, content: Map, words: Words) -> str:
    if group.kind == "alone":
        return words.say("group-alone")
    name = content.nodes[group.head].name
    part = group.id.rpartition("/")[2] if "/" in group.id else ""
    key = "group-around" if group.kind == "community" else "group-organisation"
    return words.say(key, name=name) + (f" ({part})" if part else "")


def _build_groups(
    groups: Sequence[Group],
    names: Mapping[str, str],
    around: Mapping[str, Mapping[str, int]],
    given: Mapping[str, tuple[float, float]],
) -> tuple[tuple[Spot, ...], tuple[Link, ...]]:
    home = {member: g.id for g in groups for member in g.members}
    between = Counter(
        (home[one], home[other]) for one, others in around.items() for other in others if home[one] < home[other]
    )
    links = [Link(a, b, "between", str(n), min(4, 1 + len(str(n)))) for (a, b), n in sorted(between.items())]
    places = place_network([g.id for g in groups], between, given=given)
    spots = [
        Spot(g.id, names[g.id], "cluster", stance=str(len(g.members)), rank=rank, x=places[g.id][0], y=places[g.id][1])
        for rank, g in enumerate(groups)
    ]
    return tuple(spots), tuple(links)


def _build_table(groups: Sequence[Group], names: Mapping[str, str], links: Sequence[Link], words: Words) -> Table:
    joined = Counter(end for link in links for end in (link.start, link.end))
    rows = [
        Row(
            (
                Cell((Line(names[g.id], "main", ref=g.id),), header=True),
                Cell((Line(words.number(len(g.members))),), sort=len(g.members)),
                Cell((Line(str(joined[g.id])),), sort=joined[g.id]),
            ),
            g.id,
            (g.id,),
        )
        for g in groups
    ]
    columns = tuple(Column(words.say(f"column-{c}")) for c in ("group", "members", "groups-joined"))
    return Table("nodes", words.say("table-groups"), columns, tuple(rows), fold=True)


def _thing(group: Group, name: str, words: Words) -> Thing:
    facts = ((words.say("column-members"), (Line(words.number(len(group.members))),)),)
    return Thing(group.id, name, words.say(f"group-kind-{group.kind}"), facts)


def _build_inside(request: Request, group: Group, name: str, around: Mapping[str, Mapping[str, int]]) -> Picture:
    content, members = request.content, set(group.members)
    links = [
        Link(
            r.start, r.end, NETWORK_KINDS[r.type], "", to_weight(r.properties.get("strength")) if r.type == "TIE" else 1
        )
        for member in group.members
        for kind in NETWORK_RELATIONS
        for r in content.out(member, kind)
        if r.end in members
    ]
    places = place_network(group.members, [(link.start, link.end) for link in links], given=request.positions)
    ranks = {node: rank for rank, node in enumerate(sort_by_degree(group.members, around), 1)}
    spots = [replace(_inside_spot(request, i, ranks[i]), x=places[i][0], y=places[i][1]) for i in group.members]
    return Picture(name, tuple(spots), tuple(links))


def _inside_spot(request: Request, member: str, rank: int) -> Spot:
    node = request.content.nodes[member]
    us = member in request.content.us
    kind = node.text("kind") or "group"
    sign = request.words.say("us-sign") if us else ""
    return Spot(member, node.name, kind, "us" if us else "", sign, rank=0 if us else rank)
