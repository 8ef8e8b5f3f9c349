"""The figures of the effort: from a file, from the command line, and what wrong ones get."""

from __future__ import annotations

import pytest
from command_line import HAVSAKRA, write_map

BARE = """
us: [p]
actors: [{id: p, name: Samordnare, kind: post}]
initiatives: [{id: x, name: Bänkar}]
"""


def test_figures_of_a_file_count_and_those_typed_go_before_them(run, tmp_path):
    file = tmp_path / "effort.toml"
    file.write_text("convince_hesitant = 5\n[above]\nvalue = 1\n", "utf-8")
    found = run("plan", "c1", "--effort", file, "--set", "above=2", "--format", "json", on=HAVSAKRA).data
    assert (found["settings"]["convince_hesitant"], found["settings"]["above"]) == (5, 2)
    usual = run("plan", "c1", "--format", "json", on=HAVSAKRA).data
    # The hesitant street manager costs 3 more, or is gone round where that is cheaper.
    assert usual["plan"]["effort"] < found["plan"]["effort"] <= usual["plan"]["effort"] + 3


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("convince_hesitant = -1", "plan.bad-setting"),
        ("convince_hesitant = 1.5", "plan.bad-setting"),
        ("[convince_hesitant]\nlow = 1", "plan.bad-setting"),
        ("kindness = 3", "plan.unknown-setting"),
        ("not toml", "plan.effort-not-toml"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(run, tmp_path, text, key):
    file = tmp_path / "effort.toml"
    file.write_text(text, "utf-8")
    done = run("plan", "c1", "--effort", file, "--format", "json", on=HAVSAKRA)
    assert (done.code, done.error["key"]) == (2, key)


def test_a_file_that_is_not_there_is_usage(run, tmp_path):
    done = run("plan", "c1", "--effort", tmp_path / "none.toml", "--format", "json", on=HAVSAKRA)
    assert (done.code, done.error["key"]) == (2, "plan.effort-not-opened")


def test_an_initiative_without_requirements_says_how_to_write_them(run, tmp_path):
    file = write_map(tmp_path / "map.yaml", BARE)
    done = run("plan", "x", "--full", "--lang", "en", on=file)
    assert done.code == 0
    assert "The map does not say what the initiative requires" in done.out
    assert "requires" in done.out.split("What the map does not know")[1]


def test_what_lands_on_us_takes_us_from_the_map(run):
    given = run("ask", "lands-on-us", "us=p-samordnare", "--format", "json", on=HAVSAKRA)
    assert run("ask", "lands-on-us", "--format", "json", on=HAVSAKRA).data == given.data != []
