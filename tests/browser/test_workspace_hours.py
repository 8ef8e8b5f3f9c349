"""An hour of somebody who has never seen the workspace, in both browsers, by keyboard and by forms."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import go_without
from desk_requests import open_session
from firefox import Firefox
from served import MAP, Tab, Workspace, open_tab, serve, wait_for

from samverkan.workflows.open_store import read_valid_map
from samverkan.workflows.plan import Wishes, plan_in

pytestmark = pytest.mark.browser


def press_and_see(page: Any, keys: str, selector: str) -> None:
    """Press keys, and wait for what they lead to."""
    page.keyboard.press(keys)
    page.wait_for_selector(selector)
    page.wait_for_load_state()  # until its script listens


def test_an_hour_of_somebody_who_has_never_seen_it(tab: Tab, workspace: Workspace) -> None:
    """Search, read about somebody, ask what if, save it, note a stance, and take both back, by the keyboard alone."""
    page, before = tab.page, workspace.file.read_bytes()
    page.wait_for_selector("h2:text-is('Våra insatser')")
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    page.keyboard.type("gatuch")
    page.wait_for_selector("#desk-hits a:has-text('Gatuchef')")
    press_and_see(page, "Enter", "h1:text-is('Gatuchef')")
    page.keyboard.press("Control+k")
    page.keyboard.type("plan: sommar")
    page.wait_for_selector("#desk-hits a:has-text('Plan: Sommartorg')")
    page.keyboard.press("ArrowDown")
    press_and_see(page, "Enter", "#search")
    page.focus("#search")
    page.keyboard.type("Gatuchef")
    press_and_see(page, "Enter", "#panel >> text=Säger nej – vad då?")
    page.focus("#panel >> text=Säger nej – vad då?")
    press_and_see(page, "Enter", ".desk-band")
    told = page.inner_text("#desk-difference")
    page.focus("text=Spara i kartan")
    press_and_see(page, "Enter", "text=Ni antog ett nej. Vad har sagts, när, och hur vet ni det?")
    assert page.input_value("[name=on]") == page.input_value("[name=basis]") == ""  # nothing is said that nobody said
    page.check("[name=stance][value=opposes]", force=True)
    page.select_option("[name=basis]", "own_assessment")
    page.fill("[name=on]", workspace.session.day.isoformat())
    press_and_see(page, "Control+Enter", "#search >> visible=true")
    page.wait_for_selector(".desk-band", state="detached")
    content = read_valid_map(workspace.file)
    plans = [plan_in(content, "c1", Wishes(without=w), as_of=None).answer.plan for w in (("p-gatuchef",), ())]
    assert f"Möda {plans[0].effort} i stället för" in told
    shown = page.inner_text("body > main")  # what was saved is planned as the command plans it
    places = [shown.index(content.nodes[step.actor].name) for step in plans[1].steps]
    assert places == sorted(places)
    page.goto(f"{workspace.origin}/thing/p-gatuchef")
    press_and_see(page, "n", "#desk-drawer form")
    page.fill("[name=about]", "Sommartorg")
    page.fill("[name=concern]", "städningen")
    press_and_see(page, "Control+Enter", "#desk-said:has-text('Sparat')")
    page.wait_for_selector("main >> text=städningen")
    page.evaluate("document.activeElement.blur()")
    press_and_see(page, "Control+z", ".desk-revision >> nth=1")
    for _ in range(2):
        page.wait_for_selector("#undo:focus")  # Ctrl+Z shows what would be undone, and Enter does it
        number = page.get_attribute("#undo", "aria-label")
        page.keyboard.press("Enter")
        page.wait_for_selector(f'.desk-revision button[aria-label="{number}"]', state="detached")
        page.wait_for_selector(".desk-revision")
        page.wait_for_load_state()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Control+z")
    assert workspace.file.read_bytes() == before
    assert tab.complaints == []


@pytest.mark.parametrize("keys", [["Enter"], ["ArrowDown", "Enter"]])
def test_keys_that_are_pressed_before_the_search_has_answered_wait_for_what_was_typed(
    tab: Tab, workspace: Workspace, keys: list[str]
) -> None:
    page = tab.page
    held: list[Any] = []
    page.wait_for_selector("h2:text-is('Våra insatser')")
    page.wait_for_load_state()
    page.focus("#desk-q")
    page.keyboard.type("plan:")
    page.wait_for_selector("#desk-hits a >> nth=1")
    assert "/plan/c1" not in page.get_attribute("#desk-hits a >> nth=0", "href")
    page.route("**/find?*", lambda route: held.append(route))  # the server takes its time
    page.keyboard.type(" sommar")
    for key in keys:
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "desk-q"
    while len(held) < len(" sommar"):
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    page.wait_for_url("**/plan/c1")
    assert tab.complaints == []


ASK = """async () => {
    const rest = () => new Promise((done) => setTimeout(done, 20));
    const wait = async (found) => { for (let n = 0; n < 500 && !found(); n += 1) await rest(); };
    const search = document.querySelector('#search');
    search.value = 'Gatuchef';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    const buttons = () => [...document.querySelectorAll('.desk-button')];
    const offered = () => buttons().find((one) => one.textContent.startsWith('Säger nej'));
    await wait(offered);
    offered().click();
    await wait(() => document.querySelector('#desk-difference'));
    return document.querySelector('#desk-difference').textContent;
}"""


FILL = """() => {
    if (document.readyState !== 'complete') return false; // before that nothing listens
    const form = document.querySelector('#desk-drawer[open] form') || document.querySelector('#desk-main form');
    for (const [name, value] of Object.entries(FIELDS)) {
        const field = form.elements.namedItem(name);
        field.value = value;
        (field.length && !field.options ? field[0] : field).dispatchEvent(new Event('input', { bubbles: true }));
    }
    form.requestSubmit();
    return true;
}"""


CLICK = """() => {
    const found = document.readyState === 'complete' && document.querySelector('SELECTOR');
    if (found) found.click();
    return !!found;
}"""


@dataclass
class Newcomer:
    """Somebody who fills in forms and presses what the screen offers, in any browser."""

    see: Callable[[str], Any]
    go: Callable[[str], Any]

    def until(self, function: str) -> Any:
        """Return what a function in the page comes to once that is something."""
        return wait_for(self.see, function)

    def there(self, selector: str) -> None:
        """Wait until something is on the screen."""
        self.until(f"() => !!document.querySelector('{selector}')")

    def click(self, selector: str) -> None:
        """Press something as soon as it is there."""
        self.until(CLICK.replace("SELECTOR", selector))

    def fill(self, **fields: str) -> None:
        """Fill in the form that is open, and send it."""
        self.there("form [name=" + json.dumps(next(iter(fields))) + "]")
        self.until(FILL.replace("FIELDS", json.dumps(fields)))


def spend_an_hour(newcomer: Newcomer, workspace: Workspace) -> None:
    """Begin a map, say what is required, read the plan, note a stance, take it back, and take a page along."""
    newcomer.go(workspace.guard.make_link())
    newcomer.fill(place="Ekby", organisation="Ekby Council", post="Safety lead", initiative="Lights")
    newcomer.click("h3 a")  # the first initiative says what it lacks, and where that is told
    newcomer.click('a[href="/requires/lights"]')
    newcomer.fill(**{"form 0": "decide", "matter 0": "Street lighting", "amount 0": "60 000"})
    newcomer.click("#desk-drawer [data-add]")
    newcomer.there("#desk-drawer [name=section]")
    newcomer.until("() => { document.querySelector('#desk-drawer form').requestSubmit(); return true; }")
    newcomer.until("() => location.pathname === '/requires/lights' && !document.querySelector('#desk-drawer[open]')")
    newcomer.until("() => document.querySelector('[name=\"amount 0\"]').value === '60 000'")  # what was typed waited
    newcomer.until("() => { document.querySelector('#desk-main form').requestSubmit(); return true; }")
    newcomer.until("() => location.pathname === '/plan/lights' && !!document.querySelector('#search')")
    newcomer.go(f"{workspace.origin}/note?about=lights")
    newcomer.fill(who="Head of Streets", stance="supports", concern="the cost")
    newcomer.click("#desk-main [data-add]")
    newcomer.there("#desk-drawer [name=kind]")
    newcomer.fill(kind="post", part_of="Ekby Council")
    newcomer.until("() => document.querySelector('#desk-main [name=concern]').value === 'the cost'")
    newcomer.fill(stance="supports")
    newcomer.until("() => location.pathname === '/'")
    newcomer.go(f"{workspace.origin}/history")
    newcomer.click("#undo")
    newcomer.until("() => document.querySelectorAll('.desk-revision').length === 6")
    took = "async () => (await (await fetch('/download/decision-path/lights')).text()).includes('Street lighting')"
    assert newcomer.see(took)
    brief = (
        "async () => new Uint8Array(await (await fetch('/brief/lights?meeting=1')).arrayBuffer())[0] === 80"  # a zip
    )
    assert newcomer.see(brief)


def test_an_hour_of_a_newcomer_who_begins_with_nothing_in_english(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "samverkan.samverkan"
    with serve(open_session(file, "en"), file) as workspace:
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        tab = open_tab(context, workspace)
        spend_an_hour(Newcomer(tab.page.evaluate, tab.page.goto), workspace)
        content = workspace.session.content
        assert {n.name for n in content.labelled("Actor")} == {"Ekby Council", "Safety lead", "Head of Streets"}
        assert not content.labelled("Position")  # taken back
        assert tab.elsewhere == [] and all("422" in line for line in tab.complaints)
        context.close()


def test_what_if_and_a_newcomers_hour_in_firefox_too(workspace: Workspace, tmp_path: Path) -> None:
    named = os.environ.get("SAMVERKAN_FIREFOX")
    program = named or shutil.which("firefox-esr") or shutil.which("firefox")
    shutil.copy(MAP, workspace.file)
    firefox = Firefox(program or go_without("install Firefox (Debian: firefox-esr) to test the workspace in it, too"))
    try:
        firefox.go(workspace.guard.make_link())
        assert "Sommartorg" in firefox.see("() => document.body.innerText")
        firefox.go(f"{workspace.origin}/plan/c1")
        assert "i stället för" in firefox.see(ASK)
        assert firefox.complaints == []
        assert all(one.startswith(workspace.origin) for one in firefox.requests)
        file = tmp_path / "samverkan.samverkan"
        with serve(open_session(file, "en"), file) as own:
            spend_an_hour(Newcomer(firefox.see, firefox.go), own)
    finally:
        firefox.close()
