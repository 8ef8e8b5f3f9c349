"""What is assumed of a map beside what it says: each a small edit that is tried, kept or thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samverkan.desk.part import read_head, read_part
from samverkan.desk.session import Session
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.item_fields import make_id
from samverkan.workflows.edits import Terms, Written
from samverkan.workflows.find_node import find_node
from samverkan.workflows.keeping import Said, add_thing, edit_thing, note_position, write_new_map
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import read_to_tell

if TYPE_CHECKING:
    from samverkan.decisions.deadline import Listener
    from samverkan.decisions.supposed import Supposed
    from samverkan.workflows.plan import Planned

KINDS = ("no", "yes", "contact", "amount", "mandate")
SAID = frozenset({"no", "yes"})  # what only the actor can say: never written as if it had been said
_LEAF = ("CONCERNS", "IN_AREA")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption about an initiative: who says no or yes, whom we know, another amount, who may decide.

    `who` is an actor, `requirement` a leaf of the initiative, `value` an amount in kronor.
    """

    kind: str
    initiative: str
    who: str = ""
    requirement: str = ""
    value: str = ""


def find_assumed(session: Session, initiative: str, text: str) -> list[tuple[int, Assumption]]:
    """Return the assumptions of an initiative whose numbers an address holds; others, or unknown ones, are left out."""
    numbers = dict.fromkeys(int(part) for part in text.split(",") if part.strip().isdecimal() and len(part) < 6)
    known = [(n, session.assumptions[n - 1]) for n in numbers if 0 < n <= len(session.assumptions)]
    return [(number, assumption) for number, assumption in known if assumption.initiative == initiative]


def add_assumption(session: Session, assumption: Assumption) -> int:
    """Return the number of an assumption; the same one has the same number."""
    if assumption.kind not in KINDS:
        raise UsageError("desk.no-screen")
    if assumption not in session.assumptions:
        session.assumptions.append(assumption)
    return session.assumptions.index(assumption) + 1


def save_assumed(session: Session, assumed: Sequence[Assumption], terms: Terms) -> Written:
    """Make assumed facts true, all of them as one edit: what the map then says is what was assumed."""
    with session.writing() as where:
        return _write_assumed(session, where, assumed, terms)


def _write_assumed(session: Session, where: Where, assumed: Sequence[Assumption], terms: Terms) -> Written:
    spoken_of = {text for a in assumed for text in (a.who, a.initiative, a.requirement) if text}
    for assumption in assumed:
        if assumption.kind == "mandate":
            content = read_part(session, [assumption.requirement])
            spoken_of |= {node.id for kind in _LEAF for node in content.targets(assumption.requirement, kind)}
    spoken_of |= set(read_head(session).us[:1])

    def make(part: Map) -> Map:
        for assumption in assumed:
            part = _make_true(session, part, assumption)
        return part

    return write_new_map(where, "open", make, terms, about=sorted(spoken_of))


def _make_true(session: Session, content: Map, assumption: Assumption) -> Map:
    """Return the map that says what was assumed."""
    held, tried, who = replace(session.where, held=content), Terms(dry_run=True), assumption.who
    if assumption.kind == "yes":
        said = Said(who, assumption.initiative, "supports", basis="own_assessment", on=session.day)
        return note_position(held, said, tried).preview.new
    if assumption.kind == "contact":
        if not content.us:
            raise UsageError("desk.no-us")
        words = [f"+tie={who}", f"tie.{who}.strength=acquainted"]
        return edit_thing(held, content.us[0], words, tried).preview.new
    if assumption.kind == "amount":
        return edit_thing(held, assumption.requirement, [f"amount={assumption.value}"], tried).preview.new
    return add_thing(held, "mandates", list(_tell_mandate(session, content, assumption)), tried).preview.new


def _tell_mandate(session: Session, there: Map, assumption: Assumption) -> Iterable[str]:
    """Yield the words of the mandate that would let somebody answer a requirement, its id first."""
    content = read_part(session, [assumption.requirement])
    leaf = find_node(content, assumption.requirement, {"Requirement"})
    form = leaf.text("form") or "decide"
    yield make_id(f"m-{assumption.who}-{form}", {**content.nodes, **there.nodes})
    yield f"held_by={assumption.who}"
    yield f"kind={form}"
    yield "covers=" + ",".join(node.id for node in content.targets(leaf.id, "CONCERNS"))
    areas = ",".join(node.id for node in content.targets(leaf.id, "IN_AREA"))
    if areas:
        yield f"in_area={areas}"


def plan_assumed(session: Session, initiative: str, assumed: Sequence[Assumption], *, aside: bool = False) -> Planned:
    """Plan an initiative as if some assumptions held, on the map as it is; a StillReckoningError while that takes long.

    What lies `aside` waits for plans that a user has asked for.
    """
    session.refresh()  # a plan of a map that has changed is let go of
    name = name_plan(initiative, assumed)
    shared = not session.is_large and all(a.kind == "no" for a in assumed)  # it is made of the map that all share

    def make(listener: Listener) -> Planned:
        return _plan(session, initiative, assumed, listener)

    kind = "plan" if shared else "own map"
    found: Planned = session.jobs.find(name, make, patience=session.patience, aside=aside, kind=kind)
    return found


def name_plan(initiative: str, assumed: Sequence[Assumption]) -> str:
    """Return the name of a plan among those that are reckoned."""
    return f"plan {initiative} {tuple(assumed)}"


def _plan(session: Session, initiative: str, assumed: Sequence[Assumption], listener: Listener) -> Planned:
    from samverkan.workflows.plan import Wishes, plan_in, plan_initiative

    wishes = Wishes(without=tuple(dict.fromkeys(a.who for a in assumed if a.kind == "no")))
    if session.is_large:
        supposed, as_of = _suppose(session, [a for a in assumed if a.kind != "no"]), session.as_of
        return plan_initiative(session.where, initiative, wishes, as_of=as_of, listener=listener, supposed=supposed)
    told = session.remember("told", lambda: read_to_tell(session.read(), session.as_of))
    return plan_in(assume(session, told, assumed), initiative, wishes, as_of=session.as_of, listener=listener)


def _suppose(session: Session, assumed: Sequence[Assumption]) -> Supposed:
    """Return what is assumed of a map that lies on a server, as the changes that would make it so."""
    from samverkan.decisions.supposed import NOTHING, Supposed

    if not assumed:
        return NOTHING
    written = _write_assumed(session, session.where, assumed, Terms(dry_run=True))
    known, deciding = (tuple(a.who for a in assumed if a.kind == kind) for kind in ("contact", "mandate"))
    return Supposed(written.preview.changes, known, deciding)


def assume(session: Session, content: Map, assumed: Iterable[Assumption]) -> Map:
    """Return a map in which some assumptions hold; who is taken to say no is left to the plan."""
    for assumption in assumed:
        if assumption.kind != "no":
            content = _make_true(session, content, assumption)
    return content
