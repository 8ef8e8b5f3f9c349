"""The texts that a data protection officer signs, of both examples and in both languages, kept to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from golden_files import check_golden

from samverkan.cli.document import to_text
from samverkan.cli.told import to_blocks
from samverkan.decisions.plan import build_answer
from samverkan.edits import find_changes
from samverkan.model import Map
from samverkan.reports.changes import tell_changes
from samverkan.reports.notice import tell_notice
from samverkan.reports.processing import tell_dpia, tell_processing
from samverkan.reports.report import Report
from samverkan.shipped import find_folder
from samverkan.texts import Texts
from samverkan.validate.privacy import find_private_texts
from samverkan.validate.records import find_not_informed
from samverkan.workflows.open_store import read_valid_map
from samverkan.workflows.succession import change_holder

DAY = date(2025, 11, 1)
POSTS = {"havsakra": "p-gatuchef", "harbourside": "highways-manager"}
PLACES = {
    "havsakra": {"address": "havsakra.samverkan", "kind": "embedded", "access": "owner"},
    "harbourside": {"address": "harbourside.yaml", "kind": "map", "access": "others"},
}
FEWEST_SIGNS = 8


@pytest.fixture(scope="module", params=POSTS)
def town(request: pytest.FixtureRequest) -> tuple[str, Map]:
    return request.param, read_valid_map(find_folder("examples") / request.param / "map.yaml")


def to_page(report: Report) -> str:
    return to_text(list(to_blocks(report)), width=120)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_papers_of_the_examples_read_as_they_were_signed(town: tuple[str, Map], lang: str) -> None:
    name, content = town
    texts, posts = Texts(lang), find_not_informed(content, DAY)
    told = {
        "notice": tell_notice(content, posts, DAY, texts),
        "notice-to": tell_notice(content, posts, DAY, texts, [content.nodes[POSTS[name]]]),
        "processing": tell_processing(content, (), PLACES[name], DAY, texts),
        "dpia": tell_dpia(content, DAY, texts),
    }
    for paper, report in told.items():
        check_golden(f"records/{name}.{paper}.{lang}.txt", to_page(report))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_succession_says_what_was_and_what_will_be(town: tuple[str, Map], lang: str) -> None:
    name, content = town
    new = change_holder(content, POSTS[name], date(2025, 10, 15))
    lines = tell_changes(find_changes(content, new), content, new, Texts(lang))
    check_golden(f"records/{name}.succession.{lang}.txt", "".join(f"{line.mark} {line.text}\n" for line in lines))


def test_after_a_succession_a_plan_knows_no_longer_where_the_post_stands() -> None:
    """The street manager said in a meeting in September what the next one, from October, has not."""
    content = read_valid_map(find_folder("examples") / "havsakra" / "map.yaml")
    new = change_holder(content, "p-gatuchef", date(2025, 10, 15))
    stances = []
    for known in (content, new):
        answer = build_answer(replace(known, as_of=None), "c1", on=DAY, start=content.us)
        stances.append(next(need.stance for need in answer.actors if need.id == "p-gatuchef"))
    assert [stance and (stance.value, stance.counts) for stance in stances] == [
        ("hesitant", "hesitant"),
        ("hesitant", "unknown"),
    ]


def test_at_most_two_in_a_hundred_of_the_texts_of_an_example_are_questioned(town: tuple[str, Map]) -> None:
    _, content = town
    held = [n.properties for n in content.nodes.values()] + [r.properties for r in content.relations]
    texts = sum(isinstance(v, str) and len(v) >= FEWEST_SIGNS and " " in v for p in held for v in p.values())
    assert texts > 100
    questioned = [(p.item, p.field, p.values["word"]) for p in find_private_texts(content)]
    assert len(questioned) <= 0.02 * texts, questioned


def test_the_fixtures_are_the_examples() -> None:
    assert {p.parent.name for p in Path(find_folder("examples")).glob("*/map.yaml")} == set(POSTS)
