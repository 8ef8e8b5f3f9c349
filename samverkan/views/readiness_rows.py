"""The rows of readiness: an issue with a cell for each condition, and a row for each actor with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samverkan.measures.conditions import PictureShared, Standing
from samverkan.views.readiness_subject import STATES, Readiness, to_pair
from samverkan.views.spec import Cell, Column, Line, Row, Table

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def build_issue_table(readiness: Readiness) -> Table:
    """Build a row an issue: how much is unknown, and for each condition who has it and of whom it is not known."""
    say = readiness.say
    columns = [Column(say("column-gaps"), look="gaps-column"), Column(say("column-issue"), look="issue-column")]
    columns += [Column(say(f"condition-{name}").capitalize(), look=f"{name}-column") for name in readiness.names]
    rows = tuple(_issue_row(readiness, issue) for issue in readiness.issues)
    return Table(
        "readiness", say("table"), tuple(columns), rows, look="readiness", key=tuple(_key(readiness)), cards=True
    )


def _key(readiness: Readiness) -> Iterator[Line]:
    for state in STATES[:3]:
        yield Line(readiness.say(f"state-{state}"), "mark", state)
    yield Line(readiness.say("unknown-key"), "tagged", "unknown")


def _issue_row(readiness: Readiness, issue: str) -> Row:
    found = readiness.of_issue(issue)
    unknown = readiness.count_unknown(found)
    of = len(found) * len(readiness.names)
    count = Line(str(unknown), "gaps", "some" if unknown else "none", hint=readiness.say("gaps-of", n=unknown, of=of))
    name = Cell((Line(readiness.name(issue), "main", ref=issue), *_owner_lines(readiness, found)), header=True)
    cells = (_condition_cell(readiness, issue, found, condition) for condition in readiness.names)
    lights = (issue, *(to_pair(s) for s in found))
    return Row((Cell((count,), sort=unknown, look="gaps-cell"), name, *cells), issue, lights)


def _owner_lines(readiness: Readiness, found: Sequence[Standing]) -> Iterator[Line]:
    for role, key in (("owner", "owned-by"), ("receiver", "lands-on")):
        holders = [s for s in found if role in s.roles]
        if holders:
            yield Line(readiness.say(key), "owners", parts=tuple(_who(readiness, s, within=True) for s in holders))
        elif role == "owner":
            yield Line(readiness.say("owner-none"), "second")


def _who(readiness: Readiness, standing: Standing, hint: str = "", *, within: bool = False) -> Line:
    name = readiness.short.within(standing.actor) if within else readiness.short[standing.actor]
    return Line(name, ref=to_pair(standing), mark=standing.actor, hint=hint)


def _condition_cell(readiness: Readiness, issue: str, found: Sequence[Standing], condition: str) -> Cell:
    unknown = [s for s in found if s.marks[condition].state == "unknown"]
    lines = [*_known_lines(readiness, issue, found, condition)]
    if unknown:
        every = len(unknown) == len(found)
        text = readiness.say.count("unknown-all" if every else "unknown-some", len(unknown))
        asked = tuple(_who(readiness, s, _say_former(readiness, s, condition)) for s in unknown)
        lines.append(Line(text, "asked", "every" if every else "", parts=asked))
    return Cell(tuple(lines), sort=len(unknown), look="nobody" if len(unknown) == len(found) else "")


def _say_former(readiness: Readiness, standing: Standing, condition: str) -> str:
    mark = standing.marks[condition]
    if mark.restricted:
        return readiness.say_mark(condition, mark)
    return readiness.say_former(condition, mark) if mark.former else ""


def _known_lines(readiness: Readiness, issue: str, found: Sequence[Standing], condition: str) -> Iterator[Line]:
    if condition == "picture":
        pictures = readiness.conditions.find_pictures(issue, [s.actor for s in found])
        if len(pictures) > 1:
            yield from _competing_lines(readiness, pictures, {s.actor: s for s in found})
            return
    words: dict[tuple[str, str], list[Standing]] = {}
    for standing in found:
        mark = standing.marks[condition]
        if mark.state != "unknown":
            words.setdefault((mark.state, _say_before(readiness, condition, standing)), []).append(standing)
    for (state, word), standings in sorted(words.items(), key=lambda one: (STATES.index(one[0][0]), one[0][1])):
        yield _known_line(readiness, condition, state, word, standings)


def _say_before(readiness: Readiness, condition: str, standing: Standing) -> str:
    """Say the word before the names: how high a priority is, or which powers somebody has of those that are needed."""
    mark = standing.marks[condition]
    if condition == "priority":
        return readiness.say_mark(condition, mark)
    if condition != "mandate" or mark.state == "yes":
        return ""
    powers = readiness.say_powers(mark)
    return readiness.say("power-only", powers=powers) if mark.state == "no" else powers


def _known_line(readiness: Readiness, condition: str, state: str, word: str, standings: Sequence[Standing]) -> Line:
    names = tuple(_who(readiness, s, readiness.hint(condition, s.marks[condition])) for s in standings)
    return Line(word, "known", state, parts=names, hint=readiness.say(f"state-{state}"))


def _competing_lines(
    readiness: Readiness, pictures: Sequence[PictureShared], standings: dict[str, Standing]
) -> Iterator[Line]:
    say = readiness.say
    yield Line(say("competing-two") if len(pictures) == 2 else say("competing", n=len(pictures)), "tagged", "competing")
    for letter, shared in zip(_LETTERS, pictures, strict=False):
        yield Line(f"{letter} {readiness.name(shared.picture)}", "wording")
        for state in STATES[:3]:
            if shared.by_state[state]:
                yield _known_line(readiness, "picture", state, "", [standings[a] for a in shared.by_state[state]])


def build_actor_table(readiness: Readiness, *, fold: bool) -> Table:
    """Build a row for every actor and issue with what is known and what it rests on, the gaps first."""
    say, single = readiness.say, len(readiness.issues) == 1
    columns = [] if single else [Column(say("column-issue"))]
    columns += [Column(say("column-actor"))]
    columns += [Column(say(f"condition-{name}").capitalize()) for name in readiness.names]
    found = [s for i in readiness.issues for s in sorted(readiness.of_issue(i), key=lambda s: (-s.unknown, s.actor))]
    rows = tuple(_actor_row(readiness, s, single) for s in found)
    title = say("table-issue", name=readiness.name(readiness.issues[0])) if single else say("table-detail")
    instead = say.count("rows-on-screen", len(rows)) if fold else ""
    look = "" if fold else "states titled"
    return Table("actors", title, tuple(columns), rows, fold=fold, look=look, cards=not fold, on_paper=instead)


def _actor_row(readiness: Readiness, standing: Standing, single: bool) -> Row:
    issue = [] if single else [Cell((Line(readiness.name(standing.issue), ref=standing.issue),))]
    name = Line(readiness.name(standing.actor), "main", ref=standing.actor)
    who = Cell((name, Line(readiness.say_roles(standing), "second")), header=True)
    marks = [_state_cell(readiness, condition, standing) for condition in standing.marks]
    return Row((*issue, who, *marks), to_pair(standing), (standing.actor, standing.issue))


def _state_cell(readiness: Readiness, condition: str, standing: Standing) -> Cell:
    mark = standing.marks[condition]
    lines = [Line(readiness.say_mark(condition, mark), "state", mark.state)]
    if mark.former:
        lines.append(Line(readiness.say_former(condition, mark), "stale"))
    elif mark.evidence:
        more = readiness.request.words.say("and-more", n=len(mark.evidence) - 1) if len(mark.evidence) > 1 else ""
        lines.append(Line(readiness.say_evidence(mark.evidence[0]) + more, "second"))
    return Cell(tuple(lines), sort=STATES.index(mark.state))
