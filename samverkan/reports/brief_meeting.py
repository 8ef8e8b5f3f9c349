"""A brief of a meeting: who comes, what to ask whom, who is missing; afterwards what was said and agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from samverkan.measures.briefs import Wanted
from samverkan.model import Node
from samverkan.reports.brief_actor import say_foot
from samverkan.reports.brief_words import BriefWords
from samverkan.reports.plan_words import SIGNS
from samverkan.reports.report import Cell, Line, Part, Report, Section, Table, to_item
from samverkan.reports.vocabulary import say_token


def build_meeting_brief(words: BriefWords, meeting: Node) -> Report:
    """Build the brief of a planned or held meeting."""
    held = meeting.properties.get("date")
    day = held if isinstance(held, date) else words.desk.day
    past = day <= words.desk.day
    initiatives = words.desk.find_initiatives_of(meeting.id)
    deciders = words.desk.find_deciders(initiatives)
    present = [n.id for n in words.desk.today.origins(meeting.id, "TOOK_PART_IN") if n.id not in words.desk.whole.us]
    count = len(words.desk.today.into(meeting.id, "TOOK_PART_IN"))
    lead = words.say("meeting-held" if past else "meeting-ahead", day=day, n=count)
    sections = [
        Section("comes", words.say("came" if past else "comes"), (_tell_members(words, present, initiatives, meeting),))
        if present
        else Section("comes", words.say("comes"), (Line(words.say("comes-none"), "dim"),)),
        *(_tell_outcome(words, meeting) if past else []),
        Section("missing", words.say("missing"), tuple(_tell_missing(words, present, deciders))),
        Section("commitments", words.say("commitments"), tuple(_tell_commitments(words, meeting, present))),
        Section("notes", words.say("notes" if past else "decided-today"), ()),
    ]
    title = words.say("meeting-title", name=words.contact_name(meeting), day=day)
    about = words.names(n.id for n in words.desk.today.targets(meeting.id, "ABOUT"))
    lines = [
        Line(lead, "strong"),
        *([Line(about)] if about else []),
        Line(words.say("holds-for", day=words.desk.day), "dim"),
    ]
    return Report(title, words.texts.lang, tuple(lines), tuple(sections), say_foot(words))


def _tell_members(words: BriefWords, present: Sequence[str], initiatives: Sequence[str], meeting: Node) -> Table:
    keys = ["who", "ask", *([] if words.meeting else ["said"]), "gains", *([] if words.meeting else ["last"])]
    rows = [tuple(_to_cells(words, actor, initiatives, meeting, keys)) for actor in present]
    return Table(tuple(words.say(f"column-{key}") for key in keys), tuple(rows))


def _to_cells(
    words: BriefWords, actor: str, initiatives: Sequence[str], meeting: Node, keys: Sequence[str]
) -> Iterator[str | Cell]:
    asks = [w for w in words.desk.find_wanted(actor) if w.initiative in initiatives]
    wanted = {w.initiative for w in asks}
    told = [i for i in initiatives if i in wanted or words.desk.find_stance(actor, i)]
    gains = [g for _, found in words.desk.find_gains(actor) for g in found if g.initiative in initiatives]
    last = next((n for n in words.desk.find_contacts(actor) if n.id != meeting.id), None)

    def name(initiative: str, text: str) -> str:
        return text if len(initiatives) == 1 else f"{words.name(initiative)}: {text}"

    cells: dict[str, str | Cell] = {
        "who": Cell(words.who(actor), "strong", ids=(actor,)),
        "ask": "; ".join(name(w.initiative, words.ask(w)) for w in asks) or words.say("nothing"),
        "said": "; ".join(name(i, words.stance(actor, i).text) for i in told) or words.say("nobody-known"),
        "gains": "; ".join(words.gain(gain).text for gain in gains) or words.say("gain-none"),
        "last": words.contact(last).text if last else words.say("latest-none"),
    }
    return (cells[key] for key in keys)


def _tell_missing(words: BriefWords, present: Sequence[str], deciders: dict[str, list[Wanted]]) -> Iterator[Line]:
    """Yield who is needed for what the meeting is about, where nobody at the table can answer in their stead."""
    here = {*present, *words.desk.whole.us}
    answered = {w.leaf.id for actor in here for w in deciders.get(actor, ()) if _answers_alone(words, w)}
    lacking = {a: [w for w in wanted if w.leaf.id not in answered] for a, wanted in deciders.items() if a not in here}
    absent = {actor: wanted for actor, wanted in lacking.items() if wanted}
    for actor, wanted in absent.items():
        asks = "; ".join(words.ask(w) for w in wanted)
        yield to_item(words.say("missing-one", name=words.who(actor), asks=asks), ids=(actor,))
    if not absent:
        yield Line(words.say("missing-none"), "dim")


def _answers_alone(words: BriefWords, wanted: Wanted) -> bool:
    """Tell whether one actor's yes is enough: not as a vote in a board, nor jointly with others."""
    mandate = words.desk.today.nodes.get(wanted.mandate or "")
    return wanted.board is None and (mandate is None or mandate.properties.get("jointly") is not True)


def _tell_commitments(words: BriefWords, meeting: Node, present: Sequence[str]) -> Iterator[Line]:
    about = [meeting.id, *(n.id for n in words.desk.today.targets(meeting.id, "ABOUT"))]
    found = {o.id: o for o in words.desk.find_commitments_about(about)}
    found |= {o.id: o for actor in present for o in words.desk.find_promised(actor)}
    yield from (words.owed(owed, by=True) for owed in found.values())
    if not found:
        yield Line(words.say("commitments-none"), "dim")


def _tell_outcome(words: BriefWords, meeting: Node) -> list[Section]:
    """Tell what was said and agreed at a meeting that has been held."""
    today = words.desk.today
    said: list[Part] = [] if words.meeting or not meeting.text("summary") else [Line(str(meeting.text("summary")))]
    said += [] if words.meeting else [_to_statement(words, p) for p in today.origins(meeting.id, "STATED_AT")]
    agreed = [n.id for n in today.origins(meeting.id, "AGREED_AT")]
    lines = [to_item(words.say("owed-by", by=words.names(_by(words, i)), what=words.name(i)), ids=(i,)) for i in agreed]
    return [
        Section("was-said", words.say("was-said"), tuple(said or [Line(words.say("no-words"), "dim")])),
        Section("was-agreed", words.say("was-agreed"), tuple(lines or [Line(words.say("no-words"), "dim")])),
    ]


def _by(words: BriefWords, commitment: str) -> list[str]:
    return [n.id for n in words.desk.today.origins(commitment, "COMMITTED_TO")]


def _to_statement(words: BriefWords, position: Node) -> Line:
    today = words.desk.today
    value = position.text("value") or ""
    said = say_token(position.text("kind") or "", value, words.texts)
    who = words.names(n.id for n in today.origins(position.id, "TAKES"))
    about = words.names(n.id for n in today.targets(position.id, "ABOUT"))
    text = words.say("stated", who=who, sign=SIGNS.get(value, "·"), value=said, about=about)
    concern = position.text("concern")
    return to_item(f"{text} – {concern}" if concern else text, ids=(position.id,))
