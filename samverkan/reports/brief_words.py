"""The phrases of a brief: what is asked, what was said, what is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.domain.authority import Leaf
from samverkan.domain.commitments import Commitment
from samverkan.domain.organisations import find_organisation
from samverkan.domain.positions import is_restricted
from samverkan.measures.briefs import Desk, Gain, Wanted
from samverkan.model import Node
from samverkan.reports.phrases import say_do, say_where
from samverkan.reports.plan_words import SIGNS, TONES
from samverkan.reports.report import Cell, Line, to_item
from samverkan.reports.vocabulary import join_names, say_number, say_token
from samverkan.texts import Texts


@dataclass(frozen=True)
class BriefWords:
    """Says the parts of a brief in one language, of a map on a day; in a `meeting` nothing of what somebody said."""

    desk: Desk
    texts: Texts
    meeting: bool = False

    def say(self, key: str, /, **values: Any) -> str:
        """Return a sentence of `brief.toml`."""
        return self.texts(f"brief.{key}", **values)

    def name(self, node_id: str) -> str:
        """Return the name of a thing."""
        node = self.desk.today.nodes.get(node_id) or self.desk.whole.nodes.get(node_id)
        return node.name if node else node_id

    def join(self, names: Iterable[str]) -> str:
        """Return texts as one line: a, b and c."""
        return join_names(list(names), self.texts("plan.and"))

    def names(self, ids: Iterable[str]) -> str:
        """Return names as one line."""
        return self.join(self.name(i) for i in ids)

    def who(self, actor: str) -> str:
        """Return an actor with its organisation, where it has one."""
        organisation = find_organisation(self.desk.today, actor)
        if organisation == actor:
            return self.name(actor)
        return self.say("of-organisation", name=self.name(actor), organisation=self.name(organisation))

    def do(self, leaf: Leaf) -> str:
        """Return what a requirement asks for."""
        amount = None if leaf.amount is None else self._amount(leaf.amount)
        if leaf.form == "fund" and amount and leaf.matter:
            return self.texts("plan.fund-amount", amount=amount, matter=self.name(leaf.matter))
        if not leaf.matter:
            return self.texts(f"plan.form-{leaf.form}")
        said = say_do(self.texts, leaf.form, self.name(leaf.matter))
        area = say_where(self.texts, self.name(leaf.area), self._kind(leaf.area)) if leaf.area else None
        return ", ".join(part for part in (said, area, amount) if part)

    def _kind(self, area: str) -> str | None:
        return self.desk.whole.nodes[area].text("kind")

    def _amount(self, amount: float) -> str:
        number = say_number(amount, self.texts)
        return self.texts("plan.of-amount", amount=number) if self.desk.whole.profile == "se" else number

    def ask(self, wanted: Wanted) -> str:
        """Return what we ask of somebody, with law and condition, and that it would take over or be a vote."""
        parts = [
            self.do(wanted.leaf),
            f"· {wanted.legal_basis}" if wanted.legal_basis else "",
            f"– {self.say('in-board', name=self.name(wanted.board))}" if wanted.board else "",
            f"– {self.say('above')}" if wanted.above else "",
            f"– {self.say('condition', text=wanted.conditions)}" if wanted.conditions else "",
        ]
        return " ".join(part for part in parts if part)

    def stance(self, actor: str, initiative: str) -> Cell:
        """Return what somebody has said of an initiative, with date, basis and reference."""
        stance = self.desk.find_stance(actor, initiative)
        if stance is None:
            restricted = is_restricted(self.desk.today, actor, initiative, self.desk.day)
            return Cell(self.say("said-restricted" if restricted else "said-nothing"), TONES["unknown"], "unknown")
        value = say_token("stance", stance.value, self.texts)
        basis = say_token("position_basis", stance.basis, self.texts) or self.texts("plan.basis-unknown")
        key = "said-stale" if stance.stale else "said"
        text = self.say(key, sign=SIGNS[stance.counts], value=value, on=stance.stated_on, basis=basis)
        if stance.inherited_from:
            text = f"{text}, {self.say('said-by', name=self.name(stance.inherited_from))}"
        references = [self._reference(source) for source in stance.sources]
        text = f"{text} · {', '.join(references)}" if references else text
        return Cell(text, TONES.get(stance.counts, ""), stance.counts)

    def _reference(self, source: str) -> str:
        node = self.desk.today.nodes.get(source)
        return source if node is None else node.text("reference") or node.name

    def gain(self, gain: Gain) -> Line:
        """Return what an initiative does to a core mandate."""
        key, tone = {"positive": ("gain-positive", "good"), "negative": ("gain-negative", "bad")}.get(
            gain.direction or "", ("gain-other", "")
        )
        argument = f": {gain.argument}" if gain.argument else ""
        text = self.say(key, initiative=self.name(gain.initiative), argument=argument)
        return Line(text, tone, depth=1, ids=(gain.initiative,))

    def contact(self, contact: Node) -> Line:
        """Return a contact with its day, and what it came to."""
        held = (contact.text("date") or "9") <= self.desk.day.isoformat()
        summary = contact.text("summary") if held and not self.meeting else None
        key = "contact-summary" if summary else "contact"
        text = self.say(key, day=contact.text("date") or "", name=self.contact_name(contact), summary=summary)
        return to_item(text, ids=(contact.id,))

    def contact_name(self, contact: Node) -> str:
        """Return the name of a contact, or what kind it was."""
        kind = say_token("interaction_kind", contact.text("kind"), self.texts)
        return contact.name if "name" in contact.properties else kind or contact.id

    def owed(self, owed: Commitment, *, by: bool = False) -> Line:
        """Return what is owed, and by when; what is overdue says so first."""
        due: date | None = owed.due
        key = "owed-undated" if due is None else "owed-due" if owed.by else "owed-feedback"
        what = self.say(key, name=owed.name, day=due)
        what = self.say("owed-by", by=self.names(owed.by), what=what) if by and owed.by else what
        said = self.say("overdue", what=what) if owed.overdue else what
        return to_item(said, "bad" if owed.overdue else "", (owed.id,))
