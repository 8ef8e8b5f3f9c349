"""Who brings the votes of a board for an initiative: how it stands, who is undecided, and who reaches them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.decisions.tallies import find_vote_groups, rank_bringers, tally_votes
from samverkan.domain.authority import find_candidates, read_leaf
from samverkan.domain.positions import Stance, find_stance, tell_stance
from samverkan.domain.reads import Follow, Meet, Pick, Read, Sources
from samverkan.domain.requirements import find_leaves
from samverkan.domain.votes import Board, decides_by_vote, find_board
from samverkan.errors import UsageError
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]
_FOR = ("champions", "supports")
_UNDECIDED = ("neutral", "hesitant", "unknown")


def find_votes(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield for one board, or each that votes on the initiative: how it stands, its members, and who else brings votes.

    A board that does not decide by the votes of its members is a usage error.
    """
    today, initiative, wanted = content.on(day), values["initiative"], values["board"]
    if initiative not in content.nodes:
        return
    for board in _find_boards(content, today, day, initiative, wanted):
        yield from _Hall(today, day, initiative, board).to_rows()


def _find_boards(whole: Map, today: Map, day: date, initiative: str, wanted: str) -> list[Board]:
    if wanted:
        if not decides_by_vote(whole.nodes[wanted]):
            raise UsageError("questions.not-a-voting-board", name=whole.nodes[wanted].name)
        board = find_board(today, wanted) if wanted in today.nodes else None
        return [] if board is None else [board]
    leaves = (read_leaf(whole, today, whole.nodes[i], day) for i in find_leaves(whole, initiative))
    holders = [h for leaf in leaves for o in find_candidates(today, leaf, whole).options for h in o.holders]
    boards = {holder.board.id: holder.board for holder in holders if holder.board is not None}
    return [boards[i] for i in sorted(boards)]


def find_vote_reads(_day: date, values: Values) -> Sequence[Read]:
    """Declare what a board's votes on an initiative rest on: who may meet it, who sits there, what they have said."""
    members = ("holders", "subjects", "members")
    return (
        Pick(tuple(values[name] for name in ("initiative", "board") if values[name]), "subjects"),
        Follow(("subjects",), ("REQUIRES",), "tree", depth=None),
        Follow(("tree",), ("CONCERNS",), "matters"),
        Follow(("tree",), ("DIRECTED_TO", "ANSWERED_BY"), "holders"),
        Follow(("tree",), ("IN_AREA",), "areas"),
        Follow(("areas",), ("PART_OF",), depth=None),
        Follow(("matters",), ("COVERS",), "mandates", inward=True),
        Follow(("mandates",), ("DELEGATED_FROM",), "mandates", depth=None),
        Follow(("mandates",), ("IN_AREA", "AFTER_HEARING")),
        Follow(("mandates",), ("HOLDS",), "holders", inward=True),
        Follow(members, ("STANDS_IN_FOR",), "members", inward=True),
        Follow(members, ("MEMBER_OF",), "members", inward=True),
        Follow(members, ("STANDS_IN_FOR",), "members", inward=True),
        Follow(members, ("HAS_LEVERAGE_OVER",), "levers", inward=True),
        Follow((*members, "levers"), ("HAS_LEVERAGE_OVER", "MEMBER_OF", "PART_OF", "TIE")),
        Follow(members, ("TIE",), inward=True),
        Meet("TAKES", "ABOUT", ("subjects",)),
        Sources((), ("TAKES",)),
    )


@dataclass(frozen=True)
class _Hall:
    """A board on a day, as it stands to an initiative."""

    today: Map
    day: date
    initiative: str
    board: Board

    def stance(self, actor: str) -> Stance | None:
        return find_stance(self.today, actor, self.initiative, self.day)

    def counts(self, actor: str) -> str:
        stance = self.stance(actor)
        return stance.counts if stance else "unknown"

    def to_rows(self) -> Iterator[Values]:
        brings = {one.actor: one.votes for one in rank_bringers(self.today, self.board)}
        yield self._tally()
        yield from (self._member(actor, brings) for actor in self.board.voters)
        for actor, votes in brings.items():
            if actor not in self.board.cast:
                yield self._columns("outside", actor) | {"brings": votes, "presses": self._presses(actor)}

    def _columns(self, about: str, actor: str | None) -> dict[str, Any]:
        node = self.today.nodes[self.board.id]
        stance = self.stance(actor) if actor else None
        return {
            "board": node.id,
            "board_name": node.name,
            "about": about,
            "actor": actor,
            "actor_name": self.today.nodes[actor].name if actor else None,
            "stance": tell_stance(self.today, actor, self.initiative, self.day) if actor else None,
            "said_by": [stance.inherited_from or actor] if stance else [],
            "stated_on": stance.stated_on if stance else None,
            "basis": stance.basis if stance else None,
            "concern": stance.concern if stance else None,
            "would_help": stance.would_help if stance else None,
            **find_sources(self.today, [stance.position] if stance else []),
        }

    def _tally(self) -> Values:
        votes = tally_votes(self.board, self.counts)
        yes = [actor for actor in self.board.voters if self.counts(actor) in _FOR]
        return self._columns("tally", None) | {
            "votes": votes.votes,
            "needed": votes.needed,
            "in_favour": votes.in_favour,
            "against": votes.against,
            "undecided": votes.hesitant + votes.neutral + votes.unknown,
            "vacant": votes.vacant,
            "missing": 0 if self.board.carries(yes) else max(1, votes.needed - votes.in_favour),
        }

    def _member(self, actor: str, brings: Mapping[str, int]) -> Values:
        undecided = self.counts(actor) in _UNDECIDED
        return self._columns("undecided" if undecided else "member", actor) | {
            "votes": self.board.cast[actor],
            "brings": brings[actor],
            "by_leverage": [r.start for r in self.today.into(actor, "HAS_LEVERAGE_OVER")],
            "by_group": find_vote_groups(self.today, actor),
            "by_tie": sorted(
                {r.start for r in self.today.into(actor, "TIE")} | {r.end for r in self.today.out(actor, "TIE")}
            ),
        }

    def _presses(self, actor: str) -> list[str]:
        return [r.end for r in self.today.out(actor, "HAS_LEVERAGE_OVER") if r.end in self.board.cast]


def judge_votes(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say for each board how it stands."""
    for row in rows:
        if row["about"] == "tally":
            counted = {name: row[name] for name in ("board_name", "in_favour", "needed", "missing", "undecided")}
            yield Sentence("votes-short" if row["missing"] else "votes-enough", counted)
