"""`show` and `find`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from samverkan.cli.completion import complete_ids
from samverkan.cli.document import Blank, Block, Cell, Grid, Heading, Paragraph
from samverkan.cli.grammar import argument
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.told import to_paragraph
from samverkan.privacy import FEWER_THAN, LEAST_TOLD, find_hidden
from samverkan.reports.thing import ThingWords, tell_commands, tell_thing
from samverkan.reports.thing_facts import find_other, say_source, tell_facts, tell_relation
from samverkan.reports.vocabulary import say_label
from samverkan.schema import read_schema
from samverkan.texts import Texts

if TYPE_CHECKING:
    from samverkan.model import Node, Relation
    from samverkan.workflows.show import Found, Thing

_AROUND = 40  # letters that are shown on either side of what was found
_COLUMNS = ("what", "name", "value", "direction", "other_name", "properties")


@command("show", revision=True)
@argument("id", shell_complete=complete_ids())
def show(session: Session, id: str) -> int:
    """Tell everything about one thing."""
    from samverkan.workflows.show import show_thing

    thing = show_thing(session.where, id, as_of=session.as_of, for_export=session.leaves_house)
    notes = [session.texts.count("cli.own-left-out", thing.left_out)] if thing.left_out else []
    return session.show(
        Shown(
            data=lambda: _to_json(thing),
            blocks=lambda: _tell(thing, session.texts),
            table=lambda: (_COLUMNS, list(_to_rows(thing))),
            notes=notes,
        )
    )


def _to_json(thing: Thing) -> dict[str, Any]:
    return {
        "id": thing.node.id,
        "label": thing.node.label,
        "properties": _to_properties(thing.node),
        "relations": [
            {
                "type": relation.type,
                "direction": _direction(thing, relation),
                "other": _other(thing, relation),
                "other_name": thing.content.nodes[_other(thing, relation)].name,
                "properties": dict(relation.properties),
            }
            for relation in thing.relations
        ],
        "sources": list(thing.sources),
    }


def _to_properties(node: Node) -> dict[str, Any]:
    """Return what is said of a thing itself; a figure that is not told is null, with what it is fewer than beside."""
    hidden = find_hidden(node)
    if not hidden:
        return dict(node.properties)
    told = {key: value for key, value in node.properties.items() if key != FEWER_THAN}
    return {**told, **dict.fromkeys(hidden), FEWER_THAN: LEAST_TOLD}


def _direction(thing: Thing, relation: Relation) -> str:
    return "out" if relation.start == thing.node.id else "in"


def _other(thing: Thing, relation: Relation) -> str:
    return find_other(thing.node, relation)


def _to_rows(thing: Thing) -> Iterator[dict[str, Any]]:
    """Yield a row for each property, then for each relation, whose value is the id at its other end."""
    for name, value in _to_properties(thing.node).items():
        yield {"what": "property", "name": name, "value": value}
    for relation in thing.relations:
        other = _other(thing, relation)
        yield {
            "what": "relation",
            "name": relation.type,
            "value": other,
            "direction": _direction(thing, relation),
            "other_name": thing.content.nodes[other].name,
            "properties": [f"{key}={value}" for key, value in relation.properties.items()],
        }


def _tell(thing: Thing, texts: Texts) -> Iterator[Block]:
    """Tell what it is, what is said of it, how it hangs together with others, and on what sources."""
    node = thing.node
    yield Heading(node.name)
    yield Paragraph(f"{say_label(node.label, texts)} · {node.id}", "dim")
    words = ThingWords(thing.around, texts, thing.day)
    short = [*tell_thing(words, node), *tell_commands(words, node)]
    if short:
        yield Blank()
        yield from map(to_paragraph, short)
    facts = tell_facts(node, texts)
    if facts or thing.relations:
        yield Blank()
        yield Heading(texts("thing.everything"))
    if facts:
        yield Grid((texts("cli.property"), texts("cli.value")), facts)
    if thing.relations:
        yield Blank()
        yield Grid(
            (texts("cli.relation"), texts("cli.other"), texts("cli.id"), texts("cli.details")),
            [_tell_relation(thing, relation, words) for relation in thing.relations],
        )
    yield from _tell_sources(thing, texts)


def _tell_relation(thing: Thing, relation: Relation, words: ThingWords) -> tuple[str | Cell, ...]:
    """Tell a relation; what is over or too old says so first."""
    called, other, details, age = tell_relation(thing.node, relation, thing.content, words)
    cells = (called, other, _other(thing, relation), ", ".join(part for part in (age, details) if part))
    return tuple(Cell(text, "dim" if age else "") for text in cells)


def _tell_sources(thing: Thing, texts: Texts) -> Iterator[Block]:
    yield Blank()
    if thing.sources:
        yield Heading(texts("cli.sources"))
    else:
        yield Paragraph(texts("cli.no-sources"), "warn")
    for source in thing.sources:
        yield Paragraph(say_source(source, thing.content, texts), hang=2)
    if thing.node.properties.get("kind") == "post":
        yield Paragraph(texts("records.how-to-extract", id=thing.node.id), "dim")


@command("find")
@argument("text")
def find(session: Session, text: str) -> int:
    """List the things whose names or texts hold a text."""
    from samverkan.workflows.find_node import describe
    from samverkan.workflows.show import find_texts

    found = find_texts(session.where, text, for_export=session.leaves_house)
    texts = session.texts
    rows = list(_to_hits(found))
    nearest = ", ".join(describe(node) for node in found.nearest)
    notes = [] if rows else [texts("cli.found-nothing", text=text)]
    notes += [texts("errors.nearest", nearest=nearest)] if nearest else []
    return session.show(
        Shown(
            data=lambda: rows,
            blocks=lambda: _tell_found(found, text, texts) if rows else [],
            table=lambda: (("id", "label", "name", "field", "text"), rows),
            notes=[" ".join(notes)] if notes else [],
        )
    )


def _to_hits(found: Found) -> Iterator[dict[str, Any]]:
    for node in found.nodes:
        yield {"id": node.id, "label": node.label, "name": node.name}
    for node, field in found.said:
        yield {"id": node.id, "label": node.label, "name": node.name, "field": field, "text": node.text(field)}


def _tell_found(found: Found, text: str, texts: Texts) -> Iterator[Block]:
    """Tell those with the text in their name, then those with it in what is written of them, with the place."""
    if found.nodes:
        headings = (texts("cli.id"), texts("cli.label"), texts("cli.name"))
        yield Grid(headings, [(node.id, say_label(node.label, texts), node.name) for node in found.nodes])
    if found.nodes and found.said:
        yield Blank()
    if found.said:
        yield Heading(texts("cli.found-in-texts"))
        titles = ("cli.id", "cli.label", "cli.property", "cli.found-text")
        yield Grid(
            [texts(title) for title in titles], [_to_hit(node, field, text, texts) for node, field in found.said]
        )


def _to_hit(node: Node, field: str, text: str, texts: Texts) -> tuple[str, str, str, str]:
    words = read_schema().labels[node.label].properties[field].words[texts.lang]
    return node.id, say_label(node.label, texts), words, _cut(node.text(field) or "", text)


def _cut(value: str, text: str) -> str:
    """Return the part of a text around what was looked for."""
    place = max(0, value.casefold().find(text.casefold()))
    start, end = max(0, place - _AROUND), place + len(text) + _AROUND
    return f"{'…' if start else ''}{value[start:end]}{'…' if end < len(value) else ''}"
