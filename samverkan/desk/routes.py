"""Which screen answers which address, and what is answered when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING

from samverkan.desk.guard import HEADERS, Guard
from samverkan.desk.message import Answer, Request
from samverkan.desk.screen import read_asset, show
from samverkan.desk.session import Session
from samverkan.errors import MapProblemsError, SamverkanError, StoreError, UsageError
from samverkan.reports.faults import Said, to_error

if TYPE_CHECKING:
    from samverkan.desk.review import Doubt

Screen = Callable[..., Answer]
_FOREVER = "private, max-age=31536000, immutable"
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
# What nobody wants to type twice: fields by their names, and those that a form has many of by how they begin.
_TYPED = re.compile(r"value|concern|would_help|summary|promise|why|name|line|(matter|amount) [0-9]+")
_MISSING = ("desk.gone", "unknown-id", "unknown-id-of", "ambiguous-part", "desk.no-screen", "desk.sheet-gone")


def show_asset(_session: Session, _request: Request, _digest: str, name: str) -> Answer:
    """Send a script or style."""
    try:
        content = read_asset(name)
    except KeyError:
        raise UsageError("desk.no-screen") from None
    return Answer(content, type=_TYPES[name.rpartition(".")[2]]).having(cache_control=_FOREVER)


def show_stamp(session: Session, _request: Request) -> Answer:
    """Send what differs once the map has been changed."""
    return Answer(session.read_stamp() or "-", type="text/plain; charset=utf-8")


def stop(session: Session, request: Request) -> Answer:
    """Stop the workspace."""
    session.stop()
    return show(session, request, "stopped.html.j2")


# method, path with a group for each part that it names, the module of this room and the function that answer
ROUTES: tuple[tuple[str, str, str], ...] = (
    ("GET", "/", "start.show_start"),
    ("POST", "/begin", "start.begin"),
    ("POST", "/begin/example", "start.begin_with_example"),
    ("GET", "/waits", "start.show_waits"),
    ("GET", "/short/([^/]+)", "start.show_short"),
    ("GET", "/workbook", "sheet.send_workbook"),
    ("GET", "/sheet", "sheet.show_sheet"),
    ("POST", "/sheet", "sheet.take_upload"),
    ("GET", "/sheet/([0-9]{1,9})", "sheet.show_sheet"),
    ("POST", "/sheet/([0-9]{1,9})", "sheet.load_sheet"),
    ("POST", "/sheet/([0-9]{1,9})/told", "sheet.tell_table"),
    ("GET", "/find", "lists.show_found"),
    ("GET", "/names", "lists.show_names"),
    ("GET", "/initiatives", "lists.show_initiatives"),
    ("GET", "/views", "pages.show_views"),
    ("GET", "/view/([^/]+)", "pages.show_view"),
    ("GET", "/view/([^/]+)/([^/]+)", "pages.show_view"),
    ("GET", "/download/([^/]+)", "pages.send_view"),
    ("GET", "/download/([^/]+)/([^/]+)", "pages.send_view"),
    ("GET", "/thing/([^/]+)", "thing.show_thing"),
    ("GET", "/brief/([^/]+)", "brief.send_brief"),
    ("GET", "/plan/([^/]+)", "plan.show_plan"),
    ("POST", "/giveup", "making.give_up"),
    ("POST", "/giveup/([^/]+)", "plan.give_up"),
    ("POST", "/assume/([^/]+)", "assume.assume"),
    ("POST", "/assume/([^/]+)/save", "assume.save"),
    ("GET", "/assume/([^/]+)/contact", "assume.ask_contact"),
    ("GET", "/assume/([^/]+)/amount", "assume.ask_amount"),
    ("GET", "/assume/([^/]+)/mandate", "assume.ask_mandate"),
    ("GET", "/note", "forms.show_note"),
    ("POST", "/note", "forms.write_note"),
    ("GET", "/contact", "forms.show_contact"),
    ("POST", "/contact", "forms.write_contact"),
    ("GET", "/tie", "forms.show_tie"),
    ("POST", "/tie", "forms.write_tie"),
    ("GET", "/add", "forms.show_add"),
    ("POST", "/add", "forms.write_add"),
    ("GET", "/change/([^/]+)", "changing.show_change"),
    ("POST", "/change/([^/]+)", "changing.write_change"),
    ("GET", "/requires/([^/]+)", "requiring.show_requires"),
    ("POST", "/requires/([^/]+)", "requiring.write_requires"),
    ("POST", "/done/([^/]+)", "forms.write_done"),
    ("GET", "/review", "review.show_review"),
    ("GET", "/history", "history.show_history"),
    ("GET", "/history/([^/]+)", "history.show_history"),
    ("GET", "/stood", "stood.choose"),
    ("POST", "/undo/([0-9]+)", "history.undo"),
    ("GET", "/stamp", "routes.show_stamp"),
    ("POST", "/stop", "routes.stop"),
    ("GET", "/assets/([^/]+)/([a-z.]+)", "routes.show_asset"),
)
_WRITING = (
    "assume.save",
    "forms.show_note",
    "forms.show_contact",
    "forms.show_tie",
    "forms.show_add",
    "changing.show_change",
    "requiring.show_requires",
)
_PAST = "/stood/"
_WHOLE = ("pages.", "sheet.", "stood.", "review.")  # what needs the whole map
_ROUTES = tuple((method, re.compile(pattern), screen) for method, pattern, screen in ROUTES)


def load_screen(name: str) -> Screen:
    """Return the function that answers: its module is read when it is first asked for."""
    module, _, function = name.partition(".")
    found: Screen = getattr(import_module(f"samverkan.desk.{module}"), function)
    return found


def build_app(session: Session, guard: Guard) -> Callable[[Request], Answer]:
    """Return the function that answers every request of a workspace."""

    def answer(request: Request) -> Answer:
        refused = guard.check(request)
        if refused is not None:
            return _finish(_say_refusal(session, request, refused))
        session.seen = monotonic()
        return _finish(answer_request(session, request))

    return answer


def _say_refusal(session: Session, request: Request, refused: Answer) -> Answer:
    """Put words in the place of their key; nothing of the map stands in them."""
    if refused.status == 200 or not isinstance(refused.body, str) or not refused.body:
        return refused
    from html import escape

    text = escape(session.texts(refused.body))
    page = f'<!doctype html><html lang="{session.texts.lang}"><meta charset="utf-8"><title>samverkan</title><p>{text}'
    return Answer(page if request.is_read else text, refused.status, headers=refused.headers)


def _finish(answer: Answer) -> Answer:
    return Answer(answer.body, answer.status, answer.type, {**HEADERS, **answer.headers})


def answer_request(session: Session, request: Request) -> Answer:
    """Answer by the screen of an address; what goes wrong is a screen that says what and what to do."""
    method = "GET" if request.method == "HEAD" else request.method
    try:
        # The stamp is read before the map is: what changes in between is seen by the next look.
        request = replace(request, stamp=session.read_stamp())
        if request.path.startswith(_PAST):
            from samverkan.desk import stood

            past = stood.find_past(session, request.path)
            if past is not None:
                return stood.lead_on(answer_request(past.session, replace(request, path=past.path)), past.session.base)
        for wanted, pattern, screen in _ROUTES:
            found = pattern.fullmatch(request.path)
            if found and wanted == method:
                if screen.startswith(_WHOLE):
                    session.require_whole()
                if screen in _WRITING and not session.lasting:
                    raise UsageError("desk.read-only")
                return load_screen(screen)(session, request, *found.groups())
        raise UsageError("desk.no-screen")
    except Exception as error:
        return _show_error(session, request, error)


def _show_error(session: Session, request: Request, raised: Exception) -> Answer:
    error = to_error(raised)
    said = session.say_error(error)
    status = _find_status(error)
    problems = _tell_problems(session, said) if isinstance(error, MapProblemsError) else []
    typed = [text for key, text in request.form.items() if _TYPED.fullmatch(key) and text.strip()]
    return show(session, request, "error.html.j2", status, said=said, problems=problems, typed=typed)


def _tell_problems(session: Session, said: Said) -> list[Doubt]:
    from samverkan.desk.review import tell_problems

    return tell_problems(session, said.problems)


def _find_status(error: SamverkanError) -> int:
    if error.key in _MISSING:
        return 404
    if error.key.endswith("conflict"):
        return 409
    return 503 if isinstance(error, StoreError) else 422
