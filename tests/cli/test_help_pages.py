"""Every page of help: both languages, an example each, and nothing heavy imported for it."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest
from command_line import HAVSAKRA
from golden_files import check_golden

from samverkan.cli.program import _COMMANDS

PAGES = [[], *([name] for name in _COMMANDS), ["store", "info"], ["store", "copy"], ["store", "wipe"]]
HEAVY = ("yaml", "sqlite3", "numpy", "networkx", "ladybug", "jinja2", "json")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_help_reads_as_written_down(run, lang):
    told = [f"$ samverkan {' '.join([*page, '--help'])}\n{run(*page, '--help', LANG=lang).out}" for page in PAGES]
    check_golden(f"help/{lang}.txt", "\n".join(told))


@pytest.mark.parametrize("page", PAGES[1:], ids=" ".join)
@pytest.mark.parametrize(("lang", "heading"), [("sv", "Exempel:"), ("en", "Examples:")])
def test_each_page_ends_with_an_example_of_its_own_command(run, page, lang, heading):
    done = run(*page, "--help", "--lang", lang)
    assert done.code == 0
    examples = done.out.partition(heading)[2].strip().splitlines()
    assert examples and all(line.strip().startswith(f"samverkan {page[0]}") for line in examples)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "page",
    ["plan", "mandates", "ask", "show", "find", "view", "add", "note", "meeting", "done", "remove", "records disclose"],
)
def test_the_examples_of_a_page_work_in_the_demo(run, folder, page, lang):
    (folder / "map.yaml").write_bytes(HAVSAKRA.read_bytes())
    told = run(*page.split(), "--help", "--lang", lang).out
    examples = [line.strip() for line in told.splitlines() if line.strip().startswith(f"samverkan {page}")]
    found = [run(*shlex.split(line)[1:], on=folder / "map.yaml").code for line in examples]
    assert found and set(found) == {0}


def test_swedish_help_has_no_english_of_clicks(run):
    for page in PAGES:
        text = run(*page, "--help").out
        for word in ("Usage", "Options", "Commands", "Show this message", "Missing", "TEXT]"):
            assert word not in text, (page, word)


def test_the_commands_stand_in_four_groups_and_shared_options_only_once(run):
    told = run("--help").out
    assert [told.index(f"\n{group}:\n") for group in ("Fråga", "Visa", "Fyll i", "Bevara")] == sorted(
        told.index(f"\n{group}:\n") for group in ("Fråga", "Visa", "Fyll i", "Bevara")
    )
    assert all(f"\n  {name} " in told for name in _COMMANDS)
    assert "--as-of DATUM" in told
    for page in PAGES[1:]:
        assert "--as-of DATUM" not in run(*page, "--help").out


def test_no_arguments_show_the_help(run):
    assert run().out == run("--help").out
    assert run().code == 0
    assert run("store").out == run("store", "--help").out


@pytest.mark.parametrize("page", [["--help"], ["plan", "--help"], ["store", "--help"], ["--version"]], ids=" ".join)
def test_help_imports_nothing_heavier_than_click(page):
    code = (
        "import sys, samverkan.cli.program as p\n"
        f"try: p.program.main({page!r})\n"
        f"except SystemExit: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_version(run):
    from samverkan import __version__

    assert run("--version").out == f"samverkan {__version__}\n"
