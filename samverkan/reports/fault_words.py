"""Problems of a map in the words that people say: things by their names, fields by theirs, no keys of a file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from samverkan.errors import Problem
from samverkan.model import Map
from samverkan.reports.thing_facts import describe
from samverkan.reports.vocabulary import find_property, say_field, say_label
from samverkan.schema import read_schema
from samverkan.tables.field_words import find_item_key, fold, list_relation_words
from samverkan.tables.sentences import mask, to_message, to_sentence
from samverkan.texts import Texts

_WORDS = ("label", "labels", "token", "enum", "field", "expected", "topic", "shape")  # no names of things
_KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_WORD = re.compile(r"(?<=lägg till )[a-z]+\b|(?<= i )[a-z]+(?=[.;])")


def name_things(problem: Problem, content: Map, texts: Texts) -> Problem:
    """Return a problem that speaks of things by their names, not by ids."""

    def name(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return tuple(name(part) for part in value)
        parts = value.split(", ") if isinstance(value, str) else ()
        if not parts or any(part not in content.nodes for part in parts):
            return value
        return ", ".join(describe(content, content.nodes[part], texts) for part in parts)

    named = {k: v if k.endswith(_WORDS) else name(v) for k, v in problem.values.items()}
    return replace(problem, values=named)


def tell_in_words(problem: Problem, content: Map, texts: Texts) -> str:
    """Return a problem of an edit as `thing (id), field: what, and what to do`, as whoever typed the edit speaks."""
    node = content.nodes.get(problem.item or "")
    label = node.label if node else _find_label(problem.item or "")
    if label is None:
        return to_sentence(problem, texts)
    thing = f"{mask(describe(content, node, texts))} ({mask(node.id)})" if node else say_label(label, texts)
    field = mask(say_field(problem.field, label, texts.lang)) if problem.field else None
    told = name_things(_say_nearest(problem, label, texts.lang), content, texts)
    lacking = find_property(problem.field or "", label) if problem.key == "missing-field" else None
    if lacking is not None and lacking.enum:
        told = replace(told, key="missing-token", values={"enum": lacking.enum})
    if told.values.get("expected") == "bool":  # a file knows true and false alone
        told = replace(told, values={**told.values, "expected": "truth"})
    message = say_keys(to_message(told, texts), texts.lang, label)
    return f"{', '.join(part for part in (thing, field) if part)}: {message}"


def _find_label(section: str) -> str | None:
    """Return the label of a new thing, of which a problem knows no more than its section."""
    label = read_schema().sections.get(section)
    return label.name if label else None


def _say_nearest(problem: Problem, label: str, lang: str) -> Problem:
    """Return a problem of an unknown field with the one that was meant in the reader's words."""
    nearest, field = problem.values.get("nearest"), problem.field or ""
    if problem.key != "unknown-field" or not nearest:
        return problem
    first, dot, _ = field.partition(".")
    if dot and first in read_schema().keys[label]:
        kind = read_schema().keys[label][first][0].name
        word = say_field(list_relation_words(kind).get(fold(nearest), nearest), kind, lang)
    else:
        word = say_field(find_item_key(label, nearest) or nearest, label, lang)
    return replace(problem, values={**problem.values, "nearest": word})


def say_keys(text: str, lang: str, label: str = "") -> str:
    """Return a sentence in which the keys of a map file are the words that people say for them.

    In Swedish the keys of a label that are one English word are told too; in English they read as words.
    """
    words = _list_words(lang)
    told = _KEY.sub(lambda found: words.get(found[0], found[0]), text)
    own = _list_own_words(label) if label and lang == "sv" else {}
    return _WORD.sub(lambda found: own.get(found[0], found[0]), told)


@cache
def _list_own_words(label: str) -> dict[str, str]:
    """Return what the keys of a label are called in Swedish, those that are no Swedish words themselves."""
    schema = read_schema()
    found = {name: prop.words["sv"] for name, prop in schema.labels[label].properties.items()}
    found |= {key: relation.words["sv"][not outward] for key, (relation, outward) in schema.keys[label].items()}
    swedish = {word for text in found.values() for word in text.split()}
    return {key: word for key, word in found.items() if "_" not in key and key not in swedish}


@cache
def _list_words(lang: str) -> dict[str, str]:
    """Return what each key is called; one that is called differently in different places stays."""
    schema = read_schema()
    found: dict[str, set[str]] = {}
    for label in schema.labels.values():
        for name, prop in label.properties.items():
            found.setdefault(name, set()).add(prop.words[lang])
    for relation in schema.relations.values():
        found.setdefault(relation.key, set()).add(relation.words[lang][0])
        found.setdefault(relation.inverse, set()).add(relation.words[lang][1])
    return {key: next(iter(words)) for key, words in found.items() if len(words) == 1}
