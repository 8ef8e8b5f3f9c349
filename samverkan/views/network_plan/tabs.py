"""The tabs of a network page: which pictures there are, and which is shown first."""

from __future__ import annotations

from dataclasses import replace

from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.organisations import is_housed
from samverkan.views.network_plan.plan import build_plan, find_places
from samverkan.views.network_plan.replies import build_replies
from samverkan.views.network_plan.roles import build_role_plan, is_by_role
from samverkan.views.network_plan.steps import build_steps
from samverkan.views.spec import Spot
from samverkan.views.streets import Tabs

MOST_FREE = 60


def build_tabs(known: Known) -> Tabs:
    """Build the pictures of those shown."""
    request, selection = known.request, known.selection
    around = selection.centre if selection.rings else ""
    start = (around,) if around else known.us
    plan = build_role_plan(known) if is_by_role(known) else build_plan(known, request.places)
    steps = None if request.meeting else build_steps(known, start)
    say = request.words.texts
    name = request.content.nodes[around].name if around else ""
    return Tabs(
        first=_find_first(known, bool(steps)),
        plan=plan,
        steps=steps,
        free=not request.meeting,
        steps_title=say("views_network.tab-steps-from", name=name)
        if around and around not in request.content.us
        else say("views_network.tab-steps"),
        letters=known.letters,
        replies=build_replies(known),
    )


def _find_first(known: Known, steps: bool) -> str:
    """Find what opens: steps around somebody, else the plan where there are organisations to draw."""
    if known.meeting or is_by_role(known):
        return "plan"
    if known.selection.rings and steps:
        return "steps"
    if is_housed(known):
        return "plan"
    if steps:
        return "steps"
    return "free" if len(known.ids) <= MOST_FREE else "plan"


def add_places(spots: tuple[Spot, ...], tabs: Tabs) -> tuple[Spot, ...]:
    """Tell each node its box, column and order in the plan."""
    places = find_places(tabs.plan) if tabs.plan else {}
    none = ("", -1, -1)
    return tuple(
        replace(spot, box=place[0], column=place[1], order=place[2])
        for spot in spots
        for place in (places.get(spot.id, none),)
    )
