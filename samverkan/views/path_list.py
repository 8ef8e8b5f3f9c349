"""The decision path as an ordered list: a row a requirement in the order of conversation, the route in the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from samverkan.decisions.answer import RequirementNeed, Step
from samverkan.domain.requirements import find_children, find_leaf_ids, find_requirements, find_root
from samverkan.reports.plan_context import tell_against, tell_earlier, tell_first, tell_others
from samverkan.reports.plan_who import say_leaf_status
from samverkan.views.path_opening import build_opening, find_seats
from samverkan.views.path_panel import find_route, say_asks
from samverkan.views.path_rows import (
    NEED_ORDER,
    say_conditions,
    say_leaf_stance,
    say_refusal,
    say_requirement,
    say_stance,
    say_where_to_look,
)
from samverkan.views.path_subject import Subject
from samverkan.views.seats import Seats
from samverkan.views.spec import Band, Cell, Column, Line, Picture, Row, Table

BETWEEN = "\u2003"  # between the stops and words of a route, and the parts of an alternative
_LAST, _FOLDED = 9_999, 2
_OVER = {"met": "✓", "refused": "×"}  # signs of what is answered


def build_list(subject: Subject, way: Picture) -> Table:
    """Build the table of what is asked of whom, in order; alternatives fold under their row, and each row opens."""
    words = {(link.start, link.end): link.text for link in way.links}
    formal = find_formal(subject)
    rows = [(_find_place(subject, leaf), _row(subject, leaf, words, formal)) for leaf in subject.leaves.values()]
    heard = [(number, _hearing_row(subject, number, step, words)) for number, step in _find_hearings(subject)]
    keys = ("step", "actor", "ask", "need", "stance", "refuses")
    titles = {"actor": say_all_needed(subject)}
    return Table(
        id="requirements",
        title=subject.say("table-requirements"),
        columns=tuple(Column(titles.get(key) or subject.say(f"column-{key}"), look=f"path-{key}") for key in keys),
        rows=tuple(row for _, row in sorted([*rows, *heard], key=lambda one: one[0])),
        look="path-list",
        ordered=True,
    )


def say_all_needed(subject: Subject) -> str:
    """Say at the head of the list how many of its rows are needed: all, in order, one, or some of them."""
    root = find_root(subject.content, subject.answer.initiative)
    parts = find_children(subject.content, root) if root else []
    properties = subject.content.nodes[root].properties if root else {}
    op = str(properties.get("op")).replace("_", "-")
    key = op if len(parts) > 1 and op in ("all", "any", "at-least", "sequence") else "leaf"
    head = "meeting" if subject.meeting else "head"
    return subject.words.texts(f"views_path.{head}-{key}", n=properties.get("n", ""), of=len(parts))


def find_formal(subject: Subject) -> Mapping[str, tuple[int, int]]:
    """Find of every leaf of a sequence its place in the formal order, and how many places there are."""
    found: dict[str, tuple[int, int]] = {}
    for requirement in find_requirements(subject.content, subject.answer.initiative):
        if subject.content.nodes[requirement].properties.get("op") == "sequence":
            parts = find_children(subject.content, requirement)
            for number, part in enumerate(parts, 1):
                found |= dict.fromkeys(find_leaf_ids(subject.content, part), (number, len(parts)))
    return found


def find_holder(subject: Subject, leaf: RequirementNeed) -> str | None:
    """Return whom the plan asks for a requirement: itself, or the board whose members it asks."""
    for holder in (*leaf.ordinary, *leaf.above):
        if holder in subject.steps or any(v in subject.steps for v in leaf.members.get(holder, ())):
            return holder
    return next(iter(leaf.ordinary), None)


def _find_place(subject: Subject, leaf: RequirementNeed) -> int:
    """Return when a requirement comes up: what nobody is known for first, what the plan does not need last."""
    holder = find_holder(subject, leaf)
    if leaf.status in _OVER:
        return _LAST
    if holder is None:
        return 0
    numbers = [subject.steps[i][0] for i in (holder, *leaf.members.get(holder, ())) if i in subject.steps]
    return min(numbers, default=_LAST)


def _row(
    subject: Subject,
    leaf: RequirementNeed,
    words: Mapping[tuple[str, str], str],
    formal: Mapping[str, tuple[int, int]],
) -> Row:
    holder = find_holder(subject, leaf)
    place, others = _find_place(subject, leaf), tuple(_say_others(subject, leaf, holder))
    seats = find_seats(subject, leaf, holder)
    need = subject.need_of(leaf, holder) if holder else "unknown_authority"
    mark = _OVER.get(leaf.status) or ("" if place in (0, _LAST) else str(place))
    number = [Line(mark or ("?" if holder is None else "–"), "number", need)]
    if leaf.id in formal:
        at, of = formal[leaf.id]
        number.append(Line(subject.words.texts("views_path.formal", n=at, of=of), "formal"))
    pill = Line(subject.say(f"pill-{need}" if holder else "pill-find-out"), "pill", need)
    cells = (
        Cell(tuple(number), sort=place),
        Cell((*_say_who(subject, leaf, holder, words), *others[:_FOLDED], *_say_more(others))),
        Cell(tuple(_say_what(subject, leaf)), header=True),
        Cell((pill,), sort=NEED_ORDER.index(need) if need in NEED_ORDER else 0),
        _say_stance(subject, leaf, holder, seats),
        Cell(tuple(say_refusal(subject, holder))[:1] if holder else ()),
    )
    lights = (holder or f"?{leaf.id}", *(leaf.members.get(holder, ()) if holder else ()), *leaf.above)
    return Row(
        cells,
        leaf.id,
        tuple(dict.fromkeys(lights)),
        look="over" if leaf.status in _OVER else "unknown" if holder is None else "",
        opening=build_opening(subject, leaf, holder, others[_FOLDED:]),
        votes=seats,
    )


def _find_hearings(subject: Subject) -> Iterator[tuple[int, Step]]:
    """Find the steps that no requirement's row tells of: who is heard because a mandate asks for it."""
    told = {find_holder(subject, leaf) for leaf in subject.leaves.values()}
    told |= {i for leaf in subject.leaves.values() for members in leaf.members.values() for i in members}
    for number, step in subject.steps.values():
        if step.is_only_heard and step.actor not in told and step.actor not in subject.answer.start:
            yield number, step


def _hearing_row(subject: Subject, number: int, step: Step, words: Mapping[tuple[str, str], str]) -> Row:
    """Build the row of somebody who is heard, on a condition of the mandate that it belongs to."""
    whole = subject.content.targets(step.actor, "PART_OF")
    who = [Line(subject.name(step.actor), "main", ref=step.actor), *(Line(one.name, "second") for one in whole[:1])]
    asks = [Line(line.text, "main" if not n else "second") for n, line in enumerate(say_asks(subject, step))]
    cells = (
        Cell((Line(str(number), "number", "heard"),), sort=number),
        Cell((*who, *_say_route(subject, step.actor, words))),
        Cell(tuple(asks), header=True),
        Cell((Line(subject.say("pill-heard"), "pill", "heard"),), sort=NEED_ORDER.index("heard")),
        Cell(tuple(say_stance(subject, step.actor))),
        Cell(tuple(say_refusal(subject, step.actor))[:1]),
    )
    return Row(cells, step.actor, (step.actor,))


def _say_who(
    subject: Subject, leaf: RequirementNeed, holder: str | None, words: Mapping[tuple[str, str], str]
) -> Iterator[Line]:
    """Say who is asked: the name, its organisation or its votes, on which conditions, and the way there."""
    if holder is None:
        yield Line(subject.say("who-decides"), "loud", ref=f"?{leaf.id}")
        yield from (Line(text, "second") for text in say_where_to_look(subject, leaf))
        return
    yield Line(subject.name(holder), "main", ref=holder)
    whole = subject.content.targets(holder, "PART_OF") if holder in subject.content.nodes else ()
    votes = leaf.votes.get(holder)
    if votes:
        yield Line(subject.words.texts.count("views_path.seats", votes.seats), "second")
    elif whole:
        yield Line(whole[0].name, "second")
    yield from say_conditions(subject, leaf, holder)
    yield from _say_route(subject, _find_asked(subject, leaf, holder), words)


def _say_what(subject: Subject, leaf: RequirementNeed) -> Iterator[Line]:
    yield Line(subject.requirement(leaf), "main", ref=leaf.id)
    yield Line(say_requirement(subject, leaf), "second")
    status = say_leaf_status(subject.plan, leaf)
    if status:
        yield Line(status, "second")


def _say_stance(subject: Subject, leaf: RequirementNeed, holder: str | None, seats: Seats | None) -> Cell:
    """Say where the holder stands; a board that votes as a bar, what it comes to, and whose yes is enough."""
    if seats is None:
        return say_leaf_stance(subject, leaf, holder)
    said = subject.words.texts("views_path.enough-any", names=subject.plan.join(list(seats.enough), "or"))
    lines = [Line(seats.said, "votes"), Line(f"{seats.short}{said if seats.enough else ''}", "second")]
    return Cell(tuple(lines), votes=seats)


def _find_asked(subject: Subject, leaf: RequirementNeed, holder: str) -> str:
    """Return whom the way leads to: the holder, or the first of its members that the plan asks."""
    asked = [i for i in (holder, *leaf.members.get(holder, ())) if i in subject.steps]
    return min(asked, key=lambda i: subject.steps[i][0], default=holder)


def _say_route(subject: Subject, actor: str, words: Mapping[tuple[str, str], str]) -> list[Line]:
    """Say the way from us: each stop by its name, a stop that is itself a step with its number."""
    route = find_route(subject, actor)[::-1]
    if len(route) < 2 or route[0] not in subject.answer.start:
        return []
    parts = [subject.say("us-sign")]
    for one, other in pairwise(route):
        parts += [words.get((one, other), ""), "" if other == actor else _say_stop(subject, other)]
    return [Line(BETWEEN.join(parts).rstrip(BETWEEN), "route")]


def _say_stop(subject: Subject, actor: str) -> str:
    number = f"{subject.steps[actor][0]} " if actor in subject.steps else ""
    return number + subject.name(actor)


def _say_others(subject: Subject, leaf: RequirementNeed, holder: str | None) -> Iterator[Line]:
    """Say who else may answer instead, with where they stand and what more it takes; who takes over last."""
    say = subject.words.texts
    together = {i for group in leaf.jointly if holder in group for i in group}
    others = [(i, "") for i in leaf.ordinary if i != holder and i not in together]
    others += [(i, say("views_path.takes-over")) for i in subject.plan.above(leaf) if i != holder]
    for actor, how in others if holder else ():
        value = subject.value_of(actor)
        stance = subject.stance_word(actor)
        more = _say_more_effort(subject, holder, actor)
        said = ", ".join([stance, *([more] if more else [])])
        text = BETWEEN.join([say("views_path.or-else"), subject.name(actor), how, said])
        yield Line(text, "else", value, ref=actor)


def _say_more_effort(subject: Subject, holder: str | None, other: str) -> str:
    """Say how much more the next best plan without the holder takes, where it asks this other instead."""
    need, plan = subject.passed.get(holder or ""), subject.answer.plan
    if need is None or plan is None or not isinstance(need.refuses, int):
        return ""
    key = "views_path.more-effort" if need.refuses_proven else "unproven.more-effort"
    more = subject.words.texts(key, n=need.refuses - plan.effort)
    return more if other in (need.refuses_convince or ()) else ""


def _say_more(others: tuple[Line, ...]) -> list[Line]:
    return [Line(f"+{len(others) - _FOLDED}", "second")] if len(others) > _FOLDED else []


def build_bands(subject: Subject) -> Iterator[Band]:
    """Say what bears on the initiative though nobody is asked: who is against, what may meet resistance, the rest."""
    lines = [*tell_against(subject.plan), *tell_first(subject.plan)]
    for tone in ("bad", "warn"):
        text = " · ".join(line.text.rstrip(".") for line in lines if line.tone == tone)
        if text:
            yield Band(tone, text)
    around = [line.text for line in lines if line.tone not in ("bad", "warn")]
    around += [line.text for told in (tell_earlier(subject.plan), tell_others(subject.plan)) for line in told]
    if around:
        yield Band("around", subject.words.texts("views_path.around", n=len(around)), tuple(dict.fromkeys(around)))
