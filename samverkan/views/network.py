"""The actor network: whole, of an issue, of an area, or in rings around one; above 800 nodes by groups first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map, Node, Relation
from samverkan.views.facts import (
    build_thing,
    find_relation_sources,
    find_sources,
    say_properties,
    say_source,
    to_source_notes,
)
from samverkan.views.fields import find_link_groups, find_node_groups, say_kind
from samverkan.views.layout import place_network, place_rings
from samverkan.views.measured import add_groups, build_measures, find_figures, find_measured
from samverkan.views.network_plan.findings import build_findings
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.large import build_large
from samverkan.views.network_plan.organisations import is_housed
from samverkan.views.network_plan.tabs import MOST_FREE, add_places, build_tabs
from samverkan.views.network_plan.ways import build_ways
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.selection import (
    NETWORK_KINDS,
    NETWORK_RELATIONS,
    Selection,
    find_neighbours,
    select_all,
    select_area,
    select_issue,
    select_rings,
    sort_by_degree,
    to_weight,
)
from samverkan.views.spec import Cell, Column, LegendRow, Line, Link, Page, Picture, Row, Spot, Table, Thing
from samverkan.views.words import Words

MOST_NODES = 800


def build_network_page(request: Request) -> Page:
    """Build the network that is asked for."""
    content, words = request.content, request.words
    selection, title, question = _select(request)
    if not selection.ids or not content.labelled("Actor"):
        raise EmptyAnswerError("views.empty-network", title=title)
    known = Known(request, selection)
    head = _build_head(request, title, question)
    if len(selection.ids) > MOST_NODES or _has_no_picture(known):
        return build_large(known, head)
    around = find_neighbours(content, selection.ids)
    figures = find_figures(request, selection, {i: len(others) for i, others in around.items()})
    spots = _build_spots(request, selection, around)
    spots = add_groups(spots, figures) if figures else spots
    links = build_links(content, words, selection)
    tabs = build_tabs(known)
    spots, rings = _place(request, selection, spots, links)
    spots = add_places(spots, tabs)
    relations = [r for r in content.relations if r.type in NETWORK_RELATIONS and _is_shown(r, selection)]
    notes = to_source_notes(content, [*find_relation_sources(relations), *find_sources(content, selection.ids)])
    return replace(
        head,
        findings=(*build_findings(known), *(find_measured(figures) if figures and selection.centre else ())),
        measures=tuple(build_measures(figures)) if figures else (),
        picture=Picture(words.say("network-title"), spots, links, "rings" if rings else "free", tuple(rings)),
        tables=(_build_table(known, spots),),
        things=tuple(_thing(request, selection, i) for i in selection.ids),
        legend=tuple(_legend(spots, links, words)),
        sources=notes,
        shown=sum(content.nodes[i].label == "Actor" for i in selection.ids),
        total=selection.total,
        counted=words.say("counted-actors"),
        tabs=tabs,
        ways={} if request.meeting else build_ways(request, selection),
    )


def _build_head(request: Request, title: str, question: str) -> Page:
    """Build what every page of a network says of itself, however large it is."""
    return Page(
        kind="network",
        title=title,
        question=question,
        on=request.on,
        language=request.words.lang,
        meeting=request.meeting,
        map_title=request.content.title,
    )


def _has_no_picture(known: Known) -> bool:
    """Tell whether a whole map has neither organisations nor us, and more actors than can be drawn freely."""
    whole = not known.selection.centre and not known.meeting
    return whole and not known.us and len(known.ids) > MOST_FREE and not is_housed(known)


def _select(request: Request) -> tuple[Selection, str, str]:
    """Find what is asked for: by a filter, or by the label of the id."""
    content, words = request.content, request.words
    labels = {"issue": "Issue", "area": "Area", "around": "Actor"}
    wanted = [(labels[key], value) for key, value in request.filters.items() if key in labels]
    if request.subject is not None:
        label = request.whole.nodes[request.subject].label if request.subject in request.whole.nodes else ""
        wanted.append((label if label in labels.values() else "", request.subject))
    if not wanted:
        title = content.title or words.say("network-title")
        return select_all(content), title, words.say("question-network")
    if len(wanted) > 1:
        raise UsageError("views.one-filter")
    label, subject = wanted[0]
    node = find_subject_node(replace(request, subject=subject), [label] if label else labels.values()).id
    chosen = {"Issue": select_issue, "Area": select_area, "Actor": select_rings}[label](content, node)
    question = words.say(f"question-network-{label.lower()}")
    if len(chosen.ids) < (2 if label == "Actor" else 1):
        raise EmptyAnswerError(f"views.empty-{label.lower()}", name=content.nodes[node].name, id=node)
    return chosen, content.nodes[node].name, question


def _is_shown(relation: Relation, selection: Selection) -> bool:
    shown = set(selection.ids)
    return relation.start in shown and relation.end in shown


def _build_spots(request: Request, selection: Selection, around: Mapping[str, Mapping[str, int]]) -> tuple[Spot, ...]:
    ranks = {node: rank for rank, node in enumerate(sort_by_degree(selection.ids, around), 1)}
    nodes = [request.content.nodes[i] for i in selection.ids]
    spots = [build_spot(request, node, ranks[node.id], len(around.get(node.id, ())), selection) for node in nodes]
    if selection.centre and selection.centre not in ranks:
        issue = request.content.nodes[selection.centre]
        spots.append(Spot(issue.id, issue.name, "issue", "focus", rank=0))
    return tuple(spots)


def build_spot(request: Request, node: Node, rank: int, contacts: int, selection: Selection) -> Spot:
    """Build the spot of an actor or a group of people."""
    kind = node.text("kind") or ("group" if node.label == "AffectedGroup" else "post")
    us = node.id in request.content.us
    need = "us" if us else "focus" if node.id == selection.centre else ""
    sign = request.words.say("us-sign") if us else ""
    groups = find_node_groups(request.content, node, request.words, contacts) | _find_place(request, selection, node)
    return Spot(node.id, node.name, kind, need, sign, rank=0 if us or need else rank, groups=groups)


def _find_place(request: Request, selection: Selection, node: Node) -> dict[str, tuple[str, str]]:
    """Find what a node is in what is shown: its role in the issue, its steps from whoever is in the middle."""
    role = selection.roles.get(node.id)
    if role:
        return {"role": (role, request.words.token("role", role))}
    if not selection.rings:
        return {}
    step = str(next((n for n, ring in enumerate(selection.rings, 1) if node.id in ring), 0))
    return {"distance": (step, step)}


def build_links(content: Map, words: Words, selection: Selection) -> tuple[Link, ...]:
    """Build the edges between those shown, and from those involved to the issue in the middle."""
    shown = set(selection.ids)
    links = [
        _to_link(content, r, words)
        for r in content.relations
        if r.type in NETWORK_RELATIONS and r.start in shown and r.end in shown and _is_actors(content, r)
    ]
    if selection.centre and selection.centre not in shown:
        links += [link for link in _issue_links(content, words, selection.centre) if {link.start, link.end} & shown]
    return tuple(links)


def _is_actors(content: Map, relation: Relation) -> bool:
    return content.nodes[relation.start].label == "Actor"


def _to_link(content: Map, relation: Relation, words: Words) -> Link:
    text = say_properties(words.schema.relations[relation.type], relation, words)
    weight = to_weight(relation.properties.get("strength")) if relation.type == "TIE" else 1
    kind, arrow = NETWORK_KINDS[relation.type], relation.type == "HAS_LEVERAGE_OVER"
    groups = find_link_groups(relation, words)
    return Link(relation.start, relation.end, kind, text, weight, arrow, groups, say_source(content, relation))


def _issue_links(content: Map, words: Words, issue: str) -> Iterator[Link]:
    """Yield what joins actors and groups to an issue: roles, mandates, positions, and whom it concerns."""
    for role in content.into(issue, "INVOLVED_IN"):
        yield Link(role.start, issue, "involved", words.token("role", str(role.properties.get("role", ""))), 3)
    for mandate in content.origins(issue, "COVERS"):
        for holder in content.origins(mandate.id, "HOLDS"):
            yield Link(holder.id, issue, "involved", words.token("mandate_kind", mandate.text("kind")))
        for party in content.origins(mandate.id, "PARTY_TO"):
            yield Link(party.id, issue, "involved", mandate.name)
    for position in (n for n in content.origins(issue, "ABOUT") if n.label == "Position"):
        kind, value = position.text("kind") or "", position.text("value")
        for actor in content.origins(position.id, "TAKES"):
            yield Link(actor.id, issue, "other", f"{words.token('position_kind', kind)}: {words.token(kind, value)}")
    for group in content.out(issue, "AFFECTS"):
        yield Link(issue, group.end, "other", words.schema.relations["AFFECTS"].words[words.lang][0])


def _place(
    request: Request, selection: Selection, spots: Sequence[Spot], links: Sequence[Link]
) -> tuple[tuple[Spot, ...], list[float]]:
    rings: list[float] = []
    if selection.rings:
        places, rings = place_rings(selection.centre, selection.rings, selection.parents)
        places |= request.positions
    else:
        ids = [s.id for s in spots]
        pairs = [(link.start, link.end) for link in links if link.kind not in ("line", "member")]
        places = place_network(ids, pairs, given=request.positions, left=request.content.us)
    return tuple(replace(s, x=places[s.id][0], y=places[s.id][1]) for s in spots), rings


def _build_table(known: Known, spots: Sequence[Spot]) -> Table:
    """Build the same content as a table: a row a node."""
    words = known.request.words
    keys = ["name", "kind", "part-of", *([] if known.meeting else ["near", "contacts"]), "forums"]
    told = {key: words.texts(f"views_network.column-{key}") for key in ("near", "contacts", "forums")}
    columns = [Column(told.get(key) or words.say(f"column-{key}")) for key in keys]
    if known.selection.roles or known.selection.area:
        columns.append(Column(words.say("column-role")))
    rows = [_row(known, s) for s in sorted(spots, key=lambda s: (s.label.casefold(), s.id))]
    return Table("nodes", words.say("table-network"), tuple(columns), tuple(rows), fold=True)


def _row(known: Known, spot: Spot) -> Row:
    content, words = known.today, known.request.words
    node = content.nodes[spot.id]
    kind = words.token("actor_kind", node.text("kind")) if node.label == "Actor" else words.label(node.label)
    forums = [content.nodes[r.end].name for r in content.out(spot.id, "MEMBER_OF")]
    cells = [
        Cell((Line(spot.label, "main", ref=spot.id),), header=True),
        Cell((Line(kind),)),
        Cell(tuple(Line(w.name) for w in content.targets(spot.id, "PART_OF")[:1])),
        *([] if known.meeting else [_near_cell(known, spot.id), _contacts_cell(known, spot.id)]),
        Cell((Line(", ".join(forums)),) if forums else ()),
    ]
    if known.selection.roles or known.selection.area:
        cells.append(Cell((Line(known.say_role(spot.id)),)))
    return Row(tuple(cells), spot.id, (spot.id,))


def _near_cell(known: Known, actor: str) -> Cell:
    steps = known.near.get(actor)
    said = known.request.words.texts("views_network.near-none") if steps is None else str(steps)
    return Cell((Line(said),), sort=99 if steps is None else steps)


def _contacts_cell(known: Known, actor: str) -> Cell:
    """Name the contacts by tie, the strongest first, each with its strength and the day of its source."""
    ties = [r for kind in (known.today.out, known.today.into) for r in kind(actor, "TIE")]
    ranked = sorted(ties, key=lambda r: (-to_weight(r.properties.get("strength")), r.start, r.end))
    said = [_say_tie(known, actor, tie) for tie in ranked]
    return Cell((Line(", ".join(said)),), sort=len(said))


def _say_tie(known: Known, actor: str, tie: Relation) -> str:
    other = known.today.nodes[tie.end if tie.start == actor else tie.start]
    strength = known.request.words.token("tie_strength", str(tie.properties.get("strength") or "new"))
    source = known.today.nodes.get(str(tie.properties.get("source", "")))
    day = source.text("date") if source else None
    return f"{other.name} ({', '.join(part for part in (strength, day) if part)})"


def _thing(request: Request, selection: Selection, node: str) -> Thing:
    return build_thing(request.content, request.content.nodes[node], request.words, drawn=NETWORK_RELATIONS)


def _legend(spots: Sequence[Spot], links: Sequence[Link], words: Words) -> Iterator[LegendRow]:
    kinds = Counter(s.kind for s in spots)
    for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        if said := say_kind(kind, words):
            yield LegendRow("kind", kind, said, number)
    edges = Counter(link.kind for link in links)
    for kind in ("tie", "leverage", "involved"):
        if edges[kind]:
            yield LegendRow("edge", kind, words.say(f"edge-{kind}"), edges[kind])


KIND = Kind(("Actor", "Area", "Issue"), build_network_page, needs_subject=False, filters=("issue", "area", "around"))
