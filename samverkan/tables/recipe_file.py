"""Read a recipe: plain YAML with the answers that were given once, so that the next file asks nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.tables.document import Branch, Entries, Findings, RefusedError, Sequence, read_text
from samverkan.tables.yaml_text import read_yaml

FORMAT = "1"


def read_recipe_file(path: Path) -> dict[str, Any]:
    """Return what a recipe says; a file that is none is a UsageError."""
    findings = Findings(path)
    try:
        root = read_yaml(read_text(path, findings), findings)
    except RefusedError as error:
        line = findings.problems[0].line if findings.problems else None
        raise UsageError("recipe-not-read", path=path, reason=f"{line or ''}".strip() or "YAML") from error
    raw = to_plain(root)
    if not isinstance(raw, dict) or str(raw.get("recipe")) != FORMAT:
        raise UsageError("recipe-not-read", path=path, reason=f"recipe: {FORMAT}")
    return raw


def to_recipe_text(raw: Mapping[str, Any], title: str) -> str:
    """Return a recipe as the text of its file."""
    import yaml

    return yaml.safe_dump({"recipe": 1, "title": title, **raw}, allow_unicode=True, sort_keys=False, width=110)


def to_plain(branch: Branch) -> Any:
    """Return a branch as mappings, lists and texts; a scalar that stands for nothing is None."""
    if isinstance(branch, Entries):
        return {key: to_plain(value) for key, value in branch.fields.items()}
    if isinstance(branch, Sequence):
        return [to_plain(part) for part in branch.items]
    return None if branch.is_null else branch.text
