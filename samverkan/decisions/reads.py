"""What a plan needs to know of a map, declared for any store, and the proof that nothing more can matter.

What is about the initiative (its tree, the matters, the mandates with their chains and holders, positions,
effects) is followed relation by relation. The contact graph is read in rings around us and the deciders.

How far the rings must go: take a cheapest tree of contacts from us and an actor v in it that is neither us nor
asked, and let x grow from 0. Within effort x of v, as long as nobody asked and none of us lies there, the tree
leads out in N(x) ≥ 2 directions, so that what it spends there, C(x), grows by N(x). Taking all of that away and
reaching the N(x) − 1 parts that are cut off with a cold contact each costs cold · (N(x) − 1); as the tree is a
cheapest one, C(x) is at most that. Every direction ends with somebody asked, or us, so N(x) ≤ k + 1 for k asked.
Together x ≤ cold · (1/2 + 1/3 + … + 1/(k + 1)): nobody further than that from us and all deciders can be of use.

In a country that is everybody. There less is read, and the plan says what it knows of the rest (see `horizon`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from samverkan.decisions.contacts import build_contacts, find_routes
from samverkan.decisions.supposed import NOTHING, Supposed
from samverkan.domain.authority import Leaf, find_candidates, find_suiting_mandates, read_leaf
from samverkan.domain.reads import (
    Alike,
    Among,
    Everything,
    Follow,
    Found,
    Lacking,
    Meet,
    Pick,
    Read,
    Rings,
    Sources,
    Step,
    Then,
    Within,
)
from samverkan.domain.requirements import find_leaf_ids, find_root
from samverkan.model import Map, Relation, is_valid_on

_LEVERAGE_STEPS = 7
CONTACTS = ("TIE", "PART_OF", "MEMBER_OF")
_STRENGTHS = ("strong", "established", "acquainted", "new")
_MIDDLE = "\0"  # before the id of a body or a meeting, where its members meet
_ANY = dict.fromkeys((*_STRENGTHS, "body", "line", "boss", "met"), 1)


def find_plan_reads(
    initiative: str,
    start: Sequence[str],
    *,
    also: Sequence[str] = (),
    on: date | None = None,
    reach: Mapping[str, int] | None = None,
    within: int | None = None,
    supposed: Supposed = NOTHING,
) -> tuple[Read, ...]:
    """Return what a plan of an initiative from `start` (none: the map's `us`) may need, `also` with it.

    `on` is the day that is asked for (None: the map's own, else today), `reach` the effort of a contact step by
    kind (None: whatever it may be). An id that is not there asks for the whole map, where what was meant can be
    looked for. With `within` only contacts within that effort of us and the deciders are read, for a plan with that
    horizon. What is `supposed` is reckoned with, so that the part holds what the plan needs once that is applied to it.
    """
    also = (*also, *supposed.touched)
    plan = _PlanReads(initiative, tuple(start), also, on, reach, within, supposed)
    return (Pick((initiative, *also, *start), "subjects"), Pick((initiative,), "initiative"), Then(plan.find_matter))


@dataclass(frozen=True)
class _PlanReads:
    initiative: str
    start: tuple[str, ...]
    also: tuple[str, ...]
    on: date | None
    reach: Mapping[str, int] | None
    within: int | None = None
    supposed: Supposed = NOTHING

    def find_matter(self, found: Found) -> Sequence[Read]:
        """Declare what the initiative is about and who may decide it."""
        us = self.start or found.content.us
        if not {self.initiative, *self.start, *self.also} <= found.ids("subjects"):
            return [Everything()]
        deciding = Pick(self.supposed.deciding, "holders")
        return [Pick((*us, *self.supposed.known), "us"), deciding, *_MATTERS, Then(self.find_holders)]

    def find_holders(self, found: Found) -> Sequence[Read]:
        """Declare who holds the mandates that suit a requirement, and what the initiative is about."""
        content, today, leaves = self.read_leaves(found)
        suiting = {m for leaf in leaves for m in find_suiting_mandates(today, leaf, content)}
        about = (*_CONTENT, *_PRECEDENTS)
        return [Pick(tuple(sorted(suiting)), "suiting"), *_HOLDERS, *about, Then(self.find_voters)]

    def read_leaves(self, found: Found) -> tuple[Map, Map, Sequence[Leaf]]:
        """Return the map with what is supposed, at any time and on the day, and the requirements somebody may meet."""
        content = self.supposed.apply(found.content)
        day = self.on or content.as_of or date.today()
        today, root = content.on(day), find_root(content, self.initiative)
        ids = find_leaf_ids(content, root) if root else ()
        return content, today, [read_leaf(content, today, content.nodes[i], day) for i in ids]

    def find_voters(self, found: Found) -> Sequence[Read]:
        """Declare who stands in for those who hold, vote or are heard, before the contacts of all of them."""
        voters = tuple(sorted({seat.start for seat in _find_seats(found)}))
        return [Pick(voters, "voters"), *_STAND_INS, Then(self.find_contacts)]

    def find_contacts(self, found: Found) -> Sequence[Read]:
        """Declare the contact graph as far as it can matter."""
        if not {*(self.start or found.content.us)} <= found.content.nodes.keys():
            return [Everything()]
        steps = build_steps(self.reach or _ANY)
        around, deciders = ("us", "deciders"), tuple(sorted(_find_deciders(found)))
        content, today, leaves = self.read_leaves(found)
        is_known = all(find_candidates(today, leaf, content).options for leaf in leaves)
        look: Sequence[Read] = () if is_known else _NEIGHBOURS
        first: list[Read] = [Pick(deciders, "deciders"), *look, *_STANDPOINTS]
        last: list[Read] = [
            *((Lacking("TIE", "strength"),) if self.within is None else ()),  # else of those that are read
            Then(find_meetings),
            Among(CONTACTS, "Actor"),
            Among(("STANDS_IN_FOR",), "Actor"),
            Sources(("initiative", "meetings"), _CLAIMS),
        ]
        if self.reach is None:
            return [*first, Rings(around, steps, "Actor"), *last]
        radius = find_radius(self.reach["cold"], _count_asked(found)) if self.within is None else self.within
        ring = Rings(around, steps, "Actor", radius, "whole")
        further = [Then(self.shorten)] if self.within is None else [Then(find_bodies)]
        return [*first, ring, Among(CONTACTS, "Actor"), Then(self.connect), *further, *last]

    def shorten(self, found: Found) -> Sequence[Read]:
        """Declare so much that the cheapest way by people to each decider is there, too, where it is a long one.

        Whoever is on it lies within half of its length of us or of the decider.
        """
        content, us = found.content, found.ids("us")
        day = self.on or content.as_of or date.today()
        reach = self.reach or _ANY
        today = content.on(day)
        settings = {
            f"reach_tie_{name}" if name in _STRENGTHS else f"reach_{name}": cost for name, cost in reach.items()
        }
        graph, closed = build_contacts(today, settings, day), _find_opposing(content)
        deciders = found.ids("deciders") & graph.near.keys()
        routes = find_routes(today, graph, [u for u in sorted(us) if u in graph], deciders, closed)
        longest = max(map(graph.measure, routes.values()), default=0)
        if longest <= reach["cold"]:
            return []
        return [Rings(("us", "deciders"), build_steps(reach), "Actor", longest // 2 + 1), Among(CONTACTS, "Actor")]

    def connect(self, found: Found) -> Sequence[Read]:
        """Declare more contacts until every decider is known to be in contact with us, or known not to be.

        A decider is connected when a chain of contacts that holds on the day, over nobody who may oppose, leads
        to it; it is not when all contacts of its side, or of ours, are there and none leads across.
        """
        content, whole = found.content, found.ids("whole")
        us, deciders = found.ids("us"), found.ids("deciders")
        day = self.on or content.as_of or date.today()
        reached = _reach_from(us, _find_contacts_on(content, day), _find_opposing(content))
        contacts = [r for r in content.relations if r.type in (*CONTACTS, "TOOK_PART_IN")]
        graph = _to_graph(contacts, contacts)
        ours = _reach_from(us, graph, ()) - whole
        lost = deciders - reached
        theirs = {actor for decider in lost for actor in _reach_from({decider}, graph, ())} - whole
        if not ours or not theirs:
            return []
        nearest = tuple(sorted(ours if len(ours) <= len(theirs) else theirs))
        steps = build_steps(self.reach or _ANY)
        name = f"further {len(whole)}"
        return [Pick(nearest, name), Rings((name,), steps, "Actor", 0, "whole"), Then(self.connect)]


# The tree, its matters and areas, and the mandates that cover them and hold there.
_MATTERS: tuple[Read, ...] = (
    Follow(("initiative",), ("REQUIRES",), "tree", depth=None),
    Follow(("tree",), ("CONCERNS",), "matters"),
    Follow(("tree",), ("DIRECTED_TO",), "directed"),
    Follow(("tree",), ("ANSWERED_BY",), "answering"),
    Follow(("tree",), ("IN_AREA",), "areas"),
    Follow(("areas",), ("PART_OF",), "areas", depth=None),
    Within("COVERS", ("matters",), "IN_AREA", ("areas",), "mandates"),
)

# The mandates that suit a requirement, with their chains, holders and boards.
_HOLDERS: tuple[Read, ...] = (
    Follow(("suiting",), ("DELEGATED_FROM",), "suiting", depth=None),
    Follow(("directed",), ("HOLDS",), "their mandates"),
    Follow(("suiting",), ("HOLDS",), "holders", inward=True),
    Follow(("their mandates",), ("HOLDS",), "others", inward=True),
    Follow(("suiting", "their mandates"), ("IN_AREA", "COVERS", "DELEGATED_FROM")),
    Follow(("suiting", "their mandates"), ("AFTER_HEARING",), "heard"),
    Follow(("holders", "directed"), ("MEMBER_OF",), inward=True),
)

# Where nobody is known who may decide, all who decide in the same matter, or in one with the same legal basis, tell
# where to look.
_NEIGHBOURS: tuple[Read, ...] = (
    Alike(("matters",), "Matter", "legal_basis", "near"),
    Follow(("matters", "near"), ("COVERS",), "near mandates", inward=True),
    Follow(("near mandates",), ("HOLDS",), "others", inward=True),
    Follow(("near mandates",), ("IN_AREA",)),  # without it one seems to hold everywhere
)

# What it is about: causes with the issues that they lead to, effects, what it serves and needs; who is involved.
_CONTENT: tuple[Read, ...] = (
    Follow(("initiative",), ("ADDRESSES",), "subjects of it"),
    Follow(("subjects of it",), ("CONTRIBUTES_TO",), "subjects of it", depth=None),
    Follow(("subjects of it",), ("CONTRIBUTES_TO",), inward=True),
    Follow(("initiative",), ("SERVES", "LEADS_TO", "MITIGATES", "NEEDS", "IN_AREA"), "aims"),
    Follow(("aims",), ("HAS_CORE_MANDATE", "OFFERS"), "touched", inward=True),
    Follow(("initiative", "subjects of it", "tree"), ("ABOUT",), "told of it", inward=True),
    Follow(("told of it",), ("ABOUT",), "told of it", inward=True),
    Follow(("told of it",), ("COMMITTED_TO",), inward=True),
    Follow(("aims", "subjects of it"), ("AFFECTS", "LEADS_TO", "OF")),
    Follow(("initiative", "aims", "subjects of it"), ("INVOLVED_IN",), "involved", inward=True),
    Follow(("subjects of it",), ("OF",), "subjects of it", inward=True),
)

# What was tried before on the same issue, cause, matter or group, or in the same family, with all that it shares.
_PRECEDENTS: tuple[Read, ...] = (
    Alike(("initiative",), "Initiative", "family", "others like it"),
    Follow(("initiative",), ("LEADS_TO",), "its effects"),
    Follow(("subjects of it", "its effects"), ("AFFECTS",), "groups"),
    Follow(("groups",), ("AFFECTS",), "subjects alike", inward=True),
    Follow(("subjects of it", "subjects alike"), ("CONTRIBUTES_TO",), "subjects alike", inward=True, depth=None),
    Follow(("subjects of it", "subjects alike"), ("ADDRESSES", "LEADS_TO"), "others like it", inward=True),
    Follow(("matters",), ("CONCERNS",), "trees alike", inward=True),
    Follow(("trees alike",), ("REQUIRES",), "trees alike", inward=True, depth=None),
    Follow(("trees alike",), ("REQUIRES",), "others like it", inward=True),
    Follow(("others like it",), ("REQUIRES",), "their trees", depth=None),
    Follow(("their trees",), ("CONCERNS",)),
    Follow(("others like it",), ("ADDRESSES",), "their subjects"),
    Follow(("their subjects",), ("CONTRIBUTES_TO",), "their subjects", depth=None),
    Follow(("others like it",), ("LEADS_TO",), "their effects"),
    Follow(("their subjects", "their effects"), ("AFFECTS",)),
    Follow(("their effects",), ("MITIGATES",), inward=True),
)

# Who answers instead of whoever holds, votes, is asked by name or heard.
_STAND_INS: tuple[Read, ...] = (
    Follow(("holders", "directed", "answering", "heard", "voters"), ("STANDS_IN_FOR",), "stand-ins", inward=True),
)

_STANDPOINTS: tuple[Read, ...] = (
    Follow(("us", "deciders", "others", "involved"), ("PART_OF",), "above", depth=None),
    Meet("TAKES", "ABOUT", ("initiative",)),
    Follow(("deciders",), ("HAS_LEVERAGE_OVER",), "levers", inward=True),
    Follow(("deciders", "levers"), ("PART_OF", "MEMBER_OF")),
    Meet("TAKES", "ABOUT", ("subjects of it",), ("us", "deciders", "others", "involved", "above")),
    Follow(("us", "deciders", "others", "involved", "above"), ("HAS_CORE_MANDATE",)),
    Follow(("us", "deciders", "others", "involved", "above"), ("HAS_LEVERAGE_OVER",), depth=_LEVERAGE_STEPS),
)

_CLAIMS = ("TAKES", "HOLDS", "SERVES", "LEADS_TO", "REQUIRES", "CONCERNS")


def build_steps(reach: Mapping[str, int]) -> tuple[Step, ...]:
    """Return the ways in which actors are in contact, with the effort of each."""
    ties = {strength: reach[strength] for strength in _STRENGTHS} | {"": reach["new"]}
    return (
        Step("TIE", ties, "strength"),
        Step("PART_OF", {"": reach["line"]}),
        Step("PART_OF", {"": reach["boss"]}, shared=True, mark="head"),
        Step("PART_OF", {"": reach["boss"]}, shared=True, mark="head", lifted=True),
        Step("MEMBER_OF", {"": reach["body"]}),
        Step("MEMBER_OF", {"": reach["body"]}, shared=True),
        Step("TOOK_PART_IN", {"": reach["met"]}, shared=True),
    )


def find_radius(cold: int, asked: int) -> int:
    """Return how far from us and the deciders an actor can be and still be of use (see the module's proof)."""
    return floor(cold * sum(1 / n for n in range(2, asked + 2)) + 1e-9)


def _find_seats(found: Found) -> list[Relation]:
    content = found.content
    boards = found.ids("holders", "directed")
    voting = {b for b in boards if b in content.nodes and content.nodes[b].properties.get("decides_by") == "vote"}
    return [r for r in content.relations if r.type == "MEMBER_OF" and r.end in voting]


def _find_deciders(found: Found) -> set[str]:
    return {*found.ids("holders", "directed", "heard", "voters", "stand-ins")}


def find_bodies(found: Found) -> Sequence[Read]:
    """Declare whatever those who are there are part of or sit in: two of them may be in contact by that alone."""
    actors = tuple(n.id for n in found.content.labelled("Actor"))
    return [Pick(actors, "seated"), Follow(("seated",), ("PART_OF", "MEMBER_OF"), depth=None)]


def find_meetings(found: Found) -> Sequence[Read]:
    """Declare the meetings, calls and visits in which two of those who are there may have met."""
    actors = tuple(n.id for n in found.content.labelled("Actor"))
    return [Pick(actors, "present"), Follow(("present",), ("TOOK_PART_IN",), "meetings")]


def _count_asked(found: Found) -> int:
    """Return how many a plan can ask at most: for every leaf one, a board, or joint holders, and all who are heard."""
    content, seats = found.content, _find_seats(found)
    largest = max((sum(r.end == board for r in seats) for board in {r.end for r in seats}), default=0)
    joint = [n.id for n in content.labelled("Mandate") if n.properties.get("jointly") is True]
    together = max((len(content.into(mandate, "HOLDS")) for mandate in joint), default=1)
    leaves = found.ids("tree") - {r.start for r in content.relations if r.type == "REQUIRES"}
    most = len(leaves) * max(1, largest) * max(1, together) + len(found.ids("heard"))
    return min(most, max(1, len(found.ids("deciders") or _find_deciders(found))))


def _find_opposing(content: Map) -> set[str]:
    """Return who may pass nobody on, at any time: vacant posts, who has said no, and who may take that over."""
    against = {n.id for n in content.labelled("Position") if n.properties.get("value") == "opposes"}
    said = {r.start for r in content.relations if r.type == "TAKES" and r.end in against}
    vacant = {n.id for n in content.labelled("Actor") if n.properties.get("vacant") is True}
    taking = {r.start for r in content.relations if r.type in ("PART_OF", "MEMBER_OF") and r.end in said}
    return said | taking | vacant


def _find_contacts_on(content: Map, on: date) -> Mapping[str, set[str]]:
    """Return who surely is in contact with whom on a day, by what has been read: rather too little than too much."""
    there = {i for i, n in content.nodes.items() if is_valid_on(n.properties, on)}
    forums, posts = ({i for i in there if content.nodes[i].properties.get("kind") == k} for k in ("forum", "post"))
    contacts = [r for r in content.relations if r.type in CONTACTS and is_valid_on(r.properties, on)]
    valid = [r for r in contacts if r.start in there and r.end in there]
    has_no_line = (r.start in forums or r.end in forums or r.end in posts for r in valid)
    pairs = [r for r, apart in zip(valid, has_no_line, strict=True) if r.type != "PART_OF" or not apart]
    return _to_graph(pairs, valid)


def _to_graph(pairs: Iterable[Relation], seats: Iterable[Relation]) -> Mapping[str, set[str]]:
    """Return who is in contact with whom by ties and lines, and with the middle of each body that it has a seat in."""
    graph: dict[str, set[str]] = defaultdict(set)
    for relation in pairs:
        if relation.type not in ("MEMBER_OF", "TOOK_PART_IN"):
            graph[relation.start].add(relation.end)
            graph[relation.end].add(relation.start)
    for relation in seats:
        if relation.type in ("MEMBER_OF", "TOOK_PART_IN"):
            graph[relation.start].add(_MIDDLE + relation.end)
            graph[_MIDDLE + relation.end].add(relation.start)
    return graph


def _reach_from(start: Collection[str], graph: Mapping[str, set[str]], closed: Collection[str]) -> set[str]:
    """Return everybody that can be reached; nobody in `closed` but the start passes a contact on."""
    found: set[str] = set()
    waiting = set(start)
    while waiting:
        actor = waiting.pop()
        found.add(actor)
        if actor not in closed or actor in start:
            waiting |= graph.get(actor, set()) - found
    return {actor for actor in found if not actor.startswith(_MIDDLE)}
