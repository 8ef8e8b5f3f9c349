"""Who may meet a requirement leaf on a day: the lowest holders, and everybody up the chain as alternatives.

Every map given here as `today` is the map on one day (`Map.on`), so that what is not valid then is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from samverkan.domain.answering import find_answerer
from samverkan.domain.areas import find_areas_around
from samverkan.domain.organisations import is_forum
from samverkan.domain.votes import Board, decides_by_vote, find_board
from samverkan.model import Map, Node

_HEARING = "consult"


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a leaf of a requirement tree asks for. `matter` and `form` are ids and tokens, `amount` is money.

    `directed_to` names the one actor it is put to; `lost_addressee` when that actor does not exist on the day.
    `status` is the one that counts on the day, `answered_by` whose answer it rests on.
    """

    id: str
    form: str
    matter: str | None = None
    area: str | None = None
    amount: float | None = None
    veto: bool = False
    directed_to: str | None = None
    lost_addressee: bool = False
    status: str = "open"
    answered_by: str | None = None

    @property
    def is_hearing(self) -> bool:
        """Whether the answer does not bind: the leaf is met by putting the question."""
        return self.form == _HEARING and not self.veto

    @property
    def is_met(self) -> bool:
        """Whether nobody need be asked any more; a refusal leaves a hearing met."""
        return self.status == "met" or (self.is_hearing and self.status == "refused")

    @property
    def is_refused(self) -> bool:
        """Whether somebody has said no whose answer binds."""
        return self.status == "refused" and not self.is_hearing


@dataclass(frozen=True, slots=True)
class Holder:
    """An actor that may meet a leaf, by a mandate (None: none is registered); a `board` when by its members' votes.

    `stands_for` is the post whose mandate it uses as a stand-in.
    """

    actor: str
    mandate: str | None
    board: Board | None = None
    stands_for: str | None = None

    @property
    def voters(self) -> tuple[str, ...]:
        """Who votes, where it answers by votes."""
        return self.board.voters if self.board else ()


@dataclass(frozen=True, slots=True)
class Option:
    """One way of meeting a leaf: all these holders say yes under a mandate, and all those are `heard` before."""

    holders: tuple[Holder, ...]
    mandate: str | None
    above: bool
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Those who may meet a leaf, as the `answers` that do: ordinary ones at the lowest level before those above.

    `meeting` are the ids of all mandates that meet it. `registered` are all who hold a mandate for it or are asked by
    name, able to answer or not; `vacant` are the posts and boards that nobody answers for,
    `unheard` the (mandate, actor) of hearings that are left out, `doubts` the (kind, id) of what stands in doubt.
    """

    options: tuple[Option, ...]
    meeting: tuple[str, ...]
    registered: tuple[str, ...] = ()
    vacant: tuple[str, ...] = ()
    unheard: tuple[tuple[str, str], ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether nobody is known who may meet the leaf."""
        return not self.options

    @property
    def ordinary(self) -> tuple[Holder, ...]:
        """The holders at the lowest level, in id order."""
        return _sort_holders(h for answer in self.options if not answer.above for h in answer.holders)

    @property
    def above(self) -> tuple[Holder, ...]:
        """Those who can take the matter back and hold no power at the lowest level, in id order."""
        ordinary = {holder.actor for holder in self.ordinary}
        holders = _sort_holders(h for answer in self.options if answer.above for h in answer.holders)
        return tuple(holder for holder in holders if holder.actor not in ordinary)


def _sort_holders(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    found: dict[str, Holder] = {}
    for holder in holders:
        found.setdefault(holder.actor, holder)
    return tuple(found[actor] for actor in sorted(found))


def read_leaf(whole: Map, today: Map, requirement: Node, day: date | None = None) -> Leaf:
    """Read a leaf's conditions from its node and relations; a status from after the day does not count yet."""
    properties = requirement.properties
    amount, since = properties.get("amount"), properties.get("status_on")
    addressee = next((r.end for r in whole.out(requirement.id, "DIRECTED_TO")), None)
    is_later = isinstance(since, date) and day is not None and since > day
    return Leaf(
        id=requirement.id,
        form=str(properties["form"]),
        matter=next((r.end for r in whole.out(requirement.id, "CONCERNS")), None),
        area=next((r.end for r in whole.out(requirement.id, "IN_AREA")), None),
        amount=amount if isinstance(amount, (int, float)) else None,
        veto=properties.get("veto") is True,
        directed_to=addressee,
        lost_addressee=addressee is not None and addressee not in today.nodes,
        status="open" if is_later else str(properties.get("status", "open")),
        answered_by=next((r.end for r in whole.out(requirement.id, "ANSWERED_BY")), None),
    )


def find_candidates(today: Map, leaf: Leaf, whole: Map | None = None) -> Candidates:
    """Find who may meet a leaf on the day, whatever its status; `whole` is the map at any time."""
    return _Search(today, whole or today, leaf).find_candidates()


def find_meeting_mandates(today: Map, leaf: Leaf, whole: Map | None = None) -> set[str]:
    """Find the mandates that meet a leaf: kind, matter, limit and area fit, and a holder can answer."""
    search = _Search(today, whole or today, leaf)
    return {mandate for mandate in search.find_suiting() if search.find_answering(mandate)}


def find_suiting_mandates(today: Map, leaf: Leaf, whole: Map | None = None) -> list[str]:
    """Find the mandates whose kind, matter, limit and area are a leaf's, whether or not anybody answers for them."""
    return _Search(today, whole or today, leaf).find_suiting()


def find_holder(today: Map, actor: str, mandate: str | None, *, hearing: bool) -> Holder | None:
    """Find who answers for a holder; nobody for one that is gone, vacant, a forum, or a board that cannot.

    A forum, and a board as a whole, can be heard.
    """
    if actor not in today.nodes:
        return None
    if is_forum(today.nodes[actor]):
        return Holder(actor, mandate) if hearing else None
    who = find_answerer(today, actor)
    if who is None or who != actor:
        return None if who is None else Holder(who, mandate, stands_for=actor)
    board = None if hearing else find_board(today, actor)
    return Holder(actor, mandate, board) if board is None or board.can_answer else None


def find_chain(today: Map, mandate: str) -> list[str]:
    """Return the mandates from one up to its origin, lowest first; where a chain forks, the first id is taken."""
    return list(today.climb(mandate, "DELEGATED_FROM"))


def find_heard(today: Map, mandate: str) -> tuple[str, ...]:
    """Find who is heard before a mandate is used: whoever is there and answers, a stand-in instead of its post."""
    called = (find_answerer(today, r.end) for r in today.out(mandate, "AFTER_HEARING"))
    return tuple(sorted({actor for actor in called if actor is not None}))


def find_unheard(today: Map, whole: Map, mandate: str) -> tuple[str, ...]:
    """Find who should be heard before a mandate is used and cannot be: not there on the day, or vacant."""
    called = (r.end for r in whole.out(mandate, "AFTER_HEARING"))
    return tuple(a for a in called if a not in today.nodes or find_answerer(today, a) is None)


@dataclass(frozen=True, slots=True)
class _Search:
    """A leaf in a map on a day, and the same map at any time."""

    today: Map
    whole: Map
    leaf: Leaf

    def find_candidates(self) -> Candidates:
        suiting = self.find_suiting()
        directed = self.leaf.directed_to
        answers = self._find_answers(suiting) if directed is None else self._find_addressee(suiting)
        chosen = _choose_mandates(answers)
        used = tuple(dict.fromkeys(answer.mandate for answer in chosen if answer.mandate))
        vacant = self._find_vacant(suiting)
        return Candidates(
            options=chosen,
            meeting=tuple(sorted({answer.mandate for answer in answers if answer.mandate})),
            registered=tuple(self._find_registered(suiting)),
            vacant=vacant,
            unheard=tuple((m, actor) for m in used for actor in find_unheard(self.today, self.whole, m)),
            doubts=(*self._doubt_addressee(chosen), *self._doubt_boards(chosen), *(("vacant_post", v) for v in vacant)),
        )

    def find_suiting(self) -> list[str]:
        """Find the mandates whose kind, matter, limit and area are those of the leaf, whoever holds them."""
        leaf, today = self.leaf, self.today
        if leaf.matter is None:
            return []
        mandates = (n for n in today.origins(leaf.matter, "COVERS") if n.label == "Mandate")
        areas = find_areas_around(today, leaf.area)
        return sorted(m.id for m in mandates if self._suits(m, areas))

    def _suits(self, mandate: Node, areas: set[str]) -> bool:
        limit, amount = mandate.properties.get("limit"), self.leaf.amount
        own_areas = {r.end for r in self.whole.out(mandate.id, "IN_AREA")}
        return (
            mandate.properties.get("kind") == self.leaf.form
            and (amount is None or not isinstance(limit, (int, float)) or limit >= amount)
            and (not own_areas or not own_areas.isdisjoint(areas))
        )

    def _find_answers(self, suiting: Iterable[str]) -> list[Option]:
        """Find all answers: by the lowest mandates that meet the leaf, and by those up the chain."""
        answering = {m: found for m in suiting if (found := self.find_answering(m))}
        delegated = {r.end for m in answering for r in self.today.out(m, "DELEGATED_FROM")}
        lowest = [m for m in answering if m not in delegated]
        return [
            Option(holders, mandate, above, find_heard(self.today, mandate))
            for mandates, above in ((lowest, False), (_climb(self.today, lowest, answering), True))
            for mandate in mandates
            for holders in answering[mandate]
        ]

    def find_answering(self, mandate: str) -> list[tuple[Holder, ...]]:
        """Find the holders that use a mandate: all of them together where it is held jointly, else any one."""
        holders = [self._find_holder(r.start, mandate) for r in self.whole.into(mandate, "HOLDS")]
        able = [holder for holder in holders if holder is not None]
        if self.today.nodes[mandate].properties.get("jointly") is True:
            together = {(holder.actor, holder.board is None): holder for holder in able}
            return [tuple(together.values())] if able and len(able) == len(holders) else []
        return [(holder,) for holder in able]

    def _find_holder(self, actor: str, mandate: str | None) -> Holder | None:
        return find_holder(self.today, actor, mandate, hearing=self.leaf.is_hearing)

    def _find_addressee(self, suiting: Iterable[str]) -> list[Option]:
        """Find how the one that a leaf is directed to answers: alone, by any of its mandates that suits, or by none."""
        actor = self.leaf.directed_to
        assert actor is not None
        holder = self._find_holder(actor, None)
        if holder is None:
            return []
        held = {r.end for r in self.today.out(actor, "HOLDS")}
        own = [m for m in suiting if m in held]
        answers = [Option((replace(holder, mandate=m),), m, False, find_heard(self.today, m)) for m in own]
        return answers or [Option((holder,), None, False)]

    def _find_registered(self, suiting: Iterable[str]) -> list[str]:
        """Find all who hold a mandate for the leaf, or the one that it is directed to."""
        directed = self.leaf.directed_to
        if directed is not None:
            return [directed] if directed in self.today.nodes else []
        return sorted({holder.id for mandate in suiting for holder in self.today.origins(mandate, "HOLDS")})

    def _find_vacant(self, suiting: Iterable[str]) -> tuple[str, ...]:
        """Find the posts and boards that nobody answers for, among those that hold a mandate or are asked by name."""
        asked = {holder.id for mandate in suiting for holder in self.today.origins(mandate, "HOLDS")}
        if self.leaf.directed_to in self.today.nodes:
            asked.add(str(self.leaf.directed_to))
        able = (a for a in sorted(asked) if not is_forum(self.today.nodes[a]))
        return tuple(a for a in able if self._find_holder(a, None) is None)

    def _doubt_addressee(self, chosen: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
        actor = self.leaf.directed_to
        if actor is None:
            return
        if self.leaf.lost_addressee:
            yield "addressee_not_valid", actor
        elif not chosen and is_forum(self.today.nodes[actor]):
            yield "forum_asked", actor
        elif chosen and chosen[0].mandate is None:
            yield "no_mandate_registered", actor

    def _doubt_boards(self, chosen: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
        """Say which boards should vote and have nobody with a vote."""
        whole = sorted({h.actor for answer in chosen for h in answer.holders if h.board is None and not h.stands_for})
        if not self.leaf.is_hearing:
            yield from (("board_without_voters", a) for a in whole if decides_by_vote(self.today.nodes[a]))


def _choose_mandates(answers: Iterable[Option]) -> tuple[Option, ...]:
    """Choose one mandate by which the same holders answer: ordinary before above, fewest hearings, the first by id."""
    best: dict[frozenset[tuple[str, bool]], Option] = {}
    for answer in sorted(answers, key=lambda a: (a.above, len(a.heard), a.mandate or "")):
        best.setdefault(frozenset((h.actor, h.board is not None) for h in answer.holders), answer)
    return tuple(sorted(best.values(), key=lambda a: (a.above, [h.actor for h in a.holders])))


def _climb(today: Map, lowest: Iterable[str], meeting: Collection[str]) -> list[str]:
    """Follow the delegation up from the lowest mandates, as far as the mandates still meet the leaf."""
    return sorted(today.among(meeting).reach(lowest, "DELEGATED_FROM") - set(lowest))
