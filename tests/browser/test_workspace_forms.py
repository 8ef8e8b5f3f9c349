"""Forms in a real browser: typed, kept, sent once, read in from a file, and two people with one store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from desk_requests import open_session
from served import MAP, Tab, Workspace, open_tab, serve

from samverkan.store.embedded import open_address
from samverkan.store.registry import Access
from samverkan.workflows.open_store import read_valid_map

pytestmark = pytest.mark.browser


def test_a_stance_is_noted_with_the_keyboard_alone(tab: Tab, workspace: Workspace) -> None:
    page = tab.page
    page.goto(f"{workspace.origin}/thing/p-raddningschef")
    page.keyboard.press("n")
    page.wait_for_selector("#desk-drawer form")
    assert page.input_value("[name=who]") == "Räddningschef"
    page.keyboard.type("Sommartorg")  # the first empty field has the focus
    assert page.input_value("[name=about]") == "Sommartorg"
    page.focus("[name=concern]")
    page.keyboard.type("framkomligheten")
    page.fill("[name=on]", "31 maj")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector('#desk-drawer [aria-invalid="true"]')
    assert page.evaluate("document.activeElement.name") == "on"
    assert page.input_value("[name=concern]") == "framkomligheten"
    page.fill("[name=on]", "2025-09-30")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#desk-drawer[open]", state="detached")
    page.wait_for_selector("#desk-said:not(:empty)")
    assert "framkomligheten" in page.inner_text("main")
    assert "framkomligheten" in workspace.file.read_text("utf-8")
    assert all("422" in line for line in tab.complaints)


def test_what_is_typed_outlives_a_reload(tab: Tab, workspace: Workspace) -> None:
    page = tab.page
    page.goto(f"{workspace.origin}/thing/p-gatuchef")
    page.click("main >> text=Anteckna hållning")
    page.wait_for_selector("#desk-drawer form")
    page.locator("[name=concern]").press_sequentially("halvvägs")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.click("main >> text=Anteckna hållning")
    page.wait_for_selector("#desk-drawer form")
    assert page.input_value("[name=concern]") == "halvvägs"
    page.evaluate("sessionStorage.clear()")


def test_a_form_stays_filled_in_while_the_map_is_out_of_reach_and_is_saved_once_it_is_back(
    tab: Tab, workspace: Workspace
) -> None:
    page, away = tab.page, workspace.file.with_name("away")
    page.goto(f"{workspace.origin}/thing/c1")
    page.wait_for_load_state()
    page.click("main a[href^='/requires/']")
    page.wait_for_selector("#desk-drawer [name=line]")
    line = page.input_value("#desk-drawer [name=line]") + " "
    page.fill("#desk-drawer [name=line]", line)
    workspace.file.rename(away)
    page.press("#desk-drawer [name=line]", "Control+Enter")
    page.wait_for_selector("#desk-drawer .desk-wrong:has-text('finns inte längre där den låg'):focus")
    assert page.input_value("#desk-drawer [name=line]") == line
    away.rename(workspace.file)
    page.press("#desk-drawer [name=line]", "Control+Enter")
    page.wait_for_selector("#desk-said:has-text('Sparat')")
    assert all("503" in one for one in tab.complaints)
    page.evaluate("sessionStorage.clear()")


def test_a_draft_stays_with_its_own_form_which_is_sent_once(tab: Tab, workspace: Workspace) -> None:
    page, sent = tab.page, []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{workspace.origin}/thing/p-gatuchef")
    page.click("main >> text=Anteckna hållning")
    page.wait_for_selector("#desk-drawer form")
    page.locator("[name=concern]").press_sequentially("halvvägs")
    page.keyboard.press("Escape")
    page.goto(f"{workspace.origin}/thing/p-fritidschef")
    page.click("main >> text=Anteckna hållning")
    page.wait_for_selector("#desk-drawer form")
    assert (page.input_value("[name=who]"), page.input_value("[name=concern]")) == ("Fritidschef", "")
    page.fill("[name=about]", "Sommartorg")
    page.fill("[name=concern]", "en enda gång")
    page.evaluate("for (let i = 0; i < 2; i += 1) document.querySelector('#desk-drawer form').requestSubmit()")
    page.wait_for_selector("#desk-drawer[open]", state="detached")
    assert len(sent) == 1
    assert workspace.file.read_text("utf-8").count("en enda gång") == 1
    page.evaluate("sessionStorage.clear()")


def test_a_change_from_outside_comes_by_itself_and_spares_what_is_typed(tab: Tab, workspace: Workspace) -> None:
    page = tab.page
    page.goto(f"{workspace.origin}/thing/c1")
    text = workspace.file.read_text("utf-8")
    workspace.file.write_text(text.replace("Sommartorg –", "Vintertorg –"), "utf-8")
    page.wait_for_selector("h1:has-text('Vintertorg')")
    page.goto(f"{workspace.origin}/note?who=p-gatuchef")
    page.locator("[name=concern]").press_sequentially("halvvägs")
    workspace.file.write_text(text, "utf-8")
    page.wait_for_selector("#desk-changed:not([hidden])")
    assert page.input_value("[name=concern]") == "halvvägs"
    page.evaluate("sessionStorage.clear()")


def test_a_draft_that_outlives_a_reload_overwrites_nothing_unseen(tab: Tab, workspace: Workspace) -> None:
    page, text = tab.page, workspace.file.read_text("utf-8")
    page.goto(f"{workspace.origin}/change/c1?field=name")
    page.wait_for_selector("[name=value]:focus")  # it is not empty, and yet what one came for
    page.fill("[name=value]", "Höst-torg")
    workspace.file.write_text(text.replace("Sommartorg –", "Vintertorg –"), "utf-8")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.input_value("[name=value]") == "Höst-torg"
    page.press("[name=value]", "Control+Enter")
    page.wait_for_selector(".desk-three >> text=Vintertorg")
    assert "Höst-torg" not in workspace.file.read_text("utf-8")
    page.evaluate("sessionStorage.clear()")


# What a server does with two writers, of either edition, stands in contract/test_two_writers; here it is what is shown.
SERVERS = [pytest.param("lts", marks=pytest.mark.neo4j)]


@pytest.fixture(params=["file", "sqlite", *SERVERS])
def two_of_one_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """Two workspaces that have one store open, as two people have."""
    address, environ, file = str(tmp_path / "map.yaml"), {}, tmp_path / "map.yaml"
    shutil.copy(MAP, file)
    if request.param == "sqlite":
        address = str(tmp_path / "map.samverkan")
        open_address(address, Access({}), create=True).write_map(read_valid_map(file), "new")
    if request.param == "lts":
        request.getfixturevalue("open_server")(request.param).write_map(read_valid_map(file), "new")
        server = request.getfixturevalue("neo4j_servers")(request.param)
        address, environ = server.address, server.environment
    with ExitStack() as stack:
        one, other = (stack.enter_context(serve(open_session(address, environ=environ), file)) for _ in range(2))
        yield one, other


def test_of_two_people_each_field_stands_and_the_same_one_is_shown_side_by_side(
    browser: Any, two_of_one_store: tuple[Workspace, Workspace]
) -> None:
    with ExitStack() as stack:
        pages = []
        for served in two_of_one_store:
            context = browser.new_context(viewport={"width": 1280, "height": 720})
            stack.callback(context.close)
            tab = open_tab(context, served)
            tab.page.goto(served.guard.make_link())
            pages.append((tab.page, served.origin))
        (one, own), (other, others) = pages
        old = one.goto(f"{own}/change/c1?field=name") and one.input_value("[name=value]")
        other.goto(f"{others}/change/c1?field=name")
        other.locator("[name=value]").fill("Vintertorg")  # or it would be shown what the other one saves
        save(one, "Höst-torg")
        other.locator("[name=value]").press("Control+Enter")
        other.wait_for_selector(".desk-three")
        other.wait_for_selector("#desk-changed:not([hidden])")  # told of the change, and nothing is taken away
        cells = [cell.inner_text() for cell in other.locator(".desk-three td > p:first-child").all()]
        assert cells == [old, "Höst-torg", "Vintertorg"]
        other.click(".desk-three td:nth-child(2) button")
        assert other.input_value("[name=value]") == "Höst-torg"
        other.click(".desk-three td:nth-child(3) button")
        assert other.input_value("[name=value]") == "Vintertorg"
        one.goto(f"{own}/change/c1?field=lesson")
        save(one, "Börja tidigare")
        other.locator("[name=value]").press("Control+Enter")  # what it was about has been seen
        other.wait_for_selector("h1:text-is('Vintertorg')")
        other.reload()
        assert "Börja tidigare" in other.inner_text("main")


def save(page: Any, text: str) -> None:
    """Type into the field of a form, save, and wait for the thing's screen."""
    page.locator("[name=value]").fill(text)
    page.locator("[name=value]").press("Control+Enter")
    page.wait_for_selector(f".desk-thing >> text={text} >> nth=0")


def test_a_file_is_looked_at_read_in_and_taken_back_and_the_map_stands_as_it_stood(
    tab: Tab, workspace: Workspace
) -> None:
    """Plain forms, too, come from our own pages: a browser sends them with the origin "null"."""
    page, before = tab.page, workspace.file.read_bytes()
    page.goto(f"{workspace.origin}/sheet")
    assert not page.is_visible("#f-file-wrong") and page.is_disabled("text=Se vad som ändras")
    page.set_input_files("#f-file", files=[{"name": "stor.yaml", "mimeType": "text/plain", "buffer": b"x" * 1_500_000}])
    page.wait_for_selector("#f-file-wrong:not([hidden])")
    assert page.is_disabled("text=Se vad som ändras")
    more = "samverkan: 1\ntitle: x\nactors:\n  - id: ny\n    name: Föreningen Åäö\n    kind: association\n"
    page.set_input_files("#f-file", files=[{"name": "ny.yaml", "mimeType": "text/plain", "buffer": more.encode()}])
    page.click("button:text('Se vad som ändras'):enabled")
    page.wait_for_selector("main >> text=Föreningen Åäö")
    assert workspace.file.read_bytes() == before
    page.click("button:text-is('Läs in')")
    page.wait_for_selector("h2:text-is('Våra insatser')")
    page.goto(f"{workspace.origin}/history")
    page.click("main >> text=Ångra")
    page.wait_for_selector(".desk-revision >> nth=1")
    assert workspace.file.read_bytes() == before
    page.click("a[href='/stood/1/history']")
    page.wait_for_selector(".desk-stood")
    page.focus("#desk-q")
    page.keyboard.type("Åäö")  # what the script asks for, too, is the map as it stood
    page.click("#desk-hits a:has-text('Föreningen Åäö')")
    page.wait_for_selector("h1:has-text('Föreningen Åäö')")
    assert "/stood/1/thing/ny" in page.evaluate("location.href") and page.locator("main >> text=Ändra").count() == 0
    page.click("text=Tillbaka till idag")
    page.wait_for_selector("text=Ingenting i kartan har id")
    assert all("404" in line for line in tab.complaints)
