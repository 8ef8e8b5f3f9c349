"""An extract of the register, for the person concerned: as plain data, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.decisions.effort import read_settings
from samverkan.measures.extract import Attributed, Earlier, Entered, Extract, Held, Reckoned
from samverkan.model import Map, Node, Relation, Value
from samverkan.reports.changes import to_plain, to_rows
from samverkan.reports.register import tell_register
from samverkan.reports.report import Line, Part, Report, Section, Table, build_section, to_item
from samverkan.reports.vocabulary import say_label, say_property, say_value
from samverkan.schema import read_schema
from samverkan.texts import Texts

_RIGHTS = ("access", "rectify", "erase", "restrict", "object", "complain")


def to_data(extract: Extract, effort: Mapping[str, int], day: date) -> dict[str, Any]:
    """Return an extract as plain data: every value that is held."""
    content = extract.content
    return {
        "actor": _to_node(extract.actor) | {"entered": _to_entered(extract.entered)},
        "day": day.isoformat(),
        "register": to_plain(content.register or {}),
        "held": [_to_held(held, content) for held in extract.held],
        "texts": [{"thing": t.thing, "field": t.field, "text": t.text} for t in extract.texts],
        "earlier": [row for e in extract.earlier for row in to_rows([e.change], e.revision)],
        "disclosures": [{"at": r.at.isoformat(), "what": r.edit.why} for r in extract.disclosures],
        "attributed": [_to_attributed(a, effort) for a in extract.attributed],
        "effort": [_to_reckoned(r) for r in extract.reckoned],
        "withheld": [{"rule": rule, "items": n} for rule, n in extract.withheld.items()],
    }


def _to_node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "label": node.label, "name": node.name, "properties": to_plain(node.properties)}


def _to_held(held: Held, content: Map) -> dict[str, Any]:
    return {
        "type": held.relation.type,
        "direction": "out" if held.outward else "in",
        "properties": to_plain(held.relation.properties),
        "other": _to_node(held.other),
        "further": [
            {"type": r.type, "direction": "out" if r.start == held.other.id else "in"}
            | {"properties": to_plain(r.properties), "other": _to_node(node)}
            for r, node in held.further
        ],
        "sources": [_to_node(content.nodes[source]) for source in held.sources if source in content.nodes],
        "entered": _to_entered(held.entered),
        "kept_until": held.kept.until.isoformat() if held.kept else None,
        "rule": held.kept.rule if held.kept else None,
    }


def _to_entered(entered: Entered | None) -> dict[str, Any] | None:
    return None if entered is None else {"at": entered.at.isoformat(), "by": entered.by}


def _to_attributed(attributed: Attributed, effort: Mapping[str, int]) -> dict[str, Any]:
    stance = attributed.stance
    return {
        "initiative": attributed.initiative.id,
        "initiative_name": attributed.initiative.name,
        "stance": stance.counts,
        "taken_over_from": stance.inherited_from,
        "effort_of_convincing": effort.get(f"convince_{stance.counts}"),
    }


def _to_reckoned(reckoned: Reckoned) -> dict[str, Any]:
    named = {"initiative": reckoned.initiative.id, "initiative_name": reckoned.initiative.name, "step": reckoned.step}
    figures = {"convince": reckoned.convince, "ask": reckoned.ask, "reach": reckoned.reach}
    return {**named, **figures, "rules": list(reckoned.rules), "proven": reckoned.proven}


def to_table(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return an extract as rows of (part, thing, field, value): every value once."""
    return [
        {"part": part, "thing": thing, "field": field, "value": value}
        for part, thing, field, value in _flatten(data)
        if value not in (None, "", [], {})
    ]


def _flatten(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    yield from _flat_node("actor", data["actor"])
    for name, value in data["register"].items():
        yield "register", "", name, value
    for held in data["held"]:
        other, kind = held["other"]["id"], held["type"]
        yield "held", other, kind, held["direction"]
        yield from (("held", other, f"{kind}.{name}", value) for name, value in held["properties"].items())
        yield from _flat_node("held", held["other"])
        for further in held["further"]:
            yield "held", other, further["type"], further["other"]["id"]
            for name, value in further["properties"].items():
                yield "held", other, f"{further['type']}.{name}", value
            yield from _flat_node("held", further["other"])
        for source in held["sources"]:
            yield from _flat_node("held", source)
        yield from (("held", other, name, held[name]) for name in ("kept_until", "rule"))
    for part in ("texts", "earlier", "disclosures", "attributed", "effort", "withheld"):
        for number, row in enumerate(data[part], 1):
            yield from ((part, str(number), name, value) for name, value in row.items())


def _flat_node(part: str, node: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    yield part, node["id"], "label", node["label"]
    yield from ((part, node["id"], name, value) for name, value in node["properties"].items())


class ExtractWords:
    """An extract in words."""

    def __init__(self, extract: Extract, texts: Texts, effort: Mapping[str, int], day: date) -> None:
        self.extract, self.texts, self.effort, self.day = extract, texts, effort, day
        self.content = extract.content

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence of `records.toml`."""
        return self.texts(f"records.{key}", **values)

    def build(self) -> Report:
        """Return the whole extract as a report."""
        extract = self.extract
        lead = [Line(self.say("extract-lead", name=extract.actor.name, id=extract.actor.id, day=self.day), "strong")]
        if not extract.held and not extract.texts and not extract.earlier:
            lead.append(Line(self.say("extract-nothing")))
        lead += [
            Line(self.texts.count("records.withheld", number, rule=rule)) for rule, number in extract.withheld.items()
        ]
        return Report(
            self.say("extract-title", name=extract.actor.name),
            self.texts.lang,
            tuple(lead),
            tuple(self._build_sections()),
            (Line(self.say("extract-foot", title=self.content.title, day=self.day), "dim"),),
        )

    def _build_sections(self) -> Iterator[Section]:
        yield from build_section("register", self.say("who-answers"), tell_register(self.content, self.texts))
        rights = (to_item(self.say(f"right-{right}")) for right in _RIGHTS)
        yield from build_section("rights", self.say("your-rights"), rights)
        yield from build_section("post", self.say("of-the-post"), self._tell_actor())
        held: list[Part] = []
        for one in self.extract.held:
            held += self._tell_held(one)
        yield from build_section("held", self.say("held"), held)
        texts = [to_item(self.say("found-in", thing=t.thing, text=t.text)) for t in self.extract.texts]
        yield from build_section("texts", self.say("texts-elsewhere"), texts)
        yield from build_section("earlier", self.say("earlier"), self._tell_earlier())
        yield from build_section("disclosures", self.say("disclosures"), self._tell_disclosures())
        attributed = list(self._tell_attributed())
        yield from build_section("attributed", self.say("attributed"), attributed)
        yield from build_section("effort", self.say("effort"), self._tell_effort())

    def _tell_actor(self) -> Iterator[Part]:
        actor = self.extract.actor
        yield Table((self.say("property"), self.say("value")), tuple(self._to_facts(actor)))
        if self.extract.entered:
            yield Line(self._say_entered(self.extract.entered), "dim")

    def _to_facts(self, node: Node) -> Iterator[tuple[str, str]]:
        yield "id", node.id
        known = read_schema().labels[node.label].properties
        for name, value in node.properties.items():
            words = known[name].words[self.texts.lang] if name in known else name
            yield words, self._say_value(node, name, value)

    def _say_value(self, node: Node, name: str, value: Value) -> str:
        prop = read_schema().labels[node.label].properties.get(name)
        return say_property(prop, value, node.properties, self.texts) if prop else say_value(value, self.texts)

    def _tell_held(self, held: Held) -> Iterator[Line]:
        """Tell a relation and what stands at its end: a line, and below it what hangs on it."""
        kind = read_schema().relations[held.relation.type].words[self.texts.lang][0 if held.outward else 1]
        told = f"{kind} {self._say_node(held.other)}{self._say_more(held.relation)}"
        yield Line(told, mark="•", ids=(held.other.id,))
        facts = "; ".join(f"{name}: {value}" for name, value in self._to_facts(held.other))
        yield Line(facts, depth=2)
        for relation, node in held.further:
            words = read_schema().relations[relation.type].words[self.texts.lang]
            said = words[0 if relation.start == held.other.id else 1]
            facts = "; ".join(f"{name}: {value}" for name, value in self._to_facts(node))
            yield Line(f"{said} {self._say_node(node)}{self._say_more(relation)} ({facts})", depth=2)
        for source in held.sources:
            if source in self.content.nodes:
                facts = "; ".join(f"{name}: {value}" for name, value in self._to_facts(self.content.nodes[source]))
                yield Line(self.say("origin", source=facts), depth=2)
        if held.entered:
            yield Line(self._say_entered(held.entered), "dim", depth=2)
        if held.kept:
            rule = self.say(f"rule-{held.kept.rule}")
            yield Line(self.say("kept-until", day=held.kept.until, rule=rule), "dim", depth=2)

    def _say_node(self, node: Node) -> str:
        return f"{say_label(node.label, self.texts)} {node.name}" if node.name != node.id else node.id

    def _say_more(self, relation: Relation) -> str:
        known = read_schema().relations[relation.type].properties
        parts = [
            f"{known[name].words[self.texts.lang] if name in known else name}: "
            f"{say_property(known[name], value, relation.properties, self.texts) if name in known else value}"
            for name, value in relation.properties.items()
        ]
        return f" – {', '.join(parts)}" if parts else ""

    def _say_entered(self, entered: Entered) -> str:
        by = self.content.nodes.get(entered.by or "")
        day = entered.at.astimezone().date()
        return self.say("entered", day=day, by=by.name if by else entered.by or self.say("nobody-named"))

    def _tell_earlier(self) -> Iterator[Part]:
        rows = tuple(row for earlier in self.extract.earlier for row in self._to_earlier(earlier))
        if rows:
            heads = ("when", "by", "what", "field", "before", "after")
            yield Table(tuple(self.say(f"head-{head}") for head in heads), rows)
        else:
            yield Line(self.say("no-log"))

    def _to_earlier(self, earlier: Earlier) -> Iterator[tuple[str, ...]]:
        for row in to_rows([earlier.change], earlier.revision):
            when = earlier.revision.at.astimezone().date().isoformat()
            before, after = (_say_side(row[side], self.texts) for side in ("before", "after"))
            yield when, row["by"] or "", row["thing"] or "", row["field"], before, after

    def _tell_disclosures(self) -> Iterator[Part]:
        for revision in self.extract.disclosures:
            day = revision.at.astimezone().date()
            yield to_item(f"{day}: {revision.edit.why or ''}")
        if not self.extract.disclosures:
            yield Line(self.say("no-disclosures"))

    def _tell_attributed(self) -> Iterator[Part]:
        for one in self.extract.attributed:
            stance = one.stance
            word = read_schema().word("stance", stance.counts, self.texts.lang)
            effort = self.effort.get(f"convince_{stance.counts}", 0)
            giver = self.content.nodes[stance.inherited_from].name if stance.inherited_from else ""
            key = "attributed-over" if giver else "attributed-own"
            yield to_item(self.say(key, initiative=one.initiative.name, stance=word, giver=giver, effort=effort))

    def _tell_effort(self) -> Iterator[Part]:
        """Tell what plans of today reckon with for each step that the post is asked in, and by which rule."""
        for one in self.extract.reckoned:
            figures = {"convince": one.convince, "ask": one.ask, "reach": one.reach}
            yield to_item(self.say("effort-step", initiative=one.initiative.name, step=one.step, **figures))
            reasons = dict.fromkeys(read_settings()[rule].reason[self.texts.lang] for rule in one.rules)
            yield Line(self.say("effort-since", reasons="; ".join(reasons)), depth=2)
        if self.extract.reckoned:
            yield Line(self.say("effort-rule"), "dim")
        found = dict.fromkeys(one.initiative.name for one in self.extract.reckoned if not one.proven)
        if found:
            yield Line(self.texts("unproven.effort-steps", names=", ".join(found)))


def _say_side(side: Any, texts: Texts) -> str:
    if isinstance(side, Mapping):
        return "; ".join(f"{name}: {_say_side(value, texts)}" for name, value in side.items())
    if isinstance(side, list):
        return ", ".join(_say_side(part, texts) for part in side)
    return say_value(side, texts)
