"""What of a map may leave the house."""

from __future__ import annotations

from samverkan.model import Map, build_map

OWN_ASSESSMENT = "own_assessment"


def leave_out_own_assessments(content: Map) -> Map | None:
    """Return a map without own assessments, to be asked instead; None where it has none.

    An answer is not filtered afterwards: a row, a figure or a route need not show that it rests on one.
    """
    own = find_own_assessments(content)
    if not own:
        return None
    nodes = [node for node in content.nodes.values() if node.id not in own]
    relations = [relation for relation in content.relations if not own & {relation.start, relation.end}]
    return build_map(nodes, relations, content)


def find_own_assessments(content: Map) -> set[str]:
    """Find the positions that rest on nothing but what somebody in the house believes."""
    return {n.id for n in content.labelled("Position") if n.properties.get("basis") == OWN_ASSESSMENT}
