"""Every question gives the same rows on every store, on the examples and on generated maps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from strategies.maps import maps

from samverkan.domain.votes import decides_by_vote
from samverkan.model import Map
from samverkan.queries import Parameter, Question, read_questions
from samverkan.question_values import read_parameters
from samverkan.store.embedded import open_embedded, open_map
from samverkan.store.neo4j import open_neo4j
from samverkan.store.protocol import Row, Store
from samverkan.workflows.ask import answer_question

# A further store is one more line here.
STORES = [
    pytest.param("file"),
    pytest.param("lts", marks=pytest.mark.neo4j),
    pytest.param("newest", marks=pytest.mark.neo4j),
]
DAYS = (date(2025, 10, 1), date(2022, 6, 1))
PLAIN = {"date": "2021-01-01", "number": "70000", "int": "3", "text": "A-taxi"}
MOST_EACH = 3


def list_arguments(question: Question, content: Map, most: int = MOST_EACH) -> list[dict[str, str]]:
    """Return sets of arguments for a question: only what it needs, and everything, for some ids of each label."""
    values = {p.name: _list_values(p, content, most) for p in question.parameters}
    needed = {p.name for p in question.parameters if p.required}
    if any(not values[name] for name in needed):
        return []
    # Two parameters of one label get different ids, but for the first time.
    sets = [
        {name: found[i * (1 + k) % len(found)] for k, (name, found) in enumerate(values.items()) if found}
        for i in range(max(map(len, values.values()), default=0))
    ]
    bare = {name: value for name, value in (sets[0] if sets else {}).items() if name in needed}
    return [dict(pairs) for pairs in dict.fromkeys(tuple(sorted(s.items())) for s in (bare, *sets))]


def _list_values(parameter: Parameter, content: Map, most: int) -> list[str]:
    if parameter.enum:
        return list(parameter.choices or ())[:most]
    if parameter.type in PLAIN:
        return [PLAIN[parameter.type]]
    ids = [node.id for node in content.labelled(parameter.type)]
    if parameter.name == "forum":
        ids = [i for i in ids if content.nodes[i].properties["kind"] == "forum"]
    if parameter.name == "board":
        ids = [i for i in ids if decides_by_vote(content.nodes[i])]
    ids = [i for i in ids if content.nodes[i].properties.get("special_category") is not True]
    ours = [i for i in content.us if parameter.name == "us"]
    return [*ours, *ids[:: max(len(ids) // most, 1)]][:most]


def ask_everything(store: Store, content: Map, most: int = MOST_EACH) -> dict[str, list[Row]]:
    """Return the rows of every question with its arguments, by a name that says which."""
    found: dict[str, list[Row]] = {}
    for question in read_questions().values():
        for i, arguments in enumerate(list_arguments(question, content, most)):
            day = DAYS[i % len(DAYS)]
            values = read_parameters(question, arguments, as_of=day)
            found[f"{question.name} {json.dumps(arguments)} {day}"] = answer_question(store, question, values, day)
    return found


@pytest.fixture(scope="module")
def open_filled(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str, Map], Store]]:
    """Return a function that puts a map into a store of a kind, in place of what it held."""
    opened: dict[str, Store] = {}

    def fill(kind: str, content: Map) -> Store:
        if kind not in opened:
            opened[kind] = _open(kind, tmp_path_factory.mktemp(kind), request)
            opened[kind].wipe()
        opened[kind].write_map(content, "replace")
        return opened[kind]

    yield fill
    for store in opened.values():
        store.wipe()
        store.close()


def _open(kind: str, folder: Path, request: pytest.FixtureRequest) -> Store:
    if kind == "file":
        return open_embedded(folder / "a.samverkan", create=True)
    server = request.getfixturevalue("neo4j_servers")(kind)
    return open_neo4j(server.address, user=server.user, password=server.password, database=server.database)


@pytest.fixture(scope="module")
def expected(havsakra: Map, harbourside: Map) -> dict[str, dict[str, list[Row]]]:
    """The rows of a map in memory, which the other stores are held to."""
    return {name: ask_everything(open_map(m, name), m) for name, m in (("h", havsakra), ("e", harbourside))}


def compare(found: dict[str, list[Row]], wanted: dict[str, list[Row]]) -> None:
    """Compare to the letter and to the type: 1 is not 1.0, and not true."""
    wrong = [name for name in wanted if repr(found.get(name)) != repr(wanted[name])]
    assert not wrong, f"{wrong[0]}\nfound:  {found.get(wrong[0])}\nwanted: {wanted[wrong[0]]}"
    assert found.keys() == wanted.keys()


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("example", ["h", "e"])
def test_questions_on_the_examples(
    kind: str, example: str, open_filled: Any, expected: Any, havsakra: Map, harbourside: Map
) -> None:
    content = havsakra if example == "h" else harbourside
    compare(ask_everything(open_filled(kind, content), content), expected[example])


@pytest.mark.parametrize("kind", STORES)
def test_questions_on_generated_maps(kind: str, open_filled: Any) -> None:
    @given(maps(most=2))
    @settings(
        max_examples=3,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        derandomize=True,
        database=None,
    )
    def check(content: Map) -> None:
        found = ask_everything(open_filled(kind, content), content, most=1)
        compare(found, ask_everything(open_map(content, "m"), content, most=1))

    check()


def test_the_examples_answer_every_question(expected: dict[str, dict[str, list[Row]]]) -> None:
    answered = {name.split()[0] for example in expected.values() for name, rows in example.items() if rows}
    assert answered == set(read_questions())
