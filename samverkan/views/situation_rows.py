"""The rows of my week: when, what, with whom, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.measures.week import WHOSE, Entry, Week
from samverkan.model import Node
from samverkan.views.facts import say_name
from samverkan.views.request import Request
from samverkan.views.spec import Cell, Column, Line, Row, Table
from samverkan.views.speech import Speech

SECTIONS = ("overdue", "missing", "soon", "open")
_COLUMNS = ("when", "what", "who", "whose")


@dataclass(frozen=True)
class Situation:
    """What an actor has on its table, and the words to say it in."""

    request: Request
    say: Speech
    actor: Node
    week: Week

    @property
    def on(self) -> date:
        """The day."""
        return self.request.on

    def name(self, node: str) -> str:
        """Return what a thing is called."""
        return say_name(self.request.whole, self.request.whole.nodes[node], self.request.words)

    def say_whose(self, whose: str) -> str:
        """Say with whom a thing lies."""
        return self.say(f"whose-{whose}")

    def of_section(self, section: str) -> list[Entry]:
        """Return what stands in a section; of the law, what is due later stands with what is open."""
        states = ("open", "later", "undated") if section == "open" else (section,)
        found = [e for e in self.week.entries if e.state in states]
        return found if section == "missing" else sorted(found, key=lambda e: (e.due or date.max, WHOSE.index(e.whose)))

    def call(self, entry: Entry) -> str:
        """Say what an entry is: its name, or for what is missing that there is none."""
        return self.say("none-there") if entry.thing is None else self.name(entry.thing)


def build_tables(situation: Situation) -> Iterator[Table]:
    """Yield a table for each section that holds anything, then what is only counted."""
    for section in SECTIONS:
        found = situation.of_section(section)
        if found:
            rows = tuple(_row(situation, entry) for entry in found)
            yield _table(situation, section, _COLUMNS, rows)
    if situation.week.rest:
        rows = tuple(_rest_row(situation, entry) for entry in situation.week.rest)
        yield _table(situation, "rest", ("first", "kind", "count", "whose"), rows)


def _table(situation: Situation, section: str, keys: Sequence[str], rows: tuple[Row, ...]) -> Table:
    columns = tuple(
        Column(situation.say(f"column-{key}"), look=f"week-{at}") for at, key in zip(_COLUMNS, keys, strict=True)
    )
    count = len(rows) if section != "rest" else sum(entry.count for entry in situation.week.rest)
    title = situation.say(f"table-{section}", n=count)
    return Table(section, title, columns, rows, look=f"titled week {section}", ordered=True, cards=True)


def _row(situation: Situation, entry: Entry) -> Row:
    cells = (
        Cell(tuple(_when_lines(situation, entry))),
        Cell(tuple(_what_lines(situation, entry)), header=True),
        Cell((_who_line(situation, entry),)),
        _whose_cell(situation, entry),
    )
    lights = (*((entry.thing,) if entry.thing else ()), *entry.who)
    return Row(cells, entry.thing or "", lights, look=f"whose-{entry.whose}")


def _when_lines(situation: Situation, entry: Entry) -> Iterator[Line]:
    say = situation.say
    if entry.state == "missing":
        yield Line(say("missing"), "loud")
    elif entry.due is None:
        yield Line(say("no-day"), "second")
    else:
        days = (entry.due - situation.on).days
        if days < 0:
            yield Line(say.count("late", -days), "loud")
        else:
            yield Line(say.count("ahead", days) if days else say("today"), "main")
        yield Line(entry.due.isoformat(), "second")


def _what_lines(situation: Situation, entry: Entry) -> Iterator[Line]:
    yield Line(situation.say(f"kind-{entry.kind}"), "second")
    yield Line(situation.call(entry), "main", ref=entry.thing or "")
    about = [situation.name(i) for i in entry.about]
    if about and entry.kind != "position":
        yield Line(situation.say("about", names=situation.request.words.listing(about)), "second")
    if entry.basis:
        yield Line(situation.request.words.token("position_basis", entry.basis), "second")


def _who_line(situation: Situation, entry: Entry) -> Line:
    names = [situation.name(i) for i in entry.who]
    if names:
        return Line(situation.request.words.listing(names), "plain")
    if entry.kind == "issue_unowned":
        return Line(situation.say("owner-none"), "loud")
    return Line(situation.say("who-none"), "second")


def _whose_cell(situation: Situation, entry: Entry) -> Cell:
    tone = (
        "unknown_authority" if entry.whose == "nobody" else {"mine": "must", "both": "one_of"}.get(entry.whose, "above")
    )
    return Cell((Line(situation.say_whose(entry.whose), "pill", tone),))


def _rest_row(situation: Situation, entry: Entry) -> Row:
    first = Line(entry.due.isoformat() if entry.due else situation.say("no-day"), "second")
    cells = (
        Cell((first,)),
        Cell((Line(situation.say(f"kinds-{entry.kind}"), "main"),), header=True),
        Cell((Line(situation.say("counted-rest", n=entry.count)),)),
        _whose_cell(situation, entry),
    )
    return Row(cells, look=f"whose-{entry.whose}")
