"""The drawing of interventions: a strip of time, then measures with what was wanted above and what came below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from samverkan.domain.initiatives import is_closed
from samverkan.measures.timeline import find_observed
from samverkan.model import Node
from samverkan.views.diagram import WHOLE, Arrow, Band, Card, CardText, Diagram, build_card
from samverkan.views.diagram_fit import SPARES
from samverkan.views.diagram_svg import UNSEEN
from samverkan.views.follow_up import say_measured
from samverkan.views.interventions_chain import Chain
from samverkan.views.interventions_strip import build_strip

_GUTTER, _BETWEEN, _STACK, _PAD, _APART = 104.0, 24.0, 7.0, 8.0, 10.0
_FULL = 5  # columns that fill a screen
LOOKS: Mapping[str, str] = {"rejected": "gone", "idea": "dashed", "proposed": "dashed", "done": "strong"}


def build_diagram(chain: Chain, width: float, spare: int = 0) -> Diagram:
    """Place measures beside each other, what was wanted above, what came with it below, new issues where there is room.

    A new issue stands beside its effect where the next measure brought nothing unwanted, else in a row of its own.
    """
    columns = [
        _column(chain, number, measure, width, spare) for number, measure in enumerate(chain.measures, chain.first)
    ]
    if columns[-1][3] and len(columns) < _FULL:
        columns.append(([], [], [], []))
    for column, beside in pairwise(columns):
        if column[3] and not beside[2]:
            beside[2].extend(column[3])
            column[3].clear()
    heights = [max(_height(column[row]) for column in columns) for row in range(4)]
    right = _GUTTER + len(columns) * (width + _BETWEEN) - _BETWEEN + _PAD
    strip = build_strip(chain, _GUTTER, right - _PAD)
    tops = _to_tops(heights, strip.height + _APART if strip else 0.0)
    cards: list[Card] = []
    for number, column in enumerate(columns):
        x = _GUTTER + number * (width + _BETWEEN)
        for row, stack in enumerate(column):
            # What was wanted stands on the measure, everything else hangs from above.
            y = tops[row] + _PAD + (heights[row] - _height(stack) if row == 0 else 0)
            for card in stack:
                cards.append(replace(card, x=x, y=y))
                y += card.height + _STACK
    bands = tuple(_bands(chain, tops, heights))
    bottom = max(band.y + band.height for band in bands)
    return Diagram(chain.title, right, bottom, tuple(cards), tuple(_arrows(chain, cards)), bands, strip)


def _bands(chain: Chain, tops: list[float], heights: list[float]) -> Iterator[Band]:
    for row, name in enumerate(("good", "plain", "bad", "new")):
        if heights[row]:
            yield Band(chain.say(f"band-{name}"), tops[row], heights[row] + 2 * _PAD, name)


def _height(stack: Iterable[Card]) -> float:
    heights = [card.height for card in stack]
    return sum(heights) + _STACK * max(0, len(heights) - 1)


def _to_tops(heights: Iterable[float], y: float) -> list[float]:
    tops = []
    for height in heights:
        tops.append(y)
        y += height + 2 * _PAD + _APART if height else 0
    return tops


def _column(chain: Chain, number: int, measure: Node, width: float, spare: int) -> tuple[list[Card], ...]:
    def draw(node: Node, build: Callable[[], Card]) -> Card:
        key = (node.id, width, spare)
        if key not in chain.drawn:
            chain.drawn[key] = build()
        return chain.drawn[key]

    return (
        [draw(e, partial(_effect_card, chain, e, "good", width, spare)) for e in chain.intended(measure.id)],
        [draw(measure, partial(_measure_card, chain, measure, number, width, spare))],
        [draw(e, partial(_effect_card, chain, e, "bad", width, spare)) for e in chain.side(measure.id)],
        [draw(n, partial(_issue_card, chain, n, width, spare)) for n in chain.new_issues(measure.id)],
    )


def _measure_card(chain: Chain, measure: Node, number: int, width: float, spare: int) -> Card:
    say, words = chain.say, chain.request.words
    status = words.token("initiative_status", measure.text("status")) or say("status-none")
    texts = [
        CardText(f"{status} · {chain.say_when(measure, months=True)}", "tag", 2),
        CardText(measure.name, "main", WHOLE),
    ]
    if measure.text("outcome"):
        texts.append(CardText(measure.text("outcome") or "", "plain", 1 if spare else 2))
    elif is_closed(measure):
        texts.append(CardText(say("outcome-none"), "loud", 2))
    if measure.text("lesson") and spare < SPARES:
        texts.append(CardText(say("lesson", text=measure.text("lesson")), "second", 1 if spare else 2))
    look = LOOKS.get(measure.text("status") or "", "")
    return build_card(measure.id, measure.name, "initiative", texts, width=width, look=look, mark=str(number))


def _effect_card(chain: Chain, effect: Node, look: str, width: float, spare: int) -> Card:
    words = chain.request.words
    texts = [CardText(_say_effect(chain, effect), "tag", 2), CardText(effect.name, "main", WHOLE)]
    affected = [n.name for n in chain.content.targets(effect.id, "AFFECTS")]
    if affected and spare < SPARES:
        texts.append(CardText(words.listing(affected), "second", 1))
    measured = say_measured(chain.content, effect, words, chain.request.on)
    texts += [CardText(text, "plain", 1 if spare else 2) for text in measured[: 2 if spare < 2 else 1]]
    return build_card(effect.id, effect.name, "effect", texts, width=width, look=look)


def _say_effect(chain: Chain, effect: Node) -> str:
    """Say whether an effect was seen and expected, how grave it is, and how soon it came."""
    say, found = chain.say, effect.properties
    parts = [chain.request.words.token("severity", effect.text("severity"))]
    if found.get("observed") is True:
        seen = say("observed-unexpected" if found.get("expected") is False else "observed")
        day = find_observed(effect)
        parts.insert(0, f"{seen} {day.isoformat()}" if day else seen)
    else:
        parts.insert(0, say("expected" if found.get("expected") is True else "not-seen"))
    lag = found.get("lag_days")
    if isinstance(lag, int):
        parts.append(say.count("lag", lag))
    return " · ".join(p for p in parts if p)


def _issue_card(chain: Chain, issue: Node, width: float, spare: int) -> Card:
    texts = [
        CardText(chain.say("new-issue" if chain.has_become(issue.id) else "may-become"), "tag", 1),
        CardText(issue.name, "main", WHOLE),
    ]
    owners = [r.start for r in chain.content.into(issue.id, "INVOLVED_IN") if r.properties.get("role") == "owner"]
    if owners:
        names = chain.request.words.listing([chain.content.nodes[i].name for i in owners])
        texts.append(CardText(chain.say("owned-by", names=names), "second", 1 if spare else 2))
    return build_card(issue.id, issue.name, "issue", texts, width=width, look="issue")


def _arrows(chain: Chain, cards: list[Card]) -> Iterator[Arrow]:
    places = {card.id: card for card in cards}
    yield from _next_arrows(chain)
    for measure in chain.measures:
        yield from _effect_arrows(measure, [places[e.id] for e in chain.intended(measure.id)][::-1], "good", "top")
        yield from _effect_arrows(measure, [places[e.id] for e in chain.side(measure.id)], "bad", "bottom")
        yield from _further_arrows(chain, measure, places)


def _effect_arrows(measure: Node, effects: list[Card], kind: str, side: str) -> Iterator[Arrow]:
    """Draw an arrow to the nearest effect of a stack; that the others belong to it is seen."""
    for number, card in enumerate(effects):
        enter = "top" if side == "bottom" else "bottom"
        yield Arrow(measure.id, card.id, UNSEEN if number else kind, leave=side, enter=enter)


def _further_arrows(chain: Chain, measure: Node, places: Mapping[str, Card]) -> Iterator[Arrow]:
    """Draw what an effect became, what takes that on, and what mends an effect."""
    for effect in chain.effects[measure.id]:
        for other in (n.id for n in chain.content.targets(effect.id, "LEADS_TO") if n.id in places):
            beside = places[other].x > places[effect.id].x
            sides = ("east", "west") if beside else ("bottom", "top")
            kind = "bad" if places[other].kind == "issue" else UNSEEN
            yield Arrow(effect.id, other, kind, leave=sides[0], enter=sides[1])
    for issue in (n.id for n in chain.content.targets(measure.id, "ADDRESSES") if n.id in places):
        above = places[issue].x == places[measure.id].x
        yield Arrow(issue, measure.id, "next", chain.say("taken-on"), "top" if above else "right", "bottom")
    yield from (
        Arrow(measure.id, e.id, UNSEEN) for e in chain.content.targets(measure.id, "MITIGATES") if e.id in places
    )


def _next_arrows(chain: Chain) -> Iterator[Arrow]:
    for one, other in pairwise(chain.measures):
        if one.text("family") == other.text("family"):
            yield Arrow(one.id, other.id, "plain", leave="east", enter="west")
