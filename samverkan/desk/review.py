"""What is wrong or doubtful in the map, in words that name no key of a file, each with where to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from samverkan.desk.message import Answer, Request
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.errors import MapProblemsError, Problem
from samverkan.model import Map, Node
from samverkan.schema import read_schema
from samverkan.validate import find_problems

_WORDS = ("label", "labels", "token", "enum", "field", "expected", "topic", "shape")  # no names of things
_KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_WORD = re.compile(r"(?<=lägg till )[a-z]+\b|(?<= i )[a-z]+(?=[.;])")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A problem in words: about what, and the screens of the thing and of the field that mends it."""

    is_error: bool
    text: str
    name: str
    where: str
    thing: str
    mend: str


def show_review(session: Session, request: Request) -> Answer:
    """Show every problem and doubt of the map."""
    doubts = tell_problems(session, read_problems(session))
    groups = [[d for d in doubts if d.is_error], [d for d in doubts if not d.is_error]]
    return show(session, request, "review.html.j2", groups=groups, total=len(doubts))


def read_problems(session: Session) -> list[Problem]:
    """Return the problems of the map as it is; of a file that cannot be read, what is wrong with it."""
    try:
        _ = session.content
    except MapProblemsError as error:
        return list(error.problems)
    found: list[Problem] = session.remember("problems", lambda: list(find_problems(session.content, session.day)))
    return found


def tell_problems(session: Session, problems: Iterable[Problem], content: Map | None = None) -> list[Doubt]:
    """Return problems in words, errors first: of the map, or of another that they were found in."""
    from samverkan.reports.thing_facts import describe
    from samverkan.tables.sentences import mask, to_message

    there = _read_what_is_there(session)
    content = content or there
    told = []
    for problem in problems:
        node = content.nodes.get(problem.item or "")
        message = to_message(_name_things(session, content, problem), session.texts, at_prompt=False)
        text = say_keys(message, session.texts.lang, node.label if node else "")
        told.append(
            Doubt(
                problem.severity == "error",
                text,
                describe(content, node, session.texts) if node else mask(problem.item) or "",
                _say_place(session, problem),
                to_path("thing", node.id) if node and node.id in there.nodes else "",
                _find_mending(session, node, problem) if node and session.lasting else "",
            )
        )
    return sorted(told, key=lambda doubt: not doubt.is_error)


def _read_what_is_there(session: Session) -> Map:
    """Return the map; of a file that cannot be read nothing."""
    try:
        return session.content
    except MapProblemsError:
        return Map({}, ())


def _name_things(session: Session, content: Map, problem: Problem) -> Problem:
    """Return a problem that speaks of things by their names, not by ids."""
    from samverkan.reports.thing_facts import describe

    def name(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return tuple(name(part) for part in value)
        parts = value.split(", ") if isinstance(value, str) else ()
        if not parts or any(part not in content.nodes for part in parts):
            return value
        return ", ".join(describe(content, content.nodes[part], session.texts) for part in parts)

    named = {k: v if k.endswith(_WORDS) else name(v) for k, v in problem.values.items()}
    return replace(problem, values=named)


def _find_mending(session: Session, node: Node, problem: Problem) -> str:
    """Return the form that mends a problem: of a stance that is too old, the one that notes it anew."""
    if problem.key == "position-past-review":
        who = next((n.id for n in session.content.origins(node.id, "TAKES")), "")
        about = next((n.id for n in session.content.targets(node.id, "ABOUT")), "")
        return "/note?" + urlencode({"who": who, "about": about, "back": "/review"})
    return f"{to_path('change', node.id)}?" + urlencode({"field": problem.field or "", "back": "/review"})


def _say_place(session: Session, problem: Problem) -> str:
    if problem.line is None:
        return problem.cell or ""
    return session.say("line", file=Path(problem.file or "").name, line=problem.line)


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
