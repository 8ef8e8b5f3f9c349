"""The decision path of a meeting: requirements in the formal order, everybody who may decide by name, nothing else."""

from __future__ import annotations

from dataclasses import replace

from view_maps import DAY, draw, find_answer

from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.show import build_slides
from samverkan.views.spec import Cell, Line, Page
from samverkan.views.words import Words


def build(content: Map, initiative: str) -> Page:
    day = content.as_of or DAY
    answer = find_answer(content, initiative, day)
    page, _ = build_page(
        "decision-path", content, on=day, texts=Texts("sv"), subject=initiative, answer=answer, meeting=True
    )
    return page


def read_rows(page: Page) -> list[tuple[str, list[str], str]]:
    rows = page.tables[0].rows
    return [
        (row.cells[0].lines[0].text, [line.text for line in row.cells[1].lines], row.cells[2].lines[0].text)
        for row in rows
    ]


def test_a_requirement_is_a_row_with_everybody_who_may_answer_it(havsakra: Map) -> None:
    page = build(havsakra, "c1")
    assert page.question == "Vem beslutar vad?" and not page.canvas
    assert page.tables[0].columns[1].title == "Alla krävs · vem beslutar"
    rows = read_rows(page)
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert rows[1] == (
        "2",
        ["Gatuchef", "Teknik- och fritidsförvaltningen", "* Teknik- och fritidsnämnden kan ta över."],
        "Kommunens yttrande om offentlig plats",
    )
    assert rows[2][1][:4] == [
        "Fritidschef",
        "Teknik- och fritidsförvaltningen",
        "eller",
        "Områdeschef Norrbacken/Östervång",
    ]
    html = draw(havsakra, "decision-path", "c1", meeting=True)
    assert "Börja med" not in html and "genom Trygghetsstrateg" not in html
    assert len(html) < 300_000, "without the picture library"


def test_a_sequence_comes_in_its_order_whatever_the_tree_lists_first() -> None:
    """Written: a sequence of a1 and a2, then b. Stages: a1 1, a2 2, b 1; so a1, b, a2."""
    matters = [Node(f"m{i}", "Matter", {"name": f"Ärende {i}"}) for i in ("b", "a1", "a2")]
    leaves = [Node(f"r{i}", "Requirement", {"op": "leaf", "form": "decide"}) for i in ("b", "a1", "a2")]
    nodes = [
        Node("us", "Actor", {"name": "Vi", "kind": "post"}),
        Node("x", "Initiative", {"name": "Prov", "status": "proposed"}),
        Node("r", "Requirement", {"op": "all"}),
        Node("s", "Requirement", {"op": "sequence"}),
        *matters,
        *leaves,
    ]
    relations = [
        Relation("REQUIRES", "x", "r"),
        Relation("REQUIRES", "r", "s", {"step": 1}),
        Relation("REQUIRES", "s", "ra1", {"step": 1}),
        Relation("REQUIRES", "s", "ra2", {"step": 2}),
        Relation("REQUIRES", "r", "rb", {"step": 2}),
        *(Relation("CONCERNS", f"r{i}", f"m{i}") for i in ("b", "a1", "a2")),
    ]
    page = build(build_map(nodes, relations, Map({}, (), title="Prov", us=("us",), as_of=DAY)), "x")
    found = [(row.id, [line.text for line in row.cells[0].lines]) for row in page.tables[0].rows]
    assert found == [("ra1", ["?", "formellt 1 av 2"]), ("rb", ["?"]), ("ra2", ["?", "formellt 2 av 2"])]
    assert all(row.cells[1].lines[0].text == "Vem beslutar?" for row in page.tables[0].rows)


def test_a_slide_counts_those_who_may_decide_and_have_no_room(havsakra: Map) -> None:
    """Seven may answer; a slide has room for five names."""
    page = build(havsakra, "c1")
    table = page.tables[0]
    many = Cell(tuple(Line(f"Chef {n}", "main") for n in range(1, 8)))
    first = replace(table.rows[0], cells=(table.rows[0].cells[0], many, *table.rows[0].cells[2:]))
    slides = build_slides(replace(page, tables=(replace(table, rows=(first,)),)), Words(Texts("sv"), read_schema()))
    assert [row["name"] for row in slides[1]["rows"]] == [*(f"Chef {n}" for n in range(1, 6)), "och 2 till"]
    assert slides[0]["rows"][0]["second"].endswith("Chef 5 · och 2 till")
