"""Find the known word that an unknown one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

NEAR = 0.6  # how alike two words are, from 0 to 1, where one may have been meant by the other
_MANY = 3000


def find_nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to a mistyped one, or None; the only one that it is a word of comes first.

    Among thousands of words only those of about the same length that begin alike are compared, which takes
    milliseconds instead of a second.
    """
    candidates = list(known)
    if len(candidates) > _MANY:
        candidates = [k for k in candidates if k[:2] == word[:2] and abs(len(k) - len(word)) <= 2][:_MANY]
    folded: dict[str, str] = {}
    for candidate in candidates:
        folded.setdefault(_fold(candidate), candidate)
    typed = _fold(word[:200])
    longer = [known for known in folded if typed in known.split()]
    found = longer if len(longer) == 1 else get_close_matches(typed, folded, n=1, cutoff=NEAR)
    return folded[found[0]] if found else None


def find_meaning(word: str, known: Mapping[str, str]) -> str | None:
    """Return what the known word nearest to a mistyped one stands for, or None."""
    nearest = find_nearest(word, known)
    return None if nearest is None else known[nearest]


def is_near(word: str, known: str) -> bool:
    """Tell whether a known word may have been meant; the dashes before an option make no two of them alike."""
    return SequenceMatcher(None, _fold(known).lstrip("-"), _fold(word[:200]).lstrip("-")).ratio() >= NEAR


def _fold(word: str) -> str:
    return word.casefold().replace("_", " ")
