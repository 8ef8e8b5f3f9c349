"""An extract holds every value that a map has about a post, in every form; what is withheld is in none."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import Phase, given, settings
from strategies.maps import maps

from samverkan.edits import Change, Edit, Revision
from samverkan.errors import UsageError
from samverkan.measures.extract import Reckoned, Withheld, build_extract
from samverkan.model import Map, Node, Relation, build_map
from samverkan.reports.extract import ExtractWords, to_data, to_table
from samverkan.reports.provisions import find_provision, read_provisions
from samverkan.texts import Texts
from samverkan.views.record import to_record_html
from samverkan.workflows.records import read_withheld

DAY = date(2026, 6, 1)
EXAMPLES = int(os.environ.get("SAMVERKAN_EXTRACT_EXAMPLES", "15"))


def forms_of(content: Map, actor: str, withheld: Withheld | None = None, log: tuple[Revision, ...] = ()) -> list[str]:
    extract = build_extract(content, log, actor, DAY, withheld)
    data = to_data(extract, {}, DAY)
    page = to_record_html(ExtractWords(extract, Texts("sv"), {}, DAY).build(), Texts("sv"))
    bare = html.unescape(re.sub(r"<[^>]*>", "", page)).translate(dict.fromkeys(map(ord, "\u00ad\u200b")))
    rows = " ".join(str(part) for row in to_table(json.loads(json.dumps(data))) for part in row.values())
    return [" ".join(flatten(data)), rows, bare]


def flatten(value: object) -> Iterator[str]:
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from flatten(part)
    if isinstance(value, str):
        yield value


def texts_around(content: Map, actor: str) -> Iterator[str]:
    """Walk by hand: every id and free text of what touches the actor."""
    for relation in content.relations:
        if actor in (relation.start, relation.end):
            other = content.nodes[relation.end if relation.start == actor else relation.start]
            yield other.id
            for properties in (relation.properties, other.properties):
                yield from (
                    v for k, v in properties.items() if isinstance(v, str) and k in ("concern", "summary", "note")
                )
    yield from (v for k, v in content.nodes[actor].properties.items() if isinstance(v, str) and k in ("note", "short"))


def bare(text: str) -> str:
    """Return a text as every form must have it: letters and digits alone; each form escapes the rest."""
    return "".join(sign for sign in text if sign.isalnum())


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(content=maps())
def test_every_value_is_in_every_form(content: Map) -> None:
    for actor in [n.id for n in content.labelled("Actor")]:
        forms = [bare(form) for form in forms_of(content, actor)]
        for text in texts_around(content, actor):
            assert [bare(text) in form for form in forms] == [True] * 3, text


def sentinels() -> Map:
    nodes = [
        Node("chef", "Actor", {"name": "Gatuchefen", "kind": "post", "note": "SENTINEL-note"}),
        Node("vi", "Actor", {"name": "Vi", "kind": "post"}),
        Node("n1", "Initiative", {"name": "Torget"}),
        Node("n2", "Initiative", {"name": "Parken", "outcome": "Först sa\ngatuchef SENTINEL-outcome nej"}),
        Node("s", "Source", {"name": "SENTINEL-source", "reference": "SENTINEL-reference"}),
        Node("own", "Position", {"kind": "stance", "value": "opposes", "concern": "SENTINEL-own",
                                 "basis": "own_assessment", "stated_on": date(2020, 1, 1)}),
        Node("x", "Interaction", {"date": date(2026, 1, 1), "kind": "call", "summary": "SENTINEL-summary"}),
    ]  # fmt: skip
    relations = [
        Relation("TAKES", "chef", "own"),
        Relation("ABOUT", "own", "n1"),
        Relation("SOURCED_BY", "own", "s", {"locator": "SENTINEL-locator"}),
        Relation("TOOK_PART_IN", "chef", "x"),
        Relation("TIE", "vi", "chef", {"strength": "strong", "source": "s"}),
    ]
    return build_map(nodes, relations)


def test_an_own_assessment_that_expired_long_ago_and_a_text_elsewhere_are_in_it() -> None:
    wanted = ("own", "note", "outcome", "source", "reference", "summary", "locator")
    for form in forms_of(sentinels(), "chef"):
        assert [name for name in wanted if f"SENTINEL-{name}" not in form] == []
        assert "Först sa" not in form  # only the line that names the post


def test_what_is_withheld_is_in_no_form_and_counted_by_its_provision() -> None:
    withheld = read_withheld(sentinels(), ["own=OSL 18:1", "chef.note=osl 39:3"])
    extract = build_extract(sentinels(), (), "chef", DAY, withheld)
    assert extract.withheld == {"OSL 18:1": 1, "OSL 39:3": 1}
    for form in forms_of(sentinels(), "chef", withheld):
        assert "SENTINEL-own" not in form and "SENTINEL-note" not in form and "SENTINEL-locator" not in form
        assert "SENTINEL-summary" in form and "OSL 18:1" in form


def test_steps_of_a_plan_that_is_not_proven_are_told_as_such() -> None:
    content = sentinels()
    step = Reckoned(Node("i", "Initiative", {"name": "Grindar"}), 1, 2, 1, 3, ("ask_decide",))
    told = [
        ExtractWords(replace(build_extract(content, (), "chef", DAY, None), reckoned=(one,)), Texts("sv"), {}, DAY)
        for one in (step, replace(step, proven=False))
    ]
    pages = [to_record_html(words.build(), Texts("sv")) for words in told]
    assert ["Planen är den bästa som hann hittas för Grindar." in page for page in pages] == [False, True]
    assert [row["proven"] for words in told for row in to_data(words.extract, {}, DAY)["effort"]] == [True, False]


@pytest.mark.parametrize(
    ("text", "key"),
    [("own", "no-rule"), ("own=", "no-rule"), ("own=OSL 99:9", "unknown-rule"), ("*=OSL 18:1", "unknown-target"),
     ("own.nothing=OSL 18:1", "unknown-target")],
)  # fmt: skip
def test_a_mask_without_a_provision_or_a_thing_is_refused(text: str, key: str) -> None:
    with pytest.raises(UsageError) as error:
        read_withheld(sentinels(), [text])
    assert error.value.key == f"records.{key}"


def test_the_log_s_earlier_values_are_in_it_those_of_what_is_gone_too() -> None:
    gone = {"kind": "stance", "value": "hesitant", "concern": "SENTINEL-gone", "stated_on": date(2019, 1, 1)}
    changes = (
        Change("old", "Position", after=gone),
        Change(("TAKES", "chef", "old", date(1, 1, 1)), "TAKES", after=({},)),
        Change("else", "Position", after=gone | {"concern": "SENTINEL-else"}),
        Change(("TAKES", "vi", "else", date(1, 1, 1)), "TAKES", after=({},)),
    )
    log = (Revision(1, datetime(2026, 1, 2, tzinfo=UTC), Edit(changes, "note", "vi")),)
    for form in forms_of(sentinels(), "chef", log=log):
        assert "SENTINEL-gone" in form and "SENTINEL-else" not in form


def test_every_provision_has_words_and_a_day_in_the_past() -> None:
    assert all(
        p.words["sv"] and p.words["en"] and p.checked_on <= date(2026, 11, 29) for p in read_provisions().values()
    )
    assert find_provision("osl 39 kap. 3 §").code == "OSL 39:3"


@pytest.mark.parametrize(("shared", "found"), [(3, False), (2, True)])
def test_a_word_that_many_names_share_is_found_only_as_a_word_of_its_own(shared: int, found: bool) -> None:
    names = ["Chef fritid", "Chef gata", "Chef skola"][:shared]
    nodes = [Node(f"a{n}", "Actor", {"name": name, "kind": "post"}) for n, name in enumerate(names)]
    said = ("Chefsmötet ställdes in", "Cheferna var där", "Chefens svar dröjer", "Fritidsgården stänger", "Alla kom")
    nodes.append(Node("i", "Issue", {"name": "Torget", "note": "\n".join(said)}))
    told = [text.text for text in build_extract(build_map(nodes, []), (), "a0", DAY).texts if text.thing == "i"]
    assert told == [*(said[:1] if found else ()), *said[1:4]]
