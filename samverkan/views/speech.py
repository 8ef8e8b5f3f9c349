"""The words of one kind of view, from its own locale file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samverkan.views.words import Words


@dataclass(frozen=True)
class Speech:
    """Say the sentences of `locales/*/<file>.toml`; what all pages say stands in `words`."""

    words: Words
    file: str

    def __call__(self, key: str, **values: Any) -> str:
        """Return a sentence, its gaps filled."""
        return self.words.texts(f"{self.file}.{key}", **values)

    def count(self, key: str, number: int, **values: Any) -> str:
        """Return the sentence for one or for many."""
        return self.words.texts.count(f"{self.file}.{key}", number, **values)
