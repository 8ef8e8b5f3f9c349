"""From what a user wrote after a question's name to the values that its statement, or its function, is given."""

from __future__ import annotations

import calendar
import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from samverkan.errors import Spoken, UsageError
from samverkan.model import ALWAYS_FROM
from samverkan.queries import Argument, Parameter, Question
from samverkan.schema import read_schema

Resolve = Callable[[str, str], str]


def read_parameters(
    question: Question,
    given: Mapping[str, str],
    *,
    as_of: date,
    unnamed: Sequence[str] = (),
    resolve: Resolve | None = None,
) -> dict[str, Argument]:
    """Return the values for a question's statement, the implicit dates that it uses included.

    `given` holds what a user wrote by name, `unnamed` what stands for the required ones that are not named, in
    order; `resolve(label, text)` turns a name into an id and refuses an unknown one. Unknown, missing and malformed
    parameters are UsageErrors.
    """
    given = _name(question, find_named(question, given), unnamed)
    values: dict[str, Argument] = {}
    for parameter in question.parameters:
        text = unicodedata.normalize("NFC", given.get(parameter.name, "")).strip()
        if text:
            values[parameter.name] = _read_value(parameter, text, resolve)
        elif parameter.required:
            raise UsageError("questions.missing-parameter", name=parameter.spoken, question=question.spoken)
        else:
            assert parameter.default is not None
            values[parameter.name] = parameter.default
    used = "".join((question.statement, *question.dialects.values()))
    return values | {name: day for name, day in find_dates(as_of).items() if name == "as_of" or f"${name}" in used}


def find_named(question: Question, given: Mapping[str, str]) -> dict[str, str]:
    """Return what was given by the names of the question's header; each may be called by any of its names."""
    found: dict[str, str] = {}
    for text, value in given.items():
        name = next((p.name for p in question.parameters if p.is_called(text)), None)
        if name is None:
            names = _say_names(question)
            raise UsageError("questions.unknown-parameter", name=text, question=question.spoken, known=names)
        if name in found:
            raise UsageError("pair-twice", name=text)
        found[name] = value
    return found


def _name(question: Question, named: Mapping[str, str], unnamed: Sequence[str]) -> dict[str, str]:
    free = [p.name for p in question.parameters if p.required and p.name not in named]
    if len(unnamed) > len(free):
        extra = unnamed[len(free)]
        names = _say_names(question)
        raise UsageError("questions.too-many-values", value=extra, question=question.spoken, known=names)
    return {**named, **dict(zip(free, unnamed, strict=False))}


def _say_names(question: Question) -> tuple[Spoken | str, ...]:
    return tuple(p.spoken for p in question.parameters) or ("–",)


def _read_value(parameter: Parameter, text: str, resolve: Resolve | None) -> Argument:
    if parameter.enum:
        token = read_schema().find_token(parameter.enum, text)
        if token is None:
            choices = read_schema().speak_tokens(parameter.enum)
            raise UsageError("questions.not-a-choice", name=parameter.spoken, value=text, choices=choices)
        return token
    if parameter.type in read_schema().labels:
        return resolve(parameter.type, text) if resolve else text
    try:
        return _READERS[parameter.type](text)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"questions.not-{parameter.type}", name=parameter.spoken, value=text) from error


def _number(text: str) -> float:
    number = float(text.replace(" ", "").replace(" ", "").replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _date(text: str) -> date:
    """Return a day; the first there is stands for "always" in the stores, and nothing began on it."""
    return max(date.fromisoformat(text), ALWAYS_FROM + timedelta(days=1))


def _int(text: str) -> int:
    number = int(text)
    if abs(number) >= 2**63:
        raise ValueError("no engine holds it")
    return number


_READERS: Mapping[str, Callable[[str], Argument]] = {
    "date": _date,
    "int": _int,
    "number": _number,
    "text": str,
}


def find_dates(as_of: date) -> dict[str, date]:
    """Return the implicit dates: a position stated before one of the latter two is past its review on `as_of`.

    `year_before` is the earliest day whose same day 12 months later is not before `as_of`.
    """
    year = max(as_of.year - 1, 1)
    last = calendar.monthrange(year, as_of.month)[1]
    first_after = date(year, as_of.month, last) + timedelta(days=1)
    year_before = as_of.replace(year=year) if as_of.day <= last else first_after
    # The last day there is stands for "no end" in the stores; nothing would be valid on it.
    as_of = min(as_of, date(9999, 12, 30))
    ordinal = max(as_of.toordinal() - 90, 1)
    return {"as_of": as_of, "year_before": year_before, "ninety_days_before": date.fromordinal(ordinal)}
