"""Time whole commands beside the smallest Python that does the same kind of work, in one run.

    python tests/benchmarks/commands.py [--runs N] [--json FILE]

Each command runs in turn with its peer, `python -c "import click, sqlite3, json"`; the medians of the seconds of
processor time (of the clock as JSON, too) and their ratio are printed. Goals: `--help` at most 4 times the peer, `plan`
on the example at most 12 times, `ask` in 0.35 seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"  # with it every run compiles our modules anew, which no user's does
WHERE = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
MAP = ROOT / "examples" / "havsakra" / "map.yaml"
PEER = [sys.executable, "-c", "import click, sqlite3, json"]
COMMANDS = {
    "--help": (["--help"], 4.0),
    "plan c1": (["plan", "c1", "--store", str(MAP)], 12.0),
    "mandates p-gatuchef": (["mandates", "p-gatuchef", "--store", str(MAP)], None),
    "find torg": (["find", "torg", "--store", str(MAP)], None),
    "ask who-decides": (["ask", "who-decides", "matter=d-fysisk", "--store", str(MAP)], None),
    "ask which-path": (["ask", "which-path", "initiative=c1", "--store", str(MAP)], None),
    "ask why-stuck": (["ask", "why-stuck", "issue=i01", "--store", str(MAP)], None),
    "show p-gatuchef": (["show", "p-gatuchef", "--store", str(MAP)], None),
    "route p-gatuchef": (["route", "p-gatuchef", "--store", str(MAP)], None),
    "brief c1": (["brief", "c1", "--store", str(MAP)], None),
    "check": (["check", str(MAP)], None),
}


def measure_seconds(command: list[str]) -> tuple[float, float]:
    """Return the seconds of one run by processor and by clock; a run that fails stops the benchmark."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=WHERE, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.perf_counter() - began


def compare(arguments: list[str], runs: int) -> tuple[float, float, float, float]:
    """Return the medians of a command and of its peer, the median of the ratios run by run, and that of the clock."""
    command = [sys.executable, "-m", "samverkan", *arguments]
    pairs = [(measure_seconds(command), measure_seconds(PEER)) for _ in range(runs + 1)][1:]
    ours, peers = ([spent for spent, _ in run] for run in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in zip(ours, peers, strict=True))
    return statistics.median(ours), statistics.median(peers), ratio, statistics.median(run[1] for run, _ in pairs)


def main() -> None:
    """Print a row a command, and write the same as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    print("| command | seconds | peer, seconds | ratio | goal |\n|---|---|---|---|---|")
    for name, (arguments, goal) in COMMANDS.items():
        ours, peer, ratio, clock = compare(arguments, options.runs)
        rows.append({"command": name, "seconds": ours, "peer": peer, "ratio": ratio, "goal": goal, "clock": clock})
        print(f"| `{name}` | {ours:.3f} | {peer:.3f} | {ratio:.1f} | {'–' if goal is None else f'≤ {goal:.0f}'} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
