"""A requirement tree in the words of a language, with names for ids, over several lines; and back to a line of ids.

alla(                                            all(decide d-x, any(endorse d-y veto=true, fund d-z amount=5000))
  besluta "Plats på torget",
  en av(
    tillstyrka "Yttrande" veto,
    finansiera "Driftmedel" belopp=5000
  )
)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.tables.document import Branch, Entries, Sequence, Text
from samverkan.tables.field_words import fold
from samverkan.tables.tree_items import list_leaf_words
from samverkan.tables.tree_line import MalformedTreeError, read_line, to_word
from samverkan.tables.trees import LEAF_RELATIONS, to_tree

_ENDS: Mapping[str, frozenset[str]] = {
    "in": frozenset({"Area"}),
    "directed_to": frozenset({"Actor"}),
    "answered_by": frozenset({"Actor"}),
}
_MATTER = frozenset({"Matter"})
_UNSAID = ("sourced_by",)

Call = Callable[[str, frozenset[str]], str]
Find = Callable[[str, frozenset[str]], str]


def say_tree(content: Map, root: str, initiative: str, lang: str, call: Call) -> str:
    """Return a tree in words; `call(id, labels)` is what a thing is called, and must lead back to it."""
    return "\n".join(_say_node(to_tree(content, root, initiative), lang, call, ""))


def _say_node(tree: Mapping[str, Any], lang: str, call: Call, indent: str) -> Iterator[str]:
    op = next(iter(tree))
    value = tree[op]
    if not isinstance(value, (list, dict)):
        yield indent + _say_leaf(tree, lang, call)
        return
    children = value["of"] if isinstance(value, dict) else value
    first = [to_word(value["n"])] if isinstance(value, dict) else []
    said = ", ".join([*first, *_say_pairs(tree, op, lang, call)])
    yield f"{indent}{read_schema().word('requirement_op', op, lang)}({said}{',' if said else ''}"
    for place, child in enumerate(children, 1):
        lines = list(_say_node(child, lang, call, indent + "  "))
        yield from lines[:-1]
        yield lines[-1] + ("," if place < len(children) else "")
    yield f"{indent})"


def _say_leaf(tree: Mapping[str, Any], lang: str, call: Call) -> str:
    form = next(iter(tree))
    matter = [] if tree[form] is True else [to_word(call(tree[form], _MATTER))]
    flag = ["veto"] if tree.get("veto") is True else []
    return " ".join([_find_short("mandate_kind", form, lang), *matter, *_say_pairs(tree, form, lang, call), *flag])


def _say_pairs(tree: Mapping[str, Any], first: str, lang: str, call: Call) -> Iterator[str]:
    for key, value in tree.items():
        if key in (first, *_UNSAID) or (key == "veto" and value is True):
            continue
        said = call(value, _ENDS[key]) if key in _ENDS else value
        said = _find_short("requirement_status", value, lang) if key == "status" else said
        yield f"{_call_field(key, lang)}={to_word(said)}"


def _find_short(enum: str, token: str, lang: str) -> str:
    """Return the first word of a token that is one word alone: in a line a space ends it."""
    words = read_schema().enums.get(enum, {}).get(token, {}).get(lang, ())
    return next((word for word in words if " " not in word), token)


def _call_field(key: str, lang: str) -> str:
    """Return what a field is called in a line, where it leads back to the field."""
    schema, properties = read_schema(), read_schema().labels["Requirement"].properties
    words = [schema.relations[LEAF_RELATIONS[key]].words[lang][0]] if key in LEAF_RELATIONS else []
    words += [properties[key].words[lang]] if key in properties else []
    found = (word.replace(" ", "_") for word in words if list_leaf_words().get(fold(word)) == key)
    return next(found, key) if key != "in" or lang == "en" else "i"


def read_words(text: str, find: Find) -> str:
    """Return a tree in words as one line of ids; what is no tree comes back as it was, for whoever reads lines.

    `find(text, labels)` returns the id of a thing that a text means.
    """
    try:
        return _write_node(read_line(text), find)
    except MalformedTreeError:
        return text


def _write_node(entries: Branch, find: Find) -> str:
    if not isinstance(entries, Entries):
        return _write(entries)
    op = next((key for key, value in entries.fields.items() if not isinstance(value, Text)), "")
    if not op:
        return _write_leaf(entries, find)
    value = entries.fields[op]
    first = [_write(value.fields["n"])] if isinstance(value, Entries) else []
    children = value.fields["of"] if isinstance(value, Entries) else value
    parts = children.items if isinstance(children, Sequence) else []
    pairs = (_write_pair(key, other, find) for key, other in entries.fields.items() if key != op)
    return f"{op}({', '.join([*first, *pairs, *(_write_node(part, find) for part in parts)])})"


def _write_leaf(entries: Entries, find: Find) -> str:
    (form, matter), *others = entries.fields.items()
    named = [_write_named(matter, _MATTER, find)] if _write(matter) != "true" else []
    return " ".join([form, *named, *(_write_pair(key, value, find) for key, value in others)])


def _write_pair(key: str, value: Branch, find: Find) -> str:
    known = list_leaf_words().get(fold(key), key)
    said = _write_named(value, _ENDS[known], find) if known in _ENDS else _write(value)
    return f"{key}={said}"


def _write_named(value: Branch, labels: frozenset[str], find: Find) -> str:
    return to_word(find(value.text, labels)) if isinstance(value, Text) else _write(value)


def _write(value: Branch) -> str:
    """Return a value as it stood: in quotes where it did."""
    if not isinstance(value, Text):
        return ""
    return value.text if value.plain else json.dumps(value.text, ensure_ascii=False)
