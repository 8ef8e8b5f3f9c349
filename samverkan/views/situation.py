"""My situation: what lands on us though others own it, what is overdue, what we owe, and what soon expires."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from samverkan.domain.organisations import find_wholes
from samverkan.domain.positions import find_review_by
from samverkan.errors import EmptyAnswerError
from samverkan.measures import situation as situations
from samverkan.measures.situation import find_end
from samverkan.model import Map, Node
from samverkan.views.facts import build_thing, find_relation_sources, find_sources, say_name, to_source_notes
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Link, Page, Picture, Row, Spot, Table, Thing
from samverkan.views.speech import Speech


@dataclass(frozen=True)
class Situation:
    """What an actor has on its table, and the words to say it in."""

    request: Request
    say: Speech
    actor: Node
    table: situations.Table

    @property
    def content(self) -> Map:
        """The map on the day."""
        return self.request.content

    @property
    def on(self) -> date:
        """The day."""
        return self.request.on

    def name(self, node: str) -> str:
        """Return what a thing is called."""
        return say_name(self.request.whole, self.request.whole.nodes[node], self.request.words)

    @property
    def shown_positions(self) -> tuple[Node, ...]:
        """The positions to review, none of them in a meeting."""
        return () if self.request.meeting else self.table.positions


def build_situation(request: Request) -> Page:
    """Build the page of an actor; one with nothing on its table is an empty answer."""
    actor = find_subject_node(request, ("Actor",))
    us = tuple(find_wholes(request.content, actor.id))
    table = situations.Table(request.content, request.whole, request.on, us)
    situation = Situation(request, Speech(request.words, "views_situation"), actor, table)
    tables = tuple(_tables(situation))
    if not tables:
        raise EmptyAnswerError("views_situation.empty", name=actor.name, id=actor.id)
    shown = _find_shown(situation)
    whole = request.whole
    count = sum(len(table.rows) for table in tables)
    return Page(
        kind="situation",
        title=actor.name,
        question=situation.say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(situation)),
        picture=_picture(situation, shown),
        canvas=False,
        tables=tables,
        things=tuple(_things(situation, shown)),
        legend=tuple(_legend(situation)),
        sources=to_source_notes(whole, _sources(situation, shown)),
        gaps=tuple(_gaps(situation)),
        shown=count,
        total=count,
        counted=situation.say("counted"),
        meeting=request.meeting,
        map_title=request.content.title,
    )


def _things(situation: Situation, shown: list[str]) -> Iterator[Thing]:
    """Build the panel's texts; a contact without a name is called what the tables call it."""
    whole, positions = situation.request.whole, [p.id for p in situation.shown_positions]
    for node in dict.fromkeys([*shown, situation.actor.id, *positions]):
        yield replace(build_thing(whole, whole.nodes[node], situation.request.words), name=situation.name(node))


def _find_shown(situation: Situation) -> list[str]:
    """Return what the tables name: things that land, contacts, agreements, owners, and who should be asked again."""
    things = (*situation.table.landed, *situation.table.feedback, *situation.table.agreements)
    owners = [r.start for n in situation.table.landed for r in situation.table.roles(n.id, "owner")]
    speakers = [r.start for p in situation.shown_positions for r in situation.content.into(p.id, "TAKES")]
    return list(dict.fromkeys([*(n.id for n in things), *owners, *speakers]))


def _findings(situation: Situation) -> Iterator[Finding]:
    say, on = situation.say, situation.on
    overdue = [n for n in situation.table.feedback if _is_before(n.properties["feedback_due"], on)]
    if overdue:
        days = _days(overdue[0].properties["feedback_due"], on)
        yield Finding(
            say.count("late", days), say("finding-overdue", name=situation.name(overdue[0].id)), "loud", overdue[0].id
        )
    if situation.table.landed:
        yield Finding(str(len(situation.table.landed)), say.count("finding-landed", len(situation.table.landed)))
    waiting = len(situation.table.feedback) - len(overdue)
    if waiting:
        yield Finding(str(waiting), say.count("finding-owed", waiting))
    ahead = [n for n in situation.table.agreements if find_end(n) > on]
    if ahead:
        yield Finding(
            situation.name(ahead[0].id), say("finding-agreement", date=find_end(ahead[0]).isoformat()), ref=ahead[0].id
        )
    if situation.shown_positions:
        yield Finding(
            str(len(situation.table.positions)), say.count("finding-positions", len(situation.table.positions))
        )


def _is_before(value: object, day: date) -> bool:
    return isinstance(value, date) and value < day


def _days(value: object, day: date) -> int:
    return abs((day - value).days) if isinstance(value, date) else 0


def _tables(situation: Situation) -> Iterator[Table]:
    if situation.table.landed:
        rows = [_landed_row(situation, n) for n in situation.table.landed]
        yield _table(situation, "landed", ("issue", "owner", "areas"), rows)
    if situation.table.feedback:
        rows = [_feedback_row(situation, n) for n in situation.table.feedback]
        yield _table(situation, "feedback", ("when", "contact", "to"), rows)
    if situation.table.agreements:
        rows = [_agreement_row(situation, n) for n in situation.table.agreements]
        yield _table(situation, "agreements", ("ends", "agreement", "parties"), rows)
    if situation.shown_positions:
        rows = [_position_row(situation, n) for n in situation.shown_positions]
        yield _table(situation, "positions", ("review", "who-said", "about"), rows)


def _table(situation: Situation, name: str, keys: tuple[str, ...], rows: list[Row]) -> Table:
    columns = tuple(Column(situation.say(f"column-{key}"), look=f"column-{key}") for key in keys)
    title = situation.say(f"table-{name}", n=len(rows))
    return Table(name, title, columns, tuple(rows), look=f"titled {name}")


def _landed_row(situation: Situation, issue: Node) -> Row:
    owners = situation.table.roles(issue.id, "owner")
    lines = [Line(situation.name(r.start), "plain", ref=r.start) for r in owners]
    cells = (
        Cell((Line(issue.name, "main", ref=issue.id),), header=True),
        Cell(tuple(lines) or (Line(situation.say("owner-none"), "loud"),)),
        Cell((Line(situation.request.words.listing(_areas(situation, issue)), "second"),)),
    )
    return Row(cells, issue.id, (issue.id, *(r.start for r in owners)))


def _areas(situation: Situation, issue: Node) -> list[str]:
    return [n.name for n in situation.content.targets(issue.id, "IN_AREA")]


def _when(situation: Situation, day: date) -> tuple[Line, ...]:
    """Say a day, and how far off it is: what lies behind is loud."""
    say, days = situation.say, _days(day, situation.on)
    if day < situation.on:
        return (Line(say.count("late", days), "loud"), Line(day.isoformat(), "second"))
    return (Line(say("today") if not days else say.count("ahead", days), "main"), Line(day.isoformat(), "second"))


def _feedback_row(situation: Situation, contact: Node) -> Row:
    due = contact.properties["feedback_due"]
    assert isinstance(due, date)
    about = [n.name for n in situation.content.targets(contact.id, "ABOUT")]
    others = [n.name for n in situation.content.origins(contact.id, "TOOK_PART_IN") if n.id not in situation.table.us]
    cells = (
        Cell(_when(situation, due), sort=due.isoformat()),
        Cell((Line(situation.name(contact.id), "main", ref=contact.id), Line(", ".join(about), "second")), header=True),
        Cell((Line(", ".join(others), "second"),)),
    )
    return Row(cells, contact.id, (contact.id,))


def _agreement_row(situation: Situation, agreement: Node) -> Row:
    end = find_end(agreement)
    gone = end <= situation.on
    when = (Line(situation.say("ended"), "loud"), Line(end.isoformat(), "second")) if gone else _when(situation, end)
    parties = [
        n.name for n in situation.request.whole.origins(agreement.id, "PARTY_TO") if n.id not in situation.table.us
    ]
    name = Line(situation.name(agreement.id), "main", ref=agreement.id)
    cells = (
        Cell(when, sort=end.isoformat()),
        Cell((name,), header=True),
        Cell((Line(", ".join(parties), "second"),)),
    )
    return Row(cells, agreement.id, (agreement.id,))


def _position_row(situation: Situation, position: Node) -> Row:
    words, due = situation.request.words, find_review_by(position)
    takers = situation.content.origins(position.id, "TAKES")
    about = situation.content.targets(position.id, "ABOUT")
    value = words.token(position.text("kind") or "", position.text("value"))
    said = [value, position.text("stated_on") or "", words.token("position_basis", position.text("basis"))]
    cells = (
        Cell(_when(situation, due), sort=due.isoformat()),
        Cell(tuple(Line(n.name, "main", ref=n.id) for n in takers), header=True),
        Cell(
            (Line(", ".join(n.name for n in about)), Line(" · ".join(s for s in said if s), "second", ref=position.id))
        ),
    )
    return Row(cells, position.id, (position.id, *(n.id for n in takers)))


def _picture(situation: Situation, shown: list[str]) -> Picture:
    """Return what is on the table as nodes, joined with who owns it or is party to it."""
    whole = situation.request.whole
    spots = [
        Spot(i, situation.name(i), whole.nodes[i].text("kind") or whole.nodes[i].label.lower(), x=0, y=40.0 * n)
        for n, i in enumerate(shown)
    ]
    owned = [(r.start, n.id) for n in situation.table.landed for r in situation.table.roles(n.id, "owner")]
    party = [
        (r.start, n.id) for n in situation.table.agreements for r in whole.into(n.id, "PARTY_TO") if r.start in shown
    ]
    links = [Link(one, other, "involved") for one, other in (*owned, *party)]
    return Picture(situation.actor.name, tuple(spots), tuple(links))


def _legend(situation: Situation) -> Iterator[LegendRow]:
    names = [n for n in situation.table.us if n != situation.actor.id]
    if names:
        us = situation.request.words.listing([situation.name(i) for i in names])
        yield LegendRow("text", "us", situation.say("legend-us", names=us))
    for key in ("landed", "feedback", "agreements", *(() if situation.request.meeting else ("positions",))):
        yield LegendRow("text", key, situation.say(f"legend-{key}"))


def _sources(situation: Situation, shown: list[str]) -> Iterable[str]:
    involved = [r for n in situation.table.landed for r in situation.content.into(n.id, "INVOLVED_IN")]
    return [*find_sources(situation.request.whole, shown), *find_relation_sources(involved)]


def _gaps(situation: Situation) -> Iterator[Line]:
    say = situation.say
    for issue in situation.table.landed:
        if not situation.table.roles(issue.id, "owner"):
            yield Line(say("gap-owner", name=issue.name), ref=issue.id)
    for agreement in situation.table.agreements:
        if not situation.request.whole.out(agreement.id, "SOURCED_BY"):
            yield Line(say("gap-agreement", name=agreement.name), ref=agreement.id)
    if not situation.table.feedback:
        yield Line(say("gap-feedback"))


KIND = Kind(("Actor",), build_situation)
