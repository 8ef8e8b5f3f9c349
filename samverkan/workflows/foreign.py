"""Take a network of another program into a store, and write a map for one; what is lost on the way is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.edits import find_new_problems, merge_maps
from samverkan.errors import MapProblemsError, UsageError
from samverkan.files import write_file
from samverkan.model import Map
from samverkan.privacy import find_own_assessments, keep_what_counts, leave_out_own_assessments
from samverkan.workflows.edits import Terms
from samverkan.workflows.files import Checked, Loaded, find_held, write_content
from samverkan.workflows.find_node import find_day
from samverkan.workflows.open_store import Where, open_store, read_whole_map

if TYPE_CHECKING:
    from samverkan.tables.foreign.translate import Recipe, Report


@dataclass(frozen=True)
class Imported:
    """What an import did to the store, and its report: what it took, and what it left out and why."""

    loaded: Loaded
    report: Report
    format: str


@dataclass(frozen=True)
class Exported:
    """The files that were written, in which format, and what it cannot hold, by reason."""

    files: tuple[Path, ...]
    format: str
    lost: Mapping[str, int]
    content: Map


def import_files(
    where: Where, paths: Sequence[Path], name: str | None, recipe: Path | None, terms: Terms, lang: str
) -> Imported:
    """Read files of another program and merge what they hold into a store, as one edit."""
    frame = Map({}, (), title=paths[0].stem, language=lang)
    with open_store(where, create=True) as store:
        old = store.read_map() if find_held(store) is not None else None
        found, report, form = _take(paths, name, recipe or find_recipe(paths[0]), old or frame)
        content = replace(found, title=frame.title, language=frame.language) if old is None else found
        base = old or frame
        problems = find_new_problems(base, merge_maps(base, content), None)
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            raise MapProblemsError(errors)
        checked = Checked(tuple(problems), content)
        loaded = write_content(store, old, content, "merge", terms, checked, command="import")
    return Imported(loaded, report, form)


def _take(paths: Sequence[Path], name: str | None, recipe: Path | None, base: Map) -> tuple[Map, Report, str]:
    """Return what files hold: a table of one's own where its headings say so, else another program's network."""
    from samverkan.tables.foreign.registry import find_format
    from samverkan.tables.foreign.translate import to_map

    if name is None and len(paths) == 1 and paths[0].suffix.lower() in (".xlsx", ".csv", ".tsv", ".txt"):
        return _take_table(paths[0], recipe, base)
    form = find_format(name, paths)
    return *to_map(form.read(paths), read_recipe(recipe)), form.name


def _take_table(path: Path, recipe: Path | None, base: Map) -> tuple[Map, Report, str]:
    from samverkan.tables.own.find_table import find_table
    from samverkan.tables.own.roles import find_roles
    from samverkan.tables.own.take_rows import Wanted, take_table
    from samverkan.tables.recipe_file import read_recipe_file

    raw = read_recipe_file(recipe) if recipe is not None else {}
    given = {str(k): str(v) for k, v in _group(raw, "columns", path).items()}
    table = find_table(path)
    found = find_roles(table.headings, given)
    if found is None:
        raise UsageError("own-unknown-table", path=path, headings=", ".join(table.headings))
    words = {str(k): str(v) for k, v in _group(raw, "words", path).items()}
    for key in ("board", "part_of"):
        if raw.get(key) and raw[key] not in base.nodes:
            raise UsageError("recipe-unknown-id", path=recipe, found=raw[key])
    wanted = Wanted(words, raw.get("board"), raw.get("part_of"))
    return *take_table(table, *found, wanted, base), found[0]


def find_recipe(path: Path) -> Path | None:
    """Return the recipe that lies beside a file (`lista.recept.yaml`), None where there is none."""
    beside = (path.with_name(f"{path.stem}.{word}.yaml") for word in ("recept", "recipe"))
    return next((found for found in beside if found.is_file()), None)


def read_recipe(path: Path | None) -> Recipe:
    """Read the part of a recipe that speaks of networks."""
    from samverkan.tables.foreign.translate import Recipe
    from samverkan.tables.recipe_file import read_recipe_file

    if path is None:
        return Recipe()
    raw = read_recipe_file(path)
    return Recipe(
        {str(k): str(v) for k, v in _group(raw, "kinds", path).items()},
        {str(k): str(v) for k, v in _group(raw, "relations", path).items()},
        raw.get("undirected"),
        raw.get("groups"),
    )


def _group(raw: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    found = raw.get(key, {})
    if not isinstance(found, Mapping):
        raise UsageError("recipe-not-read", path=path, reason=key)
    return found


def export_map(where: Where, path: Path, name: str | None, *, replace: bool) -> Exported:
    """Write what an answer may hold of a map for another program."""
    from samverkan.tables.foreign.registry import find_format

    form = find_format(name, [path], writing=True)
    content = read_whole_map(where)
    kept = keep_what_counts(leave_out_own_assessments(content) or content, find_day(content, None), date.today())
    files, lost = form.write(kept, path)
    for file, data in files.items():
        write_file(file, data, replace=replace)
    own = len(find_own_assessments(content))
    told = {"own_assessment": own, **lost}
    return Exported(tuple(files), form.name, {reason: n for reason, n in told.items() if n}, kept)
