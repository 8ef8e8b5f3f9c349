"""Diagrams: lines that break where a reader expects it, cards as tall as their texts, and names as text."""

from __future__ import annotations

from samverkan.views.diagram import Arrow, Card, CardText, Diagram, break_lines, build_card, measure
from samverkan.views.diagram_fit import fit_to_screen, fit_to_sheet, part_row, part_tree
from samverkan.views.diagram_svg import UNSEEN, to_svg


def test_lines_break_after_words_hyphens_and_slashes() -> None:
    assert break_lines("Barn- och utbildning", 110, 16) == ["Barn- och", "utbildning"]
    assert break_lines("Norrbacken/Östervång", 130, 16) == ["Norrbacken/", "Östervång"]
    assert break_lines("2025-07-01", 40, 16, most=9)[0] != "2025-", "a date is one word, cut only where it must be"


def test_every_line_has_room_and_no_letter_is_lost() -> None:
    text = "Ö" * 250
    lines = break_lines(text, 180, 16, bold=True, most=99)
    assert "".join(lines) == text
    assert all(measure(line, 16, bold=True) <= 180 for line in lines)


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    lines = break_lines("ord " * 60, 120, 16, most=3)
    assert len(lines) == 3 and lines[-1].endswith("…")
    assert break_lines("tre ord här", 400, 16, most=3) == ["tre ord här"]


def test_a_card_is_as_tall_as_its_texts() -> None:
    low = build_card("a", "A", "x", [CardText("kort", "main")], width=200)
    tall = build_card("a", "A", "x", [CardText("många ord som tar flera rader " * 3, "main")], width=200)
    assert tall.height > low.height
    assert all(0 < line.y < tall.height for line in tall.lines)


def test_cards_are_wide_enough_for_the_longest_word() -> None:
    name = "Räddningstjänstförbundet"
    built = fit_to_screen(
        lambda w, _: Diagram("t", w, 50, (build_card("a", name, "x", [CardText(name, "main")], width=w),))
    )
    assert [line.text for line in built.cards[0].lines] == [name]


def test_names_are_text_and_unseen_arrows_are_not_drawn() -> None:
    hostile = '<script>alert("1")</script>'
    cards = [build_card(i, hostile, "x", [CardText(hostile, "main", 9)], width=200) for i in ("a", "b")]
    arrows = (Arrow("a", "b", UNSEEN), Arrow("b", "a", "plain", hostile))
    svg = to_svg(Diagram(hostile, 200, 100, tuple(cards), arrows))
    assert "<script" not in svg
    assert svg.count('class="arrow') == 1
    assert 'role="button"' in svg and 'tabindex="0"' in svg


def test_a_picture_of_its_own_has_a_size_and_nothing_to_press() -> None:
    card = build_card("a", "A", "x", [CardText("A", "main")], width=200)
    svg = to_svg(Diagram("Titel", 200, 100, (card,)), style=".card{}")
    assert 'width="200"' in svg and "<style>.card{}</style>" in svg
    assert "tabindex" not in svg and 'role="img"' in svg


def test_a_drawing_goes_without_some_before_it_is_scrolled() -> None:
    """A screen has 500 px: at the least scale of 12/14 that is 583; of 900 as much goes as is enough."""
    assert fit_to_screen(lambda w, spare: Diagram("t", w, 900 - 160 * spare, _one())).height == 580
    assert fit_to_screen(lambda w, spare: Diagram("t", w, 900 - 50 * spare, _one())).height == 900, "no use: it scrolls"


def test_a_sheet_takes_what_can_be_read_on_it_or_nothing() -> None:
    """A sheet has 1028 by 588 px, 1199 by 686 at the least scale."""
    found = fit_to_sheet(lambda w, spare: Diagram("t", 1190, 700 - 20 * spare, _one()))
    assert found is not None and found.height == 680
    assert fit_to_sheet(lambda w, spare: Diagram("t", 1210, 100, _one())) is None


def _one() -> tuple[Card, ...]:
    return (build_card("a", "A", "x", [CardText("A", "main")], width=150),)


def test_a_tree_is_parted_where_a_branch_has_no_room_and_every_card_stands_with_what_it_hangs_on() -> None:
    """Four cards a sheet: b and its three have no room with a beside them, and get a sheet of their own."""
    children = {"a": ["b", "c", "d"], "b": ["e", "f", "g"], "d": ["h"]}
    parts = part_tree("a", children, lambda ids: len(ids) <= 4)
    assert parts == [("a", "b", "c"), ("a", "d", "h"), ("b", "e", "f", "g")]
    assert part_tree("a", children, lambda ids: True) == [("a", "b", "e", "f", "g", "c", "d", "h")]
    assert part_tree("a", {"a": ["b"]}, lambda ids: False) == [("a", "b")]


def test_a_row_is_parted_into_as_few_sheets_as_have_room() -> None:
    assert part_row(5, lambda first, end: end - first <= 3) == [(0, 3), (3, 5)]
    assert part_row(2, lambda first, end: False) == [(0, 1), (1, 2)]
    assert part_row(3, lambda first, end: True) == [(0, 3)]
