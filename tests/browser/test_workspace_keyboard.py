"""The workspace by the keyboard alone, in both browsers: every stop is reached in order and seen, and nothing traps."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import go_without
from desk_requests import open_session
from firefox import Firefox
from served import MAP, Workspace, open_tab, serve, wait_for

from samverkan.desk.assumptions import Assumption
from samverkan.desk.sheet import Upload

pytestmark = pytest.mark.browser
# Every kind of screen, and every page: what a user may stand on.
SCREENS = (
    *("/", "/initiatives", "/views", "/review", "/history", "/thing/p-gatuchef", "/find?q=chef", "/note", "/contact"),
    *("/tie", "/add", "/change/c1", "/change/c1?field=name", "/requires/c1", "/requires/v1", "/sheet", "/sheet/1"),
    *("/plan/c1", "/plan/c1?a=1", "/view/influence/c1", "/view/readiness", "/view/network", "/view/causes/i04"),
    *("/view/interventions/i05", "/view/delegation/d-ltf", "/view/situation/p-samordnare", "/stood/0/thing/c1"),
)
# Each stop that a user sees is listed as the document has it; of radio buttons with one name one is a stop. What has
# the focus is noted as it comes, with whether its ring shows and whether anything lies over it.
LISTEN = """() => {
    if (document.readyState !== 'complete' || document.querySelector('[data-load], #desk-progress')) return 0;
    document.body.tabIndex = -1;
    document.body.focus(); // from the top, wherever the screen has put the focus
    document.body.removeAttribute('tabindex');
    const able = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const groups = new Set();
    const stands = (field) => {
        if (field.type !== 'radio') return true;
        const group = [...document.getElementsByName(field.name)].filter((one) => one.form === field.form);
        const chosen = group.find((one) => one.checked);
        return chosen ? chosen === field : !groups.has(field.name) && groups.add(field.name);
    };
    const stops = [...document.querySelectorAll(able)].filter((field) => !field.disabled && field.tabIndex >= 0 &&
        field.type !== 'hidden' && field.checkVisibility({ visibilityProperty: true }) && stands(field));
    const told = window.told = { reached: [], faults: [], scrolled: 0 };
    const fault = (what, field) => told.faults.push(what + ' ' + field.outerHTML.slice(0, 90));
    const draw = (one) => {
        const style = getComputedStyle(one);
        return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.stroke, style.strokeWidth].join();
    };
    const look = (field) => {
        const shown = field.type === 'radio' ? field.parentElement : field;
        return [shown, ...shown.querySelectorAll('*')].map(draw).join();
    };
    const seen = new Map(stops.map((field) => [field, look(field)]));
    document.addEventListener('keyup', () => { // a Firefox without a screen fires no event of the focus itself
        const field = document.activeElement, box = field.getClientRects()[0];
        const scrolls = field.scrollHeight > field.clientHeight || field.scrollWidth > field.clientWidth;
        if (!stops.includes(field) && field !== document.body && scrolls) { // a stop of the browser's own
            told.scrolled += 1;
            return;
        }
        told.reached.push(stops.indexOf(field));
        if (document.hasFocus() && look(field) === seen.get(field)) fault('no ring', field);
        const [x, y] = [box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 20) / 2];
        const top = document.elementFromPoint(x, y), label = top && top.closest('label');
        const own = top && (field.contains(top) || top.contains(field) || label && label.control === field);
        if (!own) fault('hidden', field);
    });
    return stops.length;
}"""
FILL = """() => {
    const form = document.querySelector('#desk-drawer form');
    form.elements.namedItem('kind').value = 'meeting';
    form.elements.namedItem('on').value = '2025-09-30';
    form.requestSubmit();
}"""
TOLD = "() => [window.told.reached, window.told.faults]"
SCROLLED = "() => { const more = window.told.scrolled; window.told.scrolled = 0; return more; }"


@dataclass
class Keyboard:
    """A browser that is only typed into."""

    go: Callable[[str], Any]
    see: Callable[[str], Any]
    press: Callable[..., Any]
    resize: Callable[[int, int], Any]

    def until(self, function: str) -> Any:
        """Return what a function in the page comes to once that is something."""
        return wait_for(self.see, function)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    file = tmp_path_factory.mktemp("workspace") / "map.yaml"
    shutil.copy(MAP, file)
    session = open_session(file)
    session.assumptions.append(Assumption("no", "c1", "p-gatuchef"))
    session.uploads[1] = Upload("okänt.csv", b"Foo;Bar\nx;y\n")
    with serve(session, file) as served:
        yield served


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def keyboard(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[Keyboard]:
    if request.param == "firefox":
        program = os.environ.get("SAMVERKAN_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
        missing = "install Firefox (Debian: firefox-esr) to test the workspace in it, too"
        firefox = Firefox(program or go_without(missing))
        firefox.resize(1280, 720)
        try:
            firefox.go(workspace.guard.make_link())
            yield Keyboard(firefox.go, firefox.see, firefox.press, firefox.resize)
        finally:
            firefox.close()
        return
    context = request.getfixturevalue("browser").new_context(viewport={"width": 1280, "height": 720})
    page = open_tab(context, workspace).page
    page.goto(workspace.guard.make_link())

    def press(key: str, times: int = 1) -> None:
        for _ in range(times):
            page.keyboard.press(key)

    def resize(width: int, height: int) -> None:
        page.set_viewport_size({"width": width, "height": height})

    assert page.evaluate("document.hasFocus()")  # else no ring would be looked for
    yield Keyboard(page.goto, page.evaluate, press, resize)
    context.close()


def test_every_stop_of_every_screen_is_reached_in_order_and_seen(keyboard: Keyboard, workspace: Workspace) -> None:
    wrong = {}
    for screen in SCREENS:
        keyboard.go(workspace.origin + screen)
        stops = keyboard.until(LISTEN)
        keyboard.press("Tab", stops)
        while more := keyboard.see(SCROLLED):
            keyboard.press("Tab", more)
        reached, faults = keyboard.see(TOLD)
        if reached != list(range(stops)) or faults:
            wrong[screen] = (stops, reached, faults)
        keyboard.see("() => { sessionStorage.clear(); }")
    assert not wrong


OPENED = {  # where, what has the focus, the key that opens it, what is then open, and how many stops on
    "a form": ("/thing/p-gatuchef", "main a[data-drawer]", "Enter", "#desk-drawer[open] form", 30),
    "the keys": ("/thing/p-gatuchef", "main a[data-drawer]", "?", "#desk-keys[open]", 3),
    "what can be taken along": ("/plan/c1", ".desk-menu summary", "", ".desk-menu[open]", 2),
}


@pytest.mark.parametrize("what", OPENED)
def test_what_is_opened_holds_the_focus_and_gives_it_back_by_escape(
    keyboard: Keyboard, workspace: Workspace, what: str
) -> None:
    screen, at, key, opened, stops = OPENED[what]
    keyboard.go(workspace.origin + screen)
    keyboard.until(f"() => document.readyState === 'complete' && !!document.querySelector('{at}')")
    keyboard.see(f"() => {{ window.was = document.querySelector('{at}'); window.was.focus(); }}")
    if key:
        keyboard.press(key)
    else:  # no key presses buttons of a Firefox without a screen
        keyboard.see("() => { window.was.click(); }")
    keyboard.until(f"() => !!document.querySelector('{opened}')")
    inside = f"document.querySelector('{opened}').closest('dialog, details').contains(document.activeElement)"
    keyboard.until(f"() => {inside}")
    for _ in range(stops):
        keyboard.press("Tab")
        assert keyboard.see(f"() => {inside} || document.activeElement === document.body")  # the browser's own head
    if not keyboard.see(f"() => {inside}"):
        keyboard.press("Tab")
    keyboard.press("Escape")
    keyboard.until(f"() => !document.querySelector('{opened}') && document.activeElement === window.was")


def test_hits_a_menu_a_plan_and_what_is_saved_leave_the_focus_where_it_was(
    keyboard: Keyboard, workspace: Workspace
) -> None:
    keyboard.go(workspace.origin + "/thing/p-gatuchef")
    keyboard.until("() => document.readyState === 'complete'")
    keyboard.see("() => { document.querySelector('#desk-q').focus(); }")
    for letter in "gatu":
        keyboard.press(letter)
    keyboard.until("() => !!document.querySelector('#desk-hits:not([hidden]) a')")
    keyboard.press("ArrowDown")
    keyboard.until("() => !!document.activeElement.closest('#desk-hits')")
    keyboard.press("Escape")
    keyboard.until("() => document.querySelector('#desk-hits').hidden && document.activeElement.id === 'desk-q'")
    keyboard.resize(390, 800)
    menu = "document.querySelector('[data-menu][aria-expanded]')"
    keyboard.see(f"() => {{ {menu}.focus(); {menu}.click(); }}")
    keyboard.until("() => document.querySelector('#desk-bar').matches('[data-open]')")
    keyboard.press("Tab")
    keyboard.until("() => !!document.activeElement.closest('.desk-nav')")
    keyboard.press("Escape")
    keyboard.until(f"() => document.activeElement === {menu} && {menu}.getAttribute('aria-expanded') === 'false'")
    keyboard.resize(1280, 720)
    keyboard.see("() => { document.querySelector('main a[href^=\"/change/\"]').focus(); }")
    keyboard.press("Enter")
    keyboard.until("() => !!document.querySelector('#desk-drawer[open] a')")
    keyboard.press("Escape")
    keyboard.go(workspace.origin + "/plan/c1?a=1")
    keyboard.until("() => document.readyState === 'complete' && !!document.querySelector('.desk-assumption a')")
    keyboard.see("() => { document.querySelector('.desk-assumption a').focus(); }")
    keyboard.press("Enter")
    keyboard.until("() => !document.querySelector('.desk-band') && document.activeElement.matches('body > main')")
    keyboard.go(workspace.origin + "/thing/p-gatuchef")
    keyboard.until("() => document.readyState === 'complete'")
    keyboard.see("() => { window.stays = true; document.querySelector('main a[href^=\"/contact\"]').focus(); }")
    keyboard.press("Enter")
    keyboard.until("() => !!document.querySelector('#desk-drawer[open] form')")
    keyboard.see(FILL)
    keyboard.until("() => !document.querySelector('#desk-drawer[open]') && window.stays")
    keyboard.until("() => document.activeElement.matches('main a[href^=\"/contact\"]')")
