"""Where everything on a slide to edit stands: the header at the left, what is lit at the right, as large as has room.

What fills more than a slide even in its least letters goes on on the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from samverkan.views.show import Slide
from samverkan.views.slides_text import BREAK, Pen, break_text, cut_text, write_lines
from samverkan.views.street_picture.wrap import measure_text

WIDE, TALL, LEFT = 1280, 720, 486  # px of a slide, and of what lies on its left
INK, SECOND, ACCENT, PAPER, RED = "1B1F24", "56606B", "0B3D66", "FFFFFF", "A3262A"
_TONES = {"champions": "1F7A4D", "supports": "1F7A4D", "hesitant": "8A5A00", "opposes": RED, "neutral": SECOND}
HEAD, TEXT, STEP, FOOT, LOUD, WHOLE = 56, 36, 32, 22, 48, 26
_MOST_HEAD, _MARGIN = 7, 32
_START, _END = LEFT + 48.0, WIDE - 40.0  # from side to side of what is lit
_LEAD = {HEAD: 1.1}  # a header stands closer than other texts
_ROOM = (36.0, TALL - 32.0)  # between them stands what is lit
_HIGH = _ROOM[1] - _ROOM[0]
_FOOT_AT = TALL - 60.0
_DISC, _DISC_ROOM = 46.0, 62.0
_FINE = 8  # px by which slides are made even


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape stands, in px of the slide."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in one size and colour."""

    text: str
    size: float
    tone: str = INK
    bold: bool = False

    @property
    def lead(self) -> float:
        """How tall a line of it is."""
        return self.size * _LEAD.get(int(self.size), 1.22)


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its text: `form` is title, text, disc, box or ground; `dash` how its outline is drawn."""

    form: str
    place: Place
    paragraphs: tuple[Paragraph, ...] = ()
    fill: str = ""
    line: str = ""
    dash: str = ""

    def move(self, down: float) -> Shape:
        """Return it so much further down."""
        return replace(self, place=replace(self.place, y=self.place.y + down))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide: its shapes from below, and which boxes are joined by a line."""

    shapes: tuple[Shape, ...]
    joined: tuple[tuple[Shape, Shape], ...]
    notes: str


@dataclass(frozen=True, slots=True)
class Density:
    """How large what is lit is written, and how much lies between: names, what stands below, rows, stops of a way.

    What is taller than `high` is cut.
    """

    name: float
    small: float
    gap: float
    pad: float
    hyphens: Mapping[str, str]
    high: float


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together: its shapes from its own top, its height, and the space below.

    `stop` is a stop of a way, `parted` tells that a word has no room on a line.
    """

    shapes: tuple[Shape, ...]
    height: float
    gap: float
    stop: bool = False

    @property
    def parted(self) -> bool:
        """Whether a word of a name is wider than its line."""
        return any(BREAK in part.text for shape in self.shapes for part in shape.paragraphs if part.bold)


_DENSITIES = ((43, 30, 34, 12), (38, 28, 26, 9), (33, 26, 20, 7), (33, 26, 10, 3))


def lay_out(slide: Slide, hyphens: Mapping[str, str], working: str, goes_on: str) -> list[Sheet]:
    """Lay a slide out; what has no room on it stands on further ones, which say after their header that it goes on."""
    notes = f"{slide['head']}\n{slide['text']}".strip()
    left, rest = _lay_left(slide, hyphens, working, _BESIDE if _is_lit(slide) else _ALONE)
    if not _is_lit(slide):
        if not rest:
            return [Sheet(left, (), notes)]
        left, rest = _lay_left(slide, hyphens, working, _BESIDE)
    pages = _fill_pages(slide, rest, hyphens)
    again = slide | {"step": ", ".join(part for part in (slide.get("step"), goes_on) if part), "text": ""}
    more, _ = _lay_left(again, hyphens, working, _BESIDE)
    return [Sheet((*(more if n else left), *shapes), joined, notes) for n, (shapes, joined) in enumerate(pages)]


def _is_lit(slide: Slide) -> bool:
    return bool(slide.get("chain") or slide["rows"] or slide.get("stance") or slide["notes"])


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the texts of the left stand: how wide the ground is, where a text begins, and its width."""

    wide: float
    x: float
    y: float
    room: float


_BESIDE = _Column(LEFT, _MARGIN, 36, LEFT - 2 * _MARGIN)
_ALONE = _Column(WIDE, 120, 110, WIDE - 240)


def _lay_left(
    slide: Slide, hyphens: Mapping[str, str], working: str, at: _Column
) -> tuple[tuple[Shape, ...], list[str]]:
    """Lay out the header and its text; return also what is cut there. Alone they have the whole slide."""
    y = at.y
    shapes = [Shape("ground", Place(0, 0, at.wide, TALL), fill=ACCENT, line=ACCENT)]
    if slide.get("step"):
        step = Paragraph(slide["step"], STEP, PAPER, bold=True)
        width = min(at.room, measure_text(slide["step"], STEP, bold=True) + 44)
        shapes.append(Shape("box", Place(at.x, y, width, 48), (step,), ACCENT, PAPER))
        y += 64
    rest: list[str] = []
    for form, text, size, most in (("title", slide["head"], HEAD, _MOST_HEAD), ("text", slide["text"], TEXT, 99)):
        lead = Paragraph("", size).lead
        most = min(most, int((_FOOT_AT - 6 - y) // lead))
        lines = cut_text(text, Pen(size, at.room, size == HEAD, hyphens), most) if text and most > 0 else []
        if text and (not lines or (lines[-1].endswith("…") and not text.endswith("…"))):
            rest.append(text)
        if lines or form == "title":
            written = Paragraph(write_lines(lines), size, PAPER, bold=size == HEAD)
            shapes.append(Shape(form, Place(at.x, y, at.room, len(lines) * lead), (written,)))
            y = shapes[-1].place.bottom + 22
    if working:
        foot = Paragraph(working, FOOT, PAPER)
        tall = len(break_text(working, Pen(FOOT, at.room))) * foot.lead
        shapes.append(Shape("text", Place(at.x, TALL - 18 - tall, at.room, tall), (foot,)))
    return tuple(shapes), rest


Page = tuple[tuple[Shape, ...], tuple[tuple[Shape, Shape], ...]]


def _fill_pages(slide: Slide, rest: Sequence[str], hyphens: Mapping[str, str]) -> list[Page]:
    """Place what is lit on as few slides as it needs in the least letters, in the largest that part no word there."""
    highs = (*(inf for _ in _DENSITIES[1:]), _HIGH)  # smaller letters are tried before anything is cut
    built = [
        list(_build_blocks(slide, rest, Density(*sizes, hyphens, high)))
        for sizes, high in zip(_DENSITIES, highs, strict=True)
    ]
    fewest = len(_part_blocks(built[-1], _HIGH))
    for n, blocks in enumerate(built, 1):
        has_words = n > 2 or not any(block.parted for block in blocks)
        parts = _part_blocks(blocks, _HIGH)
        if has_words and len(parts) <= fewest and all(_reckon(part) <= _HIGH for part in parts):
            return [_place(part) for part in _balance(blocks, _HIGH)]
    return [_place(part) for part in _balance(built[-1], _HIGH)]


def _balance(blocks: Sequence[Block], room: float) -> list[list[Block]]:
    """Part blocks so that the fullest slide is as empty as the same number of slides can have it."""
    parts = _part_blocks(blocks, room)
    for less in range(int(room) - _FINE, 0, -_FINE) if len(parts) > 1 else ():
        tried = _part_blocks(blocks, less)
        if len(tried) > len(parts):
            break
        parts = tried
    return parts


def _part_blocks(blocks: Sequence[Block], room: float) -> list[list[Block]]:
    """Fill slides one after the other."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if parts[-1] and _reckon([*parts[-1], block]) > room:
            last = parts[-1][-1]
            goes_on = block.stop and last.stop
            if goes_on:  # the next slide says what leads on from there
                parts[-1][-1] = replace(last, shapes=last.shapes[:1])
            parts.append([last] if goes_on and _reckon([last, block]) <= _HIGH else [])
        parts[-1].append(block)
    return parts


def _reckon(blocks: Sequence[Block]) -> float:
    return sum(block.height + block.gap for block in blocks[:-1]) + blocks[-1].height


def _place(blocks: Sequence[Block]) -> Page:
    """Place blocks below each other, in the middle of the slide; stops of a way are joined."""
    y = max(_ROOM[0], (TALL - _reckon(blocks)) / 2)
    shapes: list[Shape] = []
    joined: list[tuple[Shape, Shape]] = []
    before: Shape | None = None
    for block in blocks:
        moved = [shape.move(y) for shape in block.shapes]
        if block.stop and before is not None:
            joined.append((before, moved[0]))
        before = moved[0] if block.stop else None
        shapes += moved
        y += block.height + block.gap
    return tuple(shapes), tuple(joined)


def _build_blocks(slide: Slide, rest: Sequence[str], near: Density) -> Iterator[Block]:
    yield from (_build_text(text, near, WHOLE) for text in rest)
    chain = slide.get("chain") or ()
    for n, stop in enumerate(chain, 1):
        yield _build_stop(stop, near, is_last=n == len(chain))
    yield from (_build_row(row, near) for row in slide["rows"])
    stance = slide.get("stance")
    if stance:
        yield _build_row(stance | {"name": stance.get("word", ""), "word": ""}, near)
    yield from (_build_text(note, near, near.small) for note in slide["notes"])


def _write(text: str, pen: Pen, high: float, tone: str = INK) -> tuple[Paragraph, float]:
    """Return a paragraph as it flows, and how tall it is: a line, and no taller than `high`."""
    most = len(text) + 1 if high == inf else max(1, int(high // (pen.size * 1.22)))
    lines = cut_text(text, pen, most)
    found = Paragraph(write_lines(lines), pen.size, tone, pen.bold)
    return found, len(lines) * found.lead


def _build_text(text: str, near: Density, size: float) -> Block:
    written, tall = _write(text, Pen(size, _END - _START - 2, hyphens=near.hyphens), near.high)
    return Block((Shape("text", Place(_START, 0, _END - _START, tall), (written,)),), tall, near.gap * 0.6)


_BOX, _WORD_AT = 620.0, 330.0  # how wide a stop of a way is, and where the word of a contact stands beside its line


def _build_stop(stop: Slide, near: Density, *, is_last: bool) -> Block:
    """Build a stop of a way, and beside the line that leads on the word of the contact."""
    name, tall = _write(stop["name"], Pen(near.name, _BOX - 34, bold=True, hyphens=near.hyphens), near.high)
    height = tall + 2 * near.pad
    box = Shape("box", Place(_START, 0, _BOX, height), (name,), PAPER, ACCENT)
    if not stop.get("word"):
        return Block((box,), height, near.gap if is_last else near.gap + 6, stop=True)
    x = _START + _WORD_AT
    word, below = _write(stop["word"], Pen(near.small, _END - x - 2, hyphens=near.hyphens), near.high, SECOND)
    place = Place(x, height + near.pad / 2, _END - x, below)
    return Block((box, Shape("text", place, (word,))), height, below + near.pad, stop=True)


def _build_row(row: Slide, near: Density) -> Block:
    if row.get("loud"):
        return _build_loud(row, near)
    x = _START
    shapes: list[Shape] = []
    size = near.name * 1.22
    for text, fill, line, dash in _find_signs(row):
        sign = Paragraph(text, 26 if len(text) < 3 else 20, PAPER if fill != PAPER else line, bold=True)
        shapes.append(Shape("disc", Place(x, (size - _DISC) / 2, _DISC, _DISC), (sign,), fill, line, dash))
        x += _DISC_ROOM
    pen = Pen(near.small, _END - x - 2, hyphens=near.hyphens)
    below = _join(row, x, near)
    high = near.high - len(below) * near.small * 1.22  # each has a line at least
    name, tall = _write(row["name"], replace(pen, size=near.name, bold=True), high)
    parts = [name]
    for text in below:
        high += near.small * 1.22
        part, more = _write(text, pen, high - tall, SECOND)
        parts.append(part)
        tall += more
    shapes.append(Shape("text", Place(x, 0, _END - x, tall), tuple(parts)))
    top = min(shape.place.y for shape in shapes)
    return Block(tuple(shape.move(-top) for shape in shapes), tall - top, near.gap)


def _join(row: Slide, x: float, near: Density) -> list[str]:
    """Return what stands below a name, the stance with its day on a line of its own where both have no room on one."""
    second = row.get("second") or ""
    stance = " · ".join(part for part in (row.get("word"), row.get("day")) if part)
    both = " · ".join(part for part in (second, stance) if part)
    return [both] if Pen(near.small, _END - 2 - x).has_room(both) else [part for part in (second, stance) if part]


def _build_loud(row: Slide, near: Density) -> Block:
    """Say in large letters what nobody knows, in a dotted frame."""
    width = _END - _START
    parts, tall = [], 0.0
    high = near.high - 36 - near.small * 1.22
    for text, size, room in ((row["name"], LOUD, high), (row.get("second") or "", near.small, near.high - 36)):
        if text:
            part, more = _write(text, Pen(size, width - 50, size == LOUD, near.hyphens), room - tall, RED)
            parts.append(part)
            tall += more
    box = Shape("box", Place(_START, 0, width, tall + 36), tuple(parts), "FDF1F1", RED, "dot")
    return Block((box,), tall + 36, near.gap)


def _find_signs(row: Slide) -> Iterator[tuple[str, str, str, str]]:
    """Yield the discs before a name, each with its ground, outline and dash: its number, its stance."""
    if row.get("mark"):
        fill, line, dash = {
            "one_of": (PAPER, ACCENT, "dash"),
            "unknown_authority": (PAPER, RED, "dot"),
        }.get(row.get("need", ""), (ACCENT, ACCENT, ""))
        yield row["mark"], fill, line, dash
    if row.get("sign"):
        tone = _TONES.get(row.get("tone", ""))
        yield (row["sign"], tone, tone, "") if tone else (row["sign"], PAPER, SECOND, "dash")
