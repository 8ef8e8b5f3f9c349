"""Which areas lie around, and inside, an area."""

from __future__ import annotations

from samverkan.model import Map


def find_areas_around(today: Map, area: str | None) -> set[str]:
    """Find an area and all areas that it lies inside; none of no area."""
    return today.reach([area], "PART_OF") if area is not None else set()


def find_areas_inside(today: Map, area: str) -> set[str]:
    """Find an area and all areas that lie inside it."""
    return today.reach([area], "PART_OF", backwards=True)


def lie_together(today: Map, one: str, other: str) -> bool:
    """Tell whether one area is the other, or lies inside it."""
    return one in find_areas_around(today, other) or other in find_areas_around(today, one)
