"""The papers of a register say what the map has, name what is missing, and claim no measure without a test."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from samverkan.edits import Edit, Revision
from samverkan.model import Map, Node, Relation, build_map
from samverkan.reports.processing import find_criteria, read_dpia, tell_dpia, tell_processing
from samverkan.reports.report import Report
from samverkan.texts import Texts

ROOT = Path(__file__).parents[3]
DAY = date(2026, 6, 1)
PLACE = {"address": "karta.samverkan", "kind": "sqlite"}


def small(register: dict[str, str] | None = None) -> Map:
    nodes = [
        Node("n", "Actor", {"name": "Nämnden", "kind": "board"}),
        Node("f", "Actor", {"name": "Föreningen", "kind": "association"}),
        Node("chef", "Actor", {"name": "Chef", "kind": "post"}),
        Node("ordf", "Actor", {"name": "Ordförande", "kind": "post"}),
        Node("p", "Position", {"kind": "stance", "value": "opposes", "stated_on": DAY, "concern": "SENTINEL"}),
    ]
    relations = [Relation("PART_OF", "chef", "n"), Relation("PART_OF", "ordf", "f"), Relation("TAKES", "chef", "p")]
    return build_map(nodes, relations, Map({}, (), title="Prov", register=register))


WHOLE = {"controller": "KS", "contact": "chef", "purpose": "samordna", "legal_basis": "6.1 e"}


def told(report: Report, key: str) -> str:
    return "\n".join(str(section.parts) for section in report.sections if section.key == key)


def test_missing_fields_stand_first_and_the_rest_is_there() -> None:
    report = tell_processing(small({"controller": "KS"}), (), PLACE, DAY, Texts("en"))
    assert report.sections[0].key == "missing"
    missing = told(report, "missing")
    assert all(field in missing for field in ("contact", "purpose", "legal_basis")) and "controller" not in missing
    assert tell_processing(small(WHOLE), (), PLACE, DAY, Texts("en")).sections[0].key == "register"


def test_an_entry_counts_posts_and_properties_and_repeats_no_text_of_anybody() -> None:
    log = (Revision(1, datetime(2026, 1, 2, tzinfo=UTC), Edit((), "records disclose", "n", "dnr 7")),)
    report = tell_processing(small(WHOLE), log, PLACE, DAY, Texts("en"))
    subjects = told(report, "subjects")
    assert "1 post in organisations of the kind board" in subjects and "but a volunteer" in subjects
    assert "('positions', 'concern', '1')" in told(report, "data") and "dnr 7" in told(report, "disclosures")
    assert "SENTINEL" not in repr(report)
    away = tell_processing(small(WHOLE), (), PLACE | {"address": "neo4j+s://x.databases.neo4j.io"}, DAY, Texts("en"))
    assert "transfer" in told(away, "place") and "transfer" not in told(report, "place")


def test_a_draft_counts_the_criteria_and_approves_nothing() -> None:
    assert find_criteria(small()) == ["evaluation", "matching", "dependants"]
    group = Node("g", "AffectedGroup", {"name": "unga", "special_category": True})
    assert len(find_criteria(build_map([group], []))) == 4
    for lang in ("sv", "en"):
        text = repr(tell_dpia(small(WHOLE), DAY, Texts(lang))).casefold()
        assert "…………" in text and not re.search(r"godkänd|approved", text)


@pytest.mark.parametrize("test", [risk["test"] for risk in read_dpia()["risks"]])
def test_every_measure_that_is_claimed_names_a_test_that_exists(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text("utf-8")
