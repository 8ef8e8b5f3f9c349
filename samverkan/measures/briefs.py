"""What one needs at hand before a talk: what we want, what was said, what it means to them, what is owed.

`today` is the map on the day, `whole` the map at any time. Nothing that happened after the day is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from samverkan.domain.authority import Holder, Leaf, find_candidates, read_leaf
from samverkan.domain.commitments import Commitment, read_commitment
from samverkan.domain.feedback import is_owed
from samverkan.domain.initiatives import is_closed
from samverkan.domain.issues import find_issues
from samverkan.domain.organisations import find_organisations, find_parts, is_post
from samverkan.domain.positions import Stance, find_stance
from samverkan.domain.requirements import find_leaves
from samverkan.model import Map, Node

_SETTLED = ("met", "refused")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that an open initiative needs of an actor, under which mandate; `above` where it may take over.

    `board` is the board in which the actor would vote for it.
    """

    actor: str
    initiative: str
    leaf: Leaf
    mandate: str | None
    legal_basis: str | None
    conditions: str | None
    above: bool
    board: str | None = None


@dataclass(frozen=True, slots=True)
class Gain:
    """What an initiative does to a core mandate: `direction` is positive, negative or None."""

    core_mandate: str
    initiative: str
    direction: str | None
    argument: str | None


@dataclass(frozen=True)
class Desk:
    """A map on a day, asked about one actor after the other."""

    whole: Map
    day: date

    @cached_property
    def today(self) -> Map:
        """The map on the day."""
        return self.whole.on(self.day)

    @cached_property
    def open_initiatives(self) -> tuple[Node, ...]:
        """The initiatives that are not over, in id order."""
        return tuple(n for n in self.today.labelled("Initiative") if not self.is_over(n))

    def is_over(self, initiative: Node) -> bool:
        """Tell whether an initiative has ended by the day, done or rejected."""
        ended = initiative.properties.get("ended_on")
        return is_closed(initiative) and not (isinstance(ended, date) and ended > self.day)

    @cached_property
    def _wanted(self) -> dict[str, list[Wanted]]:
        found: dict[str, list[Wanted]] = {}
        for initiative in self.open_initiatives:
            for wanted in self._find_asks(initiative.id):
                found.setdefault(wanted.actor, []).append(wanted)
        return found

    def _find_asks(self, initiative: str) -> Iterator[Wanted]:
        for leaf_id in find_leaves(self.whole, initiative):
            node = self.whole.nodes[leaf_id]
            if self._is_settled(node):
                continue
            leaf = read_leaf(self.whole, self.today, node)
            candidates = find_candidates(self.today, leaf)
            for holders, above in ((candidates.ordinary, False), (candidates.above, True)):
                for holder in holders:
                    yield from self._to_wanted(initiative, leaf, holder, above)

    def _is_settled(self, requirement: Node) -> bool:
        since = requirement.properties.get("status_on")
        ahead = isinstance(since, date) and since > self.day
        return requirement.properties.get("status") in _SETTLED and not ahead

    def _to_wanted(self, initiative: str, leaf: Leaf, holder: Holder, above: bool) -> Iterator[Wanted]:
        mandate = self.today.nodes[holder.mandate] if holder.mandate else None
        matter = self.today.nodes.get(leaf.matter or "")
        basis = (mandate.text("legal_basis") if mandate else None) or (matter.text("legal_basis") if matter else None)
        conditions = mandate.text("conditions") if mandate else None
        for actor in holder.voters or (holder.actor,):
            board = holder.actor if holder.voters else None
            yield Wanted(actor, initiative, leaf, holder.mandate, basis, conditions, above, board)

    def find_wanted(self, actor: str) -> tuple[Wanted, ...]:
        """Find what open initiatives need of an actor, those where it usually decides first."""
        return tuple(sorted(self._wanted.get(actor, ()), key=lambda w: (w.above, w.initiative, w.leaf.id)))

    def find_deciders(self, initiatives: Iterable[str]) -> dict[str, list[Wanted]]:
        """Find whom some open initiatives need as those who usually decide, with what for."""
        chosen = set(initiatives)
        found: dict[str, list[Wanted]] = {}
        for actor, asks in sorted(self._wanted.items()):
            own = [w for w in asks if w.initiative in chosen and not w.above]
            if own:
                found[actor] = own
        return found

    def find_stance(self, actor: str, initiative: str) -> Stance | None:
        """Find where an actor stands on an initiative."""
        return find_stance(self.today, actor, initiative, self.day)

    def find_gains(self, actor: str) -> tuple[tuple[Node, tuple[Gain, ...]], ...]:
        """Find an actor's core mandates, or those of its nearest organisation, and what open initiatives do to them."""
        for organisation in find_organisations(self.today, actor):
            mandates = self.today.targets(organisation, "HAS_CORE_MANDATE")
            if mandates:
                return tuple((mandate, self._gains_of(mandate.id)) for mandate in mandates)
        return ()

    def _gains_of(self, mandate: str) -> tuple[Gain, ...]:
        open_ids = {n.id for n in self.open_initiatives}
        return tuple(
            Gain(mandate, r.start, _text(r.properties.get("direction")), _text(r.properties.get("argument")))
            for r in self.today.into(mandate, "SERVES")
            if r.start in open_ids
        )

    def find_ones(self, actor: str) -> tuple[str, ...]:
        """Find who speaks for an actor: itself, and of an organisation that is not ours whoever belongs to it."""
        parts = (actor,) if is_post(self.today.nodes[actor]) else find_parts(self.today, actor)
        return parts if set(parts).isdisjoint(self.whole.us) else (actor,)

    def find_contacts(self, actor: str) -> tuple[Node, ...]:
        """Find the contacts that an actor took part in by the day, the latest first."""
        held = {n.id: n for n in self._find_attended(actor) if _on(n) <= self.day}
        return tuple(sorted(held.values(), key=lambda n: (_on(n), n.id), reverse=True))

    def _find_attended(self, actor: str) -> Iterator[Node]:
        return (n for one in self.find_ones(actor) for n in self.today.targets(one, "TOOK_PART_IN"))

    def find_ahead(self, actor: str) -> tuple[Node, ...]:
        """Find the contacts that an actor is to take part in after the day, the first first."""
        ahead = {n.id: n for n in self._find_attended(actor) if self.day < _on(n) < date.max}
        return tuple(sorted(ahead.values(), key=lambda n: (_on(n), n.id)))

    def find_promised(self, actor: str) -> tuple[Commitment, ...]:
        """Find what an actor undertook and has not done."""
        made = {c.id: c for one in self.find_ones(actor) for c in self.today.targets(one, "COMMITTED_TO")}
        return tuple(owed for c in made.values() if (owed := self.to_owed(c)) is not None)

    def find_we_owe(self, actor: str) -> tuple[Commitment, ...]:
        """Find what we owe an actor: an answer after a contact with it, and what we undertook there or about it."""
        contacts = {n.id for n in self._find_attended(actor)}
        said = {n.id for one in self.find_ones(actor) for n in self.today.targets(one, "TAKES")}
        found = [owed for n in self.find_contacts(actor) if (owed := self._to_feedback(n)) is not None]
        for commitment in (c for us in self.whole.us for c in self.today.targets(us, "COMMITTED_TO")):
            near = {r.end for kind in ("AGREED_AT", "ABOUT") for r in self.today.out(commitment.id, kind)}
            owed = self.to_owed(commitment)
            if owed is not None and near & (contacts | said):
                found.append(owed)
        unique = {owed.id: owed for owed in found}
        return tuple(sorted(unique.values(), key=lambda o: (o.due or date.max, o.id)))

    def _to_feedback(self, contact: Node) -> Commitment | None:
        due = contact.properties.get("feedback_due")
        if not isinstance(due, date) or not is_owed(contact, self.day):
            return None
        return Commitment(contact.id, contact.name, (), due, due < self.day)

    def to_owed(self, commitment: Node) -> Commitment | None:
        """Return a commitment that is still open on the day, else None."""
        return read_commitment(self.today, commitment, self.day)

    def find_commitments_about(self, ids: Iterable[str]) -> tuple[Commitment, ...]:
        """Find the open commitments about some things, or that were agreed at them, the first due first."""
        origins = {c.id: c for i in ids for kind in ("ABOUT", "AGREED_AT") for c in self.today.origins(i, kind)}
        found = [o for c in origins.values() if c.label == "Commitment" and (o := self.to_owed(c)) is not None]
        return tuple(sorted(found, key=lambda o: (o.due or date.max, o.id)))

    def find_initiatives_of(self, meeting: str) -> tuple[str, ...]:
        """Find the open initiatives that a meeting is about, or that address what it is about."""
        about = {n.id for n in self.today.targets(meeting, "ABOUT")}
        return tuple(n.id for n in self.open_initiatives if n.id in about or find_issues(self.today, n.id) & about)


def _on(contact: Node) -> date:
    """Return the day of a contact; the last day that there is where nobody wrote it."""
    held = contact.properties.get("date")
    return held if isinstance(held, date) else date.max


def _text(value: object) -> str | None:
    return None if value is None else str(value)
