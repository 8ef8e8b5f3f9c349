"""How the program speaks in one run: the language, and whether errors are sentences or JSON.

It is decided from the raw arguments before Click reads them, so that help and mistakes in the arguments
themselves are said in the right language too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samverkan.texts import LANGUAGES, Texts

DEFAULT_LANGUAGE = "sv"


@dataclass(frozen=True)
class Voice:
    """What every sentence of a run depends on."""

    texts: Texts
    errors_as_json: bool = False
    debug: bool = False


def find_voice(arguments: Sequence[str], environ: Mapping[str, str]) -> Voice:
    """Decide from the arguments, then the locale, how to speak."""
    asked = _find_value(arguments, "--lang")
    lang = asked if asked in LANGUAGES else find_locale_language(environ)
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return Voice(Texts(lang), _find_value(arguments, "--format") == "json", "--debug" in own)


def find_locale_language(environ: Mapping[str, str]) -> str:
    """Return the language of the locale where samverkan speaks it, else Swedish."""
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    language = name.replace("-", "_").split("_")[0].split(".")[0].lower()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _find_value(arguments: Sequence[str], option: str) -> str | None:
    """Return the last value given to an option, before any `--`."""
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and place + 1 < len(arguments):
            found = arguments[place + 1]
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found
