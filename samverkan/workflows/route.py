"""The best ways to reach somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samverkan.decisions.effort import build_settings
from samverkan.decisions.route_reads import MOST, find_enough
from samverkan.decisions.routes import Route, find_routes
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.privacy import leave_out_own_assessments
from samverkan.workflows.find_node import find_day, find_known, find_node
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import open_for_reading

if TYPE_CHECKING:
    from samverkan.store.protocol import Readable


@dataclass(frozen=True)
class Routes:
    """The best ways found, with the map, the ends and the day that they hold for."""

    content: Map
    start: tuple[str, ...]
    goal: str
    on: date
    routes: tuple[Route, ...]


def find_ways(where: Where, ends: Sequence[str], *, as_of: date | None, for_export: bool = False) -> Routes:
    """Find the best ways between actors by id or name: from the map's own to one, or from one to another.

    Of a server only what lies on the ways is read.
    """
    if not 1 <= len(ends) <= 2:
        raise UsageError("route.too-many")
    with open_for_reading(where, as_of) as store:
        if store.rows_fetched is not None:
            return _find_near(store, ends, as_of, for_export)
        return _find_in(store.read_map(), ends, as_of, for_export)


def _find_near(store: Readable, ends: Sequence[str], as_of: date | None, for_export: bool) -> Routes:
    """Find the best ways in the part of a map that they lie in."""
    content = store.read(find_enough(ends, as_of, build_settings()))
    if not {*ends} <= content.nodes.keys():  # typed as names
        names = store.read_names(("Actor",))
        ends = [find_known(store, names, text, "Actor").id for text in ends]
        content = store.read(find_enough(ends, as_of, build_settings()))
    return _find_in(content, ends, as_of, for_export)


def _find_in(whole: Map, ends: Sequence[str], as_of: date | None, for_export: bool) -> Routes:
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
    routes = find_routes(content, start, goal, on=on, settings=build_settings(), count=MOST)
    return Routes(content, start, goal, on, routes)
