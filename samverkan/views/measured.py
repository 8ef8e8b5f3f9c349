"""Figures of the network on a page, each with its definition: who holds it together, where ties are missing.

They rest on ties, so that a meeting page has none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samverkan.measures.brokers import Broker, rank_brokers
from samverkan.measures.cohesion import Cohesion, find_cohesion
from samverkan.measures.communities import find_communities
from samverkan.model import Map
from samverkan.views.request import Request
from samverkan.views.selection import Selection
from samverkan.views.spec import Finding, Line, Measure, Spot
from samverkan.views.words import Words

_MOST_ACTORS = 500  # above that the figures take longer than a page may
_MOST_ROWS, _SHARES = 8, (0.0, 0.02, 0.1)


@dataclass(frozen=True)
class Figures:
    """What the measures say of what is shown; `cohesion` is that of the issues that the page is about."""

    content: Map
    words: Words
    shown: frozenset[str]
    brokers: Sequence[Broker]
    communities: Sequence[tuple[str, ...]]
    cohesion: Sequence[Cohesion]
    contacts: Mapping[str, int]
    issue: str

    def name(self, actor: str) -> Line:
        """Name an actor, to be pressed where it is shown."""
        return Line(self.content.nodes[actor].name, ref=actor if actor in self.shown else "")


def find_figures(request: Request, selection: Selection, contacts: Mapping[str, int]) -> Figures | None:
    """Find the figures of what is shown; None for a meeting, around one actor, and where there are too many."""
    if request.meeting or selection.rings or len(selection.ids) > _MOST_ACTORS:
        return None
    from samverkan.network import build_network

    graph = build_network(request.content, actors=selection.ids)
    cohesion = [c for c in find_cohesion(request.content) if selection.centre in ("", c.issue)]
    return Figures(
        request.content,
        request.words,
        frozenset(selection.ids),
        rank_brokers(graph),
        find_communities(graph),
        cohesion,
        contacts,
        selection.centre,
    )


def add_groups(spots: Sequence[Spot], figures: Figures) -> tuple[Spot, ...]:
    """Let a reader colour and size by what was found: the community, and how much stands between others."""
    heads = {member: _find_head(figures, group) for group in figures.communities for member in group}
    shares = {b.actor: b.betweenness for b in figures.brokers}
    return tuple(replace(s, groups={**s.groups, **_find_groups(figures, s.id, heads, shares)}) for s in spots)


def _find_groups(
    figures: Figures, node: str, heads: Mapping[str, str], shares: Mapping[str, float]
) -> dict[str, tuple[str, str]]:
    if figures.content.nodes[node].label != "Actor":
        return {}
    place = sum(shares.get(node, 0.0) > least for least in _SHARES)
    groups = {"between": (str(place), figures.words.say(f"between-{place}"))}
    if node in heads:
        name = figures.words.say("group-around", name=figures.content.nodes[heads[node]].name)
        groups["community"] = (heads[node], name)
    return groups


def _find_head(figures: Figures, group: Sequence[str]) -> str:
    return min(group, key=lambda i: (-figures.contacts.get(i, 0), i))


def build_measures(figures: Figures) -> Iterator[Measure]:
    """Build what the panel says of each measure that came to something."""
    rows = {
        "brokers": list(_say_brokers(figures)),
        "gaps": list(_say_gaps(figures)),
        "cohesion": list(_say_cohesion(figures)),
        "communities": list(_say_communities(figures)),
    }
    words = figures.words
    for key, found in rows.items():
        if found:
            more = len(found) - _MOST_ROWS
            last = [(Line(words.say("measure-more", n=words.number(more)), "second"),)] if more > 0 else []
            title, why = words.say(f"measure-{key}"), words.say(f"measure-{key}-why")
            yield Measure(title, why, (*found[:_MOST_ROWS], *last))


def _say_brokers(figures: Figures) -> Iterator[tuple[Line, ...]]:
    for broker in figures.brokers:
        share = figures.words.say("measure-share", share=figures.words.number(round(100 * broker.betweenness, 1)))
        parts = figures.words.say("measure-parts", n=broker.parts) if broker.parts > 1 else ""
        yield figures.name(broker.actor), Line(share + parts)


def _say_gaps(figures: Figures) -> Iterator[tuple[Line, ...]]:
    """Yield the pairs without a tie, those that share most issues first."""
    issues = Counter(pair for cohesion in figures.cohesion for pair in cohesion.gaps)
    for (one, other), number in sorted(issues.items(), key=lambda item: (-item[1], item[0])):
        said = [Line(figures.words.count("measure-issues", number))] if len(figures.cohesion) > 1 else []
        yield figures.name(one), figures.name(other), *said


def _say_cohesion(figures: Figures) -> Iterator[tuple[Line, ...]]:
    """Yield the issues, least tied first."""
    for cohesion in sorted(figures.cohesion, key=lambda c: (1.0 if c.share is None else c.share, c.issue)):
        if cohesion.share is not None:
            pairs = cohesion.tied + len(cohesion.gaps)
            name = Line(figures.content.nodes[cohesion.issue].name)
            yield name, Line(figures.words.count("measure-pairs", pairs, tied=cohesion.tied))


def _say_communities(figures: Figures) -> Iterator[tuple[Line, ...]]:
    for group in figures.communities:
        yield figures.name(_find_head(figures, group)), Line(figures.words.count("measure-members", len(group)))


def find_measured(figures: Figures) -> Iterator[Finding]:
    """Say the most telling figure in a line: of an issue how many of its pairs are tied, else who stands between."""
    words = figures.words
    if figures.issue:
        for found in (c for c in figures.cohesion if c.share is not None):
            pairs = found.tied + len(found.gaps)
            yield Finding(words.say("n-of", n=found.tied, of=pairs), words.count("finding-pairs", pairs))
        return
    posts = [b for b in figures.brokers if figures.content.nodes[b.actor].text("kind") == "post"]
    if posts:
        yield Finding(figures.content.nodes[posts[0].actor].name, words.say("finding-broker"), ref=posts[0].actor)
