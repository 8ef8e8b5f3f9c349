"""What the panel says of one thing: its properties and relations in the vocabulary's words, its sources, their age."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from samverkan.model import Map, Node, Relation
from samverkan.privacy import find_hidden
from samverkan.schema import RelationType
from samverkan.views.spec import Line, SourceNote, Thing
from samverkan.views.words import Words

_UNSAID = frozenset({"name", "valid_from", "kind"})


def build_thing(content: Map, node: Node, words: Words, *, drawn: Collection[str] = ()) -> Thing:
    """Build the panel's text of a node.

    `drawn` are relation types that the picture's edges already tell; the page adds those by itself.
    """
    facts = [
        *_properties(node, words),
        *_relations(content, node, words, drawn),
        *_sources(content, node, words),
    ]
    return Thing(node.id, node.name, say_kind(content, node, words), tuple(facts))


def say_kind(content: Map, node: Node, words: Words) -> str:
    """Say what a thing is: its label or kind, and for an actor what it is part of."""
    kind = node.text("kind")
    prop = words.schema.labels[node.label].properties.get("kind")
    word = words.token(prop.enum, kind) if prop and prop.enum and kind else words.label(node.label)
    whole = next(iter(content.targets(node.id, "PART_OF")), None)
    return f"{word} · {whole.name}" if whole else word


def _properties(node: Node, words: Words) -> list[tuple[str, tuple[Line, ...]]]:
    properties = words.schema.labels[node.label].properties
    said = {
        name: words.value(prop, node.properties[name], node.properties)
        for name, prop in properties.items()
        if name in node.properties and name not in _UNSAID
    }
    said |= dict.fromkeys(find_hidden(node), words.texts("thing.fewer-than-ten"))
    return [(properties[name].words[words.lang], (to_text_line(text),)) for name, text in said.items()]


def to_text_line(text: str, look: str = "plain") -> Line:
    """Make a line of text; an https address becomes a link, every other address stays text."""
    return Line(text, look, href=find_address(text))


def find_address(text: str) -> str:
    """Return the text when it is an https address as a whole, else nothing."""
    plain = text.strip()
    return plain if plain.lower().startswith("https://") and not any(c.isspace() for c in plain) else ""


def _relations(
    content: Map, node: Node, words: Words, drawn: Collection[str]
) -> Iterable[tuple[str, tuple[Line, ...]]]:
    for name, kind in words.schema.relations.items():
        if name in drawn or name == "SOURCED_BY":
            continue
        for outward, relations in ((True, content.out(node.id, name)), (False, content.into(node.id, name))):
            lines = tuple(_relation_line(content, kind, r, outward, words) for r in relations)
            if lines:
                yield kind.words[words.lang][0 if outward else 1], lines


def _relation_line(content: Map, kind: RelationType, relation: Relation, outward: bool, words: Words) -> Line:
    other = content.nodes[relation.end if outward else relation.start]
    parts = (say_properties(kind, relation, words), say_source(content, relation), _say_age(other, words))
    said = " · ".join(part for part in parts if part)
    name = say_name(content, other, words)
    return Line(f"{name} – {said}" if said else name, ref=other.id)


def say_source(content: Map, relation: Relation) -> str:
    """Say what a relation rests on: the name of its source and its day."""
    source = content.nodes.get(str(relation.properties.get("source", "")))
    return " ".join(part for part in (source.name, source.text("date")) if part) if source else ""


def _say_age(node: Node, words: Words) -> str:
    """Say on what grounds a position was taken, and when."""
    if node.label != "Position":
        return ""
    basis = words.token("position_basis", node.text("basis") or "") if node.text("basis") else ""
    return " ".join(part for part in (basis, node.text("stated_on")) if part)


def say_name(content: Map, node: Node, words: Words) -> str:
    """Say the name of a thing; what has none is named by what it covers or says."""
    if "name" in node.properties:
        return node.name
    if node.label == "Mandate":
        covers = [n.name for n in content.targets(node.id, "COVERS")]
        return f"{words.token('mandate_kind', node.text('kind'))}: {', '.join(covers) or node.id}"
    if node.label == "Position":
        about = [n.name for n in content.targets(node.id, "ABOUT")]
        return f"{words.token(node.text('kind') or '', node.text('value'))}: {', '.join(about) or node.id}"
    if node.label == "Interaction":
        return f"{words.token('interaction_kind', node.text('kind'))} {node.text('date') or ''}".strip()
    return node.id


def say_properties(kind: RelationType, relation: Relation, words: Words) -> str:
    """Say what a relation tells of itself: strength, seat, instrument …"""
    return ", ".join(
        words.value(prop, relation.properties[name], relation.properties)
        for name, prop in kind.properties.items()
        if name in relation.properties and name not in ("valid_from", "valid_to", "source")
    )


def _sources(content: Map, node: Node, words: Words) -> list[tuple[str, tuple[Line, ...]]]:
    sources = content.targets(node.id, "SOURCED_BY")
    lines = tuple(Line(f"{s.name} · {s.text('date')}" if s.text("date") else s.name, ref=s.id) for s in sources)
    return [(words.say("panel-sources"), lines)] if lines else []


def find_sources(content: Map, ids: Iterable[str]) -> list[str]:
    """Find the sources that things rest on, by id, in id order."""
    return sorted({r.end for i in ids for r in content.out(i, "SOURCED_BY")})


def find_relation_sources(relations: Iterable[Relation]) -> list[str]:
    """Find the sources that relations rest on."""
    return sorted({str(r.properties["source"]) for r in relations if "source" in r.properties})


def to_source_notes(content: Map, ids: Iterable[str]) -> tuple[SourceNote, ...]:
    """Make the list of sources, in id order; an id that is no source in the map stands as it is."""
    return tuple(_to_note(content, i) for i in sorted(set(ids)))


def _to_note(content: Map, source: str) -> SourceNote:
    node = content.nodes.get(source)
    if node is None:
        return SourceNote(source, source, "", "")
    reference = node.text("reference") or ""
    return SourceNote(source, node.name, node.text("date") or "", reference, find_address(reference))
