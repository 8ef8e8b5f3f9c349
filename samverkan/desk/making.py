"""A page as it is exported, made in a thread of its own; while that takes long, a screen asks until it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from samverkan.decisions.deadline import Listener, Stage
from samverkan.desk.jobs import StillReckoningError
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.screen import find_now, show, to_path
from samverkan.desk.session import Session
from samverkan.store.registry import find_kind
from samverkan.workflows.open_store import Where
from samverkan.workflows.view import Page, build_for_screen, find_subject
from samverkan.workflows.watch import find_address

if TYPE_CHECKING:
    from samverkan.decisions.answer import Answer as Planned
    from samverkan.views.spec import Page as Built
    from samverkan.views.words import Words

_NAME = "page "


@dataclass(frozen=True, slots=True)
class Made:
    """A page, its words, and what was drawn of it."""

    built: Built
    words: Words
    drawn: str


def make_page(
    session: Session,
    request: Request,
    page: Page,
    draw: Callable[[Built, Words], str],
    answer: Callable[[Made], Answer],
) -> Answer:
    """Answer with a page once it is made and drawn, else with how far it is; it is made once for an address."""
    from samverkan.views.kinds import VIEWS

    title, told = session.say(f"view-{page.kind}"), None
    if VIEWS[page.kind].planned and (subject := find_subject(session.content, page, VIEWS[page.kind])):
        page = replace(page, subject=subject)
        try:
            told = _plan(session, subject)
        except StillReckoningError as still:
            given_up = to_path("giveup", subject)
            return show_waiting(session, request, title, session.say("reckoning"), still.told, given_up)

    def make(listener: Listener) -> Made:
        where = _find_where(session)
        listener(Stage("plan"))  # whoever has given up in the meantime is heard here, and before it is drawn
        built, words, _ = build_for_screen(where, page, as_of=session.as_of, texts=session.texts, answer=told)
        listener(Stage("plan"))
        return Made(built, words, draw(built, words))

    return answer_made(session, request, title, make, answer, told)


def _plan(session: Session, initiative: str) -> Planned:
    from samverkan.desk.assumptions import plan_assumed

    return plan_assumed(session, initiative, ()).answer


def answer_made(
    session: Session,
    request: Request,
    title: str,
    make: Callable[[Listener], Any],
    answer: Callable[[Any], Answer],
    basis: object = None,
) -> Answer:
    """Answer with what is made once for an address, else with how far it is.

    It is made anew where the map has changed, or the plan that it tells (`basis`).
    """
    session.refresh()
    name, patience = find_now(request), session.patience
    try:
        made = session.jobs.find(_NAME + name, make, patience=patience, kind="page", basis=basis)
    except StillReckoningError as still:
        given_up = f"/giveup?{urlencode({'page': name})}"
        return show_waiting(session, request, title, session.say("drawing"), still.told, given_up)
    return answer(made)


def _find_where(session: Session) -> Where:
    """Return where to read: a store keeps the places of what it has drawn, a map file has none."""
    return session.read() if find_kind(find_address(session.where)).is_map_file else session.where


def show_waiting(session: Session, request: Request, name: str, doing: str, told: str, given_up: str) -> Answer:
    """Show how far something is, and how to give it up; the screen asks again by itself."""
    return show(session, request, "reckoning.html.j2", 202, name=name, doing=doing, told=told, given_up=given_up)


def give_up(session: Session, request: Request) -> Answer:
    """Let go of a page that is being made: its thread ends before the next part of it, and nobody gets to see it."""
    if not request.query.get("left"):
        session.jobs.give_up(_NAME + request.query.get("page", ""))
    return Answer() if request.query.get("left") else see_other("/views")
