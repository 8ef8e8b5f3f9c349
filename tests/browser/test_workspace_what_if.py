"""What if in a real browser: without a reload, with a plan that takes its time, and many times over."""

from __future__ import annotations

import os
from math import inf
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from served import PATIENCE, Tab, Workspace, choose, rename_torg

from samverkan.decisions.deadline import Stage
from samverkan.desk import assumptions, jobs
from samverkan.errors import UsageError
from samverkan.workflows.open_store import read_valid_map
from samverkan.workflows.plan import Wishes, plan_in

pytestmark = pytest.mark.browser


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
    rename_torg(workspace, "Vintertorg")
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
    rename_torg(workspace, "Vintertorg")
    page.on("request", lambda request: asked.append(request.url.removeprefix(workspace.origin)))
    page.on("requestfinished", lambda request: looked.append(request.url))
    while not asked or not looked:
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    assert {*asked} == {"/stamp"}
    assert tab.complaints == []


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
    rename_torg(workspace, "Vintertorg")
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
