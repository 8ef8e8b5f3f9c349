"""What was tried in order, what it was to lead to, what came with it, and the issue that a side effect became."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from samverkan.domain.issues import find_analysis, find_initiatives
from samverkan.errors import EmptyAnswerError
from samverkan.model import Map, Node
from samverkan.views.diagram import Arrow, Band, Card, CardText, Diagram, build_card, fit_to_screen
from samverkan.views.diagram_place import to_picture
from samverkan.views.diagram_svg import UNSEEN
from samverkan.views.facts import build_thing, find_sources, to_source_notes
from samverkan.views.follow_up import say_measured
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Page, Row, Stop, Table
from samverkan.views.speech import Speech

_GUTTER, _BETWEEN, _STACK, _PAD, _APART = 104.0, 28.0, 8.0, 10.0, 18.0
_FULL = 5  # columns that fill a screen
_LOOKS: Mapping[str, str] = {"rejected": "gone", "idea": "dashed", "proposed": "dashed", "done": "strong"}


@dataclass(frozen=True)
class Chain:
    """The measures that a page shows, in order; `title` names their family or issue."""

    request: Request
    say: Speech
    title: str
    measures: tuple[Node, ...]

    @property
    def content(self) -> Map:
        """The map on the day."""
        return self.request.content

    @cached_property
    def effects(self) -> Mapping[str, list[Node]]:
        """What each measure leads to; what several lead to stands with the first of them."""
        taken: set[str] = set()
        found: dict[str, list[Node]] = {}
        for measure in self.measures:
            new = [e for e in self.content.targets(measure.id, "LEADS_TO") if e.id not in taken]
            taken |= {e.id for e in new}
            found[measure.id] = new
        return found

    def intended(self, measure: str) -> list[Node]:
        """Return the effects that were wanted."""
        return [e for e in self.effects[measure] if e.properties.get("intended") is True]

    def side(self, measure: str) -> list[Node]:
        """Return the effects that were not, or of which nobody has said so."""
        return [e for e in self.effects[measure] if e.properties.get("intended") is not True]

    def new_issues(self, measure: str) -> list[Node]:
        """Return the issues that the effects placed with a measure became."""
        found = {n.id: n for e in self.effects[measure] for n in self._issues_after(e.id)}
        return [found[i] for i in sorted(found) if self._first_with(i) == measure]

    def has_become(self, issue: str) -> bool:
        """Tell whether an effect that led to an issue has been seen, so that it is no longer only feared."""
        effects = [e for found in self.effects.values() for e in found if issue in self._ids_after(e.id)]
        return any(e.properties.get("observed") is True for e in effects)

    def _first_with(self, issue: str) -> str:
        return next(m.id for m in self.measures if any(issue in self._ids_after(e.id) for e in self.effects[m.id]))

    def _ids_after(self, effect: str) -> set[str]:
        return {n.id for n in self._issues_after(effect)}

    def _issues_after(self, effect: str) -> list[Node]:
        """Find the issues that an effect leads to, also through other effects."""
        seen, ahead, issues = {effect}, [effect], []
        for node in ahead:
            for other in self.content.targets(node, "LEADS_TO"):
                if other.id not in seen:
                    seen.add(other.id)
                    ahead.append(other.id)
                    issues += [other] if other.label == "Issue" else []
        return issues


def build_interventions(request: Request) -> Page:
    """Build the page of a family of measures, or of everything tried on an issue and its causes."""
    chain = _find_chain(request, Speech(request.words, "views_interventions"))
    diagram = fit_to_screen(lambda width: _diagram(chain, width))
    shown = [c.id for c in diagram.cards]
    say, content = chain.say, request.content
    return Page(
        kind="interventions",
        title=chain.title,
        question=say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(chain)),
        picture=to_picture(diagram),
        canvas=False,
        diagram=diagram,
        tables=(_table(chain),),
        things=tuple(build_thing(content, content.nodes[i], request.words) for i in shown),
        stops=tuple(Stop(m.name, m.name, m.id) for m in chain.measures),
        legend=tuple(_legend(chain)),
        sources=to_source_notes(content, find_sources(content, shown)),
        gaps=tuple(_gaps(chain)),
        shown=len(chain.measures),
        total=len(chain.measures),
        counted=say("counted"),
        meeting=request.meeting,
        map_title=content.title,
    )


def _find_chain(request: Request, say: Speech) -> Chain:
    content, subject = request.content, request.subject or ""
    family = tuple(n for n in content.labelled("Initiative") if n.text("family") == subject)
    if family:
        return Chain(request, say, say("title-family", name=subject), family)
    issue = find_subject_node(request, ("Issue",))
    found = {i: content.nodes[i] for i in find_initiatives(content, issue.id)}
    if not found:
        raise EmptyAnswerError("views_interventions.empty", name=issue.name, id=issue.id)
    ordered = sorted(found.values(), key=lambda n: (n.text("family") or "", n.id))
    return Chain(request, say, issue.name, tuple(ordered))


def _diagram(chain: Chain, width: float) -> Diagram:
    """Place measures beside each other, what was wanted above, what came with it below, new issues where there is room.

    A new issue stands beside its effect where the next measure brought nothing unwanted, else in a row of its own.
    """
    columns = [_column(chain, number, measure, width) for number, measure in enumerate(chain.measures, 1)]
    if columns[-1][3] and len(columns) < _FULL:
        columns.append(([], [], [], []))
    for column, beside in pairwise(columns):
        if column[3] and not beside[2]:
            beside[2].extend(column[3])
            column[3].clear()
    heights = [max(_height(column[row]) for column in columns) for row in range(4)]
    tops = _to_tops(heights)
    cards: list[Card] = []
    for number, column in enumerate(columns):
        x = _GUTTER + number * (width + _BETWEEN)
        for row, stack in enumerate(column):
            # What was wanted stands on the measure, everything else hangs from above.
            y = tops[row] + _PAD + (heights[row] - _height(stack) if row == 0 else 0)
            for card in stack:
                cards.append(replace(card, x=x, y=y))
                y += card.height + _STACK
    right = _GUTTER + len(columns) * (width + _BETWEEN) - _BETWEEN + _PAD
    bands = tuple(_bands(chain, tops, heights))
    bottom = max(band.y + band.height for band in bands)
    return Diagram(chain.title, right, bottom, tuple(cards), tuple(_arrows(chain, cards)), bands)


def _bands(chain: Chain, tops: list[float], heights: list[float]) -> Iterator[Band]:
    for row, name in enumerate(("good", "plain", "bad", "new")):
        if heights[row]:
            yield Band(chain.say(f"band-{name}"), tops[row], heights[row] + 2 * _PAD, name)


def _height(stack: Iterable[Card]) -> float:
    heights = [card.height for card in stack]
    return sum(heights) + _STACK * max(0, len(heights) - 1)


def _to_tops(heights: Iterable[float]) -> list[float]:
    tops, y = [], 0.0
    for height in heights:
        tops.append(y)
        y += height + 2 * _PAD + _APART if height else 0
    return tops


def _column(chain: Chain, number: int, measure: Node, width: float) -> tuple[list[Card], ...]:
    issues = chain.new_issues(measure.id)
    return (
        [_effect_card(chain, e, "good", width) for e in chain.intended(measure.id)],
        [_measure_card(chain, measure, number, width)],
        [_effect_card(chain, e, "bad", width) for e in chain.side(measure.id)],
        [_issue_card(chain, n, width) for n in issues],
    )


def _measure_card(chain: Chain, measure: Node, number: int, width: float) -> Card:
    say, words = chain.say, chain.request.words
    status = words.token("initiative_status", measure.text("status")) or say("status-none")
    texts = [CardText(status, "tag", 1), CardText(measure.name, "main")]
    if measure.text("outcome"):
        texts.append(CardText(measure.text("outcome") or "", "plain", 3))
    elif measure.text("status") in ("done", "rejected"):
        texts.append(CardText(say("outcome-none"), "loud", 2))
    if measure.text("lesson"):
        texts.append(CardText(say("lesson", text=measure.text("lesson")), "second", 4))
    look = _LOOKS.get(measure.text("status") or "", "")
    return build_card(measure.id, measure.name, "initiative", texts, width=width, look=look, mark=str(number))


def _effect_card(chain: Chain, effect: Node, look: str, width: float) -> Card:
    words = chain.request.words
    texts = [CardText(_say_effect(chain, effect), "tag", 2), CardText(effect.name, "main", 4)]
    affected = [n.name for n in chain.content.targets(effect.id, "AFFECTS")]
    if affected:
        texts.append(CardText(words.listing(affected), "second", 1))
    measured = say_measured(chain.content, effect, words, chain.request.on)
    texts += [CardText(text, "plain", 2) for text in measured[:2]]
    return build_card(effect.id, effect.name, "effect", texts, width=width, look=look)


def _say_effect(chain: Chain, effect: Node) -> str:
    """Say whether an effect was seen and expected, how grave it is, and how soon it came."""
    say, found = chain.say, effect.properties
    parts = [chain.request.words.token("severity", effect.text("severity"))]
    if found.get("observed") is True:
        parts.insert(0, say("observed-unexpected" if found.get("expected") is False else "observed"))
    else:
        parts.insert(0, say("expected" if found.get("expected") is True else "not-seen"))
    lag = found.get("lag_days")
    if isinstance(lag, int):
        parts.append(say.count("lag", lag))
    return " · ".join(p for p in parts if p)


def _issue_card(chain: Chain, issue: Node, width: float) -> Card:
    texts = [
        CardText(chain.say("new-issue" if chain.has_become(issue.id) else "may-become"), "tag", 1),
        CardText(issue.name, "main"),
    ]
    owners = [r.start for r in chain.content.into(issue.id, "INVOLVED_IN") if r.properties.get("role") == "owner"]
    if owners:
        names = chain.request.words.listing([chain.content.nodes[i].name for i in owners])
        texts.append(CardText(chain.say("owned-by", names=names), "second", 2))
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


def _findings(chain: Chain) -> Iterator[Finding]:
    say, words = chain.say, chain.request.words
    became = [(m, n) for m in chain.measures for n in chain.new_issues(m.id)]
    if became:
        text = say("finding-new" if chain.has_become(became[0][1].id) else "finding-may") + (
            words.say("and-more", n=len(became) - 1) if len(became) > 1 else ""
        )
        yield Finding(became[0][1].name, text, "loud", became[0][1].id)
    worked = [m for m in chain.measures if any(e.properties.get("observed") is True for e in chain.intended(m.id))]
    if worked:
        yield Finding(worked[0].name, say("finding-worked"), ref=worked[0].id)
    statuses = [m.text("status") or "" for m in chain.measures]
    order = [s for s in words.schema.enums["initiative_status"] if s in statuses]
    said = ", ".join(f"{words.token('initiative_status', s)} {statuses.count(s)}" for s in order)
    counted = say.count("finding-count", len(statuses))
    yield Finding(str(len(statuses)), f"{counted}: {said}" if said else counted)


def _table(chain: Chain) -> Table:
    keys = ("number", "measure", "status", "outcome", "lesson", "intended", "side", "new")
    columns = tuple(Column(chain.say(f"column-{key}")) for key in keys)
    return Table("measures", chain.say("table"), columns, tuple(_rows(chain)), fold=True)


def _rows(chain: Chain) -> Iterator[Row]:
    words = chain.request.words
    for number, measure in enumerate(chain.measures, 1):
        effects = chain.effects[measure.id]
        issues = chain.new_issues(measure.id)
        cells = (
            Cell((Line(str(number)),), sort=number),
            Cell((Line(measure.name, "main", ref=measure.id),), header=True),
            Cell((Line(words.token("initiative_status", measure.text("status")) or chain.say("status-none"), "word"),)),
            Cell((Line(measure.text("outcome") or ""),)),
            Cell((Line(measure.text("lesson") or ""),)),
            Cell(tuple(Line(e.name, ref=e.id) for e in chain.intended(measure.id))),
            Cell(tuple(Line(e.name, ref=e.id) for e in chain.side(measure.id))),
            Cell(tuple(Line(n.name, ref=n.id) for n in issues)),
        )
        yield Row(cells, measure.id, (measure.id, *(e.id for e in effects), *(n.id for n in issues)))


def _legend(chain: Chain) -> Iterator[LegendRow]:
    for look in ("strong", "", "dashed", "gone"):
        ids = tuple(m.id for m in chain.measures if _LOOKS.get(m.text("status") or "", "") == look)
        if ids:
            yield LegendRow("card", look, chain.say(f"legend-{look or 'under-way'}"), len(ids), ids=ids)
    for look, find in (("good", chain.intended), ("bad", chain.side), ("issue", chain.new_issues)):
        ids = tuple(node.id for m in chain.measures for node in find(m.id))
        if ids:
            yield LegendRow("card", look, chain.say(f"legend-{look}"), len(ids), ids=ids)


def _gaps(chain: Chain) -> Iterator[Line]:
    say = chain.say
    for measure in chain.measures:
        if measure.text("status") in ("done", "rejected") and not measure.text("outcome"):
            yield Line(say("gap-outcome", name=measure.name), ref=measure.id)
        if find_analysis(chain.content, measure.id) == "missing":
            yield Line(say("gap-analysis", name=measure.name), ref=measure.id)
        if not chain.content.out(measure.id, "LEADS_TO"):
            yield Line(say("gap-effects", name=measure.name), ref=measure.id)
        for effect in chain.effects[measure.id]:
            if not chain.content.into(effect.id, "MEASURES"):
                yield Line(say("gap-measured", name=effect.name), ref=effect.id)


def find_families(content: Map) -> set[str]:
    """Find the families of initiatives, each of which has a page of its own."""
    return {str(n.properties["family"]) for n in content.labelled("Initiative") if "family" in n.properties}


KIND = Kind(("Issue",), build_interventions, names=find_families)
