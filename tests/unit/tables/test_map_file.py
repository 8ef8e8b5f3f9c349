"""What a map file may look like, and what is read from it."""

from datetime import date
from pathlib import Path

import pytest

from samverkan.errors import UsageError
from samverkan.model import Map, Relation
from samverkan.tables import document
from samverkan.tables.comments import has_comments
from samverkan.tables.map_file import read_map_file, to_yaml, write_map_file

ACTORS = "actors: [{id: a, name: A, kind: unit}, {id: b, name: B, kind: board}]\n"


def read(tmp_path: Path, text: str | bytes, name: str = "map.yaml") -> Map:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    content, problems = read_map_file(path)
    assert content is not None, problems
    return content


def relations(content: Map) -> list[tuple[str, str, str]]:
    return [(r.type, r.start, r.end) for r in content.relations]


def test_scalars_mean_what_their_property_wants(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "samverkan: 1\ntitle: 117\nlanguage: sv\n"
        "areas: [{id: 117, name: 2024-01-01, priority: yes}, {id: on, name: 0x1F}, {id: 1e3, name: true}]\n"
        "actors: [{id: a, name: no, kind: Nämnd, head: true, valid_from: '2024-01-01'}]\n"
        "indicators: [{id: i, name: n, baseline: 0x1F, target: 1.50, due: 2024-01-01}]\n"
        "matters: [{id: m, name: n, delegable: FALSE, legal_basis: }]\n",
    )
    assert content.title == "117"
    assert content.nodes["117"].properties == {"name": "2024-01-01", "priority": "yes"}
    assert [content.nodes[i].name for i in ("on", "1e3")] == ["0x1F", "true"]
    assert content.nodes["a"].properties == {
        "name": "no",
        "kind": "board",
        "head": True,
        "valid_from": date(2024, 1, 1),
    }
    assert content.nodes["i"].properties == {"name": "n", "baseline": 31, "target": 1.5, "due": date(2024, 1, 1)}
    assert content.nodes["m"].properties == {"name": "n", "delegable": False}


def test_swedish_and_english_words_are_tokens(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        f"samverkan: 1\n{ACTORS}issues: [{{id: i, name: n, domain: trafik}}]\n"
        "positions: [{taken_by: a, about: i, kind: Hållning, value: emot, basis: egen bedömning,\n"
        "  stated_on: 2025-01-01}]\n",
    )
    position = content.labelled("Position")[0]
    assert position.id == "a-stance-i-2025-01-01"
    assert [position.properties[k] for k in ("kind", "value", "basis")] == ["stance", "opposes", "own_assessment"]
    assert content.nodes["i"].properties["domain"] == "traffic"


def test_bom_crlf_and_composed_letters(tmp_path: Path) -> None:
    text = (
        "\ufeffsamverkan: 1\r\ntitle: Havsa\u030akra\r\nareas:\r\n- {id: o\u0308, name: |\r\n    a\r\n    b\r\n  }\r\n"
    )
    text = text.replace("|\r\n    a\r\n    b\r\n  }", '"a\\r\\nb"}')
    content = read(tmp_path, text)
    assert content.title == "Havs\u00e5kra"
    assert content.nodes["\u00f6"].name == "a\nb"


@pytest.mark.parametrize(
    "sides",
    [
        "a: [{to: b, seat: chair}] | b:",
        "a: | b: {to: a, seat: chair}",
        "a: b | b: {to: a, seat: chair}",
        "a: [b, b] | b: [a, {to: a, seat: chair}]",
    ],
)
def test_a_relation_written_at_either_end_is_one(tmp_path: Path, sides: str) -> None:
    member, body = (side.partition(":")[2].strip() or "[]" for side in sides.split("|"))
    content = read(
        tmp_path,
        f"samverkan: 1\nactors: [{{id: a, name: A, kind: post, member_of: {member}}},\n"
        f" {{id: b, name: B, kind: board, has_member: {body}}}]\n",
    )
    assert content.relations == (Relation("MEMBER_OF", "a", "b", {"seat": "chair"}),)


def test_an_undated_end_belongs_to_the_dated_other_end(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "samverkan: 1\nactors: [{id: a, name: A, kind: unit, part_of: b},\n"
        " {id: b, name: B, kind: unit, has_part: {to: a, valid_from: 2023-01-01}}]\n",
    )
    assert content.relations == (Relation("PART_OF", "a", "b", {"valid_from": date(2023, 1, 1)}),)


def test_the_same_relation_at_different_times_is_several(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "samverkan: 1\nactors: [{id: a, name: A, kind: unit, part_of:\n"
        "  [{to: b, valid_to: 2020-01-01}, {to: b, valid_from: 2023-01-01}]}, {id: b, name: B, kind: unit}]\n",
    )
    assert relations(content) == [("PART_OF", "a", "b")] * 2


def test_the_ends_of_time_are_left_out(tmp_path: Path) -> None:
    content = read(
        tmp_path, "samverkan: 1\nactors: [{id: a, name: A, kind: unit, valid_from: 0001-01-01, valid_to: 9999-12-31}]\n"
    )
    assert content.nodes["a"].properties == {"name": "A", "kind": "unit"}


POSITIONS = [
    "{taken_by: a, about: i, kind: stance, value: opposes, stated_on: 2025-01-01}",
    "{taken_by: a, about: i, kind: stance, value: supports, stated_on: 2025-01-01}",
    "{taken_by: a, about: i, kind: stance, value: opposes, stated_on: 2025-01-01}",
    "{taken_by: a, about: i, kind: stance, value: opposes, stated_on: 2025-01-02}",
    "{id: a-stance-i-2025-01-02, taken_by: b, about: i, kind: stance, value: opposes, stated_on: 2025-01-03}",
]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [1, 3, 0, 4, 2]])
def test_derived_ids_do_not_depend_on_the_order(tmp_path: Path, order: list[int]) -> None:
    items = ", ".join(POSITIONS[i] for i in order)
    content = read(tmp_path, f"samverkan: 1\n{ACTORS}issues: [{{id: i, name: n}}]\npositions: [{items}]\n")
    values = {p.id: (p.properties["value"], p.properties["stated_on"]) for p in content.labelled("Position")}
    first, second, third = (date(2025, 1, day) for day in (1, 2, 3))
    assert values == {
        "a-stance-i-2025-01-01": ("opposes", first),
        "a-stance-i-2025-01-01-2": ("opposes", first),
        "a-stance-i-2025-01-01-3": ("supports", first),
        "a-stance-i-2025-01-02-2": ("opposes", second),
        "a-stance-i-2025-01-02": ("opposes", third),
    }


def test_derived_ids_of_long_ids_fit_and_stay_apart(tmp_path: Path) -> None:
    long = ["x" * 63 + end for end in "ab"]
    issues = ", ".join(f"{{id: {name}, name: n}}" for name in long)
    items = ", ".join(
        f"{{taken_by: a, about: {i}, kind: stance, value: supports, stated_on: 2025-01-01}}" for i in long
    )
    content = read(tmp_path, f"samverkan: 1\n{ACTORS}issues: [{issues}]\npositions: [{items}]\n")
    ids = [p.id for p in content.labelled("Position")]
    assert len(set(ids)) == 2
    assert all(len(node_id) <= 64 for node_id in ids)


def test_ids_that_follow_from_the_rest_are_not_written(tmp_path: Path) -> None:
    items = ", ".join(POSITIONS)
    content = read(tmp_path, f"samverkan: 1\n{ACTORS}issues: [{{id: i, name: n}}]\npositions: [{items}]\n")
    written = [line for line in to_yaml(content).splitlines() if "taken_by" in line]
    assert written[0] == "  - {taken_by: a, about: i, kind: stance, value: opposes, stated_on: 2025-01-01}"
    assert written[1].startswith("  - {id: a-stance-i-2025-01-01-2, ")


def test_json_says_the_same_as_yaml(tmp_path: Path) -> None:
    as_yaml = read(
        tmp_path, f"samverkan: 1\nas_of: 2025-01-01\n{ACTORS}indicators: [{{id: i, name: 5, target: 1.0}}]\n"
    )
    as_json = read(
        tmp_path,
        '\ufeff{"samverkan": 1, "as_of": "2025-01-01", "actors": [{"id": "a", "name": "A", "kind": "unit"},'
        ' {"id": "b", "name": "B", "kind": "board", "part_of": null}],'
        ' "indicators": [{"id": "i", "name": 5, "target": 1.0}]}',
        "map.json",
    )
    assert as_json == as_yaml
    assert type(as_json.nodes["i"].properties["target"]) is int


def test_canonical_form(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "us: b # comment\nissues: [{name: I, id: i}]\nactors:\n"
        "- {kind: board, name: 'Nämnden: \"a\"', id: b}\n- {id: a, kind: unit, name: A, part_of: b}\n"
        "mandates: [{id: m, kind: besluta, covers: i, held_by: b}]\nsamverkan: 1\nprofile: se\n"
        "initiatives: [{id: x, name: '1e3',\n"
        "  requires: 'all(decide d, any(fund d amount=5e4, champion directed_to=a))'}]\n"
        "matters: [{id: d, name: D}]\n",
    )
    assert to_yaml(content) == (
        "samverkan: 1\nprofile: se\nlanguage: sv\nus: [b]\n\nactors:\n"
        "  - {id: a, name: A, kind: unit, part_of: b}\n"
        '  - {id: b, name: "Nämnden: \\"a\\"", kind: board}\n\nissues:\n  - {id: i, name: I}\n\ninitiatives:\n'
        '  - id: x\n    name: "1e3"\n'
        "    requires: {all: [{decide: d}, {any: [{fund: d, amount: 50000}, {champion: true, directed_to: a}]}]}\n"
        "\nmatters:\n  - {id: d, name: D}\n\nmandates:\n  - {id: m, kind: decide, held_by: b, covers: i}\n"
    )


def test_files_that_cannot_be_opened_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"tables\.no-file"):
        read_map_file(tmp_path / "map.yaml")
    with pytest.raises(UsageError, match=r"tables\.is-folder"):
        read_map_file(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match=r"tables\.not-readable"):
        read_map_file(tmp_path / "file" / "map.yaml")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 20)
    path = tmp_path / "map.yaml"
    path.write_text("samverkan: 1\ntitle: abcdefgh\n")
    content, problems = read_map_file(path)
    assert content is None
    assert [p.key for p in problems] == ["too-big"]


def test_an_alias_bomb_is_refused_without_being_unfolded(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 40)]
    path = tmp_path / "map.yaml"
    path.write_text("\n".join(lines))
    content, problems = read_map_file(path)
    assert content is None
    assert {p.key for p in problems} == {"yaml-anchor"}


def test_warnings_are_those_of_the_day_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("samverkan: 1\nas_of: 2020-01-01\nactors: [{id: p, name: P, kind: post, valid_from: 2024-01-01}]\n")
    assert [p.key for p in read_map_file(path)[1]] == []
    assert [p.key for p in read_map_file(path, date(2024, 1, 1))[1]] == ["post-without-organisation"]


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    write_map_file(Map({}, ()), path, replace=False)
    with pytest.raises(UsageError, match="file-exists"):
        write_map_file(Map({}, (), title="new"), path, replace=False)
    assert read_map_file(path)[0] == Map({}, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("samverkan: 1\n", False),
        ("samverkan: 1 # format\n", True),
        ("# a map\nsamverkan: 1\n", True),
        ("samverkan: 1\n# end", True),
        ("title: 'a # b'\n", False),
        ("title: a#b\n", False),
        ("title: it's # a comment, isn't it\n", True),
        ("title: |\n  # text\n", False),
        ("title: | # comment\n  text\n", True),
        ("a: [1, # one\n 2]\n", True),
        ("a: [#\n", True),
    ],
)
def test_comments_are_seen(tmp_path: Path, text: str, expected: bool) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(text)
    assert has_comments(path) is expected


def test_json_has_no_comments(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text('{"title": "# a"}')
    assert has_comments(path) is False


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("50 000,50", "50000.50"),
        ("50\u00a0000", "50000"),
        ("50000,50", "50000.50"),
        ("1,000,000", "1000000"),
        ("50,000.50", "50000.50"),
        ("-0,5", "-0.5"),
        ("5", "5"),
        ("50 00", None),
        ("100_000", None),
        ("femtio", None),
    ],
)
def test_a_number_as_people_write_it_is_told_as_it_is_written_here(written: str, number: str | None) -> None:
    from samverkan.tables.values import to_number_text

    assert to_number_text(written) == number
