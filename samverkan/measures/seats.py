"""Whether the right people sit in a forum: its seats, and whom its initiatives need that do not sit there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.domain.areas import find_areas_inside
from samverkan.domain.authority import Candidates, Holder, find_candidates, read_leaf
from samverkan.domain.initiatives import is_closed
from samverkan.domain.issues import find_issues
from samverkan.domain.organisations import find_organisation, is_forum
from samverkan.domain.reads import Follow, Pick, Read, Sources
from samverkan.domain.requirements import find_leaves, find_requirements
from samverkan.errors import UsageError
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


def find_seat_reads(_day: date, values: Values) -> Sequence[Read]:
    """Declare what is read of a store: who sits in a forum with its powers, and what its open initiatives require.

    These are the initiatives that the forum, its issues or its areas have to do with, or the given one.
    """
    asked = ("holders", "members")
    return (
        Pick((values["forum"],), "forum"),
        Pick((values["initiative"],) if values["initiative"] else (), "initiatives"),
        Follow(("forum",), ("MEMBER_OF",), "members", inward=True),
        Follow(("members",), ("HOLDS",), "held"),
        Follow(("held",), ("COVERS",), "known"),
        Follow(("known",), ("CONCERNS",), "asking", inward=True),
        Follow(("asking",), ("REQUIRES",), "asking", inward=True, depth=None),
        Follow(("forum",), ("INVOLVED_IN",), "about"),
        Follow(("forum",), ("IN_AREA",), "areas"),
        Follow(("areas",), ("PART_OF",), "areas", inward=True, depth=None),
        Follow(("areas",), ("IN_AREA",), "about", inward=True),
        Follow(("about",), ("CONTRIBUTES_TO",), "about", inward=True, depth=None),
        Follow(("about",), ("ADDRESSES",), "initiatives", inward=True),
        Follow(("initiatives",), ("ADDRESSES",), "addressed"),
        Follow(("addressed",), ("CONTRIBUTES_TO",), "addressed", depth=None),
        Follow(("initiatives", "about"), ("REQUIRES",), "tree", depth=None),
        Follow(("tree",), ("CONCERNS",), "matters"),
        Follow(("tree",), ("DIRECTED_TO", "ANSWERED_BY"), "holders"),
        Follow(("matters",), ("COVERS",), "mandates", inward=True),
        Follow(("holders",), ("HOLDS",), "mandates"),
        Follow(("mandates",), ("DELEGATED_FROM",), "mandates", depth=None),
        Follow(("mandates",), ("COVERS", "AFTER_HEARING")),
        Follow(("mandates",), ("HOLDS",), "holders", inward=True),
        Follow(("holders",), ("STANDS_IN_FOR", "MEMBER_OF"), "holders", inward=True, depth=2),
        Follow(asked, ("PART_OF",)),
        Follow(("tree", "mandates"), ("IN_AREA",), "places"),
        Follow(("places",), ("PART_OF",), depth=None),
        Sources(("mandates", "held")),
    )


def find_seats(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the decision-makers that are needed and whether they sit in a forum, and who sits there with its powers."""
    today, forum = content.on(day), values["forum"]
    node = content.nodes[forum]
    if not is_forum(node):
        raise UsageError("questions.not-a-forum", name=node.name)
    if forum not in today.nodes:
        return
    members = {r.start for r in today.into(forum, "MEMBER_OF")}
    yield from (_seat_row(today, forum, member, values["initiative"]) for member in sorted(members))
    initiatives = _find_initiatives(today, forum, values["initiative"])
    yield from _find_needed(content, day, members, initiatives)


def _seat_row(today: Map, forum: str, member: str, initiative: str) -> Values:
    mandates = [m for m in today.targets(member, "HOLDS") if today.out(m.id, "COVERS")]
    covered = {m.id: [r.end for r in today.out(m.id, "COVERS")] for m in mandates}
    decided = {thing for m in mandates if m.properties.get("kind") == "decide" for thing in covered[m.id]}
    asked: set[tuple[object, str]] = {(m.properties.get("kind"), thing) for m in mandates for thing in covered[m.id]}
    return {
        **_actor_columns(today, member, "seat"),
        "seats": [r.properties.get("seat") for r in today.out(member, "MEMBER_OF") if r.end == forum],
        "decides": len(decided),
        "matters": [thing for things in covered.values() for thing in things],
        "mandates": list(covered),
        "initiatives": [i for i in _find_asking(today, asked) if initiative in ("", i)],
        **find_sources(today, covered),
    }


def _actor_columns(today: Map, actor: str | None, about: str) -> dict[str, Any]:
    node = None if actor is None else today.nodes[actor]
    return {
        "about": about,
        "actor": actor,
        "actor_name": node.name if node else None,
        "level": node.text("level") if node else None,
    }


def _find_asking(today: Map, asked: set[tuple[object, str]]) -> Iterator[str]:
    """Yield the initiatives with a requirement of one of some kinds and matters."""
    for initiative in today.labelled("Initiative"):
        for requirement in find_requirements(today, initiative.id):
            form = today.nodes[requirement].properties.get("form")
            if any((form, r.end) in asked for r in today.out(requirement, "CONCERNS")):
                yield initiative.id
                break


def _find_initiatives(today: Map, forum: str, given: str) -> Iterator[str]:
    """Yield the initiatives that are not closed and concern the forum, its issues or its area; the given one alone."""
    involved = {r.end for r in today.out(forum, "INVOLVED_IN")}
    areas = {i for r in today.out(forum, "IN_AREA") for i in find_areas_inside(today, r.end)}
    for initiative in today.labelled("Initiative"):
        issues = find_issues(today, initiative.id)
        near = not involved.isdisjoint({initiative.id, *issues}) or _lie_in(today, issues, areas)
        if (near if not given else initiative.id == given) and not is_closed(initiative):
            yield initiative.id


def _lie_in(today: Map, issues: Iterable[str], areas: set[str]) -> bool:
    return any(r.end in areas for issue in issues for r in today.out(issue, "IN_AREA"))


def _find_needed(content: Map, day: date, members: set[str], initiatives: Iterable[str]) -> Iterator[Values]:
    """Yield a row for each decision-maker that is needed, and one for all that nobody is known for.

    Where somebody sits who may answer, the others are not needed.
    """
    today = content.on(day)
    found: dict[tuple[bool, str | None], list[_Need]] = {}
    for initiative in initiatives:
        for leaf in (content.nodes[i] for i in find_leaves(content, initiative)):
            asked = read_leaf(content, today, leaf, day)
            if not asked.is_met:
                for holder, actor in _find_deciding(find_candidates(today, asked, content), members):
                    mandate = holder.mandate if holder else None
                    found.setdefault((actor in members, actor), []).append(_Need(initiative, leaf, mandate))
    yield from (_needed_row(today, actor, sits, needs, members) for (sits, actor), needs in found.items())


@dataclass(frozen=True, slots=True)
class _Need:
    """What an initiative needs of somebody: a leaf, by a mandate."""

    initiative: str
    leaf: Node
    mandate: str | None


def _find_deciding(candidates: Candidates, members: set[str]) -> Iterator[tuple[Holder | None, str | None]]:
    """Yield who decides: those who sit there where that is enough, else everybody who usually does (None: nobody)."""
    sitting = [h for h in (*candidates.ordinary, *candidates.above) if _answers(h, members)]
    for holder in sitting or candidates.ordinary or (None,):
        everybody = (None,) if holder is None else holder.voters or (holder.actor,)
        at_the_table = [actor for actor in everybody if actor in members] if sitting else []
        yield from ((holder, actor) for actor in at_the_table or everybody)


def _answers(holder: Holder, members: set[str]) -> bool:
    """Tell whether somebody who may answer sits there; of a board that votes, so many as it takes."""
    board = holder.board
    return holder.actor in members or (board is not None and board.carries(members.intersection(board.voters)))


def _needed_row(today: Map, actor: str | None, sits: bool, needs: list[_Need], members: set[str]) -> Values:
    mandates = sorted({need.mandate for need in needs if need.mandate is not None})
    matters = [(need.leaf, r.end) for need in needs for r in today.out(need.leaf.id, "CONCERNS")]
    decided = {matter for leaf, matter in matters if leaf.properties.get("form") == "decide"}
    standing = [] if actor is None or sits else [m for m in members if _stands_for(today, m, actor)]
    return {
        **_actor_columns(today, actor, "sits" if sits else "missing"),
        "sits": "itself" if sits else "by_organisation" if standing else "no",
        "represented_by": standing,
        "decides": 0 if actor is None else len(decided),
        "matters": [matter for _, matter in matters],
        "mandates": mandates,
        "initiatives": [need.initiative for need in needs],
        **find_sources(today, mandates),
    }


def _stands_for(today: Map, member: str, actor: str) -> bool:
    """Tell whether a member is of the organisation that somebody is, or belongs to."""
    return member != actor and find_organisation(today, member) == find_organisation(today, actor)


def judge_seats(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say whether all who are needed sit there."""
    needed = [row for row in rows if row["about"] != "seat"]
    missing = [row for row in needed if row["sits"] == "no"]
    if not needed:
        yield Sentence("seats-nothing")
    elif not missing:
        yield Sentence("seats-yes", count=len(needed))
    else:
        yield Sentence("seats-no", {"all": len(needed)}, len(missing))
