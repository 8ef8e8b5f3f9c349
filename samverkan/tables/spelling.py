"""How a form of map file spells keys, values and new items where its text is changed in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a form of text needs to be changed in place.

    `compose` returns the nodes of a text with their places, as PyYAML has them; `to_flow` writes a value on one line,
    `to_key` a key. `is_braced` tells of a form that knows nothing but braces.
    """

    compose: Callable[[str], Any]
    to_flow: Callable[[Any], str]
    to_key: Callable[[str], str]
    is_braced: bool = False
