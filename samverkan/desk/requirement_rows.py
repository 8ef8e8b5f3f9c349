"""What an initiative requires as rows of a form: read from a tree, and put together to one again.

A row shows form, matter and amount of a requirement; whatever else is known of it is told beside it, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.reports.vocabulary import say_property
from samverkan.schema import read_schema
from samverkan.tables.item_fields import read_amount
from samverkan.tables.trees import LEAF_RELATIONS, find_children, line_of_tree, to_tree
from samverkan.texts import Texts
from samverkan.workflows.find_node import find_node

MOST = 40  # rows that a form hears
OPS = ("all", "any", "at_least", "sequence")
_SHOWN = ("id", "amount")
_ENDS = {**LEAF_RELATIONS, "sourced_by": "SOURCED_BY"}
_SETTLED = ("status", "status_on", "answered_by")  # what was answered of one matter is not answered of another


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: what somebody must do about which matter, the amount, its id, and what else is known of it."""

    form: str
    matter: str
    amount: str
    was: str
    kept: str


def list_rows(content: Map, root: str | None, texts: Texts) -> list[Row] | None:
    """Return the requirements of a tree as rows; None where they say more, or are too many."""
    if root is None:
        return []
    is_leaf = content.nodes[root].properties.get("op") not in OPS
    leaves = [root] if is_leaf else [relation.end for relation in find_children(content, root)]
    rows = [_to_row(content, leaf, texts) for leaf in leaves]
    return None if None in rows or len(rows) > MOST else [row for row in rows if row is not None]


def _to_row(content: Map, leaf: str, texts: Texts) -> Row | None:
    tree = to_tree(content, leaf)
    form, matter = next(iter(tree.items()))
    if not isinstance(matter, str) or matter not in content.nodes:
        return None
    kept = say_kept(content, tree, texts)
    return Row(form, content.nodes[matter].name, str(tree.get("amount", "")), leaf, kept)


def say_kept(content: Map, tree: Mapping[str, Any], texts: Texts) -> str:
    """Return what is known of a requirement beside what its row shows."""
    schema, lang = read_schema(), texts.lang
    properties, told = schema.labels["Requirement"].properties, []
    for key, value in list(tree.items())[1:]:
        if key in _ENDS:
            ends = [
                end["to"] if isinstance(end, dict) else end for end in (value if isinstance(value, list) else [value])
            ]
            names = ", ".join(content.nodes[end].name for end in ends if end in content.nodes)
            told.append(f"{schema.relations[_ENDS[key]].words[lang][0]} {names}")
        elif key not in _SHOWN:
            said = "" if value is True else f" {say_property(properties[key], value, {}, texts)}"
            told.append(f"{properties[key].words[lang]}{said}")
    return " \N{MIDDLE DOT} ".join(told)


def to_line_of_rows(content: Map, initiative: str, root: str | None, given: Mapping[str, str]) -> str:
    """Return filled-in rows as one line of a tree; those without a form and a matter are passed by.

    Half a row is refused, and so is nothing at all where nothing was required; else that takes all requirements away.
    """
    leaves = list(_list_leaves(content, initiative, _list_leaf_ids(content, root), given))
    if not leaves and root is None:
        raise UsageError("desk.requires-nothing")
    if not leaves:
        return ""
    op = given.get("op", "")
    tree = to_tree(content, root, initiative) if root is not None else {}
    known = dict(list(tree.items())[1:]) if next(iter(tree), "") in OPS else {}
    if len(leaves) == 1 and not known:
        return line_of_tree(leaves[0])
    if op == "at_least":
        return line_of_tree({op: {"n": _read_number(given, len(leaves)), "of": leaves}, **known})
    return line_of_tree({op if op in OPS else "all": leaves, **known})


def _read_number(given: Mapping[str, str], rows: int) -> int:
    """Return how many of the rows are enough; refused where it is none of them or more than there are."""
    typed = given.get("n", "").strip()
    if not typed.isdecimal() or not 1 <= int(typed) <= rows:
        raise UsageError("desk.requires-number", rows=rows)
    return int(typed)


def _list_leaf_ids(content: Map, root: str | None) -> set[str]:
    return set(content.reach([root], "REQUIRES")) if root is not None else set()


def _list_leaves(content: Map, initiative: str, there: set[str], given: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for place in range(MOST):
        form, matter, amount = (given.get(f"{key} {place}", "").strip() for key in ("form", "matter", "amount"))
        if not form and not matter and not amount:
            continue
        if not form or not matter:
            raise UsageError("desk.requires-half", text=matter or form or amount)
        was = given.get(f"was {place}", "")
        known = to_tree(content, was, initiative) if was in there else {}
        yield _to_leaf(form, _find_matter(content, matter, known), amount, known)


def _find_matter(content: Map, typed: str, known: Mapping[str, Any]) -> str:
    """Return the id of the matter that is meant: where the row's name still stands its own, as others may share it."""
    was = next(iter(known.values()), None)
    if isinstance(was, str) and was in content.nodes and content.nodes[was].name.strip() == typed:
        return was
    return find_node(content, typed, {"Matter"}).id


def _to_leaf(form: str, matter: str, amount: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return a leaf as it was filled in, with what was known of it; another matter has not been answered yet."""
    was = next(iter(known.items()), None)
    gone = _SETTLED if was != (form, matter) else ()
    plain = read_amount(amount)
    kept = {key: value for key, value in list(known.items())[1:] if key not in ("amount", *gone)}
    return {form: matter, **({"amount": plain} if plain else {}), **kept}
