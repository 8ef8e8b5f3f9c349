"""A brief of an issue: whose it is, how it is described, what causes it, what was tried, what the figures say."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.domain.issues import find_causes, find_initiatives
from samverkan.model import Node
from samverkan.privacy import FEWER_THAN
from samverkan.reports.brief_actor import say_foot
from samverkan.reports.brief_words import BriefWords
from samverkan.reports.report import Cell, Line, Part, Report, Section, Table, to_item
from samverkan.reports.vocabulary import say_token, say_value

_ROLES = ("owner", "co_owner", "support", "receiver")
_VALUES = ("shares", "partly", "does_not_share")


def build_issue_brief(words: BriefWords, issue: Node) -> Report:
    """Build the brief of an issue."""
    told: dict[str, list[Part]] = {
        "owner": list(_tell_roles(words, issue)),
        "needed": list(_tell_needed(words, issue)),
        "pictures": list(_tell_pictures(words, issue)),
        "causes": list(_tell_causes(words, issue)),
        "tried": list(_tell_initiatives(words, issue)),
        "figures": list(_tell_figures(words, issue)),
        "commitments": list(_tell_commitments(words, issue)),
        "latest": [*map(words.contact, _find_contacts(words, issue))] or [Line(words.say("latest-none"), "dim")],
    }
    sections = [Section(key, words.say(key), tuple(parts)) for key, parts in told.items()]
    lead = [*_tell_lead(words, issue), Line(words.say("holds-for", day=words.desk.day), "dim")]
    notes = Section("notes", words.say("notes"), ())
    return Report(issue.name, words.texts.lang, tuple(lead), (*sections, notes), say_foot(words))


def _tell_lead(words: BriefWords, issue: Node) -> Iterator[Line]:
    owners = [r.start for r in words.desk.today.into(issue.id, "INVOLVED_IN") if r.properties.get("role") == "owner"]
    text = words.say("role-owner", names=words.names(owners)) if owners else words.say("no-owner")
    yield Line(f"{text[:1].upper()}{text[1:]}", "strong" if owners else "bad")


def _tell_roles(words: BriefWords, issue: Node) -> Iterator[Line]:
    involved = words.desk.today.into(issue.id, "INVOLVED_IN")
    for role in _ROLES:
        actors = [r.start for r in involved if r.properties.get("role") == role]
        if actors:
            yield to_item(words.say(f"role-{role}", names=words.names(actors)), ids=actors)
    if not any(r.properties.get("role") == "owner" for r in involved):
        yield to_item(words.say("no-owner"), "bad")
    groups = [n.id for n in words.desk.today.targets(issue.id, "AFFECTS")]
    if groups:
        yield to_item(words.say("affects", names=words.names(groups)), ids=groups)


def _tell_needed(words: BriefWords, issue: Node) -> Iterator[Part]:
    """Yield who is needed for the open initiatives in the issue, with where they stand."""
    open_ids = {n.id for n in words.desk.open_initiatives}
    deciders = words.desk.find_deciders(i for i in find_initiatives(words.desk.today, issue.id) if i in open_ids)
    keys = ("who", "initiative", "ask", *(() if words.meeting else ("said",)))
    rows = []
    for actor, asks in deciders.items():
        for wanted in asks:
            said = words.stance(actor, wanted.initiative)
            cells = [Cell(words.who(actor), ids=(actor,)), words.name(wanted.initiative), words.ask(wanted)]
            rows.append((*cells, *(() if words.meeting else (said,))))
    if rows:
        yield Table(tuple(words.say(f"column-{key}") for key in keys), tuple(rows))
    else:
        yield Line(words.say("needed-none"), "dim")


def _tell_pictures(words: BriefWords, issue: Node) -> Iterator[Line]:
    pictures = words.desk.today.origins(issue.id, "OF")
    for picture in pictures:
        parts = [] if words.meeting else list(_say_shares(words, picture))
        text = words.say("picture", name=picture.name, parts="; ".join(parts) or words.say("picture-nobody"))
        yield to_item(picture.name if words.meeting else text, ids=(picture.id,))
    if not pictures:
        yield Line(words.say("pictures-none"), "dim")


def _say_shares(words: BriefWords, picture: Node) -> Iterator[str]:
    """Yield who shares a problem picture, by what they said last."""
    today, day = words.desk.today, words.desk.day
    latest: dict[str, tuple[str, str, str]] = {}
    for position in today.origins(picture.id, "ABOUT"):
        stated = position.text("stated_on") or ""
        if position.properties.get("kind") == "problem_picture" and stated <= day.isoformat():
            for taker in today.origins(position.id, "TAKES"):
                found = (stated, position.id, str(position.properties.get("value")))
                latest[taker.id] = max(latest.get(taker.id, found), found)
    for value in _VALUES:
        actors = sorted(actor for actor, found in latest.items() if found[2] == value)
        if actors:
            yield words.say(f"picture-{value}", names=words.names(actors))


def _tell_causes(words: BriefWords, issue: Node) -> Iterator[Line]:
    causes = sorted(find_causes(words.desk.today, issue.id))
    yield from (to_item(words.name(cause), ids=(cause,)) for cause in causes)
    if not causes:
        yield Line(words.say("causes-none"), "warn")


def _tell_initiatives(words: BriefWords, issue: Node) -> Iterator[Part]:
    rows = [_to_row(words, words.desk.today.nodes[i]) for i in find_initiatives(words.desk.today, issue.id)]
    if rows:
        headings = tuple(words.say(f"column-{key}") for key in ("initiative", "status", "outcome", "lesson"))
        yield Table(headings, tuple(rows))
    else:
        yield Line(words.say("tried-none"), "dim")


def _to_row(words: BriefWords, initiative: Node) -> tuple[str | Cell, ...]:
    over = words.desk.is_over(initiative)
    status = say_token("initiative_status", initiative.text("status"), words.texts)
    return (
        Cell(initiative.name, "strong", ids=(initiative.id,)),
        status or words.say("nobody-known"),
        (initiative.text("outcome") or words.say("nobody-known")) if over else words.say("not-yet"),
        (initiative.text("lesson") or words.say("nobody-known")) if over else words.say("not-yet"),
    )


def _tell_figures(words: BriefWords, issue: Node) -> Iterator[Line]:
    indicators = words.desk.today.origins(issue.id, "MEASURES")
    for indicator in indicators:
        yield to_item(_say_indicator(words, indicator), ids=(indicator.id,))
    if not indicators:
        yield Line(words.say("figures-none"), "dim")


def _say_indicator(words: BriefWords, indicator: Node) -> str:
    """Return what was measured last beside where it began and what it should be; sources of one day all count."""
    values = {key: _say_figure(words, indicator, key) for key in ("baseline", "target")}
    measured = [m for m in words.desk.today.origins(indicator.id, "OF") if "date" in m.properties]
    held = [m for m in measured if (m.text("date") or "") <= words.desk.day.isoformat()]
    if not held:
        return words.say("figure-none", name=indicator.name, **values)
    day = max(m.text("date") or "" for m in held)
    last = dict.fromkeys(_say_figure(words, m, "value") for m in held if m.text("date") == day)
    return words.say("figure", name=indicator.name, value=" / ".join(last), day=day, **values)


def _say_figure(words: BriefWords, node: Node, key: str) -> str:
    """Return a figure; one that is too small to be told says so."""
    hidden = node.properties.get(FEWER_THAN, ())
    if isinstance(hidden, tuple) and key in hidden:
        return words.say("few")
    return say_value(node.properties.get(key), words.texts) or words.say("nobody-known")


def _tell_commitments(words: BriefWords, issue: Node) -> Iterator[Line]:
    about = [issue.id, *find_initiatives(words.desk.today, issue.id)]
    found = words.desk.find_commitments_about(about)
    yield from (words.owed(owed, by=True) for owed in found)
    if not found:
        yield Line(words.say("commitments-none"), "dim")


def _find_contacts(words: BriefWords, issue: Node) -> list[Node]:
    contacts = [n for n in words.desk.today.origins(issue.id, "ABOUT") if n.label == "Interaction"]
    held = [n for n in contacts if (n.text("date") or "9") <= words.desk.day.isoformat()]
    return sorted(held, key=lambda n: (n.text("date") or "", n.id), reverse=True)[:3]
