"""`route`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.cli.completion import complete_ids
from samverkan.cli.grammar import argument
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.told import to_blocks

if TYPE_CHECKING:
    from samverkan.decisions.routes import Route
    from samverkan.workflows.route import Routes

_COLUMNS = ("route", "effort", "cold", "from", "to", "step_effort", "kind", "strength", "basis", "last_contact")


@command("route")
@argument("ends", nargs=-1, required=True, shell_complete=complete_ids("Actor"))
def route(session: Session, ends: tuple[str, ...]) -> int:
    """Tell the best ways to somebody."""
    from samverkan.reports.route import RouteWords, build_route_report
    from samverkan.workflows.route import find_ways

    found = find_ways(session.where, ends, as_of=session.as_of, for_export=session.leaves_house)
    words = RouteWords(found.content, session.texts, found.start, found.goal, found.on)
    return session.show(
        Shown(
            data=lambda: [_to_json(one) for one in found.routes],
            blocks=lambda: to_blocks(build_route_report(words, found.routes)),
            table=lambda: (_COLUMNS, _to_rows(found)),
        )
    )


def _to_json(found: Route) -> dict[str, Any]:
    steps = [
        {
            "from": step.start,
            "to": step.end,
            "effort": step.effort,
            "kind": step.kind,
            "strength": step.strength,
            "basis": step.basis,
            "last_contact": step.last_contact,
        }
        for step in found.steps
    ]
    return {"effort": found.effort, "cold": found.cold, "steps": steps}


def _to_rows(found: Routes) -> list[dict[str, Any]]:
    """Return a row for each contact of each way."""
    rows = []
    for number, one in enumerate(found.routes, 1):
        for step in _to_json(one)["steps"]:
            own = {"step_effort": step.pop("effort"), **step}
            rows.append({"route": number, "effort": one.effort, "cold": one.cold, **own})
    return rows
