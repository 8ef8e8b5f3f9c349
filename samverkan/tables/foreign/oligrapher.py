"""Oligrapher, which draws what LittleSis has: nodes with places, edges with a label and an arrow."""

from __future__ import annotations

import json
from pathlib import Path

from samverkan.model import Map
from samverkan.tables.foreign.network import leave_out_people

_STEP, _ROW = 180, 10


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return the actors of a map and what is between them; everything else has no place there."""
    nodes, relations, people = leave_out_people(content)
    actors = [node for node in nodes if node.label == "Actor"]
    known = {node.id for node in actors}
    shown = [r for r in relations if r.start in known and r.end in known]
    things = {
        node.id: {"id": node.id, "name": node.name, "x": n % _ROW * _STEP, "y": n // _ROW * _STEP}
        for n, node in enumerate(actors)
    }
    words = {kind: _say(content, kind) for kind in {r.type for r in shown}}
    lines = {
        f"e{n}": {"id": f"e{n}", "node1_id": r.start, "node2_id": r.end, "label": words[r.type], "arrow": "1->2"}
        for n, r in enumerate(shown)
    }
    data = {"title": content.title, "nodes": things, "edges": lines, "captions": {}}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    said_more = sum(bool(r.properties) for r in shown)
    return {path: text.encode() + b"\n"}, {
        "persons": people,
        "no-place": len(nodes) - len(actors),
        "relation-facts": said_more,
    }


def _say(content: Map, kind: str) -> str:
    from samverkan.schema import read_schema

    return read_schema().relations[kind].words[content.language][0]
