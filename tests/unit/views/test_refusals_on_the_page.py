"""Who is chosen on a decision path tells what a no leads to: the effort, and the whole next best plan in order."""

from __future__ import annotations

import pytest
from view_maps import DAY, draw, find_answer

from samverkan.decisions.plan import build_answer
from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.build import build_page


def tell(content: Map, actor: str, *, meeting: bool = False) -> dict[str, list[str]]:
    day = content.as_of or DAY
    answer = find_answer(content, "c1", day)
    page, _ = build_page(
        "decision-path", content, on=day, texts=Texts("sv"), subject="c1", answer=answer, meeting=meeting
    )
    thing = next(t for t in page.things if t.id == actor)
    return {title: [line.text for line in lines] for title, lines in thing.facts}


def test_the_next_best_plan_is_told_step_by_step(havsakra: Map) -> None:
    said = tell(havsakra, "p-gatuchef")
    assert said["Om nej"][:2] == ["annan väg, +9 möda", "Teknik- och fritidsnämnden tillfrågas i stället"]
    way = said["Så går ni fram då"]
    assert way[0] == "1. Ordförande Norrbackens IF", "a champion comes first"
    assert "2. Teknik- och fritidsnämnden" in way
    assert [line for line in way if line[0].isdigit()][-1].startswith("4. ")


def test_a_go_between_has_a_way_around_and_who_stops_it_has_none(havsakra: Map) -> None:
    assert "genom Områdespolis" in tell(havsakra, "p-kommunpolis")["Så går ni fram då"]
    said = tell(havsakra, "polis")
    assert said["Om nej"] == ["stoppar allt"]
    assert "Så går ni fram då" not in said


def test_who_is_not_asked_has_nothing_to_refuse(havsakra: Map) -> None:
    assert "Om nej" not in tell(havsakra, "p-fritidschef")


@pytest.mark.parametrize("actor", ["p-gatuchef", "p-hbab-omr", "p-kommunpolis"])
def test_it_is_the_plan_that_is_made_when_somebody_is_taken_to_refuse(havsakra: Map, actor: str) -> None:
    day = havsakra.as_of or DAY
    answer = find_answer(havsakra, "c1", day)
    told = next(a for a in (*answer.actors, *answer.go_betweens) if a.id == actor).refuses_plan
    anew = build_answer(havsakra, "c1", on=day, start=havsakra.us, without=[actor]).plan
    assert told is not None and anew is not None
    assert (told.effort, told.convince, told.proven) == (anew.effort, anew.convince, True)
    assert told.effort == sum(step.convince + step.ask + step.reach for step in told.steps)


def test_a_meeting_page_holds_none_of_it(havsakra: Map) -> None:
    assert not {"Om nej", "Så går ni fram då"} & set(tell(havsakra, "p-gatuchef", meeting=True))
    assert "genom Trygghetsstrateg" not in draw(havsakra, "decision-path", "c1", meeting=True)


@pytest.mark.parametrize(
    ("without", "told"),
    [
        (["p-gatuchef"], {"p-gatuchef": "Nej från Gatuchef (antaget); Teknik- och fritidsnämnden kan ta över."}),
        (
            ["p-gatuchef", "tfn"],
            {
                "p-gatuchef": "Nej från Gatuchef (antaget); ingen kan gå förbi.",
                "tfn": "Nej från Teknik- och fritidsnämnden (antaget).",
            },
        ),
    ],
)
def test_the_findings_take_in_who_is_taken_to_refuse(havsakra: Map, without: list[str], told: dict[str, str]) -> None:
    day = havsakra.as_of or DAY
    answer = build_answer(havsakra, "c1", on=day, start=havsakra.us, without=without)
    page, _ = build_page("decision-path", havsakra, on=day, texts=Texts("sv"), subject="c1", answer=answer)
    assert {f.ref: f.text for f in page.findings if f.ref in without} == told
