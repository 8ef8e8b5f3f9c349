"""The phrases of a plan: names, what is asked of whom, where somebody stands, what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from samverkan.domain.positions import Stance, is_restricted
from samverkan.model import Map, Node
from samverkan.reports.phrases import say_do, say_where
from samverkan.reports.report import Cell
from samverkan.reports.vocabulary import join_names, say_number, say_token
from samverkan.texts import Texts

if TYPE_CHECKING:
    from samverkan.decisions.answer import ActorNeed, Answer, Ask, RequirementNeed, Step
    from samverkan.decisions.beside import Difference

SIGNS = {"champions": "++", "supports": "+", "neutral": "0", "hesitant": "!", "opposes": "–", "unknown": "?"}
TONES = {"champions": "good", "supports": "good", "hesitant": "warn", "opposes": "bad", "unknown": "accent"}


_SHOWN = 3  # matters of a mandate told by name
_NAMED = 8  # names in a line that is no list


@dataclass(frozen=True)
class PlanWords:
    """Says the parts of one answer in one language; `content` is the map that it was read from.

    Of a plan that reckons with a no `beside` tells how it differs from today's.
    """

    answer: Answer
    content: Map
    texts: Texts
    weighs_arguments: bool = False
    alternatives_asked: int = 0
    beside: Difference | None = None

    @cached_property
    def today(self) -> Map:
        """The map on the day of the answer."""
        return self.content.on(self.answer.as_of)

    @property
    def status(self) -> str | None:
        """The initiative's status on the day, as the answer tells it, else as the map has it."""
        return self.answer.status or self.content.nodes[self.answer.initiative].text("status")

    @cached_property
    def leaves(self) -> Mapping[str, RequirementNeed]:
        """The requirements by id."""
        return {need.id: need for need in self.answer.requirements}

    @cached_property
    def actors(self) -> Mapping[str, ActorNeed]:
        """Everybody with a need, and everybody that the plan only goes through, by id."""
        return {actor.id: actor for actor in (*self.answer.go_betweens, *self.answer.actors)}

    def say(self, key: str, /, **values: Any) -> str:
        """Return a sentence of `plan.toml`."""
        return self.texts(f"plan.{key}", **values)

    def count(self, key: str, number: int, /, **values: Any) -> str:
        """Return the sentence for one or for many."""
        return self.texts.count(f"plan.{key}", number, **values)

    def name(self, node_id: str) -> str:
        """Return the name of a thing, or its id where it is gone."""
        node = self.content.nodes.get(node_id)
        return node.name if node else node_id

    def names(self, ids: Iterable[str], last: str = "and") -> str:
        """Return several names in one line, the last after `and` or `or`; names that hold commas part by semicolons."""
        return self.join([self.name(node_id) for node_id in ids], last)

    def first_names(self, ids: Sequence[str]) -> str:
        """Return a few names in one line, and how many more there are: a line is not a list."""
        names = [self.name(node_id) for node_id in ids[:_NAMED]]
        return self.join([*names, self.say("rests-more", n=len(ids) - _NAMED)] if len(ids) > _NAMED else names)

    def join(self, names: list[str], last: str = "and") -> str:
        """Return texts as one line: a, b and c."""
        return join_names(names, self.say(last))

    def asked_instead(self, above: Iterable[str]) -> str:
        """Return who may be asked instead of somebody; who is taken to refuse is told as such."""
        refused = self.answer.without
        return self.join(
            [self.say("assumed-no", name=self.name(a)) if a in refused else self.name(a) for a in above], "or"
        )

    def organisation(self, actor: str) -> str | None:
        """Return the name of what a post belongs to."""
        return next((node.name for node in self.today.targets(actor, "PART_OF")), None)

    def who(self, actor: str) -> str:
        """Return an actor, a post with its organisation."""
        node = self.content.nodes.get(actor)
        is_post = node is not None and node.properties.get("kind") == "post"
        organisation = self.organisation(actor) if is_post else None
        return f"{self.name(actor)} ({organisation})" if organisation else self.name(actor)

    def is_restricted(self, actor: str) -> bool:
        """Tell whether the stance of an actor must not be used: somebody's objection is examined."""
        return is_restricted(self.today, actor, self.answer.initiative, self.answer.as_of)

    def unknown(self, actor: str) -> str:
        """Return that nobody knows where an actor stands, or that what is known must not be used."""
        key = "stance-restricted" if self.is_restricted(actor) else "stance-unknown"
        return f"{SIGNS['unknown']} {self.say(key)}"

    def stance(self, stance: Stance | None, actor: str) -> Cell:
        """Return the stance of an actor with sign, date and basis; unknown is said aloud, an old one with its date."""
        if stance is None:
            return Cell(self.unknown(actor), TONES["unknown"], "unknown")
        text = self.say(
            "stance-stale" if stance.stale else "stance",
            sign=SIGNS[stance.counts],
            value=say_token("stance", stance.value, self.texts),
            on=stance.stated_on,
            review=stance.review_by,
            basis=self.basis(stance),
        )
        if stance.inherited_from:
            text = f"{text}, {self.inherited(stance)}"
        return Cell(text, TONES.get(stance.counts, ""), stance.counts)

    def basis(self, stance: Stance) -> str:
        """Return what a stance rests on."""
        return say_token("position_basis", stance.basis, self.texts) or self.say("basis-unknown")

    def inherited(self, stance: Stance) -> str:
        """Return whose stance it is that somebody took over."""
        return self.say("stance-inherited", name=self.name(stance.inherited_from or ""))

    def sourced_stance(self, stance: Stance | None, actor: str) -> Cell:
        """Return the stance of an actor with its concern and its sources."""
        cell = self.stance(stance, actor)
        if stance is None:
            return cell
        concern = f" – {stance.concern}" if stance.concern else ""
        sources = ", ".join(stance.sources) or self.say("no-source")
        return Cell(f"{cell.text}{concern} [{sources}]", cell.tone, cell.sign)

    def short_stance(self, stance: Stance | None, actor: str) -> str:
        """Return the stance of an actor as sign, word and date."""
        if stance is None:
            return self.unknown(actor)
        value = say_token("stance", stance.value, self.texts)
        key = "stance-short-stale" if stance.stale else "stance-short"
        return self.say(key, sign=SIGNS[stance.counts], value=value, on=stance.stated_on)

    def form(self, form: str) -> str:
        """Return what somebody does who answers a requirement of a form."""
        return self.say(f"form-{form}")

    def do(self, form: str, matter: str | None) -> str:
        """Return what somebody is asked to do, as one says it: decide on this, endorse that."""
        return say_do(self.texts, form, self.name(matter)) if matter else self.form(form)

    def requirement(self, need: RequirementNeed) -> str:
        """Return a leaf in words: what to do, with area, amount and veto."""
        return ", ".join([self._act(need), *self.limits(need)])

    def limits(self, need: RequirementNeed) -> list[str]:
        """Return how far a leaf goes: area, amount, and that a no ends the matter."""
        parts = [
            self._where(need.area) if need.area else "",
            self.amount(need.amount) if need.amount is not None and need.form != "fund" else "",
            self.say("veto") if need.veto else "",
        ]
        return [part for part in parts if part]

    def _where(self, area: str) -> str:
        node = self.content.nodes.get(area)
        return say_where(self.texts, self.name(area), node.text("kind") if node else None)

    def amount(self, amount: float) -> str:
        """Return an amount of money; its unit is known only in the Swedish profile."""
        number = say_number(amount, self.texts)
        return self.say("of-amount", amount=number) if self.content.profile == "se" else number

    def _act(self, need: RequirementNeed) -> str:
        """Return what to do; of money how much first."""
        if need.form == "fund" and need.amount is not None and need.matter:
            return self.say("fund-amount", amount=self.amount(need.amount), matter=self.name(need.matter))
        return self.do(need.form, need.matter)

    def matter(self, ask: Ask) -> str:
        """Return what an ask is about; where it names no matter, what is to be done."""
        return self.name(ask.matter) if ask.matter else self.form(ask.form)

    def asked(self, ask: Ask) -> str:
        """Return what an ask is about, with area and amount where the requirement has them."""
        need = self.leaves.get(ask.requirement)
        if ask.hearing:
            return self.say("asked-hearing", matter=self.matter(ask))
        if need is None or need.form != ask.form:
            return self.do(ask.form, ask.matter)
        limits = [part for part in self.limits(need) if part != self.say("veto")]
        return ", ".join([self._act(need), *limits])

    def ask(self, ask: Ask, *, us: bool = False) -> str:
        """Return what to ask for, under which paragraph and mandate, and what comes with it."""
        if ask.hearing:
            said = self.say("hear-us" if us else "hear", matter=self.matter(ask), ground=self._ground(ask))
        else:
            said = self.say("ask-us" if us else "ask", what=self.asked(ask), ground=self._ground(ask))
        return " ".join([said, *self.notes(ask)])

    def _ground(self, ask: Ask) -> str:
        if ask.mandate is None:
            return self.say("no-mandate")
        return self.say("mandate", id=ask.mandate, basis=ask.legal_basis or self.say("no-legal-basis"))

    def notes(self, ask: Ask) -> list[str]:
        """Return what comes with an ask: above whom, in whose place, on which condition, after what, when formally."""
        stages = self._stages
        return [
            *([self.say("ask-above")] if ask.above else []),
            *self.conditions(ask),
            *([self.say("ask-after", names=self._requirements(ask.after))] if ask.after else []),
            *([self.say("stage", n=ask.stage, of=stages)] if stages > 1 else []),
        ]

    def conditions(self, ask: Ask) -> list[str]:
        """Return in whose place somebody answers, and on which condition."""
        return [
            *([self.say("stands-for", name=self.name(ask.stands_for))] if ask.stands_for else []),
            *([self.say("condition", text=ask.conditions.rstrip(".")) + "."] if ask.conditions else []),
        ]

    @cached_property
    def _stages(self) -> int:
        steps = self.answer.plan.steps if self.answer.plan else ()
        return max((ask.stage for step in steps for ask in step.asks), default=1)

    def short_ask(self, ask: Ask) -> str:
        """Return what to ask for in a few words, with the paragraph."""
        return " · ".join([self._bare(ask), *[note.rstrip(".") for note in self.notes(ask)]])

    def shortest_ask(self, ask: Ask) -> str:
        """Return what to ask for without what must come before it, for a list that stands in that order."""
        return " · ".join([self._bare(ask), *[said.rstrip(".") for said in self.conditions(ask)]])

    def _bare(self, ask: Ask) -> str:
        asked = self.say("hear-short", matter=self.matter(ask)) if ask.hearing else self.asked(ask)
        basis = [ask.legal_basis] if ask.legal_basis else []
        return " · ".join([f"{asked[:1].upper()}{asked[1:]}", *basis])

    def _requirements(self, ids: Iterable[str]) -> str:
        known = [self.leaves[i] for i in ids if i in self.leaves]
        return self.join([self.do(need.form, need.matter) for need in known])

    def argument(self, argument: Mapping[str, Any]) -> str:
        """Return what speaks for (or against) the initiative in somebody's eyes, as one sentence."""
        if argument["kind"] == "serves":
            direction = argument.get("direction")
            key = f"argument-serves-{direction}" if direction in ("positive", "negative") else "argument-serves"
            mandate = self.name(argument["core_mandate"])
            return self.say(key, mandate=mandate, argument=argument.get("argument") or self.say("no-argument"))
        values = {"name": self.name(argument["actor"]), "issue": self.name(argument["issue"])}
        if argument["kind"] == "priority":
            return self.say("argument-priority", value=say_token("priority", argument["value"], self.texts), **values)
        return self.say("argument-shares", picture=self.name(argument["about"]), **values)

    def reason(self, step: Step) -> str:
        """Return why a step stands where it does."""
        return self.say(f"reason-{step.reason.replace('_', '-')}")

    def setting(self, name: str) -> str:
        """Return what a figure of the effort is for."""
        return self.say(f"setting-{name.replace('_', '-')}")

    def mandate(self, mandate: Node, matter: str | None = None) -> str:
        """Return a mandate by what it gives the right to (the matter meant, else a few and a count), with its id."""
        names = [node.name for node in self.content.targets(mandate.id, "COVERS") if matter in (None, node.id)]
        more = [self.say("rests-more", n=len(names) - _SHOWN)] if len(names) > _SHOWN + 1 else []
        covered = self.join([*names[:_SHOWN], *more] if more else names)
        form = str(mandate.properties["kind"])
        return f"{say_do(self.texts, form, covered) if covered else self.form(form)} ({mandate.id})"

    def is_us(self, actor: str) -> bool:
        """Tell whether contact starts from an actor."""
        return actor in self.answer.start

    def above(self, need: RequirementNeed) -> list[str]:
        """Return who can take a matter back, those left after refusals."""
        return [other for other in need.above if other not in self.answer.without]
