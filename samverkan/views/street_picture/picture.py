"""The picture that a network page shows first, whole: key above, boxes and lines, and the answers in words below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samverkan.views.encode import to_shape
from samverkan.views.hyphens import find_hyphens
from samverkan.views.spec import LegendRow, Page
from samverkan.views.street_picture.draw import MARKS, Pen, draw_streets
from samverkan.views.street_picture.layout import SEAT, Hand
from samverkan.views.street_picture.wrap import measure_text
from samverkan.views.streets import Entry, Reply, Said, Streets, Tabs
from samverkan.views.words import Words

_SIZE, _LINE, _STREET, _BETWEEN = 13.0, 17.0, 28.0, 14.0
_NEAR = (1, 2, 3, -1)
_SHARES = (1.95, 1.1, 1.1, 1.1)  # of the width, of four answers


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the key: a drawing as wide as `width`, and a word after it (or before, for the thin end of a row)."""

    text: str
    look: str = ""
    value: str = ""
    width: float = 0.0

    @property
    def whole(self) -> float:
        """How wide the piece is."""
        return self.width + (5 if self.width and self.text else 0) + measure_text(self.text, _SIZE)


def find_streets(page: Page) -> Streets | None:
    """Return the picture of boxes that a page shows first; none where it shows a table or the free drawing."""
    if page.tabs is None:
        return None
    return {"plan": page.tabs.plan, "steps": page.tabs.steps}.get(page.tabs.first)


def draw_network(
    page: Page, streets: Streets, words: Words, corner: tuple[float, float], width: float, tones: dict[str, str]
) -> tuple[list[str], float]:
    """Return the drawing and where it ends."""
    x, y = corner
    say, tabs = words.texts, page.tabs
    assert tabs is not None
    boxes = [box for column in streets.columns for box in column]
    names = [text for box in boxes for text in (box.over, *(row.name for row in box.rows))]
    hyphens = find_hyphens(names, page.map_language or page.language)
    pen = Pen(tones, Hand(say("views_network.bridge", n="{n}"), say("views_network.us"), hyphens))
    parts, y = _draw_key(_find_key(page, streets, words), pen, x, y, width)
    drawn, height = draw_streets(streets, pen, (x, y + 6), width, steps=tabs.first == "steps")
    y += 6 + height
    if tabs.first == "plan":
        below, y = _draw_replies(tabs.replies, pen, (x, y + 8), width)
    else:
        below, y = _draw_rest(streets.rest, say("views_network.reply-alone"), pen, (x, y + 8), width)
    return [*parts, *drawn, *below], y + 4


def _find_key(page: Page, streets: Streets, words: Words) -> list[list[Item]]:
    """Return what the key tells, in groups: only of what is drawn."""
    assert page.tabs is not None
    ground = [streets.ground] if streets.ground else []
    entries = [*ground, *(row for column in streets.columns for box in column for row in box.rows), *streets.rest]
    say = words.texts
    near = [Item(say(f"views_network.near-{n if n > 0 else 'none'}"), "near", str(n), 14) for n in _NEAR]
    groups = (
        list(_find_letters(page.tabs, entries, say("views_network.meets-in"))),
        [*_find_lines(streets, words), *_find_changes(streets, entries, words)],
        near if any(entry.near > -2 for entry in entries) else [],
        list(_find_kinds(page, {entry.kind for entry in entries})),
    )
    return [group for group in groups if group]


def _find_lines(streets: Streets, words: Words) -> Iterator[Item]:
    kinds = {wire.kind for wire in streets.wires}
    compared = any(wire.change for wire in streets.wires)
    if "tie" in kinds and not compared:
        thin = words.texts("views_network.key-new")
        yield Item(words.texts("views_network.key-strong"), "ties", thin, measure_text(thin, _SIZE) + 5 + 58)
    for kind, key in (("leverage", "leverage-key"), ("bundle", "bundle-key"), ("seat", "seat-key")):
        if kind in kinds:
            yield Item(words.texts(f"views_network.{key}"), kind, width=26)


def _find_changes(streets: Streets, entries: Sequence[Entry], words: Words) -> Iterator[Item]:
    changed = {wire.change for wire in streets.wires} | {entry.change for entry in entries}
    for change in MARKS:
        if change in changed:
            yield Item(words.texts(f"views_network.compare-is-{change}"), "change", change, SEAT)


def _find_kinds(page: Page, drawn: set[str]) -> Iterator[Item]:
    """Yield the shapes, each with the kinds that have it."""
    shapes: dict[str, list[LegendRow]] = {}
    for row in page.legend:
        if row.group == "kind" and row.key in drawn:
            shapes.setdefault(to_shape(row.key), []).append(row)
    for rows in shapes.values():
        yield Item(", ".join(row.text for row in rows), "kind", rows[0].key, 14)


def _find_letters(tabs: Tabs, entries: Sequence[Entry], title: str) -> Iterator[Item]:
    shown = {letter for entry in entries for letter in entry.badges}
    letters = [one for one in tabs.letters if one.letter in shown]
    for number, one in enumerate(letters):
        if not number:
            yield Item(title, "quiet")
        yield Item(f"{one.name} {one.count}", "seat", one.letter, SEAT)


def _draw_key(groups: Sequence[Sequence[Item]], pen: Pen, x: float, y: float, width: float) -> tuple[list[str], float]:
    """Draw the pieces in lines; only the last group is parted."""
    parts: list[str] = []
    at = x
    for group in groups:
        whole = sum(item.whole + _BETWEEN for item in group) if group is not groups[-1] else 0.0
        if at > x and at + whole > x + width + _BETWEEN:
            at, y = x, y + 22
        for item in group:
            if at > x and at + item.whole > x + width:
                at, y = x, y + 22
            parts += _draw_item(item, pen, at, y)
            at += item.whole + _BETWEEN
        at += _BETWEEN
    return parts, y + (16 if groups else 0)


def _draw_item(item: Item, pen: Pen, x: float, y: float) -> Iterator[str]:
    tone = "second-ink" if item.look in ("quiet", "ties", "near", "leverage", "bundle", "seat-line") else "ink"
    if item.look == "seat" and item.value:
        yield pen.seat(item.value, x, y)
    elif item.look == "change":
        yield pen.seat(MARKS[item.value][0], x, y, MARKS[item.value][1])
    elif item.look == "near":
        yield pen.sign("post", int(item.value), x + 7, y, 13)
    elif item.look == "kind":
        yield pen.sign(item.value, 3, x + 7, y, 13)
    elif item.look == "ties":
        yield pen.text(x, y + 4.5, item.value, _SIZE, tone)
        yield _draw_ties(pen, x + item.width - 58, y)
    elif item.width:
        yield _draw_sample(item.look, pen, x, y)
    if item.text:
        yield pen.text(x + item.width + (5 if item.width else 0), y + 4.5, item.text, _SIZE, tone)


def _draw_ties(pen: Pen, x: float, y: float) -> str:
    """Draw the four strengths beside each other."""
    widths = ((1.3, "wire", ' stroke-dasharray="4 3"'), (1.2, "wire", ""), (2.2, "wire", ""), (4.0, "wire-strong", ""))
    return "".join(
        f'<path d="M{x + 15 * n:.1f} {y:.1f}h13" stroke="{pen.tones[tone]}" stroke-width="{wide}"{dash}/>'
        for n, (wide, tone, dash) in enumerate(widths)
    )


def _draw_sample(kind: str, pen: Pen, x: float, y: float) -> str:
    d = f'd="M{x:.1f} {y:.1f}h26"'
    if kind == "leverage":
        return (
            f'<path {d} stroke="{pen.tones["leverage"]}" stroke-width="3.2"/>'
            f'<path {d} stroke="{pen.tones["paper"]}" stroke-width="1.5"/>'
        )
    wide, dash = (4, "") if kind == "bundle" else (1.6, ' stroke-dasharray="2 3"')
    return f'<path {d} stroke="{pen.tones["wire"]}" stroke-width="{wide}"{dash}/>'


def _draw_replies(
    replies: Sequence[Reply], pen: Pen, corner: tuple[float, float], width: float
) -> tuple[list[str], float]:
    """Write the answers beside each other, at most four in a row."""
    x, y = corner
    parts: list[str] = []
    for begin in range(0, len(replies), 4):
        some = replies[begin : begin + 4]
        shares = _SHARES if len(replies) == len(_SHARES) else (1.0,) * len(some)
        room = width - _STREET * (len(some) - 1)
        lowest, at = y, x
        for reply, share in zip(some, shares, strict=False):
            own = room * share / sum(shares)
            drawn, bottom = _draw_reply(reply, pen, (at, y), own)
            parts += drawn
            lowest, at = max(lowest, bottom), at + own + _STREET
        y = lowest + 12
    return parts, y


def _draw_reply(reply: Reply, pen: Pen, corner: tuple[float, float], width: float) -> tuple[list[str], float]:
    x, y = corner
    parts = []
    for line in pen.hand.wrap(reply.title, width, _SIZE, bold=True):
        y += _LINE
        parts.append(pen.text(x, y, line, _SIZE, "ink", 700))
    for text, tone in say_reply(reply):
        for line in pen.hand.wrap(text, width, _SIZE):
            y += _LINE
            parts.append(pen.text(x, y, line, _SIZE, tone))
    return parts, y


def say_reply(reply: Reply) -> list[tuple[str, str]]:
    """Return an answer as lines, each with its colour: what belongs to one quiet word stands in one."""
    found: list[list[Said]] = []
    for part in reply.parts:
        if part.before or part.mark or not found:
            found.append([])
        found[-1].append(part)
    return [(_say_parts(parts), "red" if parts[0].mark == "!" else "ink") for parts in found]


def _say_parts(parts: Sequence[Said]) -> str:
    before = parts[0].before.rstrip(":")
    said = ", ".join(f"{part.name} {part.after}".strip() for part in parts)
    if parts[0].mark and parts[0].mark != "!":
        return f"{parts[0].mark}. {said}"
    return f"{before}{':' if before[-1].isalnum() else ''} {said}" if before else said


def _draw_rest(
    rest: Sequence[Entry], title: str, pen: Pen, corner: tuple[float, float], width: float
) -> tuple[list[str], float]:
    """Name those whom no contact reaches."""
    x, y = corner
    if not rest:
        return [], y
    parts = []
    for line in pen.hand.wrap(f"{title}: {', '.join(entry.name for entry in rest)}", width, _SIZE):
        y += _LINE
        parts.append(pen.text(x, y, line, _SIZE, "second-ink"))
    return parts, y
