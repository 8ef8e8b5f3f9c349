"""The delegation of a matter: who was given what by whom, within which limits, and what has ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from samverkan.errors import EmptyAnswerError
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node
from samverkan.views.diagram import Arrow, Card, CardText, Diagram, build_card, fit_to_screen
from samverkan.views.diagram_place import place_tree, to_picture
from samverkan.views.facts import build_thing, find_sources, to_source_notes
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Page, Row, Stop, Table, Thing
from samverkan.views.speech import Speech

_LOOKS: Mapping[str, str] = {
    "lowest": "strong",
    "above": "thin",
    "ended": "gone",
    "coming": "dashed",
    "unheld": "loose",
}


@dataclass(frozen=True)
class Delegation:
    """The mandates on a matter at any time, and those they were delegated from."""

    request: Request
    say: Speech
    matter: Node
    mandates: tuple[str, ...]

    @property
    def whole(self) -> Map:
        """The map at any time."""
        return self.request.whole

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """What each mandate hangs on: the mandate it was delegated from, else the matter."""
        return {i: next(iter(self.origins(i)), self.matter.id) for i in self.mandates}

    @cached_property
    def states(self) -> Mapping[str, str]:
        """Whether each mandate holds on the day as the lowest or above another, has ended, or is to come."""
        held = {i for i in self.mandates if self._is_held(i)}
        delegated = {origin for i in held for origin in self.origins(i)}
        return {i: ("above" if i in delegated else "lowest") if i in held else self._why_not(i) for i in self.mandates}

    def _is_held(self, mandate: str) -> bool:
        content = self.request.content
        return mandate in content.nodes and bool(content.into(mandate, "HOLDS"))

    def _why_not(self, mandate: str) -> str:
        start, end = self.limits(mandate)
        if start > self.request.on:
            return "coming"
        return "ended" if end <= self.request.on else "unheld"

    def limits(self, mandate: str) -> tuple[date, date]:
        """Return from when, and until when, a mandate holds."""
        found = self.whole.nodes[mandate].properties
        start, end = found.get("valid_from", ALWAYS_FROM), found.get("valid_to", ALWAYS_TO)
        assert isinstance(start, date) and isinstance(end, date)
        return start, end

    def origins(self, mandate: str) -> list[str]:
        """Return the mandates that one was delegated from."""
        return [r.end for r in self.whole.out(mandate, "DELEGATED_FROM") if r.end in self.mandates]

    def holders(self, mandate: str) -> list[Node]:
        """Return who holds a mandate on the day, or held it where nobody does."""
        today = self.request.content
        return list(today.origins(mandate, "HOLDS") or self.whole.origins(mandate, "HOLDS"))

    def label(self, mandate: str) -> str:
        """Name a mandate by who holds it."""
        return self.request.words.listing([n.name for n in self.holders(mandate)]) or self.say("no-holder")

    def within(self, mandate: str) -> list[str]:
        """Say the limits of a mandate: kind, amount, areas."""
        words, node = self.request.words, self.whole.nodes[mandate]
        limit = node.properties.get("limit")
        amount = [words.say("at-most", amount=words.amount(limit))] if isinstance(limit, (int, float)) else []
        areas = [n.name for n in self.whole.targets(mandate, "IN_AREA")]
        return [words.token("mandate_kind", node.text("kind")), *amount, *([words.listing(areas)] if areas else [])]

    def find_of_state(self, state: str) -> list[str]:
        """Return the mandates in a state."""
        return [i for i in self.mandates if self.states[i] == state]


def build_delegation(request: Request) -> Page:
    """Build the page of a matter; one that no mandate covers is an empty answer that says where to look."""
    matter = find_subject_node(request, ("Matter",))
    mandates = _find_mandates(request.whole, matter.id)
    if not mandates:
        basis = matter.text("legal_basis") or "–"
        raise EmptyAnswerError("views_delegation.empty", name=matter.name, id=matter.id, basis=basis)
    tree = Delegation(request, Speech(request.words, "views_delegation"), matter, mandates)
    diagram = fit_to_screen(lambda width: _diagram(tree, width))
    ranked = [c.id for c in diagram.cards if c.id in tree.states]
    return Page(
        kind="delegation",
        title=matter.name,
        question=tree.say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(tree)),
        picture=to_picture(diagram),
        canvas=False,
        diagram=diagram,
        tables=(_table(tree, ranked),),
        things=(build_thing(request.whole, matter, request.words, drawn=("CONCERNS",)), *_things(tree, ranked)),
        stops=tuple(Stop(tree.label(i), tree.label(i), i) for i in ranked if tree.states[i] in ("above", "lowest")),
        legend=tuple(_legend(tree)),
        sources=to_source_notes(request.whole, find_sources(request.whole, [matter.id, *ranked])),
        gaps=tuple(_gaps(tree, ranked)),
        shown=len(ranked),
        total=len(ranked),
        counted=tree.say("counted"),
        meeting=request.meeting,
        map_title=request.content.title,
    )


def _find_mandates(whole: Map, matter: str) -> tuple[str, ...]:
    """Find the mandates on a matter and everything they were delegated from, by kind and id."""
    found = [n.id for n in whole.origins(matter, "COVERS") if n.label == "Mandate"]
    for mandate in found:
        found += [r.end for r in whole.out(mandate, "DELEGATED_FROM") if r.end not in found]
    return tuple(sorted(found, key=lambda i: (str(whole.nodes[i].properties.get("kind")), i)))


def _diagram(tree: Delegation, width: float) -> Diagram:
    cards = [_matter_card(tree, width), *(_mandate_card(tree, i, width) for i in tree.mandates)]
    arrows = [Arrow(tree.matter.id, i, "plain") for i in tree.mandates if not tree.origins(i)]
    arrows += [Arrow(origin, i, _to_arrow(tree, origin, i)) for i in tree.mandates for origin in tree.origins(i)]
    title = tree.say("diagram", name=tree.matter.name)
    return place_tree(title, cards, arrows, parents=tree.parents, roots=(tree.matter.id,), root_first=True)


def _to_arrow(tree: Delegation, one: str, other: str) -> str:
    holds = all(tree.states[i] in ("above", "lowest") for i in (one, other))
    return "delegation" if holds else "former"


def _matter_card(tree: Delegation, width: float) -> Card:
    say, matter = tree.say, tree.matter
    texts = [CardText(tree.request.words.label("Matter").capitalize(), "tag", 1), CardText(matter.name, "main")]
    if matter.text("legal_basis"):
        texts.append(CardText(matter.text("legal_basis") or "", "second", 3))
    if "delegable" in matter.properties:
        texts.append(CardText(say("delegable" if matter.properties["delegable"] else "not-delegable"), "second", 2))
    return build_card(matter.id, matter.name, "matter", texts, width=width, look="root")


def _mandate_card(tree: Delegation, mandate: str, width: float) -> Card:
    node, state = tree.whole.nodes[mandate], tree.states[mandate]
    texts = [CardText(" · ".join(tree.within(mandate)), "tag", 2), CardText(tree.label(mandate), "main")]
    wholes = [n.name for h in tree.holders(mandate) for n in tree.whole.targets(h.id, "PART_OF")]
    if wholes:
        texts.append(CardText(", ".join(dict.fromkeys(wholes)), "second", 2))
    basis = node.text("legal_basis")
    texts.append(CardText(basis, "second", 2) if basis else CardText(tree.say("no-basis"), "loud", 1))
    if node.text("conditions"):
        texts.append(CardText(node.text("conditions") or "", "second", 2))
    texts += [CardText(text, "stale" if timed else "loud", 2) for text, timed in _doubts(tree, mandate)]
    if state == "lowest":
        texts.append(CardText(tree.say("lowest"), "plain", 1))
    return build_card(mandate, tree.label(mandate), "mandate", texts, width=width, look=_LOOKS[state])


def _doubts(tree: Delegation, mandate: str) -> Iterator[tuple[str, bool]]:
    """Yield what a reader must know of a mandate before relying on it, and whether it is about time."""
    say = tree.say
    time = _say_time(tree, mandate)
    if time:
        yield time, True
    if tree.states[mandate] == "unheld":
        yield say("unheld"), False
    if any(h.properties.get("vacant") is True for h in tree.holders(mandate)):
        yield say("vacant"), False
    if any(h.properties.get("kind") == "forum" for h in tree.holders(mandate)):
        yield say("forum"), False
    if tree.matter.properties.get("delegable") is False and tree.origins(mandate):
        yield say("may-not"), False


def _say_time(tree: Delegation, mandate: str) -> str:
    say, state = tree.say, tree.states[mandate]
    start, end = tree.limits(mandate)
    if state in ("ended", "coming"):
        return say(state, date=(end if state == "ended" else start).isoformat())
    if end != ALWAYS_TO:
        return say("until", date=end.isoformat())
    return say("since", date=start.isoformat()) if start != ALWAYS_FROM else ""


def _findings(tree: Delegation) -> Iterator[Finding]:
    say, lowest = tree.say, tree.find_of_state("lowest")
    if not lowest:
        yield Finding(tree.request.words.say("who-decides"), say("finding-nobody"), "loud")
    elif len(lowest) == 1:
        yield Finding(tree.label(lowest[0]), say("finding-lowest"), ref=lowest[0])
    else:
        yield Finding(str(len(lowest)), say("finding-several"), ref=lowest[0])
    above = tree.find_of_state("above")
    if above:
        yield Finding(str(len(above)), say.count("finding-above", len(above)), ref=above[0])
    wrong = [i for i in tree.mandates if tree.origins(i)] if tree.matter.properties.get("delegable") is False else []
    if wrong:
        yield Finding(str(len(wrong)), say.count("finding-wrong", len(wrong)), "loud", wrong[0])
    for state in ("ended", "coming"):
        found = tree.find_of_state(state)
        if found:
            yield Finding(str(len(found)), say.count(f"finding-{state}", len(found)), ref=found[0])
    bare = [i for i in tree.mandates if not tree.whole.out(i, "SOURCED_BY")]
    if bare:
        yield Finding(str(len(bare)), say.count("finding-unsourced", len(bare)), ref=bare[0])


def _table(tree: Delegation, ranked: list[str]) -> Table:
    keys = ("holder", "what", "basis", "conditions", "from", "valid", "state", "source")
    columns = tuple(Column(tree.say(f"column-{key}")) for key in keys)
    return Table(
        "mandates", tree.say("table"), columns, (_matter_row(tree), *(_row(tree, i) for i in ranked)), fold=True
    )


def _matter_row(tree: Delegation) -> Row:
    matter = tree.matter
    name = Cell((Line(matter.name, "main", ref=matter.id),), header=True)
    what = Cell((Line(tree.request.words.label("Matter"), "second"),))
    basis = Cell((Line(matter.text("legal_basis") or ""),))
    return Row((name, what, basis, *[Cell()] * 4, _source_cell(tree, matter.id)), matter.id, (matter.id,))


def _row(tree: Delegation, mandate: str) -> Row:
    node = tree.whole.nodes[mandate]
    origins = tree.origins(mandate)
    cells = (
        Cell((Line(tree.label(mandate), "main", ref=mandate),), header=True),
        Cell((Line(" · ".join(tree.within(mandate))),)),
        Cell((Line(node.text("legal_basis") or tree.say("no-basis")),)),
        Cell((Line(node.text("conditions") or ""),)),
        Cell(tuple(Line(tree.label(i), ref=i) for i in origins)),
        Cell((Line(_say_limits(tree, mandate)),)),
        Cell((Line(tree.say(f"state-{tree.states[mandate]}")),)),
        _source_cell(tree, mandate),
    )
    return Row(cells, mandate, (mandate, *origins))


def _say_limits(tree: Delegation, mandate: str) -> str:
    start, end = tree.limits(mandate)
    known = ["" if start == ALWAYS_FROM else start.isoformat(), "" if end == ALWAYS_TO else end.isoformat()]
    return " – ".join(known) if any(known) else tree.say("always")


def _source_cell(tree: Delegation, node: str) -> Cell:
    relations = tree.whole.out(node, "SOURCED_BY")
    if not relations:
        return Cell((Line(tree.say("no-source"), "loud"),) if node != tree.matter.id else ())
    said = []
    for relation in relations:
        source = tree.whole.nodes[relation.end]
        parts = (source.name, str(relation.properties.get("locator", "")), source.text("date") or "")
        said.append(Line(" · ".join(p for p in parts if p), "second"))
    return Cell(tuple(said))


def _things(tree: Delegation, ranked: list[str]) -> Iterator[Thing]:
    words = tree.request.words
    for mandate in ranked:
        thing = build_thing(tree.whole, tree.whole.nodes[mandate], words, drawn=("DELEGATED_FROM",))
        state = (tree.say("fact-state"), (Line(tree.say(f"state-{tree.states[mandate]}")),))
        doubts = tuple(Line(text, "second") for text, _ in _doubts(tree, mandate))
        about = [(tree.say("fact-doubts"), doubts)] if doubts else []
        more = (*about, *_delegations(tree, mandate))
        lights = tuple(dict.fromkeys([*_climb(tree, mandate), tree.matter.id]))
        yield replace(thing, name=tree.label(mandate), facts=(state, *more, *thing.facts), lights=lights)


def _delegations(tree: Delegation, mandate: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield who a mandate was delegated from and to, by who holds those."""
    heirs = [i for i in tree.mandates if mandate in tree.origins(i)]
    for key, others in (("column-from", tree.origins(mandate)), ("fact-to", heirs)):
        if others:
            yield tree.say(key), tuple(Line(tree.label(i), ref=i) for i in others)


def _climb(tree: Delegation, mandate: str) -> list[str]:
    """Return a mandate and everything it was delegated from."""
    found = [mandate]
    for node in found:
        found += [i for i in tree.origins(node) if i not in found]
    return found


def _legend(tree: Delegation) -> Iterator[LegendRow]:
    for state, look in _LOOKS.items():
        ids = tuple(tree.find_of_state(state))
        if ids:
            yield LegendRow("card", look, tree.say(f"state-{state}"), len(ids), ids=ids)


def _gaps(tree: Delegation, ranked: list[str]) -> Iterator[Line]:
    say = tree.say
    if not tree.find_of_state("lowest"):
        yield Line(say("gap-nobody", name=tree.matter.name), ref=tree.matter.id)
    for mandate in ranked:
        if not tree.whole.out(mandate, "SOURCED_BY"):
            yield Line(say("gap-source", name=tree.label(mandate)), ref=mandate)
        if not tree.whole.nodes[mandate].text("legal_basis"):
            yield Line(say("gap-basis", name=tree.label(mandate)), ref=mandate)


KIND = Kind(("Matter",), build_delegation)
