"""A second solver of the same question: one integer program with flows, in HiGHS, nothing listed.

It shares with the oracle who may meet a leaf, what a contact costs and whose stance counts; ways, trees of contacts and
the order of ties are put as rows and one sum. The parts of the tuple are weighed so that an earlier one outweighs all
that later ones can come to on a small map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import highspy
from oracle.authority import Leaf, Option
from oracle.contacts import FIND_OUT, Cost
from oracle.least import Oracle
from oracle.ways import Ask

BASE = 16  # more than the contacts of a small map
ROOT = "us, all of us"


def weigh(cost: Cost) -> int:
    total = 0
    for part in cost:
        total = total * BASE + part
    return total


@dataclass
class Program:
    """The least way and its tree of contacts as an integer program."""

    oracle: Oracle
    costs: list[int] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float]] = field(default_factory=list)  # sum of these ≥ that
    asks: dict[Ask, int] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)
    convinced: dict[str, int] = field(default_factory=dict)
    above: dict[str, int] = field(default_factory=dict)

    def variable(self, cost: int = 0, whole: bool = True) -> int:
        self.costs.append(cost)
        self.whole.append(whole)
        return len(self.costs) - 1

    def require(self, terms: Mapping[int, float], least: float) -> None:
        self.rows.append((dict(terms), least))

    # Asks

    def ask(self, ask: Ask) -> int:
        """One ask: it costs its asking, and calls for reaching, convincing and going above."""
        if ask not in self.asks:
            found_out = weigh(FIND_OUT) if ask.actor is None and ask.leaf not in self.oracle.found_out else 0
            self.asks[ask] = one = self.variable(found_out + weigh((self.oracle.asking(ask), 0, 0, 0, 0)))
            if ask.actor is not None:
                self._call_for(self.reached, ask.actor, one, 0)
                if self.oracle.ways.binds(ask):
                    self._call_for(self.convinced, ask.actor, one, self.oracle.convincing(ask.actor))
                if self.oracle.is_above(ask):
                    self._call_for(self.above, ask.actor, one, 4)
        return self.asks[ask]

    def _call_for(self, kind: dict[str, int], actor: str, ask: int, effort: int) -> None:
        if actor not in kind:
            kind[actor] = self.variable(weigh((effort, 0, 0, 0, 0)))
        self.require({kind[actor]: 1, ask: -1}, 0)

    # The formula

    def node(self, node: str) -> int:
        if node in self.oracle.ways.leaves:
            return self.leaf(self.oracle.ways.leaves[node])
        true, children = self.variable(), [self.node(child) for child in self.oracle.ways.children(node)]
        self.require({**dict.fromkeys(children, 1.0), true: -float(self.oracle.ways.quota(node))}, 0)
        return true

    def leaf(self, leaf: Leaf) -> int:
        true = self.variable()
        if leaf.is_met:
            return true
        options = [self.option(leaf, option) for option in leaf.options]
        if not leaf.options and not leaf.is_refused:
            options.append(self.ask(Ask(leaf.id, None)))
        self.require({**dict.fromkeys(options, 1.0), true: -1.0}, 0)
        return true

    def option(self, leaf: Leaf, option: Option) -> int:
        used = self.variable()
        no_asks, no_boards = self.oracle.ways.gone(leaf)
        for actor in option.heard:
            self.require({self.ask(Ask(leaf.id, actor, True)): 1, used: -1}, 0)
        for actor, by_vote in option.answerers:
            if actor in (no_boards if by_vote else no_asks):
                self.require({used: -1}, 0)
            elif by_vote:
                self.board(leaf, actor, used, no_asks)
            else:
                self.require({self.ask(Ask(leaf.id, actor)): 1, used: -1}, 0)
        return used

    def board(self, leaf: Leaf, board_id: str, used: int, no_asks: set[str]) -> None:
        """Enough votes, or half of them with the chair's."""
        board, passed, with_chair = leaf.boards[board_id], self.variable(), self.variable()
        votes = {self.ask(Ask(leaf.id, v)): float(n) for v, n in board.cast.items() if v not in no_asks}
        chairs = {self.ask(Ask(leaf.id, v)): 1.0 for v in board.chairs if v not in no_asks}
        self.require({passed: 1, with_chair: 1, used: -1}, 0)
        self.require({**votes, passed: -float(board.needed)}, 0)
        if board.has_casting_vote:
            self.require({**votes, with_chair: -board.in_all / 2}, 0)
            self.require({**chairs, with_chair: -1.0}, 0)
        else:
            self.require({with_chair: -1}, 0)

    # The contacts: for each actor reached, one unit flows to it from us along steps that are paid

    def contacts(self) -> None:
        steps = {(a, b): self.variable(weigh(c)) for b, all_to in self.oracle.reaching.steps.items() for a, c in all_to}
        for actor, reached in self.reached.items():
            if actor not in self.oracle.us:
                self._flow(actor, reached, steps)

    def _flow(self, actor: str, reached: int, steps: dict[tuple[str, str], int]) -> None:
        flow = {step: self.variable(whole=False) for step in steps}
        for step, paid in steps.items():
            self.require({paid: 1, flow[step]: -1}, 0)
        for node in self.oracle.reaching.steps:
            into = {flow[step]: 1.0 for step in steps if step[1] == node}
            out = {flow[step]: -1.0 for step in steps if step[0] == node}
            self.require({**into, **out, **({reached: -1.0} if node == actor else {})}, 0)

    def solve(self) -> Cost | None:
        """The least cost as a tuple; None where nothing meets the tree."""
        if not self.oracle.ways.has_tree:
            return None
        self.require({self.node(self.oracle.initiative): 1}, 1)
        self.contacts()
        return self._run()

    def _run(self) -> Cost | None:
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("mip_rel_gap", 0.0)
        for number, (cost, whole) in enumerate(zip(self.costs, self.whole, strict=True)):
            highs.addCol(float(cost), 0.0, 1.0, 0, [], [])
            if whole:
                highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for terms, least in self.rows:
            highs.addRow(least, highspy.kHighsInf, len(terms), list(terms), list(terms.values()))
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = highs.getSolution().col_value
        return unweigh(round(sum(c * round(x) for c, x in zip(self.costs, solution, strict=True))))


def unweigh(total: int) -> Cost:
    parts = []
    for _ in range(4):
        total, part = divmod(total, BASE)
        parts.append(part)
    return (total, *reversed(parts))  # type: ignore[return-value]
