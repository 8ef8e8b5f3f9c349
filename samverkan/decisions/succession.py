"""What is lost when a post changes hands: ties, ways, cheap plans, what was said, and who keeps the promises.

The holder's own ties (basis `person`) end, earlier meetings are no contact any more, and what the holder said counts
as unknown, but for what stands in minutes or in writing. All else is as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from heapq import heappop, heappush
from typing import Any

from samverkan.decisions.case import build_case
from samverkan.decisions.contacts import Spreading, build_contacts
from samverkan.decisions.deadline import Deadline, set_deadlines
from samverkan.decisions.earlier import Earlier
from samverkan.decisions.effort import build_settings, find_reach
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.near import answer_at_hand
from samverkan.decisions.reads import find_plan_reads
from samverkan.decisions.routes import find_last_contact
from samverkan.decisions.scenario import build_scenario
from samverkan.decisions.solutions import Way
from samverkan.decisions.ways_lost import WaysLost
from samverkan.domain.answering import is_vacant
from samverkan.domain.positions import find_position, is_stale
from samverkan.domain.reads import Read
from samverkan.domain.requirements import find_root
from samverkan.measures.briefs import Desk
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node, Relation

Values = Mapping[str, Any]
_SECONDS = 20


def find_losses(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield what is lost when a post changes hands on a day: ties, ways, plans, positions to ask again, promises."""
    desk, post = Desk(content, day), values["actor"]
    if post not in desk.today.nodes:
        return
    change = _Change(desk, post, build_settings())
    yield from change.tell_ties()
    yield from change.tell_ways()
    yield from change.tell_plans()
    yield from change.tell_positions()
    yield from change.tell_promises()


class Successions:
    """What is lost with one post after the other of a map on a day; what they have in common is reckoned once."""

    def __init__(self, content: Map, day: date) -> None:
        self.desk, self.settings = Desk(content, day), build_settings()
        us = tuple(actor for actor in content.us if actor in self.desk.today.nodes)
        self.ways = WaysLost(self.desk.today, day, us, self.settings)

    def find(self, post: str, *, plans: bool) -> dict[str, list[str]]:
        """Find by kind what is lost when a post changes hands: ways that end, positions to ask again, and plans."""
        change = _Change(self.desk, post, self.settings)
        return {
            "way_ends": self.ways.find(post),
            "position": [row["thing"] for row in change.tell_positions()],
            "plan": [row["thing"] for row in change.tell_plans() if row["about"] == "plan"] if plans else [],
        }


def hand_over(content: Map, post: str, day: date) -> Map:
    """Return a map in which a post has a new holder from a day on."""
    nodes = {**content.nodes, post: _give_holder(content.nodes[post], day)}
    return replace(content, nodes=nodes, relations=tuple(r for r in content.relations if not _is_personal(r, post)))


def _give_holder(node: Node, day: date) -> Node:
    return Node(node.id, node.label, {**node.properties, "holder_since": day})


def _is_personal(relation: Relation, post: str) -> bool:
    touches = relation.type == "TIE" and post in (relation.start, relation.end)
    return touches and relation.properties.get("basis") == "person"


@dataclass(frozen=True)
class _Change:
    """A post that changes hands, with the map before it and after it."""

    desk: Desk
    post: str
    settings: Mapping[str, int]

    @cached_property
    def before(self) -> Map:
        return self.desk.today

    @cached_property
    def after(self) -> Map:
        return hand_over(self.before, self.post, self.desk.day)

    @cached_property
    def us(self) -> tuple[str, ...]:
        return tuple(actor for actor in self.desk.whole.us if actor in self.before.nodes)

    def tell_ties(self) -> Iterator[Values]:
        """Yield the ties that are the holder's own."""
        ties = (r for r in self.before.relations if _is_personal(r, self.post))
        for other, tie in sorted({(r.end if r.start == self.post else r.start): r for r in ties}.items()):
            claim = tie.properties.get("source")
            yield {
                **self._thing("tie", other),
                "value": tie.properties.get("strength", "new"),
                "dated": find_last_contact(self.desk.whole, self.post, other, self.desk.day),
                **find_sources(self.before, ()),
                "sources": [claim] if claim else [],
            }

    def tell_ways(self) -> Iterator[Values]:
        """Yield everybody to whom no way by people leads any more, or one that takes more."""
        before, after = (self._find_efforts(content) for content in (self.before, self.after))
        for actor, effort in before.items():
            if after.get(actor) != effort and actor not in self.us:
                yield {
                    **self._thing("way" if actor in after else "way_ends", actor),
                    "effort_before": effort,
                    "effort_after": after.get(actor),
                    **find_sources(self.before, ()),
                }

    def _find_efforts(self, today: Map) -> dict[str, int]:
        """Find what the best way by people from us to everybody takes."""
        graph = build_contacts(today, self.settings, self.desk.day)
        closed = {n.id for n in today.labelled("Actor") if is_vacant(n)} - set(self.us)
        found, steps = dict[str, int](), Spreading(today, graph, frozenset(self.us))
        heap = [(0, actor) for actor in self.us]
        while heap:
            effort, actor = heappop(heap)
            if actor not in found:
                found[actor] = effort
                for other, cost in steps.find_steps(actor, alone=actor in self.us) if actor not in closed else ():
                    heappush(heap, (effort + cost.effort, other))
        return dict(sorted(found.items()))

    def tell_plans(self) -> Iterator[Values]:
        """Yield the initiatives that are not over whose cheapest plan then takes more, and those that it may be so for.

        Each plan may take half of the time that is left: most take next to none. A new holder changes nobody's say, so
        that where there is a plan today, there is one then; only the time to find it may be lacking.
        """
        planned = [n for n in self.desk.open_initiatives if find_root(self.desk.whole, n.id)] if self.us else []
        deadline = set_deadlines(_SECONDS, ["plan"])["plan"]
        whole = hand_over(self.desk.whole, self.post, self.desk.day)
        for node in planned:
            before = self._find_way(self.desk.whole, self.before, node.id, deadline.share(2))
            after = self._find_way(whole, self.after, node.id, deadline.share(2)) if before else None
            about = find_loss(before, after) if before else None
            if before and about:
                yield {
                    **self._thing(about, node.id),
                    "effort_before": before.effort,
                    "effort_after": after.effort if after else None,
                    "proven": before.proven and after is not None and after.proven,
                    **find_sources(self.before, [node.id]),
                }

    def _find_way(self, whole: Map, today: Map, initiative: str, deadline: Deadline) -> Way | None:
        """Find the cheapest way of an initiative; in a large map from what is near, as a plan does."""
        earlier = Earlier()

        def answer(part: Map, horizon: Horizon | None, _left: float | None) -> Way | None:
            case = build_case(part, initiative, self.desk.day, self.us, today=today if part is whole else None)
            return earlier.find_way(build_scenario(case, self.settings, horizon=horizon), deadline)

        def find_reads(radius: int) -> Sequence[Read]:
            reach = find_reach(self.settings)
            return find_plan_reads(initiative, self.us, on=self.desk.day, reach=reach, within=radius)

        return answer_at_hand(whole, find_reads, answer, seconds=deadline.find_left(), deadline=deadline)

    def tell_positions(self) -> Iterator[Values]:
        """Yield what the holder has said last of each thing, where a new holder has to be asked again."""
        new = _give_holder(self.before.nodes[self.post], self.desk.day)
        for position in self._find_latest():
            if is_stale(new, position, self.desk.day):
                about = next(iter(self.before.targets(position.id, "ABOUT")))
                yield {
                    **self._thing("position", about.id),
                    "position_kind": position.properties.get("kind"),
                    "value": position.properties.get("value"),
                    "dated": position.properties.get("stated_on"),
                    "basis": position.properties.get("basis"),
                    **find_sources(self.before, [position.id]),
                }

    def _find_latest(self) -> Sequence[Node]:
        """Find the positions of the post that count today."""
        today, day, actor = self.before, self.desk.day, self.before.nodes[self.post]
        keys = {
            (r.end, str(p.properties["kind"]))
            for p in today.targets(self.post, "TAKES")
            for r in today.out(p.id, "ABOUT")
        }
        found = (find_position(today, self.post, about, kind, day) for about, kind in sorted(keys))
        return [p for p in found if p is not None and not is_stale(actor, p, day)]

    def tell_promises(self) -> Iterator[Values]:
        """Yield what the post has undertaken and not done; somebody must keep it."""
        for owed in self.desk.find_promised(self.post):
            yield {**self._thing("promise", owed.id), "dated": owed.due, **find_sources(self.before, [owed.id])}

    def _thing(self, about: str, thing: str) -> dict[str, Any]:
        return {"about": about, "thing": thing, "thing_name": self.before.nodes[thing].name}


def find_loss(before: Way, after: Way | None) -> str | None:
    """Tell whether a plan takes more afterwards, or may do so (there was no time to tell); None where it does not.

    It does where all plans afterwards take more than one that is known today, and does not where one that is known
    afterwards takes no more than any today.
    """
    if after is not None and after.bound > before.effort:
        return "plan"
    return "plan_open" if after is None or before.bound < after.effort else None


def judge_losses(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say how much of each kind is lost, and where a plan is only the best that there was time to find."""
    found = Counter(row["about"] for row in rows)
    parts = tuple(Sentence(f"losses-{about}", count=n) for about, n in found.items())
    if parts:
        yield Sentence("losses", {"parts": parts})
    if any(row["about"] in ("plan", "plan_open") and not row["proven"] for row in rows):
        yield Sentence("losses-found")
