"""Keep a map alive one thing at a time: a changed field, a new thing, what was said, a contact, what is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samverkan.domain.positions import find_stance
from samverkan.errors import EditProblemsError, RemovalProblemsError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import Label, read_schema
from samverkan.tables.derived_ids import find_base
from samverkan.tables.field_words import find_item_key, list_section_words
from samverkan.tables.field_words import fold as fold_word
from samverkan.tables.fields import is_chief
from samverkan.tables.item_fields import Field, make_id, put_fields, read_written
from samverkan.workflows.edits import Preview, Terms, Written, preview_edit, refuse_late_reviews, write_edit
from samverkan.workflows.find_node import find_node
from samverkan.workflows.namesakes import find_namesakes
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.part import find_edit

Make = Callable[[Map], Map]
_WRITTEN_KINDS = ("letter",)
_NEW = "samverkan.new"  # until it is known what the id is derived from


def write_new_map(
    where: Where, command: str, make: Make, terms: Terms, consent: str | None = None, *, about: Iterable[str | None]
) -> Written:
    """Write what `make` makes of the map that is meant, as one edit; `about` are the ids or names that it speaks of."""
    texts = {text for text in (*about, terms.by) if text}
    with open_store(where) as store:
        content, edit = find_edit(store, texts, command, make)
        preview = preview_edit(content, edit)
        refuse_late_reviews(preview.old, preview.new)
        namesakes = find_namesakes(store, preview.new, find_new(preview)) if command == "add" else ()
        return replace(write_edit(store, content, edit, terms, consent, preview), namesakes=namesakes)


def edit_thing(
    where: Where, text: str, words: Sequence[str], terms: Terms, *, first: Callable[[Map], None] = lambda content: None
) -> Written:
    """Change fields of one thing; `first` is called with the map that is changed, and may refuse."""
    fields = [_read_field(word) for word in words]

    def make(content: Map) -> Map:
        first(content)
        return put_fields(content, find_node(content, text), fields, _resolver(content))

    return write_new_map(where, "edit", make, terms, about=(text, *_find_texts(fields)))


def add_thing(where: Where, section: str, words: Sequence[str], terms: Terms) -> Written:
    """Add a thing to a section; without an id one is made of its name, or of what it says."""
    label, preset = find_label(section)
    given = words[0] if words and read_written(words[0]) is None else None
    fields = [*preset, *(_read_field(word) for word in words[given is not None :])]

    def make(content: Map) -> Map:
        node_id = given or _make_id(content, label, fields)
        if node_id in content.nodes:
            raise UsageError("edits.id-taken", id=node_id, name=content.nodes[node_id].name)
        new = put_fields(content, Node(node_id, label.name), fields, _resolver(content))
        return new if given or not label.derived_id else _derive_id(content, new, node_id)

    return write_new_map(where, "add", make, terms, about=(given, *_find_texts(fields)))


def remove_thing(where: Where, text: str, terms: Terms) -> Written:
    """Remove a thing with all its relations, and the tree that an initiative requires."""

    def make(content: Map) -> Map:
        node = find_node(content, text)
        gone = {node.id, *content.reach([node.id], "REQUIRES")}
        kept = [n for n in content.nodes.values() if n.id not in gone]
        return build_map(kept, (r for r in content.relations if not gone & {r.start, r.end}), content)

    try:
        return write_new_map(where, "remove", make, terms, "remove", about=(text,))
    except EditProblemsError as error:
        raise RemovalProblemsError(error.problems, error.content, text) from error


@dataclass(frozen=True)
class Said:
    """What was said, as it was typed. Texts are ids or names; days are days."""

    who: str
    about: str | None = None
    stance: str | None = None
    concern: str | None = None
    would_help: str | None = None
    basis: str | None = None
    on: date | None = None
    meeting: str | None = None
    promise: str | None = None
    due: date | None = None
    promised_by: str | None = None


def note_position(where: Where, said: Said, terms: Terms) -> Written:
    """Write down what somebody said of something, and what was promised with it.

    Without a meeting or a basis it is an own assessment of today, without a stance the one that counts that day.
    """
    if said.promise is None and (said.due is not None or said.promised_by is not None):
        raise UsageError("edits.due-without-promise")

    def make(content: Map) -> Map:
        meeting = find_node(content, said.meeting, {"Interaction"}) if said.meeting else None
        about = _find_subject(content, said.about, meeting)
        return _note(content, said, find_node(content, said.who, {"Actor"}), about, meeting)

    spoken_of = (said.who, said.about, said.meeting, said.promised_by)
    return write_new_map(where, "note", make, terms, about=spoken_of)


def _find_subject(content: Map, text: str | None, meeting: Node | None) -> Node:
    labels = frozenset({"Issue", "ProblemPicture", "Initiative"})
    if text is not None:
        return find_node(content, text, labels)
    found = [n for n in content.targets(meeting.id, "ABOUT") if n.label in labels] if meeting else []
    if len(found) != 1:
        raise UsageError("edits.about-what", candidates=tuple(node.id for node in found))
    return found[0]


def _note(content: Map, said: Said, who: Node, about: Node, meeting: Node | None) -> Map:
    held = meeting.properties.get("date") if meeting else None
    day = said.on or (held if isinstance(held, date) else None) or content.as_of or date.today()
    basis = said.basis or _find_basis(meeting)
    picture = about.label == "ProblemPicture"
    stance = said.stance or _find_current(content, who.id, about.id, day)
    typed = {
        "kind": "problem_picture" if picture else "stance",
        "value": stance,
        "concern": said.concern,
        "would_help": said.would_help,
        "basis": basis,
        "stated_on": day.isoformat(),
        "taken_by": who.id,
        "about": about.id,
        "stated_at": meeting.id if meeting else None,
        "sourced_by": ",".join(s.id for s in content.targets(meeting.id, "SOURCED_BY")) if meeting else None,
    }
    fields = [Field("", key, value) for key, value in typed.items() if value]
    new = put_fields(content, Node(_NEW, "Position"), fields, _resolver(content))
    new = _derive_id(content, new, _NEW)
    (position,) = new.nodes.keys() - content.nodes.keys()
    return _promise(new, said, position, meeting) if said.promise else new


def _find_basis(meeting: Node | None) -> str:
    if meeting is None:
        return "own_assessment"
    return "written" if meeting.properties.get("kind") in _WRITTEN_KINDS else "stated_in_meeting"


def _find_current(content: Map, actor: str, about: str, day: date) -> str:
    today = content.on(day)
    stance = find_stance(today, actor, about, day) if actor in today.nodes else None
    return stance.counts if stance else "unknown"


def _promise(content: Map, said: Said, position: str, meeting: Node | None) -> Map:
    """Write down what we, or somebody else, undertook about a position."""
    if not said.promised_by and not content.us:
        raise UsageError("edits.promised-by-whom")
    by = find_node(content, said.promised_by, {"Actor"}).id if said.promised_by else content.us[0]
    typed = {
        "name": said.promise,
        "due": said.due.isoformat() if said.due else None,
        "committed_by": by,
        "about": position,
        "agreed_at": meeting.id if meeting else None,
    }
    fields = [Field("", key, value) for key, value in typed.items() if value]
    node = Node(make_id(str(said.promise), content.nodes), "Commitment")
    return put_fields(content, node, fields, _resolver(content))


@dataclass(frozen=True)
class Contact:
    """A contact, as it was typed: its kind, with whom, what about."""

    kind: str
    who: Sequence[str]
    about: Sequence[str]
    on: date | None = None
    summary: str | None = None
    feedback: date | None = None


def write_meeting(where: Where, contact: Contact, terms: Terms) -> Written:
    """Write down a contact with somebody; the first of `us` took part in it."""

    def make(content: Map) -> Map:
        with_us = [actor for actor in content.us[:1]]
        others = [find_node(content, text, {"Actor", "AffectedGroup"}).id for text in contact.who]
        typed = {
            "kind": contact.kind,
            "date": (contact.on or content.as_of or date.today()).isoformat(),
            "summary": contact.summary,
            "feedback_due": contact.feedback.isoformat() if contact.feedback else None,
            "attended_by": ",".join(dict.fromkeys([*with_us, *others])),
            "about": ",".join(find_node(content, text, {"Issue", "Initiative", "Area"}).id for text in contact.about),
        }
        fields = [Field("", key, value) for key, value in typed.items() if value]
        new = put_fields(content, Node(_NEW, "Interaction"), fields, _resolver(content))
        return _derive_id(content, new, _NEW)

    return write_new_map(where, "meeting", make, terms, about=(*contact.who, *contact.about))


def mark_done(where: Where, text: str, on: date | None, answered_by: str | None, terms: Terms) -> Written:
    """Mark a commitment as kept, a requirement as met, or feedback as given."""

    def make(content: Map) -> Map:
        node = find_node(content, text, frozenset(_DONE))
        if answered_by and node.label != "Requirement":
            raise UsageError("edits.only-requirements-answered", id=node.id)
        day = (on or content.as_of or date.today()).isoformat()
        typed: dict[str, Any] = {key: value or day for key, value in _DONE[node.label].items()}
        typed |= {"answered_by": answered_by} if answered_by else {}
        fields = [Field("", key, value) for key, value in typed.items()]
        return put_fields(content, node, fields, _resolver(content))

    return write_new_map(where, "done", make, terms, about=(text, answered_by))


_DONE = {
    "Commitment": {"done_on": ""},
    "Requirement": {"status": "met", "status_on": ""},
    "Interaction": {"feedback_given": ""},
}


def find_label(text: str) -> tuple[Label, tuple[Field, ...]]:
    """Return the label of a section, or of what its things are called, in either language; with the kind it says.

    A kind of actor is an actor of that kind: a board, a post.
    """
    schema = read_schema()
    section = list_section_words().get(fold_word(text))
    if section is not None and section in schema.sections:
        return schema.sections[section], ()
    for label in schema.labels.values():
        if fold_word(text) in {fold_word(word) for pair in label.words.values() for word in pair}:
            return label, ()
    kind = schema.find_token("actor_kind", text)
    if kind is not None:
        return schema.labels["Actor"], (Field("", "kind", kind),)
    if is_chief(text):
        raise UsageError("edits.chief-is-post", text=text)
    words = (f"{label.words['sv'][1]} ({label.section})" for label in schema.labels.values())
    raise UsageError("edits.unknown-section", text=text, choices=tuple(words))


def _read_field(word: str) -> Field:
    field = read_written(word)
    if field is None:
        raise UsageError("edits.not-a-field", text=word)
    return field


def _find_texts(fields: Iterable[Field]) -> Iterator[str]:
    """Yield what may be ids or names among what was typed: values, parts of lists of them, and ends of relations."""
    for field in fields:
        yield from (part.strip() for part in (field.value, *field.value.split(","), *field.name.split(".")))


def _resolver(content: Map) -> Callable[[str, Collection[str]], str]:
    def resolve(text: str, labels: Collection[str]) -> str:
        return text if text == _NEW else find_node(content, text, labels).id

    return resolve


def _make_id(content: Map, label: Label, fields: Sequence[Field]) -> str:
    if label.derived_id:
        return _NEW
    name = next((f.value for f in fields if find_item_key(label.name, f.name) == "name"), "")
    if not name:
        raise UsageError("edits.name-needed")
    return make_id(name, content.nodes)


def _derive_id(content: Map, new: Map, temporary: str) -> Map:
    """Give a new thing the id that is derived from what it says, told apart from those that are taken."""
    if temporary not in new.nodes:
        return new
    node = new.nodes[temporary]

    around = [r for r in new.relations if temporary in (r.start, r.end)]

    def others(relation: str, outward: bool) -> list[str]:
        ends = ((r.start, r.end) if outward else (r.end, r.start) for r in around if r.type == relation)
        return [other for own, other in ends if own == temporary]

    base = find_base(node.label, node.properties, others)
    number, found = 1, base
    while found in content.nodes:
        number += 1
        found = f"{base}-{number}"
    nodes = [replace(n, id=found) if n.id == temporary else n for n in new.nodes.values()]
    return build_map(nodes, (_renamed(r, temporary, found) for r in new.relations), new)


def _renamed(relation: Relation, old: str, new: str) -> Relation:
    if old not in (relation.start, relation.end):
        return relation
    start, end = (new if end == old else end for end in (relation.start, relation.end))
    return Relation(relation.type, start, end, relation.properties)


def find_new(preview: Preview) -> list[str]:
    """Return the ids of the things that are new."""
    return [c.key for c in preview.changes if c.action == "added" and isinstance(c.key, str) and c.key]
