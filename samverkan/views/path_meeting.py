"""The decision path for a meeting: what is required in the formal order, and who decides; no stance, way or choice."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import RequirementNeed
from samverkan.domain.requirements import find_order, find_root
from samverkan.domain.votes import find_majority
from samverkan.views.facts import find_sources, to_source_notes
from samverkan.views.path_list import find_formal, say_all_needed
from samverkan.views.path_rows import NEED_ORDER, say_conditions, say_requirement, say_where_to_look
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Cell, Column, Line, Row, Table


def build_meeting_list(subject: Subject) -> Table:
    """Build the table: a row a requirement, everybody who may answer it in one cell by name."""
    formal = find_formal(subject)
    keys = ("step", "actor", "ask", "need")
    titles = {
        "step": subject.words.texts("views_path.meeting-step"),
        "actor": say_all_needed(subject),
        "ask": subject.say("column-required"),
    }
    rows = [_row(subject, leaf, n, formal.get(leaf.id)) for n, leaf in enumerate(find_formal_order(subject), 1)]
    return Table(
        id="requirements",
        title=subject.say("table-requirements"),
        columns=tuple(Column(titles.get(key) or subject.say(f"column-{key}"), look=f"path-{key}") for key in keys),
        rows=tuple(rows),
        look="path-list of-meeting",
        ordered=True,
    )


def find_formal_order(subject: Subject) -> list[RequirementNeed]:
    """Return the requirements in the formal order: what a sequence puts first, else as the tree is written."""
    root = find_root(subject.content, subject.answer.initiative)
    before: dict[str, set[str]] = {}
    for earlier, later in find_order(subject.content, root) if root else ():
        before.setdefault(later, set()).add(earlier)
    stages: dict[str, int] = {}
    for leaf in subject.leaves:  # in the tree's order, in which what is earlier is written earlier
        stages[leaf] = 1 + max((stages.get(i, 0) for i in before.get(leaf, ())), default=0)
    return sorted(subject.leaves.values(), key=lambda leaf: stages[leaf.id])


def _row(subject: Subject, leaf: RequirementNeed, number: int, formal: tuple[int, int] | None) -> Row:
    holders = sorted(leaf.ordinary, key=lambda i: (subject.name(i).casefold(), i))
    need = _find_need(subject, leaf, holders)
    lines = [Line(str(number) if holders else "?", "number", need)]
    if formal:
        lines.append(Line(subject.words.texts("views_path.formal", n=formal[0], of=formal[1]), "formal"))
    pill = Line(subject.say(f"pill-{need}" if holders else "pill-find-out"), "pill", need)
    voters = [i for holder in holders for i in leaf.members.get(holder, ())]
    lights = (*(holders or [f"?{leaf.id}"]), *voters, *leaf.above)
    what = (
        Line(subject.requirement(leaf), "main", ref=leaf.id),
        Line(say_requirement(subject, leaf), "second"),
    )
    return Row(
        (
            Cell(tuple(lines), sort=number),
            Cell(tuple(_say_deciders(subject, leaf, holders))),
            Cell(what, header=True),
            Cell((pill,), sort=NEED_ORDER.index(need) if need in NEED_ORDER else 0),
        ),
        leaf.id,
        tuple(dict.fromkeys(lights)),
        look="" if holders else "unknown",
        opening=_build_opening(subject, leaf, holders),
    )


def _find_need(subject: Subject, leaf: RequirementNeed, holders: list[str]) -> str:
    if not holders:
        return "unknown_authority"
    return subject.need_of(leaf, holders[0]) if len(holders) == 1 else "one_of"


def _say_deciders(subject: Subject, leaf: RequirementNeed, holders: list[str]) -> Iterator[Line]:
    """Say who may answer, each with its body and conditions, and who can take the matter over."""
    if not holders:
        yield Line(subject.say("who-decides"), "loud", ref=f"?{leaf.id}")
        yield from (Line(text, "second") for text in say_where_to_look(subject, leaf))
        return
    for number, holder in enumerate(holders):
        if number:
            yield Line(subject.say("or").strip(), "or")
        yield Line(subject.name(holder), "main", ref=holder)
        yield from _say_body(subject, leaf, holder)
        yield from say_conditions(subject, leaf, holder)
    above = subject.plan.above(leaf)
    if above:
        star = "* " if _find_need(subject, leaf, holders) == "must_unless_above" else ""
        yield Line(star + subject.say("leaf-above", above=subject.names(tuple(above))), "second")


def _say_body(subject: Subject, leaf: RequirementNeed, holder: str) -> Iterator[Line]:
    """Say the organisation of a post, of a board that votes how many votes are enough."""
    voters = leaf.members.get(holder, ())
    if voters:
        votes = leaf.votes.get(holder)
        n, of = (votes.needed, votes.votes) if votes else (find_majority(len(voters)), len(voters))
        yield Line(subject.say("votes-enough", n=n, of=of), "second")
        return
    whole = subject.content.targets(holder, "PART_OF") if holder in subject.content.nodes else ()
    yield from (Line(one.name, "second") for one in whole[:1])


def _build_opening(
    subject: Subject, leaf: RequirementNeed, holders: list[str]
) -> tuple[tuple[tuple[str, tuple[Line, ...]], ...], ...]:
    """Build what opens below a row: the members of a board, who can take over, and what the mandates rest on."""
    say = subject.words.texts
    voters = list(dict.fromkeys(i for holder in holders for i in leaf.members.get(holder, ())))
    blocks = (
        ("opens-members", tuple(Line(subject.name(i), "plain", ref=i) for i in voters)),
        ("opens-above", tuple(Line(subject.name(i), "plain", ref=i) for i in subject.plan.above(leaf))),
        ("opens-rests", tuple(_tell_grounds(subject, leaf, holders))),
    )
    return tuple(((say(f"views_path.{key}"), lines),) for key, lines in blocks if lines)


def _tell_grounds(subject: Subject, leaf: RequirementNeed, holders: list[str]) -> Iterator[Line]:
    mandates = [leaf.mandates[holder] for holder in holders if leaf.mandates.get(holder) in subject.content.nodes]
    for mandate in dict.fromkeys(mandates):
        ground = subject.content.nodes[mandate].text("legal_basis")
        if ground:
            yield Line(ground)
    for note in to_source_notes(subject.content, find_sources(subject.content, mandates)):
        yield Line(f"{note.name}, {note.date or subject.words.say('undated')}", "second")
