"""An action plan: causes, and measures that address them; the two are tied by their row, or by a number before each."""

from __future__ import annotations

import re

from samverkan.schema import read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import Line
from samverkan.tables.own.parts import split_names
from samverkan.tables.own.taker import Taker, shorten

_NUMBER = re.compile(r"(?:^|(?<=\n)|(?<=[.;] ))\s*([0-9]{1,2})[.)]\s+")

_STATUS = dict.fromkeys(("klar", "klart", "avslutad", "avslutat", "slutförd", "genomfört", "done"), "done")
_STATUS |= dict.fromkeys(("pågående", "påbörjad", "påbörjat", "startad", "ongoing"), "under_way")
_STATUS |= dict.fromkeys(("planerad", "planerat", "beslutat", "planned"), "decided")
_STATUS |= dict.fromkeys(("ej påbörjad", "inte påbörjad", "ej startad", "förslag", "not started"), "proposed")


def take_row(work: Taker, line: Line) -> None:
    """Make the causes and the measures of a row."""
    issue = _add_issue(work, line)
    causes = {number: _add_cause(work, text, issue) for number, text in list_numbered(work.say(line, "cause"))}
    work.numbered |= {number: cause for number, cause in causes.items() if number}
    measures = list_numbered(work.say(line, "measure"))
    if not measures:
        if not causes:
            work.report.leave("no-measure", f"rad {line.number}")
        return
    for number, text in measures:
        _add_measure(work, line, text, _find_causes(work, number, causes))


def _find_causes(work: Taker, number: str, causes: dict[str, str]) -> list[str]:
    """Return the cause of the same number, in the row or in one above; else all that the row tells."""
    if number and number in causes:
        return [causes[number]]
    if causes:
        return list(causes.values())
    return [work.numbered[number]] if number in work.numbered else []


def _add_issue(work: Taker, line: Line) -> str | None:
    """Return the issue of a row: where its cell is empty, that of the rows above."""
    said = work.say(line, "issue")
    if said:
        work.above["issue"] = work.find("Issue", shorten(said))
    return work.above.get("issue")


def _add_cause(work: Taker, text: str, issue: str | None) -> str:
    cause = work.find("Cause", shorten(text))
    work.cite(cause)
    if issue is not None:
        work.link("CONTRIBUTES_TO", cause, issue)
    return cause


def _add_measure(work: Taker, line: Line, text: str, causes: list[str]) -> None:
    initiative = work.find("Initiative", shorten(text))
    work.put(initiative, "Initiative", "", outcome=work.say(line, "follow_up"), status=_read_status(work, line))
    work.cite(initiative)
    for cause in causes:
        work.link("ADDRESSES", initiative, cause)
    for name in split_names(work.say(line, "who")):
        work.link("INVOLVED_IN", work.find("Actor", name, "post"), initiative, role="owner", source=work.source)
    when = work.say(line, "when")
    day = work.read("Initiative", work.wanted.when, when) if when and work.wanted.when else None
    if day is not None and work.wanted.when:
        work.put(initiative, "Initiative", "", **{work.wanted.when: day})
    elif when and not work.wanted.when:
        work.report.leave("when", when)


def _read_status(work: Taker, line: Line) -> str:
    """Return how far a measure has come: as the plan says it, else proposed."""
    said = work.say(line, "status")
    token = _STATUS.get(fold(said)) or read_schema().find_token("initiative_status", said) if said else None
    if said and token is None:
        work.report.leave("wrong-value", said)
    return token or "proposed"


def list_numbered(text: str) -> list[tuple[str, str]]:
    """Return (number, text) of the parts of a cell that begin with 1., 2) …; one without a number has an empty one."""
    parts = _NUMBER.split(text)
    found = [("", parts[0].strip())] if parts[0].strip() else []
    found += [(number, said.strip()) for number, said in zip(parts[1::2], parts[2::2], strict=True)]
    return [(number, said) for number, said in found if said]
