"""Influence and stance: a lane for how much each is needed, where they stand, and a tray for whom nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from samverkan.decisions.answer import ActorNeed, RequirementNeed
from samverkan.errors import EmptyAnswerError
from samverkan.reports.plan_rest import say_alone
from samverkan.views.facts import find_sources, to_source_notes
from samverkan.views.meeting import leave_out_of_answer
from samverkan.views.path_opening import find_seats
from samverkan.views.path_panel import build_things
from samverkan.views.path_rows import NEED_ORDER, say_requirement
from samverkan.views.path_subject import Subject
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.seats import Seats
from samverkan.views.spec import (
    Cell,
    Column,
    Finding,
    Group,
    GroupRow,
    LegendRow,
    Line,
    Link,
    Page,
    Picture,
    Row,
    Spot,
    Stop,
    Table,
)
from samverkan.views.speech import Speech

STANCE_ORDER = ("opposes", "hesitant", "neutral", "supports", "champions", "unknown")
LANES: Mapping[str, tuple[str, ...]] = {
    "must": ("must", "must_unless_above"),
    "one_of": ("one_of",),
    "above": ("above",),
    "others": ("heard", "not_needed"),
}
_NEEDED = ("must", "must_unless_above", "one_of")
_TO_WORK_ON = ("opposes", "hesitant", "unknown")
_COLUMN, _ROW = 200.0, 120.0


@dataclass(frozen=True)
class Grid:
    """Those who have a need, with the answer it comes from; in a meeting without any stance."""

    request: Request
    subject: Subject
    say: Speech

    def rows(self) -> list[str]:
        """Return the needs that somebody has, the greatest first."""
        needs = {a.need for a in self.subject.answer.actors}
        return [need for need in NEED_ORDER if need in needs]

    def find(self, need: str, stance: str | None = None) -> list[ActorNeed]:
        """Return those with a need, and a stance where one is asked for, by name."""
        found = [a for a in self.subject.answer.actors if a.need == need]
        return sorted((a for a in found if stance in (None, self.stance(a))), key=lambda a: (a.name, a.id))

    def lanes(self) -> list[str]:
        """Return the lanes that somebody stands in, the most needed first."""
        held = set(self.rows())
        return [lane for lane, needs in LANES.items() if not held.isdisjoint(needs)]

    def find_in_lane(self, lane: str, stance: str | None = None) -> list[ActorNeed]:
        """Return those of a lane, and a stance where one is asked for, the most needed first."""
        return [actor for need in LANES[lane] for actor in self.find(need, stance)]

    def stance(self, actor: ActorNeed) -> str:
        """Return the stance that counts on the day."""
        return self.subject.value_of(actor.id)

    def leaves(self, actor: ActorNeed) -> list[RequirementNeed]:
        """Return the requirements that somebody may answer."""
        return [self.subject.leaves[i] for i in dict.fromkeys(actor.requirements) if i in self.subject.leaves]


def build_influence(request: Request) -> Page:
    """Build the page of an initiative; its answer is the planner's."""
    initiative = find_subject_node(request, ("Initiative",))
    answer = request.answer
    if answer is None or not answer.actors:
        raise EmptyAnswerError("views_influence.empty", name=initiative.name, id=initiative.id)
    answer = leave_out_of_answer(answer) if request.meeting else answer
    subject = Subject(request.content, answer, request.words, request.meeting)
    grid = Grid(request, subject, Speech(request.words, "views_influence"))
    main = _decider_table(grid) if request.meeting else _grid_table(grid)
    ids = [a.id for need in grid.rows() for a in grid.find(need)]
    return Page(
        kind="influence",
        title=answer.name,
        question=grid.say("question-meeting" if request.meeting else "question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(grid)),
        picture=_picture(grid),
        canvas=False,
        tables=(main,) if request.meeting else (main, _list_table(grid)),
        things=build_things(subject, ids),
        stops=tuple(Stop(subject.name(a.id), subject.name(a.id), a.id) for a in _first_to_meet(grid)),
        legend=tuple(_legend(grid)),
        sources=to_source_notes(request.content, _sources(grid)),
        gaps=tuple(_gaps(grid)),
        shown=len(ids),
        total=len(ids),
        counted=request.words.say("counted-actors"),
        meeting=request.meeting,
        map_title=request.content.title,
        boards=() if request.meeting else tuple(_boards(grid)),
        groups=tuple(_groups(grid)),
    )


def _first_to_meet(grid: Grid) -> list[ActorNeed]:
    """Return those who are needed and not yet with us, the most needed and the most opposed first."""
    if grid.request.meeting:
        return [a for need in _NEEDED for a in grid.find(need)]
    return [a for need in _NEEDED for stance in _TO_WORK_ON for a in grid.find(need, stance) if not _is_us(grid, a)]


def _is_us(grid: Grid, actor: ActorNeed) -> bool:
    return actor.id in grid.subject.answer.start


def _findings(grid: Grid) -> Iterator[Finding]:
    say = grid.say
    unknown = [leaf for leaf in grid.subject.leaves.values() if leaf.unknown_authority]
    if unknown:
        text = grid.subject.say("about-what", name=grid.subject.requirement(unknown[0]))
        yield Finding(grid.subject.say("who-decides"), text, "loud", unknown[0].id)
    needed = [a for need in _NEEDED for a in grid.find(need)]
    yield Finding(str(len(needed)), say.count("finding-needed", len(needed)))
    if grid.request.meeting:
        alone = say_alone(grid.subject.plan)
        if alone:
            yield Finding(*alone)
        return
    for stances, key in ((("champions", "supports"), "with"), (("opposes",), "opposes"), (("hesitant",), "hesitant")):
        found = [a for a in needed if grid.stance(a) in stances]
        if found:
            yield _finding(grid, found, key, stances[-1])
    silent = _find_silent(grid)
    if silent:
        yield _finding(grid, silent, "unknown", "unknown")


def _find_silent(grid: Grid) -> list[ActorNeed]:
    """Return those who are needed and can be asked where they stand."""
    needed = [a for need in _NEEDED for a in grid.find(need, "unknown")]
    return [a for a in needed if not grid.subject.plan.is_restricted(a.id)]


def _finding(grid: Grid, found: list[ActorNeed], key: str, tone: str) -> Finding:
    if len(found) == 1:
        return Finding(found[0].name, grid.say(f"finding-{key}-one"), tone, found[0].id)
    return Finding(str(len(found)), grid.say(f"finding-{key}-many"), tone, found[0].id)


def _grid_table(grid: Grid) -> Table:
    words = grid.request.words
    columns = [Column(grid.say("column-need"), look="need-head")]
    held = {grid.stance(a) for a in grid.subject.answer.actors}
    for stance in STANCE_ORDER:
        title = grid.say("tray") if stance == "unknown" else words.token("stance", stance).capitalize()
        look = "tray" if stance == "unknown" else "" if stance in held else "bare"
        columns.append(Column(title, look=look, tone=stance))
    rows = tuple(_lane_row(grid, lane) for lane in grid.lanes())
    return Table("influence", grid.say("table"), tuple(columns), rows, look="influence", ordered=True, cards=True)


def _lane_row(grid: Grid, lane: str) -> Row:
    cells = [Cell((Line(grid.say(f"lane-{lane}"), "main"), Line(grid.say(f"why-{lane}"), "second")), header=True)]
    for stance in STANCE_ORDER:
        found = grid.find_in_lane(lane, stance)
        lines = [line for actor in found for line in _who(grid, actor)]
        if stance == "unknown" and lane == grid.lanes()[0]:
            lines = [*_unknown_authority(grid), *lines]
        look = _look_of(lane, stance, empty=not lines)
        cells.append(Cell(tuple(lines) or (Line(grid.say("nobody"), "second"),), look=look))
    return Row(tuple(cells), look=lane)


def _look_of(lane: str, stance: str, *, empty: bool) -> str:
    work = lane in ("must", "one_of") and stance in _TO_WORK_ON and not empty
    looks = ("tray" if stance == "unknown" else "work" if work else "", "empty" if empty else "")
    return " ".join(look for look in looks if look)


def _unknown_authority(grid: Grid) -> Iterator[Line]:
    """Yield what is required of somebody that nobody knows who is."""
    for leaf in grid.subject.leaves.values():
        if leaf.unknown_authority:
            yield Line(grid.subject.say("who-decides"), "loud")
            yield Line(grid.subject.requirement(leaf), "second")


def _who(grid: Grid, actor: ActorNeed) -> Iterator[Line]:
    """Yield somebody's name, who can take over, when and how the stance was stated, and the concern."""
    yield Line(actor.name, "stand", grid.stance(actor), actor.id)
    above = {i for leaf in grid.leaves(actor) for i in leaf.above} if actor.need == "must_unless_above" else set()
    if above:
        yield Line(grid.say("taken-over", names=grid.subject.names(tuple(sorted(above)))), "second")
    if actor.need == "heard":
        yield Line(grid.subject.say("pill-heard"), "second")
    yield from _stance_lines(grid, actor)


def _stance_lines(grid: Grid, actor: ActorNeed) -> Iterator[Line]:
    words, stance = grid.request.words, grid.subject.stance_of(actor.id)
    if stance is None:
        if grid.subject.plan.is_restricted(actor.id):
            yield Line(grid.subject.stance_word(actor.id), "second")
        if grid.leaves(actor):
            yield Line(grid.subject.requirement(grid.leaves(actor)[0]), "second")
        return
    day = stance.stated_on.isoformat()
    if stance.stale:
        yield Line(grid.say("was", value=words.token("stance", stance.value), date=day), "stale")
        return
    yield Line(f"{words.token('position_basis', stance.basis)} {day}", "second")
    if stance.concern:
        yield Line(stance.concern, "concern")


def _boards(grid: Grid) -> Iterator[tuple[str, Seats]]:
    """Yield the votes of each board that is asked, once."""
    seen: set[str] = set()
    for leaf in grid.subject.leaves.values():
        for holder in leaf.ordinary:
            seats = None if holder in seen else find_seats(grid.subject, leaf, holder)
            seen.add(holder)
            if seats is not None:
                yield grid.subject.name(holder), seats


def _groups(grid: Grid) -> Iterator[Group]:
    """Yield a screen a lane, those to win first, and whom to ask first."""
    order = (*_TO_WORK_ON, *(s for s in STANCE_ORDER if s not in _TO_WORK_ON))
    for lane in grid.lanes():
        actors = [a for stance in order for a in grid.find_in_lane(lane, stance)]
        yield Group(grid.say(f"lane-{lane}"), grid.say(f"why-{lane}"), tuple(_to_row(grid, a) for a in actors))
    silent = [] if grid.request.meeting else _find_silent(grid)
    if silent:
        yield Group(grid.say("ask-first"), grid.say("ask-first-why"), tuple(_to_row(grid, a) for a in silent))


def _to_row(grid: Grid, actor: ActorNeed) -> GroupRow:
    leaves = grid.leaves(actor)
    second = grid.subject.requirement(leaves[0]) if leaves else ""
    if grid.request.meeting:
        return GroupRow(actor.name, second)
    value, stance = grid.stance(actor), grid.subject.stance_of(actor.id)
    day = stance.stated_on.isoformat() if stance else ""
    return GroupRow(actor.name, second, stance=value, word=grid.subject.stance_word(actor.id), day=day)


def _list_table(grid: Grid) -> Table:
    """Build a row for everybody: need, stance with date, basis and source, concern, what would help."""
    keys = ("who", "need", "stance", "stated", "basis", "source", "concern", "help", "answers")
    columns = tuple(Column(grid.say(f"column-{key}")) for key in keys)
    rows = tuple(_list_row(grid, a) for need in grid.rows() for a in grid.find(need))
    return Table("everybody", grid.say("table-list"), columns, rows, fold=True, cards=True)


def _list_row(grid: Grid, actor: ActorNeed) -> Row:
    words = grid.request.words
    stance = grid.subject.stance_of(actor.id)
    stated = stance.stated_on.isoformat() if stance else ""
    basis = words.token("position_basis", stance.basis) if stance else ""
    concern, would_help = (stance.concern or "", stance.would_help or "") if stance else ("", "")
    cells = (
        Cell((Line(actor.name, "main", ref=actor.id),), header=True),
        Cell((Line(grid.subject.say(f"pill-{actor.need}"), "pill", actor.need),)),
        Cell((Line(grid.subject.stance_word(actor.id), "stance", grid.stance(actor)),)),
        Cell((Line(stated, "stale" if stance and stance.stale else "word"),) if stated else ()),
        Cell((Line(basis),)),
        _source_cell(grid, stance.position if stance else ""),
        Cell((Line(concern),)),
        Cell((Line(would_help),)),
        _answers_cell(grid, actor),
    )
    return Row(cells, actor.id, (actor.id,))


def _source_cell(grid: Grid, position: str) -> Cell:
    """Say what a stance rests on, with its date; that it rests on nothing written where so."""
    if not position:
        return Cell()
    content = grid.request.content
    notes = to_source_notes(content, find_sources(content, [position]))
    undated = grid.request.words.say("undated")
    lines = tuple(Line(f"{note.name} · {note.date or undated}", "second") for note in notes)
    return Cell(lines or (Line(grid.say("no-source"), "second"),))


def _answers_cell(grid: Grid, actor: ActorNeed) -> Cell:
    """Say what somebody is asked: each requirement by its name, and in which form."""
    lines = []
    for leaf in grid.leaves(actor):
        lines += [
            Line(grid.subject.requirement(leaf), ref=leaf.id),
            Line(say_requirement(grid.subject, leaf), "second"),
        ]
    return Cell(tuple(lines))


def _decider_table(grid: Grid) -> Table:
    """Build what a meeting may see: the deciders by need, what they answer, and under which mandate."""
    columns = tuple(Column(grid.say(f"column-{key}")) for key in ("need", "who", "answers", "mandate"))
    rows = tuple(_decider_row(grid, a) for need in grid.rows() for a in grid.find(need))
    return Table("influence", grid.say("table-meeting"), columns, rows, look="deciders", cards=True)


def _decider_row(grid: Grid, actor: ActorNeed) -> Row:
    leaves = grid.leaves(actor)
    mandates = [grid.request.content.nodes.get(leaf.mandates.get(actor.id, "")) for leaf in leaves]
    bases = dict.fromkeys(m.text("legal_basis") or grid.say("no-basis") for m in mandates if m)
    why = Line(grid.subject.say(f"why-{actor.need}"), "second")
    cells = (
        Cell((Line(grid.subject.say(f"pill-{actor.need}"), "pill", actor.need), why)),
        Cell((Line(actor.name, "main", ref=actor.id),), header=True),
        _answers_cell(grid, actor),
        Cell(tuple(Line(basis, "second") for basis in bases)),
    )
    return Row(cells, actor.id, (actor.id,))


def _picture(grid: Grid) -> Picture:
    """Return everybody as nodes where they stand in the grid, joined with whom they answer the same."""
    nodes = grid.request.content.nodes
    spots = []
    for row, need in enumerate(grid.rows()):
        for number, actor in enumerate(grid.find(need)):
            stance = "" if grid.request.meeting else grid.stance(actor)
            x = number * _COLUMN if not stance else STANCE_ORDER.index(stance) * _COLUMN
            kind = nodes[actor.id].text("kind") or ""
            spots.append(
                Spot(actor.id, actor.name, kind, need, stance, x=x, y=row * _ROW + (number * 20 if stance else 0))
            )
    ids = {spot.id for spot in spots}
    links = [
        Link(one, other, "delegation", grid.subject.requirement(leaf))
        for leaf in grid.subject.leaves.values()
        for one in leaf.above
        for other in leaf.ordinary
        if {one, other} <= ids
    ]
    return Picture(grid.say("table"), tuple(spots), tuple(links))


def _legend(grid: Grid) -> Iterator[LegendRow]:
    words = grid.request.words
    for need in grid.rows():
        ids = tuple(a.id for a in grid.find(need))
        yield LegendRow("need", need, grid.subject.say(f"why-{need}"), len(ids), grid.subject.say(f"pill-{need}"), ids)
    if grid.request.meeting:
        return
    for stance in STANCE_ORDER:
        ids = tuple(a.id for need in grid.rows() for a in grid.find(need, stance))
        if ids:
            yield LegendRow("stance", stance, words.token("stance", stance), len(ids), ids=ids)


def _sources(grid: Grid) -> Iterable[str]:
    answer, content = grid.subject.answer, grid.request.content
    positions = (
        []
        if grid.request.meeting
        else [stance.position for stance in (grid.subject.stance_of(a.id) for a in answer.actors) if stance]
    )
    mandates = [m for leaf in answer.requirements for m in leaf.mandates.values()]
    return find_sources(content, [answer.initiative, *mandates, *positions])


def _gaps(grid: Grid) -> Iterator[Line]:
    for leaf in grid.subject.leaves.values():
        if leaf.unknown_authority:
            yield Line(grid.say("gap-authority", name=grid.subject.requirement(leaf)), ref=leaf.id)
    if grid.request.meeting:
        return
    for need in _NEEDED:
        for actor in grid.find(need, "unknown"):
            restricted = grid.subject.plan.is_restricted(actor.id)
            say, key = (grid.subject.say, "gap-restricted-position") if restricted else (grid.say, "gap-stance")
            yield Line(say(key, name=actor.name), ref=actor.id)


KIND = Kind(("Initiative",), build_influence, planned=True)
