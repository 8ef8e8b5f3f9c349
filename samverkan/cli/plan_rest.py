"""The second half of a told plan: refusals, who can stop it, other plans, what follows, gaps, sources, figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from samverkan.cli.document import Blank, Block, Heading, Paragraph
from samverkan.cli.plan_words import PlanWords
from samverkan.cli.vocabulary import say_value
from samverkan.decisions.answer import ActorNeed
from samverkan.decisions.effort import read_settings

_SHOWN_SETS = 8


def tell_rest(words: PlanWords) -> Iterator[Block]:
    """Tell what stands after the steps."""
    for key, lines in (
        ("refusals", _tell_refusals(words)),
        ("can-stop", _tell_blocking(words)),
        ("alternatives", _tell_alternatives(words)),
        ("follows", _tell_effects(words)),
        ("ask-first", _tell_ask_first(words)),
        ("robustness", _tell_robustness(words)),
        ("gaps", _tell_gaps(words)),
        ("sources", _tell_sources(words)),
        ("settings", _tell_settings(words)),
    ):
        told = list(lines)
        if told:
            yield from (Blank(), Heading(words.say(key)), *told)


def _item(text: str, style: str = "") -> Paragraph:
    return Paragraph(f"• {text}", style, hang=2)


def _tell_refusals(words: PlanWords) -> Iterator[Block]:
    """Tell what happens when somebody of the plan, or whom it goes through, says no."""
    for actor in (*words.answer.actors, *words.answer.go_betweens):
        if actor.refuses != "not in plan":
            yield _item(_refusal(words, actor), "bad" if actor.refuses == "stops" else "")


def _refusal(words: PlanWords, actor: ActorNeed) -> str:
    if actor.refuses == "stops":
        return words.say("if-refuses-stops", name=actor.name)
    effort, now = int(actor.refuses), words.answer.plan.effort if words.answer.plan else 0
    key = "if-refuses-same" if effort == now else "if-refuses"
    return words.say(key, name=actor.name, effort=effort, more=effort - now)


def _tell_blocking(words: PlanWords) -> Iterator[Block]:
    sets = words.answer.blocking_sets
    for blocking in sets[:_SHOWN_SETS]:
        key = "stops-alone" if len(blocking) == 1 else "stops-together"
        yield _item(words.say(key, names=words.names(blocking, "and")))
    if len(sets) > _SHOWN_SETS:
        yield _item(words.say("stops-more", n=len(sets) - _SHOWN_SETS))
    if not words.answer.blocking_sets_complete:
        yield _item(words.say("stops-incomplete"))


def _tell_alternatives(words: PlanWords) -> Iterator[Block]:
    for plan in words.answer.alternatives:
        yield _item(words.say("alternative", effort=plan.effort, names=words.names(plan.convince)))


def _tell_effects(words: PlanWords) -> Iterator[Block]:
    """Tell what the initiative leads to, and whom those who say yes can move."""
    for effect in words.answer.effects:
        node = words.content.nodes[effect]
        key = "effect-intended" if node.properties.get("intended") is True else "effect-side"
        hit = words.names(relation.end for relation in words.content.out(effect, "AFFECTS"))
        yield _item(words.say(key, name=node.name) + (f" {words.say('effect-hits', names=hit)}" if hit else ""))
    for path in words.answer.leverage:
        yield _item(words.say("leverage", path=" → ".join(_leverage(words, path))))


def _leverage(words: PlanWords, path: tuple[str, ...]) -> Iterator[str]:
    """Tell a path of leverage, each step with the means by which it works."""
    yield words.name(path[0])
    for start, end in pairwise(path):
        found = [r for r in words.content.out(start, "HAS_LEVERAGE_OVER") if r.end == end]
        instrument = found[0].properties.get("instrument") if found else None
        yield f"{words.name(end)} ({instrument})" if instrument else words.name(end)


def _tell_ask_first(words: PlanWords) -> Iterator[Block]:
    """Tell which unknown facts could change the plan, the one that moves most first."""
    known = {need.id: need for need in words.answer.requirements}
    for fact in words.answer.ask_first:
        of = words.requirement(known[fact.id]) if fact.id in known else words.name(fact.id)
        best, worst = _effort(words, fact.best), _effort(words, fact.worst)
        yield _item(words.say(f"ask-first-{fact.kind}", name=of, best=best, worst=worst))


def _effort(words: PlanWords, effort: int | None) -> str:
    return words.say("stops") if effort is None else words.say("an-effort", n=effort)


def _tell_robustness(words: PlanWords) -> Iterator[Block]:
    """Tell who stays in the plan when the figures vary, and which figures it hangs on."""
    found = words.answer.robustness
    if found is None:
        return
    yield _item(words.say("stay", names=words.names(found.stay) or words.say("nobody")))
    if found.may_go:
        yield _item(words.say("may-go", names=words.names(found.may_go)))
    for figure in found.ranges:
        if figure.stays != figure.tried:
            low, high = figure.stays
            yield _item(words.say("range", name=figure.name, value=figure.value, low=low, high=high))


def _tell_gaps(words: PlanWords) -> Iterator[Block]:
    for gap in words.answer.gaps:
        yield _item(words.gap(gap), "bad" if gap.kind == "unknown_authority" else "")


def _tell_sources(words: PlanWords) -> Iterator[Block]:
    for source in words.answer.sources:
        node = words.content.nodes.get(source)
        known = [] if node is None else [node.properties.get(key) for key in ("name", "date", "reference")]
        facts = [say_value(value, words.texts) for value in known if value is not None]
        undated = node is not None and "date" not in node.properties
        yield _item(" · ".join([source, *facts, *([words.say("undated")] if undated else [])]))


def _tell_settings(words: PlanWords) -> Iterator[Block]:
    """Tell every figure that the effort is reckoned with, and its reason."""
    reasons = read_settings()
    groups = ("convince", "ask", "reach", "above", "unknown", *(("argument",) if words.weighs_arguments else ()))
    for group in groups:
        figures = [
            words.say("setting", name=name, value=value, reason=reasons[name].reason[words.texts.lang])
            for name, value in words.answer.settings.items()
            if name.split("_")[0] == group
        ]
        yield Paragraph(f"{' · '.join(figures)}.", "dim", hang=2)
