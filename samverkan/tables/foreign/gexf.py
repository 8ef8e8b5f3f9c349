"""GEXF 1.3 (Gephi): parallel edges told apart by their kind, which is the relation's type; several periods as spells.

The ends of its intervals are inclusive and ours are not: a day is taken from the end, and added when reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from samverkan.model import ALWAYS_TO, Map
from samverkan.tables.foreign.network import (
    Line,
    Network,
    Thing,
    find_types,
    leave_out_people,
    list_fields,
    take_word,
)
from samverkan.tables.foreign.xml_text import children, find_all, read_xml, tidy, to_xml

_SPACE = "http://gexf.net/1.3"
# Days are texts: networkx refuses the type that GEXF has for them.
_TYPES = {"bool": "boolean", "int": "integer", "number": "double", "texts": "liststring"}
_DAY = timedelta(days=1)


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as GEXF; nothing but persons is lost."""
    nodes, relations, people = leave_out_people(content)
    root = ET.Element("gexf", {"xmlns": _SPACE, "version": "1.3"})
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    _declare(graph, "node", {"label": "text"} | {k: t for k, t in find_types().items() if k != "name"})
    _declare(graph, "edge", find_types(of_relations=True))
    holder = ET.SubElement(graph, "nodes")
    for node in nodes:
        values = {"label": node.label, **dict(list_fields(node))}
        _add(holder, "node", {"id": node.id, "label": tidy(node.name), **_interval(values)}, values)
    holder = ET.SubElement(graph, "edges")
    grouped = groupby(relations, key=lambda r: (r.type, r.start, r.end))
    for number, ((kind, start, end), group) in enumerate(grouped):
        periods = [dict(r.properties) for r in group]
        head = {"id": str(number), "source": start, "target": end, "kind": kind, "label": kind}
        edge = _add(holder, "edge", {**head, **(_interval(periods[0]) if len(periods) == 1 else {})}, periods[0])
        if len(periods) > 1:
            spells = ET.SubElement(edge, "spells")
            for period in periods:
                ET.SubElement(spells, "spell", _interval(period))
    return {path: to_xml(root)}, {"persons": people}


def _declare(graph: ET.Element, kind: str, columns: Mapping[str, str]) -> None:
    holder = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for name, form in columns.items():
        ET.SubElement(holder, "attribute", {"id": name, "title": name, "type": _TYPES.get(form, "string")})


def _add(holder: ET.Element, name: str, attributes: Mapping[str, str], values: Mapping[str, Any]) -> ET.Element:
    element = ET.SubElement(holder, name, dict(attributes))
    said = ET.SubElement(element, "attvalues")
    for key, value in values.items():
        text = f"[{', '.join(map(_quote, value))}]" if isinstance(value, (list, tuple)) else tidy(value)
        ET.SubElement(said, "attvalue", {"for": key, "value": text})
    return element


def _quote(text: object) -> str:
    return '"' + tidy(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _interval(values: Mapping[str, Any]) -> dict[str, str]:
    start, end = values.get("valid_from"), values.get("valid_to")
    found = {"start": start.isoformat()} if isinstance(start, date) else {}
    if isinstance(end, date) and end != ALWAYS_TO:
        found["end"] = (end - _DAY).isoformat()
    return found


def read(paths: Sequence[Path]) -> Network:
    """Read a GEXF file of any version."""
    root, network = read_xml(paths[0]), Network()
    titles = {
        (group.get("class", "node"), column.get("id", "")): column.get("title", "")
        for group in find_all(root, "attributes")
        for column in children(group, "attribute")
    }
    default = next((g.get("defaultedgetype", "undirected") for g in find_all(root, "graph")), "undirected")
    for element in find_all(root, "node"):
        fields = _read_values(element, "node", titles) | _read_interval(element)
        word = take_word(fields, "kind", "type", "Type")
        network.things.append(Thing(element.get("id", ""), element.get("label", ""), word, fields))
    for element in find_all(root, "edge"):
        fields = _read_values(element, "edge", titles)
        word = element.get("kind") or str(fields.pop("kind", "")) or element.get("label") or ""
        directed = element.get("type", default) != "undirected"
        for period in _list_periods(element):
            line = Line(element.get("source", ""), element.get("target", ""), word, directed, {**fields, **period})
            network.lines.append(line)
    return network


def _read_values(element: ET.Element, kind: str, titles: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for holder in children(element, "attvalues"):
        for value in children(holder, "attvalue"):
            key = value.get("for") or value.get("id") or ""
            text = value.get("value", "")
            found[titles.get((kind, key)) or key] = _read_list(text) if text.startswith('["') else text
    return found


def _read_list(text: str) -> list[str]:
    import json

    try:
        return [str(part) for part in json.loads(text)]
    except ValueError:
        return [text]


def _read_interval(element: ET.Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if start := element.get("start"):
        found["valid_from"] = start
    if end := element.get("end"):
        with suppress(ValueError, OverflowError):
            found["valid_to"] = (date.fromisoformat(end) + _DAY).isoformat()
    return found


def _list_periods(element: ET.Element) -> Iterable[dict[str, Any]]:
    spells = [spell for holder in children(element, "spells") for spell in children(holder, "spell")]
    return [_read_interval(spell) for spell in spells] or [_read_interval(element)]
