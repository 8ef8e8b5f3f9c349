"""A workbook to explain a table in: the table to the left, what its rows may become to the right.

Whoever fills in one row says what all of them mean; it is read as `--row` with fields is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from samverkan.errors import UsageError
from samverkan.schema import read_schema
from samverkan.tables.item_fields import Field
from samverkan.tables.own.by_example import Example, read_field_name
from samverkan.tables.own.find_table import SECTION, Table
from samverkan.texts import Texts

# What rows of such tables usually become; any other field may be written in a heading of one's own.
_OFFERED = {
    "actors": ("name", "kind", "part_of", "in_area"),
    "matters": ("name", "legal_basis"),
    "mandates": ("kind", "held_by", "limit", "conditions", "legal_basis"),
    "issues": ("name", "domain"),
    "causes": ("name",),
    "initiatives": ("name", "addresses", "status", "outcome"),
    "positions": ("taken_by", "about", "kind", "value", "basis", "stated_on", "concern"),
}
_MOST_SHOWN = 200
_SETTINGS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


def split_filled(table: Table) -> tuple[Table, list[Example]]:
    """Return a table without the columns that explain it, and the rows that they are filled in for.

    A table that has such columns and no row filled in is a UsageError.
    """
    ours = [heading for heading in table.headings if _is_field(heading)]
    if not ours:
        return table, []
    examples = []
    for line in table.lines:
        fields = tuple(Field("", heading, line.cells[heading]) for heading in ours if line.cells.get(heading))
        if fields:
            examples.append(Example(line.number, fields))
    if not examples:
        first = min((line.number for line in table.lines), default=2)
        raise UsageError("foreign.nothing-filled-in", path=table.path, row=first)
    lines = [replace(n, cells={h: text for h, text in n.cells.items() if h not in ours}) for n in table.lines]
    kept = tuple(line for line in lines if any(line.cells.values()))
    return replace(table, headings=tuple(h for h in table.headings if h not in ours), lines=kept), examples


def _is_field(heading: str) -> bool:
    try:
        read_field_name(heading)
    except UsageError:
        return False
    return True


def to_fill_in(table: Table, lang: str) -> bytes:
    """Return the workbook: the rows of a table, and columns for what a row becomes, with the words to choose from."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _SETTINGS)
    book.set_properties({"created": datetime(2000, 1, 1)})
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
    ours = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E3EEF9"})
    fill = book.add_format({"num_format": "@", "bg_color": "#FFF8DC"})
    sheet, words = book.add_worksheet(table.sheet[:31]), book.add_worksheet("_ord")
    words.hide()
    headings = [*([SECTION] if table.sections and SECTION not in table.headings else []), *table.headings]
    shown = table.lines[:_MOST_SHOWN]
    for place, heading in enumerate(headings):
        _put_column(sheet, place, [heading, *(line.cells.get(heading, "") for line in shown)], head, text)
    note = Texts(lang)("foreign.fill-in-note")
    for place, (heading, choices) in enumerate(_list_fields(lang), len(headings)):
        _put_column(sheet, place, [heading, ""], ours, fill)
        sheet.write_comment(0, place, note, {"x_scale": 2.5})
        if choices:
            _put_column(words, place, choices, text, text)
            letters = xlsxwriter.utility.xl_col_to_name(place)
            source = f"=_ord!${letters}$1:${letters}${len(choices)}"
            rule = {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True}
            sheet.data_validation(1, place, max(len(shown), 1), place, rule)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _put_column(sheet: Any, place: int, texts: Sequence[str], head: Any, body: Any) -> None:
    for number, text in enumerate(texts):
        sheet.write_string(number, place, text[:32_767], head if number == 0 else body)
    sheet.set_column(place, place, min(60, max(10, *(len(text) + 2 for text in texts))))


def _list_fields(lang: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of the columns to fill in, each with the words that may stand there."""
    schema = read_schema()
    for section, keys in _OFFERED.items():
        label = schema.sections[section]
        for key in keys:
            prop, meaning = label.properties.get(key), schema.keys[label.name].get(key)
            if meaning is not None:
                relation, outward = meaning
                word, choices = relation.words[lang][0 if outward else 1], []
            else:
                assert prop is not None
                word = prop.words[lang]
                choices = [said[lang][0] for said in schema.enums[prop.enum].values()] if prop.enum else []
            yield f"{label.words[lang][0]}.{word}", choices
