"""The decision path's subject: a map, the planner's answer on it, and the words to say it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from samverkan.decisions.answer import ActorNeed, Answer, RequirementNeed, Step
from samverkan.domain.positions import Stance
from samverkan.model import Map
from samverkan.reports.plan_words import PlanWords
from samverkan.views.words import Words


@dataclass(frozen=True)
class Subject:
    """What the rows, the panel and the picture of a decision path are made from; `content` is the map that day."""

    content: Map
    answer: Answer
    words: Words
    meeting: bool

    @cached_property
    def plan(self) -> PlanWords:
        """What says the parts of the answer, in the words of every telling of a plan."""
        return PlanWords(self.answer, self.content, self.words.texts)

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of `plan.toml`."""
        return self.plan.say(key, **values)

    @cached_property
    def needs(self) -> Mapping[str, ActorNeed]:
        """Every actor with a need, by id."""
        return {a.id: a for a in self.answer.actors}

    @cached_property
    def passed(self) -> Mapping[str, ActorNeed]:
        """Everybody with a need and everybody that the plan only goes through, by id."""
        return {**self.needs, **{a.id: a for a in self.answer.go_betweens}}

    @cached_property
    def leaves(self) -> Mapping[str, RequirementNeed]:
        """The leaves of the requirement tree, by id."""
        return {r.id: r for r in self.answer.requirements}

    @cached_property
    def steps(self) -> Mapping[str, tuple[int, Step]]:
        """The plan's steps by actor, with their numbers from 1."""
        steps = self.answer.plan.steps if self.answer.plan else ()
        return {step.actor: (number, step) for number, step in enumerate(steps, 1)}

    def name(self, actor: str) -> str:
        """Return the name of anything in the map."""
        node = self.content.nodes.get(actor)
        return node.name if node else actor

    def names(self, actors: tuple[str, ...]) -> str:
        """List names: a, b or c."""
        return self.plan.names(actors, "or")

    def requirement(self, leaf: RequirementNeed) -> str:
        """Name a requirement: its own name, else its matter's, else its form's."""
        node = self.content.nodes.get(leaf.id)
        if node is not None and "name" in node.properties:
            return node.name
        return self.name(leaf.matter) if leaf.matter else self.plan.form(leaf.form).capitalize()

    def need_of(self, leaf: RequirementNeed, holder: str) -> str:
        """Return how much a holder is needed; a board that votes takes it from its requirement."""
        if holder in self.needs:
            return self.needs[holder].need
        if leaf.need != "must" or len(leaf.ordinary) > 1:
            return "one_of"
        return "must_unless_above" if leaf.above else "must"

    def stance_of(self, actor: str) -> Stance | None:
        """Return the stance of an actor that counts, or counted until its review date."""
        need = self.needs.get(actor)
        if need is not None and need.stance is not None:
            return need.stance
        return self.steps[actor][1].position if actor in self.steps else None

    def value_of(self, actor: str) -> str:
        """Return the stance that counts on the day; unknown where none does."""
        stance = self.stance_of(actor)
        return stance.counts if stance else "unknown"

    def stance_word(self, actor: str) -> str:
        """Return the word of that; what must not be used while an objection is examined is told as restricted."""
        restricted = self.plan.is_restricted(actor)
        return self.say("stance-restricted") if restricted else self.words.token("stance", self.value_of(actor))
