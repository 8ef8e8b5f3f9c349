"""One page to have at hand: about a post, an organisation, an initiative, an issue or a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from samverkan.errors import UsageError
from samverkan.measures.briefs import Desk
from samverkan.model import Map, Node
from samverkan.privacy import keep_for_meeting, leave_out_own_assessments
from samverkan.reports.brief_actor import build_actor_brief
from samverkan.reports.brief_initiative import build_initiative_brief
from samverkan.reports.brief_issue import build_issue_brief
from samverkan.reports.brief_meeting import build_meeting_brief
from samverkan.reports.brief_words import BriefWords
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Line, Report
from samverkan.reports.vocabulary import say_label
from samverkan.texts import Texts
from samverkan.workflows.find_node import find_day, find_node
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import read_to_tell

if TYPE_CHECKING:
    from samverkan.decisions.answer import Answer


def write_brief(where: Where, text: str, *, as_of: date | None, texts: Texts, meeting: bool = False) -> Report:
    """Make the brief of a thing of the map that is meant; own assessments never stand in it."""
    whole = read_to_tell(where, as_of)
    return build_brief(leave_out_own_assessments(whole) or whole, text, as_of=as_of, texts=texts, meeting=meeting)


def build_brief(content: Map, text: str, *, as_of: date | None, texts: Texts, meeting: bool = False) -> Report:
    """Make the brief of a thing by its id or name; what no brief is about is a UsageError."""
    content = keep_for_meeting(content) if meeting else content
    node = find_node(content, text)
    day = find_day(content, as_of)
    words = BriefWords(Desk(content, day), texts, meeting)
    if node.id not in words.desk.today.nodes:
        raise UsageError("brief.not-there", name=node.name, day=day)
    match node.label:
        case "Actor":
            return build_actor_brief(words, node, _find_introduction(content, node, day, texts))
        case "Initiative":
            return _build_initiative(words, node)
        case "Issue":
            return build_issue_brief(words, node)
        case "Interaction":
            return build_meeting_brief(words, node)
    raise UsageError("brief.nothing-to-brief", name=node.name, label=say_label(node.label, texts))


def _build_initiative(words: BriefWords, initiative: Node) -> Report:
    from samverkan.workflows.plan import Wishes, plan_in

    answer: Answer = plan_in(words.desk.whole, initiative.id, Wishes(), as_of=words.desk.day).answer
    return build_initiative_brief(words, PlanWords(answer, words.desk.whole, words.texts))


def _find_introduction(content: Map, actor: Node, day: date, texts: Texts) -> Sequence[Line]:
    """Find who introduces us to an actor: the best way there, by people."""
    from samverkan.decisions.effort import build_settings
    from samverkan.decisions.routes import find_routes
    from samverkan.reports.route import RouteWords, say_introduction

    today = content.on(day)
    start = tuple(us for us in content.us if us in today.nodes)
    if actor.id not in today.nodes or not start or actor.id in start:
        return ()
    routes = find_routes(content, start, actor.id, on=day, settings=build_settings())
    return say_introduction(RouteWords(content, texts, start, actor.id, day), routes)
