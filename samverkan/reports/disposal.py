"""What is due, and the record of what has been purged, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.measures.due import Due, count_due
from samverkan.model import Map
from samverkan.reports.report import Line, Report, Table, build_section, to_item
from samverkan.schema import read_schema
from samverkan.texts import Texts

DUE_COLUMNS = ("rule", "thing", "label", "until", "where", "revision", "soon")


def to_due_rows(due: Iterable[Due], soon: Iterable[Due] = ()) -> list[dict[str, Any]]:
    """Return what is due as rows; `soon` marks what is not yet."""
    return [_to_row(d, is_soon) for found, is_soon in ((due, False), (soon, True)) for d in found]


def _to_row(due: Due, soon: bool) -> dict[str, Any]:
    where = "map" if due.revision is None else "log"
    row = {"rule": due.rule, "thing": due.thing, "label": due.label, "until": due.until.isoformat()}
    return {**row, "where": where, "revision": due.revision, "soon": soon}


def say_kind(label: str, texts: Texts) -> str:
    """Return what a label or a relation is called."""
    schema = read_schema()
    if label in schema.labels:
        return schema.labels[label].words[texts.lang][0]
    return texts(f"records.kind-{label.casefold()}")


def tell_due(due: Sequence[Due], soon: Sequence[Due], day: date, texts: Texts) -> Report:
    """Tell what is due, and what will be within a month."""
    lead = [Line(texts.count("records.due", len(due), day=day), "strong")]
    lead += [Line(texts("records.due-how"))] if due else []
    sections = [
        section
        for key, found in (("due-now", due), ("due-soon", soon))
        for section in build_section(key, texts(f"records.{key}"), _tell(found, texts))
    ]
    return Report(texts("records.due-title"), texts.lang, tuple(lead), tuple(sections))


def _tell(found: Sequence[Due], texts: Texts) -> Iterator[Table]:
    if found:
        heads = tuple(texts(f"records.head-{name}") for name in ("what", "kind", "until", "rule", "where"))
        yield Table(heads, tuple(_to_cells(due, texts) for due in found))


def _to_cells(due: Due, texts: Texts) -> tuple[str, ...]:
    where = texts("records.in-log", revision=due.revision) if due.revision is not None else texts("records.in-map")
    until = "" if due.rule == "source" else due.until.isoformat()
    return due.thing, say_kind(due.label, texts), until, texts(f"records.rule-{due.rule}"), where


def tell_protocol(facts: Mapping[str, Any], picked: Sequence[Due], content: Map, texts: Texts) -> Report:
    """Return the record of a purge: kinds, numbers, period, decision, day, post, method; no ids."""
    by = content.nodes.get(facts["by"])
    says = {
        "decision": facts["decision"],
        "reason": texts(f"records.reason-{facts['reason']}"),
        "day": facts["day"],
        "by": by.name if by else facts["by"],
        "period": _say_period(picked),
        "method": texts("records.method"),
    }
    lines = [to_item(texts(f"records.protocol-{key}", value=value)) for key, value in says.items() if value]
    rows = tuple(
        (texts(f"records.rule-{rule}"), say_kind(label, texts), str(number))
        for (rule, label), number in count_due(picked).items()
    )
    heads = tuple(texts(f"records.head-{name}") for name in ("rule", "kind", "number"))
    return Report(
        texts("records.protocol-title", title=content.title),
        texts.lang,
        (),
        (
            *build_section("protocol", texts("records.protocol"), lines),
            *build_section("kinds", texts("records.protocol-kinds"), [Table(heads, rows)] if rows else []),
            *build_section("proof", texts("records.proof"), [Line(line) for line in facts["proof"]]),
        ),
    )


def _say_period(picked: Sequence[Due]) -> str:
    days = [due.until for due in picked if due.rule != "source"]
    return f"{min(days)} – {max(days)}" if days else ""
