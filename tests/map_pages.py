"""The pages of any map: one of each kind that the map has something for, compared ones and briefs among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from view_maps import DAY, draw_once, find_answer

from samverkan.errors import EmptyAnswerError
from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.brief import to_brief_html
from samverkan.workflows.brief import build_brief

_TRIED = 8  # so many subjects of a kind are tried before a map is said to have nothing for it


def find_pages(content: Map, lang: str, without: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of a page of each kind; a kind that the map has nothing for is left out."""
    left_out = set(without)
    for name, subjects, more in _list_kinds(content):
        if name in left_out:
            continue
        kind = name.split(" ", maxsplit=1)[0]
        for subject in islice(subjects, _TRIED):
            filters = {key: subject for key in more if key in ("issue", "area")}
            given = {**more, **filters}
            try:
                html = draw_once(content, kind, None if filters else subject, lang=lang, **given)
            except EmptyAnswerError:
                continue
            yield f"{name} {subject}", html
            break
    if "brief" not in left_out:
        yield from _find_briefs(content, lang)


def _list_kinds(content: Map) -> Iterator[tuple[str, list[str | None], dict[str, object]]]:
    """List the kinds with the subjects that may have something to show."""
    planned = [r.start for r in content.relations if r.type == "REQUIRES" and r.start in _ids(content, "Initiative")]
    initiatives: list[str | None] = list(dict.fromkeys(planned))
    issues: list[str | None] = sorted(_ids(content, "Issue"))
    day = content.as_of or DAY
    yield "decision-path", initiatives, {}
    yield "influence", initiatives, {}
    yield "readiness", [None], {}
    yield "situation", [*content.us, *sorted(_ids(content, "Actor"))], {}
    yield "interventions", issues, {}
    yield "delegation", sorted(_ids(content, "Matter")), {}
    yield "causes", issues, {}
    yield "network", [None], {}
    yield "network around", [r.end for r in content.relations if r.type == "TIE"], {}
    yield "network issue", issues, {"issue": ""}
    yield "network area", sorted(_ids(content, "Area")), {"area": ""}
    yield "network compared", [None], {"also": day - timedelta(days=400)}
    if len(initiatives) > 1:
        other = find_answer(content, str(initiatives[1]), day)
        yield "decision-path compared", initiatives[:1], {"also": other}
        yield "influence compared", initiatives[:1], {"also": other}


def _ids(content: Map, label: str) -> set[str]:
    return {node.id for node in content.labelled(label)}


def _find_briefs(content: Map, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the briefs of an initiative, a post and an issue."""
    for label in ("Initiative", "Actor", "Issue"):
        for subject in sorted(_ids(content, label))[:1]:
            try:
                report = build_brief(content, subject, as_of=content.as_of or DAY, texts=Texts(lang))
            except EmptyAnswerError:
                continue
            yield f"brief {subject}", to_brief_html(report, Texts(lang))
