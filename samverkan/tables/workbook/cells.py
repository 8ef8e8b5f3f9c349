"""What a value of a map looks like in a cell, and what a cell means: leniently, but never by a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from samverkan.model import Value
from samverkan.schema import Property, read_schema
from samverkan.tables.document import Text, find_control_character
from samverkan.tables.values import WrongValueError, read_date, read_int, read_number, read_plain_text, to_number_text
from samverkan.texts import Texts

Plain = str | int | float | date | None
SEPARATOR = " | "
LONGEST = 32_767
_FIRST_DAY = date(1900, 3, 1)  # spreadsheets count a day that never was, 29 February 1900
_BARE_PIPE = re.compile(r"(?<!\\)\||\n")
_SPACES = "\u00a0\u2007\u202f"
_MONTHS = (
    *(
        "januari january",
        "februari february",
        "mars march",
        "april",
        "maj may",
        "juni june",
        "juli july",
        "augusti august",
    ),
    *("september", "oktober october", "november", "december"),
)
_LONG_DATE = re.compile(r"([0-9]{1,2})\.? ([^\W\d_]{3,9})\.? ([0-9]{4})")
_SHORT_DATE = re.compile(r"([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as it stands in a file; `wrong` is set for an error value (#N/A) or a formula that nobody calculated."""

    value: Any = None
    wrong: str = ""


EMPTY = Raw()


def to_cell(prop: Property, value: Value | None, siblings: Mapping[str, Any], lang: str) -> Plain:
    """Return a property's value as it stands in a cell."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return SEPARATOR.join(part.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for part in value)
    if isinstance(value, bool):
        return Texts(lang)("workbook.yes" if value else "workbook.no")
    if prop.type == "token":
        return read_schema().word(str(read_schema().enum_of(prop, siblings)), str(value), lang)
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, (int, float)):
        return value if _survives(value) else repr(value)
    return str(value)


def _survives(value: float) -> bool:
    """Tell whether a number comes back from a cell, which holds it with 16 digits, as it was."""
    return float(f"{value:.16G}") == value and abs(value) < 10**15


def tidy(value: Any) -> Any:
    """Return a cell's value without what no eye sees: hard spaces and spaces at its ends, and times of midnight."""
    if isinstance(value, str):
        for space in _SPACES:
            value = value.replace(space, " ")
        return value.replace("\r\n", "\n").replace("_x000D_", "").strip() or None
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    return value


def is_same(expected: Plain, found: Any, lang: str) -> bool:
    """Tell whether a cell still says what was written into it."""
    found, expected = tidy(found), tidy(expected)
    if isinstance(found, bool):
        found = Texts(lang)("workbook.yes" if found else "workbook.no")
    if isinstance(expected, str) and isinstance(found, (int, float)):
        return expected == str(found)
    return bool(expected == found) and isinstance(expected, bool) == isinstance(found, bool)


def read_cell(prop: Property, raw: Raw, siblings: Mapping[str, Value]) -> Value | None:
    """Return what a cell says of a property, None where it says nothing; raises WrongValueError."""
    value = tidy(raw.value)
    if raw.wrong:
        raise WrongValueError("cell-error" if raw.wrong.startswith("#") else "cell-formula", found=raw.wrong)
    if value is None:
        return None
    if prop.type == "date":
        return _read_date(value)
    if prop.type == "bool":
        return _read_bool(value)
    if prop.type in ("int", "number"):
        return _read_number(value, prop.type)
    text = to_text(value)
    if prop.type == "texts":
        return tuple(part for part in map(_unescape, _BARE_PIPE.split(text)) if part) or None
    if prop.type == "token":
        return _read_token(prop, text, siblings)
    return read_plain_text(Text(text, 0, False))


def _unescape(part: str) -> str:
    return re.sub(r"\\([\\|n])", lambda m: "\n" if m[1] == "n" else m[1], part.strip())


def to_text(value: Any) -> str:
    """Return a cell's value as text; raises WrongValueError on what no text may hold."""
    text = value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)
    if code := find_control_character(text):
        raise WrongValueError("control-character", code=code)
    return text


def _read_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).casefold()
    for lang in read_schema().languages:
        say = Texts(lang)
        if word in (say("workbook.yes"), say("workbook.no")):
            return word == say("workbook.yes")
    if word in ("true", "sant", "x", "1", "false", "falskt", "0"):
        return word in ("true", "sant", "x", "1")
    raise WrongValueError("cell-yes-or-no", found=value)


def _read_number(value: Any, kind: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise WrongValueError("wrong-type", expected=kind, found=to_text(value))
    text = repr(value) if isinstance(value, float) else str(value)
    if isinstance(value, str) and not re.fullmatch(r"[-+]?[0-9.eE+-]+", text):
        number = to_number_text(text)
        if number is not None:
            raise WrongValueError("cell-number", found=text, number=number)
    branch = Text(text, 0, True)
    return read_int(branch) if kind == "int" else read_number(branch)


def _read_date(value: Any) -> date:
    if isinstance(value, datetime):
        raise WrongValueError("cell-time", found=value.isoformat(" "))
    if isinstance(value, date):
        return value
    text = str(value)
    if long := _LONG_DATE.fullmatch(text):
        month = _find_month(long[2])
        if month:
            return read_date(Text(f"{long[3]}-{month:02d}-{int(long[1]):02d}", 0, True))
    if (short := _SHORT_DATE.fullmatch(text)) and len(short[1]) < 4:
        raise WrongValueError("cell-date", found=text, meanings=_list_meanings(short))
    return read_date(Text(text, 0, True))


def _find_month(word: str) -> int | None:
    found = [n for n, names in enumerate(_MONTHS, 1) if any(_is_month(word, name) for name in names.split())]
    return found[0] if len(found) == 1 else None


def _is_month(word: str, name: str) -> bool:
    return name == word.casefold() or (len(word) == 3 and name.startswith(word.casefold()))


def _list_meanings(short: re.Match[str]) -> list[str]:
    """Return the days that a date in figures may mean: day and month either way, or the year first."""
    first, second, third = (int(part) for part in short.groups())
    orders = [(third, second, first), (third, first, second)]
    if len(short[3]) < 4:
        orders.append((first, second, third))
    found = []
    for year, month, day in orders:
        year += 2000 if year < 100 else 0
        try:
            found.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _read_token(prop: Property, text: str, siblings: Mapping[str, Value]) -> str | None:
    schema = read_schema()
    enum = schema.enum_of(prop, siblings)
    if enum is None or enum not in schema.enums:
        return None
    token = schema.find_token(enum, text)
    if token is None:
        raise WrongValueError("unknown-token", found=text, enum=enum)
    return token
