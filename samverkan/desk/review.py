"""What is wrong or doubtful in the map, in words that name no key of a file, each with where to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from samverkan.desk.message import Answer, Request
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.errors import MapProblemsError, Problem
from samverkan.model import Map, Node
from samverkan.validate import find_problems


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
    from samverkan.reports.fault_words import name_things, say_keys
    from samverkan.reports.thing_facts import describe
    from samverkan.tables.sentences import mask, to_message

    there = _read_what_is_there(session)
    content = content or there
    told = []
    for problem in problems:
        node = content.nodes.get(problem.item or "")
        message = to_message(name_things(problem, content, session.texts), session.texts, at_prompt=False)
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
        return Map({}, ()) if session.is_large else session.content
    except MapProblemsError:
        return Map({}, ())


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
