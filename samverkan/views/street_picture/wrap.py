"""How wide a text is in DejaVu Sans, the widest common font, and where it breaks: in every other it has room too."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from samverkan.views.diagram import cut_word, split_words

# Thousandths of an em, each with the signs that are as wide; letters with marks are as wide as those without.
_REGULAR: Mapping[int, str] = {
    275: "'",
    278: "ijlı",
    295: "IJ",
    318: " ,.·‘’",
    337: "/:;\\|¦",
    352: "f",
    361: "-",
    390: "()[]",
    392: "t",
    401: "!¡²³¹",
    411: "r",
    460: '"',
    500: "*_`§°–",
    518: "“”",
    523: "sz",
    531: "?¿",
    550: "c",
    557: "LŁ",
    575: "F",
    579: "k•",
    592: "vxy",
    605: "PÞ",
    611: "TY",
    613: "aoe«»ð",
    630: "ßE",
    635: "hnudgpqbSþđ",
    636: "$0123456789{}£",
    656: "K",
    685: "AVXZB",
    697: "RC",
    732: "U",
    748: "N",
    770: "HDGÐ",
    787: "OQØ&",
    818: "w",
    838: "#+<=>^~±×÷→←−",
    863: "M",
    950: "%",
    989: "mWæ",
    1000: "@©®—…",
    1070: "Œœ",
}
_BOLD: Mapping[int, str] = {
    306: "'",
    348: " ijlı",
    372: "IJ/\\|¦",
    380: ",.·‘’",
    400: ":;",
    415: "-",
    435: "f",
    457: "()[]!¡",
    478: "t",
    493: "r",
    521: '"*_`§°–',
    582: "z?¿",
    595: "cs",
    642: "LŁx•",
    652: "vy«»",
    665: "k“”",
    678: "ae",
    683: "EFT",
    687: "oð",
    696: "$0123456789£",
    716: "hnubdgpq{}þđß",
    725: "SYZ",
    734: "PCÞ",
    774: "ABVRXK",
    821: "UG",
    838: "DHN#+<=>^~±×÷→←−Ð",
    850: "OQØ",
    872: "&",
    924: "w",
    1000: "M@©®—…%",
    1048: "mæ",
    1103: "W",
    1167: "Œœ",
}
_OTHER, _WIDE = 0.75, 1.02  # other letters; signs of East Asia and pictures
_LONG = 16  # letters: shorter words are never parted


@cache
def _widths(bold: bool) -> dict[str, float]:
    table = _BOLD if bold else _REGULAR
    return {sign: width / 1000 for width, signs in table.items() for sign in signs}


@cache
def _width(sign: str, bold: bool) -> float:
    known = _widths(bold)
    plain = unicodedata.normalize("NFD", sign)[0]
    return known.get(sign, known.get(plain, _WIDE if ord(sign) > 0x2E7F else _OTHER * (1.1 if bold else 1)))


def measure_text(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is."""
    return sum(_width(sign, bold) for sign in text) * size


def wrap(text: str, width: float, size: float, *, bold: bool = False, hyphens: Mapping[str, str]) -> list[str]:
    """Break a text after spaces, hyphens and slashes; a word that is too long by `hyphens`, else anywhere."""
    lines = [""]
    for word in split_words(text):
        for piece in _part(word, width, size, bold, hyphens):
            if lines[-1] and measure_text(_close(lines[-1] + piece), size, bold=bold) > width:
                lines.append("")
            lines[-1] += piece
    return [_close(line) for line in lines]


_SOFT = "\u00ad"


def _close(line: str) -> str:
    """Write the hyphen of a word that goes on at the next line; within a line there is none."""
    end = "-" if line.endswith(_SOFT) else ""
    return line.replace(_SOFT, "").strip() + end


def is_parted(word: str, width: float, size: float, hyphens: Mapping[str, str], *, bold: bool = False) -> bool:
    """Tell whether a long word has room in pieces that end in hyphens."""
    pieces = _hyphenate(word, hyphens)
    return len(pieces) > 1 and all(measure_text(piece.rstrip() + "-", size, bold=bold) <= width for piece in pieces)


def find_pieces(word: str, hyphens: Mapping[str, str]) -> list[str]:
    """Return the pieces that a word must have room for, with their hyphens: one for a short word."""
    pieces = _hyphenate(word.strip(), hyphens)
    return [piece.replace(_SOFT, "-") for piece in pieces]


def _hyphenate(word: str, hyphens: Mapping[str, str]) -> list[str]:
    letters = word.strip("()[],.;:/-– ")
    if len(letters) < _LONG or letters not in hyphens:
        return [word]
    parts = word.replace(letters, hyphens[letters].replace("-", _SOFT), 1).split(_SOFT)
    return [*(part + _SOFT for part in parts[:-1]), parts[-1]]


def _part(word: str, width: float, size: float, bold: bool, hyphens: Mapping[str, str]) -> list[str]:
    """Return the pieces that a word may be broken into; one that has room is one piece."""

    def has_room(piece: str) -> bool:
        return measure_text(piece, size, bold=bold) <= width

    if not has_room(word.rstrip()) and is_parted(word, width, size, hyphens, bold=bold):
        return _hyphenate(word, hyphens)
    return cut_word(word, has_room)
