"""Load a country into a Neo4j server with 1 GB of heap, keep it alive there, and ask it, beside the driver alone.

The map: 290 municipalities of 517 actors each (boards, departments, posts, forums), ties mostly within them, mandates
in two levels over forty matters, and one initiative that three municipalities have to say yes to: 151,380 actors, a
million relations, made from one seed. `stores.py --country` runs it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

import neo4j_server

from samverkan.edits import Change, Edit
from samverkan.model import Map, without_collecting
from samverkan.store.neo4j_content import group_by_label, to_relation_rows
from samverkan.store.neo4j_link import in_batches, read_statement
from samverkan.workflows.edits import Terms
from samverkan.workflows.files import check_store, load_map
from samverkan.workflows.mandates import Search, find_mandates
from samverkan.workflows.open_store import Where, open_store, read_valid_map
from samverkan.workflows.plan import Wishes, plan_initiative
from samverkan.workflows.route import find_ways
from samverkan.workflows.show import find_texts, show_thing

HEAP = ("-Xmx1g", "-XX:+UseG1GC")
SETTINGS = {"server.memory.pagecache.size": "512m"}
BOARDS, FORUMS, SEATS, MATTERS = 8, 5, 12, 40
ASKED = [(0, m) for m in (0, 5, 9, 14, 30)] + [(1, m) for m in (2, 7, 11, 33)] + [(2, m) for m in (3, 8, 21)]
STRENGTHS, BASES = ("new", "acquainted", "established", "strong"), ("function", "person", "both")


class Maker:
    """The map of a country while it is being made, as the sections of a map file."""

    def __init__(self, municipalities: int, each: int) -> None:
        self.rng = Random(29051700)
        self.number, self.posts_each = municipalities, each - 1 - 2 * BOARDS - FORUMS
        self.actors: list[dict[str, Any]] = []
        self.mandates: list[dict[str, Any]] = []
        for place in range(municipalities):
            self.add_municipality(f"k{place}")

    def add_municipality(self, place: str) -> None:
        self.actors.append({"id": place, "name": f"Kommun {place}", "kind": "municipality"})
        for b in range(BOARDS):
            board = {"id": f"{place}-n{b}", "name": f"Nämnd {b}, {place}", "kind": "board", "part_of": place}
            office = {
                "id": f"{place}-f{b}",
                "name": f"Kontor {b}, {place}",
                "kind": "department",
                "part_of": board["id"],
            }
            self.actors += [board, office]
        posts = [self.make_post(place, number) for number in range(self.posts_each)]
        for f in range(FORUMS):
            self.actors.append({"id": f"{place}-r{f}", "name": f"Råd {f}, {place}", "kind": "forum"})
            for post in self.rng.sample(posts, SEATS):
                post.setdefault("member_of", []).append({"to": f"{place}-r{f}", "seat": "ordinary"})
        self.actors += posts
        for m in range(MATTERS):
            power = {"kind": "decide", "covers": f"d{m}", "in_area": f"a-{place}"}
            self.mandates.append({"id": f"{place}-m{m}", "held_by": f"{place}-n{m % BOARDS}", **power})
            below = {"held_by": self.rng.choice(posts)["id"], "delegated_from": f"{place}-m{m}"}
            self.mandates.append({"id": f"{place}-m{m}-d", **below, **power})

    def make_post(self, place: str, number: int) -> dict[str, Any]:
        ties = {}
        for _ in range(self.rng.choice((3, 4, 5, 6, 6, 7))):
            home = place if self.rng.random() < 0.93 else f"k{self.rng.randrange(self.number)}"
            other = f"{home}-p{self.rng.randrange(self.posts_each)}"
            ties[other] = {"to": other, "strength": self.rng.choice(STRENGTHS), "basis": self.rng.choice(BASES)}
        me = f"{place}-p{number}"
        ties.pop(me, None)
        part_of = f"{place}-f{number % BOARDS}"
        return {
            "id": me,
            "name": f"Post {number}, {place}",
            "kind": "post",
            "part_of": part_of,
            "tie": [*ties.values()],
        }

    def build(self) -> dict[str, Any]:
        leaves = [{"decide": f"d{m}", "in": f"a-k{place}"} for place, m in ASKED]
        goal = {"id": "x", "name": "Insats i hela landet", "addresses": "i", "requires": {"all": leaves}}
        places = [f"k{place}" for place in range(self.number)]
        return {
            **{"samverkan": 1, "title": "Landet", "profile": "none", "language": "sv", "us": ["k0-p40"]},
            "actors": self.actors,
            "areas": [{"id": f"a-{p}", "name": f"Område {p}", "kind": "municipality"} for p in places],
            "matters": [{"id": f"d{m}", "name": f"Ärende {m}"} for m in range(MATTERS)],
            "mandates": self.mandates,
            "issues": [{"id": "i", "name": "Fråga"}],
            "initiatives": [goal],
        }


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, and of the processor on this side; and what else there is to tell."""

    clock: float
    here: float
    told: str = ""


def time_of(run: Callable[[], object], tell: Callable[[Any], str] = lambda _: "") -> Spent:
    """Run something once."""
    began, used = perf_counter(), process_time()
    result = run()
    spent = Spent(perf_counter() - began, process_time() - used, tell(result))
    print(f"  {spent.clock:8.2f} s  {spent.here:8.2f} s here  {spent.told}", file=sys.stderr)
    return spent


def load_with_driver_alone(server: neo4j_server.Server, content: Map) -> None:
    """Write nodes and relations as plainly as the driver can, in batches with a transaction each, and nothing else."""
    import neo4j

    with neo4j.GraphDatabase.driver(server.address, auth=(server.user, server.password)) as driver:
        keys: dict[str, str] = {}
        for label, rows in group_by_label(content.nodes.values()).items():
            statement = read_statement("create_nodes").replace("<label>", label)
            for nodes in in_batches(rows, 10_000):
                found, _, _ = driver.execute_query(statement, {"rows": nodes})
                keys |= {row["id"]: row["key"] for row in found}
        for relations in in_batches(content.relations, 10_000):
            batch, shared = to_relation_rows(relations, keys)
            driver.execute_query(read_statement("create_relations"), {"rows": batch, "properties": shared})


def measure(server: neo4j_server.Server, file: Path) -> Iterator[tuple[str, Spent]]:
    """Yield what each step takes, from an empty database to a plan."""
    names = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
    where = Where(server.address, names | ({"NEO4J_DATABASE": server.database} if server.database else {}), file.parent)
    with without_collecting():
        content = read_valid_map(file)
    things = len(content.nodes) + len(content.relations)

    def rate(began: float) -> str:
        return f"{things / (perf_counter() - began):,.0f} things a second"

    began = perf_counter()
    yield "the driver alone", time_of(lambda: load_with_driver_alone(server, content), lambda _: rate(began))
    with open_store(where) as store:
        store.wipe()
        began = perf_counter()
        yield "load, once read", time_of(lambda: store.write_map(content, "new"), lambda _: rate(began))
        edits = [Change(f"k0-p{i}", "Actor", {}, {"level": "tactical"}) for i in range(20)]
        each = [time_of(lambda c=change: store.commit(Edit((c,), "edit"))) for change in edits]  # type: ignore[misc]
        yield "an edit, the median of 20", Spent(median(e.clock for e in each), median(e.here for e in each))
    yield "check", time_of(lambda: check_store(where), lambda found: f"{len(found.problems):,} problems")
    yield "load --merge of the file again", time_of(lambda: load_map(file, where, "merge", Terms()))
    for name, run in {
        "show": lambda: show_thing(where, "k1-p7", as_of=None, for_export=False),
        "find": lambda: find_texts(where, "post 77, k1"),
        "mandates of an actor": lambda: find_mandates(where, Search(actor="k0-n3"), as_of=None),
        "mandates over a matter": lambda: find_mandates(where, Search(matter="d3"), as_of=None),
        "route": lambda: find_ways(where, ["k1-p7"], as_of=None),
    }.items():
        run()
        yield f"{name}, warm", time_of(run)
    told = lambda plan: f"{plan.rows_fetched:,} rows, {plan.rows_fetched / things:.0%} of the map"  # noqa: E731
    yield "plan", time_of(lambda: plan_initiative(where, "x", Wishes(), as_of=None), told)


def run_country(file: Path | None, municipalities: int, folder: Path) -> str:
    """Run all steps on a fresh server and return the table; without a file the map is made."""
    if file is None:
        file = folder / "country.json"
        file.write_text(json.dumps(Maker(municipalities, 517).build(), ensure_ascii=False), "utf-8")
    server = neo4j_server.start_process(neo4j_server.LTS, SETTINGS, HEAP)()
    try:
        lines = [
            f"| {step} | {spent.clock:.2f} | {spent.here:.2f} | {spent.told} |" for step, spent in measure(server, file)
        ]
    finally:
        server.stop()
    return "\n".join(["| step | seconds | of them processor here | |", "|---|---:|---:|---|", *lines]) + "\n"
