"""LittleSis' bulk CSV of relationships: memberships, hierarchy and ownership; never money, family or persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.tables.foreign.csv_text import read_records
from samverkan.tables.foreign.network import Line, Network, Thing

# What a generic relationship (12) is nobody can know: a recipe says it.
_CATEGORIES = {"3": "MEMBER_OF", "10": "HAS_LEVERAGE_OVER", "11": "PART_OF", "12": "generic"}


def read(paths: Sequence[Path]) -> Network:
    """Read rows of `name1`, `name2`, `category`, or of organisations alone."""
    network, known = Network(), set[str]()
    for row in read_records(paths[0]):
        low = {key.casefold(): value for key, value in row.items() if value}
        one, other = low.get("name1") or low.get("name", ""), low.get("name2", "")
        for name, kind in ((one, low.get("primary_ext1") or low.get("primary_ext")), (other, low.get("primary_ext2"))):
            if name and name not in known:
                known.add(name)
                _take(network, name, kind or "Org")
        category = low.get("category") or low.get("category_id") or ""
        if one and other:
            _take_line(network, one, other, category, low)
    return network


def _take(network: Network, name: str, kind: str) -> None:
    if kind.casefold() == "person":
        network.left_out["person"] += 1
    else:
        network.things.append(Thing("", name, kind, {}))


def _take_line(network: Network, one: str, other: str, category: str, row: Mapping[str, Any]) -> None:
    word = _CATEGORIES.get(category)
    if word is None:
        network.left_out["category"] += 1
        return
    fields = {"instrument": "ägande"} if category == "10" else {}
    for key, name in (("start_date", "valid_from"), ("end_date", "valid_to")):
        if text := str(row.get(key, "")):
            fields[name] = text
    network.lines.append(Line(one, other, word, True, fields))
