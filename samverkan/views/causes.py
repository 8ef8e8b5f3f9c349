"""The cause tree of an issue: what leads to it, how well that is known, and what nobody has taken on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial

from samverkan.errors import EmptyAnswerError
from samverkan.model import Map, Node
from samverkan.views.diagram import WHOLE, Arrow, Card, CardText, Diagram, build_card
from samverkan.views.diagram_fit import SPARES, fit_to_screen, fit_to_sheets, part_tree
from samverkan.views.diagram_place import BETWEEN, place_tree, to_picture
from samverkan.views.facts import build_thing, find_sources, to_source_notes
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.spec import Cell, Column, Finding, Group, GroupRow, LegendRow, Line, Page, Row, Stop, Table
from samverkan.views.speech import Speech

_SHORTEST_CHAIN = 3
_Cards = Callable[[str, float, int], Card]


@dataclass(frozen=True)
class Causes:
    """The causes of an issue on a day; `depth` is how many steps each is from it at most."""

    request: Request
    say: Speech
    issue: Node
    depth: Mapping[str, int]

    @property
    def content(self) -> Map:
        """The map on the day."""
        return self.request.content

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The causes, the nearest first; the chain of events in the middle of what leads to the same."""
        found = [self.issue.id]
        for node in found:
            children = sorted(i for i in self.depth if self.parents[i] == node and i not in self.chain)
            in_chain = [i for i in self.chain if self.parents[i] == node]
            middle = len(children) // 2
            found += [*children[:middle], *in_chain, *children[middle:]]
        return tuple(found[1:])

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """What each cause hangs on: of all it contributes to, the one farthest from the issue."""
        return {i: max(self.targets(i), key=lambda t: (self._far(t), t)) for i in self.depth}

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """The longest way to the issue, its beginning first; empty where it is too short to be a chain."""
        if not self.depth or max(self.depth.values()) < _SHORTEST_CHAIN:
            return ()
        found = [min(self.depth, key=lambda i: (-self.depth[i], i))]
        while self.parents[found[-1]] != self.issue.id:
            found.append(self.parents[found[-1]])
        return tuple(found)

    def _far(self, node: str) -> int:
        return self.depth.get(node, 0)

    def targets(self, cause: str) -> list[str]:
        """Return what a cause contributes to, of what is shown."""
        ends = [r.end for r in self.content.out(cause, "CONTRIBUTES_TO")]
        return [end for end in ends if end in self.depth or end == self.issue.id]

    def initiatives(self, node: str) -> list[Node]:
        """Return the initiatives that address something; a rejected one addresses nothing."""
        found = self.content.origins(node, "ADDRESSES")
        return [n for n in found if n.properties.get("status") != "rejected"]

    def name(self, node: str) -> str:
        """Return a name."""
        return self.content.nodes[node].name


def build_causes(request: Request) -> Page:
    """Build the page of an issue; one without causes is an empty answer that says how to add one."""
    issue = find_subject_node(request, ("Issue",))
    depth = _find_depths(request.content, issue.id)
    if not depth:
        raise EmptyAnswerError("views_causes.empty", name=issue.name, id=issue.id)
    causes = Causes(request, Speech(request.words, "views_causes"), issue, depth)
    cards = cache(lambda node, width, spare: _card(causes, node, width, spare))
    diagram = fit_to_screen(lambda width, spare: _diagram(causes, [issue.id, *causes.ids], cards, width, spare))
    shown = [issue.id, *causes.ids]
    return Page(
        kind="causes",
        title=issue.name,
        question=causes.say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(causes)),
        picture=to_picture(diagram),
        canvas=False,
        diagram=diagram,
        sheets=_part(causes, cards),
        tables=(_table(causes, diagram),),
        things=tuple(build_thing(request.content, request.content.nodes[i], request.words) for i in shown),
        stops=tuple(Stop(causes.name(i), causes.name(i), i) for i in (*causes.chain, issue.id) if causes.chain),
        legend=tuple(_legend(causes)),
        sources=to_source_notes(request.content, find_sources(request.content, shown)),
        gaps=tuple(_gaps(causes)),
        shown=len(depth),
        total=len(depth),
        counted=causes.say("counted"),
        meeting=request.meeting,
        map_title=request.content.title,
        groups=tuple(_groups(causes)),
    )


def _find_depths(content: Map, issue: str) -> dict[str, int]:
    """Find how many steps each cause is from an issue along its longest way."""
    depth: dict[str, int] = {}
    ahead, steps = {issue}, 0
    while ahead:
        steps += 1
        ahead = {r.start for node in ahead for r in content.into(node, "CONTRIBUTES_TO")}
        depth.update(dict.fromkeys(ahead, steps))
    return depth


def _diagram(causes: Causes, ids: Sequence[str], cards: _Cards, width: float, spare: int) -> Diagram:
    """Draw what is named, the first of it as that to which the rest leads."""
    shown = set(ids[1:])
    arrows = [
        Arrow(i, target, "chain" if _in_chain(causes, i, target) else "plain")
        for i in ids[1:]
        for target in causes.targets(i)
        if target in shown or target == ids[0]
    ]
    parents = {i: causes.parents[i] for i in ids[1:]}
    drawn = [cards(i, width, spare) for i in ids]
    title = causes.say("diagram", name=causes.name(ids[0]))
    return place_tree(
        title, drawn, arrows, parents=parents, roots=ids[:1], root_first=False, between=BETWEEN - 5 * spare
    )


def _part(causes: Causes, cards: _Cards) -> tuple[Diagram, ...]:
    """Part the tree into sheets of paper; none where a single cause has no room beside what it leads to."""
    children: dict[str, list[str]] = {}
    for i in causes.ids:
        children.setdefault(causes.parents[i], []).append(i)

    def draw(ids: Sequence[str], width: float, spare: int) -> Diagram:
        return _diagram(causes, ids, cards, width, spare)

    return fit_to_sheets((causes.issue.id, *causes.ids), draw, partial(part_tree, causes.issue.id, children))


def _in_chain(causes: Causes, start: str, end: str) -> bool:
    return start in causes.chain and (end in causes.chain or end == causes.issue.id) and causes.parents[start] == end


def _card(causes: Causes, node: str, width: float, spare: int) -> Card:
    return (_issue_card if node == causes.issue.id else _cause_card)(causes, node, width, spare)


def _issue_card(causes: Causes, node: str, width: float, spare: int) -> Card:
    say, issue = causes.say, causes.issue
    areas = [n.name for n in causes.content.targets(issue.id, "IN_AREA")]
    count = len(causes.initiatives(issue.id))
    texts = [CardText(causes.request.words.label("Issue").capitalize(), "tag"), CardText(issue.name, "main", WHOLE)]
    if areas and spare < SPARES:
        texts.append(CardText(", ".join(areas), "second", 2))
    texts.append(CardText(say.count("direct", count) if count else say("direct-none"), "second", 2))
    return build_card(node, issue.name, "issue", texts, width=width, look="root")


def _cause_card(causes: Causes, cause: str, width: float, spare: int) -> Card:
    say, words, node = causes.say, causes.request.words, causes.content.nodes[cause]
    category = words.token("cause_category", node.text("category")) or words.label("Cause")
    texts = [CardText(category, "tag", 2), CardText(node.name, "main", WHOLE)]
    known = f"{node.text('status') or say('status-none')}: {node.text('evidence') or say('evidence-none')}"
    texts.append(CardText(known, "second", max(1, 3 - spare)))
    found = causes.initiatives(cause)
    texts.append(CardText(_say_initiatives(causes, found), "plain" if found else "loud", max(1, 3 - spare)))
    look = "" if found else "loose"
    return build_card(cause, node.name, "cause", texts, width=width, look=look, mark=_mark_of(causes, cause))


def _say_initiatives(causes: Causes, found: Sequence[Node]) -> str:
    if not found:
        return causes.say("addressed-none")
    more = causes.request.words.say("and-more", n=len(found) - 1) if len(found) > 1 else ""
    return causes.say("addressed", name=found[0].name + more)


def _unaddressed(causes: Causes) -> list[str]:
    return [i for i in causes.ids if not causes.initiatives(i)]


def _findings(causes: Causes) -> Iterator[Finding]:
    say, lacking = causes.say, _unaddressed(causes)
    if lacking:
        text = say("finding-alone") if len(lacking) == 1 else say("finding-more", n=len(lacking) - 1)
        yield Finding(causes.name(lacking[0]), text, "loud", lacking[0])
    yield Finding(str(len(causes.depth)), say.count("finding-causes", len(causes.depth)) + _say_statuses(causes))
    if causes.chain:
        yield Finding(str(len(causes.chain)), say("finding-chain"), ref=causes.chain[0])
    unproven = [i for i in causes.ids if not causes.content.nodes[i].text("evidence")]
    if unproven:
        yield Finding(str(len(unproven)), say.count("finding-unproven", len(unproven)), ref=unproven[0])


def _groups(causes: Causes) -> Iterator[Group]:
    """Yield a screen with the chain of events, one with the other causes, and one with what nobody has taken on."""
    say, chain = causes.say, causes.chain
    others = [i for i in causes.ids if i not in chain]
    for key, ids in (("group-chain", chain), ("group-others", others), ("group-lacking", _unaddressed(causes))):
        rows = tuple(
            GroupRow(causes.name(i), _say_initiatives(causes, causes.initiatives(i)), _mark_of(causes, i)) for i in ids
        )
        if rows:
            yield Group(say(key), "", rows)


def _mark_of(causes: Causes, cause: str) -> str:
    return str(causes.chain.index(cause) + 1) if cause in causes.chain else ""


def _say_statuses(causes: Causes) -> str:
    """Say how many causes have each status, in the map's own words."""
    statuses = [causes.content.nodes[i].text("status") or causes.say("status-none") for i in causes.ids]
    ranked = sorted(set(statuses), key=lambda s: (-statuses.count(s), s))[:4]
    return ": " + ", ".join(f"{s} {statuses.count(s)}" for s in ranked)


def _table(causes: Causes, diagram: Diagram) -> Table:
    say = causes.say
    keys = ("cause", "category", "status", "evidence", "leads-to", "addressed", "source")
    columns = tuple(Column(say(f"column-{key}")) for key in keys)
    return Table(
        "causes",
        say("table-whole" if diagram.is_cut else "table"),
        columns,
        (_issue_row(causes), *_rows(causes)),
        fold=True,
        cards=True,
    )


def _issue_row(causes: Causes) -> Row:
    issue = causes.issue
    name = Cell((Line(issue.name, "main", ref=issue.id),), header=True)
    kind = Cell((Line(causes.request.words.label("Issue"), "second"),))
    addressed = _refs(causes, (n.id for n in causes.initiatives(issue.id)))
    return Row((name, kind, Cell(), Cell(), Cell(), addressed, _source_cell(causes, issue.id)), issue.id, (issue.id,))


def _rows(causes: Causes) -> Iterator[Row]:
    words = causes.request.words
    for cause in causes.ids:
        node = causes.content.nodes[cause]
        found = causes.initiatives(cause)
        cells = (
            Cell((Line(node.name, "main", ref=cause),), header=True),
            Cell((Line(words.token("cause_category", node.text("category")), "word"),)),
            Cell((Line(node.text("status") or causes.say("status-none")),)),
            Cell(
                (
                    Line(
                        node.text("evidence") or causes.say("evidence-none"),
                        "plain" if node.text("evidence") else "loud",
                    ),
                )
            ),
            _refs(causes, causes.targets(cause)),
            _refs(causes, (n.id for n in found)) if found else Cell((Line(causes.say("addressed-none"), "loud"),)),
            _source_cell(causes, cause),
        )
        yield Row(cells, cause, (cause, *causes.targets(cause)))


def _refs(causes: Causes, ids: Iterable[str]) -> Cell:
    shown = {causes.issue.id, *causes.ids}
    return Cell(tuple(Line(causes.name(i), ref=i if i in shown else "") for i in ids))


def _source_cell(causes: Causes, node: str) -> Cell:
    sources = causes.content.targets(node, "SOURCED_BY")
    return Cell(tuple(Line(f"{s.name} · {s.text('date') or causes.say('undated')}", "second") for s in sources))


def _legend(causes: Causes) -> Iterator[LegendRow]:
    lacking = tuple(_unaddressed(causes))
    addressed = tuple(i for i in causes.depth if i not in lacking)
    yield LegendRow("card", "", causes.say("legend-addressed"), len(addressed), ids=addressed)
    if lacking:
        yield LegendRow("card", "loose", causes.say("legend-none"), len(lacking), ids=lacking)
    if causes.chain:
        yield LegendRow("text", "chain", causes.say("legend-chain"), len(causes.chain), ids=tuple(causes.chain))


def _gaps(causes: Causes) -> Iterator[Line]:
    say = causes.say
    for cause in causes.ids:
        node = causes.content.nodes[cause]
        if not causes.initiatives(cause):
            yield Line(say("gap-addressed", name=node.name), ref=cause)
        if not node.text("evidence"):
            yield Line(say("gap-evidence", name=node.name), ref=cause)
        if not causes.content.out(cause, "SOURCED_BY"):
            yield Line(say("gap-source", name=node.name), ref=cause)


KIND = Kind(("Issue",), build_causes)
