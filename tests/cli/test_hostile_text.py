"""Whatever stands in a map, nothing of it steers a terminal, a spreadsheet or a reader of JSON."""

from __future__ import annotations

import csv
import io
import json

import pytest
from command_line import write_map

from samverkan.cli.plain import REPLACEMENT, escape_json, to_cell, to_line
from samverkan.model import Map, Node, build_map
from samverkan.store.embedded import open_embedded

EVIL = ["\x1b[31m", "\x9b31m", "\x07", "\u202e", "\u2066", "\u2028", "\x7f", "\u200b", "\ufeff", "\x00", "\x08", "\r"]
FORBIDDEN = set("\x1b\x9b\x07\u202e\u2066\u2028\x7f\u200b\ufeff\x00\x08\r")


@pytest.fixture
def hostile(folder):
    """A store with names that reading a map file refuses: somebody else may have written them."""
    names = {f"a{i}": f"Rektor {text} slut" for i, text in enumerate(EVIL)}
    return hostile_store(folder, names)


def hostile_store(folder, names):
    nodes = [Node(id, "Actor", {"name": name, "kind": "post"}) for id, name in names.items()]
    path = folder / "karta.samverkan"
    open_embedded(path, create=True).write_map(build_map(nodes, [], Map({}, (), title="x\x1b[31m")), "new")
    return path


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize(
    "arguments", [["find", "rektor"], ["show", "a0"], ["cypher", "MATCH (a:Actor) RETURN a.name AS name"]], ids=str
)
def test_control_characters_never_reach_the_output(run, hostile, arguments, form):
    done = run(*arguments, "--format", form, on=hostile)
    assert done.code == 0
    assert not FORBIDDEN & set(done.out)
    assert "Rektor" in done.out


def test_json_keeps_the_content_whole(run, folder):
    done = run("find", "x", "--format", "json", on=hostile_store(folder, {"a": "x\x9by\u202ez\x1b"}))
    assert done.data[0]["name"] == "x\x9by\u202ez\x1b"


def test_what_a_user_types_is_not_echoed_raw_either(run, hostile):
    done = run("show", "x\x1b[31m\u202e", on=hostile)
    assert done.code == 2
    assert not FORBIDDEN & set(done.err)
    assert not FORBIDDEN & set(run("show", "x\x1b[31m\u202e", "--format", "json", on=hostile).err)


def test_a_file_name_with_control_characters_is_told_harmlessly(run):
    assert not FORBIDDEN & set(run("check", "x\x1b[31m.yaml").err)


@pytest.mark.parametrize("text", ["=1+2", "+46 70", "-x", "@SUM(A1)"])
def test_a_spreadsheet_runs_nothing(run, folder, text):
    told = write_map(folder / "karta.yaml", f'actors:\n  - {{id: a, name: "{text}", kind: post}}\n')
    rows = list(csv.DictReader(io.StringIO(run("find", "--format", "csv", "--store", told, "--", text).out)))
    assert rows[0]["name"] == f"'{text}"


def test_lines_are_one_line():
    assert to_line("a\n b\tc\r\nd") == "a b c d"
    assert to_line("å\u00ad ö") == "å\u00ad ö"
    assert to_line("\x1b]0;x\x07") == f"{REPLACEMENT}]0;x{REPLACEMENT}"
    assert to_line("\ud800") == REPLACEMENT


def test_cells_keep_their_lines():
    assert to_cell("a\nb\x1b") == f"a\nb{REPLACEMENT}"


def test_escaped_json_is_the_same_json():
    data = {"a": "\x7f\x80\u202e\U000e0001\n", "b": ["å"]}
    assert json.loads(escape_json(json.dumps(data, ensure_ascii=False))) == data


def test_curly_braces_in_names_are_only_text(run, folder):
    told = write_map(folder / "karta.yaml", 'actors:\n  - {id: a, name: "{texts} {0} %s", kind: post}\n')
    assert "{texts} {0} %s" in run("show", "a", on=told).out
    assert "{x}" in run("show", "{x}", on=told).err
