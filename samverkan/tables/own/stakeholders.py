"""A list of stakeholders: who they are; where they stand only where the list says since when and on what grounds."""

from __future__ import annotations

from datetime import date

from samverkan.schema import read_schema
from samverkan.tables.derived_ids import find_base
from samverkan.tables.foreign.translate import find_kind
from samverkan.tables.own.find_table import Line
from samverkan.tables.own.taker import Taker

SIGNS = {"++": "champions", "+": "supports", "0": "neutral", "±": "neutral"}
SIGNS |= dict.fromkeys(("-", "−", "–"), "opposes")


def take_row(work: Taker, line: Line) -> None:
    """Take a stakeholder that the map knows, or whose kind the list or the recipe says."""
    name = work.say(line, "stakeholder")
    if not name:
        work.report.leave("no-stakeholder", f"rad {line.number}")
        return
    if work.say(line, "influence"):
        work.report.leave("score", f"{name}: {work.say(line, 'influence')}")
    actor = work.look_up("Actor", name) or _make(work, line, name)
    if actor is not None:
        _take_stance(work, line, actor, name)


def _make(work: Taker, line: Line, name: str) -> str | None:
    said = work.say(line, "type") or work.wanted.kind or ""
    label, _, kind = (find_kind(said) or "").partition(":")
    if label != "Actor" or not kind:
        work.report.leave("no-kind", name)
        return None
    return work.find("Actor", name, kind)


def _take_stance(work: Taker, line: Line, actor: str, name: str) -> None:
    said = work.say(line, "interest")
    value = SIGNS.get(said) or (read_schema().find_token("stance", said) if said else None)
    about = _find_matter(work, work.say(line, "about") or work.wanted.about or "")
    basis = work.read("Position", "basis", work.say(line, "basis") or work.wanted.basis or "")
    day = work.read("Position", "stated_on", work.say(line, "stated_on") or work.wanted.stated_on or "")
    if not said:
        return
    if value is None or about is None or basis is None or not isinstance(day, date):
        work.report.leave("no-ground", f"{name}: {said}")
        return
    properties = {"kind": "stance", "value": value, "basis": basis, "stated_on": day}
    ends = {"TAKES": [actor], "ABOUT": [about]}
    node_id = find_base("Position", properties, lambda kind, _outward: ends.get(kind, []))
    texts = {key: work.say(line, key) for key in ("concern", "would_help")}
    work.put(node_id, "Position", "", **properties, **texts)
    work.link("TAKES", actor, node_id)
    work.link("ABOUT", node_id, about)
    work.cite(node_id)


def _find_matter(work: Taker, text: str) -> str | None:
    """Return what a stance is about: an initiative or an issue, by its id or name."""
    if text in work.base.nodes:
        return text
    return next((found for label in ("Initiative", "Issue") if (found := work.look_up(label, text))), None)
