"""Readiness to collaborate: an issue a row, a condition a column, with names in the cells; what is unknown first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from samverkan.domain.organisations import find_wholes
from samverkan.errors import EmptyAnswerError
from samverkan.measures.conditions import Conditions
from samverkan.views.facts import find_relation_sources, find_sources, to_source_notes
from samverkan.views.readiness_panel import build_things, say_missing
from samverkan.views.readiness_rows import build_actor_table, build_issue_table
from samverkan.views.readiness_subject import STATES, Readiness, to_pair
from samverkan.views.request import Kind, Request
from samverkan.views.short_names import ShortNames
from samverkan.views.spec import Finding, Group, GroupRow, LegendRow, Line, Link, Page, Picture, Pin, Spot
from samverkan.views.speech import Speech

_MOST_FIRST, _MOST_PINS = 4, 6


def build_readiness(request: Request) -> Page:
    """Build the page; `--issue` and `--area` limit which issues it shows."""
    say = Speech(request.words, "views_readiness")
    issues = _find_issues(request)
    conditions = Conditions(request.content, request.on, request.meeting)
    standings = tuple(conditions.find_standings(issues))
    if not standings:
        raise EmptyAnswerError("views_readiness.empty", count=len(issues))
    readiness = Readiness(request, say, conditions, standings, ShortNames(request.content, request.words))
    single = len(issues) == 1
    count = len(readiness.issues) + len(readiness.actors)
    return Page(
        kind="readiness",
        title=say("title-issue", name=readiness.name(issues[0])) if single else say("title"),
        question=say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(readiness)),
        picture=_picture(readiness),
        canvas=False,
        tables=(build_issue_table(readiness), build_actor_table(readiness, fold=not single)),
        things=tuple(build_things(readiness)),
        legend=tuple(_legend(readiness)),
        sources=to_source_notes(request.content, _sources(readiness)),
        gaps=tuple(_gaps(readiness)),
        shown=count,
        total=count,
        counted=say("counted"),
        meeting=request.meeting,
        map_title=request.content.title,
        pins=tuple(_pins(readiness)),
        pins_title=say("pin"),
        groups=tuple(_groups(readiness)),
    )


def _find_issues(request: Request) -> list[str]:
    content, area = request.content, request.filters.get("area")
    issues = [n.id for n in content.labelled("Issue")]
    if "issue" in request.filters:
        issues = [i for i in issues if i == request.filters["issue"]]
    if area is None:
        return issues
    return [i for i in issues if any(area in find_wholes(content, r.end) for r in content.out(i, "IN_AREA"))]


def _findings(readiness: Readiness) -> Iterator[Finding]:
    """Say how much is unknown and whom to ask first, then what nobody gives priority, and where pictures compete."""
    say = readiness.say
    unknown = readiness.count_unknown(list(readiness.standings))
    of = len(readiness.standings) * len(readiness.names)
    asked = _rank_unknown(readiness)[:_MOST_FIRST]
    first = tuple(Line(readiness.short[a], ref=a, mark=str(n)) for a, n in asked)
    if unknown:
        yield Finding(say("n-of", n=unknown, of=of), say("finding-unknown"), "first", more=first)
    else:
        yield Finding(say("n-of", n=of, of=of), say("finding-known"), "first")
    for condition in (name for name in ("priority", "mandate") if name in readiness.names):
        lacking = [i for i in readiness.issues if not _has(readiness, i, condition)]
        if lacking:
            yield Finding(str(len(lacking)), say.count(f"finding-none-{condition}", len(lacking)), ref=lacking[0])
    competing = [i for i in readiness.issues if readiness.is_competing(i)]
    if competing:
        yield Finding(str(len(competing)), say.count("finding-competing", len(competing)), ref=competing[0])


def _rank_unknown(readiness: Readiness) -> list[tuple[str, int]]:
    """Return who is unknown in most, with how much."""
    counted = [(a, readiness.count_unknown(readiness.of_actor(a))) for a in readiness.actors]
    return sorted(((a, n) for a, n in counted if n), key=lambda one: (-one[1], one[0]))


def _has(readiness: Readiness, issue: str, condition: str) -> bool:
    return any(s.marks[condition].state in ("yes", "partly") for s in readiness.of_issue(issue))


def _pins(readiness: Readiness) -> Iterator[Pin]:
    """Yield who can be marked in every cell, with how many issues it has, and what there is to ask it."""
    if len(readiness.issues) < 2:
        return
    say = readiness.say
    for actor in readiness.actors[:_MOST_PINS]:
        found = readiness.of_actor(actor)
        unknown = readiness.count_unknown(found)
        asked = say.count("pinned-asked", unknown) if unknown else say("pinned-known")
        said = say.count("pinned", len(found), name=readiness.short[actor], asked=asked)
        yield Pin(actor, readiness.short[actor], len(found), said)


def _groups(readiness: Readiness) -> Iterator[Group]:
    """Yield a screen an issue: for each condition who has it and how many are unknown; then whom to ask first."""
    say = readiness.say
    for row in build_issue_table(readiness).rows:
        cells = zip(readiness.names, row.cells[2:], strict=True)
        shown = tuple(GroupRow(say(f"condition-{name}").capitalize(), _say_cell(cell.lines)) for name, cell in cells)
        unknown = row.cells[0].lines[0].hint
        yield Group(row.cells[1].lines[0].text, unknown, shown)
    asked = tuple(
        GroupRow(readiness.name(a), say.count("pinned-asked", n)) for a, n in _rank_unknown(readiness)[:_MOST_FIRST]
    )
    if asked:
        yield Group(say("ask-first"), "", asked)


def _say_cell(lines: Sequence[Line]) -> str:
    """Say how many are unknown first; of pictures that compete, which they are: who shares each is on the page."""
    competing = any(line.look == "wording" for line in lines)
    unknown = [line.text for line in lines if line.look == "asked"]
    known = [_say_known(line) for line in lines if line.look != "asked" and not (competing and line.look == "known")]
    return " · ".join([*unknown, *known])


def _say_known(line: Line) -> str:
    """Say in a word what the sign before the names tells on the page: names alone have it."""
    is_told = line.look == "known" and line.tone != "yes" and not line.text
    return f"{line.hint}: {line.said}" if is_told else line.said


def _picture(readiness: Readiness) -> Picture:
    nodes = readiness.request.content.nodes
    spots = [Spot(i, readiness.name(i), "issue", x=0, y=60.0 * n) for n, i in enumerate(readiness.issues, 1)]
    spots += [
        Spot(a, readiness.name(a), nodes[a].text("kind") or "", x=80.0 * n, y=0)
        for n, a in enumerate(readiness.actors, 1)
    ]
    links = [Link(s.actor, s.issue, "involved", readiness.say_roles(s)) for s in readiness.standings]
    return Picture(readiness.say("table"), tuple(spots), tuple(links))


def _legend(readiness: Readiness) -> Iterator[LegendRow]:
    marks = [mark.state for s in readiness.standings for mark in s.marks.values()]
    for state in STATES:
        yield LegendRow("mark", state, readiness.say(f"state-{state}"), marks.count(state))
    for name in readiness.names:
        title = readiness.say(f"condition-{name}").capitalize()
        yield LegendRow("text", name, f"{title}: {readiness.say(f'why-{name}')}")


def _sources(readiness: Readiness) -> Iterable[str]:
    content = readiness.request.content
    evidence = [i for s in readiness.standings for mark in s.marks.values() for i in mark.evidence]
    involved = [r for s in readiness.standings for r in content.out(s.actor, "INVOLVED_IN") if r.end == s.issue]
    return [*find_sources(content, [*evidence, *readiness.issues]), *find_relation_sources(involved)]


def _gaps(readiness: Readiness) -> Iterator[Line]:
    """Yield the questions to ask, one for each actor and issue with something unknown."""
    for issue in readiness.issues:
        for standing in readiness.of_issue(issue):
            if standing.unknown:
                values = {"actor": readiness.name(standing.actor), "issue": readiness.name(issue)}
                missing = say_missing(readiness, standing)
                yield Line(readiness.say("gap", missing=missing, **values), ref=to_pair(standing))


KIND = Kind((), build_readiness, needs_subject=False, filters=("issue", "area"))
