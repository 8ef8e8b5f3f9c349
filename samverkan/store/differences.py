"""Refuse what the embedded engine would answer otherwise than Cypher says, without a word.

Found by asking it and a Neo4j server the same few hundred statements (LadybugDB 0.22). A wrong answer that looks right
is worse than none: each form is refused with what to write in its stead. What it refuses itself is not listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samverkan.errors import UsageError
from samverkan.schema import read_schema
from samverkan.store.guard import blank_out

_CLAUSE = re.compile(r"\b(?:OPTIONAL\s+)?MATCH\b|\bWITH\b|\bRETURN\b|\bUNWIND\b|\bUNION\b", re.IGNORECASE)
_BRANCH = re.compile(r"\bUNION(?:\s+ALL)?\b", re.IGNORECASE)
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_CUT = re.compile(r"\b(?:LIMIT|SKIP)\b", re.IGNORECASE)
_AGGREGATE = re.compile(r"\b(count|sum|avg|min|max|collect|stdev|stdevp)\s*\(", re.IGNORECASE)
_LABELLED = re.compile(r"\(\s*(\w+)\s*:\s*([\w|:`]+)")
_SUBSCRIPT = re.compile(r"(?:\b(\w+)|[)\]])\s*\[(?!\s*:)")
_NODE = r"\(\s*(?P<{name}>\w*)[^()]*\)"
_EDGE = re.compile(r"(?P<left><?)-\s*\[\s*(?P<name>\w*)\s*(?::\s*(?P<types>[\w|:]+))?[^\]]*\]\s*-(?P<right>>?)")
_BEFORE_A_LIST = frozenset(
    [
        *("IN", "UNWIND", "RETURN", "WITH", "AND", "OR", "XOR", "NOT", "THEN", "ELSE", "WHEN", "CASE"),
        *("WHERE", "BY", "AS", "DISTINCT", "STARTS", "ENDS", "CONTAINS"),
    ]
)
_COMPARED = re.compile(r"\b(?P<of>\w+\.(?P<name>\w+))\s*(?P<sign>=|<>)\s*\$(?P<value>\w+)")
_TEXTS = ("text", "token")
_EQUAL = re.compile(r"<>|(?<![<>!])=(?!~)")
_SIDE = r"(?P<quote>['\"])|(?P<number>(?<![\w.])-?\d+(?:\.\d+)?)(?![\w.])|\w+\.(?P<name>\w+)"
_FIRST, _LAST = re.compile(_SIDE), re.compile(f"(?:{_SIDE})$")
_GIVEN = re.compile(r"[{,]\s*(\w+)\s*:\s*-?\d")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A relation in a pattern: its variable, types, ends by their variables, and whether it has a direction."""

    name: str
    types: frozenset[str]
    start: str
    end: str
    directed: bool

    def may_be(self, other: _Edge) -> bool:
        """Tell whether both may stand for one relation; a relation from a thing to itself is not thought of."""
        if self.types and other.types and not self.types & other.types:
            return False
        crossed = (self.start and self.start == other.end) or (self.end and self.end == other.start)
        return not (self.directed and other.directed and crossed)


def check_differences(statement: str) -> None:
    """Refuse a statement (UsageError) of a form that is known to be answered otherwise."""
    blank = blank_out(statement)
    for kind, what in _find_numbers_as_texts(statement, blank):
        raise UsageError(f"store.differs-{kind}", what=what)
    for branch in _BRANCH.split(blank):
        for kind, what in _find_differences(branch):
            raise UsageError(f"store.differs-{kind}", what=what)


def _find_numbers_as_texts(statement: str, blank: str) -> Iterator[tuple[str, str]]:
    """A number that is written beside a text equals it, where it should equal none; `blank` tells what is no text."""
    for found in _EQUAL.finditer(blank):
        before, after = statement[: found.start()].rstrip(), statement[found.end() :].lstrip()
        if {_find_kind(_LAST.search(before)), _find_kind(_FIRST.match(after))} == {"number", "text"}:
            yield "number", found[0]
    for found in _GIVEN.finditer(blank):
        if _is_text(found[1]):
            yield "number", found[1]


def _find_kind(found: re.Match[str] | None) -> str:
    """Tell whether what stands beside a sign is a number or a text; empty where nobody knows."""
    if found is None:
        return ""
    if found["number"]:
        return "number"
    return "text" if found["quote"] or _is_text(found["name"]) else ""


def compare_by_type(statement: str, parameters: Mapping[str, Any]) -> str:
    """Return a statement in which no number, date or truth that is given equals a text.

    The engine makes a number of the text first: it finds 117 in "117", and gives up at "Sektion 117".
    """

    def rewrite(found: re.Match[str]) -> str:
        value = parameters.get(found["value"])
        if value is None or isinstance(value, str) or not _is_text(found["name"]):
            return found[0]
        return "(1 = 0)" if found["sign"] == "=" else f"({found['of']} IS NOT NULL)"

    return _COMPARED.sub(rewrite, statement)


def _is_text(name: str) -> bool:
    schema = read_schema()
    everywhere = [kind.properties for kind in schema.labels.values()]
    everywhere += [kind.properties for kind in schema.relations.values()]
    types = {properties[name].type for properties in everywhere if name in properties}
    return name == "id" or (bool(types) and types <= set(_TEXTS))


def _find_differences(text: str) -> Iterator[tuple[str, str]]:
    clauses = _split(text)
    yield from _find_forgotten_order(clauses)
    yield from _find_two_labels(clauses)
    yield from _find_subscripts(text)
    yield from _find_same_edge(clauses)


def _split(text: str) -> list[tuple[str, str]]:
    """Return the clauses of a statement: (first word, what follows it)."""
    found = list(_CLAUSE.finditer(text))
    ends = [*(f.start() for f in found[1:]), len(text)]
    return [(f[0].split()[-1].upper(), text[f.end() : end]) for f, end in zip(found, ends, strict=True)]


def _find_forgotten_order(clauses: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """ORDER BY with LIMIT in a WITH is forgotten where an aggregate comes later."""
    cut = False
    for word, rest in clauses:
        if cut and word in ("WITH", "RETURN") and (found := _AGGREGATE.search(rest)):
            yield "order", f"{found[1]}()"
        cut = cut or (word == "WITH" and bool(_ORDERED.search(rest)) and bool(_CUT.search(rest)))


def _find_two_labels(clauses: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A variable that is given two labels stands for things of either, where it should stand for none."""
    labels: dict[str, str] = {}
    for word, rest in clauses:
        if word == "WITH":
            labels = {name: label for name, label in labels.items() if _is_handed_on(name, rest)}
        for name, label in _LABELLED.findall(rest):
            if ":" in label or labels.setdefault(name, label) != label:
                yield "labels", name


def _is_handed_on(name: str, rest: str) -> bool:
    """Tell whether a WITH hands a variable on, not only what is reckoned of it."""
    return re.search(rf"(?:^|,)\s*(?:DISTINCT\s+)?{name}\s*(?:,|$|\b(?:ORDER|WHERE|SKIP|LIMIT)\b)", rest) is not None


def _find_subscripts(text: str) -> Iterator[tuple[str, str]]:
    """Places in a list and slices of it are counted from one, where Cypher counts from nought."""
    for found in _SUBSCRIPT.finditer(text):
        if found[1] is None or found[1].upper() not in _BEFORE_A_LIST:
            yield "subscript", found[0]


def _find_same_edge(clauses: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Two relations of one pattern may be the same one there, where Cypher never takes one twice."""
    everything = " ".join(rest for _, rest in clauses)
    for word, rest in clauses:
        edges = _read_edges(rest) if word == "MATCH" else []
        for place, edge in enumerate(edges):
            for other in edges[:place]:
                if edge.may_be(other) and not _are_told_apart(edge, other, everything):
                    yield "edges", "|".join(sorted(edge.types)) or "–"


def _are_told_apart(one: _Edge, other: _Edge, text: str) -> bool:
    if not one.name or not other.name:
        return False
    pairs = rf"\b{one.name}\s*<>\s*{other.name}\b|\b{other.name}\s*<>\s*{one.name}\b"
    return re.search(pairs, text) is not None


def _read_edges(pattern: str) -> list[_Edge]:
    """Return the relations of a MATCH, those in an EXISTS left out, each with the variables at its ends."""
    pattern = re.sub(r"\{[^{}]*\bMATCH\b.*?\}", "", pattern, flags=re.IGNORECASE | re.DOTALL)
    edges = []
    for found in _EDGE.finditer(pattern):
        before = re.search(_NODE.format(name="n") + r"\s*$", pattern[: found.start()])
        after = re.match(r"\s*" + _NODE.format(name="n"), pattern[found.end() :])
        ends = (before["n"] if before else "", after["n"] if after else "")
        start, end = reversed(ends) if found["left"] else ends
        types = frozenset(filter(None, re.split(r"[|:]+", found["types"] or "")))
        edges.append(_Edge(found["name"], types, start, end, bool(found["left"]) != bool(found["right"])))
    return edges
