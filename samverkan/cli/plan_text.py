"""A plan told to somebody who has never heard of optimisation."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.cli.document import Blank, Block, Cell, Grid, Heading, Paragraph
from samverkan.cli.plan_rest import tell_rest
from samverkan.cli.plan_words import PlanWords
from samverkan.decisions.answer import ActorNeed, Plan, RequirementNeed, Step
from samverkan.domain.votes import find_majority

_NEEDS = ("must", "must_unless_above", "one_of", "above", "not_needed")
_LOUD = ("must", "must_unless_above")


def tell_plan(words: PlanWords) -> Iterator[Block]:
    """Tell an answer: the finding first, then who, what is required, the steps, and what is not known."""
    yield Heading(words.say("title", name=words.answer.name))
    yield Paragraph(words.say("holds-for", date=words.answer.as_of, us=words.names(words.answer.start)), "dim")
    if words.answer.without:
        yield Paragraph(words.say("without", names=words.names(words.answer.without)), "warn")
    yield Paragraph(find_finding(words), "strong")
    yield from _tell_actors(words)
    yield from _tell_requirements(words)
    if words.answer.plan:
        yield from _tell_steps(words, words.answer.plan)
    else:
        yield from (Blank(), Heading(words.say("plan")), Paragraph(words.say("no-plan"), "bad"))
    yield from tell_rest(words)


def find_finding(words: PlanWords) -> str:
    """Return the answer in one line: who must be in, who hesitates, what is unknown."""
    answer = words.answer
    counts = {need: sum(actor.need == need for actor in answer.actors) for need in _NEEDS}
    parts = [words.texts.count(f"plan.found-{n.replace('_', '-')}", counts[n]) for n in _NEEDS[:3] if counts[n]]
    parts += [p for actor in answer.actors for p in _find_doubt(words, actor)]
    spoken = {*answer.start, *answer.without}
    asked = [actor for actor in answer.actors if actor.need in _NEEDS[:3] and actor.id not in spoken]
    unknown = sum(_is_unknown(actor) for actor in asked)
    parts += [words.texts.count("plan.found-unknown", unknown)] if unknown else []
    missing = sum(need.unknown_authority for need in answer.requirements)
    parts += [words.texts.count("plan.found-nobody", missing)] if missing else []
    parts += [words.say("found-blocked")] if not answer.can_be_met else []
    return " · ".join(parts) or words.say("found-nothing")


def _find_doubt(words: PlanWords, actor: ActorNeed) -> list[str]:
    refused = actor.id in words.answer.without and actor.need != "not_needed"
    stance = "refused" if refused else actor.stance.counts if actor.stance else "unknown"
    asked = actor.need in _NEEDS[:3] and actor.id not in words.answer.start
    if not (refused or (asked and stance in ("hesitant", "opposes"))):
        return []
    above = [other for other in _above(words, actor) if other not in words.answer.without]
    key = f"found-{stance}" + ("-above" if above else "")
    return [words.say(key, name=actor.name, above=words.names(above, "or"))]


def _is_unknown(actor: ActorNeed) -> bool:
    return actor.stance is None or actor.stance.counts == "unknown"


def _above(words: PlanWords, actor: ActorNeed) -> list[str]:
    """Return who could decide above an actor that is needed unless somebody does."""
    if actor.need != "must_unless_above":
        return []
    own = [need for need in words.answer.requirements if need.id in actor.requirements and need.need == "must"]
    return list(dict.fromkeys(above for need in own for above in need.above))


def _tell_actors(words: PlanWords) -> Iterator[Block]:
    yield from (Blank(), Heading(words.say("who")))
    asked = [actor for actor in words.answer.actors if actor.need != "not_needed"]
    shown = sorted(asked, key=lambda actor: _NEEDS.index(actor.need))
    headings = [words.say(f"column-{name}") for name in ("need", "actor", "stance", "refuses")]
    yield Grid(headings, [_actor_row(words, actor) for actor in shown])
    rest = [actor.id for actor in words.answer.actors if actor.need == "not_needed"]
    if rest:
        yield Paragraph(words.say("not-needed", names=words.names(rest)), "dim")


def _actor_row(words: PlanWords, actor: ActorNeed) -> list[str | Cell]:
    return [
        Cell(_need(words, actor), "strong" if actor.need in _LOUD else ""),
        words.who(actor.id),
        words.say("stance-us") if actor.id in words.answer.start else words.sourced_stance(actor.stance),
        _refusal(words, actor),
    ]


def _need(words: PlanWords, actor: ActorNeed) -> str:
    above = _above(words, actor)
    if actor.need == "must_unless_above" and above:
        return words.say("need-must-unless-above", above=words.asked_instead(above))
    return words.say(f"need-{actor.need.replace('_', '-')}", above=words.say("somebody-above"))


def _refusal(words: PlanWords, actor: ActorNeed) -> str:
    """Return what happens when somebody says no."""
    if actor.id in words.answer.without:
        return words.say("refuses-assumed")
    match actor.refuses:
        case "stops":
            return words.say("refuses-stops")
        case int(effort):
            return words.say("refuses-effort" if actor.refuses_proven else "refuses-found", effort=effort)
        case "unknown":
            return words.say("refuses-unknown")
    return words.say("refuses-not-in-plan")


def _tell_requirements(words: PlanWords) -> Iterator[Block]:
    yield from (Blank(), Heading(words.say("required")))
    known = {need.id: need for need in words.answer.requirements}
    for relation in words.content.out(words.answer.initiative, "REQUIRES"):
        yield from _tell_tree(words, relation.end, known, 0)


def _tell_tree(words: PlanWords, requirement: str, known: dict[str, RequirementNeed], depth: int) -> Iterator[Block]:
    if requirement in known:
        yield from _tell_leaf(words, known[requirement], depth)
        return
    node = words.content.nodes[requirement]
    parts = sorted(words.content.out(requirement, "REQUIRES"), key=lambda r: (r.properties.get("step", 0), r.end))
    op = str(node.properties.get("op")).replace("_", "-")
    yield Paragraph(words.say(f"op-{op}", n=node.properties.get("n", ""), of=len(parts)), "dim", indent=2 * depth)
    for relation in parts:
        yield from _tell_tree(words, relation.end, known, depth + 1)


def _tell_leaf(words: PlanWords, need: RequirementNeed, depth: int) -> Iterator[Block]:
    """Tell who may meet a leaf; a leaf that nobody is known to meet is told loudest."""
    what = words.requirement(need)
    if need.unknown_authority:
        gap = next((g for g in words.answer.gaps if g.kind == "unknown_authority" and g.id == need.id), None)
        said = words.gap(gap) if gap else words.say("nobody-known", name=what)
        yield Paragraph(f"• {what}", indent=2 * depth, hang=2)
        yield Paragraph(f"?? {said}", "bad", indent=2 * depth + 2, hang=3)
        return
    who = words.say("or").join(_holder(words, need, actor) for actor in need.ordinary)
    said = words.say("leaf", what=what, who=who)
    above = [other for other in need.above if other not in words.answer.without]
    if above:
        said = f"{said} {words.say('leaf-above', above=words.names(above, 'or'))}"
    yield Paragraph(f"• {said}", indent=2 * depth, hang=2)


def _holder(words: PlanWords, need: RequirementNeed, actor: str) -> str:
    members = need.members.get(actor, ())
    if not members:
        return words.name(actor)
    majority = find_majority(len(members))
    return words.say("board", name=words.name(actor), least=majority, of=len(members), members=words.names(members))


def _tell_steps(words: PlanWords, plan: Plan) -> Iterator[Block]:
    yield from (Blank(), Heading(words.say("plan")))
    for number, step in enumerate(plan.steps, start=1):
        yield Paragraph(f"{number}. {words.who(step.actor)}", "strong", hang=3)
        for line in _tell_step(words, step):
            yield Paragraph(line, indent=3, hang=2)
    for contact in plan.contacts:
        if contact[3] == "unknown_authority":
            known = {need.id: need for need in words.answer.requirements}[contact[1].removeprefix("?")]
            yield Paragraph(words.say("find-out", what=words.requirement(known), effort=contact[2]), "bad", hang=3)
    yield Blank()
    yield Paragraph(_tell_effort(words, plan), "strong")


def _tell_effort(words: PlanWords, plan: Plan) -> str:
    """Tell the parts of the effort, and whether it is the least; finding out who decides is a part of its own."""
    key = "effort-with-finding" if plan.finds else "effort"
    parts = {"convinces": plan.convinces, "asks": plan.asks, "reaches": plan.reaches - plan.finds, "finds": plan.finds}
    said = words.say(key, effort=plan.effort, **parts)
    if not plan.proven:
        return f"{said} {words.say('not-proven', bound=plan.bound)}"
    return f"{said} {words.say('proven-known' if plan.finds else 'proven')}"


def _tell_step(words: PlanWords, step: Step) -> Iterator[str]:
    """Tell one step: the way, what to ask, where they stand, what to say, what they will ask, what it takes."""
    yield _way(words, step)
    for ask in step.asks:
        yield words.ask(ask)
    if step.actor not in words.answer.start:
        yield words.say("stands", stance=words.stance(step.position).text)
    if step.position and step.position.concern:
        yield words.say("concern", text=step.position.concern)
    for argument in step.arguments:
        yield words.argument(argument)
    if step.would_help:
        yield words.say("would-help", text=step.would_help)
    for effect in step.effects:
        yield words.say("will-ask", effect=words.name(effect))
    yield words.reason(step)
    yield words.say("step-effort", convince=step.convince, ask=step.ask, reach=step.reach)
    if step.sources:
        yield words.say("step-sources", sources=", ".join(step.sources))


def _way(words: PlanWords, step: Step) -> str:
    """Return how to get to somebody: you yourselves, through others, directly, or without knowing anybody."""
    if step.actor in words.answer.start:
        return words.say("way-us")
    between = [actor for actor in step.through if actor not in words.answer.start]
    if between:
        return words.say("way-through", names=" → ".join(words.name(actor) for actor in between))
    contacts = words.answer.plan.contacts if words.answer.plan else ()
    cold = any(end == step.actor and kind == "cold" for _, end, _, kind in contacts)
    return words.say("way-cold" if cold else "way-direct")
