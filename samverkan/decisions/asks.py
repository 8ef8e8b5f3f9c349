"""What can be asked of whom: every leaf of a tree as a formula over numbered asks, refusals reckoned with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from samverkan.decisions.formula import ALWAYS, NEVER, Formula, Threshold, is_met
from samverkan.domain.answering import find_stand_in
from samverkan.domain.authority import Candidates, Holder, Leaf, Option
from samverkan.domain.votes import Board, find_board
from samverkan.model import Map


@dataclass(frozen=True, slots=True)
class PossibleAsk:
    """A leaf that can be put to an actor (None: to nobody known); `mandate` is what the actor would act under.

    `hearing` when the answer does not bind, `beside` when a mandate's condition calls for it beside what the leaf asks
    itself. `stands_for` is the post that the actor answers for.
    """

    leaf: str
    actor: str | None
    mandate: str | None = None
    above: bool = False
    hearing: bool = False
    beside: bool = False
    stands_for: str | None = None

    @property
    def binds(self) -> bool:
        """Whether somebody's answer is needed, not only the question."""
        return self.actor is not None and not self.hearing


@dataclass(frozen=True, slots=True)
class Gone:
    """Whose asks, and which boards' answers by vote, are gone from a leaf."""

    asks: frozenset[str] = frozenset()
    boards: frozenset[str] = frozenset()

    def join(self, other: Gone) -> Gone:
        """Return both."""
        return Gone(self.asks | other.asks, self.boards | other.boards)


@dataclass
class AskList:
    """The asks of a tree while it is being read; `ways` are the options of each leaf that are left, as formulas.

    `without` are taken to refuse. `released` are the leaves that no ordinary holder can meet any more, so that those
    above count as ordinary.
    """

    today: Map
    leaves: Mapping[str, Leaf]
    candidates: Mapping[str, Candidates]
    without: Collection[str] = ()
    asks: list[PossibleAsk] = field(default_factory=list)
    ways: dict[str, list[tuple[Option, Formula]]] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)

    def add_leaf(self, leaf_id: str) -> Threshold:
        """Return a leaf's formula: any of the options that are left."""
        leaf, candidates = self.leaves[leaf_id], self.candidates[leaf_id]
        self.ways[leaf_id] = []
        if leaf.is_met:
            return _to_leaf(ALWAYS, leaf_id)
        if candidates.unknown:
            if leaf.is_refused:
                return _to_leaf(NEVER, leaf_id)
            self.asks.append(PossibleAsk(leaf_id, None))
            return Threshold(1, (len(self.asks) - 1,), leaf_id)
        numbers = self._number_asks(leaf, candidates)
        gone = find_gone(self.today, leaf, candidates, self.without)
        left = [(option, _build_option(option, numbers, gone)) for option in candidates.options]
        everything = range(len(self.asks))
        self.ways[leaf_id] = [(option, formula) for option, formula in left if is_met(formula, everything)]
        if all(option.above for option, _ in self.ways[leaf_id]):
            self.released.add(leaf_id)
        return Threshold(1, tuple(formula for _, formula in self.ways[leaf_id]), leaf_id)

    def _number_asks(self, leaf: Leaf, candidates: Candidates) -> dict[tuple[str, bool], int]:
        """Number what a leaf puts to each actor: one ask however it may answer, and one beside it to be heard."""
        numbers: dict[tuple[str, bool], int] = {}
        for option in candidates.options:
            for holder in option.holders:
                for actor, post in _find_answering(holder):
                    if (actor, False) not in numbers:
                        numbers[actor, False] = len(self.asks)
                        ask = PossibleAsk(leaf.id, actor, option.mandate, option.above, leaf.is_hearing, False, post)
                        self.asks.append(ask)
            for actor in option.heard:
                if (actor, True) not in numbers:
                    numbers[actor, True] = len(self.asks)
                    self.asks.append(PossibleAsk(leaf.id, actor, option.mandate, hearing=True, beside=True))
        return numbers


def _to_leaf(formula: Threshold, leaf: str) -> Threshold:
    return Threshold(formula.least, (), leaf)


def _find_answering(holder: Holder) -> list[tuple[str, str | None]]:
    """Find who answers for a holder, and for which post: the holder, or who votes on the board."""
    if holder.board is None:
        return [(holder.actor, holder.stands_for)]
    members = {seat.voter: seat.member for seat in holder.board.seats if seat.voter is not None}
    return [(voter, None if members[voter] == voter else members[voter]) for voter in holder.board.voters]


def _build_option(option: Option, numbers: Mapping[tuple[str, bool], int], gone: Gone) -> Formula:
    """Build an option of a leaf: all its holders' answers, and the hearings before."""
    parts: list[Formula] = []
    for holder in option.holders:
        if holder.board is None:
            parts.append(NEVER if holder.actor in gone.asks else numbers[holder.actor, False])
        else:
            parts.append(_build_board(holder.board, numbers, gone))
    parts += [numbers[actor, True] for actor in option.heard]
    return parts[0] if len(parts) == 1 else Threshold(len(parts), tuple(parts))


def _build_board(board: Board, numbers: Mapping[tuple[str, bool], int], gone: Gone) -> Threshold:
    """Build a board's answer by votes. With a casting vote each vote counts two, and the chair's one more."""
    if board.id in gone.boards:
        return NEVER
    voters = [voter for voter in board.voters if voter not in gone.asks]
    weights = [board.cast[voter] for voter in voters]
    least = board.needed
    if board.casting:
        least = board.votes + 1
        weights = [2 * weight + (voter in board.chairs) for voter, weight in zip(voters, weights, strict=True)]
    asked = tuple(numbers[voter, False] for voter in voters)
    return Threshold(least, asked, None, None if set(weights) <= {1} else tuple(weights), board.id)


def find_gone(today: Map, leaf: Leaf, candidates: Candidates, without: Collection[str]) -> Gone:
    """Find what a leaf's refusal, and those taken to refuse, leave out; a hearing loses nothing by a no."""
    gone = _find_answered(today, leaf, candidates) if leaf.is_refused else Gone()
    for actor in without if not leaf.is_hearing else ():
        gone = gone.join(_find_answers_of(candidates, actor))
    return gone


def _find_answered(today: Map, leaf: Leaf, candidates: Candidates) -> Gone:
    """Find whose answers a refusal takes: those of who gave it, or of its stand-in, else of all ordinary holders.

    A holder or a member that answers nothing any more takes nobody else's answer with it.
    """
    named = leaf.answered_by
    for actor in () if named is None else (named, _find_instead(today, candidates, named)):
        gone = Gone() if actor is None else _find_answers_of(candidates, actor)
        if gone != Gone():
            return gone
    if named is not None and _is_registered(today, candidates, named):
        return Gone()
    holders = [holder for option in candidates.options if not option.above for holder in option.holders]
    return Gone(
        frozenset(h.actor for h in holders if h.board is None),
        frozenset(h.actor for h in holders if h.board is not None),
    )


def _is_registered(today: Map, candidates: Candidates, actor: str) -> bool:
    """Tell whether somebody holds a mandate for a leaf or has a vote in a board that does, able to answer or not."""
    boards = (find_board(today, holder) for holder in candidates.registered)
    sits = any(seat.member == actor for board in boards if board for seat in board.seats)
    return actor in candidates.registered or sits


def _find_answers_of(candidates: Candidates, actor: str) -> Gone:
    """Find what an actor answers itself, as a holder or a voting member, and as a board by its members' votes."""
    holders = [holder for option in candidates.options for holder in option.holders]
    itself = any(h.actor == actor for h in holders if h.board is None) or any(actor in h.voters for h in holders)
    board = any(h.actor == actor for h in holders if h.board is not None)
    return Gone(frozenset({actor} if itself else ()), frozenset({actor} if board else ()))


def _find_instead(today: Map, candidates: Candidates, post: str) -> str | None:
    """Find who answers a leaf instead of a post that holds a mandate for it, or has a seat."""
    if post not in today.nodes or not _is_registered(today, candidates, post):
        return None
    return find_stand_in(today, post)
