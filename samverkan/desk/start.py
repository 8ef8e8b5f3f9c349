"""The first screen: what waits for me, my initiatives, the latest changes; and the beginning of an empty map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from samverkan.desk.history import tell_history
from samverkan.desk.lists import list_initiatives
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.part import read_head
from samverkan.desk.review import read_problems
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.edits import Edit
from samverkan.errors import SamverkanError, UsageError
from samverkan.files import write_file
from samverkan.model import Map, Node, Relation, build_map
from samverkan.shipped import find_folder
from samverkan.store.registry import find_kind
from samverkan.workflows.open_store import open_store
from samverkan.workflows.watch import find_address

_LATEST = 4
_EXAMPLES = {"en": "harbourside"}  # else that of the demo
_WEEK = "my-week"
_WAITS = "waits"  # what is remembered of it
_PARTS = ("post", "forum", "committee", "unit", "assembly")  # no organisation of their own


def show_start(session: Session, request: Request) -> Answer:
    """Show what waits, or, of an empty map, how to begin."""
    head = read_head(session)
    if not head.nodes and not session.is_large:
        return _show_begin(session, request, {}, "", 200)
    return show(
        session,
        request,
        "start.html.j2",
        waits=session.recall(_WAITS),
        initiatives=[one for one in list_initiatives(session) if not one[2]],
        revisions=tell_history(session, None, _LATEST),
        us=[head.nodes[i].name for i in head.us if i in head.nodes],
        large=session.is_large,
    )


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits, None where that cannot be asked of this map; and how much is wrong and doubtful in it."""

    week: Week | None
    errors: int
    doubts: int


def show_waits(session: Session, request: Request) -> Answer:
    """Show what waits, where it stands on the first screen: it is asked for once that is there."""
    return show(session, request, "waits.html.j2", waits=session.remember(_WAITS, lambda: _read_waits(session)))


def _read_waits(session: Session) -> Waits:
    problems = [] if session.is_large else read_problems(session)
    errors = sum(problem.severity == "error" for problem in problems)
    return Waits(_read_week(session), errors, len(problems) - errors)


@dataclass(frozen=True, slots=True)
class Week:
    """What waits, in words: what it comes to, and groups by whose it is and how pressing."""

    verdict: tuple[str, ...]
    groups: tuple[tuple[str, str, tuple[Waiting, ...]], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: when, what is to be done, of what (with its screen), and with whom."""

    due: str
    what: str
    name: str
    path: str
    rest: str


def _read_week(session: Session) -> Week | None:
    """Return what waits; None where it cannot be asked of this map."""
    from samverkan.reports.question import build_question_report, say_cell
    from samverkan.workflows.ask import ask_question

    try:
        found = ask_question(session.read(), _WEEK, {}, as_of=session.as_of, for_export=False)
    except SamverkanError:
        return None
    report = build_question_report(found.question, found.rows, found.verdict, session.texts)
    columns = {column.name: column for column in found.question.columns}

    def say(name: str, row: Mapping[str, Any]) -> str:
        return say_cell(columns[name], row, session.texts)

    def tell(row: Mapping[str, Any]) -> Waiting:
        thing = row.get("thing")
        rest = " · ".join(say(name, row) for name in ("who", "about") if row.get(name))
        due = say("due", row) if row.get("due") else ""
        what = say("kind", row) if thing else f"{say('kind', row)} ({row.get('count') or 1})"  # these are only counted
        return Waiting(due, what, say("thing", row) if thing else "", _to_thing(thing), rest)

    kept = groupby(found.rows, lambda row: (session.say(f"whose-{row['whose']}"), say("state", row)))
    groups = tuple((whose, state, tuple(map(tell, rows))) for (whose, state), rows in kept)
    return Week(report.verdict, groups, report.lines)


def _to_thing(thing: object) -> str:
    return to_path("thing", thing) if isinstance(thing, str) else ""


@dataclass(frozen=True, slots=True)
class Short:
    """The short answer of an initiative."""

    title: str
    tally: str
    begin: str
    asks: str = ""  # the form of what it requires, where nobody has said that


def show_short(session: Session, request: Request, initiative: str) -> Answer:
    """Show the short answer of one initiative, where it stands in the list."""
    from samverkan.desk.assumptions import plan_assumed
    from samverkan.desk.jobs import StillReckoningError
    from samverkan.reports.plan_head import say_begin, say_tally, say_title
    from samverkan.reports.plan_words import PlanWords

    try:
        planned = plan_assumed(session, initiative, (), aside=True)
    except StillReckoningError as still:
        told = still.told or session.say("reckoned-soon")
        return show(session, request, "short.html.j2", 202, short=Short("", told, ""))
    except SamverkanError as error:
        short = Short("", session.say_error(error).message, "")
    else:
        words = PlanWords(planned.answer, planned.content, session.texts)
        unsaid = not planned.answer.requirements and session.lasting
        back = urlencode({"back": to_path("plan", initiative)})
        asks = f"{to_path('requires', initiative)}?{back}" if unsaid else ""
        short = Short(say_title(words), say_tally(words), say_begin(words), asks)
    return show(session, request, "short.html.j2", short=short)


def begin(session: Session, request: Request) -> Answer:
    """Make a first map of four answers: municipality, post, organisation, first initiative."""
    given = {key: request.form.get(key, "").strip() for key in ("place", "post", "organisation", "kind", "initiative")}
    if not given["post"] or not given["organisation"]:
        missing = "post" if given["organisation"] else "organisation"
        return _show_begin(session, request, given, missing, 422)
    _write_first(session, _make_map(session, given))
    return see_other("/")


def _show_begin(session: Session, request: Request, given: dict[str, str], missing: str, status: int) -> Answer:
    """Ask the first questions; one that must be answered may be missing."""
    from samverkan.desk.forms import Wrong, list_words
    from samverkan.desk.sheet import SUFFIXES

    kinds = [(token, word) for token, word in list_words(session, "actor_kind") if token not in _PARTS]
    wrong = Wrong(session.say("begin-needs"), missing) if missing else Wrong()
    told = {"wrong": wrong, "given": given, "kinds": kinds, "suffixes": ",".join(SUFFIXES)}
    return show(session, request, "begin.html.j2", status, map_title="samverkan", **told)


def _make_map(session: Session, given: dict[str, str]) -> Map:
    from samverkan.tables.item_fields import make_id

    nodes: dict[str, Node] = {}

    def add(label: str, name: str, **properties: str | bool) -> str:
        node_id = make_id(name, nodes)
        nodes[node_id] = Node(node_id, label, {"name": name, **properties})
        return node_id

    organisation = add("Actor", given["organisation"], kind=given["kind"] or "municipality")
    post = add("Actor", given["post"], kind="post")
    if given["place"]:
        add("Area", given["place"])
    if given["initiative"]:
        add("Initiative", given["initiative"], status="idea")
    title = given["place"] or given["organisation"]
    profile = "se" if session.texts.lang == "sv" else "none"
    head = Map({}, (), title=title, profile=profile, language=session.texts.lang, us=(post,))
    return build_map(nodes.values(), [Relation("PART_OF", post, organisation)], head)


def begin_with_example(session: Session, _request: Request) -> Answer:
    """Put the example of the language in an empty store."""
    from samverkan.workflows.demo import EXAMPLE, MAP_FILE
    from samverkan.workflows.open_store import read_valid_map

    example = _EXAMPLES.get(session.texts.lang, EXAMPLE)
    _write_first(session, read_valid_map(find_folder("examples") / example / MAP_FILE))
    return see_other("/")


def _write_first(session: Session, content: Map) -> None:
    """Write the first map where nothing lies yet; what lies there already is never replaced."""
    if session.content.nodes:
        raise UsageError("desk.not-empty")
    address = find_address(session.where)
    with session.writing() as where:
        if find_kind(address).is_map_file:
            from samverkan.tables.map_store import to_yaml

            write_file(Path(address), to_yaml(content), replace=False)
            return
        with open_store(replace(where, given=address), create=True) as store:
            store.write_map(content, "new", edit=Edit((), "open", session.by or content.us[0]))
