"""Ids for what may be written without one: readable, and made of what the item says alone.

Things that would get the same id are told apart by what else they say, never by where they stand; only those that
say exactly the same are numbered in the file's order.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from samverkan.model import Map, Value
from samverkan.tables.fields import Item

MAX_LENGTH = 64
_ROOM = MAX_LENGTH - 6  # for -2, -3, …
_UNFIT = re.compile(r"[^\w.-]+")

Others = Callable[[str, bool], list[str]]


def assign_ids(items: Iterable[Item]) -> None:
    """Give every item its id: its own, or one that is derived and that no item was given."""
    waiting: dict[str, list[Item]] = defaultdict(list)
    taken: set[str] = set()
    for item in items:
        if item.given is not None:
            item.id = item.given
            taken.add(item.given)
        elif item.label.derived_id and "id" not in item.silent:
            waiting[find_base(item.label.name, item.properties, _others(item), item.root)].append(item)
    for base in sorted(waiting):
        _number(base, waiting[base], taken)


def _number(base: str, items: list[Item], taken: set[str]) -> None:
    if len(items) > 1:
        items.sort(key=_content)
    number = 1
    for item in items:
        item.id = base
        while item.id in taken:
            number += 1
            item.id = f"{base}-{number}"
        taken.add(item.id)


def find_base(label: str, properties: Mapping[str, Value], others: Others, root: str = "") -> str:
    """Return the id that an item would be given if nothing else were called so.

    `others(relation type, outward)` are the ids that its relations lead to; `root` is the initiative of a tree.
    """
    parts = [root] if root else []
    for part in _PARTS[label]:
        if isinstance(part, str):
            parts.extend(_to_part(properties[part]) for _ in range(part in properties))
        else:
            parts.extend(sorted(others(*part)))
    if label == "Requirement" and properties.get("op") == "leaf" and "form" in properties:
        parts.remove("leaf")
    text = _UNFIT.sub("-", "-".join(parts)).lstrip("_.-") or label.lower()
    if len(text) <= _ROOM:
        return text
    return f"{text[: _ROOM - 9].rstrip('-')}-{_fingerprint(text)[:8]}"


_PARTS: Mapping[str, tuple[str | tuple[str, bool], ...]] = {
    "Position": (("TAKES", False), "kind", ("ABOUT", True), "stated_on"),
    "Measurement": (("OF", True), "date"),
    "Interaction": ("kind", "date", ("ABOUT", True)),
    "Requirement": ("op", "form", ("CONCERNS", True), ("DIRECTED_TO", True), ("IN_AREA", True)),
}


def _to_part(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _others(item: Item) -> Others:
    def find(relation: str, outward: bool) -> list[str]:
        links = [link for link in item.links if link.type.name == relation and link.outward == outward]
        return [link.other for link in links if isinstance(link.other, str)]

    return find


def find_base_in(content: Map, node_id: str, root: str = "") -> str:
    """Return the id that a node of a map would be given if its item had none."""
    node = content.nodes[node_id]

    def others(relation: str, outward: bool) -> list[str]:
        if outward:
            return [r.end for r in content.out(node_id, relation)]
        return [r.start for r in content.into(node_id, relation)]

    return find_base(node.label, node.properties, others, root)


def _content(item: Item) -> str:
    """Return everything that an item says, the same wherever it stands; what it holds, only as a fingerprint."""
    links = []
    for link in item.links:
        other = link.other if isinstance(link.other, str) else _fingerprint(_content(link.other))
        links.append(f"{link.type.name} {link.outward} {other} {sorted(link.properties.items())!r}")
    return repr((sorted(item.properties.items()), sorted(links)))


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
