"""Load a country's map into the embedded store and both Neo4j editions, ask it every question, and plan on it.

The map: 20,000 actors in organisations of twelve, 100,000 relations in all (lines, ties, seats, mandates with their
chains, positions, issues), made from one seed and read from JSON. All stores stand side by side in one run. Each step
but the load is taken twice: a server that has just been started needs longer to understand a question than to answer
it. From the checkout:

    python tests/benchmarks/stores.py [--actors N] [--relations N] [--markdown FILE]
    python tests/benchmarks/stores.py --country [FILE.json] [--municipalities N] [--markdown FILE]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import neo4j_server
from country import run_country

from samverkan.decisions.effort import build_settings, find_reach
from samverkan.decisions.plan import build_answer
from samverkan.decisions.reads import find_plan_reads
from samverkan.errors import StoreError
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.queries import Question, read_questions
from samverkan.question_values import read_parameters
from samverkan.tables.map_file import write_map_file
from samverkan.workflows.edits import Terms
from samverkan.workflows.files import load_map
from samverkan.workflows.mandates import Search, find_mandates
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.show import find_texts, show_thing

DAY = date(2025, 6, 15)
CROWD = 12


class Maker:
    """A map while it is being made."""

    def __init__(self, actors: int, relations: int) -> None:
        self.rng = Random(20250615)
        self.nodes: dict[str, Node] = {}
        self.relations: dict[tuple[str, str, str], Relation] = {}
        self._add_actors(actors)
        self._add_decisions(actors // 100)
        while len(self.relations) < relations:
            one, other = (f"a{self.rng.randrange(actors)}" for _ in range(2))
            if one != other:
                strength = self.rng.choice(["new", "acquainted", "established", "strong"])
                self.link("TIE", one, other, strength=strength, basis="function")

    def add(self, label: str, node: str, **properties: Value) -> None:
        self.nodes[node] = Node(node, label, {"name": f"{label} {node}", **properties})

    def link(self, kind: str, start: str, end: str, **properties: Value) -> None:
        self.relations[kind, start, end] = Relation(kind, start, end, properties)

    def _add_actors(self, actors: int) -> None:
        for number in range(actors):
            head = number % CROWD == 0
            self.add("Actor", f"a{number}", kind="department" if head else "post")
            if not head:
                self.link("PART_OF", f"a{number}", f"a{number - number % CROWD}")
        for number in range(0, actors, 200):
            self.add("Actor", f"f{number}", kind="forum")
            for _ in range(8):
                self.link("MEMBER_OF", f"a{self.rng.randrange(actors)}", f"f{number}", seat="ordinary")

    def _add_decisions(self, number: int) -> None:
        for i in range(number):
            self.add("Issue", f"i{i}", domain="safety", kind="problem")
            self.add("Matter", f"m{i}", legal_basis=f"{i % 40} §")
            for level in range(3):
                self.add("Mandate", f"d{i}-{level}", kind="decide")
                self.link("COVERS", f"d{i}-{level}", f"m{i}")
                self.link("HOLDS", f"a{self.rng.randrange(100 * number)}", f"d{i}-{level}")
                if level:
                    self.link("DELEGATED_FROM", f"d{i}-{level}", f"d{i}-{level - 1}")
            self._add_initiative(i, number)
            for _ in range(10):
                self.link("INVOLVED_IN", f"a{self.rng.randrange(100 * number)}", f"i{i}", role="support")

    def _add_initiative(self, i: int, number: int) -> None:
        self.add("Initiative", f"n{i}", status="proposed")
        self.link("ADDRESSES", f"n{i}", f"i{i}")
        self.add("Requirement", f"r{i}", op="all")
        self.link("REQUIRES", f"n{i}", f"r{i}")
        for step in range(4):
            self.add("Requirement", f"r{i}-{step}", op="leaf", form="decide")
            self.link("REQUIRES", f"r{i}", f"r{i}-{step}", step=step)
            self.link("CONCERNS", f"r{i}-{step}", f"m{(i + 7 * step) % number}")
        for p in range(5):
            value = self.rng.choice(["supports", "opposes", "hesitant", "neutral"])
            self.add("Position", f"p{i}-{p}", kind="stance", value=value, basis="written", stated_on=date(2025, 3, 1))
            self.link("TAKES", f"a{self.rng.randrange(100 * number)}", f"p{i}-{p}")
            self.link("ABOUT", f"p{i}-{p}", f"n{i}")

    def build(self) -> Map:
        header = Map({}, (), title="Country", language="en", us=("a1",), as_of=DAY)
        return build_map(self.nodes.values(), self.relations.values(), header)


@dataclass(frozen=True)
class Spent:
    """Seconds that something takes the first time and again, and of the processor here; infinity when given up."""

    first: float
    again: float
    processor: float


def time_of(run: Callable[[], object], *, again: bool = True) -> Spent:
    """Run something, once or twice. A server that has not been asked before finds out how to answer, and remembers."""
    seconds, processor = [], inf
    for _ in range(2 if again else 1):
        began, used = perf_counter(), process_time()
        try:
            run()
            seconds.append(perf_counter() - began)
        except StoreError as error:
            print(f"  given up: {error}", file=sys.stderr)
            seconds.append(inf)
        processor = min(processor, process_time() - used)
    return Spent(seconds[0], seconds[-1], processor)


def choose_arguments(question: Question) -> dict[str, str]:
    """Return arguments for what a question needs: the first thing of each label."""
    known = {"Initiative": "n0", "Issue": "i0", "Actor": "a1", "Matter": "m0", "date": "2024-01-01", "number": "1000"}
    enums = {p.name: (p.choices or ("",))[0] for p in question.parameters if p.enum}
    return {p.name: enums.get(p.name) or known.get(p.type, "a1") for p in question.parameters if p.required}


def measure(where: Where, file: Path) -> Mapping[str, Spent]:
    """Return what each step takes, from a store that holds nothing to a plan."""
    spent = {"load": time_of(lambda: load_map(file, where, "new", Terms()), again=False)}
    reach = find_reach(build_settings())
    with open_store(where) as store:
        spent["read it whole"] = time_of(store.read_map)
        for question in read_questions().values():
            values: Any = read_parameters(question, choose_arguments(question), as_of=DAY)
            print(f"{store.kind}: {question.name}", file=sys.stderr)
            spent[f"ask {question.name}"] = time_of(lambda q=question, v=values: store.ask(q, v))  # type: ignore[misc]
        spent["fetch for a plan"] = time_of(lambda: store.read(find_plan_reads("n0", ["a1"], on=DAY, reach=reach)))
        part = store.read(find_plan_reads("n0", ["a1"], on=DAY, reach=reach))
        spent["find the plan in it"] = time_of(lambda: build_answer(part, "n0", on=DAY, start=["a1"]))
    for name, run in {
        "show": lambda: show_thing(where, "a1", as_of=None, for_export=False),
        "find": lambda: find_texts(where, "actor a1999"),
        "mandates": lambda: find_mandates(where, Search(matter="m0"), as_of=None),
    }.items():
        spent[name] = time_of(run)
    with open_store(where) as store:
        store.wipe()
    return spent


def to_table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """Return the seconds as a Markdown table, a column for each store."""
    lines = ["| seconds | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for step in next(iter(columns.values())):
        lines.append(f"| {step} | " + " | ".join(f"{column[step]:.2f}" for column in columns.values()) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run on all stores and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actors", type=int, default=20_000)
    parser.add_argument("--relations", type=int, default=100_000)
    parser.add_argument("--markdown", type=Path)
    parser.add_argument(
        "--country", nargs="?", const="", help="a country in one server; from a file, where one is given"
    )
    parser.add_argument("--municipalities", type=int, default=290)
    options = parser.parse_args()
    if options.country is not None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(options.country).absolute() if options.country else None
            write_table(run_country(file, options.municipalities, Path(folder)), options.markdown)
        return
    columns: dict[str, Mapping[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "country.json"
        write_map_file(Maker(options.actors, options.relations).build(), file, replace=False)
        found = measure(Where(str(Path(folder) / "a.samverkan"), {}, Path(folder)), file)
        columns["embedded"] = {step: spent.first for step, spent in found.items()}
        columns["of it processor"] = {step: spent.processor for step, spent in found.items()}
        for edition in (neo4j_server.LTS, neo4j_server.NEWEST):
            server = neo4j_server.start_server(edition)()
            names = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
            names |= {"NEO4J_DATABASE": server.database} if server.database else {}
            try:
                found = measure(Where(server.address, names, Path(folder)), file)
            finally:
                server.stop()
            columns[f"Neo4j {edition.version}"] = {step: spent.first for step, spent in found.items()}
            columns[f"{edition.name} again"] = {step: spent.again for step, spent in found.items()}
    write_table(to_table(columns), options.markdown)


def write_table(table: str, file: Path | None) -> None:
    """Print a table, and write it to a file where one is given."""
    print(table)
    if file:
        file.write_text(table, "utf-8")


if __name__ == "__main__":
    main()
