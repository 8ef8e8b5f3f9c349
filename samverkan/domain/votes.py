"""Who votes on a board, with how many votes, and how many of them its rule needs.

Every map given here is the map on one day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from samverkan.domain.answering import find_answerer
from samverkan.domain.organisations import is_forum
from samverkan.model import Map, Node, Relation

_VOTING = ("voting", "chair")


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat with votes: whose it is, and who casts them (None: it is vacant, or a forum's)."""

    member: str
    voter: str | None
    votes: int
    chair: bool


@dataclass(frozen=True)
class Board:
    """A body that decides by vote, as it sits on a day.

    `needed` is how many of its `votes` the rule needs, the casting vote left aside; with `casting` half of them are
    enough when the chair is among them.
    """

    id: str
    seats: tuple[Seat, ...]
    needed: int
    casting: bool

    @property
    def votes(self) -> int:
        """All votes, those of vacant seats included."""
        return sum(seat.votes for seat in self.seats)

    @cached_property
    def cast(self) -> Mapping[str, int]:
        """The votes of everybody who can cast some, in id order."""
        found: Counter[str] = Counter()
        for seat in self.seats:
            if seat.voter is not None:
                found[seat.voter] += seat.votes
        return dict(sorted(found.items()))

    @property
    def voters(self) -> tuple[str, ...]:
        """Everybody who votes, in id order."""
        return tuple(self.cast)

    @property
    def chairs(self) -> frozenset[str]:
        """Who casts the chair's vote."""
        return frozenset(seat.voter for seat in self.seats if seat.chair and seat.voter is not None)

    def carries(self, in_favour: Collection[str]) -> bool:
        """Tell whether the yes of these is enough."""
        votes = sum(self.cast[voter] for voter in in_favour)
        return votes >= self.needed or (
            self.casting and 2 * votes >= self.votes and not self.chairs.isdisjoint(in_favour)
        )

    @cached_property
    def can_answer(self) -> bool:
        """Whether the seats that are filled can reach what the rule needs."""
        return self.carries(self.cast)


def decides_by_vote(actor: Node) -> bool:
    """Tell whether an actor decides by the votes of its members."""
    return actor.properties.get("decides_by") == "vote"


def find_board(today: Map, actor: str) -> Board | None:
    """Return an actor as a board that votes; None where it decides as a whole, or has no seat with a vote."""
    node = today.nodes[actor]
    relations = [r for r in today.into(actor, "MEMBER_OF") if r.properties.get("seat") in _VOTING]
    if not decides_by_vote(node) or not relations:
        return None
    seats = tuple(_to_seat(today, relation) for relation in relations)
    votes = sum(seat.votes for seat in seats)
    number = node.properties.get("votes_needed")
    rule = str(node.properties.get("majority", "simple"))
    needed = number if isinstance(number, int) else find_majority(votes, rule)
    casting = node.properties.get("casting_vote") is True and not number and rule == "simple" and votes % 2 == 0
    return Board(actor, seats, needed, casting)


def _to_seat(today: Map, relation: Relation) -> Seat:
    member = relation.start
    votes = relation.properties.get("votes", 1)
    voter = None if is_forum(today.nodes[member]) else find_answerer(today, member)
    return Seat(member, voter, votes if isinstance(votes, int) else 1, relation.properties["seat"] == "chair")


def find_voters(today: Map, actor: str) -> tuple[str, ...]:
    """Return who votes in an actor that decides by vote, stand-ins instead of those they stand in for; else nobody."""
    board = find_board(today, actor)
    return board.voters if board else ()


def find_majority(votes: int, rule: str = "simple") -> int:
    """Return how many of some votes a rule needs: more than half of them, two thirds, three quarters, all."""
    if rule == "unanimous" or not votes:
        return votes
    return {"two_thirds": -(-2 * votes // 3), "three_quarters": -(-3 * votes // 4)}.get(rule, votes // 2 + 1)


_MOST_TRIED = 12  # groups: 4,096 sets of them at most


def find_enough(votes: Mapping[str, int], short: int, most: int = 4) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of groups whose votes together are at least `short`; no set holds another.

    Sets of few come first, and of those the ones with most votes.
    """
    names = sorted(votes, key=lambda name: (-votes[name], name))[:_MOST_TRIED]
    found: list[tuple[str, ...]] = []
    for size in range(1, len(names) + 1):
        for some in combinations(names, size):
            if sum(votes[name] for name in some) >= short and not any(set(one) <= set(some) for one in found):
                found.append(some)
        if len(found) >= most:
            break
    return tuple(found[:most]) if short > 0 else ()
