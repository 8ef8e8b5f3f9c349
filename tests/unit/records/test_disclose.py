"""A copy that is handed out: what is masked is in no form, everything else is; it is logged by extent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import run_program

from samverkan.workflows.open_store import Where, read_valid_map, read_whole_map
from samverkan.workflows.records import read_log

MAP = f"""\
samverkan: 1
title: Prov
profile: none
language: sv
us: [vi]
register: {{controller: KS SENTKS, contact: vi}}
actors:
  - {{id: n, name: Nämnden, kind: board}}
  - {{id: vi, name: Samordnare, kind: post, part_of: n, note: SENTNOTE}}
  - {{id: secret-post, name: SENTNAME, kind: post, part_of: n, tie: [{{to: vi, strength: strong, source: s}}]}}
  - {{id: other, name: SENTOTHER, kind: post, part_of: n}}
initiatives: [{{id: t, name: SENTTORG, outcome: "ring 070-123 45 67"}}, {{id: u, name: SENTELSE}}]
sources: [{{id: s, name: SENTSOURCE, sensitivity: hemlig, kind: minutes}}]
positions:
  - {{id: secret-post-stance-t, taken_by: secret-post, about: t, kind: stance, value: opposes, basis: own_assessment,
     stated_on: {date.today()}, concern: SENTCONCERN, sourced_by: s}}
  - {{taken_by: other, about: t, kind: stance, value: supports, basis: minutes, stated_on: {date.today()},
     concern: SENTHELD, sourced_by: s}}
interactions:
  - {{id: x, date: 2026-01-02, kind: call, attended_by: [vi, secret-post], about: t, summary: secret-post SENTSUMMARY}}
"""
ALL = ("SENTNOTE", "SENTNAME", "SENTOTHER", "SENTTORG", "SENTSOURCE", "SENTCONCERN", "SENTHELD", "SENTSUMMARY")
MASKS = ("--mask", "secret-post=OSL 18:1", "--mask", "other.name=OSL 39:3", "--mask", "secret-post-stance-t=TF 2:12")
HIDDEN = ("SENTNAME", "SENTOTHER", "SENTCONCERN", "secret-post")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "karta.yaml"
    path.write_text(MAP, "utf-8")
    return path


@pytest.mark.parametrize("suffix", ["html", "csv", "yaml"])
def test_masked_values_are_gone_from_the_bytes_and_all_others_are_there(place: Path, suffix: str) -> None:
    whole, masked = (place.with_name(f"{name}.{suffix}") for name in ("hel", "mask"))
    assert run_program("records", "disclose", "-o", whole, "--lang", "sv", on=place).code == 0
    text = whole.read_text("utf-8").replace("\u00ad", "")
    assert [s for s in ALL if s not in text] == []
    done = run_program("records", "disclose", "-o", masked, *MASKS, "--dnr", "KS 7", "--lang", "sv", on=place)
    assert done.code == 0, done.err
    text = masked.read_text("utf-8-sig").replace("\u00ad", "")
    assert [s for s in HIDDEN if s in text] == []
    assert [s for s in ALL if s not in HIDDEN and s not in text] == []
    assert "[maskat: OSL 39:3]" in text and "[maskat: OSL 18:1]" in text
    if suffix == "html":
        assert "kan överklagas" in text and "KS SENTKS" in text and "1 uppgift med stöd av OSL 39:3" in text
    if suffix == "yaml":
        assert run_program("check", masked, "--lang", "sv").code == 0
        content = read_valid_map(masked)
        assert len(content.nodes) == len(read_whole_map(Where(str(place), {}, place.parent)).nodes)
    why = [r.edit.why for r in read_log(Where(str(place), {}, place.parent)).revisions]
    assert why == ["hela kartan", "hela kartan; dnr KS 7; OSL 18:1: 1; TF 2:12: 1; OSL 39:3: 1"]


def test_a_part_holds_what_bears_on_it_alone(place: Path) -> None:
    part = place.with_name("del.yaml")
    assert run_program("records", "disclose", "-o", part, "--of", "u", "--lang", "sv", on=place).code == 0
    assert set(read_valid_map(part).nodes) == {"u", "vi"}  # and who answers for it


def test_what_should_be_looked_at_is_told_and_not_masked(place: Path) -> None:
    done = run_program("records", "disclose", "-o", place.with_name("k.csv"), "--lang", "sv", on=place)
    assert "telefonnummer" in done.out and "märkt känslig" in done.out
    assert "070-123 45 67" in place.with_name("k.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("mask", ["vi", "vi=", "*=OSL 18:1", "nobody=OSL 18:1", "vi=OSL 99:1"])
def test_a_mask_that_is_none_is_refused_and_nothing_is_logged(place: Path, mask: str) -> None:
    done = run_program("records", "disclose", "-o", place.with_name("k.csv"), "--mask", mask, on=place)
    assert done.code == 2 and not place.with_name("k.csv").exists() and not place.with_name("karta.yaml.log").exists()
