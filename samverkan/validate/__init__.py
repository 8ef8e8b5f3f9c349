"""The rules that make a map valid, and what is worth a second look in one that is."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from weakref import ref

from samverkan.errors import Problem
from samverkan.model import Map
from samverkan.validate.cycles import find_cycles
from samverkan.validate.delegations import find_delegation_doubts
from samverkan.validate.doubts import find_doubts
from samverkan.validate.identity_numbers import find_identity_numbers, find_personal_number, hide_identity_numbers
from samverkan.validate.privacy import find_personal_numbers, find_private_texts
from samverkan.validate.records import find_record_doubts
from samverkan.validate.structure import find_wrong_header, find_wrong_nodes, find_wrong_relations
from samverkan.validate.swedish import find_swedish_doubts
from samverkan.validate.trees import find_malformed_trees

__all__ = ["find_identity_numbers", "find_personal_number", "find_problems", "hide_identity_numbers"]

Rule = Callable[[Map], Iterator[Problem]]

_SHAPES: tuple[Rule, ...] = (find_wrong_header, find_wrong_nodes, find_wrong_relations)
_ERRORS: tuple[Rule, ...] = (
    find_cycles,
    find_malformed_trees,
    find_personal_numbers,
)


def _without_loose_ends(content: Map) -> Map:
    """Return a map without the relations whose ends do not exist: the other rules follow relations to nodes."""
    nodes = content.nodes
    if all(r.start in nodes and r.end in nodes for r in content.relations):
        return content
    return replace(content, relations=tuple(r for r in content.relations if r.start in nodes and r.end in nodes))


_LATEST: deque[tuple[ref[Map], date, tuple[Problem, ...]]] = deque(maxlen=4)


def find_problems(content: Map, on: date) -> list[Problem]:
    """Return every error and warning of a map, as of a day; errors first.

    A problem of a relation is placed on its start, and carries the relation itself (type, start, end) among its
    values, so that a reader of files can place it where it was written. What was found of the latest maps is
    remembered: an edit asks of the same ones several times.
    """
    for known, day, problems in tuple(_LATEST):
        if known() is content and day == on:
            return list(problems)
    found = _find_problems(content, on)
    _LATEST.append((ref(content), on, tuple(found)))
    return found


def _find_problems(content: Map, on: date) -> list[Problem]:
    errors = [problem for rule in _SHAPES for problem in rule(content)]
    if any(problem.key == "wrong-type" for problem in errors):
        return errors  # the other rules rely on dates being dates
    content = _without_loose_ends(content)
    errors += [problem for rule in _ERRORS for problem in rule(content)]
    today = content.on(on)
    doubts = [
        *find_doubts(content, today, on),
        *find_delegation_doubts(content, today, on),
        *find_private_texts(content),
        *find_record_doubts(content, today, on),
    ]
    if content.profile == "se":
        doubts += find_swedish_doubts(content, today, on)
    return errors + doubts
