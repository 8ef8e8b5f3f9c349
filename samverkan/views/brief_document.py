"""A brief as a document of a word processor: real headings and tables, in the municipality's own template."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.errors import UsageError
from samverkan.reports.report import Line, Report, Section, Table
from samverkan.texts import Texts
from samverkan.views.brief_columns import BOLD_TONES, MARGIN, measure_bold, share_out
from samverkan.views.brief_fit import Sheet, count_items, find_shown
from samverkan.views.hyphens import find_hyphens
from samverkan.views.unclocked import pack_without_clock

if TYPE_CHECKING:
    from docx.document import Document

_COLOURS = {"good": "1F7A4D", "warn": "8A5A00", "bad": "A3262A", "dim": "56606B", "accent": "0B3D66"}
_NOTE_LINES = 4
_FONT = "Calibri"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_SOFT = "\u00ad"
_GRID = "Table Grid"
_POINT = 12700  # in the units of a document


def to_brief_document(report: Report, texts: Texts, template: Path | None = None) -> bytes:
    """Return a brief as .docx, what fits one sheet; headings and tables take their look from the template."""
    document = _open(template)
    _set_up(document, report, plain=template is None)
    sheet = _measure(document)
    shown = find_shown(report, sheet)
    _write(document.add_heading("", 1).add_run(), _clean(report.title), {})
    for line in report.lead:
        _add_line(document, line)
    for section in report.sections:
        document.add_heading(_clean(section.title), 2)
        _add_section(document, section, shown, sheet, report.language)
        more = count_items(section) - shown[section.key]
        if more:
            _add_line(document, Line(texts.count("brief.more-on-screen", more), "dim"))
    for line in report.foot:
        _add_line(document, line)
    written = BytesIO()
    document.save(written)
    return pack_without_clock(written)


def _open(template: Path | None) -> Document:
    """Open a template with its text taken out (head, foot and styles stay), or an empty document."""
    import docx

    if template is None:
        return docx.Document()
    try:
        document = docx.Document(str(template))
    except Exception as error:  # whatever the file is, python-docx says it in another way each time
        raise UsageError("brief.template-unreadable", path=template) from error
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    return document


def _set_up(document: Document, report: Report, *, plain: bool) -> None:
    """Set title, language and a fixed time; without a template also the sheet: A4, narrow margins, 9 pt."""
    from datetime import datetime

    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    properties = document.core_properties
    properties.title, properties.language, properties.author = _clean(report.title)[:250], report.language, "samverkan"
    properties.created = properties.modified = datetime(2000, 1, 1)
    if not plain:
        return
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(14)
        section.top_margin = section.bottom_margin = Mm(12)
    for name, size in (("Normal", 9), ("Heading 1", 13), ("Heading 2", 10)):
        style: Any = document.styles[name]
        style.font.size, style.font.name = Pt(size), _FONT
        fonts = style.element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]  # the font of the theme would win
        style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.space_before = Pt(5 if name == "Heading 2" else 0)
    language = document.styles["Normal"].element.get_or_add_rPr().makeelement(qn("w:lang"), {})
    language.set(qn("w:val"), {"sv": "sv-SE"}.get(report.language, "en-GB"))
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _measure(document: Document) -> Sheet:
    """Return how much the first sheet of a document takes, in lines of its own text, one thing below another.

    A letter of the widest common font is 0.585 of its size, a line 1.22 of it and a point between paragraphs.
    """
    section: Any = document.sections[0]
    height = (section.page_height - section.top_margin - section.bottom_margin) / _POINT
    width = (section.page_width - section.left_margin - section.right_margin) / _POINT
    size, heading = _find_size(document, "Normal", 11), _find_size(document, "Heading 2", 13)
    line, across = 1.22 * size + 1, int(width / (0.585 * size))
    return Sheet(height / line, across, (1.22 * heading + 6) / line, columns=1, narrow=across, document=True)


def _find_size(document: Document, name: str, usual: float) -> float:
    style: Any = document.styles[name] if name in [style.name for style in document.styles] else None
    size = style.font.size if style is not None else None
    return size / _POINT if size else usual


def _add_section(document: Document, section: Section, shown: Mapping[str, int], sheet: Sheet, language: str) -> None:
    left = shown[section.key]
    for part in section.parts:
        if isinstance(part, Table):
            _add_table(document, part, left, sheet, language)
            left -= len(part.rows)
        elif left > 0:
            _add_line(document, part)
            left -= 1
    if section.key == "notes":
        for _ in range(_NOTE_LINES):
            _rule(document.add_paragraph())


def _rule(paragraph: Any) -> None:
    """Draw a line below a paragraph, as wide as the text: to write on, by hand or not."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for side in ("w:bottom", "w:between"):
        border = OxmlElement(side)
        for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8D98A3")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)


def _add_table(document: Document, table: Table, rows: int, sheet: Sheet, language: str) -> None:
    if rows <= 0:
        return
    made = document.add_table(1, len(table.headings))
    if _GRID in [style.name for style in document.styles]:
        made.style = _GRID
    for place, heading in enumerate(table.headings):
        made.rows[0].cells[place].paragraphs[0].add_run(_clean(heading)).bold = True
    _mark_row(made.rows[0], "w:tblHeader")  # a word processor repeats it, and a screen reader announces it
    widths = share_out(table, sheet.across)
    for row in table.rows[:rows]:
        added = made.add_row()
        _mark_row(added, "w:cantSplit")
        for cell, said, width in zip(added.cells, row, widths, strict=True):
            text, tone = (said, "") if isinstance(said, str) else (said.text, said.tone)
            _add_run(cell.paragraphs[0], text, tone, _find_parts(text, width / measure_bold(tone), language))
    _set_widths(document, made, widths)


def _find_parts(text: str, width: float, language: str) -> Mapping[str, str]:
    """Return the words of a cell that are wider than it, each with a hyphen where it may be parted."""
    return find_hyphens((word for word in text.split() if len(word) > width), language)


def _set_widths(document: Document, made: Any, widths: Sequence[float]) -> None:
    """Share the width of the text among the columns as their words need it: a word processor would make them equal."""
    section: Any = document.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin
    made.autofit = False
    letters = [width + MARGIN for width in widths]
    for column, own in zip(made.columns, letters, strict=True):
        column.width = int(whole * own / sum(letters))  # Writer goes by the columns, Word by the cells
        for cell in column.cells:
            cell.width = column.width


def _mark_row(row: Any, mark: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(mark)
    made.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(made)


def _add_line(document: Document, line: Line) -> None:
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(2.5 * line.depth) if line.depth else None
    _add_run(paragraph, f"{line.mark} {line.text}" if line.mark else line.text, line.tone)


def _add_run(paragraph: Any, text: str, tone: str, parts: Mapping[str, str] | None = None) -> None:
    """Write a text; no line ends within a date, and words of `parts` may be parted where they have a hyphen."""
    from docx.shared import RGBColor

    run = paragraph.add_run()
    _write(run, _clean(text), parts or {})
    run.bold = True if tone in BOLD_TONES else None
    if tone in _COLOURS:
        run.font.color.rgb = RGBColor.from_string(_COLOURS[tone])


def _write(run: Any, text: str, parts: Mapping[str, str]) -> None:
    for n, piece in enumerate(_DATE.split(text)):
        if n % 2:
            _write_apart(run, piece.split("-"), "w:noBreakHyphen")
        else:
            parted = _LETTERS.sub(lambda word: parts.get(word[0], word[0]).replace("-", _SOFT), piece)
            _write_apart(run, parted.split(_SOFT), "w:softHyphen")


def _write_apart(run: Any, parts: Sequence[str], mark: str) -> None:
    """Write what stands on either side of a hyphen of a word processor."""
    from docx.oxml import OxmlElement

    for n, part in enumerate(parts):
        if n:
            run._r.append(OxmlElement(mark))
        for number, line in enumerate(part.split("\n")):
            if number:
                run.add_break()
            if line:
                run.add_text(line)


def _clean(text: str) -> str:
    """Return a text without the control characters that no XML may hold, and nothing that turns its direction."""
    return "".join("\ufffd" if _is_harmful(character) else character for character in text)


def _is_harmful(character: str) -> bool:
    turning = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
    return (character < " " and character not in "\n\t") or character in turning or "\ud800" <= character <= "\udfff"
