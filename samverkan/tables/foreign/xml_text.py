"""XML within limits: no document type, no entities."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from samverkan.errors import UsageError
from samverkan.tables.foreign.registry import read_bytes

_MARKUP = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_xml(path: Path) -> ET.Element:
    """Return the root of an XML file."""
    data = read_bytes(path)
    if _MARKUP.search(data):
        raise UsageError("foreign-entities", path=path)
    try:
        return ET.fromstring(data)
    except ET.ParseError as error:
        raise UsageError("foreign-not-read", path=path, reason=str(error)) from error


def local(element: ET.Element) -> str:
    """Return an element's name without its namespace: some programs write none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: ET.Element, name: str) -> list[ET.Element]:
    """Return the children of a name, whatever their namespace."""
    return [child for child in element if local(child) == name]


def find_all(element: ET.Element, name: str) -> list[ET.Element]:
    """Return the elements of a name at any depth, whatever their namespace."""
    return [child for child in element.iter() if local(child) == name]


def to_xml(root: ET.Element) -> bytes:
    """Return an element as a file: indented, the same every time."""
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def tidy(value: object) -> str:
    """Return a value as text that XML can hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _CONTROL.sub("", str(value))
