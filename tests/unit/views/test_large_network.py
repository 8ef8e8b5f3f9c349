"""Above 800 actors: the organisations as a table, their ties as bundles, and everybody in what each opens on."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from view_maps import build_town, draw


@pytest.fixture(scope="module")
def page() -> str:
    return draw(build_town(900), "network")


@pytest.fixture(scope="module")
def data(page: str) -> Any:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])  # type: ignore[index]


def test_nodes_are_the_organisations_and_edges_the_bundles_between_them(data: Any) -> None:
    content = build_town(900)
    home = {r.start: r.end for r in content.relations if r.type == "PART_OF"}
    home |= {f"f{n}": f"n{n}" for n in range(8)}

    def find(actor: str) -> str:
        while home.get(actor, "town") != "town":
            actor = home[actor]
        return actor

    across = [r for r in content.relations if r.type == "TIE" and find(r.start) != find(r.end)]
    assert sum(edge.get("n", 1) for edge in data["edges"]) == len(across)
    ids = {node["id"] for node in data["nodes"]}
    assert {f"n{n}" for n in range(8)} <= ids and not any(i.startswith("p") for i in ids)
    assert {edge["from"] for edge in data["edges"]} | {edge["to"] for edge in data["edges"]} <= ids


def test_everybody_is_found_once_alone_or_in_an_organisation(data: Any) -> None:
    content = build_town(900)
    inside = [actor for one in data["inside"] for actor in one["ids"]]
    alone = {node["id"] for node in data["nodes"]} - {one["group"] for one in data["inside"]}
    assert sorted([*inside, *alone]) == sorted(content.nodes)


def test_the_table_has_a_row_an_organisation_ours_first(page: str, data: Any) -> None:
    rows = re.findall(r'<tr data-row="([^"]+)">', page)
    assert len(rows) == len(data["nodes"])
    ours = next(one["group"] for one in data["inside"] if "p0" in one["ids"])
    assert rows[0] == ours
    assert len(page.encode()) < 400_000, "vis-network alone is more"
    assert 'class="tab free"' not in page


def test_a_meeting_has_organisations_and_no_ties() -> None:
    html = draw(build_town(900), "network", meeting=True)
    data = json.loads(re.search(r'id="data">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    assert data["edges"] == [] and not any("ties" in one for one in data["inside"])
    assert "Närmast oss" not in html and "Kontakter ut" not in html
