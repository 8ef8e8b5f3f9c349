"""The seats of a board in words: who decides where votes are equal is named, and only where the rule says so."""

from __future__ import annotations

import pytest

from samverkan.domain.votes import find_board
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.seats import build_seats
from samverkan.views.words import Words


@pytest.mark.parametrize(
    ("casting", "said", "short"),
    [
        (True, "2 av 2 som krävs, Ordföranden avgör vid lika röstetal", "det räcker redan"),
        (False, "2 av 3 som krävs", "1 fattas"),
    ],
)
def test_the_casting_vote_is_told_with_whose_it_is(casting: bool, said: str, short: str) -> None:
    """Four votes, three needed (more than half); with a casting vote two are enough when the chair's is among them."""
    nodes = [
        Node("b", "Actor", {"name": "Nämnden", "kind": "board", "decides_by": "vote", "casting_vote": casting}),
        Node("c", "Actor", {"name": "Ordföranden", "kind": "post"}),
        *(Node(f"m{n}", "Actor", {"name": name, "kind": "post"}) for n, name in enumerate(("SD-ett", "S-två", "Tre"))),
    ]
    relations = [
        Relation("MEMBER_OF", "c", "b", {"seat": "chair"}),
        *(Relation("MEMBER_OF", f"m{n}", "b", {"seat": "voting"}) for n in range(3)),
    ]
    today = build_map(nodes, relations, Map({}, ()))
    board = find_board(today, "b")
    assert board
    stances = {"c": "supports", "m0": "supports"}
    seats = build_seats(today, board, lambda i: stances.get(i, "opposes"), Words(Texts("sv"), read_schema()))
    assert (seats.said, seats.short) == (said, short)
    assert [block.name for block in seats.blocks if block.casting == 1] == ["Ordföranden"] * casting
    assert seats.casts == casting
    assert {block.name: block.letter for block in seats.blocks}.items() >= {
        "SD-ett": "SD",
        "S-två": "S",
        "Tre": "T",
    }.items()
