"""Colour, size, shape and width by a field, with legends that count and select; the figures' panel."""

from __future__ import annotations

from typing import Any

import pytest
from view_maps import build_synthetic, draw_once

from samverkan.model import Map

pytestmark = pytest.mark.browser

CHANNELS = [
    ("colour", "organisation", "new Set(scene.nodes.map(fillOf)).size"),
    ("colour", "between", "new Set(scene.nodes.map(fillOf)).size"),
    ("size", "contacts", "new Set(scene.nodes.map(ownSize)).size"),
    ("shape", "level", "new Set(scene.nodes.map(shapeOf)).size"),
    ("width", "strength", "new Set(scene.edges.map(widthOf)).size"),
]


@pytest.mark.parametrize(("channel", "field", "looks"), CHANNELS)
def test_a_field_tells_nodes_apart_with_a_legend_that_counts_and_selects(
    open_page: Any, havsakra: Map, channel: str, field: str, looks: str
) -> None:
    visit = open_page(draw_once(havsakra, "network"), address="#tab=free")
    offered = visit.page.locator(f"#{channel} option").evaluate_all("(all) => all.map((one) => one.value)")
    key = field if field in offered else offered[-1]
    visit.page.select_option(f"#{channel}", key)
    assert visit.see(looks) > 1
    chips = visit.page.locator(f"#{channel}-key .chip")
    counts = [int(text.split()[-1]) for text in chips.all_inner_texts()]
    assert counts and f"{channel}={key}" in visit.page.evaluate("location.hash")
    chips.first.click()
    things = "scene.edges.filter((e) => holds(e, true))" if channel == "width" else "scene.nodes.filter(passes)"
    assert visit.see(f"{things}.length") == counts[0]
    assert chips.first.get_attribute("aria-pressed") == "true"
    visit.page.reload()
    assert visit.page.locator(f"#{channel}").input_value() == key
    assert visit.see(f"{things}.length") == counts[0]
    chips.first.focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.className") == "chip", "whoever stands on a chip stays there"
    visit.page.keyboard.press("Enter")
    visit.page.select_option(f"#{channel}", "")
    assert visit.see("state.filters.size") == 0, "no filter is left without its chip"
    assert visit.complaints == []


def test_a_kind_of_relation_can_be_shown_alone(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"), address="#tab=free")
    visit.page.click("[data-filter='edge:kind=leverage']")
    lit = visit.see("[...new Set(scene.edges.filter(isLit).map((e) => e.kind))]")
    assert lit == ["leverage"]


def test_a_group_of_those_without_organisations_opens_on_everybody_in_it(open_page: Any) -> None:
    content = build_synthetic(900)
    visit = open_page(draw_once(content, "network"))
    first = visit.page.locator("#t-nodes tbody tr").first
    count = int(first.locator("td").first.inner_text())
    visit.see("enterGroup(scene.nodes[0].id)")
    assert visit.page.locator("#t-inside tbody tr").count() == count > 1
    visit.page.get_by_role("button", name="Alla grupper").click()
    assert first.is_visible() and visit.complaints == []


def test_figures_open_with_their_definition_and_name_who_they_are_about(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network", issue="i05"))
    visit.page.click("[data-list=measures]")
    panel = visit.page.locator("#panel")
    assert "Resten finns inte i data" in panel.inner_text() and "Par utan känd relation" in panel.inner_text()
    name = panel.locator(".ref").first.inner_text()
    panel.locator(".ref").first.click()
    assert visit.heading == name
    meeting = open_page(draw_once(havsakra, "network", meeting=True, issue="i05"))
    assert meeting.page.locator("[data-list=measures]").count() == 0


@pytest.mark.parametrize("address", ["#&colour=constructor", "#&size=kind&shape=x", "#&only=edge%3Akind%3Dx"])
def test_an_address_that_means_nothing_breaks_nothing(open_page: Any, havsakra: Map, address: str) -> None:
    visit = open_page(draw_once(havsakra, "network"), address=address)
    visit.find("Gatuchef")
    assert visit.heading == "Gatuchef"
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("decision-path", "c1"),
        ("causes", "i04"),
        ("interventions", "A-taxi"),
        ("delegation", "d-ltf"),
        ("influence", "c1"),
    ],
)
def test_a_row_of_the_legend_lights_those_it_counts(open_page: Any, havsakra: Map, kind: str, subject: str) -> None:
    visit = open_page(draw_once(havsakra, kind, subject))
    picks = visit.see("data.picks")
    assert picks
    for number, pick in enumerate(picks):
        visit.page.click("[data-list=legend]")
        row = visit.page.locator(f"#panel [data-pick='{number}']")
        assert row.locator(".count").inner_text() == str(len(pick["lights"]))
        row.click()
        assert visit.heading == pick["name"]
        assert set(pick["lights"]) <= set(visit.see("[...state.lit]"))
        assert visit.page.locator("#panel .ref").count() == len(pick["lights"])
    visit.page.reload()
    assert visit.heading == picks[-1]["name"]
    assert visit.complaints == []
