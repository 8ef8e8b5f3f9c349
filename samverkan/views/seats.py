"""The votes of a board as one row: a cell a vote, in blocks by group, by where they stand, marked at the majority.

The bar of a row and the row of seats are the same votes, so that the mark stands at the same place in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from samverkan.domain.votes import Board, Seat, find_enough
from samverkan.model import Map
from samverkan.views.encode import SIGNS
from samverkan.views.words import Words

_ORDER = ("champions", "supports", "neutral", "hesitant", "unknown", "vacant", "opposes")
_SAME = {"champions": "supports"}
_UNDECIDED = ("neutral", "hesitant", "unknown")
_MOST_ALONE, _MOST_CELLS = 9, 61
_INITIALS = re.compile(r"[A-ZÅÄÖ]{1,3}(?=[-\N{EN DASH} ])")


@dataclass(frozen=True, slots=True)
class Block:
    """Votes side by side that stand alike and belong together: `name` is their group's, or whose they are.

    `letter` stands in each cell, `mark` is how many cells are left of the majority where it falls in the block, and
    `casting` how many cells, the first ones, are the chair's whose vote decides where votes are equal.
    """

    name: str
    letter: str
    tone: str
    votes: int
    casting: int = 0
    mark: int = -1


@dataclass(frozen=True, slots=True)
class Seats:
    """The votes of a board: its blocks from left to right, how many are needed, and what is said of them."""

    blocks: tuple[Block, ...]
    needed: int
    said: str
    short: str
    enough: tuple[str, ...] = ()

    @property
    def votes(self) -> int:
        """All votes."""
        return sum(block.votes for block in self.blocks)

    @property
    def casts(self) -> bool:
        """Whether a seat is marked as the one that decides where votes are equal."""
        return any(block.casting for block in self.blocks)

    @property
    def wide(self) -> bool:
        """Whether there are too many for a cell each."""
        return self.votes > _MOST_CELLS

    @property
    def parts(self) -> tuple[tuple[str, str, int], ...]:
        """The bar: each stance once with its sign and its votes."""
        found: dict[str, int] = {}
        for block in self.blocks:
            tone = _SAME.get(block.tone, block.tone)
            found[tone] = found.get(tone, 0) + block.votes
        return tuple((tone, SIGNS.get(tone, "·"), votes) for tone, votes in found.items())


def build_seats(today: Map, board: Board, value_of: Callable[[str], str], words: Words) -> Seats:
    """Build the seats of a board from where those who vote stand."""
    needed = _find_needed(board, value_of)
    blocks = tuple(_mark(_build_blocks(today, board, value_of, words), needed))
    counts = {tone: sum(b.votes for b in blocks if b.tone == tone) for tone in _ORDER}
    favour, unknown = counts["champions"] + counts["supports"], counts["unknown"]
    short = needed - favour
    groups: dict[str, int] = {}
    for block in blocks:
        if block.tone in _UNDECIDED:
            groups[block.name] = groups.get(block.name, 0) + block.votes
    say = words.texts
    sets = [say("views_path.plus").join(one) for one in find_enough(groups, short)]
    said = [say("views_path.votes-of", n=favour, needed=needed)]
    said += [say.count("views_path.votes-unknown", unknown)] if unknown else []
    said += [say("views_path.votes-casting", name=_name_chairs(today, board))] if board.casting and board.chairs else []
    left = say("views_path.votes-lack", n=short) if short > 0 else say("views_path.votes-enough")
    return Seats(blocks, needed, ", ".join(said), left, tuple(sets))


def _find_needed(board: Board, value_of: Callable[[str], str]) -> int:
    """Return how many votes are enough: half of them, where the casting vote is among those in favour."""
    in_favour = any(value_of(chair) in ("champions", "supports") for chair in board.chairs)
    return board.votes // 2 if board.casting and in_favour else board.needed


def _name_chairs(today: Map, board: Board) -> str:
    """Name whoever casts the chair's vote, which decides where votes are equal."""
    return ", ".join(today.nodes[chair].name for chair in sorted(board.chairs))


def _build_blocks(today: Map, board: Board, value_of: Callable[[str], str], words: Words) -> list[Block]:
    """Return the blocks, from those in favour to those against; a chair with a casting vote sits first in its own."""
    casting = board.chairs if board.casting else frozenset()
    seats = [(_tone(seat, value_of), _find_party(today, seat.member), seat) for seat in board.seats]
    alone = not any(party for _, party, _ in seats) and len(seats) > _MOST_ALONE
    rows = [(tone, party or ("" if alone else today.nodes[seat.member].name), seat) for tone, party, seat in seats]
    rows.sort(
        key=lambda row: (
            _ORDER.index(row[0]),
            -_weigh(rows, row),
            row[1],
            row[2].voter not in casting,
            row[2].member,
        )
    )
    found = []
    for (tone, name), some in groupby(rows, key=lambda row: (row[0], row[1])):
        seats_of = [seat for _, _, seat in some]
        votes = sum(seat.votes for seat in seats_of)
        chairs = sum(seat.votes for seat in seats_of if seat.voter in casting)
        word = words.texts("views_path.vacant") if tone == "vacant" else words.token("stance", tone)
        found.append(Block(name or word, _shorten(name), tone, votes, chairs))
    return found


def _shorten(name: str) -> str:
    """Return what stands for a group in each of its cells: a party's letters (`SD-gruppen`), else the first letter."""
    letters = _INITIALS.match(name)
    return letters[0] if letters else name[:1].upper()


def _weigh(rows: list[tuple[str, str, Seat]], row: tuple[str, str, Seat]) -> int:
    return sum(seat.votes for tone, name, seat in rows if (tone, name) == row[:2])


def _tone(seat: Seat, value_of: Callable[[str], str]) -> str:
    return "vacant" if seat.voter is None else value_of(seat.voter)


def _find_party(today: Map, member: str) -> str:
    bodies = [today.nodes[r.end] for r in today.out(member, "MEMBER_OF")]
    party = next((body for body in bodies if body.text("kind") == "party_group"), None)
    return (party.text("short") or party.name) if party else ""


def _mark(blocks: list[Block], needed: int) -> Iterator[Block]:
    passed = 0
    for block in blocks:
        inside = needed - passed
        yield replace(block, mark=inside) if 0 < inside <= block.votes else block
        passed += block.votes
