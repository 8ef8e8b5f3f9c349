"""Readiness: what counts as known, what stays unknown, and in which order issues and actors stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samverkan.errors import EmptyAnswerError
from samverkan.measures.conditions import Conditions, Standing
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.short_names import ShortNames
from samverkan.views.spec import Cell, Page
from samverkan.views.words import Words

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
    page = show(havsakra, meeting=True, issue="i05")
    assert [c.title for c in page.tables[0].columns] == ["Okänt", "Fråga", "Kärnuppdrag", "Mandat", "Resurser"]
    assert [c.title for c in page.tables[1].columns] == ["Aktör", "Kärnuppdrag", "Mandat", "Resurser"]
    assert not any(line.look == "wording" for row in page.tables[0].rows for c in row.cells for line in c.lines)


def test_the_table_has_a_row_an_issue_and_five_named_columns_the_most_unknown_first(havsakra: Map) -> None:
    table = show(havsakra).tables[0]
    assert len(table.rows) == 15
    titles = [column.title for column in table.columns]
    assert titles[2:] == ["Kärnuppdrag", "Problembild", "Prioritet", "Mandat", "Resurser"]
    first = [int(row.cells[0].lines[0].text) for row in table.rows]
    assert first == sorted(first, reverse=True)


def test_the_first_line_says_how_much_is_unknown_and_whom_to_ask_first(havsakra: Map) -> None:
    # 42 parts in issues × 5 conditions = 210.
    said = show(havsakra).findings[0].said
    assert said == "95 av 210 är okända. Fråga först: Kommunen 31, Bostäder AB 13, EST-gruppen 10, Polisen 8"


def find_cell(page: Page, issue: str, column: str) -> Cell:
    table = page.tables[0]
    at = [c.title for c in table.columns].index(column)
    return next(row for row in table.rows if row.id == issue).cells[at]


def test_a_cell_names_who_has_it_and_opens_into_who_is_not_known(havsakra: Map) -> None:
    priority = find_cell(show(havsakra), "i04", "Prioritet")
    assert [line.said for line in priority.lines[:3]] == [
        "hög: Polisen",
        "medel: Bostäder AB",
        "låg: Teknik- och fritidsnämnden",
    ]
    asked = priority.lines[3]
    assert asked.text == "3 okända" and len(asked.parts) == 3
    nobody = find_cell(show(havsakra), "i06", "Problembild")
    assert nobody.look == "nobody" and nobody.lines[0].text == "alla 4 okända"


def test_a_slide_says_in_words_what_signs_tell_on_the_page(havsakra: Map) -> None:
    """Names alone have it; who has some of it, or none, stands after a word."""
    cars = next(group for group in show(havsakra).groups if group.title == "Bilbränder")
    told = {row.name: row.second for row in cars.rows}
    assert told["Resurser"] == "Kommunen, Räddningstjänsten · delvis: Bostäder AB, Polisen"
    assert told["Mandat"] == "2 okända · Kommunen · besluta: Bostäder AB"


def test_two_pictures_of_one_issue_stand_beside_each_other_with_who_shares_which(havsakra: Map) -> None:
    lines = find_cell(show(havsakra), "i05", "Problembild").lines
    assert lines[0].text == "två bilder tävlar"
    by_picture: dict[str, list[tuple[str, list[str]]]] = {}
    for line in lines:
        if line.look == "wording":
            by_picture[line.text[0]] = []
        elif line.look == "known":
            by_picture[list(by_picture)[-1]].append((line.tone, [part.text for part in line.parts]))
    assert ("yes", ["Polisen"]) in by_picture["B"]
    assert ("no", ["Norrbackens IF"]) in by_picture["B"]
    assert ("partly", ["Polisen"]) in by_picture["A"]


def test_a_mandate_is_full_with_all_powers_that_are_needed_half_with_some_none_with_others() -> None:
    # The initiative asks somebody to decide and to fund: a holds both, b may fund, c may only be consulted.
    nodes = [
        Node("i", "Issue", {"name": "Fråga"}),
        Node("x", "Initiative", {"name": "Insats"}),
        Node("r0", "Requirement", {"op": "all"}),
        Node("r1", "Requirement", {"op": "leaf", "form": "decide"}),
        Node("r2", "Requirement", {"op": "leaf", "form": "fund"}),
        Node("m", "Matter", {"name": "Ärende"}),
        *(Node(a, "Actor", {"name": a, "kind": "unit"}) for a in "abc"),
        *(Node(f"m{k}", "Mandate", {"kind": k}) for k in ("decide", "fund", "consult")),
    ]
    relations = [
        Relation("ADDRESSES", "x", "i"),
        Relation("REQUIRES", "x", "r0"),
        *(Relation("REQUIRES", "r0", r) for r in ("r1", "r2")),
        *(Relation("CONCERNS", r, "m") for r in ("r1", "r2")),
        *(Relation("COVERS", f"m{k}", "m") for k in ("decide", "fund", "consult")),
        *(Relation("HOLDS", a, f"m{k}") for a, k in (("a", "decide"), ("a", "fund"), ("b", "fund"), ("c", "consult"))),
        *(Relation("INVOLVED_IN", a, "i", {"role": "support"}) for a in "abc"),
    ]
    content = build_map(nodes, relations)
    marks = {a: find(content, a, "i").marks["mandate"] for a in "abc"}
    assert {a: m.state for a, m in marks.items()} == {"a": "yes", "b": "partly", "c": "no"}
    assert {a: m.powers for a, m in marks.items()} == {"a": ("decide", "fund"), "b": ("fund",), "c": ("drive",)}


def test_a_short_name_that_two_would_share_is_written_whole() -> None:
    names = {"a": "Räddningstjänsten Ängby", "b": "Räddningstjänsten, Norr", "c": "Polisen, Ängby", "d": "Ängby IF"}
    nodes = [
        Node("o", "Area", {"name": "Ängby"}),
        *(Node(i, "Actor", {"name": name, "kind": "unit"}) for i, name in names.items()),
        Node("e", "Actor", {"name": "Ängby", "kind": "unit", "short": "Enheten"}),
        Node("k", "Actor", {"name": "Ängby kommun", "kind": "municipality"}),
    ]
    short = ShortNames(build_map(nodes, []), Words(Texts("sv"), read_schema()))
    assert [short[i] for i in "abcdek"] == [names["a"], names["b"], "Polisen", "IF", "Enheten", "Kommunen"]
    assert [short.within(i) for i in "dk"] == ["IF", "kommunen"], "it has its article within a sentence"


def test_an_area_shows_the_issues_in_it_and_in_its_parts(havsakra: Map) -> None:
    issues = {row.id for row in show(havsakra, area="ostervang").tables[0].rows}
    assert {"i06", "i07", "i11"} <= issues
    assert not issues & {"i01", "i05", "i08", "i15"}


def test_a_map_without_anybody_involved_is_an_empty_answer(havsakra: Map) -> None:
    alone = replace(havsakra, relations=tuple(r for r in havsakra.relations if r.type not in ("INVOLVED_IN", "ABOUT")))
    with pytest.raises(EmptyAnswerError) as error:
        show(alone)
    assert error.value.key == "views_readiness.empty"
