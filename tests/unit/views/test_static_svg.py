"""The static picture of every kind: well-formed, alone, names as text, and for a meeting without its secrets."""

from __future__ import annotations

import re
from typing import Any
from xml.dom.minidom import Document, parseString

import pytest
from view_maps import DAY, SECRETS, build_hostile, find_answer, plant_secrets

from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.build import build_page, build_svg
from samverkan.views.svg import read_tones
from samverkan.views.svg_legend import draw_legend

KINDS = [
    ("decision-path", "c1"),
    ("network", None),
    ("network", "p-gatuchef"),
    ("readiness", None),
    ("causes", "i04"),
    ("interventions", "A-taxi"),
    ("delegation", "d-ltf"),
    ("influence", "c1"),
    ("situation", "p-samordnare"),
]


def find_wanted(content: Map, kind: str, subject: str | None, *, meeting: bool = False) -> dict[str, Any]:
    day = content.as_of or DAY
    answer = find_answer(content, subject, day) if kind in ("decision-path", "influence") and subject else None
    return {"on": day, "texts": Texts("sv"), "subject": subject, "answer": answer, "meeting": meeting}


def draw_svg(content: Map, kind: str, subject: str | None, *, meeting: bool = False) -> str:
    return build_svg(kind, content, **find_wanted(content, kind, subject, meeting=meeting))


def find_tags(document: Document) -> set[str]:
    return {element.tagName for element in document.getElementsByTagName("*")}


@pytest.mark.parametrize(("kind", "subject"), KINDS)
def test_picture_is_well_formed_the_same_twice_and_alone(havsakra: Map, kind: str, subject: str | None) -> None:
    svg = draw_svg(havsakra, kind, subject)
    assert find_tags(parseString(svg)) <= {
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "text",
        "g",
        "ellipse",
        "circle",
        "style",
    }
    assert svg == draw_svg(havsakra, kind, subject)
    assert "var(--" not in svg and "url(" not in svg and "href" not in svg


@pytest.mark.parametrize(("kind", "subject"), KINDS)
def test_picture_for_a_meeting_holds_no_secret(havsakra: Map, kind: str, subject: str | None) -> None:
    svg = draw_svg(plant_secrets(havsakra), kind, subject, meeting=True)
    assert [secret for secret in SECRETS if secret in svg] == []


@pytest.mark.parametrize(("kind", "subject"), [("decision-path", "x1"), ("network", None)])
def test_hostile_names_are_text(kind: str, subject: str | None) -> None:
    tags = find_tags(parseString(draw_svg(build_hostile(), kind, subject)))
    assert not tags & {"img", "script", "image", "foreignObject", "a"}


def test_decision_path_tells_the_tree_and_who_must(havsakra: Map) -> None:
    svg = draw_svg(havsakra, "decision-path", "c1")
    for word in ("Gatuchef", "måste*", "tveksam", "stoppar allt"):
        assert f">{word}<" in svg
    assert '<g class="disc hesitant"' in svg
    assert ">Vi – har mötts → 2 Gatuchef – etablerad relation<" in svg and "\N{EM SPACE}" not in svg
    meeting = draw_svg(havsakra, "decision-path", "c1", meeting=True)
    assert "vem beslutar<" in meeting and ">eller<" in meeting and ">en av<" in meeting


@pytest.mark.parametrize(("kind", "subject"), [one for one in KINDS if one[0] != "network"])
def test_picture_has_its_legend_with_every_sign_within_the_sheet(havsakra: Map, kind: str, subject: str | None) -> None:
    page, _ = build_page(kind, havsakra, **find_wanted(havsakra, kind, subject))
    told = parseString(draw_svg(havsakra, kind, subject)).getElementsByTagName("text")
    said = " ".join(part.firstChild.data for part in told if part.firstChild)
    assert page.legend and "Teckenförklaring" in said
    for row in page.legend:
        assert all(word in said for word in row.text.split())
    drawn, below = draw_legend(page, "Tecken", (20, 100), 1240, read_tones())
    assert below > 100
    lefts = [float(x) for x in re.findall(r"translate\((\d+)", " ".join(drawn))]
    assert lefts and max(lefts) < 1260


@pytest.mark.parametrize(("kind", "subject"), [("readiness", None), ("influence", "c1"), ("decision-path", "c1")])
def test_cells_speak_in_the_signs_of_the_legend(havsakra: Map, kind: str, subject: str | None) -> None:
    svg = draw_svg(havsakra, kind, subject)
    table, legend = svg.split(">Teckenförklaring<")
    signs = [set(re.findall(r'<g class="((?:box|disc) \w+)"', part)) for part in (table, legend)]
    assert signs[0] and signs[0] <= signs[1]
    assert not re.search(r">[●◐✕] ", svg)


@pytest.mark.parametrize(("kind", "subject"), [("readiness", None), ("influence", "c1"), ("situation", "p-samordnare")])
def test_long_words_are_parted_as_their_language_parts_them(havsakra: Map, kind: str, subject: str | None) -> None:
    table = draw_svg(havsakra, kind, subject).split(">Teckenförklaring<")[0]
    said = re.findall(r"<text[^>]*>([^<]*)<", table)
    assert not [one for one in said if one.endswith("…")]
    page, _ = build_page(kind, havsakra, **find_wanted(havsakra, kind, subject))
    lines = [line for t in page.tables if not t.fold for row in t.rows for cell in row.cells for line in cell.lines]
    words = {word for line in lines if line.look != "hidden" for word in re.findall(r"[^\W\d_]{16,}", line.said)}
    joined = "\n".join(said).replace("-\n", "")  # a word that is cut without a hyphen stays in two
    assert words and [word for word in sorted(words) if word not in joined] == []
