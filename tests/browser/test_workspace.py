"""The workspace in a real browser: what if, notes by keyboard, two tabs, pages as exported, nothing left behind."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from math import inf
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from conftest import go_without
from desk_requests import open_session
from firefox import Firefox
from served import MAP, PATIENCE, Tab, Workspace, open_tab, serve, wait_for

from samverkan.decisions.deadline import Stage
from samverkan.desk import assumptions, jobs
from samverkan.desk.sheet import Upload
from samverkan.errors import UsageError
from samverkan.store.embedded import open_address
from samverkan.store.registry import Access
from samverkan.views.build import build_view
from samverkan.workflows.edits import Terms
from samverkan.workflows.keeping import edit_thing
from samverkan.workflows.open_store import read_valid_map
from samverkan.workflows.plan import Wishes, plan_in
from samverkan.workflows.reading import read_to_tell

pytestmark = pytest.mark.browser
BAR = 48


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    file = tmp_path_factory.mktemp("workspace") / "map.yaml"
    shutil.copy(MAP, file)
    with serve(open_session(file), file) as served:
        yield served


@pytest.fixture
def tab(browser: Any, workspace: Workspace) -> Iterator[Tab]:
    shutil.copy(MAP, workspace.file)
    workspace.file.with_name("map.yaml.log").unlink(missing_ok=True)
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    found = open_tab(context, workspace)
    found.page.goto(workspace.guard.make_link())
    yield found
    assert found.elsewhere == []
    context.close()


def choose(page: Any, name: str) -> None:
    page.fill("#search", name)
    page.press("#search", "Enter")


def test_what_if_somebody_says_no_without_a_reload(tab: Tab, workspace: Workspace) -> None:
    content = read_valid_map(workspace.file)
    efforts = [plan_in(content, "c1", Wishes(without=w), as_of=None).answer.plan for w in ((), ("p-gatuchef",))]
    page = tab.page
    page.goto(f"{workspace.origin}/plan/c1")
    page.evaluate("window.stays = true")
    choose(page, "Gatuchef")
    page.click("text=Säger nej – vad då?")
    page.wait_for_selector(".desk-band")
    assert f"Möda {efforts[1].effort} i stället för {efforts[0].effort}" in page.inner_text("#desk-difference")
    assert page.evaluate("window.stays") is True
    address = page.evaluate("location.pathname + location.search")
    assert address.startswith("/plan/c1?a=") and "gatuchef" not in address
    page.reload()
    assert "Gatuchef säger nej" in page.inner_text(".desk-band")  # the address keeps it
    page.click("text=Tillbaka till idag")
    page.wait_for_selector(".desk-band", state="detached")
    page.go_back()
    page.wait_for_selector(".desk-band")
    assert tab.complaints == []


OPEN = """(address) => {
    const link = Object.assign(document.createElement('a'), { href: address });
    link.dataset.drawer = '';
    document.body.append(link);
    link.click();
}"""


def test_an_assumption_that_is_refused_says_so_beside_its_field(tab: Tab, workspace: Workspace) -> None:
    page = tab.page
    page.goto(f"{workspace.origin}/thing/c1")
    page.wait_for_load_state()
    page.evaluate(OPEN, "/assume/c1/mandate?requirement=c1-fund-d-medel-liten")
    page.fill("#desk-drawer [name=who]", "Ingen Alls")
    page.press("#desk-drawer [name=who]", "Enter")
    page.wait_for_selector("#desk-drawer [name=who][aria-invalid='true']:focus")
    assert page.input_value("#desk-drawer [name=who]") == "Ingen Alls"
    assert page.locator("#desk-drawer form [data-add]").count() == 1


def test_a_plan_that_takes_its_time_tells_how_far_it_is_and_can_be_given_up(
    tab: Tab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, plan, go_on = tab.page, assumptions._plan, Event()

    def slow(*given: Any) -> Any:
        given[-1](Stage("plan", effort=99, bound=40))
        while not go_on.wait(0.01):
            given[-1](Stage("plan", effort=99, bound=40))
        return plan(*given)

    monkeypatch.setattr(assumptions, "_plan", slow)
    monkeypatch.setattr(workspace.session, "patience", 0.05)
    workspace.session.jobs.give_up_all()
    page.goto(f"{workspace.origin}/plan/c1")
    page.wait_for_selector("#desk-progress >> text=möda 99 (minst 40)")
    page.click("text=Sluta räkna")
    page.wait_for_url("**/thing/c1")
    page.goto(f"{workspace.origin}/plan/c1")
    page.wait_for_selector("#desk-progress")
    go_on.set()
    page.wait_for_selector("#search")  # it came by itself
    go_on.clear()
    choose(page, "Gatuchef")
    page.click("text=Säger nej – vad då?")
    page.wait_for_selector("#desk-wait >> text=möda 99")
    assert page.is_visible("#search")  # the old plan stays until the new is there
    page.click("#desk-wait >> text=Sluta räkna")
    page.wait_for_selector("#desk-wait:empty", state="attached")
    assert page.locator(".desk-band").count() == 0
    page.click("text=Säger nej – vad då?")
    page.wait_for_selector("#desk-wait >> text=möda 99")
    go_on.set()
    page.wait_for_selector(".desk-band")
    assert "i stället för" in page.inner_text("#desk-difference")
    assert tab.complaints == []


def test_what_a_screen_waited_for_ends_when_it_is_left_and_a_file_is_waited_for_too(
    tab: Tab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, plan, go_on = tab.page, assumptions._plan, Event()

    def slow(*given: Any) -> Any:
        while not go_on.wait(0.01):
            given[-1](Stage("plan", effort=99, bound=40))
        return plan(*given)

    monkeypatch.setattr(assumptions, "_plan", slow)
    monkeypatch.setattr(jobs, "_LEFT", 0.0)
    monkeypatch.setattr(workspace.session, "patience", 0.05)
    monkeypatch.setattr(workspace.session.jobs, "unasked", inf)
    workspace.session.jobs.give_up_all()
    page.goto(f"{workspace.origin}/plan/c1")
    page.wait_for_selector("#desk-progress >> text=möda 99 (minst 40)")
    job = next(iter(workspace.session.jobs._known.values()))
    page.goto(f"{workspace.origin}/views")
    assert job.ended.wait(PATIENCE / 1000) and job.found is None
    page.goto(f"{workspace.origin}/view/readiness")
    page.wait_for_selector(".desk-menu")
    page.evaluate("document.querySelector('[data-file]').setAttribute('href', '/download/influence/c1')")
    page.click(".desk-menu summary")
    page.click("[data-file] >> nth=0")
    page.wait_for_selector("#desk-wait >> text=möda 99")
    write(workspace, "Vintertorg")
    page.wait_for_selector("#desk-changed:not([hidden])")  # what is shown stays, and so does the wait
    with page.expect_download() as taken:
        go_on.set()
    assert taken.value.suggested_filename == "influence-c1.html"
    assert "Vintertorg" in Path(taken.value.path()).read_text("utf-8")
    page.wait_for_selector("#desk-said:has-text('hämtad')")
    assert page.locator("#desk-wait >> text=möda").count() == 0
    assert tab.complaints == []


def test_a_file_that_a_tab_was_opened_for_is_taken_once_however_the_map_changes(
    tab: Tab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, plan, go_on = tab.page, assumptions._plan, Event()
    monkeypatch.setattr(assumptions, "_plan", lambda *given: (go_on.wait(PATIENCE / 1000), plan(*given))[1])
    monkeypatch.setattr(workspace.session, "patience", 0.05)
    workspace.session.jobs.give_up_all()
    page.goto(f"{workspace.origin}/download/influence/c1")
    page.wait_for_selector("#desk-progress")
    with page.expect_download():
        go_on.set()
    page.wait_for_selector("#desk-said:has-text('hämtad')")
    asked, looked = list[str](), list[str]()
    write(workspace, "Vintertorg")
    page.on("request", lambda request: asked.append(request.url.removeprefix(workspace.origin)))
    page.on("requestfinished", lambda request: looked.append(request.url))
    while not asked or not looked:
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    assert {*asked} == {"/stamp"}
    assert tab.complaints == []


def write(workspace: Workspace, name: str) -> None:
    """Write a map in which an initiative is called something else."""
    text = workspace.file.read_text("utf-8")
    workspace.file.write_text(text.replace("Sommartorg –", f"{name} –"), "utf-8")


def test_a_plan_that_is_made_anew_and_given_up_is_not_begun_again_by_itself(
    tab: Tab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, plan, go_on = tab.page, assumptions._plan, Event()
    page.goto(f"{workspace.origin}/plan/c1")
    page.wait_for_selector("#search")

    def slow(*given: Any) -> Any:
        while not go_on.wait(0.01):
            given[-1](Stage("plan", effort=99, bound=40))
        return plan(*given)

    monkeypatch.setattr(assumptions, "_plan", slow)
    monkeypatch.setattr(workspace.session, "patience", 0.05)
    write(workspace, "Vintertorg")
    page.click("#desk-wait >> text=Sluta räkna")
    page.wait_for_selector("#desk-changed:not([hidden])")
    go_on.set()
    page.click("#desk-changed button")
    page.wait_for_selector("#desk-changed", state="hidden")
    assert "Vintertorg" in page.content()
    assert tab.complaints == []


def test_a_plan_that_fails_after_a_while_says_so_and_is_not_begun_again(
    tab: Tab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, go_on, again = tab.page, Event(), []

    def fail(*given: Any) -> Any:
        again.extend(["c1"] if given[1] == "c1" and go_on.is_set() else [])
        go_on.wait(PATIENCE)
        raise UsageError("desk.no-us")

    monkeypatch.setattr(assumptions, "_plan", fail)
    monkeypatch.setattr(workspace.session, "patience", 0.05)
    workspace.session.jobs.give_up_all()
    page.goto(f"{workspace.origin}/plan/c1")
    page.wait_for_selector("#desk-progress")
    go_on.set()
    page.wait_for_selector("#desk-main .desk-wrong")
    assert not again
    assert all("422" in line for line in tab.complaints)


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


SERVERS = [pytest.param(edition, marks=pytest.mark.neo4j) for edition in ("lts", "newest")]


@pytest.fixture(params=["file", "sqlite", *SERVERS])
def two_of_one_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """Two workspaces that have one store open, as two people have."""
    address, environ, file = str(tmp_path / "map.yaml"), {}, tmp_path / "map.yaml"
    shutil.copy(MAP, file)
    if request.param == "sqlite":
        address = str(tmp_path / "map.samverkan")
        open_address(address, Access({}), create=True).write_map(read_valid_map(file), "new")
    if request.param in ("lts", "newest"):
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


def test_a_plan_that_is_open_while_the_map_turns_hostile(tab: Tab, workspace: Workspace) -> None:
    page, text = tab.page, workspace.file.read_text("utf-8")
    page.goto(f"{workspace.origin}/plan/c1")
    hostile = "Gatuchef <img src=x onerror=document.title=1><script>document.title=2</script>"
    workspace.file.write_text(text.replace("name: Gatuchef\n", f"name: '{hostile}'\n"), "utf-8")
    page.wait_for_selector("body > main >> text=<script>document.title=2</script> >> nth=0")
    choose(page, "Gatuchef <img")
    page.wait_for_selector("#panel >> text=onerror=document.title=1 >> nth=0")
    assert page.title() not in ("1", "2") and page.locator("main img, #panel img").count() == 0
    assert tab.complaints == []


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


MANY_SWAPS = int(os.environ.get("SAMVERKAN_SWAPS", "30"))
SWAPS = """async (times) => {
    for (let i = 0; i < times; i += 1) {
        const link = document.querySelector('.desk-choices [data-swap], .desk-assumption a');
        const before = document.body.firstElementChild;
        if (link) link.click(); else history.back();
        const waits = () => document.body.firstElementChild === before;
        for (let n = 0; n < 15000 && waits(); n += 1) await new Promise((r) => setTimeout(r, 10));
    }
}"""


def test_many_swaps_leave_no_listener(tab: Tab, workspace: Workspace) -> None:
    page = tab.page
    page.goto(f"{workspace.origin}/plan/c1")
    client = page.context.new_cdp_session(page)

    def count() -> int:
        found = 0
        for name in ("window", "document", "matchMedia('(prefers-color-scheme: dark)')"):
            thing = client.send("Runtime.evaluate", {"expression": name})["result"]["objectId"]
            found += len(client.send("DOMDebugger.getEventListeners", {"objectId": thing})["listeners"])
        return found

    choose(page, "Gatuchef")
    page.click("text=Säger ja?")
    page.wait_for_selector(".desk-band")
    page.evaluate(SWAPS, 2)
    before = count()
    page.evaluate(SWAPS, MANY_SWAPS)
    assert count() == before
    assert tab.complaints == []


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


def test_whoever_was_not_let_in_sees_nothing(browser: Any, workspace: Workspace) -> None:
    context = browser.new_context()
    page = context.new_page()
    for address in ("/", "/plan/c1", "/enter?token=guess", "/assets/x/page.js"):
        answer = page.goto(workspace.origin + address)
        assert answer.status == 403
        assert "Havsåkra" not in page.content()
    context.close()
