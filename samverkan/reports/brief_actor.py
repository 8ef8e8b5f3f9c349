"""A brief of a post or an organisation: what we want of it, what it has said, what it means to them, what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samverkan.domain.organisations import find_parts, is_post
from samverkan.measures.briefs import Wanted
from samverkan.model import Node
from samverkan.reports.brief_words import BriefWords
from samverkan.reports.phrases import say_do
from samverkan.reports.report import Cell, Line, Part, Report, Section, Table, to_item
from samverkan.reports.vocabulary import say_token

_LATEST = 3


def build_actor_brief(words: BriefWords, actor: Node, routes: Sequence[Line]) -> Report:
    """Build the brief of an actor; `routes` are the lines that say who introduces us."""
    wanted = [w for one in _find_actors(words, actor) for w in words.desk.find_wanted(one)]
    sections = [
        _section(words, "asks", [_tell_asks(words, actor, wanted)] if wanted else [Line(words.say("lead-asks-none"))]),
        _section(words, "core", _tell_core(words, actor)),
        *([] if words.meeting else [_section(words, "introduces", routes or [Line(words.say("introduces-nobody"))])]),
        *([] if words.meeting else [_section(words, "latest", _tell_latest(words, actor))]),
        *_optional(words, "ahead", [words.contact(n) for n in words.desk.find_ahead(actor.id)]),
        _section(words, "owe", _or_nothing(words, [words.owed(o) for o in words.desk.find_we_owe(actor.id)])),
        _section(words, "promised", _or_nothing(words, [words.owed(o) for o in words.desk.find_promised(actor.id)])),
        _section(words, "may-decide", _tell_mandates(words, actor)),
        Section("notes", words.say("notes"), ()),
    ]
    title = words.who(actor.id)
    return Report(title, words.texts.lang, tuple(_tell_lead(words, actor, wanted)), tuple(sections), say_foot(words))


def say_foot(words: BriefWords) -> tuple[Line, ...]:
    """Return what the paper says of itself; what a board is handed says nothing."""
    return () if words.meeting else (Line(words.say("work-in-progress"), "dim"),)


def _section(words: BriefWords, key: str, parts: Sequence[Part]) -> Section:
    return Section(key, words.say(key), tuple(parts))


def _optional(words: BriefWords, key: str, parts: Sequence[Part]) -> list[Section]:
    return [_section(words, key, parts)] if parts else []


def _or_nothing(words: BriefWords, lines: list[Line]) -> list[Line]:
    return lines or [Line(words.say("nothing"), "dim")]


def _find_actors(words: BriefWords, actor: Node) -> tuple[str, ...]:
    """Return the actor, and of an organisation those that belong to it."""
    return (actor.id,) if is_post(actor) else find_parts(words.desk.today, actor.id)


def _tell_lead(words: BriefWords, actor: Node, wanted: Sequence[Wanted]) -> Iterator[Line]:
    """Yield how much we ask for and what to bring, and whether we owe them something late."""
    own = [w for w in wanted if not w.above]
    text = words.texts.count("brief.lead-asks", len(own)) if own else words.say("lead-asks-none")
    stances = [words.desk.find_stance(w.actor, w.initiative) for w in own]
    bring = list(dict.fromkeys(s.would_help for s in stances if s and s.would_help))
    if bring and not words.meeting:
        text = f"{text} {words.say('lead-bring', texts=words.join(bring))}"
    yield Line(text, "strong")
    late = sum(owed.overdue for owed in words.desk.find_we_owe(actor.id))
    if late:
        yield Line(words.texts.count("brief.lead-owe", late), "bad")
    yield Line(words.say("holds-for", day=words.desk.day), "dim")


def _tell_asks(words: BriefWords, actor: Node, wanted: Sequence[Wanted]) -> Table:
    keys = ["initiative", "ask", *([] if words.meeting else ["said", "concern", "help"])]
    keys = keys if is_post(actor) else ["who", *keys]
    rows = [tuple(_to_cells(words, one, keys)) for one in wanted]
    return Table(tuple(words.say(f"column-{key}") for key in keys), tuple(rows))


def _to_cells(words: BriefWords, wanted: Wanted, keys: Sequence[str]) -> Iterator[str | Cell]:
    stance = words.desk.find_stance(wanted.actor, wanted.initiative)
    cells: dict[str, str | Cell] = {
        "who": Cell(words.name(wanted.actor), ids=(wanted.actor,)),
        "initiative": Cell(words.name(wanted.initiative), "strong", ids=(wanted.initiative,)),
        "ask": words.ask(wanted),
        "said": words.stance(wanted.actor, wanted.initiative),
        "concern": (stance.concern if stance else None) or words.say("no-concern" if stance else "nobody-known"),
        "help": Cell((stance.would_help if stance else None) or words.say("no-help"), "good"),
    }
    return (cells[key] for key in keys)


def _tell_core(words: BriefWords, actor: Node) -> list[Line]:
    """Tell the core mandates, and what each open initiative does to them."""
    lines: list[Line] = []
    for mandate, gains in words.desk.find_gains(actor.id):
        lines.append(Line(mandate.name, "strong", ids=(mandate.id,)))
        lines += [words.gain(gain) for gain in gains] or [Line(words.say("gain-none"), "dim", depth=1)]
    return lines or [Line(words.say("core-none"), "dim")]


def _tell_latest(words: BriefWords, actor: Node) -> list[Line]:
    found = [words.contact(contact) for contact in words.desk.find_contacts(actor.id)[:_LATEST]]
    return found or [Line(words.say("latest-none"), "dim")]


def _tell_mandates(words: BriefWords, actor: Node) -> list[Line]:
    """Tell what the actor may decide, with law and conditions."""
    today = words.desk.today
    return [to_item(_say_mandate(words, node), ids=(node.id,)) for node in today.targets(actor.id, "HOLDS")] or [
        Line(words.say("may-decide-none"), "dim")
    ]


def _say_mandate(words: BriefWords, mandate: Node) -> str:
    covered = words.join(node.name for node in words.desk.today.targets(mandate.id, "COVERS"))
    form = str(mandate.properties["kind"])
    said = say_do(words.texts, form, covered) if covered else say_token("mandate_kind", form, words.texts)
    basis = mandate.text("legal_basis")
    conditions = mandate.text("conditions")
    notes = [basis, words.say("condition", text=conditions) if conditions else None]
    return " · ".join([said, *(note for note in notes if note)])
