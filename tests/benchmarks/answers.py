"""Time whole answers of `plan` on generated maps: the plan, every refusal, what to ask first, the next best plan.

A map: organisations of about twelve posts with up to three ties each inside their own and as many outside as there are
posts, of all strengths; we know the first of them. A requirement is met by one of up to three holders, or by one of at
most two above them; three in ten have a joint way beside it. Stances are drawn. Every map is made from its seed alone.

    python tests/benchmarks/answers.py [--seeds N] [--seconds S]
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from oracle.sketch import DAY, GOAL, US, Sketch, Tree, all_of, any_of, leaf

from samverkan.decisions.answer import Answer
from samverkan.decisions.plan import build_answer
from samverkan.model import Map

STRENGTHS = ("strong", "established", "acquainted", "acquainted", "new")
STANCES = ("champions", "supports", "neutral", "unknown", "unknown", "hesitant", "opposes")


class Town:
    """A map while it is being made."""

    def __init__(self, actors: int, approvals: int, seed: int) -> None:
        """Make the actors and their ties, then what the initiative requires."""
        self.draw, self.sketch = random.Random(seed), Sketch()
        self.names = [US, *(f"a{number:06}" for number in range(1, actors))]
        self.stated: set[str] = set()
        self.sketch.actor(*self.names[1:])
        self._add_ties()
        self.sketch.requires(all_of(*(self._add_approval(number) for number in range(approvals))))

    def build(self) -> Map:
        """Return the map."""
        return self.sketch.build()

    def _add_ties(self) -> None:
        draw, count = self.draw, len(self.names)
        groups: dict[int, list[str]] = {}
        for name in self.names:
            groups.setdefault(draw.randrange(max(1, count // 12)), []).append(name)
        for group in groups.values():
            for name in group:
                for other in draw.sample(group, min(3, len(group))):
                    self._tie(name, other)
        for _ in range(count):
            self._tie(draw.choice(self.names), draw.choice(self.names))

    def _tie(self, one: str, other: str) -> None:
        if one != other:
            self.sketch.tie(one, other, self.draw.choice(STRENGTHS))

    def _holder(self) -> str:
        name = self.draw.choice(self.names[1:])
        if name not in self.stated:
            self.stated.add(name)
            stance = self.draw.choice(STANCES)
            if stance != "unknown":
                self.sketch.stance(f"s-{name}", name, stance)
        return name

    def _holders(self, least: int, most: int) -> list[str]:
        return list(dict.fromkeys(self._holder() for _ in range(self.draw.randint(least, most))))

    def _add_leaf(self, name: str, *, most: int, above: int) -> Tree:
        form = self.draw.choice(["concur", "decide", "decide", "fund"])
        matter = self.sketch.add("Matter", name)
        upper = self._holders(0, above)
        if upper:
            self.sketch.mandate(f"up-{name}", *upper, matter=matter, kind=form)
        holders = self._holders(1, most)
        self.sketch.mandate(f"of-{name}", *holders, matter=matter, kind=form, above=f"up-{name}" if upper else None)
        return leaf(form, matter=matter)

    def _add_approval(self, number: int) -> Tree:
        single = self._add_leaf(f"m{number}", most=3, above=2)
        if self.draw.random() >= 0.3:
            return single
        return any_of(all_of(*(self._add_leaf(f"m{number}-{part}", most=1, above=0) for part in "ab")), single)


def is_proven(answer: Answer) -> bool:
    """Tell whether everything in an answer is certain."""
    refusals = all(actor.refuses_proven for actor in (*answer.actors, *answer.go_betweens))
    plans = all(plan.proven for plan in (answer.plan, answer.next_best) if plan)
    return refusals and plans and answer.ask_first_complete and answer.alternatives_complete


def run_size(actors: int, approvals: int, seeds: int, seconds: float) -> Sequence[str]:
    """Answer for some maps of one size; the cells of its row."""
    times, proven, first = [], 0, []
    for seed in range(seeds):
        content = Town(actors, approvals, seed).build()
        told: list[float] = []
        start = process_time()
        answer = build_answer(
            content,
            GOAL,
            on=DAY,
            start=[US],
            seconds=seconds,
            listener=lambda stage, told=told: told.append(process_time()) if stage.part != "plan" else None,
        )
        times.append(process_time() - start)
        first.append(told[0] - start if told else times[-1])
        proven += is_proven(answer)
    figures = [statistics.median(first), statistics.median(times), max(times)]
    return [f"{actors:,} × {approvals}", f"{proven} of {seeds}", *(f"{figure:.2f}" for figure in figures)]


def run() -> int:
    """Run the sizes and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    print("| actors × approvals | all proven | the plan, median s | whole answer, median s | whole answer, worst s |")
    print("|---|--:|--:|--:|--:|")
    for actors, approvals in ((60, 5), (200, 6), (500, 6), (2_000, 10), (5_000, 12)):
        print(f"| {' | '.join(run_size(actors, approvals, options.seeds, options.seconds))} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(run())
