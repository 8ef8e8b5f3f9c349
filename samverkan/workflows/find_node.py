"""From what a user typed, an id or a name, to the thing that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from samverkan.errors import UsageError
from samverkan.model import Map, Node
from samverkan.schema import read_schema
from samverkan.tables.nearest import NEAR

if TYPE_CHECKING:
    from samverkan.store.protocol import Readable

NEAREST = 3
_LEAST = 3  # letters of a part of a name
_KNOWN = 1 << 16  # texts whose plain form is kept: whoever types asks the same ones again with each letter
_ENDINGS = re.compile(r"(?:arnas|ernas|ornas|arna|erna|orna|ens|ets|ans|en|et|an|na|ar|er|or|s|n|t|a|e)$")
_OWNERS = frozenset(("", "s", "'s", "\N{RIGHT SINGLE QUOTATION MARK}s"))
# What Swedish puts behind a noun that is known, and whose it is, in both languages.
_FORMS = frozenset(
    f"{ending}{owner}"
    for ending in ("", "n", "en", "et", "t", "na", "ena", "arna", "erna", "orna")
    for owner in _OWNERS
)
_PLURAL = ("e", "r")  # what words end in that "na" makes known: skolorna, not Johanna of a Johan
_APART = re.compile(
    r"[\s\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH},;:()/\"\N{RIGHT DOUBLE QUOTATION MARK}]+"
)
_BARE = str.maketrans("åäöéü", "aaoeu")


def find_day(content: Map, asked: date | None) -> date:
    """Return the day that an answer holds for: as asked, else the map's own, else today."""
    return asked or content.as_of or date.today()


def find_node(content: Map, text: str, labels: Collection[str] = ()) -> Node:
    """Return the node whose id or name a text is; letters count, their case does not.

    With labels, only such nodes are meant. A part of a name will do where only one has it, and so will what people make
    of a name when they speak of it: the street manager, gatuchefens. A text that fits nothing is an error with the
    nearest three, one that is the name of several an error with the candidates.
    """
    exact = content.nodes.get(text)
    if exact and (not labels or exact.label in labels):
        return exact
    wanted = fold(text)
    meant = [n for n in content.nodes.values() if (not labels or n.label in labels) and wanted == fold(n.name)]
    meant = meant or [n for n in content.nodes.values() if (not labels or n.label in labels) and wanted == fold(n.id)]
    if len(meant) > 1:
        raise UsageError("ambiguous-name", text=text, candidates=tuple(describe(node) for node in meant))
    if meant:
        return meant[0]
    partly = [] if exact else find_by_part(content, text, labels) or find_by_form(content, text, labels)
    if len(partly) == 1:
        return partly[0]
    if partly and not exact:
        several = (*(describe(node) for node in partly[:NEAREST]), *["…"] * (len(partly) > NEAREST))
        raise UsageError("ambiguous-part", text=text, n=len(partly), candidates=several)
    other = exact or (_find_other(content, text) if labels else None)
    if other:
        raise UsageError("wrong-label", text=text, is_a=other.label, label=sorted(labels)[0])
    raise UsageError(
        "unknown-id" if len(labels) != 1 else "unknown-id-of",
        text=text,
        label=next(iter(labels), ""),
        nearest=tuple(describe(node) for node in find_nearest(content, text, labels)),
    )


def _find_other(content: Map, text: str) -> Node | None:
    """Return the thing of any kind that is called just so; None where there is none, or several."""
    wanted = fold(text)
    called = [n for n in content.nodes.values() if wanted in (fold(n.id), fold(n.name))]
    return called[0] if len(called) == 1 else None


def find_by_part(content: Map, text: str, labels: Collection[str] = ()) -> list[Node]:
    """Return the nodes that have a text in their name, those first where a word begins with it.

    What is shorter than three letters finds none.
    """
    wanted = fold(text)
    if len(wanted) < _LEAST:
        return []
    named = [n for n in content.nodes.values() if "name" in n.properties and (not labels or n.label in labels)]
    hits = [(not _begins(fold(n.name), wanted), n.name, n.id, n) for n in named if wanted in fold(n.name)]
    return [hit[-1] for hit in sorted(hits, key=lambda hit: hit[:-1])]


def find_by_form(content: Map, text: str, labels: Collection[str] = ()) -> list[Node]:
    """Return the nodes of whose name a text is another form of some words: definite, whose, with "the", other dashes.

    What is shorter than three letters finds none. A person is never made definite: Karin is nobody called Kari.
    """
    wanted = to_words(text)
    wanted = wanted[1:] if wanted[:1] == ("the",) else wanted
    if len("".join(wanted)) < _LEAST:
        return []
    named = [n for n in content.nodes.values() if "name" in n.properties and (not labels or n.label in labels)]
    return sorted((n for n in named if _has_form(n, wanted)), key=lambda n: (n.name, n.id))


def is_called_like_some(content: Map, text: str) -> bool:
    """Tell whether a text is no id of a map, and yet what something in it may be called."""
    if text in content.nodes:
        return False
    wanted = fold(text)
    if any(wanted in (fold(node.id), fold(node.name)) for node in content.nodes.values()):
        return True
    return bool(find_by_part(content, text) or find_by_form(content, text))


def _has_form(node: Node, wanted: Sequence[str]) -> bool:
    """Tell whether some words of a name that follow each other are the wanted ones, but for their endings."""
    words, number = to_words(node.name), len(wanted)
    is_form = _is_whose if node.label == "Person" else _is_form
    return any(all(map(is_form, wanted, words[start : start + number])) for start in range(len(words) - number + 1))


def _is_whose(typed: str, word: str) -> bool:
    return typed.startswith(word) and (typed == word or (len(word) >= _LEAST and typed[len(word) :] in _OWNERS))


def _is_form(typed: str, word: str) -> bool:
    ending = typed[len(word) :]
    fits = ending in _FORMS and (not ending.startswith("na") or word.endswith(_PLURAL))
    return typed.startswith(word) and (typed == word or (len(word) >= _LEAST and fits))


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted) or f" {wanted}" in name


def find_known(store: Readable, known: Map, text: str, label: str) -> Node:
    """Return the node that a text means among those that are known of a store.

    What is not among them is looked for by name in the whole map, so that the error says what it is.
    """
    try:
        return find_node(known, text, {label})
    except UsageError:
        return find_node(store.read_names(read_schema().labels), text, {label})


def find_nodes(content: Map, texts: Sequence[str], labels: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of several things, each once, in the order in which they were named."""
    return tuple(dict.fromkeys(find_node(content, text, labels).id for text in texts))


def find_nearest(content: Map, text: str, labels: Collection[str] = ()) -> list[Node]:
    """Return the three nodes whose id or name is most like a text, the most alike first."""
    return [node for _, node in _rank(content, text, labels, _whole)]


def find_likely(content: Map, text: str) -> list[Node]:
    """Return at most three nodes that a text may have been meant for, by their id, name or a word of the name."""
    return [node for _, node in _rank(content, text, (), _words_too, NEAR)]


def _whole(node: Node) -> set[str]:
    return {node.id, node.name}


def _words_too(node: Node) -> set[str]:
    return {node.id, node.name, *node.name.split()}


def _rank(
    content: Map, text: str, labels: Collection[str], called: Callable[[Node], set[str]], floor: float = 0.0
) -> list[tuple[float, Node]]:
    """Return the nearest three nodes that are at least so alike; what cannot be among them is not compared."""
    whole, stem = _Likeness(fold(text)), _Likeness(to_stem(text))
    ranked: list[tuple[float, str, Node]] = []
    for node in content.nodes.values():
        if labels and node.label not in labels:
            continue
        least = -ranked[-1][0] if len(ranked) == NEAREST else floor
        alike = max(max(whole.to(fold(word), least), stem.to(to_stem(word), least)) for word in called(node))
        if alike >= least:
            ranked = sorted([*ranked, (-alike, node.id, node)], key=lambda rank: rank[:2])[:NEAREST]
    return [(-likeness, node) for likeness, _, node in ranked]


class _Likeness:
    """How alike a text is to others."""

    def __init__(self, text: str) -> None:
        self.matcher = SequenceMatcher(None, "", text, autojunk=False)
        self.length = len(text)
        self.foreign = re.compile(f"[^{re.escape(text)}]+" if text else ".+", re.DOTALL)

    def to(self, word: str, least: float) -> float:
        """Return how alike a word is; nothing where that is less than `least` for certain."""
        together = (len(word) + self.length) / 2
        if min(len(word), self.length) < least * together or len(self.foreign.sub("", word)) < least * together:
            return 0.0
        self.matcher.set_seq1(word)
        return self.matcher.ratio() if self.matcher.quick_ratio() >= least else 0.0


@lru_cache(maxsize=_KNOWN)
def to_stem(text: str) -> str:
    """Return a text without the endings that Swedish gives a noun, and with bare letters: chefen, chefens, chef."""
    return " ".join(_ENDINGS.sub("", word) if len(word) > 4 else word for word in fold(text).translate(_BARE).split())


@lru_cache(maxsize=_KNOWN)
def to_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared, whatever dashes and signs stand between them."""
    return tuple(word for word in _APART.split(fold(text)) if word)


@lru_cache(maxsize=_KNOWN)
def fold(text: str) -> str:
    """Return a text as it is compared: composed, without regard to case; å, ä and ö stay letters of their own."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).strip()


def describe(node: Node) -> str:
    """Return `id (name)`."""
    return node.id if node.name == node.id else f"{node.id} ({node.name})"
