"""Assume something, or make what is assumed true."""

from __future__ import annotations

from urllib.parse import urlencode

from samverkan.desk.assumptions import SAID, Assumption, add_assumption, find_assumed, save_assumed
from samverkan.desk.forms import Wrong, find_wrong
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.part import find_meant, find_thing, read_part
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.errors import SamverkanError, UsageError
from samverkan.reports.thing_facts import describe


def assume(session: Session, request: Request, initiative: str) -> Answer:
    """Add an assumption to those of an address, and show the plan with it."""
    form = request.form
    find_thing(session, initiative)
    kind, asked = form.get("kind", ""), form.get("who", "").strip()
    try:
        who = find_meant(session, asked, {"Actor"}).id if asked or kind != "amount" else ""
        value = _read_amount(form.get("value", "")) if kind == "amount" else ""
    except SamverkanError as error:
        if kind in ("no", "yes"):
            raise
        return _ask(session, request, initiative, kind, form.get("requirement", ""), error)
    assumption = Assumption(kind, initiative, who, form.get("requirement", ""), value)
    number = add_assumption(session, assumption)
    there = [n for n, a in find_assumed(session, initiative, form.get("a", "")) if not _is_replaced(a, assumption)]
    numbers = ",".join(map(str, dict.fromkeys([*there, number])))
    return see_other(f"{to_path('plan', initiative)}?a={numbers}")


def _is_replaced(one: Assumption, other: Assumption) -> bool:
    """Tell whether one cannot hold beside the other: yes and no of the same actor, two amounts of one requirement."""
    if {one.kind, other.kind} <= SAID:
        return one.who == other.who
    return one.kind == other.kind == "amount" and one.requirement == other.requirement


def _read_amount(text: str) -> str:
    plain = text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").removesuffix("kr")
    if not plain.isdecimal():
        raise UsageError("desk.not-an-amount", text=text)
    return plain


def ask_contact(session: Session, request: Request, initiative: str) -> Answer:
    """Ask whom one would know."""
    return _ask(session, request, initiative, "contact", "")


def ask_amount(session: Session, request: Request, initiative: str) -> Answer:
    """Ask for another amount."""
    return _ask(session, request, initiative, "amount", request.query.get("requirement", ""))


def ask_mandate(session: Session, request: Request, initiative: str) -> Answer:
    """Ask who might have the mandate."""
    return _ask(session, request, initiative, "mandate", request.query.get("requirement", ""))


def _ask(
    session: Session,
    request: Request,
    initiative: str,
    kind: str,
    requirement: str,
    wrong: SamverkanError | None = None,
) -> Answer:
    given = {**request.query, **request.form}
    content = read_part(session, [requirement])
    leaf = content.nodes.get(requirement)
    return show(
        session,
        request,
        "assume.html.j2",
        422 if wrong else 200,
        initiative=find_thing(session, initiative),
        kind=kind,
        requirement=requirement,
        asked=describe(content, leaf, session.texts).partition(": ")[2] if leaf else "",
        given=given,
        wrong=find_wrong(session, wrong, given, {}) if wrong else Wrong(),
    )


def save(session: Session, request: Request, initiative: str) -> Answer:
    """Write what is assumed into the map as one edit; who was taken to say no or yes is asked about in the form.

    Nothing is written that nobody has said: the form asks for the stance, the day and the ground, one actor at a time.
    """
    assumed = find_assumed(session, initiative, request.query.get("a", ""))
    facts = [assumption for _, assumption in assumed if assumption.kind not in SAID]
    said = [(number, assumption) for number, assumption in assumed if assumption.kind in SAID]
    if facts:
        save_assumed(session, facts, session.build_terms(session.say("why-assumed")))
    plan = to_path("plan", initiative)
    if not said:
        return see_other(plan)
    left = ",".join(str(number) for number, _ in said[1:])
    back = f"{plan}?a={left}" if left else plan
    _, first = said[0]
    asked = {"who": first.who, "about": initiative, "assumed": first.kind, "back": back}
    return see_other(f"/note?{urlencode(asked)}")
