"""What stands in a plan's answer beside the plan, by hand: others, earlier, context, the initiative itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import run_program

Json = dict[str, Any]


@pytest.fixture(scope="module")
def told() -> Json:
    done = run_program("plan", "bank", "--format", "json", on=Path(__file__).parent / "foresight.yaml")
    assert done.code == 0, done.err
    answer: Json = done.data
    return answer


def test_the_initiative_itself(told: Json) -> None:
    about = {"id": "bank", "name": "Bänkar på torget", "status": "proposed", "outcome": None, "lesson": None}
    assert about.items() <= told["initiative"].items()
    assert (told["initiative"]["pilot_until"], told["initiative"]["analysis"]) == ("2026-08-31", "done"), (
        "a cause is known"
    )


def test_who_bears_on_it_unasked_against_first(told: Json) -> None:
    """The park manager is asked, we are us, the church guards something else."""
    found = [(o["id"], o["why"], o["stance"], o["direction"]) for o in told["others"]]
    assert found == [
        ("forening", ["position"], "opposes", None),
        ("handel", ["position", "core_mandate", "leverage"], "hesitant", "negative"),
        ("bolag", ["core_mandate"], None, "positive"),
    ]
    against = told["others"][0]
    assert (against["stated_on"], against["basis"]) == ("2026-01-05", "written")
    assert (against["concern"], against["would_help"]) == ("oväsen", "stängning")
    assert "s-brev" in against["sources"]


def test_the_sources_of_what_is_told_of_others_are_told(told: Json) -> None:
    assert {"s-brev"} <= {source["id"] for source in told["sources"]}


def test_what_was_tried_before_and_what_followed(told: Json) -> None:
    """The idea and the fountain of next month have not begun; blankets share nothing but what they mitigate."""
    earlier = {row["initiative"]: row for row in told["earlier"]}
    assert set(earlier) == {"parasoll", "rampen", "bom"}
    assert set(earlier["rampen"]["shares"]) == {"matter"}
    assert set(earlier["bom"]["shares"]) == {"group"}
    assert {"family", "issue"} <= set(earlier["parasoll"]["shares"])
    parasol = earlier["parasoll"]
    assert (parasol["status"], parasol["outcome"], parasol["lesson"]) == ("done", "blåste sönder", "förankra")
    noise = next(effect for effect in parasol["effects"] if effect["id"] == "e-2")
    assert (noise["name"], noise["lag_days"], noise["severity"]) == ("Oväsen om kvällen", 14, "serious")
    assert (set(noise["affects"]), noise["mitigated_by"]) == ({"g-unga", "forening"}, ["filt"])
    assert next(iter(earlier["bom"]["effects"]))["lag_days"] == 0


def test_what_nobody_offers_and_what_was_promised(told: Json) -> None:
    assert told["context"]["resources"] == [{"id": "r-vakt", "name": "Kvällspersonal"}]
    promised = {c["id"]: (c["name"], sorted(c["by"]), c["due"], c["overdue"]) for c in told["context"]["commitments"]}
    assert promised == {
        "l-ljud": ("Mäta ljudet", ["bolag"], "2026-02-01", True),
        "l-natt": ("Stänga klockan tio", ["park", "sam"], "2026-02-10", False),
    }


def test_the_park_manager_decides(told: Json) -> None:
    """2 + 1 + 8 cold."""
    assert (told["plan"]["effort"], told["from"], told["as_of"]) == (11, ["sam"], "2026-02-10")
    assert told["plan"]["contacts"] == [["sam", "park", 8]]
