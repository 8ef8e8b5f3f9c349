"""What a revision did, in one line."""

from __future__ import annotations

import pytest

from samverkan.edits import Change, find_changes
from samverkan.edits.change import EVERYTHING
from samverkan.model import Map, Node, Relation, build_map
from samverkan.reports.changes import tell_changes
from samverkan.reports.revision_words import tell_revision
from samverkan.texts import Texts

CHEF = Node("p-chef", "Actor", {"name": "Gatuchef", "kind": "post"})
TFF = Node("tff", "Actor", {"name": "Tekniska", "kind": "department"})
TORG = Node("torg", "Issue", {"name": "Torget"})
SAID = Node("s", "Position", {"kind": "stance", "value": "hesitant", "basis": "own_assessment"})
WITHIN = Relation("PART_OF", "p-chef", "tff", {})
STANCE = (Relation("TAKES", "p-chef", "s", {}), Relation("ABOUT", "s", "torg", {}))


def make(*nodes: Node, relations: tuple[Relation, ...] = (), title: str = "T") -> Map:
    return build_map(nodes, relations, Map({}, (), title=title))


BASE = make(CHEF, TFF, TORG)
CASES = {
    "a thing with its relations is one thing": (
        make(TFF, TORG),
        make(CHEF, TFF, TORG, relations=(WITHIN,)),
        "la till aktör Gatuchef",
    ),
    "nothing tells whose a position is": (BASE, make(CHEF, TFF, TORG, SAID, relations=STANCE), "la till hållning"),
    "a field by its word": (
        BASE,
        make(Node("p-chef", "Actor", {**CHEF.properties, "level": "tactical"}), TFF, TORG),
        "ändrade aktör Gatuchef (nivå)",
    ),
    "a relation by its kind": (BASE, make(CHEF, TFF, TORG, relations=(WITHIN,)), "la till relationen ”ingår i”"),
    "the header": (BASE, make(CHEF, TFF, TORG, title="Ny"), "ändrade kartans huvud"),
    "what came, what changed and what went": (
        make(TFF, TORG, relations=()),
        make(CHEF, Node("tff", "Actor", {**TFF.properties, "short": "TFF"})),
        "la till aktör Gatuchef; ändrade aktör Tekniska (kortnamn); tog bort fråga Torget",
    ),
    "several of a kind are counted": (make(TORG), BASE, "la till 2 aktörer"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_revision_says_what_it_did(name: str) -> None:
    old, new, wanted = CASES[name]
    assert tell_revision(find_changes(old, new), new, Texts("sv")) == wanted


def test_a_first_load_counts_things_and_no_relations() -> None:
    filled = [("Actor", 60), ("Issue", 4), ("PART_OF", 90)]
    changes = [Change(EVERYTHING, label, past="added", number=number) for label, number in filled]
    assert tell_revision(changes, BASE, Texts("en")) == "added 60 actors and 4 issues"
    more = [*changes, *(Change(EVERYTHING, label, past="added", number=2) for label in ("Area", "Matter"))]
    assert tell_revision(more, BASE, Texts("en")) == "added 68 things"


def test_what_is_blanked_has_no_name() -> None:
    blanked = Change(None, "Actor", past="removed")
    assert tell_revision([blanked], BASE, Texts("en")) == "removed actor"


def test_a_position_is_called_by_who_and_what_and_not_by_its_id_alone() -> None:
    new = make(CHEF, TFF, TORG, SAID, relations=STANCE)
    lines = [line.text for line in tell_changes(find_changes(BASE, new), BASE, new, Texts("sv"))]
    assert lines == [
        "hållning: Gatuchef – Torget (s): värde tveksam, grund egen bedömning",
        "hållning: Gatuchef – Torget (s) handlar om Torget (torg)",
        "Gatuchef (p-chef) har hållningen Gatuchef – Torget (s)",
    ]
    unknown = [line.text for line in tell_changes(find_changes(BASE, new), BASE, BASE, Texts("sv"))]
    assert unknown[0].startswith("hållning s: ")
