"""Map stakeholders, mandates and collaboration, and find who must be convinced for an initiative.

import samverkan

town = samverkan.read("map.yaml")
samverkan.plan(town, "c1").to_frame()
samverkan.ask(town, "who-prioritises").to_frame()
samverkan.frames(town)["Actor"]
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
OFFERED = ("Answer", "OpenMap", "ask", "frames", "plan", "read", "to_networkx")


def __getattr__(name: str) -> Any:
    """Load what the library offers when it is first asked for: commands start without it."""
    if name in OFFERED:
        return getattr(import_module("samverkan.workflows.library"), name)
    raise AttributeError(f"module 'samverkan' has no attribute {name!r}")
