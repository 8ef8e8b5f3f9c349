"""Two writers at random: some serial order or a told conflict, and no edit that was accepted is lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Any

import pytest
from neo4j_server import Server

from samverkan.edits import Change, ConflictError, Edit, find_changes
from samverkan.edits.change import Key, Revision, header_of
from samverkan.errors import MapProblemsError, StoreError
from samverkan.model import Map, Node, Relation, build_map, relation_key
from samverkan.store.embedded import open_embedded
from samverkan.store.neo4j import open_neo4j
from samverkan.store.protocol import Store
from samverkan.store.registry import Access
from samverkan.tables.map_store import MapFileStore, open_address

MANY = int(os.environ.get("SAMVERKAN_WRITERS", "2"))
STEPS = 10
Facts = dict[tuple[Key | None, str], Any]
Open = Callable[[], Store]

BASE = build_map(
    [Node(i, "Actor", {"name": i.upper(), "kind": "unit", "note": "0"}) for i in "abcd"],
    [Relation("TIE", "a", "b", {"strength": "new"}), Relation("PART_OF", "d", "c", {})],
    Map({}, (), title="T", us=("a",), profile="none"),
)


@pytest.fixture(params=["file", "embedded", *(pytest.param(n, marks=pytest.mark.neo4j) for n in ("lts", "newest"))])
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens one place again and again, a store to each writer, empty at first."""
    opened: list[Store] = []
    if request.param == "file":
        yield lambda: open_address(str(tmp_path / "karta.yaml"), Access({}), create=True)
        return
    if request.param == "embedded":
        yield lambda: open_embedded(tmp_path / "karta.samverkan", create=True)
        return
    request.getfixturevalue("open_server")(request.param)
    server: Server = request.getfixturevalue("neo4j_servers")(request.param)

    def again() -> Store:
        name, password = server.user, server.password
        opened.append(open_neo4j(server.address, user=name, password=password, database=server.database))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


def to_facts(content: Map) -> Facts:
    """Return what a map says, a fact each field; one with no name for the thing itself."""
    things = [(n.id, n.properties) for n in content.nodes.values()]
    things += [(relation_key(r), r.properties) for r in content.relations]  # type: ignore[misc]
    facts: Facts = {(key, name): value for key, values in things for name, value in values.items()}
    return facts | {(key, ""): True for key, _ in things} | {("", k): v for k, v in header_of(content).items()}


def carry_out(facts: Facts, change: Change) -> None:
    """Change facts as a change says, without the rules of edits."""
    before, after = (_one(side) for side in (change.before, change.after))
    for name in before.keys() - after.keys():
        facts.pop((change.key, name), None)
    facts.update({(change.key, name): value for name, value in after.items()})
    if change.after in (None, ()):
        for key in [key for key in facts if key[0] == change.key]:
            del facts[key]
    elif change.key:
        facts[change.key, ""] = True


def _one(side: Any) -> Mapping[str, Any]:
    return (side[0] if side else {}) if isinstance(side, tuple) else side or {}


def draw_edit(content: Map, rng: Random) -> Edit:
    """Return a small edit of a map as its writer sees it: few things and values, so that writers often meet."""
    nodes, relations = dict(content.nodes), list(content.relations)
    way, chosen = rng.randrange(6), rng.choice(sorted(nodes))
    if way < 3:
        field = rng.choice(["note", "short"])
        values = {**nodes[chosen].properties, field: rng.choice("xyz")}
        nodes[chosen] = Node(chosen, "Actor", {k: v for k, v in values.items() if k != "short" or v != "z"})
    elif way == 3:
        ends = rng.choice("abc"), rng.choice("bcd")
        relations = [r for r in relations if (r.type, r.start, r.end) != ("TIE", *ends)]
        relations += [Relation("TIE", *ends, {"strength": rng.choice(["new", "strong"])})] * (rng.random() < 0.7)
    elif way == 4:
        ends = rng.choice(["bc", "cd", "dc", "db"])
        relations = [r for r in relations if r.type != "PART_OF" or r.start != ends[0]]
        relations.append(Relation("PART_OF", ends[0], ends[1], {}))
    elif chosen != "a":
        nodes.pop(chosen)
    else:
        nodes |= {i: BASE.nodes[i] for i in "bcd" if i not in nodes}
    kept = [r for r in relations if r.start in nodes and r.end in nodes and r.start != r.end]
    return Edit(find_changes(content, build_map(nodes.values(), kept, content)), "edit", "a")


def see(store: Store, open_again: Open) -> Map:
    """Return what is there now; a map file is read when it is opened."""
    return (open_again() if isinstance(store, MapFileStore) else store).read_map()


def commit(store: Store, edit: Edit) -> Revision | None:
    """Return the revision of an edit, or None: nothing to do, or refused in words."""
    try:
        return store.commit(edit)
    except ConflictError as error:
        assert all(c.theirs not in (c.base, c.mine) or c.field == "" for c in error.conflicts)
    except MapProblemsError as error:
        assert error.problems
    return None


def test_two_writers_in_any_order_are_as_one_after_the_other(open_again: Open) -> None:
    rng, stores, refused, stored = Random(31), [open_again(), open_again()], 0, 0
    for turn in range(MANY):
        stores[0].write_map(BASE, "replace" if turn else "new")
        seen, facts = [BASE, BASE], to_facts(BASE)
        for _ in range(STEPS):
            who = rng.randrange(2)
            if rng.random() < 0.35:
                seen[who] = see(stores[who], open_again)
                continue
            edit = draw_edit(seen[who], rng)
            if (made := commit(stores[who], edit)) is None:
                refused += 1
                continue
            stored += 1
            for change in made.edit.changes:
                carry_out(facts, change)
            for change in edit.changes:
                wanted: Facts = {}
                carry_out(wanted, change)
                assert wanted.items() <= facts.items(), "what was accepted stands"
        assert to_facts(see(stores[1], open_again)) == facts
    assert refused and stored, "the edits meet, and most are sound"


def test_two_writers_at_once_lose_nothing_that_was_accepted(open_again: Open) -> None:
    open_again().write_map(BASE, "new")
    together = Barrier(2)

    def write(seed: int) -> dict[int, Edit]:
        store, rng, accepted = open_again(), Random(seed), dict[int, Edit]()
        together.wait()
        for _ in range(MANY * 4):
            try:
                if (made := commit(store, draw_edit(see(store, open_again), rng))) is not None:
                    accepted[made.number] = made.edit
            except StoreError as error:  # on a machine that is held up: told, and nothing is written
                assert error.key in ("store.busy", "neo4j.busy", "neo4j.changing")
        return accepted

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(write, (1, 2))
    log = {revision.number: revision.edit for revision in open_again().read_revisions()}
    assert not one.keys() & other.keys()
    assert log.keys() - (one | other).keys() == {1}, "all that was accepted is in the log, and nothing else"
    facts = to_facts(BASE)
    for number in sorted(one | other):
        assert log[number].changes == (one | other)[number].changes
        for change in log[number].changes:
            carry_out(facts, change)
    assert to_facts(open_again().read_map()) == facts
