"""Identity numbers in whatever notation, wherever in a map; what reads as dates, amounts or telephones is none."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.model import Map, Node, Relation, build_map
from samverkan.tables.sentences import mask
from samverkan.validate import find_personal_number, find_problems
from samverkan.validate.identity_numbers import find_half_numbers

DAY = date(2025, 10, 1)
D, L = "850709", "9805"  # 8·2 5 0·2 7 0·2 9 9·2 8 0·2 → 1+6+5+0+7+0+9+1+8+8+0+5 = 50
SEPARATORS = [
    "",
    "-",
    "+",
    " ",
    "\u00a0",
    "\u2009",
    "\u202f",
    "\u2013",
    "\u2014",
    "\u2010",
    "\u2011",
    "\u2212",
    "\u00ad",
    "\u200b",
    "/",
    "_",
    ".",
    ":",
    "%2D",
    "\n",
    " - ",
    " \u2013 ",
    "\u2060-",
]
WRITTEN = [
    "1985-07-09-9805",
    "1985-07-09 9805",
    "85-07-09-9805",
    "85 07 09 98 05",
    "8 5 0 7 0 9 9 8 0 5",
    "8.5.0.7.0.9-9.8.0.5",
    "１９８５０７０９–９８０５",
    "٨٥٠٧٠٩-٩٨٠٥",
    "𝟠𝟝𝟘𝟟𝟘𝟡-𝟡𝟠𝟘𝟝",
    "850709-T805",
    "19850709T805",
    "nr850709-9805x",
    "19 850709-9805",
]
NONE = [
    "2026-01-01 – 2026-12-31",
    "2026-01-01–2026-12-31",
    "20260101-20261231",
    "2026-01-01 10:30",
    "26-01-01 10:30",
    "1985-07-09 – 1986",
    "850709-9806",
    "12 345 678 901",
    "070-123 45 67",
    "0701-23 45 67",
    "1985-07-09",
    "5 600 000 000 kr",
    "59.3293 18.0686",
    "556036-0793",
    "bankgiro 123-4567",
    "2025:123, 4567 8901 2",
]


@pytest.mark.parametrize("text", [*(f"{D}{s}{L}" for s in SEPARATORS), *WRITTEN])
def test_every_ordinary_notation_is_found_and_never_repeated(text: str) -> None:
    for around in ("{}", "Ring {} i dag", "({})"):
        value = around.format(text)
        assert find_personal_number(value), value
        hidden = mask(value)
        assert hidden and "######-####" in hidden and find_personal_number(hidden) is None


@pytest.mark.parametrize("text", NONE)
def test_dates_amounts_and_telephones_are_let_be(text: str) -> None:
    assert find_personal_number(text) is None


@pytest.mark.parametrize(
    ("label", "properties"),
    [
        ("Mandate", {"kind": "fund", "limit": 8507099805}),
        ("Indicator", {"name": "n", "baseline": 8507099805}),
        ("Measurement", {"date": DAY, "value": 198507099805}),
        ("Effect", {"name": "n", "lag_days": 8507099805}),
        ("Initiative", {"name": "n", "outcome": f"gick bra {D}", "lesson": f"{L} åter"}),
    ],
)
def test_a_number_and_two_halves_in_one_thing_are_found(label: str, properties: dict[str, object]) -> None:
    node = Node("i", label, properties)  # type: ignore[arg-type]
    assert "personal-number" in [p.key for p in find_problems(build_map([node], []), DAY)]


@pytest.mark.parametrize("id", ["850709_9805", "850709.9805", "x-850709-9805"])
def test_an_id_that_is_one_is_refused(id: str) -> None:
    assert ("personal-number", "id") in [
        (p.key, p.field) for p in find_problems(build_map([Node(id, "Issue")], []), DAY)
    ]


def test_the_header_and_relations_are_searched() -> None:
    header = Map({}, (), register={"retention_months": {"position": 12}, "purpose": f"{D} – {L}"})
    nodes = [Node("a", "Actor", {"name": "A", "kind": "unit"}), Node("b", "Actor", {"name": "B", "kind": "unit"})]
    leads = Relation("HAS_LEVERAGE_OVER", "a", "b", {"sanction": f"{D} {L}"})
    found = [
        (p.item, p.field) for p in find_problems(build_map(nodes, [leads], header), DAY) if p.key == "personal-number"
    ]
    assert found == [(None, "register"), ("a", "has_leverage_over.sanction")]


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("850709-XXXX", 1),
        ("19850709-****", 1),
        ("född 19850709", 1),
        ("1985-07-09", 0),
        ("20250709", 0),
        ("ärende 851309-XXXX", 0),
    ],
)
def test_a_masked_number_and_a_birth_date_are_worth_a_second_look(text: str, halves: int) -> None:
    assert len(list(find_half_numbers(text))) == halves
