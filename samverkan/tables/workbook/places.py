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

    def note(self, sheet: str, row: int, place: int) -> int:
        """Return the number of a cell."""
        self.cells.append((sheet, row, place))
        return len(self.cells)

    def tell(self, problem: Problem) -> Problem:
        """Return a problem with the address of its cell in place of the number."""
        if not problem.line or problem.line > len(self.cells):
            return replace(problem, line=None)
        sheet, row, place = self.cells[problem.line - 1]
        return replace(problem, line=None, cell=f"{sheet}!{to_address(row, place)}")
