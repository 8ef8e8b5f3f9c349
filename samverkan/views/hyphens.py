"""Where the long words of a page may be parted, by the patterns of their language (pyphen, from LibreOffice).

Browsers know few languages without help, and would otherwise cut a long Swedish compound anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONG = 9  # letters: shorter words have room in every column
_LONG_WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{{LONG},40}}(?![^\W\d_])")
_LEAST = 3  # letters on either side of a break
_MOST = 2_000  # words of one page
_DICTIONARIES = {"sv": "sv", "en": "en_GB"}


def find_hyphens(texts: Iterable[str], language: str) -> dict[str, str]:
    """Return each long word with a hyphen wherever it may be parted; words that cannot be are left out.

    >>> find_hyphens(["Polisen, lokalpolisområde Havsåkra"], "sv")
    {'lokalpolisområde': 'lokal-polis-område'}
    """
    words = sorted({word for text in texts for word in _LONG_WORD.findall(text)})[:_MOST]
    if not words:
        return {}
    from pyphen import Pyphen

    patterns = Pyphen(lang=_DICTIONARIES[language], left=_LEAST, right=_LEAST)
    parted = {word: _join_short(patterns.inserted(word)) for word in words}
    return {word: found for word, found in parted.items() if "-" in found}


def _join_short(parted: str) -> str:
    """Leave out breaks that would part off fewer letters than the least."""
    parts = parted.split("-")
    joined = [parts[0]]
    for part in parts[1:]:
        if len(joined[-1]) < _LEAST:
            joined[-1] += part
        else:
            joined.append(part)
    return "-".join(joined)
