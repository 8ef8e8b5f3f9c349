"""The oracle: how people are reached, each step as (effort, cold, from no post, by a person, one contact)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from oracle.stances import Stances, months_later, on
from oracle.there import BODIES, There

Cost = tuple[int, int, int, int, int]
TIE = {"strong": 1, "established": 2, "acquainted": 3, "new": 5, "None": 5}
BODY = LINE = BOSS = MET = 3
COLD = 8
NOTHING: Cost = (0, 0, 0, 0, 0)
FIND_OUT: Cost = (10, 0, 0, 0, 1)
MEETING_IN_PERSON = {"meeting", "call", "visit", "dialogue"}


def add(*costs: Cost) -> Cost:
    return tuple(map(sum, zip(*costs, strict=True)))  # type: ignore[return-value]


@dataclass(frozen=True)
class Contacts:
    """Who knows whom on a day, starting from us."""

    there: There
    us: tuple[str, ...]

    def _pairs(self) -> Iterator[tuple[str, str, int, int]]:
        """(one, other, effort, by a person) of every contact that is not cold; symmetric."""
        for r in self.there.relations("TIE"):
            yield r.start, r.end, TIE[str(r.properties.get("strength"))], int(r.properties.get("basis") == "person")
        for effort, pairs in (
            (BODY, self._bodies()),
            (LINE, self._lines()),
            (BOSS, self._bosses()),
            (MET, self._met()),
        ):
            for one, other in pairs:
                yield one, other, effort, 0

    def _bodies(self) -> Iterator[tuple[str, str]]:
        """Both members of one body, whatever their seats, or a member and the body itself."""
        inside: dict[str, set[str]] = {}
        for r in self.there.relations("MEMBER_OF"):
            if self.there.kind(r.end) in BODIES:
                inside.setdefault(r.end, {r.end}).add(r.start)
        for everybody in inside.values():
            yield from ((one, other) for one in everybody for other in everybody)

    def _organisations(self, part: str) -> list[str]:
        """What an actor is directly part of, forums aside."""
        over = [r.end for r in self.there.relations("PART_OF") if r.start == part and r.end in self.there.actors]
        return [o for o in over if self.there.kind(o) not in ("forum", "post")]

    def _lines(self) -> Iterator[tuple[str, str]]:
        for part in self.there.actors:
            if self.there.kind(part) != "forum":
                yield from ((part, over) for over in self._organisations(part))

    def _heads(self, organisation: str) -> list[str]:
        posts = [a for a in self.there.actors if self.there.is_post(a) and self.there.get(a, "head")]
        return [head for head in posts if organisation in self._organisations(head)]

    def _bosses(self) -> Iterator[tuple[str, str]]:
        """A post and the head of its organisation; the heads of an organisation and of the one it is part of."""
        for actor in self.there.actors:
            for over in self._organisations(actor):
                if self.there.is_post(actor):
                    yield from ((actor, head) for head in self._heads(over))
                elif self.there.kind(actor) != "forum":
                    yield from ((low, high) for low in self._heads(actor) for high in self._heads(over))

    def _met(self) -> Iterator[tuple[str, str]]:
        """Both took part in one conversation of the last 24 months, neither under an earlier holder."""
        nodes = self.there.content.nodes
        present: dict[str, set[str]] = {}
        for r in self.there.relations("TOOK_PART_IN"):
            held = on(nodes[r.end], "date")
            assert held is not None
            recent = months_later(self.there.day, -24) <= held <= self.there.day
            spoken = nodes[r.end].properties["kind"] in MEETING_IN_PERSON
            if r.start in self.there.actors and recent and spoken and self._was_there(r.start, held):
                present.setdefault(r.end, set()).add(r.start)
        for everybody in present.values():
            yield from ((one, other) for one in everybody for other in everybody)

    def _was_there(self, actor: str, held: date) -> bool:
        since = on(self.there.content.nodes[actor], "holder_since")
        return since is None or since > self.there.day or held >= since

    @cached_property
    def _known(self) -> dict[tuple[str, str], tuple[int, int]]:
        best: dict[tuple[str, str], tuple[int, int]] = {}
        for one, other, effort, person in self._pairs():
            for pair in ((one, other), (other, one)) if one != other else ():
                best[pair] = min(best.get(pair, (99, 99)), (effort, person))
        return best

    def step(self, one: str, other: str) -> Cost | None:
        """The least step from one to another; cold from us only."""
        mine = one in self.us
        no_post = int(not mine and not self.there.is_post(one))
        ways: list[Cost] = [(COLD, 1, 0, 0, 1)] if mine else []
        if (one, other) in self._known:
            effort, person = self._known[one, other]
            ways.append((effort, 0, no_post, person, 1))
        return min(ways, default=None)

    def may_pass(self, actor: str, stances: Stances, refusing: Collection[str]) -> bool:
        """Whether somebody may be a go-between; us is where contact starts, whatever its stance, vacant or not."""
        if actor in self.us:
            return True
        return stances[actor] != "opposes" and not self.there.is_vacant(actor) and actor not in refusing
