"""Who may meet a requirement leaf on a day: the lowest holders, and everybody up the chain as alternatives.

Every map given here is the map on one day (`Map.on`), so that what is not valid then is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.domain.areas import find_areas_around
from samverkan.domain.organisations import is_forum
from samverkan.domain.votes import decides_by_vote, find_majority, find_voters
from samverkan.model import Map, Node


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a leaf of a requirement tree asks for. `matter` and `form` are ids and tokens, `amount` is money.

    `directed_to` names the one actor it is put to; `lost_addressee` when that actor does not exist on the day.
    """

    id: str
    form: str
    matter: str | None = None
    area: str | None = None
    amount: float | None = None
    veto: bool = False
    directed_to: str | None = None
    lost_addressee: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """An actor that may meet a leaf, by a mandate (None: none is registered).

    A board that votes has `voters`, of whom `majority` must say yes; otherwise both are empty.
    """

    actor: str
    mandate: str | None
    voters: tuple[str, ...] = ()
    majority: int = 0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Those who may meet a leaf: `ordinary` at the lowest level, `above` who can take the matter back.

    `meeting` are the ids of all mandates that meet it. `doubts` are (kind, id) of what stands in doubt.
    """

    ordinary: tuple[Holder, ...]
    above: tuple[Holder, ...]
    meeting: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether nobody is known who may meet the leaf."""
        return not self.ordinary


def read_leaf(whole: Map, today: Map, requirement: Node) -> Leaf:
    """Read a leaf's conditions from its node and relations."""
    amount = requirement.properties.get("amount")
    addressee = next((r.end for r in whole.out(requirement.id, "DIRECTED_TO")), None)
    return Leaf(
        id=requirement.id,
        form=str(requirement.properties["form"]),
        matter=next((r.end for r in whole.out(requirement.id, "CONCERNS")), None),
        area=next((r.end for r in whole.out(requirement.id, "IN_AREA")), None),
        amount=amount if isinstance(amount, (int, float)) else None,
        veto=requirement.properties.get("veto") is True,
        directed_to=addressee,
        lost_addressee=addressee is not None and addressee not in today.nodes,
    )


def find_candidates(today: Map, leaf: Leaf) -> Candidates:
    """Find who may meet a leaf. A forum never may; a board that votes comes with its voters."""
    meeting = find_meeting_mandates(today, leaf)
    if leaf.directed_to is not None:
        return _addressee(today, leaf, meeting)
    lowest = [m for m in meeting if not any(r.start in meeting for r in today.into(m, "DELEGATED_FROM"))]
    ordinary = _first_mandates(today, lowest)
    above = _first_mandates(today, _climb(today, lowest, meeting))
    return Candidates(
        ordinary=tuple(build_holder(today, actor, mandate) for actor, mandate in ordinary.items()),
        above=tuple(build_holder(today, a, m) for a, m in above.items() if a not in ordinary),
        meeting=tuple(sorted(meeting)),
        doubts=_doubts(today, [*ordinary, *above]),
    )


def find_meeting_mandates(today: Map, leaf: Leaf) -> set[str]:
    """Find the mandates that meet a leaf: kind, matter, limit, holder and area all fit."""
    if leaf.matter is None:
        mandates: Iterable[Node] = today.labelled("Mandate")
    else:
        mandates = (n for n in today.origins(leaf.matter, "COVERS") if n.label == "Mandate")
    areas = find_areas_around(today, leaf.area)
    return {m.id for m in mandates if _meets(today, m, leaf, areas)}


def _meets(today: Map, mandate: Node, leaf: Leaf, areas: set[str]) -> bool:
    limit = mandate.properties.get("limit")
    own_areas = {r.end for r in today.out(mandate.id, "IN_AREA")}
    return (
        mandate.properties.get("kind") == leaf.form
        and (leaf.amount is None or not isinstance(limit, (int, float)) or limit >= leaf.amount)
        and any(not is_forum(actor) for actor in today.origins(mandate.id, "HOLDS"))
        and (not own_areas or not own_areas.isdisjoint(areas))
    )


def find_chain(today: Map, mandate: str) -> list[str]:
    """Return the mandates from one up to its origin, lowest first; where a chain forks, the first id is taken."""
    return list(today.climb(mandate, "DELEGATED_FROM"))


def build_holder(today: Map, actor: str, mandate: str | None) -> Holder:
    """Return an actor as holder, with its voters and their majority when it decides by vote."""
    voters = find_voters(today, actor)
    return Holder(actor, mandate, voters, find_majority(len(voters)))


def _addressee(today: Map, leaf: Leaf, meeting: set[str]) -> Candidates:
    actor = leaf.directed_to
    assert actor is not None
    if leaf.lost_addressee:
        return Candidates((), (), (), (("addressee_not_valid", actor),))
    if is_forum(today.nodes[actor]):
        return Candidates((), (), (), (("forum_asked", actor),))
    own = sorted(meeting & {r.end for r in today.out(actor, "HOLDS")})
    doubts = () if own else (("no_mandate_registered", actor),)
    holder = build_holder(today, actor, own[0] if own else None)
    return Candidates((holder,), (), tuple(own), doubts + _doubts(today, [actor]))


def _doubts(today: Map, actors: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Say which boards should vote but have no registered voters, and which posts stand vacant."""
    nodes = [today.nodes[a] for a in sorted(set(actors))]
    silent = [n.id for n in nodes if decides_by_vote(n) and not find_voters(today, n.id)]
    vacant = [n.id for n in nodes if n.properties.get("vacant") is True]
    return tuple(("board_without_voters", i) for i in silent) + tuple(("vacant_post", i) for i in vacant)


def _first_mandates(today: Map, mandates: Iterable[str]) -> dict[str, str]:
    """Return the holders of some mandates, in id order, each with its first mandate."""
    found: dict[str, str] = {}
    for mandate in sorted(mandates):
        for actor in today.origins(mandate, "HOLDS"):
            if not is_forum(actor):
                found.setdefault(actor.id, mandate)
    return dict(sorted(found.items()))


def _climb(today: Map, lowest: Iterable[str], meeting: set[str]) -> set[str]:
    """Follow the delegation up from the lowest mandates, as far as the mandates still meet the leaf."""
    found: set[str] = set()
    waiting = list(lowest)
    while waiting:
        for relation in today.out(waiting.pop(), "DELEGATED_FROM"):
            if relation.end in meeting and relation.end not in found:
                found.add(relation.end)
                waiting.append(relation.end)
    return found
