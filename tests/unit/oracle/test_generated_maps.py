"""The generated maps are valid, and hold every new feature often enough to be worth asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from oracle.least import Oracle
from oracle.sketch import DAY, GOAL
from oracle.there import There
from strategies.convincing_maps import make_question

from samverkan.tables.map_file import read_map_file
from samverkan.tables.map_text import to_yaml

MAPS = 300


def features(oracle: Oracle) -> Iterator[str]:
    """What a map has that bears on the answer."""
    leaves, there = oracle.ways.leaves.values(), oracle.there
    options = [option for leaf in leaves for option in leaf.options]
    boards = [board for leaf in leaves for board in leaf.boards.values()]
    stated = [p for actor in there.actors for p in oracle.stances.stated(actor)]
    by_path = {cost for all_to in oracle.reaching.steps.values() for _, cost in all_to}
    yield from (f"status {leaf.status}" for leaf in leaves)
    found = {
        "jointly": any(len(option.answerers) > 1 for option in options),
        "after hearing": any(option.heard for option in options),
        "a hearing": any(leaf.is_hearing for leaf in leaves),
        "above": any(leaf.above for leaf in leaves),
        "nobody answers for it": any(leaf.vacant for leaf in leaves),
        "unknown authority": any(not leaf.options for leaf in leaves),
        "several mandates of one holder": any(
            len([m for m in leaf.lowest | leaf.higher for a in leaf.answers(m) if a == option.answerers]) > 1
            for leaf in leaves
            for option in leaf.options
        ),
        "a board": bool(boards),
        "weighted votes": any(votes > 1 for board in boards for _, votes, _ in board.seats),
        "a casting vote": any(board.has_casting_vote and board.chairs for board in boards),
        "a seat that gives no vote": any(
            board.voter(member) is None for board in boards for member, _, _ in board.seats
        ),
        "a stand-in": any(there.stand_in(a) for a in there.actors if there.is_post(a)),
        "a party group's stance": any(there.kind(a) == "party_group" and oracle.stances.own(a) for a in there.actors),
        "an earlier holder's stance": any("holder_since" in there.content.nodes[a].properties for a in there.actors),
        "a stance past review": any(oracle.stances.counts_as(GOAL, p) == "unknown" for p in stated),
        "a meeting": bool(list(oracle.contacts._met())),
        "a boss": bool(list(oracle.contacts._bosses())),
        "by a person": any(cost[3] for cost in by_path),
        "from no post": any(cost[2] for cost in by_path),
        "somebody refuses": bool(oracle.without),
        "nothing is left": not oracle.ways.minimal,
    }
    yield from (name for name, is_so in found.items() if is_so)


def test_every_feature_is_in_at_least_one_map_of_25() -> None:
    counts: Counter[str] = Counter()
    for seed in range(MAPS):
        question = make_question(seed)
        oracle = Oracle(There(question.content, DAY), GOAL, question.start, question.without)
        counts.update(set(features(oracle)))
    seldom = {name: count for name, count in counts.items() if count < MAPS // 25}
    assert not seldom
    assert len(counts) >= 24


def test_every_map_could_have_been_written_by_its_owner(tmp_path: Path) -> None:
    for seed in range(60):
        content = make_question(seed).content
        path = tmp_path / f"{seed}.yaml"
        path.write_text(to_yaml(content), "utf-8")
        read, _ = read_map_file(path)
        assert (read.nodes, read.relations, read.us) == (content.nodes, content.relations, content.us), f"seed {seed}"
