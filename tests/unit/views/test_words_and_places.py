"""What a review found wrong that needs no browser: texts run together, English, places, what a panel rests on."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from page_figures import KINDS
from view_maps import DAY, build_town, draw, find_answer

from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.build import build_page, build_svg
from samverkan.views.influence import STANCE_ORDER
from samverkan.views.scripts import read_asset

IN_A_LINE = {"span", "b", "i", "strong", "small", "a", "em", "button"}
APART = {"status", "ends", "pins", "key", "route", "tabs"}  # whose parts the style sets apart
VOID = {"input", "path", "rect", "br", "use", "meta", "link", "circle", "line"}
NO_TEXT = {"script", "style", "title", "svg"}
OTHERS = [
    ("decision-path", "h2"),
    ("decision-path", "h4"),
    ("network", None),
    ("readiness", None),
    ("influence", "h2"),
    ("interventions", "night-street"),
    ("situation", "coordinator"),
]


class Reader(HTMLParser):
    """Reads a page's texts in their order, and which of them touch within a line, in what they both stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.crossed: set[str] = set()
        self.shared = 0
        self.texts: list[str] = []
        self.joined: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        look = (dict(attrs).get("class") or "").split(" ")[0]
        if tag not in VOID:
            self.crossed.add("row" if look == "entry" else tag)  # a row of the plan stands on lines of its own
            self.open.append((tag, look))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.crossed.add(tag)
            while self.open and self.open.pop()[0] != tag:
                continue
            self.shared = min(self.shared, len(self.open))

    def handle_data(self, data: str) -> None:
        if {tag for tag, _ in self.open} & NO_TEXT:
            return
        before = self.texts[-1] if self.texts else " "
        look = self.open[self.shared - 1][1] if self.shared else ""
        within = self.crossed <= IN_A_LINE and look not in APART | {"entry"}
        if within and before[-1].isalnum() and data[0].isalnum():
            self.joined.append((before[-30:], data[:30], look))
        self.texts.append(data)
        self.crossed, self.shared = set(), len(self.open)


@pytest.fixture(scope="module")
def pages(havsakra: Map, harbourside: Map) -> dict[str, str]:
    """Every kind of page of both examples, in English."""
    wanted = [("", havsakra, *one) for one in KINDS] + [("harbourside ", harbourside, *one, {}) for one in OTHERS]
    return {
        f"{where}{kind} {subject} {more}": draw(content, kind, subject, lang="en", **more)
        for where, content, kind, subject, more in wanted
    }


def read_data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    return dict(json.loads(found[1]))


def test_no_two_texts_touch_within_a_line(pages: dict[str, str]) -> None:
    """Names, stances, roles and counts that stand on one line have a space, a comma, a dash or a box between them."""
    found = {page: joined for page, html in pages.items() if (joined := Reader(html).joined)}
    assert found == {}


def test_what_is_said_to_be_set_apart_by_the_style_is() -> None:
    styles = "\n".join(read_asset(f"{name}.css") for name in ("page", "path", "plan", "readiness", "diagram", "table"))
    for look in sorted({*APART, "entry"}):
        assert re.search(rf"^\.{look}\{{[^}}]*display:\s?(?:inline-)?flex", styles, re.M), look


def test_english_counts_one_as_one_and_asks_as_english_does(pages: dict[str, str]) -> None:
    wrong = re.compile(r"\b1 (?!is\b|has\b|was\b)[a-z]+s\b")
    for page, html in pages.items():
        words = read_data(html)["words"]
        said = [re.sub(r"\{n(?:umber)?\}", "1", text) for key, text in words.items() if not key.endswith("-many")]
        assert [text for text in (*Reader(html).texts, *said) if wrong.search(text)] == [], page
        assert "hang together" not in html, page
        assert "network None {}" not in page or "Who is there, and how are they connected?" in html


@pytest.mark.parametrize(
    ("lang", "said"), [("sv", "pågår och har hittills gett"), ("en", "is under way and has so far")]
)
def test_what_is_under_way_is_nowhere_told_to_be_over(havsakra: Map, lang: str, said: str) -> None:
    """On the page, its picture and its slides' headers: what is under way "has so far"; only what is done "gave"."""
    over = {"sv": "gav det vi ville", "en": "gave what we wanted"}[lang]
    under_way = draw(havsakra, "interventions", "i05", lang=lang)
    svg = build_svg("interventions", havsakra, on=DAY, texts=Texts(lang), subject="i05")
    for text in (under_way, svg):
        assert said in text and over not in text
        assert not re.search(r"fungerade|worked", text)


def test_everybody_stands_in_a_meeting_where_they_stand_in_planning(havsakra: Map, harbourside: Map) -> None:
    """Whom only a contact holds in the picture is missing; nobody else moves, and boxes keep column and order."""
    for content, more in (
        (havsakra, {}),
        (havsakra, {"issue": "i05"}),
        (havsakra, {"area": "norrbacken"}),
        (harbourside, {}),
    ):
        planned, met = (read_data(draw(content, "network", meeting=m, **more))["nodes"] for m in (False, True))
        stood = {node["id"]: node for node in planned}
        assert len(met) > 5 and {node["id"] for node in met} <= set(stood)
        assert [n["id"] for n in met if (n["x"], n["y"]) != (stood[n["id"]]["x"], stood[n["id"]]["y"])] == []
        drawn = [n for n in met if "box" in n]
        places = [[(n["column"], n["order"]) for n in (one, stood[one["id"]])] for one in drawn]
        assert drawn and [now[0] for now, _ in places] == [before[0] for _, before in places]
        assert sorted(places) == sorted(places, key=lambda pair: pair[1]), "one above another stays above it"


def test_two_days_are_one_plan_in_which_everybody_stands_where_they_stand_today(havsakra: Map) -> None:
    """Of either day everybody has one row; who stood in today's plan keeps box and column beside whoever has left."""
    first, second = date(2021, 5, 10), date(2025, 10, 1)
    alone = [build_page("network", havsakra, on=day, texts=Texts("sv"))[0] for day in (second, first)]
    stood, before = ({spot.id: spot for spot in page.picture.spots} for page in alone)  # type: ignore[union-attr]
    positions = {i: (spot.x, spot.y) for i, spot in stood.items()}
    places = {spot.box: (spot.column, spot.order) for spot in stood.values() if spot.box}
    page, _ = build_page(
        "network", havsakra, on=first, also=second, texts=Texts("sv"), positions=positions, places=places
    )
    assert page.picture and page.tabs and page.tabs.plan
    now = {spot.id: spot for spot in page.picture.spots}
    assert set(now) == {*stood, *before} and set(now) > set(stood)
    assert {i: (now[i].x, now[i].y) for i in stood} == positions
    assert {now[i].box: (now[i].column, now[i].order) for i in stood if stood[i].box} == places
    rows = [entry.id for column in page.tabs.plan.columns for box in column for entry in box.rows]
    assert len(rows) == len(set(rows))


def test_every_tie_and_stance_of_a_panel_tells_its_day_and_what_it_rests_on(havsakra: Map) -> None:
    today = havsakra.on(DAY)
    data = read_data(draw(havsakra, "network"))
    said = {(e["from"], e["to"]): data["rests_on"][e["rests_on"]] for e in data["edges"] if "rests_on" in e}
    shown = {node["id"] for node in data["nodes"]}
    told = {t["id"]: [line["text"] for _, lines in t.get("facts", ()) for line in lines] for t in data["things"]}
    ties = [r for r in today.relations if r.type in ("TIE", "HAS_LEVERAGE_OVER") and {r.start, r.end} <= shown]
    assert len(ties) > 30
    for tie in ties:
        source = today.nodes[str(tie.properties["source"])]
        assert said[tie.start, tie.end] == f"{source.name} {source.text('date')}"
    stances = [(r.start, today.nodes[r.end]) for r in today.relations if r.type == "TAKES" and r.start in told]
    assert len(stances) > 20
    for actor, stance in stances:
        days = [text for text in told[actor] if str(stance.text("stated_on")) in text]
        assert any(" – " in text for text in days), (actor, stance.id)


def test_each_in_a_lane_of_influence_has_the_disc_of_the_stance_in_the_picture(havsakra: Map) -> None:
    """One disc a name, beside those of the heads; the legend below has its own."""
    for initiative in ("c1", "v1", "t1"):
        answer = find_answer(havsakra, initiative)
        wanted = {"on": DAY, "texts": Texts("sv"), "subject": initiative, "answer": answer}
        page, _ = build_page("influence", havsakra, **wanted)
        table = build_svg("influence", havsakra, **wanted).split(">Teckenförklaring<")[0]
        lines = [
            line for row in page.tables[0].rows for cell in row.cells for line in cell.lines if line.look == "stand"
        ]
        assert len(lines) == len(answer.actors)
        drawn = Counter(re.findall(r'<g class="disc (\w+)"', table))
        assert set(drawn) <= set(STANCE_ORDER)
        for stance, number in Counter(line.tone for line in lines).items():
            assert drawn[stance] >= number, (initiative, stance)


def test_a_panel_above_eight_hundred_knows_steps_contacts_and_how_many_lie_outside() -> None:
    """Of everybody in an organisation: ties inside it by their strength, and a count of those that leave it."""
    content = build_town(900)
    data = read_data(draw(content, "network"))
    assert [data["words"][f"strength-{n}"] for n in (1, 2, 3, 4)] == ["ny", "bekant", "etablerad", "stark"]
    strength = {"new": 1, "acquainted": 2, "established": 3, "strong": 4}
    ties = {frozenset((r.start, r.end)): r for r in content.relations if r.type == "TIE"}
    homes = {actor: one["group"] for one in data["inside"] for actor in one["ids"]}
    homes |= {node["id"]: node["id"] for node in data["nodes"] if node["id"] not in homes}
    inside = {frozenset(pair): tie for pair, tie in ties.items() if len({homes[i] for i in pair}) == 1}
    drawn = {}
    for one in data["inside"]:
        ids = one["ids"]
        drawn |= {frozenset((ids[a], ids[b])): weight for a, b, weight in one.get("ties", ())}
        outside = [sum(i in pair and pair not in inside for pair in ties) for i in ids] if len(ids) < 20 else None
        assert outside in (None, one["outside"])
        assert len(one["near"]) == len(ids) and not set(one["near"]) - set("0123-")
    assert drawn == {pair: strength[str(tie.properties["strength"])] for pair, tie in inside.items()}
    assert any(set(one["near"]) & set("12") for one in data["inside"])


def test_minus_and_plus_of_a_network_say_that_they_are_steps_and_zoom_says_so(havsakra: Map) -> None:
    html = draw(havsakra, "network")
    texts = {i: re.search(rf'id="{i}"[^>]*>([^<]*)<', html) for i in ("less", "more", "zoom-in", "zoom-out", "degree")}
    said = {i: found[1].strip() for i, found in texts.items() if found}
    assert said == {
        "degree": "Steg bort",
        "less": "färre −",
        "more": "fler +",
        "zoom-in": "Zooma in",
        "zoom-out": "Zooma ut",
    }
