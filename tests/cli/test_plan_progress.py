"""A line on the terminal while a plan is reckoned; nothing in a pipe."""

from __future__ import annotations

import time
from threading import Event

import pytest

from samverkan.cli import screen
from samverkan.decisions.deadline import Stage
from samverkan.reports import plan_progress
from samverkan.reports.plan_progress import Follower
from samverkan.texts import Texts


@pytest.fixture
def clock(monkeypatch):
    """Return a clock that is set by hand."""
    now = [100.0]
    monkeypatch.setattr(plan_progress, "monotonic", lambda: now[0])
    return now


def test_it_says_nothing_for_two_seconds_then_the_best_so_far_and_what_is_tried(clock):
    follower = Follower(Texts("sv"))
    assert follower.say() == ""
    follower.hear(Stage("plan"))
    clock[0] += 1.9
    assert follower.say() == ""
    clock[0] += 1.2
    assert follower.say() == "Räknar, 3 s."
    follower.hear(Stage("plan", 27, 24))
    assert follower.say() == "Räknar, 3 s. Bästa hittills: möda 27 (minst 24)."
    follower.hear(Stage("plan", 26, 26))
    follower.hear(Stage("refusals", done=3, total=12))
    clock[0] += 5
    assert follower.say() == "Räknar, 8 s. Bästa vägen: möda 26. Prövar vad ett nej skulle betyda 3/12."
    follower.hear(Stage("ask_first"))
    assert follower.say().endswith("Prövar svaren på det okända.")


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("part", ["refusals", "ask_first", "alternatives", "robustness"])
def test_every_part_has_its_words(clock, lang, part):
    follower = Follower(Texts(lang))
    follower.hear(Stage(part, done=1, total=2))
    clock[0] += 3
    assert follower.say().endswith(" 1/2.")


def test_the_line_is_rewritten_in_place_cut_to_the_width_and_erased(monkeypatch):
    shown: list[str] = []
    said, all_said = iter(["", "en lång rad " * 20, "kort"]), Event()

    def say() -> str:
        words = next(said, None)
        if words is None:
            all_said.set()
        return words or ""

    monkeypatch.setattr(screen, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(screen, "write", lambda text, _stream: shown.append(text))
    monkeypatch.setattr(screen, "_PAUSE", 0.01)
    monkeypatch.setenv("COLUMNS", "30")
    with screen.show_line(say):
        assert all_said.wait(60)
    assert shown == ["\r" + ("en lång rad " * 20)[:29], f"\r{'kort':<29}", f"\r{' ' * 29}\r"]


def test_a_pipe_gets_nothing(capsys):
    with screen.show_line(lambda: "något"):
        time.sleep(0.3)
    assert capsys.readouterr() == ("", "")
