"""The phrases of a plan: names, stances, what is asked, what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.cli.document import Cell
from samverkan.cli.vocabulary import say_number, say_token, say_value
from samverkan.decisions.answer import Answer, Ask, Gap, RequirementNeed, Step
from samverkan.domain.positions import Stance
from samverkan.model import Map, Node
from samverkan.texts import Texts
from samverkan.workflows.plan import Planned

SIGNS = {"champions": "++", "supports": "+", "neutral": "0", "hesitant": "!", "opposes": "–", "unknown": "?"}
_STYLES = {"champions": "good", "supports": "good", "hesitant": "warn", "opposes": "bad", "unknown": "accent"}


@dataclass(frozen=True)
class PlanWords:
    """Says the parts of one answer in one language."""

    answer: Answer
    content: Map
    texts: Texts
    weighs_arguments: bool = False
    alternatives_asked: int = 0

    def say(self, key: str, /, **values: Any) -> str:
        """Return a sentence of `plan.toml`."""
        return self.texts(f"plan.{key}", **values)

    def name(self, node_id: str) -> str:
        """Return the name of a thing, or its id where it is gone."""
        node = self.content.nodes.get(node_id)
        return node.name if node else node_id

    def names(self, ids: Iterable[str], last: str | None = None) -> str:
        """Return several names in one line, the last after `and` or `or`; names that hold commas part by semicolons."""
        return self._join([self.name(node_id) for node_id in ids], last)

    def _join(self, names: list[str], last: str | None) -> str:
        comma = "; " if any("," in name for name in names) else ", "
        if last is None or len(names) < 2:
            return comma.join(names)
        return f"{comma.join(names[:-1])}{self.say(last)}{names[-1]}"

    def asked_instead(self, above: Iterable[str]) -> str:
        """Return who may be asked instead of somebody; who is taken to refuse is told as such."""
        refused = self.answer.without
        names = [self.say("assumed-no", name=self.name(a)) if a in refused else self.name(a) for a in above]
        return self._join(names, "or")

    def organisation(self, actor: str) -> str | None:
        """Return the name of what a post belongs to."""
        return next((node.name for node in self.content.on(self.answer.as_of).targets(actor, "PART_OF")), None)

    def who(self, actor: str) -> str:
        """Return an actor with its organisation."""
        organisation = self.organisation(actor) if self._is_post(actor) else None
        return f"{self.name(actor)} ({organisation})" if organisation else self.name(actor)

    def _is_post(self, actor: str) -> bool:
        node = self.content.nodes.get(actor)
        return node is not None and node.properties.get("kind") == "post"

    def stance(self, stance: Stance | None) -> Cell:
        """Return a stance with its sign, date and basis; unknown is said aloud, an old one with its date."""
        if stance is None:
            return Cell(f"{SIGNS['unknown']} {self.say('stance-unknown')}", _STYLES["unknown"])
        values = {
            "sign": SIGNS[stance.counts],
            "value": say_token("stance", stance.value, self.texts),
            "on": stance.stated_on,
            "review": stance.review_by,
            "basis": say_token("position_basis", stance.basis, self.texts) or self.say("basis-unknown"),
        }
        text = self.say("stance-stale" if stance.stale else "stance", **values)
        if stance.inherited_from:
            text = f"{text}, {self.say('stance-inherited', name=self.name(stance.inherited_from))}"
        return Cell(text, _STYLES.get(stance.counts, ""))

    def sourced_stance(self, stance: Stance | None) -> Cell:
        """Return a stance with its concern and its sources."""
        cell = self.stance(stance)
        if stance is None:
            return cell
        concern = f" – {stance.concern}" if stance.concern else ""
        sources = ", ".join(stance.sources) or self.say("no-source")
        return Cell(f"{cell.text}{concern} [{sources}]", cell.style)

    def form(self, form: str) -> str:
        """Return what somebody does who answers a requirement of a form."""
        return self.say(f"form-{form}")

    def requirement(self, need: RequirementNeed) -> str:
        """Return a leaf in words: form and matter, with area, amount and veto."""
        parts = [
            self.say("in-area", area=self.name(need.area)) if need.area else "",
            self.say("of-amount", amount=say_number(need.amount, self.texts)) if need.amount is not None else "",
            self.say("veto") if need.veto else "",
        ]
        return ", ".join([self.what(need.form, need.matter), *(part for part in parts if part)])

    def about(self, need: RequirementNeed) -> str:
        """Return what a leaf is about: its matter and area; its id where it names neither."""
        matter = [self.name(need.matter)] if need.matter else []
        area = [self.say("in-area", area=self.name(need.area))] if need.area else []
        return ", ".join([*matter, *area]) or need.id

    def what(self, form: str, matter: str | None) -> str:
        """Return a form with its matter."""
        return f"{self.form(form)}: {self.name(matter)}" if matter else self.form(form)

    def ask(self, ask: Ask) -> str:
        """Return what to ask for, under which mandate and paragraph."""
        if ask.mandate is None:
            ground = self.say("no-mandate")
        else:
            ground = self.say("mandate", id=ask.mandate, basis=ask.legal_basis or self.say("no-legal-basis"))
        said = self.say("ask", what=self.what(ask.form, ask.matter), ground=ground)
        said = f"{said} {self.say('ask-above')}" if ask.above else said
        return f"{said} {self.say('ask-after', names=self._requirements(ask.after))}" if ask.after else said

    def _requirements(self, ids: Iterable[str]) -> str:
        known = {need.id: need for need in self.answer.requirements}
        return ", ".join(self.what(known[i].form, known[i].matter) for i in ids if i in known)

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

    def gap(self, gap: Gap) -> str:
        """Return what the map does not know, and where to look."""
        values = {key: self._gap_value(key, value) for key, value in gap.values.items()}
        text = self.say(f"gap-{gap.kind.replace('_', '-')}", **{"name": self._gap_name(gap), **values})
        if gap.values.get("look_at"):
            text = f"{text} {self.say('look-at', names=values['look_at'])}"
        if gap.values.get("legal_basis"):
            text = f"{text} {self.say('look-in', basis=values['legal_basis'])}"
        if gap.values.get("introducer"):
            text = f"{text} {self.say('introducer', name=values['introducer'])}"
        return text

    def _gap_name(self, gap: Gap) -> str:
        known = {need.id: need for need in self.answer.requirements}
        if gap.id in known:
            return self.what(known[gap.id].form, known[gap.id].matter)
        return self.mandate(self.content.nodes[gap.id]) if gap.kind in _ON_MANDATES else self.name(gap.id)

    def mandate(self, mandate: Node) -> str:
        """Return a mandate by what it gives the right to, with its id."""
        covered = ", ".join(node.name for node in self.content.targets(mandate.id, "COVERS"))
        return f"{self.form(str(mandate.properties['kind']))}: {covered} ({mandate.id})"

    def _gap_value(self, key: str, value: Any) -> str:
        if key == "form":
            return self.form(str(value))
        if isinstance(value, tuple):
            return self.names(value)
        if isinstance(value, date):
            return value.isoformat()
        return self.name(value) if isinstance(value, str) else say_value(value, self.texts)


_ON_MANDATES = ("unsourced_mandate", "not_delegable", "delegation_ended")


def words_of(planned: Planned, texts: Texts) -> PlanWords:
    """Return what says the parts of a plan."""
    return PlanWords(planned.answer, planned.content, texts, planned.weighs_arguments, planned.alternatives_asked)
