"""Time whole commands beside the smallest Python that does the same kind of work, in one run.

    python tests/benchmarks/commands.py [--runs N] [--json FILE]

Each command runs in turn with its peer, `python -c "import click, sqlite3, json"`; the medians and their ratio are
printed. Goals: `--help` at most 4 times the peer, `plan` on the example at most 12 times.
"""

from __future__ import annotations

import argparse
import json
import os
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
    "check": (["check", str(MAP)], None),
}


def measure_seconds(command: list[str]) -> float:
    """Return the wall time of one run, in seconds; a run that fails stops the benchmark."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=WHERE, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def compare(arguments: list[str], runs: int) -> tuple[float, float, float]:
    """Return the medians of a command and of its peer, and the median of the ratios run by run."""
    command = [sys.executable, "-m", "samverkan", *arguments]
    pairs = [(measure_seconds(command), measure_seconds(PEER)) for _ in range(runs + 1)][1:]
    ours, peers = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(peers), statistics.median(a / b for a, b in pairs)


def main() -> None:
    """Print a row a command, and write the same as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    print("| command | seconds | peer, seconds | ratio | goal |\n|---|---|---|---|---|")
    for name, (arguments, goal) in COMMANDS.items():
        ours, peer, ratio = compare(arguments, options.runs)
        rows.append({"command": name, "seconds": ours, "peer": peer, "ratio": ratio, "goal": goal})
        print(f"| `{name}` | {ours:.3f} | {peer:.3f} | {ratio:.1f} | {'–' if goal is None else f'≤ {goal:.0f}'} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
