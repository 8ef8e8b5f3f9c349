"""What bears on an initiative though nobody is asked: how it went, what was tried before, others, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import Other
from samverkan.domain.commitments import Commitment
from samverkan.measures.foresight import Precedent, SeenEffect
from samverkan.reports.plan_words import SIGNS, TONES, PlanWords
from samverkan.reports.report import Line, to_item
from samverkan.reports.vocabulary import say_token

_PRECEDENTS = 2  # told in the short answer


def tell_first(words: PlanWords) -> Iterator[Line]:
    """Yield what to know before anything else, in short: outcome, causes, precedents, resistance, what is lacking."""
    yield from _tell_outcome(words)
    if words.answer.analysis != "done":
        yield to_item(_say_analysis(words), "warn")
    for precedent in words.answer.earlier[:_PRECEDENTS]:
        yield to_item(_say_precedent(words, precedent), ids=(precedent.initiative,))
    yield from _tell_resistance(words)
    yield from _tell_lacking(words, overdue=True)


def tell_hurt(words: PlanWords) -> Iterator[Line]:
    """Yield the core mandates that the initiative goes against, of those whom nobody asks."""
    hurt: dict[tuple[str | None, str | None], list[str]] = {}
    for other in words.answer.others:
        for touch in other.touches:
            if touch["direction"] == "negative":
                hurt.setdefault((touch["core_mandate"], touch["argument"]), []).append(other.id)
    for (mandate, argument), actors in hurt.items():
        values = {"mandate": words.name(str(mandate)), "names": words.first_names(actors), "argument": argument}
        yield to_item(words.say("hurts" if argument else "hurts-plain", **values), "warn", actors)


def tell_context(words: PlanWords) -> Iterator[Line]:
    """Yield what the initiative stands in: outcome, causes, resources that nobody offers, commitments not kept."""
    yield from _tell_outcome(words)
    yield to_item(_say_analysis(words), "" if words.answer.analysis == "done" else "warn")
    yield from _tell_lacking(words)


def _tell_outcome(words: PlanWords) -> Iterator[Line]:
    if words.answer.outcome:
        yield to_item(words.say("outcome", text=words.answer.outcome))
    if words.answer.lesson:
        yield to_item(words.say("lesson", text=words.answer.lesson))


def _say_analysis(words: PlanWords) -> str:
    if words.answer.analysis != "skipped":
        return words.say(f"analysis-{words.answer.analysis}")
    reason = words.content.nodes[words.answer.initiative].text("skipped_analysis_reason")
    return words.say("analysis-skipped", reason=reason) if reason else words.say("analysis-skipped-plain")


def _tell_resistance(words: PlanWords) -> Iterator[Line]:
    """Yield the side effects that somebody may object to."""
    for effect in words.answer.effects:
        node = words.content.nodes[effect]
        if node.properties.get("intended") is True or node.properties.get("direction") == "positive":
            continue
        hit = [relation.end for relation in words.content.out(effect, "AFFECTS")]
        key = "resistance" if hit else "resistance-plain"
        yield to_item(words.say(key, name=node.name, names=words.names(hit)), "warn", (effect,))


def _tell_lacking(words: PlanWords, *, overdue: bool = False) -> Iterator[Line]:
    context = words.answer.context
    if context.resources:
        names = words.join([name for _, name in context.resources])
        yield to_item(words.say("resources", names=names), "warn", [resource for resource, _ in context.resources])
    for commitment in context.commitments:
        if commitment.overdue or not overdue:
            yield to_item(_say_commitment(words, commitment), "bad" if commitment.overdue else "", (commitment.id,))


def _say_commitment(words: PlanWords, commitment: Commitment) -> str:
    key = "commitment-overdue" if commitment.overdue else "commitment-due"
    due = words.say(key, day=commitment.due) if commitment.due else ""
    return words.say("commitment", by=words.names(commitment.by), name=commitment.name, due=due)


def tell_earlier(words: PlanWords) -> Iterator[Line]:
    """Yield what was tried before: each initiative with its outcome, lesson and what followed."""
    for precedent in words.answer.earlier:
        yield to_item(_say_precedent(words, precedent), ids=(precedent.initiative,))
        for effect in precedent.effects:
            yield Line(_say_effect(words, effect), depth=2, ids=(effect.id,))


def _say_precedent(words: PlanWords, precedent: Precedent) -> str:
    status = say_token("initiative_status", precedent.status, words.texts)
    shares = words.say("shares", names=words.join([words.say(f"shares-{kind}") for kind in precedent.shares]))
    key = "earlier-item" if status else "earlier-item-plain"
    head = words.say(key, name=precedent.name, status=status, shares=shares)
    said = [end_sentence(precedent.outcome)] if precedent.outcome else []
    said += [end_sentence(words.say("lesson", text=precedent.lesson))] if precedent.lesson else []
    return f"{head}: {' '.join(said)}" if said else f"{head}."


def end_sentence(text: str) -> str:
    """Return a sentence with its stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _say_effect(words: PlanWords, effect: SeenEffect) -> str:
    parts = [
        words.count("seen-lag", effect.lag_days) if effect.lag_days is not None else "",
        say_token("severity", effect.severity, words.texts),
        words.say("seen-affects", names=words.names(effect.affects)) if effect.affects else "",
        words.say("seen-mitigated", names=words.names(effect.mitigated_by)) if effect.mitigated_by else "",
    ]
    details = "".join(f", {part}" for part in parts if part)
    return words.say("seen-effect", name=effect.name, details=details)


def tell_against(words: PlanWords) -> Iterator[Line]:
    """Yield who is against or hesitates and has no say, a line for each stance; whose no is assumed is told before."""
    deciding = {actor.id for actor in words.answer.actors if actor.need != "not_needed"} | set(words.answer.without)
    for stance, tone in (("opposes", "bad"), ("hesitant", "warn")):
        found = [o for o in words.answer.others if o.stance == stance and o.id not in deciding]
        if found:
            names = words.join([f"{o.name} ({o.concern})" if o.concern else o.name for o in found])
            yield Line(words.say(f"others-{stance}", names=names), tone, ids=tuple(other.id for other in found))


def tell_others(words: PlanWords) -> Iterator[Line]:
    """Yield everybody who bears on it though nobody asks them, with why they are listed and what they have said."""
    for other in words.answer.others:
        said = words.say("other", who=words.who(other.id), parts="; ".join(_say_other(words, other)))
        yield to_item(end_sentence(said), TONES.get(other.stance or "", ""), (other.id,))


def _say_other(words: PlanWords, other: Other) -> Iterator[str]:
    if other.stance:
        value = say_token("stance", other.stance, words.texts)
        basis = say_token("position_basis", other.basis, words.texts) or words.say("basis-unknown")
        said = words.say("stance", sign=SIGNS[other.stance], value=value, on=other.stated_on, basis=basis)
        yield f"{said} – {other.concern}" if other.concern else said
    for touch in other.touches:
        said = words.say(f"other-direction-{touch['direction']}", mandate=words.name(str(touch["core_mandate"])))
        yield f"{said}: {touch['argument']}" if touch["argument"] else said
    if other.over:
        yield words.say("other-leverage", names=words.first_names(other.over))
    if other.would_help:
        yield words.say("other-help", text=other.would_help)
    if other.sources:
        yield f"[{', '.join(other.sources)}]"
