"""Whom to meet: everybody whom initiatives that are not over need, with what we ask, what they said and what is owed.

Most useful first: whose yes is still missing in most initiatives that nobody else at their level could answer, then
whose yes is missing in most at all, then who is needed by most. It is reckoned for one answer and stored nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samverkan.decisions.asks import PossibleAsk
from samverkan.decisions.case import Case, build_case
from samverkan.decisions.needs import find_actor_needs
from samverkan.domain.commitments import Commitment
from samverkan.domain.organisations import find_organisation
from samverkan.domain.positions import Stance, tell_stance
from samverkan.measures.briefs import Desk
from samverkan.measures.promised import find_state
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.measures.unmet import Round
from samverkan.model import Map, Node

Values = Mapping[str, Any]
_AHEAD = ("proposed", "decided", "under_way")
_ASKED = ("must", "must_unless_above", "one_of", "heard")
_ALONE = ("must", "must_unless_above")
_WILLING = ("champions", "supports")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing that an initiative asks of somebody, and how much it needs them."""

    case: Case
    need: str
    ask: PossibleAsk


@dataclass
class _Person:
    """Somebody to meet, with all that is asked of them."""

    id: str
    asked: list[_Asked] = field(default_factory=list)

    @property
    def rank(self) -> tuple[Any, ...]:
        """What they are ordered by: how many initiatives lack their yes, those that cannot do without it first."""
        needs = {one.case.initiative: one.need for one in self.asked}
        lack = {one.case.initiative for one in self.asked if one.need != "heard" and not self._is_willing(one.case)}
        alone = [initiative for initiative in lack if needs[initiative] in _ALONE]
        return -len(alone), -len(lack), -len(needs), self.id

    def _is_willing(self, case: Case) -> bool:
        return case.counts(self.id) in _WILLING


def find_whom_to_meet(content: Map, day: date, _values: Values) -> Iterator[Values]:
    """Yield for each person what initiatives ahead ask of them, then what we owe them and what they have promised."""
    desk = Desk(content, day)
    round_ = Round(desk.today, content.us)
    people = sorted(_find_people(content, desk.today, day), key=lambda person: person.rank)
    for place, person in enumerate(people, 1):
        who: dict[str, Any] = {
            "place": place,
            "actor": person.id,
            "actor_name": desk.today.nodes[person.id].name,
            "organisation": find_organisation(desk.today, person.id),
            "last_met": _find_day(round_.find_last(person.id)),
        }
        yield from ({**who, **_tell_ask(desk.today, person.id, asked)} for asked in person.asked)
        yield from ({**who, **_tell_owed(desk.today, day, "owed", owed)} for owed in desk.find_we_owe(person.id))
        yield from ({**who, **_tell_owed(desk.today, day, "promised", owed)} for owed in desk.find_promised(person.id))


def _find_day(contact: Node | None) -> date | None:
    held = contact.properties.get("date") if contact else None
    return held if isinstance(held, date) else None


def _find_people(content: Map, today: Map, day: date) -> list[_Person]:
    """Find who is asked something, by themselves or by their vote, that still stands open; never us."""
    found: dict[str, _Person] = {}
    us = [actor for actor in content.us if actor in today.nodes]
    # What is needed of whom does not depend on where contact starts, so that any actor will do where nobody is us.
    start = us or [actor.id for actor in today.labelled("Actor")[:1]]
    ahead = (n.id for n in today.labelled("Initiative") if n.properties.get("status") in _AHEAD)
    for initiative in ahead if start else ():
        case = build_case(content, initiative, day, start, today=today)
        for actor, need in find_actor_needs(case).items():
            numbers = (*case.asks_of.get(actor, ()), *case.hearings_of.get(actor, ()))
            asks = [case.asks[n] for n in numbers if n in case.useful and not _is_above(case, n)]
            if need in _ASKED and actor not in us:
                found.setdefault(actor, _Person(actor)).asked += [_Asked(case, need, ask) for ask in asks]
    return [person for person in found.values() if person.asked]


def _is_above(case: Case, number: int) -> bool:
    ask = case.asks[number]
    return ask.above and ask.leaf not in case.released


def _tell_ask(today: Map, actor: str, asked: _Asked) -> Values:
    case, leaf = asked.case, asked.case.leaves[asked.ask.leaf]
    mandate = today.nodes.get(asked.ask.mandate or "")
    matter = today.nodes.get(leaf.matter or "")
    stance = case.stances[actor]
    return {
        "about": "ask",
        "initiative": case.initiative,
        "initiative_name": case.whole.nodes[case.initiative].name,
        "form": "consult" if asked.ask.hearing else leaf.form,
        "matter": leaf.matter,
        "need": asked.need,
        "legal_basis": (mandate.text("legal_basis") if mandate else None) or (matter and matter.text("legal_basis")),
        "conditions": mandate.text("conditions") if mandate else None,
        "stance": tell_stance(today, actor, case.initiative, case.day),
        **(_tell_stance(stance, actor) if stance else {}),
        **find_sources(today, [mandate.id if mandate else None, stance.position if stance else None]),
    }


def _tell_stance(stance: Stance, actor: str) -> Values:
    return {
        "past_review": stance.value if stance.stale else None,
        "said_by": [stance.inherited_from or actor],
        "stated_on": stance.stated_on,
        "basis": stance.basis,
        "concern": stance.concern,
        "would_help": stance.would_help,
    }


def _tell_owed(today: Map, day: date, about: str, owed: Commitment) -> Values:
    return {
        "about": about,
        "thing": owed.id,
        "thing_name": owed.name,
        "due": owed.due,
        "state": find_state(owed.due, day),
        **find_sources(today, [owed.id]),
    }


def judge_meetings(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say with whom to begin."""
    if rows:
        yield Sentence("meet", {"name": rows[0]["actor_name"]}, len({row["actor"] for row in rows}))
