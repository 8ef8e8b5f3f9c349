"""A map as YAML, which people write and review; changed in place."""

from __future__ import annotations

from samverkan.model import Map
from samverkan.tables.map_formats.form import MapFormat
from samverkan.tables.map_text import to_flow, to_yaml
from samverkan.tables.spelling import Spelling
from samverkan.tables.yaml_spans import compose_yaml
from samverkan.tables.yaml_text import read_yaml


def to_bytes(content: Map) -> bytes:
    """Return a map in its one canonical form."""
    return to_yaml(content).encode()


FORMAT = MapFormat(to_bytes, read_yaml, spelling=Spelling(compose_yaml, to_flow, str), comments=True)
