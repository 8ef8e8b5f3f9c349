"""Maps with something wrong, each named after the problem it is to bring out.

Each text stands for one file. What items are about is put before them: `HEAD` gives a header and a few sound items.
"""

from __future__ import annotations

from collections.abc import Mapping

HEAD = """\
samverkan: 1
profile: PROFILE
as_of: 2025-10-01
sources: [{id: s1, name: Protokoll}]
areas: [{id: area, name: Norrbacken}, {id: square, name: Torget, part_of: area}, {id: town, name: Staden}]
issues: [{id: issue, name: Mopeder}, {id: bare, name: Skräp}]
causes: [{id: cause, name: Genomfart, contributes_to: issue}]
affected_groups: [{id: group, name: Boende}]
matters: [{id: matter, name: Hinder}, {id: matter2, name: Medel}, {id: never, name: Kamera, delegable: false}]
"""
ORG = "{id: org, name: Gatukontoret, kind: department}"
POST = "{id: post, name: Gatuchef, kind: post, part_of: org}"
ACTORS = f"actors: [{ORG}, {POST}]\n"

# What the file as such can be refused for: the whole content, as bytes.
FILES: Mapping[str, bytes] = {
    "empty-file": b"",
    "empty-file.comments": b"# nothing yet\n\n",
    "encoding-utf16": "samverkan: 1\n".encode("utf-16"),
    "encoding-utf16.without-mark": "samverkan: 1\n".encode("utf-16-le"),
    "encoding-other": "samverkan: 1\ntitle: Havs\u00e5kra\n".encode("latin-1"),
    "control-character": b"samverkan: 1\ntitle: a\x00b\n",
    "control-character.escaped": b'samverkan: 1\ntitle: "a\\eb"\n',
    "not-yaml": b"samverkan: 1\ntitle: !x!y z\n",
    "yaml-brace": b"samverkan: 1\nactors: [{id: a\nareas: []\n",
    "yaml-bracket": b"samverkan: 1\nactors: [{id: a}\n",
    "yaml-value": b"samverkan: 1\nactors: [\n",
    "yaml-next-key": b"samverkan: 1\ntitle: 'Havs'a'\n",
    "yaml-indent": b"samverkan: 1\ntitle: a\n us: b\n",
    "yaml-dash": b"samverkan: 1\nus:\n  - a\n  b: c\n",
    "yaml-no-colon": b"samverkan: 1\ntitle\nus: a\n",
    "yaml-open-quote": b"samverkan: 1\ntitle: 'a\n",
    "yaml-sign": b"samverkan: 1\ntitle: @a\n",
    "yaml-list": b"samverkan: 1\nus: - a\n",
    "yaml-escape": b'samverkan: 1\ntitle: "C:\\karta"\n',
    "yaml-start": b"  samverkan: 1\ntitle: a\n",
    "yaml-colon": b"samverkan: 1\nactors:\n  - id: a\n    name: Kommunstyrelsen: ledningsutskottet\n",
    "yaml-tab": b"samverkan: 1\nactors:\n\t- {id: a}\n",
    "yaml-anchor": b"samverkan: 1\ntitle: &x y\nus: [*x, *x]\n",
    "yaml-tag": b"samverkan: !!python/object/apply:os.system [1]\n",
    "yaml-documents": b"samverkan: 1\n---\nsamverkan: 1\n",
    "yaml-key": b"samverkan: 1\n? [a, b]\n: c\n",
    "duplicate-key": b"samverkan: 1\ntitle: a\ntitle: b\n",
    "duplicate-key.section": b"samverkan: 1\nareas: []\nareas: []\n",
    "duplicate-key.field": b"samverkan: 1\nareas: [{id: a, name: b, name: c}]\n",
    "too-deep": b"samverkan: 1\nareas: " + b"[" * 10_000,
    "not-a-map": b"- samverkan\n- 1\n",
    "not-a-map.text": b"samverkan\n",
}
JSON_FILES: Mapping[str, bytes] = {
    "not-json": b'{"samverkan": 1,\n "areas": [}\n',
    "duplicate-key": b'{"samverkan": 1, "areas": [\n {"id": "a", "id": "b", "name": "c"}]}\n',
    "too-deep": b'{"samverkan": 1, "areas": ' + b"[" * 100_000,
    "too-deep.closed": b'{"samverkan": 1, "areas": ' + b"[" * 101 + b"]" * 101 + b"}",
    "empty-file": b" \n",
    "wrong-type": b'{"samverkan": 1, "indicators": [\n  {"id": "i",\n   "name": "n", "target": NaN}\n]}\n',
    "not-a-map": b"[1]\n",
    "unknown-id": b'{"samverkan": 1, "actors": [\n  {"id": "a", "name": "n", "kind": "board", "part_of": "b"}\n]}\n',
}

# What a header can be refused for: the whole content, as text.
HEADERS: Mapping[str, str] = {
    "no-version": "title: a\n",
    "unknown-version": "samverkan: 2\n",
    "unknown-profile": "samverkan: 1\nprofile: sw\n",
    "unknown-language": "samverkan: 1\nlanguage: no\n",
    "unknown-section": "samverkan: 1\nactrs: []\nfiler: []\nfrågor: []\n",
    "section-not-list": "samverkan: 1\nactors: {id: a}\n",
    "item-not-mapping": "samverkan: 1\nactors: [a]\n",
    "persons-allowed": "samverkan: 1\npersons_allowed: {purpose: a, legal_basi: b}\n",
    "group-not-mapping": "samverkan: 1\nregister: kommunstyrelsen\nrequests: [x]\n",
    "register": (
        "samverkan: 1\nregister: {contact: a, syfte: x, retention_months: {position: 25}}\n"
        "requests: [{number: 1, actor: s, kind: acces, received: 2025-01-01}, {number: 2, actor: b, kind: access}]\n"
        "actors: [{id: a, name: n, kind: unit}]\nsources: [{id: s, name: n}]\n"
    ),
    "us": "samverkan: 1\nus: [grp, groop]\naffected_groups: [{id: grp, name: b}, {id: group, name: b}]\n",
    "picture-too-old": (
        "samverkan: 1\nprofile: se\nas_of: 2025-10-01\nsources:\n"
        "  - {id: s1, name: Lägesbild 2023, kind: situation_picture, date: 2023-09-30}\n"
        "  - {id: s2, name: Lägesbild 2023, kind: situation_picture, date: 2023-10-01}\n"
        "  - {id: s3, name: Åtgärdsplan 2022, kind: action_plan, date: 2022-12-24}\n"
        "  - {id: s4, name: Rapport 2022, kind: report, date: 2022-12-24}\n"
    ),
    "newest-picture": (
        "samverkan: 1\nprofile: se\nas_of: 2025-10-01\nactors: [{id: k, name: n, kind: municipality}]\nsources:\n"
        "  - {id: s1, name: Nuläge, kind: situation_picture, date: 2023-09-29}\n"
        "  - {id: s2, name: Nuläge, kind: situation_picture, date: 2023-09-30}\n"
        "  - {id: s3, name: Plan, kind: action_plan, date: 2023-10-01}\n"
        "  - {id: s4, name: Nuläge, kind: situation_picture, date: 2025-10-02}\n"
    ),
    "review-before-stated": (
        "samverkan: 1\nissues: [{id: i, name: n}]\nactors: [{id: a, name: n, kind: unit}]\n"
        "positions: [{taken_by: a, about: i, kind: priority, value: low, stated_on: 2025-09-02,"
        " review_by: 2025-09-01}]\n"
    ),
    "cycle-of-causes": (
        "samverkan: 1\nareas: [{id: a, name: n, part_of: b}, {id: b, name: n}]\n"
        "causes: [{id: c, name: n, contributes_to: d}, {id: d, name: n, contributes_to: c}]\n"
    ),
    "small-groups": (
        "samverkan: 1\nas_of: 2025-10-01\nissues: [{id: issue, name: n}]\n"
        "affected_groups: [{id: g, name: n, special_category: true}, {id: group, name: n}]\n"
        "areas: [{id: spot, name: n, kind: place}, {id: part, name: n, kind: district}]\n"
        "effects: [{id: e1, name: 4 hämtningar, affects: [g, spot]},\n"
        " {id: e2, name: 40 hämtningar, affects: [g, part]},\n"
        " {id: e3, name: 4 hämtningar, affects: [group, spot]}, {id: e4, name: den 2025-01-04 kl 4.30, affects: g}]\n"
    ),
    "personal-number": (
        "samverkan: 1\ntitle: Map for 850709-9805\nus: ['8507099805']\n# 19850709-9805 in a comment\n"
        "areas: [{id: x-850769-9802, name: a}, {id: b, name: c, 198507099805: d}]\n"
        "indicators: [{id: i, name: n, target: 8507099805}]\n"
    ),
}

# What items can be refused for: sections that follow HEAD.
ITEMS: Mapping[str, str] = {
    "missing-field": (
        "actors: [{name: a, kind: post}, {id: b, kind: board}, {id: c, name: d}, {id: null, name: e, kind: unit}]\n"
        "mandates: [{id: m, kind: decide}]\n"
        "positions: [{taken_by: b, about: issue, kind: stance}]\n"
        "indicators: [{id: i, name: n}]\nmeasurements: [{value: 1}]\ninteractions: [{summary: s}]\n"
    ),
    "unknown-field": f"{ACTORS.replace('part_of', 'partof')}indicators: [{{id: i, name: n, mål: 3, zzz: 1}}]\n",
    "unknown-field.relation": "actors: [{id: a, name: n, kind: forum, member_of: {to: a, seet: chair}}]\n",
    "unknown-token": (
        f"actors: [{{id: org, name: n, kind: nämd}}, {POST}]\n"
        "positions: [{taken_by: post, about: issue, kind: stance, value: high, stated_on: 2025-01-01}]\n"
        "initiatives: [{id: i, name: n, addresses: cause, status: true}]\n"
    ),
    "chief-is-post": f"actors: [{ORG}, {{id: x, name: n, kind: chef, part_of: org}}]\n",
    "wrong-type": (
        "initiatives: [{id: i, name: {a: b}, addresses: cause, pilot_until: soon}]\n"
        'actors: [{id: org, name: n, kind: [unit], head: yes}, {id: o2, name: n, kind: unit, head: "true"}]\n'
        "indicators: [{id: in, name: n, target: 100_000, baseline: '5'}]\n"
        "effects: [{id: e, name: n, lag_days: 1.5}, {id: f, name: n, lag_days: [[1]], affects: [[group]]}]\n"
        "agreements: [{id: a, name: n, purposes: [{a: b}], covers: {to: [area]}}]\n"
    ),
    "written-number": (
        "indicators:\n  - id: in\n    name: n\n    target: 50 000,50\n    baseline: '50000,5'\n"
        "effects: [{id: e, name: n, lag_days: 1 000}]\n"
    ),
    "thousands-or-decimals": "indicators: [{id: in, name: n, target: 50.000, baseline: 50.25}]\n",
    "number-too-small": (
        "actors: [{id: a, name: n, kind: board, has_member: {to: b, votes: -1}}, {id: b, name: n, kind: unit}]\n"
    ),
    "text-cut": "actors: [{id: a, name: Kommunstyrelsen, ledningsutskottet, kind: committee}]\n",
    "token-with-date": (
        "initiatives: [{id: i, name: n, addresses: cause, requires: {decide: matter, status: klart 2026-01-20}}]\n"
    ),
    "text-too-long": "persons: [{id: p, display: A. A. A.}]\n",
    "number-cut": "indicators: [{id: in, name: n, target: 50000,50}]\n",
    "number-too-large": (
        f"indicators: [{{id: i, name: n, target: 1e999, baseline: {'9' * 5000}}}, {{id: j, name: n, target: .inf}}]\n"
    ),
    "dates": "indicators: [{id: i, name: n, due: 2025-02-30}, {id: j, name: n, due: 25-01-01}]\n",
    "malformed-id": "actors: [{id: a b, name: n, kind: unit}, {id: -a, name: n, kind: unit}, {id: [a], name: n}]\n",
    "duplicate-id": "actors: [{id: issue, name: n, kind: unit}]\n",
    "missing-to": "actors: [{id: a, name: n, kind: unit, part_of: {valid_from: 2020-01-01}}]\n",
    "unknown-id": f"actors: [{ORG}, {POST.replace('part_of: org', 'part_of: ogr')}]\nus: [pst]\n",
    "source": (
        "actors: [{id: a, name: n, kind: unit, has_leverage_over: [{to: group, source: s2}, {to: b, source: area}]},\n"
        " {id: b, name: n, kind: unit}]\n"
    ),
    "conflicting-values": (
        "actors:\n  - {id: a, name: n, kind: unit, tie: {to: b, strength: new}}\n"
        "  - {id: b, name: n, kind: unit, tie_from: {to: a, strength: strong}}\n"
    ),
    "persons-not-allowed": "persons: [{id: p, name: A. A.}]\n",
    "ends-before-it-begins": (
        "actors:\n  - {id: a, name: n, kind: unit, valid_from: 2025-01-01, valid_to: 2025-01-01}\n"
        "  - {id: b, name: n, kind: unit, part_of: {to: a, valid_from: 2025-01-02, valid_to: 2025-01-01}}\n"
    ),
    "wrong-ends": (
        f"{ACTORS}mandates: [{{id: m, kind: fund, covers: area, held_by: group, sourced_by: s1}}]\n"
        "initiatives: [{id: i, name: n, addresses: [issue, area]}]\n"
    ),
    "wrong-end-kind": "actors: [{id: a, name: n, kind: unit, member_of: b}, {id: b, name: n, kind: school}]\n",
    "position-of-person": (
        "positions: [{taken_by: group, about: issue, kind: stance, value: opposes, stated_on: 2025-09-01,\n"
        "  basis: minutes, sourced_by: s1}]\n"
    ),
    "position-on-person": (
        f"{ACTORS}positions: [{{taken_by: org, about: group, kind: stance, value: opposes, stated_on: 2025-09-01,\n"
        "  basis: minutes, sourced_by: s1}]\n"
    ),
    "cycle": (
        "actors:\n  - {id: a, name: n, kind: unit, part_of: b}\n  - {id: b, name: n, kind: unit, part_of: c}\n"
        "  - {id: c, name: n, kind: unit, part_of: a}\n  - {id: d, name: n, kind: unit, part_of: [a, d]}\n"
        "mandates:\n  - {id: m, kind: fund, covers: matter, held_by: a, sourced_by: s1, delegated_from: n}\n"
        "  - {id: n, kind: fund, covers: matter, held_by: a, sourced_by: s1, delegated_from: m}\n"
        "initiatives: [{id: i, name: n, addresses: cause, requires: r1}]\n"
        "requirements: [{id: r1, op: all, requires: r2}, {id: r2, op: all, requires: r1}]\n"
    ),
    "personal-number": (
        "actors: [{id: a, name: Anna 19850709-9805, kind: unit, tie: {to: b, source: '850709-9805'}},\n"
        " {id: b, name: n, kind: unit, part_of: 850709+9805}]\n"
        'agreements: [{id: c, name: n, purposes: [x, "till 8507699803."], covers: [area]}]\n'
    ),
}

TREES: Mapping[str, str] = {
    "tree-line": "all(decide matter, fund",
    "tree-line.sign": 'all(decide matter; "fund)',
    "tree-line.two-matters": "decide matter matter2",
    "tree-line-operation": "both(decide matter, fund matter)",
    "tree-quorum.line": "at_least(decide matter, fund matter)",
    "tree-node": "{all: [[a]]}",
    "tree-no-operation": "{decid: matter}",
    "tree-two-operations": "{decide: matter, fund: matter}",
    "tree-leaf-matter": "{all: [{decide: [matter]}, {decide: null}]}",
    "tree-leaf-undirected": "{champion: true}",
    "tree-one-only": "{decide: matter, in: [area]}",
    "tree-no-children": "{any: []}",
    "tree-quorum": "{at_least: 2}",
    "tree-negative-amount": "{all: [{fund: matter, amount: -1}, {fund: matter2, amount: 0}]}",
    "tree-quorum-number": "{all: [{at_least: {n: 3, of: [{decide: matter}]}}, {at_least: {n: 0, of: [fund matter]}}]}",
    "tree-fields": "{all: [{decide: matter, amont: 5, veto: 1}], veto: true}",
    "tree-unknown-id": "all(decide mater, champion directed_to=nobody, decide matter in=aera)",
    "tree-several-roots": "[{decide: matter}, {fund: matter}]",
    "tree-malformed-id": "{decide: matter, id: a b}",
    "tree-duplicate-id": "all(decide matter id=area, fund matter id=issue)",
    "too-deep": "all(" * 101 + "decide matter" + ")" * 101,
}

REQUIREMENTS: Mapping[str, str] = {
    "tree-two-parents": (
        "[{id: r1, op: all, requires: [r2]}, {id: r2, op: leaf, form: fund, concerns: matter, required_by: i}]"
    ),
    "requirement-of-nothing": "[{op: leaf, form: fund, concerns: matter}]",
    "tree-leaf-with-children": "[{id: r1, op: leaf, form: fund, concerns: matter, requires: {fund: matter}, n: 1}]",
    "tree-leaf-of-nothing": "[{id: r1, op: leaf}, {id: r2}, {id: r3, op: at_least, requires: [{fund: matter}]}]",
    "tree-inner-with-leaf-field": (
        "[{id: r1, op: all, n: 1, form: fund, amount: 5, concerns: matter, in_area: area, requires: [{fund: matter}]}]"
    ),
    "tree-same-step": "[{id: r1, op: all, requires: [{to: r2, step: 1}, {to: r3, step: 1}]},"
    " {id: r2, op: leaf, form: fund, concerns: matter}, {id: r3, op: leaf, form: fund, concerns: [matter, matter2]}]",
}


def list_broken_maps() -> dict[str, bytes]:
    """Return every broken map by the name of its file."""
    found = {f"{name}.yaml": content for name, content in FILES.items()}
    found |= {f"{name}.json": content for name, content in JSON_FILES.items()}
    found |= {f"header.{name}.yaml": content.encode() for name, content in HEADERS.items()}
    plain = HEAD.replace("PROFILE", "none")
    goal = "initiatives: [{id: i, name: n, addresses: cause, "
    texts = {f"item.{name}": plain + text for name, text in ITEMS.items()}
    texts |= {
        f"requires.{name}": f"{plain}{goal}requires: {tree if tree[0] in '[{' else repr(tree)}}}]\n"
        for name, tree in TREES.items()
    }
    texts |= {
        f"tree.{name}": f"{plain}{goal}requires: r1}}]\nrequirements: {text}\n" for name, text in REQUIREMENTS.items()
    }
    return found | {f"{name}.yaml": text.encode() for name, text in texts.items()}
