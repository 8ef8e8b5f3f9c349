"""Where everything on a slide to edit stands: within slide and shape, nothing over another, large, all of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from samverkan.views import slides_text
from samverkan.views.slides_layout import ACCENT, INK, TALL, WIDE, Shape, Sheet, lay_out
from samverkan.views.slides_text import BREAK, Pen, break_text, write_lines
from samverkan.views.street_picture.wrap import measure_text

_NAMES = ("Vi", "Ordförande samhällsbyggnadsnämnden", "Områdeschef Norrbacken/Östervång", "Gatuchef", "Ö" * 250)
_INSET = 32  # px, of a box with a text, both sides together


def build_way(stops: int) -> dict[str, Any]:
    """Build a slide of a way with so many stops, with a stance, and notes of several lines."""
    chain = [{"name": f"{n} {_NAMES[n % 4]}", "word": "Strategiska rådet för trygghet"} for n in range(stops)]
    chain[-1]["word"] = ""
    return {
        "step": "2 av 4",
        "head": "Lokal trafikföreskrift/utformning på kommunal gata, högst 100 000 kr",
        "text": "Om nej: annan väg, +11 möda.",
        "rows": [],
        "chain": chain,
        "stance": {"sign": "!", "tone": "hesitant", "word": "tveksam"},
        "notes": ["Skriftligt 2025-11-03", "Det skulle hjälpa: " + "att kommunen tar driften i tio år och mer " * 3],
    }


def build_rows(count: int, name: str = "") -> dict[str, Any]:
    """Build a slide of so many rows with number, stance and day."""
    row = {
        "mark": "1",
        "sign": "++",
        "tone": "champions",
        "word": "driver",
        "day": "2025-09-12",
        "second": "Drift " * 12,
    }
    rows = [row | {"name": name or _NAMES[n % 4], "need": "one_of"} for n in range(count)]
    return {"head": "Vem gör vad", "text": "Börja med Gatuchef. " * 9, "rows": rows, "notes": []}


SLIDES = {
    "two stops": build_way(2),
    "eight stops": build_way(8),
    "fourteen stops": build_way(14),
    "two": build_rows(2, "Gatuchef") | {"text": ""},
    "five": build_rows(5),
    "a name without a break": build_rows(3, _NAMES[4]),
    "names without end": {
        "head": "A",
        "text": "",
        "rows": [{"name": _NAMES[4] * 2, "second": _NAMES[4] * 2, "word": "okänd", "sign": "?"}] * 2,
        "chain": [{"name": _NAMES[4], "word": _NAMES[4]}, {"name": _NAMES[4], "word": "stark"}, {"name": _NAMES[4]}],
        "notes": [],
    },
    "not known, at length": {
        "head": "A",
        "text": "",
        "rows": [{"name": _NAMES[4] * 2, "second": _NAMES[4] * 2, "loud": True}],
        "notes": [],
    },
    "all at the left": {"head": "Vårdslös körning", "text": "Ingen har hela kedjan. " * 3, "rows": [], "notes": []},
    "one more": build_rows(6, "Gatuchef") | {"text": ""},
    "not known": {
        "head": "Övertagande",
        "text": "",
        "rows": [{"name": "Vem beslutar?", "second": "Fråga hos Kommunfullmäktige.", "loud": True}],
        "notes": [],
    },
}


def lay(name: str) -> list[Sheet]:
    return lay_out(SLIDES[name], {"trafikföreskrift": "trafik-före-skrift"}, "Arbetsmaterial", "forts.")


def reckon_height(shape: Shape) -> float:
    """Reckon how tall the text of a shape is where it flows, line by line, from word to word."""
    width = shape.place.width - (_INSET if shape.form == "box" else 0)
    tall = 0.0
    for part in shape.paragraphs:
        for told in part.text.split(BREAK):
            line = ""
            tall += part.lead
            for word in told.split():
                longer = f"{line} {word}".strip()
                if line and measure_text(longer, part.size, bold=part.bold) > width:
                    tall += part.lead
                    longer = word
                assert measure_text(word, part.size, bold=part.bold) <= width, word
                line = longer
    return tall


@pytest.mark.parametrize("name", sorted(SLIDES))
def test_every_text_has_room_in_its_shape_and_no_shape_lies_over_another(name: str) -> None:
    for sheet in lay(name):
        told = [shape for shape in sheet.shapes if shape.form != "ground"]
        for n, shape in enumerate(told):
            place = shape.place
            assert place.x >= 0 and place.y >= 0 and place.bottom <= TALL and place.x + place.width <= WIDE, shape
            assert all(part.size >= 20 for part in shape.paragraphs)
            if shape.form != "disc":
                assert reckon_height(shape) <= place.height + 1, shape
            for other in told[n + 1 :]:
                apart = place.bottom <= other.place.y + 1 or other.place.bottom <= place.y + 1
                beside = place.x + place.width <= other.place.x or other.place.x + other.place.width <= place.x
                assert apart or beside, (shape, other)


def test_a_way_that_has_no_room_goes_on_from_its_last_stop_on_another_slide() -> None:
    sheets = lay("fourteen stops")
    stops = [[s.paragraphs[0].text for s in sheet.shapes if s.form == "box" and s.line == ACCENT] for sheet in sheets]
    assert len(sheets) > 1
    assert [part for names in stops for part in names[(1 if names is not stops[0] else 0) :]] == [
        stop["name"] for stop in SLIDES["fourteen stops"]["chain"]
    ], "each stop once, but for the one that a slide goes on from"
    assert all(before[-1] == after[0] for before, after in pairwise(stops) if after)
    assert [len(sheet.joined) for sheet in sheets] == [max(0, len(names) - 1) for names in stops]
    assert any(part.text == "2 av 4, forts." for s in sheets[1].shapes for part in s.paragraphs)


def test_rows_that_need_two_slides_are_shared_out() -> None:
    """Five have room on one: six are three and three, never five and one."""
    sheets = lay("one more")
    assert [sum(s.form == "disc" for s in sheet.shapes) // 2 for sheet in sheets] == [3, 3]


def test_few_rows_are_large_and_stand_in_the_middle() -> None:
    """A slide that says all at the left has the whole of it."""
    (alone,) = lay("all at the left")
    assert alone.shapes[0].place.width == WIDE
    row = next(s for s in lay("not known")[0].shapes if s.form == "box")
    assert row.paragraphs[0].size == 48 and row.dash == "dot"
    assert abs((row.place.y + row.place.bottom) / 2 - TALL / 2) < 1
    sizes = [max(p.size for s in lay(n)[0].shapes[1:] for p in s.paragraphs if p.tone == INK) for n in ("two", "five")]
    assert sizes == [43, 33]


def test_a_text_is_kept_as_it_is_written_and_no_date_or_amount_is_torn() -> None:
    text = "Genomförd  · 2021-05-10 – 2021-06-07 för högst 100 000 kr, Norrbacken/Östervång, 3 kap. 2 §"
    for width in (260, 400, 9999):
        lines = break_text(text, Pen(36, width))
        assert "".join(lines).replace("\v", "").replace("\ue000", " ") == text
        told = [line.strip() for line in write_lines(lines).replace(" ", "\v").split("\v")]
        assert {"2021-05-10", "2021-06-07"} <= set(told)
        assert any("100\ue000000" in line for line in lines)
        assert any("2\ue000§" in line for line in lines)


def test_a_text_is_one_line_after_another_as_on_a_screen_and_has_no_hyphen_that_was_not_to_be_seen() -> None:
    (alone,) = lay_out({"head": "Rubrik", "text": "Ett\nTryg\u00adghet\n", "rows": [], "notes": []}, {}, "", "forts.")
    assert [part.text for shape in alone.shapes for part in shape.paragraphs] == ["Rubrik", "Ett Trygghet "]


@pytest.mark.parametrize("text", ["ord " * 400, "x" * 800])
def test_a_text_of_any_length_is_cut_after_a_few_tries(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    tries: list[str] = []

    def count(tried: str, pen: Pen) -> list[str]:
        tries.append(tried)
        return break_text(tried, pen)

    monkeypatch.setattr(slides_text, "break_text", count)
    pen = Pen(26, 400)
    lines = slides_text.cut_text(text, pen, 5)
    assert len(lines) == 5 and lines[-1].endswith("…")
    assert len(tries) < 50, "a word or a letter of one line at a time, not of all"
    kept = write_lines(lines).replace(BREAK, "").removesuffix("…")
    assert len(break_text(f"{text[: len(kept) + (4 if ' ' in text else 1)].rstrip()} …", pen)) > 5, "no more has room"
