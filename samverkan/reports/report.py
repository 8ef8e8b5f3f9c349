"""What a report is made of: plain data in one language, with no layout and no markup.

A `tone` says how a text is meant, never alone: strong, dim, good, warn, bad or accent. `ids` name the things of the
map that a text is about, so that a page can select them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One or more sentences. `mark` stands before them (•, 1.), `depth` is how deep they lie in what is above."""

    text: str
    tone: str = ""
    mark: str = ""
    depth: int = 0
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a table, with the things it is about; `sign` is the stance whose sign stands before it."""

    text: str
    tone: str = ""
    sign: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; a cell without tone or ids is a plain text."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]


Part = Line | Table


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `key` names it the same in every language."""

    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """An answer: what it says first, a few lines that already are the answer, and the sections."""

    title: str
    language: str
    lead: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    foot: tuple[Line, ...] = ()


def build_section(key: str, title: str, parts: Iterable[Part]) -> Iterator[Section]:
    """Yield a section, or nothing where nothing would stand in it."""
    found = tuple(parts)
    if found:
        yield Section(key, title, found)


def to_item(text: str, tone: str = "", ids: Sequence[str] = ()) -> Line:
    """Return a line of a list."""
    return Line(text, tone, "•", ids=tuple(ids))
