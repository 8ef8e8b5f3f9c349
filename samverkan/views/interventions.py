"""What was tried in the order of time, what it was to lead to, what came with it, and what a side effect became."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samverkan.domain.initiatives import is_closed
from samverkan.domain.issues import find_analysis, find_initiatives
from samverkan.errors import EmptyAnswerError
from samverkan.measures.foresight import Precedent, SeenEffect
from samverkan.measures.timeline import order_by_time
from samverkan.model import Map, Node
from samverkan.views.diagram import Diagram
from samverkan.views.diagram_fit import fit_to_screen, fit_to_sheets, part_row
from samverkan.views.diagram_place import to_picture
from samverkan.views.facts import build_thing, find_sources, to_source_notes
from samverkan.views.interventions_cards import LOOKS, build_diagram
from samverkan.views.interventions_chain import Chain
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.spec import Cell, Column, Finding, Group, GroupRow, LegendRow, Line, Page, Row, Stop, Table
from samverkan.views.speech import Speech


def build_interventions(request: Request) -> Page:
    """Build the page of a family of measures, or of everything tried on an issue and its causes."""
    chain = _find_chain(request, Speech(request.words, "views_interventions"))
    diagram = fit_to_screen(lambda width, spare: build_diagram(chain, width, spare))
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
        sheets=_part(chain),
        tables=(_table(chain, diagram), *((_precedent_table(chain),) if chain.precedents else ())),
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
        groups=tuple(_groups(chain)),
    )


def _part(chain: Chain) -> tuple[Diagram, ...]:
    """Part the row of measures into sheets of paper; none where a single one has no room."""

    def draw(row: tuple[int, int], width: float, spare: int) -> Diagram:
        first, end = row
        part = replace(chain, measures=chain.measures[first:end], first=first + 1, whole=chain.measures)
        return build_diagram(part, width, spare)

    number = len(chain.measures)
    return fit_to_sheets((0, number), draw, lambda has_room: part_row(number, lambda *row: has_room(row)))


def _find_chain(request: Request, say: Speech) -> Chain:
    content, subject = request.content, request.subject or ""
    family = tuple(n for n in content.labelled("Initiative") if n.text("family") == subject)
    if family:
        return Chain(request, say, say("title-family", name=subject), tuple(order_by_time(family)))
    issue = find_subject_node(request, ("Issue",))
    found = {i: content.nodes[i] for i in find_initiatives(content, issue.id)}
    if not found:
        raise EmptyAnswerError("views_interventions.empty", name=issue.name, id=issue.id)
    ordered = sorted(found.values(), key=lambda n: (n.text("family") or "", n.id))
    return Chain(request, say, issue.name, tuple(order_by_time(ordered)))


def _findings(chain: Chain) -> Iterator[Finding]:
    say, words = chain.say, chain.request.words
    became = [(m, n) for m in chain.measures for n in chain.new_issues(m.id)]
    if became:
        text = say("finding-new" if chain.has_become(became[0][1].id) else "finding-may") + (
            words.say("and-more", n=len(became) - 1) if len(became) > 1 else ""
        )
        yield Finding(became[0][1].name, text, "loud", became[0][1].id)
    yield from _worked(chain)
    statuses = [m.text("status") or "" for m in chain.measures]
    order = [s for s in words.schema.enums["initiative_status"] if s in statuses]
    said = ", ".join(f"{words.token('initiative_status', s)} {statuses.count(s)}" for s in order)
    counted = say.count("finding-count", len(statuses))
    yield Finding(str(len(statuses)), f"{counted}: {said}" if said else counted)


def _worked(chain: Chain) -> Iterator[Finding]:
    """Say what gave what was wanted: of what is over that it did, of what goes on that it has so far."""
    seen = [m for m in chain.measures if any(e.properties.get("observed") is True for e in chain.intended(m.id))]
    for key, statuses in (("worked", ("done",)), ("working", ("under_way",))):
        found = [m for m in seen if m.text("status") in statuses]
        if found:
            yield Finding(found[0].name, chain.say(f"finding-{key}"), ref=found[0].id)


def _table(chain: Chain, diagram: Diagram) -> Table:
    keys = ("number", "measure", "status", "when", "outcome", "lesson", "intended", "side", "new")
    columns = tuple(Column(chain.say(f"column-{key}")) for key in keys)
    return Table(
        "measures",
        chain.say("table-whole" if diagram.is_cut else "table"),
        columns,
        tuple(_rows(chain)),
        fold=True,
        cards=True,
    )


def _name_cell(chain: Chain, nodes: list[Node]) -> Cell:
    return Cell(tuple(Line(n.name, ref=n.id) for n in nodes) or (Line(chain.say("none-known"), "second"),))


def _say_outcome(chain: Chain, measure: Node) -> Line:
    """Say how it went; of what is over without a word of it, that nobody wrote it down."""
    if measure.text("outcome"):
        return Line(measure.text("outcome") or "")
    over = is_closed(measure)
    return Line(chain.say("outcome-none" if over else "outcome-not-yet"), "loud" if over else "second")


def _precedent_table(chain: Chain) -> Table:
    """Build a row for each earlier measure that is like an open one: what they share, how it went, what followed."""
    columns = tuple(Column(chain.say(f"column-{key}")) for key in ("precedent", "shares", "outcome", "lesson", "seen"))
    rows = tuple(_precedent_row(chain, one) for one in chain.precedents)
    return Table("precedents", chain.say("table-precedents"), columns, rows, look="titled", cards=True)


def _precedent_row(chain: Chain, one: Precedent) -> Row:
    say, words = chain.say, chain.request.words
    status = words.token("initiative_status", one.status) if one.status else say("status-none")
    seen = [_say_seen(chain, effect) for effect in one.effects]
    cells = (
        Cell((Line(one.name, "main"), Line(status, "second")), header=True),
        Cell((Line(words.listing([say(f"share-{share}") for share in one.shares])),)),
        Cell((Line(one.outcome or say("outcome-not-yet"), "plain" if one.outcome else "second"),)),
        Cell((Line(one.lesson or say("lesson-none"), "plain" if one.lesson else "second"),)),
        Cell(tuple(Line(text) for text in seen) or (Line(say("none-known"), "second"),)),
    )
    return Row(cells)


def _say_seen(chain: Chain, effect: SeenEffect) -> str:
    """Say an effect that followed: after how long, how grave, for whom, and what met it."""
    say, words, nodes = chain.say, chain.request.words, chain.request.whole.nodes
    parts = [effect.name]
    if effect.lag_days is not None:
        parts.append(say.count("lag", effect.lag_days))
    parts.append(words.token("severity", effect.severity))
    parts += [words.listing([nodes[i].name for i in effect.affects])]
    if effect.mitigated_by:
        parts.append(say("mitigated", names=words.listing([nodes[i].name for i in effect.mitigated_by])))
    return " · ".join(part for part in parts if part)


def _groups(chain: Chain) -> Iterator[Group]:
    """Yield a screen a measure: when, what was wanted, what came with it, what it became."""
    say = chain.say
    for measure in chain.measures:
        kinds = (
            ("intended", chain.intended(measure.id)),
            ("side", chain.side(measure.id)),
            ("new", chain.new_issues(measure.id)),
        )
        rows = tuple(GroupRow(n.name, say(f"column-{key}")) for key, nodes in kinds for n in nodes)
        said = _say_outcome(chain, measure).text
        outcome = (GroupRow(f"{said[:1].upper()}{said[1:]}", say("column-outcome")),)
        status = chain.request.words.token("initiative_status", measure.text("status")) or say("status-none")
        yield Group(measure.name, f"{status} · {chain.say_when(measure)}", (*outcome, *rows))


def _rows(chain: Chain) -> Iterator[Row]:
    words = chain.request.words
    for number, measure in enumerate(chain.measures, 1):
        effects = chain.effects[measure.id]
        issues = chain.new_issues(measure.id)
        cells = (
            Cell((Line(str(number)),), sort=number),
            Cell((Line(measure.name, "main", ref=measure.id),), header=True),
            Cell((Line(words.token("initiative_status", measure.text("status")) or chain.say("status-none"), "word"),)),
            Cell((Line(chain.say_when(measure)),)),
            Cell((_say_outcome(chain, measure),)),
            Cell(
                (
                    Line(
                        measure.text("lesson") or chain.say("lesson-none"),
                        "plain" if measure.text("lesson") else "second",
                    ),
                )
            ),
            _name_cell(chain, chain.intended(measure.id)),
            _name_cell(chain, chain.side(measure.id)),
            _name_cell(chain, issues),
        )
        yield Row(cells, measure.id, (measure.id, *(e.id for e in effects), *(n.id for n in issues)))


def _legend(chain: Chain) -> Iterator[LegendRow]:
    for look in ("strong", "", "dashed", "gone"):
        ids = tuple(m.id for m in chain.measures if LOOKS.get(m.text("status") or "", "") == look)
        if ids:
            yield LegendRow("card", look, chain.say(f"legend-{look or 'under-way'}"), len(ids), ids=ids)
    for look, find in (("good", chain.intended), ("bad", chain.side), ("issue", chain.new_issues)):
        ids = tuple(node.id for m in chain.measures for node in find(m.id))
        if ids:
            yield LegendRow("card", look, chain.say(f"legend-{look}"), len(ids), ids=ids)


def _gaps(chain: Chain) -> Iterator[Line]:
    say = chain.say
    for measure in chain.measures:
        if is_closed(measure) and not measure.text("outcome"):
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
