"""Both languages say the same things: the same keys, with the same gaps."""

from __future__ import annotations

import ast
import string
import tomllib
from pathlib import Path

import pytest

import samverkan

PACKAGE = Path(samverkan.__file__).parent
FILES = sorted(path.name for path in (PACKAGE / "locales" / "sv").glob("*.toml"))


def read(lang, name):
    return tomllib.loads((PACKAGE / "locales" / lang / name).read_text("utf-8"))


def gaps(text):
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_keys_and_gaps(name):
    swedish, english = read("sv", name), read("en", name)
    assert swedish.keys() == english.keys()
    assert {k: gaps(v) for k, v in swedish.items()} == {k: gaps(v) for k, v in english.items()}


def test_no_language_has_a_file_that_the_other_lacks():
    assert sorted(path.name for path in (PACKAGE / "locales" / "en").glob("*.toml")) == FILES


ERRORS = ("SamverkanError", "EmptyAnswerError", "UsageError", "StoreError")


def keys_raised():
    """Every key that an error is raised with somewhere in the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    yield str(key.value), path.name


def test_every_error_has_its_words():
    missing = []
    for key, where in keys_raised():
        file, _, name = key.partition(".") if "." in key else ("errors", "", key)
        if name not in read("sv", f"{file}.toml"):
            missing.append((key, where))
    assert not missing
