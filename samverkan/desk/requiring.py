"""What an initiative requires: a row for each requirement, or the whole tree as one line where it is more than that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from samverkan.desk.forms import Wrong, find_wrong, list_words
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.part import find_thing
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.errors import SamverkanError, UsageError
from samverkan.model import Map, Node
from samverkan.tables.map_text import find_trees
from samverkan.tables.tree_line import to_word
from samverkan.tables.trees import to_line, to_tree
from samverkan.workflows.find_node import find_node
from samverkan.workflows.keeping import edit_thing

_LEAST, _MORE, _MOST = 3, 2, 40  # rows that a form shows, those beside what is there, and those that it hears
_OPS = ("all", "any", "sequence")


def show_requires(session: Session, request: Request, initiative: str) -> Answer:
    """Ask what an initiative requires, with what the map says today."""
    node = _find(session, initiative)
    line = _read_line(session.content, node.id)
    given = {"seen": line, "line": line, "op": "all", "back": request.query.get("back", "")}
    rows = _list_rows(session.content, node.id)
    if rows is not None:
        given |= {"rows": str(max(_LEAST, len(rows) + _MORE)), **_read_op(session.content, node.id)}
        given |= {f"{key} {place}": text for place, row in enumerate(rows) for key, text in row.items()}
    return _show(session, request, node, given, Wrong(), 200)


def _find(session: Session, initiative: str) -> Node:
    session.require_whole()  # a tree is read and written as one
    node = find_thing(session, initiative)
    if node.label != "Initiative":
        raise UsageError("desk.gone", text=initiative)
    return node


def _find_root(content: Map, initiative: str) -> str | None:
    """Return the root of the tree; None where nothing is required. What cannot be told in a line is refused."""
    roots = content.targets(initiative, "REQUIRES")
    if roots and initiative not in find_trees(content):
        raise UsageError("desk.requires-elsewhere")
    return roots[0].id if roots else None


def _read_line(content: Map, initiative: str) -> str:
    root = _find_root(content, initiative)
    return to_line(content, root) if root is not None else ""


def _list_rows(content: Map, initiative: str) -> list[dict[str, str]] | None:
    """Return the requirements as rows: form, matter, amount and id; None where they say more, or are too many."""
    root = _find_root(content, initiative)
    if root is None:
        return []
    tree = to_tree(content, root, initiative)
    op = next(iter(tree))
    leaves = tree[op] if op in _OPS else [tree]
    if len(leaves) > _MOST or (op in _OPS and set(tree) - {op}):
        return None
    rows = [_to_row(content, leaf) for leaf in leaves]
    return None if None in rows else [row for row in rows if row is not None]


def _to_row(content: Map, leaf: Mapping[str, Any]) -> dict[str, str] | None:
    form, matter = next(iter(leaf.items()))
    if set(leaf) - {form, "id", "amount"} or not isinstance(matter, str) or matter not in content.nodes:
        return None
    called = {"id": str(leaf["id"])} if "id" in leaf else {}  # what others say of it leads there
    return {"form": form, "matter": content.nodes[matter].name, "amount": str(leaf.get("amount", "")), **called}


def _read_op(content: Map, initiative: str) -> dict[str, str]:
    root = _find_root(content, initiative)
    op = str(content.nodes[root].properties.get("op")) if root is not None else ""
    return {"op": op} if op in _OPS else {}


def _show(
    session: Session,
    request: Request,
    node: Node,
    given: Mapping[str, str],
    wrong: Wrong,
    status: int,
    theirs: Sequence[str] = (),
) -> Answer:
    ops = [(token, word) for token, word in list_words(session, "requirement_op") if token in _OPS]
    return show(
        session,
        request,
        "requires.html.j2",
        status,
        node=node,
        given=given,
        wrong=wrong,
        forms=[("", "–"), *list_words(session, "mandate_kind")],
        ops=ops,
        theirs=theirs,
        rows=range(min(_MOST, int(given["rows"]))) if given.get("rows", "").isdecimal() else None,
    )


def write_requires(session: Session, request: Request, initiative: str) -> Answer:
    """Write what an initiative requires; where somebody has changed it meanwhile, show that and write nothing."""
    node, given = _find(session, initiative), dict(request.form)

    def refuse(content: Map) -> None:
        if node.id not in content.nodes or _read_line(content, node.id) != given.get("seen", ""):
            raise UsageError("desk.requires-conflict")

    try:
        line = _say_line(session.content, given)
        with session.writing() as where:
            edit_thing(where, node.id, [f"requires={line}"], session.build_terms(given.get("why")), first=refuse)
    except SamverkanError as error:
        wrong = find_wrong(session, error, given, {})
        if error.key != "desk.requires-conflict":
            return _show(session, request, node, given, wrong, 409 if error.key.endswith("conflict") else 422)
        node = _find(session, initiative)
        shown = {**given, "seen": _read_line(session.content, node.id)}  # once it has been seen, it may be overwritten
        return _show(session, request, node, shown, wrong, 409, list(_tell_now(session, node.id)))
    return see_other(given.get("back") or to_path("plan", initiative))


def _tell_now(session: Session, initiative: str) -> Iterator[str]:
    """Yield what the map says today: a line for each requirement, or the whole tree where that says more."""
    rows = _list_rows(session.content, initiative)
    if not rows:
        yield _read_line(session.content, initiative) or session.say("empty")
        return
    words = dict(list_words(session, "mandate_kind"))
    for row in rows:
        yield " ".join(part for part in (words.get(row["form"], row["form"]), row["matter"], row["amount"]) if part)


def _say_line(content: Map, given: Mapping[str, str]) -> str:
    """Return the tree as one line; rows without a form and a matter are passed by, half a row is refused."""
    if "rows" not in given:
        line = " ".join(given.get("line", "").split())
        return f" {line}" if line else ""  # a space tells a tree from an id
    leaves = list(_list_leaves(content, given))
    if not leaves:
        raise UsageError("desk.requires-nothing")
    op = given.get("op", "")
    return leaves[0] if len(leaves) == 1 else f"{op if op in _OPS else 'all'}({', '.join(leaves)})"


def _list_leaves(content: Map, given: Mapping[str, str]) -> Iterator[str]:
    for place in range(_MOST):
        form, matter, amount = (given.get(f"{key} {place}", "").strip() for key in ("form", "matter", "amount"))
        if not form and not matter and not amount:
            continue
        if not form or not matter:
            raise UsageError("desk.requires-half", text=matter or form or amount)
        found = find_node(content, matter, {"Matter"})
        pairs = {"amount": "".join(amount.split()).removesuffix("kr"), "id": given.get(f"id {place}", "")}
        yield " ".join([form, to_word(found.id), *(f"{key}={to_word(text)}" for key, text in pairs.items() if text)])
