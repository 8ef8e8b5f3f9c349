"""The decision path as a list: in the order of conversation, with the route in the row and alternatives folded."""

from __future__ import annotations

import re

import pytest
from view_maps import build_hostile, find_answer

from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.build import build_view
from samverkan.views.path_list import BETWEEN, build_bands, build_list, find_holder
from samverkan.views.path_subject import Subject
from samverkan.views.path_way import build_way
from samverkan.views.spec import Row, Table
from samverkan.views.words import Words


def make(content: Map, initiative: str) -> tuple[Subject, Table]:
    """Return the subject of an initiative and its list."""
    day = content.as_of
    assert day is not None
    words = Words(Texts("sv"), read_schema(), content.profile)
    subject = Subject(content.on(day), find_answer(content, initiative, day), words, meeting=False)
    return subject, build_list(subject, build_way(subject))


def lines(row: Row, cell: int, look: str = "") -> list[str]:
    """Return the texts of a cell, of one look or of all."""
    return [line.text for line in row.cells[cell].lines if look in ("", line.look)]


def test_rows_stand_in_the_order_of_the_plan(havsakra: Map) -> None:
    subject, table = make(havsakra, "c1")
    numbers = [lines(row, 0)[0] for row in table.rows]
    assert numbers == sorted(numbers, key=int)
    steps = [step.actor for step in subject.answer.plan.steps] if subject.answer.plan else []
    assert [subject.name(i) for i in steps] == [lines(row, 1, "main")[0] for row in table.rows]
    assert not table.sortable


def test_the_route_stands_in_the_row_from_us_to_whoever_is_asked(havsakra: Map) -> None:
    _, table = make(havsakra, "c1")
    police = next(row for row in table.rows if lines(row, 1, "main")[0].startswith("Polisen"))
    parts = lines(police, 1, "route")[0].split(BETWEEN)
    assert parts[0] == "Vi" and parts[2] == "Kommunpolis"
    assert "stark" in parts[1] and parts[3]


def test_a_stop_that_is_itself_a_step_shows_its_number(havsakra: Map) -> None:
    subject, table = make(havsakra, "c1")
    numbered = {f"{number} {subject.name(actor)}" for actor, (number, _) in subject.steps.items()}
    stops = [part for row in table.rows for line in lines(row, 1, "route") for part in line.split(BETWEEN)[2::2]]
    assert set(stops) & numbered


def test_alternatives_fold_under_their_row_with_what_more_they_take(havsakra: Map) -> None:
    _, table = make(havsakra, "c1")
    folded = [text.split(BETWEEN) for row in table.rows for text in lines(row, 1, "else")]
    assert folded == [
        ["↳ eller", "Teknik- och fritidsnämnden", "(tar över)", "okänd, +9 möda"],
        ["↳ eller", "Fritidschef", "", "okänd, +1 möda"],
    ]


def test_a_row_opens_with_what_to_say_what_would_help_and_what_it_rests_on(havsakra: Map) -> None:
    _, table = make(havsakra, "c1")
    chief = next(row for row in table.rows if lines(row, 1, "main")[0] == "Gatuchef")
    opened = {title: [line.text for line in told] for column in chief.opening for title, told in column}
    assert list(opened) == ["Att säga", "Det skulle hjälpa", "Ordningen", "Om nej", "Bygger på"]
    assert opened["Det skulle hjälpa"] == ["att städningen dagen efter är bemannad och betald"]
    signs = [line.mark for line in chief.opening[0][0][1] if line.look == "argument"]
    assert signs == ["+", "–"], "what speaks for it, then what goes against their core mandate"
    assert opened["Bygger på"][0] == "delegationsordning TFN 5.3, uttalat i möte 2025-09-12"


def test_the_head_says_how_many_are_needed_and_a_sequence_its_formal_order(havsakra: Map) -> None:
    _, table = make(havsakra, "v1")
    assert table.columns[1].title.startswith("Alla krävs, i ordning")
    formal = {lines(row, 1, "main")[0]: lines(row, 0, "formal") for row in table.rows}
    assert formal["Kommunstyrelsens ledningsutskott"] == ["formellt 2 av 3"]
    assert formal["Lokalpolisområdeschef"] == [], "heard on a condition of a mandate, no requirement of its own"


def test_what_is_met_stands_last_with_its_sign(havsakra: Map) -> None:
    _, table = make(havsakra, "v1")
    assert (table.rows[-1].look, lines(table.rows[-1], 0, "number")) == ("over", ["✓"])


def test_votes_are_one_row_in_the_order_of_stances_with_a_mark_at_the_majority(havsakra: Map) -> None:
    # Five votes, three needed, three in favour: the mark stands after the third.
    _, table = make(havsakra, "v1")
    votes = next(row.votes for row in table.rows if row.votes)
    assert (votes.votes, votes.needed) == (5, 3)
    assert [(tone, n) for tone, _, n in votes.parts] == [("supports", 3), ("hesitant", 2)]
    marked = [(sum(b.votes for b in votes.blocks[:n]) + b.mark) for n, b in enumerate(votes.blocks) if b.mark > 0]
    assert marked == [3]


def test_whom_nobody_is_known_for_comes_first_and_loud() -> None:
    subject, table = make(build_hostile(), "x1")
    first = table.rows[0]
    assert lines(first, 0) == ["?"] and first.look == "unknown"
    assert find_holder(subject, subject.leaves[first.id]) is None


def test_resistance_is_a_band_over_the_page(havsakra: Map) -> None:
    subject, _ = make(havsakra, "c1")
    bands = {band.tone: band for band in build_bands(subject)}
    assert "Bullerklagomål" in bands["warn"].text
    assert bands["around"].more


@pytest.mark.parametrize("initiative", ["h3", "h2"])
def test_no_count_of_votes_stands_under_the_line_of_what_is_needed(harbourside: Map, initiative: str) -> None:
    """Two of three votes needed, one hesitant, two unknown: the line at 122.7 of 184 would cross the middle one."""
    day = harbourside.as_of
    assert day is not None
    answer = find_answer(harbourside, initiative, day)
    html = build_view("decision-path", harbourside, on=day, texts=Texts("en"), subject=initiative, answer=answer)
    for bar in re.findall(r'<svg class="votes-bar".*?</svg>', html, re.S):
        line = float(re.search(r'class="majority" d="M([\d.]+)', bar)[1])  # type: ignore[index]
        words = [float(x) for x in re.findall(r'class="vote-word [^"]*" x="([\d.]+)"', bar)]
        assert words and all(abs(x - line) >= 12 for x in words), bar
    assert initiative != "h3" or "votes-bar" in html
