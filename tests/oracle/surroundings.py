"""The oracle: what bears on an initiative though nobody asks it, and what was there before (planner.md, 7 to 9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from oracle.least import Oracle
from oracle.votes import Board

ORDER = ("opposes", "hesitant", "champions", "supports", "neutral")


@dataclass(frozen=True)
class Surroundings:
    """What else the map knows."""

    oracle: Oracle

    def _ends(self, kind: str, start: str) -> set[str]:
        return {r.end for r in self.oracle.there.relations(kind) if r.start == start}

    def _starts(self, kind: str, end: str) -> set[str]:
        return {r.start for r in self.oracle.there.relations(kind) if r.end == end}

    # Others

    def why(self, actor: str, asked: Collection[str]) -> list[str]:
        """Why an actor that nobody asks is told of."""
        there, goal = self.oracle.there, self.oracle.initiative
        guarded = self._ends("HAS_CORE_MANDATE", actor)
        touched = {
            r.end
            for r in there.relations("SERVES")
            if r.start == goal and r.properties.get("direction") in ("positive", "negative")
        }
        reasons = {
            "position": self.oracle.stances.own(actor) not in (None, "unknown"),
            "core_mandate": bool(guarded & touched),
            "leverage": bool(self._ends("HAS_LEVERAGE_OVER", actor) & set(asked)),
        }
        return [name for name, holds in reasons.items() if holds]

    def others(self, asked: Collection[str]) -> dict[str, list[str]]:
        """Every actor but us outside a plan's asks that bears on it, against first."""
        outside = [a for a in self.oracle.there.actors if a not in asked and a not in self.oracle.us]
        told = {a: why for a in outside if (why := self.why(a, asked))}
        stance = {a: self.oracle.stances.own(a) for a in told if "position" in told[a]}
        return {a: told[a] for a in sorted(told, key=lambda a: (place_of(stance.get(a)), a))}

    # Votes

    def votes(self, leaf: str) -> dict[str, dict[str, int]]:
        asked = self.oracle.ways.leaves[leaf]
        return {} if asked.is_hearing else {board.id: self.tally(board) for board in asked.boards.values()}

    def tally(self, board: Board) -> dict[str, int]:
        """Seats, and votes by the stance that counts of whoever casts them."""
        found = dict.fromkeys(("for", "against", "hesitant", "neutral", "unknown", "vacant"), 0)
        found |= {"seats": len(board.seats), "votes": board.in_all, "needed": board.needed}
        heading = {"champions": "for", "supports": "for", "opposes": "against"}
        for member, votes, _ in board.seats:
            voter = board.voter(member)
            stance = "vacant" if voter is None else self.oracle.stances[voter]
            found[heading.get(stance, stance)] += votes
        return found

    def brings(self, board: Board, actor: str) -> int:
        """The votes that an actor's yes brings: its own, those under its leverage, those of its group."""
        voters = {actor, *self._ends("HAS_LEVERAGE_OVER", actor)}
        voters |= {v for v in board.cast if self._groups(v) & self._groups(actor)}
        return sum(votes for voter, votes in board.cast.items() if voter in voters)

    def _groups(self, actor: str) -> set[str]:
        over = self._ends("MEMBER_OF", actor) | self._ends("PART_OF", actor)
        return {a for a in over if self.oracle.there.kind(a) in ("party_group", "association")}

    # Context

    @property
    def analysis(self) -> str:
        there, goal = self.oracle.there, self.oracle.initiative
        subjects = there.addressed(goal)
        causes = {n for n in subjects if there.content.nodes[n].label == "Cause"}
        contributing = {r for issue in there.issues_of(goal) for r in self._starts("CONTRIBUTES_TO", issue)}
        if causes or contributing:
            return "done"
        return "skipped" if there.get(goal, "skipped_analysis_reason") else "missing"

    @property
    def resources(self) -> set[str]:
        """What it needs and nobody offers."""
        needed = self._ends("NEEDS", self.oracle.initiative)
        return {r for r in needed if not self._starts("OFFERS", r)}

    @property
    def commitments(self) -> dict[str, bool]:
        """What was undertaken about it, its issues, its requirements and the positions on it, and is not done; whether
        it is overdue."""
        there, goal = self.oracle.there, self.oracle.initiative
        about = {goal, *there.issues_of(goal), *self._requirements(goal)}
        about |= {r.start for r in there.all_relations("ABOUT") if r.end == goal}
        found = {}
        for node in there.content.labelled("Commitment"):
            ended = [node.properties.get("done_on"), node.properties.get("dropped_on")]
            if self._ends("ABOUT", node.id) & about and not any(has_come(day, there.day) for day in ended):
                due = node.properties.get("due")
                found[node.id] = isinstance(due, date) and due < there.day
        return found

    def _requirements(self, node: str) -> set[str]:
        below = self._ends("REQUIRES", node)
        return below.union(*(self._requirements(child) for child in below))

    # Earlier

    def earlier(self) -> dict[str, set[str]]:
        """Every other initiative that had begun by the date, or was rejected, and that shares something."""
        there, goal = self.oracle.there, self.oracle.initiative
        mine, found = self._marks(goal), {}
        for node in there.content.labelled("Initiative"):
            theirs = self._marks(node.id)
            shared = {name for name, marks in mine.items() if marks & theirs[name]}
            if node.id != goal and shared and self._has_begun(node.properties):
                found[node.id] = shared
        return found

    def _has_begun(self, properties: Any) -> bool:
        if properties.get("status") == "rejected":
            return True
        started, ended = properties.get("started_on"), properties.get("ended_on")
        if started is not None:
            return has_come(started, self.oracle.there.day)
        return properties.get("status") in ("under_way", "done") or has_come(ended, self.oracle.there.day)

    def _marks(self, initiative: str) -> dict[str, set[str]]:
        there = self.oracle.there
        subjects, family = there.addressed(initiative), there.get(initiative, "family")
        issues = {s for s in subjects if there.content.nodes[s].label == "Issue"}
        effects = self._ends("LEADS_TO", initiative)
        affected = {g for thing in issues | effects for g in self._ends("AFFECTS", thing)}
        return {
            "family": {str(family)} if family else set(),
            "issue": issues,
            "cause": subjects - issues,
            "matter": {m for leaf in self._requirements(initiative) for m in self._ends("CONCERNS", leaf)},
            "group": {g for g in affected if there.content.nodes[g].label == "AffectedGroup"},
        }


def place_of(stance: str | None) -> int:
    return ORDER.index(stance) if stance in ORDER else len(ORDER)


def has_come(day: object, today: date) -> bool:
    return isinstance(day, date) and day <= today
