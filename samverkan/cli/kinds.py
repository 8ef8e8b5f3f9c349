"""The kinds of value that options take; a wrong one is said in the user's language with what would be right."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from samverkan.errors import UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Kind = click.ParamType[Any]
else:
    _Kind = click.ParamType


class Day(_Kind):
    """A day, written YYYY-MM-DD or as a word: yesterday, today or tomorrow, in either language."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        from samverkan.domain.days import read_iso_day

        found = read_iso_day(value)
        if found is not None:
            return found
        from samverkan.tables.item_fields import read_given_day

        return read_given_day(str(value))


class When(Day):
    """A revision by its number, or a day."""

    name = "revision"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or the day."""
        return int(value) if str(value).isdecimal() and len(str(value)) < 10 else super().convert(value, param, ctx)


class OneOf(_Kind):
    """One of a few words."""

    name = "one of"

    def __init__(self, *words: str) -> None:
        """Take the words, in the order in which they are told."""
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as it is known."""
        word = str(value).casefold()
        if word not in self.words:
            raise UsageError("not-a-choice", option=_name_of(param), text=value, choices=self.words)
        return word

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the words."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Number(_Kind):
    """A number not below zero; thousands may be told apart by spaces, decimals by point or comma.

    An amount may be written as people write it: 12 000 kr, 1,5 mnkr.
    """

    name = "number"

    def __init__(self, whole: bool = False, *, amount: bool = False) -> None:
        """Take whether decimals are refused, and whether it is an amount of money."""
        self.whole, self.amount = whole, amount

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        """Return the number; a whole one as int."""
        plain = self._to_plain(str(value))
        if re.fullmatch(r"\d{1,15}", plain, re.ASCII):
            return int(plain)
        if not self.whole and re.fullmatch(r"\d{1,15}\.\d{1,9}", plain, re.ASCII):
            return float(plain)
        key = "not-a-whole-number" if self.whole else "not-an-amount" if self.amount else "not-a-number"
        raise UsageError(key, option=_name_of(param), text=value)

    def _to_plain(self, text: str) -> str:
        plain = re.sub(r"\s", "", text).replace(",", ".")
        if not self.amount or re.fullmatch(r"[\d.]+", plain):
            return plain
        from samverkan.tables.item_fields import read_amount

        return read_amount(text)


def _name_of(param: click.Parameter | None) -> str:
    return param.opts[0] if param else ""
