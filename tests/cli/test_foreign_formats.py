"""Networks of other programs come in and go out, and what is lost on the way is told. All names are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pytest
from command_line import HAVSAKRA, run_program

from samverkan.tables.map_file import read_map_file


def take(folder: Path, *files: str, recipe: str | None = None, form: str | None = None) -> Any:
    """Import files into an empty store; return the report and the map that it then holds."""
    options = ["--as", form] if form else []
    if recipe:
        (folder / "r.yaml").write_text(f"recipe: 1\n{recipe}", "utf-8")
        options += ["--recipe", folder / "r.yaml"]
    store = folder / "s.samverkan"
    done = run_program("import", *(folder / f for f in files), *options, "--format", "json", "--yes", on=store)
    assert done.code == 0, done.err
    run_program("save", folder / "ut.json", "--force", on=store)
    content, problems = read_map_file(folder / "ut.json")
    assert content is not None, problems
    return done.data, content


def left(data: Any) -> dict[str, int]:
    return {row["reason"]: row["count"] for row in data["left_out"]}


def ends(content: Any) -> set[tuple[str, str, str]]:
    return {(r.start, r.type, r.end) for r in content.relations}


@pytest.mark.parametrize(
    ("name", "form", "files"),
    [
        ("a.gexf", None, ["a.gexf"]),
        ("a.graphml", None, ["a.graphml"]),
        ("a.csv", "gephi", ["a-nodes.csv", "a-edges.csv"]),
        ("a.json", "arrows", ["a.json"]),
        ("a.json", "polinode", ["a.json"]),
        ("a.xlsx", "nodexl", ["a.xlsx"]),
        ("a.csv", "neo4j", ["a-nodes.csv", "a-relationships.csv"]),
    ],
)
def test_what_is_written_is_read_again(tmp_path: Path, name: str, form: str | None, files: list[str]) -> None:
    options = ["--as", form] if form else []
    done = run_program("export", tmp_path / name, *options, "--format", "json", on=HAVSAKRA)
    assert done.data["left_out"]["own_assessment"] == 2
    assert sorted(Path(f).name for f in done.data["files"]) == sorted(files)
    data, content = take(tmp_path, *files)
    whole, _ = read_map_file(HAVSAKRA)
    assert whole is not None
    assert set(left(data)) <= {
        "incomplete"
    }  # a figure below ten of a special group is hidden, and its measurement gone
    lost = {n.id for n in whole.nodes.values() if n.id not in content.nodes}
    assert all(whole.nodes[i].label in ("Position", "Source", "Measurement") for i in lost) and len(lost) < 10
    kept = [r for r in whole.relations if r.start in content.nodes and r.end in content.nodes]
    assert ends(content) == {(r.start, r.type, r.end) for r in kept}
    assert content.nodes["md13"].properties["limit"] == 100_000
    again = run_program(
        "import", *(tmp_path / f for f in files), "--yes", "--format", "json", on=tmp_path / "s.samverkan"
    )
    assert again.data["changes"] == []


def test_networkx_reads_what_is_written(tmp_path: Path) -> None:
    for name in ("a.gexf", "a.graphml"):
        assert run_program("export", tmp_path / name, on=HAVSAKRA).code == 0
    graph = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    assert graph.nodes["tfn"]["name"] == "Teknik- och fritidsnämnden"
    assert graph.number_of_edges() > 800
    assert nx.read_gexf(tmp_path / "a.gexf").nodes["tfn"]["label"] == "Teknik- och fritidsnämnden"


def test_gexf_ends_are_inclusive_and_ours_are_not(tmp_path: Path) -> None:
    run_program("export", tmp_path / "a.gexf", on=HAVSAKRA)
    text = (tmp_path / "a.gexf").read_text("utf-8")
    assert 'end="2022-12-31"' in text and 'kind="PART_OF"' in text
    _, content = take(tmp_path, "a.gexf")
    assert str(content.nodes["kusttrafiken-ab"].properties["valid_to"]) == "2023-01-01"


def test_kumu_gets_elements_and_connections(tmp_path: Path) -> None:
    done = run_program("export", tmp_path / "k.xlsx", "--as", "kumu", "--format", "json", on=HAVSAKRA)
    assert done.data["left_out"]["trees"] > 30 and done.data["left_out"]["kumu-ids"] > 0
    book = openpyxl.load_workbook(tmp_path / "k.xlsx")
    assert [cell.value for cell in book["Elements"][1]][:3] == ["ID", "Label", "Type"]
    assert [cell.value for cell in book["Connections"][1]][:4] == ["ID", "From", "To", "Type"]


KUMU = {
    "elements": [
        {"label": "Gatunämnden", "type": "Nämnd"},
        {"label": "Gatuchefen", "type": "Befattning", "Influence": "9"},
        {"label": "Kim Test", "type": "Person"},
        {"label": "Torgvännerna", "type": "Stakeholder"},
    ],
    "connections": [
        {"from": "Gatuchefen", "to": "Gatunämnden", "type": "ingår i", "direction": "directed"},
        {"from": "Gatuchefen", "to": "Torgvännerna", "type": "TIE", "direction": "mutual"},
        {"from": "Kim Test", "to": "Gatunämnden", "type": "ingår i", "direction": "directed"},
        {"from": "Torgvännerna", "to": "Gatunämnden", "type": "++", "direction": "undirected"},
    ],
    "loops": [{}],
}  # fmt: skip


def test_words_that_nobody_can_know_are_refused_until_a_recipe_says_them(tmp_path: Path) -> None:
    (tmp_path / "k.json").write_text(json.dumps(KUMU), "utf-8")
    done = run_program("import", tmp_path / "k.json", "--lang", "sv", on=tmp_path / "s.samverkan")
    assert done.code == 2 and "Stakeholder (1)" in done.err and "recept" in done.err
    recipe = "kinds: {Stakeholder: förening}\nrelations: {'++': leave_out}\n"
    data, content = take(tmp_path, "k.json", recipe=recipe)
    assert {(n.id, n.text("kind")) for n in content.nodes.values()} == {
        ("gatunamnden", "board"), ("p-gatuchefen", "post"), ("torgvannerna", "association"),
    }  # fmt: skip
    assert ends(content) == {
        ("p-gatuchefen", "PART_OF", "gatunamnden"),
        ("p-gatuchefen", "TIE", "torgvannerna"),
        ("torgvannerna", "TIE", "p-gatuchefen"),
    }
    assert left(data) == {"person": 1, "no-field": 1, "dangling": 1, "told-to": 1, "loops": 1}
    assert data["ids_made"] == 3


YED = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:y="http://www.yworks.com/xml/graphml">
<key id="d0" for="node" yfiles.type="nodegraphics"/><key id="d1" for="edge" yfiles.type="edgegraphics"/>
<key id="d2" for="node" attr.name="kind"/>
<graph edgedefault="directed">
<node id="n0"><data key="d2">board</data>
<data key="d0"><y:ShapeNode><y:NodeLabel> Nämnden </y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"><data key="d2">post</data>
<data key="d0"><y:ShapeNode><y:NodeLabel>Chefen</y:NodeLabel></y:ShapeNode></data></node>
<edge id="e0" source="n1" target="n0"><data key="d1"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>
<y:EdgeLabel>ingår i</y:EdgeLabel></y:PolyLineEdge></data></edge></graph></graphml>"""
CYTOSCAPE = """<?xml version="1.0"?><graphml>
<key attr.name="shared name" for="node" id="n"/><key attr.name="type" for="node" id="t"/>
<key attr.name="interaction" for="edge" id="i"/><key attr.name="SUID" for="node" id="s"/><graph edgedefault="directed">
<node id="1"><data key="n">Nämnden</data><data key="t">board</data><data key="s">1</data></node>
<node id="2"><data key="n">Chefen</data><data key="t">post</data></node>
<edge source="2" target="1"><data key="i">PART_OF</data></edge></graph></graphml>"""


@pytest.mark.parametrize("text", [YED, CYTOSCAPE])
def test_dialects_of_graphml(tmp_path: Path, text: str) -> None:
    (tmp_path / "g.graphml").write_text(text, "utf-8")
    data, content = take(tmp_path, "g.graphml")
    assert {n.name for n in content.nodes.values()} == {"Nämnden", "Chefen"}
    assert [r.type for r in content.relations] == ["PART_OF"] and left(data) == {}


def test_other_formats_give_what_they_can(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(
        json.dumps(
            {
                "organizations": [
                    {"id": "o/1", "name": "Utskottet", "classification": "committee", "founding_date": "2020-01-01"}
                ],
                "posts": [{"id": "x", "label": "Ordförande", "organization_id": "o/1"}],
                "memberships": [
                    {"post_id": "x", "organization_id": "o/1", "role": "Ordförande"},
                    {"person_id": "k", "organization_id": "o/1"},
                ],
                "persons": [{"id": "k", "name": "Kim Test"}],
            }
        ),
        "utf-8",
    )
    data, content = take(tmp_path, "p.json")
    assert ends(content) == {("x", "PART_OF", "utskottet"), ("x", "MEMBER_OF", "utskottet")}
    assert content.out("x", "MEMBER_OF")[0].properties["seat"] == "chair"
    assert left(data)["person"] == 2 and "Kim" not in json.dumps(data)


def test_scores_are_never_taken(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text(
        "name,description,actors,dims,\nProv,,2,1\nActor,Desc,Power,Position,Salience\nA,x,90,10,50\nB,y,10,90,50\n",
        "utf-8",
    )
    data, content = take(tmp_path, "k.csv", form="ktab", recipe="kinds: {'': association}\n")
    assert {n.name for n in content.nodes.values()} == {"A", "B"} and left(data) == {"score": 6}
    assert all("90" not in str(n.properties) for n in content.nodes.values())


def test_the_lock_files_of_excel_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "~$k.json").write_text("x", "utf-8")
    (tmp_path / "k.json").write_text(json.dumps({"elements": [{"label": "N", "type": "Nämnd"}]}), "utf-8")
    data, _ = take(tmp_path, "~$k.json", "k.json")
    assert data["format"] == "kumu" and data["taken"] == {"Actor": 1}


def test_dangling_relations_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"nodes": [{"id": "n", "caption": "N", "labels": ["Actor"], "properties": {"kind": "unit"}}],
                    "relationships": [{"id": "r", "fromId": "n", "toId": "gone", "type": "PART_OF"}]}), "utf-8"
    )  # fmt: skip
    data, _ = take(tmp_path, "a.json")
    assert left(data) == {"dangling": 1}
    lines = [{"type": "node", "id": "0", "labels": ["Actor"], "properties": {"id": "b", "name": "B", "kind": "unit"}},
             {"type": "relationship", "label": "TIE", "start": {"id": "0"}, "end": {"id": "9"}}]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    data, content = take(tmp_path, "a.jsonl")
    assert "b" in content.nodes and left(data) == {"dangling": 1}


@pytest.mark.parametrize("name", ["x.gexf", "x.graphml"])
def test_entities_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "utf-8")
    done = run_program("import", tmp_path / name, "--lang", "sv", on=tmp_path / "s.samverkan")
    assert done.code == 2 and "DOCTYPE" in done.err


def test_neo4j_gets_typed_headings(tmp_path: Path) -> None:
    assert run_program("export", tmp_path / "n.csv", "--as", "neo4j", on=HAVSAKRA).code == 0
    head, *rows = (tmp_path / "n-nodes.csv").read_text("utf-8").splitlines()
    assert (
        head.startswith("id:ID,name,")
        and "valid_from:date" in head
        and "purposes:string[]" in head
        and head.endswith(":LABEL")
    )
    assert any(",true," in row for row in rows)
    assert (tmp_path / "n-relationships.csv").read_text("utf-8").startswith(":START_ID,")


def test_what_gephi_reads_by_its_own_rules(tmp_path: Path) -> None:
    town = tmp_path / "k.yaml"
    town.write_text(
        "samverkan: 1\nlanguage: sv\nactors:\n  - {id: a, name: 'C:\\temp \\\\x; och, \"y\"', kind: unit}\n"
        "  - {id: b, name: '0042', kind: unit, part_of: a, tie: a}\n",
        "utf-8",
    )
    for source in (town, HAVSAKRA):
        assert run_program("export", tmp_path / "g.csv", "--as", "gephi", "--force", on=source).code == 0
        found = {}
        for part in ("nodes", "edges"):
            data = (tmp_path / f"g-{part}.csv").read_bytes()
            assert data.startswith(b"\xef\xbb\xbf")  # else the code page is guessed
            text = data.decode("utf-8-sig")
            head = text.partition("\n")[0]
            assert max(",;\t ", key=head.count) == ","  # the delimiter is the sign that the heading has most of
            # a backslash is a sign of escape there
            rows = list(csv.reader(io.StringIO(text.replace("\\\\", "\0"), newline="")))
            assert all(rows[0]) and len({cell.casefold() for cell in rows[0]}) == len(rows[0])
            found[part] = [dict(zip(rows[0], (c.replace("\0", "\\") for c in row), strict=True)) for row in rows[1:]]
            assert "\\" not in text.replace("\\\\", "")
        ids = {row["Id"] for row in found["nodes"]}
        assert all(row["Type"] == "Directed" and {row["Source"], row["Target"]} <= ids for row in found["edges"])
        if source == town:
            assert [row["Label"] for row in found["nodes"]] == ['C:\\temp \\\\x; och, "y"', "0042"]
            assert [(row["Source"], row["Kind"]) for row in found["edges"]] == [("b", "PART_OF"), ("b", "TIE")]
    assert run_program("export", tmp_path / "g.gexf", on=HAVSAKRA).code == 0
    edges = [edge.attrib for edge in ElementTree.parse(tmp_path / "g.gexf").iter() if edge.tag.endswith("}edge")]
    keys = [(edge["source"], edge["target"], edge["kind"]) for edge in edges]
    assert len(keys) == len(set(keys)) > 800  # parallel edges only of different kinds; more periods are spells
