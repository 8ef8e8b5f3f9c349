"""A tree of requirements is changed where it says what changes; comments, order and words of the rest stay."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import pytest

from samverkan.model import Map, Node, Relation, build_map
from samverkan.tables.map_file import read_map_text
from samverkan.tables.splice import splice_map

YAML, JSON = Path("karta.yaml"), Path("karta.json")

TEXT = """\
samverkan: 1
title: Torget
profile: none
us: [vi]
actors:
  - {id: vi, name: Samordnare, kind: post, part_of: tff}
  - {id: chef, name: Gatuchef, kind: post, part_of: tff}
  - {id: tff, name: Tekniska, kind: department}
matters:
  - {id: mark, name: Mark}
  - {id: plats, name: Plats}
initiatives:
  - id: torg
    name: Sommartorg
    requires:          # se protokollet
      alla:   # alla tre
        # chefen först
        - {driva: true, directed_to: chef}   # sedan maj
        # sedan vi
        - driva: true  # eller du
          directed_to: vi
          belopp: 5    # kronor
        - any:         # en räcker
            # kommunens
            - {besluta: mark}   # M
            # polisens
            - {besluta: plats}  # P
    note: lugn
  - {id: bro, name: Bron, requires: {all: [{decide: mark}, {decide: plats, status: open}]}}
  - {id: bank, name: Bänken, requires: 'all(decide mark, decide plats veto)'}
"""

ROOT, CHEF, VI, EITHER = "torg-all", "torg-champion-chef", "torg-champion-vi", "torg-any"
MARK, PLATS = "torg-decide-mark", "torg-decide-plats"


def read(text: str, path: Path = YAML) -> Map:
    content = read_map_text(text, path)
    assert content is not None
    return content


BASE = read(TEXT)


def put(content: Map, node_id: str, **values: object) -> Map:
    node = content.nodes[node_id]
    properties = {k: v for k, v in {**node.properties, **values}.items() if v is not None}
    new = Node(node.id, node.label, properties)  # type: ignore[arg-type]
    return build_map([new if n.id == node_id else n for n in content.nodes.values()], content.relations, content)


def hang(content: Map, parent: str, children: Sequence[str]) -> Map:
    """Hang some requirements, and no others, below one."""
    kept = [r for r in content.relations if (r.type, r.start) != ("REQUIRES", parent)]
    steps = [Relation("REQUIRES", parent, child, {"step": step}) for step, child in enumerate(children, 1)]
    return build_map(content.nodes.values(), [*kept, *steps], content)


def without(content: Map, *ids: str) -> Map:
    nodes = (n for n in content.nodes.values() if n.id not in ids)
    return build_map(nodes, (r for r in content.relations if not {r.start, r.end} & {*ids}), content)


def more(content: Map, node_id: str, op: str = "leaf", **properties: str) -> Map:
    """Add a requirement that nothing holds yet; a leaf asks to fund what is done with the ground."""
    node = Node(node_id, "Requirement", {"op": op, **properties})
    about = [Relation("CONCERNS", node_id, "mark", {})] if op == "leaf" else []
    return build_map([*content.nodes.values(), node], [*content.relations, *about], content)


def find_difference(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


NEW = more(BASE, "ny", form="fund")
UNDER_ONE = hang(more(BASE, "rot", "all"), "rot", [ROOT])
WRAPPED = build_map(
    UNDER_ONE.nodes.values(),
    [
        *(r for r in UNDER_ONE.relations if (r.type, r.start) != ("REQUIRES", "torg")),
        Relation("REQUIRES", "torg", "rot", {}),
    ],
    UNDER_ONE,
)

CASES = {
    "a status behind a comment": (
        put(BASE, CHEF, status="met"),
        [
            "-        - {driva: true, directed_to: chef}   # sedan maj",
            "+        - {driva: true, directed_to: chef, status: met}   # sedan maj",
        ],
    ),
    "a key more of one without braces": (put(BASE, VI, status="met"), ["+          status: met"]),
    "a value with a comment behind it": (
        put(BASE, VI, amount=7),
        ["-          belopp: 5    # kronor", "+          belopp: 7    # kronor"],
    ),
    "the last key goes": (put(BASE, VI, amount=None), ["-          belopp: 5    # kronor"]),
    "another condition, in the language of the one before": (
        put(BASE, ROOT, op="sequence"),
        ["-      alla:   # alla tre", "+      i ordning:   # alla tre", "+      id: torg-all"],
    ),
    "another form": (
        put(BASE, MARK, form="fund"),
        [
            "-            - {besluta: mark}   # M",
            f"+            - {{finansiera: mark, id: {MARK}}}   # M",
        ],
    ),
    "one goes, and the comment above it stays": (
        hang(without(BASE, VI), ROOT, [CHEF, EITHER]),
        [
            "-        - driva: true  # eller du",
            "-          directed_to: vi",
            "-          belopp: 5    # kronor",
        ],
    ),
    "the first goes": (
        hang(without(BASE, CHEF), ROOT, [VI, EITHER]),
        ["-        - {driva: true, directed_to: chef}   # sedan maj"],
    ),
    "one more behind the others": (hang(NEW, EITHER, [MARK, PLATS, "ny"]), ["+            - {fund: mark, id: ny}"]),
    "one more before the others": (hang(NEW, EITHER, ["ny", MARK, PLATS]), ["+            - {fund: mark, id: ny}"]),
    "one more between two": (hang(NEW, ROOT, [CHEF, "ny", VI, EITHER]), ["+        - {fund: mark, id: ny}"]),
    "another order takes comments along": (
        hang(BASE, EITHER, [PLATS, MARK]),
        [
            "-            - {besluta: mark}   # M",
            "+            - {besluta: mark}   # M",
        ],
    ),
    "one that stood further in": (
        hang(without(BASE, EITHER), ROOT, [CHEF, VI, MARK, PLATS]),
        [
            "-        - any:         # en räcker",
            "-            # kommunens",
            "-            - {besluta: mark}   # M",
            "-            # polisens",
            "-            - {besluta: plats}  # P",
            "+        - {besluta: mark}  # M",
            "+        - {besluta: plats}  # P",
        ],
    ),
    "in braces": (
        put(BASE, "bro-decide-plats", status=None),
        [
            "-  - {id: bro, name: Bron, requires: {all: [{decide: mark}, {decide: plats, status: open}]}}",
            "+  - {id: bro, name: Bron, requires: {all: [{decide: mark}, {decide: plats}]}}",
        ],
    ),
    "a line of words stays one": (
        put(BASE, "bank-decide-mark", status="met"),
        [
            "-  - {id: bank, name: Bänken, requires: 'all(decide mark, decide plats veto)'}",
            '+  - {id: bank, name: Bänken, requires: "all(decide mark status=met, decide plats veto=true)"}',
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_what_changes_of_a_tree_is_written(name: str) -> None:
    new, wanted = CASES[name]
    found = splice_map(TEXT, YAML, new)
    assert read(found) == new
    assert sorted(find_difference(TEXT, found)) == sorted(wanted)


def test_another_order_moves_each_line_with_what_stands_above_it() -> None:
    found = splice_map(TEXT, YAML, hang(BASE, EITHER, [PLATS, MARK]))
    assert "            # polisens\n            - {besluta: plats}  # P\n            - {besluta: mark}   # M\n" in found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_how_many_are_enough_and_a_root_above_move_every_line_and_taking_it_back_gives_the_bytes(end: str) -> None:
    text = TEXT.replace("\n", end)
    quorum = splice_map(text, YAML, put(BASE, ROOT, op="at_least", n=2))
    assert f"      minst:   # alla tre{end}        n: 2{end}        of:{end}          # chefen först{end}" in quorum
    wrapped = splice_map(text, YAML, WRAPPED)
    assert f"      all:{end}        - alla:   # alla tre{end}            # chefen först{end}" in wrapped
    flow = splice_map(text, YAML, put(BASE, "bro-all", op="at_least", n=1))
    assert "{at_least: {n: 1, of: [{decide: mark}, {decide: plats, status: open}]}, id: bro-all}" in flow
    for changed in (quorum, wrapped, flow):
        assert all(f"# {line.partition('# ')[2]}{end}" in changed for line in text.split(end) if "# " in line)
    for changed in (quorum, flow):
        assert splice_map(changed, YAML, BASE) == text


SPACED = """\
samverkan: 1
title: Torget
profile: none
actors: [{id: vi, name: Vi, kind: unit}, {id: ni, name: Ni, kind: unit}, {id: de, name: De, kind: unit}]
initiatives:
  - id: torg
    name: Torg
    requires:
      all:   # alla
        # vi
        -   driva: true   # mål
            directed_to: vi
        - any:
            - driva: true  # en
              directed_to: ni
            - {driva: true, directed_to: de}  # två
  - id: bro
    name: Bro
    requires: {all: [
        # vi först
        {driva: true, directed_to: vi},   # i mars
        # ni sedan
        {driva: true, directed_to: ni},   # i april
        # de sist
        {driva: true, directed_to: de}    # i maj
      ]}
"""


def test_what_moves_to_a_list_whose_marks_stand_wide_stands_under_them() -> None:
    base = read(SPACED)
    parts = ["torg-champion-vi", "torg-any", "torg-champion-ni"]
    new = hang(hang(base, "torg-any", ["torg-champion-de"]), "torg-all", parts)
    found = splice_map(SPACED, YAML, new)
    assert read(found) == new
    assert "\n        -   driva: true  # en\n            directed_to: ni\n" in found
    assert all(f"# {word}\n" in found for word in ("alla", "vi", "mål", "en", "två"))


@pytest.mark.parametrize(("gone", "behind"), [("vi", "i mars"), ("ni", "i april"), ("de", "i maj")])
def test_what_goes_from_a_list_in_brackets_takes_no_comment_but_its_own(gone: str, behind: str) -> None:
    kept = [name for name in ("vi", "ni", "de") if name != gone]
    new = hang(without(read(SPACED), f"bro-champion-{gone}"), "bro-all", [f"bro-champion-{name}" for name in kept])
    found = splice_map(SPACED, YAML, new)
    assert read(found) == new
    lines = [line for line in SPACED.splitlines() if not line.endswith(f"# {behind}")]
    assert found.splitlines() == lines


# The same in JSON: each item on its line, as it is written anew, and a key a line, as programs lay it out.

ON_A_LINE = """{
"samverkan": 1,
"title": "Torget",
"profile": "none",
"us": ["vi"],
"actors": [
  {"id": "vi", "name": "Samordnare", "kind": "post", "part_of": "tff"},
  {"id": "chef", "name": "Gatuchef", "kind": "post", "part_of": ["tff"]},
  {"id": "tff", "name": "Tekniska", "slag": "förvaltning"}
],
"initiatives": [
  {"id": "torg", "name": "\\"Torg\\"", "requires": {"all": [{"driva": true,
    "directed_to": "vi"}, {"champion": true, "directed_to": "chef"}]}}
]
}
"""
SPREAD = """{
  "samverkan": 1,
  "title": "Torget",
  "profile": "none",
  "us": ["vi"],
  "actors": [
    {
      "id": "vi",
      "name": "Samordnare",
      "kind": "unit",
      "part_of": [
        "tff",
        {"to": "chef", "valid_from": "2025-01-01"}
      ]
    },
    {
      "id": "chef",
      "name": "Gatuchef",
      "kind": "unit",
      "level": "tactical"
    },
    {
      "id": "tff",
      "name": "Tekniska",
      "kind": "department"
    }
  ]
}
"""
LINE, WIDE = read(ON_A_LINE, JSON), read(SPREAD, JSON)


def add(content: Map, *nodes: Node) -> Map:
    return build_map([*content.nodes.values(), *nodes], content.relations, content)


JSON_CASES = {
    "a value": (
        ON_A_LINE,
        put(LINE, "tff", kind="unit"),
        [
            '-  {"id": "tff", "name": "Tekniska", "slag": "förvaltning"}',
            '+  {"id": "tff", "name": "Tekniska", "slag": "enhet"}',
        ],
    ),
    "a key more on a line of its own": (
        SPREAD,
        put(WIDE, "chef", note="Ny"),
        ['-      "level": "tactical"', '+      "level": "tactical",', '+      "note": "Ny"'],
    ),
    "a key goes": (
        SPREAD,
        put(WIDE, "chef", level=None),
        ['-      "kind": "unit",', '-      "level": "tactical"', '+      "kind": "unit"'],
    ),
    "an element goes": (
        SPREAD,
        build_map(WIDE.nodes.values(), [r for r in WIDE.relations if r.end != "tff"], WIDE),
        ['-        "tff",'],
    ),
    "an item more": (
        SPREAD,
        add(WIDE, Node("ny", "Actor", {"name": "Ny", "kind": "unit"})),
        ["-    }", "+    },", '+    {"id": "ny", "name": "Ny", "kind": "unit"}'],
    ),
    "a section more": (
        ON_A_LINE,
        add(LINE, Node("m", "Matter", {"name": "Plats"})),
        ["+],", '+"matters": [', '+  {"id": "m", "name": "Plats"}'],
    ),
    "a key of the header": (
        ON_A_LINE,
        build_map(
            LINE.nodes.values(), LINE.relations, read('{"samverkan": 1, "title": "Parken", "profile": "none"}', JSON)
        ),
        ['-"title": "Torget",', '+"title": "Parken",', '-"us": ["vi"],'],
    ),
}


@pytest.mark.parametrize("name", JSON_CASES)
def test_only_what_changes_of_a_json_file_is_written(name: str) -> None:
    text, new, wanted = JSON_CASES[name]
    found = splice_map(text, JSON, new)
    assert read(found, JSON) == new
    assert sorted(find_difference(text, found)) == sorted(wanted)


def test_items_that_go_from_a_json_file_take_their_section_with_them() -> None:
    """Those of a tree go with their initiative; nothing of either is left."""
    gone = without(LINE, "torg", *(n.id for n in LINE.labelled("Requirement")))
    found = splice_map(ON_A_LINE, JSON, gone)
    assert read(found, JSON) == gone
    assert "initiatives" not in found and '"us": ["vi"],\n"actors"' in found
    none = without(gone, "vi", "chef", "tff")
    none = build_map((), (), read('{"samverkan": 1, "title": "Torget", "profile": "none"}', JSON))
    assert read(splice_map(found, JSON, none), JSON) == none


def test_a_tree_in_a_json_file_is_changed_where_it_says_it() -> None:
    new = put(LINE, "torg-champion-vi", status="met")
    found = splice_map(ON_A_LINE, JSON, new)
    assert read(found, JSON) == new
    assert '[{"driva": true,\n    "directed_to": "vi",\n    "status": "met"}, {"champion": true,' in found
