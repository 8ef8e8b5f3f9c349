"""My week: what a post has on its table on a day, and whose it is: its own, the strategist's, both, or nobody's.

Whoever undertook something, took part in it or is to come to it has it. Else its area decides: what lies in the post's
areas is the post's; what lies elsewhere or nowhere, and what the law asks of the municipality, is the strategist's (the
posts of the same organisation at strategic level). What is overdue, due within 30 days, missing or open is told; the
rest is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from samverkan.domain.areas import build_area_test, find_areas_inside, find_areas_of
from samverkan.domain.cadence import find_cadence
from samverkan.domain.commitments import find_subjects, read_commitment
from samverkan.domain.feedback import is_owed
from samverkan.domain.initiatives import is_closed
from samverkan.domain.issues import find_analysis
from samverkan.domain.organisations import find_organisation, find_wholes, is_post
from samverkan.domain.positions import find_position, find_review_by, is_stale
from samverkan.measures.promised import find_state
from samverkan.model import ALWAYS_TO, Map, Node

WHOSE = ("mine", "both", "strategist", "nobody")
STATES = ("overdue", "missing", "soon", "open", "later", "undated")
KINDS = (
    *("issue_owned", "issue_received", "issue_unowned", "situation_picture", "action_plan", "collaboration"),
    *("commitment", "feedback", "meeting", "pilot", "measurement", "analysis", "position", "agreement"),
)
_COUNTED = ("later", "undated")
_ENDED = timedelta(days=365)  # an agreement that ended longer ago is history
_BEFORE_DUE = timedelta(days=31)  # a figure taken so long before the day it was due is the one that was due


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the table. `due` is the day it falls due; `thing` is None where it is missing.

    `who` undertook it, took part, said it, is party to it or owns the issue; `about` is what it is about. `count` is
    more than one where entries of a kind are only counted (then `thing` is None, and `due` the first of them).
    """

    whose: str
    state: str
    kind: str
    thing: str | None = None
    due: date | None = None
    who: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    basis: str | None = None
    count: int = 1

    @property
    def key(self) -> tuple[object, ...]:
        """What entries are sorted by."""
        place = WHOSE.index(self.whose), STATES.index(self.state)
        return *place, self.due or date.max, KINDS.index(self.kind), self.thing or ""


@dataclass(frozen=True)
class Week:
    """What a post has on its table. `whole` is the map as it is told on the day, with the meetings to come.

    `area` narrows it to what belongs to an area; what the law asks of the municipality is left out then.
    """

    whole: Map
    day: date
    post: str
    area: str = ""

    @cached_property
    def today(self) -> Map:
        """The map on the day."""
        return self.whole.on(self.day)

    @cached_property
    def us(self) -> tuple[str, ...]:
        """The post and everything that it is part of."""
        return find_wholes(self.today, self.post)

    @cached_property
    def areas(self) -> frozenset[str]:
        """The areas of the post, or of the nearest whole that has some, and all that lies inside them."""
        own = next((found for i in self.us if (found := self.today.out(i, "IN_AREA"))), ())
        return frozenset(inside for r in own for inside in find_areas_inside(self.today, r.end))

    @cached_property
    def strategists(self) -> frozenset[str]:
        """The other posts of the same organisation at strategic level."""
        around = self.today.origins(find_organisation(self.today, self.post), "PART_OF")
        strategic = {n.id for n in around if is_post(n) and n.properties.get("level") == "strategic"}
        return frozenset(strategic - {self.post})

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What is told one by one: overdue, missing, soon due, open; and each cadence of the law whenever it is due."""
        told = [e for e in self._everything if e.state not in _COUNTED]
        return tuple(sorted([*told, *self._cadence], key=lambda entry: entry.key))

    @cached_property
    def rest(self) -> tuple[Entry, ...]:
        """What is only counted, by whose it is and of what kind."""
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in self._everything:
            if entry.state in _COUNTED:
                groups.setdefault((entry.whose, entry.kind), []).append(entry)
        counted = [
            Entry(whose, "later", kind, due=min((e.due for e in found if e.due), default=None), count=len(found))
            for (whose, kind), found in groups.items()
        ]
        return tuple(sorted(counted, key=lambda entry: entry.key))

    @cached_property
    def _everything(self) -> tuple[Entry, ...]:
        lies_in = build_area_test(self.whole, self.area)
        finders: tuple[Callable[[], Iterator[Entry]], ...] = (
            *(self._find_issues, self._find_commitments, self._find_feedback, self._find_meetings),
            *(self._find_pilots, self._find_measurements, self._find_positions, self._find_agreements),
        )
        return tuple(e for find in finders for e in find() if e.thing is None or lies_in(e.thing))

    # Whose it is

    def find_whose(self, thing: str, people: Iterable[str] = ()) -> str:
        """Tell whose a thing is: that of whoever of us has it, else of whoever has its area."""
        mine, theirs = self.post in (who := set(people)), not self.strategists.isdisjoint(who)
        if not mine and not theirs:
            places = find_areas_of(self.whole, thing)
            mine = not self.areas or not self.areas.isdisjoint(places)
            theirs = bool(self.strategists) and bool(self.areas) and (not places or not places <= self.areas)
        return "both" if mine and theirs else "mine" if mine else "strategist" if theirs else "nobody"

    def _find_whose_law(self) -> str:
        if self.today.nodes[self.post].properties.get("level") == "strategic":
            return "mine"
        return "strategist" if self.strategists else "nobody"

    def _is_near(self, whose: str, people: Iterable[str]) -> bool:
        """Tell whether something concerns us: it lies in our areas, or one of us, or what we are part of, has it."""
        return whose in ("mine", "both") or not {*self.us, *self.strategists}.isdisjoint(people)

    # What there is

    @cached_property
    def _cadence(self) -> tuple[Entry, ...]:
        """What the law asks again and again, under the Swedish profile."""
        found = find_cadence(self.whole, self.day) if self.whole.profile == "se" and not self.area else ()
        whose = self._find_whose_law()
        return tuple(
            Entry(whose, "missing" if c.newest is None else find_state(c.due, self.day), c.kind, c.newest, c.due)
            for c in found
        )

    def _find_issues(self) -> Iterator[Entry]:
        for issue in self.today.labelled("Issue"):
            roles = {
                role: {r.start for r in self.today.into(issue.id, "INVOLVED_IN") if r.properties.get("role") == role}
                for role in ("owner", "receiver")
            }
            whose, owners = self.find_whose(issue.id), tuple(sorted(roles["owner"]))
            if not roles["owner"].isdisjoint(self.us):
                yield Entry(whose, "open", "issue_owned", issue.id, who=owners)
            elif not roles["receiver"].isdisjoint(self.us):
                yield Entry(whose, "open", "issue_received", issue.id, who=owners)
            elif not owners and whose in ("mine", "both"):
                yield Entry("nobody", "open", "issue_unowned", issue.id)

    def _find_commitments(self) -> Iterator[Entry]:
        for node in self.today.labelled("Commitment"):
            found = read_commitment(self.today, node, self.day)
            if found is None:
                continue
            whose = self.find_whose(found.id, found.by)
            if self._is_near(whose, found.by):
                about = self._about(found.id)
                yield Entry(whose, find_state(found.due, self.day), "commitment", found.id, found.due, found.by, about)

    def _find_feedback(self) -> Iterator[Entry]:
        for node in self.today.labelled("Interaction"):
            due = _day(node, "feedback_due")
            if due is not None and is_owed(node, self.day):
                yield from self._to_contact(node, "feedback", due)

    def _find_meetings(self) -> Iterator[Entry]:
        for node in self.today.labelled("Interaction"):
            held = _day(node, "date")
            if held and held > self.day:
                yield from self._to_contact(node, "meeting", held)

    def _to_contact(self, contact: Node, kind: str, due: date) -> Iterator[Entry]:
        people = [r.start for r in self.today.into(contact.id, "TOOK_PART_IN")]
        whose = self.find_whose(contact.id, people)
        if self._is_near(whose, people):
            others = tuple(i for i in people if i not in (self.post, *self.strategists))
            yield Entry(whose, find_state(due, self.day), kind, contact.id, due, others, self._about(contact.id))

    def _find_pilots(self) -> Iterator[Entry]:
        """Yield trials that end, and analyses of causes that somebody has set a day for."""
        for node in self.today.labelled("Initiative"):
            if is_closed(node):
                continue
            days = {"pilot": _day(node, "pilot_until")}
            if find_analysis(self.today, node.id) == "missing":
                days["analysis"] = _day(node, "analysis_due")
            for kind, due in days.items():
                if due is not None and self._is_near(whose := self.find_whose(node.id), ()):
                    yield Entry(whose, find_state(due, self.day), kind, node.id, due)

    def _find_measurements(self) -> Iterator[Entry]:
        for node in self.today.labelled("Indicator"):
            due = _day(node, "due")
            if due is None or self._is_measured(node.id, due):
                continue
            whose = self.find_whose(node.id)
            if self._is_near(whose, ()):
                about = tuple(r.end for r in self.today.out(node.id, "MEASURES"))
                yield Entry(whose, find_state(due, self.day), "measurement", node.id, due, about=about)

    def _is_measured(self, indicator: str, due: date) -> bool:
        taken = (_day(n, "date") for n in self.today.origins(indicator, "OF"))
        return any(due - _BEFORE_DUE <= day <= self.day for day in taken if day)

    def _find_positions(self) -> Iterator[Entry]:
        """Yield what others said last, where it counts no more or soon will not; not of an initiative that is over."""
        for actor, about, kind in sorted(self._find_said()):
            position = find_position(self.today, actor, about, kind, self.day)
            if position is None:
                continue
            due = find_review_by(position)
            if is_stale(self.today.nodes[actor], position, self.day) and due >= self.day:
                due = _day(self.today.nodes[actor], "holder_since") or due
            whose, state = self.find_whose(position.id), find_state(due, self.day)
            if self._is_near(whose, ()):
                basis = position.text("basis")
                yield Entry(whose, state, "position", position.id, due, (actor,), (about,), basis)

    def _find_said(self) -> set[tuple[str, str, str]]:
        found: set[tuple[str, str, str]] = set()
        for node in self.today.labelled("Position"):
            for about in self.today.targets(node.id, "ABOUT"):
                if not is_closed(about):
                    takers = (r.start for r in self.today.into(node.id, "TAKES") if r.start != self.post)
                    found |= {(actor, about.id, str(node.properties["kind"])) for actor in takers}
        return found

    def _find_agreements(self) -> Iterator[Entry]:
        """Yield agreements of ours that have an end; one that has ended, unless the same parties have a newer one."""
        for node in self.whole.labelled("Agreement"):
            end, parties = _day(node, "valid_to"), self._parties(node.id)
            is_ours = not parties.isdisjoint({*self.us, *self.strategists})
            if end is None or end == ALWAYS_TO or end < self.day - _ENDED or not is_ours:
                continue
            if end > self.day or not any(self._parties(n.id) == parties for n in self.today.labelled("Agreement")):
                state = find_state(end, self.day) if end > self.day else "overdue"
                about = tuple(r.end for r in self.whole.out(node.id, "COVERS"))
                yield Entry(self.find_whose(node.id), state, "agreement", node.id, end, tuple(sorted(parties)), about)

    def _parties(self, agreement: str) -> set[str]:
        return {r.start for r in self.whole.into(agreement, "PARTY_TO")}

    def _about(self, thing: str) -> tuple[str, ...]:
        return find_subjects(self.today, thing)


def find_week(whole: Map, day: date, post: str, area: str = "") -> Week:
    """Return what a post has on its table on a day, in a map as it is told on that day."""
    return Week(whole, day, post, area)


def _day(node: Node, key: str) -> date | None:
    value = node.properties.get(key)
    return value if isinstance(value, date) else None
