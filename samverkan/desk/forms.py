"""Forms: what was said, a contact, a tie, a new thing, what is done. What is typed comes back with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.part import find_meant, find_thing, name_thing, read_head
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.errors import MapProblemsError, SamverkanError, UsageError
from samverkan.model import Node
from samverkan.reports.plan_words import SIGNS
from samverkan.schema import read_schema
from samverkan.tables.item_fields import read_given_day
from samverkan.workflows.edits import Written
from samverkan.workflows.keeping import (
    Contact,
    Said,
    add_thing,
    edit_thing,
    find_new,
    mark_done,
    note_position,
    write_meeting,
)
from samverkan.workflows.namesakes import find_alike
from samverkan.workflows.open_store import open_store

_ADDED = ("actors", "initiatives", "issues", "areas", "matters", "commitments")
_ALONE = ("actors", "matters")  # what a field takes that takes nothing else: something else may be called the same


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a form: said at the top, or beside the field that it is about."""

    text: str = ""
    field: str = ""
    hint: str = ""
    details: tuple[str, ...] = ()
    add: tuple[str, str, str] | None = None  # the section and name of what may be added at once, and how that is said


def find_wrong(session: Session, error: SamverkanError, given: Mapping[str, str], fields: Mapping[str, str]) -> Wrong:
    """Put an error in words beside the field that it is about: the one that is named, or that holds its text.

    `fields` are those of the form by the keys of the map that problems name.
    """
    from samverkan.desk.review import tell_problems

    said = session.say_error(error)
    if isinstance(error, MapProblemsError) and error.problems:
        told = tell_problems(session, [p for p in error.problems if p.severity == "error"])
        named = next((fields[p.field] for p in error.problems if p.field is not None and p.field in fields), "")
        return Wrong(told[0].text if told else said.message, named)
    typed = str(error.values.get("text", ""))
    named = next((key for key, value in given.items() if typed and value.strip() == typed), "")
    return Wrong(said.message, named, said.hint or "", said.details, _find_addable(session, error))


def _find_addable(session: Session, error: SamverkanError) -> tuple[str, str, str] | None:
    """Return the section and name of a thing that was named and is not there, where a form can add it, in words too."""
    label = read_schema().labels.get(str(error.values.get("label", "")))
    may_be_added = {"unknown-id-of": _ADDED, "wrong-label": _ALONE}.get(error.key, ())
    if label is None or label.section not in may_be_added:
        return None
    name = str(error.values["text"])
    return label.section, name, session.say("add-named", name=name)


def read_date(text: str) -> date | None:
    """Return a day as it was typed; nothing where nothing was."""
    return read_given_day(text.strip()) if text.strip() else None


def list_words(session: Session, enum: str) -> list[tuple[str, str]]:
    """Return the tokens of an enum with their words."""
    return [(token, words[session.texts.lang][0]) for token, words in read_schema().enums[enum].items()]


def _write(
    session: Session,
    request: Request,
    made: Callable[[Mapping[str, str]], Written],
    shown: Callable[[Session, Request, Mapping[str, str], Wrong, int], Answer],
    fields: Mapping[str, str],
) -> Answer:
    """Do what a form asks for and go back to where it was opened; what is wrong comes back with all that was typed."""
    given = {key: value for key, value in request.form.items()}
    try:
        made(given)
    except SamverkanError as error:
        status = 409 if error.key.endswith("conflict") else 422
        return shown(session, request, given, find_wrong(session, error, given, fields), status)
    return see_other(given.get("back") or "/")


# ---- what was said ----


def show_note(session: Session, request: Request) -> Answer:
    """Ask what somebody said; of what was only assumed, stance, day and ground are left for the user to tell."""
    names = {key: name_thing(session, request.query.get(key, "")) for key in ("who", "about", "meeting")}
    if assumed := request.query.get("assumed", ""):
        given = {"on": "", "basis": "", "stance": "", "assumed": assumed, **names}
    else:
        given = {"on": session.day.isoformat(), "basis": "own_assessment", "stance": "", **names}
    return _show_note(session, request, {**given, "back": request.query.get("back", "")}, Wrong(), 200)


def _show_note(session: Session, request: Request, given: Mapping[str, str], wrong: Wrong, status: int) -> Answer:
    stances = [(token, word, SIGNS[token]) for token, word in list_words(session, "stance")]
    unchosen = [("", session.say("choose"))] if given.get("assumed") else []
    return show(
        session,
        request,
        "note.html.j2",
        status,
        given=given,
        wrong=wrong,
        stances=stances,
        bases=unchosen + list_words(session, "position_basis"),
    )


def write_note(session: Session, request: Request) -> Answer:
    """Write down what somebody said."""

    def made(given: Mapping[str, str]) -> Written:
        if given.get("assumed") and not all(given.get(key, "").strip() for key in ("stance", "basis", "on")):
            raise UsageError("desk.only-assumed")
        said = Said(
            given.get("who", ""),
            given.get("about") or None,
            given.get("stance") or None,
            given.get("concern") or None,
            given.get("would_help") or None,
            given.get("basis") or None,
            read_date(given.get("on", "")),
            given.get("meeting") or None,
            given.get("promise") or None,
            read_date(given.get("due", "")),
        )
        with session.writing() as where:
            return note_position(where, said, session.build_terms(given.get("why")))

    return _write(session, request, made, _show_note, {"value": "stance", "stated_on": "on", "name": "promise"})


# ---- a contact ----


def show_contact(session: Session, request: Request) -> Answer:
    """Ask about a contact."""
    given = {
        "kind": "meeting",
        "on": session.day.isoformat(),
        "who": name_thing(session, request.query.get("who", "")),
        "about": name_thing(session, request.query.get("about", "")),
        "back": request.query.get("back", ""),
    }
    return _show_contact(session, request, given, Wrong(), 200)


def _show_contact(session: Session, request: Request, given: Mapping[str, str], wrong: Wrong, status: int) -> Answer:
    kinds = list_words(session, "interaction_kind")
    return show(session, request, "contact.html.j2", status, given=given, wrong=wrong, kinds=kinds)


def write_contact(session: Session, request: Request) -> Answer:
    """Write down a contact."""

    def made(given: Mapping[str, str]) -> Written:
        contact = Contact(
            given.get("kind", ""),
            _split(given.get("who", "")),
            _split(given.get("about", "")),
            read_date(given.get("on", "")),
            given.get("summary") or None,
            read_date(given.get("feedback", "")),
        )
        if not contact.who:
            raise UsageError("desk.with-whom")
        with session.writing() as where:
            return write_meeting(where, contact, session.build_terms(given.get("why")))

    return _write(session, request, made, _show_contact, {"date": "on", "feedback_due": "feedback"})


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


# ---- a tie ----


def show_tie(session: Session, request: Request) -> Answer:
    """Ask who knows whom."""
    us = read_head(session).us[:1]
    given = {
        "from": name_thing(session, request.query.get("from", us[0] if us else "")),
        "to": name_thing(session, request.query.get("to", "")),
        "strength": "acquainted",
        "back": request.query.get("back", ""),
    }
    return _show_tie(session, request, given, Wrong(), 200)


def _show_tie(session: Session, request: Request, given: Mapping[str, str], wrong: Wrong, status: int) -> Answer:
    strengths, bases = list_words(session, "tie_strength"), list_words(session, "tie_basis")
    return show(session, request, "tie.html.j2", status, given=given, wrong=wrong, strengths=strengths, bases=bases)


def write_tie(session: Session, request: Request) -> Answer:
    """Write down that somebody knows somebody."""

    def made(given: Mapping[str, str]) -> Written:
        start = find_meant(session, given.get("from", ""), {"Actor"}).id
        end = find_meant(session, given.get("to", ""), {"Actor"}).id
        words = [f"+tie={end}"]
        words += [f"tie.{end}.{key}={given[key]}" for key in ("strength", "basis") if given.get(key)]
        with session.writing() as where:
            return edit_thing(where, start, words, session.build_terms(given.get("why")))

    return _write(session, request, made, _show_tie, {})


# ---- a new thing ----


def show_add(session: Session, request: Request) -> Answer:
    """Ask what to add."""
    section = request.query.get("section", "actors")
    given = {"section": section, "name": request.query.get("name", ""), "back": request.query.get("back", "")}
    return _show_add(session, request, given, Wrong(), 200)


def _show_add(
    session: Session, request: Request, given: Mapping[str, str], wrong: Wrong, status: int, there: Sequence[Node] = ()
) -> Answer:
    """Show the form; `there` is what has the name already: to save once more adds another one."""
    lang = session.texts.lang
    sections = [(s, read_schema().sections[s].words[lang][0]) for s in _ADDED]
    kinds = [("", session.say("choose")), *list_words(session, "actor_kind")]
    values = {"sections": sections, "kinds": kinds, "there": there}
    return show(session, request, "add.html.j2", status, given=given, wrong=wrong, **values)


def _find_there(session: Session, given: Mapping[str, str]) -> list[Node]:
    """Return what is called so already, where nobody has been told."""
    label, name = read_schema().sections.get(given.get("section", "")), given.get("name", "").strip()
    if label is None or not name or given.get("told") == name:
        return []
    with open_store(session.read()) as store:
        return find_alike(store, read_head(session), label.name, name)


def write_add(session: Session, request: Request) -> Answer:
    """Add a thing by its name, and show it; where something has the name already, first tell that."""
    made_id = ""
    if session.lasting and (there := _find_there(session, request.form)):
        wrong = Wrong(session.count("there-already", len(there)), "name")
        given = {**request.form, "told": request.form["name"].strip()}
        return _show_add(session, request, given, wrong, 422, there)

    def made(given: Mapping[str, str]) -> Written:
        nonlocal made_id
        section = given.get("section", "")
        if section not in _ADDED:
            raise UsageError("desk.no-screen")
        words = [f"name={given.get('name', '').strip()}"]
        if section == "actors":
            if not given.get("kind"):
                raise UsageError("desk.what-kind")
            words += [f"kind={given['kind']}"]
            words += [f"part_of={given['part_of']}"] if given.get("part_of") else []
        with session.writing() as where:
            done = add_thing(where, section, words, session.build_terms())
        made_id = next(iter(find_new(done.preview)), "")
        return done

    answer = _write(session, request, made, _show_add, {"name": "name", "kind": "kind", "part_of": "part_of"})
    back = request.form.get("back") or (to_path("thing", made_id) if made_id else "")
    return see_other(back) if back and answer.status == 303 else answer


# ---- what is done ----


def write_done(session: Session, request: Request, thing: str) -> Answer:
    """Mark a commitment as kept, feedback as given, or a requirement as met."""
    find_thing(session, thing)
    with session.writing() as where:
        mark_done(where, thing, read_date(request.form.get("on", "")) or session.day, None, session.build_terms())
    return see_other(request.form.get("back") or to_path("thing", thing))
