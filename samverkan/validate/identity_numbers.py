"""Swedish personal identity and coordination numbers, in whatever notation somebody writes them.

Such a number is the six digits of a date and four more, with the century or not, the last of them a check digit (Luhn,
Skatteverket SKV 704); a coordination number has 60 added to its day, an interim number a letter for the first of the
four. Between the parts, and inside them, people and word processors put dashes of every length, spaces that show or
do not, points and strokes; the digits may be those of another script.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_HIDDEN = "######-####"
_CENTURIES = (18, 19, 20)
FEWEST_DIGITS = 9
# What is a digit, or becomes one.
DIGIT = re.compile(r"[\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b]")
_ESCAPED = re.compile(r"%(?:2d|20|e2%80%9[0-5])", re.IGNORECASE)
_RUN = re.compile(r"(?<![0-9])[0-9](?:[ \-+./_:]{0,3}[0-9]){9,}")
_GROUP = re.compile(r"[0-9]+")
_INTERIM = re.compile(
    r"(?<![0-9])([0-9]{2})?([0-9]{2})[ \-+./_]?([0-9]{2})[ \-+./_]?([0-9]{2})[ \-+./_:]{0,3}"
    r"[TRSUWXJKLMN][0-9]{3}(?![0-9])"
)
_MASKED = re.compile(
    r"(?<![0-9])([0-9]{2})?([0-9]{2})[ \-+./_]?([0-9]{2})[ \-+./_]?([0-9]{2})[ \-+./_:]{0,3}[xX*#?]{4}(?![\w*#?])"
)
_BIRTH_DATE = re.compile(r"(?<![0-9\-./_:])((?:19)|(?:20))([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9\-./_:]|\w)")
_LAST_BIRTH_YEAR = 2020


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text with plain digits, dashes and spaces; `places` says where in the original each letter stood."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        return self.places[start], self.places[end - 1] + 1


def find_personal_number(text: str) -> Span | None:
    """Return where the first identity number of a text stands, or None."""
    return next(find_identity_numbers(text), None)


def find_identity_numbers(text: str) -> Iterator[Span]:
    """Yield where identity numbers stand: a possible date and the right check digit, in any ordinary notation."""
    if len(text) < FEWEST_DIGITS or len(DIGIT.findall(text)) < FEWEST_DIGITS:
        return
    plain = _to_plain(text)
    for run in _RUN.finditer(plain.text):
        yield from (plain.span(*found) for found in _find_in_run(plain.text, run))
    for interim in _INTERIM.finditer(plain.text):
        if _is_a_date(*interim.groups()):
            yield plain.span(*interim.span())


def find_half_numbers(text: str) -> Iterator[str]:
    """Yield what is half of an identity number: one with its last digits masked, or the date of a birth alone."""
    if len(text) < 8 or len(DIGIT.findall(text)) < 6:
        return
    plain = _to_plain(text)
    for masked in _MASKED.finditer(plain.text):
        if _is_a_date(*masked.groups()):
            yield masked[0]
    for birth in _BIRTH_DATE.finditer(plain.text):
        if int(birth[1] + birth[2]) <= _LAST_BIRTH_YEAR and _is_a_date(*birth.groups(), coordination=False):
            yield birth[0]


def hide_identity_numbers(text: str) -> str:
    """Return a text in which no identity number can be read."""
    spans = sorted(find_identity_numbers(text), reverse=True)
    for start, end in spans:
        text = text[:start] + _HIDDEN + text[end:]
    return text


def _to_plain(text: str) -> _Plain:
    letters: list[str] = []
    places: list[int] = []
    if "%" in text:
        text = _ESCAPED.sub(lambda m: "-" + "\u200b" * (len(m[0]) - 1), text)
    if text.isascii():
        return _Plain(re.sub(r"\s", " ", text), range(len(text)))
    for place, letter in enumerate(text):
        for sign in unicodedata.normalize("NFKC", letter):
            plain = _to_plain_sign(sign)
            if plain:
                letters.append(plain)
                places.append(place)
    return _Plain("".join(letters), places)


def _to_plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" or sign in "\u2212\u02d7\u2043":
        return "-"
    if category == "Cf":  # a soft hyphen, a space of no width
        return ""
    return " " if sign.isspace() else sign


def _find_in_run(text: str, run: re.Match[str]) -> Iterator[Span]:
    """Yield where numbers stand among groups of digits with little between them."""
    groups = list(_GROUP.finditer(text, run.start(), run.end()))
    for first in range(len(groups)):
        length = 0
        for last in range(first, len(groups)):
            length += len(groups[last][0])
            if length > 12:
                break
            window = groups[first : last + 1]
            is_all = len(window) == len(groups)
            if length in (10, 12) and _is_number(window, groups[last + 1 :], is_all, text):
                yield window[0].start(), window[-1].end()


def _is_number(window: list[re.Match[str]], after: list[re.Match[str]], is_all: bool, text: str) -> bool:
    digits = "".join(group[0] for group in window)
    century = digits[:2] if len(digits) == 12 else None
    short = digits[-10:]
    if not _is_a_date(century, short[:2], short[2:4], short[4:6]) or not _has_check_digit(short):
        return False
    sizes = [len(group[0]) for group in window]
    if _is_in_its_parts(sizes, len(digits)):
        return not _reads_as_dates(window, after, text)
    return is_all and not _reads_as_something_else(window, sizes, text)


def _is_in_its_parts(sizes: list[int], total: int) -> bool:
    """Tell whether digits are grouped as year, month, day and the last four, or in larger parts."""
    ends = {sum(sizes[: i + 1]) for i in range(len(sizes) - 1)}
    middle = total - 4
    return ends <= set(range(2, middle + 1, 2)) and (not ends or middle in ends)


def _reads_as_dates(window: list[re.Match[str]], after: list[re.Match[str]], text: str) -> bool:
    """Tell whether the last four digits are the year of a second date, or of the end of a time."""
    year = window[-1][0]
    if len(year) != 4 or not 1900 <= int(year) < 2100 or len(window) == 1:
        return False
    if len(after) >= 2 and len(after[0][0]) == len(after[1][0]) == 2 and 1 <= int(after[0][0]) <= 12:
        return True
    between = text[window[-2].end() : window[-1].start()]
    return len(window) >= 4 and len(window[0][0]) == 4 and " " in between


def _reads_as_something_else(window: list[re.Match[str]], sizes: list[int], text: str) -> bool:
    """Tell whether digits in groups of their own are dates, a date and a time, an amount or a telephone number."""
    between = [text[one.end() : two.start()] for one, two in itertools.pairwise(window)]
    is_dates = sum(sizes) == 12 and set(sizes) <= {2, 4}
    is_time = ":" in between[-1] or (between[-1] == "." and sizes[-2:] == [2, 2])
    is_amount = set(sizes[1:]) == {3}
    is_telephone = window[0][0][0] == "0" and 2 <= sizes[0] <= 4 and sizes[0] + sum(sizes[1:]) == 10
    return is_dates or is_time or is_amount or is_telephone


def _is_a_date(century: str | None, year: str, month: str, day: str, *, coordination: bool = True) -> bool:
    """Tell whether a day of some century is meant, or that of a coordination number."""
    number = int(day)
    number -= 60 if coordination and number > 60 else 0
    centuries = _CENTURIES if century is None else (int(century),)
    if not 1 <= int(month) <= 12 or centuries[0] not in _CENTURIES:
        return False
    return any(1 <= number <= monthrange(100 * c + int(year), int(month))[1] for c in centuries)


def _has_check_digit(digits: str) -> bool:
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits)]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0
