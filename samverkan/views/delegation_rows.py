"""The tables of a delegation: the ladder, what is asked now, and who may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from samverkan.domain.areas import find_areas_inside
from samverkan.domain.organisations import find_organisation
from samverkan.measures.delegation import Asked, Delegation, Rung
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Node
from samverkan.views.request import Request
from samverkan.views.spec import Cell, Column, Line, Row, Table
from samverkan.views.speech import Speech

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PILLS = {"lowest": "must", "above": "above"}
_DEEPEST = 6  # how far a rung is moved in


@dataclass(frozen=True)
class Ladder:
    """A delegation, and the words to tell it in."""

    request: Request
    say: Speech
    matter: Node
    delegation: Delegation

    def node(self, mandate: str) -> Node:
        """Return a mandate at any time."""
        return self.request.whole.nodes[mandate]

    def label(self, mandate: str) -> str:
        """Name a mandate by who holds it."""
        return self.request.words.listing([n.name for n in self.delegation.holders(mandate)]) or self.say("no-holder")

    def find_of_state(self, state: str) -> list[str]:
        """Return the mandates in a state, in the order of the ladder."""
        return [rung.mandate for rung in self.delegation.ladder if rung.state == state]

    @cached_property
    def letters(self) -> dict[str, str]:
        """A letter for each requirement that is asked now."""
        return {asked.leaf.id: letter for asked, letter in zip(self.delegation.asked, _LETTERS, strict=False)}

    @cached_property
    def most(self) -> float:
        """The largest limit or amount, which fills a bar."""
        limits = [self.node(m).properties.get("limit") for m in self.delegation.mandates]
        amounts = [asked.leaf.amount for asked in self.delegation.asked]
        return max((float(n) for n in (*limits, *amounts) if isinstance(n, (int, float))), default=0.0)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas that some mandate is limited to or some requirement lies in, in id order."""
        own = {r.end for m in self.delegation.mandates for r in self.request.whole.out(m, "IN_AREA")}
        return tuple(sorted(own | {asked.leaf.area for asked in self.delegation.asked if asked.leaf.area}))

    def say_limit(self, mandate: str) -> str:
        """Say up to which amount a mandate goes."""
        limit, words = self.node(mandate).properties.get("limit"), self.request.words
        return (
            words.say("at-most", amount=words.amount(limit))
            if isinstance(limit, (int, float))
            else self.say("no-limit")
        )

    def say_areas(self, mandate: str) -> str:
        """Say where a mandate holds."""
        names = [n.name for n in self.request.whole.targets(mandate, "IN_AREA")]
        return self.request.words.listing(names) or self.say("everywhere")


def build_ladder_table(ladder: Ladder) -> Table:
    """Build a row for each mandate below the one that it was delegated from, the matter itself on top."""
    columns = tuple(Column(ladder.say(f"column-{key}"), look=f"{key}-column") for key in _COLUMNS)
    rows = (_matter_row(ladder), *(_rung_row(ladder, rung) for rung in ladder.delegation.ladder))
    return Table("mandates", ladder.say("table-ladder"), columns, rows, look="ladder", ordered=True, cards=True)


_COLUMNS = ("rung", "may", "limit", "area", "ground")


def _matter_row(ladder: Ladder) -> Row:
    matter, say = ladder.matter, ladder.say
    kind = Line(ladder.request.words.label("Matter").capitalize(), "second")
    delegable = matter.properties.get("delegable")
    may = () if delegable is None else (Line(say("delegable" if delegable else "not-delegable")),)
    ground = (Line(matter.text("legal_basis") or say("no-basis")), *_source_lines(ladder, matter.id))
    cells = (
        Cell((Line(matter.name, "main", ref=matter.id), kind), header=True, look="rung-0"),
        Cell(may),
        Cell(),
        Cell(),
        Cell(ground),
    )
    return Row(cells, matter.id, (matter.id,), look="matter")


def _rung_row(ladder: Ladder, rung: Rung) -> Row:
    origins = ladder.delegation.origins(rung.mandate)
    cells = (
        Cell(tuple(_who_lines(ladder, rung)), header=True, look=f"rung-{min(rung.depth + 1, _DEEPEST)}"),
        Cell(tuple(_may_lines(ladder, rung.mandate))),
        Cell((_limit_line(ladder, rung.mandate),)),
        Cell((_area_line(ladder, rung.mandate),)),
        Cell(tuple(_ground_lines(ladder, rung))),
    )
    return Row(cells, rung.mandate, (rung.mandate, *origins), look=rung.state)


def _who_lines(ladder: Ladder, rung: Rung) -> Iterator[Line]:
    say, delegation = ladder.say, ladder.delegation
    yield Line(ladder.label(rung.mandate), "main", ref=rung.mandate)
    wholes = [n.name for h in delegation.holders(rung.mandate) for n in ladder.request.whole.targets(h.id, "PART_OF")]
    if wholes:
        yield Line(", ".join(dict.fromkeys(wholes)), "second")
    yield Line(say(f"rung-{rung.state}"), "pill", _PILLS.get(rung.state, "not_needed"))
    for asked in delegation.asked:
        if rung.mandate in asked.mandates and asked.leaf.id in ladder.letters:
            letter = ladder.letters[asked.leaf.id]
            name = ladder.request.content.nodes[asked.initiative].name
            yield Line(letter, "letter", hint=say("answers-mark", mark=name))
    for _, other in delegation.stand_ins(rung.mandate):
        yield Line(say("stands-in", who=other.name), "plain")
    yield from (Line(say(doubt), "loud") for doubt in delegation.doubts(rung.mandate))


def _may_lines(ladder: Ladder, mandate: str) -> Iterator[Line]:
    node, words = ladder.node(mandate), ladder.request.words
    yield Line(words.token("mandate_kind", node.text("kind")), "main")
    if node.text("conditions"):
        yield Line(node.text("conditions") or "", "second")
    heard = [n.name for n in ladder.request.whole.targets(mandate, "AFTER_HEARING")]
    if heard:
        yield Line(ladder.say("hearing", names=words.listing(heard)), "second")
    if node.properties.get("jointly") is True:
        yield Line(ladder.say("jointly"), "second")


def _limit_line(ladder: Ladder, mandate: str) -> Line:
    limit = ladder.node(mandate).properties.get("limit")
    text = ladder.say_limit(mandate)
    if not ladder.most:
        return Line(text, "second")
    share = round(100 * float(limit) / ladder.most, 1) if isinstance(limit, (int, float)) else 100.0
    amounts = sorted({asked.leaf.amount for asked in ladder.delegation.asked if asked.leaf.amount})
    marks = tuple(round(min(99.0, 100 * amount / ladder.most), 1) for amount in amounts)
    return Line(text, "bar", "" if isinstance(limit, (int, float)) else "open", figures=(max(2.0, share), *marks))


def _area_line(ladder: Ladder, mandate: str) -> Line:
    today = ladder.request.whole
    own = [r.end for r in today.out(mandate, "IN_AREA")]
    covered = {inside for area in own for inside in find_areas_inside(today, area)}
    filled = tuple(float(not own or area in covered) for area in ladder.areas)
    return Line(ladder.say_areas(mandate), "cells", figures=filled)


def _ground_lines(ladder: Ladder, rung: Rung) -> Iterator[Line]:
    basis = ladder.node(rung.mandate).text("legal_basis")
    yield Line(basis, "plain") if basis else Line(ladder.say("no-basis"), "loud")
    time = _say_time(ladder, rung)
    if time:
        yield Line(time, "stale")
    yield from _source_lines(ladder, rung.mandate)


def _say_time(ladder: Ladder, rung: Rung) -> str:
    say = ladder.say
    start, end = ladder.delegation.limits(rung.mandate)
    if rung.state in ("ended", "coming"):
        return say(rung.state, date=(end if rung.state == "ended" else start).isoformat())
    if end != ALWAYS_TO:
        return say("until", date=end.isoformat())
    return say("since", date=start.isoformat()) if start != ALWAYS_FROM else ""


def _source_lines(ladder: Ladder, node: str) -> Iterator[Line]:
    whole = ladder.request.whole
    relations = whole.out(node, "SOURCED_BY")
    for relation in relations:
        source = whole.nodes[relation.end]
        parts = (source.name, str(relation.properties.get("locator", "")), source.text("date") or "")
        yield Line(" · ".join(p for p in parts if p), "second")
    if not relations and node != ladder.matter.id:
        yield Line(ladder.say("no-source"), "loud")


def build_asked_table(ladder: Ladder) -> Table:
    """Build a row for each requirement of an open initiative in the matter: what is asked, and who answers."""
    keys = ("initiative", "asked", "progress", "answers")
    columns = tuple(Column(ladder.say(f"column-{key}")) for key in keys)
    rows = tuple(_asked_row(ladder, asked) for asked in ladder.delegation.asked)
    return Table("asked", ladder.say("table-asked"), columns, rows, look="titled asked-now", ordered=True, cards=True)


def _asked_row(ladder: Ladder, asked: Asked) -> Row:
    say, content, leaf = ladder.say, ladder.request.content, asked.leaf
    name = Line(content.nodes[asked.initiative].name, "main")
    letter = ladder.letters.get(leaf.id)
    mark = (Line(letter, "letter", hint=""),) if letter else ()
    progress = say(f"asked-{leaf.status if leaf.status in ('asked', 'refused') else 'open'}")
    answers = [Line(content.nodes[a].name) for a in asked.answers] or [Line(say("asked-nobody"), "loud")]
    cells = (
        Cell((*mark, name), header=True),
        Cell((Line(say_asked(ladder, asked)),)),
        Cell((Line(progress),)),
        Cell(tuple(answers)),
    )
    return Row(cells, leaf.id, (*asked.mandates,))


def say_asked(ladder: Ladder, asked: Asked) -> str:
    """Say what a requirement asks for: the form, the amount and the area."""
    words, leaf = ladder.request.words, asked.leaf
    parts = [words.token("mandate_kind", leaf.form)]
    if leaf.amount is not None:
        parts.append(words.amount(leaf.amount))
    if leaf.area is not None:
        parts.append(ladder.request.whole.nodes[leaf.area].name)
    return " · ".join(parts)


def build_may_not_table(ladder: Ladder) -> Table:
    """Build a row for each post that belongs where the matter is decided, and does not decide in it."""
    content = ladder.request.content
    columns = tuple(Column(ladder.say(f"column-{key}")) for key in ("post", "part-of"))
    rows = []
    for post in ladder.delegation.who_may_not:
        whole = find_organisation(content, post)
        home = Line(content.nodes[whole].name, "second") if whole != post else Line("–", "second")
        name = Cell((Line(content.nodes[post].name, "main", ref=post),), header=True)
        rows.append(Row((name, Cell((home,))), post, (post,)))
    return Table("may-not", ladder.say("table-may-not"), columns, tuple(rows), fold=len(rows) > 6, look="titled")
