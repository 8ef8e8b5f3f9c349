"""The words and names that the cells of a workbook offer, kept in a hidden sheet: a rule holds 255 letters at most."""

from __future__ import annotations

from typing import Any

from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.tables.workbook.layout import Column
from samverkan.tables.workbook.rows import to_reference
from samverkan.texts import Texts


class WordLists:
    """Which column of the hidden sheet a column of a visible one takes its words from."""

    def __init__(self, content: Map, lang: str, sheet: str) -> None:
        self.content, self.lang, self.sheet = content, lang, sheet
        self.lists: dict[tuple[str, ...], int] = {}

    def find(self, column: Column) -> str | None:
        """Return the range that holds what a cell may say, None where anything may stand."""
        words = tuple(self.words(column)) or self.names(column)
        if not words:
            return None
        place = self.lists.setdefault(words, len(self.lists))
        letters = _letters(place)
        return f"={self.sheet}!${letters}$1:${letters}${len(words)}"

    def words(self, column: Column) -> list[str]:
        """Return the words of a token, or yes and no."""
        say = Texts(self.lang)
        if column.holds == "remove":
            return [say("workbook.yes")]
        prop = column.prop
        if prop is None or column.holds != "value":
            return []
        if prop.type == "bool":
            return [say("workbook.yes"), say("workbook.no")]
        enums = read_schema().enums
        if prop.enum:
            return [words[self.lang][0] for words in enums[prop.enum].values()]
        if prop.enum_by:
            tokens = [enums[name] for name in enums["position_kind"]]
            return list(dict.fromkeys(w[self.lang][0] for tokens_of in tokens for w in tokens_of.values()))
        return []

    def names(self, column: Column) -> tuple[str, ...]:
        """Return the things that a reference may lead to, as a cell names them."""
        if column.holds not in ("reference", "references"):
            return ()
        found = [node for label in column.labels for node in self.content.labelled(label)]
        return tuple(to_reference(node) for node in sorted(found, key=lambda n: (n.name.casefold(), n.id)))

    def write(self, book: Any) -> None:
        """Write the hidden sheet."""
        sheet = book.add_worksheet(self.sheet)
        for words, place in self.lists.items():
            for number, word in enumerate(words):
                sheet.write_string(number, place, word)
        sheet.hide()


def _letters(place: int) -> str:
    letters, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
