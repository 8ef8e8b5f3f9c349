"""Hold the planner to the oracle, or to a second solver, on many generated maps.

    PYTHONPATH=.:tests python tests/benchmarks/many_maps.py FIRST LAST [--tables] [--second-solver]

Prints how many agree and, by kind, how many do not, with one example of each. The oracle lists everything, and what it
tells is compared with all of `plan --format json`. With `--tables` small maps are treated as large ones: all cheap ways
are found at once, and refusals are read off that table; the first line says for how many maps there was one.
The second solver is an integer program that lists nothing: it is asked for the five figures of the cheapest plan alone.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from contextlib import nullcontext
from time import monotonic

from oracle.agree import complaints
from oracle.agree_plan import contact_cost
from oracle.contacts import add
from oracle.least import Oracle
from oracle.program import Program
from oracle.sketch import DAY, GOAL
from oracle.supposed import ask_first_complaints
from oracle.there import There
from oracle.told import Json, tell
from strategies.convincing_maps import make_question
from strategies.small_as_large import with_tables

_NAMES = re.compile(r"\b(a\d+|us|r\d+|d\d+|p\d+|n\d+)\b")


def main() -> None:
    """Compare the maps of all seeds from the first to the one before the last."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("first", type=int)
    reader.add_argument("last", type=int)
    reader.add_argument("--tables", action="store_true")
    reader.add_argument("--second-solver", action="store_true")
    options = reader.parse_args()
    began, kinds, examples, tables = monotonic(), Counter[str](), dict[str, str](), 0
    for seed in range(options.first, options.last):
        found, built = compare(seed, tables=options.tables, second=options.second_solver)
        kinds["too large to be listed" if found is None else "differ" if found else "agree"] += 1
        tables += built
        for complaint in found or ():
            kind = _NAMES.sub("_", complaint.split(":")[0])[:70]
            kinds[kind] += 1
            examples.setdefault(kind, f"seed {seed}: {complaint}")
    print(f"{options.last - options.first} maps in {monotonic() - began:.0f} s; a table on {tables}")
    for kind, count in kinds.most_common():
        print(f"{count:6} {kind}\n       {examples.get(kind, '')}")


def compare(seed: int, *, tables: bool, second: bool) -> tuple[list[str] | None, bool]:
    """List what is told otherwise of a map (None: it is too large to be listed), and whether a table was built."""
    question = make_question(seed)
    oracle = Oracle(There(question.content, DAY), GOAL, question.start, question.without)
    if not second and oracle.is_too_large:
        return None, False
    with with_tables() if tables else nullcontext([]) as built:
        told = tell(question.content, GOAL, DAY, question.start, question.without, alternatives=0 if second else 2)
    if second:
        return list(compare_figures(told, oracle)), bool(built)
    return [*complaints(told, oracle), *ask_first_complaints(told, oracle)], bool(built)


def compare_figures(told: Json, oracle: Oracle) -> list[str]:
    """Compare the five figures of the cheapest plan with those of the integer program."""
    plan, listed = told["plan"], Program(oracle).solve()
    figures = None
    if plan is not None:
        reached = contact_cost(plan, oracle)
        figures = None if reached is None else add(reached, (plan["convinces"] + plan["asks"], 0, 0, 0, 0))
    return [] if figures == listed else [f"five figures: told {figures}, second solver {listed}"]


if __name__ == "__main__":
    main()
