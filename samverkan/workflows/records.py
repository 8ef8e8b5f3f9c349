"""Keep the records of a map: what is held about a post, and what has been done with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from samverkan.decisions.answer import Step
from samverkan.decisions.effort import build_settings
from samverkan.edits import Edit, Revision
from samverkan.errors import SamverkanError, UsageError
from samverkan.measures.briefs import Desk
from samverkan.measures.extract import Extract, Reckoned, Withheld, build_extract
from samverkan.model import Map, Node
from samverkan.privacy import keep_what_counts
from samverkan.reports.extract import ExtractWords, to_data, to_table
from samverkan.reports.provisions import find_provision
from samverkan.reports.report import Report
from samverkan.texts import Texts
from samverkan.validate.records import find_missing_fields, find_not_informed
from samverkan.workflows.edits import Terms, find_author
from samverkan.workflows.find_node import find_node
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.plan import Wishes, plan_in

_SECONDS_A_PLAN = 5.0


@dataclass(frozen=True)
class Extracted:
    """An extract in every form: data, rows and words."""

    extract: Extract
    day: date

    def to_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return to_data(self.extract, build_settings(), self.day)

    def to_rows(self) -> list[dict[str, object]]:
        """Return it as rows of a table."""
        return to_table(self.to_data())

    def to_report(self, texts: Texts) -> Report:
        """Return it in words."""
        return ExtractWords(self.extract, texts, build_settings(), self.day).build()


def extract_actor(where: Where, text: str, rules: Sequence[str], terms: Terms) -> Extracted:
    """Gather all that is held about a post, and log that it was; where that cannot be logged, nothing is given."""
    with open_store(where) as store:
        content = store.read_map()
        actor = find_concerned(content, text)
        withheld = read_withheld(content, rules)
        extract = build_extract(content, store.read_revisions(), actor.id, date.today(), withheld)
        extract = replace(extract, reckoned=tuple(_find_reckoned(extract.content, actor.id, date.today())))
        why = f"Actor: 1; items: {extract.count}"
        why += "".join(f"; {rule}: {number}" for rule, number in extract.withheld.items())
        if not terms.dry_run:
            store.log(Edit((), "records extract", find_author(content, terms.by), why))
    return Extracted(extract, date.today())


def _find_reckoned(content: Map, actor: str, day: date) -> Iterator[Reckoned]:
    """Find what the plans of a day reckon with for the steps in which an actor is asked; none of it is ever kept."""
    told = keep_what_counts(content, day, day)
    start = [i for i in told.us if i in told.nodes]
    wanted = Desk(told, day).find_wanted(actor) if start and actor not in start else ()
    for initiative in dict.fromkeys(w.initiative for w in wanted):
        plan = plan_in(told, initiative, Wishes(seconds=_SECONDS_A_PLAN), as_of=day).answer.plan
        if plan is None:
            continue
        for number, step in enumerate(plan.steps, 1):
            if step.actor == actor:
                rules = tuple(_name_rules(step))
                yield Reckoned(told.nodes[initiative], number, step.convince, step.ask, step.reach, rules, plan.proven)


def _name_rules(step: Step) -> Iterator[str]:
    """Yield the names of the figures that a step is made of: where somebody stands, and what is asked."""
    if not step.is_only_heard:
        yield f"convince_{step.position.counts if step.position else 'unknown'}"
    for ask in step.asks:
        yield "ask_consult" if ask.hearing else f"ask_{ask.form}"
        yield from ["above"] if ask.above else []


def find_concerned(content: Map, text: str) -> Node:
    """Find the actor that somebody asks about; a group holds no persons."""
    node = find_node(content, text, frozenset({"Actor", "Person", "AffectedGroup"}))
    if node.label == "AffectedGroup":
        raise UsageError("records.group", name=node.name)
    return node


def read_withheld(content: Map, texts: Sequence[str]) -> Withheld:
    """Read what is to be kept back, ID=RULE or ID.field=RULE; no rule, an unknown one or id is a UsageError."""
    things: dict[str, str] = {}
    fields: dict[tuple[str, str], str] = {}
    for text in texts:
        target, sign, rule = text.partition("=")
        if not sign or not rule.strip():
            raise UsageError("records.no-rule", text=text)
        code = find_provision(rule).code
        if target in content.nodes:
            things[target] = code
            continue
        thing, dot, name = target.rpartition(".")
        if not dot or thing not in content.nodes or name not in content.nodes[thing].properties:
            raise UsageError("records.unknown-target", text=target)
        fields[thing, name] = code
    return Withheld(things, fields)


@dataclass(frozen=True)
class Logged:
    """The lines of the log of records: what was loaded, purged, extracted and disclosed, and by whom."""

    revisions: tuple[Revision, ...]
    content: Map


def read_log(where: Where) -> Logged:
    """Return every revision that is a matter of records, oldest first."""
    with open_store(where) as store:
        revisions = store.read_revisions()
        content = store.read_map() if any(store.read_info().nodes.values()) else Map({}, ())
    return Logged(tuple(r for r in revisions if is_of_records(r)), content)


def is_of_records(revision: Revision) -> bool:
    """Tell whether a revision loads, copies, purges, extracts, discloses or follows a change of holder."""
    return revision.edit.command.startswith(("load", "store copy", "records"))


@dataclass(frozen=True)
class Noticed:
    """Whom a notice is for, of a map whose register says who answers for it."""

    content: Map
    posts: tuple[Node, ...]
    day: date
    to: tuple[Node, ...] | None = None


def read_notice(where: Where, to: Sequence[str]) -> Noticed:
    """Find who has not been told yet; a map that does not say who answers for it is refused, with what is missing."""
    today = date.today()
    with open_store(where) as store:
        content = store.read_map()
    missing = find_missing_fields(content)
    if missing:
        raise SamverkanError("records.register-needed", fields=", ".join(missing))
    named = tuple(find_node(content, text, {"Actor"}) for text in to)
    posts = find_not_informed(content, today)
    if not to:
        return Noticed(content, tuple(posts), today)
    return Noticed(content, tuple(n for n in posts if n in named), today, tuple({n.id: n for n in named}.values()))


def read_papers(where: Where) -> tuple[Map, tuple[Revision, ...], dict[str, str]]:
    """Return what the papers of a register are made of: the map, its log, and where it lies."""
    with open_store(where) as store:
        return store.read_map(), store.read_revisions(), describe_place(store.address, store.kind)


def describe_place(address: str, kind: str, *, shown: str | None = None) -> dict[str, str]:
    """Return where a map lies: its address, the kind of its store, and who may read its file, where that is known."""
    place = {"address": shown or address, "kind": kind}
    if kind == "neo4j" or os.name != "posix":
        return place
    try:
        mode = Path(address).stat().st_mode
    except OSError:
        return place
    return {**place, "access": "others" if mode & 0o077 else "owner"}
