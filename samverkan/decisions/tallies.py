"""Votes told as votes: how a board stands, and whose yes brings most of its votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from samverkan.decisions.answer import Bringer, Votes
from samverkan.decisions.case import Case
from samverkan.domain.votes import Board
from samverkan.model import Map

_GROUPS = ("party_group", "association")


def count_votes(case: Case, board: Board) -> Votes:
    """Count a board's votes by the stance that counts in a case of whoever casts them."""
    return tally_votes(board, case.counts)


def tally_votes(board: Board, counts: Callable[[str], str]) -> Votes:
    """Count a board's votes by the stance that `counts` of whoever casts them."""
    found: Counter[str] = Counter()
    for seat in board.seats:
        found["vacant" if seat.voter is None else counts(seat.voter)] += seat.votes
    return Votes(
        seats=len(board.seats),
        votes=board.votes,
        needed=board.needed,
        in_favour=found["champions"] + found["supports"],
        against=found["opposes"],
        hesitant=found["hesitant"],
        neutral=found["neutral"],
        unknown=found["unknown"],
        vacant=found["vacant"],
    )


def find_bringers(case: Case) -> Mapping[str, tuple[Bringer, ...]]:
    """Find, for each board whose answer binds, whose yes brings most of its votes, most first.

    That is a member's own votes, and those of everybody over whom it has leverage, or who shares its party group or
    association. Who has no seat is told when it has leverage over a member.
    """
    boards = {
        holder.board.id: holder.board
        for candidates in case.candidates.values()
        for option in candidates.options
        for holder in option.holders
        if holder.board is not None
    }
    return {actor: rank_bringers(case.today, boards[actor]) for actor in sorted(boards)}


def rank_bringers(today: Map, board: Board) -> tuple[Bringer, ...]:
    """Rank whose yes brings most of a board's votes: who votes there, and who has leverage over somebody who does."""
    groups: dict[str, set[str]] = {}
    for voter in board.voters:
        for group in find_vote_groups(today, voter):
            groups.setdefault(group, set()).add(voter)
    levers = {r.start for voter in board.voters for r in today.into(voter, "HAS_LEVERAGE_OVER")}
    found = [Bringer(actor, _count(today, board, groups, actor)) for actor in sorted({*board.voters, *levers})]
    return tuple(sorted(found, key=lambda one: (-one.votes, one.actor)))


def _count(today: Map, board: Board, groups: Mapping[str, set[str]], actor: str) -> int:
    followers = {actor, *(r.end for r in today.out(actor, "HAS_LEVERAGE_OVER"))}
    followers = followers.union(*(groups.get(group, set()) for group in find_vote_groups(today, actor)))
    return sum(board.cast.get(follower, 0) for follower in followers)


def find_vote_groups(today: Map, actor: str) -> list[str]:
    """Find the party groups and associations of an actor, which its vote is likely to follow."""
    over = (*today.targets(actor, "MEMBER_OF"), *today.targets(actor, "PART_OF"))
    return [node.id for node in over if node.properties.get("kind") in _GROUPS]
