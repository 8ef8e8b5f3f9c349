"""The errors that samverkan raises or collects. Words are chosen at the edge, from `locales/*/errors.toml`.

An error carries a key and plain values; `texts.Texts` turns both into a sentence and a hint (`<key>` and
`<key>-hint`; `<key>-prompt` is a hint that names commands) in the user's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


class SamverkanError(Exception):
    """Stop what was asked for, with a reason that a user can act on.

    `key` names the sentence in `locales/*/errors.toml`, without the leading `errors.`; `values` fill its gaps.
    """

    exit_code = 1

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


class EmptyAnswerError(SamverkanError):
    """Say that there is nothing to show, and what would have to be added (exit 1)."""


class UsageError(SamverkanError):
    """Say that the command was asked for something that does not exist or may not be done (exit 2)."""

    exit_code = 2


class StoreError(SamverkanError):
    """Say that the store cannot do it: no server, busy, damaged, newer, somebody else's (exit 3)."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """What has a word of its own in each language; which one is said is chosen at the edge."""

    sv: str
    en: str

    def __str__(self) -> str:
        """Return the English word, for whoever reads the error itself."""
        return self.en


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake (`error`) or doubt (`warning`) in a map, with its place.

    `item` is the id (or section) it concerns, `field` the key in the map file; `line` counts from 1 and is None
    where the map did not come from a file of lines; `cell` (`Mandat!G12`) is the place in a workbook, `heading` what
    its column is called there and `name` what its row is, empty where it has no name. `key` names the sentence in
    `locales/*/problems.toml`.
    """

    severity: str
    key: str
    values: dict[str, Any]
    item: str | None = None
    field: str | None = None
    file: Path | None = None
    line: int | None = None
    cell: str | None = None
    heading: str | None = None
    name: str | None = None


class MapProblemsError(SamverkanError):
    """Refuse a map as a whole, with every problem that was found in it (exit 1)."""

    reason = "map-has-problems"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(self.reason, count=sum(p.severity == "error" for p in problems))
        self.problems = problems


class EditProblemsError(MapProblemsError):
    """Refuse an edit as a whole, with every error that the map would get by it (exit 1).

    `content` is a map in which what the errors speak of is found, so that it can be named.
    """

    reason = "edit-has-problems"

    def __init__(self, problems: list[Problem], content: object = None) -> None:
        super().__init__(problems)
        self.content = content


class NoteProblemsError(EditProblemsError):
    """Refuse to write down what somebody said (exit 1); what to type is told by an example of it."""

    reason = "note-has-problems"


class RemovalProblemsError(EditProblemsError):
    """Refuse to take a thing away that others cannot do without: their errors, and what is `removed` (exit 1)."""

    reason = "removal-has-problems"

    def __init__(self, problems: list[Problem], content: object, removed: str) -> None:
        super().__init__(problems, content)
        self.values["removed"] = removed


class StepsProblemsError(MapProblemsError):
    """Refuse a file of presentation steps as a whole, with every problem that was found in it (exit 1)."""

    reason = "steps-have-problems"
