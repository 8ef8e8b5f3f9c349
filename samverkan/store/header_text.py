"""The groups of a map's header (`register`, `requests`) as JSON: a date is `{"date": "2025-10-01"}` there.

A field that is called date holds a date or nothing, never a text: `{"date": {"date": "2025-10-01"}}` is such a field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def encode_group(value: Any) -> Any:
    """Return a value of the header as JSON can hold it."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {key: encode_group(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode_group(part) for part in value]
    return value


def decode_group(value: Any) -> Any:
    """Return what `encode_group` was given."""
    if isinstance(value, list):
        return tuple(decode_group(part) for part in value)
    if isinstance(value, dict):
        if value.keys() == {"date"} and isinstance(value["date"], str):
            return date.fromisoformat(value["date"])
        return {key: decode_group(part) for key, part in value.items()}
    return value


def to_group_text(value: Any) -> str | None:
    """Return a value of the header as JSON text, None where there is none."""
    return None if value is None else json.dumps(encode_group(value), ensure_ascii=False)


def from_group_text(text: Any) -> Any:
    """Return what `to_group_text` was given."""
    return None if text is None else decode_group(json.loads(str(text)))
