"""The delegation of a matter as a ladder: each mandate with its state, who is asked now, and who may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from samverkan.domain.answering import find_stand_in, is_vacant
from samverkan.domain.authority import Leaf, find_candidates, find_holder, read_leaf
from samverkan.domain.initiatives import is_closed
from samverkan.domain.organisations import is_forum, is_post
from samverkan.domain.requirements import find_leaves
from samverkan.measures.mandates import find_beyond
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node

STATES = ("lowest", "above", "vacant", "unheld", "ended", "coming")


@dataclass(frozen=True, slots=True)
class Rung:
    """A mandate at its depth below the one that it goes back to, and its state on the day (STATES)."""

    mandate: str
    depth: int
    state: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an open initiative asks in a matter: who answers at the lowest level, and by which mandates."""

    initiative: str
    leaf: Leaf
    answers: tuple[str, ...]
    mandates: tuple[str, ...]


@dataclass(frozen=True)
class Delegation:
    """The mandates on a matter at any time (`whole`) and on the day (`today`), with those they came from."""

    whole: Map
    today: Map
    day: date
    matter: str

    @cached_property
    def mandates(self) -> tuple[str, ...]:
        """The mandates on the matter and everything they were delegated from, by kind and id."""
        covering = [n.id for n in self.whole.origins(self.matter, "COVERS") if n.label == "Mandate"]
        found = self.whole.reach(covering, "DELEGATED_FROM")
        return tuple(sorted(found, key=lambda i: (str(self.whole.nodes[i].properties.get("kind")), i)))

    def origins(self, mandate: str) -> list[str]:
        """Return the mandates that one was delegated from."""
        return [r.end for r in self.whole.out(mandate, "DELEGATED_FROM") if r.end in self.mandates]

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """The rungs, each below the one that it was delegated from, kind by kind."""
        found: list[Rung] = []
        seen: set[str] = set()
        roots = [m for m in self.mandates if not self.origins(m)]
        waiting = [(m, 0) for m in (*roots, *self.mandates)]
        while waiting:
            mandate, depth = waiting.pop(0)
            if mandate not in seen:
                seen.add(mandate)
                found.append(Rung(mandate, depth, self.states[mandate]))
                below = [m for m in self.mandates if mandate in self.origins(m)]
                waiting = [*((m, depth + 1) for m in below), *waiting]
        return tuple(found)

    @cached_property
    def states(self) -> Mapping[str, str]:
        """What each mandate is on the day: the lowest that answers, one above, or why nobody answers by it."""
        answering = {m for m in self.mandates if self._is_answered(m)}
        delegated = {origin for m in answering for origin in self.origins(m)}
        return {
            m: ("above" if m in delegated else "lowest") if m in answering else self._why_not(m) for m in self.mandates
        }

    def _is_answered(self, mandate: str) -> bool:
        if mandate not in self.today.nodes:
            return False
        hearing = self.today.nodes[mandate].properties.get("kind") == "consult"
        return any(find_holder(self.today, h.id, mandate, hearing=hearing) for h in self.holders_today(mandate))

    def _why_not(self, mandate: str) -> str:
        start, end = self.limits(mandate)
        if start > self.day:
            return "coming"
        if end <= self.day:
            return "ended"
        return "vacant" if self.holders_today(mandate) else "unheld"

    def limits(self, mandate: str) -> tuple[date, date]:
        """Return from when, and until when, a mandate holds."""
        found = self.whole.nodes[mandate].properties
        start, end = found.get("valid_from", ALWAYS_FROM), found.get("valid_to", ALWAYS_TO)
        assert isinstance(start, date) and isinstance(end, date)
        return start, end

    def holders_today(self, mandate: str) -> Sequence[Node]:
        """Return who holds a mandate on the day."""
        return self.today.origins(mandate, "HOLDS") if mandate in self.today.nodes else ()

    def holders(self, mandate: str) -> list[Node]:
        """Return who holds a mandate on the day, or held it where nobody does."""
        return list(self.holders_today(mandate) or self.whole.origins(mandate, "HOLDS"))

    def stand_ins(self, mandate: str) -> list[tuple[Node, Node]]:
        """Return each holder that somebody stands in for on the day, with who does."""
        found = [(holder, find_stand_in(self.today, holder.id)) for holder in self.holders_today(mandate)]
        return [(holder, self.today.nodes[other]) for holder, other in found if other is not None]

    def doubts(self, mandate: str) -> Iterator[str]:
        """Yield what must be known before a mandate is relied on: vacant, forum, may-not, unheld."""
        if self.states[mandate] == "unheld":
            yield "unheld"
        if any(is_vacant(h) for h in self.holders(mandate)):
            yield "vacant"
        if any(is_forum(h) for h in self.holders(mandate)):
            yield "forum"
        if mandate in self.wrong:
            yield "may-not"

    @property
    def wrong(self) -> tuple[str, ...]:
        """The mandates that were delegated though the matter may not be."""
        if self.whole.nodes[self.matter].properties.get("delegable") is not False:
            return ()
        return tuple(m for m in self.mandates if self.origins(m))

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What initiatives that are not closed ask in the matter and have not been answered, in the order of ids."""
        return tuple(self._find_asked())

    def _find_asked(self) -> Iterator[Asked]:
        for initiative in self.today.labelled("Initiative"):
            if is_closed(initiative):
                continue
            leaves = (self.today.nodes[i] for i in find_leaves(self.today, initiative.id))
            for node in leaves:
                leaf = read_leaf(self.whole, self.today, node, self.day)
                if leaf.matter == self.matter and not leaf.is_met:
                    found = find_candidates(self.today, leaf, self.whole)
                    mandates = tuple(o.mandate for o in found.options if o.mandate and not o.above)
                    yield Asked(initiative.id, leaf, tuple(h.actor for h in found.ordinary), mandates)

    @cached_property
    def who_may_not(self) -> tuple[str, ...]:
        """The posts of the deciders' own organisations that do not decide in the matter, in id order."""
        posts = (n for n in self.today.labelled("Actor") if is_post(n))
        return tuple(n.id for n in posts if any(find_beyond(self.today, n.id, self.matter)))
