"""Change one property of a thing, and say what stands against what where somebody else has changed it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samverkan.desk.forms import Wrong, find_wrong
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.part import find_meant, find_thing, read_part
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.edits import ConflictError
from samverkan.errors import SamverkanError, UsageError
from samverkan.model import Map, Node
from samverkan.reports.thing_facts import describe
from samverkan.reports.vocabulary import say_label, say_token
from samverkan.schema import Property, RelationType, read_schema
from samverkan.workflows.edits import Written
from samverkan.workflows.keeping import edit_thing

_LONG = ("texts",)
_NOT_BY_NAMES = ("REQUIRES",)


def show_change(session: Session, request: Request, thing: str) -> Answer:
    """Ask for another value of a property; without one that is chosen, for which."""
    node = find_thing(session, thing)
    field = request.query.get("field", "")
    if field not in _list_fields(node) and field not in _list_relations(node):
        name = describe(read_part(session, [node.id]), node, session.texts)
        return show(session, request, "choose.html.j2", node=node, name=name, fields=_tell_fields(session, node))
    typed = _read_typed(session, node, field)
    given = {"field": field, "value": typed, "seen": typed, "back": request.query.get("back", "")}
    return _show(session, request, node, given, Wrong(), 200)


def _list_fields(node: Node) -> Mapping[str, Property]:
    return {k: p for k, p in read_schema().labels[node.label].properties.items() if not p.private}


def _list_relations(node: Node) -> Mapping[str, tuple[RelationType, bool]]:
    """Return the relations that are changed by naming the other ends; a tree of requirements is not."""
    return {key: found for key, found in read_schema().keys[node.label].items() if found[0].name not in _NOT_BY_NAMES}


def _find_labels(node: Node, kind: RelationType, outward: bool) -> list[str]:
    return sorted(e if outward else s for s, e in kind.ends if (s if outward else e) == node.label)


def _read_typed(session: Session, node: Node, field: str) -> str:
    """Return what a field says now as it is typed: of a relation a name a line."""
    if field in _list_fields(node):
        return _to_typed(node.properties.get(field))
    return "\n".join(other.name for other in _find_others(read_part(session, [node.id]), node, field))


def _find_others(content: Map, node: Node, field: str) -> Sequence[Node]:
    kind, outward = _list_relations(node)[field]
    return content.targets(node.id, kind.name) if outward else content.origins(node.id, kind.name)


def _tell_fields(session: Session, node: Node) -> list[tuple[str, str, str]]:
    """Return each property that may be changed: its key, its word, and what it says now."""
    lang = session.texts.lang
    fields = [(k, p.words[lang], _say_value(session, node, k, p)) for k, p in _list_fields(node).items()]
    for key, (kind, outward) in _list_relations(node).items():
        others = _find_others(read_part(session, [node.id]), node, key)
        around = read_part(session, [node.id, *(other.id for other in others if "name" not in other.properties)])
        said = "; ".join(describe(around, other, session.texts) for other in others)
        fields.append((key, kind.words[lang][not outward], said))
    return fields


def _say_value(session: Session, node: Node, key: str, prop: Property) -> str:
    """Return what a property says now in words."""
    value = node.properties.get(key)
    if isinstance(value, bool):
        return session.say("yes" if value else "no")
    enum = read_schema().enum_of(prop, node.properties) if prop.type == "token" else None
    if enum and isinstance(value, str):
        return say_token(enum, value, session.texts)
    return "; ".join(_to_typed(value).split("\n"))


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
    about = _describe_field(session, node, given["field"])
    return show(
        session,
        request,
        "change.html.j2",
        status,
        node=node,
        name=describe(read_part(session, [node.id]), node, session.texts),
        called=say_label(node.label, session.texts),
        **about,
        given=given,
        wrong=wrong,
        theirs=theirs,
    )


def _describe_field(session: Session, node: Node, field: str) -> dict[str, Any]:
    """Return what a field is called, its type, the words to choose from, and the labels of what it names."""
    lang = session.texts.lang
    if field in _list_relations(node):
        kind, outward = _list_relations(node)[field]
        word, labels = kind.words[lang][not outward], ",".join(_find_labels(node, kind, outward))
        return {"word": word, "kind": "names", "choices": [], "labels": labels}
    prop = _list_fields(node)[field]
    enum = read_schema().enum_of(prop, node.properties) if prop.type == "token" else None
    words = read_schema().enums.get(enum or "", {})
    choices = [(token, langs[lang][0]) for token, langs in words.items()]
    return {"word": prop.words[lang], "kind": prop.type, "choices": choices, "labels": ""}


def write_change(session: Session, request: Request, thing: str) -> Answer:
    """Write another value; where somebody has changed it since it was read, show all three and write nothing."""
    node, given = find_thing(session, thing), dict(request.form)
    if given.get("field") not in {**_list_fields(node), **_list_relations(node)}:
        raise UsageError("desk.no-screen")
    there = _find_there(read_part(session, [node.id]), node, given["field"])
    said = (_read_typed(session, node, given["field"]), given.get("value", ""), given.get("seen", ""))
    now, typed, seen = (text.replace("\r\n", "\n").strip() for text in said)
    if now not in (seen, typed):
        return _show_three(session, request, node, given, now)
    try:
        _write(session, node, given["field"], typed, there, given.get("why", ""))
    except _ChangedError:  # between what was read here and what is written
        node = find_thing(session, thing)
        return _show_three(session, request, node, given, _read_typed(session, node, given["field"]))
    except ConflictError as error:
        wrong = find_wrong(session, error, given, {})
        return _show(session, request, find_thing(session, thing), given, wrong, 409)
    except SamverkanError as error:
        wrong = find_wrong(session, error, given, {given["field"]: "value"})
        return _show(session, request, node, given, wrong, 422)
    return see_other(given.get("back") or to_path("thing", thing))


def _show_three(session: Session, request: Request, node: Node, given: Mapping[str, str], now: str) -> Answer:
    """Show what was seen, what is there now and what was typed; once it has been seen, it may be overwritten."""
    shown = {**given, "seen": now, "before": given.get("seen", "")}
    return _show(session, request, node, shown, Wrong(session.say("changed-meanwhile")), 409, now)


class _ChangedError(Exception):
    """What is about to be overwritten is not what was seen."""


def _find_there(content: Map, node: Node, field: str) -> object:
    """Return what a field holds: a value, or the ends of its relations."""
    if field in _list_fields(node):
        return content.nodes[node.id].properties.get(field) if node.id in content.nodes else None
    kind, outward = _list_relations(node)[field]
    found = content.out(node.id, kind.name) if outward else content.into(node.id, kind.name)
    return {r.end if outward else r.start for r in found}


def _write(session: Session, node: Node, field: str, typed: str, seen: object, why: str) -> Written:
    there = node.properties.get(field)
    lines = [line.strip() for line in typed.split("\n") if line.strip()]
    if field in _list_relations(node):
        labels = _find_labels(node, *_list_relations(node)[field])
        words = [f"{field}=" + ",".join(find_meant(session, line, set(labels)).id for line in lines)]
    elif isinstance(there, tuple) or _list_fields(node)[field].type in _LONG:
        old = there if isinstance(there, tuple) else ()
        words = [f"-{field}={text}" for text in old] + [f"+{field}={text}" for text in lines]
    else:
        words = [f"{field}={typed}"]

    def refuse(content: Map) -> None:
        if _find_there(content, node, field) != seen:
            raise _ChangedError

    with session.writing() as where:
        return edit_thing(where, node.id, words, session.build_terms(why), first=refuse)
