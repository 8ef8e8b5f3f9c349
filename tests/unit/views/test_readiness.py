"""Readiness: what counts as known, what stays unknown, and in which order issues and actors stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samverkan.errors import EmptyAnswerError
from samverkan.measures.conditions import Conditions, Standing, rank_by_likeness
from samverkan.model import Map, Node, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.spec import Page

DAY = date(2025, 10, 1)


def find(content: Map, actor: str, issue: str, *, day: date = DAY, meeting: bool = False) -> Standing:
    standings = Conditions(content.on(day), day, meeting).find_standings([issue])
    return next(s for s in standings if s.actor == actor)


def show(content: Map, *, meeting: bool = False, **filters: str) -> Page:
    return build_page("readiness", content, on=DAY, texts=Texts("sv"), meeting=meeting, **filters)[0]


def with_position(content: Map, value: str, **more: object) -> Map:
    """Let the association that is not asked about i03 give it a priority."""
    said = {"kind": "priority", "value": value, "basis": "written", "stated_on": date(2025, 9, 1), **more}
    nodes = [*content.nodes.values(), Node("ny", "Position", said)]
    relations = [*content.relations, Relation("TAKES", "funktionsratt", "ny"), Relation("ABOUT", "ny", "i03")]
    return build_map(nodes, relations, content)


def test_what_nobody_has_written_is_unknown_never_no(havsakra: Map) -> None:
    marks = find(havsakra, "f-est", "i05").marks
    assert {mark.state for mark in marks.values()} == {"unknown"}


def test_a_core_mandate_of_the_whole_counts_for_its_parts(havsakra: Map) -> None:
    assert "m-gata" in find(havsakra, "tff", "i04").marks["core"].evidence


def test_a_mandate_counts_when_an_initiative_on_the_issue_needs_it(havsakra: Map) -> None:
    assert find(havsakra, "polis", "i04").marks["mandate"].evidence == ("md23",)
    assert find(havsakra, "polis", "i06").marks["mandate"].state == "unknown"


@pytest.mark.parametrize(
    ("value", "state"), [("high", "yes"), ("medium", "partly"), ("low", "no"), ("unknown", "unknown")]
)
def test_a_priority_is_full_half_or_struck_out(havsakra: Map, value: str, state: str) -> None:
    assert find(with_position(havsakra, value), "funktionsratt", "i03").marks["priority"].state == state


def test_a_position_past_its_review_is_unknown_and_says_what_it_was(havsakra: Map) -> None:
    old = with_position(havsakra, "high", review_by=date(2025, 9, 30))
    mark = find(old, "funktionsratt", "i03").marks["priority"]
    assert (mark.state, mark.former) == ("unknown", "high")
    on_the_day = with_position(havsakra, "high", review_by=DAY)
    assert find(on_the_day, "funktionsratt", "i03").marks["priority"].state == "yes"


def test_the_best_answer_on_competing_pictures_counts(havsakra: Map) -> None:
    mark = find(havsakra, "polis", "i05").marks["picture"]
    assert mark.state == "yes" and len(mark.evidence) == 2


def test_a_resource_is_full_when_needed_and_half_when_only_near(havsakra: Map) -> None:
    assert find(havsakra, "hbab", "i05").marks["resources"].evidence == ("r-omradespengar",)
    assert find(havsakra, "fritidsgard", "i05").marks["resources"].state == "partly"


def test_who_has_only_stated_something_is_there_without_a_role_but_not_in_a_meeting(havsakra: Map) -> None:
    assert find(havsakra, "tfn", "i04").roles == ()
    names = {spot.id for spot in show(havsakra, meeting=True, issue="i04").picture.spots}
    assert "tfn" not in names and "hbab" in names


def test_a_meeting_keeps_core_mandate_mandate_and_resources(havsakra: Map) -> None:
    titles = [column.title for column in show(havsakra, meeting=True, issue="i05").tables[0].columns]
    assert titles == ["Aktör", "Kärnuppdrag", "Mandat", "Resurser"]


def test_the_matrix_has_a_row_an_issue_and_a_column_an_actor(havsakra: Map) -> None:
    table = show(havsakra).tables[0]
    assert len(table.rows) == 15
    assert len(table.columns) == 2 + 16
    first = [int(row.cells[1].lines[0].text.split()[0]) for row in table.rows]
    assert first[0] == max(first)


def test_an_area_shows_the_issues_in_it_and_in_its_parts(havsakra: Map) -> None:
    issues = {row.id for row in show(havsakra, area="ostervang").tables[0].rows}
    assert {"i06", "i07", "i11"} <= issues
    assert not issues & {"i01", "i05", "i08", "i15"}


def test_likeness_puts_what_shares_members_beside_each_other() -> None:
    having = {"a": {"x", "y"}, "b": {"z"}, "c": {"x", "y"}, "d": {"z", "x"}}
    assert rank_by_likeness("abcd", having, {"a": 3, "b": 2}) == ["a", "c", "d", "b"]


def test_a_map_without_anybody_involved_is_an_empty_answer(havsakra: Map) -> None:
    alone = replace(havsakra, relations=tuple(r for r in havsakra.relations if r.type not in ("INVOLVED_IN", "ABOUT")))
    with pytest.raises(EmptyAnswerError) as error:
        show(alone)
    assert error.value.key == "views_readiness.empty"
