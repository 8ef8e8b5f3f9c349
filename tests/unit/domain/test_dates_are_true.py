"""What may be told as of a day: one rule, tried by hand and on generated maps."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from strategies.maps import maps
from strategies.small_maps import Sketch

from samverkan.domain.telling import tell_as_of

DAY = date(2025, 6, 1)
LATER, EARLIER = DAY + timedelta(1), DAY - timedelta(1)


def properties_of(sketch: Sketch, node: str, day: date = DAY) -> dict[str, object] | None:
    told = tell_as_of(sketch.to_map(), day).nodes
    return {k: v for k, v in told[node].properties.items() if k != "name"} if node in told else None


def initiative(**properties: object) -> dict[str, object] | None:
    return properties_of(Sketch().node("x", "Initiative", **properties), "x")


def test_an_initiative_is_told_as_it_stood() -> None:
    done = {"status": "done", "outcome": "O", "lesson": "L", "started_on": EARLIER}
    assert initiative(**done, ended_on=DAY) == {**done, "ended_on": DAY}
    assert initiative(**done) == done  # without the day it ended: always
    assert initiative(**done, ended_on=LATER) == {"status": "under_way", "started_on": EARLIER}
    assert initiative(status="done", outcome="O", started_on=LATER, ended_on=LATER) == {"status": "proposed"}
    assert initiative(status="under_way", started_on=LATER) == {"status": "proposed"}
    assert initiative(status="rejected", lesson="L", ended_on=LATER) == {"status": "proposed"}
    # what is only planned keeps its day, and what nobody dated stays as it is written
    assert initiative(status="proposed", started_on=LATER) == {"status": "proposed", "started_on": LATER}
    assert initiative(status="done", outcome="O") == {"status": "done", "outcome": "O"}


def test_an_effect_that_was_expected_is_expected_until_it_is_seen() -> None:
    def effect(**properties: object) -> dict[str, object] | None:
        return properties_of(Sketch().node("e", "Effect", **properties), "e")

    assert effect(observed=True, observed_on=DAY) == {"observed": True, "observed_on": DAY}
    assert effect(observed=True) == {"observed": True}
    assert effect(observed=True, observed_on=LATER) is None
    assert effect(observed=True, observed_on=LATER, expected=True) == {"observed": False, "expected": True}
    # nothing follows from what has not begun, dated or not; another cause that has begun is enough
    sketch = Sketch().node("x", "Initiative", started_on=LATER).node("e", "Effect", observed=True).link("x LEADS_TO e")
    assert properties_of(sketch, "e") is None
    assert properties_of(sketch.node("y", "Initiative").link("y LEADS_TO e"), "e") == {"observed": True}


def test_what_was_said_met_measured_and_published_later_is_not_there() -> None:
    sketch = Sketch().actors("unit", "a").node("x", "Issue").node("old", "Source", date=DAY)
    sketch.node("new", "Source", date=LATER).position("p", "a", "x", "high", LATER, kind="priority")
    sketch.node("i", "Indicator").node("m", "Measurement", date=LATER, value=1).link("m OF i")
    sketch.node("n", "Interaction", date=LATER, kind="meeting", summary="S", feedback_due=LATER).link(
        "a TOOK_PART_IN n"
    )
    sketch.node("c", "Commitment").link("a COMMITTED_TO c").link("c AGREED_AT n")
    sketch.link("a INVOLVED_IN x", role="owner", source="new").link("a SOURCED_BY new").link("a SOURCED_BY old")
    told = tell_as_of(sketch.to_map(), DAY)
    assert sorted(told.nodes) == ["a", "i", "old", "x"]
    assert [(r.type, r.end, dict(r.properties)) for r in told.relations] == [
        ("INVOLVED_IN", "x", {"role": "owner"}),
        ("SOURCED_BY", "old", {}),
    ]
    ahead = tell_as_of(sketch.to_map(), DAY, ahead=True).nodes
    assert dict(ahead["n"].properties) == {"date": LATER, "feedback_due": LATER, "kind": "meeting", "name": "N"}
    assert "c" not in ahead
    assert tell_as_of(sketch.to_map(), LATER) is not None
    assert sorted(tell_as_of(sketch.to_map(), LATER).nodes) == ["a", "c", "i", "m", "n", "new", "old", "p", "x"]


def test_what_was_answered_and_settled_later_is_still_open() -> None:
    sketch = Sketch().actors("post", "a").node("n", "Interaction", date=EARLIER, kind="call", feedback_given=LATER)
    sketch.node("c", "Commitment", due=LATER, done_on=LATER).node("x", "Initiative")
    sketch.leaf("l", "x", "decide", None, status="refused", status_on=LATER).link("l ANSWERED_BY a")
    told = tell_as_of(sketch.to_map(), DAY)
    assert "feedback_given" not in told.nodes["n"].properties
    assert dict(told.nodes["c"].properties) == {"due": LATER, "name": "C"}
    assert "status" not in told.nodes["l"].properties
    assert told.out("l", "ANSWERED_BY") == ()


@given(maps(most=4))
@settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_nothing_told_is_later_and_telling_twice_is_telling_once(content) -> None:
    for day in (date(2021, 3, 1), date(2024, 1, 1)):
        told = tell_as_of(content, day)
        assert tell_as_of(told, day) is told
        for node in told.nodes.values():
            for name in ("stated_on", "observed_on", "feedback_given", "done_on"):
                assert node.properties.get(name, day) <= day, (node, name)
            if node.label in ("Interaction", "Measurement", "Source"):
                assert node.properties.get("date", day) <= day
        assert all(r.start in told.nodes and r.end in told.nodes for r in told.relations)
        assert all(r.properties.get("source", "") in ("", *told.nodes) for r in told.relations)
