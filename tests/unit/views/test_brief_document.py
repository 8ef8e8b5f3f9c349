"""A brief as a document is one sheet in its own sizes: reckoned here from what is written in it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm, Pt

from samverkan.model import Map
from samverkan.reports.report import Line, Report, Section, Table
from samverkan.texts import Texts
from samverkan.views import brief_fit
from samverkan.views.brief_columns import share_out
from samverkan.views.brief_document import to_brief_document
from samverkan.workflows.brief import build_brief

POINT = 12700
SHEET = brief_fit.Sheet(columns=1, narrow=98, document=True)


def measure(written: bytes) -> tuple[float, float]:
    """Return the points that the text of a document takes of its sheet, and those that there are."""
    document = docx.Document(BytesIO(written))
    section: Any = document.sections[0]
    across = (section.page_width - section.left_margin - section.right_margin) / POINT
    size = document.styles["Normal"].font.size / POINT
    taken = 0.0
    for part in document.element.body:
        if part.tag.endswith("}p"):
            paragraph: Any = docx.text.paragraph.Paragraph(part, document)
            own = (document.styles[paragraph.style.name].font.size or size * POINT) / POINT
            taken += max(1, ceil(len(paragraph.text) * 0.585 * own / across)) * 1.22 * own + 1
            taken += 5 if paragraph.style.name == "Heading 2" else 0
        elif part.tag.endswith("}tbl"):
            table: Any = docx.table.Table(part, document)
            for row in table.rows:
                lines = (ceil(len(c.text) * 0.585 * size / (c.width / POINT - 10.8)) for c in row.cells)
                taken += max(1, *lines) * 1.22 * size + 1.5
    return taken, (section.page_height - section.top_margin - section.bottom_margin) / POINT


@pytest.mark.parametrize("id", ["kommun", "tff", "c1", "i05", "x-est-2025-03", "p-gatuchef"])
def test_it_is_one_sheet_in_its_own_template_too(id: str, havsakra: Map, tmp_path: Path) -> None:
    report = build_brief(havsakra, id, as_of=None, texts=Texts("sv"))
    taken, there = measure(to_brief_document(report, Texts("sv")))
    assert there / 3 < taken <= there
    template: Any = docx.Document()
    template.styles["Normal"].font.size = Pt(11)
    for section in template.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = section.left_margin = Mm(25)
    template.save(str(tmp_path / "mall.docx"))
    taken, there = measure(to_brief_document(report, Texts("sv"), tmp_path / "mall.docx"))
    assert taken <= there


@pytest.mark.parametrize("id", ["c1", "a2", "p-gatuchef"])
def test_no_heading_of_a_table_is_parted_within_a_word(id: str, havsakra: Map) -> None:
    document = docx.Document(
        BytesIO(to_brief_document(build_brief(havsakra, id, as_of=None, texts=Texts("sv")), Texts("sv")))
    )
    # a bold letter is about 0.7 of its size wide in a wide font, and a cell has 10.8 points of margins
    wide = [
        (word, cell.width / POINT - 10.8, len(word) * 0.7 * 9)
        for table in document.tables
        for cell in table.rows[0].cells
        for word in cell.text.split()
    ]
    assert [word for word, there, needed in wide if needed > there] == []


def test_what_is_long_has_the_width_long_words_are_parted_and_no_date_is_torn(havsakra: Map) -> None:
    written = to_brief_document(build_brief(havsakra, "c1", as_of=None, texts=Texts("sv")), Texts("sv"))
    document: Any = docx.Document(BytesIO(written))
    (table,) = document.tables
    heads = [cell.text for cell in table.rows[0].cells]
    widths = dict(zip(heads, (column.width for column in table.columns), strict=True))
    assert max(widths, key=lambda head: widths[head]) == "Vi ber dem", "of 300 letters, where others have 50"
    assert widths["Klart"] < widths["Vi ber dem"] / 2
    who, stance = (next(row.cells[heads.index(head)] for row in table.rows[1:]) for head in ("Vem", "Hållning"))
    assert "softHyphen" in who._tc.xml and who.text.startswith("Ordförande Norrbackens IF")
    assert stance._tc.xml.count("noBreakHyphen") == 2 and "2025-09-12" in stance.text
    assert all("cantSplit" in row._tr.xml for row in table.rows[1:])


def test_a_text_of_several_lines_keeps_them() -> None:
    report = Report("Rubrik", "sv", (Line("Ett\n\nTryggheten 2025-09-12\ntre"),))
    written: Any = docx.Document(BytesIO(to_brief_document(report, Texts("sv"))))
    said = written.paragraphs[1]
    assert said.text == "Ett\n\nTryggheten 2025-09-12\ntre" and said._p.xml.count("<w:br/>") == 3


def test_the_widths_of_a_long_table_are_reckoned_a_few_times_not_once_for_each_row_that_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reckoned: list[Table] = []

    def share(table: Table, width: int) -> Sequence[float]:
        reckoned.append(table)
        return share_out(table, width)

    monkeypatch.setattr(brief_fit, "share_out", share)
    table = Table(("Vem", "Vad"), tuple((f"Enhetschef {n}", "Drift av torget " * 3) for n in range(90)))
    shown = brief_fit.find_shown(Report("R", "sv", sections=(Section("asks", "Vi ber dem", (table,)),)), SHEET)
    assert 0 < shown["asks"] < 60 and len(reckoned) <= 2
