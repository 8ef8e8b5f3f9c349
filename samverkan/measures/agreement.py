"""Whether those who are involved in an issue agree: core mandate, problem picture, priority and mandate at a glance.

Each condition is agreed, differs or unknown. It is agreed only where it is known of everybody; it differs as soon as
two are known to stand apart; else, and where only one is known to be in it, it is unknown. A forum has no say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.authority import find_candidates, read_leaf
from samverkan.domain.initiatives import is_closed
from samverkan.domain.issues import find_initiatives
from samverkan.domain.organisations import is_forum
from samverkan.domain.positions import find_stance
from samverkan.domain.requirements import find_leaves
from samverkan.measures.conditions import Conditions, Standing
from samverkan.measures.pictures import Pictures
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]
_CONDITIONS = ("core_mandate", "problem_picture", "priority", "mandate")
AGREED, DIFFERS, UNKNOWN = "agreed", "differs", "unknown"
_APART = ("partly", "none", "another")
_HIGH, _LOW = ("high", "medium"), ("low", "none")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition is agreed, who stands apart, and of whom nothing is known."""

    verdict: str
    apart: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def find_agreement(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield each issue (one of them, or those in an area) with the four conditions."""
    today = content.on(day)
    for issue in _find_issues(today, values["issue"], values["area"]):
        yield _to_row(today, IssueAgreement(content, today, day, issue))


def _find_issues(today: Map, issue: str, area: str) -> list[str]:
    lies_in = build_area_test(today, area)
    return [n.id for n in today.labelled("Issue") if (not issue or n.id == issue) and lies_in(n.id)]


@dataclass(frozen=True)
class IssueAgreement:
    """An issue on a day, with all who are involved in it or have stated something on it."""

    whole: Map
    today: Map
    day: date
    issue: str

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """What is known of each of them, by id."""
        found = Conditions(self.today, self.day, meeting=False).find_standings([self.issue])
        return {s.actor: s for s in found if not is_forum(self.today.nodes[s.actor])}

    @cached_property
    def open_initiatives(self) -> tuple[str, ...]:
        """The initiatives that address the issue, or a cause of it, and are not over."""
        found = find_initiatives(self.today, self.issue)
        return tuple(i for i in found if not is_closed(self.today.nodes[i]))

    @property
    def core_mandate(self) -> Verdict:
        """Whether what is going on serves everybody's core mandate: apart is whom an open initiative goes against."""
        against = {
            r.end
            for initiative in self.open_initiatives
            for r in self.today.out(initiative, "SERVES")
            if r.properties.get("direction") == "negative"
        }
        apart = [a for a, s in self.standings.items() if against.intersection(s.marks["core"].evidence)]
        return self._judge(apart, self._find_unknown("core"))

    @property
    def picture(self) -> Verdict:
        """Whether there is one problem picture that everybody shares: apart is who is known not to share what most do.

        Of whom no answer to that one counts nothing is known, unless another is shared in its stead.
        """
        pictures = Pictures(self.today, self.day, self.issue)
        most = pictures.find_most_shared(self.standings)
        stands = {actor: pictures.find_stand(actor, most) for actor in self.standings}
        apart = [actor for actor, stand in stands.items() if stand in _APART]
        return self._judge(apart, [a for a, stand in stands.items() if stand not in ("shares", *_APART)])

    @property
    def priority(self) -> Verdict:
        """Whether all give it priority (high or medium), or none does: apart is who gives it low or none."""
        said = {actor: standing.marks["priority"].value for actor, standing in self.standings.items()}
        low = [actor for actor, value in said.items() if value in _LOW]
        high = [actor for actor, value in said.items() if value in _HIGH]
        return self._judge(low if high else [], [a for a in said if a not in low and a not in high])

    @property
    def mandate(self) -> Verdict:
        """Whether everybody has a mandate in it: apart is who may decide an open initiative and is against it."""
        apart = [actor for actor in self._find_deciders() if self._is_against(actor)]
        return self._judge(apart, self._find_unknown("mandate"))

    def _find_deciders(self) -> list[str]:
        found: dict[str, None] = {}
        for leaf in (self.whole.nodes[i] for n in self.open_initiatives for i in find_leaves(self.whole, n)):
            candidates = find_candidates(self.today, read_leaf(self.whole, self.today, leaf, self.day), self.whole)
            found |= dict.fromkeys(a for h in candidates.ordinary for a in (h.voters or (h.actor,)))
        return sorted(found)

    def _is_against(self, actor: str) -> bool:
        stances = (find_stance(self.today, actor, i, self.day) for i in self.open_initiatives)
        return any(stance is not None and stance.counts == "opposes" for stance in stances)

    def _find_unknown(self, condition: str) -> list[str]:
        return [actor for actor, s in self.standings.items() if s.marks[condition].state == UNKNOWN]

    def _judge(self, apart: Iterable[str], unknown: Iterable[str]) -> Verdict:
        one, other = tuple(apart), tuple(unknown)
        agreed = len(self.standings) > 1 and not other
        return Verdict(DIFFERS if one else AGREED if agreed else UNKNOWN, one, other)


def _to_row(today: Map, found: IssueAgreement) -> Values:
    verdicts = {
        "core_mandate": found.core_mandate,
        "problem_picture": found.picture,
        "priority": found.priority,
        "mandate": found.mandate,
    }
    things = [p for s in found.standings.values() for mark in s.marks.values() for p in mark.evidence]
    stated = [p for p in things if today.nodes[p].label == "Position"]
    return {
        "issue": found.issue,
        "issue_name": today.nodes[found.issue].name,
        "agreed": sum(v.verdict == AGREED for v in verdicts.values()),
        **{name: verdict.verdict for name, verdict in verdicts.items()},
        "actors": list(found.standings),
        "apart": [actor for verdict in verdicts.values() for actor in verdict.apart],
        "not_known": [actor for verdict in verdicts.values() for actor in verdict.unknown],
        "areas": [r.end for r in today.out(found.issue, "IN_AREA")],
        **find_sources(today, [found.issue, *stated]),
    }


def judge_agreement(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say of how many issues all is agreed, and of how many something is known to differ."""
    if rows:
        differ = sum(any(row[name] == "differs" for name in _CONDITIONS) for row in rows)
        agreed = sum(row["agreed"] == len(_CONDITIONS) for row in rows)
        yield Sentence(
            "agreement", {"agreed": agreed, "differ": differ, "rest": len(rows) - agreed - differ}, len(rows)
        )
