"""Write a map as a workbook: sheets that are safe to fill in, and hidden ones that say what they were made of.

The same map gives the same bytes. What a cell cannot hold is refused, never cut.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.files import write_file
from samverkan.model import Map, Node, build_map
from samverkan.schema import read_schema
from samverkan.tables.map_text import to_json
from samverkan.tables.workbook.cells import LONGEST
from samverkan.tables.workbook.header_rows import list_header_rows
from samverkan.tables.workbook.layout import MAP_TABLE, Column, Layout, list_layouts
from samverkan.tables.workbook.lists import WordLists
from samverkan.tables.workbook.rows import Contents, Row, to_contents
from samverkan.texts import Texts

FORMAT = 1
PIECE = 32_000  # of the baseline a cell
BASELINE, ABOUT, WORDS = "_bas", "_karta", "_ord"
_CREATED = datetime(2000, 1, 1)
_BLANK_ROWS = 30


@dataclass(frozen=True)
class Options:
    """What a workbook is to hold.

    `only` names tables (empty: all that hold something), `every` adds the empty ones; `left_out` is a rule and a count
    of what the map was parted from before; `template` leaves rows to fill in; `revision` is the store's.
    """

    only: tuple[str, ...] = ()
    every: bool = False
    template: bool = False
    left_out: Mapping[str, int] = field(default_factory=dict)
    revision: int | None = None


def write_workbook(content: Map, path: Path, options: Options | None = None, *, replace: bool) -> None:
    """Write a map as a workbook."""
    write_file(path, to_bytes(content, options or Options()), replace=replace, private=True)


def to_bytes(content: Map, options: Options | None = None) -> bytes:
    """Return a map as the bytes of a workbook."""
    import xlsxwriter

    given = options or Options()
    part, stubs = cut_out(content, given.only)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"created": _CREATED, "title": content.title})
    _Writer(book, part, stubs, given).write()
    book.close()
    return stream.getvalue()


def cut_out(content: Map, only: Sequence[str]) -> tuple[Map, tuple[str, ...]]:
    """Return the part of a map that some tables show, and the ids of what they name but do not show."""
    if not only:
        return content, ()
    contents = to_contents(content, content.language)
    shown = {row.key for table in only for row in contents.rows[table] if isinstance(row.key, str)}
    for initiative, tree in contents.trees.items():
        shown |= set(tree) if initiative in shown else set()
    relations = [r for (owner, _), found in contents.columns.items() if owner in shown for r in found]
    relations += [r for table in only for row in contents.rows[table] if (r := row.relation)]
    inline = {node_id for tree in contents.trees.values() for node_id in tree}
    relations += [r for r in content.relations if r.start in inline & shown]
    named = {end for r in relations for end in (r.start, r.end)}
    named |= {str(r.properties["source"]) for r in relations if "source" in r.properties}
    stubs = sorted(named - shown)
    nodes = [content.nodes[i] for i in shown] + [_to_stub(content.nodes[i]) for i in stubs]
    return build_map(nodes, relations, content), tuple(stubs)


def _to_stub(node: Node) -> Node:
    kept = {key: node.properties[key] for key in ("name", "kind", "op", "form") if key in node.properties}
    return Node(node.id, node.label, kept)


class _Writer:
    def __init__(self, book: Any, content: Map, stubs: tuple[str, ...], options: Options) -> None:
        self.book, self.content, self.stubs, self.options = book, content, stubs, options
        self.lang = content.language
        self.say = Texts(self.lang)
        self.contents: Contents = to_contents(content, self.lang, stubs)
        self.lists = WordLists(content, self.lang, WORDS)
        text = {"num_format": "@", "text_wrap": False, "valign": "top"}
        self.formats = {
            "text": book.add_format(text),
            "id": book.add_format({**text, "font_color": "#808080"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "number": book.add_format({"num_format": "General", "valign": "top"}),
            "strong": book.add_format({"bold": True, "valign": "top"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
            "amber": book.add_format({"bg_color": "#FFD98A"}),
            "red": book.add_format({"bg_color": "#F4B6B0"}),
        }

    def write(self) -> None:
        """Write every sheet; those that a person reads first."""
        self.write_header()
        for layout in self.list_shown():
            self.write_sheet(layout, self.contents.rows[layout.table])
        self.lists.write(self.book)
        self.write_hidden()

    def list_shown(self) -> Iterable[Layout]:
        for layout in list_layouts(self.lang):
            if self.options.only:
                if layout.table in self.options.only:
                    yield layout
            elif self.options.every or self.options.template or self.contents.rows[layout.table]:
                yield layout

    def write_header(self) -> None:
        sheet = self.book.add_worksheet(self.say("workbook.map"))
        rows = list_header_rows(self.content, self.lang)
        sheet.set_column(0, 0, 34, self.formats["text"])
        sheet.set_column(1, 1, 60, self.formats["text"])
        sheet.set_column(3, 3, 90)
        for number, (path, words, value) in enumerate(rows, 1):
            self.write_cell(sheet, number, 0, words, path)
            self.write_cell(sheet, number, 1, value, path)
        heads = [{"header": self.say("workbook.field")}, {"header": self.say("workbook.value")}]
        sheet.add_table(0, 0, len(rows), 1, {"name": MAP_TABLE, "columns": heads, "style": "Table Style Light 1"})
        sheet.freeze_panes(1, 1)
        self.write_help(sheet)

    def write_help(self, sheet: Any) -> None:
        kinds = ["how-1", "how-2", "how-3", "how-4"]
        if self.options.template:
            kinds += [f"first-{n}" for n in range(1, 7)]
        lines = [self.say(f"workbook.{kind}") for kind in kinds]
        lines += [self.say.count(f"workbook.left-out-{rule}", n) for rule, n in sorted(self.options.left_out.items())]
        sheet.write_string(0, 3, self.say("workbook.how"), self.formats["strong"])
        for number, line in enumerate(lines, 1):
            sheet.write_string(number, 3, line, self.formats["wrapped"])

    def write_sheet(self, layout: Layout, rows: Sequence[Row]) -> None:
        sheet = self.book.add_worksheet(layout.title)
        for place, column in enumerate(layout.columns):
            sheet.set_column(place, place, _width(column), self.format_of(column))
        for number, row in enumerate(rows, 1):
            for place, column in enumerate(layout.columns):
                value = row.cells.get(column.key)
                if value is not None:
                    self.write_cell(sheet, number, place, value, str(row.key))
        last = max(len(rows), _BLANK_ROWS if self.options.template else 1)
        heads = [{"header": column.heading} for column in layout.columns]
        table = {"name": layout.table, "columns": heads, "style": "Table Style Light 1"}
        sheet.add_table(0, 0, last, len(layout.columns) - 1, table)
        sheet.freeze_panes(1, min(2, len(layout.columns)))
        self.guard(sheet, layout, last)

    def guard(self, sheet: Any, layout: Layout, last: int) -> None:
        """Offer the words that a cell may hold, explain each heading, and colour what is missing, doubled or old."""
        end = max(last, 1000)
        for place, column in enumerate(layout.columns):
            sheet.write_comment(0, place, self.explain(column), {"x_scale": 2, "y_scale": 1.2})
            source = self.lists.find(column)
            if source:
                rule = {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True}
                sheet.data_validation(1, place, end, place, rule)
            if column.required and place:
                formula = f'=AND($A2<>"",{_cell(place)}="")'
                amber = {"type": "formula", "criteria": formula, "format": self.formats["amber"]}
                sheet.conditional_format(1, place, end, place, amber)
            if column.key == "review_by":
                formula = f'=AND({_cell(place)}<>"",{_cell(place)}<TODAY())'
                amber = {"type": "formula", "criteria": formula, "format": self.formats["amber"]}
                sheet.conditional_format(1, 0, end, len(layout.columns) - 1, amber)
            if column.holds == "id":
                sheet.conditional_format(1, place, end, place, {"type": "duplicate", "format": self.formats["red"]})

    def explain(self, column: Column) -> str:
        said = self.say.find(f"workbook.note-{column.key}") or self.say(f"workbook.holds-{_kind(column)}")
        if column.required:
            said = f"{self.say('workbook.required')} {said}"
        words = self.lists.words(column)
        return f"{said} {', '.join(words)}."[:1000] if words else said

    def format_of(self, column: Column) -> Any:
        kind = _kind(column)
        name = {"id": "id", "date": "date", "number": "number", "int": "number"}.get(kind, "text")
        return self.formats[name]

    def write_cell(self, sheet: Any, row: int, place: int, value: Any, thing: str) -> None:
        if value is None:
            return
        if isinstance(value, date):
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), self.formats["date"])
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, place, value, self.formats["number"])
        else:
            text = str(value)
            if len(text) > LONGEST:
                raise UsageError("workbook-text-too-long", id=thing, longest=LONGEST)
            sheet.write_string(row, place, text, self.formats["id" if place == 0 else "text"])

    def write_hidden(self) -> None:
        text = to_json(self.content)
        about = self.book.add_worksheet(ABOUT)
        facts = {
            "format": FORMAT,
            "title": self.content.title,
            "language": self.lang,
            "revision": self.options.revision,
            "fingerprint": hashlib.sha256(text.encode()).hexdigest(),
            "only": ",".join(self.options.only),
            "stubs": " ".join(self.stubs),
            **{f"left out: {rule}": number for rule, number in sorted(self.options.left_out.items())},
        }
        for number, (key, value) in enumerate(facts.items()):
            about.write_string(number, 0, key)
            for piece, start in enumerate(range(0, len(str(value)), PIECE), 1):
                about.write_string(number, piece, "" if value is None else str(value)[start : start + PIECE])
        about.hide()
        baseline = self.book.add_worksheet(BASELINE)
        for number, start in enumerate(range(0, len(text), PIECE)):
            baseline.write_string(number, 0, "'" + text[start : start + PIECE])
        baseline.very_hidden()


def _kind(column: Column) -> str:
    return column.prop.type if column.prop is not None and column.holds == "value" else column.holds


def _width(column: Column) -> int:
    if column.holds == "references":
        return 34
    return {"id": 16, "name": 34, "tree": 50, "date": 12, "bool": 8, "remove": 8, "text": 30, "reference": 34}.get(
        "name" if column.key == "name" else _kind(column), 18
    )


def _cell(place: int) -> str:
    """Return the address of a column in the second row, as a rule of conditional formats wants it."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return f"${letters}2"


def read_words() -> Sequence[str]:
    """Return the tables that a workbook can have, the first sheet left out."""
    return [layout.table for layout in list_layouts(read_schema().languages[0])]
