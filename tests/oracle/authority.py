"""The oracle: who may meet a leaf (model.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from oracle.there import There
from oracle.votes import Board

from samverkan.model import Node

Answerer = tuple[str, bool]  # who answers, and whether by the votes of its members


@dataclass(frozen=True)
class Option:
    """One way of meeting a leaf: all these answer, and all those are heard."""

    answerers: frozenset[Answerer]
    ordinary: bool
    mandate: str | None
    heard: frozenset[str]


@dataclass(frozen=True)
class Leaf:
    """A requirement leaf on a day."""

    there: There
    id: str

    def _target(self, kind: str) -> str | None:
        return next((r.end for r in self.there.all_relations(kind) if r.start == self.id), None)

    @cached_property
    def form(self) -> str:
        return str(self.there.get(self.id, "form"))

    @cached_property
    def matter(self) -> str | None:
        return self._target("CONCERNS")

    @cached_property
    def is_hearing(self) -> bool:
        """Its answer does not bind."""
        return self.form == "consult" and not self.there.get(self.id, "veto")

    @cached_property
    def directed_to(self) -> str | None:
        return self._target("DIRECTED_TO")

    @property
    def status(self) -> str:
        """A status counts from its day on."""
        status, since = str(self.there.get(self.id, "status", "open")), self.there.get(self.id, "status_on")
        return "open" if since is not None and since > self.there.day else status  # type: ignore[operator]

    @property
    def answered_by(self) -> str | None:
        return self._target("ANSWERED_BY")

    @property
    def is_met(self) -> bool:
        """Nobody stops anything by a hearing: a refusal leaves it met."""
        return self.status == "met" or (self.is_hearing and self.status == "refused")

    @property
    def is_refused(self) -> bool:
        return self.status == "refused" and not self.is_hearing

    # Who answers

    def answerer(self, holder: str) -> Answerer | None:
        """Who answers where this actor is asked, and how; nobody: vacant, a forum, a board that cannot reach what it
        needs. A stand-in answers as a whole; so does whoever is only heard."""
        if self.there.kind(holder) == "forum":
            return (holder, False) if self.is_hearing else None
        who = self.there.answerer(holder)
        if who is None:
            return None
        board = Board(self.there, who)
        if who != holder or self.is_hearing or not board.votes:
            return who, False
        return (who, True) if board.can_answer else None

    # Mandates

    def suits(self, mandate: Node) -> bool:
        """Kind, matter, validity, limit and area are the leaf's, whoever holds it."""
        there, wanted = self.there, self.there.content.nodes[self.id].properties
        if not there.is_there(mandate) or mandate.properties["kind"] != self.form or self.matter is None:
            return False
        if self.matter not in {r.end for r in there.relations("COVERS") if r.start == mandate.id}:
            return False
        limit, amount = mandate.properties.get("limit"), wanted.get("amount")
        if limit is not None and amount is not None and limit < amount:  # type: ignore[operator]
            return False
        limited_to = {r.end for r in there.all_relations("IN_AREA") if r.start == mandate.id}
        return not limited_to or bool(limited_to & there.areas_around(self._target("IN_AREA")))

    @cached_property
    def suiting(self) -> list[str]:
        return [n.id for n in self.there.content.nodes.values() if n.label == "Mandate" and self.suits(n)]

    def holders(self, mandate: str) -> list[str]:
        """All who hold it, there on the day or not."""
        return [r.start for r in self.there.all_relations("HOLDS") if r.end == mandate]

    def holders_there(self, mandate: str) -> list[str]:
        return [holder for holder in self.holders(mandate) if holder in self.there.actors]

    def is_joint(self, mandate: str) -> bool:
        return bool(self.there.get(mandate, "jointly"))

    def answers(self, mandate: str) -> list[frozenset[Answerer]]:
        """The sets of answers by which a mandate is used: all its holders' together, or any one's."""
        able = [self.answerer(holder) for holder in self.holders_there(mandate)]
        if not self.is_joint(mandate):
            return sorted({frozenset([a]) for a in able if a is not None}, key=sorted)
        everybody = len(able) == len(self.holders(mandate)) and all(a is not None for a in able)
        return [frozenset(a for a in able if a is not None)] if everybody else []

    @cached_property
    def meeting(self) -> set[str]:
        return {mandate for mandate in self.suiting if self.answers(mandate)}

    def _from(self, mandate: str) -> set[str]:
        return {r.end for r in self.there.all_relations("DELEGATED_FROM") if r.start == mandate}

    @cached_property
    def lowest(self) -> set[str]:
        """The meeting mandates from which no other meeting mandate is directly delegated."""
        return {m for m in self.meeting if not any(m in self._from(other) for other in self.meeting)}

    @cached_property
    def higher(self) -> set[str]:
        """The mandates up the chain, up to the first that does not meet the leaf."""
        found: set[str] = set()
        while more := {up for m in self.lowest | found for up in self._from(m)} & self.meeting - self.lowest - found:
            found |= more
        return found

    def heard_by(self, mandate: str) -> frozenset[str]:
        """Who is heard by a mandate's condition: whoever is there and answers, a board as a whole."""
        called = [r.end for r in self.there.all_relations("AFTER_HEARING") if r.start == mandate]
        able = [self.there.answerer(actor) for actor in called if actor in self.there.actors]
        return frozenset(actor for actor in able if actor is not None)

    # Options

    def _every_option(self) -> Iterator[Option]:
        if self.directed_to is not None:
            yield from self._directed()
            return
        for mandate in sorted(self.lowest | self.higher):
            for answerers in self.answers(mandate):
                yield Option(answerers, mandate in self.lowest, mandate, self.heard_by(mandate))

    def _directed(self) -> Iterator[Option]:
        """That actor alone, with whichever mandate of its own suits, held jointly or not."""
        actor = str(self.directed_to)
        answerer = self.answerer(actor) if actor in self.there.actors else None
        if answerer is None:
            return
        held = [m for m in self.suiting if actor in self.holders(m)]
        for mandate in held:
            yield Option(frozenset([answerer]), True, mandate, self.heard_by(mandate))
        if not held:
            yield Option(frozenset([answerer]), True, None, frozenset())

    @cached_property
    def options(self) -> list[Option]:
        """By the same answers one mandate: ordinary before above, then the fewest hearings, then the first by id."""
        best: dict[frozenset[Answerer], Option] = {}
        for option in sorted(self._every_option(), key=lambda o: (not o.ordinary, len(o.heard), str(o.mandate))):
            best.setdefault(option.answerers, option)
        return list(best.values())

    @cached_property
    def ordinary(self) -> set[str]:
        return {actor for o in self.options if o.ordinary for actor, _ in o.answerers}

    @cached_property
    def above(self) -> set[str]:
        return {actor for o in self.options for actor, _ in o.answerers} - self.ordinary

    @cached_property
    def vacant(self) -> set[str]:
        """The posts and boards that hold a mandate for the leaf, or that it is directed to, and nobody answers for."""
        asked = {holder for mandate in self.suiting for holder in self.holders_there(mandate)}
        if self.directed_to in self.there.actors:
            asked.add(str(self.directed_to))
        return {a for a in asked if self.there.kind(a) != "forum" and self.answerer(a) is None}

    @cached_property
    def boards(self) -> dict[str, Board]:
        """The boards that answer by their members' votes."""
        return {actor: Board(self.there, actor) for o in self.options for actor, by_vote in o.answerers if by_vote}
