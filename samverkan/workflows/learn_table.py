"""Learn how a table is read from rows that somebody explains, and what its file is as a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.schema import read_schema

if TYPE_CHECKING:
    from samverkan.tables.own.by_example import Example
    from samverkan.tables.own.find_table import Table

_TRIES = 3


def read_examples(given: Sequence[tuple[int, Sequence[str]]]) -> list[Example]:
    """Return the rows that were explained on the command line, each with its fields."""
    from samverkan.tables.item_fields import read_written
    from samverkan.tables.own.by_example import Example

    found = []
    for row, texts in given:
        fields = tuple(written for text in texts if (written := read_written(text)) is not None)
        if row < 1 or not fields or len(fields) < len(texts):
            raise UsageError("foreign.row-and-fields")
        found.append(Example(row, fields))
    return found


def learn(table: Table, examples: Sequence[Example], ask: Callable[..., str | None], base: Map) -> dict[str, Any]:
    """Return the recipe that some rows teach; what they leave open is asked, where somebody can answer."""
    from samverkan.tables.own.by_example import learn_recipe

    def ask_value(field: str, texts: Sequence[str], row: int) -> str | None:
        return ask("second-row", word=field, n=row, values=" / ".join(texts))

    raw = learn_recipe(table, examples, base, ask_value)
    source = _ask_source(table.path, raw, ask)
    return {**raw, "source": source} if source else raw


def _ask_source(path: Path, raw: Mapping[str, Any], ask: Callable[..., str | None]) -> str | None:
    """Ask what kind of source the file is, where something that it says is a claim; None where nobody answers."""
    from samverkan.tables.own.records import LEAVE
    from samverkan.tables.own.take_recipe import CLAIMS

    made = [pair for make in raw["makes"] for pair in make.items()]
    if all("sourced_by" in fields for section, fields in made if section in CLAIMS):
        return None
    for _ in range(_TRIES):
        answer = ask("source", word=path.name)
        if answer is None:
            return None
        if answer in ("", LEAVE):
            return answer or "other"
        if token := read_schema().find_token("source_kind", answer):
            return token
    return None
