"""An oracle for the planner: slow and obvious, written from the rules and not from the planner's code.

It lists every minimal way, every set of refusing actors and every set of people a route of contacts could pass.
Nothing here imports `samverkan.decisions`, so that agreement between the two means something. Only for small maps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product

from samverkan.model import Map, Node, Relation

Ask = tuple[str, str | None]  # a leaf, and who is asked (None: nobody is known)
Way = frozenset[Ask]
NEVER = 10**9

CONVINCING = {"champions": 0, "supports": 0, "neutral": 1, "unknown": 2, "hesitant": 2, "opposes": 4}
ASKING = {
    "concur": 0, "consult": 0, "prepare": 0, "coordinate": 0, "champion": 0,
    "decide": 1, "contract": 1, "execute": 1, "supervise": 1, "fund": 2,
}  # fmt: skip
TIE = {"strong": 1, "established": 2, "acquainted": 3, "new": 5}
BODY, LINE, COLD, ABOVE, UNKNOWN = 3, 3, 8, 4, 10
ROOT = ""  # all of us together, in the tree of contacts
BODIES = {"forum", "board", "assembly", "committee"}


@dataclass(frozen=True)
class Oracle:
    """The answer to one initiative on one day, from one start, by listing everything."""

    content: Map
    initiative: str
    day: date
    us: tuple[str, ...]
    supposed: Mapping[str, str] = field(default_factory=dict)  # stances other than those in the map
    found_out: frozenset[str] = frozenset()  # leaves that nobody was known to answer, and that we may answer ourselves

    # What is there on the day

    def is_there(self, thing: Node | Relation) -> bool:
        begins, ends = thing.properties.get("valid_from"), thing.properties.get("valid_to")
        return (begins is None or begins <= self.day) and (ends is None or self.day < ends)

    @cached_property
    def actors(self) -> list[str]:
        return [n.id for n in self.content.nodes.values() if n.label == "Actor" and self.is_there(n)]

    def relations(self, kind: str) -> Iterator[Relation]:
        for r in self.content.relations:
            ends = self.content.nodes[r.start], self.content.nodes[r.end]
            if r.type == kind and self.is_there(r) and all(map(self.is_there, ends)):
                yield r

    def kind(self, actor: str) -> str:
        return str(self.content.nodes[actor].properties["kind"])

    # Who may meet a leaf

    def children(self, node: str) -> list[str]:
        steps = [r for r in self.content.relations if r.type == "REQUIRES" and r.start == node]
        return [r.end for r in sorted(steps, key=lambda r: (r.properties.get("step", 1), r.end))]

    @cached_property
    def leaves(self) -> list[str]:
        def below(node: str) -> Iterator[str]:
            if self.content.nodes[node].properties.get("op") == "leaf":
                yield node
            for child in self.children(node):
                yield from below(child)

        return list(below(self.initiative))

    def target(self, node: str, kind: str) -> str | None:
        """Return what a leaf concerns or is directed to, whether or not it is there on the day."""
        return next((r.end for r in self.content.relations if r.type == kind and r.start == node), None)

    def holders(self, mandate: str) -> list[str]:
        return [r.start for r in self.relations("HOLDS") if r.end == mandate and self.kind(r.start) != "forum"]

    def areas_around(self, area: str | None) -> set[str]:
        """Return the area itself and every area that it lies inside."""
        found = set() if area is None else {area}
        while more := {r.end for r in self.relations("PART_OF") if r.start in found} - found:
            found |= more
        return found

    def meets(self, mandate: Node, leaf: str) -> bool:
        wanted, held = self.content.nodes[leaf].properties, mandate.properties
        if not self.is_there(mandate) or held["kind"] != wanted["form"] or not self.holders(mandate.id):
            return False
        if self.target(leaf, "CONCERNS") not in {r.end for r in self.relations("COVERS") if r.start == mandate.id}:
            return False
        if "limit" in held and "amount" in wanted and held["limit"] < wanted["amount"]:
            return False
        limited_to = {r.end for r in self.relations("IN_AREA") if r.start == mandate.id}
        return not limited_to or bool(limited_to & self.areas_around(self.target(leaf, "IN_AREA")))

    def meeting(self, leaf: str) -> set[str]:
        return {n.id for n in self.content.nodes.values() if n.label == "Mandate" and self.meets(n, leaf)}

    def delegators(self, mandate: str) -> set[str]:
        return {r.end for r in self.content.relations if r.type == "DELEGATED_FROM" and r.start == mandate}

    def candidates(self, leaf: str) -> tuple[set[str], set[str]]:
        """Return the ordinary holders of a leaf and those above them."""
        if any(r.type == "DIRECTED_TO" and r.start == leaf for r in self.content.relations):
            addressee = self.target(leaf, "DIRECTED_TO")
            there = addressee in self.actors and self.kind(str(addressee)) != "forum"
            return ({str(addressee)} if there else set()), set()
        meeting = self.meeting(leaf)
        lowest = {m for m in meeting if not any(m in self.delegators(other) for other in meeting)}
        higher: set[str] = set()
        while more := {up for m in lowest | higher for up in self.delegators(m)} & meeting - lowest - higher:
            higher |= more
        ordinary = {a for m in lowest for a in self.holders(m)}
        return ordinary, {a for m in higher for a in self.holders(m)} - ordinary

    def voters(self, actor: str) -> list[str]:
        """Return those who vote in a board that decides by vote; nobody when it counts as a whole.

        A forum is never asked, so it does not vote either.
        """
        if self.content.nodes[actor].properties.get("decides_by") != "vote":
            return []
        seats = [r for r in self.relations("MEMBER_OF") if r.end == actor]
        voting = {r.start for r in seats if r.properties.get("seat") in ("voting", "chair")}
        return sorted(actor for actor in voting if self.kind(actor) != "forum")

    # Asks and ways

    def answers_of(self, leaf: str, holders: Iterable[str]) -> list[tuple[int, list[Ask]]]:
        """Return, for each holder, how many of which asks make up its yes."""
        answers = []
        for holder in sorted(holders):
            voters = self.voters(holder)
            count = len(voters) // 2 + 1 if voters else 1
            answers.append((count, [(leaf, actor) for actor in voters or [holder]]))
        return answers

    @cached_property
    def answers(self) -> dict[str, list[tuple[int, list[Ask]]]]:
        found = {}
        for leaf in self.leaves:
            ordinary, above = self.candidates(leaf)
            found[leaf] = self.answers_of(leaf, ordinary | above) or [(1, [(leaf, None)])]
        return found

    @cached_property
    def asks(self) -> set[Ask]:
        return {ask for answers in self.answers.values() for _, asks in answers for ask in asks}

    @cached_property
    def ordinary_asks(self) -> set[Ask]:
        """Return the asks that go above nobody; one to nobody known goes above nobody either."""
        ordinary = {ask for ask in self.asks if ask[1] is None}
        for leaf in self.leaves:
            ordinary |= {a for _, asks in self.answers_of(leaf, self.candidates(leaf)[0]) for a in asks}
        return ordinary

    def quota(self, node: str) -> int:
        """Return how many of a node's children must be met."""
        properties, children = self.content.nodes[node].properties, self.children(node)
        how_many = {"any": 1, "at_least": properties.get("n"), "all": len(children), "sequence": len(children)}
        quota = how_many[str(properties.get("op", "all"))]
        assert isinstance(quota, int)
        return quota

    def is_met(self, asked: Collection[Ask], node: str | None = None) -> bool:
        node = node or self.initiative
        if node in self.answers:
            return any(sum(a in asked for a in asks) >= count for count, asks in self.answers[node])
        return sum(self.is_met(asked, child) for child in self.children(node)) >= self.quota(node)

    def is_minimal(self, way: Way) -> bool:
        return not any(self.is_met(way - {ask}) for ask in way)

    def _sets_for(self, node: str) -> set[Way]:
        """Return sets of asks that meet a node, every minimal one among them."""
        if node in self.answers:
            return {frozenset(some) for count, asks in self.answers[node] for some in combinations(asks, count)}
        parts = [self._sets_for(child) for child in self.children(node)]
        return {
            frozenset().union(*one_each)
            for chosen in combinations(parts, self.quota(node))
            for one_each in product(*chosen)
        }

    @cached_property
    def minimal_ways(self) -> list[Way]:
        return [way for way in self._sets_for(self.initiative) if self.is_minimal(way)]

    @cached_property
    def ordinary_ways(self) -> list[Way]:
        return [way for way in self.minimal_ways if way <= self.ordinary_asks]

    # Who must be convinced, and who can stop it

    def needs(self) -> dict[str, str]:
        ways = [asked(way) for way in self.minimal_ways]
        ordinary = [asked(way) for way in self.ordinary_ways]
        found = dict.fromkeys(self.involved(), "not_needed")
        for actor in {a for _, a in self.asks if a is not None}:
            if all(actor in way for way in ways):
                found[actor] = "must"
            elif all(actor in way for way in ordinary):
                found[actor] = "must_unless_above"
            elif any(actor in way for way in ordinary):
                found[actor] = "one_of"
            else:
                found[actor] = "above" if any(actor in way for way in ways) else "not_needed"
        return found

    def involved(self) -> set[str]:
        addressed = {r.end for r in self.relations("ADDRESSES") if r.start == self.initiative}
        subjects = {self.initiative} | {i for i in addressed if self.content.nodes[i].label == "Issue"}
        return {r.start for r in self.relations("INVOLVED_IN") if r.end in subjects}

    def requirement_needs(self) -> dict[str, str]:
        leaves_of = [{leaf for leaf, _ in way} for way in self.minimal_ways]
        return {leaf: "must" if all(leaf in way for way in leaves_of) else "one_of" for leaf in self.leaves}

    def can_be_met(self, refusing: Collection[str] = ()) -> bool:
        return any(all(actor is not None and actor not in refusing for _, actor in way) for way in self.minimal_ways)

    def blocking_sets(self, most: int = 50) -> list[tuple[str, ...]]:
        ways = [asked(way) for way in self.minimal_ways]
        actors = sorted({a for _, a in self.asks if a is not None})
        veto = {a for leaf, a in self.asks if self.content.nodes[leaf].properties.get("veto")}
        found: list[tuple[str, ...]] = []
        for size in range(1, len(actors) + 1):
            for refusing in combinations(actors, size):
                smaller = any(set(other) <= set(refusing) for other in found)
                if not smaller and all(way & set(refusing) for way in ways):
                    found.append(refusing)
        return sorted(found, key=lambda s: (len(s), not veto & set(s), s))[:most]

    # Effort

    def stated(self, actor: str) -> list[Node]:
        """Return the stances that an actor has stated by the day, the one that counts last."""
        about = {r.start for r in self.content.relations if r.type == "ABOUT" and r.end == self.initiative}
        taken = {r.end for r in self.content.relations if r.type == "TAKES" and r.start == actor} & about
        stances = [p for p in map(self.content.nodes.__getitem__, taken) if p.properties["kind"] == "stance"]
        known = [p for p in stances if p.properties["stated_on"] <= self.day]
        return sorted(known, key=lambda p: (p.properties["stated_on"], p.id))

    def stance(self, actor: str) -> str:
        if actor in self.supposed:
            return self.supposed[actor]
        stated = self.stated(actor)
        if not stated and self.kind(actor) == "post":
            over = [r.end for r in self.relations("PART_OF") if r.start == actor and self.kind(r.end) != "forum"]
            stated = [p for organisation in over for p in self.stated(organisation)]
            stated.sort(key=lambda p: (p.properties["stated_on"], p.id))
        return self.value_on_the_day(stated[-1]) if stated else "unknown"

    def value_on_the_day(self, position: Node) -> str:
        p = position.properties
        stated_on = p["stated_on"]
        assert isinstance(stated_on, date)
        if p.get("basis") == "own_assessment":
            due = stated_on + timedelta(days=90)
        else:
            due = stated_on.replace(year=stated_on.year + 1)
        return str(p["value"]) if self.day <= p.get("review_by", due) else "unknown"

    def contact(self, one: str, other: str) -> int:
        """Return the effort of the cheapest contact between two actors, in either direction."""
        pair, efforts = {one, other}, [NEVER]
        efforts += [TIE[str(r.properties["strength"])] for r in self.relations("TIE") if {r.start, r.end} == pair]
        seats: dict[str, set[str]] = {}
        for r in self.relations("MEMBER_OF"):
            seats.setdefault(r.end, set()).add(r.start)
        efforts += [BODY for body, members in seats.items() if self.kind(body) in BODIES and pair <= members]
        for r in self.relations("PART_OF"):
            no_line = r.start not in self.actors or "forum" in (self.kind(r.start), self.kind(r.end))
            if {r.start, r.end} == pair and not no_line and self.kind(r.end) != "post":
                efforts.append(LINE)
        return min(efforts)

    @cached_property
    def steps(self) -> dict[frozenset[str], int]:
        """Return the effort of the contact between every two actors, us being one (ROOT)."""
        others = [a for a in self.actors if a not in self.us]
        found = {frozenset(pair): self.contact(*pair) for pair in combinations(others, 2)}
        for other in others:
            found[frozenset((ROOT, other))] = min(COLD, *(self.contact(u, other) for u in self.us))
        return found

    def reach_all(self, people: Collection[str]) -> int:
        """Return the least effort of a tree of contacts from us to all these, passing nobody else.

        Who opposes hangs at an end, so the others make up the tree: Prim's method, whose tree points from us.
        """
        opposing = {a for a in people if self.stance(a) == "opposes"}
        inside, total, left = {ROOT}, 0, set(people) - opposing
        while left:
            effort, nearest = min((self.steps[frozenset((i, p))], p) for i in inside for p in left)
            total, inside, left = total + effort, inside | {nearest}, left - {nearest}
        return total + sum(min(self.steps[frozenset((i, a))] for i in inside) for a in opposing)

    @cached_property
    def trees(self) -> list[tuple[frozenset[str], int]]:
        """Return every set of actors with the effort to reach all of them, the easiest first."""
        others = [a for a in self.actors if a not in self.us]
        sets = [frozenset(some) for size in range(len(others) + 1) for some in combinations(others, size)]
        return sorted(((some, self.reach_all(some)) for some in sets), key=lambda tree: tree[1])

    def reach(self, people: frozenset[str], refusing: frozenset[str]) -> int:
        wanted = people - set(self.us)
        return next(effort for tree, effort in self.trees if wanted <= tree and not tree & refusing)

    def parts(self, way: Way, refusing: Collection[str] = ()) -> tuple[int, int, int]:
        """Return what a way asks of us: convincing (with "above"), asking, reaching (with unknown authority)."""
        people = asked(way)
        above = {a for leaf, a in way if a is not None and (leaf, a) not in self.ordinary_asks}
        convincing = sum(CONVINCING[self.stance(a)] for a in people - set(self.us)) + ABOVE * len(above)
        answered = [leaf for leaf, a in way if a is not None or leaf in self.found_out]
        asking = sum(ASKING[str(self.content.nodes[leaf].properties["form"])] for leaf in answered)
        unknown = UNKNOWN * (len(way) - len(answered))
        return convincing, asking, self.reach(people, frozenset(refusing)) + unknown

    def least_by_people(
        self, refusing: Collection[str] = (), without_leaf: str | None = None
    ) -> dict[frozenset[str], int]:
        """Return, for each set of people that could be asked, the least effort."""
        least: dict[frozenset[str], int] = {}
        for way in self.minimal_ways:
            people = asked(way)
            if not people & set(refusing) and without_leaf not in {leaf for leaf, _ in way}:
                least[people] = min(least.get(people, NEVER), sum(self.parts(way, refusing)))
        return least

    def best(self, refusing: Collection[str] = ()) -> list[int]:
        """Return the effort of every plan that differs from the others in whom it convinces, the least first."""
        return sorted(self.least_by_people(refusing).values())


def asked(way: Way) -> frozenset[str]:
    """Return the actors that a way asks."""
    return frozenset(actor for _, actor in way if actor is not None)
