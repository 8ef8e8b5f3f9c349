"""What the panel of readiness says of an issue, an actor, and an actor's part in an issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samverkan.measures.conditions import Standing
from samverkan.views.facts import build_thing
from samverkan.views.readiness_subject import Readiness, to_pair
from samverkan.views.spec import Line, Thing


def build_things(readiness: Readiness) -> Iterator[Thing]:
    """Yield what is said of every issue, every actor, and every actor's part in an issue."""
    content, words = readiness.request.content, readiness.request.words
    of_issue = ((i, readiness.of_issue(i)) for i in readiness.issues)
    of_actor = ((a, readiness.of_actor(a)) for a in readiness.actors)
    for node, found in (*of_issue, *of_actor):
        thing = build_thing(content, content.nodes[node], words)
        missing = tuple(_missing_line(readiness, s, node) for s in found if s.unknown)
        facts = ((readiness.say("fact-find-out"), missing), *thing.facts) if missing else thing.facts
        yield replace(thing, facts=facts)
    yield from (_pair_thing(readiness, s) for s in readiness.standings)


def _missing_line(readiness: Readiness, standing: Standing, node: str) -> Line:
    other = standing.actor if node == standing.issue else standing.issue
    return Line(f"{readiness.name(other)}: {say_missing(readiness, standing)}", ref=to_pair(standing))


def say_missing(readiness: Readiness, standing: Standing) -> str:
    """Say which conditions are unknown of an actor in an issue."""
    missing = [readiness.say(f"condition-{name}") for name, mark in standing.marks.items() if mark.state == "unknown"]
    return readiness.request.words.listing(missing)


def _pair_thing(readiness: Readiness, standing: Standing) -> Thing:
    facts: list[tuple[str, tuple[Line, ...]]] = []
    for name, mark in standing.marks.items():
        lines = [Line(readiness.say_mark(name, mark))]
        if mark.former:
            lines.append(Line(readiness.say_former(name, mark), "second"))
        lines += [Line(readiness.say_evidence(i), "second") for i in mark.evidence[:6]]
        facts.append((readiness.say(f"condition-{name}").capitalize(), tuple(lines)))
    both = tuple(Line(readiness.name(i), ref=i) for i in (standing.actor, standing.issue))
    facts.append((readiness.say("fact-who-what"), both))
    name = f"{readiness.name(standing.actor)} – {readiness.name(standing.issue)}"
    return Thing(to_pair(standing), name, readiness.say_roles(standing), tuple(facts), (standing.actor, standing.issue))
