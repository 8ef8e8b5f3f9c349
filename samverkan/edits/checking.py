"""Check an edit by the rules of a map file: what it makes wrong that was not wrong before."""

from __future__ import annotations

from collections import Counter
from datetime import date

from samverkan.errors import EditProblemsError, Problem
from samverkan.model import Map
from samverkan.validate import find_problems


def check_edit(old: Map, new: Map, on: date | None = None) -> list[Problem]:
    """Return the warnings that a map gets by an edit; errors that it gets are an EditProblemsError."""
    found = find_new_problems(old, new, on)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        known = all(problem.item in old.nodes for problem in errors)
        raise EditProblemsError(errors, old if known else new)
    return found


def find_new_problems(old: Map, new: Map, on: date | None = None) -> list[Problem]:
    """Return the problems of a map that another has not, errors first."""
    if new is old:
        return []
    day = on or new.as_of or date.today()
    there = Counter(map(_name, find_problems(old, day))) if old.nodes or old.title else Counter()
    found = []
    for problem in find_problems(new, day):
        name = _name(problem)
        if there[name]:
            there[name] -= 1
        else:
            found.append(problem)
    return found


def _name(problem: Problem) -> tuple[object, ...]:
    values = repr(sorted(problem.values.items(), key=str)) if problem.values else ""
    return problem.severity, problem.key, problem.item, problem.field, values
