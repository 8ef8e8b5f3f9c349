"""Every word that a user sees, in Swedish and English, outside the vocabulary of `schema.yaml`.

`locales/<lang>/<file>.toml` holds flat tables of sentences with `{gaps}`. A text is named `file.key`; a file is
read when its first text is asked for, so that a command pays only for the words it says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("sv", "en")
_FOLDER = Path(__file__).parent / "locales"


@cache
def _read_file(lang: str, name: str) -> Mapping[str, str]:
    with (_FOLDER / lang / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


class Texts:
    """The words of one language; call it with a name and the values of its gaps."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no texts in {lang!r}")
        self.lang = lang

    def __call__(self, name: str, /, **values: Any) -> str:
        """Return the sentence `file.key`, its gaps filled; a name without a text is a KeyError (a bug)."""
        file, _, key = name.partition(".")
        return _read_file(self.lang, file)[key].format(**values)

    def find(self, name: str, /, **values: Any) -> str | None:
        """Return the sentence, or None where no such text exists (hints are optional)."""
        file, _, key = name.partition(".")
        text = _read_file(self.lang, file).get(key)
        return None if text is None else text.format(**values)

    def count(self, name: str, number: int, /, **values: Any) -> str:
        """Return `<name>-one` for 1 and `<name>-many` otherwise, with the gap `{n}` filled."""
        return self(f"{name}-{'one' if number == 1 else 'many'}", n=number, **values)
