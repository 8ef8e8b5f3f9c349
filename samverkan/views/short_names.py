"""Short names for narrow places: up to the comma, without the area's name, and whole where two would be the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from samverkan.model import Map, Node
from samverkan.views.words import Words


@dataclass(frozen=True)
class ShortNames:
    """The short names of the actors of a map."""

    content: Map
    words: Words

    def __getitem__(self, actor: str) -> str:
        """Return what an actor is called where there is little room."""
        return self._found[actor]

    def within(self, actor: str) -> str:
        """Return the same within a sentence: the municipality has its article there in small letters."""
        say = self.words.texts
        is_town = self[actor] == say("views_readiness.the-municipality")
        return say("views_readiness.the-municipality-within") if is_town else self[actor]

    @cached_property
    def _found(self) -> Mapping[str, str]:
        actors = self.content.labelled("Actor")
        towns = [a for a in actors if a.text("kind") == "municipality"]
        areas = _find_area_names(self.content, towns)
        alone = towns[0].id if len(towns) == 1 else ""
        town = self.words.texts("views_readiness.the-municipality")
        short = {a.id: town if a.id == alone and not a.text("short") else _shorten(a, areas) for a in actors}
        shared = Counter(short.values())
        return {a.id: short[a.id] if shared[short[a.id]] == 1 else a.name for a in actors}


def _find_area_names(content: Map, towns: Collection[Node]) -> frozenset[str]:
    """Find what areas are called, and the first word of a municipality's name (Havsåkra kommun: Havsåkra)."""
    names = {n.name for n in content.labelled("Area")}
    names |= {n.name.split()[0] for n in (*towns, *content.labelled("Area")) if n.text("kind") == "municipality"}
    return frozenset(names | {name.partition(",")[0] for name in names})


def _shorten(actor: Node, areas: frozenset[str]) -> str:
    chosen = actor.text("short")
    if chosen:
        return chosen
    words = actor.name.partition(",")[0].split()
    for size in range(len(words) - 1, 0, -1):
        if " ".join(words[:size]) in areas:
            words = words[size:]
            break
    for size in range(len(words) - 1, 0, -1):
        if " ".join(words[-size:]) in areas:
            words = words[:-size]
            break
    return " ".join(words)
