"""The decision path as an ordered list: a row a requirement in the order of conversation, the route in the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from samverkan.decisions.answer import RequirementNeed
from samverkan.reports.plan_context import tell_against, tell_earlier, tell_first, tell_others
from samverkan.views.path_panel import find_route
from samverkan.views.path_rows import NEED_ORDER, say_holder, say_leaf_stance, say_refusal, say_requirement
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Band, Cell, Column, Line, Picture, Row, Table

BETWEEN = "\u2003"  # between the stops and words of a route
_LAST, _FOLDED, _ROOMY = 9_999, 2, 6


def build_list(subject: Subject, way: Picture) -> Table:
    """Build the table of what is asked of whom, in order; alternatives fold under their row."""
    words = {(link.start, link.end): link.text for link in way.links}
    rows = sorted((_find_place(subject, leaf), n, leaf) for n, leaf in enumerate(subject.leaves.values()))
    dense = len(rows) > _ROOMY
    keys = ("step", "actor", "ask", "need", "stance", "refuses")
    return Table(
        id="requirements",
        title=subject.say("table-requirements"),
        columns=tuple(Column(_say_column(subject, key), look=f"path-{key}") for key in keys),
        rows=tuple(_row(subject, leaf, words, dense=dense) for _, _, leaf in rows),
        look="path-list dense" if dense else "path-list",
        ordered=True,
    )


def _say_column(subject: Subject, key: str) -> str:
    return subject.say(f"column-{key}")


def find_holder(subject: Subject, leaf: RequirementNeed) -> str | None:
    """Return whom the plan asks for a requirement: itself, or the board whose members it asks."""
    for holder in (*leaf.ordinary, *leaf.above):
        if holder in subject.steps or any(v in subject.steps for v in leaf.members.get(holder, ())):
            return holder
    return next(iter(leaf.ordinary), None)


def _find_place(subject: Subject, leaf: RequirementNeed) -> int:
    """Return when a requirement comes up: what nobody is known for first, what the plan does not need last."""
    holder = find_holder(subject, leaf)
    if holder is None:
        return 0
    numbers = [subject.steps[i][0] for i in (holder, *leaf.members.get(holder, ())) if i in subject.steps]
    return min(numbers, default=_LAST)


def _row(subject: Subject, leaf: RequirementNeed, words: Mapping[tuple[str, str], str], *, dense: bool) -> Row:
    holder = find_holder(subject, leaf)
    place = _find_place(subject, leaf)
    need = subject.need_of(leaf, holder) if holder else "unknown_authority"
    mark = "" if place in (0, _LAST) else str(place)
    number = Line(mark or ("?" if holder is None else "–"), "number", need)
    who = list(say_holder(subject, leaf, holder, dense).lines)
    if holder is not None:
        who[1:1] = _say_route(subject, _find_asked(subject, leaf, holder), words)
        who += _say_others(subject, leaf, holder)
    pill = Line(subject.say(f"pill-{need}" if holder else "pill-find-out"), "pill", need)
    order = NEED_ORDER.index(need) if need in NEED_ORDER else 0
    cells = (
        Cell((number,), sort=place),
        Cell(tuple(who)),
        Cell(
            (
                Line(subject.requirement(leaf), "main", ref=leaf.id),
                *(() if dense else (Line(say_requirement(subject, leaf), "second"),)),
            ),
            header=True,
        ),
        Cell((pill,), sort=order),
        say_leaf_stance(subject, leaf, holder),
        Cell(tuple(say_refusal(subject, holder)) if holder else ()),
    )
    lights = (holder or f"?{leaf.id}", *(leaf.members.get(holder, ()) if holder else ()), *leaf.above)
    return Row(cells, leaf.id, tuple(dict.fromkeys(lights)), look="unknown" if holder is None else "")


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


def _say_others(subject: Subject, leaf: RequirementNeed, holder: str) -> Iterator[Line]:
    """Say who else is usually asked instead, with where they stand; more than two are counted."""
    others = [i for i in leaf.ordinary if i != holder]
    for actor in others[:_FOLDED]:
        stance = subject.words.token("stance", subject.value_of(actor))
        yield Line(
            subject.words.texts("views_path.or-else", name=subject.name(actor), stance=stance), "second", ref=actor
        )
    if len(others) > _FOLDED:
        yield Line(f"+{len(others) - _FOLDED}", "second")


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
