"""How blocks become lines: whole without a width, within it with one."""

from __future__ import annotations

import pytest

from samverkan.cli.document import Blank, Cell, Grid, Heading, Paragraph, to_grid, to_text
from samverkan.cli.plain import width_of

ROWS = [["Gatuchef", "Teknik- och fritidsförvaltningen i Havsåkra kommun", "1"], ["Rektor", "", "12"]]
TABLE = Grid(("vem", "var", "n"), ROWS, right=frozenset({2}))


def test_without_a_width_a_table_is_complete_and_aligned():
    assert to_text([TABLE]).splitlines() == [
        "vem       var                                                  n",
        "────────  ──────────────────────────────────────────────────  ──",
        "Gatuchef  Teknik- och fritidsförvaltningen i Havsåkra kommun   1",
        "Rektor                                                        12",
    ]


@pytest.mark.parametrize("width", [20, 24, 30, 40, 60, 80])
def test_with_a_width_no_line_is_wider_and_no_word_is_lost(width):
    blocks = [Heading("Vem som beslutar om gatan"), TABLE, Blank(), Paragraph("Ett stycke med flera ord.", indent=2)]
    text = to_text(blocks, width=width)
    assert all(width_of(line) <= width for line in text.splitlines())
    if width > 30:
        assert set(["Gatuchef", "Teknik-", "fritidsförvaltningen", "Rektor", "12", "stycke"]) <= set(text.split())


def test_a_table_that_cannot_fit_is_told_row_by_row():
    text = to_text([TABLE], width=30)
    assert "vem: Gatuchef" in text and "n: 12" in text
    assert "var: Teknik- och" in text


def test_a_word_wider_than_the_screen_is_broken():
    lines = to_text([Paragraph("a" * 25)], width=10).splitlines()
    assert "".join(line.strip() for line in lines) == "a" * 25
    assert all(len(line) <= 10 for line in lines)


def test_lines_after_the_first_hang():
    assert to_text([Paragraph("1. ett två tre fyra", hang=3)], width=12).splitlines() == ["1. ett två", "   tre fyra"]


def test_wide_and_combining_characters_are_counted_as_shown():
    assert width_of("日本") == 4
    assert width_of("a\u0308") == 1
    assert to_text([Grid(("x",), [["日本"], ["ab"]])]).splitlines()[1] == "────"


def test_colour_is_only_added_when_asked_for():
    blocks = [Heading("Rubrik"), Grid(("a",), [[Cell("röd", "bad")]])]
    assert "\x1b" not in to_text(blocks)
    painted = to_text(blocks, colour=True)
    assert "\x1b[31;1mröd\x1b[0m" in painted and painted.count("\x1b[") == 2 * painted.count("\x1b[0m")


def test_columns_without_content_are_left_out():
    grid = to_grid(("a", "b", "c"), [["1", "", Cell("")], ["2", "", Cell("x")]])
    assert list(grid.headings) == ["a", "c"]
