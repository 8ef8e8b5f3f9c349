"""The tables of the data-model page, from the vocabulary; `samverkan/MODEL.md` holds the prose around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samverkan.schema import Label, Property, RelationType, Schema, read_schema
from samverkan.texts import Texts

_WORDS = {
    "section": "{label}: {en}, {ens} (Swedish: {sv}, {svs}).",
    "yes": "yes",
    "derived": "no: made from the rest",
    "id": "an id",
    "source": "the id of a source",
    "word": "a word: [{name}](#{anchor})",
    "word-by": "a word, which ones depends on `{field}`",
    "leads-to": "ids of {labels}",
    "end-kinds": "only to: {kinds}",
    "acyclic": "never in a circle",
    "not-in-meetings": "left out of everything made for meetings",
    "head-field": "Field",
    "head-holds": "What stands there",
    "head-required": "Required",
    "head-sv": "Swedish",
    "head-en": "English",
    "head-pattern": "Relation",
    "head-key": "Key at its start",
    "head-inverse": "Key at its end",
    "head-fields": "Its own fields",
    "head-notes": "Notes",
    "head-token": "In a written file",
}


class Words:
    """The words of the tables, and the package's own for the types of a property."""

    lang = "en"

    def __call__(self, name: str, /, **values: Any) -> str:
        key = name.removeprefix("model.")
        return Texts("en")(name) if key == name else _WORDS[key].format(**values)


def to_sections() -> str:
    """Return a table for each section of the map file: its fields, and the relations that its items can name."""
    schema, texts = read_schema(), Words()
    return "\n".join(line for label in schema.labels.values() for line in _section(schema, label, texts))


def to_relations() -> str:
    """Return the table of relations, with the key on each of their ends."""
    schema, texts = read_schema(), Words()
    return "\n".join(
        _table(texts, ("pattern", "key", "inverse", "sv", "en", "fields", "notes"), _relation_rows(schema, texts))
    )


def to_words() -> str:
    """Return a table for each list of words that a field may hold."""
    schema, texts = read_schema(), Words()
    lines: list[str] = []
    for enum, tokens in schema.enums.items():
        rows = ((f"`{token}`", ", ".join(words["sv"]), ", ".join(words["en"])) for token, words in tokens.items())
        lines += [f"### {_title(enum)}", "", *_table(texts, ("token", "sv", "en"), rows)]
    return "\n".join(lines)


def _title(name: str) -> str:
    return name.replace("_", " ")


def _section(schema: Schema, label: Label, texts: Words) -> Iterator[str]:
    (sv, svs), (en, ens) = label.words["sv"], label.words["en"]
    yield f"### `{label.section}`"
    yield ""
    yield texts("model.section", label=label.name, sv=sv, svs=svs, en=en, ens=ens)
    yield ""
    yield from _table(texts, ("field", "holds", "sv", "en", "required"), _field_rows(schema, label, texts))


def _field_rows(schema: Schema, label: Label, texts: Words) -> Iterator[tuple[str, ...]]:
    yes = texts("model.yes")
    yield "`id`", texts("model.id"), "id", "id", texts("model.derived") if label.derived_id else yes
    for prop in label.properties.values():
        required = prop.required or (prop.name == "name" and label.name_required)
        yield f"`{prop.name}`", _holds(prop, texts), prop.words["sv"], prop.words["en"], yes if required else ""
    for key, (relation, outward) in schema.keys[label.name].items():
        side = 0 if outward else 1
        others = sorted({end if outward else start for start, end in relation.ends if _own(label, start, end, outward)})
        held = texts("model.leads-to", labels=_sections(schema, others))
        words = relation.words["sv"][side], relation.words["en"][side]
        yield f"`{key}`", held, *words, yes if key in label.needs else ""


def _own(label: Label, start: str, end: str, outward: bool) -> bool:
    return (start if outward else end) == label.name


def _sections(schema: Schema, labels: Iterable[str]) -> str:
    names = [schema.labels[name].section for name in labels]
    return "…" if len(names) == len(schema.labels) else ", ".join(f"`{name}`" for name in names)


def _holds(prop: Property, texts: Words) -> str:
    if prop.type != "token":
        return texts("model.source") if prop.is_source else texts(f"problems.type-{prop.type}")
    if prop.enum is None:
        return texts("model.word-by", field=prop.enum_by)
    return texts("model.word", name=_title(prop.enum), anchor=prop.enum.replace("_", "-"))


def _relation_rows(schema: Schema, texts: Words) -> Iterator[tuple[str, ...]]:
    for relation in schema.relations.values():
        yield (
            "<br>".join(_patterns(schema, relation)),
            f"`{relation.key}`",
            f"`{relation.inverse}`",
            ", ".join(relation.words["sv"]),
            ", ".join(relation.words["en"]),
            "; ".join(f"`{p.name}`: {_holds(p, texts)}" for p in relation.properties.values()),
            "; ".join(_notes(schema, relation, texts)),
        )


def _patterns(schema: Schema, relation: RelationType) -> list[str]:
    """Return the arrows of a relation, those that start alike in one."""
    ends: Mapping[str, list[str]] = {start: [] for start, _ in sorted(relation.ends)}
    for start, end in sorted(relation.ends):
        ends[start].append(end)
    if len(ends) == len(schema.labels):
        ends = {"…": ends["Actor"]}
    alike: dict[str, list[str]] = {}
    for start, found in ends.items():
        alike.setdefault("/".join(found), []).append(start)
    return [f"`({'/'.join(starts)})-[:{relation.name}]->({found})`" for found, starts in alike.items()]


def _notes(schema: Schema, relation: RelationType, texts: Words) -> Iterator[str]:
    if relation.end_kinds:
        words = schema.enums["actor_kind"]
        yield texts("model.end-kinds", kinds=", ".join(words[kind][texts.lang][0] for kind in relation.end_kinds))
    if relation.acyclic:
        yield texts("model.acyclic")
    if not relation.meeting:
        yield texts("model.not-in-meetings")


def _table(texts: Words, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(texts(f'model.head-{head}') for head in heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
