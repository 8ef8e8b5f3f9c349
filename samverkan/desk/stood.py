"""The map as it stood: every screen as of a revision or a day, to be read only; the address keeps which."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from samverkan.desk.history import read_log, show_history
from samverkan.desk.message import HTML, Answer, Request, see_other
from samverkan.desk.session import Session, refuse_too_many
from samverkan.errors import SamverkanError
from samverkan.tables.item_fields import read_given_day

_PAST = re.compile(r"/stood/([0-9]{1,7}|[0-9]{4}-[0-9]{2}-[0-9]{2})(/.*)?")
# Links of a screen lead on in the past, but for scripts, other days, and the way back to today.
_LINK = re.compile(r'(?<!data-now)( (?:href|action|data-load)=")/(?!assets/|stood[/"?]|stop")')
_KEPT = 4
_THINGS = 50_000  # of all that are kept together, but for the last


@dataclass(frozen=True, slots=True)
class Past:
    """A workspace on the map as it stood, and the screen of it that was asked for."""

    session: Session
    path: str


def find_past(session: Session, path: str) -> Past | None:
    """Return the past that an address asks for; None where it asks for today."""
    found = _PAST.fullmatch(path)
    if found is None:
        return None
    when = read_given_day(found[1]) if "-" in found[1] else int(found[1])
    return Past(_open(session, when), found[2] or "/")


def _open(session: Session, when: int | date) -> Session:
    """Return the workspace of a past, which is read once; of several the last few are kept."""
    with session.past_lock:
        if when not in session.past:
            session.past[when] = _make(session, when)
            for old in list(session.past)[:-1]:
                if len(session.past) > _KEPT or sum(len(p.content.nodes) for p in session.past.values()) > _THINGS:
                    del session.past[old]
        return session.past[when]


def _make(session: Session, when: int | date) -> Session:
    refuse_too_many(session.where)
    where = replace(session.where, revision=when)
    made = Session(where, session.texts, session.as_of, session.by, lasting=False, stop=lambda: session.stop())
    made.patience = session.patience
    made.where = replace(where, left_out=made.hear_left_out)
    _ = made.content  # what cannot be told is refused here, on a screen of today
    made.base = f"/stood/{when}"
    made.stood = _say_when(session, when)
    return made


def _say_when(session: Session, when: int | date) -> str:
    log = read_log(session)
    if isinstance(when, date):
        if log and when < log[0].day:  # a map file was there before anything of it was logged
            return session.say("stood-on-before", day=when.isoformat(), first=log[0].day.isoformat())
        return session.say("stood-on", day=when.isoformat())
    if not when:
        return session.say("stood-before")
    at = next((r.at for r in log if r.number == when), None)
    return session.say("stood-after", number=when, at=f"{at.astimezone():%Y-%m-%d %H:%M}" if at else "")


def lead_on(answer: Answer, base: str) -> Answer:
    """Let what a screen of the past links to lie in the past, too."""
    headers = dict(answer.headers)
    if headers.get("location", "").startswith("/"):
        headers["location"] = base + headers["location"]
    if answer.type != HTML or isinstance(answer.body, bytes):
        return replace(answer, headers=headers)
    return replace(answer, body=_LINK.sub(rf"\1{base}/", answer.body), headers=headers)


def choose(session: Session, request: Request) -> Answer:
    """Open the map as it stood at the end of a day that was typed."""
    text = request.query.get("day", "").strip()
    try:
        day = read_given_day(text)
        _open(session, day)
    except SamverkanError as error:
        return show_history(session, request, day=text, wrong=session.say_error(error).message)
    return see_other(f"/stood/{day.isoformat()}/")
