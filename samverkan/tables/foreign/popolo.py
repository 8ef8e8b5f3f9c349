"""Popolo: organizations, posts, memberships and areas of a parliament or a council."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map, Node
from samverkan.tables.foreign.network import Line, Network, Thing
from samverkan.tables.foreign.registry import list_entries, read_json
from samverkan.tables.foreign.translate import find_kind

_CHAIR = ("chair", "ordförande", "vorsitz", "leader", "puheenjohtaja")
_BODIES = ("forum", "board", "assembly", "committee", "party_group")


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return the organizations, posts, memberships and areas of a map; mandates and issues have no place in Popolo."""
    actors = content.labelled("Actor")
    organizations = [_organization(content, n) for n in actors if n.text("kind") != "post"]
    posts = [_post(content, n) for n in actors if n.text("kind") == "post"]
    seats = [
        {
            "post_id" if content.nodes[r.start].text("kind") == "post" else "organization_member_id": r.start,
            "organization_id": r.end,
            "role": r.properties.get("seat"),
            **_dates(r.properties, "start_date", "end_date"),
        }
        for r in content.relations
        if r.type == "MEMBER_OF"
    ]
    areas = [
        {"id": n.id, "name": n.name, "parent_id": _first(content, n.id, "PART_OF")} for n in content.labelled("Area")
    ]
    data = {"organizations": organizations, "posts": posts, "memberships": seats, "areas": areas}
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    held = len(organizations) + len(posts) + len(areas)
    people = len(content.labelled("Person"))
    return {path: text.encode() + b"\n"}, {"persons": people, "no-place": len(content.nodes) - held - people}


def _organization(content: Map, node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "classification": node.text("kind"),
        "parent_id": _first(content, node.id, "PART_OF"),
        "area_id": _first(content, node.id, "IN_AREA"),
        **_dates(node.properties, "founding_date", "dissolution_date"),
    }


def _post(content: Map, node: Node) -> dict[str, Any]:
    parent = _first(content, node.id, "PART_OF")
    return {
        "id": node.id,
        "label": node.name,
        "organization_id": parent,
        **_dates(node.properties, "start_date", "end_date"),
    }


def _dates(properties: Mapping[str, Any], start: str, end: str) -> dict[str, Any]:
    found = {start: properties.get("valid_from"), end: properties.get("valid_to")}
    return {key: value for key, value in found.items() if value is not None}


def _first(content: Map, node_id: str, kind: str) -> str | None:
    return next((r.end for r in content.out(node_id, kind)), None)


def read(paths: Sequence[Path]) -> Network:
    """Read organizations, posts, memberships and areas; persons are left out, and so are their memberships."""
    data = read_json(paths[0])
    if not isinstance(data, dict):
        raise UsageError("foreign-not-read", path=paths[0], reason="organizations")
    network = Network()
    for entry in list_entries(data, "organizations"):
        take_organization(entry, network)
    for entry in list_entries(data, "posts"):
        own = str(entry.get("id"))
        network.things.append(Thing(own, str(entry.get("label") or entry.get("role") or own), "post", _validity(entry)))
        _hang(network, own, entry.get("organization_id"), "PART_OF")
    for entry in list_entries(data, "areas"):
        own = str(entry.get("id"))
        network.things.append(Thing(own, str(entry.get("name") or own), "Area", {}))
        _hang(network, own, entry.get("parent_id"), "PART_OF")
    kinds = {thing.id: find_kind(thing.word) for thing in network.things}
    for entry in list_entries(data, "memberships"):
        take_membership(entry, network, kinds)
    network.left_out["person"] += len(list_entries(data, "persons"))
    return network


def take_organization(entry: Mapping[str, Any], network: Network) -> None:
    """Take an organization of either dialect."""
    own = str(entry.get("id"))
    word = str(entry.get("classification") or entry.get("organizationType") or "")
    network.things.append(Thing(own, str(entry.get("name") or own), word, _validity(entry)))
    _hang(network, own, entry.get("parent_id") or entry.get("subOrganizationOf"), "PART_OF")
    _hang(network, own, entry.get("area_id"), "IN_AREA")


def take_membership(entry: Mapping[str, Any], network: Network, kinds: Mapping[str, str | None]) -> None:
    """Take a seat in a forum or a board; `kinds` says what each organization is."""
    body = str(entry.get("organization_id") or entry.get("organization") or "")
    member = entry.get("post_id") or entry.get("organization_member_id") or entry.get("onBehalfOf")
    if member is None:
        network.left_out["person"] += 1
        return
    role = str(entry.get("role") or "").casefold()
    seat = "chair" if any(word in role for word in _CHAIR) else "voting" if entry.get("votingRight") else None
    if role in ("ordinary", "voting", "secretary"):
        seat = role
    fields = {**({"seat": seat} if seat else {}), **_validity(entry)}
    known = kinds.get(body)
    if known is not None and known.partition(":")[2] in _BODIES:
        network.lines.append(Line(str(member), body, "MEMBER_OF", True, fields))
    else:
        network.left_out["no-body"] += 1


def _hang(network: Network, own: str, other: Any, word: str) -> None:
    if other:
        network.lines.append(Line(own, str(other), word))


def _validity(entry: Mapping[str, Any]) -> dict[str, Any]:
    starts = entry.get("start_date") or entry.get("founding_date") or entry.get("startDate")
    ends = entry.get("end_date") or entry.get("dissolution_date") or entry.get("endDate")
    return {key: value for key, value in (("valid_from", starts), ("valid_to", ends)) if value}
