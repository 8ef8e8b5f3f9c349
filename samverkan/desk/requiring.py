"""What an initiative requires: a row for each requirement, or the whole tree in words where it is more than that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from samverkan.desk.forms import Wrong, find_wrong, list_words
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.part import find_thing
from samverkan.desk.requirement_rows import MOST, OPS, Row, list_rows, to_line_of_rows
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.edits import Change
from samverkan.errors import SamverkanError, UsageError
from samverkan.model import Map, Node
from samverkan.reports.changes import tell_changes
from samverkan.tables.map_text import find_tree_of
from samverkan.tables.tree_words import read_words, say_tree
from samverkan.tables.trees import to_line
from samverkan.workflows.edits import Terms
from samverkan.workflows.find_node import find_node
from samverkan.workflows.keeping import edit_thing

_LEAST, _MORE = 3, 2  # rows that a form shows, and those beside what is there
_PARTS = frozenset({"REQUIRES", "CONCERNS", "IN_AREA", "DIRECTED_TO"})  # what a requirement consists of
_SAID = ("name", "note", "status", "status_on")  # what is known of one beside that


def show_requires(session: Session, request: Request, initiative: str) -> Answer:
    """Ask what an initiative requires, with what the map says today."""
    node = _find(session, initiative)
    root = _find_root(session.content, node.id)
    given = {"seen": _read_line(session.content, node.id), "op": "all", "back": request.query.get("back", "")}
    rows = list_rows(session.content, root, session.texts)
    if rows is None:
        given["line"] = _say_line(session, node.id)
    else:
        given |= {"rows": str(max(_LEAST, len(rows) + _MORE)), **_read_op(session.content, root)}
        for place, row in enumerate(rows):
            told = {"form": row.form, "matter": row.matter, "amount": row.amount, "was": row.was}
            given |= {f"{key} {place}": text for key, text in told.items()}
    return _show(session, request, node, given, _Shown())


def _find(session: Session, initiative: str) -> Node:
    session.require_whole()  # a tree is read and written as one
    node = find_thing(session, initiative)
    if node.label != "Initiative":
        raise UsageError("desk.gone", text=initiative)
    return node


def _find_root(content: Map, initiative: str) -> str | None:
    """Return the root of the tree; None where nothing is required. What cannot be told in a line is refused."""
    roots = content.targets(initiative, "REQUIRES")
    if roots and find_tree_of(content, initiative) is None:
        raise UsageError("desk.requires-elsewhere")
    return roots[0].id if roots else None


def _read_line(content: Map, initiative: str) -> str:
    root = _find_root(content, initiative)
    return to_line(content, root) if root is not None else ""


def _say_line(session: Session, initiative: str) -> str:
    """Return the tree in the user's words, things by their names where these lead back to them."""
    content = session.content
    root = _find_root(content, initiative)

    def call(thing: str, labels: frozenset[str]) -> str:
        name = content.nodes[thing].name
        try:
            leads_back = find_node(content, name, labels).id == thing
        except UsageError:
            return thing
        return name if leads_back and name == " ".join(name.split()) else thing

    return say_tree(content, root, initiative, session.texts.lang, call) if root is not None else ""


def _read_op(content: Map, root: str | None) -> dict[str, str]:
    said = content.nodes[root].properties if root is not None else {}
    return {"op": str(said["op"]), "n": str(said.get("n", ""))} if said.get("op") in OPS else {}


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a form comes back: what is wrong, its status, what somebody else wrote meanwhile, and what would go."""

    wrong: Wrong = field(default_factory=Wrong)
    status: int = 200
    theirs: tuple[str, ...] = ()
    going: tuple[str, ...] = ()


def _show(session: Session, request: Request, node: Node, given: Mapping[str, str], shown: _Shown) -> Answer:
    ops = [(token, word) for token, word in list_words(session, "requirement_op") if token in OPS]
    rows = range(min(MOST, int(given["rows"]))) if given.get("rows", "").isdecimal() else None
    known = {row.was: row.kept for row in _list_now(session, node.id) or () if rows is not None}
    return show(
        session,
        request,
        "requires.html.j2",
        shown.status,
        node=node,
        given=given,
        shown=shown,
        wrong=shown.wrong,
        agreed=_digest(shown.going),
        forms=[("", "–"), *list_words(session, "mandate_kind")],
        ops=ops,
        rows=rows,
        kept={n: known.get(given.get(f"was {n}", ""), "") for n in rows or ()},
    )


def _list_now(session: Session, initiative: str) -> list[Row] | None:
    root = _find_root(session.content, initiative)
    return list_rows(session.content, root, session.texts)


def _digest(lines: tuple[str, ...]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16] if lines else ""


def write_requires(session: Session, request: Request, initiative: str) -> Answer:
    """Write what an initiative requires; where somebody has changed it meanwhile, show that and write nothing.

    What is known of requirements that go is shown first.
    """
    node, given = _find(session, initiative), dict(request.form)
    try:
        going = _write(session, node, given)
    except SamverkanError as error:
        wrong = find_wrong(session, error, given, {})
        wrong = replace(wrong, field="n") if error.key == "desk.requires-number" else wrong
        if error.key != "desk.requires-conflict":
            return _show(session, request, node, given, _Shown(wrong, 409 if error.key.endswith("conflict") else 422))
        node = _find(session, initiative)
        once_seen = {**given, "seen": _read_line(session.content, node.id)}  # then it may be overwritten
        return _show(session, request, node, once_seen, _Shown(wrong, 409, tuple(_tell_now(session, node.id))))
    if going:
        return _show(session, request, node, given, _Shown(status=422, going=going))
    return see_other(given.get("back") or to_path("plan", initiative))


def _write(session: Session, node: Node, given: Mapping[str, str]) -> tuple[str, ...]:
    """Write the tree that was typed; return what would go with it where that has not been agreed to."""

    def refuse(content: Map) -> None:
        if node.id not in content.nodes or _read_line(content, node.id) != given.get("seen", ""):
            raise UsageError("desk.requires-conflict")

    words = [f"requires={_read_typed(session.content, node.id, given)}"]
    with session.writing() as where:
        held = replace(where, held=session.content)
        tried = edit_thing(held, node.id, words, Terms(dry_run=True), first=refuse).preview
        gone = [change for change in tried.changes if change.action == "removed"]
        emptied = words == ["requires="]  # then each requirement that goes is shown, and not only what is known of it
        lost = [change for change in gone if _is_loss(change) or (emptied and isinstance(change.key, str))]
        going = tuple(line.text for line in tell_changes(lost, tried.old, tried.new, session.texts, with_ids=False))
        if going and given.get("agreed") != _digest(going):
            return going
        edit_thing(where, node.id, words, session.build_terms(given.get("why")), first=refuse)
    return ()


def _is_loss(change: Change) -> bool:
    """Tell whether a change takes away more than a requirement: what others say of it, and what is known of it."""
    if isinstance(change.key, tuple):
        return change.key[0] not in _PARTS
    return isinstance(change.before, Mapping) and any(key in change.before for key in _SAID)


def _read_typed(content: Map, initiative: str, given: Mapping[str, str]) -> str:
    """Return what was typed as one line of a tree."""
    if "rows" in given:
        return to_line_of_rows(content, initiative, _find_root(content, initiative), given)
    line = given.get("line", "").strip()
    if not line:
        return ""
    return " " + read_words(
        line, lambda text, labels: find_node(content, text, labels).id
    )  # a space tells it from an id


def _tell_now(session: Session, initiative: str) -> Iterator[str]:
    """Yield what the map says today: a line for each requirement, or the whole tree where that says more."""
    rows = _list_now(session, initiative)
    if not rows:
        yield _say_line(session, initiative) or session.say("empty")
        return
    words = dict(list_words(session, "mandate_kind"))
    for row in rows:
        parts = (words.get(row.form, row.form), row.matter, row.amount, row.kept and f"({row.kept})")
        yield " ".join(part for part in parts if part)
