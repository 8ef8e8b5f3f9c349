"""The best ways to somebody, in words: each contact with its strength, what carries it, and when the two last met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.decisions.routes import Route, RouteStep, find_way_by_people
from samverkan.model import Map
from samverkan.reports.report import Line, Report, Section, to_item
from samverkan.reports.vocabulary import join_names
from samverkan.texts import Texts


@dataclass(frozen=True)
class RouteWords:
    """Says a way in one language; `start` are those that it starts from, `us` when these are the map's own."""

    content: Map
    texts: Texts
    start: tuple[str, ...]
    goal: str
    on: date

    def say(self, key: str, /, **values: Any) -> str:
        """Return a sentence of `route.toml`."""
        return self.texts(f"route.{key}", **values)

    def name(self, actor: str) -> str:
        """Return the name of an actor."""
        node = self.content.nodes.get(actor)
        return node.name if node else actor


def build_route_report(words: RouteWords, routes: Sequence[Route]) -> Report:
    """Build the answer: the best way first, each contact a line, then the other ways."""
    start = join_names([words.name(actor) for actor in words.start], words.texts("plan.and"))
    lead = [
        Line(words.say("holds-for", day=words.on, start=start), "dim"),
        Line(_say_finding(words, routes), "strong"),
    ]
    sections = [
        Section(f"way-{number}", words.say("way", n=number, effort=route.effort), tuple(tell_route(words, route)))
        for number, route in enumerate(routes, 1)
    ]
    title = words.say("title", name=words.name(words.goal))
    return Report(title, words.texts.lang, tuple(lead), tuple(sections))


def _say_finding(words: RouteWords, routes: Sequence[Route]) -> str:
    """Return in a sentence who leads there; that you know nobody only where nobody does."""
    if words.goal in words.start:
        return words.say("is-us")
    if not routes:
        return words.say("nobody")
    best, by_people = routes[0], find_way_by_people(routes)
    if by_people is None:
        return words.say("nobody")
    if best.cold:
        return words.say("cold-cheaper", name=_say_stops(words, by_people), more=by_people.effort - best.effort)
    if len(best.steps) == 1:
        return words.say("direct", name=words.name(words.goal))
    return words.say("through", names=_say_stops(words, best))


def _say_stops(words: RouteWords, route: Route) -> str:
    stops = [words.name(step.start) for step in route.steps[1:]] or [words.name(route.steps[0].end)]
    return " → ".join(stops)


def tell_route(words: RouteWords, route: Route) -> Iterator[Line]:
    """Yield a way, a line a contact."""
    for step in route.steps:
        yield to_item(say_step(words, step), "warn" if step.hangs_on_person else "", (step.end,))


def say_step(words: RouteWords, step: RouteStep) -> str:
    """Return a contact: from whom to whom, how, what carries it, when they last met, and what hangs on a person."""
    if step.kind == "cold":
        return words.say("cold", start=words.name(step.start), end=words.name(step.end), effort=step.effort)
    parts = [_say_kind(words, step), *_say_basis(words, step), _say_last(words, step)]
    text = words.say("step", start=words.name(step.start), end=words.name(step.end), how=", ".join(parts))
    return f"{text} {words.say('hangs-on-person')}" if step.hangs_on_person else text


def _say_kind(words: RouteWords, step: RouteStep) -> str:
    if step.kind == "tie":
        return words.say(f"tie-{step.strength}")
    if step.kind == "body" and step.through:
        return words.say("body", name=words.name(step.through))
    return words.say(f"kind-{step.kind}")


def _say_basis(words: RouteWords, step: RouteStep) -> Iterator[str]:
    if step.kind == "tie" and not step.hangs_on_person:
        yield words.say(f"basis-{step.basis}" if step.basis else "basis-unknown")


def _say_last(words: RouteWords, step: RouteStep) -> str:
    return words.say("last", day=step.last_contact) if step.last_contact else words.say("last-unknown")


def say_introduction(words: RouteWords, routes: Sequence[Route]) -> list[Line]:
    """Return who introduces us, for a brief: the best way by people, and who else knows them."""
    best = find_way_by_people(routes)
    if best is None:
        return []
    others = [r.steps[-1].start for r in routes if not r.cold and r.steps[-1].start != best.steps[-1].start]
    lines = list(tell_route(words, best))
    names = join_names([words.name(actor) for actor in dict.fromkeys(others)], words.texts("plan.and"))
    return [*lines, Line(words.texts("brief.knows-too", names=names), "dim")] if names else lines
