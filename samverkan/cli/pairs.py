"""Values written as name=value on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.errors import UsageError


def read_pairs(texts: Iterable[str]) -> dict[str, str]:
    """Return values by name, in the order written; each name once."""
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign or not name.isidentifier():
            raise UsageError("not-a-pair", text=text)
        if name in found:
            raise UsageError("pair-twice", name=name)
        found[name] = value
    return found
