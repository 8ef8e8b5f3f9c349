"""Every other kind of view as a screen, and as a file to keep."""

from __future__ import annotations

from samverkan.desk.making import Made, make_page
from samverkan.desk.message import Answer, Request, see_other, send_file
from samverkan.desk.page_screen import show_page
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.errors import UsageError
from samverkan.workflows.view import Page

_FILTERS = ("issue", "area", "around")


def show_views(session: Session, request: Request) -> Answer:
    """Show which pages there are, and what each may be of."""
    from samverkan.views.kinds import VIEWS

    kinds = []
    for name, kind in VIEWS.items():
        subjects = [(n.id, n.name) for label in kind.labels for n in session.content.labelled(label)]
        more = sorted(kind.names(session.content)) if kind.names else []
        subjects = sorted([*subjects, *((m, m) for m in more)], key=lambda pair: pair[1].casefold())
        kinds.append((name, session.say(f"view-{name}"), session.say(f"view-{name}-why"), subjects, kind.needs_subject))
    return show(session, request, "views.html.j2", kinds=kinds)


def show_view(session: Session, request: Request, kind: str, subject: str = "") -> Answer:
    """Show a view; the decision path has its own screen, with what is assumed."""
    chosen = subject or request.query.get("of", "")
    if kind == "decision-path" and chosen:
        return see_other(to_path("plan", chosen))
    if chosen and not subject:
        return see_other(to_path("view", kind, chosen))
    from samverkan.views.html import to_view

    def answer(made: Made) -> Answer:
        return show_page(session, request, made.built, made.words, session.content, made.drawn)

    return make_page(session, request, _read_page(request, kind, chosen, meeting=False), to_view, answer)


def send_view(session: Session, request: Request, kind: str, subject: str = "") -> Answer:
    """Send a view as a file, for planning or for a meeting: what the command that makes it would write."""
    from samverkan.views.html import to_html

    page = _read_page(request, kind, subject, meeting=request.query.get("meeting") == "1")
    name = "-".join(part for part in (kind, subject, "meeting" if page.meeting else "") if part)
    return make_page(session, request, page, to_html, lambda made: send_file(made.drawn, f"{name}.html"))


def _read_page(request: Request, kind: str, subject: str, *, meeting: bool) -> Page:
    from samverkan.views.kinds import VIEWS

    if kind not in VIEWS:
        raise UsageError("desk.no-screen")
    filters = {name: request.query[name] for name in _FILTERS if request.query.get(name)}
    return Page(kind, subject or None, meeting, filters=filters)
