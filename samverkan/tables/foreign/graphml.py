"""GraphML: plain, as yEd writes it (labels in y:NodeLabel, arrows in y:Arrows) and as Cytoscape does (no namespace)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from samverkan.model import Map
from samverkan.tables.foreign.network import Line, Network, Thing, leave_out_people, list_fields, say_kind, take_word
from samverkan.tables.foreign.xml_text import children, find_all, read_xml, tidy, to_xml

_YED = "http://www.yworks.com/xml/graphml"
_NAMES = ("name", "label", "shared name", "Label")
_KINDS = ("kind", "type", "label_name", "Type")
_PASSED = ("SUID", "selected", "shared interaction", "graphics", "shared name", "name", "label")


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as GraphML with plain keys, and yEd's labels beside them."""
    nodes, relations, people = leave_out_people(content)
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns", "xmlns:y": _YED})
    used = {key for node in nodes for key, _ in list_fields(node)} | {"label", "name", "kind_word"}
    lines = {key for relation in relations for key in relation.properties} | {"label", "interaction"}
    for kind, keys in (("node", sorted(used)), ("edge", sorted(lines))):
        for key in keys:
            attributes = {"id": f"{kind[0]}_{key}", "for": kind, "attr.name": key, "attr.type": "string"}
            ET.SubElement(root, "key", attributes)
        ET.SubElement(root, "key", {"id": f"{kind[0]}_yed", "for": kind, "yfiles.type": f"{kind}graphics"})
    graph = ET.SubElement(root, "graph", {"id": "map", "edgedefault": "directed"})
    for node in nodes:
        element = ET.SubElement(graph, "node", {"id": node.id})
        values = {"label": node.label, "name": node.name, "kind_word": say_kind(node, content.language)}
        _say(element, "n", {**values, **dict(list_fields(node))})
        shape = ET.SubElement(ET.SubElement(element, "data", {"key": "n_yed"}), "y:ShapeNode")
        ET.SubElement(shape, "y:NodeLabel").text = tidy(node.name)
    for number, relation in enumerate(relations):
        element = ET.SubElement(graph, "edge", {"id": f"e{number}", "source": relation.start, "target": relation.end})
        _say(element, "e", {"label": relation.type, "interaction": relation.type, **relation.properties})
        line = ET.SubElement(ET.SubElement(element, "data", {"key": "e_yed"}), "y:PolyLineEdge")
        ET.SubElement(line, "y:Arrows", {"source": "none", "target": "standard"})
        ET.SubElement(line, "y:EdgeLabel").text = relation.type
    return {path: to_xml(root)}, {"persons": people}


def _say(element: ET.Element, kind: str, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        text = " | ".join(map(str, value)) if isinstance(value, (list, tuple)) else tidy(value)
        ET.SubElement(element, "data", {"key": f"{kind}_{key}"}).text = text


def read(paths: Sequence[Path]) -> Network:
    """Read a GraphML file in any of the dialects."""
    root, network = read_xml(paths[0]), Network()
    names = {key.get("id", ""): key.get("attr.name", "") for key in find_all(root, "key")}
    defaults = {
        key.get("attr.name", ""): (child.text or "")
        for key in find_all(root, "key")
        for child in children(key, "default")
        if key.get("for") == "node" and (child.text or "").strip()
    }
    directed = next((g.get("edgedefault", "directed") for g in find_all(root, "graph")), "directed") != "undirected"
    for element in find_all(root, "node"):
        fields = defaults | _read_data(element, names)
        label = next((e.text.strip() for e in _own(element, "NodeLabel") if e.text and e.text.strip()), "")
        name = next((fields[key] for key in _NAMES if fields.get(key) and key != "label"), "") or label
        shown = str(fields.get("label", ""))
        word = take_word(fields, *_KINDS)
        kept = {k: v for k, v in fields.items() if k not in (*_PASSED, "kind_word")}
        network.things.append(Thing(element.get("id", ""), name or shown, "" if word == shown == name else word, kept))
        for inner in children(element, "graph"):
            network.groups += [(child.get("id", ""), element.get("id", "")) for child in children(inner, "node")]
    for element in find_all(root, "edge"):
        fields = _read_data(element, names)
        label = next((e.text.strip() for e in _own(element, "EdgeLabel") if e.text and e.text.strip()), "")
        word = str(fields.get("interaction") or fields.get("label") or label or fields.get("type") or "")
        kept = {k: v for k, v in fields.items() if k not in (*_PASSED, "interaction", "type")}
        ends = element.get("source", ""), element.get("target", "")
        network.lines.append(Line(*ends, word, _is_directed(element, directed), kept))
    return network


def _own(element: ET.Element, name: str) -> list[ET.Element]:
    """Return the elements of a name inside a node's own data, not in the nodes of its group."""
    return [found for data in children(element, "data") for found in find_all(data, name)]


def _read_data(element: ET.Element, names: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for data in children(element, "data"):
        name = names.get(data.get("key", ""), "")
        if name and data.text and data.text.strip():
            found[name] = data.text.strip()
    return found


def _is_directed(element: ET.Element, default: bool) -> bool:
    for arrows in _own(element, "Arrows"):
        return arrows.get("target", "none") != "none" or arrows.get("source", "none") != "none"
    return {"true": True, "false": False}.get(element.get("directed", ""), default)
