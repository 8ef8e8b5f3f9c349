"""What a scalar of a map file means, by the property it stands under and the core rules of YAML 1.2."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NoReturn

from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Value
from samverkan.schema import Property, Schema, read_schema
from samverkan.tables.document import Branch, Sequence, Text, find_control_character

MAX_NUMBER = 10**15

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WRITTEN = re.compile(r"[-+]?[0-9]+([ \u00a0\u202f,][0-9]{3})*([.,][0-9]+)?")
_UNITS = {
    "kr": 1,
    "kronor": 1,
    "sek": 1,
    ":-": 1,
    "tkr": 1000,
    "ksek": 1000,
    "mkr": 10**6,
    "mnkr": 10**6,
    "msek": 10**6,
}
_UNIT = re.compile(rf"(.*[0-9])\s*({'|'.join(sorted(_UNITS, reverse=True))})\.?", re.IGNORECASE)
_POINTS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+\s*[a-zA-Z:]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ALWAYS = {"valid_from": ALWAYS_FROM, "valid_to": ALWAYS_TO}  # open ends are written by leaving them out
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class WrongValueError(Exception):
    """Say that a value cannot stand under a property: the key of a problem and its values."""

    def __init__(self, key: str, **values: Any) -> None:
        """Hold what is wrong."""
        super().__init__(key)
        self.key = key
        self.values = values


def read_value(prop: Property, branch: Branch, siblings: Mapping[str, Value]) -> Value | None:
    """Return the value of a property, None where nothing is said; raises WrongValueError.

    `siblings` are the values already read of the same item: they tell which tokens the value of a position may be.
    """
    if prop.type == "texts":
        return _read_texts(branch)
    if not isinstance(branch, Text):
        raise WrongValueError(
            "wrong-shape", expected=prop.type, shape="list" if type(branch) is Sequence else "mapping"
        )
    if branch.is_null:
        return None
    if prop.type == "token":
        return _read_token(prop, branch, siblings)
    value = _READERS[prop.type](branch)
    return None if _ALWAYS.get(prop.name) == value else value


def read_plain_text(branch: Text) -> str | None:
    """Return a text as it is written, None where it is empty; raises WrongValueError on control characters."""
    text = branch.text.replace("\r\n", "\n") if "\r" in branch.text else branch.text
    if not text.isprintable() and (code := find_control_character(text)):
        raise WrongValueError("control-character", code=code)
    return text or None


def read_int(branch: Text) -> int:
    """Return a whole number."""
    if not branch.plain or not _INT.fullmatch(branch.text):
        _refuse_number(branch, "int")
    if len(branch.text) > 20:
        raise WrongValueError("number-too-large", limit=MAX_NUMBER)
    value = int(branch.text, 0 if branch.text[:2] in ("0o", "0x") else 10)
    if abs(value) > MAX_NUMBER:
        raise WrongValueError("number-too-large", limit=MAX_NUMBER)
    return value


def read_number(branch: Text) -> int | float:
    """Return a number; a whole one as an int, so that 100 and 100.0 are the same value to the byte."""
    if branch.plain and _INT.fullmatch(branch.text):
        return read_int(branch)
    if not branch.plain or not _NUMBER.fullmatch(branch.text) or branch.text.lower() == ".nan":
        _refuse_number(branch, "number")
    value = float(branch.text) if branch.text[-1].isdigit() or branch.text[-1] == "." else math.inf
    if not math.isfinite(value) or abs(value) > MAX_NUMBER:
        raise WrongValueError("number-too-large", limit=MAX_NUMBER)
    return int(value) if value.is_integer() else value


def _refuse_number(branch: Text, expected: str) -> NoReturn:
    """Refuse what is no number; of one as people write it, with how it is written here."""
    number = to_number_text(branch.text)
    if number is None or (expected == "int" and not _INT.fullmatch(number)):
        raise WrongValueError("wrong-type", expected=expected, found=branch.text)
    raise WrongValueError("written-number", found=branch.text, number=number)


def to_number_text(text: str) -> str | None:
    """Return a number with a decimal comma, parted thousands or a unit as a map file writes it; None of any other text.

    A single comma before three digits parts thousands, and so does any but the last mark.
    """
    if (unit := _UNIT.fullmatch(text)) and (number := to_number_text(unit[1])) is not None:
        return f"{float(number) * _UNITS[unit[2].casefold().rstrip('.')]:.15g}"
    if not _WRITTEN.fullmatch(text):
        return None
    whole = re.sub(r"[ \u00a0\u202f]|,(?=[0-9]{3}([,.]|$))", "", text)
    return whole.replace(",", ".")


def to_amount_text(text: str) -> str | None:
    """Return an amount as a file would hold it, None of any other text; before a unit a point parts thousands."""
    return to_number_text(text.replace(".", "") if _POINTS.match(text) else text)


def read_bool(branch: Text) -> bool:
    """Return true or false; yes, no, on and off are words, and so is anything in quotes."""
    if not branch.plain or branch.text not in _BOOLS:
        raise WrongValueError("wrong-type", expected="bool", found=branch.text)
    return _BOOLS[branch.text]


def read_date(branch: Text) -> date:
    """Return an ISO date, quoted or not."""
    if not _DATE.fullmatch(branch.text):
        raise WrongValueError("wrong-date", found=branch.text)
    try:
        return date.fromisoformat(branch.text)
    except ValueError as error:
        raise WrongValueError("impossible-date", found=branch.text) from error


_READERS: Mapping[str, Callable[[Text], Value | None]] = {
    "text": read_plain_text,
    "int": read_int,
    "number": read_number,
    "bool": read_bool,
    "date": read_date,
}


def _read_texts(branch: Branch) -> tuple[str, ...] | None:
    texts: list[str] = []
    for part in branch.items if isinstance(branch, Sequence) else [branch]:
        if not isinstance(part, Text):
            raise WrongValueError("wrong-shape", expected="texts", shape="mapping")
        text = None if part.is_null else read_plain_text(part)
        if text is not None:
            texts.append(text)
    return tuple(texts) or None


def _read_token(prop: Property, branch: Text, siblings: Mapping[str, Value]) -> str | None:
    schema = read_schema()
    enum = schema.enum_of(prop, siblings)
    if enum is None or enum not in schema.enums:
        return None
    token = schema.find_token(enum, branch.text)
    if token is None:
        raise WrongValueError("unknown-token", found=branch.text, enum=enum)
    return token


def find_words(schema: Schema, enum: str) -> dict[str, str]:
    """Return every word that a token of an enum may be written with, and the token."""
    words = {token: token for token in schema.enums[enum]}
    for token, langs in schema.enums[enum].items():
        words |= {word: token for group in langs.values() for word in group}
    return words
