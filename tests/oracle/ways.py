"""The oracle: asks and ways, who must be convinced, and who can stop it (planner.md, meaning 1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from oracle.authority import Leaf, Option
from oracle.there import There
from oracle.votes import Board, TooManyWaysError

MOST = 4000  # ways; maps with more are too large for listing


class Ask(NamedTuple):
    """A leaf put to somebody (None: nobody is known), or a hearing that a mandate's condition calls for beside it."""

    leaf: str
    actor: str | None
    beside: bool = False


Way = frozenset[Ask]


def smallest(sets: Iterable[frozenset]) -> list[frozenset]:
    """Those of which no other is a part."""
    found: list[frozenset] = []
    for some in sorted(set(sets), key=lambda s: (len(s), sorted(map(str, s)))):
        if not any(other <= some for other in found):
            found.append(some)
    return found


@dataclass(frozen=True)
class Ways:
    """What can meet an initiative on a day, when some have refused."""

    there: There
    initiative: str
    without: tuple[str, ...] = ()

    # The tree

    def children(self, node: str) -> list[str]:
        steps = [r for r in self.there.all_relations("REQUIRES") if r.start == node]
        return [r.end for r in sorted(steps, key=lambda r: (r.properties.get("step", 1), r.end))]

    def op(self, node: str) -> str:
        return str(self.there.get(node, "op", "all"))

    def leaves_below(self, node: str) -> list[str]:
        if self.there.content.nodes[node].label == "Requirement" and self.op(node) == "leaf":
            return [node]
        return [leaf for child in self.children(node) for leaf in self.leaves_below(child)]

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        return {leaf: Leaf(self.there, leaf) for leaf in self.leaves_below(self.initiative)}

    @property
    def has_tree(self) -> bool:
        return bool(self.leaves)

    def quota(self, node: str) -> int:
        how_many = {"any": 1, "at_least": int(str(self.there.get(node, "n", 0)))}
        return how_many.get(self.op(node), len(self.children(node)))

    def is_met(self, met: Collection[str], node: str | None = None) -> bool:
        """Whether the tree is true when these leaves are."""
        node = node or self.initiative
        if node in self.leaves:
            return node in met
        return sum(self.is_met(met, child) for child in self.children(node)) >= self.quota(node)

    # Refusals

    def _answer_of(self, leaf: Leaf, who: str) -> tuple[set[str], set[str]]:
        """Whose asks, and which boards' answers, are gone from a leaf when somebody says no."""
        by_vote = {a for o in leaf.options for a, votes in o.answerers if votes}
        whole = {a for o in leaf.options for a, votes in o.answerers if not votes}
        voters = {v for board in leaf.boards.values() for v in board.cast}
        return {who} & (whole | voters), {who} & by_vote

    def _holds(self, leaf: Leaf, who: str) -> bool:
        """Whether somebody is a holder, an addressee or a voting member there, whether or not it can answer now."""
        holders = {h for mandate in leaf.suiting for h in leaf.holders_there(mandate)}
        if leaf.directed_to is not None:
            holders = {leaf.directed_to} & set(self.there.actors)
        boards = [Board(self.there, holder) for holder in holders]
        return who in holders or any(who == member for board in boards if board.votes for member, _, _ in board.seats)

    def _answered(self, leaf: Leaf) -> tuple[set[str], set[str]]:
        """Of a refused leaf: the asks of whoever answered, a holder or its stand-in, a board, one voting member; of
        nobody, where it answers nothing now. Else those of all ordinary holders."""
        if not leaf.is_refused:
            return set(), set()
        who = leaf.answered_by
        if who is not None and (any(gone := self._answer_of(leaf, who)) or self._holds(leaf, who)):
            instead = self.there.stand_in(who) if self.there.is_post(who) and self._holds(leaf, who) else None
            return gone if any(gone) or instead is None else self._answer_of(leaf, instead)
        ordinary = [a for o in leaf.options if o.ordinary for a in o.answerers]
        return {a for a, votes in ordinary if not votes}, {a for a, votes in ordinary if votes}

    def gone(self, leaf: Leaf) -> tuple[set[str], set[str]]:
        """Whose asks, and which boards' answers, are gone from a leaf: refused, or taken to refuse."""
        asks, boards = self._answered(leaf)
        for who in self.without if not leaf.is_hearing else ():
            more_asks, more_boards = self._answer_of(leaf, who)
            asks, boards = asks | more_asks, boards | more_boards
        return asks, boards

    # Ways to meet one leaf

    def sets_of(self, leaf: Leaf, option: Option) -> list[Way]:
        asks_gone, boards_gone = self.gone(leaf)
        parts: list[list[frozenset[str]]] = []
        for actor, by_vote in sorted(option.answerers):
            if by_vote:
                majorities = leaf.boards[actor].smallest_majorities(asks_gone)
                parts.append([] if actor in boards_gone else majorities)
            else:
                parts.append([] if actor in asks_gone else [frozenset([actor])])
        heard = frozenset(Ask(leaf.id, actor, True) for actor in option.heard)
        return [heard | {Ask(leaf.id, a) for part in parts for a in part} for parts in product(*parts)]

    @cached_property
    def of_leaf(self) -> dict[str, list[Way]]:
        """Every minimal set of asks that meets a leaf; none for one that nobody can meet any more."""
        found: dict[str, list[Way]] = {}
        for leaf in self.leaves.values():
            if leaf.is_met:
                found[leaf.id] = [frozenset()]
            elif not leaf.options:
                found[leaf.id] = [] if leaf.is_refused else [frozenset([Ask(leaf.id, None)])]
            else:
                found[leaf.id] = smallest(way for option in leaf.options for way in self.sets_of(leaf, option))
        return found

    @cached_property
    def ordinary_asks(self) -> set[Ask]:
        """The asks that go above nobody; who may answer in two ways answers as an ordinary holder."""
        found = {Ask(leaf.id, None) for leaf in self.leaves.values()}
        found |= {Ask(leaf.id, who, True) for leaf in self.leaves.values() for o in leaf.options for who in o.heard}
        for leaf in self.leaves.values():
            for actor, by_vote in (a for o in leaf.options if o.ordinary for a in o.answerers):
                found |= {Ask(leaf.id, who) for who in (leaf.boards[actor].cast if by_vote else [actor])}
        return found

    def ordinary_of_leaf(self, leaf: Leaf) -> list[Way]:
        """Where no ordinary holder is left that can meet the leaf, those above count as ordinary."""
        ways = self.of_leaf[leaf.id]
        left = any(self.sets_of(leaf, o) for o in leaf.options if o.ordinary)
        return [way for way in ways if way <= self.ordinary_asks] if left or not leaf.options else ways

    # Ways to meet the tree: no two leaves share an ask, so each leaf is met by itself

    @cached_property
    def leaf_sets(self) -> list[frozenset[str]]:
        """The smallest sets of leaves that make the tree true, the met ones left out."""
        able = {leaf for leaf, ways in self.of_leaf.items() if ways}
        met = {leaf for leaf, ways in self.of_leaf.items() if ways == [frozenset()]}
        if not self.has_tree or not self.is_met(able):
            return []
        some = sorted(able - met)
        every = (frozenset(s) for size in range(len(some) + 1) for s in combinations(some, size))
        return smallest(s for s in every if self.is_met(s | met))

    def _combine(self, of_leaf: dict[str, list[Way]]) -> list[Way]:
        if sum(prod(len(of_leaf[leaf]) for leaf in some) for some in self.leaf_sets) > MOST:
            raise TooManyWaysError
        return [
            frozenset().union(*one_each)
            for some in self.leaf_sets
            for one_each in product(*(of_leaf[leaf] for leaf in sorted(some)))
        ]

    @cached_property
    def minimal(self) -> list[Way]:
        return self._combine(self.of_leaf)

    @cached_property
    def ordinary(self) -> list[Way]:
        return self._combine({leaf.id: self.ordinary_of_leaf(leaf) for leaf in self.leaves.values()})

    # Who must be convinced

    def binds(self, ask: Ask) -> bool:
        return ask.actor is not None and not ask.beside and not self.leaves[ask.leaf].is_hearing

    def bound(self, way: Way) -> frozenset[str]:
        """Whom a way puts something to that binds."""
        return frozenset(ask.actor for ask in way if ask.actor is not None and self.binds(ask))

    def asked(self, way: Way) -> frozenset[str]:
        """Everybody to whom a way puts something, hearings too."""
        return frozenset(ask.actor for ask in way if ask.actor is not None)

    def is_above(self, ask: Ask) -> bool:
        return ask not in self.ordinary_asks and not ask.beside and ask.actor is not None

    @cached_property
    def candidates(self) -> dict[str, set[str]]:
        """Everybody who may answer some leaf, with the leaves; the members of a board instead of the board."""
        found: dict[str, set[str]] = {}
        for leaf in self.leaves.values():
            for actor, by_vote in (a for o in leaf.options for a in o.answerers):
                for who in leaf.boards[actor].cast if by_vote else [actor]:
                    found.setdefault(who, set()).add(leaf.id)
        return found

    @cached_property
    def involved(self) -> set[str]:
        subjects = {self.initiative} | self.there.issues_of(self.initiative)
        return {r.start for r in self.there.relations("INVOLVED_IN") if r.end in subjects}

    @cached_property
    def needs(self) -> dict[str, str]:
        every, ordinary = [self.bound(w) for w in self.minimal], [self.bound(w) for w in self.ordinary]
        found = dict.fromkeys(self.involved | set(self.candidates), "not_needed")
        for actor in {a for way in self.minimal for a in self.asked(way)}:
            if all(actor in way for way in every):
                found[actor] = "must"
            elif all(actor in way for way in ordinary):
                found[actor] = "must_unless_above"
            elif any(actor in way for way in ordinary):
                found[actor] = "one_of"
            else:
                found[actor] = "above" if any(actor in way for way in every) else "heard"
        return found

    @cached_property
    def requirement_needs(self) -> dict[str, str]:
        sets = self.leaf_sets
        found = {}
        for leaf in self.leaves:
            needed = any(leaf in some for some in sets)
            found[leaf] = ("must" if all(leaf in some for some in sets) else "one_of") if needed else "not_needed"
        return found

    @property
    def can_be_met(self) -> bool:
        """There is a way that needs no unknown authority."""
        return any(all(ask.actor is not None for ask in way) for way in self.minimal)

    # Who can stop it

    @cached_property
    def blocking_sets(self) -> list[tuple[str, ...]]:
        """The smallest sets without whom no way is left, even if every unknown authority says yes; all of them."""
        ways = smallest(self.bound(way) for way in self.minimal)
        if not ways or frozenset() in ways:
            return []
        found: list[frozenset[str]] = [frozenset()]
        for way in ways:  # each set must hold somebody of each way
            found = smallest(some | {one} for some in found for one in (way if not some & way else sorted(some)[:1]))
        veto = {a for a, leaves in self.candidates.items() if any(self.there.get(leaf, "veto") for leaf in leaves)}
        return sorted((tuple(sorted(s)) for s in found), key=lambda s: (len(s), not veto & set(s), s))
