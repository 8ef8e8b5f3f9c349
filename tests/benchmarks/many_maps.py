"""Hold the planner to the oracle on many generated maps.

    PYTHONPATH=.:tests python tests/benchmarks/many_maps.py FIRST LAST

Prints how many agree and, by kind, how many do not, with one example of each.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from time import monotonic

from oracle.agree import differences
from oracle.sketch import DAY, GOAL
from strategies.convincing_maps import make_question

_NAMES = re.compile(r"\b(a\d+|us|r\d+|d\d+|p\d+|n\d+)\b")


def main(first: int, last: int) -> None:
    began, kinds, examples = monotonic(), Counter[str](), {}
    for seed in range(first, last):
        question = make_question(seed)
        found = differences(question.content, GOAL, DAY, question.start, question.without)
        kinds["agree" if not found else "differ"] += 1
        for complaint in found:
            kind = _NAMES.sub("_", complaint.split(":")[0])[:70]
            kinds[kind] += 1
            examples.setdefault(kind, f"seed {seed}: {complaint}")
    print(f"{last - first} maps in {monotonic() - began:.0f} s")
    for kind, count in kinds.most_common():
        print(f"{count:6} {kind}\n       {examples.get(kind, '')}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
