"""What the shell offers after `samverkan ask`: questions, parameters and values, in the language of the run."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete
from command_line import HAVSAKRA

from samverkan.cli.program import program
from samverkan.cli.voice import Voice
from samverkan.texts import Texts


def offer(*words: str, lang: str = "sv") -> list[str]:
    """Return what is offered for the last of some words."""
    *before, incomplete = words
    settings = {"obj": Voice(Texts(lang))}
    shell = ShellComplete(program, settings, "samverkan", "_SAMVERKAN_COMPLETE")
    return [item.value for item in shell.get_completions(["ask", *before], incomplete)]


def test_questions_are_offered_by_their_names_in_the_language_of_the_run() -> None:
    assert "vem-beslutar" in offer("vem-") and "who-decides" in offer("who-")
    assert "vem-beslutar" not in offer("", lang="en") and "who-decides" in offer("", lang="en")


@pytest.mark.parametrize(
    ("lang", "expected"), [("sv", {"ärende=", "område=", "slag=", "belopp="}), ("en", {"matter="})]
)
def test_parameters_are_offered(lang: str, expected: set[str]) -> None:
    assert expected <= set(offer("who-decides", "", lang=lang))


def test_values_are_offered_with_the_name_of_a_parameter_and_without_where_it_is_required() -> None:
    shared = ["--store", str(HAVSAKRA)]
    assert "d-ltf" in offer(*shared, "vem-beslutar", "d-l")
    assert "ärende=d-ltf" in offer(*shared, "vem-beslutar", "ärende=d-l")
    assert "matter=d-ltf" in offer(*shared, "vem-beslutar", "matter=d-l")
    assert "slag=decide" in offer("vem-beslutar", "slag=dec")
    assert offer("no-such-question", "x") == []
    assert offer("vem-beslutar", "nothing=x") == []
