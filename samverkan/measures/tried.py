"""What was tried, in the order in which it was, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.issues import find_issues
from samverkan.measures.foresight import has_begun
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


def find_tried(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the initiatives that had begun or were rejected, of a family, issue, cause or area."""
    today = content.on(day)
    lies_in = build_area_test(today, values["area"])
    for node in today.labelled("Initiative"):
        if has_begun(node, day) and _is_meant(today, node, values) and lies_in(node.id):
            yield _to_row(today, node)


def _is_meant(today: Map, node: Node, values: Values) -> bool:
    addressed = today.reach([r.end for r in today.out(node.id, "ADDRESSES")], "CONTRIBUTES_TO")
    wanted = {values["issue"], values["cause"]} - {""}
    return values["family"] in ("", node.text("family")) and wanted <= addressed


def _to_row(today: Map, node: Node) -> Values:
    effects = [n for n in today.targets(node.id, "LEADS_TO") if n.label == "Effect"]
    followed = today.reach([n.id for n in effects], "LEADS_TO")
    return {
        "family": node.text("family"),
        "initiative": node.id,
        "initiative_name": node.name,
        "status": node.text("status"),
        "tried_on": node.properties.get("started_on", node.properties.get("ended_on")),
        "started_on": node.properties.get("started_on"),
        "ended_on": node.properties.get("ended_on"),
        "issues": sorted(find_issues(today, node.id)),
        "outcome": node.text("outcome"),
        "lesson": node.text("lesson"),
        "side_effects": [n.id for n in effects if n.properties.get("intended") is not True],
        "new_issues": sorted(i for i in followed if today.nodes[i].label == "Issue"),
        **find_sources(today, [node.id]),
    }
