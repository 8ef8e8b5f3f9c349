"""The rows of a decision path: what is required, who may meet it, how much they are needed, where they stand."""

from __future__ import annotations

from samverkan.decisions.answer import RequirementNeed
from samverkan.domain.positions import Stance
from samverkan.domain.votes import find_majority
from samverkan.views.diagram import measure
from samverkan.views.gutter import Branch, Slot, build_rails, build_tree, count_levels, find_slots
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Cell, Column, Line, Rail, Row, Table

_ROOMY, _SHALLOW = 6, 3

NEED_ORDER = ("must", "must_unless_above", "one_of", "above", "not_needed")


def build_requirement_table(subject: Subject) -> Table:
    """Build the table of the requirement tree, one row a leaf and holder, with the tree in its gutter."""
    words = subject.words
    tree = build_tree(subject.content, subject.answer.initiative, subject.leaves)
    columns = [
        Column(words.say("column-what")),
        Column(words.say("column-who")),
        Column(words.say("column-need")),
    ]
    if not subject.meeting:
        columns.append(Column(words.say("column-stance"), toggle="stance"))
        columns.append(Column(words.say("column-refuses"), toggle="refuses"))
    slots = list(find_slots(tree))
    dense = len(slots) > _ROOMY
    rails = build_rails(tree, lambda branch: say_condition(branch, subject))
    return Table(
        id="requirements",
        title=words.say("table-requirements"),
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
        return subject.words.say("op-at-least", n=branch.n, of=len(branch.parts))
    return subject.words.say(f"op-{branch.op}")


def _row(subject: Subject, slot: Slot, gutter: tuple[Rail, ...], dense: bool) -> Row:
    leaf = subject.leaves[slot.leaf]
    holder = slot.holder
    cells = [_what(subject, leaf, slot), _who(subject, leaf, holder, dense), _need(subject, leaf, holder)]
    if not subject.meeting:
        cells += [_stance(subject, leaf, holder), _refuses(subject, holder)]
    lights = tuple(dict.fromkeys([holder or f"?{leaf.id}", *_voters(leaf, holder), *leaf.above]))
    return Row(tuple(cells), leaf.id, lights, gutter, "unknown" if holder is None else "" if slot.first else "more")


def _voters(leaf: RequirementNeed, holder: str | None) -> tuple[str, ...]:
    return leaf.members.get(holder, ()) if holder else ()


def _what(subject: Subject, leaf: RequirementNeed, slot: Slot) -> Cell:
    name = subject.requirement(leaf)
    if not slot.first:
        return Cell((Line(subject.words.say("or"), "second"), Line(name, "hidden")), header=True)
    lines = [Line(name, "main", ref=leaf.id), Line(say_requirement(subject, leaf), "second")]
    if slot.path:
        path = " › ".join(say_condition(Branch(op, n, ()), subject) for op, n in slot.path)
        lines.append(Line(path, "second"))
    return Cell(tuple(lines), header=True)


def say_requirement(subject: Subject, leaf: RequirementNeed) -> str:
    """Say what kind of answer a leaf needs: form, veto, amount, area, legal basis."""
    words = subject.words
    matter = subject.content.nodes.get(leaf.matter or "")
    parts = [
        words.token("mandate_kind", leaf.form),
        words.say("veto") if leaf.veto else "",
        words.amount(leaf.amount) if leaf.amount is not None else "",
        subject.name(leaf.area) if leaf.area else "",
        (matter.text("legal_basis") or "") if matter else "",
    ]
    return " · ".join(p for p in parts if p)


def _who(subject: Subject, leaf: RequirementNeed, holder: str | None, dense: bool) -> Cell:
    words = subject.words
    if holder is None:
        lines = [Line(words.say("who-decides"), "loud", ref=f"?{leaf.id}")]
        lines += [Line(text, "second") for text in say_where_to_look(subject, leaf)]
        return Cell(tuple(lines))
    lines = [Line(subject.name(holder), "main", ref=holder)]
    whole = subject.content.targets(holder, "PART_OF") if holder in subject.content.nodes else ()
    above = _say_above(subject, leaf, holder, dense)
    lines += [Line(whole[0].name, "second")] if whole and not (dense and above) else []
    lines += _board_lines(subject, leaf, holder)
    return Cell((*lines, *above))


def _say_above(subject: Subject, leaf: RequirementNeed, holder: str, dense: bool) -> list[Line]:
    """Say who can take the matter back, those left after refusals; where rows are many, one of them."""
    open_above = tuple(other for other in leaf.above if other not in subject.answer.without)
    if not open_above:
        return []
    star = "* " if subject.need_of(leaf, holder) == "must_unless_above" else ""
    names = subject.names(open_above)
    if dense and len(open_above) > 1:
        names = subject.words.say("and-others", name=subject.name(open_above[0]))
    return [Line(star + subject.words.say("above", names=names), "second")]


def _board_lines(subject: Subject, leaf: RequirementNeed, holder: str) -> list[Line]:
    voters = leaf.members.get(holder, ())
    if not voters:
        return []
    text = subject.words.say("votes", n=find_majority(len(voters)), of=len(voters))
    return [Line(text, "second")] + [_voter_line(subject, voter) for voter in voters]


def _voter_line(subject: Subject, voter: str) -> Line:
    step = subject.steps.get(voter)
    tone = "" if subject.meeting else subject.value_of(voter)
    return Line(subject.name(voter), "voter", tone=tone, ref=voter, mark=str(step[0]) if step else "")


def find_look_at(subject: Subject, leaf: str) -> tuple[str, ...]:
    """Find the organisations that may know who decides."""
    gaps = [g for g in subject.answer.gaps if g.kind == "unknown_authority" and g.id == leaf]
    return tuple(str(i) for g in gaps for i in g.values.get("look_at", ()))


def say_where_to_look(subject: Subject, leaf: RequirementNeed) -> list[str]:
    """Say where the authority over a leaf may be written, from what the map knows of the matter."""
    matter = subject.content.nodes.get(leaf.matter or "")
    basis = matter.text("legal_basis") if matter else None
    places = find_look_at(subject, leaf.id)
    told = [subject.words.say("look-in", basis=basis)] if basis else []
    told += [subject.words.say("look-ask", names=subject.names(places))] if places else []
    return told or [subject.words.say("look-nowhere")]


def _need(subject: Subject, leaf: RequirementNeed, holder: str | None) -> Cell:
    if holder is None:
        return Cell((Line(subject.words.say("need-find-out"), "pill", "unknown_authority"),), sort=0)
    need = subject.need_of(leaf, holder)
    lines = [Line(subject.words.say(f"need-{need}"), "pill", need)]
    if holder in subject.steps:
        lines.append(Line("", "step", mark=str(subject.steps[holder][0])))
    return Cell(tuple(lines), sort=NEED_ORDER.index(need))


def _stance(subject: Subject, leaf: RequirementNeed, holder: str | None) -> Cell:
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
    words = subject.words
    stance = subject.stance_of(actor)
    if stance is None:
        return [
            Line(words.token("stance", "unknown"), "stance", "unknown"),
            Line(words.say("ask-first"), "second"),
        ]
    lines = [Line(words.token("stance", stance.counts), "stance", stance.counts)]
    if stance.concern:
        lines.append(Line(stance.concern, "second"))
    said = words.say("stance-was", value=words.token("stance", stance.value)) if stance.stale else ""
    lines.append(
        Line(
            " ".join(p for p in (said, say_basis(subject, stance)) if p),
            "stale" if stance.stale else "second",
        )
    )
    if stance.inherited_from:
        lines.append(Line(words.say("stance-of", name=subject.name(stance.inherited_from)), "second"))
    return lines


def say_basis(subject: Subject, stance: Stance) -> str:
    """Say what a stance rests on and when it was stated."""
    basis = subject.words.token("position_basis", stance.basis)
    return f"{basis} {stance.stated_on.isoformat()}".strip()


def _refuses(subject: Subject, holder: str | None) -> Cell:
    return Cell(tuple(say_refusal(subject, holder))) if holder else Cell()


def _join(subject: Subject, actors: list[str]) -> str:
    return subject.words.listing([subject.name(actor) for actor in actors], "and")


def say_refusal(subject: Subject, actor: str) -> list[Line]:
    """Say what follows if an actor says no."""
    words, need, plan = subject.words, subject.passed.get(actor), subject.answer.plan
    if need is None or plan is None:
        return []
    if need.refuses == "stops":
        return [Line(words.say("refuses-stops"), "refuses", "halts")]
    if isinstance(need.refuses, int):
        more = need.refuses - plan.effort
        lines = [Line(words.count("refuses-more", more) if more else words.say("refuses-same"), "refuses", "more")]
        key = "refuses-next" if need.refuses_proven else "refuses-found"
        lines.append(Line(words.say(key, effort=need.refuses), "second"))
        then = [i for i in need.refuses_convince or () if i not in plan.convince]
        return [*lines, *([Line(words.say("refuses-then", names=_join(subject, then)), "second")] if then else [])]
    if need.refuses == "unknown":
        return [Line(words.say("refuses-unknown"), "second")]
    return [Line(words.say("refuses-not-asked"), "second")]
