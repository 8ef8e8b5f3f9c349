"""The plan of an issue: who owns it, on whom it lands, whom it affects, and the others, each with its role in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from samverkan.views.network_plan import boxes as shapes
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.plan import find_wires
from samverkan.views.streets import Box, Streets

GROUPS = ("owner", "receiver", "affected", "others")
_COLUMN: Mapping[str, str] = {"owner": "owner", "co_owner": "owner", "receiver": "receiver"}


def is_by_role(known: Known) -> bool:
    """Tell whether those shown are those of an issue."""
    centre = known.today.nodes.get(known.selection.centre)
    return centre is not None and centre.label == "Issue"


def build_role_plan(known: Known) -> Streets:
    """Build four columns, a box each; an empty column says that nobody is known."""
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    for actor in known.ids:
        groups[_find_group(known, actor)].append(actor)
    for actors in groups.values():
        actors.sort(key=lambda i: (known.selection.roles.get(i) == "co_owner", known.today.nodes[i].name.casefold(), i))
    boxes = [shapes.Box(i, (shapes.Entry(i, 0),), i) for group in GROUPS for i in groups[group]]
    wires = find_wires(known, boxes, {box.id: box.id for box in boxes})
    columns = tuple(tuple(_draw(known, actor) for actor in groups[group]) for group in GROUPS)
    return Streets(columns, tuple(wires), heads=tuple(_say_head(known, group, groups[group]) for group in GROUPS))


def _find_group(known: Known, actor: str) -> str:
    if known.today.nodes[actor].label == "AffectedGroup":
        return "affected"
    return _COLUMN.get(known.selection.roles.get(actor, ""), "others")


def _say_head(known: Known, group: str, actors: list[str]) -> str:
    say = known.request.words.texts
    head = say(f"views_network.role-{group}")
    return head if actors else say("views_network.role-nobody", head=head)


def _draw(known: Known, actor: str) -> Box:
    entry = known.entry(actor)
    return Box(actor, (replace(entry, note=""),), lines=(entry.note or _say_why(known, actor),))


def _say_why(known: Known, actor: str) -> str:
    """Say why somebody without a role is shown: affected, a mandate or a word of its own, else leverage."""
    say, today, issue = known.request.words.texts, known.today, known.selection.centre
    if today.nodes[actor].label == "AffectedGroup":
        return say("views_network.role-why-affected")
    covering = {n.id for n in today.origins(issue, "COVERS")}
    held = {r.end for kind in ("HOLDS", "PARTY_TO") for r in today.out(actor, kind)}
    if covering & held:
        return say("views_network.role-why-mandate")
    about = {issue, *(n.id for n in today.origins(issue, "OF"))}
    said = {r.end for taken in today.targets(actor, "TAKES") for r in today.out(taken.id, "ABOUT")}
    return say("views_network.role-why-said" if about & said else "views_network.role-why-leverage")
