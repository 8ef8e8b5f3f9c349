"""Take a network of another program, or a table of one's own, into a store as one edit; what is left out is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.edits import find_new_problems, merge_maps
from samverkan.errors import MapProblemsError, Problem, UsageError
from samverkan.files import write_file
from samverkan.model import Map
from samverkan.workflows.edits import Terms, refuse_late_reviews
from samverkan.workflows.files import Checked, Loaded, find_held, write_content
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.own_tables import OwnTable, take_own_table
from samverkan.workflows.places import find_in_file, nowhere
from samverkan.workflows.recipes import find_recipe, name_recipe, read_network_recipe

if TYPE_CHECKING:
    from samverkan.tables.foreign.translate import Report
    from samverkan.tables.own.columns import ColumnSeen
    from samverkan.tables.own.find_table import Table

_OPEN_ELSEWHERE = "~$"  # how Excel names the file by which it knows that another is open
TABLES = (".xlsx", ".csv", ".tsv", ".txt")


def _nobody(*_given: object, **_values: object) -> None:
    return None


@dataclass(frozen=True)
class ImportTerms:
    """How files are read: in which format, by which recipe, from which rows (`examples`) the recipe is to be learnt.

    `ask(key, **values)` is put what an unknown name or word is, `offers(key, **values)` what may be done or not:
    without anybody who answers, neither is done. `skip` leaves rows that cannot be taken, `partial_dates` says what a
    date without a day is.
    """

    form: str | None = None
    recipe: Path | None = None
    examples: tuple[tuple[int, tuple[str, ...]], ...] = ()
    skip: bool = False
    partial_dates: str | None = None
    ask: Callable[..., str | None] = _nobody
    offers: Callable[..., bool | None] = _nobody


@dataclass(frozen=True)
class Imported:
    """What an import did to the store, and its report: what it took, and what it left out and why.

    `left_rows` are the rows that could not be taken, with what is wrong, `left_file` where they lie; `alike` are the
    next rows done as the one that the recipe was learnt from, `recipe` where that lies.
    """

    loaded: Loaded
    report: Report
    format: str
    left_rows: Mapping[int, Sequence[Problem]] = field(default_factory=dict)
    left_file: Path | None = None
    alike: tuple[str, ...] = ()
    recipe: Path | None = None


@dataclass(frozen=True)
class Seen:
    """What a table holds that nobody knows how to read."""

    path: Path
    columns: tuple[ColumnSeen, ...]
    table: Table


def import_files(where: Where, paths: Sequence[Path], how: ImportTerms, terms: Terms, lang: str) -> Imported | Seen:
    """Read files of another program, or a table of one's own, and merge what they hold into a store, as one edit."""
    paths = [path for path in paths if not path.name.startswith(_OPEN_ELSEWHERE)] or paths
    frame = Map({}, (), title=paths[0].stem, language=lang)
    with open_store(where, create=True) as store:
        old = store.read_map() if find_held(store) is not None else None
        base = old or frame
        own: OwnTable | None = None
        answers: Mapping[str, Any] = {}
        if how.form is None and len(paths) == 1 and paths[0].suffix.lower() in TABLES and not _is_network(paths):
            taken = take_own_table(paths[0], how, base)
            if isinstance(taken, Seen):
                return taken
            own, found, report, name = taken, taken.content, taken.report, taken.kind
        else:
            found, report, name, answers = _take_network(paths, how)
        content = replace(found, title=frame.title, language=frame.language) if old is None else found
        problems = _check(base, content)
        checked = Checked(tuple(problems), content)
        find_where = own.find_where if own else find_in_file(paths[0]) if len(paths) == 1 else nowhere
        loaded = write_content(store, old, content, "merge", terms, checked, "import", find_where)
    if own is None:
        kept = _keep_answers(paths[0], answers, lang) if answers and not terms.dry_run else None
        return Imported(loaded, report, name, recipe=kept)
    files = {} if terms.dry_run else own.files
    for path, data in files.items():
        write_file(path, data, replace=True)
    return Imported(loaded, report, name, own.left_rows, own.left_file, own.alike, own.recipe)


def _is_network(paths: Sequence[Path]) -> bool:
    from samverkan.tables.foreign.registry import look_into

    return look_into(paths) is not None


def _keep_answers(path: Path, answers: Mapping[str, Any], lang: str) -> Path | None:
    """Keep what was answered as the recipe of the file, where it has none of its own."""
    from samverkan.tables.recipe_file import to_recipe_text

    recipe = name_recipe(path, lang)
    if recipe.exists():
        return None
    write_file(recipe, to_recipe_text(answers, path.stem), replace=False)
    return recipe


def _take_network(paths: Sequence[Path], how: ImportTerms) -> tuple[Map, Report, str, Mapping[str, Any]]:
    from samverkan.tables.foreign.registry import find_format
    from samverkan.workflows.network_words import translate

    if how.examples or how.skip:
        raise UsageError("foreign.only-tables", path=paths[0])
    recipe = read_network_recipe(how.recipe or find_recipe(paths[0]))
    if how.partial_dates is not None:
        recipe = replace(recipe, partial_dates=how.partial_dates)
    form = find_format(how.form, paths)
    content, report, answers = translate(form.read(paths), recipe, how.ask)
    return content, report, form.name, answers


def _check(base: Map, content: Map) -> list[Problem]:
    """Return the doubts about a map with what comes to it; errors are raised."""
    merged = merge_maps(base, content)
    problems = find_new_problems(base, merged, None)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise MapProblemsError(errors)
    refuse_late_reviews(base, merged)
    return list(problems)
