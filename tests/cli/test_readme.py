"""The README: its commands are real, its map is sound, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from samverkan.cli.program import _COMMANDS

CHECKOUT = Path(__file__).parents[2]
TEXT = (CHECKOUT / "README.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_the_first_block_sets_up_and_runs_then_tests():
    first, second = blocks("sh")[0].splitlines()
    assert first == "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/samverkan demo"
    assert second == ".venv/bin/pip install -q '.[test]' && .venv/bin/pytest"


def test_the_map_by_example_is_sound_and_can_be_planned(run, folder):
    by_example = next(block for block in blocks("yaml") if block.startswith("samverkan:"))
    (folder / "bench.yaml").write_text(by_example, "utf-8")
    assert run("check", "bench.yaml", "--format", "json").data == []
    found = run("plan", "bench", "--as-of", "2026-04-01", "--format", "json").data
    assert found["plan"]["convince"] == ["manager"]
    assert {actor["id"]: actor["need"] for actor in found["actors"]} == {
        "council": "above",
        "manager": "must_unless_above",
    }


def test_every_command_shown_exists(run):
    shown = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("samverkan ")]
    assert len(shown) >= 5
    for line in shown:
        words = shlex.split(line, comments=True)[1:]
        assert words[0] in _COMMANDS
        command = words[:2] if words[0] == "store" else words[:1]
        help_page = run(*command, "--help").out
        options = [word for word in words if word.startswith("--")]
        help_page += run("--help").out
        assert all(option in help_page for option in options), line


def test_links_lead_somewhere():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]
    missing = [link for link in links if not (CHECKOUT / link).exists() and not link.endswith(".png")]
    assert links and not missing
