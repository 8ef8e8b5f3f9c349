"""To which areas a thing belongs, worked out by hand."""

from __future__ import annotations

from strategies.small_maps import Sketch

from samverkan.domain.areas import build_area_test, find_areas_of
from samverkan.model import Map


def build_nested() -> Map:
    """The square lies in the quarter, that in the town; everything hangs on the issue of the square."""
    sketch = Sketch().node("town", "Area").node("quarter", "Area").node("square", "Area").node("far", "Area")
    sketch.link("quarter PART_OF town").link("square PART_OF quarter").actors(
        "unit", "owner", "decider", "home", "nobody"
    )
    sketch.node("issue", "Issue").link("issue IN_AREA square").node("cause", "Cause").node("deep", "Cause")
    sketch.link("deep CONTRIBUTES_TO cause").link("cause CONTRIBUTES_TO issue")
    sketch.node("try", "Initiative").link("try ADDRESSES deep").node("permit", "Initiative")
    sketch.leaf("leaf", "permit", "decide", None).link("leaf IN_AREA far")
    sketch.link("owner INVOLVED_IN issue", role="owner").link("home IN_AREA quarter").node("matter", "Matter")
    sketch.mandate("power", "decider", "decide", "matter").link("power IN_AREA town")
    sketch.node("talk", "Interaction").link("talk ABOUT try").node("word", "Commitment").link("word AGREED_AT talk")
    sketch.node("seen", "Effect").link("permit LEADS_TO seen").node("count", "Indicator").link("count MEASURES seen")
    return sketch.node("figure", "Measurement").link("figure OF count").to_map()


def test_a_thing_is_followed_to_its_area() -> None:
    content = build_nested()
    found = {
        i: find_areas_of(content, i)
        for i in ("square", "issue", "deep", "try", "permit", "owner", "decider", "home", "talk", "word", "figure")
    }
    assert found == {
        "square": {"square"},
        "issue": {"square"},
        "deep": {"square"},
        "try": {"square"},
        "permit": {"far"},
        "owner": {"square"},
        "decider": {"town"},
        "home": {"quarter"},
        "talk": {"square"},
        "word": {"square"},
        "figure": {"far"},
    }
    assert find_areas_of(content, "nobody") == find_areas_of(content, "matter") == set()


def test_an_area_takes_what_lies_inside_it_and_no_more() -> None:
    content = build_nested()
    inside = {a: {i for i in content.nodes if build_area_test(content, a)(i)} for a in ("square", "quarter", "far")}
    assert inside["square"] == {"square", "issue", "cause", "deep", "try", "owner", "talk", "word"}
    assert inside["quarter"] - inside["square"] == {"quarter", "home"}
    assert inside["far"] == {"far", "permit", "leaf", "seen", "count", "figure"}
    assert all(build_area_test(content, "")(i) for i in content.nodes)
