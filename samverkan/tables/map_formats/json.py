"""A map as JSON, which programs write; read by the same rules as YAML and many times faster."""

from __future__ import annotations

from samverkan.model import Map
from samverkan.tables.json_spans import compose_json
from samverkan.tables.json_text import find_lines, place_by_number, read_json
from samverkan.tables.map_formats.form import MapFormat
from samverkan.tables.map_text import to_json, to_json_value
from samverkan.tables.spelling import Spelling


def to_bytes(content: Map) -> bytes:
    """Return a map in its one canonical form."""
    return to_json(content).encode()


FORMAT = MapFormat(
    to_bytes,
    read_json,
    place_by_number,
    find_lines,
    spelling=Spelling(compose_json, to_json_value, to_json_value, is_braced=True),
)
