"""Which cell is meant: problems are found by numbers, and told by sheet and cell (`Mandat!G12`)."""

from __future__ import annotations

from dataclasses import replace

from samverkan.errors import Problem


def to_address(row: int, place: int) -> str:
    """Return a cell's address from its row and column, counted from 0."""
    letters, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


class Places:
    """Numbers for cells, which stand where a file of text has its lines."""

    def __init__(self) -> None:
        self.cells: list[tuple[str, int, int]] = []
        self.headings: dict[tuple[str, int], str] = {}
        self.columns: dict[tuple[str, str], int] = {}

    def note(self, sheet: str, row: int, place: int) -> int:
        """Return the number of a cell."""
        self.cells.append((sheet, row, place))
        return len(self.cells)

    def name(self, sheet: str, place: int, heading: str, key: str = "") -> None:
        """Note what a column is called, and its key: so are its cells, where something is wrong in them."""
        self.headings[sheet, place] = heading[:1].lower() + heading[1:]
        self.columns[sheet, key] = place  # a table of the user has no keys

    def say(self, number: int) -> str | None:
        """Return the address of a cell by its number; None where nothing was read there."""
        if not 0 < number <= len(self.cells):
            return None
        sheet, row, place = self.cells[number - 1]
        return f"{sheet}!{to_address(row, place)}"

    def find_row(self, problem: Problem) -> int | None:
        """Return the number of the row, counted from 1, that a problem stands in."""
        known = problem.line and problem.line <= len(self.cells)
        return self.cells[problem.line - 1][1] + 1 if known and problem.line else None

    def tell(self, problem: Problem) -> Problem:
        """Return a problem with the address of its cell in place of the number."""
        if not problem.line or problem.line > len(self.cells):
            return replace(problem, line=None)
        sheet, row, place = self.cells[problem.line - 1]
        # The first cell stands for its row, whatever the field; one of a relation has a column of its own.
        detail = (problem.field or "").rpartition(".")[2]
        place = place or ("." in (problem.field or "") and self.columns.get((sheet, detail))) or 0
        heading = self.headings.get((sheet, place)) if place else None
        return replace(problem, line=None, cell=f"{sheet}!{to_address(row, place)}", heading=heading)
