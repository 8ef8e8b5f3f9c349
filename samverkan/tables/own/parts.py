"""The parts of a cell of a delegation order: lettered lists, several who may decide, amounts, who is heard first."""

from __future__ import annotations

import re

_LETTER = re.compile(r"(?:^|(?<=\s))([a-zåäö])\)\s*")
_AMOUNT = re.compile(
    r"(?:högst|upp till|maximalt|max|under|t\.o\.m\.|intill)\s+([0-9][0-9 \u00a0.]*)\s*(tkr|kr|kronor|mnkr|mkr)\b", re.I
)
_PLAIN_AMOUNT = re.compile(r"([0-9][0-9 \u00a0.]*)\s*(tkr|kr|kronor|mnkr|mkr)\b", re.IGNORECASE)
_BASE = re.compile(r"(?:högst|upp till|maximalt)\s+[\wåäö,]+\s+(?:pris)?basbelopp", re.IGNORECASE)
_HEARING = re.compile(r"(?:i|efter) samråd med ([^.;\n]+)", re.IGNORECASE)
_UNITS = {"tkr": 1000, "mnkr": 10**6, "mkr": 10**6}


def pair_letters(matter: str, delegate: str) -> list[tuple[str, str, str]]:
    """Return (letter, matter, delegate) of a row: lettered parts of both cells belong together."""
    parts, delegates = _LETTER.split(matter), _LETTER.split(delegate)
    if len(parts) < 3:
        return [("", matter, delegate)]
    intro = parts[0].strip().rstrip(":")
    by_letter = dict(zip(delegates[1::2], delegates[2::2], strict=True)) if len(delegates) > 2 else {}
    found = []
    for letter, text in zip(parts[1::2], parts[2::2], strict=True):
        said = f"{intro}: {text.strip()}" if intro else text.strip()
        found.append((letter, said, by_letter.get(letter, "" if by_letter else delegate).strip()))
    return found


def split_names(text: str) -> list[str]:
    """Return those who may decide each on their own: parted by a stroke, a line break or a semicolon."""
    return split_at(text, "/;")


def split_at(text: str, signs: str) -> list[str]:
    """Return the parts of a text between line breaks and some signs, each once."""
    parts = (part.strip(" *,.") for part in re.split(f"[\n{re.escape(signs)}]", text))
    return list(dict.fromkeys(part for part in parts if part and part not in ("-", "–")))


def find_amount(text: str, *, alone: bool = False) -> int | None:
    """Return the limit in kronor that a text names; base amounts change every year and are none.

    With `alone` an amount without a word that makes it a limit counts too.
    """
    match = _AMOUNT.search(text) or (_PLAIN_AMOUNT.search(text) if alone else None)
    if match is None:
        return None
    return int(re.sub(r"[ \u00a0.]", "", match[1])) * _UNITS.get(match[2].casefold(), 1)


def leave_out_amount(text: str) -> str:
    """Return a text without the limit that it names: `Inköp upp till 200 tkr` is `Inköp`, up to an amount."""
    return " ".join(re.sub(r"\(\s*\)", "", _AMOUNT.sub("", text)).split()).strip(" ,;:-\N{EN DASH}")


def find_conditions(text: str) -> list[str]:
    """Return what a text sets as a condition in words: base amounts, and who is to be heard first."""
    return [match[0].strip() for match in (_BASE.search(text), _HEARING.search(text)) if match]


def find_heard(text: str) -> list[str]:
    """Return those whom a text wants heard first: `i samråd med HR-chef och ekonomichef` names two."""
    match = _HEARING.search(text)
    if match is None:
        return []
    parts = (part.strip(" *()") for part in re.split(r",| och | samt ", match[1]))
    return [part for part in parts if part]
