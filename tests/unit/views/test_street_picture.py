"""The static picture of a plan: every name whole, no line over a box, few crossings, a key of what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from view_maps import DAY

from samverkan.model import Map, Node, Relation
from samverkan.texts import Texts
from samverkan.views.build import build_page, build_svg
from samverkan.views.street_picture.layout import Hand, Layout, lay_out
from samverkan.views.street_picture.lines import Curve, End, Laid, Lane, count_crossings, lay_wires
from samverkan.views.street_picture.wrap import measure_text, wrap
from samverkan.views.streets import Streets, Wire

HAND = Hand("bro {n}", "Vi")


def find_plan(content: Map, **wanted: object) -> Streets:
    page, _ = build_page("network", content, on=content.as_of or DAY, texts=Texts("sv"), **wanted)
    assert page.tabs and page.tabs.plan
    return page.tabs.plan


def find_points(curve: Curve) -> Iterator[tuple[float, float]]:
    a, b, c, d = curve
    for n in range(21):
        t, u = n / 20, 1 - n / 20
        x, y = (u**3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t**3 * d[k] for k in (0, 1))
        yield x, y


def is_over_a_box(layout: Layout, line: Laid) -> bool:
    boxes = [box for column in layout.columns for box in column]
    return any(
        box.left + 1 < x < box.left + box.width - 1 and box.top + 1 < y < box.bottom - 1
        for curve in line.curves
        for x, y in find_points(curve)
        for box in boxes
    )


def test_plan_has_every_name_whole_and_no_line_over_a_box(havsakra: Map) -> None:
    plan = find_plan(havsakra)
    layout = lay_out(plan, HAND, (24, 100), 1232)
    laid = lay_wires(plan.wires, layout.ends, layout.lanes)
    assert len(laid) == len(plan.wires)
    assert count_crossings(laid) <= 20
    assert not [line.wire for line in laid if is_over_a_box(layout, line)]
    for column in layout.columns:
        assert all(one.bottom < other.top for one, other in pairwise(column))
        for box in column:
            for row in box.rows:
                assert " ".join(row.lines).replace("- ", "-").replace("/ ", "/").replace(" ", "").replace(
                    "-", ""
                ) == row.entry.name.replace(" ", "").replace("-", "")
                widest = max(measure_text(line, 13.5, bold=row.bold) for line in row.lines)
                assert row.name_x + widest <= box.left + box.width


def test_lines_of_a_street_cross_where_their_order_turns() -> None:
    """Two columns with rows at 10 and 50. Straight across there is no crossing, crosswise
    one; a bow beside the left column from 0 to 100 is left by both lines, one crossing each.
    """
    ends = {
        "a": End(0, 0, 100, 10),
        "b": End(0, 0, 100, 50),
        "c": End(1, 164, 264, 10),
        "d": End(1, 164, 264, 50),
        "top": End(0, 0, 100, 0),
        "foot": End(0, 0, 100, 100),
    }
    lanes = [Lane(0, 100, (), 0, 64), Lane(164, 264, (), 64, 0)]

    def count(*pairs: tuple[str, str]) -> int:
        return count_crossings(lay_wires([Wire(one, other, "tie", 2) for one, other in pairs], ends, lanes))

    assert count(("a", "c"), ("b", "d")) == 0
    assert count(("a", "d"), ("b", "c")) == 1
    assert count(("a", "c"), ("d", "b"), ("top", "foot")) == 2
    assert count(("a", "d"), ("a", "c"), ("b", "d")) == 0  # lines with a common end are not counted


def test_a_line_past_a_column_runs_in_a_gap_of_it() -> None:
    ends = {"a": End(0, 0, 100, 40), "z": End(2, 328, 428, 40)}
    lanes = [Lane(0, 100, (), 0, 64), Lane(164, 264, (20.0, 90.0), 64, 64), Lane(328, 428, (), 64, 0)]
    laid = lay_wires([Wire("a", "z", "tie"), Wire("z", "a", "leverage")], ends, lanes)
    middles = [curve[0][1] for line in laid for curve in line.curves if {curve[0][0], curve[3][0]} == {164, 264}]
    assert [round(y) for y in middles] == [20, 23]  # the second one lies beside the first
    assert laid[1].curves[-1][3] == (100, 40)  # and ends where its arrow belongs


def test_long_words_are_parted_only_where_they_may_be() -> None:
    hyphens = {"Kommunledningsförvaltningen": "Kommun-lednings-förvaltningen"}
    parted = wrap("Kommunledningsförvaltningen", 130, 13.5, hyphens=hyphens)
    assert parted == ["Kommunlednings-", "förvaltningen"]
    assert wrap("Teknik- och fritidsnämnden", 110, 13.5, hyphens={}) == ["Teknik- och", "fritidsnämnden"]
    assert "".join(wrap("x" * 250, 100, 13.5, hyphens={})) == "x" * 250


@pytest.mark.parametrize("meeting", [False, True])
def test_key_tells_what_is_drawn(havsakra: Map, meeting: bool) -> None:
    svg = build_svg("network", havsakra, on=DAY, texts=Texts("sv"), meeting=meeting)
    texts = re.findall(r">([^<>]+)</text>", svg)
    assert {"Möts i", "Strategiska trygghetsrådet 8", "kan påverka", "befattning"} <= set(texts)
    assert ("1 steg från oss" in texts) is not meeting
    assert ("stark" in texts) is not meeting
    assert ("Närmast oss" in texts) is not meeting
    assert not re.search(r'font-size="(?:\d|1[01])(?:\.\d+)?"', svg)


def test_what_opens_on_a_table_is_a_table_in_the_picture_too() -> None:
    """400 organisations of three: more than can be boxes. 60 rows stand in the picture, the rest is counted."""
    nodes, relations = [], []
    for n in range(400):
        nodes.append(Node(f"o{n}", "Actor", {"name": f"Bolag {n}", "kind": "company"}))
        for k in range(2):
            nodes.append(Node(f"p{n}-{k}", "Actor", {"name": f"Chef {n} {k}", "kind": "post"}))
            relations.append(Relation("PART_OF", f"p{n}-{k}", f"o{n}", {}))
    svg = build_svg(
        "network", Map({node.id: node for node in nodes}, tuple(relations)), on=date(2025, 1, 1), texts=Texts("sv")
    )
    assert len(re.findall(r">Bolag \d+<", svg)) == 60
    assert "60 av 400 organisationer visas" in svg


@pytest.mark.parametrize(("number", "first"), [(60, "free"), (61, "table")])
def test_without_organisations_and_us_a_map_opens_on_the_free_drawing_or_a_table_of_groups(
    number: int, first: str
) -> None:
    """Pairs of actors: up to 60 can be followed in a drawing, above that they are told by groups."""
    nodes = {
        f"a{n:02}": Node(f"a{n:02}", "Actor", {"name": f"Aktör {n}", "kind": "association"}) for n in range(number)
    }
    ties = tuple(Relation("TIE", f"a{n:02}", f"a{n + 1:02}", {}) for n in range(0, number - 1, 2))
    page, _ = build_page("network", Map(nodes, ties), on=date(2025, 1, 1), texts=Texts("sv"))
    assert page.tabs and page.tabs.first == first
    if first == "table":
        assert page.counted == "grupper"
        inside = [spot.id for picture in page.inside.values() for spot in picture.spots]
        assert sorted(inside) == sorted(nodes)[:60]  # the last one has nobody and stands alone
