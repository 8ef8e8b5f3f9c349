"""What a plan cannot see: each gap with its kind, what it concerns, and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from samverkan.decisions.answer import Gap
from samverkan.decisions.case import Case
from samverkan.decisions.contacts import ContactGraph, find_distances
from samverkan.domain.authority import find_chain
from samverkan.domain.issues import find_issues
from samverkan.domain.organisations import find_organisation
from samverkan.domain.positions import find_rivals


def find_gaps(case: Case, needs: Mapping[str, str], contacts: ContactGraph) -> tuple[Gap, ...]:
    """Find all gaps of a case: who decides, who stands where, what rests on nothing, who cannot be reached."""
    asked = [actor for actor in case.asks_of if needs.get(actor) not in (None, "not_needed")]
    gaps = [
        *_authority_gaps(case),
        *_mandate_gaps(case),
        *_position_gaps(case, asked),
        *_contact_gaps(case, asked, contacts),
    ]
    return tuple(_unique(gaps))


def _unique(gaps: Iterable[Gap]) -> list[Gap]:
    return list({(gap.kind, gap.id): gap for gap in gaps}.values())


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
        for kind, actor in case.candidates[leaf_id].doubts:
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
    issues = find_issues(today, case.initiative)
    owners = [
        r.start for i in sorted(issues) for r in today.into(i, "INVOLVED_IN") if r.properties.get("role") == "owner"
    ]
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
                yield Gap("unsourced_mandate", mandate, _holders(case, mandate))
            delegated = case.whole.out(mandate, "DELEGATED_FROM")
            if delegated and delegable is False:
                yield Gap("not_delegable", mandate, {"matter": matter} | _holders(case, mandate))
            for ended in (r.end for r in delegated if r.end not in case.today.nodes):
                yield Gap("delegation_ended", mandate, {"origin": ended} | _holders(case, mandate))


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
            yield Gap("unknown_position", actor)
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


def _contact_gaps(case: Case, asked: Iterable[str], contacts: ContactGraph) -> Iterator[Gap]:
    """Yield the deciders that only a cold contact reaches, with whoever could introduce us most cheaply."""
    reached = find_distances(contacts, case.start, case.opposing)
    for actor in asked:
        if actor in reached:
            continue
        steps = [(c.effort, other) for other, c in contacts[actor].items() if other not in case.opposing]
        introducer = min(steps, default=None)
        yield Gap(
            "only_cold_contact",
            actor,
            {
                "introducer": introducer[1] if introducer else None,
                "effort": introducer[0] if introducer else None,
            },
        )
    for actor in sorted(contacts):
        for tie in case.today.out(actor, "TIE"):
            if "strength" not in tie.properties:
                yield Gap("tie_without_strength", actor, {"other": tie.end})
