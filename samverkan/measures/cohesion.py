"""Who should know each other in an issue, and does.

Cohesion of an issue is the density of its collaboration: of all pairs of organisations involved in it, the share
with at least one tie between them or between anybody in them (Wasserman & Faust 1994, section 4.3). Where one is
part of the other they know each other. A pair without any tie is a gap: a tie that is not in the map, which is not
the same as one that does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from samverkan.domain.organisations import find_organisation, find_wholes, is_forum
from samverkan.model import Map


@dataclass(frozen=True, slots=True)
class Cohesion:
    """An issue with the organisations involved in it, how many pairs have a tie, and the pairs that have none.

    `share` is from 0 to 1, None with fewer than two organisations.
    """

    issue: str
    organisations: tuple[str, ...]
    tied: int
    gaps: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float | None:
        """The share of the pairs that have a tie."""
        pairs = self.tied + len(self.gaps)
        return self.tied / pairs if pairs else None


def find_cohesion(today: Map) -> list[Cohesion]:
    """Find the cohesion of every issue that somebody is involved in, in id order."""
    tied = _tied_organisations(today)
    involved: dict[str, set[str]] = defaultdict(set)
    for issue in today.labelled("Issue"):
        for actor in today.origins(issue.id, "INVOLVED_IN"):
            if not is_forum(actor):
                involved[issue.id].add(find_organisation(today, actor.id))
    return [_describe(issue, sorted(organisations), tied) for issue, organisations in sorted(involved.items())]


def _describe(issue: str, organisations: list[str], tied: set[tuple[str, str]]) -> Cohesion:
    pairs = list(combinations(organisations, 2))
    gaps = tuple(pair for pair in pairs if pair not in tied)
    return Cohesion(issue, tuple(organisations), len(pairs) - len(gaps), gaps)


def _tied_organisations(today: Map) -> set[tuple[str, str]]:
    """Return the pairs of which somebody in one has a tie to somebody in the other, or is part of it."""
    wholes = {actor.id: find_wholes(today, actor.id) for actor in today.labelled("Actor")}
    ties = [(wholes[r.start], wholes[r.end]) for r in today.relations if r.type == "TIE"]
    parts = [((actor,), found) for actor, found in wholes.items()]
    return {(min(one, other), max(one, other)) for ones, others in (*ties, *parts) for one in ones for other in others}
