"""Every file under tests/imports comes in as it should, says what it leaves, and changes nothing the second time.

A folder is a case: the files of another program or a table of one's own, perhaps a recipe, a map that is there before
(`base.yaml`) and options of the command (`options.json`). `expected.yaml` is the map that the store then holds,
`report.json` what was told, and `export.json` what the same format says that it cannot hold when the map goes out.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import run_program
from golden_files import check_golden

from samverkan.tables.foreign.registry import FORMATS

CASES = Path(__file__).parents[1] / "imports"
_OURS = ("base.yaml", "expected.yaml", "options.json", "report.json", "export.json", "recept.yaml")
# Files that are of other tests, and hold no import.
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir() and path.name != "libreoffice")


def list_files(folder: Path) -> list[Path]:
    """Return the files that are imported together."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.name not in _OURS and ".rec" not in path.name and "-kvar" not in path.name
    )


def list_options(folder: Path) -> list[str]:
    """Return the options that a case is imported with."""
    given = folder / "options.json"
    options: list[str] = json.loads(given.read_text("utf-8")) if given.exists() else []
    recipe = folder / "recept.yaml"
    return [*options, *(["--recipe", str(recipe)] if recipe.exists() else [])]


def to_report(data: Any, folder: Path) -> str:
    """Return what an import told, without what differs from run to run."""
    kept = {key: data[key] for key in ("format", "taken", "left_out", "ids_made", "left_rows", "alike")}
    kept |= {"hidden_rows": data["hidden_rows"]} if data["hidden_rows"] else {}
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    assert str(folder) not in text
    return text


def test_what_nobody_can_know_is_asked_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(CASES / "kumu-blueprint" / "kumu.json", tmp_path / "kumu.json")
    answers = iter(
        ["nonsense", "förening", ""]
    )  # what a Stakeholder is, asked twice; a line without direction is left out
    monkeypatch.setattr("samverkan.cli.screen.ask", lambda question: next(answers))
    done = run_program("import", tmp_path / "kumu.json", "--yes", "--format", "json", on=tmp_path / "s.samverkan")
    assert done.code == 0 and done.data["taken"]["Actor"] == 3, done.err
    recipe = Path(done.data["recipe"]).read_text("utf-8")
    assert "Stakeholder: förening" in recipe and "undirected: leave_out" in recipe
    again = run_program("import", tmp_path / "kumu.json", "--yes", "--format", "json", on=tmp_path / "s.samverkan")
    assert again.data["changes"] == []  # by the recipe: nothing is asked


@pytest.mark.parametrize("name", NAMES)
def test_a_file_comes_in(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    shutil.copytree(CASES / name, folder)
    store = tmp_path / "s.samverkan"
    if (folder / "base.yaml").exists():
        assert run_program("load", folder / "base.yaml", on=store).code == 0
    files, options = list_files(folder), list_options(folder)
    take = ["import", *files, *options, "--yes", "--format", "json", "--lang", "sv"]
    done = run_program(*take, on=store)
    assert done.code == (1 if "--skip-bad-rows" in options else 0), done.err
    check_golden(f"../imports/{name}/report.json", to_report(done.data, folder))
    assert run_program(*take, on=store).data["changes"] == []  # the same file once more changes nothing
    assert run_program("save", tmp_path / "ut.yaml", on=store).code == 0
    check_golden(f"../imports/{name}/expected.yaml", (tmp_path / "ut.yaml").read_text("utf-8"))
    if any(form.name == done.data["format"] and form.writes for form in FORMATS):
        out = tmp_path / f"ut{files[0].suffix}"
        told = run_program("export", out, "--as", done.data["format"], "--format", "json", on=store)
        assert told.code == 0, told.err
        check_golden(f"../imports/{name}/export.json", json.dumps(told.data["left_out"], indent=1) + "\n")
