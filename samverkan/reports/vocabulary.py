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


def find_property(field: str, kind: str) -> Property | None:
    """Return the property that a key of a label, a relation type or (any other kind) the header stands for."""
    schema = read_schema()
    known = schema.labels.get(kind) or schema.relations.get(kind)
    return (known.properties if known else schema.header).get(field)


def say_field(field: str, kind: str, lang: str) -> str:
    """Return what a key is called: of a label, a relation type or (any other kind) the header.

    `tie.strength`, and `tie.p-b.strength` as it is typed, say what is meant of a relation. What nobody knows stays as
    it is.
    """
    prop = find_property(field, kind)
    if prop is not None:
        return prop.words[lang]
    first, _, rest = field.partition(".")
    found = read_schema().keys.get(kind, {}).get(first)
    if found is None:
        return field
    relation, outward = found
    words = relation.words[lang][not outward]
    return f"{words}, {say_field(rest.rpartition('.')[2], relation.name, lang)}" if rest else words


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
