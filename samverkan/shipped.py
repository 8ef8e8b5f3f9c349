"""Find the folders that come with samverkan: the questions and the examples.

In a checkout they lie beside the package; in an installed package inside it, under `_shipped/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def find_folder(name: str, *, package: Path = _PACKAGE) -> Path:
    """Return the folder `queries` or `examples`: a checkout's own, else the one inside the package.

    The checkout counts only when `pyproject.toml` lies beside the package: an unrelated `queries` folder in
    site-packages is never picked up.
    """
    if (package.parent / "pyproject.toml").is_file():
        return package.parent / name
    return package / "_shipped" / name
