"""The second half of a told plan: refusals, who can stop it, other plans, what follows, gaps, sources, figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from samverkan.decisions.answer import ActorNeed, AskFirst
from samverkan.decisions.effort import read_settings
from samverkan.reports.plan_gaps import say_gap
from samverkan.reports.plan_votes import say_pattern
from samverkan.reports.plan_why import tell_difference, tell_why
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Line, Part, Section, build_section
from samverkan.reports.report import to_item as _item
from samverkan.reports.vocabulary import say_value

_SHOWN_SETS = 8


def tell_rest(words: PlanWords, *, table: bool = False) -> Iterator[Section]:
    """Yield the sections that stand after the steps; the table of the effort only where it is asked for."""
    for key, lines in (
        ("why", map(_item, tell_why(words))),
        ("refusals", _tell_refusals(words)),
        ("can-stop", tell_blocking(words)),
        ("alternatives", tell_alternatives(words)),
        ("follows", _tell_effects(words)),
        ("ask-first", tell_ask_first(words)),
        ("robustness", tell_robustness(words)),
        ("gaps", _tell_gaps(words)),
        ("sources", _tell_sources(words)),
        ("settings", tell_settings(words) if table else [Line(words.say("settings-where"), "dim")]),
    ):
        yield from build_section(key, words.say(key), lines)


def _tell_refusals(words: PlanWords) -> Iterator[Part]:
    """Tell what happens when somebody of the plan, or whom it goes through, says no."""
    for actor in (*words.answer.actors, *words.answer.go_betweens):
        if actor.refuses not in ("not in plan", "is only heard") and actor.id not in words.answer.start:
            yield _item(_refusal(words, actor), "bad" if actor.refuses == "stops" else "")


def _refusal(words: PlanWords, actor: ActorNeed) -> str:
    plan = words.answer.plan
    if plan is None or actor.refuses_way is None or not isinstance(actor.refuses, int):
        return words.say("if-refuses-stops" if actor.refuses == "stops" else "if-refuses-unknown", name=actor.name)
    more = actor.refuses - plan.effort
    key = "if-refuses-found" if not actor.refuses_proven else "if-refuses" if more else "if-refuses-same"
    difference = tell_difference(words, plan, actor.refuses_way, actor.id)
    return words.say(key, name=actor.name, effort=actor.refuses, more=more, difference=difference)


def tell_blocking(words: PlanWords, *, short: bool = False) -> Iterator[Part]:
    """Yield the smallest groups whose no leaves no way, smallest first, those of a board's members once.

    A `short` answer names a few of a large group.
    """
    say_names = words.first_names if short else words.names
    found: list[tuple[int, Line]] = []
    for pattern in words.answer.blocking_patterns:
        line = _item(say_pattern(words, pattern), ids=(pattern.board,))
        found.append((pattern.at_least + len(pattern.along_with), line))
    sets = words.answer.blocking_sets
    for blocking in sets[:_SHOWN_SETS]:
        key = "stops-alone" if len(blocking) == 1 else "stops-together"
        found.append((len(blocking), _item(words.say(key, names=say_names(blocking)), ids=blocking)))
    yield from (line for _, line in sorted(found, key=lambda one: one[0]))
    if len(sets) > _SHOWN_SETS:
        yield _item(words.say("stops-more", n=len(sets) - _SHOWN_SETS))
    if not words.answer.blocking_sets_complete:
        yield _item(words.say("stops-incomplete"))


def say_alone(words: PlanWords) -> tuple[str, str] | None:
    """Return how many can each stop it alone, and that they can; at least so many where the list may be longer.

    Smaller sets are found first: where one of several is listed, all of one are.
    """
    sets = words.answer.blocking_sets
    alone = [blocking for blocking in sets if len(blocking) == 1]
    if not alone:
        return None
    known = words.answer.blocking_sets_complete or len(alone) < len(sets)
    count = str(len(alone)) if known else words.texts("unproven.at-least", n=len(alone))
    return count, words.count("finding-stops", len(alone))


def tell_alternatives(words: PlanWords) -> Iterator[Part]:
    """Yield the next best plans that were asked for, or that there are no more."""
    plan = words.answer.plan
    for other in words.answer.alternatives if plan else ():
        difference = tell_difference(words, plan, other) if plan else ""
        key = "alternative" if other.proven else "alternative-found"
        yield _item(words.say(key, effort=other.effort, difference=difference, names=words.names(other.convince)))
    if plan and words.answer.alternatives_complete and len(words.answer.alternatives) < words.alternatives_asked:
        yield _item(words.say("alternatives-no-more" if words.answer.alternatives else "alternatives-none"))
    if not words.answer.alternatives_complete:
        yield _item(words.say("alternatives-incomplete"))


def _tell_effects(words: PlanWords) -> Iterator[Part]:
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


def tell_ask_first(words: PlanWords) -> Iterator[Part]:
    """Yield which unknown facts could change the plan, the one that moves most first."""
    for fact in words.answer.ask_first:
        now = words.answer.plan.effort if words.answer.plan else 0
        said = words.say("ask-first-changes", best=_effort(words, fact.best), worst=_effort(words, fact.worst), now=now)
        question = say_question(words, fact)
        yield _item(" ".join([question, said, *([] if fact.proven else [words.say("best-found")])]), ids=(fact.id,))
    if not words.answer.ask_first_complete:
        yield _item(words.say("ask-first-incomplete"))


def say_question(words: PlanWords, fact: AskFirst) -> str:
    """Return an unknown fact as the question to ask."""
    need = words.leaves.get(fact.id)
    if need is not None:
        return words.say("ask-first-authority", do=words.do(need.form, need.matter))
    return words.say("ask-first-position", name=words.name(fact.id))


def _effort(words: PlanWords, effort: int | None) -> str:
    return words.say("stops") if effort is None else words.say("an-effort", n=effort)


def tell_robustness(words: PlanWords) -> Iterator[Part]:
    """Tell who stays in the plan when the figures vary, and which figures it hangs on."""
    found = words.answer.robustness
    if found is None:
        return
    key = "stay" if all(figure.proven for figure in found.ranges) else "stay-tried"
    yield _item(words.say(key, names=words.names(found.stay) or words.say("nobody")))
    if found.may_go:
        yield _item(words.say("may-go", names=words.names(found.may_go)))
    for figure in found.ranges:
        if figure.stays != figure.tried:
            low, high = figure.stays
            said = words.say("range", what=words.setting(figure.name), value=figure.value, low=low, high=high)
            yield _item(said if figure.proven else f"{said} {words.say('range-cut')}")


def _tell_gaps(words: PlanWords) -> Iterator[Part]:
    for gap in words.answer.gaps:
        yield _item(say_gap(words, gap), "bad" if gap.kind == "unknown_authority" else "")


def _tell_sources(words: PlanWords) -> Iterator[Part]:
    for source in words.answer.sources:
        node = words.content.nodes.get(source)
        known = [] if node is None else [node.properties.get(key) for key in ("name", "date", "reference")]
        facts = [say_value(value, words.texts) for value in known if value is not None]
        undated = node is not None and "date" not in node.properties
        yield _item(" · ".join([source, *facts, *([words.say("undated")] if undated else [])]))


def tell_settings(words: PlanWords) -> Iterator[Part]:
    """Tell every figure that the effort is reckoned with, what it is for, why, and by which name it can be set."""
    groups = ("convince", "ask", "reach", "above", "unknown", *(("argument",) if words.weighs_arguments else ()))
    yield Line(words.say("settings-how"), "dim")
    for name, value in words.answer.settings.items():
        if name.split("_")[0] in groups:
            reason = read_settings()[name].reason[words.texts.lang]
            said = words.say("setting", what=words.setting(name), value=value, reason=reason, name=name)
            yield _item(said, "dim")
