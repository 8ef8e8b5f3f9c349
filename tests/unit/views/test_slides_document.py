"""Slides as .pptx: one a step, texts that can be edited, marked as working material, no own assessment."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from view_maps import HOSTILE, build_hostile, draw, find_answer, plant_secrets

from samverkan.model import Map
from samverkan.tables.map_file import read_map_file
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.slides_document import to_slides_document


def open_slides(content: Map, initiative: str, *, meeting: bool = False) -> tuple[bytes, Any]:
    """Return the slides of a decision path, and the document opened."""
    import pptx

    day = content.as_of
    assert day is not None
    answer = find_answer(content, initiative, day)
    page, words = build_page(
        "decision-path", content, on=day, texts=Texts("sv"), subject=initiative, answer=answer, meeting=meeting
    )
    written = to_slides_document(page, words)
    return written, pptx.Presentation(BytesIO(written))


def read_texts(document: Any) -> list[list[str]]:
    return [[s.text_frame.text for s in slide.shapes if s.has_text_frame] for slide in document.slides]


def test_there_is_a_slide_a_step_as_in_visa(havsakra: Map) -> None:
    written, document = open_slides(havsakra, "c1")
    page = draw(havsakra, "decision-path", "c1")
    slides = json.loads(re.search(r'id="data">(.*?)</script>', page, re.S)[1])["slides"]  # type: ignore[index]
    heads = [slide.shapes.title.text.replace("\v", "") for slide in document.slides]
    assert heads == [slide["head"] for slide in slides], "a line may end before an amount"
    assert written == open_slides(havsakra, "c1")[0], "the same map is the same bytes"
    assert not any(shape.shape_type == 13 for slide in document.slides for shape in slide.shapes), "no picture"
    assert all(any("Arbetsmaterial" in text for text in texts) for texts in read_texts(document))


def read_story(name: str) -> Map:
    content, problems = read_map_file(Path(__file__).parents[2] / "practice" / f"{name}.yaml")
    assert content is not None, problems
    return content


@pytest.mark.parametrize(("name", "initiative"), [("havsakra", "c1"), ("sandvinge", "belys"), ("hostile", "x1")])
def test_header_text_and_step_are_large_and_everything_lies_on_the_slide(
    havsakra: Map, name: str, initiative: str
) -> None:
    """A way over five stops with a concern, its date and what would help, and names of 250 signs, stand closer."""
    content = havsakra if name == "havsakra" else build_hostile() if name == "hostile" else read_story(name)
    _, document = open_slides(content, initiative)
    for slide in document.slides:
        assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt == 42, "56 px"
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= document.slide_width, shape.name
            assert shape.top >= 0 and shape.top + shape.height <= document.slide_height + 9525, shape.name


def test_a_word_of_a_header_without_room_is_parted_where_its_language_parts_it(havsakra: Map) -> None:
    import pptx

    page, words = build_page("readiness", havsakra, on=date(2025, 10, 1), texts=Texts("sv"))
    heads = [slide.shapes.title.text for slide in pptx.Presentation(BytesIO(to_slides_document(page, words))).slides]
    assert "Ungdoms-\vhäng på torget upplevs otryggt" in heads and "Bilbränder" in heads


@pytest.mark.parametrize(
    ("head", "cut"),
    [
        ("och trafiksäkerhetsåtgärder torget och om i i kommunstyrelsen", False),
        (" ".join(["trafiksäkerhetsåtgärder kommunstyrelsen torget samverkansöverenskommelse"] * 4), True),
    ],
)
def test_a_header_of_seven_lines_is_spelled_as_it_is_and_one_that_is_cut_stands_whole_beside(
    havsakra: Map, head: str, cut: bool
) -> None:
    import pptx

    page, words = build_page("readiness", havsakra, on=date(2025, 10, 1), texts=Texts("sv"))
    slide = pptx.Presentation(BytesIO(to_slides_document(replace(page, title=head), words))).slides[0]
    told = slide.shapes.title.text.replace("-\v", "").replace("\v", " ")
    beside = [s.text_frame.text for s in slide.shapes if s.has_text_frame and s != slide.shapes.title]
    assert (told == head, told.endswith("…"), head in beside) == (not cut, cut, cut)
    assert head.startswith(told.rstrip("…").rstrip("-"))


def test_a_title_that_no_document_may_have_is_shortened(havsakra: Map) -> None:
    """A document's title has 255 signs at most, and none that moves the pen."""
    import pptx

    page, words = build_page("readiness", havsakra, on=date(2025, 10, 1), texts=Texts("sv"))
    document = pptx.Presentation(BytesIO(to_slides_document(replace(page, title="a\v" + "b" * 300), words)))
    assert document.core_properties.title == "a " + "b" * 253


def test_a_meeting_has_no_stance_and_no_way(havsakra: Map) -> None:
    content = plant_secrets(havsakra)
    _, document = open_slides(content, "c1", meeting=True)
    told = "\n".join(text for texts in read_texts(document) for text in texts)
    assert "Gatuchef" in told and "Arbetsmaterial" not in told
    assert "Teknik- och fritidsnämnden kan ta över." in told and "*" not in told, "no need stands there to be starred"
    assert not {"tveksam", "stöder", "driver"} & set(told.split())


def test_hostile_names_are_text() -> None:
    _, document = open_slides(build_hostile(), "x1")
    assert any(HOSTILE[:20] in text for texts in read_texts(document) for text in texts)


def test_no_own_assessment_is_in_the_file(havsakra: Map, tmp_path: Path) -> None:
    import pptx

    from samverkan.privacy import find_own_assessments
    from samverkan.shipped import find_folder
    from samverkan.workflows.open_store import Where
    from samverkan.workflows.view import Page, write_view

    store = Where(str(find_folder("examples") / "havsakra" / "map.yaml"), {}, tmp_path)
    own = sorted(find_own_assessments(havsakra))
    assert own, "or nothing is tried here"
    about = sorted({node.id for i in own for node in havsakra.targets(i, "ABOUT") if node.label == "Initiative"})
    concerns = [text for i in own for key in ("concern", "would_help") if (text := havsakra.nodes[i].text(key))]
    for initiative in about:
        path = tmp_path / f"{initiative}.pptx"
        write_view(store, Page("decision-path", initiative), path, as_of=None, texts=Texts("sv"), replace=False)
        told = "\n".join(text for texts in read_texts(pptx.Presentation(path)) for text in texts)
        assert [text for text in concerns if text in told] == []
