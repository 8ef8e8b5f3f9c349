"""Plan an initiative: who must be convinced, in which order, through whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.decisions import near
from samverkan.decisions.answer import Answer, Step
from samverkan.decisions.beside import Difference, compare
from samverkan.decisions.deadline import Deadline, Listener, set_deadline
from samverkan.decisions.earlier import Earlier
from samverkan.decisions.effort import build_settings, find_reach, read_changes
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.plan import build_answer
from samverkan.decisions.reads import find_plan_reads
from samverkan.decisions.supposed import NOTHING, Supposed
from samverkan.domain.positions import OWN_ASSESSMENT, Stance
from samverkan.domain.reads import Everything, Pick, Read
from samverkan.domain.telling import tell_as_of
from samverkan.model import Map
from samverkan.privacy import leave_out_own_assessments
from samverkan.workflows.find_node import find_day, find_known, find_node, find_nodes
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import open_for_reading, read_to_tell

if TYPE_CHECKING:
    from samverkan.store.protocol import Readable


@dataclass(frozen=True)
class Planned:
    """An answer with the map that it was read from; `left_out` counts own assessments kept back.

    `rows_fetched` tells how many rows a server sent for it (None: there was no server), `within` within which effort
    of us and the deciders it sent the contacts (None: all that can matter). Of a plan that reckons with a no `beside`
    tells how it differs from today's, where that was asked for.
    """

    answer: Answer
    content: Map
    left_out: int = 0
    weighs_arguments: bool = False
    rows_fetched: int | None = None
    alternatives_asked: int = 0
    within: int | None = None
    beside: Difference | None = None


@dataclass(frozen=True)
class Wishes:
    """What a plan is asked for beside the initiative; actors as ids or names, settings as they were typed.

    `effort` is a file of settings; those typed go before it.
    """

    start: Sequence[str] = ()
    without: Sequence[str] = ()
    alternatives: int = 0
    settings: Mapping[str, Any] | None = None
    effort: Path | None = None
    arguments: bool = False
    robustness: bool = False
    seconds: float | None = 20


def plan_initiative(
    where: Where,
    initiative: str,
    wishes: Wishes,
    *,
    as_of: date | None,
    listener: Listener | None = None,
    supposed: Supposed = NOTHING,
) -> Planned:
    """Read what a plan needs of the map that is meant, and plan an initiative of it; `listener` hears how far it is.

    The map is taken with what is `supposed`.
    """
    deadline = set_deadline(wishes.seconds)
    with open_for_reading(where, as_of) as store:
        # What a figure bears on anywhere is part of the robustness, so that it needs the whole map.
        if wishes.robustness or store.rows_fetched is None or store.count("Actor") <= near.FEW:
            reads = (Everything(),) if wishes.robustness else _find_reads(initiative, wishes, as_of, supposed)
            content = supposed.apply(store.read(reads))
            rows = None if wishes.robustness else store.rows_fetched
            return replace(plan_in(content, initiative, wishes, as_of=as_of, listener=listener), rows_fetched=rows)
        return _plan_near(store, initiative, wishes, as_of, listener, deadline, supposed)


def _plan_near(
    store: Readable,
    initiative: str,
    wishes: Wishes,
    as_of: date | None,
    listener: Listener | None,
    deadline: Deadline,
    supposed: Supposed,
) -> Planned:
    """Plan in the part of a server's large map that lies around us and the deciders."""
    initiative, wishes = _find_ids(store, initiative, wishes)
    earlier = Earlier()

    def answer(part: Map, horizon: Horizon | None, left: float | None) -> Planned:
        timed = replace(wishes, seconds=left)
        return plan_in(part, initiative, timed, as_of=as_of, listener=listener, horizon=horizon, earlier=earlier)

    def read(radius: int) -> Map:
        return supposed.apply(store.read(_find_reads(initiative, wishes, as_of, supposed, radius)))

    actors = store.count("Actor")
    found = near.answer_on_server(actors, read, answer, seconds=wishes.seconds, deadline=deadline)
    assert found is not None
    planned, radius = found
    return replace(planned, rows_fetched=store.rows_fetched, within=radius)


def _find_ids(store: Readable, initiative: str, wishes: Wishes) -> tuple[str, Wishes]:
    """Return what was typed with ids in the stead of names."""
    actors = (*wishes.start, *wishes.without)
    known = store.read((Pick((initiative, *actors), "named"),)).nodes
    if initiative not in known:
        initiative = find_known(store, store.read_names(("Initiative",)), initiative, "Initiative").id
    if {*actors} <= known.keys():
        return initiative, wishes
    names = store.read_names(("Actor",))
    start, without = (
        tuple(find_known(store, names, text, "Actor").id for text in texts) for texts in (wishes.start, wishes.without)
    )
    return initiative, replace(wishes, start=start, without=without)


def _find_reads(
    initiative: str, wishes: Wishes, as_of: date | None, supposed: Supposed, within: int | None = None
) -> Sequence[Read]:
    reach, also = find_reach(_build_figures(wishes)), wishes.without
    return find_plan_reads(initiative, wishes.start, also=also, on=as_of, reach=reach, within=within, supposed=supposed)


def plan_in(
    content: Map,
    initiative: str,
    wishes: Wishes,
    *,
    as_of: date | None,
    listener: Listener | None = None,
    horizon: Horizon | None = None,
    earlier: Earlier | None = None,
) -> Planned:
    """Plan an initiative of a map (with a `horizon` a part of one) as of the day asked for; nothing later is told."""
    deadline = set_deadline(wishes.seconds)
    on = find_day(content, as_of)
    content = tell_as_of(content, on)
    node = find_node(content, initiative, {"Initiative"})
    start = find_nodes(content, wishes.start, {"Actor"}) or content.us
    without = find_nodes(content, wishes.without, {"Actor"})
    figures = _build_figures(wishes)
    asked: dict[str, Any] = {
        "alternatives": wishes.alternatives,
        "arguments": wishes.arguments,
        "robustness": wishes.robustness,
        **{"on": on, "start": start, "without": without, "settings": figures, "listener": listener},
        "earlier": earlier or Earlier(),
    }

    def answer(part: Map, horizon: Horizon | None, left: float | None) -> Answer:
        return build_answer(part, node.id, seconds=left, horizon=horizon, **asked)

    def find_reads(radius: int) -> Sequence[Read]:
        reach = find_reach(figures)
        return find_plan_reads(node.id, start, also=without, on=on, reach=reach, within=radius)

    if horizon is None and not wishes.robustness:
        told = near.answer_at_hand(content, find_reads, answer, seconds=wishes.seconds, deadline=deadline)
    else:
        told = answer(content, horizon, deadline.find_left())
    return Planned(told, content, weighs_arguments=wishes.arguments, alternatives_asked=wishes.alternatives)


def put_beside_today(planned: Planned, wishes: Wishes, listener: Listener | None = None) -> Planned:
    """Plan once more without the no that a plan reckons with, and tell how the two differ."""
    if not planned.answer.without:
        return planned
    plain = replace(wishes, without=(), alternatives=0, arguments=False, robustness=False)
    day, horizon = planned.answer.as_of, None if planned.within is None else Horizon(planned.within)
    initiative = planned.answer.initiative
    today = plan_in(planned.content, initiative, plain, as_of=day, listener=listener, horizon=horizon)
    return replace(planned, beside=compare(today.answer, planned.answer))


def _build_figures(wishes: Wishes) -> dict[str, int]:
    written = read_changes(wishes.effort) if wishes.effort else {}
    return build_settings({**written, **(wishes.settings or {})})


def plan_for_export(planned: Planned, wishes: Wishes, where: Where, listener: Listener | None = None) -> Planned:
    """Plan again from what may leave the house, so that no figure and no route tells of an own assessment."""
    house = leave_out_own_assessments(planned.content)
    if house is None:
        return planned
    horizon = None if planned.within is None else Horizon(planned.within)
    if planned.rows_fetched is not None and horizon is None:
        # A server sent what the first plan needed; without an objection the cheapest way may pass elsewhere.
        house = leave_out_own_assessments(read_to_tell(where, planned.answer.as_of)) or house
    again = plan_in(
        house, planned.answer.initiative, wishes, as_of=planned.answer.as_of, listener=listener, horizon=horizon
    )
    rows, within = planned.rows_fetched, planned.within
    return replace(again, left_out=len(find_own(planned.answer)), rows_fetched=rows, within=within)


def find_own(answer: Answer) -> set[str]:
    """Return the ids of the own assessments that an answer shows."""
    own = {s.position for s in _stances(answer) if s.basis == OWN_ASSESSMENT}
    return own | {str(a["position"]) for a in _arguments(answer) if a.get("basis") == OWN_ASSESSMENT}


def _steps(answer: Answer) -> list[Step]:
    return [step for plan in (answer.plan, *answer.alternatives) if plan for step in plan.steps]


def _stances(answer: Answer) -> list[Stance]:
    found = [actor.stance for actor in (*answer.actors, *answer.go_betweens)]
    return [stance for stance in (*found, *(step.position for step in _steps(answer))) if stance]


def _arguments(answer: Answer) -> list[Mapping[str, Any]]:
    return [argument for step in _steps(answer) for argument in step.arguments]
