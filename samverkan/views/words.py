"""The words of a page: the locale's sentences and the vocabulary's words, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.model import Value
from samverkan.schema import Property, Schema
from samverkan.texts import Texts

_THIN_SPACE = "\u00a0"


@dataclass(frozen=True)
class Words:
    """Say what a page says; `currency` is the unit of amounts, empty where the map does not tell."""

    texts: Texts
    schema: Schema
    profile: str = "none"

    @property
    def lang(self) -> str:
        """The language that is spoken."""
        return self.texts.lang

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence of `views.toml`."""
        return self.texts(f"views.{key}", **values)

    def count(self, key: str, number: int, **values: Any) -> str:
        """Return the sentence for one or for many."""
        return self.texts.count(f"views.{key}", number, **values)

    def token(self, enum: str, token: str | None) -> str:
        """Return the word of a token, empty where there is none."""
        return self.schema.word(enum, token, self.lang) if token else ""

    def label(self, label: str) -> str:
        """Return the word for one thing of a label."""
        return self.schema.labels[label].words[self.lang][0]

    def number(self, value: float) -> str:
        """Write a number the way the language does, without needless decimals."""
        text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
        if self.lang == "sv":
            return text.replace(",", _THIN_SPACE).replace(".", ",")
        return text

    def amount(self, value: float) -> str:
        """Write an amount of money; the unit is known only in the Swedish profile."""
        number = self.number(value)
        return f"{number}{_THIN_SPACE}kr" if self.profile == "se" else number

    def listing(self, names: list[str], last: str = "and") -> str:
        """Join names: a, b and c."""
        if len(names) < 2:
            return "".join(names)
        return self.say(f"list-{last}", first=", ".join(names[:-1]), last=names[-1])

    def value(self, prop: Property, value: Value, properties: Any) -> str:
        """Write the value of a property in words."""
        enum = self.schema.enum_of(prop, properties)
        if enum and prop.type == "token":
            return self.token(enum, str(value))
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, tuple):
            return "; ".join(value)
        if isinstance(value, (int, float)):
            return self.amount(value) if prop.name in ("limit", "amount") else self.number(value)
        return value.isoformat() if isinstance(value, date) else str(value)
