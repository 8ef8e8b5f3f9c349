"""A copy that is handed out, as a report: everything in it, and last what was masked and that it can be appealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.measures.masking import Masked
from samverkan.reports.provisions import read_provisions
from samverkan.reports.report import Line, Report, Section, Table, build_section, to_item
from samverkan.reports.vocabulary import say_field, say_value
from samverkan.schema import read_schema
from samverkan.texts import Texts


def tell_copy(
    masked: Masked, rows: Sequence[Mapping[str, Any]], extent: str, day: date, number: str | None, texts: Texts
) -> Report:
    """Return the copy in words, a section for each kind of thing."""
    content, schema = masked.content, read_schema()
    sections: list[Section] = []
    for label in (*schema.labels, *schema.relations):
        found = [row for row in rows if row["label"] == label]
        title = schema.labels[label].words[texts.lang][1] if label in schema.labels else _title(label, texts)
        sections += build_section(f"k-{label.casefold()}", title, [_to_table(label, found, texts)] if found else [])
    sections += build_section("masked", texts("records.what-is-masked"), _tell_masked(masked, day, texts))
    lead = [Line(texts("records.copy-lead", extent=extent, day=day), "strong")]
    lead += [Line(texts("records.copy-number", number=number))] if number else []
    return Report(texts("records.copy-title", title=content.title), texts.lang, tuple(lead), tuple(sections))


def _title(relation: str, texts: Texts) -> str:
    return texts("edits.relations-of", kind=read_schema().relations[relation].words[texts.lang][0])


def _to_table(label: str, rows: Iterable[Mapping[str, Any]], texts: Texts) -> Table:
    heads = tuple(texts(f"records.head-{name}") for name in ("what", "field", "value"))
    cells = tuple(
        (row["thing"], say_field(row["field"], label, texts.lang), say_value(row["value"], texts)) for row in rows
    )
    return Table(heads, cells)


def _tell_masked(masked: Masked, day: date, texts: Texts) -> Iterator[Line]:
    provisions = read_provisions()
    for rule, number in masked.counts.items():
        yield to_item(texts.count("records.masked-by", number, rule=rule, what=provisions[rule].words[texts.lang]))
    if not masked.counts:
        yield Line(texts("records.nothing-masked"))
        return
    register = masked.content.register or {}
    authority = register.get("controller") or texts("records.gap")
    yield Line(texts("records.decided", day=day, authority=authority))
    yield Line(texts("records.appeal"))
