"""What a plan cannot see: each gap with its kind, what it concerns, and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from samverkan.decisions.answer import Gap
from samverkan.decisions.asks import find_gone
from samverkan.decisions.case import Case
from samverkan.decisions.contacts import ContactGraph, find_routes
from samverkan.decisions.formula import is_met
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.solutions import Way
from samverkan.decisions.stages import find_contradictions
from samverkan.domain.authority import Leaf, find_chain
from samverkan.domain.issues import find_issues
from samverkan.domain.organisations import find_organisation
from samverkan.domain.positions import find_rivals, is_restricted
from samverkan.domain.votes import decides_by_vote


def find_gaps(case: Case, needs: Mapping[str, str]) -> tuple[Gap, ...]:
    """Find the gaps of a case: who decides, what stops it, who stands where, what rests on nothing."""
    asked = [actor for actor in case.asks_of if needs.get(actor) not in (None, "not_needed", "heard")]
    gaps = [
        *_tree_gaps(case),
        *_authority_gaps(case),
        *_mandate_gaps(case),
        *_position_gaps(case, asked),
        *_tie_gaps(case),
    ]
    return tuple(_unique(gaps))


def _unique(gaps: Iterable[Gap]) -> list[Gap]:
    return list({(gap.kind, gap.id): gap for gap in gaps}.values())


def _tree_gaps(case: Case) -> Iterator[Gap]:
    """Yield that there is no tree, which refusals leave no way, and where SEQUENCE goes against preparing first."""
    if not case.leaves:
        yield Gap("no_tree", case.initiative)
    if case.leaves and not is_met(case.formula, case.live):
        for leaf in case.leaves.values():
            unknown = case.candidates[leaf.id].unknown
            if leaf.is_refused if unknown else not leaf.is_met and not case.ways[leaf.id]:
                yield Gap("refused", leaf.id, _describe_refusal(case, leaf))
    for prepare, decide in sorted(find_contradictions(case)):
        yield Gap("sequence_against_prepare", decide, {"prepare": prepare, "matter": case.leaves[decide].matter})


def _describe_refusal(case: Case, leaf: Leaf) -> dict[str, object]:
    """Say who has said no to a leaf, or is taken to."""
    taken = find_gone(case.today, replace(leaf, status="open"), case.candidates[leaf.id], case.without)
    who = [leaf.answered_by] if leaf.is_refused and leaf.answered_by else sorted(taken.asks | taken.boards)
    since = case.whole.nodes[leaf.id].properties.get("status_on") if leaf.is_refused else None
    return {"form": leaf.form, "matter": leaf.matter, "who": tuple(who), "status_on": since}


def _authority_gaps(case: Case) -> Iterator[Gap]:
    for leaf_id, leaf in case.leaves.items():
        if case.candidates[leaf_id].unknown:
            matter = case.today.nodes[leaf.matter] if leaf.matter else None
            yield Gap(
                "unknown_authority",
                leaf_id,
                {
                    "form": leaf.form,
                    "matter": leaf.matter,
                    "legal_basis": matter.text("legal_basis") if matter else None,
                    "look_at": tuple(find_where_to_look(case, leaf_id)),
                },
            )
        for mandate, actor in case.candidates[leaf_id].unheard:
            yield Gap("hearing_left_out", actor, {"mandate": mandate, "requirement": leaf_id})
        for kind, actor in case.candidates[leaf_id].doubts:
            if kind == "vacant_post" and decides_by_vote(case.today.nodes[actor]):
                kind = "board_cannot_answer"
            yield Gap(kind, actor, {"requirement": leaf_id, "form": leaf.form, "matter": leaf.matter})


def find_where_to_look(case: Case, leaf_id: str) -> list[str]:
    """Find organisations that may know who decides: those with mandates in the same matter or its neighbours.

    First who holds any mandate in the same matter, else in matters with the same legal basis, else in the
    matters of the same initiative, and who is involved as owner in the issues that it addresses.
    """
    matter = case.leaves[leaf_id].matter
    today = case.today
    basis = today.nodes[matter].text("legal_basis") if matter else None
    same_basis = [m.id for m in today.labelled("Matter") if basis and m.text("legal_basis") == basis]
    nearby = [leaf.matter for leaf in case.leaves.values() if leaf.matter]
    issues = sorted(find_issues(today, case.initiative))
    owners = [r.start for i in issues for r in today.into(i, "INVOLVED_IN") if r.properties.get("role") == "owner"]
    for matters in ([matter] if matter else [], same_basis, nearby):
        holders = [h.id for m in matters for n in today.origins(m, "COVERS") for h in today.origins(n.id, "HOLDS")]
        if holders:
            return sorted({find_organisation(today, h) for h in (*holders, *owners)})
    return sorted({find_organisation(today, o) for o in owners})


def _mandate_gaps(case: Case) -> Iterator[Gap]:
    for leaf_id, candidates in case.candidates.items():
        matter = case.leaves[leaf_id].matter
        delegable = case.today.nodes[matter].properties.get("delegable") if matter else None
        for mandate in candidates.meeting:
            if not case.today.out(mandate, "SOURCED_BY"):
                yield Gap("unsourced_mandate", mandate, {"matter": matter} | _holders(case, mandate))
            delegated = case.whole.out(mandate, "DELEGATED_FROM")
            if delegated and delegable is False:
                yield Gap("not_delegable", mandate, {"matter": matter} | _holders(case, mandate))
            for ended in (r.end for r in delegated if r.end not in case.today.nodes):
                yield Gap("delegation_ended", mandate, {"origin": ended, "matter": matter} | _holders(case, mandate))


def _holders(case: Case, mandate: str) -> dict[str, object]:
    return {
        "actors": tuple(n.id for n in case.today.origins(mandate, "HOLDS")),
        "chain": tuple(find_chain(case.today, mandate)),
    }


def _position_gaps(case: Case, asked: Iterable[str]) -> Iterator[Gap]:
    for actor in asked:
        stance = case.stances[actor]
        if actor in case.start:
            continue
        if stance is None:
            restricted = is_restricted(case.today, actor, case.initiative, case.day)
            yield Gap("restricted_position" if restricted else "unknown_position", actor)
            continue
        values = {"position": stance.position, "stated_on": stance.stated_on, "review_by": stance.review_by}
        if stance.stale:
            yield Gap("stale_position", actor, values)
        elif stance.value == "unknown":
            yield Gap("unknown_position", actor, values)
        if not stance.sources:
            yield Gap("unsourced_position", actor, values)
        taker = stance.inherited_from or actor
        node = case.today.nodes[stance.position]
        rivals = find_rivals(case.today, node, taker, case.initiative, case.day)
        if rivals:
            yield Gap("rival_positions", actor, values | {"others": tuple(rivals)})


def _tie_gaps(case: Case) -> Iterator[Gap]:
    for actor in case.today.labelled("Actor"):
        for tie in case.today.out(actor.id, "TIE"):
            if "strength" not in tie.properties:
                yield Gap("tie_without_strength", actor.id, {"other": tie.end})


def find_contact_gaps(case: Case, contacts: ContactGraph, way: Way, horizon: Horizon | None = None) -> Iterator[Gap]:
    """Yield the deciders that a way reaches by a cold contact, with the cheapest way by people where there is one.

    Where there is none, it says who could introduce us most cheaply.
    """
    cold = {arc.end for arc in way.arcs if arc.kind == "cold"}
    reached = [actor for actor in way.asked if not cold.isdisjoint({actor, *way.find_route(actor)})]
    routes = find_routes(case.today, contacts, case.start, {*reached}, case.closed)
    for actor in reached:
        route = routes.get(actor)
        if route is not None:
            effort = contacts.measure(route)
            if horizon and not horizon.sees(effort):
                horizon.cross()
            yield Gap("cold_contact", actor, {"route": tuple(route[1:-1]), "effort": effort})
            continue
        introducer, least = contacts.find_nearest(actor, case.closed) or (None, None)
        yield Gap("only_cold_contact", actor, {"introducer": introducer, "effort": least})
