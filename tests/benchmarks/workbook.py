"""Time how long a workbook takes to write and to read, beside what openpyxl alone needs for the same file.

    python tests/benchmarks/workbook.py [ACTORS …]

Each town has a post for every actor, an organisation for every twenty, a mandate for every second and four ties for
each. Goal: 2,000 actors are saved and loaded in 5 seconds each.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

from samverkan.model import Map, Node, Relation, build_map
from samverkan.tables.workbook.read import read_workbook
from samverkan.tables.workbook.write import to_bytes

GOAL = 5.0


def make_town(actors: int) -> Map:
    """Return a town of so many actors, always the same."""
    units = [Node(f"u-{n}", "Actor", {"name": f"Enhet {n}", "kind": "unit"}) for n in range(actors // 20)]
    posts = [Node(f"p-{n}", "Actor", {"name": f"Befattning {n}", "kind": "post"}) for n in range(actors - len(units))]
    matters = [Node(f"d-{n}", "Matter", {"name": f"Ärende {n}"}) for n in range(actors // 10)]
    mandates = [Node(f"m-{n}", "Mandate", {"kind": "decide", "limit": 1000 * n}) for n in range(actors // 2)]
    relations = [Relation("PART_OF", post.id, units[n % len(units)].id, {}) for n, post in enumerate(posts)]
    for n, mandate in enumerate(mandates):
        relations.append(Relation("COVERS", mandate.id, matters[n % len(matters)].id, {}))
        relations.append(Relation("HOLDS", posts[n % len(posts)].id, mandate.id, {}))
    for n, post in enumerate(posts):
        for step in (1, 7, 31, 101):
            other = posts[(n + step) % len(posts)].id
            relations.append(Relation("TIE", post.id, other, {"strength": "established", "basis": "function"}))
    return build_map([*units, *posts, *matters, *mandates], relations, Map({}, (), title="Stad", language="sv"))


def time_of(run: Callable[[], object]) -> float:
    """Return the seconds of processor time that a call takes: others may be at work on the machine."""
    began = time.process_time()
    run()
    return time.process_time() - began


def write_again(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook as openpyxl writes it."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def main() -> None:
    """Print a row a town."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("actors", type=int, nargs="*", default=[500, 2000])
    print("| actors | relations | kB | save, s | openpyxl writes, s | load, s | openpyxl reads, s |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "karta.xlsx"
        for actors in parser.parse_args().actors:
            town = make_town(actors)
            save = time_of(lambda town=town: path.write_bytes(to_bytes(town)))
            load = time_of(lambda: read_workbook(path))
            assert read_workbook(path).content == town
            reads = time_of(lambda: openpyxl.load_workbook(path))
            book = openpyxl.load_workbook(path)
            writes = time_of(lambda book=book: write_again(book))
            size = path.stat().st_size // 1024
            row = [f"{value:.1f}" for value in (save, writes, load, reads)]
            print(f"| {actors:,} | {len(town.relations):,} | {size:,} | {' | '.join(row)} |")


if __name__ == "__main__":
    main()
