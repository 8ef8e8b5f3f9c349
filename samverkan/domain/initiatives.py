"""Whether an initiative is still to be worked for."""

from __future__ import annotations

from samverkan.model import Node

CLOSED = ("done", "rejected")


def is_closed(initiative: Node) -> bool:
    """Tell whether an initiative is done or rejected; one without a status is open."""
    return initiative.properties.get("status") in CLOSED
