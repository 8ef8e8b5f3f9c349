"""Time `plan --seconds N` as a command on large maps in files: what it takes beside the N, and its most memory.

    PYTHONPATH=.:tests python tests/benchmarks/kept.py [--seconds 1 2 5] [WORD ...]

Each map is written once, from its seed alone; rows can be chosen by a WORD of their names. "Read" is `show` of us
on the same file: what starting, reading and checking take. What `--seconds` limits is the rest.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.answers import Town
from benchmarks.boards import make_boards, make_levels
from oracle.sketch import GOAL, US

from samverkan.model import Map, Relation, build_map
from samverkan.tables.map_file import write_map_file

STRENGTHS = ("strong", "established", "acquainted", "new")
ROOT = Path(__file__).parents[2]
MAPS: dict[str, Callable[[], Map]] = {
    "board of 348": lambda: make_levels((348,), 0.4, 0).build(),
    "30 boards of 15 of 450": lambda: make_boards(30, 15, 450, 0.0, 0).build(),
    "30 boards of 15 of 60": lambda: make_boards(30, 15, 60, 0.4, 0).build(),
    "2,000 × 10": lambda: Town(2_000, 10, 2).build(),
    "5,000 × 12": lambda: Town(5_000, 12, 0).build(),
    "20,000 × 12": lambda: Town(20_000, 12, 0).build(),
}


def keep_strongest(content: Map) -> Map:
    """Keep one tie, the strongest, between each two: what a file may say, and what a plan goes by anyhow."""
    ties: dict[frozenset[str], Relation] = {}
    for relation in content.relations:
        if relation.type == "TIE":
            ends = frozenset((relation.start, relation.end))
            known = ties.setdefault(ends, relation)
            ties[ends] = min(
                known, relation, key=lambda tie: STRENGTHS.index(str(tie.properties.get("strength", "new")))
            )
    others = (relation for relation in content.relations if relation.type != "TIE")
    return build_map(content.nodes.values(), [*others, *ties.values()], content)


def run(arguments: list[str]) -> tuple[float, float, float]:
    """Run a command; its seconds by the clock and of the processor, and its most memory in MB."""
    began = perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "samverkan", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert child.stderr is not None
    said = child.stderr.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{arguments}: {said}")
    return perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(name: str, path: Path, goal: str, us: str, limits: list[float]) -> None:
    """Print the rows of a map."""
    read, spent, memory = run(["show", us, "--store", str(path)])
    print(f"| {name} | read | {read:.2f} | {spent:.2f} | – | {memory:.0f} |", flush=True)
    for seconds in limits:
        clock, spent, memory = run(["plan", goal, "--store", str(path), "--seconds", f"{seconds:g}"])
        print(
            f"| {name} | {seconds:g} | {clock:.2f} | {spent:.2f} | {clock - read - seconds:+.2f} | {memory:.0f} |",
            flush=True,
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, nargs="*", default=[1, 2, 5])
    parser.add_argument("--file", type=Path, help="one more map, with --goal and --us")
    parser.add_argument("--goal", default="c1")
    parser.add_argument("--us", default="p-trygghet")
    parser.add_argument("words", nargs="*")
    chosen = parser.parse_args()
    print("| map | --seconds | by the clock | processor | clock beside both | MB |\n|---|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, make) in enumerate(MAPS.items()):
            if not chosen.words or any(word in name for word in chosen.words):
                path = Path(folder) / f"map{number}.yaml"
                write_map_file(keep_strongest(make()), path, replace=False)
                measure(name, path, GOAL, US, chosen.seconds)
        if chosen.file:
            measure(chosen.file.name, chosen.file, chosen.goal, chosen.us, chosen.seconds)


if __name__ == "__main__":
    main()
