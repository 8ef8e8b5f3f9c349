"""Two initiatives on one page: everybody with a need, a column each, and the differences as sentences first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from samverkan.decisions.answer import Answer
from samverkan.views.facts import to_source_notes
from samverkan.views.meeting import leave_out_of_answer
from samverkan.views.path_panel import build_things
from samverkan.views.path_rows import NEED_ORDER, say_refusal, say_stance
from samverkan.views.path_subject import Subject
from samverkan.views.request import Request
from samverkan.views.spec import (
    Cell,
    Column,
    Finding,
    Group,
    GroupRow,
    LegendRow,
    Line,
    Page,
    Picture,
    Row,
    Spot,
    Table,
)

_NEEDED = ("must", "must_unless_above", "one_of")
_NAMED, _NONE = 4, len(NEED_ORDER)


@dataclass(frozen=True)
class Pair:
    """Two initiatives, each with its answer."""

    request: Request
    one: Subject
    other: Subject

    @property
    def both(self) -> tuple[Subject, Subject]:
        """The two, the first first."""
        return self.one, self.other

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the comparison."""
        return self.request.words.texts(f"views_compare.{key}", **values)

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Everybody with a need in either, the most needed first."""
        told = {a.id for subject in self.both for a in subject.answer.actors if a.need != "not_needed"}
        return tuple(sorted(told, key=lambda i: (self._rank(i), self.one.name(i), i)))

    def _rank(self, actor: str) -> int:
        needs = [subject.needs[actor].need for subject in self.both if actor in subject.needs]
        return min((NEED_ORDER.index(need) for need in needs if need in NEED_ORDER), default=_NONE)

    def needed(self, subject: Subject) -> set[str]:
        """Return who is needed for one of the two."""
        return {a.id for a in subject.answer.actors if a.need in _NEEDED}


def build_initiatives(request: Request) -> Page:
    """Build the page of the initiative that is asked for beside another."""
    assert request.answer is not None and isinstance(request.also, Answer)
    answers = (request.answer, request.also)
    kept = [leave_out_of_answer(a) if request.meeting else a for a in answers]
    one, other = (Subject(request.content, answer, request.words, request.meeting) for answer in kept)
    pair = Pair(request, one, other)
    nodes = [request.content.nodes[i] for i in pair.actors]
    spots = tuple(Spot(n.id, n.name, n.text("kind") or "post") for n in nodes)
    return Page(
        kind="decision-path",
        title=pair.say("title", one=one.answer.name, other=other.answer.name),
        question=pair.say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_tell(pair)),
        picture=Picture(pair.say("question"), spots, ()),
        canvas=False,
        tables=(_build_table(pair),),
        groups=(_build_group(pair),),
        legend=tuple(_legend(pair)),
        things=build_things(one, list(pair.actors)),
        sources=to_source_notes(request.content, dict.fromkeys([*one.answer.sources, *other.answer.sources])),
        shown=len(pair.actors),
        total=len(pair.actors),
        counted=request.words.say("counted-actors"),
        meeting=request.meeting,
        map_title=request.content.title,
    )


def _tell(pair: Pair) -> Iterator[Finding]:
    """Say the differences: what each takes, who is needed for one alone, for both, and who stands otherwise."""
    names = {"one": pair.one.answer.name, "other": pair.other.answer.name}
    plans = [subject.answer.plan for subject in pair.both]
    if not pair.request.meeting and plans[0] and plans[1]:
        said = pair.say("effort", first=plans[0].effort, second=plans[1].effort, **names)
        proven = plans[0].proven and plans[1].proven
        yield Finding("", said if proven else f"{said} {pair.request.words.texts('unproven.compare')}")
    first, second = (pair.needed(subject) for subject in pair.both)
    for key, actors in (("both", first & second), ("only-one", first - second), ("only-other", second - first)):
        if actors:
            yield Finding(pair.say(key, **names), _name(pair, sorted(actors)))
    if not pair.request.meeting:
        told = [i for i in pair.actors if all(_is_asked(subject, i) for subject in pair.both)]
        apart = [i for i in told if pair.one.value_of(i) != pair.other.value_of(i)]
        for actor in apart[:_NAMED]:
            stances = [subject.stance_word(actor) for subject in pair.both]
            said = pair.say("stands", first=stances[0], second=stances[1], **names)
            yield Finding(pair.one.name(actor), said, ref=actor)


def _is_asked(subject: Subject, actor: str) -> bool:
    return actor in subject.needs and subject.needs[actor].need != "not_needed"


def _name(pair: Pair, actors: Sequence[str]) -> str:
    names = [pair.one.name(i) for i in actors[:_NAMED]]
    more = [pair.say("more", n=len(actors) - _NAMED)] if len(actors) > _NAMED else []
    return pair.one.plan.join([*names, *more])


def _build_table(pair: Pair) -> Table:
    columns = (Column(pair.one.say("column-actor")), *(Column(subject.answer.name) for subject in pair.both))
    rows = [
        Row((Cell((Line(pair.one.name(i), "main", ref=i),), header=True), *(_cell(s, i) for s in pair.both)), i, (i,))
        for i in pair.actors
    ]
    return Table("requirements", pair.say("question"), columns, tuple(rows), look="pair", ordered=True, cards=True)


def _legend(pair: Pair) -> Iterator[LegendRow]:
    """Say what the signs of needs and of stances mean that stand in either column."""
    held = {i: [s for s in pair.both if _is_asked(s, i)] for i in pair.actors}
    for need in NEED_ORDER:
        ids = tuple(i for i, told in held.items() if any(s.needs[i].need == need for s in told))
        if ids:
            yield LegendRow("need", need, pair.one.say(f"why-{need}"), len(ids), pair.one.say(f"pill-{need}"), ids)
    for value in () if pair.request.meeting else pair.request.words.schema.enums["stance"]:
        ids = tuple(i for i, told in held.items() if any(s.value_of(i) == value for s in told))
        if ids:
            yield LegendRow("stance", value, pair.request.words.token("stance", value), len(ids), ids=ids)


def _build_group(pair: Pair) -> Group:
    """Build what slides show; the star of a need is explained beside them, where no legend stands."""
    rows = tuple(GroupRow(pair.one.name(i), _say_for(pair, i)) for i in pair.actors)
    starred = any(s.needs[i].need == "must_unless_above" for s in pair.both for i in pair.actors if _is_asked(s, i))
    return Group(pair.say("question"), f"* {pair.one.say('why-must_unless_above')}" if starred else "", rows)


def _say_for(pair: Pair, actor: str) -> str:
    """Say for which of the two somebody has a need, and which; on a slide no column stands above the word."""
    told = [(s, s.needs[actor].need) for s in pair.both if _is_asked(s, actor)]
    return " · ".join(f"{subject.answer.name}: {subject.say(f'pill-{need}')}" for subject, need in told)


def _cell(subject: Subject, actor: str) -> Cell:
    need = subject.needs.get(actor)
    if need is None or need.need == "not_needed":
        return Cell((Line(subject.say("pill-not_needed"), "pill", "not_needed"),))
    lines = [Line(subject.say(f"pill-{need.need}"), "pill", need.need)]
    if not subject.meeting:
        lines += say_stance(subject, actor)
        lines += say_refusal(subject, actor)[:1]
    return Cell(tuple(lines), sort=NEED_ORDER.index(need.need))
