"""What a view is asked for, and the errors that all kinds of view raise the same way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from samverkan.decisions.answer import Answer
from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map, Node
from samverkan.views.spec import Page
from samverkan.views.words import Words


@dataclass(frozen=True)
class Request:
    """What a view is asked for; `content` is the map on the day, `whole` the map at any time.

    `places` are where the boxes of a plan stood: column and order. `also` is what it is compared with: another day, or
    the answer on another initiative. For a meeting both maps are without what it must
    not hold.
    """

    content: Map
    whole: Map
    words: Words
    on: date
    meeting: bool
    subject: str | None
    answer: Answer | None
    positions: Mapping[str, tuple[float, float]]
    filters: Mapping[str, str]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    also: date | Answer | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of view: what builds it, and what it is about.

    `labels` are those that its subject may have (empty: it takes none); `names` finds what else may stand for one.
    `planned` kinds tell a plan. `filters` names the options that narrow it: issue, area, around.
    """

    labels: tuple[str, ...]
    build: Callable[[Request], Page]
    needs_subject: bool = True
    planned: bool = False
    names: Callable[[Map], Collection[str]] | None = None
    filters: tuple[str, ...] = ()


def find_subject_node(request: Request, labels: Collection[str]) -> Node:
    """Return the node that a view is about; another kind is a UsageError, one not valid that day an empty answer."""
    subject = request.subject or ""
    anytime = request.whole.nodes.get(subject)
    if anytime is None:
        raise UsageError("unknown-id-of", text=subject, label=next(iter(labels)), nearest=())
    if anytime.label not in labels:
        raise UsageError("wrong-label", text=subject, is_a=anytime.label, label=next(iter(labels)))
    if subject not in request.content.nodes:
        raise EmptyAnswerError("views_request.not-valid-then", name=anytime.name, date=request.on.isoformat())
    return anytime
