"""The part of a map that a statement touches, by the names in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.question_check import find_bare_nodes, has_bare_relation
from samverkan.schema import Property, read_schema
from samverkan.store.guard import blank_strings

_SCOPE = re.compile(r"(?<!STARTS )(?<!ENDS )\b(?:UNION|WITH)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """The labels and relation types that a statement needs, each in the schema's order.

    `words` are those of the statement, where it needs no other properties than those that it names.
    """

    labels: tuple[str, ...]
    types: tuple[str, ...]
    words: frozenset[str] | None = None

    def pick(self, properties: Mapping[str, Property]) -> list[Property]:
        """Return those of some properties that are needed; one that is private never is."""
        return [p for p in properties.values() if not p.private and (self.words is None or p.name in self.words)]


def find_part(statement: str, *, checked: bool = False) -> Part:
    """Return what a statement touches: the schema's names in its text, everything where a pattern names none.

    Never less than it touches; a name in any case counts, since the engine reads names so. A `checked` statement
    (a question's) is known to name a label for every variable, and every property as the schema writes it.
    """
    schema = read_schema()
    text = blank_strings(statement).replace("`", " ")
    words = {word.lower() for word in re.findall(r"\w+", text)}
    labels = {name for name in schema.labels if name.lower() in words}
    types = [name for name in schema.relations if name.lower() in words]
    scopes = [] if checked else _SCOPE.split(text)
    if any(find_bare_nodes(scope) for scope in scopes):
        labels = set(schema.labels)
    if any(has_bare_relation(scope) for scope in scopes):
        types = list(schema.relations)
    if "*" in text:  # what lies along a path is not named
        ways = {name for name in types if re.search(rf"\b{name}\b[^\]]*\*", text, re.IGNORECASE)}
        labels |= {label for name in ways or types for ends in schema.relations[name].ends for label in ends}
    named = frozenset(words) if checked else None
    return Part(tuple(name for name in schema.labels if name in labels), tuple(types), named)
