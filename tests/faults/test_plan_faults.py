"""Small inputs that the first version planned wrong, each with its right answer reckoned by hand."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest
from command_line import run_program

HERE = Path(__file__).parent
Json = dict[str, Any]


def plan(map_file: str | Path, initiative: str, *more: object) -> Json:
    done = run_program("plan", initiative, "--format", "json", "--lang", "en", *more, on=HERE / map_file)
    assert done.code == 0, done.err
    assert done.out[0] == "{", "the first byte is that of the JSON"
    told: Json = done.data
    return told


def text(map_file: str | Path, initiative: str, *more: object, lang: str = "sv") -> str:
    done = run_program("plan", initiative, "--lang", lang, *more, on=HERE / map_file)
    assert done.code == 0, done.err
    return done.out


def changed(folder: Path, map_file: str, old: str, new: str) -> Path:
    """The same map with something put right."""
    content = (HERE / map_file).read_text("utf-8")
    assert old in content
    path = folder / map_file
    path.write_text(content.replace(old, new), "utf-8")
    return path


def needs(told: Json) -> dict[str, str]:
    return {actor["id"]: actor["need"] for actor in told["actors"]}


def effort(told: Json) -> int:
    figure: int = told["plan"]["effort"]
    return figure


def parts(told: Json) -> tuple[int, int, int]:
    return told["plan"]["convinces"], told["plan"]["asks"], told["plan"]["reaches"]


def order(told: Json) -> list[str]:
    return [step["actor"] for step in told["plan"]["steps"]]


# Boards


def test_a_board_of_twelve_of_whom_nobody_has_said_anything() -> None:
    """7 of 12: 7 × 2 to convince, 7 × 1 to ask, 8 to meet one cold and 6 × 3 through their body."""
    told = plan("vote-12.yaml", "ini")
    assert parts(told) == (14, 7, 26)
    (requirement,) = told["requirements"]
    silent = {"for": 0, "against": 0, "hesitant": 0, "neutral": 0, "unknown": 12, "vacant": 0}
    assert requirement["votes"] == {"brd": {"seats": 12, "votes": 12, "needed": 7, **silent}}
    members = [f"p{number:02}" for number in range(12)]
    assert told["blocking_sets"] == []
    assert told["blocking_patterns"] == [{"board": "brd", "at_least": 6, "of": members, "and": []}]


def test_two_bodies_that_share_members_keep_to_their_seconds() -> None:
    """8 + 3 + 3 to reach, 3 × 2 to convince, 3 × 1 to ask; a no of 3 of the five and of 16 in all stops it."""
    before = process_time()
    told = plan("overlap-31-5.yaml", "ini", "--seconds", 5)
    assert process_time() - before < 8
    assert parts(told) == (6, 3, 14)
    five = {f"m{number:02}" for number in range(5)}
    assert needs(told) == {f"m{n:02}": "one_of" if n < 5 else "above" for n in range(31)}
    assert {len(some) for some in told["blocking_sets"]} <= {16}
    assert all(len(five & set(some)) >= 3 for some in told["blocking_sets"])
    # the five sit on both: three of them and 13 of the others (10 ways), four and 12 (5 ways), all five and 11
    kinds = [(len(p["and"]), p["at_least"], len(p["of"])) for p in told["blocking_patterns"]]
    assert (told["blocking_sets"], sorted(kinds)) == ([], [(3, 13, 26)] * 10 + [(4, 12, 26)] * 5 + [(5, 11, 26)])


def test_a_board_that_says_no_leaves_nothing() -> None:
    told = plan("vote-5.yaml", "ini", "--without", "brd")
    assert (told["plan"], told["can_be_met"], told["blocking_sets"], told["blocking_patterns"]) == (None, False, [], [])
    assert set(needs(told).values()) == {"not_needed"}
    with_it = plan("vote-5.yaml", "ini")
    assert told["requirements"] == with_it["requirements"], "they stay as without it"
    assert parts(with_it) == (6, 3, 8 + 3 + 3)


def test_vacant_seats_count_and_give_no_vote() -> None:
    """V = 3 needs 2, one seat is filled: nobody can decide, and finding out who does is 10."""
    told = plan("vacant-voters.yaml", "ini")
    (requirement,) = told["requirements"]
    assert (requirement["unknown_authority"], requirement["vacant"], requirement["ordinary"]) == (True, ["brd"], [])
    assert (told["can_be_met"], effort(told), parts(told)) == (False, 10, (0, 0, 10))
    assert (told["plan"]["steps"], told["plan"]["convince"]) == ([], [])
    assert told["plan"]["contacts"] == [["us", f"?{requirement['id']}", 10]]


# What the map knows stands in the answer


def test_a_written_no_a_core_mandate_and_a_condition_are_told() -> None:
    """The street manager alone: 2 to convince, 1 to ask, 1 to reach. The fire chief is against all the same."""
    told = plan("motstand.yaml", "x")
    assert (order(told), parts(told)) == (["gc"], (2, 1, 1))
    (asked,) = told["plan"]["steps"][0]["asks"]
    assert asked["conditions"] == "efter samråd med räddningstjänsten"
    assert [(other["id"], other["why"]) for other in told["others"]] == [
        ("rch", ["position"]),
        ("rtj", ["core_mandate"]),
    ]
    chief, service = told["others"]
    assert (chief["stance"], chief["stated_on"], chief["basis"]) == ("opposes", "2026-01-10", "written")
    assert chief["concern"] == "framkomlighet"
    assert service["direction"] == "negative"


def test_the_first_line_counts_who_is_against_though_nobody_asks_them() -> None:
    first = text("motstand.yaml", "x").splitlines()[:2]
    assert any("1" in line and "emot" in line for line in first), first
    assert "efter samråd med räddningstjänsten" in text("motstand.yaml", "x", "--full")


def test_an_opinion_stops_nothing() -> None:
    """The officer: 0 to ask, 1 to reach; the board: 2 + 1, and 3 by the line: 7."""
    told = plan("yttra.yaml", "x")
    assert needs(told) == {"dso": "heard", "ks": "must"}
    assert (told["blocking_sets"], order(told), parts(told)) == ([["ks"]], ["dso", "ks"], (2, 1, 4))
    assert {a["id"]: a["refuses"] for a in told["actors"]} == {"dso": "is only heard", "ks": "stops"}
    asks = [ask for step in told["plan"]["steps"] for ask in step["asks"]]
    assert [(ask["hearing"], ask["stage"]) for ask in asks] == [(True, 1), (False, 2)]
    assert told["plan"]["convince"] == ["ks"]
    without = plan("yttra.yaml", "x", "--without", "dso")
    assert (without["can_be_met"], effort(without)) == (True, 7)


def test_an_opinion_with_a_veto_binds() -> None:
    """2 for the officer on top, who has said nothing of this one: 9."""
    told = plan("yttra.yaml", "y")
    assert needs(told) == {"dso": "must", "ks": "must"}
    assert told["blocking_sets"] == [["dso"], ["ks"]]
    assert parts(told) == (4, 1, 4)


def test_one_of_two_signatories_as_it_stands() -> None:
    """2 + 1, and 3 + 3 through the board, the only way by people: 9, and the condition is told."""
    told = plan("fore.yaml", "x")
    assert needs(told) == {"kd": "one_of", "ordf": "one_of"}
    assert parts(told) == (2, 1, 6)
    assert "i förening" in told["plan"]["steps"][0]["asks"][0]["conditions"]
    assert "förening" in run_program("check", HERE / "fore.yaml", "--lang", "sv").out


def test_two_signatories_together_where_it_is_joint(tmp_path: Path) -> None:
    """2 × (2 + 1), and 3 to the board, 3 to each: 15."""
    path = changed(tmp_path, "fore.yaml", "held_by: [kd, ordf],", "held_by: [kd, ordf], jointly: true,")
    told = plan(path, "x")
    assert needs(told) == {"kd": "must", "ordf": "must"}
    assert (told["blocking_sets"], parts(told)) == ([["kd"], ["ordf"]], (4, 2, 9))


def test_ones_own_director_is_the_boss(tmp_path: Path) -> None:
    """3, and through nobody: 6."""
    path = changed(tmp_path, "fore.yaml", "part_of: ks}\n  - {id: ordf", "part_of: ks, head: true}\n  - {id: ordf")
    told = plan(path, "x")
    assert (order(told), parts(told), told["plan"]["steps"][0]["through"]) == (["kd"], (2, 1, 3), [])


def test_nobody_asks_a_vacant_post() -> None:
    """The acting manager: 2 + 1, and 3 + 3 by the line."""
    told = plan("ledig.yaml", "x")
    assert (order(told), parts(told)) == (["tg"], (2, 1, 6))
    (requirement,) = told["requirements"]
    assert (requirement["ordinary"], requirement["above"], requirement["vacant"]) == (["tg"], ["gata"], ["gc"])
    assert needs(told) == {"tg": "must_unless_above", "gata": "above"}


def test_through_a_subordinate_rather_than_cold() -> None:
    """2 + 3 by the boss; 2 + 1 for the manager."""
    told = plan("kall.yaml", "x")
    assert (parts(told), told["plan"]["steps"][0]["through"]) == ((2, 1, 5), ["gard"])
    assert told["plan"]["contacts"] == [["jag", "gard", 2], ["gard", "chef", 3]]


def test_a_status_in_other_words_is_refused_with_what_to_write() -> None:
    done = run_program("plan", "x", "--lang", "sv", on=HERE / "klart.yaml")
    assert done.code == 1
    assert "status_on" in done.err


def test_what_is_met_is_done(tmp_path: Path) -> None:
    """Only the money is left: 2 + 2, and 8 cold."""
    path = changed(tmp_path, "klart.yaml", "status: klart 2026-01-20", "status: met, status_on: 2026-01-20")
    path.write_text(path.read_text("utf-8").replace("status: beslutad", "status: klar"), "utf-8")
    told = plan(path, "x")
    assert (order(told), parts(told)) == (["kf"], (2, 2, 8))
    assert [(r["status"], r["need"]) for r in told["requirements"]] == [
        ("met", "not_needed"),
        ("met", "not_needed"),
        ("open", "must"),
    ]
    earlier = plan(path, "x", "--as-of", "2026-01-19")
    assert [r["status"] for r in earlier["requirements"]] == ["open", "met", "open"], (
        "the one has a day, the other none"
    )


# Order


def test_a_sequence_counts_where_it_goes_against_preparing_first() -> None:
    told = plan("sequence-against-prepare.yaml", "ini")
    stages = {step["actor"]: step["asks"][0]["stage"] for step in told["plan"]["steps"]}
    assert stages == {"brd": 1, "off": 2}
    assert any("prepar" in gap["text"].lower() for gap in told["gaps"]), told["gaps"]


# Where two places disagreed


@pytest.mark.parametrize("initiative", ["x", "y"])
def test_areas_count_at_any_depth(initiative: str) -> None:
    (requirement,) = plan("two-brains-deep.yaml", initiative)["requirements"]
    assert requirement["ordinary"] == ["chief"]


def test_an_amount_beyond_the_limit_is_unknown_authority() -> None:
    assert plan("two-brains-lim.yaml", "x")["requirements"][0]["unknown_authority"]
    assert plan("two-brains-lim.yaml", "y")["requirements"][0]["ordinary"] == ["chief"]


def test_the_owner_of_an_issue_is_told_through_its_causes() -> None:
    for initiative in ("x", "y"):
        assert needs(plan("two-brains-cause.yaml", initiative)) == {"chief": "must", "org": "not_needed"}


def test_who_is_ordinary_and_above_is_ordinary() -> None:
    (requirement,) = plan("two-brains-both.yaml", "x")["requirements"]
    assert (requirement["ordinary"], requirement["above"]) == (["c"], [])


def test_a_mandate_given_beyond_its_origin_still_counts() -> None:
    (requirement,) = plan("beyond-delegation.yaml", "ini", "--as-of", "2026-06-01")["requirements"]
    assert (requirement["ordinary"], requirement["above"]) == (["head"], [])


# Size and time


def test_leverage_among_fourteen_who_all_have_it_over_each_other_ends_in_time() -> None:
    before = process_time()
    done = run_program("plan", "ini", "--seconds", 5, "--format", "json", on=HERE / "leverage-14-all.yaml")
    assert process_time() - before < 8
    assert len(done.out) < 2_000_000


def test_a_gap_names_a_few_matters_and_counts_the_rest(tmp_path: Path) -> None:
    """A mandate over a hundred matters."""
    matters = ", ".join(f"{{id: p{n}, name: Permission number {n}}}" for n in range(100))
    covers = ", ".join(f"p{n}" for n in range(100))
    path = tmp_path / "wide.yaml"
    path.write_text(
        "samverkan: 1\ntitle: Wide\nprofile: none\nlanguage: en\nus: [org]\n"
        "actors: [{id: org, name: Organisation, kind: company}, {id: u, name: User, kind: post, part_of: org}]\n"
        f"matters: [{matters}]\nmandates: [{{id: m, kind: execute, held_by: u, covers: [{covers}]}}]\n"
        "initiatives: [{id: ini, name: Key, requires: {execute: p1}}]\n",
        "utf-8",
    )
    assert max(len(gap["text"]) for gap in plan(path, "ini")["gaps"]) < 300
