"""Who must be convinced for an initiative, requirement by requirement: the rows of two questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from samverkan.domain.authority import Candidates, Holder, find_candidates, read_leaf
from samverkan.domain.positions import OWN_ASSESSMENT, Stance, find_stance
from samverkan.domain.requirements import find_leaf_ids, find_leaves, find_requirements
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]
_COUNTED = {
    "opposed": ("opposes",),
    "hesitant": ("hesitant",),
    "unknown": ("unknown",),
    "willing": ("champions", "supports", "neutral"),
}


@dataclass(frozen=True)
class Asked:
    """An initiative on a day, with who may meet each of its leaves, and the stances that count."""

    content: Map
    day: date
    initiative: str

    @cached_property
    def today(self) -> Map:
        """The map on the day."""
        return self.content.on(self.day)

    @cached_property
    def candidates(self) -> Mapping[str, Candidates]:
        """Who may meet each leaf, in the order of the tree."""
        leaves = find_leaves(self.content, self.initiative)
        nodes = self.content.nodes
        return {i: self._find_candidates(nodes[i]) for i in leaves}

    def _find_candidates(self, leaf: Node) -> Candidates:
        return find_candidates(self.today, read_leaf(self.content, self.today, leaf, self.day), self.content)

    def stance(self, actor: str) -> Stance | None:
        """Return the stance of an actor that counts, or counted until its review."""
        return find_stance(self.today, actor, self.initiative, self.day)

    def counts(self, actor: str) -> str:
        """Return what an actor's stance counts as; unknown where none is stated."""
        stance = self.stance(actor)
        return stance.counts if stance else "unknown"


def find_answers(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield for each requirement everybody who may meet it, with what they have stated; one row where nobody may."""
    asked = Asked(content, day, values["initiative"])
    for leaf, candidates in asked.candidates.items():
        if candidates.unknown:
            yield {
                **_leaf_columns(asked, leaf),
                "answers": "unknown",
                "voters": [],
                "stated_by": [],
                **find_sources(asked.today, ()),
            }
        for answers, holders in (("ordinary", candidates.ordinary), ("above", candidates.above)):
            yield from (_to_answer(asked, leaf, answers, holder) for holder in holders)


def _leaf_columns(asked: Asked, leaf: str) -> dict[str, Any]:
    node = asked.content.nodes[leaf]
    matter = next(iter(asked.content.targets(leaf, "CONCERNS")), None)
    return {
        "requirement": leaf,
        "form": node.properties.get("form"),
        "matter": matter.id if matter else None,
        "amount": node.properties.get("amount"),
        "veto": node.properties.get("veto") is True,
        "legal_basis": matter.text("legal_basis") if matter else None,
    }


def _to_answer(asked: Asked, leaf: str, answers: str, holder: Holder) -> Values:
    columns = _leaf_columns(asked, leaf)
    stance = asked.stance(holder.actor)
    mandate = asked.today.nodes[holder.mandate] if holder.mandate else None
    return {
        **columns,
        "answers": answers,
        "actor": holder.actor,
        "actor_name": asked.today.nodes[holder.actor].name,
        "voters": list(holder.voters),
        "mandate": holder.mandate,
        "legal_basis": (mandate.text("legal_basis") if mandate else None) or columns["legal_basis"],
        "stance": stance.counts if stance else "unknown",
        "stated_by": [],
        **(_stance_columns(stance, asked, holder.actor) if stance else {}),
        **find_sources(asked.today, [holder.mandate, stance.position if stance else None]),
    }


def _stance_columns(stance: Stance, asked: Asked, actor: str) -> dict[str, Any]:
    return {
        "past_review": stance.value if stance.stale else None,
        "stated_by": [stance.inherited_from or actor],
        "stated_on": stance.stated_on,
        "review_by": asked.today.nodes[stance.position].properties.get("review_by"),
        "basis": stance.basis,
        "concern": stance.concern,
        "would_help": stance.would_help,
    }


def count_ways(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield for each way of every choice in the tree, and for the whole, how many of those asked stand where."""
    asked = Asked(content, day, values["initiative"])
    above = {asked.initiative: None}
    for requirement in find_requirements(content, asked.initiative):
        (parent,) = (r.start for r in content.into(requirement, "REQUIRES"))
        op = content.nodes[parent].properties.get("op")
        if parent in above or op in ("any", "at_least"):
            yield _count_way(asked, requirement, None if parent in above else parent)


def _count_way(asked: Asked, way: str, choice: str | None) -> Values:
    leaves = find_leaf_ids(asked.content, way)
    unknown = [i for i in leaves if asked.candidates[i].unknown]
    holders = sorted({h.actor for i in leaves for h in asked.candidates[i].ordinary})
    stances = {actor: asked.stance(actor) for actor in holders}
    return {
        **_choice_columns(asked.content, choice),
        "path": way,
        "answers_needed": len(leaves),
        "without_holder": len(unknown),
        **{name: sum(asked.counts(a) in counted for a in holders) for name, counted in _COUNTED.items()},
        "find_holder_of": [next((r.end for r in asked.content.out(i, "CONCERNS")), i) for i in unknown],
        "holders": holders,
        "would_help": [s.would_help for s in stances.values() if s and s.counts in ("hesitant", "opposes")],
        "basis": OWN_ASSESSMENT if _rests_on_own(stances.values()) else None,
        **find_sources(asked.today, [s.position for s in stances.values() if s]),
    }


def _choice_columns(content: Map, choice: str | None) -> dict[str, Any]:
    if choice is None:
        return {"choice": None, "choice_kind": None, "needed": None}
    properties = content.nodes[choice].properties
    op = properties.get("op")
    return {"choice": choice, "choice_kind": op, "needed": 1 if op == "any" else properties.get("n")}


def _rests_on_own(stances: Iterable[Stance | None]) -> bool:
    return any(s and s.basis == OWN_ASSESSMENT and s.counts != "unknown" for s in stances)
