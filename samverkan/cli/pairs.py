"""Values written as name=value on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.errors import UsageError


def read_pairs(texts: Iterable[str]) -> dict[str, str]:
    """Return values by name, in the order written; each name once."""
    found, unnamed = read_arguments(texts)
    if unnamed:
        raise UsageError("not-a-pair", text=unnamed[0])
    for name in found:
        if not name.isidentifier():
            raise UsageError("not-a-pair", text=f"{name}={found[name]}")
    return found


def read_arguments(texts: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return values by name, each name once, and those that stand without a name, both in the order written."""
    found: dict[str, str] = {}
    unnamed: list[str] = []
    for text in texts:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign:
            unnamed.append(text)
        elif not name:
            raise UsageError("not-a-pair", text=text)
        elif name in found:
            raise UsageError("pair-twice", name=name)
        else:
            found[name] = value
    return found, unnamed
