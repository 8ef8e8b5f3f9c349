"""What colleagues really write is found, in both languages; the examples' texts are hardly ever asked about."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.model import Map, Node, build_map
from samverkan.shipped import find_folder
from samverkan.validate import find_problems
from samverkan.validate.privacy import find_private_texts
from samverkan.workflows.open_store import read_valid_map

DAY = date(2025, 10, 1)
# One a line: what somebody might write about a colleague. Four in five are to be found, of each topic.
SAID = {
    "party": "han är sosse|pratar som sossarna|SD-politiker|centern i botten|röstar på moderaterna|"
    "gammal vänsterpartist|"
    "miljöpartist sedan länge|KD-politiker|she is a lib dem|a Tory to the bone|votes Labour|Reform councillor|"
    "Greens|snp",
    "religion": "är muslim|frikyrklig|bär slöja|Jehovas vittne|aktiv i moskén|pingstvän|judisk familj|goes to church|"
    "born-again|wears a hijab|Sikh|quaker|devout",
    "health": "utbränd i våras|haft en stroke|har diabetes|ångest|färdtjänsttillstånd|föräldraledig till maj|"
    "sjukskriven|"
    "utmattning|gravid|ADHD|vabbar mycket|hjärtinfarkt|burnt out|off sick|anxiety|on maternity leave|diabetic|"
    "signed off",
    "union": "pratar med facket|skyddsombud|aktiv i TCO|fackligt engagerad|medlem i Kommunal|Unison rep|"
    "shop steward|TUC|gmb",
    "ethnicity": "född i Syrien|nyanländ|kurd|somalisk|romsk|invandrare|bryter på finska|same|polish|"
    "traveller community|"
    "born in Pakistan|strong accent|refugee|black woman",
    "sex": "är homosexuell|lesbisk|bög|transperson|har ett förhållande med chefen|gay|having an affair|trans man",
    "crime": "dömd för rattfylleri|gängmedlem|åtalad|häktad|belastningsregister|ex-offender|arrested|on probation",
    "minor": "hans son går där|hennes dotter|16-åring|minderårig|LVU|her daughter|14-year-old|foster child",
    "judgement": "är svag|sur|litar inte på fritidschefen|inkompetent|lat|konflikträdd|lazy|cannot be trusted|"
    "arrogant|weak",
    "email": "anna.b@havsakra.se|anna(at)havsakra.se|anna [at] havsakra.se|a.b(snabel-a)x.se",
    "telephone": "070-123 45 67|070–123 45 67|070.123.45.67|(070) 123 45 67|0046 70 123 45 67|+46 (0)70-123 45 67|"
    "0191 498 0123|+44 7911 123456|07911 123456|0410-123 45",
    "address": "Storgatan 12|bor på Ringvägen 3 B|271 30 Ystad|14 Station Road|Kyrkogatan 7",
}


def topics_of(text: str) -> set[str]:
    node = Node("i", "Interaction", {"date": DAY, "kind": "call", "summary": text})
    return {str(p.values["topic"]) for p in find_private_texts(build_map([node], []))}


@pytest.mark.parametrize("topic", SAID)
def test_four_in_five_of_what_is_really_written_are_found(topic: str) -> None:
    said = SAID[topic].split("|")
    missed = [text for text in said if topic not in topics_of(text)]
    assert len(missed) * 5 <= len(said), missed


@pytest.mark.parametrize(
    "text", ["Ärende 2025-000123, tfn 0123, 12 345 678 kr", "§ 12 den 2025-10-01 kl. 10.30", "1 250 000"]
)
def test_ordinary_figures_are_let_be(text: str) -> None:
    assert topics_of(text) == set()


@pytest.mark.parametrize(
    ("label", "field"),
    [("Actor", "name"), ("Source", "reference"), ("Source", "name"), ("Cause", "status"), ("Area", "priority")],
)
def test_an_address_is_found_in_every_text(label: str, field: str) -> None:
    node = Node("i", label, {"name": "n", "kind": "other", field: "till anna.b@havsakra.se"})
    found = [(p.field, p.values["topic"]) for p in find_private_texts(build_map([node], []))]
    assert found == [(field, "email")]
    header = Map({}, (), title="ring 070-123 45 67")
    assert [(p.item, p.field) for p in find_problems(header, DAY)] == [(None, "title")]


def test_at_most_two_in_a_hundred_texts_of_the_examples_are_asked_about() -> None:
    for name in ("havsakra", "harbourside"):
        content = read_valid_map(find_folder("examples") / name / "map.yaml")
        things = [*content.nodes.values(), *content.relations]
        texts = [v for thing in things for v in thing.properties.values() if isinstance(v, str) and " " in v]
        assert len(list(find_private_texts(content))) * 50 <= len(texts)
