"""Change one property of a thing, and say what stands against what where somebody else has changed it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samverkan.desk.forms import Wrong, find_wrong
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.edits import ConflictError
from samverkan.errors import SamverkanError, UsageError
from samverkan.model import Node
from samverkan.reports.vocabulary import say_label
from samverkan.schema import Property, read_schema
from samverkan.workflows.edits import Written
from samverkan.workflows.keeping import edit_thing

_LONG = ("texts",)


def show_change(session: Session, request: Request, thing: str) -> Answer:
    """Ask for another value of a property; without one that is chosen, for which."""
    node = session.find(thing)
    field = request.query.get("field", "")
    if field not in _list_fields(node):
        return show(session, request, "choose.html.j2", node=node, fields=_tell_fields(session, node))
    typed = _to_typed(node.properties.get(field))
    given = {"field": field, "value": typed, "seen": typed, "back": request.query.get("back", "")}
    return _show(session, request, node, given, Wrong(), 200)


def _list_fields(node: Node) -> Mapping[str, Property]:
    return {k: p for k, p in read_schema().labels[node.label].properties.items() if not p.private}


def _tell_fields(session: Session, node: Node) -> list[tuple[str, str, str]]:
    """Return each property that may be changed: its key, its word, and what it says now."""
    fields = _list_fields(node)
    return [(k, p.words[session.texts.lang], _to_typed(node.properties.get(k))) for k, p in fields.items()]


def _to_typed(value: Any) -> str:
    """Return a value as it is typed in a form; of several texts a line each."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _show(
    session: Session,
    request: Request,
    node: Node,
    given: Mapping[str, str],
    wrong: Wrong,
    status: int,
    theirs: str | None = None,
) -> Answer:
    prop = _list_fields(node)[given["field"]]
    enum = read_schema().enum_of(prop, node.properties) if prop.type == "token" else None
    words = read_schema().enums.get(enum or "", {})
    return show(
        session,
        request,
        "change.html.j2",
        status,
        node=node,
        called=say_label(node.label, session.texts),
        word=prop.words[session.texts.lang],
        kind="bool" if prop.type == "bool" else prop.type,
        choices=[(token, langs[session.texts.lang][0]) for token, langs in words.items()],
        given=given,
        wrong=wrong,
        theirs=theirs,
    )


def write_change(session: Session, request: Request, thing: str) -> Answer:
    """Write another value; where somebody has changed it since it was read, show all three and write nothing."""
    node, given = session.find(thing), dict(request.form)
    if given.get("field") not in _list_fields(node):
        raise UsageError("desk.no-screen")
    now = _to_typed(node.properties.get(given["field"]))
    typed, seen = (given.get(key, "").replace("\r\n", "\n").strip() for key in ("value", "seen"))
    if now not in (seen, typed):
        shown = {**given, "seen": now, "before": seen}
        return _show(session, request, node, shown, Wrong(session.say("changed-meanwhile")), 409, now)
    try:
        _write(session, node, given["field"], typed, given.get("why", ""))
    except ConflictError as error:
        wrong = find_wrong(session, error, given, {})
        return _show(session, request, session.find(thing), given, wrong, 409)
    except SamverkanError as error:
        wrong = find_wrong(session, error, given, {given["field"]: "value"})
        return _show(session, request, node, given, wrong, 422)
    return see_other(given.get("back") or to_path("thing", thing))


def _write(session: Session, node: Node, field: str, typed: str, why: str) -> Written:
    there = node.properties.get(field)
    if isinstance(there, tuple) or _list_fields(node)[field].type in _LONG:
        lines = [line.strip() for line in typed.split("\n") if line.strip()]
        old = there if isinstance(there, tuple) else ()
        words = [f"-{field}={text}" for text in old] + [f"+{field}={text}" for text in lines]
    else:
        words = [f"{field}={typed}"]
    with session.writing() as where:
        return edit_thing(where, node.id, words, session.build_terms(why))
