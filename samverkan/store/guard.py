"""Let through only free Cypher that reads: the same rules for every store.

Hostile until checked. Neo4j's read mode refuses writes but not reading local files or calling procedures; the
embedded engine has no read-only mode in memory. A refusal names the first thing that is in the way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from samverkan.errors import UsageError

LONGEST = 4000
DEEPEST = 12
FIRST_WORDS = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN")
FORBIDDEN = frozenset(
    [
        *("LOAD", "CALL", "COPY", "CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "INSERT"),
        *("USE", "SHOW", "NEXTVAL", "DROP", "ALTER", "ATTACH", "EXPORT", "IMPORT", "INSTALL"),
    ]
)
_CALENDAR = ("date", "datetime", "duration", "time", "localtime", "localdatetime", "point")
_PLACEHOLDER = " 0 "
_LITERAL = re.compile(r"'[^'\\]*'|\"[^\"\\]*\"|`[^`\\]*`")
_LEFTOVERS = (";", "//", "/*", "\\", "'", '"', "`")
# A word that stands right after a name and a dot is a property; after a number and a dot it is not.
_WORD = re.compile(r"(?<![\w$])([^\W\d]\w*\.)?([^\W\d]\w*)")
# The labels that a server's store keeps for itself: the log of changes is no part of the map.
_OWN_LABEL = re.compile(r"\bsamverkan(?:map|revision|change)?\b")
_DOTTED_CALL = re.compile(r"\b(\w+)(?:\s*\.\s*\w+)+\s*\(")
_NESTING = re.compile(r"[\[\](){}]|(?<!\.)\b(?:CASE|END)\b", re.IGNORECASE)
_PARAMETER = re.compile(r"\$(\w+)")
_OPENING = {")": "(", "]": "[", "}": "{", "END": "CASE"}


def check_statement(statement: str) -> None:
    """Refuse a statement (UsageError) that is not one plain question."""
    if len(statement) > LONGEST:
        raise UsageError("store.cypher-long", most=LONGEST)
    for sign in statement:
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") and sign not in "\n\r\t":
            raise _refuse(f"U+{ord(sign):04X}")
    if "\\u" in statement.lower():
        raise _refuse("\\u")
    bare = _LITERAL.sub(_PLACEHOLDER, statement)
    for sign in _LEFTOVERS:
        if sign in bare:
            raise _refuse(sign)
    _check_words(bare)
    _check_labels(statement)
    if _find_depth(bare) > DEEPEST:
        raise UsageError("store.cypher-deep", most=DEEPEST)


def check_values(statement: str, parameters: Collection[str]) -> None:
    """Refuse a statement whose parameters are not exactly those that were given: engines differ on what is missing."""
    used = find_parameters(statement)
    for name in used:
        if name not in parameters:
            raise UsageError("store.missing-value", name=name)
    for name in parameters:
        if name not in used:
            raise UsageError("store.unused-value", name=name)


def find_parameters(statement: str) -> list[str]:
    """Return the names of a statement's parameters, each once, in order."""
    return list(dict.fromkeys(_PARAMETER.findall(blank_out(statement))))


def blank_out(statement: str) -> str:
    """Return the statement with its strings and quoted names blank, every other sign where it was."""
    return _LITERAL.sub(lambda found: " " * len(found[0]), statement)


def blank_strings(statement: str) -> str:
    """Return the statement with its strings blank, but with its quoted names."""
    return _LITERAL.sub(lambda found: found[0] if found[0][0] == "`" else " " * len(found[0]), statement)


def _check_words(bare: str) -> None:
    words = bare.split(maxsplit=1)
    first = re.split(r"\W", words[0].upper())[0] if words else ""
    if first not in FIRST_WORDS:
        raise UsageError("store.cypher-start", first=first[:20] or "–", allowed=", ".join(FIRST_WORDS))
    for owner, word in _WORD.findall(bare):
        # NFKC and upper() also catch letters that an engine folds to plain ones, such as the long s.
        if unicodedata.normalize("NFKC", word).upper() in FORBIDDEN and not owner:
            raise _refuse(word)
    for found in _DOTTED_CALL.finditer(bare):
        if found[1].lower() not in _CALENDAR:
            raise _refuse(found[0])


def _check_labels(statement: str) -> None:
    own = _OWN_LABEL.search(unicodedata.normalize("NFKC", blank_strings(statement)).casefold())
    if own:
        raise _refuse(own[0])


def _find_depth(bare: str) -> int:
    """Return how deep brackets and CASE … END nest; what is not closed stays open."""
    still_open: list[str] = []
    deepest = 0
    for found in _NESTING.finditer(bare):
        sign = found[0].upper()
        if sign not in _OPENING:
            still_open.append(sign)
        elif still_open and still_open[-1] == _OPENING[sign]:
            still_open.pop()
        deepest = max(deepest, len(still_open))
    return deepest


def _refuse(what: str) -> UsageError:
    return UsageError("store.cypher-refused", what=what)
