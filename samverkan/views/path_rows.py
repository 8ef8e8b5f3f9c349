"""The rows of a decision path: what is required, who may meet it, how much they are needed, where they stand."""

from __future__ import annotations

from samverkan.decisions.answer import RequirementNeed
from samverkan.domain.votes import find_majority
from samverkan.reports.plan_gaps import find_authority_gap
from samverkan.reports.plan_gaps import say_where_to_look as say_places
from samverkan.reports.plan_who import say_leaf_status
from samverkan.reports.plan_who import say_refusal as words_of_refusal
from samverkan.reports.plan_why import tell_difference
from samverkan.views.diagram import measure
from samverkan.views.gutter import Branch, Slot, build_rails, build_tree, count_levels, find_slots
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Cell, Column, Line, Rail, Row, Table

_ROOMY, _SHALLOW = 6, 3

NEED_ORDER = ("must", "must_unless_above", "one_of", "above", "heard", "not_needed")


def build_requirement_table(subject: Subject) -> Table:
    """Build the table of the requirement tree, one row a leaf and holder, with the tree in its gutter."""
    tree = build_tree(subject.content, subject.answer.initiative, subject.leaves)
    columns = [Column(subject.say(f"column-{name}")) for name in ("required", "actor", "need")]
    if not subject.meeting:
        columns += [Column(subject.say(f"column-{name}"), toggle=name) for name in ("stance", "refuses")]
    slots = list(find_slots(tree))
    dense = len(slots) > _ROOMY
    rails = build_rails(tree, lambda branch: say_condition(branch, subject))
    return Table(
        id="requirements",
        title=subject.say("table-requirements"),
        columns=tuple(columns),
        rows=tuple(_row(subject, slot, gutter, dense) for slot, gutter in rails),
        gutter=count_levels(tree),
        widths=_find_widths(rails, count_levels(tree)),
        look=f"{'dense' if dense else ''}{' deep' if count_levels(tree) > _SHALLOW else ''}".strip(),
    )


def _find_widths(rails: list[tuple[Slot, tuple[Rail, ...]]], levels: int) -> tuple[str, ...]:
    """Name how wide each level of the gutter must be for its conditions: narrow, wide or broad."""
    widths = [0.0] * levels
    for _, cells in rails:
        leaf = next((c.columns for c in cells if not c.text), 0)
        inner = [c for c in cells if c.text]
        for number, rail in enumerate(inner):
            place = levels + 1 - leaf - len(inner) + number
            widths[place] = max(widths[place], measure(rail.text, 12, bold=True) + 14 * bool(rail.mark))
    return tuple("broad" if w > 62 else "wide" if w > 46 else "narrow" for w in widths)


def say_condition(branch: Branch, subject: Subject) -> str:
    """Say a condition as the gutter does: ALLA, EN AV, 2 AV 3, I ORDNING."""
    if branch.op == "at_least":
        return subject.say("gutter-at-least", n=branch.n, of=len(branch.parts))
    return subject.say(f"gutter-{branch.op}")


def _row(subject: Subject, slot: Slot, gutter: tuple[Rail, ...], dense: bool) -> Row:
    leaf = subject.leaves[slot.leaf]
    holder = slot.holder
    cells = [_what(subject, leaf, slot), say_holder(subject, leaf, holder, dense), _need(subject, leaf, holder)]
    if not subject.meeting:
        cells += [say_leaf_stance(subject, leaf, holder), _refuses(subject, holder)]
    lights = tuple(dict.fromkeys([holder or f"?{leaf.id}", *_voters(leaf, holder), *leaf.above]))
    return Row(tuple(cells), leaf.id, lights, gutter, "unknown" if holder is None else "" if slot.first else "more")


def _voters(leaf: RequirementNeed, holder: str | None) -> tuple[str, ...]:
    return leaf.members.get(holder, ()) if holder else ()


def _what(subject: Subject, leaf: RequirementNeed, slot: Slot) -> Cell:
    name = subject.requirement(leaf)
    if not slot.first:
        return Cell((Line(subject.say("or").strip(), "second"), Line(name, "hidden")), header=True)
    lines = [Line(name, "main", ref=leaf.id), Line(say_requirement(subject, leaf), "second")]
    status = say_leaf_status(subject.plan, leaf)
    if status and not subject.meeting:
        lines.append(Line(status, "second"))
    if slot.path:
        path = " › ".join(say_condition(Branch(op, n, ()), subject) for op, n in slot.path)
        lines.append(Line(path, "second"))
    return Cell(tuple(lines), header=True)


def say_requirement(subject: Subject, leaf: RequirementNeed) -> str:
    """Say what kind of answer a leaf needs: form, veto, amount, area, legal basis."""
    matter = subject.content.nodes.get(leaf.matter or "")
    basis = (matter.text("legal_basis") or "") if matter else ""
    amount = [subject.plan.amount(leaf.amount)] if leaf.amount is not None and leaf.form == "fund" else []
    parts = [subject.plan.form(leaf.form), *amount, *subject.plan.limits(leaf), basis]
    return " · ".join(p for p in parts if p)


def say_holder(subject: Subject, leaf: RequirementNeed, holder: str | None, dense: bool) -> Cell:
    """Say who is asked: the holder, its body and voters, and who can take over; loud where nobody is known."""
    if holder is None:
        lines = [Line(subject.say("who-decides"), "loud", ref=f"?{leaf.id}")]
        lines += [Line(text, "second") for text in say_where_to_look(subject, leaf)]
        return Cell(tuple(lines))
    lines = [Line(subject.name(holder), "main", ref=holder)]
    whole = subject.content.targets(holder, "PART_OF") if holder in subject.content.nodes else ()
    above = _say_above(subject, leaf, holder, dense)
    lines += [Line(whole[0].name, "second")] if whole and not (dense and above) else []
    lines += _board_lines(subject, leaf, holder)
    return Cell((*lines, *say_conditions(subject, leaf, holder), *above))


def say_conditions(subject: Subject, leaf: RequirementNeed, holder: str) -> list[Line]:
    """Say in whose place a holder answers, together with whom, and on which condition."""
    post, mandate = leaf.stands_for.get(holder), subject.content.nodes.get(leaf.mandates.get(holder, ""))
    others = [actor for group in leaf.jointly if holder in group for actor in group if actor != holder]
    conditions = mandate.text("conditions") if mandate else None
    told = [
        subject.say("stands-for", name=subject.name(post)) if post else "",
        subject.say("together-with", names=subject.plan.names(others)) if others else "",
        subject.say("condition", text=conditions) if conditions else "",
    ]
    return [Line(text, "second") for text in told if text]


def _say_above(subject: Subject, leaf: RequirementNeed, holder: str, dense: bool) -> list[Line]:
    """Say who can take the matter back, those left after refusals; where rows are many, one of them."""
    open_above = subject.plan.above(leaf)
    if not open_above:
        return []
    star = "* " if subject.need_of(leaf, holder) == "must_unless_above" else ""
    names = subject.names(tuple(open_above))
    if dense and len(open_above) > 1:
        names = subject.say("and-others", name=subject.name(open_above[0]))
    return [Line(star + subject.say("leaf-above", above=names), "second")]


def _board_lines(subject: Subject, leaf: RequirementNeed, holder: str) -> list[Line]:
    voters = leaf.members.get(holder, ())
    if not voters:
        return []
    votes = leaf.votes.get(holder)
    n, of = (votes.needed, votes.votes) if votes else (find_majority(len(voters)), len(voters))
    return [Line(subject.say("votes-enough", n=n, of=of), "second")] + [_voter_line(subject, voter) for voter in voters]


def _voter_line(subject: Subject, voter: str) -> Line:
    step = subject.steps.get(voter)
    tone = "" if subject.meeting else subject.value_of(voter)
    return Line(subject.name(voter), "voter", tone=tone, ref=voter, mark=str(step[0]) if step else "")


def find_look_at(subject: Subject, leaf: str) -> tuple[str, ...]:
    """Find the organisations that may know who decides."""
    gap = find_authority_gap(subject.plan, subject.leaves[leaf])
    return tuple(str(i) for i in gap.values.get("look_at", ())) if gap else ()


def say_where_to_look(subject: Subject, leaf: RequirementNeed) -> list[str]:
    """Say where the authority over a leaf may be written, from what the map knows of the matter."""
    gap = find_authority_gap(subject.plan, leaf)
    found = list(say_places(subject.plan, gap)) if gap else []
    return found or [subject.say("look-nowhere")]


def _need(subject: Subject, leaf: RequirementNeed, holder: str | None) -> Cell:
    if holder is None:
        return Cell((Line(subject.say("pill-find-out"), "pill", "unknown_authority"),), sort=0)
    need = subject.need_of(leaf, holder)
    lines = [Line(subject.say(f"pill-{need}"), "pill", need)]
    if holder in subject.steps:
        lines.append(Line("", "step", mark=str(subject.steps[holder][0])))
    return Cell(tuple(lines), sort=NEED_ORDER.index(need))


def say_leaf_stance(subject: Subject, leaf: RequirementNeed, holder: str | None) -> Cell:
    """Say where the holder of a requirement stands; of a board how many of its voters stand where."""
    if holder is None:
        return Cell()
    if leaf.members.get(holder):
        return Cell(tuple(_count_voters(subject, leaf.members[holder])))
    return Cell(tuple(say_stance(subject, holder)))


def _count_voters(subject: Subject, voters: tuple[str, ...]) -> list[Line]:
    values = [subject.value_of(v) for v in voters]
    order = list(subject.words.schema.enums["stance"])
    return [
        Line(f"{values.count(value)} {subject.words.token('stance', value)}", "stance", value)
        for value in order
        if value in values
    ]


def say_stance(subject: Subject, actor: str) -> list[Line]:
    """Say where an actor stands: the sign and its word, the concern, the basis and the date."""
    words, stance = subject.words, subject.stance_of(actor)
    if stance is None:
        unknown = Line(words.token("stance", "unknown"), "stance", "unknown")
        return [unknown, Line(subject.say("ask-them"), "second")]
    lines = [Line(words.token("stance", stance.counts), "stance", stance.counts)]
    if stance.concern:
        lines.append(Line(stance.concern, "second"))
    said = subject.say("stance-was", value=words.token("stance", stance.value)) if stance.stale else ""
    basis = f"{subject.plan.basis(stance)} {stance.stated_on.isoformat()}"
    lines.append(Line(" ".join(p for p in (said, basis) if p), "stale" if stance.stale else "second"))
    if stance.inherited_from:
        lines.append(Line(subject.plan.inherited(stance), "second"))
    return lines


def _refuses(subject: Subject, holder: str | None) -> Cell:
    return Cell(tuple(say_refusal(subject, holder))) if holder else Cell()


def say_refusal(subject: Subject, actor: str) -> list[Line]:
    """Say what follows if the answer is no, and who is asked then."""
    need, plan = subject.passed.get(actor), subject.answer.plan
    if need is None or plan is None:
        return []
    said = words_of_refusal(subject.plan, need)
    if need.refuses == "stops":
        return [Line(said, "refuses", "halts")]
    if not isinstance(need.refuses, int) or need.refuses_convince is None:
        return [Line(said, "second")]
    difference = tell_difference(subject.plan, plan, need.refuses_convince, actor)
    return [Line(said, "refuses", "more"), Line(difference, "second")]
