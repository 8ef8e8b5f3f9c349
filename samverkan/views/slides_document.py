"""Slides as .pptx: the same as Visa shows, one a step, with shapes and texts that can be edited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from samverkan.views.diagram import break_lines, measure
from samverkan.views.hyphens import find_hyphens
from samverkan.views.show import Slide, build_slides
from samverkan.views.spec import Page
from samverkan.views.unclocked import pack_without_clock
from samverkan.views.words import Words

_PX = 9525  # EMU of a px; a slide is 1280 by 720 of them
_WIDE, _TALL, _LEFT = 1280, 720, 486
_INK, _SECOND, _ACCENT, _PAPER = "1B1F24", "56606B", "0B3D66", "FFFFFF"
_TONES = {"champions": "1F7A4D", "supports": "1F7A4D", "hesitant": "8A5A00", "opposes": "A3262A", "neutral": _SECOND}
_HEAD, _TEXT, _STEP, _NAME, _SMALL, _FOOT = 56, 36, 32, 33, 26, 22
_TITLE_ONLY, _MOST_HEAD, _MOST_TEXT = 5, 7, 5
_MOST_TITLE = 255  # signs of a document's title, by its format
_END, _HEAD_WIDE = _TALL - 16, _LEFT - 46


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape stands, in px of the slide."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Density:
    """How close what is lit stands: where it begins, lines of a text, between rows, a stop of a way, a word between."""

    top: float
    most: int
    gap: float
    box: float
    word: float


_DENSITIES = (Density(60, 4, 18, 62, 40), Density(30, 2, 8, 50, 34), Density(24, 1, 4, 44, 32))


def to_slides_document(page: Page, words: Words) -> bytes:
    """Return the slides of a page as .pptx; the same page is the same bytes."""
    import pptx
    from pptx.util import Emu

    document = pptx.Presentation()
    document.slide_width, document.slide_height = Emu(_WIDE * _PX), Emu(_TALL * _PX)
    properties = document.core_properties
    title = _clean(page.title).replace("\v", " ")[:_MOST_TITLE]
    properties.title, properties.language, properties.author = title, page.language, ""
    working = "" if page.meeting else words.say("working")
    slides = build_slides(page, words)
    parted = find_hyphens((slide["head"] for slide in slides), page.map_language or page.language)
    for slide in slides:
        _Drawing(document.slides.add_slide(document.slide_layouts[_TITLE_ONLY]), parted).draw(slide, working)
    written = BytesIO()
    document.save(written)
    return pack_without_clock(written)


def _clean(text: str) -> str:
    """Leave out what no XML may hold."""
    return "".join(sign for sign in text if sign in "\t\n\v" or ord(sign) >= 32)


def _part_words(text: str, parted: Mapping[str, str]) -> str:
    """Part the words of a header that have no room on a line where their language does; no program does it itself."""
    return re.sub(r"[^\W\d_]+", lambda hit: _part_word(parted.get(hit[0], hit[0])), text)


def _part_word(word: str) -> str:
    parts = word.split("-")
    if measure("".join(parts), _HEAD, bold=True) <= _HEAD_WIDE:
        return "".join(parts)
    lines = [""]
    for n, part in enumerate(parts):
        room = _HEAD_WIDE - (0 if n == len(parts) - 1 else measure("-", _HEAD, bold=True))
        if lines[-1] and measure(lines[-1] + part, _HEAD, bold=True) > room:
            lines.append("")
        lines[-1] += part
    return "-\v".join(lines)


class _Drawing:
    """One slide: the header and its text at the left, what is lit at the right."""

    def __init__(self, slide: Any, parted: Mapping[str, str]) -> None:
        self._slide, self._parted = slide, parted
        self._tries = False
        self._density = _DENSITIES[0]

    def draw(self, slide: Slide, working: str) -> None:
        """Draw a slide from top to bottom, what is lit as close as it must stand to have room."""
        self._draw_left(slide, working)
        self._tries = True
        for self._density in _DENSITIES:
            if self._draw_right(slide) <= _END:
                break
        self._tries = False
        self._draw_right(slide)
        self._slide.notes_slide.notes_text_frame.text = _clean(f"{slide['head']}\n{slide['text']}")

    def _draw_right(self, slide: Slide) -> float:
        """Draw what is lit, and return where it ends; while it is only tried nothing is drawn."""
        is_cut = len(self._break_head(slide["head"])[1]) > _MOST_HEAD
        notes = [*([slide["head"]] if is_cut else []), *slide["notes"]]
        y = self._draw_chain(slide.get("chain", ()), self._density.top)
        for row in slide["rows"]:
            y = self._draw_row(row, y)
        if slide.get("stance"):
            y = self._draw_row(slide["stance"] | {"name": slide["stance"].get("word", ""), "word": ""}, y + 10)
        for note in notes:
            y = self._write_lines(note, Place(_LEFT + 48, y + 8, _WIDE - _LEFT - 96, 0), _SMALL, _INK)
        return y

    def _draw_left(self, slide: Slide, working: str) -> None:
        from pptx.enum.shapes import MSO_SHAPE

        ground = self._shape(MSO_SHAPE.RECTANGLE, Place(0, 0, _LEFT, _TALL), _ACCENT)
        title = self._slide.shapes.title
        ground._element.addnext(title._element)  # the title lies over its ground
        y = 36.0
        if slide.get("step"):
            self._write(slide["step"], Place(32, y, _LEFT - 60, 44), _STEP, _PAPER, bold=True)
            y += 56
        head, lines = self._break_head(slide["head"])
        if len(lines) > _MOST_HEAD:
            rest = " ".join(lines[_MOST_HEAD - 1 :])
            lines = [*lines[: _MOST_HEAD - 1], *break_lines(rest, _HEAD_WIDE, _HEAD, bold=True, most=1)]
            head = "\v".join(lines)
        place = Place(32, y, _LEFT - 38, len(lines) * _HEAD * 1.12)
        _put(title, place)
        self._fill_text(title.text_frame, head, _HEAD, _PAPER)
        y += place.height + 20
        room = int((_TALL - 60 - y) // (_TEXT * 1.25))
        if slide["text"] and room > 0:
            text = " ".join(break_lines(slide["text"], _LEFT - 66, _TEXT, most=min(room, _MOST_TEXT)))
            self._write(text, Place(32, y, _LEFT - 48, _TALL - 60 - y), _TEXT, _PAPER)
        if working:
            self._write(working, Place(32, _TALL - 60, _LEFT - 48, 56), _FOOT, _PAPER)

    def _break_head(self, text: str) -> tuple[str, list[str]]:
        """Return a header with its long words parted, and all its lines; more than seven have no room."""
        head = _part_words(text, self._parted)
        parts = head.split("\v")
        return head, [line for one in parts for line in break_lines(one, _HEAD_WIDE, _HEAD, bold=True, most=99)]

    def _draw_chain(self, chain: Sequence[Slide], y: float) -> float:
        """Draw a way as boxes below each other, joined by lines with the strength as a word."""
        from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE

        before, near = None, self._density
        for part in chain:
            top, y = y, y + near.box + (near.word if part.get("word") else 0)
            if self._tries:
                continue
            shape = self._shape(MSO_SHAPE.ROUNDED_RECTANGLE, Place(_LEFT + 48, top, 560, near.box), _PAPER, _ACCENT)
            self._fill_text(shape.text_frame, part["name"], _NAME, _INK, bold=True)
            if before is not None:
                line = self._slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0)
                line.begin_connect(before, 2)
                line.end_connect(shape, 0)
                line.line.color.rgb = _colour(_ACCENT)
            before = shape
            if part.get("word"):
                self._write(part["word"], Place(_LEFT + 350, top + near.box, 340, near.word - 4), _SMALL, _SECOND)
        return y + (near.gap if chain else 0)

    def _draw_row(self, row: Slide, y: float) -> float:
        from pptx.enum.shapes import MSO_SHAPE

        x = float(_LEFT + 48)
        for text, tone in _find_signs(row):
            x += 62
            if self._tries:
                continue
            oval = self._shape(MSO_SHAPE.OVAL, Place(x - 62, y + 4, 46, 46), tone or _PAPER, tone or _SECOND)
            self._fill_text(oval.text_frame, text, _SMALL - 4, _PAPER if tone else _INK, bold=True, centred=True)
        width = _WIDE - 40 - x
        y = self._write_lines(row["name"], Place(x, y, width, 0), _NAME, _INK, bold=True)
        said = " · ".join(part for part in (row.get("second"), row.get("word"), row.get("day")) if part)
        y = self._write_lines(said, Place(x, y, width, 0), _SMALL, _SECOND) if said else y
        return y + self._density.gap

    def _write_lines(self, text: str, place: Place, size: int, tone: str, *, bold: bool = False) -> float:
        lines = break_lines(text, place.width - 12, size, bold=bold, most=self._density.most)
        height = len(lines) * size * 1.25
        if not self._tries:
            self._write(" ".join(lines), Place(place.x, place.y, place.width, height), size, tone, bold=bold)
        return place.y + height

    def _write(self, text: str, place: Place, size: int, tone: str, *, bold: bool = False) -> None:
        box = self._slide.shapes.add_textbox(*_to_emu(place))
        self._fill_text(box.text_frame, text, size, tone, bold=bold)

    def _fill_text(
        self, frame: Any, text: str, size: int, tone: str, *, bold: bool = False, centred: bool = False
    ) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if centred else MSO_ANCHOR.TOP
        frame.text = _clean(text)
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.bold = Pt(size * 0.75), bold or size == _HEAD
                run.font.color.rgb = _colour(tone)

    def _shape(self, kind: Any, place: Place, fill: str, line: str = "") -> Any:
        shape = self._slide.shapes.add_shape(kind, *_to_emu(place))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(fill)
        shape.line.color.rgb = _colour(line or fill)
        shape.shadow.inherit = False
        return shape


def _find_signs(row: Slide) -> Iterator[tuple[str, str]]:
    """Yield the discs before a name with their grounds: its number, its stance (unknown is an empty one)."""
    if row.get("mark"):
        yield row["mark"], _ACCENT
    if row.get("sign"):
        yield row["sign"], _TONES.get(row.get("tone", ""), "")


def _put(shape: Any, place: Place) -> None:
    shape.left, shape.top, shape.width, shape.height = _to_emu(place)


def _to_emu(place: Place) -> tuple[int, int, int, int]:
    x, y, width, height = (round(number * _PX) for number in (place.x, place.y, place.width, max(1.0, place.height)))
    return x, y, width, height


def _colour(tone: str) -> Any:
    from pptx.dml.color import RGBColor

    make: Any = RGBColor
    return make(*bytes.fromhex(tone))
