"""Slides: one step a screen, for eight metres. A page's own steps, else its title and its rows in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from samverkan.views.encode import SIGNS
from samverkan.views.path_list import BETWEEN
from samverkan.views.spec import Group, GroupRow, Line, Page, Row, Stop, Table
from samverkan.views.streets import Said
from samverkan.views.words import Words

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST = 5  # rows of one slide
_PARTS = " · "
_YES = ("supports", "champions")
Slide = dict[str, Any]


def build_slides(page: Page, words: Words) -> list[Slide]:
    """Build what is shown a screen at a time, in order."""
    written = [stop for stop in page.stops if not stop.select]
    if written and not page.meeting:
        return [_show_written(page, stop, n, len(written), words) for n, stop in enumerate(written, 1)]
    opening: Slide = {"head": page.title, "text": _say_first(page), "rows": [], "notes": []}
    tables = [table for table in page.tables if not table.fold and table.id != "nodes"]
    path = next((table for table in tables if "path-list" in table.look), None)
    if path is not None and page.meeting:
        return _show_meeting(opening, path, words)
    if path is not None:
        begin = next((f.text for f in page.findings if not f.strong and not f.tone), opening["text"])
        notes = [f.text for f in page.findings if f.tone == "unproven"]
        return _show_path(opening | {"text": begin, "notes": notes}, path, page.paper, words)
    if page.tabs is not None:
        return [opening, *_show_replies(page, words)]
    if page.groups:
        return [opening, *(slide for group in page.groups for slide in _show_group(group, words))]
    return [opening, *(slide for table in tables for slide in _show_table(table, words))]


def _say_first(page: Page) -> str:
    said = [f.said for f in page.findings[:2]]
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in said if text)


def _show_written(page: Page, stop: Stop, number: int, of: int, words: Words) -> Slide:
    names = {thing.id: (thing.name, thing.kind) for thing in page.things}
    names |= {s.id: (s.label, "") for s in page.picture.spots if s.id not in names} if page.picture else {}
    rows = [{"name": names[i][0], "second": names[i][1]} for i in stop.lights if i in names]
    left = [{"name": words.texts("views_show.more", n=len(rows) - _MOST)}] if len(rows) > _MOST else []
    step = words.texts("views_show.step", n=number, of=of)
    return {"step": step, "head": stop.name, "text": stop.text, "rows": rows[:_MOST] + left, "notes": []}


def _show_path(opening: Slide, table: Table, paper: Table | None, words: Words) -> list[Slide]:
    """Show the list of a decision path: all, each requirement, and who does what next, as on its first sheet."""
    told = [row for row in table.rows if row.look != "over"]
    rows = [_to_row(row) for row in told]
    steps = [_show_requirement(row, n, len(told), words) for n, row in enumerate(told, 1)]
    first = " ".join(line.text for line in paper.key) if paper else ""
    closing = {"head": words.texts("views_show.next"), "text": first, "rows": _say_through(rows, paper, words)}
    shown = _put_yes_last([_without_rest(row) for row in rows], words)
    return [*_split(opening | {"rows": shown}, words), *steps, *_split(closing | {"notes": []}, words)]


def _say_through(rows: Sequence[Slide], paper: Table | None, words: Words) -> list[Slide]:
    """Say of each row through whom it is asked, where that is written on the first sheet; stances stand before."""
    written = [(row.cells[0].lines[0].text, row.cells[4].lines) for row in paper.rows] if paper else []
    through = {number: [line.text for line in lines] for number, lines in written if lines}
    told = []
    for row in _without_stance(rows):
        names = through.get(row["mark"])
        by = words.texts("views_show.through", names=words.listing(names)) if names else ""
        told.append(row | {"second": " · ".join(text for text in (row["second"], by) if text)})
    return told


def _put_yes_last(rows: Sequence[Slide], words: Words) -> list[Slide]:
    """Put those who are not yet a yes first; where there are many, who already says yes is only counted."""
    yes = [row for row in rows if row.get("tone") in _YES]
    rest = [row for row in rows if row not in yes]
    if len(rows) <= _MOST:
        return [*rest, *yes]
    return [*rest, *([{"name": words.texts.count("views_show.more-yes", len(yes))}] if yes else [])]


def _show_meeting(opening: Slide, table: Table, words: Words) -> list[Slide]:
    """Show what is required to a meeting: for each requirement who decides, and who can take over."""
    slides = [_show_deciders(row, n, len(table.rows), words) for n, row in enumerate(table.rows, 1)]
    listed = [{"name": slide["head"], "second": " · ".join(r["name"] for r in slide["rows"])} for slide in slides]
    return [*_split(opening | {"rows": listed}, words), *slides]


def _show_deciders(row: Row, number: int, of: int, words: Words) -> Slide:
    """Show everybody who may answer, each with its body; what else is said of them stands below."""
    names: list[Slide] = []
    notes: list[str] = []
    for line in row.cells[1].lines:
        if line.look in ("main", "loud"):
            names.append({"name": line.text, "second": "", "loud": line.look == "loud"})
        elif line.look == "second" and names and not names[-1]["second"]:
            names[-1]["second"] = line.text
        elif line.look == "second":
            notes.append(line.text.removeprefix("* "))  # no need stands here that the star belongs to
    left = [{"name": words.texts("views_show.more", n=len(names) - _MOST)}] if len(names) > _MOST else []
    return {
        "step": words.texts("views_show.step", n=number, of=of),
        "head": next((line.text for line in _texts(row, 2, "main")), ""),
        "text": next((line.text for line in _texts(row, 2, "second")), ""),
        "rows": names[:_MOST] + left,
        "notes": list(dict.fromkeys(notes))[:2],
    }


def _split(slide: Slide, words: Words) -> list[Slide]:
    """Let a slide go on where it has more rows than a screen, with about as many on each."""
    screens = max(1, -(-len(slide["rows"]) // _MOST))
    if screens == 1:
        return [slide]
    ends = [len(slide["rows"]) * n // screens for n in range(screens + 1)]
    groups = [slide["rows"][start:end] for start, end in pairwise(ends)]
    say = words.texts
    return [
        slide | {"rows": rows, "step": say("views_show.step", n=n, of=len(groups))} for n, rows in enumerate(groups, 1)
    ]


def _without_stance(rows: Sequence[Slide]) -> list[Slide]:
    left_out = ("sign", "tone", "word", "day", "rest")
    return [{key: value for key, value in row.items() if key not in left_out} for row in rows]


def _without_rest(row: Slide) -> Slide:
    return {key: value for key, value in row.items() if key != "rest"}


def _texts(row: Row, cell: int, *looks: str) -> list[Line]:
    return [line for line in row.cells[cell].lines if line.look in looks]


def _to_row(row: Row) -> Slide:
    number = row.cells[0].lines[0]
    name = row.cells[1].lines[0].text
    what = next((line.text for line in _texts(row, 2, "main")), "")
    what, *rest = what.split(_PARTS) if number.tone == "heard" else [what]  # of a hearing all stands in one line
    found: Slide = {"mark": number.text, "need": number.tone, "name": name, "second": what, "rest": rest}
    stance = next(iter(_texts(row, 4, "stance")), None)
    if stance is None:
        return found
    day = next((hit[0] for line in row.cells[4].lines if (hit := _DAY.search(line.text))), "")
    return found | {"sign": SIGNS[stance.tone], "tone": stance.tone, "word": stance.text, "day": day}


def _show_requirement(row: Row, number: int, of: int, words: Words) -> Slide:
    shown = _to_row(row)
    route = next((line.text for line in _texts(row, 1, "route")), "").split(BETWEEN)
    chain = [{"name": route[n], "word": route[n + 1] if n + 1 < len(route) else ""} for n in range(0, len(route), 2)]
    if route[0]:
        chain = [one for one in chain if one["name"]] + [{"name": shown["name"], "word": ""}]
    refusal = next((line.text for line in row.cells[5].lines), "")
    notes = [_PARTS.join(shown["rest"])] if shown["rest"] else []
    notes += [line.text for line in row.cells[4].lines if line.look in ("second", "stale", "votes")]
    helps = words.texts("views_path.opens-help")
    notes += [
        f"{helps}: {lines[0].text}"
        for column in row.opening
        for title, lines in column
        if title == helps and row.look != "unknown"
    ]
    where = next((line.text for line in _texts(row, 1, "second")), "")
    loud = {"second": where, "loud": True} if row.look == "unknown" else {}
    only = [] if route[0] else [{"name": shown["name"], **loud}]
    return {
        "step": words.texts("views_show.step", n=number, of=of),
        "head": shown["second"],
        "text": words.texts("views_show.if-no", said=refusal) if refusal else "",
        "chain": chain if route[0] else [],
        "rows": only,
        "stance": {key: shown[key] for key in ("sign", "tone", "word") if key in shown},
        "notes": [f"{note[:1].upper()}{note[1:]}" for note in notes],
    }


def _show_replies(page: Page, words: Words) -> Iterator[Slide]:
    """Show the answers of a network, one a screen."""
    for reply in page.tabs.replies if page.tabs else ():
        rows = list(_to_reply_rows(reply.parts))
        yield from _split({"head": reply.title, "text": "", "rows": rows, "notes": []}, words)


def _to_reply_rows(parts: Sequence[Said]) -> Iterator[Slide]:
    """Yield a row a name, each with the words that stand before the first of its kind on the page."""
    before = ""
    for part in parts:
        before = part.before or before
        said = " · ".join(text.rstrip(":") for text in (before, part.after) if text) if part.ref else ""
        yield {"name": part.name, "second": part.told or said, "mark": part.mark.strip("!")}


def _show_group(group: Group, words: Words) -> Iterator[Slide]:
    """Show what belongs together on a screen of its own."""
    rows = [_to_group_row(row) for row in group.rows]
    yield from _split({"head": group.title, "text": group.text, "rows": rows, "notes": []}, words)


def _to_group_row(row: GroupRow) -> Slide:
    found: Slide = {"name": row.name, "second": row.second}
    if row.mark:
        found["mark"] = row.mark
    return (
        found
        if not row.stance
        else found
        | {
            "sign": SIGNS[row.stance],
            "tone": row.stance,
            "word": row.word,
            "day": row.day,
        }
    )


def _show_table(table: Table, words: Words) -> Iterator[Slide]:
    """Show the rows of a table in groups: what heads each row, and what stands in the next cells."""
    rows = [shown for row in table.rows if (shown := _head_row(row))]
    if rows:
        yield from _split({"head": table.title, "text": "", "rows": rows, "notes": []}, words)


def _head_row(row: Row) -> Slide | None:
    head = next((cell for cell in row.cells if cell.header and cell.lines), None)
    if head is None:
        return None
    told = [
        [line for line in cell.lines if line.look not in ("mark", "hidden")] for cell in row.cells if cell is not head
    ]
    others = [lines[0].text for lines in told if lines]
    return {"name": head.lines[0].text, "second": " · ".join(text for text in others[:2] if text)}
