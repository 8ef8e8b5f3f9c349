"""Solve Steiner tree instances with published optima, and say for each what is proven, and how fast.

Reads the `.gr` files of the PACE challenge 2018 (sections Graph, Terminals; an edge is E u v cost). A graph is read
as a map: every edge is a contact in both directions, one terminal is us, each other terminal a decider that everybody
must have. From the checkout:

    python tests/benchmarks/steiner.py --instances DIR --optima FILE.csv --seconds 20 [--json FILE] [--markdown FILE]
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from samverkan.decisions.formula import Threshold
from samverkan.decisions.steiner import Instance, solve

Row = dict[str, str | int | float | None]


def read_instance(path: Path) -> tuple[Instance, int]:
    """Read a graph as a map; give the instance and its number of terminals."""
    arcs: list[tuple[int, int, int]] = []
    terminals: list[int] = []
    size = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words:
            continue
        if words[0] == "Nodes":
            size = int(words[1])
        elif words[0] == "E":
            tail, head, cost = (int(word) for word in words[1:4])
            arcs += [(tail - 1, head - 1, cost), (head - 1, tail - 1, cost)]
        elif words[0] == "T":
            terminals.append(int(words[1]) - 1)
    deciders = tuple(terminals[1:])
    return Instance(size, terminals[0], tuple(arcs), Threshold(len(deciders), deciders)), len(terminals)


def read_optima(path: Path) -> dict[str, int]:
    """Read the published optimum of each instance, by its name without ending."""
    with path.open(encoding="utf-8", newline="") as file:
        return {Path(row["name"]).stem: int(row["optimum"]) for row in csv.DictReader(file) if row["optimum"]}


def run_instance(path: Path, optimum: int | None, seconds: float) -> Row:
    """Solve one instance; reading the file is not timed."""
    instance, terminals = read_instance(path)
    start = perf_counter()
    solution = solve(instance, seconds=seconds)
    return {
        "name": path.name,
        "terminals": terminals,
        "value": solution.value,
        "bound": solution.bound,
        "optimum": optimum,
        "seconds": round(perf_counter() - start, 3),
    }


def is_wrong(row: Row) -> bool:
    """Tell whether a row contradicts the published optimum."""
    value, bound, optimum = row["value"], row["bound"], row["optimum"]
    if optimum is None or not isinstance(bound, int):
        return False
    return bound > int(optimum) or (value is not None and int(value) < int(optimum))


def write_table(rows: list[Row]) -> str:
    """Write the rows as a Markdown table."""
    keys = ("name", "terminals", "value", "bound", "optimum", "seconds")
    lines = [
        list(keys),
        ["---"] + ["--:"] * 5,
        *(["-" if row[k] is None else str(row[k]) for k in keys] for row in rows),
    ]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def run() -> int:
    """Run the instances of a folder; exit code 1 when one contradicts its published optimum."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--instances", type=Path, required=True, help="folder of .gr files")
    parser.add_argument("--optima", type=Path, required=True, help="CSV with the columns name and optimum")
    parser.add_argument("--seconds", type=float, default=20.0, help="time limit per instance")
    parser.add_argument("--json", type=Path, help="write the rows to this file too")
    parser.add_argument("--markdown", type=Path, help="write them as a table to this file too")
    options = parser.parse_args()
    optima = read_optima(options.optima)
    rows: list[Row] = []
    print(f"{'instance':<20} {'terminals':>9} {'value':>9} {'bound':>9} {'optimum':>9} {'seconds':>8}")
    for path in sorted(options.instances.glob("*.gr")):
        row = run_instance(path, optima.get(path.stem), options.seconds)
        rows.append(row)
        name, *rest, seconds = (row[key] for key in ("name", "terminals", "value", "bound", "optimum", "seconds"))
        cells = " ".join(f"{'-' if cell is None else cell:>9}" for cell in rest)
        print(f"{name:<20} {cells} {seconds:>8}{'  WRONG' if is_wrong(row) else ''}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(write_table(rows), encoding="utf-8")
    proven = sum(row["value"] is not None and row["value"] == row["bound"] for row in rows)
    wrong = sum(is_wrong(row) for row in rows)
    print(f"{len(rows)} instances, {proven} proven, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(run())
