"""Every screen in a real browser: as its page is exported, accessible, readable, and for those who were let in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk_requests import open_session
from served import Tab, Workspace, serve

from samverkan.desk.sheet import Upload
from samverkan.views.build import build_view
from samverkan.workflows.edits import Terms
from samverkan.workflows.keeping import edit_thing
from samverkan.workflows.plan import Wishes, plan_in
from samverkan.workflows.reading import read_to_tell

pytestmark = pytest.mark.browser


BAR = 48


BOXES = """() => [...document.querySelectorAll('.top, .band, body > main, footer.bottom, tr[data-row]')]
    .map((one) => { const b = one.getBoundingClientRect(); return [b.x, b.y, b.width, b.height].map(Math.round); })
    .filter((box) => box[2] && box[3])"""


KINDS = {
    "decision-path": "c1",
    "influence": "c1",
    "causes": "i04",
    "interventions": "i05",
    "delegation": "d-ltf",
    "situation": "p-samordnare",
    "readiness": "",
    "network": "",
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_page_stands_as_it_is_exported_below_the_head(
    tab: Tab, workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    subject, content = KINDS[kind] or None, read_to_tell(workspace.session.where, None)
    answer = plan_in(content, "c1", Wishes(), as_of=None).answer if subject == "c1" else None
    html = build_view(
        kind, content, on=workspace.session.day, texts=workspace.session.texts, subject=subject, answer=answer
    )
    (tmp_path / "page.html").write_text(html, "utf-8")
    page = tab.page
    page.set_viewport_size({"width": 1280, "height": 720 - BAR})
    page.goto((tmp_path / "page.html").as_uri())
    tab.elsewhere.clear()
    exported = page.evaluate(BOXES)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(workspace.origin + ("/plan/c1" if kind == "decision-path" else f"/view/{kind}/{KINDS[kind]}".rstrip("/")))
    shown = page.evaluate(BOXES)
    assert len(exported) > 2 and [[x, y - BAR, w, h] for x, y, w, h in shown] == exported


SMALL = """() => [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() &&
    !one.closest('.hidden, script, style, option') &&
    [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) &&
    parseFloat(getComputedStyle(one).fontSize) < 12).map((one) => one.textContent.slice(0, 30))"""


LOW = """() => [...document.querySelectorAll('button, .desk-bar a, .desk-button, .desk-field input, select')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24)
    .map((one) => one.outerHTML.slice(0, 60))"""


SCREENS = (
    *("/", "/initiatives", "/views", "/review", "/history", "/thing/p-gatuchef", "/find?q=chef", "/note", "/contact"),
    *("/tie", "/add", "/change/c1", "/change/c1?field=name", "/requires/c1", "/requires/v1"),
    *("/sheet", "/sheet/1", "/nowhere"),
)


CONTRAST = (
    "async () => (await axe.run(document, { runOnly: ['color-contrast'] })).violations.map((v) => v.nodes[0].html)"
)


POST = "async ([path, form]) => (await fetch(path, { method: 'POST', body: new URLSearchParams(form) })).url"


SEND = """(fields) => {
    const form = document.querySelector('#desk-main form');
    for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = value;
    form.requestSubmit();
}"""


REFUSED = {  # what is sent from a form, and what then stands on the screen
    "/note": ({"who": "Ingen Alls", "about": "Sommartorg", "stance": "supports"}, "[data-add]"),
    "/contact": ({"who": "Gatuchef", "on": "32 maj"}, ".desk-beside"),
    "/change/c1?field=name": ({"value": "Vårtorg"}, ".desk-three [data-take]"),  # it is called otherwise by now
    "/requires/v1": ({"form 0": "", "matter 0": "", "amount 0": ""}, "[data-agree]"),
}


ASSUMED = (
    {"kind": "no", "who": "p-gatuchef"},
    {"kind": "yes", "who": "p-fritidschef"},
    {"kind": "contact", "who": "p-fritidschef"},
    {"kind": "amount", "requirement": "c1-fund-d-medel-liten", "value": "5000"},
    {"kind": "mandate", "requirement": "c1-fund-d-medel-liten", "who": "p-gatuchef"},
)


def look_at(page: Any, name: str) -> None:
    """Hold that a screen fits, is large enough, and that axe finds nothing on it, in light and in dark."""
    from axe_playwright_python.sync_playwright import Axe

    for width in (1280, 320):  # as at 400 %
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)
    assert page.evaluate("document.querySelector('.desk-bar').offsetHeight") <= 60, name  # one row
    page.set_viewport_size({"width": 1280, "height": 720})
    assert page.evaluate(SMALL) == [], name
    assert page.evaluate(LOW) == [], name
    found = Axe().run(page).response["violations"]
    assert [(name, v["id"], v["nodes"][0]["html"][:80]) for v in found] == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(CONTRAST) == [], name
    page.emulate_media(color_scheme="light")


def test_every_screen_is_accessible_readable_and_fits(tab: Tab, workspace: Workspace) -> None:
    page = tab.page
    workspace.session.uploads[1] = Upload("okänt.csv", b"Foo;Bar\nx;y\n")
    for address in SCREENS:
        page.goto(workspace.origin + address)
        look_at(page, address)
    assert all("404" in line for line in tab.complaints)  # the screen that is nowhere


def test_every_form_that_comes_back_a_band_a_past_and_a_beginning_are_accessible_too(
    tab: Tab, workspace: Workspace, tmp_path: Path
) -> None:
    page = tab.page
    for address, (fields, shown) in REFUSED.items():
        page.goto(workspace.origin + address)
        page.wait_for_load_state()
        if "field=" in address:
            page.fill("#f-value", "Vår")  # what is typed stays, however soon the tab sees that the map has changed
            edit_thing(workspace.session.where, "c1", ["name=Höst-torg"], Terms())
        page.evaluate(SEND, fields)
        page.wait_for_selector(shown)
        look_at(page, address)
    shown = ""
    for assumption in ASSUMED:  # each beside those before
        shown = page.evaluate(POST, ["/assume/c1", {**assumption, "a": shown.partition("a=")[2]}])
    page.goto(shown)
    assert page.locator(".desk-assumption").count() == len(ASSUMED)
    look_at(page, "band")
    page.goto(f"{workspace.origin}/stood/1/")
    look_at(page, "stood")
    page.evaluate("sessionStorage.clear()")
    with serve(open_session(tmp_path / "new.samverkan"), tmp_path / "new.samverkan") as empty:
        page.goto(empty.guard.make_link())
        look_at(page, "beginning")
        tab.elsewhere.clear()


def test_whoever_was_not_let_in_sees_nothing(browser: Any, workspace: Workspace) -> None:
    context = browser.new_context()
    page = context.new_page()
    for address in ("/", "/plan/c1", "/enter?token=guess", "/assets/x/page.js"):
        answer = page.goto(workspace.origin + address)
        assert answer.status == 403
        assert "Havsåkra" not in page.content()
    context.close()
