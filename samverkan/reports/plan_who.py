"""Who a plan concerns, and what is required of whom: the first half of the full answer."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import ActorNeed, RequirementNeed
from samverkan.domain.votes import find_majority
from samverkan.reports.plan_gaps import find_authority_gap, say_gap, say_nobody
from samverkan.reports.plan_head import find_above
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Cell, Line, Part, Table

NEEDS = ("must", "must_unless_above", "one_of", "above", "heard", "not_needed")
_LOUD = ("must", "must_unless_above")


def tell_actors(words: PlanWords) -> Iterator[Part]:
    """Yield everybody with a need: how much, where they stand, and what a no would mean."""
    asked = [actor for actor in words.answer.actors if actor.need != "not_needed"]
    shown = sorted(asked, key=lambda actor: NEEDS.index(actor.need))
    headings = tuple(words.say(f"column-{name}") for name in ("need", "actor", "stance", "refuses"))
    if shown:
        yield Table(headings, tuple(_to_row(words, actor) for actor in shown))
    rest = tuple(actor.id for actor in words.answer.actors if actor.need == "not_needed")
    if rest:
        yield Line(words.say("not-needed", names=words.names(rest)), "dim", ids=rest)


def _to_row(words: PlanWords, actor: ActorNeed) -> tuple[str | Cell, ...]:
    us = words.is_us(actor.id)
    return (
        Cell(say_need(words, actor), "strong" if actor.need in _LOUD else ""),
        Cell(words.who(actor.id), ids=(actor.id,)),
        words.say("stance-us") if us else words.sourced_stance(actor.stance, actor.id),
        say_refusal(words, actor),
    )


def say_need(words: PlanWords, actor: ActorNeed) -> str:
    """Return how much somebody is needed."""
    above = find_above(words, actor)
    if actor.need == "must_unless_above" and above:
        return words.say("need-must-unless-above", above=words.asked_instead(above))
    return words.say(f"need-{actor.need.replace('_', '-')}", above=words.say("somebody-above"))


def say_refusal(words: PlanWords, actor: ActorNeed) -> str:
    """Return in a few words what happens when the answer is no."""
    if actor.id in words.answer.without and actor.refuses != "is only heard":
        return words.say("refuses-assumed")
    if isinstance(actor.refuses, int) and words.answer.plan is not None:
        more = actor.refuses - words.answer.plan.effort
        key = "refuses-same" if not more else "refuses-effort" if actor.refuses_proven else "refuses-found"
        return words.say(key, more=more)
    keys = {"stops": "refuses-stops", "unknown": "refuses-unknown", "is only heard": "refuses-heard"}
    return words.say(keys.get(str(actor.refuses), "refuses-not-in-plan"))


def tell_requirements(words: PlanWords) -> Iterator[Part]:
    """Yield the requirement tree, a line each, with who may meet each leaf."""
    for relation in words.content.out(words.answer.initiative, "REQUIRES") if words.leaves else ():
        yield from _tell_tree(words, relation.end, 0)


def _tell_tree(words: PlanWords, requirement: str, depth: int) -> Iterator[Line]:
    if requirement in words.leaves:
        yield from _tell_leaf(words, words.leaves[requirement], depth)
        return
    node = words.content.nodes[requirement]
    parts = sorted(words.content.out(requirement, "REQUIRES"), key=lambda r: (r.properties.get("step", 0), r.end))
    op = str(node.properties.get("op")).replace("_", "-")
    yield Line(words.say(f"op-{op}", n=node.properties.get("n", ""), of=len(parts)), "dim", depth=2 * depth)
    for relation in parts:
        yield from _tell_tree(words, relation.end, depth + 1)


def _tell_leaf(words: PlanWords, need: RequirementNeed, depth: int) -> Iterator[Line]:
    """Tell who may meet a leaf; a leaf that nobody is known to meet is told loudest."""
    what = words.requirement(need)
    if need.unknown_authority:
        gap = find_authority_gap(words, need)
        said = say_gap(words, gap) if gap else say_nobody(words, need.form, need.matter)
        yield Line(what, "", "•", 2 * depth, (need.id,))
        yield Line(said, "bad", "??", 2 * depth + 2, (need.id,))
        return
    yield Line(" ".join(_say_leaf(words, need)), "dim" if need.status == "met" else "", "•", 2 * depth, (need.id,))


def _say_leaf(words: PlanWords, need: RequirementNeed) -> Iterator[str]:
    """Yield a leaf: what and who, who can take over, what is vacant, and how far it has come."""
    what = words.requirement(need) + (f" ({words.say('heard-leaf')})" if need.hearing else "")
    together = {actor: group for group in need.jointly for actor in group}
    groups = list(dict.fromkeys(together.get(actor, (actor,)) for actor in need.ordinary))
    who = words.say("or").join(_say_group(words, need, group) for group in groups)
    yield words.say("leaf", what=what, who=who)
    above = words.above(need)
    if above:
        yield words.say("leaf-above", above=words.names(above, "or"))
    if need.vacant:
        yield words.say("vacant", names=words.names(need.vacant))
    status = say_leaf_status(words, need)
    if status:
        yield f"{status[:1].upper()}{status[1:]}."


def say_leaf_status(words: PlanWords, need: RequirementNeed) -> str:
    """Return how far a requirement has come, with the day and who answered; empty while it is open."""
    if need.status == "open":
        return ""
    dated = need.status_on is not None
    said = words.say(f"status-{need.status}-on" if dated else f"status-{need.status}", day=need.status_on)
    return f"{said}, {words.say('answered-by', name=words.name(need.answered_by))}" if need.answered_by else said


def _say_group(words: PlanWords, need: RequirementNeed, group: tuple[str, ...]) -> str:
    said = words.join([_say_holder(words, need, actor) for actor in group])
    return words.say("together", names=said) if len(group) > 1 else said


def _say_holder(words: PlanWords, need: RequirementNeed, actor: str) -> str:
    """Return who may answer, a stand-in with whom it stands in for, a board with its votes."""
    members = need.members.get(actor, ())
    if not members:
        post = need.stands_for.get(actor)
        return words.say("in-place-of", name=words.name(actor), post=words.name(post)) if post else words.name(actor)
    votes = need.votes.get(actor)
    least, of = (votes.needed, votes.votes) if votes else (find_majority(len(members)), len(members))
    return words.say("board", name=words.name(actor), least=least, of=of, members=words.names(members))
