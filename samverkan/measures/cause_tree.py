"""The causes of an issue, however deep, with what each rests on and who addresses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.domain.issues import find_causes
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]


def find_tree(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield each cause of an issue; a rejected initiative does not count as addressing it."""
    today = content.on(day)
    for cause in sorted(find_causes(today, values["issue"])):
        node = today.nodes[cause]
        addressing = [n.id for n in today.origins(cause, "ADDRESSES") if n.properties.get("status") != "rejected"]
        yield {
            "cause": cause,
            "cause_name": node.name,
            "category": node.properties.get("category"),
            "status": node.text("status"),
            "evidence": node.text("evidence"),
            "contributes_to": [r.end for r in today.out(cause, "CONTRIBUTES_TO")],
            "addressed": bool(addressing),
            "initiatives": addressing,
            **find_sources(today, [cause]),
        }
