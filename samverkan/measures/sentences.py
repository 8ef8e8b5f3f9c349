"""A sentence that an answer comes to, before it is said in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text of `locales/*/answers.toml` by its key, with the values of its gaps; with a `count` one or many.

    A value may be a tuple of sentences, which are said one after the other.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    count: int | None = None
