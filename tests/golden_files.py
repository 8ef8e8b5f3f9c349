"""Compare text with what is kept in `tests/golden/`; UPDATE_GOLDEN=1 writes it anew, to be read in the diff."""

from __future__ import annotations

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


def check_golden(name: str, text: str) -> None:
    """Assert that a golden file holds exactly this text."""
    path = _FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert path.read_text("utf-8") == text, f"{path} differs; UPDATE_GOLDEN=1 writes it anew"
