"""Recipes that come with the program, for tables that are known by their shape: matrices.

One tells which roles may do what in which matters, the other where actors stand on issues or initiatives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import Table
from samverkan.tables.own.recipe import Make, Reading, TableRecipe
from samverkan.tables.own.records import LEAVE
from samverkan.tables.own.roles import KINDS, is_private
from samverkan.tables.own.stakeholders import SIGNS

_MATTERS = ("ärende", "sak", "saker", "beslut", "ärendetyp", "sakstype", "matter", "decision", "område")
# What the cells of such matrices say, in Swedish, Norwegian and English.
_WORDS = {
    "decide": ("full fullmakt", "full", "beslutar", "beslut", "besluta", "full power", "decides", "b"),
    "concur": ("godkänner", "tillstyrker", "godkjenner", "approve", "approves", "endorses"),
    "consult": ("bidrar", "yttrar sig", "contribute", "contributes", "hörs"),
    LEAVE: ("ingen", "inget", "ingen fullmakt", "none", "no", "nej", "-", "–"),
}
_CELLS = {word: token for token, words in _WORDS.items() for word in words}


def find_matrix(table: Table) -> TableRecipe | None:
    """Return the recipe of a matrix of matters and roles; None where the table is none."""
    first, *roles = table.headings or ("",)
    said = [line.cells[role] for line in table.lines for role in roles if line.cells.get(role)]
    if len(roles) < 2 or fold(first) not in _MATTERS or not said:
        return None
    if not all(fold(text) in _CELLS for text in said):
        return None
    makes = (
        Make("matters", {"name": "{row}"}),
        Make("actors", {"find": "{column}", "kind": "post", "missing": "make"}),
        Make("mandates", {"kind": "{cell}", "covers": "matters", "held_by": "actors"}),
    )
    return TableRecipe(table.headings, Reading(matrix={"first": first, "cells": _CELLS}), makes)


_ACTORS = (
    "aktör",
    "aktörer",
    "actor",
    "actors",
    "organisation",
    "part",
    "parter",
    *KINDS["stakeholders"]["!stakeholder"],
)
_ASKED = ("basis", "stated_on")  # what a stance cannot do without, and a matrix seldom says


def find_stances(table: Table, base: Map, given: Mapping[str, Any]) -> tuple[TableRecipe, Counter[str]] | None:
    """Return the recipe of a matrix of actors and what they think of, and what has to be left out; None of another.

    `given` is what a recipe or somebody says of it all: what kind new actors are, the basis of the stances and the day
    when they were stated. Both may stand in columns of their own. Without them no stance is taken.
    """
    first, *others = table.headings or ("",)
    beside = {key: _find_heading(others, key) for key in _ASKED}
    columns = [h for h in others if h not in beside.values() and not is_private(h)]
    said = [line.cells[column] for line in table.lines for column in columns if line.cells.get(column)]
    if fold(first) not in _ACTORS or not said or not all(fold(text) in _stances() for text in said):
        return None
    actors = {"find": "{row}", "missing": "ask"}
    if given.get("kind"):
        actors |= {"kind": str(given["kind"]), "missing": "make"}
    subjects = {fold(n.name) for label in ("Issue", "Initiative") for n in base.labelled(label)}
    known = all(fold(column) in subjects for column in columns)
    makes = [Make("actors", actors)]
    if not known:
        makes.append(Make("issues", {"find": "{column}", "missing": "make"}))
    grounds = {key: str(given.get(key) or (f"{{{beside[key]}}}" if beside[key] else "")) for key in _ASKED}
    stance = {"taken_by": "actors", "about": "{column}" if known else "issues", "kind": "stance", "value": "{cell}"}
    if all(grounds.values()):
        makes.append(Make("positions", {**stance, **grounds}))
    needs = [heading for key, heading in beside.items() if heading and not given.get(key)]
    bare = [line for line in table.lines if not all(grounds.values()) or not all(line.cells.get(h) for h in needs)]
    cells = [text for line in bare for column in columns if (text := line.cells.get(column))]
    left = Counter({"no-ground": sum(_stances()[fold(text)] != LEAVE for text in cells)})
    passed = [h for h in others if h not in columns]
    matrix = {"first": first, "cells": _stances(), "beside": passed, "needs": needs if all(grounds.values()) else []}
    return TableRecipe(table.headings, Reading(matrix=matrix), tuple(makes)), left


def _find_heading(headings: list[str], role: str) -> str | None:
    return next((h for h in headings if fold(h) in KINDS["stakeholders"][role]), None)


def _stances() -> dict[str, str]:
    """Return what the cells of such matrices say: signs, and the words for stances."""
    enum = read_schema().enums["stance"]
    words = {fold(word): token for token, langs in enum.items() for said in langs.values() for word in said}
    return {**words, **{fold(sign): token for sign, token in SIGNS.items()}, "?": LEAVE, "vet inte": LEAVE}
