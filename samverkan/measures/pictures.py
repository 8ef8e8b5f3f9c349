"""Who shares which wording of an issue, and whether all share one: rows, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.domain.positions import RESTRICTED, find_position, find_restricted_takers, tell_value
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What an actor has said of a wording: what counts (`unknown`: nothing, or too old), and the latest position.

    It is `restricted` where what was said must not be used.
    """

    counts: str = "unknown"
    position: Node | None = None

    @property
    def is_old(self) -> bool:
        """Whether something was said that no longer counts."""
        return self.position is not None and self.counts != self.position.properties["value"]


@dataclass(frozen=True)
class Pictures:
    """The wordings of an issue on a day, and what actors say of them."""

    today: Map
    day: date
    issue: str

    @property
    def subjects(self) -> tuple[str, ...]:
        """The wordings, in id order; the issue itself where none is written, or where somebody spoke of it as such."""
        wordings = sorted(r.start for r in self.today.into(self.issue, "OF"))
        bare = self._is_spoken_of(self.issue) or not wordings
        return (*wordings, self.issue) if bare else tuple(wordings)

    def _is_spoken_of(self, subject: str) -> bool:
        about = self.today.origins(subject, "ABOUT")
        return any(n.properties.get("kind") == "problem_picture" for n in about)

    def find_actors(self) -> list[str]:
        """Find who is involved in the issue, or has said something of a wording, in id order."""
        involved = {r.start for r in self.today.into(self.issue, "INVOLVED_IN")}
        spoken = (
            r.start
            for subject in self.subjects
            for position in self.today.origins(subject, "ABOUT")
            if position.properties.get("kind") == "problem_picture"
            for r in self.today.into(position.id, "TAKES")
        )
        restricted = (find_restricted_takers(self.today, s, "problem_picture") for s in self.subjects)
        return sorted(involved.union(spoken, *restricted))

    def find_said(self, actor: str, subject: str) -> Said:
        """Find what an actor says of a wording."""
        kind = "problem_picture"
        position = find_position(self.today, actor, subject, kind, self.day)
        return Said(tell_value(self.today, actor, subject, kind, self.day), position)

    def find_most_shared(self, actors: Iterable[str]) -> str | None:
        """Return the wording that most of some actors share, the first by id of several; None where nobody does."""
        order = {subject: place for place, subject in enumerate(self.subjects)}
        counted = Counter(s for a in actors for s in order if self.find_said(a, s).counts == "shares")
        return min(counted, key=lambda s: (-counted[s], order[s]), default=None)

    def find_stand(self, actor: str, most: str | None) -> str:
        """Tell how an actor stands to the wording that most share, whatever it has said of the others.

        It `shares` that wording, or `partly`, or `none`, or shares `another` in its stead. What an objection restricts
        is told as `restricted`; an answer that no longer counts is `outdated`, and `not_asked` is where none was given.
        Where nobody shares any wording, whatever was said of one of them counts.
        """
        said = {subject: self.find_said(actor, subject) for subject in self.subjects}
        counts = [one.counts for one in said.values()]
        own = said[most].counts if most is not None else ""
        if own in ("shares", RESTRICTED):
            return own
        if "shares" in counts:
            return "another"
        heard = counts if most is None else [own]
        for value, told in (("partly", "partly"), ("does_not_share", "none")):
            if value in heard:
                return told
        if RESTRICTED in counts:
            return RESTRICTED
        return "outdated" if any(one.is_old for one in said.values()) else "not_asked"


def find_pictures(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield for each wording of an issue, and each actor, whether it shares it; a row without an actor if nobody is."""
    pictures = Pictures(content.on(day), day, values["issue"])
    actors = pictures.find_actors()
    for subject in pictures.subjects:
        for actor in actors or (None,):
            yield _to_row(pictures, subject, actor)


def _to_row(pictures: Pictures, subject: str, actor: str | None) -> Values:
    today = pictures.today
    said = Said() if actor is None else pictures.find_said(actor, subject)
    wording = None if subject == pictures.issue else today.nodes[subject]
    properties = said.position.properties if said.position else {}
    return {
        "picture": wording.id if wording else None,
        "picture_name": wording.name if wording else None,
        "version": wording.text("version") if wording else None,
        "actor": actor,
        "actor_name": today.nodes[actor].name if actor else None,
        "shares": said.counts if actor else None,
        "past_review": properties.get("value") if said.is_old else None,
        "stated_on": properties.get("stated_on"),
        "review_by": properties.get("review_by"),
        "basis": properties.get("basis"),
        "position": said.position.id if said.position else None,
        **find_sources(today, [said.position.id if said.position else None, wording.id if wording else None]),
    }


def judge_pictures(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say whether all share one wording: yes, no with who shares what, or that nobody was asked."""
    actors = sorted({row["actor"] for row in rows if row["actor"]})
    shared: dict[str, list[str]] = {}
    for row in rows:
        if row["shares"] == "shares":
            shared.setdefault(row["picture_name"] or "", []).append(row["actor"])
    answered = {row["actor"] for row in rows if row["shares"] not in ("unknown", RESTRICTED, None)}
    restricted = {row["actor"] for row in rows if row["shares"] == RESTRICTED} - answered
    missing = len(actors) - len(answered) - len(restricted)
    full = next((name for name, who in sorted(shared.items()) if len(who) == len(actors)), None)
    if not actors:
        yield Sentence("picture-nobody")
    elif full is not None:
        yield Sentence("picture-yes", {"name": full or Sentence("picture-itself")}, len(actors))
    elif not answered and not restricted:
        yield Sentence("picture-unknown", count=len(actors))
    else:
        key = "picture-no" if answered else "picture-not-told"  # what is restricted is unknown, and no answer
        yield Sentence(key, {"parts": tuple(_list_parts(rows, shared, answered, restricted, missing))})


def _list_parts(
    rows: Sequence[Values], shared: Mapping[str, list[str]], answered: set[str], restricted: set[str], missing: int
) -> Iterator[Sentence]:
    for name, who in sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])):
        yield Sentence("picture-share", {"name": name or Sentence("picture-itself")}, len(who))
    sharing = {actor for who in shared.values() for actor in who}
    partly = {row["actor"] for row in rows if row["shares"] == "partly"} - sharing
    if partly:
        yield Sentence("picture-partly", count=len(partly))
    if none := answered - sharing - partly:
        yield Sentence("picture-none", count=len(none))
    if restricted:
        yield Sentence("picture-restricted", count=len(restricted))
    if missing:
        yield Sentence("picture-not-asked", count=missing)
