"""Whatever part of an answer the time runs out in, both lengths of it say so, in both languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from command_line import HAVSAKRA, run_program

from samverkan.decisions import deadline, plan
from samverkan.decisions.deadline import Deadline, Listener
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way, find_way

LATE = {
    "plan": {"sv": ("; minst 20 går åt", "Det är den bästa väg som hann hittas"), "en": ("at least 20", "best way")},
    "refusals": {"sv": ("hann inte prövas", "fanns inte tid att räkna på den"), "en": ("no time", "no time")},
    "ask_first": {"sv": ("hann inte prövas", "hann inte prövas"), "en": ("no time to try", "no time to try")},
    "robustness": {"sv": ("", "siffror som hann prövas"), "en": ("", "figures that there was time to try")},
}


@pytest.mark.parametrize("part", LATE)
def test_each_part_that_is_cut_off_says_so(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_deadlines = deadline.set_deadlines

    def set_late(
        _seconds: float | None, parts: Collection[str], listener: Listener | None = None
    ) -> Mapping[str, Deadline]:
        ends = set_deadlines(None, parts, listener)
        return {each: replace(end, end=0.0 if each == part else None) for each, end in ends.items()}

    def find_unproven(scenario: Scenario, late: Deadline, **_known: object) -> Way | None:
        way = find_way(scenario.graph, refusing=scenario.without)
        return way and replace(way, least=way.least - 3 * scenario.scale.unit if late.part == part else way.least)

    monkeypatch.setattr(plan, "set_deadlines", set_late)
    if part == "plan":
        monkeypatch.setattr(Scenario, "find_way", find_unproven)
    for language, (short, full) in LATE[part].items():
        given = ["plan", "c1", "--as-of", "2026-11-30", "--lang", language]
        for asked, told in (([], short), (["--full", "--robustness"], full)):
            out = run_program(*given, *asked, SAMVERKAN_STORE=str(HAVSAKRA)).out
            assert told in " ".join(out.split()), (language, asked)
