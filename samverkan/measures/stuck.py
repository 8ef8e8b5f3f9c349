"""Why an issue is stuck: what each actor lacks of the four conditions, what worries them, what most of them lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.domain.issues import find_initiatives
from samverkan.domain.organisations import is_forum
from samverkan.domain.positions import OWN_ASSESSMENT, RESTRICTED, Stance, find_stance
from samverkan.measures.conditions import Conditions, Mark
from samverkan.measures.needed_powers import POWERS, find_power
from samverkan.measures.pictures import Pictures
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]
_WORRIED = ("hesitant", "opposes")
_SHARED = ("shares", "partly")
_GIVEN = ("high", "medium")
_GAPS = ("core", "picture", "priority", "mandate")


def find_stuck(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield each actor's part in an issue: a row without an actor where nobody is involved."""
    today, issue = content.on(day), values["issue"]
    conditions = Conditions(today, day, meeting=False)
    standings = {s.actor: s for s in conditions.find_standings([issue])}
    worries = _find_worries(today, find_initiatives(today, issue), day)
    pictures = Pictures(today, day, issue)
    most = pictures.find_most_shared(standings)
    for actor in sorted({*standings, *worries}):
        marks = standings[actor].marks if actor in standings else conditions.find_marks(actor, issue)
        picture = pictures.find_stand(actor, most)
        roles = standings[actor].roles if actor in standings else ()
        yield {
            **_to_row(today, actor, marks, picture, worries.get(actor, ())),
            "roles": list(roles),
            "problem_picture": picture,
            "pictures": _list_pictures(pictures, actor),
        }
    if not standings and not worries:
        yield {"gaps": len(_GAPS), "problem_picture": "not_asked", "priority": "unknown", **find_sources(today)}


def _to_row(today: Map, actor: str, marks: Mapping[str, Mark], picture: str, worries: Sequence[Stance]) -> Values:
    forum = is_forum(today.nodes[actor])
    priority = marks["priority"].value or (RESTRICTED if marks["priority"].restricted else "unknown")
    gaps = _find_gaps(marks, picture, priority, forum=forum)
    held = marks["mandate"].evidence
    by_power = {p: [m for m in held if find_power(today.nodes[m].text("kind")) == p] for p in POWERS}
    said = [i for name in ("picture", "priority") for i in marks[name].evidence]
    counting = [i for name in ("picture", "priority") if not marks[name].former for i in marks[name].evidence]
    own = [i for i in counting if today.nodes[i].properties.get("basis") == OWN_ASSESSMENT]
    own += [s.position for s in worries if s.basis == OWN_ASSESSMENT]
    return {
        "actor": actor,
        "actor_name": today.nodes[actor].name,
        "gaps": len(gaps),
        "lacks": gaps,
        "core_mandates": list(marks["core"].evidence),
        "priority": priority,
        **({p: None for p in POWERS} if forum else by_power),
        "mandates": None if forum else list(held),
        "resources": list(marks["resources"].evidence),
        "past_review": [i for name in ("picture", "priority") if marks[name].former for i in marks[name].evidence],
        "concern": [s.concern for s in worries if s.concern],
        "would_help": [s.would_help for s in worries if s.would_help],
        "basis": OWN_ASSESSMENT if own else None,
        **find_sources(today, [*said, *held, *(s.position for s in worries)]),
    }


def _find_gaps(marks: Mapping[str, Mark], picture: str, priority: str, *, forum: bool) -> list[str]:
    """Return what an actor lacks; a forum holds no mandate, so that it lacks none."""
    lacking = {
        "core": not marks["core"].evidence,
        "picture": picture not in _SHARED,
        "priority": priority not in _GIVEN,
        "mandate": not forum and not marks["mandate"].evidence,
    }
    return [name for name in _GAPS if lacking[name]]


def _list_pictures(pictures: Pictures, actor: str) -> list[str]:
    shared = (s for s in pictures.subjects if pictures.find_said(actor, s).counts == "shares")
    return [subject for subject in shared if subject != pictures.issue]


def _find_worries(today: Map, initiatives: Iterable[str], day: date) -> dict[str, list[Stance]]:
    """Find who hesitates or is against an initiative of the issue, with what it has said itself."""
    found: dict[str, list[Stance]] = {}
    for initiative in initiatives:
        about = (n for n in today.origins(initiative, "ABOUT") if n.label == "Position")
        for actor in sorted({r.start for n in about for r in today.into(n.id, "TAKES")}):
            stance = find_stance(today, actor, initiative, day)
            if stance and stance.counts in _WORRIED:
                found.setdefault(actor, []).append(stance)
    return found


def judge_stuck(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Name the gap that most of those involved have."""
    actors = [row for row in rows if row.get("actor")]
    lacking = {name: sum(name in row["lacks"] for row in actors) for name in _GAPS}
    worst = max(_GAPS, key=lambda name: lacking[name])
    if not actors:
        yield Sentence("stuck-nobody")
    elif not lacking[worst]:
        yield Sentence("stuck-nothing", count=len(actors))
    else:
        yield Sentence(f"stuck-{worst}", {"lacking": lacking[worst], "all": len(actors)})
