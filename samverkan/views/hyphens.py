"""Where the long words of a page may be parted, by the patterns of their language (pyphen, from LibreOffice).

Browsers know few languages without help, and would otherwise cut a long Swedish compound anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

LONG = 9  # letters: shorter words have room in every column
_LONG_WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{{LONG},40}}(?![^\W\d_])")
_LEAST = 3  # letters on either side of a break
_MOST = 2_000  # words of one page
# Second parts of Swedish compounds: patterns of letters alone part them as "soci-alnämnd" and "trygg-het-sen-het".
_HEADS = (
    "aktivitet ansvar anteckning avtal bevakning delegation enkät förening förordning förvaltning försörj "
    "handel idrott ingenjör kedja nämnd område ombud ordning polis prövas pärm skola statistik säkerhet tjänst "
    "tillstånd torget uppdrag utlåtande utskott utveckling villkor vakt värd åklagare åtgärd överenskommelse"
)
# An "enhet" is a unit only after these, else the end of a quality: "erfaren-het", "lägen-het"; so with "jägare".
_SOMETIMES = ("(?:(?<=s)|(?<=drift)|(?<=gatu)|(?<=plan)|(?<=trafik)|(?<=vård))enhet", "(?<!j)ägare")
_HEAD = re.compile(f"(?<=[^\\W\\d_]{{{_LEAST}}})(?:{'|'.join((*_HEADS.split(), *_SOMETIMES))})", re.IGNORECASE)
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
    heads = _HEAD if language == "sv" else None
    parted = {word: _join_short(_part_at_heads(patterns.inserted(word), heads)) for word in words}
    return {word: found for word, found in parted.items() if "-" in found}


def _part_at_heads(parted: str, heads: re.Pattern[str] | None) -> str:
    """Part a compound before its second part, and nowhere within two letters of that.

    >>> _part_at_heads("soci-alnämn-den", _HEAD)
    'soci-al-nämn-den'
    >>> _part_at_heads("färd-tjäns-tupp-drag", _HEAD)
    'färd-tjänst-upp-drag'
    """
    word = parted.replace("-", "")
    starts = {hit.start() for hit in heads.finditer(word)} if heads else set()
    if not starts:
        return parted
    ends = [len(part) for part in parted.split("-")]
    breaks = {sum(ends[:n]) for n in range(1, len(ends))}
    kept = {place for place in breaks if all(abs(place - start) > 2 for start in starts)} | starts
    return "-".join(word[one:other] for one, other in pairwise([0, *sorted(kept), len(word)]))


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
