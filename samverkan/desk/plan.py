"""The plan of an initiative as a screen: the decision path itself, with what is assumed beside today's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from samverkan.desk.assumptions import Assumption, find_assumed, name_plan, plan_assumed
from samverkan.desk.jobs import StillReckoningError
from samverkan.desk.making import show_waiting
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.page_screen import find_offered, show_page
from samverkan.desk.part import find_thing, name_thing, read_told
from samverkan.desk.screen import to_path
from samverkan.desk.session import Session
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.workflows.part import add_part

if TYPE_CHECKING:
    from samverkan.workflows.plan import Planned


@dataclass(frozen=True, slots=True)
class Band:
    """What stands above a plan with assumptions: each with its number and how to go on without it, and what changed."""

    assumed: tuple[tuple[int, str, str], ...]
    lines: tuple[str, ...]
    save: str
    drop: str


def show_plan(session: Session, request: Request, initiative: str) -> Answer:
    """Show the plan of an initiative; the address holds the numbers of what is assumed."""
    from samverkan.views.build import build_page

    if find_thing(session, initiative).label != "Initiative":
        raise UsageError("desk.gone", text=initiative)
    assumed = find_assumed(session, initiative, request.query.get("a", ""))
    try:
        planned = plan_assumed(session, initiative, [a for _, a in assumed])
        band = build_band(session, initiative, assumed, planned) if assumed else None
    except StillReckoningError as still:
        numbers = request.query.get("a", "")
        given_up = to_path("giveup", initiative) + (f"?{urlencode({'a': numbers})}" if numbers else "")
        name = name_thing(session, initiative)
        return show_waiting(session, request, name, session.say("reckoning"), still.told, given_up)
    answer = planned.answer
    if not answer.requirements:
        raise UsageError("plan.no-requirements", initiative=initiative, name=answer.name)
    content = planned.content
    how: dict[str, Any] = {"on": answer.as_of, "texts": session.texts, "subject": initiative, "answer": answer}
    built, words = build_page("decision-path", content, **how)
    if session.is_large:  # the page tells more of everybody than the plan rests on
        content = add_part(read_told(session, find_offered(built)), content)  # what is assumed stands
        built, words = build_page("decision-path", content, **how)
    return show_page(session, request, built, words, content, initiative=initiative, band=band)


def give_up(session: Session, request: Request, initiative: str) -> Answer:
    """Let go of a plan that is being reckoned, and of today's beside it: at once, or soon when a screen was left."""
    assumed = [assumption for _, assumption in find_assumed(session, initiative, request.query.get("a", ""))]
    left = bool(request.query.get("left"))
    for what in (assumed, []):
        (session.jobs.leave if left else session.jobs.give_up)(name_plan(initiative, what))
    return Answer() if left else see_other(to_path("thing", initiative))


def build_band(session: Session, initiative: str, assumed: Sequence[tuple[int, Assumption]], then: Planned) -> Band:
    """Build what stands above: the assumptions in words, and how the plan differs from today's."""
    today = plan_assumed(session, initiative, ())
    numbers = [number for number, _ in assumed]
    plan = to_path("plan", initiative)

    def without(number: int) -> str:
        left = ",".join(str(n) for n in numbers if n != number)
        return plan + (f"?a={left}" if left else "")

    told = tuple((n, say_assumption(session, then.content, a), without(n)) for n, a in assumed)
    lines = tuple(_tell_difference(session, today, then))
    given = ",".join(map(str, numbers))
    return Band(told, lines, f"{to_path('assume', initiative, 'save')}?a={given}", plan)


def say_assumption(session: Session, content: Map, assumption: Assumption) -> str:
    """Return an assumption as a sentence."""
    who = content.nodes[assumption.who].name if assumption.who in content.nodes else assumption.who
    return session.say(f"assume-{assumption.kind}", who=who, value=assumption.value)


def _tell_difference(session: Session, today: Planned, then: Planned) -> list[str]:
    from samverkan.decisions.beside import compare
    from samverkan.reports.plan_beside import tell_difference

    names = {i: node.name for planned in (today, then) for i, node in planned.content.nodes.items()}
    return list(tell_difference(compare(today.answer, then.answer), names, session.texts))
