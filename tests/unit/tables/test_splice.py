"""A map file is changed where it says what changes; comments, order and words of the rest stay."""

from __future__ import annotations

import difflib
import os
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from strategies.random_edits import TREE_WAYS, edit_randomly

from samverkan.edits import find_changes
from samverkan.errors import StoreError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.shipped import find_folder
from samverkan.tables.json_text import find_lines
from samverkan.tables.map_file import read_items, read_map_text, to_json
from samverkan.tables.splice import splice_map

MANY = int(os.environ.get("SAMVERKAN_EDITS", "40"))
YAML, JSON = Path("karta.yaml"), Path("karta.json")
EVERY_FORM = (Path(__file__).parent / "every_form.yaml").read_text("utf-8")

COMMENTED = """\
# Kartan över torget
samverkan: 1
title: Torget          # arbetsnamn
profile: none
us: [vi]               # samordnaren

aktörer:
  # först vi
  - id: vi
    namn: Samordnare
    slag: befattning   # inte en person
  - {id: chef, namn: Gatuchef, slag: befattning, nivå: taktisk, ingår_i: tff} # ny 2025
  # sedan nämnderna
  -   id: tff
      name: Tekniska   # förvaltningen
      kind: department

  - id: nämnd
    name: Nämnden
    kind: board
    tie:
      - {to: chef, strength: new}  # sedan maj
      - to: vi
        strength: strong
issues: [{id: i, name: Torget}, {id: j, name: Parken}]
sources:
initiatives:
  - id: torg
    name: Sommartorg
    addresses: i
    requires:          # se protokollet
      all:
        - {champion: true, directed_to: chef}
        - {champion: true, directed_to: vi}
positions:
  # hållningar
  - {taken_by: chef, about: torg, kind: stance, value: tveksam, basis: written, stated_on: 2025-01-02} # mejl
"""


def read(text: str) -> Map:
    content = read_map_text(text, YAML)
    assert content is not None
    return content


def put(content: Map, node_id: str, **values: object) -> Map:
    node = content.nodes[node_id]
    properties = {k: v for k, v in {**node.properties, **values}.items() if v is not None}
    new = Node(node.id, node.label, properties)  # type: ignore[arg-type]
    return build_map([new if n.id == node_id else n for n in content.nodes.values()], content.relations, content)


def link(content: Map, *relations: Relation, without: tuple[str, str, str] | None = None) -> Map:
    kept = (r for r in content.relations if (r.type, r.start, r.end) != without)
    return build_map(content.nodes.values(), (*kept, *relations), content)


def without(content: Map, node_id: str) -> Map:
    nodes = (n for n in content.nodes.values() if n.id != node_id)
    return build_map(nodes, (r for r in content.relations if node_id not in (r.start, r.end)), content)


def find_difference(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


BASE = read(COMMENTED)
POSITION = "chef-stance-torg-2025-01-02"
SAID = "taken_by: chef, about: torg, kind: stance"

CASES = {
    "a value in braces, its word in the language of the one before": (
        put(BASE, "chef", level="strategic"),
        [
            "-  - {id: chef, namn: Gatuchef, slag: befattning, nivå: taktisk, ingår_i: tff} # ny 2025",
            "+  - {id: chef, namn: Gatuchef, slag: befattning, nivå: strategisk, ingår_i: tff} # ny 2025",
        ],
    ),
    "a value with a comment behind it": (
        put(BASE, "tff", name="Teknik # och fritid"),
        ["-      name: Tekniska   # förvaltningen", '+      name: "Teknik # och fritid"   # förvaltningen'],
    ),
    "a new key of an item without braces, behind its last line": (
        put(BASE, "vi", level="tactical"),
        ["+    level: tactical"],
    ),
    "a key that goes takes its line": (
        put(BASE, "chef", level=None),
        [
            "-  - {id: chef, namn: Gatuchef, slag: befattning, nivå: taktisk, ingår_i: tff} # ny 2025",
            "+  - {id: chef, namn: Gatuchef, slag: befattning, ingår_i: tff} # ny 2025",
        ],
    ),
    "a new relation stands on its start": (
        link(BASE, Relation("PART_OF", "nämnd", "tff", {})),
        ["+    part_of: tff"],
    ),
    "a thing that goes takes its lines and what others say of it": (
        without(link(BASE, without=("TIE", "nämnd", "vi")), "i"),
        [
            "-      - to: vi",
            "-        strength: strong",
            "-issues: [{id: i, name: Torget}, {id: j, name: Parken}]",
            "+issues: [{id: j, name: Parken}]",
            "-    addresses: i",
        ],
    ),
    "a relation more stands behind the others": (
        link(BASE, Relation("TIE", "nämnd", "tff", {})),
        ["+      - tff"],
    ),
    "what is said of a relation changes alone": (
        link(BASE, Relation("TIE", "nämnd", "chef", {"strength": "strong"}), without=("TIE", "nämnd", "chef")),
        [
            "-      - {to: chef, strength: new}  # sedan maj",
            "+      - {to: chef, strength: strong}  # sedan maj",
        ],
    ),
    "of a relation on several lines one line changes": (
        link(
            BASE,
            Relation("TIE", "nämnd", "vi", {"strength": "new", "valid_to": date(2030, 1, 1)}),
            without=("TIE", "nämnd", "vi"),
        ),
        ["-        strength: strong", "+        strength: new", "+        valid_to: 2030-01-01"],
    ),
    "a new thing stands last in its section": (
        build_map([*BASE.nodes.values(), Node("k", "Issue", {"name": "Bron"})], BASE.relations, BASE),
        [
            "-issues: [{id: i, name: Torget}, {id: j, name: Parken}]",
            "+issues: [{id: i, name: Torget}, {id: j, name: Parken}, {id: k, name: Bron}]",
        ],
    ),
    "a section that stands there empty is filled": (
        build_map([*BASE.nodes.values(), Node("s", "Source", {"name": "Protokoll"})], BASE.relations, BASE),
        ["+  - {id: s, name: Protokoll}"],
    ),
    "a section that is not there comes last": (
        build_map([*BASE.nodes.values(), Node("m", "Matter", {"name": "Plats"})], BASE.relations, BASE),
        ["+", "+matters:", "+  - {id: m, name: Plats}"],
    ),
    "a position keeps its id when what it was derived from changes": (
        put(BASE, POSITION, value="supports", concern="ljud"),
        [
            f"-  - {{{SAID}, value: tveksam, basis: written, stated_on: 2025-01-02}} # mejl",
            f"+  - {{{SAID}, value: stöder, basis: written, stated_on: 2025-01-02, concern: ljud}} # mejl",
        ],
    ),
    "the header": (
        replace(BASE, title="Parken"),
        ["-title: Torget          # arbetsnamn", "+title: Parken          # arbetsnamn"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_what_changes_is_written(name: str) -> None:
    new, wanted = CASES[name]
    found = splice_map(COMMENTED, YAML, new)
    assert read(found) == new
    assert find_difference(COMMENTED, found) == wanted


def test_a_section_of_which_nothing_is_left_goes_and_gives_the_bytes_back() -> None:
    matter = Node("m", "Matter", {"name": "Plats"})
    more = splice_map(COMMENTED, YAML, build_map([*BASE.nodes.values(), matter], BASE.relations, BASE))
    assert splice_map(more, YAML, BASE) == COMMENTED


def test_a_tree_is_changed_where_it_says_it() -> None:
    new = put(BASE, "torg-champion-vi", status="met")
    found = splice_map(COMMENTED, YAML, new)
    assert read(found) == new
    assert found.split("requires:")[0] == COMMENTED.split("requires:")[0]
    assert found.split("positions:")[1] == COMMENTED.split("positions:")[1]


def test_a_derived_id_that_no_longer_follows_is_written_out() -> None:
    new = link(
        BASE,
        Relation("ABOUT", POSITION, "i", {}),
        without=("ABOUT", POSITION, "torg"),
    )
    found = splice_map(COMMENTED, YAML, new)
    assert read(found) == new
    assert "{id: chef-stance-torg-2025-01-02, taken_by: chef, about: i" in found


LISTED = """\
samverkan: 1
title: Torget
profile: none
actors:
  - {id: a, name: A, kind: unit}
  - id: b
    name: B
    kind: unit
    tie: [c,         # om c
          {to: a, strength: new}]
  - id: c
    name: C
    kind: unit
    tie:
      # starkt
      - to: a        # till a
        # sedan 2024
        strength: strong  # så sade A
...
"""


def test_comments_stand_inside_what_changes_of_a_list() -> None:
    base = read(LISTED)
    closer = link(base, Relation("TIE", "c", "a", {"strength": "new"}), without=("TIE", "c", "a"))
    assert splice_map(LISTED, YAML, closer) == LISTED.replace("strength: strong  #", "strength: new  #")
    fewer = link(base, without=("TIE", "b", "a"))
    assert "[c,         # om c" in splice_map(LISTED, YAML, fewer)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_thing_that_takes_the_place_of_the_last_one_of_its_section_stands_there(end: str) -> None:
    text = LISTED.replace("...\n", "").replace("\n", end)
    actor = Node("d", "Actor", {"name": "D", "kind": "unit"})
    base = without(link(read(text), without=("TIE", "b", "c")), "c")
    new = build_map([*base.nodes.values(), actor], base.relations, base)
    for given in (text, text.removesuffix(end)):
        found = splice_map(given, YAML, new)
        assert read(found) == new
        assert found.endswith(f"{{to: a, strength: new}}]{end}  - {{id: d, name: D, kind: unit}}{end}")


def test_a_new_section_stands_before_the_end_of_the_document() -> None:
    base = read(LISTED)
    new = build_map([*base.nodes.values(), Node("m", "Matter", {"name": "Plats"})], base.relations, base)
    end = "strength: strong  # så sade A\n"
    assert splice_map(LISTED, YAML, new) == LISTED.replace(end, end + "\nmatters:\n  - {id: m, name: Plats}\n")


def test_line_ends_are_those_of_the_file() -> None:
    windows = COMMENTED.replace("\n", "\r\n")
    found = splice_map(windows, YAML, put(BASE, "vi", level="tactical"))
    assert found == splice_map(COMMENTED, YAML, put(BASE, "vi", level="tactical")).replace("\n", "\r\n")


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(StoreError, match="not-spliced"):
        splice_map(COMMENTED, YAML, put(BASE, "vi", level="no such level"))


def add_comments(text: str, rng: Random) -> str:
    """Put comments between and behind the lines of a map file, where no text goes on over them."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        if rng.random() < 0.1 and line.strip():
            lines.append(" " * (len(line) - len(line.lstrip())) + f"# kommentar {number}")
        lines.append(f"{line} # bakom {number}" if rng.random() < 0.1 and line.endswith(("}", "]")) else line)
    return "\n".join(lines) + "\n"


def find_places(text: str, path: Path) -> list[tuple[int, str]]:
    """Return the lines on which the items of a map file begin."""
    sections, _ = read_items(text, path)
    lines = find_lines(text) if path == JSON else range(text.count("\n") + 2)
    return sorted((lines[item.line], item.id) for _, items in sections for item in items)


def find_touched(old: Map, new: Map) -> set[str]:
    """Return the items in which something may have been written: what changes, its other end, its initiative."""
    touched = set[str]()
    for change in find_changes(old, new):
        touched |= {*change.key[1:3]} if isinstance(change.key, tuple) else {str(change.key)}
    for content in (old, new):
        touched |= content.reach(touched & content.nodes.keys(), "REQUIRES", backwards=True)
    return touched


_HEADING = re.compile(r'"?\w+"?:(?: \[|\s+\[\](?:\s*#.*)?)?|')
_COMMA = re.compile(r",(?=\s*(?:#.*)?$)")
_CLOSED = re.compile(r"\](?=\s*(?:#.*)?$)")


def find_lost(before: str, after: str, places: list[tuple[int, str]], touched: set[str]) -> list[str]:
    """Return the lines that are gone though nothing that touches them has changed.

    A section in brackets on one line may get another thing behind its last one.
    """
    old, new = ([_COMMA.sub("", line) for line in text.splitlines()] for text in (before, after))
    gone, lost = Counter(old) - Counter(new), []
    for number, line in enumerate(old, 1):
        last = max((start for start, _ in places if start <= number), default=0)
        items = {name for start, name in places if start == last} or {""}
        if gone[line] and items & touched:
            gone[line] -= 1
        elif gone[line] and not (_CLOSED.search(line) and any(is_longer(line, other) for other in new)):
            lost.append(line)
    return [line for line in lost if gone[line]]


def is_longer(line: str, other: str) -> bool:
    """Tell whether a line is another one, with something more before its closing bracket."""
    head, _, end = line.rpartition("]")
    return other.startswith(f"{head}, ") and other.endswith(f"]{end}")


@dataclass
class Count:
    """The comments inside things that were edited: all, those that are still there, and those whose line changed."""

    inside: int = 0
    kept: int = 0
    changed: int = 0
    lost: int = 0

    def add(self, before: str, after: str, places: list[tuple[int, str]], touched: set[str]) -> None:
        for line in find_comments_inside(before, places, touched):
            stays = line.rpartition("# ")[2] in after
            self.inside, self.kept = self.inside + 1, self.kept + stays
            self.changed, self.lost = self.changed + (line not in after), self.lost + (not stays)


def find_comments_inside(text: str, places: list[tuple[int, str]], touched: set[str]) -> list[str]:
    items = [next((i for start, i in reversed(places) if start <= n), "") for n in range(1, text.count("\n") + 2)]
    return [line for line, item in zip(text.splitlines(), items, strict=False) if item in touched and "# " in line]


def edit_often(text: str, path: Path, rng: Random, number: int, count: Count) -> None:
    """Make edits of a text, one on another now and then, and check what each writes."""
    content = read_map_text(text, path)
    assert content is not None
    first, places = (text, content), find_places(text, path)
    for step in range(number):
        if step % 60 == 0 or not content.labelled("Actor"):  # else little is left to change
            text, content = first
            places = find_places(text, path)
        new = edit_randomly(content, rng, TREE_WAYS if step % 3 == 0 else ())
        found = splice_map(text, path, new, content)
        assert read_map_text(found, path) == new
        touched = find_touched(content, new)
        lost = find_lost(text, found, places, touched)
        assert all(map(_HEADING.fullmatch, lost)), "the heading of a section of which nothing is left may go"
        if path == YAML:
            dead = {str(change.key) for change in find_changes(content, new) if change.after is None}
            count.add(text, found, places, touched - dead)
        if rng.random() < 0.3:
            text, content, places = found, new, find_places(found, path)


@pytest.mark.parametrize("example", ["havsakra", "harbourside"])
@pytest.mark.parametrize("path", [YAML, JSON], ids=str)
def test_random_edits_say_what_is_meant_and_keep_the_rest(example: str, path: Path) -> None:
    shipped = (find_folder("examples") / example / "map.yaml").read_text("utf-8")
    rng, count = Random(example), Count()
    text = add_comments(shipped, rng) if path == YAML else to_json(read(shipped))
    edit_often(text, path, rng, MANY // 10, count)
    assert 10 * count.kept >= 9 * count.inside


def test_comments_stay_where_a_list_or_tree_in_brackets_is_written_in_another_order() -> None:
    base = read(EVERY_FORM)
    kept = [r for r in base.relations if (r.type, r.start) != ("REQUIRES", "bänk-all")]
    steps = [
        Relation("REQUIRES", "bänk-all", i, {"step": n}) for n, i in ((1, "bänk-at_least"), (2, "bänk-fund-medel"))
    ]
    new = build_map(base.nodes.values(), [*kept, *steps], base)
    found = splice_map(EVERY_FORM, YAML, new)
    assert read(found) == new
    assert find_difference(EVERY_FORM, found) == [
        "-      {fund: medel, amount: 20000},   # litet",
        "-                             {concur: yttrande}]}}]}",
        "+                             {concur: yttrande}]}},",
        "+      {fund: medel, amount: 20000}   # litet",
        "+      ]}",
    ]


def test_what_comes_behind_the_last_one_in_brackets_takes_no_comment_of_it() -> None:
    text = EVERY_FORM.replace("name: Yttrande}", "name: Yttrande}  # den sista")
    base = read(text)
    new = build_map([*base.nodes.values(), Node("ny", "Matter", {"name": "Ny"})], base.relations, base)
    found = splice_map(text, YAML, new)
    assert read(found) == new
    assert find_difference(text, found) == [
        "-  {id: yttrande, name: Yttrande}  # den sista",
        "+  {id: yttrande, name: Yttrande},  # den sista",
        "+  {id: ny, name: Ny}",
    ]


def test_the_comments_of_a_tree_that_must_be_written_as_items_stand_above_it() -> None:
    base, key = read(EVERY_FORM), ("REQUIRES", "torg-all", "torg-champion-chef")
    # A relation with a source of its own has no place in a tree.
    new = link(base, Relation(*key, {"step": 3, "source": "s1"}), without=key)
    found = splice_map(EVERY_FORM, YAML, new)
    assert read(found) == new
    words = ("se protokollet", "allt behövs", "nämnden", "en räcker", "han")
    above = "".join(f"    # {comment}\n" for comment in words)
    assert f"    addresses: i\n{above}    requires: torg-all                # frågad i maj\n" in found


@pytest.mark.parametrize("goes", [True, False])
def test_a_tree_of_one_that_goes_takes_its_comment_and_one_that_is_cut_off_leaves_it(goes: bool) -> None:
    text = """\
samverkan: 1
title: Prov
actors:
  - {id: chef, name: Chef, kind: post}
initiatives:
  - id: x
    name: X
    requires: {decide: m, directed_to: chef} # sagt i maj
  - {id: y, name: Y} # nästa
matters:
  - {id: m, name: M}
indicators:
  - {id: n, name: N}
measurements:
  - {of: n, date: 2024-12-31, value: 14}
  - {of: n, date: 2024-12-31, value: 9}
"""
    base = read(text)
    (leaf,) = base.labelled("Requirement")
    kept = [node for node in base.nodes.values() if not goes or node is not leaf]
    relations = [r for r in base.relations if r.type != "REQUIRES" and not (goes and r.start == leaf.id)]
    new = build_map(kept, relations, base)
    found = splice_map(text, YAML, new)
    assert read(found) == new
    difference = find_difference(text, found)
    assert [line for line in difference if line.startswith("-")] == [
        "-    requires: {decide: m, directed_to: chef} # sagt i maj"
    ]
    assert [line for line in difference if "sagt" in line and line.startswith("+")] == (
        [] if goes else ["+    # sagt i maj"]
    )


def test_random_edits_of_every_form_that_people_write_keep_nine_of_ten_comments() -> None:
    rng, count = Random("every form"), Count()
    for _ in range(max(1, MANY // 60)):
        edit_often(add_comments(EVERY_FORM, rng), YAML, rng, min(MANY, 60), count)
    assert 10 * count.kept >= 9 * count.inside
    if MANY >= 1000:  # of fewer edits a single one may decide
        assert 10 * count.lost <= count.changed
