"""Problems of a map as sentences: where, what, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from samverkan.errors import Problem
from samverkan.schema import Schema, read_schema
from samverkan.texts import Texts
from samverkan.validate import hide_identity_numbers

_LONGEST = 80
_NAMED = {"expected": "type", "topic": "topic", "shape": "shape"}


def to_sentence(problem: Problem, texts: Texts) -> str:
    """Return `file:line: item: field: what, and what to do`; what is not known of the place is left out."""
    return ": ".join(part for part in (to_place(problem), to_message(problem, texts)) if part)


def to_place(problem: Problem) -> str:
    """Return `file:line: item: field`, as far as it is known; in a workbook both are called as they are there."""
    file = ":".join(str(part) for part in (problem.file, problem.line) if part is not None)
    file = ", ".join(part for part in (file, problem.cell) if part)
    item = problem.item if problem.name is None else problem.name
    return ": ".join(part for part in (file, mask(item), mask(problem.heading or problem.field)) if part)


def to_message(problem: Problem, texts: Texts, *, at_prompt: bool = True) -> str:
    """Return what is wrong and what to do, without the place; commands are named to whoever sits at a prompt alone."""
    schema = read_schema()
    values = {key: _to_words(key, value, problem.values, schema, texts) for key, value in problem.values.items()}
    typed = texts.find(f"problems.{problem.key}-prompt", **values) if at_prompt else None
    sentence = typed or texts(f"problems.{problem.key}", **values)
    more = next((key for key in ("nearest", "sections", "things") if problem.values.get(key)), None)
    return f"{sentence} {texts(f'problems.{more}', **values)}" if more else sentence


def _to_words(key: str, value: Any, values: Mapping[str, Any], schema: Schema, texts: Texts) -> str:
    """Return a value of a problem in words: labels, types and tokens by their names, lists joined."""
    if key == "register_fields":
        return ", ".join(schema.header["register"].properties[name].words[texts.lang] for name in value)
    if isinstance(value, (list, tuple)):
        return _join([_to_words(key, part, values, schema, texts) for part in value], texts)
    if key.endswith(("label", "labels")):
        return schema.labels[value].words[texts.lang][0]
    if key.endswith("_token"):
        return schema.word(str(values[f"{key.removesuffix('_token')}_enum"]), str(value), texts.lang)
    if key == "enum":
        return _join([words[texts.lang][0] for words in schema.enums[value].values()], texts)
    if key == "nearest" and "enum" in values and (token := schema.find_token(values["enum"], str(value))):
        return schema.word(values["enum"], token, texts.lang)
    if key in _NAMED and (named := texts.find(f"problems.{_NAMED[key]}-{value}")):
        return named
    return mask(str(value)) or ""


def _join(parts: list[str], texts: Texts) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return texts("problems.or", first=", ".join(parts[:-1]), last=parts[-1])


def mask(text: str | None) -> str | None:
    """Return what may be repeated of a text: not all of a long one, and never a personal identity number."""
    if text is None:
        return None
    text = text.encode("utf-8", "replace").decode()
    hidden = hide_identity_numbers(text)
    short = hidden if len(hidden) <= _LONGEST else f"{hidden[: _LONGEST - 1]}…"
    return re.sub(r"\s*\n\s*", " ", short)
