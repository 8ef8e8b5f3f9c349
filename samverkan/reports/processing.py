"""The entry of a map in the record of processing (GDPR art. 30), and the draft of an impact assessment (art. 35)."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.domain.organisations import find_organisation, is_post
from samverkan.domain.retention import find_retention
from samverkan.edits import Revision
from samverkan.model import Map
from samverkan.reports.register import tell_register
from samverkan.reports.report import Line, Part, Report, Section, Table, build_section, to_item
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.validate.records import find_missing_fields

_FILE = Path(__file__).with_name("dpia.toml")
_KEPT_APART = ("association",)
_KEPT_AS = {"Position": "position", "Interaction": "contact", "Person": "person"}


def tell_processing(
    content: Map, revisions: Sequence[Revision], place: Mapping[str, str], day: date, texts: Texts
) -> Report:
    """Return the entry of a map in the record of processing; what its header lacks stands first."""
    sections = [
        *build_section("missing", texts("records.missing"), _tell_missing(content, texts)),
        *build_section("register", texts("records.who-answers"), tell_register(content, texts)),
        *build_section("subjects", texts("records.subjects"), _tell_subjects(content, texts)),
        *build_section("data", texts("records.categories"), _tell_data(content, texts)),
        *build_section("retention", texts("records.retention"), _tell_retention(content, texts)),
        *build_section("disclosures", texts("records.disclosures"), _tell_disclosures(revisions, texts)),
        *build_section("place", texts("records.place"), _tell_place(place, texts)),
        *build_section("measures", texts("records.measures"), _tell_measures(place, texts)),
        *build_section("osl", texts("records.osl"), _tell_osl(content, texts)),
    ]
    lead = (Line(texts("records.processing-lead", day=day), "strong"),)
    return Report(texts("records.processing-title", title=content.title), texts.lang, lead, tuple(sections))


def _tell_missing(content: Map, texts: Texts) -> Iterator[Line]:
    for field in find_missing_fields(content):
        yield to_item(texts("records.missing-field", field=field), "warn")


def _tell_subjects(content: Map, texts: Texts) -> Iterator[Part]:
    """Count posts by the kind of their organisation; those of associations are volunteers, and stand apart."""
    kinds = Counter(
        str(content.nodes[find_organisation(content, n.id)].properties.get("kind", ""))
        for n in content.labelled("Actor")
        if is_post(n)
    )
    schema = read_schema()
    for apart in (False, True):
        for kind, number in sorted(kinds.items()):
            if (kind in _KEPT_APART) == apart:
                word = schema.word("actor_kind", kind, texts.lang)
                yield to_item(texts.count(f"records.posts-{'volunteers' if apart else 'of'}", number, kind=word))
    if persons := len(content.labelled("Person")):
        yield to_item(texts.count("records.persons-held", persons))


def _tell_data(content: Map, texts: Texts) -> Iterator[Part]:
    rows = []
    for label in read_schema().labels.values():
        counts = Counter(name for n in content.labelled(label.name) for name in n.properties)
        for name in label.properties:
            if counts[name]:
                words = label.properties[name].words[texts.lang]
                rows.append((label.words[texts.lang][1], words, str(counts[name])))
    if rows:
        yield Table(tuple(texts(f"records.head-{name}") for name in ("what", "field", "number")), tuple(rows))


def _tell_disclosures(revisions: Sequence[Revision], texts: Texts) -> Iterator[Line]:
    found = [r for r in revisions if r.edit.command in ("records disclose", "records extract")]
    for revision in found:
        yield to_item(f"{revision.day}: {revision.edit.command}, {revision.edit.why or ''}")
    if not found:
        yield Line(texts("records.no-disclosures"))


def _tell_retention(content: Map, texts: Texts) -> Iterator[Part]:
    """Tell for each kind of thing how long it is kept, and by what rule."""
    rows = []
    for label in read_schema().labels.values():
        if number := len(content.labelled(label.name)):
            kind = _KEPT_AS.get(label.name, "")
            months = find_retention(content, kind) if kind else 0
            kept = texts(f"records.keeps-{kind or 'others'}", n=months)
            rows.append((label.words[texts.lang][1], str(number), kept))
    if rows:
        heads = (texts("records.head-what"), texts("records.head-number"), texts("records.head-kept"))
        yield Table(heads, tuple(rows))


def _tell_place(place: Mapping[str, str], texts: Texts) -> Iterator[Line]:
    yield to_item(texts("records.lies-in", address=place["address"]))
    if "neo4j.io" in place["address"]:
        yield to_item(texts("records.transfer"), "warn")
    elif place["kind"] != "neo4j":
        yield to_item(texts("records.synced"))


def _tell_measures(place: Mapping[str, str], texts: Texts) -> Iterator[Line]:
    """Tell what protects a map: always, and by the kind of its store; of a file, who may read it as it lies there."""
    yield from (to_item(texts(f"records.measure-all-{number}")) for number in range(1, 4))
    if place["kind"] == "neo4j":
        yield from (to_item(texts(f"records.measure-server-{number}")) for number in range(1, 4))
        return
    if access := place.get("access"):
        yield to_item(texts(f"records.measure-access-{access}"), "warn" if access == "others" else "")
    rewritten = [place["kind"]] if place["kind"] in ("embedded", "map") else []
    yield from (to_item(texts(f"records.measure-{key}")) for key in (*rewritten, "disk", "log"))


def _tell_osl(content: Map, texts: Texts) -> Iterator[Line]:
    """Tell what the description of the authority's documents needs; the law that asks for it is Swedish."""
    if content.profile != "se":
        return
    register = content.register or {}
    contact = content.nodes.get(str(register.get("contact", "")))
    decided = "decided" if register.get("disposal_decision") else "undecided"
    for key in ("holds", "searched", "taken", decided):
        yield to_item(texts(f"records.osl-{key}"))
    yield to_item(texts("records.osl-contact", name=contact.name if contact else texts("records.gap")))
    yield to_item(texts("records.osl-aids"))
    yield to_item(texts("records.osl-secrecy"))


@cache
def read_dpia() -> Mapping[str, Any]:
    """Read the criteria and the risks of the draft."""
    return tomllib.loads(_FILE.read_text("utf-8"))


def tell_dpia(content: Map, day: date, texts: Texts) -> Report:
    """Return the draft of an impact assessment: what it can say, and what is left to a human being."""
    sections: list[Section] = [
        *build_section("missing", texts("records.missing"), _tell_missing(content, texts)),
        *build_section("register", texts("records.dpia-description"), tell_register(content, texts)),
        *build_section("need", texts("records.dpia-need"), [Line(texts("records.dpia-need-text"))]),
        *build_section("criteria", texts("records.dpia-criteria"), _tell_criteria(content, texts)),
        *build_section("risks", texts("records.dpia-risks"), [_tell_risks(texts)]),
        *build_section("opinion", texts("records.dpia-opinion"), [Line(texts("records.dpia-blank"))]),
    ]
    lead = (Line(texts("records.dpia-lead", day=day), "strong"),)
    return Report(texts("records.dpia-title", title=content.title), texts.lang, lead, tuple(sections))


def find_criteria(content: Map) -> list[str]:
    """Return the criteria of WP248 that a map meets, of the nine."""
    special = any(n.properties.get("special_category") is True for n in content.labelled("AffectedGroup"))
    met = {"always", "special"} if special else {"always"}
    return [name for name, criterion in read_dpia()["criteria"].items() if criterion["met"] in met]


def _tell_criteria(content: Map, texts: Texts) -> Iterator[Line]:
    met = find_criteria(content)
    criteria = read_dpia()["criteria"]
    yield Line(texts("records.dpia-criteria-met", n=len(met), of=len(criteria)))
    for name, criterion in criteria.items():
        key = "met" if name in met else "not-met"
        yield to_item(f"{texts(f'records.dpia-{key}')} {criterion[texts.lang]}", "warn" if name in met else "")


def _tell_risks(texts: Texts) -> Table:
    heads = tuple(texts(f"records.head-{name}") for name in ("risk", "measure", "test", "decide"))
    rows = []
    for risk in read_dpia()["risks"]:
        what, measure, decide = risk[texts.lang]
        rows.append((what, measure, risk["test"].partition("::")[2], decide))
    return Table(heads, tuple(rows))
