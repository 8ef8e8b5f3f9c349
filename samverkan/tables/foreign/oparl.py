"""OParl 1.1: organizations of a council and their memberships; ids are addresses, persons and papers stay behind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map, Node
from samverkan.tables.foreign.network import Network
from samverkan.tables.foreign.popolo import take_membership, take_organization
from samverkan.tables.foreign.registry import list_entries, read_json
from samverkan.tables.foreign.translate import find_kind

_TYPE = "https://schema.oparl.org/1.1/"
_PAPERS = ("Paper", "Consultation", "Meeting", "AgendaItem", "File", "LegislativeTerm", "Location")


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return the organizations of a map and who is a member for which; a post has no place without its person."""
    actors = [node for node in content.labelled("Actor") if node.text("kind") != "post"]
    known = {node.id for node in actors}
    seats = [r for r in content.relations if r.type == "MEMBER_OF"]
    told = [r for r in seats if r.start in known and r.end in known]
    members = [
        {
            "id": f"urn:samverkan:membership:{number}",
            "type": f"{_TYPE}Membership",
            "organization": to_urn(r.end),
            "onBehalfOf": to_urn(r.start),
            "role": r.properties.get("seat"),
            "votingRight": r.properties.get("seat") in ("ordinary", "voting", "chair"),
            "startDate": r.properties.get("valid_from"),
            "endDate": r.properties.get("valid_to"),
        }
        for number, r in enumerate(told)
    ]
    data = {"organization": [_organization(content, node) for node in actors], "membership": members}
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    people = len(content.labelled("Person"))
    held = {"persons": people, "no-place": len(content.nodes) - len(actors) - people, "seats": len(seats) - len(told)}
    return {path: text.encode() + b"\n"}, held


def to_urn(node_id: str) -> str:
    """Return an id as an address: OParl has no others."""
    return f"urn:samverkan:{node_id}"


def _organization(content: Map, node: Node) -> dict[str, Any]:
    parent = next((r.end for r in content.out(node.id, "PART_OF")), None)
    said = {
        "id": to_urn(node.id),
        "type": f"{_TYPE}Organization",
        "name": node.name,
        "classification": node.text("kind"),
        "subOrganizationOf": to_urn(parent) if parent else None,
        "startDate": node.properties.get("valid_from"),
        "endDate": node.properties.get("valid_to"),
    }
    return {key: value for key, value in said.items() if value is not None}


def read(paths: Sequence[Path]) -> Network:
    """Read lists by their names, or one list `data` of objects that say their type; memberships may lie inside."""
    data = read_json(paths[0])
    if not isinstance(data, dict):
        raise UsageError("foreign-not-read", path=paths[0], reason="organization")
    network = Network()
    organizations = [_with_own_id(entry) for entry in _list(data, "Organization")]
    for entry in organizations:
        take_organization(entry, network)
    kinds = {thing.id: find_kind(thing.word) for thing in network.things}
    inside = [
        {"organization": entry["id"], **seat} for entry in organizations for seat in list_entries(entry, "membership")
    ]
    for seat in (*_list(data, "Membership"), *inside):
        take_membership(_with_own_id(seat), network, kinds)
    network.left_out["person"] += len(_list(data, "Person"))
    network.left_out["papers"] += sum(len(_list(data, name)) for name in _PAPERS)
    return network


def _list(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the objects of a type, from a list of their own or from one of all."""
    key = name[:1].lower() + name[1:]
    found = list_entries(data, key, f"{key}s")
    of_all = (data, *list_entries(data, "data"))
    return found + [entry for entry in of_all if str(entry.get("type", "")).endswith(f"/{name}")]


def _with_own_id(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with our ids where its addresses are ours."""
    return {
        key: value.removeprefix("urn:samverkan:") if isinstance(value, str) else value for key, value in entry.items()
    }
