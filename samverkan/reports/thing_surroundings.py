"""What a person wants to know of what lies around actors and initiatives: areas, causes, figures, agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from samverkan.domain.positions import find_position, is_stale
from samverkan.model import ALWAYS_TO, Node
from samverkan.privacy import find_hidden
from samverkan.reports.phrases import say_do
from samverkan.reports.report import Line
from samverkan.reports.vocabulary import say_token, say_value

if TYPE_CHECKING:
    from samverkan.reports.thing import ThingWords

_PICTURES = ("shares", "partly", "does_not_share")


def _tell_area(words: ThingWords, area: Node) -> Iterator[Line]:
    today = words.today
    yield from words.list("lies-in", today.targets(area.id, "PART_OF"))
    yield from words.list("has-parts", today.origins(area.id, "PART_OF"))
    placed = today.origins(area.id, "IN_AREA")
    issues = [n for n in placed if n.label == "Issue"]
    yield from words.list("issues-here", issues) if issues else [Line(words.say("no-issues-here"), "dim")]
    for key, label in (("actors-here", "Actor"), ("mandates-here", "Mandate"), ("resources-here", "Resource")):
        yield from words.list(key, (n for n in placed if n.label == label and "name" in n.properties))
    for indicator in today.origins(area.id, "MEASURES"):
        yield from _tell_figure(words, indicator)


def _tell_group(words: ThingWords, group: Node) -> Iterator[Line]:
    today = words.today
    affecting = today.origins(group.id, "AFFECTS")
    yield from words.list("affected-by", affecting) if affecting else [Line(words.say("affected-by-nothing"), "dim")]
    yield from words.list("pressed-by", today.origins(group.id, "HAS_LEVERAGE_OVER"))
    yield from words.list("took-part-in", today.targets(group.id, "TOOK_PART_IN"))


def _tell_core_mandate(words: ThingWords, core: Node) -> Iterator[Line]:
    yield from words.list("core-of", words.today.origins(core.id, "HAS_CORE_MANDATE"))
    for key, direction, tone in (("helped-by", "positive", "good"), ("hurt-by", "negative", "bad")):
        bearing = (r for r in words.today.into(core.id, "SERVES") if r.properties.get("direction") == direction)
        for line in words.list(key, (words.today.nodes[r.start] for r in bearing)):
            yield Line(line.text, tone, ids=line.ids)


def _tell_picture(words: ThingWords, picture: Node) -> Iterator[Line]:
    """Tell of which issue it is a picture, and who shares it by what still counts."""
    today = words.today
    yield from words.list("picture-of", today.targets(picture.id, "OF"))
    said: dict[str, list[Node]] = {}
    takers = {t.id: t for p in today.origins(picture.id, "ABOUT") for t in today.origins(p.id, "TAKES")}
    for taker in takers.values():
        position = find_position(today, taker.id, picture.id, "problem_picture", words.day)
        if position is not None:
            stale = is_stale(taker, position, words.day)
            said.setdefault("too-old" if stale else str(position.properties["value"]), []).append(taker)
    for value in (*_PICTURES, "too-old"):
        yield from words.list(f"picture-{value}", said.get(value, ()))
    if not said:
        yield Line(words.say("nobody-said"), "dim")


def _tell_cause(words: ThingWords, cause: Node) -> Iterator[Line]:
    today = words.today
    yield from words.list("contributes-to", today.targets(cause.id, "CONTRIBUTES_TO"))
    yield from words.list("caused-by", today.origins(cause.id, "CONTRIBUTES_TO"))
    met = today.origins(cause.id, "ADDRESSES")
    yield from words.list("tried", met) if met else [Line(words.say("cause-not-met"), "warn")]


def _tell_effect(words: ThingWords, effect: Node) -> Iterator[Line]:
    today, seen = words.today, effect.properties.get("observed_on")
    if effect.properties.get("observed") is True:
        day = seen.isoformat() if isinstance(seen, date) else words.say("undated")
        yield Line(words.say("seen", day=day))
    else:
        yield Line(words.say("expected" if effect.properties.get("expected") is True else "not-seen"), "dim")
    severity = say_token("severity", effect.text("severity"), words.texts)
    if severity and effect.properties.get("direction") != "positive":
        yield Line(words.say("severity", severity=severity), "warn")
    yield from words.list("follows-from", today.origins(effect.id, "LEADS_TO"))
    yield from words.list("affects", today.targets(effect.id, "AFFECTS"))
    yield from words.list("mitigated-by", today.origins(effect.id, "MITIGATES"))
    yield from words.list("leads-to", today.targets(effect.id, "LEADS_TO"))


def _tell_indicator(words: ThingWords, indicator: Node) -> Iterator[Line]:
    yield from words.list("measures", words.today.targets(indicator.id, "MEASURES"))
    yield from _tell_figure(words, indicator)
    due = indicator.properties.get("due")
    if isinstance(due, date):
        yield Line(words.say("measure-by", day=due))


def _tell_figure(words: ThingWords, indicator: Node) -> Iterator[Line]:
    """Tell where an indicator began, what it has come to and what was aimed at; a figure that is not told says so."""
    figures = [n for n in words.today.origins(indicator.id, "OF") if (n.text("date") or "9") <= words.day.isoformat()]
    latest = max(figures, key=lambda n: (n.text("date") or "", n.id), default=None)
    told = [
        words.say(key, value=_say_figure(words, node, name))
        for key, node, name in (
            ("from", indicator, "baseline"),
            ("to", latest, "value"),
            ("aimed-at", indicator, "target"),
        )
        if node is not None and (name in node.properties or name in find_hidden(node))
    ]
    on = f" ({latest.text('date')})" if latest else ""
    if told:
        yield Line(f"{indicator.name}: {', '.join(told)}{on}.", ids=(indicator.id,))
    if latest is None:
        yield Line(words.say("never-measured"), "warn")


def _say_figure(words: ThingWords, node: Node, name: str) -> str:
    value = node.properties.get(name)
    return words.say("fewer-than-ten") if value is None else say_value(value, words.texts)


def _tell_measurement(words: ThingWords, measurement: Node) -> Iterator[Line]:
    for indicator in words.today.targets(measurement.id, "OF"):
        value = _say_figure(words, measurement, "value")
        yield Line(words.say("figure", name=indicator.name, value=value, day=measurement.text("date") or ""))


def _tell_resource(words: ThingWords, resource: Node) -> Iterator[Line]:
    today = words.today
    offered = today.origins(resource.id, "OFFERS")
    yield from words.list("offered-by", offered) if offered else [Line(words.say("offered-by-nobody"), "warn")]
    used, needed = today.origins(resource.id, "USES"), today.origins(resource.id, "NEEDS")
    yield from words.list("used-by", used) if used else [Line(words.say("used-by-nobody"), "warn")]
    yield from words.list("needed-by", needed)


def _tell_agreement(words: ThingWords, agreement: Node) -> Iterator[Line]:
    yield from words.list("parties", words.today.origins(agreement.id, "PARTY_TO"))
    yield from words.list("covers", words.today.targets(agreement.id, "COVERS"))
    binding = agreement.properties.get("binding")
    if binding is not None:
        yield Line(words.say("binds" if binding is True else "binds-not"))
    end = agreement.properties.get("valid_to")
    if isinstance(end, date) and end != ALWAYS_TO:
        yield Line(words.say("holds-to", day=end))


def _tell_requirement(words: ThingWords, requirement: Node) -> Iterator[Line]:
    today, form = words.today, requirement.text("form")
    if form:
        matters = words.names(today.targets(requirement.id, "CONCERNS"))
        said = say_do(words.texts, form, matters) if matters else words.texts(f"plan.form-{form}")
        yield Line(f"{said[:1].upper()}{said[1:]}.")
    yield from words.list("asked-of", today.targets(requirement.id, "DIRECTED_TO"))
    yield from words.list("required-by", [today.nodes[today.climb(requirement.id, "REQUIRES", backwards=True)[-1]]])
    status = say_token("requirement_status", requirement.text("status") or "open", words.texts)
    since = requirement.text("status_on")
    yield Line(words.say("status", status=f"{status} {since}" if since else status))
    yield from words.list("answered-by", today.targets(requirement.id, "ANSWERED_BY"))


SURROUNDINGS: Mapping[str, Callable[[ThingWords, Node], Iterator[Line]]] = {
    "AffectedGroup": _tell_group,
    "Agreement": _tell_agreement,
    "Area": _tell_area,
    "Cause": _tell_cause,
    "CoreMandate": _tell_core_mandate,
    "Effect": _tell_effect,
    "Indicator": _tell_indicator,
    "Measurement": _tell_measurement,
    "ProblemPicture": _tell_picture,
    "Requirement": _tell_requirement,
    "Resource": _tell_resource,
}
