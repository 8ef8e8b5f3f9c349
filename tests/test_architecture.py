"""The rules of the house that no other tool checks: layers, sizes, words in both languages, a light start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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

by_locale = pytest.mark.parametrize("english", LOCALES, ids=lambda path: path.stem)


def test_imports_point_down_and_drivers_stay_in_their_place() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_module_is_one_thing_and_short() -> None:
    assert not [name_of(module) for module in MODULES if module.stem in DRAWERS]
    assert not [name_of(module) for module in MODULES if _count_lines(module) > MOST_LINES_OF_A_MODULE]
    functions = [(name_of(module), *function) for module in MODULES for function in read_module(module).functions]
    assert len(functions) > 1000
    assert not [function for function in functions if function[-1] > MOST_LINES_OF_A_FUNCTION]


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


@dataclass(frozen=True)
class Module:
    """What the rules ask of a module: its functions with their lines, its texts, the keys of errors that it raises."""

    functions: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]
    errors: tuple[str, ...]


@cache
def read_module(module: Path) -> Module:
    """Parse a module once for all rules; its tree is let go."""
    nodes = list(ast.walk(ast.parse(module.read_text("utf-8"))))
    return Module(
        tuple((node.name, _length(node)) for node in nodes if isinstance(node, ast.FunctionDef)),
        tuple(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)),
        tuple(_error_keys(nodes)),
    )


def _count_lines(module: Path) -> int:
    return len(module.read_text("utf-8").splitlines())


def _length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_statement_of_cypher_stands_in_python() -> None:
    pattern = re.compile(r"\b(MATCH|MERGE|UNWIND)\s*[($]|\bRETURN\s+\w+\.")
    found = {name_of(module) for module in MODULES for text in read_module(module).texts if pattern.search(text)}
    assert pattern.search("MATCH (n) RETURN n.id") and not found


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


def test_every_error_that_is_raised_has_its_words() -> None:
    keys = {(name_of(module), key) for module in MODULES for key in read_module(module).errors}
    assert len(keys) > 50
    assert not [(name, key) for name, key in sorted(keys) if not _has_words(key)]


def _error_keys(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
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
    return name in _read_words(file or "errors")


@cache
def _read_words(file: str) -> frozenset[str]:
    path = PACKAGE / "locales" / "en" / f"{file}.toml"
    return frozenset(tomllib.loads(path.read_text("utf-8")) if path.is_file() else ())


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
