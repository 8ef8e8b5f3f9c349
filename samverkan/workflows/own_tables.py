"""Take a table of one's own: by a row that somebody explains, by a recipe, by its headings, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.edits import find_new_problems, merge_maps
from samverkan.errors import MapProblemsError, Problem, UsageError
from samverkan.model import Map
from samverkan.workflows.learn_table import learn, read_examples
from samverkan.workflows.places import FindWhere, find_in_rows, nowhere
from samverkan.workflows.recipes import find_recipe, name_recipe, read_group

if TYPE_CHECKING:
    from samverkan.tables.foreign.translate import Report
    from samverkan.tables.own.find_table import Table
    from samverkan.tables.own.recipe import TableRecipe
    from samverkan.tables.own.take_recipe import Taken
    from samverkan.workflows.imports import ImportTerms, Seen

Take = Callable[["Table"], "Taken"]
_ALIKE = 3  # rows that are shown done as the one that was explained


@dataclass(frozen=True)
class OwnTable:
    """A table as it becomes: the map, a report, the rows that were left with what is wrong, the files to write."""

    content: Map
    report: Report
    kind: str
    left_rows: Mapping[int, Sequence[Problem]] = field(default_factory=dict)
    left_file: Path | None = None
    files: Mapping[Path, bytes] = field(default_factory=dict)
    alike: tuple[str, ...] = ()
    recipe: Path | None = None
    find_where: FindWhere = nowhere


def take_own_table(path: Path, how: ImportTerms, base: Map) -> OwnTable | Seen:
    """Return what a table adds to a map; of one that nobody knows how to read, what its columns hold."""
    from samverkan.tables.own.columns import list_columns
    from samverkan.tables.own.fill_in import split_filled
    from samverkan.tables.own.find_table import find_table
    from samverkan.tables.own.take_rows import refuse_identity_numbers
    from samverkan.tables.recipe_file import read_recipe_file, to_recipe_text
    from samverkan.workflows.imports import Seen

    table, filled = split_filled(find_table(path))
    refuse_identity_numbers(table)
    if examples := [*filled, *read_examples(how.examples)]:
        raw = learn(table, examples, how.ask, base)
        take, kind = _by_recipe(table, raw, path, how, base), "own"
        target = name_recipe(path, base.language)
        done = _take(table, take, base, skip=how.skip)
        files = {target: to_recipe_text(raw, path.stem).encode(), **done.files}
        alike = _tell_alike(table, take, examples[0].row)
        return replace(done, kind=kind, files=files, alike=alike, recipe=target)
    recipe = how.recipe or find_recipe(path, table.headings)
    raw = read_recipe_file(recipe) if recipe is not None else {}
    chosen = _choose(table, raw, recipe or path, how, base)
    if chosen is None:
        return Seen(path, tuple(list_columns(table)), table)
    return replace(_take(table, chosen[0], base, skip=how.skip), kind=chosen[1])


def _choose(table: Table, raw: Mapping[str, Any], recipe: Path, how: ImportTerms, base: Map) -> tuple[Take, str] | None:
    """Return how a table is taken: as its recipe says, else as the headings or the shape of it say; None of another."""
    from samverkan.tables.own.roles import find_roles
    from samverkan.tables.own.shipped import find_matrix, find_stances

    if raw.get("makes"):
        return _by_recipe(table, raw, recipe, how, base), "recipe"
    matrix = find_matrix(table)
    if matrix is not None:
        return _taking(matrix, how, base), "matrix"
    stances = find_stances(table, base, raw)
    if stances is not None:
        return _by_stances(table, raw, how, base), "stances"
    given = {str(k): str(v) for k, v in read_group(raw, "columns", recipe).items()}
    found = find_roles(table.headings, given)
    return (_by_headings(*found, raw, recipe, how, base), found[0]) if found is not None else None


def _by_recipe(table: Table, raw: Mapping[str, Any], recipe: Path, how: ImportTerms, base: Map) -> Take:
    from samverkan.tables.own.recipe import read_table_recipe

    found = read_table_recipe(raw, recipe)
    if not found.fits(table.headings):
        missing = [heading for heading in found.headers if heading not in table.headings]
        raise UsageError("foreign.other-headings", path=table.path, missing=", ".join(missing))
    return _taking(found, how, base)


def _taking(recipe: TableRecipe, how: ImportTerms, base: Map) -> Take:
    from samverkan.tables.own.take_recipe import take_by_recipe

    return lambda table: take_by_recipe(table, recipe, base, lambda name: how.ask("name", word=name), skip=how.skip)


def _by_stances(table: Table, raw: Mapping[str, Any], how: ImportTerms, base: Map) -> Take:
    """Take a matrix of actors and issues; without a ground for its stances it is asked what that is."""
    from samverkan.tables.own.shipped import find_stances

    given = dict(raw)
    found = find_stances(table, base, given)
    if found is not None and found[1]:
        given |= {key: answer for key in ("basis", "stated_on") if (answer := how.ask(key, word=table.path.name))}
        found = find_stances(table, base, given)
    assert found is not None
    recipe, left = found
    take = _taking(recipe, how, base)

    def take_all(rest: Table) -> Taken:
        taken = take(rest)
        taken.report.left_out.update(left)
        return taken

    return take_all


def _by_headings(
    kind: str, roles: Mapping[str, str], raw: Mapping[str, Any], recipe: Path, how: ImportTerms, base: Map
) -> Take:
    from samverkan.tables.own.take_recipe import Taken
    from samverkan.tables.own.take_rows import take_table
    from samverkan.tables.own.taker import Wanted

    words = {str(k): str(v) for k, v in read_group(raw, "words", recipe).items()}
    keys = ("board", "part_of", "about", "basis", "stated_on", "kind", "when")
    given = {key: str(raw[key]) for key in keys if raw.get(key)}
    for key in ("board", "part_of", "about"):
        if key in given and given[key] not in base.nodes:
            raise UsageError("recipe-unknown-id", path=recipe, found=given[key])
    hearings = {"after_hearing": True, "condition": False}.get(str(raw.get("hearings")))

    def take(table: Table) -> Taken:
        content, report, origins = take_table(table, kind, roles, Wanted(words, hearings=bool(hearings), **given), base)
        heard = report.left_out["hearing"]
        if heard and hearings is None and how.offers("hearing", n=heard, name=report.examples["hearing"]):
            wanted = Wanted(words, hearings=True, **given)
            content, report, origins = take_table(table, kind, roles, wanted, base)
        if report.left_out["when"] and (field := _ask_when(report, how)):
            wanted = Wanted(words, hearings=bool(hearings), **{**given, "when": field})
            content, report, origins = take_table(table, kind, roles, wanted, base)
        return Taken(content, report, origins=origins)

    return take


def _ask_when(report: Report, how: ImportTerms) -> str | None:
    """Ask what the days of an action plan are: a field of an initiative that is a day; None where nobody says so."""
    from samverkan.schema import read_schema
    from samverkan.tables.field_words import find_item_key

    said = how.ask("when", word=report.examples["when"], n=report.left_out["when"])
    key = find_item_key("Initiative", said) if said else None
    prop = read_schema().labels["Initiative"].properties.get(key or "")
    return key if prop is not None and prop.type == "date" else None


def _take(table: Table, take: Take, base: Map, *, skip: bool) -> OwnTable:
    """Take a table; with `skip` without the rows that are wrong, again and again until none is."""
    left: dict[int, list[Problem]] = {}
    rest = table
    while True:
        taken = take(rest)
        bad = _find_bad_rows(taken, table, base)
        if bad and not skip:
            raise MapProblemsError([problem for number in sorted(bad) for problem in bad[number]])
        if not bad:
            break
        left |= bad
        rest = replace(rest, lines=tuple(line for line in rest.lines if line.number not in left))
    path = table.path.with_name(f"{table.path.stem}-{'kvar' if base.language == 'sv' else 'left'}.xlsx")
    files = {path: _write_left(table, left, base.language)} if left else {}
    find_where = find_in_rows(table.path, table.sheet, taken.origins)
    return OwnTable(taken.content, taken.report, "", left, path if left else None, files, find_where=find_where)


def _find_bad_rows(taken: Taken, table: Table, base: Map) -> dict[int, list[Problem]]:
    """Return what is wrong by row: what could not be read, else what would break a rule of the map."""
    if taken.bad_rows:
        return taken.bad_rows
    errors = [p for p in taken.problems if p.severity == "error"]
    errors += [p for p in find_new_problems(base, merge_maps(base, taken.content), None) if p.severity == "error"]
    found: dict[int, list[Problem]] = {}
    for problem in errors:
        rows = taken.origins.get(problem.item or "")
        if not rows:  # nobody's row: the map as a whole does not hold together
            raise MapProblemsError(errors)
        for number in rows:
            told = problem if problem.cell else replace(problem, file=table.path, cell=f"{table.sheet}!A{number}")
            found.setdefault(number, []).append(told)
    return found


def _write_left(table: Table, left: Mapping[int, Sequence[Problem]], lang: str) -> bytes:
    from samverkan.tables.own.left_rows import to_left_rows
    from samverkan.tables.sentences import to_message
    from samverkan.texts import Texts

    texts = Texts(lang)
    told = {number: [to_message(problem, texts) for problem in problems] for number, problems in left.items()}
    return to_left_rows(table, told, texts("foreign.left-heading"))


def _tell_alike(table: Table, take: Take, row: int) -> tuple[str, ...]:
    """Return the next rows done as the one that was explained, each with its address and what it becomes."""
    told = []
    after = [line for line in table.lines if line.number > row][:_ALIKE]
    for line in after:
        content = take(replace(table, lines=(line,))).content
        things = [f"{node.id}: {node.name}" if node.name != node.id else node.id for node in content.nodes.values()]
        told.append(f"{table.sheet}!A{line.number}: {'; '.join(sorted(things))}")
    return tuple(told)
