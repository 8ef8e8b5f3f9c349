"""Check the statement of a question against the vocabulary and against what its header declares.

No parser: strings are taken out, then names are found by the signs around them. What is checked is what one of the
two engines would pass over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from samverkan.schema import read_schema

# Words that the embedded engine keeps for itself, as alias or parameter.
RESERVED = frozenset(
    [
        *("order", "end", "desc", "asc", "all", "any", "none", "single", "group", "on", "in", "case", "when"),
        *("table", "column", "default", "profile", "primary"),
    ]
)
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_LABEL = re.compile(r"\(\s*\w*\s*:\s*([\w|:]+)")
_TYPE = re.compile(r"\[\s*\w*\s*:\s*([\w|:]+)")
_PROPERTY = re.compile(r"[A-Za-z_]\w*\.(\w+)")
_INLINE = re.compile(r"[({,]\s*\w*(?::\w+)?\s*\{\s*(\w+)\s*:")
_BARE_NODE = re.compile(r"(?<![\w`])\(\s*(?!(?:EXISTS|COUNT|COLLECT)\b)(\w*)\s*(?:[){]|WHERE\b)", re.IGNORECASE)
_NODE = re.compile(r"\(\s*(\w+)\s*:")
_BARE_RELATION = re.compile(r"-->|<--|--|\[\s*\w*\s*(?:[\]*{]|WHERE\b)", re.IGNORECASE)
_PARAMETER = re.compile(r"\$(\w+)")
_ALIAS = re.compile(r"\bAS\s+(\w+)", re.IGNORECASE)
_VARIABLE = re.compile(r"[(\[]\s*(\w+)\s*:")
_RETURN = re.compile(r"\bRETURN\b(.*?)(?=\bUNION\b|\Z)", re.IGNORECASE | re.DOTALL)
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|CALL|LOAD|COPY)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameProblem:
    """What is wrong in a statement: `kind` names its sentence in `locales/*/questions.toml`."""

    kind: str
    name: str


def check_names(
    statement: str,
    *,
    columns: Sequence[str],
    declared: Sequence[str],
    implicit: Sequence[str],
    tokens: Collection[str],
    answered: bool = False,
) -> list[NameProblem]:
    """Return everything in a statement that the schema or the header does not know, or that one engine refuses.

    A statement of a question that is `answered` by a function brings ids: its columns are its own, and it need not
    use every parameter.
    """
    bare = _STRING.sub("''", statement)
    return [
        *_check_shape(statement, bare, tokens),
        *_check_words(bare),
        *_check_parameters(bare, declared, implicit, answered),
        *_check_aliases(bare),
        *([] if answered else _check_columns(bare, columns)),
    ]


def find_bare_nodes(text: str) -> list[str]:
    """Return the variables of node patterns that no pattern in the text gives a label ("" for a nameless one)."""
    named = set(_NODE.findall(text))
    return [name for name in _BARE_NODE.findall(text) if name not in named]


def has_bare_relation(text: str) -> bool:
    """Tell whether a relation pattern names no type; a list of one name counts too, to be on the safe side."""
    return _BARE_RELATION.search(text) is not None


def _check_shape(statement: str, bare: str, tokens: Collection[str]) -> Iterator[NameProblem]:
    known = {t for enum in read_schema().enums.values() for t in enum} | {"", *tokens}
    for text in _STRING.findall(statement):
        if text[1:-1] not in known:
            yield NameProblem("pasted-value", text)
    if ";" in bare or "//" in bare or "/*" in bare:
        yield NameProblem("several-statements", ";")
    for match in _WRITES.finditer(bare):
        yield NameProblem("writes", match[1])


def _check_words(bare: str) -> Iterator[NameProblem]:
    schema = read_schema()
    for branch in re.split(r"\bUNION\s+ALL\b", bare, flags=re.IGNORECASE):
        yield from (NameProblem("no-label", name or "()") for name in find_bare_nodes(branch))
        if has_bare_relation(branch):
            yield NameProblem("no-type", "[]")
    labels = set(_split(_LABEL.findall(bare)))
    types = set(_split(_TYPE.findall(bare)))
    yield from (NameProblem("unknown-label", n) for n in sorted(labels - schema.labels.keys()))
    yield from (NameProblem("unknown-type", n) for n in sorted(types - schema.relations.keys()))
    known = {"id"}
    for name in labels & schema.labels.keys():
        known |= schema.labels[name].properties.keys()
    for name in types & schema.relations.keys():
        known |= schema.relations[name].properties.keys()
    used = {*_PROPERTY.findall(bare), *_INLINE.findall(bare)}
    yield from (NameProblem("unknown-property", n) for n in sorted(used - known))


def _split(found: Collection[str]) -> Iterator[str]:
    return (name for names in found for name in re.split(r"[|:]+", names) if name)


def _check_parameters(
    bare: str, declared: Sequence[str], implicit: Sequence[str], answered: bool
) -> Iterator[NameProblem]:
    used = set(_PARAMETER.findall(bare))
    yield from (NameProblem("undeclared-parameter", n) for n in sorted(used - {*declared, *implicit}))
    needed = set() if answered else {*declared, "as_of"}
    yield from (NameProblem("unused-parameter", n) for n in sorted(needed - used))
    yield from (NameProblem("reserved-word", n) for n in declared if n.lower() in RESERVED)


def _check_aliases(bare: str) -> Iterator[NameProblem]:
    aliases, variables = set(_ALIAS.findall(bare)), set(_VARIABLE.findall(bare))
    yield from (NameProblem("reserved-word", n) for n in sorted(aliases) if n.lower() in RESERVED)
    yield from (NameProblem("alias-is-variable", n) for n in sorted(aliases & variables))


def _check_columns(bare: str, columns: Sequence[str]) -> Iterator[NameProblem]:
    parts = _RETURN.findall(bare)
    if "Position" in _split(_LABEL.findall(bare)) and "basis" not in columns:
        yield NameProblem("no-basis", "basis")
    if not parts or any(_ALIAS.findall(part) != list(columns) for part in parts):
        yield NameProblem("other-columns", ", ".join(_ALIAS.findall(parts[-1]) if parts else []))
