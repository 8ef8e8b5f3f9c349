"""What a person wants to know of a thing, in a few sentences: for each label what matters most of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.domain.positions import find_review_by, is_past_review, is_silenced, is_stale
from samverkan.measures.briefs import Desk
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node, Value
from samverkan.reports.brief_words import BriefWords
from samverkan.reports.phrases import say_do
from samverkan.reports.plan_words import SIGNS
from samverkan.reports.report import Line, to_item
from samverkan.reports.thing_surroundings import SURROUNDINGS
from samverkan.reports.vocabulary import say_label, say_token
from samverkan.texts import Texts

_NAMED = 8  # names of a list; more are counted
_SAID = 4  # positions of an actor
_ROLES = ("owner", "co_owner", "support", "receiver")
_BRIEFED = ("Actor", "Initiative", "Issue", "Interaction")


class ThingWords:
    """Says a thing of a map on a day in one language."""

    def __init__(self, content: Map, texts: Texts, day: date) -> None:
        self.texts, self.day = texts, day
        self.today = content.on(day)
        self.words = BriefWords(Desk(content, day), texts)

    def say(self, key: str, /, **values: Any) -> str:
        """Return a sentence of `thing.toml`."""
        return self.texts(f"thing.{key}", **values)

    def names(self, nodes: Iterable[Node]) -> str:
        """Return names as one line, the first few and how many more."""
        names = [node.name for node in nodes]
        more = [self.texts("plan.rests-more", n=len(names) - _NAMED)] if len(names) > _NAMED else []
        return self.words.join([*names[:_NAMED], *more])

    def list(self, key: str, nodes: Iterable[Node]) -> Iterator[Line]:
        """Yield a sentence with names, or nothing where there are none."""
        found = tuple(nodes)
        if found:
            yield Line(self.say(key, names=self.names(found)), ids=tuple(node.id for node in found[:_NAMED]))


def tell_thing(words: ThingWords, node: Node) -> Iterator[Line]:
    """Yield what matters most of a thing on the day; of what is not there that day, only that it is not."""
    if node.id not in words.today.nodes:
        age = say_age(words, node.properties, node)
        yield from [Line(f"{_capital(age)}.", "warn")] if age else []
        return
    yield from _TELLERS.get(node.label, _tell_nothing)(words, node)


def tell_commands(words: ThingWords, node: Node) -> Iterator[Line]:
    """Yield the commands that tell more of a thing, for whoever sits at a prompt; of what is not there, none."""
    if node.id not in words.today.nodes:
        return
    if node.label == "Initiative":
        yield Line(words.say("to-plan", id=node.id), "dim")
    if node.label in _BRIEFED:
        yield Line(words.say("to-brief", id=node.id), "dim")


def say_age(words: ThingWords, properties: Mapping[str, Value], node: Node) -> str:
    """Return that something is over, not yet there, or too old to count; empty where it holds."""
    ended, began = properties.get("valid_to", ALWAYS_TO), properties.get("valid_from", ALWAYS_FROM)
    if isinstance(ended, date) and ended <= words.day and ended != ALWAYS_TO:
        return words.say("ended", day=ended)
    if isinstance(began, date) and began > words.day:
        return words.say("not-yet", day=began)
    if node.label != "Position":
        return ""
    return words.say("stale") if _is_old(words, node) else words.say("counts-not") if _is_silenced(words, node) else ""


def _is_old(words: ThingWords, position: Node) -> bool:
    """Tell whether a position counts no more: past its review, or said by an earlier holder."""
    takers = words.today.origins(position.id, "TAKES")
    if "stated_on" not in position.properties:
        return False
    return is_past_review(position, words.day) or any(is_stale(t, position, words.day) for t in takers)


def _is_silenced(words: ThingWords, position: Node) -> bool:
    """Tell whether whoever took a position has said something later that nobody may see."""
    takers, about = words.today.origins(position.id, "TAKES"), words.today.targets(position.id, "ABOUT")
    return any(is_silenced(words.today, t.id, a.id, position, words.day) for t in takers for a in about)


def _tell_nothing(_words: ThingWords, _node: Node) -> Iterator[Line]:
    yield from ()


def _tell_actor(words: ThingWords, actor: Node) -> Iterator[Line]:
    today = words.today
    yield Line(_say_kind(words, actor))
    if actor.properties.get("vacant") is True:
        yield Line(words.say("vacant"), "warn")
    yield from words.list("stood-in-for", today.origins(actor.id, "STANDS_IN_FOR"))
    yield from words.list("stands-in-for", today.targets(actor.id, "STANDS_IN_FOR"))
    for mandate in today.targets(actor.id, "HOLDS"):
        yield to_item(words.say("may", what=_say_mandate(words, mandate)), ids=(mandate.id,))
    yield from _tell_said(words, actor)
    yield from words.list("core", today.targets(actor.id, "HAS_CORE_MANDATE"))
    yield from words.list("sits-in", today.targets(actor.id, "MEMBER_OF"))
    yield from words.list("members", today.origins(actor.id, "MEMBER_OF"))
    yield from words.list("posts", today.origins(actor.id, "PART_OF"))
    for role in _ROLES:
        involved = [r.end for r in today.out(actor.id, "INVOLVED_IN") if r.properties.get("role") == role]
        yield from words.list(f"involved-{role}", (today.nodes[i] for i in involved))
    yield from _tell_contacts(words, actor)


def _say_kind(words: ThingWords, actor: Node) -> str:
    kind = say_token("actor_kind", actor.text("kind"), words.texts) or say_label("Actor", words.texts)
    organisation = next(iter(words.today.targets(actor.id, "PART_OF")), None)
    said = words.say("kind-in", kind=kind, organisation=organisation.name) if organisation else kind
    notes = [words.say("head")] if actor.properties.get("head") is True else []
    notes += [words.say("by-vote")] if actor.properties.get("decides_by") == "vote" else []
    return " ".join([f"{said[:1].upper()}{said[1:]}.", *notes])


def _say_mandate(words: ThingWords, mandate: Node) -> str:
    covered = words.names(words.today.targets(mandate.id, "COVERS"))
    form = str(mandate.properties["kind"])
    said = say_do(words.texts, form, covered) if covered else words.texts(f"plan.form-{form}")
    conditions = mandate.text("conditions")
    notes = [mandate.text("legal_basis"), words.words.say("condition", text=conditions) if conditions else None]
    return " · ".join([said, *(note for note in notes if note)])


def _tell_said(words: ThingWords, actor: Node) -> Iterator[Line]:
    """Yield the latest stance on each initiative, the newest first; what is too old or restricted says so."""
    latest: dict[str, Node] = {}
    for position in words.today.targets(actor.id, "TAKES"):
        if position.properties.get("kind") == "stance" and _stated(position) <= words.day:
            for about in words.today.targets(position.id, "ABOUT"):
                known = latest.get(about.id)
                if is_silenced(words.today, actor.id, about.id, position, words.day):
                    continue
                if known is None or (_stated(known), known.id) < (_stated(position), position.id):
                    latest[about.id] = position
    newest = sorted(latest.items(), key=lambda item: (_stated(item[1]), item[0]), reverse=True)
    for about_id, position in newest[:_SAID]:
        text = words.say("said", about=words.today.nodes[about_id].name, stance=say_position(words, position))
        yield to_item(text, "warn" if _is_old(words, position) else "", (position.id,))
    yield from _tell_restricted(words, actor, latest)


def _tell_restricted(words: ThingWords, actor: Node, told: Collection[str]) -> Iterator[Line]:
    """Yield of what an actor has said something that must not be used, where nothing later is told."""
    restricted = {about for taker, about, kind in words.today.restricted if (taker, kind) == (actor.id, "stance")}
    for about in sorted(restricted.difference(told) & words.today.nodes.keys()):
        yield to_item(words.say("said-restricted", about=words.today.nodes[about].name), "warn", (about,))


def _stated(position: Node) -> date:
    stated = position.properties.get("stated_on")
    return stated if isinstance(stated, date) else date.max


def say_position(words: ThingWords, position: Node) -> str:
    """Return what a position says: its stance with the sign, day, ground and concern, and whether it is old."""
    kind, value = position.text("kind") or "", position.text("value") or ""
    sign = f"{SIGNS[value]} " if kind == "stance" and value in SIGNS else ""
    basis = say_token("position_basis", position.text("basis"), words.texts)
    said = ", ".join(
        p for p in (f"{sign}{say_token(kind, value, words.texts)}", position.text("stated_on"), basis) if p
    )
    concern = position.text("concern")
    said = f"{said} – {concern}" if concern else said
    return f"{said} ({words.say('stale')})" if _is_old(words, position) else said


def _tell_contacts(words: ThingWords, actor: Node) -> Iterator[Line]:
    today = words.today
    ties = {r.end: r for r in today.out(actor.id, "TIE")} | {r.start: r for r in today.into(actor.id, "TIE")}
    named = [
        words.say("tie", name=today.nodes[other].name, strength=_say_strength(words, tie.properties))
        for other, tie in sorted(ties.items())
    ]
    if named:
        more = [words.texts("plan.rests-more", n=len(named) - _NAMED)] if len(named) > _NAMED else []
        yield Line(
            words.say("knows", names=words.words.join([*named[:_NAMED], *more])), ids=tuple(sorted(ties))[:_NAMED]
        )
    else:
        yield Line(words.say("knows-nobody"), "dim")
    desk = words.words.desk
    for key, contacts in (("last", desk.find_contacts(actor.id)), ("ahead", desk.find_ahead(actor.id))):
        if contacts:
            yield Line(words.say(key, contact=f"{contacts[0].text('date')} {words.words.contact_name(contacts[0])}"))
    for owed in desk.find_promised(actor.id):
        line = words.words.owed(owed)
        yield Line(words.say("promised", what=line.text), line.tone, ids=line.ids)


def _say_strength(words: ThingWords, tie: Mapping[str, Value]) -> str:
    strength = tie.get("strength")
    return say_token("tie_strength", str(strength) if strength else "new", words.texts)


def _tell_initiative(words: ThingWords, initiative: Node) -> Iterator[Line]:
    status = say_token("initiative_status", initiative.text("status"), words.texts)
    if status:
        yield Line(words.say("status", status=status))
    if words.words.desk.is_over(initiative):
        for key in ("outcome", "lesson"):
            text = initiative.text(key)
            if text:
                yield Line(words.say(key, text=text))
    yield from words.list("addresses", words.today.targets(initiative.id, "ADDRESSES"))
    yield from words.list("leads-to", words.today.targets(initiative.id, "LEADS_TO"))
    yield from _tell_stances(words, initiative)


def _tell_stances(words: ThingWords, initiative: Node) -> Iterator[Line]:
    """Yield who is against, hesitates, is for it, or said something too long ago."""
    today, groups = words.today, dict[str, list[Node]]()
    for position in today.origins(initiative.id, "ABOUT"):
        for taker in today.origins(position.id, "TAKES") if position.label == "Position" else ():
            stance = words.words.desk.find_stance(taker.id, initiative.id)
            if stance is not None and stance.position == position.id:
                groups.setdefault(_GROUPS.get(stance.counts, "unknown"), []).append(taker)
    for key, tone in (("against", "bad"), ("hesitant", "warn"), ("for", "good"), ("unknown", "accent")):
        for line in words.list(key, groups.get(key, ())):
            yield Line(line.text, tone, ids=line.ids)
    if not groups:
        yield Line(words.say("nobody-said"), "dim")


_GROUPS = {"opposes": "against", "hesitant": "hesitant", "supports": "for", "champions": "for"}


def _tell_issue(words: ThingWords, issue: Node) -> Iterator[Line]:
    today = words.today
    roles: dict[str, list[Node]] = {}
    for relation in today.into(issue.id, "INVOLVED_IN"):
        roles.setdefault(str(relation.properties.get("role")), []).append(today.nodes[relation.start])
    yield from words.list("owner", roles.get("owner", ())) if "owner" in roles else [Line(words.say("no-owner"), "bad")]
    yield from words.list("receiver", roles.get("receiver", ()))
    yield from words.list("affects", today.targets(issue.id, "AFFECTS"))
    yield from words.list("pictures", today.origins(issue.id, "OF"))
    yield from words.list("caused-by", today.origins(issue.id, "CONTRIBUTES_TO"))
    tried = today.origins(issue.id, "ADDRESSES")
    yield from words.list("tried", tried) if tried else [Line(words.say("not-tried"), "dim")]


def _tell_mandate(words: ThingWords, mandate: Node) -> Iterator[Line]:
    holders = words.today.origins(mandate.id, "HOLDS")
    yield Line(f"{_capital(_say_mandate(words, mandate))}.")
    yield from words.list("held-by", holders) if holders else [Line(words.say("held-by-nobody"), "warn")]


def _tell_matter(words: ThingWords, matter: Node) -> Iterator[Line]:
    """Yield who may do what in a matter."""
    today = words.today
    held = [
        words.say("mandate-of", name=holder.name, form=say_token("mandate_kind", m.text("kind"), words.texts))
        for m in today.origins(matter.id, "COVERS")
        for holder in today.origins(m.id, "HOLDS")
    ]
    if held:
        yield Line(words.say("decided-by", names=words.words.join(dict.fromkeys(held))))
    else:
        yield Line(words.say("decided-by-nobody"), "bad")


def _tell_position(words: ThingWords, position: Node) -> Iterator[Line]:
    who = words.names(words.today.origins(position.id, "TAKES"))
    about = words.names(words.today.targets(position.id, "ABOUT"))
    yield Line(words.say("taken-by", who=who, about=about, said=say_position(words, position)))
    if "stated_on" in position.properties:
        past, day = is_past_review(position, words.day), find_review_by(position)
        if not past and _is_old(words, position):
            yield Line(words.say("an-earlier-holders"), "warn")
        else:
            yield Line(words.say("too-old" if past else "holds-until", day=day), "warn" if past else "dim")


def _tell_contact(words: ThingWords, contact: Node) -> Iterator[Line]:
    yield from words.list("came", words.today.origins(contact.id, "TOOK_PART_IN"))
    yield from words.list("about", words.today.targets(contact.id, "ABOUT"))
    yield from words.list("agreed", words.today.origins(contact.id, "AGREED_AT"))


def _tell_commitment(words: ThingWords, commitment: Node) -> Iterator[Line]:
    yield from words.list("undertaken-by", words.today.origins(commitment.id, "COMMITTED_TO"))
    for key, name in (("done", "done_on"), ("dropped", "dropped_on")):
        if name in commitment.properties:
            yield Line(words.say(key, day=commitment.text(name)), "good")
            return
    due = commitment.properties.get("due")
    if isinstance(due, date):
        late = due < words.day
        yield Line(words.say("overdue" if late else "due", day=due), "bad" if late else "")


def _tell_source(words: ThingWords, source: Node) -> Iterator[Line]:
    yield Line(words.say("bears", n=len(words.today.into(source.id, "SOURCED_BY"))))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


_TELLERS: Mapping[str, Callable[[ThingWords, Node], Iterator[Line]]] = {
    **SURROUNDINGS,
    "Actor": _tell_actor,
    "Initiative": _tell_initiative,
    "Issue": _tell_issue,
    "Mandate": _tell_mandate,
    "Matter": _tell_matter,
    "Position": _tell_position,
    "Interaction": _tell_contact,
    "Commitment": _tell_commitment,
    "Source": _tell_source,
}
