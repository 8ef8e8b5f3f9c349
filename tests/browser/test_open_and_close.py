"""A page can be opened and closed again, as another page that holds it does, and leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest
from view_maps import draw_once

from samverkan.model import Map

pytestmark = pytest.mark.browser

AGAIN = """(times) => {
    const given = JSON.parse(document.getElementById('data').textContent);
    for (let i = 0; i < times; i += 1) { const one = openPage(given, () => []); one(); }
}"""
WATCHED = ("window", "document", "matchMedia('(prefers-color-scheme: dark)')")


def count_listeners(page: Any) -> list[int]:
    """Count what the browser says is listened to on what outlives a page."""
    client = page.context.new_cdp_session(page)
    found = []
    for name in WATCHED:
        thing = client.send("Runtime.evaluate", {"expression": name})["result"]["objectId"]
        found.append(len(client.send("DOMDebugger.getEventListeners", {"objectId": thing})["listeners"]))
    client.detach()
    return found


@pytest.mark.parametrize(
    ("kind", "subject"), [("decision-path", "c1"), ("network", None), ("causes", "i04"), ("readiness", None)]
)
def test_a_page_opened_and_closed_again_and_again_leaves_no_listener(
    open_page: Any, havsakra: Map, kind: str, subject: str | None
) -> None:
    visit = open_page(draw_once(havsakra, kind, subject))
    visit.page.evaluate("page()")
    closed = count_listeners(visit.page)
    visit.page.evaluate(AGAIN, 10)
    assert count_listeners(visit.page) == closed
    visit.page.evaluate("() => { openPage(JSON.parse(document.getElementById('data').textContent), () => []); }")
    assert sum(count_listeners(visit.page)) > sum(closed)
    assert visit.complaints == []


def test_whoever_opens_a_page_adds_what_can_be_done_with_a_thing(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "decision-path", "c1"))
    visit.page.evaluate("""() => {
        page();
        openPage(JSON.parse(document.getElementById('data').textContent), (id) => {
            const button = document.createElement('button');
            button.textContent = 'Ändra ' + id;
            return [button];
        });
    }""")
    visit.find("Gatuchef")
    assert visit.page.locator("#panel > :last-child").inner_text() == "Ändra p-gatuchef"
