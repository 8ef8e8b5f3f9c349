"""The rows of a decision path: what is required, who may meet it, how much they are needed, where they stand."""

from __future__ import annotations

from samverkan.decisions.answer import RequirementNeed
from samverkan.reports.plan_gaps import find_authority_gap
from samverkan.reports.plan_gaps import say_where_to_look as say_places
from samverkan.reports.plan_who import say_refusal as words_of_refusal
from samverkan.reports.plan_why import tell_difference
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Cell, Line

NEED_ORDER = ("must", "must_unless_above", "one_of", "above", "heard", "not_needed")


def say_requirement(subject: Subject, leaf: RequirementNeed) -> str:
    """Say what kind of answer a leaf needs: form, veto, amount, area, legal basis."""
    matter = subject.content.nodes.get(leaf.matter or "")
    basis = (matter.text("legal_basis") or "") if matter else ""
    amount = [subject.plan.amount(leaf.amount)] if leaf.amount is not None and leaf.form == "fund" else []
    parts = [subject.plan.form(leaf.form), *amount, *subject.plan.limits(leaf), basis]
    return " · ".join(p for p in parts if p)


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


def find_look_at(subject: Subject, leaf: str) -> tuple[str, ...]:
    """Find the organisations that may know who decides."""
    gap = find_authority_gap(subject.plan, subject.leaves[leaf])
    return tuple(str(i) for i in gap.values.get("look_at", ())) if gap else ()


def say_where_to_look(subject: Subject, leaf: RequirementNeed) -> list[str]:
    """Say where the authority over a leaf may be written, from what the map knows of the matter."""
    gap = find_authority_gap(subject.plan, leaf)
    found = list(say_places(subject.plan, gap)) if gap else []
    return found or [subject.say("look-nowhere")]


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
        unknown = Line(subject.stance_word(actor), "stance", "unknown")
        return [unknown] if subject.plan.is_restricted(actor) else [unknown, Line(subject.say("ask-them"), "second")]
    lines = [Line(words.token("stance", stance.counts), "stance", stance.counts)]
    if stance.concern:
        lines.append(Line(stance.concern, "second"))
    said = subject.say("stance-was", value=words.token("stance", stance.value)) if stance.stale else ""
    basis = f"{subject.plan.basis(stance)} {stance.stated_on.isoformat()}"
    lines.append(Line(" ".join(p for p in (said, basis) if p), "stale" if stance.stale else "second"))
    if stance.inherited_from:
        lines.append(Line(subject.plan.inherited(stance), "second"))
    return lines


def say_refusal(subject: Subject, actor: str) -> list[Line]:
    """Say what follows if the answer is no, and who is asked then."""
    need, plan = subject.passed.get(actor), subject.answer.plan
    if need is None or plan is None:
        return []
    said = words_of_refusal(subject.plan, need)
    if need.refuses == "stops":
        return [Line(said, "refuses", "halts")]
    if not isinstance(need.refuses, int) or need.refuses_way is None:
        return [Line(said, "second")]
    difference = tell_difference(subject.plan, plan, need.refuses_way, actor)
    return [Line(said, "refuses", "more"), Line(difference, "second")]
