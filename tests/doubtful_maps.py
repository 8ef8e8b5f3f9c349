"""Maps that can be read and hold something doubtful, each named after what a check warns of."""

from __future__ import annotations

from collections.abc import Mapping

from broken_maps import ACTORS, HEAD, ORG

DOUBTS: Mapping[str, str] = {
    # The dates around 2025-10-01: a month before it is 2025-09-01, so that the request of that day is not late yet.
    "records": (
        "requests: [{number: 1, actor: org, kind: access, received: 2025-08-31},\n"
        " {number: 2, actor: org, kind: access, received: 2025-09-01},\n"
        " {number: 3, actor: org, kind: access, received: 2025-01-01, answered: 2025-01-20}]\n"
        "persons_allowed: {purpose: p, legal_basis: l, retention_months: 12}\n"
        "persons: [{id: x, name: n, display: AB}, {id: y, display: CD}]\n"
        f"actors: [{ORG}, {{id: new, name: n, kind: post, part_of: org, holder_since: 2025-09-15}},\n"
        " {id: gone, name: n, kind: post, part_of: org, vacant: true},\n"
        " {id: over, name: n, kind: post, part_of: org, valid_to: 2025-10-01}]\n"
        "positions:\n"
        "  - {taken_by: new, about: issue, kind: priority, value: low, stated_on: 2025-09-14, sourced_by: s1,"
        " basis: stated_in_meeting}\n"
        "  - {taken_by: new, about: bare, kind: priority, value: low, stated_on: 2025-09-14, sourced_by: s1,"
        " basis: minutes}\n"
        "  - {taken_by: gone, about: issue, kind: priority, value: low, stated_on: 2025-09-14, sourced_by: s1,"
        " basis: minutes}\n"
        "  - {taken_by: over, about: issue, kind: priority, value: low, stated_on: 2025-09-14, sourced_by: s1,"
        " basis: minutes}\n"
    ),
    "private-text": (
        f"{ACTORS}interactions:\n"
        "  - {kind: call, date: 2025-01-01, summary: 'Ring 070-123 45 67, skriv till a.b@exempel.se'}\n"
        "  - {kind: call, date: 2025-01-02, summary: Ordföranden är moderat och sjukskriven}\n"
        "  - {kind: call, date: 2025-01-03, summary: Muslimska familjer; fackligt aktiv; utlandsfödda}\n"
        "  - {kind: call, date: 2025-01-04, summary: 'Ärende 2025-000123, tfn 0123, 12 345 678 kr'}\n"
    ),
    "claims": (
        f"{ACTORS}mandates: [{{id: m, kind: fund, covers: matter, held_by: org}}]\n"
        "positions: [{taken_by: org, about: issue, kind: priority, value: low, stated_on: 2025-09-01}]\n"
    ),
    "leverage": "actors: [{id: a, name: n, kind: unit, has_leverage_over: group}]\n",
    "leverage.inverse": ACTORS.replace("part_of: org}", "part_of: org, under_leverage_of: org}"),
    "feedback-before-contact": (
        "interactions: [{kind: call, date: 2025-09-02, feedback_due: 2025-09-01, about: issue},\n"
        " {kind: call, date: 2025-09-03, feedback_due: 2025-09-03, about: issue}]\n"
    ),
    "post-without-organisation": (
        "actors: [{id: a, name: n, kind: post}, {id: b, name: n, kind: post, part_of: {to: c, valid_to: 2025-01-01}},\n"
        " {id: c, name: n, kind: unit}, {id: d, name: n, kind: post, valid_to: 2025-01-01}]\n"
    ),
    "initiative-without-issue": "initiatives: [{id: i, name: n, skipped_analysis_reason: r}]\n",
    "mandates": (
        "actors: [{id: f, name: n, kind: forum}, {id: old, name: n, kind: unit, valid_to: 2025-01-01},"
        " {id: o, name: n, kind: unit}]\n"
        "mandates:\n  - {id: m1, kind: fund, covers: matter, held_by: f, sourced_by: s1}\n"
        "  - {id: m2, kind: fund, covers: matter, held_by: old, sourced_by: s1}\n"
        "  - {id: m3, kind: fund, covers: matter, held_by: o, sourced_by: s1, valid_to: 2025-10-01}\n"
        "  - {id: m4, kind: fund, covers: matter, held_by: o, sourced_by: s1, delegated_from: m3}\n"
        "initiatives: [{id: i, name: n, addresses: cause, requires: {fund: matter, directed_to: f}}]\n"
    ),
    "rival-positions": (
        f"{ACTORS}positions:\n"
        "  - {id: p1, taken_by: org, about: issue, kind: priority, value: low, stated_on: 2025-09-01,"
        " basis: minutes, sourced_by: s1}\n"
        "  - {id: p2, taken_by: org, about: issue, kind: priority, value: high, stated_on: 2025-09-01,"
        " basis: minutes, sourced_by: s1}\n"
        "  - {id: p3, taken_by: org, about: issue, kind: priority, value: high, stated_on: 2025-09-01,"
        " basis: minutes, sourced_by: s1}\n"
    ),
    "delegations": (
        "actors: [{id: o, name: n, kind: unit}]\n"
        "mandates:\n  - {id: m1, kind: decide, covers: matter, held_by: o, sourced_by: s1, limit: 5000, in_area: area,"
        " valid_from: 2025-01-01, valid_to: 2027-01-01}\n"
        "  - {id: m2, kind: fund, covers: [matter, matter2], held_by: o, sourced_by: s1, limit: 5001,"
        " delegated_from: m1, in_area: town,"
        " valid_from: 2024-12-31}\n"
        "  - {id: m3, kind: decide, covers: matter, held_by: o, sourced_by: s1, delegated_from: m1}\n"
        "  - {id: m4, kind: decide, covers: matter, held_by: o, sourced_by: s1, delegated_from: m1, limit: 5000,"
        " in_area: square, valid_from: 2025-01-01, valid_to: 2027-01-01}\n"
        "  - {id: m5, kind: decide, covers: never, held_by: o, sourced_by: s1}\n"
        "  - {id: m6, kind: decide, covers: never, held_by: o, sourced_by: s1, delegated_from: m5}\n"
    ),
    "conditions": (
        "actors: [{id: o, name: n, kind: unit}, {id: q, name: n, kind: unit}]\n"
        "mandates:\n  - {id: m1, kind: fund, covers: matter, held_by: o, sourced_by: s1, conditions: efter samråd med"
        " q}\n"
        "  - {id: m2, kind: fund, covers: matter, held_by: o, sourced_by: s1, conditions: efter samråd med q,"
        " after_hearing: q}\n"
        "  - {id: m3, kind: fund, covers: matter, held_by: [o, q], sourced_by: s1, conditions: i förening}\n"
        "  - {id: m4, kind: fund, covers: matter, held_by: [o, q], sourced_by: s1, conditions: i förening,"
        " jointly: true}\n"
        "  - {id: m5, kind: fund, covers: matter, held_by: o, sourced_by: s1, conditions: det som tillhör området,"
        " limit: -1}\n"
    ),
    "seats": (
        "actors: [{id: b, name: n, kind: board, decides_by: vote}, {id: c, name: n, kind: board},\n"
        "  {id: p1, name: n, kind: unit, member_of: {to: b, seat: ordinary}}, {id: p2, name: n, kind: unit,"
        " member_of: b},\n"
        "  {id: p3, name: n, kind: unit, member_of: [{to: b, seat: voting}, {to: c, seat: ordinary}]},\n"
        "  {id: p4, name: n, kind: unit, member_of: {to: b, seat: chair}}]\n"
    ),
    "bounds": (
        f"{ACTORS}positions:\n"
        "  - {taken_by: org, about: issue, kind: priority, value: low, stated_on: 2024-09-30, basis: minutes,"
        " sourced_by: s1, review_by: 2026-09-30}\n"
        "  - {taken_by: org, about: issue, kind: priority, value: low, stated_on: 2024-10-01, basis: minutes,"
        " sourced_by: s1, review_by: 2026-10-02}\n"
        "  - {taken_by: org, about: issue, kind: priority, value: low, stated_on: 2025-09-01, basis: own_assessment,"
        " sourced_by: s1, review_by: 2025-12-01}\n"
    ),
    "hearings": (
        "actors: [{id: f, name: n, kind: forum}, {id: o, name: n, kind: unit}]\n"
        "initiatives: [{id: i, name: n, addresses: cause, requires: {all: [{consult: matter, directed_to: f},"
        " {consult: matter, directed_to: f, veto: true}]}}]\n"
    ),
}

SWEDISH: Mapping[str, str] = {
    # 14.3 a: a month before 2025-10-01 is 2025-09-01; who shares our organisation, or has been told, is not late.
    "register": (
        "us: [we]\nregister: {controller: KS, purpose: samordna}\n"
        f"actors: [{ORG}, {{id: we, name: n, kind: post, part_of: org}}, {{id: pd, name: n, kind: state_agency}},\n"
        " {id: late, name: n, kind: post, part_of: pd}, {id: soon, name: n, kind: post, part_of: pd},\n"
        " {id: told, name: n, kind: post, part_of: pd, informed_on: 2025-09-30}]\n"
        "interactions:\n  - {kind: call, date: 2025-08-31, attended_by: [we, late, told]}\n"
        "  - {kind: call, date: 2025-09-01, attended_by: [we, soon]}\n"
    ),
    "delegations": (
        "actors: [{id: b, name: n, kind: board}, {id: d, name: n, kind: department, part_of: b},\n"
        " {id: h, name: n, kind: post, part_of: d, head: true}, {id: p, name: n, kind: post, part_of: d},\n"
        " {id: q, name: n, kind: post, part_of: d}]\n"
        "mandates:\n  - {id: m0, kind: fund, covers: matter, held_by: b, sourced_by: s1}\n"
        "  - {id: m1, kind: fund, covers: matter, held_by: h, sourced_by: s1, delegated_from: m0}\n"
        "  - {id: m2, kind: fund, covers: matter, held_by: p, sourced_by: s1, delegated_from: m1}\n"
        "  - {id: m3, kind: fund, covers: matter, held_by: q, sourced_by: s1, delegated_from: m2}\n"
        "  - {id: m4, kind: fund, covers: matter2, held_by: p, sourced_by: s1, delegated_from: m0}\n"
        "  - {id: m5, kind: fund, covers: matter2, held_by: q, sourced_by: s1, delegated_from: m4}\n"
        "  - {id: m6, kind: consult, covers: never, held_by: q, sourced_by: s1, delegated_from: m0}\n"
    ),
    "agreements": (
        "agreements: [{id: a, name: n}, {id: b, name: n, kind: collaboration, purposes: x, covers: [area, issue]},\n"
        " {id: c, name: n, kind: contract}]\n"
    ),
    "council": (
        "actors:\n  - {id: f, name: n, kind: forum, level: strategic}\n  - {id: g, name: n, kind: forum}\n"
        "  - {id: o, name: n, kind: unit, level: strategic, member_of: f}\n"
        "  - {id: p, name: n, kind: unit, level: tactical, member_of: [f, g]}\n"
        "  - {id: q, name: n, kind: unit, member_of: f}\n"
    ),
    "decisions": (
        "actors: [{id: o, name: n, kind: unit}]\n"
        "mandates:\n  - {id: m1, kind: decide, covers: matter, held_by: o}\n"
        "  - {id: m2, kind: decide, covers: matter, held_by: o, sourced_by: s1}\n"
        "  - {id: m3, kind: decide, covers: matter, held_by: o, legal_basis: KL}\n"
    ),
    "analyses": (
        "initiatives: [{id: i, name: n, addresses: bare}, {id: j, name: n, addresses: issue},\n"
        " {id: k, name: n, addresses: cause}, {id: l, name: n, addresses: bare, skipped_analysis_reason: r}]\n"
    ),
    "only-agreement-not-binding": (
        f"{ACTORS}agreements: [{{id: a, name: n, kind: use, covers: issue, has_party: post}}]\n"
        "initiatives: [{id: i, name: n, addresses: cause, requires: 'all(contract matter, contract matter2"
        " directed_to=org, contract matter id=r3 directed_to=post)'}]\n"
    ),
    "agreements-around": (
        "actors: [{id: o, name: n, kind: unit}, {id: p, name: n, kind: unit}]\n"
        "mandates: [{id: m, kind: decide, covers: matter, held_by: o, legal_basis: KL, sourced_by: s1, limit: 1000}]\n"
        "agreements: [{id: a, name: n, kind: use, covers: issue}, {id: b, name: n, kind: use, covers: town,"
        " binding: true}]\n"
        "initiatives: [{id: i, name: n, addresses: cause, requires: {decide: matter, amount: 5000, id: r1}},\n"
        "  {id: j, name: n, addresses: cause, requires: {decide: matter, amount: 500, id: r2}},\n"
        "  {id: k, name: n, addresses: cause, requires: {decide: matter, amount: 5000, in: town, id: r3}}]\n"
    ),
    "no-pictures": "actors: [{id: k, name: n, kind: municipality}]\n",
    "reviews": (
        f"{ACTORS}positions:\n"
        "  - {taken_by: org, about: issue, kind: priority, value: low, stated_on: 2023-01-01, basis: minutes,"
        " sourced_by: s1}\n"
        "  - {taken_by: org, about: issue, kind: priority, value: low, stated_on: 2024-09-30, basis: minutes,"
        " sourced_by: s1}\n"
        "  - {taken_by: post, about: issue, kind: priority, value: low, stated_on: 2024-10-01, basis: minutes,"
        " sourced_by: s1}\n"
        "  - {taken_by: post, about: issue, kind: stance, value: supports, stated_on: 2025-07-02,"
        " basis: own_assessment, sourced_by: s1}\n"
        "  - {taken_by: org, about: issue, kind: stance, value: supports, stated_on: 2025-09-01, basis: written,"
        " review_by: 2025-09-15, sourced_by: s1}\n"
    ),
}


def list_doubtful_maps() -> dict[str, bytes]:
    """Return every doubtful map by the name of its file: without a profile, and with the Swedish one."""
    plain, swedish = (HEAD.replace("PROFILE", profile) for profile in ("none", "se"))
    texts = {f"doubt.{name}": plain + text for name, text in DOUBTS.items()}
    texts |= {f"swedish.{name}": swedish + text for name, text in SWEDISH.items()}
    return {f"{name}.yaml": text.encode() for name, text in texts.items()}
