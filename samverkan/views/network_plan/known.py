"""What a plan and its steps are drawn from: the actors shown, their contacts, how near they are, their letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from samverkan.domain.organisations import find_wholes, is_post
from samverkan.measures.brokers import MOST_ACTORS, Broker, rank_brokers
from samverkan.measures.nearness import count_steps, find_around, find_nearness, find_seats, find_ties
from samverkan.model import Map
from samverkan.views.network_plan.area_roles import say_area_role
from samverkan.views.network_plan.boxes import Boxes, find_boxes
from samverkan.views.request import Request
from samverkan.views.selection import Selection
from samverkan.views.streets import Entry, Letter

_MOST_BROKERS, _LEAST_SHARE, _FAR = 5, 0.03, 3


@dataclass(frozen=True)
class Known:
    """What is known of those shown; a meeting knows nothing of ties."""

    request: Request
    selection: Selection
    figures: Sequence[Broker] = ()

    @property
    def today(self) -> Map:
        """The map on the day."""
        return self.request.content

    @property
    def meeting(self) -> bool:
        """Whether contacts are not told."""
        return self.request.meeting

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Those shown, in id order."""
        return tuple(i for i in self.selection.ids if i in self.today.nodes)

    @cached_property
    def us(self) -> tuple[str, ...]:
        """Those of us who are shown."""
        return tuple(i for i in self.today.us if i in self.ids)

    @cached_property
    def boxes(self) -> Boxes:
        """The boxes they lie in."""
        return find_boxes(self.today, self.ids)

    @cached_property
    def own(self) -> frozenset[str]:
        """The outermost bodies that we are of, shown or not."""
        return frozenset(find_wholes(self.today, one)[-1] for one in self.today.us)

    @cached_property
    def ties(self) -> Mapping[tuple[str, str], int]:
        """The pairs with a tie, and its strength."""
        return find_ties(self.today, self.ids)

    @cached_property
    def around(self) -> Mapping[str, Mapping[str, int]]:
        """Everybody's contacts."""
        return find_around(self.today, self.ids)

    @cached_property
    def steps(self) -> Mapping[str, int]:
        """How many contacts from us everybody is, of whatever the map has."""
        whole = find_around(self.today, [a.id for a in self.today.labelled("Actor")])
        return count_steps(whole, self.today.us)

    @cached_property
    def near(self) -> Mapping[str, int]:
        """How near everybody is, bodies by who is in them."""
        return find_nearness(self.today, self.steps, self.today.us)

    @cached_property
    def brokers(self) -> Sequence[str]:
        """Those who stand between most others, never us; nobody, where there are too many to be ranked."""
        from samverkan.network import build_network

        if self.meeting or len(self.ids) > MOST_ACTORS:
            return ()
        found = rank_brokers(build_network(self.today, ("TIE",), self.ids))
        high = [b.actor for b in found if b.betweenness > _LEAST_SHARE and b.actor not in self.today.us]
        return high[:_MOST_BROKERS]

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """The bodies where those shown meet that are not their box."""
        taken: set[str] = set()
        found = []
        for body, members in find_seats(self.today, self.ids).items():
            seen = [m for m in members if self._is_told(m, body)]
            if seen and body in self.today.nodes and self.today.nodes[body].text("kind") != "party_group":
                name = self.today.nodes[body].name
                letter = _find_letter(name, taken)
                taken.add(letter)
                found.append(Letter(body, letter, name, len(seen)))
        return tuple(sorted(found, key=lambda one: (-one.count, one.id)))

    def _is_told(self, member: str, body: str) -> bool:
        hidden = {i for members in self.boxes.seated.values() for i in members}
        home = self._home
        return member not in hidden and (body not in home or home[body] != home.get(member))

    @cached_property
    def _home(self) -> Mapping[str, str]:
        return {row.id: box.id for box in self.boxes.boxes for row in box.rows}

    @cached_property
    def badges(self) -> Mapping[str, tuple[str, ...]]:
        """The letters of everybody."""
        seats = find_seats(self.today, self.ids)
        found: dict[str, list[str]] = {}
        for letter in sorted(self.letters, key=lambda one: one.letter):
            for member in seats[letter.id]:
                if self._is_told(member, letter.id):
                    found.setdefault(member, []).append(letter.letter)
        return {actor: tuple(letters) for actor, letters in found.items()}

    def entry(self, actor: str, level: int = 0, look: str = "") -> Entry:
        """Return the row of an actor."""
        node = self.today.nodes[actor]
        us = actor in self.today.us
        place = "us" if us else look or ("post" if is_post(node) else "head" if level == 0 else "body")
        return Entry(
            actor,
            node.name,
            node.text("kind") or "group",
            place,
            level,
            self.nearness(actor),
            self.badges.get(actor, ()),
            self.brokers.index(actor) + 1 if actor in self.brokers else 0,
            note=self._note(actor),
        )

    def nearness(self, actor: str) -> int:
        """Return the steps from us as a row tells them."""
        if self.meeting or not self.today.us:
            return -2
        return min(_FAR, self.near.get(actor, -1))

    def say_role(self, actor: str) -> str:
        """Say what an actor is in the issue or the area that is shown; nothing where all of a map is."""
        if self.selection.area:
            return say_area_role(self.today, self.selection.area, actor, self.request.words)
        return self.request.words.token("role", self.selection.roles.get(actor, ""))

    def _note(self, actor: str) -> str:
        say = self.request.words.texts
        seated = self.boxes.seated.get(actor, ())
        notes = [self.say_role(actor)]
        if seated:
            notes.append(say.count("views_network.seated", len(seated)))
        if self.today.nodes[actor].properties.get("vacant") is True:
            notes.append(say("views_network.vacant"))
        return " · ".join(note for note in notes if note)


def _find_letter(name: str, taken: set[str]) -> str:
    """Find a letter from a body's own name that no other has; after those, a number."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    letters += [sign.upper() for sign in name if sign.isalpha()]
    free = [letter for letter in letters if letter not in taken]
    return free[0] if free else str(next(n for n in range(2, 999) if str(n) not in taken))
