"""Diagrams: lines that break where a reader expects it, cards as tall as their texts, and names as text."""

from __future__ import annotations

from samverkan.views.diagram import Arrow, CardText, Diagram, break_lines, build_card, fit_to_screen, measure
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
        lambda w: Diagram("t", w, 50, (build_card("a", name, "x", [CardText(name, "main")], width=w),))
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
