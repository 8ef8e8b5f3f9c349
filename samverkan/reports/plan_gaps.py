"""What a plan does not know, as sentences: who decides, where somebody stands, what rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from samverkan.decisions.answer import Gap, RequirementNeed
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.vocabulary import say_value

_ON_MANDATES = ("unsourced_mandate", "not_delegable", "delegation_ended")


def say_gap(words: PlanWords, gap: Gap) -> str:
    """Return what the map does not know, and where to look."""
    parts = [_say_what(words, gap), *say_where_to_look(words, gap)]
    if gap.values.get("introducer"):
        parts.append(words.say("introducer", name=words.name(gap.values["introducer"])))
    return " ".join(parts)


def _say_what(words: PlanWords, gap: Gap) -> str:
    values: dict[str, Any] = {"name": "", "do": "", "nobody": "", "other": "", "form": ""}
    values |= {key: _say_value(words, key, value) for key, value in gap.values.items()}
    values["name"] = _say_name(words, gap)
    form, matter = gap.values.get("form"), gap.values.get("matter")
    if form:
        values["do"] = words.do(str(form), str(matter) if matter else None)
        values["nobody"] = say_nobody(words, str(form), str(matter) if matter else None)
    key = f"plan.gap-{gap.kind.replace('_', '-')}"
    found = words.texts.find(key, **values)
    return found or words.say("gap-other", name=values["name"], kind=gap.kind.replace("_", " "))


def say_nobody(words: PlanWords, form: str, matter: str | None) -> str:
    """Return that nobody knows who can answer a requirement."""
    if form == "decide" and matter:
        return words.say("nobody-decide", matter=words.name(matter))
    return words.say("nobody-other", do=words.do(form, matter))


def say_where_to_look(words: PlanWords, gap: Gap) -> Iterator[str]:
    """Yield where it may be written: whom to ask, and which law or order."""
    if gap.values.get("look_at"):
        yield words.say("look-at", names=words.names(gap.values["look_at"], "or"))
    if gap.values.get("legal_basis"):
        yield words.say("look-in", basis=gap.values["legal_basis"])


def find_authority_gap(words: PlanWords, need: RequirementNeed) -> Gap | None:
    """Return the gap of a requirement that nobody is known to meet."""
    return next((g for g in words.answer.gaps if g.kind == "unknown_authority" and g.id == need.id), None)


def _say_name(words: PlanWords, gap: Gap) -> str:
    if gap.id in words.leaves:
        return words.do(words.leaves[gap.id].form, words.leaves[gap.id].matter)
    if gap.kind in _ON_MANDATES:
        return words.mandate(words.content.nodes[gap.id], gap.values.get("matter"))
    return words.name(gap.id)


def _say_value(words: PlanWords, key: str, value: Any) -> str:
    if key == "form":
        return words.form(str(value))
    if isinstance(value, tuple):
        return words.names(str(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return words.name(value) if isinstance(value, str) else say_value(value, words.texts)
