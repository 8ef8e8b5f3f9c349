"""Records of a map on a server: what is held about a post, what is due, the purge and its proof, and the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import Done, run_program
from neo4j_server import Server

from samverkan.store.protocol import Store

TODAY = date.today()
LONG_AGO, RECENT = TODAY - timedelta(days=1300), TODAY - timedelta(days=10)
SAID = "basis: minutes, taken_by: chef, about: t, kind: stance, value: hesitant"
MAP = f"""\
samverkan: 1
title: Prov
profile: none
language: sv
us: [vi]
register: {{controller: KS, contact: vi, purpose: p, legal_basis: l, disposal_decision: KS 14}}
actors:
  - {{id: vi, name: Samordnare, kind: post}}
  - {{id: chef, name: Gatuchef, kind: post}}
issues: [{{id: i, name: Torget}}]
initiatives: [{{id: t, name: Insatsen, status: proposed, addresses: i}}]
sources: [{{id: brevet, name: Brevet}}]
positions:
  - {{id: gammal, {SAID}, stated_on: {LONG_AGO}, concern: SENTOLD, sourced_by: brevet}}
  - {{id: ny, {SAID}, stated_on: {RECENT}, concern: SENTNEW}}
"""


@pytest.mark.neo4j
def test_extract_purge_answer_and_log_on_a_server(
    tmp_path: Path, open_server: Callable[[str], Store], neo4j_servers: Callable[[str], Server]
) -> None:
    store, server = open_server("lts"), neo4j_servers("lts")

    def run(*command: object, code: int = 0) -> Done:
        done = run_program(*command, "--store", server.address, "--lang", "en", **server.environment)
        assert done.code == code, done.err
        return done

    def left() -> str:
        return repr((store.read_map(), store.read_revisions()))

    file = tmp_path / "karta.yaml"
    file.write_text(MAP, "utf-8")
    assert "--without-due" in run("load", file, code=1).err
    run("load", file, "--with-due")
    page = tmp_path / "utdrag.html"
    run("records", "extract", "chef", "-o", page)
    assert "SENTOLD" in page.read_text("utf-8") and "SENTNEW" in page.read_text("utf-8")

    assert {r["thing"] for r in run("records", "due", "--format", "json").data if not r["soon"]} == {"gammal", "brevet"}
    done = run("records", "purge", "--yes", "--format", "json").data
    assert (done["purged"], done["found"]) == (2, 0) and "tx_log" in " ".join(done["proof"])
    assert not [word for word in ("gammal", "brevet", "SENTOLD") if word in left()] and "SENTNEW" in left()

    run("records", "request", "chef", "--kind", "object", "--received", RECENT, "--about", "ny")
    assert "SENTNEW" not in run("show", "chef", "--format", "json").out
    run("records", "answer", "1", "--outcome", "granted", "--yes")
    assert "SENTNEW" not in left() and "'ny'" not in left()

    log = run("records", "log", "--format", "json").data
    assert [(row["command"], row["why"]) for row in log] == [
        ("load", "with due: 1"),
        ("records extract", "Actor: 1; items: 2"),
        ("records purge", "KS 14; retention; Position: 1; Source: 1"),
        ("records request", None),
        ("records answer", "KS 14; objection; Position: 1"),
    ]
    assert {row["by"] for row in log} == {"vi"}
