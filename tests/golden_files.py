"""Compare text with what is kept in `tests/golden/`; UPDATE_GOLDEN=1 writes it anew, to be read in the diff."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"
_MOST_LINES = 60


def check_golden(name: str, text: str) -> None:
    """Assert that a golden file holds exactly this text."""
    path = _FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    kept = path.read_text("utf-8")
    if kept != text:
        changes = list(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", n=2, lineterm=""))
        told = "\n".join(changes[:_MOST_LINES])
        raise AssertionError(f"{path} differs; UPDATE_GOLDEN=1 writes it anew\n{told}")
