"""The best ways to reach somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.decisions.effort import build_settings
from samverkan.decisions.routes import Route, find_routes
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.privacy import leave_out_own_assessments
from samverkan.workflows.find_node import find_day, find_node
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import read_to_tell


@dataclass(frozen=True)
class Routes:
    """The best ways found, with the map, the ends and the day that they hold for."""

    content: Map
    start: tuple[str, ...]
    goal: str
    on: date
    routes: tuple[Route, ...]


def find_ways(where: Where, ends: Sequence[str], *, as_of: date | None, for_export: bool = False) -> Routes:
    """Find the best ways between actors by id or name: from the map's own to one, or from one to another."""
    if not 1 <= len(ends) <= 2:
        raise UsageError("route.too-many")
    whole = read_to_tell(where, as_of)
    content = (leave_out_own_assessments(whole) or whole) if for_export else whole
    goal = find_node(content, ends[-1], {"Actor"}).id
    start = (find_node(content, ends[0], {"Actor"}).id,) if len(ends) == 2 else content.us
    if not start:
        raise UsageError("plan.no-start")
    on = find_day(content, as_of)
    today = content.on(on)
    for actor in (*start, goal):
        if actor not in today.nodes:
            raise UsageError("plan.start-not-valid", actor=actor, day=on)
    return Routes(content, start, goal, on, find_routes(content, start, goal, on=on, settings=build_settings()))
