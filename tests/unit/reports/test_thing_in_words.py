"""What is told of a thing in short, for each kind of thing: sentences worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from strategies.small_maps import DAY, Sketch

from samverkan.reports.thing import ThingWords, tell_thing
from samverkan.schema import read_schema
from samverkan.texts import Texts

EARLIER = DAY - timedelta(1)


def town() -> Sketch:
    sketch = Sketch().node("town", "Area").node("square", "Area").link("square PART_OF town").node("noise", "Issue")
    sketch.link("noise IN_AREA square").node("young", "AffectedGroup").link("noise AFFECTS young").actors(
        "unit", "a", "b"
    )
    sketch.node("bored", "Cause").link("bored CONTRIBUTES_TO noise").node("fair", "Initiative", status="proposed")
    sketch.link("fair ADDRESSES noise").node("m", "Matter").node("core", "CoreMandate").link("a HAS_CORE_MANDATE core")
    sketch.link("fair SERVES core", direction="negative").node("all", "Requirement", op="all")
    sketch.link("fair REQUIRES all", step=1).leaf("leaf", "all", "decide", "m", status="met", status_on=EARLIER)
    sketch.node("din", "Effect", expected=True, severity="minor", direction="negative").link("fair LEADS_TO din")
    sketch.node("seen", "Effect", observed=True, observed_on=EARLIER, direction="positive").link("fair LEADS_TO seen")
    sketch.node("calls", "Indicator", baseline=31, target=10, due=DAY).link("calls MEASURES noise")
    sketch.node("first", "Measurement", date=date(2025, 4, 1), value=40).link("first OF calls")
    sketch.node("last", "Measurement", date=date(2025, 8, 1), value=24).link("last OF calls")
    sketch.node("hall", "Resource", kind="premises").link("a OFFERS hall").node("pact", "Agreement", binding=False)
    sketch.link("a PARTY_TO pact").link("b PARTY_TO pact").node("over", "Agreement", valid_to=EARLIER)
    sketch.node("wording", "ProblemPicture").link("wording OF noise")
    sketch.position("p1", "a", "wording", "shares", EARLIER, kind="problem_picture")
    return sketch.position("p2", "b", "wording", "partly", date(2024, 1, 1), kind="problem_picture")


def tell(node: str, lang: str = "sv") -> list[str]:
    content = town().to_map()
    return [line.text for line in tell_thing(ThingWords(content, Texts(lang), DAY), content.nodes[node])]


TOLD = {
    "square": ["Ligger i TOWN.", "Frågor: NOISE."],
    "young": ["Berörs av NOISE."],
    "bored": ["Bidrar till NOISE.", "Ingen insats tar sig an den."],
    "core": ["Kärnuppdrag för A.", "Går emot: FAIR."],
    "din": ["Väntad, inte iakttagen.", "Allvar: lindrig.", "Följer av FAIR."],
    "seen": ["Iakttagen 2025-09-30.", "Följer av FAIR."],
    "calls": [
        "Mäter NOISE.",
        "CALLS: utgångsvärde 31, senast 24, mål 10 (2025-08-01).",
        "Ska mätas senast 2025-10-01.",
    ],
    "last": ["CALLS: 24, 2025-08-01."],
    "hall": ["Erbjuds av A.", "Ingen använder den."],
    "pact": ["Mellan A och B.", "Inte bindande."],
    "over": ["Upphört 2025-09-30."],
    "wording": ["Beskriver NOISE.", "Delas av A.", "För gammalt svar: B."],
    "leaf": ["Besluta om M.", "Krävs av FAIR.", "Läge: klar 2025-09-30."],
}


@pytest.mark.parametrize("node", TOLD)
def test_what_a_person_wants_to_know_stands_first(node: str) -> None:
    assert tell(node) == TOLD[node]
    assert len(tell(node, "en")) == len(TOLD[node])


def test_something_is_told_of_every_kind_of_thing() -> None:
    content = town().to_map()
    words = ThingWords(content, Texts("en"), DAY)
    silent = {n.label for n in content.nodes.values() if not list(tell_thing(words, n))}
    assert silent == set()
    assert {n.label for n in content.nodes.values()} >= set(read_schema().labels) - {
        *("Person", "Mandate", "Interaction", "Commitment", "Source")
    }


def test_what_an_earlier_holder_said_is_told_as_such() -> None:
    sketch = Sketch().node("chief", "Actor", kind="post", holder_since=DAY).node("x", "Initiative", status="proposed")
    sketch.position("p", "chief", "x", "supports", EARLIER, basis="stated_in_meeting")
    content = sketch.to_map()
    told = list(tell_thing(ThingWords(content, Texts("sv"), DAY), content.nodes["p"]))
    assert told[-1].text == "Sagt av en tidigare innehavare: fråga igen."
    assert told[0].text.endswith("(för gammal)")
