"""Plan on boards that share their members, on many boards at once, and on boards of hundreds, and print a table.

    PYTHONPATH=.:tests python tests/benchmarks/boards.py [--seconds 20] [WORD ...]

Every map is made from its seed alone. Each row is a whole answer: the plan, what each refusal leads to, what to ask
first. Rows can be chosen by a WORD of their names.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from time import perf_counter, process_time

from oracle.sketch import DAY, GOAL, US, Sketch, all_of, leaf

from samverkan.decisions.case import build_case
from samverkan.decisions.deadline import set_deadline
from samverkan.decisions.effort import build_settings
from samverkan.decisions.plan import build_answer
from samverkan.decisions.scenario import build_scenario

STANCES = ("champions", "supports", "neutral", "hesitant", "opposes")
STRENGTHS = ("strong", "established", "acquainted", None)

Make = Callable[[int], Sketch]


def make_levels(sizes: Sequence[int], known: float, seed: int) -> Sketch:
    """Bodies of which each but the first sits in the one before, and decides by delegation from it."""
    sketch, draw = Sketch(), Random(seed)
    people = list_people(sketch, sizes[0], draw)
    for level, size in enumerate(sizes):
        sketch.body(f"b{level}", *people[:size], decides_by="vote")
        sketch.mandate(f"d{level}", f"b{level}", above=f"d{level - 1}" if level else None)
    say_what_is_known(sketch, people, known, draw)
    sketch.requires(leaf())
    return sketch


def make_boards(boards: int, members: int, people: int, known: float, seed: int) -> Sketch:
    """Boards that must all say yes, drawn from some people."""
    sketch, draw = Sketch(), Random(seed)
    everybody = list_people(sketch, people, draw)
    for number in range(boards):
        sketch.body(f"board{number:02}", *draw.sample(everybody, members), decides_by="vote")
        sketch.add("Matter", f"m{number}")
        sketch.mandate(f"d{number}", f"board{number:02}", matter=f"m{number}")
    say_what_is_known(sketch, everybody, known, draw)
    sketch.requires(all_of(*(leaf(matter=f"m{number}") for number in range(boards))))
    return sketch


def list_people(sketch: Sketch, count: int, draw: Random) -> list[str]:
    """Add so many posts, in an order of their own."""
    people = [f"v{number:03}" for number in range(count)]
    sketch.actor(*people)
    draw.shuffle(people)
    return people


def say_what_is_known(sketch: Sketch, people: Sequence[str], known: float, draw: Random) -> None:
    """Give a part of them a position, and half as many ties between them and to us."""
    for number, actor in enumerate(sorted(draw.sample(sorted(people), round(known * len(people))))):
        sketch.stance(f"p{number}", actor, draw.choice(STANCES))
        if number % 2:
            sketch.tie(actor, draw.choice([US, *sorted(set(people) - {actor})]), draw.choice(STRENGTHS))


def list_rows() -> Iterator[tuple[str, Make]]:
    """Yield the name of each row, and what makes its map from a seed."""
    for sizes in ((31, 5), (31, 11, 5), (61, 15, 7), (61, 31, 15), (101, 31, 15)):
        for known in (0.0, 0.4):
            yield f"levels {' > '.join(map(str, sizes))}, {known:.0%} known", partial(make_levels, sizes, known)
    for people in (450, 60):
        for known in (0.0, 0.4):
            yield f"30 boards of 15 of {people}, {known:.0%} known", partial(make_boards, 30, 15, people, known)
    for members in (105, 158, 348):
        for known in (0.0, 0.4):
            yield f"board of {members}, {known:.0%} known", partial(make_levels, (members,), known)


def measure(name: str, make: Make, seed: int, seconds: float) -> str:
    """Measure a map, as a row of the table."""
    content = make(seed).build()
    processor = process_time()
    scenario = build_scenario(build_case(content, GOAL, DAY, [US]), build_settings())
    way = scenario.find_way(set_deadline(seconds))
    alone = process_time() - processor
    clock, processor = perf_counter(), process_time()
    told = build_answer(content, GOAL, on=DAY, start=[US], seconds=seconds)
    plan = told.plan
    assert way is not None and plan is not None
    refusals = [actor for actor in told.actors if isinstance(actor.refuses, int)]
    proven = sum(actor.refuses_proven for actor in refusals)
    effort = f"{plan.effort}" if plan.proven else f"{plan.effort} (bound {plan.bound})"
    took = f"{process_time() - processor:.2f} | {perf_counter() - clock:.2f}"
    settled = "yes" if way.settled else "no"
    return f"| {name} | {seed} | {effort} | {settled} | {alone:.2f} | {proven} of {len(refusals)} | {took} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("words", nargs="*")
    chosen = parser.parse_args()
    print("| map | seed | effort | ties settled | plan, s of processor | refusals proven | answer, s | by the clock |")
    print("|---|--:|--:|---|--:|--:|--:|--:|")
    for name, make in list_rows():
        if all(word in name for word in chosen.words):
            for seed in range(chosen.seeds):
                print(measure(name, make, seed, chosen.seconds), flush=True)


if __name__ == "__main__":
    main()
