"""Say what a map holds in the user's words: labels, properties, tokens, relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.schema import Property, read_schema
from samverkan.texts import Texts


def say_label(label: str, texts: Texts) -> str:
    """Return what one thing of a label is called."""
    return read_schema().labels[label].words[texts.lang][0]


def say_property(prop: Property, value: Any, others: Mapping[str, Any], texts: Texts) -> str:
    """Return a property's value in words; a token becomes its word."""
    enum = read_schema().enum_of(prop, others)
    if prop.type == "token" and enum:
        return read_schema().word(enum, str(value), texts.lang)
    return say_value(value, texts)


def say_token(enum: str, token: str | None, texts: Texts) -> str:
    """Return the word of a token; nothing known is an empty text."""
    return "" if token is None else read_schema().word(enum, token, texts.lang)


def say_value(value: Any, texts: Texts) -> str:
    """Return a value as a person writes it; nothing known is empty."""
    match value:
        case None:
            return ""
        case bool():
            return texts("cli.yes" if value else "cli.no")
        case int() | float():
            return say_number(value, texts)
        case list() | tuple():
            return ", ".join(say_value(item, texts) for item in value)
        case date():
            return value.isoformat()
    return str(value)


def say_number(number: float, texts: Texts) -> str:
    """Return a number with thousands told apart as the language does it."""
    text = f"{number:,}" if isinstance(number, int) or not float(number).is_integer() else f"{int(number):,}"
    return text if texts.lang == "en" else text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def join_names(names: Sequence[str], last: str) -> str:
    """Return names as one line, the last after `last` (" and "); names that hold commas part by semicolons."""
    comma = "; " if any("," in name for name in names) else ", "
    if len(names) < 2:
        return "".join(names)
    return f"{comma.join(names[:-1])}{last}{names[-1]}"
