"""KTAB's CSV: names of actors and nothing else; power, position and salience are scores, which no map holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from samverkan.model import Map
from samverkan.tables.foreign.csv_text import read_rows, to_csv
from samverkan.tables.foreign.network import Network, Thing


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return the actors of a map as a skeleton; the columns of figures are empty."""
    actors = content.labelled("Actor")
    heads: list[object] = ["Actor", "Description", "Power", "Position", "Salience"]
    rows: list[list[object]] = [[content.title, "", len(actors), 1], heads]
    rows += [[node.name, node.text("kind") or "", "", "", ""] for node in actors]
    held = {"persons": len(content.labelled("Person")), "no-place": len(content.nodes) - len(actors)}
    return {path: to_csv(["name", "description", "actors", "dims"], rows)}, held


def read(paths: Sequence[Path]) -> Network:
    """Read the names and descriptions of actors."""
    network = Network()
    rows = read_rows(paths[0])
    start = next((n for n, row in enumerate(rows) if row and row[0].casefold() == "actor"), 1)
    for row in rows[start + 1 :]:
        network.things.append(Thing("", row[0], "", {}))
        network.left_out["score"] += sum(bool(cell) for cell in row[2:])
    return network
