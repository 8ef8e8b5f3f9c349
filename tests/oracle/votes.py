"""The oracle: boards that vote, by seats, votes and what their rule needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from oracle.there import There

VOTING = ("voting", "chair")
MOST_VOTERS = 9


class TooManyWaysError(Exception):
    """The map is too large for an oracle that lists everything."""


@dataclass(frozen=True)
class Board:
    """A body that decides by vote, on a day."""

    there: There
    id: str

    @cached_property
    def seats(self) -> list[tuple[str, int, bool]]:
        """Each seat that votes: whose, how many votes, whether it is the chair's."""
        return [
            (r.start, int(str(r.properties.get("votes", 1))), r.properties.get("seat") == "chair")
            for r in self.there.relations("MEMBER_OF")
            if r.end == self.id and r.properties.get("seat") in VOTING
        ]

    @property
    def votes(self) -> bool:
        """Without a member that has a vote it counts as a whole."""
        return self.there.get(self.id, "decides_by") == "vote" and bool(self.seats)

    def voter(self, member: str) -> str | None:
        """Who casts the vote of a seat: nobody where it is vacant or a forum's."""
        return None if self.there.kind(member) == "forum" else self.there.answerer(member)

    @cached_property
    def cast(self) -> Counter[str]:
        """The votes of everybody who can cast some."""
        found: Counter[str] = Counter()
        for member, votes, _ in self.seats:
            if (voter := self.voter(member)) is not None:
                found[voter] += votes
        return found

    @cached_property
    def chairs(self) -> set[str]:
        return {voter for member, _, chair in self.seats if chair and (voter := self.voter(member)) is not None}

    @property
    def in_all(self) -> int:
        return sum(votes for _, votes, _ in self.seats)

    @property
    def needed(self) -> int:
        """How many of V votes its rule needs, without the casting vote."""
        number = self.there.get(self.id, "votes_needed")
        if number is not None:
            return int(str(number))
        v = self.in_all
        rule = str(self.there.get(self.id, "majority", "simple"))
        return {"simple": v // 2 + 1, "two_thirds": -(-2 * v // 3), "three_quarters": -(-3 * v // 4), "unanimous": v}[
            rule
        ]

    @property
    def has_casting_vote(self) -> bool:
        properties = self.there.content.nodes[self.id].properties
        simple = properties.get("majority", "simple") == "simple" and "votes_needed" not in properties
        return bool(properties.get("casting_vote")) and simple and self.in_all % 2 == 0

    def carries(self, in_favour: Collection[str]) -> bool:
        """Whether the yes of these is enough."""
        votes = sum(self.cast[voter] for voter in in_favour)
        with_chair = self.has_casting_vote and bool(self.chairs & set(in_favour))
        return votes >= self.needed or (with_chair and 2 * votes >= self.in_all)

    @property
    def can_answer(self) -> bool:
        return self.carries(self.cast)

    def smallest_majorities(self, without: Collection[str] = ()) -> list[frozenset[str]]:
        """Every set of voters whose yes is enough and of whom none can be left out."""
        voters = sorted(set(self.cast) - set(without))
        if len(voters) > MOST_VOTERS:
            raise TooManyWaysError
        found: list[frozenset[str]] = []
        for size in range(len(voters) + 1):
            for some in map(frozenset, combinations(voters, size)):
                if self.carries(some) and not any(smaller <= some for smaller in found):
                    found.append(some)
        return found
