"""The line of findings of a network: how many, whom we know, who bridges, who has no contact."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.measures.nearness import find_isolated
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.steps import count_reached
from samverkan.views.spec import Finding
from samverkan.views.words import Words

_MOST_ALONE = 2


def build_findings(known: Known) -> Iterator[Finding]:
    """Say what the whole picture comes to."""
    words = known.request.words
    actors = sum(known.today.nodes[i].label == "Actor" for i in known.ids)
    if known.selection.rings and not known.meeting:
        yield from _say_reached(known)
    else:
        yield Finding(words.number(actors), words.count("finding-actors", actors))
    yield from _say_roles(known)
    if known.meeting:
        return
    if not known.selection.rings:
        yield _count(words, "contacts", len(known.ties))
    yield from _say_ours(known)
    for actor in known.brokers[:1]:
        yield Finding(known.today.nodes[actor].name, words.texts("views_network.finding-bridge"), ref=actor)
    alone = find_isolated(known.today, sorted(set(known.boxes.home.values())))
    if alone and not known.selection.rings:
        names = ", ".join(known.today.nodes[i].name for i in alone[:_MOST_ALONE])
        more = words.texts("views_network.and-more", n=len(alone) - _MOST_ALONE) if len(alone) > _MOST_ALONE else ""
        said = f"{words.texts('views_network.finding-alone')} {more}".strip()
        yield Finding(names, said, ref=alone[0] if len(alone) == 1 else "")


def _count(words: Words, key: str, number: int) -> Finding:
    return Finding(words.number(number), words.texts.count(f"views_network.finding-{key}", number))


def _say_reached(known: Known) -> Iterator[Finding]:
    """Say how many the one in the middle knows or meets, and how many are reached through them, as the steps do."""
    words, nearest = known.request.words, known.today.nodes[known.selection.centre].name
    for key, number in zip(("ring", "beyond"), count_reached(known), strict=True):
        yield Finding(words.number(number), words.texts(f"views_network.finding-{key}", name=nearest))


def _say_ours(known: Known) -> Iterator[Finding]:
    """Say how many we know, and how many we only meet."""
    around = [known.around.get(one, {}) for one in known.us]
    if not around:
        return
    tied = {other for one in around for other, strength in one.items() if strength}
    met = {other for one in around for other in one} - tied - set(known.us)
    yield _count(known.request.words, "known", len(tied - set(known.us)))
    if met:
        yield _count(known.request.words, "seat", len(met))


def _say_roles(known: Known) -> Iterator[Finding]:
    """Say who owns the issue and on whom it lands; that nobody owns it is said aloud."""
    if not known.selection.centre or known.selection.rings:
        return
    words, roles = known.request.words, known.selection.roles
    for role in ("owner", "receiver"):
        for actor in [i for i, own in sorted(roles.items()) if own == role][:2]:
            yield Finding(known.today.nodes[actor].name, words.say(f"finding-{role}"), ref=actor)
    if "owner" not in roles.values():
        yield Finding(words.say("nobody"), words.say("finding-no-owner"), "loud")
