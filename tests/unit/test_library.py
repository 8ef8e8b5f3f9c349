"""What `import samverkan` offers: maps, plans and answers for whoever reckons further."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import samverkan
from samverkan.shipped import find_folder
from samverkan.tables.map_file import read_map_file

PATH = find_folder("examples") / "havsakra" / "map.yaml"


@pytest.fixture(scope="module")
def town() -> samverkan.OpenMap:
    return samverkan.read(PATH)


def test_a_map_is_read_without_own_assessments_unless_they_are_wanted(town: samverkan.OpenMap) -> None:
    whole, _ = read_map_file(PATH)
    assert whole is not None
    assert samverkan.read(PATH, internal=True).content == whole
    bases = {n.text("basis") for n in town.content.labelled("Position")}
    assert "own_assessment" not in bases
    assert town.left_out["own_assessment"] == 2
    assert "Havsåkra" in repr(town)


def test_a_plan_as_a_frame_says_what_the_plan_says(town: samverkan.OpenMap) -> None:
    answer = samverkan.plan(town, "c1", lang="en")
    frame = answer.to_frame()
    assert list(frame["actor"]) == [step["actor"] for step in answer.data["plan"]["steps"]]
    assert len(answer) == len(frame) > 3
    assert answer.data["initiative"]["id"] == "c1"
    assert answer._repr_html_().startswith("<svg")
    assert samverkan.plan(town, "c1", without=["polis"]).data["can_be_met"] is False


def test_a_question_as_a_frame(town: samverkan.OpenMap) -> None:
    answer = samverkan.ask(town, "who-decides", matter="d-ltf")
    assert set(answer.to_frame()["actor"]) == {"tfn", "p-tf-chef", "p-trafiking"}
    assert "<table" in answer._repr_html_()


def test_frames_hold_every_thing_and_relation_with_typed_columns() -> None:
    whole = samverkan.read(PATH, internal=True)
    frames = samverkan.frames(whole)
    things = sum(len(f) for name, f in frames.items() if not name.isupper())
    relations = sum(len(f) for name, f in frames.items() if name.isupper())
    assert (things, relations) == (len(whole.content.nodes), len(whole.content.relations))
    actors = frames["Actor"]
    assert actors.loc["tfn", "name"] == "Teknik- och fritidsnämnden"
    assert actors["vacant"].dtype == "boolean" and actors["vacant"].sum() == 1
    assert frames["Mandate"]["limit"].max() == 100_000
    assert frames["Initiative"]["started_on"].min() == pd.Timestamp("2020-09-14")
    assert frames["Agreement"].loc["o-hall", "purposes"] == ["kvällsöppen skola"]
    assert pd.isna(actors.loc["tfn", "holder_since"])
    ties = frames["TIE"].merge(actors, left_on="start", right_index=True)
    assert len(ties) == len(frames["TIE"])


def test_a_graph_has_every_edge_with_its_type() -> None:
    whole = samverkan.read(PATH, internal=True)
    graph = samverkan.to_networkx(whole)
    assert graph.number_of_nodes() == len(whole.content.nodes)
    assert graph.number_of_edges() == len(whole.content.relations)
    assert graph.nodes["tfn"]["label"] == "Actor"
    assert {d["type"] for _, _, d in graph.edges("kusttrafiken", data=True)} >= {"HAS_LEVERAGE_OVER"}
    assert nx.has_path(graph, "kusttrafiken", "g-forare")


def test_the_readme_says_what_works() -> None:
    text = (find_folder("examples").parent / "README.md").read_text("utf-8")
    block = text.split("## For analysts")[1].split("```python\n")[1].split("```")[0]
    names: dict[str, object] = {}
    exec(block.replace("examples/havsakra/map.yaml", str(PATH)), names)
    assert isinstance(names["graph"], nx.MultiDiGraph)


def test_pandas_is_imported_where_it_is_used_and_nowhere_else() -> None:
    code = (
        "import samverkan, sys; samverkan.read(sys.argv[1]); print('pandas' in sys.modules, 'networkx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(PATH)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    users = [p.name for p in Path(samverkan.__file__).parent.rglob("*.py") if "import pandas" in p.read_text("utf-8")]
    assert set(users) <= {"frames.py", "library.py"}  # the latter for its types alone
