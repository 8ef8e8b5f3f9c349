"""Find the recipe for a file, and read what it says of networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.tables.foreign.translate import Recipe

_WORDS = ("recept", "recipe")


def name_recipe(path: Path, lang: str) -> Path:
    """Return where the recipe of a file is kept: beside it."""
    return path.with_name(f"{path.stem}.{_WORDS[lang != 'sv']}.yaml")


def find_recipe(path: Path, headings: Sequence[str] = ()) -> Path | None:
    """Return the recipe that lies beside a file, or one in its folder that is for a table with these headings."""
    beside = [path.with_name(f"{path.stem}.{word}.yaml") for word in _WORDS]
    found = next((recipe for recipe in beside if recipe.is_file()), None)
    if found is not None or not headings:
        return found
    others = sorted(other for word in _WORDS for other in path.parent.glob(f"*.{word}.yaml"))
    return next((other for other in others if _is_for(other, headings)), None)


def _is_for(path: Path, headings: Sequence[str]) -> bool:
    from samverkan.tables.own.recipe import read_table_recipe
    from samverkan.tables.recipe_file import read_recipe_file

    try:
        recipe = read_table_recipe(read_recipe_file(path), path)
    except UsageError:  # a recipe for something else that is not well either is that file's own matter
        return False
    return bool(recipe.headers) and recipe.fits(headings)


def read_network_recipe(path: Path | None) -> Recipe:
    """Read the part of a recipe that speaks of networks."""
    from samverkan.tables.foreign.translate import Recipe
    from samverkan.tables.recipe_file import read_recipe_file

    if path is None:
        return Recipe()
    raw = read_recipe_file(path)
    return Recipe(
        {str(k): str(v) for k, v in read_group(raw, "kinds", path).items()},
        {str(k): str(v) for k, v in read_group(raw, "relations", path).items()},
        raw.get("undirected"),
        raw.get("groups"),
        raw.get("partial_dates"),
    )


def read_group(raw: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    """Return a mapping of a recipe, an empty one where it has none."""
    found = raw.get(key, {})
    if not isinstance(found, Mapping):
        raise UsageError("recipe-not-read", path=path, reason=key)
    return found
