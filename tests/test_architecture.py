"""The rules of the house that no other tool checks: layers, sizes, words in both languages, a light start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "samverkan"
MODULES = sorted(PACKAGE.rglob("*.py"))
LOCALES = sorted((PACKAGE / "locales" / "en").glob("*.toml"))
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 40
DRAWERS = {"util", "utils", "helper", "helpers", "manager", "data", "misc", "common"}
ERRORS = {"SamverkanError", "EmptyAnswerError", "UsageError", "StoreError", "QuestionError"}
HEAVY = {
    "highspy",
    "jinja2",
    "ladybug",
    "neo4j",
    "networkx",
    "numpy",
    "pandas",
    "pyphen",
    "pyvis",
    "scipy",
    "sqlite3",
    "yaml",
}

by_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
by_locale = pytest.mark.parametrize("english", LOCALES, ids=lambda path: path.stem)


def test_imports_point_down_and_drivers_stay_in_their_place() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@by_module
def test_a_module_is_one_thing_and_short(module: Path) -> None:
    assert module.stem not in DRAWERS
    assert len(module.read_text("utf-8").splitlines()) <= MOST_LINES_OF_A_MODULE
    long = {f.name: _length(f) for f in _functions(module) if _length(f) > MOST_LINES_OF_A_FUNCTION}
    assert not long


def _functions(module: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.FunctionDef))


def _length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@by_module
def test_no_statement_of_cypher_stands_in_python(module: Path) -> None:
    texts = (node.value for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Constant))
    pattern = re.compile(r"\b(MATCH|MERGE|UNWIND)\s*[($]|\bRETURN\s+\w+\.")
    found = [text for text in texts if isinstance(text, str) and pattern.search(text)]
    # The embedded engine's tables are built from the schema; its two filling statements cannot be files.
    allowed = {"store/engine.py"}
    assert not found or module.relative_to(PACKAGE).as_posix() in allowed, found


@by_locale
def test_every_word_stands_in_both_languages_with_the_same_gaps(english: Path) -> None:
    swedish = tomllib.loads((PACKAGE / "locales" / "sv" / english.name).read_text("utf-8"))
    words = tomllib.loads(english.read_text("utf-8"))
    assert words.keys() == swedish.keys()
    different = {key for key, text in words.items() if _gaps(text) != _gaps(swedish[key])}
    assert not different
    assert all(text.strip() for text in (*words.values(), *swedish.values()))


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_files() -> None:
    assert [f.name for f in LOCALES] == sorted(f.name for f in (PACKAGE / "locales" / "sv").glob("*.toml"))


@by_module
def test_every_error_that_is_raised_has_its_words(module: Path) -> None:
    unknown = [key for key in _error_keys(module) if not _has_words(key)]
    assert not unknown


def _error_keys(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
            first = node.args[0] if node.args else None
            if (
                isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and re.fullmatch(r"[\w.-]+", first.value)
            ):
                yield first.value


def _has_words(key: str) -> bool:
    file, _, name = key.rpartition(".")
    path = PACKAGE / "locales" / "en" / f"{file or 'errors'}.toml"
    return path.is_file() and name in tomllib.loads(path.read_text("utf-8"))


def test_help_starts_with_nothing_heavier_than_click() -> None:
    program = (
        "import sys; from samverkan.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    imported = set(ast.literal_eval(done.stderr.splitlines()[-1]))
    assert "click" in imported
    assert not imported & HEAVY


def test_everything_that_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=\[ ;]", text)[0].lower().replace("_", "-") for text in asked}
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert names <= locked
