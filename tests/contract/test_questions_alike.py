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

from samverkan.model import Map
from samverkan.queries import Question, read_parameters, read_questions
from samverkan.store.embedded import open_embedded, open_map
from samverkan.store.neo4j import open_neo4j
from samverkan.store.protocol import Row, Store

# A further store is one more line here.
STORES = [
    pytest.param("file"),
    pytest.param("lts", marks=pytest.mark.neo4j),
    pytest.param("newest", marks=pytest.mark.neo4j),
]
DAYS = (date(2025, 10, 1), date(2022, 6, 1))
PLAIN = {"date": "2021-01-01", "number": "70000", "int": "3", "text": "A-taxi"}
MOST_EACH = 4


def list_arguments(question: Question, content: Map) -> list[dict[str, str]]:
    """Return sets of arguments for a question: none where it needs none, and some ids of the map for each label."""
    choices: dict[str, list[str]] = {}
    for parameter in question.parameters:
        if parameter.enum:
            values = list(parameter.choices or ())[:2]
        elif parameter.type in PLAIN:
            values = [PLAIN[parameter.type]]
        else:
            values = [node.id for node in content.labelled(parameter.type)]
        step = max(len(values) // MOST_EACH, 1)
        choices[parameter.name] = values[::step][: MOST_EACH + 1]
    needed = {p.name for p in question.parameters if p.required}
    if any(not choices[name] for name in needed):
        return []
    found = [{}] if not needed else []
    for i in range(max(map(len, choices.values()), default=0)):
        # Two parameters of one label get different ids, except the first time.
        every = {name: values[i * (1 + k) % len(values)] for k, (name, values) in enumerate(choices.items()) if values}
        found += [every, {name: value for name, value in every.items() if name in needed}]
    return [dict(pairs) for pairs in dict.fromkeys(tuple(sorted(f.items())) for f in found)]


def ask_everything(store: Store, content: Map, days: tuple[date, ...] = DAYS) -> dict[str, list[Row]]:
    """Return the rows of every question with its arguments, by a name that says which."""
    found: dict[str, list[Row]] = {}
    for question in read_questions().values():
        for i, arguments in enumerate(list_arguments(question, content)):
            day = days[i % len(days)]
            values = read_parameters(question, arguments, as_of=day)
            found[f"{question.name} {json.dumps(arguments)} {day}"] = store.ask(question, values)
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
    @given(maps(most=3))
    @settings(
        max_examples=4 if kind == "file" else 6,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        derandomize=True,
        database=None,
    )
    def check(content: Map) -> None:
        compare(ask_everything(open_filled(kind, content), content), ask_everything(open_map(content, "m"), content))

    check()


def test_the_examples_answer_every_question(expected: dict[str, dict[str, list[Row]]]) -> None:
    answered = {name.split()[0] for name, rows in expected["h"].items() if rows}
    assert answered == set(read_questions())
