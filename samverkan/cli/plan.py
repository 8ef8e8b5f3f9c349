"""`plan`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli import screen
from samverkan.cli.completion import complete_ids
from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import Number
from samverkan.cli.pairs import read_pairs
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.suffixes import require_page

if TYPE_CHECKING:
    from samverkan.reports.report import Report
    from samverkan.workflows.plan import Planned

_STEP_COLUMNS = (
    "step",
    "actor",
    "actor_name",
    "through",
    "requirement",
    "form",
    "matter",
    "mandate",
    "legal_basis",
    "above",
    "hearing",
    "stage",
    "position",
    "stated_on",
    "convince",
    "ask",
    "reach",
)


@command("plan", revision=True)
@argument("initiative", shell_complete=complete_ids("Initiative"))
@option(
    "--from", "start", metavar="from-actors", multiple=True, help="option-from", shell_complete=complete_ids("Actor")
)
@option("--without", multiple=True, shell_complete=complete_ids("Actor"))
@option("--alternatives", type=Number(whole=True), default=0)
@option("--html", type=click.Path(path_type=Path))
@option("--full", is_flag=True)
@option("--effort-table", "effort_table", is_flag=True)
@option("--arguments", is_flag=True)
@option("--robustness", is_flag=True)
@option("--seconds", type=Number(), default=20)
@option("--effort", type=click.Path(path_type=Path), metavar="file")
@option("--set", "settings", metavar="settings", multiple=True, help="option-set")
def plan(
    session: Session,
    initiative: str,
    html: Path | None,
    settings: tuple[str, ...],
    full: bool,
    effort_table: bool,
    **wishes: Any,
) -> int:
    """Tell who must be convinced for an initiative."""
    from samverkan.reports.plan_progress import Follower
    from samverkan.workflows.plan import Wishes, plan_for_export, plan_initiative, put_beside_today
    from samverkan.workflows.view import write_plan_page

    asked = Wishes(**wishes, settings=read_pairs(settings))
    follower = Follower(session.texts)
    with screen.show_line(follower.say):
        planned = plan_initiative(session.where, initiative, asked, as_of=session.as_of, listener=follower.hear)
    if html:
        session.keep_store(html)
        require_page(html)
        own = write_plan_page(planned, html, texts=session.texts, replace=session.force, where=session.where)
        session.note(session.texts("cli.written", path=html))
        if own:
            session.note(session.texts.count("cli.own-on-plan-page", own, initiative=planned.answer.initiative))
    if session.leaves_house:
        follower = Follower(session.texts)
        with screen.show_line(follower.say):
            planned = plan_for_export(planned, asked, session.where, follower.hear)
    if planned.answer.without:
        follower = Follower(session.texts)
        with screen.show_line(follower.say):
            planned = put_beside_today(planned, asked, follower.hear)
    return session.show(to_shown(session, planned, full=full, effort_table=effort_table))


def to_shown(session: Session, planned: Planned, *, full: bool = False, effort_table: bool = False) -> Shown:
    """Return a plan in every form; to be read it is short, unless all of it is asked for."""
    from samverkan.cli.told import to_blocks
    from samverkan.reports.plan_json import to_plan_json
    from samverkan.reports.plan_report import build_full_report, build_short_report
    from samverkan.reports.plan_words import PlanWords

    answer, asked = planned.answer, planned.alternatives_asked
    words = PlanWords(answer, planned.content, session.texts, planned.weighs_arguments, asked, planned.beside)

    def tell() -> Report:
        if full:
            return build_full_report(words, table=effort_table)
        return build_short_report(words, f"samverkan plan {answer.initiative} --full", table=effort_table)

    return Shown(
        data=lambda: to_plan_json(words),
        blocks=lambda: to_blocks(tell()),
        table=lambda: (_STEP_COLUMNS, _to_rows(planned)),
        notes=[session.texts.count("cli.own-left-out", planned.left_out)] if planned.left_out else [],
    )


def _to_rows(planned: Planned) -> Iterator[dict[str, Any]]:
    """Yield a row for each thing asked of each actor, in the plan's order."""
    steps = planned.answer.plan.steps if planned.answer.plan else ()
    for number, step in enumerate(steps, start=1):
        for place, ask in enumerate(step.asks):
            yield {
                "step": number,
                "actor": step.actor,
                "actor_name": planned.content.nodes[step.actor].name,
                "through": step.through,
                "requirement": ask.requirement,
                "form": ask.form,
                "matter": ask.matter,
                "mandate": ask.mandate,
                "legal_basis": ask.legal_basis,
                "above": ask.above,
                "hearing": ask.hearing,
                "stage": ask.stage,
                "position": step.position.value if step.position else None,
                "stated_on": step.position.stated_on if step.position else None,
                "convince": step.convince if place == 0 else 0,
                "ask": step.ask if place == 0 else 0,
                "reach": step.reach if place == 0 else 0,
            }
