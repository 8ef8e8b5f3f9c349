"""Screens that list things: what a text is found in, names for a field, initiatives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samverkan.desk.message import Answer, Request
from samverkan.desk.part import read_head, read_hits
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.domain.initiatives import is_closed
from samverkan.model import Node
from samverkan.reports.vocabulary import say_label, say_token
from samverkan.schema import read_schema
from samverkan.workflows.find_node import fold

_MOST, _MOST_NAMES = 30, 12


def show_found(session: Session, request: Request) -> Answer:
    """Show what a text is found in: names first, then texts; and what can be done with it."""
    from samverkan.reports.thing_facts import describe
    from samverkan.workflows.show import Found, find_texts

    text = request.query.get("q", "").strip()
    content, texts = read_hits(session, text) if text else read_head(session), session.texts
    found = find_texts(replace(session.where, held=content), text) if text else Found((), ())
    called = {n.id: describe(content, n, texts) for n in (*found.nodes, *(n for n, _ in found.said), *found.nearest)}
    hits = [(n, say_label(n.label, texts), "") for n in found.nodes[:_MOST]]
    hits += [(n, say_label(n.label, texts), n.text(field) or "") for n, field in found.said[:_MOST]]
    nearest = [(n, say_label(n.label, texts)) for n in found.nearest]
    screens = [(title, path) for title, path in _list_screens(session) if text and fold(text) in fold(title)]
    given: dict[str, Any] = {"text": text, "hits": hits, "nearest": nearest, "called": called, "screens": screens}
    return show(session, request, "found.html.j2", **given, target=find_screen)


def _list_screens(session: Session) -> list[tuple[str, str]]:
    """Return what can be done from anywhere, by its name."""
    named = [("to-start", "/"), ("to-initiatives", "/initiatives"), ("to-views", "/views"), ("to-review", "/review")]
    named.append(("to-sheet", "/sheet"))
    screens = [(session.say(key), path) for key, path in [*named, ("to-history", "/history")]]
    doing = [("note-stance", "/note"), ("new-contact", "/contact"), ("new-tie", "/tie"), ("add-thing", "/add")]
    screens += [(session.say(key), path) for key, path in doing if session.lasting]
    plans = read_head(session).labelled("Initiative")
    return screens + [(session.say("plan-of", name=n.name), to_path("plan", n.id)) for n in plans]


def find_screen(node: Node) -> str:
    """Return the screen of a thing."""
    return to_path("thing", node.id)


def show_names(session: Session, request: Request) -> Answer:
    """Send the names of things of some labels that hold a text, for a field that names one."""
    labels = [label for label in request.query.get("of", "").split(",") if label in read_schema().labels]
    typed = request.query.get("q", "")
    wanted = fold(typed)
    content = read_head(session) if not wanted else read_hits(session, typed)
    named = (n for label in labels for n in content.labelled(label) if "name" in n.properties)
    hits = sorted((not fold(n.name).startswith(wanted), fold(n.name), n.name) for n in named if wanted in fold(n.name))
    return show(session, request, "names.html.j2", names=[name for *_, name in hits[:_MOST_NAMES]])


def show_initiatives(session: Session, request: Request) -> Answer:
    """Show the initiatives, those that are under way or proposed first."""
    return show(session, request, "initiatives.html.j2", initiatives=list_initiatives(session), large=session.is_large)


def list_initiatives(session: Session) -> list[tuple[Node, str, bool]]:
    """Return the initiatives with their status in words, and whether they are over; those that are not come first."""
    found = [
        (node, say_token("initiative_status", node.text("status"), session.texts), is_closed(node))
        for node in read_head(session).labelled("Initiative")
    ]
    return sorted(found, key=lambda one: (one[2], fold(one[0].name), one[0].id))
