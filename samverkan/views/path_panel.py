"""What the panel of a decision path says: of everybody with a need, everybody on the way, and every requirement."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import Ask, Plan, RequirementNeed, Step
from samverkan.reports.plan_gaps import say_nobody
from samverkan.views.facts import build_thing
from samverkan.views.path_rows import find_look_at, say_refusal, say_requirement, say_stance, say_where_to_look
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Line, Thing

Fact = tuple[str, tuple[Line, ...]]


def build_things(subject: Subject, shown: list[str]) -> tuple[Thing, ...]:
    """Build the panel's texts, everybody shown first, then the requirements."""
    actors = [i for i in shown if i in subject.content.nodes]
    unknown = [_unknown(subject, leaf) for leaf in subject.leaves.values() if leaf.unknown_authority]
    return (
        *(_actor(subject, actor) for actor in actors),
        *unknown,
        *(_requirement(subject, leaf) for leaf in subject.leaves.values()),
    )


def _actor(subject: Subject, actor: str) -> Thing:
    thing = build_thing(subject.content, subject.content.nodes[actor], subject.words, drawn=("TAKES",))
    facts = (*_own_facts(subject, actor), *thing.facts)
    return Thing(actor, thing.name, thing.kind, facts, find_route(subject, actor))


def _own_facts(subject: Subject, actor: str) -> Iterator[Fact]:
    if actor in subject.answer.start:
        yield subject.say("fact-role"), (Line(subject.say("us-start")),)
    need = subject.needs.get(actor)
    if need is not None:
        yield subject.say("fact-need"), tuple(_say_need(subject, need.need))
        asked = [subject.leaves[i] for i in dict.fromkeys(need.requirements) if i in subject.leaves]
        if asked:
            yield subject.say("fact-may"), tuple(_leaf_line(subject, leaf) for leaf in asked)
    if subject.meeting:
        return
    step = subject.steps.get(actor)
    if step is not None:
        yield from _step_facts(subject, *step)
    if need is not None and (need.need != "not_needed" or need.stance):
        yield subject.say("fact-stance"), tuple(say_stance(subject, actor))
    yield from _refusal_facts(subject, actor)


def _refusal_facts(subject: Subject, actor: str) -> Iterator[Fact]:
    """Say what a no leads to, and the whole next best plan where there is one."""
    need = subject.passed.get(actor)
    if need is not None and need.refuses != "not in plan":
        yield subject.say("fact-refuses"), tuple(say_refusal(subject, actor))
    if need is not None and need.refuses_plan is not None:
        yield subject.say("fact-refuses-way"), tuple(_say_way(subject, need.refuses_plan))


def _say_way(subject: Subject, plan: Plan) -> Iterator[Line]:
    """Say a plan in short: whom to talk with in order, and through whom."""
    for number, step in enumerate(plan.steps, 1):
        yield Line(f"{number}. {subject.name(step.actor)}", ref=step.actor)
        if step.through:
            names = " → ".join(subject.name(actor) for actor in step.through)
            yield Line(subject.say("by-through", names=names), "second")


def _say_need(subject: Subject, need: str) -> list[Line]:
    return [Line(subject.say(f"pill-{need}"), "pill", need), Line(subject.say(f"why-{need}"), "second")]


def _leaf_line(subject: Subject, leaf: RequirementNeed) -> Line:
    return Line(f"{subject.requirement(leaf)} – {subject.plan.form(leaf.form)}", ref=leaf.id)


def _step_facts(subject: Subject, number: int, step: Step) -> Iterator[Fact]:
    title = subject.say("fact-step", n=number, of=len(subject.steps))
    yield title, (*say_asks(subject, step), Line(subject.plan.reason(step), "second"))
    if step.through:
        yield subject.say("fact-through"), tuple(Line(subject.name(i), ref=i) for i in step.through)
    arguments = [subject.plan.argument(a) for a in step.arguments]
    if arguments:
        yield subject.say("fact-arguments"), tuple(Line(a) for a in arguments)
    if step.would_help:
        yield subject.say("fact-would-help"), (Line(step.would_help),)
    if step.effects:
        yield subject.say("fact-effects"), tuple(Line(subject.name(i)) for i in step.effects)
    parts = subject.say("step-effort", convince=step.convince, ask=step.ask, reach=step.reach)
    yield subject.say("fact-effort"), (Line(parts, "second"),)


def say_asks(subject: Subject, step: Step) -> list[Line]:
    """Say what somebody is asked for, under which paragraph."""
    return [_say_ask(subject, ask) for ask in step.asks]


def _say_ask(subject: Subject, ask: Ask) -> Line:
    return Line(subject.plan.short_ask(ask), ref=ask.requirement)


def _unknown(subject: Subject, leaf: RequirementNeed) -> Thing:
    where = tuple(Line(text) for text in say_where_to_look(subject, leaf))
    facts: list[Fact] = [
        (subject.say("fact-where"), where),
        (subject.say("fact-may"), (_leaf_line(subject, leaf),)),
    ]
    places = find_look_at(subject, leaf.id)
    if places:
        facts.insert(1, (subject.say("fact-ask-them"), tuple(Line(subject.name(i), ref=i) for i in places)))
    kind = say_nobody(subject.plan, leaf.form, leaf.matter)
    route = find_route(subject, f"?{leaf.id}")
    return Thing(f"?{leaf.id}", subject.say("who-decides"), kind, tuple(facts), route)


def _requirement(subject: Subject, leaf: RequirementNeed) -> Thing:
    words = subject.words
    facts: list[Fact] = [
        (subject.say("fact-required"), (Line(say_requirement(subject, leaf)),)),
        (subject.say("fact-need"), (Line(subject.say(f"requirement-{leaf.need}")),)),
    ]
    if leaf.veto:
        facts.append((subject.say("veto").capitalize(), (Line(subject.say("veto-why"), "second"),)))
    if leaf.ordinary:
        facts.append((subject.say("fact-ordinary"), tuple(_holder_line(subject, leaf, i) for i in leaf.ordinary)))
    if leaf.above:
        facts.append((subject.say("fact-above"), tuple(_holder_line(subject, leaf, i) for i in leaf.above)))
    if leaf.unknown_authority:
        facts.append((subject.say("who-decides"), tuple(Line(t) for t in say_where_to_look(subject, leaf))))
    matter = subject.content.nodes.get(leaf.matter or "")
    if matter:
        facts += [(k, v) for k, v in build_thing(subject.content, matter, words, drawn=("CONCERNS", "COVERS")).facts]
    holders = [v for h in leaf.ordinary for v in leaf.members.get(h) or (h,)] or [f"?{leaf.id}"]
    lights = tuple(dict.fromkeys(i for h in holders for i in find_route(subject, h)))
    kind = subject.say("kind-requirement", form=subject.plan.form(leaf.form))
    return Thing(leaf.id, subject.requirement(leaf), kind, tuple(facts), lights)


def _holder_line(subject: Subject, leaf: RequirementNeed, holder: str) -> Line:
    mandate = subject.content.nodes.get(leaf.mandates.get(holder, ""))
    basis = mandate.text("legal_basis") if mandate else None
    limit = mandate.properties.get("limit") if mandate else None
    parts = [subject.name(holder), basis or ""]
    if isinstance(limit, (int, float)):
        parts.append(subject.say("at-most", amount=subject.plan.amount(limit)))
    return Line(" · ".join(p for p in parts if p), ref=holder)


def find_route(subject: Subject, actor: str) -> tuple[str, ...]:
    """Find who is lit with an actor: the contacts of the plan from us to there."""
    plan = subject.answer.plan
    before = {c[1]: c[0] for c in plan.contacts} if plan else {}
    route = [actor]
    while route[-1] in before and before[route[-1]] not in route:
        route.append(before[route[-1]])
    return tuple(route)
