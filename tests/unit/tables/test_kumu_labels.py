"""Elements of one label: a connection that several may be meant by is left out with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samverkan.tables.foreign.kumu import read

BOTH = [("a", "Torget"), ("b", "Torget"), ("c", "Nämnden")]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_label_that_two_elements_have_connects_neither(form: str, tmp_path: Path) -> None:
    ends = [("Torget", "c"), ("a", "Nämnden"), ("b", "c")]
    if form == "json":
        elements = [{"id": i, "label": label, "type": "Nämnd"} for i, label in BOTH]
        connections = [{"from": start, "to": end, "type": "TIE"} for start, end in ends]
        files = [tmp_path / "k.json"]
        files[0].write_text(json.dumps({"elements": elements, "connections": connections}), "utf-8")
    else:
        files = [tmp_path / "e.csv", tmp_path / "c.csv"]
        files[0].write_text("ID,Label,Type\n" + "".join(f"{i},{name},Nämnd\n" for i, name in BOTH), "utf-8")
        files[1].write_text("From,To,Type\n" + "".join(f"{start},{end},TIE\n" for start, end in ends), "utf-8")
    network = read(files)
    assert [(line.start, line.end) for line in network.lines] == [("a", "c"), ("b", "c")]
    assert network.left_out["ambiguous-end"] == 1


def test_elements_without_ids_are_two_where_their_types_differ(tmp_path: Path) -> None:
    elements = [{"label": "Torget", "type": word} for word in ("Nämnd", "Forum", "Forum")] + [{"label": "X"}]
    connections = [{"from": "Torget", "to": "X", "type": "TIE"}, {"from": "X", "to": "X", "type": "TIE"}]
    file = tmp_path / "k.json"
    file.write_text(json.dumps({"elements": elements, "connections": connections}), "utf-8")
    network = read([file])
    assert [(t.id, t.name) for t in network.things] == [
        ("Torget (Nämnd)", "Torget"),
        ("Torget (Forum)", "Torget"),
        ("Torget (Forum)", "Torget"),
        ("", "X"),
    ]
    assert [(line.start, line.end) for line in network.lines] == [("X", "X")]
    assert network.left_out["ambiguous-end"] == 1
