"""My week: what an actor has on its table in one list by date, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from samverkan.errors import EmptyAnswerError
from samverkan.measures.week import WHOSE, Entry, find_week
from samverkan.views.facts import build_thing, find_relation_sources, find_sources, to_source_notes
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.situation_rows import SECTIONS, Situation, build_tables
from samverkan.views.spec import Finding, Group, GroupRow, LegendRow, Line, Link, Page, Picture, Pin, Spot, Thing
from samverkan.views.speech import Speech


def build_situation(request: Request) -> Page:
    """Build the page of an actor; one with nothing on its table is an empty answer."""
    actor = find_subject_node(request, ("Actor",))
    week = find_week(request.whole, request.on, actor.id, request.filters.get("area", ""))
    situation = Situation(request, Speech(request.words, "views_situation"), actor, week)
    if not any(entry.thing for entry in (*week.entries, *week.rest)) and not week.rest:
        raise EmptyAnswerError("views_situation.empty", name=actor.name, id=actor.id)
    shown = _find_shown(situation)
    count, rest = len(week.entries), sum(entry.count for entry in week.rest)
    return Page(
        kind="situation",
        title=actor.name,
        question=situation.say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(situation)),
        picture=_picture(situation, shown),
        canvas=False,
        tables=tuple(build_tables(situation)),
        things=tuple(_things(situation, shown)),
        legend=tuple(_legend(situation)),
        sources=to_source_notes(request.whole, _sources(situation, shown)),
        gaps=tuple(_gaps(situation)),
        shown=count,
        total=count + rest,
        counted=situation.say("counted"),
        meeting=request.meeting,
        map_title=request.content.title,
        pins=tuple(_pins(situation)),
        pins_title=situation.say("show-only"),
        groups=tuple(_groups(situation)),
    )


def _find_shown(situation: Situation) -> list[str]:
    """Return what the tables name: things, and who they concern."""
    entries = situation.week.entries
    return list(dict.fromkeys([*(e.thing for e in entries if e.thing), *(i for e in entries for i in e.who)]))


def _things(situation: Situation, shown: list[str]) -> Iterator[Thing]:
    """Build the panel's texts; a contact without a name is called what the tables call it."""
    whole = situation.request.whole
    for node in dict.fromkeys([*shown, situation.actor.id]):
        yield replace(build_thing(whole, whole.nodes[node], situation.request.words), name=situation.name(node))


def _findings(situation: Situation) -> Iterator[Finding]:
    """Say what is most overdue, then how much there is of each: overdue, missing, soon, open."""
    say = situation.say
    overdue = [entry for entry in situation.of_section("overdue") if entry.due]
    if overdue:
        first = min(overdue, key=lambda e: (e.whose not in ("mine", "both"), e.kind == "position"))
        days = (situation.on - first.due).days if first.due else 0
        who = situation.request.words.listing([situation.name(i) for i in first.who])
        text = say(f"overdue-{first.kind}", name=situation.call(first), who=who)
        yield Finding(say.count("late", days), text, "loud", first.thing or "")
    for section in SECTIONS:
        count = len(situation.of_section(section))
        if count:
            yield Finding(str(count), say.count(f"finding-{section}", count))


def _pins(situation: Situation) -> Iterator[Pin]:
    """Yield whose it is, each with how much: pressing one shows its rows alone."""
    entries, say = situation.week.entries, situation.say
    counts = {whose: sum(e.whose == whose for e in entries) for whose in WHOSE}
    if sum(1 for n in counts.values() if n) < 2:
        return
    for whose, count in counts.items():
        if count:
            said = say("shown-only", n=count, of=len(entries), whose=situation.say_whose(whose))
            yield Pin(f"whose-{whose}", situation.say_whose(whose), count, said, rows=True)


def _groups(situation: Situation) -> Iterator[Group]:
    """Yield a screen a section."""
    say = situation.say
    for section in SECTIONS:
        found = situation.of_section(section)
        rows = tuple(GroupRow(situation.call(e), _say_short(situation, section, e)) for e in found)
        if rows:
            yield Group(say(f"table-{section}", n=len(rows)), "", rows)


def _say_short(situation: Situation, section: str, entry: Entry) -> str:
    """Say what kind of thing it is, with whom, and when it is due."""
    who = situation.request.words.listing([situation.name(i) for i in entry.who])
    day = entry.due.isoformat() if entry.due and section != "open" else ""
    return " · ".join(text for text in (situation.say(f"kind-{entry.kind}"), who, day) if text)


def _picture(situation: Situation, shown: list[str]) -> Picture:
    """Return what is on the table as nodes, joined with whom it concerns."""
    whole = situation.request.whole
    spots = [
        Spot(i, situation.name(i), whole.nodes[i].text("kind") or whole.nodes[i].label.lower(), x=0, y=40.0 * n)
        for n, i in enumerate(shown)
    ]
    links = [Link(who, e.thing, "involved") for e in situation.week.entries if e.thing for who in e.who]
    return Picture(situation.actor.name, tuple(spots), tuple(links))


def _legend(situation: Situation) -> Iterator[LegendRow]:
    names = [situation.name(n) for n in situation.week.us if n != situation.actor.id]
    if names:
        us = situation.request.words.listing(names)
        yield LegendRow("text", "us", situation.say("legend-us", names=us))
    for whose in WHOSE:
        yield LegendRow("text", whose, situation.say(f"legend-{whose}", name=situation.actor.name))
    yield LegendRow("text", "rest", situation.say("legend-rest"))


def _sources(situation: Situation, shown: list[str]) -> Iterable[str]:
    whole = situation.request.whole
    involved = [r for i in shown for r in whole.into(i, "INVOLVED_IN")]
    return [*find_sources(whole, shown), *find_relation_sources(involved)]


def _gaps(situation: Situation) -> Iterator[Line]:
    say, entries = situation.say, situation.week.entries
    for entry in entries:
        if entry.state == "missing":
            yield Line(say("gap-missing", what=say(f"kind-{entry.kind}")))
        elif entry.kind == "issue_unowned" or (entry.kind == "issue_received" and not entry.who):
            yield Line(say("gap-owner", name=situation.call(entry)), ref=entry.thing or "")
    if not any(entry.kind == "feedback" for entry in (*entries, *situation.week.rest)):
        yield Line(say("gap-feedback"))


KIND = Kind(("Actor",), build_situation, filters=("area",))
