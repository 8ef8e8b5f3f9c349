"""Who answers for a map, why, on what ground, to whom it may go and how long it is kept, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samverkan.domain.retention import KINDS, find_retention
from samverkan.model import Map
from samverkan.reports.report import Line, to_item
from samverkan.reports.vocabulary import join_names
from samverkan.texts import Texts
from samverkan.validate.records import REGISTER_FIELDS

_TOLD = ("controller", "contact", "purpose", "legal_basis", "recipients", "disposal_decision")


def tell_register(content: Map, texts: Texts) -> Iterator[Line]:
    """Yield a line for each thing that the register of a map says; what it does not say is told, too."""
    register = content.register or {}
    for name in _TOLD:
        said = _say(content, register.get(name), texts)
        if said:
            yield to_item(texts(f"records.register-{name.replace('_', '-')}", value=said))
        elif name in REGISTER_FIELDS:
            yield to_item(texts(f"records.register-{name.replace('_', '-')}", value=texts("records.gap")), "warn")
        elif name in ("recipients", "disposal_decision"):
            yield to_item(texts(f"records.register-no-{name.replace('_', '-')}"))
    held = [kind for kind in KINDS if kind != "person" or content.persons_allowed is not None]
    months = ", ".join(texts(f"records.months-{kind}", n=find_retention(content, kind)) for kind in held)
    yield to_item(texts("records.register-retention", months=months))


def _say(content: Map, value: Any, texts: Texts) -> str:
    if isinstance(value, (tuple, list)):
        return join_names([_name(content, str(part)) for part in value], texts("plan.and"))
    return _name(content, str(value)) if value is not None else ""


def _name(content: Map, text: str) -> str:
    node = content.nodes.get(text)
    return node.name if node else text
