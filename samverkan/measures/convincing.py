"""Who must be convinced for an initiative, requirement by requirement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from samverkan.domain.authority import Candidates, Holder, find_candidates, read_leaf
from samverkan.domain.positions import Stance, find_stance, tell_stance
from samverkan.domain.requirements import find_leaves
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


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

    def tell_stance(self, actor: str) -> str:
        """Return the stance of an actor as it is told."""
        return tell_stance(self.today, actor, self.initiative, self.day)


def find_answers(asked: Asked) -> Iterator[Values]:
    """Yield for each requirement everybody who may meet it, with what they have stated; one row where nobody may."""
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
        "stance": asked.tell_stance(holder.actor),
        "stated_by": [],
        **(describe_stance(stance, asked.today, holder.actor) if stance else {}),
        **find_sources(asked.today, [holder.mandate, stance.position if stance else None]),
    }


def describe_stance(stance: Stance, today: Map, actor: str) -> dict[str, Any]:
    """Return the columns of a row that tell what somebody has said."""
    return {
        "past_review": stance.value if stance.stale else None,
        "stated_by": [stance.inherited_from or actor],
        "stated_on": stance.stated_on,
        "review_by": today.nodes[stance.position].properties.get("review_by"),
        "basis": stance.basis,
        "concern": stance.concern,
        "would_help": stance.would_help,
    }
