"""Ask what the words of a foreign network mean, where somebody can answer; the answers are kept as a recipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.tables.foreign.network import Network
    from samverkan.tables.foreign.translate import Recipe, Report, UnknownWordsError

Ask = Callable[..., str | None]
_TRIES = 3


def translate(network: Network, recipe: Recipe, ask: Ask) -> tuple[Map, Report, Mapping[str, Any]]:
    """Return a network as a map with its report, and the answers that it took, as a recipe holds them."""
    from samverkan.tables.foreign.translate import UnknownWordsError, to_map

    answers: dict[str, Any] = {}
    while True:  # what a thing is tells which lines there are, and these may have words of their own
        try:
            return *to_map(network, _with_answers(recipe, answers)), answers
        except UnknownWordsError as error:
            if not _ask_all(error, ask, answers):
                raise


def _ask_all(error: UnknownWordsError, ask: Ask, answers: dict[str, Any]) -> bool:
    """Put what every word means to the answers; False as soon as nobody answers."""
    for part, words in error.unknown.items():
        for word, number in sorted(words.items()):
            answer = _ask_one(part, word, number, ask)
            if answer is None:
                return False
            if part in ("kinds", "relations"):
                answers.setdefault(part, {})[word] = answer
            else:
                answers[part] = answer
    return True


def _ask_one(part: str, word: str, number: int, ask: Ask) -> str | None:
    from samverkan.tables.foreign.translate import LEAVE_OUT, find_kind, find_relation

    known: Mapping[str, Callable[[str], object]] = {
        "kinds": find_kind,
        "relations": find_relation,
        "undirected": lambda said: said == "tie",
        "groups": lambda said: said == "part_of",
    }
    for _ in range(_TRIES):
        answer = ask(part, word=word or "–", n=number)
        if answer is None:
            return None
        if answer in ("", LEAVE_OUT):
            return LEAVE_OUT
        if known[part](answer):
            return answer
    return None


def _with_answers(recipe: Recipe, answers: Mapping[str, Any]) -> Recipe:
    return replace(
        recipe,
        kinds={**recipe.kinds, **answers.get("kinds", {})},
        relations={**recipe.relations, **answers.get("relations", {})},
        undirected=answers.get("undirected", recipe.undirected),
        groups=answers.get("groups", recipe.groups),
    )
