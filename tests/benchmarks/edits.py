"""Make thousands of random edits of commented map files, and count what is not as it should be.

    PYTHONPATH=.:tests:tests/unit/tables python tests/benchmarks/edits.py MAP… --edits 10000

Comments are put into each map, and into it sixty edits, one on another now and then, are written; then it begins anew
with other comments. What is read back is what was meant, and a line that no edit touches is as it was; else the seed is
printed. The last figures are of comments inside what was edited: how many there were, and how many are still there.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from random import Random

from test_splice import YAML, Count, add_comments, edit_often

AT_ONCE = 60


def main() -> None:
    """Print a line of the table for each map."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("maps", nargs="+", type=Path, metavar="MAP")
    reader.add_argument("--edits", type=int, default=10_000)
    options = reader.parse_args()
    print("map | edits | failed | comments inside | still there | seconds")
    for path in options.maps:
        print(" | ".join(map(str, try_map(path, options.edits))), flush=True)


def try_map(path: Path, edits: int) -> tuple[object, ...]:
    """Return the figures of one map."""
    text, count, failed, began = path.read_text("utf-8"), Count(), 0, time.process_time()
    rounds = -(-edits // AT_ONCE)
    for seed in range(rounds):
        rng = Random(f"{path.stem} {seed}")
        try:
            edit_often(add_comments(text, rng), YAML, rng, AT_ONCE, count)
        except Exception as error:
            failed += 1
            print(f"{path}, seed {seed}: {type(error).__name__} {error}", flush=True)
    spent = round(time.process_time() - began)
    return path, rounds * AT_ONCE, failed, count.inside, count.kept, spent


if __name__ == "__main__":
    main()
