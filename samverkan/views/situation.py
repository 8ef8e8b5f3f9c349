"""My situation: what lands on us though others own it, what is overdue, what we owe, and what soon expires."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from samverkan.domain.organisations import find_wholes
from samverkan.domain.positions import find_review_by
from samverkan.errors import EmptyAnswerError
from samverkan.model import ALWAYS_TO, Map, Node, Relation
from samverkan.views.facts import build_thing, find_relation_sources, find_sources, say_name, to_source_notes
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Link, Page, Picture, Row, Spot, Table, Thing
from samverkan.views.speech import Speech

AHEAD = timedelta(days=365)  # agreements that end within a year are told of
SOON = timedelta(days=90)  # positions to be reviewed within a quarter are told of
_LATEST = 30


@dataclass(frozen=True)
class Situation:
    """What an actor has on its table; `us` are the actor and everything it is part of."""

    request: Request
    say: Speech
    actor: Node
    us: tuple[str, ...]

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

    def roles(self, issue: str, role: str) -> list[Relation]:
        """Return who has a role in an issue."""
        return [r for r in self.content.into(issue, "INVOLVED_IN") if r.properties.get("role") == role]

    @cached_property
    def landed(self) -> tuple[Node, ...]:
        """The issues that we receive and do not own, those that nobody owns first."""
        found = {
            r.end
            for us in self.us
            for r in self.content.out(us, "INVOLVED_IN")
            if r.properties.get("role") == "receiver"
        }
        nodes = [self.content.nodes[i] for i in found if self.content.nodes[i].label == "Issue"]
        others = [n for n in nodes if not any(r.start in self.us for r in self.roles(n.id, "owner"))]
        return tuple(sorted(others, key=lambda n: (bool(self.roles(n.id, "owner")), n.name, n.id)))

    @cached_property
    def feedback(self) -> tuple[Node, ...]:
        """The contacts that somebody is still owed an answer after, the longest overdue first."""
        taken = {n.id: n for us in self.us for n in self.content.targets(us, "TOOK_PART_IN")}
        owed = [n for n in taken.values() if self._is_owed(n)]
        return tuple(sorted(owed, key=lambda n: (str(n.properties["feedback_due"]), n.id)))

    def _is_owed(self, node: Node) -> bool:
        held, given = node.properties.get("date"), node.properties.get("feedback_given")
        if "feedback_due" not in node.properties or (isinstance(held, date) and held > self.on):
            return False
        return not isinstance(given, date) or given > self.on

    @cached_property
    def agreements(self) -> tuple[Node, ...]:
        """The agreements we are party to that have ended or end within a year, the first to end first."""
        taken = {n.id: n for us in self.us for n in self.request.whole.targets(us, "PARTY_TO")}
        ending = [n for n in taken.values() if self.on - AHEAD <= _end_of(n) <= self.on + AHEAD]
        return tuple(sorted(ending, key=lambda n: (_end_of(n), n.id)))

    @cached_property
    def positions(self) -> tuple[Node, ...]:
        """The latest positions on what concerns us that are past review or soon will be, the oldest first."""
        latest: dict[tuple[str, str, str], Node] = {}
        for node in self.content.labelled("Position"):
            key = self._key_of(node)
            if key is not None and (key not in latest or _order_of(node) > _order_of(latest[key])):
                latest[key] = node
        due = [n for n in latest.values() if find_review_by(n) <= self.on + SOON]
        return tuple(sorted(due, key=lambda n: (find_review_by(n), n.id))[:_LATEST])

    @property
    def shown_positions(self) -> tuple[Node, ...]:
        """The positions to review, none of them in a meeting."""
        return () if self.request.meeting else self.positions

    def _key_of(self, position: Node) -> tuple[str, str, str] | None:
        """Return who stated what kind of thing on what, where that can still change: a closed initiative cannot."""
        stated = position.properties.get("stated_on")
        takers = self.content.into(position.id, "TAKES")
        subjects = self.content.targets(position.id, "ABOUT")
        if not takers or not subjects or not isinstance(stated, date) or stated > self.on:
            return None
        if subjects[0].properties.get("status") in ("done", "rejected"):
            return None
        return takers[0].start, subjects[0].id, str(position.properties.get("kind"))


def _end_of(agreement: Node) -> date:
    end = agreement.properties.get("valid_to", ALWAYS_TO)
    return end if isinstance(end, date) else ALWAYS_TO


def _order_of(position: Node) -> tuple[str, str]:
    return str(position.properties.get("stated_on")), position.id


def build_situation(request: Request) -> Page:
    """Build the page of an actor; one with nothing on its table is an empty answer."""
    actor = find_subject_node(request, ("Actor",))
    us = tuple(find_wholes(request.content, actor.id))
    situation = Situation(request, Speech(request.words, "views_situation"), actor, us)
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
    things = (*situation.landed, *situation.feedback, *situation.agreements)
    owners = [r.start for n in situation.landed for r in situation.roles(n.id, "owner")]
    speakers = [r.start for p in situation.shown_positions for r in situation.content.into(p.id, "TAKES")]
    return list(dict.fromkeys([*(n.id for n in things), *owners, *speakers]))


def _findings(situation: Situation) -> Iterator[Finding]:
    say, on = situation.say, situation.on
    overdue = [n for n in situation.feedback if _is_before(n.properties["feedback_due"], on)]
    if overdue:
        days = _days(overdue[0].properties["feedback_due"], on)
        yield Finding(
            say.count("late", days), say("finding-overdue", name=situation.name(overdue[0].id)), "loud", overdue[0].id
        )
    if situation.landed:
        yield Finding(str(len(situation.landed)), say.count("finding-landed", len(situation.landed)))
    waiting = len(situation.feedback) - len(overdue)
    if waiting:
        yield Finding(str(waiting), say.count("finding-owed", waiting))
    ahead = [n for n in situation.agreements if _end_of(n) > on]
    if ahead:
        yield Finding(
            situation.name(ahead[0].id), say("finding-agreement", date=_end_of(ahead[0]).isoformat()), ref=ahead[0].id
        )
    if situation.shown_positions:
        yield Finding(str(len(situation.positions)), say.count("finding-positions", len(situation.positions)))


def _is_before(value: object, day: date) -> bool:
    return isinstance(value, date) and value < day


def _days(value: object, day: date) -> int:
    return abs((day - value).days) if isinstance(value, date) else 0


def _tables(situation: Situation) -> Iterator[Table]:
    if situation.landed:
        rows = [_landed_row(situation, n) for n in situation.landed]
        yield _table(situation, "landed", ("issue", "owner", "areas"), rows)
    if situation.feedback:
        rows = [_feedback_row(situation, n) for n in situation.feedback]
        yield _table(situation, "feedback", ("when", "contact", "to"), rows)
    if situation.agreements:
        rows = [_agreement_row(situation, n) for n in situation.agreements]
        yield _table(situation, "agreements", ("ends", "agreement", "parties"), rows)
    if situation.shown_positions:
        rows = [_position_row(situation, n) for n in situation.shown_positions]
        yield _table(situation, "positions", ("review", "who-said", "about"), rows)


def _table(situation: Situation, name: str, keys: tuple[str, ...], rows: list[Row]) -> Table:
    columns = tuple(Column(situation.say(f"column-{key}"), look=f"column-{key}") for key in keys)
    title = situation.say(f"table-{name}", n=len(rows))
    return Table(name, title, columns, tuple(rows), look=f"titled {name}")


def _landed_row(situation: Situation, issue: Node) -> Row:
    owners = situation.roles(issue.id, "owner")
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
    others = [n.name for n in situation.content.origins(contact.id, "TOOK_PART_IN") if n.id not in situation.us]
    cells = (
        Cell(_when(situation, due), sort=due.isoformat()),
        Cell((Line(situation.name(contact.id), "main", ref=contact.id), Line(", ".join(about), "second")), header=True),
        Cell((Line(", ".join(others), "second"),)),
    )
    return Row(cells, contact.id, (contact.id,))


def _agreement_row(situation: Situation, agreement: Node) -> Row:
    end = _end_of(agreement)
    gone = end <= situation.on
    when = (Line(situation.say("ended"), "loud"), Line(end.isoformat(), "second")) if gone else _when(situation, end)
    parties = [n.name for n in situation.request.whole.origins(agreement.id, "PARTY_TO") if n.id not in situation.us]
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
    owned = [(r.start, n.id) for n in situation.landed for r in situation.roles(n.id, "owner")]
    party = [(r.start, n.id) for n in situation.agreements for r in whole.into(n.id, "PARTY_TO") if r.start in shown]
    links = [Link(one, other, "involved") for one, other in (*owned, *party)]
    return Picture(situation.actor.name, tuple(spots), tuple(links))


def _legend(situation: Situation) -> Iterator[LegendRow]:
    names = [n for n in situation.us if n != situation.actor.id]
    if names:
        us = situation.request.words.listing([situation.name(i) for i in names])
        yield LegendRow("text", "us", situation.say("legend-us", names=us))
    for key in ("landed", "feedback", "agreements", *(() if situation.request.meeting else ("positions",))):
        yield LegendRow("text", key, situation.say(f"legend-{key}"))


def _sources(situation: Situation, shown: list[str]) -> Iterable[str]:
    involved = [r for n in situation.landed for r in situation.content.into(n.id, "INVOLVED_IN")]
    return [*find_sources(situation.request.whole, shown), *find_relation_sources(involved)]


def _gaps(situation: Situation) -> Iterator[Line]:
    say = situation.say
    for issue in situation.landed:
        if not situation.roles(issue.id, "owner"):
            yield Line(say("gap-owner", name=issue.name), ref=issue.id)
    for agreement in situation.agreements:
        if not situation.request.whole.out(agreement.id, "SOURCED_BY"):
            yield Line(say("gap-agreement", name=agreement.name), ref=agreement.id)
    if not situation.feedback:
        yield Line(say("gap-feedback"))


KIND = Kind(("Actor",), build_situation)
