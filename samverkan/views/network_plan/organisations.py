"""The organisations of a network too large for boxes, and what lies between them; or its groups, where it has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from samverkan.measures.groups import Group, find_groups
from samverkan.views.facts import build_thing
from samverkan.views.network_plan.known import Known
from samverkan.views.selection import NETWORK_RELATIONS, find_neighbours
from samverkan.views.spec import Finding, Line, Link, Thing

_HOUSED = 0.4  # of those shown sit in a body with others, where organisations say something


def is_housed(known: Known) -> bool:
    """Tell whether enough of those shown sit in a body with others for organisations to say something."""
    housed = sum(len(box.rows) for box in known.boxes.boxes if len(box.rows) > 1)
    return housed >= _HOUSED * len(known.ids)


@dataclass(frozen=True)
class Organisations:
    """The organisations of those shown, and the ties between them; ours comes first, then by nearness."""

    known: Known

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody in each organisation, itself included; forums stand for themselves."""
        found = {box.id: tuple(row.id for row in box.rows) for box in self.known.boxes.boxes}
        for body, seated in self.known.boxes.seated.items():
            top = next((i for i, rows in found.items() if body in rows), None)
            if top:
                found[top] = (*found[top], *(i for i in seated if i not in found[top]))
        told = {i for rows in found.values() for i in rows}
        for actor in (i for i in self.known.ids if i not in told):
            found[actor] = (*found.get(actor, ()), actor)
        return found

    @cached_property
    def home(self) -> Mapping[str, str]:
        """The organisation of everybody."""
        return {i: top for top, members in self.members.items() for i in members}

    @cached_property
    def bundles(self) -> Mapping[tuple[str, str], int]:
        """How many ties there are between each two organisations."""
        ties = () if self.known.meeting else self.known.ties
        pairs = ((self.home[a], self.home[b]) for a, b in ties)
        return Counter((min(a, b), max(a, b)) for a, b in pairs if a != b)

    @cached_property
    def outward(self) -> Mapping[str, Counter[str]]:
        """The organisations that each has ties with, and how many."""
        found: dict[str, Counter[str]] = {top: Counter() for top in self.members}
        for (one, other), n in sorted(self.bundles.items()):
            found[one][other] += n
            found[other][one] += n
        return found

    @cached_property
    def outside(self) -> Mapping[str, int]:
        """How many contacts everybody has in other organisations."""
        ties = () if self.known.meeting else self.known.ties
        return Counter(end for a, b in ties if self.home[a] != self.home[b] for end in (a, b))

    @cached_property
    def inward(self) -> Mapping[str, Sequence[Link]]:
        """The ties inside each organisation."""
        ties: dict[str, list[Link]] = {}
        for (a, b), strength in () if self.known.meeting else sorted(self.known.ties.items()):
            if self.home[a] == self.home[b]:
                ties.setdefault(self.home[a], []).append(Link(a, b, "tie", weight=max(1, strength)))
        return ties

    @cached_property
    def ours(self) -> frozenset[str]:
        """The organisations that we sit in."""
        return frozenset(self.home[i] for i in self.known.us)

    @cached_property
    def nearest(self) -> Mapping[str, tuple[int, str]]:
        """How many steps away each is, and who in it is that near."""
        found = {}
        for top, members in self.members.items():
            steps = [(self.known.steps[i], i) for i in members if i in self.known.steps]
            if steps:
                found[top] = min(steps)
        return found

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All organisations, ours first."""
        far = (10**6, "")
        return tuple(
            sorted(
                self.members,
                key=lambda i: (
                    i not in self.ours,
                    self.nearest.get(i, far)[0],
                    -sum(self.outward[i].values()),
                    self.name(i),
                    i,
                ),
            )
        )

    def name(self, top: str) -> str:
        """Return the name of an organisation."""
        return self.known.today.nodes[top].name

    def kind(self, top: str) -> str:
        """Return the kind of an organisation, by which its sign is drawn."""
        return self.known.today.nodes[top].text("kind") or "group"

    def say_kind(self, kind: str) -> str:
        """Return the word of a kind."""
        return self.known.request.words.token("actor_kind", kind)

    def build_thing(self, top: str) -> Thing:
        """Build what the panel says of an organisation."""
        node, words = self.known.today.nodes[top], self.known.request.words
        return build_thing(self.known.today, node, words, drawn=NETWORK_RELATIONS)

    @property
    def counted(self) -> str:
        """Return what is counted, in the plural."""
        return self.known.request.words.texts("views_network.counted-organisations")

    @property
    def column(self) -> str:
        """Return the head of their column."""
        return self.known.request.words.texts("views_network.column-organisation")

    def tell(self) -> Iterator[Finding]:
        """Say how many actors there are, in how many organisations."""
        words, actors = self.known.request.words, len(self.known.ids)
        yield Finding(words.number(actors), words.count("finding-actors", actors))
        many = len(self.members)
        yield Finding(words.number(many), words.texts.count("views_network.finding-organisations", many))


class Communities(Organisations):
    """Groups of those who hang together, where there are no organisations to go by."""

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The groups, largest first."""
        ids = self.known.ids
        found = find_groups(self.known.today, ids, find_neighbours(self.known.today, ids))
        return {group.id: group for group in found}

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody in each group."""
        return {key: group.members for key, group in self.groups.items()}

    def name(self, top: str) -> str:
        """Return whom a group lies around."""
        group, words = self.groups[top], self.known.request.words
        if group.kind == "alone":
            return words.say("group-alone")
        part = top.rpartition("/")[2] if "/" in top else ""
        key = "group-around" if group.kind == "community" else "group-organisation"
        return words.say(key, name=self.known.today.nodes[group.head].name) + (f" ({part})" if part else "")

    def kind(self, top: str) -> str:
        """Return the kind of a group: all are alike."""
        return "cluster"

    def say_kind(self, kind: str) -> str:
        """Return the word of a group."""
        return self.known.request.words.say("group-kind-community")

    def build_thing(self, top: str) -> Thing:
        """Build what the panel says of a group."""
        words, members = self.known.request.words, len(self.members[top])
        facts = ((words.say("column-members"), (Line(words.number(members)),)),)
        return Thing(top, self.name(top), words.say(f"group-kind-{self.groups[top].kind}"), facts)

    @property
    def counted(self) -> str:
        """Return what is counted, in the plural."""
        return self.known.request.words.say("counted-groups")

    @property
    def column(self) -> str:
        """Return the head of their column."""
        return self.known.request.words.say("column-group")

    def tell(self) -> Iterator[Finding]:
        """Say how many actors there are, in how many groups."""
        words = self.known.request.words
        yield Finding(words.number(len(self.known.ids)), words.say("finding-in-groups", n=len(self.groups)))
