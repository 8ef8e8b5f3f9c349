"""The oracle against an integer program that lists nothing, and against every set of asks there is."""

from __future__ import annotations

from itertools import combinations

import pytest
from oracle.least import Oracle
from oracle.program import Program
from oracle.sketch import DAY, GOAL
from oracle.there import There
from oracle.ways import Ask, Ways
from strategies.convincing_maps import make_question

FEW = 11


def oracle_of(seed: int) -> Oracle:
    question = make_question(seed)
    return Oracle(There(question.content, DAY), GOAL, question.start, question.without)


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_an_integer_program_finds_the_same_least_tuple(first: int) -> None:
    for seed in range(first, first + 50):
        oracle = oracle_of(seed)
        if not oracle.is_too_large:
            assert Program(oracle).solve() == oracle.least, f"seed {seed}"


def is_met(ways: Ways, asked: frozenset[Ask], node: str) -> bool:
    """Whether these asks meet a node, straight from who may answer."""
    if node not in ways.leaves:
        return sum(is_met(ways, asked, child) for child in ways.children(node)) >= ways.quota(node)
    leaf = ways.leaves[node]
    no_asks, no_boards = ways.gone(leaf)
    said_yes = {ask.actor for ask in asked if ask.leaf == node and not ask.beside} - no_asks
    heard = {ask.actor for ask in asked if ask.leaf == node and ask.beside}

    def answers(actor: str, by_vote: bool) -> bool:
        if by_vote:
            return actor not in no_boards and leaf.boards[actor].carries(said_yes & set(leaf.boards[actor].cast))
        return actor in said_yes

    if leaf.is_met:
        return True
    if not leaf.options:
        return Ask(node, None) in asked and not leaf.is_refused
    return any(option.heard <= heard and all(answers(*a) for a in option.answerers) for option in leaf.options)


def test_the_minimal_ways_are_those_among_all_sets_of_asks() -> None:
    compared = 0
    for seed in range(120):
        ways = oracle_of(seed).ways
        asks = sorted({ask for some in ways.of_leaf.values() for way in some for ask in way}, key=str)
        if len(asks) > FEW:
            continue
        compared += 1
        every = (frozenset(some) for size in range(len(asks) + 1) for some in combinations(asks, size))
        meeting = [some for some in every if is_met(ways, some, ways.initiative)]
        minimal = {some for some in meeting if not any(some - {ask} in meeting for ask in some)}
        assert minimal == set(ways.minimal), f"seed {seed}"
    assert compared > 60
