"""Find the known word that an unknown one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_MANY = 3000


def find_nearest(word: str, known: Mapping[str, str] | Iterable[str]) -> str | None:
    """Return the known word nearest to a mistyped one, or None; of a mapping, what its word stands for.

    Among thousands of words only those of about the same length that begin alike are compared, which takes
    milliseconds instead of a second.
    """
    meanings = dict(known) if isinstance(known, Mapping) else {k: k for k in known}
    candidates: Iterable[str] = meanings
    if len(meanings) > _MANY:
        candidates = [k for k in meanings if k[:2] == word[:2] and abs(len(k) - len(word)) <= 2][:_MANY]
    folded: dict[str, str] = {}
    for candidate in candidates:
        folded.setdefault(candidate.casefold(), candidate)
    found = get_close_matches(word[:200].casefold(), folded, n=1, cutoff=0.6)
    return meanings[folded[found[0]]] if found else None
