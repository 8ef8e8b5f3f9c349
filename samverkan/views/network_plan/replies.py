"""The answers in words below a plan: who is nearest, who bridges, who has no contact, which wholes meet."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.domain.organisations import is_forum, is_post
from samverkan.measures.nearness import STRENGTHS, count_between, find_isolated, find_seats
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.steps import say_short
from samverkan.views.streets import Reply, Said

_MOST, _PAIRS = 14, 8


def build_replies(known: Known) -> tuple[Reply, ...]:
    """Build the answers; a meeting sees the forums with their members instead."""
    if known.meeting:
        return tuple(_forums(known))
    found = (("nearest", _nearest), ("bridges", _bridges), ("alone", _alone), ("between", _between))
    replies = [Reply(known.request.words.texts(f"views_network.reply-{k}"), tuple(say(known))) for k, say in found]
    return tuple(reply for reply in replies if reply.parts)


def _forums(known: Known) -> Iterator[Reply]:
    for body, members in find_seats(known.today, known.ids).items():
        if body in known.today.nodes and is_forum(known.today.nodes[body]):
            parts = tuple(Said(known.today.nodes[m].name, m) for m in members)
            yield Reply(known.today.nodes[body].name, parts)


def _nearest(known: Known) -> Iterator[Said]:
    """Say whom we know, the strongest first, and whom we only meet."""
    us = known.us
    found: dict[str, int] = {}
    for one in us:
        for other, strength in known.around.get(one, {}).items():
            if other not in us:
                found[other] = max(strength, found.get(other, 0))
    ranked = sorted(found, key=lambda i: (-found[i], known.today.nodes[i].name, i))[:_MOST]
    last = -1
    for actor in ranked:
        yield Said(
            known.today.nodes[actor].name,
            actor,
            before=_say_strength(known, found[actor]) if found[actor] != last else "",
        )
        last = found[actor]


def _say_strength(known: Known, strength: int) -> str:
    words = known.request.words
    return words.token("tie_strength", STRENGTHS[strength - 1]) if strength else words.texts("views_network.meets")


def _bridges(known: Known) -> Iterator[Said]:
    for number, actor in enumerate(known.brokers, 1):
        yield Said(known.today.nodes[actor].name, actor, mark=str(number))


def _alone(known: Known) -> Iterator[Said]:
    """Say which wholes have no contact at all, and which bodies and others we know no contact of."""
    isolated = find_isolated(known.today, sorted(set(known.boxes.home.values())))
    for actor in isolated:
        yield Said(known.today.nodes[actor].name, actor, mark="!")
    quiet = [i for i in known.boxes.home if i not in isolated and i not in known.near and not _holds(known, i)]
    ranked = sorted(quiet, key=lambda i: (is_post(known.today.nodes[i]), known.today.nodes[i].name, i))
    for n, actor in enumerate(ranked[:_MOST]):
        before = known.request.words.texts("views_network.without-own") if n == 0 else ""
        told = known.request.words.texts("views_show.without-own")
        yield Said(known.today.nodes[actor].name, actor, before=before, told=told)
    if len(ranked) > _MOST:
        yield Said(known.request.words.texts("views_network.and-more", n=len(ranked) - _MOST))


def _holds(known: Known, actor: str) -> bool:
    return actor in known.today.us


def _between(known: Known) -> Iterator[Said]:
    """Say between which wholes there are ties, and how many."""
    last = ""
    found = [
        (*((other, one) if other == known.boxes.ours else (one, other)), count)
        for (one, other), count in count_between(known.ties, known.boxes.home)
    ]
    found.sort(key=lambda pair: (pair[0] != known.boxes.ours, pair[0], -pair[2], pair[1]))
    for first, second, count in found[:_PAIRS]:
        before = known.request.words.texts("views_network.with", one=say_short(known, first)) if first != last else ""
        told = known.request.words.texts.count("views_show.contacts-with", count, name=say_short(known, first))
        yield Said(say_short(known, second), second, before=before, after=str(count), told=told)
        last = first
