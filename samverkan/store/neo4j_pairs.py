"""Fetch from Neo4j where the steps of some things lead, and what each takes: ids and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samverkan.domain.halfway import CIRCLE, Pair
from samverkan.domain.reads import Step
from samverkan.store.neo4j_link import Work


class Pairs:
    """The steps between things of a label; of a body that has come none is fetched again."""

    def __init__(self, work: Work, steps: Sequence[Step], label: str) -> None:
        """Fetch inside a transaction."""
        self.work, self.label = work, label
        self.single = {step.type: step for step in steps if not step.shared}
        self.circles = {step.type: step for step in steps if step.shared and not step.mark}
        self.marked = [step for step in steps if step.mark and not step.lifted]
        self.lifted = [step for step in steps if step.lifted]
        self.known: dict[str, set[str]] = {}

    def fetch(self, ids: list[str]) -> Iterator[Pair]:
        """Yield the steps of some things; of many in one body those into its middle, each with what all take."""
        yield from self._fetch_single(ids)
        yield from self._fetch_circles(ids)
        for step in self.marked:
            yield from self._fetch_marked(step, ids)
        for step in self.lifted:
            names = {"label": self.label, "types": step.type}
            for row in self.work.run("pick_lifted_pairs", names, ids=ids, mark=step.mark):
                yield from ((row["one"], other, step.cost()) for other in row["others"])

    def _fetch_single(self, ids: list[str]) -> Iterator[Pair]:
        names = {"label": self.label, "types": "|".join(self.single)}
        by = {step.type: step.by for step in self.single.values()}
        for row in self.work.run("pick_pairs", names, ids=ids, by=by):
            effort = self.single[row["type"]].cost(row["value"])
            yield from ((row["one"], other, effort) for other in row["others"])

    def _fetch_circles(self, ids: list[str]) -> Iterator[Pair]:
        known = self.known.setdefault("", set())
        names = {"label": self.label, "types": "|".join(self.circles)}
        for row in self.work.run("pick_circles", names, ids=ids, known=sorted(known)):
            known.add(row["circle"])
            effort = self.circles[row["type"]].cost()
            yield from ((member, CIRCLE + row["circle"], effort) for member in row["members"])

    def _fetch_marked(self, step: Step, ids: list[str]) -> Iterator[Pair]:
        known = self.known.setdefault(step.type, set())
        names = {"label": self.label, "types": step.type}
        for row in self.work.run("pick_marked_pairs", names, ids=ids, mark=step.mark, known=sorted(known)):
            known.add(row["whole"])
            for head in row["marked"]:
                yield from ((head, other, step.cost()) for other in row["others"] if other != head)
