"""Readiness to collaborate: issue by actor, what is known of each condition, and what has to be found out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from samverkan.domain.organisations import find_wholes
from samverkan.errors import EmptyAnswerError
from samverkan.measures.conditions import Conditions, Mark, Standing, rank_by_likeness
from samverkan.views.facts import build_thing, find_relation_sources, find_sources, to_source_notes
from samverkan.views.request import Kind, Request
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Link, Page, Picture, Row, Spot, Table, Thing
from samverkan.views.speech import Speech

_MOST_ISSUES, _MOST_ACTORS = 40, 22
_STATES = ("yes", "partly", "no", "unknown")


@dataclass(frozen=True)
class Matrix:
    """The standings that a page shows, and in which order its issues and actors stand."""

    request: Request
    say: Speech
    standings: tuple[Standing, ...]
    issues: tuple[str, ...]
    actors: tuple[str, ...]
    names: tuple[str, ...]

    @cached_property
    def cells(self) -> dict[tuple[str, str], Standing]:
        """The standings by issue and actor."""
        return {(s.issue, s.actor): s for s in self.standings}

    def name(self, node: str) -> str:
        """Return the name of anything in the map."""
        return self.request.content.nodes[node].name

    def of_issue(self, issue: str) -> list[Standing]:
        """Return the standings on an issue, in the order of the actors."""
        return [self.cells[issue, a] for a in self.actors if (issue, a) in self.cells]

    def of_actor(self, actor: str) -> list[Standing]:
        """Return the standings of an actor, in the order of the issues."""
        return [self.cells[i, actor] for i in self.issues if (i, actor) in self.cells]


def build_readiness(request: Request) -> Page:
    """Build the page; `--issue` and `--area` limit which issues it shows."""
    say = Speech(request.words, "views_readiness")
    issues = _find_issues(request)
    conditions = Conditions(request.content, request.on, request.meeting)
    standings = conditions.find_standings(issues)
    if not standings:
        raise EmptyAnswerError("views_readiness.empty", count=len(issues))
    matrix = _order(request, say, standings, conditions.names)
    single = len(issues) == 1
    table = _detail_table(matrix, fold=False) if single else _matrix_table(matrix)
    total = len({s.issue for s in standings}) + len({s.actor for s in standings})
    return Page(
        kind="readiness",
        title=say("title-issue", name=matrix.name(issues[0])) if single else say("title"),
        question=say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(matrix)),
        picture=_picture(matrix),
        canvas=False,
        tables=(table,) if single else (table, _detail_table(matrix, fold=True)),
        things=tuple(_things(matrix)),
        legend=tuple(_legend(matrix)),
        sources=to_source_notes(request.content, _sources(matrix)),
        gaps=tuple(_gaps(matrix)),
        shown=len(matrix.issues) + len(matrix.actors),
        total=total,
        counted=say("counted"),
        meeting=request.meeting,
        map_title=request.content.title,
    )


def _find_issues(request: Request) -> list[str]:
    content, area = request.content, request.filters.get("area")
    issues = [n.id for n in content.labelled("Issue")]
    if "issue" in request.filters:
        issues = [i for i in issues if i == request.filters["issue"]]
    if area is None:
        return issues
    return [i for i in issues if any(area in find_wholes(content, r.end) for r in content.out(i, "IN_AREA"))]


def _order(request: Request, say: Speech, standings: list[Standing], names: tuple[str, ...]) -> Matrix:
    """Put what has most gaps first, and beside each thing the one that shares most with it."""
    of_issue: dict[str, set[str]] = {}
    of_actor: dict[str, set[str]] = {}
    gaps: dict[str, int] = {}
    for s in standings:
        of_issue.setdefault(s.issue, set()).add(s.actor)
        of_actor.setdefault(s.actor, set()).add(s.issue)
        for node in (s.issue, s.actor):
            gaps[node] = gaps.get(node, 0) + s.unknown
    issues = sorted(of_issue, key=lambda i: (-gaps[i], i))[:_MOST_ISSUES]
    actors = sorted(of_actor, key=lambda a: (-len(of_actor[a]), -gaps[a], a))[:_MOST_ACTORS]
    shown = tuple(s for s in standings if s.issue in issues and s.actor in actors)
    ranked = rank_by_likeness(actors, of_actor, gaps)
    return Matrix(request, say, shown, tuple(rank_by_likeness(issues, of_issue, gaps)), tuple(ranked), names)


def _findings(matrix: Matrix) -> Iterator[Finding]:
    say = matrix.say
    unknown = sum(s.unknown for s in matrix.standings)
    of = len(matrix.standings) * len(matrix.names)
    yield Finding(say("n-of", n=unknown, of=of), say("finding-unknown"), "loud" if unknown else "")
    worst = max(matrix.issues, key=lambda i: sum(s.unknown for s in matrix.of_issue(i)))
    count = sum(s.unknown for s in matrix.of_issue(worst))
    if len(matrix.issues) > 1 and count:
        yield Finding(matrix.name(worst), say.count("finding-worst", count), ref=worst)
    if len(matrix.issues) == 1:
        return
    for condition in ("priority", "mandate"):
        if condition in matrix.names:
            lacking = [i for i in matrix.issues if not _has(matrix, i, condition)]
            if lacking:
                yield Finding(str(len(lacking)), say.count(f"finding-none-{condition}", len(lacking)), ref=lacking[0])


def _has(matrix: Matrix, issue: str, condition: str) -> bool:
    return any(s.marks[condition].state in ("yes", "partly") for s in matrix.of_issue(issue))


def _matrix_table(matrix: Matrix) -> Table:
    say = matrix.say
    dense = len(matrix.actors) > 8
    columns = [Column(say("column-issue"), look="issue-column"), Column(say("column-gaps"), look="gaps-column")]
    columns += [Column(matrix.name(a), look="upright" if dense else "", ref=a) for a in matrix.actors]
    rows = tuple(_matrix_row(matrix, issue) for issue in matrix.issues)
    look = f"matrix{' many' if dense else ''}"
    return Table("readiness", say("table"), tuple(columns), rows, look=look, key=tuple(_key(matrix)))


def _key(matrix: Matrix) -> Iterator[Line]:
    say = matrix.say
    order = matrix.request.words.listing([say(f"condition-{name}") for name in matrix.names])
    yield Line(say("key-order", conditions=order))
    shown = {mark.state for s in matrix.standings for mark in s.marks.values()}
    for state in (s for s in _STATES if s in shown):
        yield Line(say("unknown-key" if state == "unknown" else f"state-{state}"), "mark", state)


def _matrix_row(matrix: Matrix, issue: str) -> Row:
    say, found = matrix.say, matrix.of_issue(issue)
    unknown = sum(s.unknown for s in found)
    gaps = Line(say("n-of", n=unknown, of=len(found) * len(matrix.names)), "count" if unknown else "second")
    cells = [Cell((Line(matrix.name(issue), "main", ref=issue),), header=True), Cell((gaps,), sort=unknown)]
    return Row((*cells, *(_matrix_cell(matrix, issue, a) for a in matrix.actors)), issue, (issue,))


def _matrix_cell(matrix: Matrix, issue: str, actor: str) -> Cell:
    standing = matrix.cells.get((issue, actor))
    if standing is None:
        return Cell(look="none")
    lines = (_mark_line(matrix, name, mark) for name, mark in standing.marks.items())
    return Cell((Line(_say_roles(matrix, standing), "hidden"), *lines), look="marks", ref=_pair(standing))


def _mark_line(matrix: Matrix, name: str, mark: Mark) -> Line:
    return Line(f"{matrix.say(f'condition-{name}')}: {_say_mark(matrix, name, mark)}", "mark", mark.state)


def _pair(standing: Standing) -> str:
    """Name an actor's part in an issue; no id of a map holds a colon."""
    return f"{standing.issue}:{standing.actor}"


def _say_mark(matrix: Matrix, name: str, mark: Mark) -> str:
    """Say a mark in words: what was stated, what is there, or that it has to be found out."""
    words = matrix.request.words
    if mark.value:
        return words.token("priority" if name == "priority" else "problem_picture", mark.value)
    return matrix.say("near" if name == "resources" and mark.state == "partly" else f"state-{mark.state}")


def _say_roles(matrix: Matrix, standing: Standing) -> str:
    words = matrix.request.words
    roles = [words.token("role", role) for role in standing.roles if role]
    return words.listing(roles) or matrix.say("involved" if standing.roles else "not-involved")


def _detail_table(matrix: Matrix, *, fold: bool) -> Table:
    """Build a row for every actor and issue, the gaps first."""
    say = matrix.say
    single = len(matrix.issues) == 1
    columns = [] if single else [Column(say("column-issue"))]
    columns += [Column(say("column-actor"))]
    columns += [Column(say(f"condition-{name}").capitalize()) for name in matrix.names]
    found = [s for issue in matrix.issues for s in sorted(matrix.of_issue(issue), key=lambda s: (-s.unknown, s.actor))]
    rows = tuple(_detail_row(matrix, s, single) for s in found)
    title = say("table-issue", name=matrix.name(matrix.issues[0])) if single else say("table-detail")
    return Table("actors", title, tuple(columns), rows, fold=fold, look="" if fold else "states")


def _detail_row(matrix: Matrix, standing: Standing, single: bool) -> Row:
    issue = [] if single else [Cell((Line(matrix.name(standing.issue), ref=standing.issue),))]
    name, role = Line(matrix.name(standing.actor), "main", ref=standing.actor), _say_roles(matrix, standing)
    who = Cell((name, Line(role, "second")), header=True)
    marks = [_state_cell(matrix, name, mark) for name, mark in standing.marks.items()]
    return Row((*issue, who, *marks), _pair(standing), (standing.actor, standing.issue))


def _state_cell(matrix: Matrix, name: str, mark: Mark) -> Cell:
    text = _say_mark(matrix, name, mark)
    lines = [Line(text, "state", mark.state)]
    if mark.former:
        lines.append(Line(_say_former(matrix, name, mark), "stale"))
    elif mark.evidence and not mark.value:
        first = _name_evidence(matrix, mark.evidence[0])
        more = matrix.request.words.say("and-more", n=len(mark.evidence) - 1) if len(mark.evidence) > 1 else ""
        lines.append(Line(first + more, "second"))
    return Cell(tuple(lines), sort=_STATES.index(mark.state))


def _say_former(matrix: Matrix, name: str, mark: Mark) -> str:
    enum = "priority" if name == "priority" else "problem_picture"
    return matrix.say("former", value=matrix.request.words.token(enum, mark.former))


def _name_evidence(matrix: Matrix, node: str) -> str:
    content, words = matrix.request.content, matrix.request.words
    thing = content.nodes[node]
    if thing.label != "Mandate":
        return thing.name
    covers = [n.name for n in content.targets(node, "COVERS")]
    return f"{words.token('mandate_kind', thing.text('kind'))}: {', '.join(covers[:2])}"


def _things(matrix: Matrix) -> Iterator[Thing]:
    content, words = matrix.request.content, matrix.request.words
    for node, found in (
        *((i, matrix.of_issue(i)) for i in matrix.issues),
        *((a, matrix.of_actor(a)) for a in matrix.actors),
    ):
        thing = build_thing(content, content.nodes[node], words)
        missing = tuple(_missing_line(matrix, s, node) for s in found if s.unknown)
        facts = ((matrix.say("fact-find-out"), missing), *thing.facts) if missing else thing.facts
        yield replace(thing, facts=facts)
    for standing in matrix.standings:
        yield _pair_thing(matrix, standing)


def _missing_line(matrix: Matrix, standing: Standing, node: str) -> Line:
    other = standing.actor if node == standing.issue else standing.issue
    missing = [matrix.say(f"condition-{n}") for n, mark in standing.marks.items() if mark.state == "unknown"]
    return Line(f"{matrix.name(other)}: {', '.join(missing)}", ref=_pair(standing))


def _pair_thing(matrix: Matrix, standing: Standing) -> Thing:
    facts: list[tuple[str, tuple[Line, ...]]] = []
    for name, mark in standing.marks.items():
        lines = [Line(_say_mark(matrix, name, mark))]
        if mark.former:
            lines.append(Line(_say_former(matrix, name, mark), "second"))
        lines += [_evidence_line(matrix, i) for i in mark.evidence[:6]]
        facts.append((matrix.say(f"condition-{name}").capitalize(), tuple(lines)))
    facts.append((matrix.say("fact-who-what"), (_ref(matrix, standing.actor), _ref(matrix, standing.issue))))
    name = f"{matrix.name(standing.actor)} – {matrix.name(standing.issue)}"
    lights = (standing.actor, standing.issue)
    return Thing(_pair(standing), name, _say_roles(matrix, standing), tuple(facts), lights)


def _ref(matrix: Matrix, node: str) -> Line:
    return Line(matrix.name(node), ref=node)


def _evidence_line(matrix: Matrix, node: str) -> Line:
    """Say what a mark rests on: a thing by its name, a statement by its wording and date."""
    content, words = matrix.request.content, matrix.request.words
    thing = content.nodes[node]
    if thing.label != "Position":
        return Line(_name_evidence(matrix, node), "second")
    about = [n.name for n in content.targets(node, "ABOUT")]
    kind = thing.text("kind") or ""
    parts = [f"{', '.join(about)}: {words.token(kind, thing.text('value'))}", thing.text("stated_on") or ""]
    parts.append(words.token("position_basis", thing.text("basis")))
    return Line(" · ".join(p for p in parts if p), "second")


def _picture(matrix: Matrix) -> Picture:
    nodes = matrix.request.content.nodes
    spots = [Spot(i, matrix.name(i), "issue", x=0, y=60.0 * n) for n, i in enumerate(matrix.issues, 1)]
    spots += [
        Spot(a, matrix.name(a), nodes[a].text("kind") or "", x=80.0 * n, y=0) for n, a in enumerate(matrix.actors, 1)
    ]
    links = [Link(s.actor, s.issue, "involved", _say_roles(matrix, s)) for s in matrix.standings]
    return Picture(matrix.say("table"), tuple(spots), tuple(links))


def _legend(matrix: Matrix) -> Iterator[LegendRow]:
    marks = [mark.state for s in matrix.standings for mark in s.marks.values()]
    for state in _STATES:
        yield LegendRow("mark", state, matrix.say(f"state-{state}"), marks.count(state))
    for name in matrix.names:
        yield LegendRow("text", name, f"{matrix.say(f'condition-{name}').capitalize()}: {matrix.say(f'why-{name}')}")


def _sources(matrix: Matrix) -> Iterable[str]:
    content = matrix.request.content
    evidence = [i for s in matrix.standings for mark in s.marks.values() for i in mark.evidence]
    involved = [r for s in matrix.standings for r in content.out(s.actor, "INVOLVED_IN") if r.end == s.issue]
    return [*find_sources(content, [*evidence, *matrix.issues]), *find_relation_sources(involved)]


def _gaps(matrix: Matrix) -> Iterator[Line]:
    """Yield the questions to ask, one for each actor and issue with something unknown."""
    for issue in matrix.issues:
        for standing in matrix.of_issue(issue):
            if standing.unknown:
                missing = [matrix.say(f"condition-{n}") for n, m in standing.marks.items() if m.state == "unknown"]
                values = {"actor": matrix.name(standing.actor), "issue": matrix.name(issue)}
                yield Line(matrix.say("gap", missing=", ".join(missing), **values), ref=_pair(standing))


KIND = Kind((), build_readiness, needs_subject=False)
