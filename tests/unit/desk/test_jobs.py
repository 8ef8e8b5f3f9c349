"""A plan that takes its time: told how far it is, given up, let go of when the map is another, in nobody's way."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from html import unescape
from math import inf
from threading import Event, Thread
from typing import Any

import pytest
from desk_requests import PATIENCE, Desk, open_session, to_words

from samverkan.decisions.deadline import Listener, Stage
from samverkan.desk import assumptions, making
from samverkan.desk import jobs as desk_jobs
from samverkan.desk.jobs import _MOST_WAITING, KEPT, Jobs, StillReckoningError
from samverkan.texts import Texts
from samverkan.views import html
from samverkan.workflows import brief
from samverkan.workflows.edits import Terms
from samverkan.workflows.keeping import Said, note_position


class Slow:
    """What reckons until it is told to end; it listens each time that it is asked to go on."""

    def __init__(self) -> None:
        self.began, self.go_on, self.told = Event(), Event(), Event()
        self.runs = 0

    def __call__(self, listener: Listener) -> str:
        self.runs += 1
        listener(Stage("plan", effort=42, bound=40))
        self.began.set()
        while not self.go_on.wait(0.01):
            listener(Stage("refusals", done=1, total=7))
            self.told.set()
        return f"plan {self.runs}"


def find_soon(jobs: Jobs, name: str, make: Callable[[Listener], Any], **how: Any) -> str:
    """Return what is said of a plan that is not there yet."""
    with pytest.raises(StillReckoningError) as caught:
        jobs.find(name, make, patience=0.0, **how)
    return caught.value.told


def test_a_long_plan_says_how_far_it_is_and_is_there_once() -> None:
    jobs, slow = Jobs(Texts("sv")), Slow()
    find_soon(jobs, "a", slow)
    assert slow.told.wait(PATIENCE)
    said = find_soon(jobs, "a", slow)
    assert "möda 42 (minst 40)" in said and "1/7" in said
    slow.go_on.set()
    assert jobs.find("a", slow, patience=PATIENCE) == "plan 1"
    assert jobs.find("a", slow, patience=0.0) == "plan 1" and slow.runs == 1


@pytest.mark.parametrize("everything", [True, False])
def test_what_is_given_up_ends_and_begins_anew(everything: bool) -> None:
    jobs, slow = Jobs(Texts("sv")), Slow()
    find_soon(jobs, "a", slow)
    assert slow.began.wait(PATIENCE)
    job = jobs._known["a"]
    jobs.give_up_all() if everything else jobs.give_up("a")
    assert job.ended.wait(PATIENCE) and job.found is None  # it hears of it, and nothing goes on reckoning
    slow.go_on.set()
    assert jobs.find("a", slow, patience=PATIENCE) == "plan 2"


def test_what_nobody_asks_for_any_more_ends() -> None:
    jobs, slow = Jobs(Texts("sv"), unasked=0.0), Slow()
    find_soon(jobs, "a", slow)
    job = jobs._known["a"]
    assert job.ended.wait(PATIENCE) and job.found is None
    assert find_soon(jobs, "a", slow) == "" and not jobs._known  # whoever asks again hears that it begins anew
    slow.go_on.set()
    assert jobs.find("a", slow, patience=PATIENCE) == "plan 2"


def test_what_one_screen_has_left_goes_on_for_another_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_jobs, "_LEFT", 0.0)
    jobs, slow, found = Jobs(Texts("sv")), Slow(), []
    other = Thread(target=lambda: found.append(jobs.find("a", slow, patience=PATIENCE)))
    other.start()
    assert slow.told.wait(PATIENCE)
    jobs.leave("a")
    slow.told.clear()
    assert slow.told.wait(PATIENCE)  # it has listened since, and goes on
    slow.go_on.set()
    other.join(PATIENCE)
    assert found == ["plan 1"]


def test_what_all_screens_have_left_ends_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_jobs, "_LEFT", 0.0)
    jobs, slow = Jobs(Texts("sv"), unasked=inf), Slow()
    find_soon(jobs, "a", slow)
    assert slow.told.wait(PATIENCE)
    job = jobs._known["a"]
    jobs.leave("a")
    assert job.ended.wait(PATIENCE) and job.found is None


def test_what_a_user_asks_for_goes_before_what_a_list_tells() -> None:
    jobs, one, other, wanted = Jobs(Texts("sv")), Slow(), Slow(), Slow()
    find_soon(jobs, "one", one, aside=True)
    assert one.began.wait(PATIENCE)
    assert find_soon(jobs, "other", other, aside=True) == "" and not other.runs  # one at a time
    job = jobs._known["one"]
    find_soon(jobs, "wanted", wanted)
    assert job.ended.wait(PATIENCE) and job.found is None
    for slow in (one, other, wanted):
        slow.go_on.set()
    assert jobs.find("wanted", wanted, patience=PATIENCE) == "plan 1"
    assert jobs.find("other", other, patience=PATIENCE, aside=True) == "plan 1"  # in its turn
    assert jobs.find("one", one, patience=PATIENCE, aside=True) == "plan 2"


def test_only_the_latest_plans_are_kept() -> None:
    jobs, most = Jobs(Texts("sv")), KEPT["plan"]
    for number in range(2 * most):
        assert jobs.find(str(number), lambda _, number=number: number, patience=PATIENCE) == number
    assert list(jobs._known) == [str(number) for number in range(most, 2 * most)]


def test_few_plans_are_kept_that_hold_a_map_of_their_own_but_what_is_asked_for_again_stays() -> None:
    jobs, most = Jobs(Texts("sv")), KEPT["own map"]
    for number in range(3 * most):
        assert jobs.find("today", lambda _: "today", patience=PATIENCE, kind="own map") == "today"
        assert jobs.find(str(number), lambda _, number=number: number, patience=PATIENCE, kind="own map") == number
    last = [str(number) for number in range(2 * most + 1, 3 * most)]
    assert sorted(jobs._known) == sorted(["today", *last])


def test_lists_that_wait_leave_room_for_others() -> None:
    jobs, slow, soon = Jobs(Texts("sv")), Slow(), Event()
    waits = jobs._wait

    def ask() -> None:
        with suppress(StillReckoningError):
            jobs.find("a", slow, patience=PATIENCE, aside=True)

    def wait(*given: Any) -> Any:
        if not given[-1]:
            soon.set()  # the last one is told to ask again
        return waits(*given)

    jobs._wait = wait  # type: ignore[method-assign]
    lists = [Thread(target=ask) for _ in range(_MOST_WAITING + 1)]
    for one in lists:
        one.start()
    try:
        assert soon.wait(PATIENCE)
    finally:
        slow.go_on.set()
        for one in lists:
            one.join(PATIENCE)
    assert jobs._waiting == 0 and jobs.find("a", slow, patience=PATIENCE) == "plan 1"


def test_what_was_made_of_something_else_is_made_anew() -> None:
    jobs, one, other = Jobs(Texts("sv")), object(), object()
    for basis, made in ((one, "first"), (one, "never"), (other, "second"), (other, "never")):
        found = jobs.find("a", lambda _, made=made: made, patience=PATIENCE, basis=basis)
        assert found == ("first" if basis is one else "second")
    assert len(jobs._known) == 1


def test_what_went_wrong_is_heard_and_tried_again() -> None:
    jobs, fails = Jobs(Texts("sv")), [True, False]

    def make(_listener: Listener) -> str:
        if fails.pop(0):
            raise ValueError("away")
        return "there"

    with pytest.raises(ValueError, match="away"):
        jobs.find("a", make, patience=PATIENCE)
    assert jobs.find("a", make, patience=PATIENCE) == "there"


def test_a_screen_tells_a_long_plan_and_gives_it_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, plan = Slow(), assumptions._plan
    monkeypatch.setattr(assumptions, "_plan", lambda *given: (slow(given[-1]), plan(*given))[1])
    desk.session.patience = 0.0
    assert desk.get("/plan/c1").status == 202
    assert slow.told.wait(PATIENCE)
    answer = desk.get("/plan/c1")
    assert answer.status == 202 and "Räknar" in to_words(answer)
    assert 'action="/giveup/c1"' in answer.content.decode()
    short = desk.get("/short/c2")
    assert short.status == 202 and "så snart det går" in to_words(short)
    assert "Gatuchef" in desk.read("/thing/p-gatuchef")  # meanwhile other screens answer
    job = next(iter(desk.session.jobs._known.values()))
    assert desk.post("/giveup/c1").headers["location"] == "/thing/c1"
    assert job.ended.wait(PATIENCE) and job.found is None
    slow.go_on.set()
    desk.session.patience = PATIENCE
    assert desk.get("/plan/c1").status == 200


def test_a_plan_has_one_name_however_it_is_asked_for_and_a_page_that_tells_it_gives_it_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, plan = Slow(), assumptions._plan
    monkeypatch.setattr(assumptions, "_plan", lambda *given: (slow(given[-1]), plan(*given))[1])
    desk.session.patience = 0.0
    waiting = desk.get("/view/influence/c1")
    assert waiting.status == 202 and 'action="/giveup/c1" data-giveup' in waiting.content.decode()
    job = next(iter(desk.session.jobs._known.values()))
    desk.post("/giveup/c1")
    assert job.ended.wait(PATIENCE) and job.found is None
    slow.go_on.set()
    desk.session.patience = PATIENCE
    for address in ("/plan/c1", "/short/c1", "/view/influence/c1", "/download/decision-path/c1"):
        assert desk.get(address).status == 200
    desk.read(desk.post("/assume/c1", kind="no", who="Gatuchef").headers["location"])  # beside today's
    assert slow.runs == 3  # the one that was given up, today's, and the one with a no


def test_a_page_that_is_given_up_is_not_drawn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    built, drawn, go_on, build = Event(), list[str](), Event(), making.build_for_screen

    def slow(*given: Any, **how: Any) -> Any:
        built.set()
        go_on.wait(PATIENCE)
        return build(*given, **how)

    def draw(*_: object) -> str:
        drawn.append("")
        return ""

    monkeypatch.setattr(making, "build_for_screen", slow)
    monkeypatch.setattr(html, "to_view", draw)
    desk.session.patience = 0.0
    waiting = desk.get("/view/readiness").content.decode()
    given_up = unescape(re.findall(r'action="(/giveup[^"]+)" data-giveup', waiting)[0])
    job = next(iter(desk.session.jobs._known.values()))
    assert built.wait(PATIENCE)
    assert desk.post(given_up).status == 303
    go_on.set()
    assert job.ended.wait(PATIENCE) and job.found is None and not drawn


def test_a_page_never_tells_the_plan_of_a_map_that_has_changed_since(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes when the plan is there and the page that tells it is not."""
    where, plan = desk.session.where, assumptions._plan

    def plan_then_write(*given: Any) -> Any:
        planned = plan(*given)
        monkeypatch.setattr(assumptions, "_plan", plan)
        note_position(where, Said("p-gatuchef", "c1", "opposes", basis="minutes", on=date(2025, 9, 30)), Terms())
        return planned

    monkeypatch.setattr(assumptions, "_plan", plan_then_write)
    address = "/download/decision-path/c1"
    before = desk.get(address).content
    after = Desk(open_session(where.given)).get(address).content
    assert before != after == desk.get(address).content


def test_a_brief_that_takes_its_time_is_waited_for_and_made_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, written = Slow(), brief.write_brief
    monkeypatch.setattr(brief, "write_brief", lambda *given, **how: (slow(lambda _: None), written(*given, **how))[1])
    desk.session.patience = 0.0
    waiting = desk.get("/brief/c1?meeting=1")
    assert waiting.status == 202 and 'action="/giveup?page=' in waiting.content.decode()
    slow.go_on.set()
    desk.session.patience = PATIENCE
    assert desk.get("/brief/c1?meeting=1").status == desk.get("/brief/c1?meeting=1").status == 200
    assert slow.runs == 1
