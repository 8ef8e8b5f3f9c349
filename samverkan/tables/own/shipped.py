"""Recipes that come with the program, for tables that are known by their shape: a matrix of matters and roles."""

from __future__ import annotations

from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import Table
from samverkan.tables.own.recipe import Make, Reading, TableRecipe
from samverkan.tables.own.records import LEAVE

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
