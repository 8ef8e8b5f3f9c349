"""Every problem of a broken map, in the words that a user reads, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from broken_maps import list_broken_maps
from doubtful_maps import list_doubtful_maps
from golden_files import check_golden

from samverkan.errors import Problem, StepsProblemsError
from samverkan.tables.map_file import read_map_file
from samverkan.tables.sentences import to_message, to_sentence
from samverkan.tables.steps_file import read_steps
from samverkan.texts import Texts

MAPS = list_broken_maps() | list_doubtful_maps()
BROKEN_STEPS = {
    "steps-missing.yaml": b"slides: []\n",
    "steps-none.yaml": b"steps: []\n",
    "steps-word.yaml": b"steps: [hello]\n",
}
NOT_PROBLEMS = (
    "cell-",
    "own-unknown-name",
    "duplicate-row",
    "things",
    "nearest",
    "sections",
    "or",
    "type-",
    "shape-",
    "topic-",
)


def find_problems_of(name: str, content: bytes, folder: Path) -> list[Problem]:
    path = folder / name
    path.write_bytes(content)
    found, problems = read_map_file(path)
    assert (found is None) == any(p.severity == "error" for p in problems)
    return [replace(p, file=Path(name)) for p in problems]


def find_problems_of_steps(name: str, content: bytes, folder: Path) -> list[Problem]:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(StepsProblemsError) as caught:
        read_steps(path, {})
    return [replace(p, file=Path(name)) for p in caught.value.problems]


def list_problems(folder: Path) -> Iterator[list[Problem]]:
    yield from (find_problems_of(name, content, folder) for name, content in MAPS.items())
    yield from (find_problems_of_steps(name, content, folder) for name, content in BROKEN_STEPS.items())


def list_lines(lang: str, folder: Path) -> Iterator[str]:
    for problems in list_problems(folder):
        yield from (f"{p.severity} {to_sentence(p, Texts(lang))}" for p in problems)
        yield ""


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_sentences_are_those_of_the_golden_file(lang: str, tmp_path: Path) -> None:
    check_golden(f"problems.{lang}.txt", "\n".join(list_lines(lang, tmp_path)))


def test_every_sentence_is_said_of_some_broken_file(tmp_path: Path) -> None:
    from samverkan.texts import _read_file

    said = {p.key for problems in list_problems(tmp_path) for p in problems}
    # A sentence that names commands is said in the stead of another, at a prompt.
    keys = {key.removesuffix("-prompt") for key in _read_file("sv", "problems")}
    known = {key for key in keys if not key.startswith(NOT_PROBLEMS)}
    # as-of-long-past and stated-later go by the calendar on the wall, which reading a file does not look at
    assert known - said == {
        *("unknown-label", "too-big", "as-of-long-past", "stated-later", "own-assessments"),
        "missing-token",  # where an edit is typed
    }


@pytest.mark.parametrize("name", sorted(MAPS))
def test_each_broken_map_says_what_it_is_named_after(name: str, tmp_path: Path) -> None:
    problems = find_problems_of(name, MAPS[name], tmp_path)
    assert problems
    assert all(p.line is None or p.line > 0 for p in problems)
    assert all(to_message(p, Texts(lang)).endswith((".", "?")) for p in problems for lang in ("sv", "en"))
