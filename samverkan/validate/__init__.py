"""The rules that make a map valid, and what is worth a second look in one that is."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from samverkan.errors import Problem
from samverkan.model import Map
from samverkan.validate.cycles import find_cycles
from samverkan.validate.delegations import find_delegation_doubts
from samverkan.validate.doubts import find_doubts
from samverkan.validate.identity_numbers import find_identity_numbers, find_personal_number, hide_identity_numbers
from samverkan.validate.piecewise import Judge, Judged, NodeRule, RelationRule
from samverkan.validate.privacy import (
    find_numbers_in_header,
    find_numbers_in_nodes,
    find_numbers_in_relations,
    find_texts_in_header,
    find_texts_in_nodes,
    find_texts_in_relations,
)
from samverkan.validate.records import find_record_doubts
from samverkan.validate.structure import find_wrong_header, find_wrong_nodes, find_wrong_relations
from samverkan.validate.swedish import find_swedish_doubts
from samverkan.validate.trees import find_malformed_trees

__all__ = ["find_errors", "find_identity_numbers", "find_personal_number", "find_problems", "hide_identity_numbers"]

Rule = Callable[[Map], Iterator[Problem]]
PieceRules = tuple[Rule, NodeRule, RelationRule]  # of the header, of each thing, of each relation

_SHAPES: PieceRules = (find_wrong_header, find_wrong_nodes, find_wrong_relations)
_NUMBERS: PieceRules = (find_numbers_in_header, find_numbers_in_nodes, find_numbers_in_relations)
_TEXTS: PieceRules = (find_texts_in_header, find_texts_in_nodes, find_texts_in_relations)
_ERRORS: tuple[Rule, ...] = (find_cycles, find_malformed_trees)


def _without_loose_ends(content: Map) -> Map:
    """Return a map without the relations whose ends do not exist: the other rules follow relations to nodes."""
    nodes = content.nodes
    ends = {r.start for r in content.relations} | {r.end for r in content.relations}
    if ends <= nodes.keys():
        return content
    return replace(content, relations=tuple(r for r in content.relations if r.start in nodes and r.end in nodes))


_LATEST: deque[tuple[Judged, date, tuple[Problem, ...]]] = deque(maxlen=4)
_JUDGED: deque[Judged] = deque(maxlen=4)


def find_problems(content: Map, on: date) -> list[Problem]:
    """Return every error and warning of a map, as of a day; errors first.

    A problem of a relation is placed on its start, and carries the relation itself (type, start, end) among its
    values, so that a reader of files can place it where it was written. What was found of the latest maps is
    remembered: an edit asks of the same ones several times, and of one that differs little.
    """
    for known, day, problems in tuple(_LATEST):
        if known.content() is content and day == on:
            return list(problems)
    judge = _begin(content)
    found = _find_problems(content, on, judge)
    _LATEST.append((judge.judged, on, tuple(found)))
    return found


def find_errors(content: Map) -> list[Problem]:
    """Return what makes a map invalid, on whatever day: with it nothing of what is only worth a second look."""
    errors, _ = _find_errors(content, _begin(content))
    return [problem for problem in errors if problem.severity == "error"]


def _begin(content: Map) -> Judge:
    judge = Judge(content, reversed(tuple(_JUDGED)))  # another thread may judge another map meanwhile
    _JUDGED.append(judge.judged)
    return judge


def _find_errors(content: Map, judge: Judge) -> tuple[list[Problem], Map | None]:
    """Return what is wrong in the shape of a map; where that is sound enough, what the other rules refuse too.

    With it comes what of the map is sound enough; None where nothing is.
    """
    errors = _judge(judge, _SHAPES, content)
    if _is_mistyped(errors):
        return errors, None  # the other rules rely on dates being dates
    sound = _without_loose_ends(content)
    errors += (problem for rule in _ERRORS for problem in rule(sound))
    return [*errors, *_judge(judge, _NUMBERS, sound)], sound


def _is_mistyped(errors: list[Problem]) -> bool:
    return any(problem.key == "wrong-type" for problem in errors)


def _find_problems(content: Map, on: date, judge: Judge) -> list[Problem]:
    errors, sound = _find_errors(content, judge)
    if sound is None:
        return errors
    content = sound
    today = content.on(on)
    doubts = [
        *find_doubts(content, today, on),
        *find_delegation_doubts(content, today, on),
        *_judge(judge, _TEXTS, content),
        *find_record_doubts(content, today, on),
    ]
    if content.profile == "se":
        doubts += find_swedish_doubts(content, today, on)
    return errors + doubts


def _judge(judge: Judge, rules: PieceRules, content: Map) -> list[Problem]:
    of_header, of_nodes, of_relations = rules
    return [*of_header(content), *judge.judge_nodes(of_nodes, content), *judge.judge_relations(of_relations, content)]
