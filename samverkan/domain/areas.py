"""Which areas lie around, and inside, an area; and to which areas a thing belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samverkan.model import Map

# By the label of a thing: the relations that lead to what it belongs with, out of it (">") or into it ("<"). Each leads
# nearer to an area; an area itself leads nowhere.
_WAYS: Mapping[str, tuple[str, ...]] = {
    "Actor": (">IN_AREA", ">HOLDS", ">INVOLVED_IN"),
    "AffectedGroup": ("<AFFECTS",),
    "Agreement": (">COVERS",),
    "Cause": (">CONTRIBUTES_TO",),
    "Commitment": (">ABOUT", ">AGREED_AT"),
    "Effect": (">AFFECTS", "<LEADS_TO"),
    "Indicator": (">MEASURES",),
    "Initiative": (">ADDRESSES", ">REQUIRES"),
    "Interaction": (">ABOUT",),
    "Issue": (">IN_AREA",),
    "Mandate": (">IN_AREA",),
    "Measurement": (">OF",),
    "Position": (">ABOUT",),
    "ProblemPicture": (">OF",),
    "Requirement": (">IN_AREA", ">REQUIRES"),
    "Resource": (">IN_AREA",),
}
# What a step may lead to, where not to everything: an effect belongs with its initiatives and the areas it affects.
_ONLY = {"Effect": ("Area", "Effect", "Initiative"), "AffectedGroup": ("Issue",)}


def find_areas_around(today: Map, area: str | None) -> set[str]:
    """Find an area and all areas that it lies inside; none of no area."""
    return today.reach([area], "PART_OF") if area is not None else set()


def find_areas_inside(today: Map, area: str) -> set[str]:
    """Find an area and all areas that lie inside it."""
    return today.reach([area], "PART_OF", backwards=True)


def lie_together(today: Map, one: str, other: str) -> bool:
    """Tell whether one area is the other, or lies inside it."""
    return one in find_areas_around(today, other) or other in find_areas_around(today, one)


def find_areas_of(today: Map, thing: str) -> set[str]:
    """Find the areas that a thing belongs to: those that it, or what it belongs with, is in.

    An initiative belongs where its issues, its causes' issues and its requirements are, a contact where what it was
    about is, an actor where itself, its mandates and the issues it is involved in are.
    """
    found, seen, waiting = set[str](), {thing}, [thing]
    while waiting:
        node = today.nodes[waiting.pop()]
        if node.label == "Area":
            found.add(node.id)
            continue
        near = {i for way in _WAYS.get(node.label, ()) for i in _step(today, node.id, way)}
        allowed = _ONLY.get(node.label)
        new = {i for i in near - seen if allowed is None or today.nodes[i].label in allowed}
        seen |= new
        waiting += sorted(new)
    return found


def _step(today: Map, node: str, way: str) -> list[str]:
    if way[0] == ">":
        return [r.end for r in today.out(node, way[1:])]
    return [r.start for r in today.into(node, way[1:])]


def build_area_test(today: Map, area: str | None) -> Callable[[str], bool]:
    """Return what tells whether a thing belongs to an area or to one inside it; without an area everything does."""
    if not area:
        return lambda thing: True
    inside = find_areas_inside(today, area)
    return lambda thing: not inside.isdisjoint(find_areas_of(today, thing))
