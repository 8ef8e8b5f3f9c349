"""Slides as .pptx: the same as Visa shows, one a step, with shapes and texts that can be edited."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from samverkan.views.hyphens import find_hyphens
from samverkan.views.show import build_slides
from samverkan.views.slides_layout import TALL, WIDE, Paragraph, Place, Shape, Sheet, lay_out
from samverkan.views.spec import Page
from samverkan.views.unclocked import pack_without_clock
from samverkan.views.words import Words

_PX = 9525  # EMU of a px
_TITLE_ONLY = 5
_MOST_TITLE = 255  # signs of a document's title, by its format
_INSET = {"box": 16.0}  # px that a text keeps from the sides of its shape
_BOTTOM, _TOP = 2, 0  # where a line joins a box


def to_slides_document(page: Page, words: Words) -> bytes:
    """Return the slides of a page as .pptx; the same page is the same bytes."""
    import pptx
    from pptx.util import Emu

    document = pptx.Presentation()
    document.slide_width, document.slide_height = Emu(WIDE * _PX), Emu(TALL * _PX)
    properties = document.core_properties
    title = _clean(page.title).replace("\v", " ")[:_MOST_TITLE]
    properties.title, properties.language, properties.author = title, page.language, ""
    working = "" if page.meeting else words.say("working")
    slides = build_slides(page, words)
    texts = (slide[key] for slide in slides for key in ("head", "text"))
    hyphens = find_hyphens(texts, page.map_language or page.language)
    for slide in slides:
        for sheet in lay_out(slide, hyphens, working, words.texts("views_show.goes-on")):
            _draw(document.slides.add_slide(document.slide_layouts[_TITLE_ONLY]), sheet)
    written = BytesIO()
    document.save(written)
    return pack_without_clock(written)


def _clean(text: str) -> str:
    """Leave out what no XML may hold."""
    return "".join(sign for sign in text if sign in "\t\n\v" or ord(sign) >= 32)


def _draw(slide: Any, sheet: Sheet) -> None:
    """Draw a slide from below, so that the title lies over its ground."""
    from pptx.enum.shapes import MSO_CONNECTOR

    drawn = {}
    for shape in sheet.shapes:
        drawn[shape] = made = _draw_shape(slide, shape)
        if shape.form == "title":
            slide.shapes._spTree.append(made._element)
    for start, end in sheet.joined:
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0)
        line.begin_connect(drawn[start], _BOTTOM)
        line.end_connect(drawn[end], _TOP)
        line.line.color.rgb = _colour(start.line)
        line.line.width = round(3 * _PX)
    slide.notes_slide.notes_text_frame.text = _clean(sheet.notes)


def _draw_shape(slide: Any, shape: Shape) -> Any:
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_SHAPE

    if shape.form == "title":
        made = slide.shapes.title
        made.left, made.top, made.width, made.height = _to_emu(shape.place)
    elif shape.form == "text":
        made = slide.shapes.add_textbox(*_to_emu(shape.place))
    else:
        forms = {"disc": MSO_SHAPE.OVAL, "box": MSO_SHAPE.ROUNDED_RECTANGLE, "ground": MSO_SHAPE.RECTANGLE}
        made = slide.shapes.add_shape(forms[shape.form], *_to_emu(shape.place))
        if shape.form == "box":
            made.adjustments[0] = min(0.5, 10 / shape.place.height)
        _leave_out_theme(made)
        made.fill.solid()
        made.fill.fore_color.rgb = _colour(shape.fill)
        made.line.color.rgb = _colour(shape.line)
        made.line.width = round(2 * _PX)
        if shape.dash:
            made.line.dash_style = MSO_LINE.DASH if shape.dash == "dash" else MSO_LINE.ROUND_DOT
    if shape.paragraphs:
        _fill_text(made.text_frame, shape)
    return made


def _leave_out_theme(made: Any) -> None:
    """Let a shape have no shadow: that of the theme is drawn behind its letters, too."""
    made.shadow.inherit = False
    style = made._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}style")
    if style is not None:
        made._element.remove(style)


def _fill_text(frame: Any, shape: Shape) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    is_disc, inset = shape.form == "disc", round(_INSET.get(shape.form, 0) * _PX)
    frame.word_wrap = not is_disc
    frame.margin_top = frame.margin_bottom = 0
    frame.margin_left = frame.margin_right = inset
    frame.vertical_anchor = MSO_ANCHOR.TOP if shape.form in ("text", "title") else MSO_ANCHOR.MIDDLE
    for n, paragraph in enumerate(shape.paragraphs):
        written = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        _fill_paragraph(written, paragraph)
        written.alignment = PP_ALIGN.CENTER if is_disc else PP_ALIGN.LEFT


def _fill_paragraph(written: Any, paragraph: Paragraph) -> None:
    """Write a paragraph; its lines are as tall as was reckoned, whatever the font."""
    from pptx.util import Pt

    written.text = _clean(paragraph.text)
    written.line_spacing = Pt(round(paragraph.lead * 0.75, 1))
    written.space_before = written.space_after = Pt(0)
    for run in written.runs:
        run.font.size, run.font.bold = Pt(paragraph.size * 0.75), paragraph.bold
        run.font.color.rgb = _colour(paragraph.tone)


def _to_emu(place: Place) -> tuple[int, int, int, int]:
    x, y, width, height = (round(number * _PX) for number in (place.x, place.y, place.width, max(1.0, place.height)))
    return x, y, width, height


def _colour(tone: str) -> Any:
    from pptx.dml.color import RGBColor

    make: Any = RGBColor
    return make(*bytes.fromhex(tone))
